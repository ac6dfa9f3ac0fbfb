import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  answerAuditRunning,
  auditOutputs,
  auditSources
} from "./chunk-OGG6PXWE.mjs";
import "./chunk-KAJKAAR3.mjs";
import "./chunk-PN5KRIYE.mjs";
import "./chunk-KC3OF7N6.mjs";
import "./chunk-TMWOGCF7.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-XIIVAVUT.mjs";
import "./chunk-2NFMZKT7.mjs";
import "./chunk-YB6RP5MZ.mjs";
import "./chunk-OYO6Y75B.mjs";
import {
  defineCommand
} from "./chunk-HRMTUIOS.mjs";
import "./chunk-SBRZBSNU.mjs";
import "./chunk-W7Y6BMHF.mjs";
import "./chunk-U53HIHDH.mjs";
import "./chunk-ANMJZ3LJ.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  Digest,
  RepositoryId
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-DJ7CADVQ.mjs";
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
