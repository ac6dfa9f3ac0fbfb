// Signing with a KMS key: what is signed verifies under the pinned key alone, refusals stop, throttling does not.
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { bundleFromJSON } from '@sigstore/bundle';
import { PublicKey, TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { sharedClock } from '../../../../local-cloud/clock.ts';
import { type KmsKey, type KmsServer, startKms } from '../../../../local-cloud/kms.ts';
import { openTrust } from '../../../../src/attest/trust.ts';
import { verifyBundle } from '../../../../src/attest/verify.ts';
import { openSigner } from '../../../../src/main/vendors.ts';
import { Sha256 } from '../../../../src/model/ids.ts';
import { clientSettings, defaultRetryLimits } from '../../../../src/platform/cloud/aws/clients.ts';
import { openKmsSigner } from '../../../../src/platform/cloud/aws/kms.ts';
import { AwsSession } from '../../../../src/platform/cloud/aws/session.ts';
import { type BundleJson, readBundle, statementOf } from './world.ts';

const clock = sharedClock();
let kms: KmsServer;
let key: KmsKey;
let another: KmsKey;
beforeAll(async () => {
  kms = await startKms(clock);
  key = kms.addKey('alias/build', ['ASIABUILD']);
  another = kms.addKey('alias/deploy', ['ASIADEPLOY']);
});
afterAll(() => kms.close());
afterEach(() => {
  kms.calls.length = 0;
  kms.knobs.fault = () => undefined;
});

const credentialsOf = (accessKeyId: string) => ({
  accessKeyId,
  secretAccessKey: 'secret',
  sessionToken: 'session',
  expiresAt: 0,
  assumedRoleId: 'AROA:build',
  account: '111122223333',
});
const signing = () => ({ mode: 'kms', region: 'eu-central-1', endpoint: kms.url }) as const;
const open = (accessKeyId = 'ASIABUILD', pin = key.spkiSha256) =>
  openKmsSigner(signing(), { id: key.id, 'spki-sha256': Sha256.parse(pin), credentials: credentialsOf(accessKeyId) });

function verifies(bundle: BundleJson, trusted: KmsKey): boolean {
  const hint = bundle.verificationMaterial.publicKey?.hint ?? '';
  const publicKey = PublicKey.fromJSON({ rawBytes: trusted.spki.toString('base64') });
  const material = toTrustMaterial(TrustedRoot.fromJSON({}), { [hint]: publicKey });
  try {
    new Verifier(material, { tlogThreshold: 0, timestampThreshold: 0, ctlogThreshold: 0 }).verify(
      toSignedEntity(bundleFromJSON(bundle)),
    );
    return true;
  } catch {
    return false;
  }
}

describe('a bundle', () => {
  test('names the key by its digest and verifies under it, not under another, not when changed', async () => {
    const bytes = await (await open()).sign(statementOf(1));
    const bundle = readBundle(bytes);
    expect(bundle.verificationMaterial.publicKey?.hint).toBe(createHash('sha256').update(key.spki).digest('base64'));
    expect(bundle.verificationMaterial.tlogEntries).toEqual([]);
    expect(bundle.dsseEnvelope.signatures[0]?.keyid).toBe('');
    expect(verifies(bundle, key)).toBe(true);
    expect(verifies(bundle, another)).toBe(false);
    const tampered = structuredClone(bundle);
    tampered.dsseEnvelope.payload = Buffer.from(statementOf(2)).toString('base64');
    expect(verifies(tampered, key)).toBe(false);
    const trust = (trusted: KmsKey) =>
      openTrust({
        trustedRoot: null,
        keys: [new Uint8Array(trusted.spki)],
        certificateTransparency: false,
        requireLogForKeys: false,
      });
    expect(verifyBundle(bytes, trust(key))).toMatchObject({
      verified: true,
      signer: { type: 'key', spki_sha256: key.spkiSha256 },
    });
    expect(verifyBundle(bytes, trust(another))).toMatchObject({ verified: false });
  });

  test('is one of twenty made at once', async () => {
    const signer = await open();
    const bundles = await Promise.all(Array.from({ length: 20 }, (_, number) => signer.sign(statementOf(number))));
    expect(bundles.map((bytes) => verifies(readBundle(bytes), key))).toEqual(Array(20).fill(true));
  });
});

describe('refused', () => {
  test('another key than the pinned one, before anything is signed', async () => {
    await expect(open('ASIABUILD', another.spkiSha256)).rejects.toMatchObject({ code: 'KEY_MISMATCH' });
    expect(kms.calls.map(({ headers }) => headers['x-amz-target'])).toEqual(['TrentService.GetPublicKey']);
  });

  test('another caller, after one try', async () => {
    const failure = await open('ASIADEPLOY').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'SIGN_FAILED' });
    expect(String(failure)).toContain('AccessDeniedException');
    expect(kms.calls.length).toBe(1);
  });

  test('a disabled key, after one try', async () => {
    const doomed = kms.addKey('doomed', ['ASIABUILD']);
    const signer = await openKmsSigner(signing(), {
      id: 'doomed',
      'spki-sha256': Sha256.parse(doomed.spkiSha256),
      credentials: credentialsOf('ASIABUILD'),
    });
    kms.disableKey('doomed');
    kms.calls.length = 0;
    await expect(signer.sign(statementOf(3))).rejects.toMatchObject({ code: 'SIGN_FAILED' });
    expect(kms.calls.length).toBe(1);
  });

  test('a signature that is not by the pinned key', async () => {
    const signer = await open();
    const foreign = JSON.stringify({ KeyId: key.id, Signature: 'MAYCAQECAQE=', SigningAlgorithm: 'ECDSA_SHA_256' });
    for (const body of [foreign, '{}']) {
      kms.knobs.fault = () => ({ kind: 'alter-reply', alter: (reply) => ({ ...reply, body }) });
      await expect(signer.sign(statementOf(4))).rejects.toMatchObject({ code: 'SIGN_FAILED' });
    }
    await expect(open()).rejects.toMatchObject({ code: 'KEY_MISMATCH' });
  });
});

