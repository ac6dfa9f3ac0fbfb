// What an image is made of, by its own documents: which manifests, which blobs, and what is no image. Read the same way from a layout on
// disk and from a registry, so that two readers never see two images behind one digest (threat B10).
import { join } from 'node:path';
import { Fault } from '../base/fault.ts';
import type { Commit, Digest } from '../model/ids.ts';
import {
  type ImageDescriptor,
  type ImageIndex,
  type ImageManifest,
  imageMediaTypes,
  readImageDocument,
} from '../model/image.ts';
import type { Fetched } from '../model/ports.ts';

/** Media types of configs and layers that are known; foreign layers, which lie elsewhere, are not among them. */
const blobTypes = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.oci.empty.v1+json',
  'application/vnd.docker.container.image.v1+json',
  ...['', '+gzip', '+zstd'].map((compression) => `application/vnd.oci.image.layer.v1.tar${compression}`),
  'application/vnd.docker.image.rootfs.diff.tar',
  'application/vnd.docker.image.rootfs.diff.tar.gzip',
  'application/vnd.in-toto+json',
]);

/** Foreign layers lie elsewhere and are never pushed, so that nobody could keep what was scanned. */
const unknownTypeHint =
  'Build with the media types of OCI (docker buildx: --output type=oci,oci-mediatypes=true), and on a base image without foreign or non-distributable layers.';

const manifestTypes = new Set<string>([imageMediaTypes.manifest, imageMediaTypes.dockerManifest]);

const mostManifests = 100;

/** How BuildKit marks what is in an index and is no image; it makes an index of every image with attestations. */
const buildKitReference = 'vnd.docker.reference.type';

/** The manifests of an index, none of a single image. Throws IMAGE_INVALID for what hangs on another image, for an attestation of BuildKit, for an index inside an index, for one named twice, for none and for more than 100. */
export function listChildren(document: ImageManifest | ImageIndex, place: string): ImageDescriptor[] {
  if (document.subject)
    throw new Fault(
      'IMAGE_INVALID',
      `${place} names the subject ${document.subject.digest}: pushed, it would hang on that image`,
      {
        hint: 'Build an image of its own; what belongs to another image is attached to it, not published.',
      },
    );
  if (document.type === 'manifest') return [];
  const { manifests } = document;
  const attestation = manifests.find(({ annotations }) => annotations?.[buildKitReference] !== undefined);
  if (attestation)
    throw new Fault('IMAGE_INVALID', `${place} lists ${attestation.digest}, an attestation of BuildKit and no image`, {
      hint: 'Build with --provenance=false --sbom=false (docker/build-push-action: provenance: false, sbom: false): Safeguard makes both itself and signs them. An image that exists already has to be built again.',
    });
  const count = new Set(manifests.map((child) => child.digest)).size;
  if (count === 0 || count > mostManifests || count < manifests.length)
    throw new Fault(
      'IMAGE_INVALID',
      `${place} lists ${manifests.length} manifests, ${count} of them different; expected 1 to ${mostManifests}, each once`,
    );
  const strange = manifests.find((child) => !manifestTypes.has(child.mediaType));
  if (strange)
    throw new Fault(
      'IMAGE_INVALID',
      `${place} lists ${strange.digest} as ${JSON.stringify(strange.mediaType)}; expected manifests, and no index inside an index`,
    );
  return manifests;
}

/** The configs and layers of the manifests of an image, each digest once. Throws IMAGE_INVALID for unknown media types and for a digest with two sizes. */
export function listBlobs(place: string, documents: readonly (ImageManifest | ImageIndex)[]): ImageDescriptor[] {
  const blobs = new Map<Digest, ImageDescriptor>();
  for (const blob of documents.flatMap((one) => (one.type === 'manifest' ? [one.config, ...one.layers] : []))) {
    const { digest, size, mediaType } = blob;
    if (!blobTypes.has(mediaType))
      throw new Fault(
        'IMAGE_INVALID',
        `${place}: blob ${digest} has the unknown media type ${JSON.stringify(mediaType)}`,
        { hint: unknownTypeHint },
      );
    const known = blobs.get(digest) ?? blob;
    if (known.size !== size)
      throw new Fault('IMAGE_INVALID', `${place}: blob ${digest} is named with ${known.size} and with ${size} bytes`);
    blobs.set(digest, known);
  }
  return [...blobs.values()];
}

/** Throws IMAGE_INVALID where bytes are not what a descriptor names. */
export function checkFound(path: string, expected: ImageDescriptor, found: { digest: string; size: number }): void {
  if (found.digest === expected.digest && found.size === expected.size) return;
  throw new Fault(
    'IMAGE_INVALID',
    `${path} has digest ${found.digest} and ${found.size} bytes; expected ${expected.digest} and ${expected.size} bytes`,
  );
}

/** Throws IMAGE_INVALID where the parts of an image, by the sizes that its descriptors name, have more bytes than `limit` together. */
export function checkTotal(place: string, parts: readonly { size: number }[], limit: number): void {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  if (total <= limit) return;
  throw new Fault('IMAGE_INVALID', `${place} has ${total} bytes by its descriptors; expected at most ${limit}`);
}

/** The digests of an index's manifests, in its order; none of a single image. Throws IMAGE_INVALID. */
export function childrenOf({ bytes, mediaType, digest }: Fetched): Digest[] {
  const document = readImageDocument(bytes, mediaType, digest);
  return document.type === 'index' ? document.manifests.map((child) => child.digest) : [];
}

/** Where a layout keeps a blob; a digest is hexadecimal by its type, so no name can leave the folder. */
export function blobPath(folder: string, digest: Digest): string {
  return join(folder, 'blobs/sha256', digest.slice('sha256:'.length));
}

/** The `index.json` of a layout that holds one image (OCI image specification, image layout 1.0.0). */
export function layoutIndex({ digest, mediaType, bytes }: Fetched) {
  return {
    schemaVersion: 2,
    mediaType: imageMediaTypes.index,
    manifests: [{ mediaType, size: bytes.length, digest }],
  };
}

/** The tag under which an image is kept: a commit and the beginning of the digest, so that no two images want the same. */
export function imageTag(commit: Commit, digest: Digest): string {
  return `${commit}-${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`;
}
