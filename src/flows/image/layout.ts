// An OCI image layout on disk, believed in nothing: every file that counts is hashed again, and what is not named by the index
// does not exist for us. What was read here is exactly what is pushed.
import { join } from 'node:path';
import * as z from 'zod';
import { sha256Hex } from '../../base/digest.ts';
import { Fault, isFault, textOf } from '../../base/fault.ts';
import { parseJsonBytes } from '../../base/json-text.ts';
import { blobPath, checkFound, listBlobs, listChildren } from '../../image/structure.ts';
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

async function readPart(files: Files, path: string): Promise<Uint8Array> {
  try {
    return await files.read(path, manifestLimit);
  } catch (error) {
    if (isFault(error, 'FILE_MISSING')) throw missing(path, 'the layout is incomplete', error);
    if (isFault(error, 'FILE_TOO_LARGE'))
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
