// What the Sigstore tests share: real servers for our issuer, cosign beside them, jobs that sign, and a statement to sign.
// It judges nothing: every verdict is our own room's or cosign's.
import { createHash } from 'node:crypto';
import { sharedClock } from '../../local-cloud/clock.ts';
import { type KmsKey, type KmsServer, startKms } from '../../local-cloud/kms.ts';
import { exampleJob, type Job, type OidcIssuer, startOidc } from '../../local-cloud/oidc.ts';
import { openTrust, type TrustMaterial } from '../../src/attest/trust.ts';
import { Sha256 } from '../../src/model/ids.ts';
import type { BundleSigner } from '../../src/model/ports.ts';
import { openKmsSigner } from '../../src/platform/cloud/aws/kms.ts';
import { openIdentity } from '../../src/platform/forge/github/identity.ts';
import { openKeylessSigner } from '../../src/platform/sigstore/keyless.ts';
import { type Cosign, openCosign } from './servers/cosign.ts';
import { type RealSigstore, startRealSigstore } from './servers/sigstore.ts';

/** The job that signs in these tests, in an environment, and the name its certificate carries. */
export const job = exampleJob({ environment: 'production' });
export const san = `https://github.com/${job.jobWorkflowRef}`;

/** A name that differs from the signer's by one character of the release. */
export const otherSan = san.replace(/v1\.0\.0$/, 'v1.0.1');

/** Predicate type of the statements; its predicate is free. */
export const predicateType = 'https://safeguard.test/predicate/v1';

/** The scene; `kms` holds the key that `keySigner` signs with. */
export type SigstoreScene = {
  oidc: OidcIssuer;
  sigstore: RealSigstore;
  cosign: Cosign;
  kms: KmsServer;
  key: KmsKey;
  otherKey: KmsKey;
  /** Our keyless signer in a job. */
  keylessSigner(in_?: Job): BundleSigner;
  /** Our KMS signer. */
  keySigner(): Promise<BundleSigner>;
  /** Trust in the real servers, and in keys where given. */
  trust(...keys: Uint8Array[]): TrustMaterial;
  /** Flags by which cosign expects a signer with a certificate. */
  expecting(name?: string, issuer?: string): string[];
  close(): Promise<void>;
};

/** Starts it all, with a log of the given version. */
export async function openSigstoreScene(rekorVersion: 'v1' | 'v2' = 'v2'): Promise<SigstoreScene> {
  const clock = sharedClock();
  const [oidc, kms] = await Promise.all([startOidc(clock), startKms(clock)]);
  const sigstore = await startRealSigstore(oidc.url, { rekorVersion });
  const cosign = await openCosign(sigstore);
  const [key, otherKey] = [kms.addKey('build', ['ASIABUILD']), kms.addKey('deploy', [])];
  const credentials = {
    accessKeyId: 'ASIABUILD',
    secretAccessKey: 'secret',
    sessionToken: 'session',
    expiresAt: 0,
    assumedRoleId: 'AROA:build',
    account: '111122223333',
  };
  return {
    oidc,
    sigstore,
    cosign,
    kms,
    key,
    otherKey,
    keylessSigner: (who = job) => openKeylessSigner(sigstore.signing, openIdentity(oidc.register(who), true), clock),
    keySigner: () =>
      openKmsSigner(
        { mode: 'kms', region: 'eu-central-1', endpoint: kms.url },
        { id: key.id, 'spki-sha256': Sha256.parse(key.spkiSha256), credentials },
      ),
    trust: (...keys) =>
      openTrust({
        trustedRoot: sigstore.trustedRoot.bytes,
        keys,
        certificateTransparency: false,
        requireLogForKeys: false,
      }),
    expecting: (name = san, issuer = oidc.url) => [
      ...['--certificate-identity', name, '--certificate-oidc-issuer', issuer, '--insecure-ignore-sct'],
      ...['--type', predicateType],
    ],
    close: async () => {
      await Promise.all([sigstore.stop(), cosign.close(), oidc.close(), kms.close()]);
    },
  };
}

/** SHA-256 in hexadecimal. */
export const hashOf = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** A statement about content with this SHA-256. */
export function statementAbout(sha256: string, predicate: object = { passed: true }): Uint8Array {
  const subject = [{ name: 'artifact', digest: { sha256 } }];
  return Buffer.from(JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate }));
}

/** The same bundle over another payload: `passed` turned round. */
export function withOtherPayload(bundle: Uint8Array): Uint8Array {
  const json = JSON.parse(Buffer.from(bundle).toString());
  const payload = Buffer.from(json.dsseEnvelope.payload, 'base64').toString().replace('true', 'false');
  json.dsseEnvelope.payload = Buffer.from(payload).toString('base64');
  return Buffer.from(JSON.stringify(json));
}
