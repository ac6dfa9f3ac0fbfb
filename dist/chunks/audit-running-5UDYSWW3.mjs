const require = (name) => process.getBuiltinModule(name);
import {
  answerAuditRunning,
  auditOutputs,
  auditSources
} from "./chunk-2XO5AAF2.mjs";
import "./chunk-P4IE27U6.mjs";
import "./chunk-YRS3RA6E.mjs";
import {
  defineCommand
} from "./chunk-V2J4JH5Q.mjs";
import "./chunk-ORJMIGLC.mjs";
import "./chunk-DMCSOXU3.mjs";
import "./chunk-3PO7H3OS.mjs";
import "./chunk-YBVSCKLF.mjs";
import "./chunk-REJD2CJI.mjs";
import "./chunk-5U7QIWO3.mjs";
import "./chunk-Z2ZYSI7U.mjs";
import "./chunk-7GJRDFZO.mjs";
import "./chunk-SA4AT6VW.mjs";
import "./chunk-XNJSR4KI.mjs";
import "./chunk-TMMKA7SS.mjs";
import "./chunk-ENI3ZVQE.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import "./chunk-EYNEVNAZ.mjs";
import {
  Digest,
  RepositoryId
} from "./chunk-VOJQTMTM.mjs";
import {
  strictObject,
  string
} from "./chunk-NFRHUIVR.mjs";
import "./chunk-GAGB4O4C.mjs";
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
