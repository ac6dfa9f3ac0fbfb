import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  attest
} from "./chunk-LYWJOL23.mjs";
import "./chunk-Y6VML4L7.mjs";
import "./chunk-ZS7M2OGB.mjs";
import "./chunk-6OTHVC4L.mjs";
import "./chunk-VIJ5KYSE.mjs";
import "./chunk-YJTHJ42V.mjs";
import "./chunk-W4S2HIXI.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-OTJU35E7.mjs";
import "./chunk-2JBTXZCI.mjs";
import "./chunk-KXQZKQAG.mjs";
import "./chunk-O3LFKUXS.mjs";
import "./chunk-5OJO3BBM.mjs";
import "./chunk-Z3Q5VJXH.mjs";
import "./chunk-A665WPDW.mjs";
import "./chunk-DQX5LAEZ.mjs";
import "./chunk-7FPVR6XS.mjs";
import {
  defineCommand
} from "./chunk-KXVCEBPX.mjs";
import "./chunk-JL25TLV5.mjs";
import "./chunk-LBII273L.mjs";
import "./chunk-S34H5KRF.mjs";
import "./chunk-ERLRP4O5.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  Digest
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-A5ZVU7TV.mjs";
import "./chunk-GDKBLINE.mjs";
import "./chunk-BYTK4B6N.mjs";

// src/commands/attest.ts
var attest2 = defineCommand({
  name: "attest",
  summary: "Gate an image that is already in the registry, then sign its statements and attach them as OCI referrers.",
  surfaces: ["action"],
  inputs: external_exports.strictObject({
    digest: Digest.describe("Digest of the image in the registry of this service."),
    runs: external_exports.string().describe("Folder of the scan runs.")
  }),
  outputs: external_exports.strictObject({
    verdict: external_exports.string().describe("allow or deny."),
    "decision-sha256": external_exports.string().describe("SHA-256 of the decision."),
    statements: external_exports.string().describe("Number of statements that were attached.")
  }),
  permissions: { contents: "read", "id-token": "write" },
  config: "required",
  run: async (inputs, ports, config) => attest(inputs, ports, config)
});
export {
  attest2 as attest
};
