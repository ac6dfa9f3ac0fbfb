const require = (name) => process.getBuiltinModule(name);
import {
  Fault,
  blobPath,
  checkFound,
  imageMediaTypes,
  isFault,
  listBlobs,
  listChildren,
  literal,
  looseObject,
  manifestLimit,
  parseJsonBytes,
  readImageDocument,
  sha256Hex,
  textOf
} from "./ground.mjs";

// src/flows/image/layout.ts
import { join } from "node:path";
var LayoutMarker = looseObject({ imageLayoutVersion: literal("1.0.0") });
async function readLayout(files, folder) {
  await refuseLinks(files, folder);
  await readMarker(files, join(folder, "oci-layout"));
  const top = await readTop(files, join(folder, "index.json"));
  const image = await readDocument(files, folder, top);
  const children = [];
  for (const child of listChildren(image.document, blobPath(folder, top.digest))) {
    const read = await readDocument(files, folder, child);
    listChildren(read.document, blobPath(folder, child.digest));
    children.push(read);
  }
  const documents = [...children, image];
  const named = listBlobs(
    folder,
    documents.map(({ document }) => document)
  );
  const blobs = [];
  for (const blob of named) blobs.push(await checkBlob(files, blobPath(folder, blob.digest), blob));
  return {
    ...image.manifest,
    children: children.map(({ manifest }) => manifest.digest),
    manifests: documents.map(({ manifest }) => manifest),
    blobs
  };
}
async function pushLayout(registry, layout, tag) {
  for (const { digest, path, size } of layout.blobs) await registry.pushBlob(digest, { path, size });
  for (const { digest, mediaType, bytes } of layout.manifests) await registry.pushManifest(digest, mediaType, bytes);
  await registry.tag(layout.digest, tag);
}
async function refuseLinks(files, folder) {
  for (const path of [folder, join(folder, "blobs"), join(folder, "blobs/sha256")]) await files.list(path);
}
async function readMarker(files, path) {
  const parsed = LayoutMarker.safeParse(readJson(await readPart(files, path), path));
  if (!parsed.success) throw new Fault("IMAGE_INVALID", `${path} does not say imageLayoutVersion 1.0.0`);
}
async function readTop(files, path) {
  const index = readImageDocument(await readPart(files, path), imageMediaTypes.index, path);
  const entries = index.type === "index" ? index.manifests : [];
  const [entry] = entries;
  const images = new Set(entries.map(({ digest, mediaType, size }) => `${digest} ${mediaType} ${size}`)).size;
  if (entry && images === 1) return entry;
  throw new Fault(
    "IMAGE_INVALID",
    `${path} lists ${images} manifests; expected exactly one manifest or one image index`,
    { hint: "Write one image into the layout: an empty folder, one platform, one build." }
  );
}
async function readDocument(files, folder, descriptor) {
  const path = blobPath(folder, descriptor.digest);
  const bytes = await readPart(files, path);
  checkFound(path, descriptor, { digest: `sha256:${sha256Hex(bytes)}`, size: bytes.length });
  const { digest, mediaType } = descriptor;
  return { manifest: { digest, mediaType, bytes }, document: readImageDocument(bytes, mediaType, path) };
}
async function checkBlob(files, path, expected) {
  checkFound(path, expected, await findBlob(files, path, expected));
  return { digest: expected.digest, path, size: expected.size };
}
async function findBlob(files, path, { digest }) {
  try {
    return { digest: `sha256:${await files.sha256(path)}`, size: await files.size(path) };
  } catch (error) {
    throw isFault(error, "FILE_MISSING") ? missing(path, `${digest} is named but not there`, error) : error;
  }
}
async function readPart(files, path) {
  try {
    return await files.read(path, manifestLimit);
  } catch (error) {
    if (isFault(error, "FILE_MISSING")) throw missing(path, "the layout is incomplete", error);
    if (isFault(error, "FILE_TOO_LARGE"))
      throw new Fault("IMAGE_INVALID", `${path} is larger than ${manifestLimit} bytes`, { cause: error });
    throw error;
  }
}
function missing(path, text, cause) {
  return new Fault("IMAGE_INVALID", `${path} does not exist: ${text}`, { cause });
}
function readJson(bytes, path) {
  try {
    return parseJsonBytes(bytes);
  } catch (error) {
    throw new Fault("IMAGE_INVALID", `${path}: ${textOf(error)}`, { cause: error });
  }
}

export {
  readLayout,
  pushLayout
};
