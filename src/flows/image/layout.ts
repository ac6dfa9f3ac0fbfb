// An OCI image layout on disk, believed in nothing: every file that counts is hashed again, and what is not named by the index
// does not exist for us. What was read here is exactly what is pushed.
import { join } from 'node:path';
import * as z from 'zod';
import { sha256Hex } from '../../base/digest.ts';
import { Fault, isFault, textOf } from '../../base/fault.ts';
import { parseJsonBytes } from '../../base/json-text.ts';
import type { Digest } from '../../model/ids.ts';
import {
  type ImageDescriptor,
  type ImageIndex,
  type ImageManifest,
  imageMediaTypes,
  manifestLimit,
  readImageDocument,
} from '../../model/image.ts';
import type { Files, Registry } from '../../model/ports.ts';

/** A manifest or index with its exact bytes. */
export type LayoutManifest = { digest: Digest; mediaType: string; bytes: Uint8Array };

/** An image as its layout holds it. `manifests` are in push order: children first, the image's own document last. */
export type ImageLayout = LayoutManifest & {
  /** Digests of the manifests of an index; empty for a single image. */
  children: Digest[];
  manifests: LayoutManifest[];
  blobs: { digest: Digest; path: string; size: number }[];
};

const LayoutMarker = z.looseObject({ imageLayoutVersion: z.literal('1.0.0') });

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

/**
 * Reads the image of a layout folder (OCI image specification, image layout 1.0.0). Throws IMAGE_INVALID naming the file with what was
 * expected and found, FILE_MISSING when the folder is not there, FILE_UNSAFE for links.
 */
export async function readLayout(files: Files, folder: string): Promise<ImageLayout> {
  await refuseLinks(files, folder);
  await readMarker(files, join(folder, 'oci-layout'));
  const top = await readTop(files, join(folder, 'index.json'));
  const image = await readDocument(files, folder, top);
  const children: ReadDocument[] = [];
  for (const child of listChildren(image.document, blobPath(folder, top.digest))) {
    const read = await readDocument(files, folder, child);
    listChildren(read.document, blobPath(folder, child.digest));
    children.push(read);
  }
  const documents = [...children, image];
  const named = listBlobs(
    folder,
    documents.map(({ document }) => document),
  );
  const blobs: ImageLayout['blobs'] = [];
  for (const blob of named) blobs.push(await checkBlob(files, blobPath(folder, blob.digest), blob));
  return {
    ...image.manifest,
    children: children.map(({ manifest }) => manifest.digest),
    manifests: documents.map(({ manifest }) => manifest),
    blobs,
  };
}

/** Pushes blobs, then child manifests, then the image's own document and its tag, so that what is there is always whole. */
export async function pushLayout(registry: Registry, layout: ImageLayout, tag: string): Promise<void> {
  for (const { digest, path, size } of layout.blobs) await registry.pushBlob(digest, { path, size });
  for (const { digest, mediaType, bytes } of layout.manifests) await registry.pushManifest(digest, mediaType, bytes);
  await registry.tag(layout.digest, tag);
}

type ReadDocument = { manifest: LayoutManifest; document: ImageManifest | ImageIndex };

/** Listing refuses a folder that is a link, so that no blob can be taken from outside the layout. */
async function refuseLinks(files: Files, folder: string): Promise<void> {
  for (const path of [folder, join(folder, 'blobs'), join(folder, 'blobs/sha256')]) await files.list(path);
}

async function readMarker(files: Files, path: string): Promise<void> {
  const parsed = LayoutMarker.safeParse(readJson(await readPart(files, path), path));
  if (!parsed.success) throw new Fault('IMAGE_INVALID', `${path} does not say imageLayoutVersion 1.0.0`);
}

/** The image of index.json, under one name or several; with several images there would be a choice, and nobody to make it. */
async function readTop(files: Files, path: string): Promise<ImageDescriptor> {
  const index = readImageDocument(await readPart(files, path), imageMediaTypes.index, path);
  const entries = index.type === 'index' ? index.manifests : [];
  const [entry] = entries;
  const images = new Set(entries.map(({ digest, mediaType, size }) => `${digest} ${mediaType} ${size}`)).size;
  if (entry && images === 1) return entry;
  throw new Fault(
    'IMAGE_INVALID',
    `${path} lists ${images} manifests; expected exactly one manifest or one image index`,
    { hint: 'Write one image into the layout: an empty folder, one platform, one build.' },
  );
}

async function readDocument(files: Files, folder: string, descriptor: ImageDescriptor): Promise<ReadDocument> {
  const path = blobPath(folder, descriptor.digest);
  const bytes = await readPart(files, path);
  checkFound(path, descriptor, { digest: `sha256:${sha256Hex(bytes)}`, size: bytes.length });
  const { digest, mediaType } = descriptor;
  return { manifest: { digest, mediaType, bytes }, document: readImageDocument(bytes, mediaType, path) };
}

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

async function checkBlob(files: Files, path: string, expected: ImageDescriptor): Promise<ImageLayout['blobs'][number]> {
  checkFound(path, expected, await findBlob(files, path, expected));
  return { digest: expected.digest, path, size: expected.size };
}

async function findBlob(
  files: Files,
  path: string,
  { digest }: ImageDescriptor,
): Promise<{ digest: string; size: number }> {
  try {
    return { digest: `sha256:${await files.sha256(path)}`, size: await files.size(path) };
  } catch (error) {
    throw isFault(error, 'FILE_MISSING') ? missing(path, `${digest} is named but not there`, error) : error;
  }
}

function checkFound(path: string, expected: ImageDescriptor, found: { digest: string; size: number }): void {
  if (found.digest === expected.digest && found.size === expected.size) return;
  throw new Fault(
    'IMAGE_INVALID',
    `${path} has digest ${found.digest} and ${found.size} bytes; expected ${expected.digest} and ${expected.size} bytes`,
  );
}

/** A digest is hexadecimal by its type, so no name can leave the folder. */
function blobPath(folder: string, digest: Digest): string {
  return join(folder, 'blobs/sha256', digest.slice('sha256:'.length));
}

async function readPart(files: Files, path: string): Promise<Uint8Array> {
  try {
    return await files.read(path, manifestLimit);
  } catch (error) {
    if (isFault(error, 'FILE_MISSING')) throw missing(path, 'the layout is incomplete', error);
    if (isFault(error, 'JSON_TOO_LARGE'))
      throw new Fault('IMAGE_INVALID', `${path} is larger than ${manifestLimit} bytes`, { cause: error });
    throw error;
  }
}

function missing(path: string, text: string, cause: unknown): Fault {
  return new Fault('IMAGE_INVALID', `${path} does not exist: ${text}`, { cause });
}

function readJson(bytes: Uint8Array, path: string): unknown {
  try {
    return parseJsonBytes(bytes);
  } catch (error) {
    throw new Fault('IMAGE_INVALID', `${path}: ${textOf(error)}`, { cause: error });
  }
}
