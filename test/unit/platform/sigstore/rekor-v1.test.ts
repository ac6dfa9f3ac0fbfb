// Signing with a Rekor v1 log: the result verifies, the stock client works too, and an answer about another entry does
// not count.
import { X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { RekorWitness } from '@sigstore/sign';
import { sharedClock } from '../../../../local-cloud/clock.ts';
import { exampleJob } from '../../../../local-cloud/oidc.ts';
import type { RekorServer } from '../../../../local-cloud/rekor.ts';
import { startRekorV1 } from '../../../../local-cloud/rekor-v1.ts';
import { type LocalSigstore, startSigstore, trustedRootOf } from '../../../../local-cloud/sigstore.ts';
import { openTrust } from '../../../../src/attest/trust.ts';
import { verifyBundle } from '../../../../src/attest/verify.ts';
import { openIdentity } from '../../../../src/platform/forge/github/identity.ts';
import { openKeylessSigner } from '../../../../src/platform/sigstore/keyless.ts';
import { readBundle, signingOf, statementOf, verdictOn } from './world.ts';

const clock = sharedClock(1_795_000_000);
let cloud: LocalSigstore;
let log: RekorServer;
let root: Record<string, unknown>;
beforeAll(async () => {
  [cloud, log] = await Promise.all([startSigstore(clock), startRekorV1(clock)]);
  root = trustedRootOf(cloud.fulcio, log, cloud.tsa, '2026-01-01T00:00:00Z');
});
afterAll(() => Promise.all([cloud.close(), log.close()]));
afterEach(() => {
  log.knobs.fault = () => undefined;
});

const sign = (number: number, rekorVersion: 'v1' | 'v2' = 'v1') => {
  const signing = signingOf(cloud, { rekor: log.url, 'rekor-version': rekorVersion });
  const patience = { totalMs: 5_000, requestMs: 2_000 };
  return openKeylessSigner(signing, openIdentity(cloud.oidc.register(exampleJob()), true), clock, patience).sign(
    statementOf(number),
  );
};
const verdict = (bundle: Uint8Array) => {
  const trustedRoot = new TextEncoder().encode(JSON.stringify(root));
  return verifyBundle(
    bundle,
    openTrust({ trustedRoot, keys: [], certificateTransparency: false, requireLogForKeys: false }),
  );
};

describe('a bundle with an entry of Rekor v1', () => {
  test('verifies by the library and by our own room', async () => {
    const bytes = await sign(1);
    expect(verdictOn(readBundle(bytes), root)).toBe('verified');
    expect(verdict(bytes)).toMatchObject({ verified: true });
  });

  test('does not verify once its entry is that of another signature', async () => {
    const [one, two] = [readBundle(await sign(2)), readBundle(await sign(3))];
    one.verificationMaterial.tlogEntries = two.verificationMaterial.tlogEntries;
    expect(verdict(Buffer.from(JSON.stringify(one)))).toMatchObject({ verified: false });
  });

  test('is made anew when the reply was lost and the log knows the entry', async () => {
    let calls = 0;
    log.knobs.fault = () => (calls++ === 0 ? { kind: 'reset-after' } : undefined);
    expect(verdict(await sign(4))).toMatchObject({ verified: true });
  });
});

test('asked by the interface of version 2, a log of version 1 is an error and not a bundle without an entry', async () => {
  await expect(sign(5, 'v2')).rejects.toMatchObject({ code: 'SIGN_FAILED' });
});

test.each([
  ['nothing', {}],
  ['two entries', (entry: object) => ({ a: entry, b: entry })],
  ['an entry without a proof', (entry: object) => ({ a: { ...entry, verification: {} } })],
  ['an entry of something else', (entry: object) => ({ a: { ...entry, body: Buffer.from('{}').toString('base64') } })],
])('%s in answer is refused', async (_, answer) => {
  const bundle = readBundle(await sign(6));
  const [logged] = bundle.verificationMaterial.tlogEntries;
  const entry = {
    body: logged?.canonicalizedBody,
    integratedTime: 1,
    logID: '0'.repeat(64),
    logIndex: 0,
    verification: {
      inclusionProof: { logIndex: 0, rootHash: '00', treeSize: 1, hashes: [], checkpoint: 'x' },
      signedEntryTimestamp: 'AAAA',
    },
  };
  const body = typeof answer === 'function' ? answer(entry) : answer;
  log.knobs.fault = () => ({ kind: 'status', status: 201, body: JSON.stringify(body) });
  await expect(sign(7)).rejects.toMatchObject({
    code: 'SIGN_FAILED',
    message: expect.stringContaining('something else'),
  });
});

test('the stock client of Sigstore is served by the stand-in, so the stand-in speaks what the real log speaks', async () => {
  const bundle = readBundle(await sign(8));
  const certificate = Buffer.from(bundle.verificationMaterial.certificate?.rawBytes ?? '', 'base64');
  const witness = new RekorWitness({ rekorBaseURL: log.url, entryType: 'dsse', fetchOnConflict: false });
  const again = {
    $case: 'dsseEnvelope' as const,
    dsseEnvelope: {
      payload: Buffer.from(bundle.dsseEnvelope.payload, 'base64'),
      payloadType: bundle.dsseEnvelope.payloadType,
      signatures: [{ keyid: 'x', sig: Buffer.from(bundle.dsseEnvelope.signatures[0]?.sig ?? '', 'base64') }],
    },
  };
  const { tlogEntries } = await witness.testify(again, new X509Certificate(certificate).toString());
  expect(tlogEntries.map(({ kindVersion }) => kindVersion)).toEqual([{ kind: 'dsse', version: '0.0.1' }]);
});
