import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  parseJsonBytes
} from "./chunk-ANMJZ3LJ.mjs";
import {
  Digest
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import {
  Fault,
  isFault
} from "./chunk-DJ7CADVQ.mjs";

// src/model/image.ts
var imageMediaTypes = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json"
};
var ImageMediaType = external_exports.enum(imageMediaTypes);
var manifestLimit = 4 * 1024 * 1024;
var Annotations = external_exports.record(external_exports.string(), external_exports.string());
var ImageDescriptor = external_exports.object({
  mediaType: external_exports.string().min(1),
  digest: Digest,
  size: external_exports.int().min(0),
  artifactType: external_exports.string().exactOptional(),
  annotations: Annotations.exactOptional()
});
var opening = { schemaVersion: external_exports.literal(2), mediaType: external_exports.string().optional(), annotations: Annotations.default({}) };
var ManifestDocument = external_exports.looseObject({
  ...opening,
  artifactType: external_exports.string().optional(),
  config: ImageDescriptor,
  layers: external_exports.array(ImageDescriptor),
  subject: ImageDescriptor.optional(),
  manifests: external_exports.never().optional()
});
var IndexDocument = external_exports.looseObject({
  ...opening,
  manifests: external_exports.array(ImageDescriptor),
  config: external_exports.never().optional(),
  layers: external_exports.never().optional()
});
function readImageDocument(bytes, mediaType, name) {
  const type = ImageMediaType.safeParse(mediaType);
  if (!type.success)
    throw new Fault(
      "IMAGE_INVALID",
      `${name} has media type ${JSON.stringify(mediaType)}; expected an OCI or Docker v2 manifest or index`
    );
  const value = readJson(bytes, name);
  return type.data === imageMediaTypes.manifest || type.data === imageMediaTypes.dockerManifest ? readManifest(value, type.data, name) : readIndex(value, type.data, name);
}
function readManifest(value, mediaType, name) {
  const document = checked(ManifestDocument.safeParse(value), mediaType, name);
  const { config, layers, subject, annotations } = document;
  return {
    type: "manifest",
    mediaType,
    artifactType: document.artifactType ?? config.mediaType,
    config,
    layers,
    subject,
    annotations
  };
}
function readIndex(value, mediaType, name) {
  return { type: "index", mediaType, manifests: checked(IndexDocument.safeParse(value), mediaType, name).manifests };
}
function checked(parsed, mediaType, name) {
  if (!parsed.success) {
    const list = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new Fault("IMAGE_INVALID", `${name} is not a valid ${mediaType}: ${list}`);
  }
  if ((parsed.data.mediaType ?? mediaType) === mediaType) return parsed.data;
  throw new Fault("IMAGE_INVALID", `${name} was announced as ${mediaType} and calls itself ${parsed.data.mediaType}`);
}
function readJson(bytes, name) {
  try {
    return parseJsonBytes(bytes, { maxBytes: manifestLimit, maxDepth: 32 });
  } catch (error) {
    if (isFault(error)) throw new Fault("IMAGE_INVALID", `${name}: ${error.message}`, { cause: error });
    throw error;
  }
}

export {
  imageMediaTypes,
  manifestLimit,
  readImageDocument
};
