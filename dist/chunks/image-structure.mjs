const require = (name) => process.getBuiltinModule(name);
import {
  imageMediaTypes,
  readImageDocument
} from "./model-image.mjs";
import {
  Fault
} from "./base-fault-register.mjs";

// src/image/structure.ts
import { join } from "node:path";
var blobTypes = /* @__PURE__ */ new Set([
  "application/vnd.oci.image.config.v1+json",
  "application/vnd.oci.empty.v1+json",
  "application/vnd.docker.container.image.v1+json",
  ...["", "+gzip", "+zstd"].map((compression) => `application/vnd.oci.image.layer.v1.tar${compression}`),
  "application/vnd.docker.image.rootfs.diff.tar",
  "application/vnd.docker.image.rootfs.diff.tar.gzip",
  "application/vnd.in-toto+json"
]);
var unknownTypeHint = "Build with the media types of OCI (docker buildx: --output type=oci,oci-mediatypes=true), and on a base image without foreign or non-distributable layers.";
var manifestTypes = /* @__PURE__ */ new Set([imageMediaTypes.manifest, imageMediaTypes.dockerManifest]);
var mostManifests = 100;
var buildKitReference = "vnd.docker.reference.type";
function listChildren(document, place) {
  if (document.subject)
    throw new Fault(
      "IMAGE_INVALID",
      `${place} names the subject ${document.subject.digest}: pushed, it would hang on that image`,
      {
        hint: "Build an image of its own; what belongs to another image is attached to it, not published."
      }
    );
  if (document.type === "manifest") return [];
  const { manifests } = document;
  const attestation = manifests.find(({ annotations }) => annotations?.[buildKitReference] !== void 0);
  if (attestation)
    throw new Fault("IMAGE_INVALID", `${place} lists ${attestation.digest}, an attestation of BuildKit and no image`, {
      hint: "Build with --provenance=false --sbom=false (docker/build-push-action: provenance: false, sbom: false): Safeguard makes both itself and signs them. An image that exists already has to be built again."
    });
  const count = new Set(manifests.map((child) => child.digest)).size;
  if (count === 0 || count > mostManifests || count < manifests.length)
    throw new Fault(
      "IMAGE_INVALID",
      `${place} lists ${manifests.length} manifests, ${count} of them different; expected 1 to ${mostManifests}, each once`
    );
  const strange = manifests.find((child) => !manifestTypes.has(child.mediaType));
  if (strange)
    throw new Fault(
      "IMAGE_INVALID",
      `${place} lists ${strange.digest} as ${JSON.stringify(strange.mediaType)}; expected manifests, and no index inside an index`
    );
  return manifests;
}
function listBlobs(place, documents) {
  const blobs = /* @__PURE__ */ new Map();
  for (const blob of documents.flatMap((one) => one.type === "manifest" ? [one.config, ...one.layers] : [])) {
    const { digest, size, mediaType } = blob;
    if (!blobTypes.has(mediaType))
      throw new Fault(
        "IMAGE_INVALID",
        `${place}: blob ${digest} has the unknown media type ${JSON.stringify(mediaType)}`,
        { hint: unknownTypeHint }
      );
    const known = blobs.get(digest) ?? blob;
    if (known.size !== size)
      throw new Fault("IMAGE_INVALID", `${place}: blob ${digest} is named with ${known.size} and with ${size} bytes`);
    blobs.set(digest, known);
  }
  return [...blobs.values()];
}
function checkFound(path, expected, found) {
  if (found.digest === expected.digest && found.size === expected.size) return;
  throw new Fault(
    "IMAGE_INVALID",
    `${path} has digest ${found.digest} and ${found.size} bytes; expected ${expected.digest} and ${expected.size} bytes`
  );
}
function checkTotal(place, parts, limit) {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  if (total <= limit) return;
  throw new Fault("IMAGE_INVALID", `${place} has ${total} bytes by its descriptors; expected at most ${limit}`);
}
function childrenOf({ bytes, mediaType, digest }) {
  const document = readImageDocument(bytes, mediaType, digest);
  return document.type === "index" ? document.manifests.map((child) => child.digest) : [];
}
function blobPath(folder, digest) {
  return join(folder, "blobs/sha256", digest.slice("sha256:".length));
}
function layoutIndex({ digest, mediaType, bytes }) {
  return {
    schemaVersion: 2,
    mediaType: imageMediaTypes.index,
    manifests: [{ mediaType, size: bytes.length, digest }]
  };
}
function imageTag(commit, digest) {
  return `${commit}-${digest.slice("sha256:".length, "sha256:".length + 12)}`;
}

export {
  listChildren,
  listBlobs,
  checkFound,
  checkTotal,
  childrenOf,
  blobPath,
  layoutIndex,
  imageTag
};
