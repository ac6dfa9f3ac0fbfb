// The stand-ins for Fulcio, Rekor and the timestamp authority, compared with the real servers: to the same requests
// both answer the same status and the same reason. What a stand-in leaves out is in its header and not compared here.
import { createHash, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { sharedClock } from '../../local-cloud/clock.ts';
import { integer, octets, oid, sequence, yes } from '../../local-cloud/der.ts';
import type { OidcIssuer } from '../../local-cloud/oidc.ts';
import { type LocalSigstore, startSigstore } from '../../local-cloud/sigstore.ts';
import { type RealSigstore, startRealSigstore } from './servers/sigstore.ts';

jest.setTimeout(60_000);

const clock = sharedClock();
let local: LocalSigstore;
let real: RealSigstore;
let oidc: OidcIssuer;
beforeAll(async () => {
  local = await startSigstore(clock);
  oidc = local.oidc;
  real = await startRealSigstore(oidc.url);
});
afterAll(async () => {
  await real.stop();
  await local.close();
});

const Reason = z.looseObject({ message: z.string() });

/** Status of an answer, and the reason of a refusal. */
async function answerOf(asked: Promise<Response>): Promise<{ status: number; reason: string }> {
  const response = await asked;
  const text = await response.text();
  if (response.ok) return { status: response.status, reason: '' };
  return { status: response.status, reason: Reason.parse(JSON.parse(text)).message };
}

const json = { 'content-type': 'application/json' };
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const subject = 'repo:clinic/intake-api:ref:refs/heads/main';

describe('Fulcio', () => {
  const request = (token: string, changes: { proven?: string; content?: string } = {}) => {
    const content = changes.content ?? publicKey.export({ type: 'spki', format: 'pem' });
    const proofOfPossession = sign('sha256', Buffer.from(changes.proven ?? subject), privateKey).toString('base64');
    const publicKeyRequest = { publicKey: { algorithm: 'ECDSA', content }, proofOfPossession };
    return JSON.stringify({ credentials: { oidcIdentityToken: token }, publicKeyRequest });
  };
  const post = (url: string, body: string) =>
    fetch(`${url}/api/v2/signingCert`, { method: 'POST', headers: json, body });
  const now = () => clock.now();

  test.each<[string, number, () => Promise<string>]>([
    ['a token', 200, async () => request(await oidc.mint())],
    ['a token for several audiences', 200, async () => request(await oidc.mint({ aud: ['x', 'sigstore'] }))],
    ['a token valid in a minute', 200, async () => request(await oidc.mint({ nbf: now() + 60 }))],
    ['a token valid in ten minutes', 400, async () => request(await oidc.mint({ nbf: now() + 600 }))],
    ['an expired token', 400, async () => request(await oidc.mint({ exp: now() - 5 }))],
    ['a token without expiry', 400, async () => request(await oidc.mint({}, ['exp']))],
    ['a token for another audience', 400, async () => request(await oidc.mint({ aud: 'sts.amazonaws.com' }))],
    ['a token of another issuer', 400, async () => request(await oidc.mint({ iss: 'http://127.0.0.1:1' }))],
    ['a token without subject', 400, async () => request(await oidc.mint({}, ['sub']))],
    ['a token without actor', 200, async () => request(await oidc.mint({}, ['actor']))],
    ['a proof over another subject', 400, async () => request(await oidc.mint(), { proven: `${subject}x` })],
    ['a key that is none', 400, async () => request(await oidc.mint(), { content: 'x' })],
    ['nothing', 400, async () => '{}'],
    ['no JSON', 400, async () => '{'],
  ])('%s', async (_, status, body) => {
    const [ours, theirs] = [local.fulcio.url, real.fulcio.url].map(async (url) => answerOf(post(url, await body())));
    expect(await ours).toEqual(await theirs);
    expect((await theirs)?.status).toBe(status);
  });

  test.each(['workflow', 'repository_visibility', 'runner_environment', 'sha'])('a token without %s', async (claim) => {
    for (const url of [local.fulcio.url, real.fulcio.url]) {
      const { status, reason } = await answerOf(post(url, request(await oidc.mint({}, [claim]))));
      expect([status, reason.includes(`value <${claim}> not present in either claims or defaults.`)]).toEqual([
        400,
        true,
      ]);
    }
  });

  test('a certificate has the same extensions with the same values', async () => {
    const Issued = z.looseObject({
      signedCertificateDetachedSct: z.looseObject({ chain: z.looseObject({ certificates: z.array(z.string()) }) }),
    });
    const token = await oidc.mint({ environment: 'production' });
    const [ours = '', theirs = ''] = await Promise.all(
      [local.fulcio.url, real.fulcio.url].map(async (url) => {
        const issued = Issued.parse(await (await post(url, request(token))).json());
        const [leaf = ''] = issued.signedCertificateDetachedSct.chain.certificates;
        const { raw, subjectAltName, validFromDate, validToDate, keyUsage } = new X509Certificate(leaf);
        const arc = Buffer.from('060a2b0601040183bf3001', 'hex');
        const facts = raw.toString('latin1').split(arc.toString('latin1')).slice(1);
        // The number, the tag of an octet string, its length (in a second octet from 128 on), its bytes.
        const values = facts.map((it) => {
          const [short, long] = [it.charCodeAt(2), it.charCodeAt(3)];
          return it.slice(0, short < 128 ? 3 + short : 4 + long);
        });
        const seconds = (validToDate.getTime() - validFromDate.getTime()) / 1000;
        return JSON.stringify({ subjectAltName, seconds, keyUsage, values: values.sort() });
      }),
    );
    expect(ours).toBe(theirs);
    expect(ours).toContain('production');
  });
});

describe('Rekor', () => {
  type Changes = { digest?: string; signature?: object; verifier?: object; more?: object };
  const entry = (text: string, { digest, signature, verifier, more }: Changes = {}) => {
    const rawBytes = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const key = verifier ?? { keyDetails: 'PKIX_ECDSA_P256_SHA_256', publicKey: { rawBytes } };
    const content = sign('sha256', Buffer.from(text), privateKey).toString('base64');
    const hash = digest ?? createHash('sha256').update(text).digest('base64');
    const request = { digest: hash, signature: { content, verifier: key, ...signature }, ...more };
    return JSON.stringify({ hashedRekordRequestV002: request });
  };
  const post = (url: string, body: string) =>
    fetch(`${url}/api/v2/log/entries`, { method: 'POST', headers: json, body });
  const both = () => [local.rekor.url, real.rekor.url];

  test.each<[string, number, string]>([
    ['another digest', 400, entry('b', { digest: Buffer.alloc(32).toString('base64') })],
    ['a short digest', 400, entry('b', { digest: 'AAAA' })],
    ['no signature', 400, entry('b', { signature: { content: '' } })],
    ['no key', 400, entry('b', { verifier: {} })],
    [
      'a key that is none',
      400,
      entry('b', { verifier: { keyDetails: 'PKIX_ECDSA_P256_SHA_256', publicKey: { rawBytes: 'AAAA' } } }),
    ],
    ['a DSSE envelope', 400, JSON.stringify({ dsseRequestV002: { envelope: {}, verifiers: [] } })],
    ['an empty entry', 400, '{"hashedRekordRequestV002":{}}'],
    ['nothing', 400, '{}'],
    ['no JSON', 400, '{'],
  ])('%s', async (_, status, body) => {
    const [ours, theirs] = both().map((url) => answerOf(post(url, body)));
    expect(await ours).toEqual(await theirs);
    expect((await theirs)?.status).toBe(status);
  });

  test('an entry is taken once and then named by its index', async () => {
    const bodies = [entry('once'), entry('twice')];
    for (const url of both()) {
      expect((await post(url, bodies[0] ?? '')).status).toBe(201);
      expect((await post(url, bodies[1] ?? '')).status).toBe(201);
      const again = await post(url, bodies[1] ?? '');
      expect([again.status, again.headers.get('x-log-index')]).toEqual([409, '1']);
      expect((await answerOf(Promise.resolve(again))).reason).toContain('with index 1');
    }
  });

  test('an entry has the same form', async () => {
    const Entry = z.looseObject({
      inclusionProof: z.looseObject({ checkpoint: z.looseObject({ envelope: z.string() }) }),
    });
    const body = entry('the same form');
    const [ours, theirs] = await Promise.all(
      both().map(async (url) => {
        const found = Entry.parse(await (await post(url, body)).json());
        const { envelope } = found.inclusionProof.checkpoint;
        const shape = envelope.split('\n').map((line) => line.replace(/[A-Za-z0-9+/]{40,}=*/, 'BASE64'));
        const { canonicalizedBody, kindVersion, integratedTime, inclusionPromise } = found;
        return {
          names: Object.keys(found).sort(),
          shape,
          canonicalizedBody,
          kindVersion,
          integratedTime,
          inclusionPromise,
        };
      }),
    );
    expect(ours).toEqual(theirs);
  });

  test.each([
    ['/api/v2/checkpoint', 501],
    ['/api/v2/tile/0/000', 501],
    ['/api/v2/log/entries', 501],
    ['/checkpoint', 404],
    ['/elsewhere', 404],
  ])('GET %s', async (path, status) => {
    for (const url of both()) expect((await fetch(`${url}${path}`)).status).toBe(status);
  });
});

describe('the timestamp authority', () => {
  const sha256 = oid('2.16.840.1.101.3.4.2.1');
  const query = (length: number, ...rest: Buffer[]) =>
    sequence(integer(1), sequence(sequence(sha256), octets(Buffer.alloc(length, 7))), ...rest);
  const cases: [string, number, Buffer, string?][] = [
    ['a query', 200, query(32, integer(5), yes)],
    ['a query without nonce', 200, query(32)],
    ['its own policy', 200, query(32, oid('1.3.6.1.4.1.57264.2'))],
    ['another policy', 400, query(32, oid('1.2.3.4'))],
    ['a short digest', 400, query(31)],
    ['cut bytes', 400, query(32).subarray(0, -1)],
    ['nothing', 422, Buffer.alloc(0)],
    ['another media type', 415, query(32), 'text/plain'],
  ];
  test.each(cases)('%s', async (_, status, body, type = 'application/timestamp-query') => {
    const headers = { 'content-type': type };
    const ask = async (url: string) => {
      const init = { method: 'POST', headers, body: new Uint8Array(body) };
      const response = await fetch(`${url}/api/v1/timestamp`, init);
      return { status: response.status, type: response.headers.get('content-type') };
    };
    const [ours, theirs] = await Promise.all([local.tsa.url, real.tsa.url].map(ask));
    expect(ours).toEqual(theirs);
    expect(theirs?.status).toBe(status);
  });
});
