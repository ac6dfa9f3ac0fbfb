// Who made a bundle's signature: a certificate under the trusted root, or a pinned key. It compares nothing with a policy, and it
// must never hand the library a name to match (its match is an unanchored pattern, threat B4).
import type { Bundle } from '@sigstore/bundle';
import { type SignedEntity, toSignedEntity } from '@sigstore/verify';
import type { Signer } from '../model/identity.ts';
import { readCertificate } from './certificate.ts';
import { Refusal } from './refusal.ts';
import type { TrustMaterial } from './trust.ts';

/**
 * Verifies the signature, the chain, and every log entry and time stamp of a bundle, and returns who signed. `artifact`
 * is only for bundles over a message. Throws a Refusal, or the library's error, when any check fails.
 */
export function proveSigner(bundle: Bundle, trust: TrustMaterial, artifact?: Buffer): Signer {
  const entity = rememberSigner(toSignedEntity(bundle, artifact), bundle, trust);
  const signer = identify(entity, trust);
  checkLogs(entity, trust);
  return signer;
}

function rememberSigner(entity: SignedEntity, bundle: Bundle, trust: TrustMaterial): SignedEntity {
  const { key } = entity;
  const der = signerDer(bundle);
  if (key.$case !== 'certificate' || !der) return entity;
  return { ...entity, key: { ...key, certificate: trust.signers(der, key.certificate) } };
}

/** The bytes that the library reads the signer's certificate from. */
function signerDer({ verificationMaterial: { content } }: Bundle): Uint8Array | undefined {
  if (content.$case === 'certificate') return content.certificate.rawBytes;
  return content.$case === 'publicKey' ? undefined : content.x509CertificateChain.certificates[0]?.rawBytes;
}

function identify(entity: SignedEntity, trust: TrustMaterial): Signer {
  if (entity.key.$case === 'certificate') {
    if (!trust.certificates) throw new Refusal('SIGNATURE_INVALID', 'a certificate signed, but only keys are trusted');
    trust.certificates.verify(entity);
    return readCertificate(entity.key.certificate, secondsOf(earliestStamp(entity)));
  }
  const key = trust.keys.find(({ publicKey }) => entity.signature.verifySignature(publicKey));
  if (!key) throw new Refusal('SIGNATURE_INVALID', `none of the pinned keys (${trust.keys.length}) made the signature`);
  key.verifier.verify(entity);
  return { type: 'key', spki_sha256: key.spkiSha256, signed_at: secondsOf(earliestStamp(entity)) };
}

/** The earliest time stamp in milliseconds, Infinity without any; the library has verified all of them by then. */
function earliestStamp(entity: SignedEntity): number {
  const times = entity.timestamps.map((stamp) => {
    if (stamp.$case === 'timestamp-authority') return stamp.timestamp.signingTime.getTime();
    // The integrated time is signed only as part of the log's promise.
    return stamp.tlogEntry.inclusionPromise ? Number(stamp.tlogEntry.integratedTime) * 1000 : Number.POSITIVE_INFINITY;
  });
  return Math.min(...times);
}

function secondsOf(milliseconds: number): number {
  return Number.isFinite(milliseconds) ? Math.floor(milliseconds / 1000) : 0;
}

/**
 * The library checks a log's time of service only where the log promised inclusion; this checks it wherever a time is
 * known.
 */
function checkLogs(entity: SignedEntity, trust: TrustMaterial): void {
  const at = earliestStamp(entity);
  for (const { logId } of Number.isFinite(at) ? entity.tlogEntries : []) {
    const served = trust.logs.filter((log) => log.logID.equals(logId.keyId)).map((log) => log.validFor);
    if (!served.some(({ start, end }) => start.getTime() <= at && at <= end.getTime())) {
      throw new Refusal('SIGNATURE_INVALID', 'the transparency log was not in service when the signature was made');
    }
  }
}
