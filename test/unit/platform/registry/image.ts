// Small images for tests: exact bytes with their digests, pushed straight into a stand-in's memory.

import type { LocalRegistry } from '../../../../local-cloud/registry.ts';
import { ociDigest } from '../../../../src/base/digest.ts';
import type { IgnoredReferrers } from '../../../../src/model/decision.ts';
import { Digest } from '../../../../src/model/ids.ts';
import type { Attached, Registry } from '../../../../src/model/ports.ts';

/** Bytes with their digest. */
export type Part = { digest: Digest; bytes: Buffer };

/** Text or JSON as bytes with its digest. */
export function part(value: string | object): Part {
  const bytes = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return { bytes, digest: Digest.parse(ociDigest(bytes)) };
}

export const manifestType = 'application/vnd.oci.image.manifest.v1+json';
export const indexType = 'application/vnd.oci.image.index.v1+json';
export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** A manifest over one layer; `extra` is laid over it. */
export function imageOf(layer: Part, extra: object = {}): Part & { config: Part; layer: Part } {
  const config = part({ architecture: 'amd64', os: 'linux' });
  const describe = (mediaType: string, { digest, bytes }: Part) => ({ mediaType, digest, size: bytes.length });
  const manifest = part({
    schemaVersion: 2,
    mediaType: manifestType,
    config: describe('application/vnd.oci.image.config.v1+json', config),
    layers: [describe('application/vnd.oci.image.layer.v1.tar', layer)],
    ...extra,
  });
  return { ...manifest, config, layer };
}

/** Lays an image into a registry without asking it. */
export function plant(registry: LocalRegistry, path: string, image: ReturnType<typeof imageOf>): void {
  const contents = registry.repository(path);
  for (const { digest, bytes } of [image.config, image.layer]) contents.blobs.set(digest, bytes);
  contents.manifests.set(image.digest, { mediaType: manifestType, bytes: image.bytes });
}

/** Every bundle that hangs on an image, with what was passed over; `first` are referrers to look at before all others. */
export async function hangingOn(
  registry: Registry,
  subject: Digest,
  first: readonly Digest[] = [],
): Promise<{ found: Attached[]; ignored: IgnoredReferrers }> {
  const found: Attached[] = [];
  const limit = 4 * 1024 * 1024;
  const wanted = { mediaType: bundleType, limit, likely: isLabelled, first };
  const ignored = await registry.referrers(subject, wanted, (content) => found.push(content));
  return { found, ignored };
}

const isLabelled = (annotations: Readonly<Record<string, string>>) =>
  annotations['dev.sigstore.bundle.predicateType'] !== undefined;

/** A bundle as a referrer of an image, laid into a registry without asking it; `extra` is laid over its manifest. */
export function hang(
  registry: LocalRegistry,
  path: string,
  subject: Part,
  bundle: Part,
  extra: object = {},
): { digest: Digest; bytes: Buffer } {
  const contents = registry.repository(path);
  const empty = part('{}');
  const referrer = part({
    schemaVersion: 2,
    mediaType: manifestType,
    artifactType: bundleType,
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: empty.digest, size: empty.bytes.length },
    layers: [{ mediaType: bundleType, digest: bundle.digest, size: bundle.bytes.length }],
    subject: { mediaType: manifestType, digest: subject.digest, size: subject.bytes.length },
    annotations: { 'dev.sigstore.bundle.predicateType': 'https://slsa.dev/provenance/v1' },
    ...extra,
  });
  for (const { digest, bytes } of [empty, bundle]) contents.blobs.set(digest, bytes);
  contents.manifests.set(referrer.digest, { mediaType: manifestType, bytes: referrer.bytes });
  return referrer;
}