test('throttling and a server error are tried again', async () => {
  const signer = await open();
  kms.failNext('ThrottlingException', 'KMSInternalException');
  expect(verifies(readBundle(await signer.sign(statementOf(5))), key)).toBe(true);
  kms.failNext('AccessDeniedException');
  await expect(signer.sign(statementOf(5))).rejects.toMatchObject({ code: 'SIGN_FAILED' });
});

test('a KMS that is silent ends at the time limit', async () => {
  kms.knobs.fault = () => ({ kind: 'hang' });
  const pinned = { id: key.id, 'spki-sha256': Sha256.parse(key.spkiSha256), credentials: credentialsOf('ASIABUILD') };
  const started = openKmsSigner(signing(), pinned, { ...defaultRetryLimits, attempt: 200, total: 300 });
  await expect(started).rejects.toMatchObject({ code: 'SIGN_FAILED' });
});

test('variables of the environment do not move the request', async () => {
  const saved = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ENDPOINT_URL_KMS: 'http://127.0.0.1:9',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'ASIAOTHER',
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_MAX_ATTEMPTS: '1',
  });
  try {
    expect(verifies(readBundle(await (await open()).sign(statementOf(6))), key)).toBe(true);
    expect(
      kms.calls.every(
        ({ headers }) =>
          headers['authorization']?.includes('ASIABUILD/') && headers['authorization'].includes('/eu-central-1/kms/'),
      ),
    ).toBe(true);
  } finally {
    process.env = saved;
  }
});

test('without a configured endpoint, requests go to the public one of the region', () => {
  const endpointOf = (region: string) => clientSettings({ service: 'kms', region, local: false }).endpoint;
  expect(endpointOf('eu-central-1')).toBe('https://kms.eu-central-1.amazonaws.com');
  expect(endpointOf('cn-north-1')).toBe('https://kms.cn-north-1.amazonaws.com.cn');
});

test('the factory wants a key for mode kms, and none for keyless', async () => {
  const job = { identity: { token: async () => undefined }, clock };
  await expect(openSigner(signing(), job)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  const session = new AwsSession(credentialsOf('ASIABUILD'));
  const pinned = { id: key.id, 'spki-sha256': Sha256.parse(key.spkiSha256), session };
  expect((await openSigner(signing(), { ...job, key: pinned })).identity).toBe('key');
  const keyless = {
    mode: 'keyless',
    instance: 'private',
    'accept-public-logs': false,
    fulcio: kms.url,
    rekor: kms.url,
    'rekor-version': 'v2',
    'timestamp-authority': kms.url,
    'trusted-root': { path: 'x', sha256: Sha256.parse('0'.repeat(64)) },
    'certificate-transparency': false,
  } as const;
  const signer = await openSigner(keyless, job);
  expect(signer.identity).toBe('certificate');
  await expect(signer.sign(statementOf(7))).rejects.toMatchObject({ code: 'OIDC_MISSING' });
});
