// Writes small OCI image layouts for tests; nothing is checked, so that wrong ones can be written too.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ociDigest } from '../../../src/base/digest.ts';

/** A descriptor as it is written. */
export type Written = { mediaType: string; digest: string; size: number };

export const types = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const;

/** A layout folder under construction. */
export type LayoutFolder = {
  path: string;
  blob(mediaType: string, content: string | object): Written;
  image(layer: string, extra?: object): Written;
  index(manifests: readonly object[], extra?: object): Written;
  finish(entries: readonly object[], extra?: object): void;
};

/** Starts a layout in an empty folder; `finish` writes index.json. */
export function layoutFolder(path: string): LayoutFolder {
  mkdirSync(join(path, 'blobs/sha256'), { recursive: true });
  writeFileSync(join(path, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  const blob = (mediaType: string, content: string | object): Written => {
    const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    const digest = ociDigest(bytes);
    writeFileSync(join(path, 'blobs/sha256', digest.slice(7)), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  return {
    path,
    blob,
    image(layer, extra = {}) {
      const config = blob(types.config, { architecture: 'amd64', os: 'linux' });
      return blob(types.manifest, {
        schemaVersion: 2,
        mediaType: types.manifest,
        config,
        layers: [blob(types.layer, layer)],
        ...extra,
      });
    },
    index: (manifests, extra = {}) =>
      blob(types.index, { schemaVersion: 2, mediaType: types.index, manifests, ...extra }),
    finish: (entries, extra = {}) =>
      writeFileSync(join(path, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: entries, ...extra })),
  };
}
