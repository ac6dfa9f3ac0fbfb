const require = (name) => process.getBuiltinModule(name);
import {
  answerAuditRunning,
  auditOutputs,
  auditSources
} from "./chunk-WWMJPSAW.mjs";
import "./chunk-YQS6SHNR.mjs";
import "./chunk-V2MD2ASB.mjs";
import {
  defineCommand
} from "./chunk-YN6V7M6D.mjs";
import "./chunk-FJMPRDYL.mjs";
import "./chunk-2Q2FBCII.mjs";
import "./chunk-E6V7LO6H.mjs";
import "./chunk-SFA3FVTX.mjs";
import "./chunk-3ZEE7H57.mjs";
import "./chunk-FVG74WRN.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-EKWZ3GY6.mjs";
import "./chunk-SA4AT6VW.mjs";
import "./chunk-GOIGUKI4.mjs";
import "./chunk-TMMKA7SS.mjs";
import "./chunk-I7GRNXO4.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import "./chunk-JPH5GXA6.mjs";
import {
  Digest,
  RepositoryId
} from "./chunk-VOJQTMTM.mjs";
import {
  strictObject,
  string
} from "./chunk-NFRHUIVR.mjs";
import "./chunk-D3HOY44P.mjs";
import "./chunk-CZB6YB3Q.mjs";

// src/commands/audit-running.ts
var auditRunning = defineCommand({
  name: "audit running",
  summary: "Prove that a digest is what was last recorded as deployed at a time, and that it is what was approved.",
  surfaces: ["cli"],
  positionals: ["digest"],
  inputs: strictObject({
    digest: Digest.describe("Digest of the image that is asked about."),
    at: string().describe("Time as YYYY-MM-DD (its end, UTC) or YYYY-MM-DDTHH:MM:SSZ."),
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
