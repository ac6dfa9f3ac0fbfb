import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  answerAuditRunning,
  auditOutputs,
  auditSources
} from "./chunk-L6Q74HCQ.mjs";
import "./chunk-VF2ZI3AY.mjs";
import "./chunk-O3HPQG3I.mjs";
import "./chunk-QV7HFRZB.mjs";
import "./chunk-AYBWL4BQ.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-EFAX5W3U.mjs";
import "./chunk-PT5PAH3A.mjs";
import "./chunk-SVMA3QK4.mjs";
import "./chunk-OYO6Y75B.mjs";
import {
  defineCommand
} from "./chunk-RDWKUPSW.mjs";
import "./chunk-JL25TLV5.mjs";
import "./chunk-LBII273L.mjs";
import "./chunk-3CNROM7S.mjs";
import "./chunk-ERLRP4O5.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  Digest,
  RepositoryId
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-GDKBLINE.mjs";
import "./chunk-BYTK4B6N.mjs";

// src/commands/audit-running.ts
var auditRunning = defineCommand({
  name: "audit running",
  summary: "Prove that a digest is what was last recorded as deployed at a time, and that it is what was approved.",
  surfaces: ["cli"],
  positionals: ["digest"],
  inputs: external_exports.strictObject({
    digest: Digest.describe("Digest of the image that is asked about."),
    at: external_exports.string().describe("Time as YYYY-MM-DD (its end, UTC) or YYYY-MM-DDTHH:MM:SSZ."),
    "repository-id": RepositoryId.optional().describe("Only this repository; all in the store by default."),
    ...auditSources
  }),
  outputs: auditOutputs,
  permissions: {},
  config: "none",
  run: async ({ digest, at, store, anchor, ...rest }, ports) => answerAuditRunning({ digest, at, store, anchor, repositoryId: rest["repository-id"] }, ports)
});
export {
  auditRunning
};
