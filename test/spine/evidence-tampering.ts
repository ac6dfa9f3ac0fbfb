// An attacker's hands in the bucket: changes, removals, hidden objects, weak locks and manifests signed by somebody else. Whatever is
// done is undone afterwards, so that each test changes one thing.

import { type Clinic, names } from '../../local-cloud/clinic.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import type { Version } from '../../local-cloud/s3-bucket.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { decodeManifest, encodeManifest } from '../../src/evidence/manifest.ts';
import { Signing } from '../../src/model/signing.ts';
import { openIdentity } from '../../src/platform/forge/github/identity.ts';
import { openKeylessSigner } from '../../src/platform/sigstore/keyless.ts';

/** Does something to the bucket, looks, and puts every version back as it was. */
export async function tampering<T>({ bucket }: Clinic, tamper: () => unknown, look: () => Promise<T>): Promise<T> {
  const saved: Version[] = bucket.list('').map((version) => ({ ...version, bytes: Buffer.from(version.bytes) }));
  try {
    await tamper();
    return await look();
  } finally {
    for (const { key, versionId } of bucket.list('')) bucket.drop(key, versionId);
    for (const version of saved.toReversed()) bucket.restore(version);
  }
}

/** What can be done to one object by somebody who has the bucket's account. */
export const hands: Record<string, (clinic: Clinic, key: string) => void> = {
  'a byte is changed': ({ bucket }, key) =>
    bucket.corrupt(key, Math.floor(bucket.get(key, undefined).bytes.length / 2)),
  'it is removed': ({ bucket }, key) => bucket.drop(key, bucket.get(key, undefined).versionId),
  'a delete marker hides it': ({ bucket }, key) => void bucket.remove(key, undefined, false),
  'a newer version covers it': ({ bucket }, key) => {
    const { bytes, lock } = bucket.get(key, undefined);
    bucket.add(key, Buffer.concat([bytes, Buffer.from(' ')]), lock);
  },
  'it is replaced': ({ bucket }, key) => {
    const { bytes, lock, versionId } = bucket.get(key, undefined);
    bucket.drop(key, versionId);
    bucket.add(key, bytes, lock);
  },
  'its lock is of mode GOVERNANCE': ({ bucket }, key) => {
    const { lock } = bucket.get(key, undefined);
    if (lock) bucket.relock(key, { ...lock, mode: 'GOVERNANCE' });
  },
  'its lock ends earlier': ({ bucket }, key) => {
    const { lock } = bucket.get(key, undefined);
    if (lock) bucket.relock(key, { ...lock, retainUntil: lock.retainUntil - 86_400 });
  },
  'its lock is gone': ({ bucket }, key) => bucket.relock(key, undefined),
};

/** Lays a manifest beside a genuine one: the same statement, signed by a job of another identity, or by nobody. Returns its key. */
export async function layManifest(clinic: Clinic, genuine: string, job: Job | null): Promise<string> {
  const { bytes, lock } = clinic.bucket.get(genuine, undefined);
  const file = decodeManifest(bytes);
  if (!file.ok || !file.value.bundle) throw new Error(`${genuine} is no signed manifest`);
  const envelope = JSON.parse(Buffer.from(file.value.bundle).toString('utf8')).dsseEnvelope;
  const statement = Buffer.from(envelope.payload, 'base64');
  const forged = encodeManifest(statement, job && (await signAs(clinic, job, statement)));
  const key = genuine.replace(/[0-9a-f]{64}\.json$/, `${sha256Hex(forged)}.json`);
  clinic.bucket.add(key, forged, lock);
  return key;
}

/** A statement signed by a job of any identity that the stand-in of Sigstore certifies. */
export async function signAs(clinic: Clinic, job: Job, statement: Uint8Array): Promise<Uint8Array> {
  const signing = Signing.parse(clinic.config['signing']);
  if (signing.mode !== 'keyless') throw new Error('the clinic signs keyless');
  const identity = openIdentity(clinic.cloud.sigstore.oidc.register(job), true);
  return openKeylessSigner(signing, identity, clinic.cloud.clock).sign(statement);
}

/** Keys of a run's manifests in the bucket, by stage. */
export function manifestsOf({ bucket }: Clinic, runId: string): Record<string, string> {
  const keys = bucket.list(`manifests/${names.repositoryId}/`).map(({ key }) => key);
  const own = keys.filter((key) => key.includes(`/${runId}-1-`));
  return Object.fromEntries(
    own.map((key) => {
      const file = decodeManifest(bucket.get(key, undefined).bytes);
      return [file.ok ? file.value.claimed.predicate.stage : '', key];
    }),
  );
}
