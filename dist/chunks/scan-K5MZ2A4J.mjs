import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  replayScan,
  runScan,
  scanTarget
} from "./chunk-JQU2PV3Q.mjs";
import "./chunk-2RJECTFS.mjs";
import {
  defineCommand
} from "./chunk-PETXGKEW.mjs";
import "./chunk-JL25TLV5.mjs";
import "./chunk-LBII273L.mjs";
import {
  ScanKind,
  ScanTool
} from "./chunk-3CNROM7S.mjs";
import "./chunk-ERLRP4O5.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  Commit,
  Digest
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-A5ZVU7TV.mjs";
import "./chunk-GDKBLINE.mjs";
import "./chunk-BYTK4B6N.mjs";

// src/commands/scan.ts
var scan = defineCommand({
  name: "scan",
  summary: "Run one scanner and keep its run: raw report, log, program digest, exit code, times and target.",
  surfaces: ["action", "cli"],
  inputs: external_exports.strictObject({
    kind: ScanKind.describe("Kind of scan."),
    tool: ScanTool.exclude(["sarif"]).describe("Tool to run, from the pinned ones."),
    path: external_exports.string().optional().describe("Source folder, or OCI layout folder for kind image; not needed with replay."),
    digest: Digest.optional().describe("Digest of the image; for kind image."),
    commit: Commit.optional().describe("Commit that is checked out; for all other kinds."),
    runs: external_exports.string().describe("Folder that collects the runs, one folder each."),
    replay: external_exports.string().optional().describe("Folder of a recorded run to hand in instead of running the tool; it is marked as a replay.")
  }),
  outputs: external_exports.strictObject({
    folder: external_exports.string().describe("Folder of this run."),
    "report-sha256": external_exports.string().describe("SHA-256 of the raw report."),
    proven: external_exports.string().describe("true when the run proves that the tool looked at the target.")
  }),
  permissions: { contents: "read" },
  config: "none",
  run: async (inputs, ports) => {
    const { kind, tool, runs, replay } = inputs;
    const request = { kind, tool, runs, target: scanTarget(kind, inputs.digest, inputs.commit) };
    return replay === void 0 ? runScan({ ...request, path: inputs.path ?? "." }, ports) : replayScan({ ...request, recorded: replay }, ports);
  }
});
export {
  scan
};
