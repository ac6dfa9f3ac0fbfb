import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  attest
} from "./chunk-4GCCOS2C.mjs";
import "./chunk-4UXRRADL.mjs";
import "./chunk-AKUUN6TX.mjs";
import "./chunk-IJQKIOCO.mjs";
import "./chunk-PN5KRIYE.mjs";
import "./chunk-KC3OF7N6.mjs";
import "./chunk-TMWOGCF7.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-VM3OLNMB.mjs";
import "./chunk-7F4ARN7W.mjs";
import "./chunk-ATS6TUQB.mjs";
import "./chunk-LD2JOTRZ.mjs";
import "./chunk-K76TWDBT.mjs";
import "./chunk-2NFMZKT7.mjs";
import "./chunk-YB6RP5MZ.mjs";
import "./chunk-OYO6Y75B.mjs";
import "./chunk-ZGW62TTW.mjs";
import {
  defineCommand
} from "./chunk-HRMTUIOS.mjs";
import "./chunk-SBRZBSNU.mjs";
import "./chunk-W7Y6BMHF.mjs";
import "./chunk-U53HIHDH.mjs";
import "./chunk-ANMJZ3LJ.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  Digest
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-DJ7CADVQ.mjs";
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
