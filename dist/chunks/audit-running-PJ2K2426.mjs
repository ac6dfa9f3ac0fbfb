import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  answerAuditRunning,
  auditOutputs,
  auditSources
} from "./chunk-63J7J2MU.mjs";
import "./chunk-7KO6TQKM.mjs";
import "./chunk-OYTREQ4L.mjs";
import "./chunk-X6LNP5B2.mjs";
import "./chunk-RTVCKYEB.mjs";
import "./chunk-VSINYG5J.mjs";
import "./chunk-TXJ44JMO.mjs";
import "./chunk-YP72T2BZ.mjs";
import "./chunk-BYE7Z36V.mjs";
import "./chunk-OYO6Y75B.mjs";
import {
  defineCommand
} from "./chunk-XA5MEWTW.mjs";
import "./chunk-MZEFU2NL.mjs";
import "./chunk-WGCUDI7F.mjs";
import "./chunk-L2PCK3UO.mjs";
import "./chunk-AIYBAEJB.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  Digest,
  RepositoryId
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-MRGBLNMR.mjs";
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
