// Small images for tests: exact bytes with their digests, pushed straight into a stand-in's memory.
import { ociDigest } from '../../../../src/base/digest.ts';
import { Digest } from '../../../../src/model/ids.ts';
import type { LocalRegistry } from '../../../local-cloud/registry.ts';

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
