const require = (name) => process.getBuiltinModule(name);
import {
  openServiceRegistry
} from "./flows-session-reach.mjs";
import {
  assumeRole
} from "./trust-policy-document.mjs";
import "./trust-session-policy.mjs";
import {
  readLayout
} from "./flows-image-layout.mjs";
import {
  whichService
} from "./commands-which-service.mjs";
import {
  openSession,
  refuseIdentity
} from "./trust-caller.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import "./config-day.mjs";
import {
  Digest,
  blobPath,
  canonicalBytes,
  checkTotal,
  counted,
  layoutIndex,
  listBlobs,
  listChildren,
  readImageDocument,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/flows/layout.ts
import { join } from "node:path";
var blobLimit = 1024 * 1024 * 1024;
var totalLimit = 8 * blobLimit;
async function checkLayout(inputs, ports, loaded) {
  if (inputs.pull !== void 0) {
    const opening = await openSession({ ports, loaded }, { part: "build", environment: null, service: inputs.service });
    if (!opening.accepted) return refuseIdentity({ digest: "" }, opening.problems);
    const { session } = opening;
    const registry = await openServiceRegistry(session, await assumeRole(session, "recorder", null));
    ports.log.step("pull", `fetching ${registry.repository}@${inputs.pull}`);
    await pullLayout(registry, inputs.pull, ports.files, inputs.layout);
  }
  const { digest, manifests, blobs } = await readLayout(ports.files, inputs.layout);
  const text = `${digest}: ${counted(manifests.length, "manifest")} and ${counted(blobs.length, "blob")}, every byte hashed again.`;
  return { outputs: { digest }, denied: false, text, json: { digest, blobs: blobs.length } };
}
async function pullLayout(registry, digest, files, folder) {
  const top = await fetchManifest(registry, digest);
  const children = [];
  for (const child of listChildren(top.document, nameOf(registry, digest))) {
    const fetched = await fetchManifest(registry, child.digest, child.mediaType);
    listChildren(fetched.document, nameOf(registry, child.digest));
    children.push(fetched);
  }
  const blobs = listBlobs(
    nameOf(registry, digest),
    [...children, top].map(({ document }) => document)
  );
  checkTotal(nameOf(registry, digest), [...children, top, ...blobs], totalLimit);
  for (const blob of blobs)
    await files.write(blobPath(folder, blob.digest), await registry.blob(blob.digest, Math.min(blob.size, blobLimit)));
  for (const manifest of [...children, top]) await files.write(blobPath(folder, manifest.digest), manifest.bytes);
  await files.write(join(folder, "oci-layout"), canonicalBytes({ imageLayoutVersion: "1.0.0" }));
  await files.write(join(folder, "index.json"), canonicalBytes(layoutIndex(top)));
}
function nameOf(registry, digest) {
  return `${registry.repository}@${digest}`;
}
async function fetchManifest(registry, digest, mediaType) {
  const found = await registry.manifest(digest);
  const document = readImageDocument(found.bytes, mediaType ?? found.mediaType, nameOf(registry, digest));
  return { ...found, size: found.bytes.length, document };
}

// src/commands/layout.ts
var layout = defineCommand({
  name: "layout",
  summary: "Hash an OCI image layout again and name its digest; or first fetch an image of this service's registry into it.",
  surfaces: ["action"],
  inputs: strictObject({
    ...whichService,
    layout: string().describe("OCI layout folder."),
    pull: Digest.optional().describe("Digest to fetch from the registry repository of this service.")
  }),
  outputs: strictObject({ digest: string().describe("Digest of the image.") }),
  permissions: { "id-token": "write" },
  config: "required",
  run: async (inputs, ports, config) => checkLayout(inputs, ports, config)
});
export {
  layout
};
