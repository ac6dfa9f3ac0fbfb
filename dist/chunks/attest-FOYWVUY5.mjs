import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  attest
} from "./chunk-JXJWO4LY.mjs";
import "./chunk-YKBY6T6M.mjs";
import "./chunk-RYCEFGUV.mjs";
import "./chunk-KIPEE3ZW.mjs";
import "./chunk-O3HPQG3I.mjs";
import "./chunk-QV7HFRZB.mjs";
import "./chunk-AYBWL4BQ.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-55I2XTSX.mjs";
import "./chunk-UWTLVO6Q.mjs";
import "./chunk-LYVGASLB.mjs";
import "./chunk-HSEAQZL3.mjs";
import "./chunk-M3P7SG3O.mjs";
import "./chunk-PT5PAH3A.mjs";
import "./chunk-SVMA3QK4.mjs";
import "./chunk-OYO6Y75B.mjs";
import "./chunk-MS5EAS6Q.mjs";
import {
  defineCommand
} from "./chunk-RDWKUPSW.mjs";
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
import "./chunk-44UTP3WU.mjs";
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
