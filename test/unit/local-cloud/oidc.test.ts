// The issuer stand-in speaks as GitHub does: discovery, keys, claims in both subject forms, and one address per job.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as z from 'zod';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { exampleJob, type OidcIssuer, startOidc } from '../../../local-cloud/oidc.ts';

const clock = sharedClock(1_795_000_000);
let oidc: OidcIssuer;
beforeAll(async () => {
  oidc = await startOidc(clock);
});
afterAll(() => oidc.close());

const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const readValue = async (response: Response) => z.object({ value: z.string() }).parse(await response.json()).value;
const ask = (url: string, bearer: string) => fetch(url, { headers: { authorization: `Bearer ${bearer}` } });

describe('tokens', () => {
  test('are signed by the published key and live from the shared clock', async () => {
    const discovery = await (await fetch(`${oidc.url}/.well-known/openid-configuration`)).json();
    expect(discovery).toMatchObject({ issuer: oidc.url, jwks_uri: `${oidc.url}/.well-known/jwks` });
    const keys = createLocalJWKSet(Keys.parse(await (await fetch(`${oidc.url}/.well-known/jwks`)).json()));
    const { payload } = await jwtVerify(await oidc.mint(), keys, {
      issuer: oidc.url,
      audience: 'sigstore',
      currentDate: new Date(clock.now() * 1000),
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    const other = await startOidc(clock);
    const foreign = await other.mint({ iss: oidc.url });
    await other.close();
    await expect(jwtVerify(foreign, keys)).rejects.toThrow();
  });

  test.each([
    ['a branch', {}, 'repo:clinic/intake-api:ref:refs/heads/main'],
    ['an environment', { environment: 'prod:eu' }, 'repo:clinic/intake-api:environment:prod%3Aeu'],
    ['a pull request', { event: 'pull_request', ref: 'refs/pull/4/merge' }, 'repo:clinic/intake-api:pull_request'],
    ['immutable ids', { immutableSubject: true }, 'repo:clinic@500600/intake-api@700100200:ref:refs/heads/main'],
  ])('name %s in the subject', async (_, overrides, subject) => {
    expect(decodeJwt(await oidc.jobToken(exampleJob(overrides), 'sigstore')).sub).toBe(subject);
  });

  test('carry the environment claim only in a job that has one', async () => {
    expect(decodeJwt(await oidc.jobToken(exampleJob({ environment: 'production' }), 'x'))['environment']).toBe(
      'production',
    );
    expect(decodeJwt(await oidc.jobToken(exampleJob(), 'x'))).not.toHaveProperty('environment');
  });

  test('may lack or replace a claim on purpose', async () => {
    const claims = decodeJwt(await oidc.mint({ actor: 'eve' }, ['sub']));
    expect(claims['actor']).toBe('eve');
    expect(claims).not.toHaveProperty('sub');
  });
});

describe("a job's address", () => {
  test('gives a token for the audience asked for, to its own bearer alone', async () => {
    const one = oidc.register(exampleJob({ runId: '1' }));
    const two = oidc.register(exampleJob({ runId: '2' }));
    const url = `${one.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=sts.amazonaws.com`;
    const value = await readValue(await ask(url, one.ACTIONS_ID_TOKEN_REQUEST_TOKEN));
    expect(decodeJwt(value)).toMatchObject({ aud: 'sts.amazonaws.com', run_id: '1' });
    expect((await ask(url, two.ACTIONS_ID_TOKEN_REQUEST_TOKEN)).status).toBe(401);
    const bare = await readValue(await ask(one.ACTIONS_ID_TOKEN_REQUEST_URL, one.ACTIONS_ID_TOKEN_REQUEST_TOKEN));
    expect(decodeJwt(bare).aud).toBe('https://github.com/clinic');
    expect((await ask(`${oidc.url}/jobs/none/idtoken`, 'x')).status).toBe(404);
  });
});
