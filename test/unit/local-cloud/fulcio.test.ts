// The certificate authority stand-in: what the real one puts into a certificate, and what it refuses.
import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FulcioSigner } from '@sigstore/sign';
import * as z from 'zod';
import { p256 } from '../../../local-cloud/certificate.ts';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { type FulcioServer, startFulcio } from '../../../local-cloud/fulcio.ts';
import { exampleJob, type OidcIssuer, startOidc } from '../../../local-cloud/oidc.ts';

const clock = sharedClock(1_795_000_000);
let oidc: OidcIssuer;
let fulcio: FulcioServer;
beforeAll(async () => {
  oidc = await startOidc(clock);
  fulcio = await startFulcio(clock, oidc.url);
});
afterAll(async () => {
  await oidc.close();
  await fulcio.close();
});

const subject = 'repo:clinic/intake-api:ref:refs/heads/main';
const Answer = z.object({
  signedCertificateDetachedSct: z.object({ chain: z.object({ certificates: z.array(z.string()) }) }),
});

async function request(token: string, proofOf = subject, keys = p256()) {
  const content = keys.publicKey.export({ type: 'spki', format: 'pem' });
  const proofOfPossession = sign('sha256', Buffer.from(proofOf), keys.privateKey).toString('base64');
  const response = await fetch(`${fulcio.url}/api/v2/signingCert`, {
    method: 'POST',
    body: JSON.stringify({
      credentials: { oidcIdentityToken: token },
      publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content }, proofOfPossession },
    }),
  });
  const body: unknown = await response.json();
  return { status: response.status, body };
}

async function certify(token: string, proofOf?: string): Promise<X509Certificate> {
  const { body } = await request(token, proofOf);
  return new X509Certificate(Answer.parse(body).signedCertificateDetachedSct.chain.certificates[0] ?? '');
}

/** The value of a Fulcio extension as it stands in the DER: the text, with its DER head for .8 and later. */
const holds = (certificate: X509Certificate, number: number, text: string) => {
  const id = Buffer.from([0x06, 0x0a, 0x2b, 6, 1, 4, 1, 0x83, 0xbf, 0x30, 1, number]);
  const inner = number < 8 ? Buffer.from(text) : Buffer.concat([Buffer.from([0x0c, text.length]), Buffer.from(text)]);
  return certificate.raw.includes(Buffer.concat([id, Buffer.from([0x04, inner.length]), inner]));
};

describe('a certificate', () => {
  test('says who signs, from where, and for how long', async () => {
    const certificate = await certify(await oidc.jobToken(exampleJob(), 'sigstore'));
    expect(certificate.subjectAltName).toBe(
      'URI:https://github.com/clinic/compliance-workflows/.github/workflows/build-sign.yml@refs/tags/v1.0.0',
    );
    expect(certificate.validToDate.getTime() / 1000 - clock.now()).toBeGreaterThan(590);
    const job = exampleJob();
    const values: [number, string][] = [
      [1, oidc.url],
      [2, 'push'],
      [3, job.sha],
      [5, job.repository],
      [6, job.ref],
      [8, oidc.url],
      [10, job.jobWorkflowSha],
      [11, 'github-hosted'],
      [12, 'https://github.com/clinic/intake-api'],
      [13, job.sha],
      [14, 'refs/heads/main'],
      [15, '700100200'],
      [17, '500600'],
      [20, 'push'],
      [21, 'https://github.com/clinic/intake-api/actions/runs/9000000001/attempts/1'],
      [22, 'private'],
      [24, subject],
    ];
    expect(values.filter(([number, text]) => !holds(certificate, number, text))).toEqual([]);
    expect(holds(certificate, 15, '700100201')).toBe(false);
  });

  test('names the environment only when the token does', async () => {
    const job = exampleJob({ environment: 'production' });
    const within = await certify(await oidc.jobToken(job, 'sigstore'), 'repo:clinic/intake-api:environment:production');
    expect(holds(within, 23, 'production')).toBe(true);
    expect(holds(await certify(await oidc.mint()), 23, 'production')).toBe(false);
  });

  test('is given to the stock client too', async () => {
    const signer = new FulcioSigner({ fulcioBaseURL: fulcio.url, identityProvider: { getToken: () => oidc.mint() } });
    const { key } = await signer.sign(Buffer.from('x'));
    expect(key.$case).toBe('x509Certificate');
  });
});

describe('refused', () => {
  test.each([
    ['another audience', { aud: 'sts.amazonaws.com' }, []],
    ['an expired token', { exp: 1_794_990_000 }, []],
    ['a token from the future', { nbf: 1_795_009_000 }, []],
    ['another issuer', { iss: 'http://127.0.0.1:1' }, []],
    ...['job_workflow_ref', 'workflow_sha', 'repository_id', 'run_attempt', 'runner_environment', 'sha'].map(
      (claim): [string, object, string[]] => [`a token without ${claim}`, {}, [claim]],
    ),
  ])('%s', async (_, overrides, drop) => {
    expect((await request(await oidc.mint({ ...overrides }, drop))).status).toBe(400);
  });

  test('a token of another key, a proof over another subject, a key of another kind, and anything else', async () => {
    const other = await startOidc(clock);
    expect((await request(await other.mint({ iss: oidc.url }))).status).toBe(400);
    await other.close();
    expect((await request(await oidc.mint(), `${subject}x`)).status).toBe(400);
    expect((await request(await oidc.mint(), subject, generateKeyPairSync('ec', { namedCurve: 'P-384' }))).status).toBe(
      400,
    );
    expect((await fetch(`${fulcio.url}/api/v2/signingCert`, { method: 'POST', body: '{}' })).status).toBe(400);
    expect((await fetch(`${fulcio.url}/api/v2/other`)).status).toBe(404);
  });

  test('unless nothing is wrong with it', async () => {
    expect((await request(await oidc.mint())).status).toBe(200);
    expect((await request(await oidc.mint({}, ['actor', 'ref_type', 'run_number']))).status).toBe(200);
  });
});
