// What a job left behind: objects in the evidence bucket, manifests whose signatures are verified, statements in the
// registry. It asserts nothing.
import * as z from 'zod';
import type { Version } from '../../local-cloud/s3-bucket.ts';
import { openTrust } from '../../src/attest/trust.ts';
import { type VerifiedBundle, verifyBundle } from '../../src/attest/verify.ts';
import { decodeManifest } from '../../src/evidence/manifest.ts';
import { EvidenceRecord, ManifestPredicate } from '../../src/model/evidence.ts';
import type { BuildWorld } from './build-world.ts';

const writes = /^(PUT|POST|PATCH|DELETE)$/;
/** What a piece of work left behind: how it ended, new objects in the evidence bucket, and requests that write to the registry. */
export type Traced<T> = { ended: T; objects: Version[]; pushes: string[] };

/** Works, and says what came of it. */
export async function trace<T>({ clinic }: BuildWorld, work: () => Promise<T>): Promise<Traced<T>> {
  const known = new Set(clinic.bucket.list('').map((version) => version.versionId));
  const mark = clinic.cloud.registry.calls.length;
  const ended = await work();
  const objects = clinic.bucket.list('').filter((version) => !known.has(version.versionId));
  const calls = clinic.cloud.registry.calls.slice(mark);
  const pushes = calls.filter((call) => writes.test(call.method)).map((call) => `${call.method} ${call.path}`);
  return { ended, objects, pushes };
}

/** The records among objects. */
export function recordsOf(objects: readonly Version[]): EvidenceRecord[] {
  return objects
    .filter(({ key }) => key.startsWith('records/'))
    .map(({ bytes }) => EvidenceRecord.parse(JSON.parse(bytes.toString())));
}

/** A manifest among objects, verified against the clinic's trusted root. */
export type SignedManifest = { key: string; verified: VerifiedBundle; predicate: ManifestPredicate };

/** The manifests among objects; one that does not verify is an error. `keys` are SPKI keys to verify with instead of the root. */
export function manifestsOf(
  world: BuildWorld,
  objects: readonly Version[],
  keys: readonly Uint8Array[] = [],
): SignedManifest[] {
  return objects
    .filter(({ key }) => key.startsWith('manifests/'))
    .map(({ key, bytes }) => {
      const file = decodeManifest(bytes);
      if (!file.ok || !file.value.bundle) throw new Error(`${key} is not a signed manifest`);
      const verified = verify(world, file.value.bundle, keys);
      return { key, verified, predicate: ManifestPredicate.parse(verified.statement.predicate) };
    });
}

/** Verifies a bundle against the clinic's trusted root, or against keys where some are given. */
export function verify({ clinic }: BuildWorld, bundle: Uint8Array, keys: readonly Uint8Array[] = []): VerifiedBundle {
  const trustedRoot = keys.length > 0 ? null : clinic.cloud.sigstore.trustedRoot.bytes;
  const trust = openTrust({ trustedRoot, keys, certificateTransparency: false, requireLogForKeys: false });
  const verified = verifyBundle(bundle, trust);
  if (!verified.verified) throw new Error(verified.problem);
  return verified;
}

const Referrer = z.looseObject({
  layers: z.array(z.looseObject({ digest: z.string() })).optional(),
  subject: z.looseObject({ digest: z.string() }).optional(),
});
/** The bundles that hang on an image in the registry. */
export function bundlesOn({ clinic }: BuildWorld, digest: string): Buffer[] {
  const repository = clinic.cloud.registry.repository('clinic-api');
  const manifests = [...repository.manifests.values()].map((stored) =>
    Referrer.parse(JSON.parse(stored.bytes.toString())),
  );
  const layers = manifests.flatMap((m) => (m.subject?.digest === digest ? (m.layers ?? []) : []));
  return layers.flatMap((layer) => repository.blobs.get(layer.digest) ?? []);
}

/** What lies in the registry now; call the result to have exactly that again. */
export function keepRegistry({ clinic }: BuildWorld): () => void {
  const repository = clinic.cloud.registry.repository('clinic-api');
  const kept = [new Map(repository.blobs), new Map(repository.manifests)] as const;
  return () => {
    repository.blobs.clear();
    repository.manifests.clear();
    for (const [key, value] of kept[0]) repository.blobs.set(key, value);
    for (const [key, value] of kept[1]) repository.manifests.set(key, value);
  };
}

/** Removes the image and everything else from the registry. */
export function emptyRegistry({ clinic }: BuildWorld): void {
  const { blobs, manifests, tags } = clinic.cloud.registry.repository('clinic-api');
  for (const map of [blobs, manifests, tags]) map.clear();
}
