const require = (name) => process.getBuiltinModule(name);
import {
  placesOf
} from "./base-mistakes.mjs";
import {
  parseJsonBytes
} from "./base-json-text.mjs";
import {
  Digest
} from "./model-ids.mjs";
import {
  _enum,
  array,
  int,
  literal,
  looseObject,
  never,
  object,
  record,
  string
} from "./vendor-zod.mjs";
import {
  Fault,
  isFault
} from "./base-fault-register.mjs";

// src/model/image.ts
var imageMediaTypes = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json"
};
var ImageMediaType = _enum(imageMediaTypes);
var manifestLimit = 4 * 1024 * 1024;
var Annotations = record(string(), string());
var ImageDescriptor = object({
  mediaType: string().min(1),
  digest: Digest,
  size: int().min(0),
  artifactType: string().exactOptional(),
  annotations: Annotations.exactOptional()
});
var opening = { schemaVersion: literal(2), mediaType: string().optional(), annotations: Annotations.default({}) };
var ManifestDocument = looseObject({
  ...opening,
  artifactType: string().optional(),
  config: ImageDescriptor,
  layers: array(ImageDescriptor),
  subject: ImageDescriptor.optional(),
  manifests: never().optional()
});
var IndexDocument = looseObject({
  ...opening,
  manifests: array(ImageDescriptor),
  subject: ImageDescriptor.optional(),
  config: never().optional(),
  layers: never().optional()
});
function readImageDocument(bytes, mediaType, name) {
  const type = ImageMediaType.safeParse(mediaType);
  if (!type.success)
    throw new Fault(
      "IMAGE_INVALID",
      `${name} has media type ${shownType(mediaType)}; expected an OCI or Docker v2 manifest or index`
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
  const { manifests, subject } = checked(IndexDocument.safeParse(value), mediaType, name);
  return { type: "index", mediaType, manifests, subject };
}
function checked(parsed, mediaType, name) {
  if (!parsed.success) {
    throw new Fault("IMAGE_INVALID", `${name} is not a valid ${shownType(mediaType)}: ${placesOf(parsed.error)}`);
  }
  if ((parsed.data.mediaType ?? mediaType) === mediaType) return parsed.data;
  throw new Fault(
    "IMAGE_INVALID",
    `${name} was announced as ${shownType(mediaType)} and calls itself ${shownType(parsed.data.mediaType ?? "")}`
  );
}
function shownType(mediaType) {
  if (mediaType === "") return "none";
  return /^[a-z]{4,12}\/[a-z0-9][a-z0-9.+-]{0,79}$/.test(mediaType) ? JSON.stringify(mediaType) : "of no known form";
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
