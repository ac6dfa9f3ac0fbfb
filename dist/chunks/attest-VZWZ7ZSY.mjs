import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  attest
} from "./chunk-WTUET5UQ.mjs";
import "./chunk-ZHN2GTYM.mjs";
import "./chunk-DEIUD5BX.mjs";
import "./chunk-ENKK4YKC.mjs";
import "./chunk-OYTREQ4L.mjs";
import "./chunk-X6LNP5B2.mjs";
import "./chunk-RTVCKYEB.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-W4HQZVH7.mjs";
import "./chunk-MZQVQUIQ.mjs";
import "./chunk-AHANWA7Q.mjs";
import "./chunk-V7PQR37G.mjs";
import "./chunk-HQ72YNOP.mjs";
import "./chunk-YP72T2BZ.mjs";
import "./chunk-BYE7Z36V.mjs";
import "./chunk-OYO6Y75B.mjs";
import "./chunk-XXE727T3.mjs";
import {
  defineCommand
} from "./chunk-XA5MEWTW.mjs";
import "./chunk-MZEFU2NL.mjs";
import "./chunk-WGCUDI7F.mjs";
import "./chunk-L2PCK3UO.mjs";
import "./chunk-AIYBAEJB.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  Digest
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-MRGBLNMR.mjs";
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
