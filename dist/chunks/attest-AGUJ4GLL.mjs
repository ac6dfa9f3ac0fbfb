import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  attest
} from "./chunk-ZR5TOM3S.mjs";
import "./chunk-DFW3AQNG.mjs";
import "./chunk-QECXAJ6G.mjs";
import "./chunk-PAYWHVCD.mjs";
import "./chunk-ABVNSCIC.mjs";
import "./chunk-MRHWBIDI.mjs";
import "./chunk-PZ5S5ZDA.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-3JJ3VDHF.mjs";
import "./chunk-ZSONS767.mjs";
import "./chunk-LKGLHQYC.mjs";
import "./chunk-ABGWO2P4.mjs";
import "./chunk-YDLCLRW6.mjs";
import "./chunk-LH3KQCA6.mjs";
import "./chunk-3SWTRP22.mjs";
import "./chunk-DQX5LAEZ.mjs";
import "./chunk-2RJECTFS.mjs";
import {
  defineCommand
} from "./chunk-PETXGKEW.mjs";
import "./chunk-JL25TLV5.mjs";
import "./chunk-LBII273L.mjs";
import "./chunk-3CNROM7S.mjs";
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
