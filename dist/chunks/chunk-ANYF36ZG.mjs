const require = (name) => process.getBuiltinModule(name);
import {
  imageMediaTypes,
  manifestLimit,
  readImageDocument
} from "./chunk-V6C7JY7U.mjs";
import {
  parseJsonBytes
} from "./chunk-ENI3ZVQE.mjs";
import {
  sha256Hex
} from "./chunk-4WUAPV3U.mjs";
import {
  literal,
  looseObject
} from "./chunk-NFRHUIVR.mjs";
import {
  Fault,
  isFault,
  textOf
} from "./chunk-GAGB4O4C.mjs";

// src/flows/layout.ts
import { join } from "node:path";
var LayoutMarker = looseObject({ imageLayoutVersion: literal("1.0.0") });
var blobTypes = /* @__PURE__ */ new Set([
  "application/vnd.oci.image.config.v1+json",
  "application/vnd.oci.empty.v1+json",
  "application/vnd.docker.container.image.v1+json",
  ...["", "+gzip", "+zstd"].map((compression) => `application/vnd.oci.image.layer.v1.tar${compression}`),
  "application/vnd.docker.image.rootfs.diff.tar",
  "application/vnd.docker.image.rootfs.diff.tar.gzip",
  "application/vnd.in-toto+json"
]);
var mostManifests = 100;
async function readLayout(files, folder) {
  await refuseLinks(files, folder);
  await readMarker(files, join(folder, "oci-layout"));
  const top = await readTop(files, join(folder, "index.json"));
  const image = await readDocument(files, folder, top);
  const children = image.document.type === "index" ? await readChildren(files, folder, image.document) : [];
  const documents = [...children, image];
  const blobs = await checkBlobs(files, folder, documents.map(({ document }) => document).filter(isManifest));
  return {
    ...image.manifest,
    children: children.map(({ manifest }) => manifest.digest),
    manifests: documents.map(({ manifest }) => manifest),
    blobs
  };
}
async function pushLayout(registry, layout) {
  for (const { digest, path, size } of layout.blobs) await registry.pushBlob(digest, { path, size });
  for (const { digest, mediaType, bytes } of layout.manifests) await registry.pushManifest(digest, mediaType, bytes);
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
  if (entry && entries.length === 1) return entry;
  throw new Fault(
    "IMAGE_INVALID",
    `${path} lists ${entries.length} manifests; expected exactly one manifest or one image index`
  );
}
async function readDocument(files, folder, descriptor) {
  const path = blobPath(folder, descriptor.digest);
  const bytes = await readPart(files, path);
  checkFound(path, descriptor, { digest: `sha256:${sha256Hex(bytes)}`, size: bytes.length });
  const { digest, mediaType } = descriptor;
  return { manifest: { digest, mediaType, bytes }, document: readImageDocument(bytes, mediaType, path) };
}
async function readChildren(files, folder, index) {
  const count = new Set(index.manifests.map((child) => child.digest)).size;
  if (count === 0 || count > mostManifests || count < index.manifests.length) {
    throw new Fault(
      "IMAGE_INVALID",
      `the image index lists ${index.manifests.length} manifests, ${count} of them different; expected 1 to ${mostManifests}, each once`
    );
  }
  const children = [];
  for (const descriptor of index.manifests) {
    const child = await readDocument(files, folder, descriptor);
    if (!isManifest(child.document))
      throw new Fault(
        "IMAGE_INVALID",
        `${blobPath(folder, descriptor.digest)} is an index inside an index; expected a manifest`
      );
    children.push(child);
  }
  return children;
}
function isManifest(document) {
  return document.type === "manifest";
}
async function checkBlobs(files, folder, manifests) {
  const blobs = /* @__PURE__ */ new Map();
  for (const descriptor of manifests.flatMap((manifest) => [manifest.config, ...manifest.layers])) {
    const { digest, size, mediaType } = descriptor;
    const path = blobPath(folder, digest);
    if (!blobTypes.has(mediaType))
      throw new Fault("IMAGE_INVALID", `${path} has the unknown media type ${JSON.stringify(mediaType)}`);
    const known = blobs.get(digest) ?? await findBlob(files, path, descriptor);
    checkFound(path, descriptor, known);
    blobs.set(digest, { digest, path, size });
  }
  return [...blobs.values()];
}
async function findBlob(files, path, { digest }) {
  try {
    return { digest: `sha256:${await files.sha256(path)}`, size: await files.size(path) };
  } catch (error) {
    throw isFault(error, "FILE_MISSING") ? missing(path, `${digest} is named but not there`, error) : error;
  }
}
function checkFound(path, expected, found) {
  if (found.digest === expected.digest && found.size === expected.size) return;
  throw new Fault(
    "IMAGE_INVALID",
    `${path} has digest ${found.digest} and ${found.size} bytes; expected ${expected.digest} and ${expected.size} bytes`
  );
}
function blobPath(folder, digest) {
  return join(folder, "blobs/sha256", digest.slice("sha256:".length));
}
async function readPart(files, path) {
  try {
    return await files.read(path, manifestLimit);
  } catch (error) {
    if (isFault(error, "FILE_MISSING")) throw missing(path, "the layout is incomplete", error);
    if (isFault(error, "JSON_TOO_LARGE"))
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
