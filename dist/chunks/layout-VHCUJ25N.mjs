const require = (name) => process.getBuiltinModule(name);
import {
  readLayout
} from "./chunk-ANYF36ZG.mjs";
import {
  readImageDocument
} from "./chunk-V6C7JY7U.mjs";
import {
  openServiceRegistry
} from "./chunk-FRG3GRG7.mjs";
import {
  assumeRole,
  openJob,
  refusedJob
} from "./chunk-HZD5UVIK.mjs";
import "./chunk-TRSBL6Z7.mjs";
import {
  defineCommand
} from "./chunk-V2J4JH5Q.mjs";
import {
  canonicalBytes
} from "./chunk-5U7QIWO3.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-2WYDRYT3.mjs";
import "./chunk-7GJRDFZO.mjs";
import "./chunk-SA4AT6VW.mjs";
import "./chunk-XNJSR4KI.mjs";
import "./chunk-ENI3ZVQE.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import {
  counted
} from "./chunk-EYNEVNAZ.mjs";
import {
  Digest
} from "./chunk-VOJQTMTM.mjs";
import {
  strictObject,
  string
} from "./chunk-NFRHUIVR.mjs";
import "./chunk-GAGB4O4C.mjs";
import "./chunk-CZB6YB3Q.mjs";

// src/flows/pull.ts
import { join } from "node:path";
var blobLimit = 1024 * 1024 * 1024;
async function checkLayout(inputs, ports, loaded) {
  if (inputs.pull !== void 0) {
    const opening = await openJob(ports, loaded, "build", null);
    if (!opening.accepted) return { outputs: { digest: "" }, ...refusedJob(opening.problems) };
    const credentials = await assumeRole(ports, loaded, opening.job, "recorder", null);
    const registry = await openServiceRegistry(ports, loaded, opening.job.service, credentials);
    ports.log.step("pull", `fetching ${registry.repository}@${inputs.pull}`);
    await pullLayout(registry, inputs.pull, ports.files, inputs.layout);
  }
  const { digest, manifests, blobs } = await readLayout(ports.files, inputs.layout);
  const text = `${digest}: ${counted(manifests.length, "manifest")} and ${counted(blobs.length, "blob")}, every byte hashed again.`;
  return { outputs: { digest }, denied: false, text, json: { digest, blobs: blobs.length } };
}
async function pullLayout(registry, digest, files, folder) {
  const place = (part) => join(folder, "blobs/sha256", part.slice("sha256:".length));
  const pullManifest = async (part) => {
    const { bytes, mediaType } = await registry.manifest(part);
    const document = readImageDocument(bytes, mediaType, `${registry.repository}@${part}`);
    if (document.type === "index") for (const child of document.manifests) await pullManifest(child.digest);
    else
      for (const blob of [document.config, ...document.layers])
        await files.write(place(blob.digest), await registry.blob(blob.digest, Math.min(blob.size, blobLimit)));
    await files.write(place(part), bytes);
    return { mediaType, size: bytes.length };
  };
  const top = await pullManifest(digest);
  await files.write(join(folder, "oci-layout"), canonicalBytes({ imageLayoutVersion: "1.0.0" }));
  const index = {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [{ ...top, digest }]
  };
  await files.write(join(folder, "index.json"), canonicalBytes(index));
}

// src/commands/layout.ts
var layout = defineCommand({
  name: "layout",
  summary: "Hash an OCI image layout again and name its digest; or first fetch an image of this service's registry into it.",
  surfaces: ["action"],
  inputs: strictObject({
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
