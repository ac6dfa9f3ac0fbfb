// The job's token: asked for where the runner says, decoded, complete, and never in an error.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sharedClock } from '../../../../../local-cloud/clock.ts';
import { exampleJob, type OidcIssuer, startOidc } from '../../../../../local-cloud/oidc.ts';
import { Fault, textOf } from '../../../../../src/base/fault.ts';
import { openIdentity } from '../../../../../src/platform/forge/github/identity.ts';

let oidc: OidcIssuer;
beforeAll(async () => {
  oidc = await startOidc(sharedClock(1_795_000_000));
});
afterAll(() => oidc.close());
afterEach(() => {
  oidc.calls.length = 0;
  oidc.knobs.fault = () => undefined;
});

const answerWith = (value: string) => {
  oidc.knobs.fault = () => ({ kind: 'alter-reply', alter: (reply) => ({ ...reply, body: { value } }) });
};
const failureOf = async (variables: Record<string, string>, local = true): Promise<Fault> => {
  const failure: unknown = await openIdentity(variables, local, { totalMs: 1_000, requestMs: 500 })
    .token('sigstore')
    .catch((error: unknown) => error);
  if (failure instanceof Fault) return failure;
  throw new Error('expected a Fault');
};

describe('a token', () => {
  test('is for the audience asked for and says what is true of the job', async () => {
    const identity = openIdentity(
      oidc.register(exampleJob({ environment: 'production', immutableSubject: true })),
      true,
    );
    const first = await identity.token('sts.amazonaws.com');
    expect(first?.claims).toMatchObject({
      aud: 'sts.amazonaws.com',
      sub: 'repo:clinic@500600/intake-api@700100200:environment:production',
      repository_id: '700100200',
      job_workflow_sha: exampleJob().jobWorkflowSha,
      environment: 'production',
    });
    expect((await identity.token('sigstore'))?.claims.aud).toBe('sigstore');
    expect(oidc.calls.every(({ url }) => url.searchParams.get('api-version') === '2.0')).toBe(true);
  });

  test('does not exist where the runner gives no address or no bearer', async () => {
    const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN } = oidc.register(exampleJob());
    expect(await openIdentity({}).token('x')).toBeUndefined();
    expect(await openIdentity({ ACTIONS_ID_TOKEN_REQUEST_URL }, true).token('x')).toBeUndefined();
    expect(await openIdentity({ ACTIONS_ID_TOKEN_REQUEST_TOKEN }, true).token('x')).toBeUndefined();
    expect(oidc.calls).toEqual([]);
  });

  test('is asked for again after a server error', async () => {
    oidc.knobs.fault = (_, index) => (index === 0 ? { kind: 'status', status: 502 } : undefined);
    expect((await openIdentity(oidc.register(exampleJob()), true).token('x'))?.claims.aud).toBe('x');
  });
});

describe('refused', () => {
  test.each(['sub', 'repository_id', 'job_workflow_ref', 'job_workflow_sha', 'run_attempt', 'sha', 'exp'])(
    'a token without %s, by name',
    async (claim) => {
      const jwt = await oidc.mint({}, [claim]);
      answerWith(jwt);
      const failure = await failureOf(oidc.register(exampleJob()));
      expect(failure.code).toBe('OIDC_INVALID');
      expect(failure.message).toContain(claim);
      expect(textOf(failure)).not.toContain(jwt.slice(0, 20));
    },
  );

  test('every wrong claim at once', async () => {
    answerWith(await oidc.mint({ sha: 'short', run_attempt: '0', actor_id: 'maria' }));
    const { message } = await failureOf(oidc.register(exampleJob()));
    expect(['sha (', 'run_attempt (', 'actor_id ('].filter((claim) => !message.includes(claim))).toEqual([]);
  });

  test('a token for another audience, and what is no token', async () => {
    for (const value of [await oidc.mint({ aud: 'elsewhere' }), await oidc.mint({ aud: ['sigstore'] }), 'a.b.c', '']) {
      answerWith(value);
      expect((await failureOf(oidc.register(exampleJob()))).code).toBe('OIDC_INVALID');
    }
    answerWith(await oidc.mint());
    expect((await openIdentity(oidc.register(exampleJob()), true).token('sigstore'))?.claims.aud).toBe('sigstore');
  });

  test('an address that is not https, unless it is loopback and said to be local', async () => {
    const variables = oidc.register(exampleJob());
    expect((await failureOf(variables, false)).code).toBe('OIDC_INVALID');
    for (const address of ['http://example.org/token', 'ftp://127.0.0.1/', 'nonsense']) {
      const failure = await failureOf({ ...variables, ACTIONS_ID_TOKEN_REQUEST_URL: address });
      expect(failure.code).toBe('OIDC_INVALID');
    }
    expect(oidc.calls).toEqual([]);
  });

  test('a bearer that GitHub does not know; the bearer is not printed even if the server repeats it', async () => {
    const variables = { ...oidc.register(exampleJob()), ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer-canary-7' };
    expect((await failureOf(variables)).code).toBe('REMOTE_UNREACHABLE');
    oidc.knobs.fault = () => ({ kind: 'status', status: 403, body: 'you sent bearer-canary-7' });
    const failure = await failureOf(variables);
    expect(failure.message).toMatch(/answered 403$/);
    expect(failure.message).not.toContain('bearer-canary-7');
  });

  test('when nothing answers', async () => {
    const variables = {
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://127.0.0.1:1/token',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
    };
    expect((await failureOf(variables)).code).toBe('REMOTE_UNREACHABLE');
  });
});
