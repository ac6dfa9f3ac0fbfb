import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  replayScan,
  runScan,
  scanTarget,
  takeSarif
} from "./chunk-IC7FUJUE.mjs";
import "./chunk-ZGW62TTW.mjs";
import {
  defineCommand
} from "./chunk-HRMTUIOS.mjs";
import "./chunk-SBRZBSNU.mjs";
import "./chunk-W7Y6BMHF.mjs";
import {
  ScanKind,
  ScanTool
} from "./chunk-U53HIHDH.mjs";
import "./chunk-ANMJZ3LJ.mjs";
import "./chunk-MCRMQFRU.mjs";
import {
  Commit,
  Digest
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import "./chunk-44UTP3WU.mjs";
import "./chunk-DJ7CADVQ.mjs";
import "./chunk-BYTK4B6N.mjs";

// src/commands/scan.ts
var scan = defineCommand({
  name: "scan",
  summary: "Run one scanner and keep its run: raw report, log, program digest, exit code, times and target.",
  surfaces: ["action", "cli"],
  inputs: external_exports.strictObject({
    kind: ScanKind.describe("Kind of scan."),
    tool: ScanTool.describe(
      "Tool to run, from the pinned ones; sarif takes in a SARIF 2.1.0 file of any other tool, which never satisfies a required scan."
    ),
    path: external_exports.string().optional().describe("Source folder, or OCI layout folder for kind image; not needed with replay."),
    digest: Digest.optional().describe("Digest of the image; for kind image."),
    commit: Commit.optional().describe("Commit that is checked out; for all other kinds."),
    runs: external_exports.string().describe("Folder that collects the runs, one folder each."),
    report: external_exports.string().optional().describe("SARIF file to take in; for tool sarif."),
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
    const target = scanTarget(kind, inputs.digest, inputs.commit);
    if (replay !== void 0) return replayScan({ kind, tool, runs, target, recorded: replay }, ports);
    if (tool === "sarif") return takeSarif({ kind, runs, target, report: inputs.report ?? "" }, ports);
    return runScan({ kind, tool, runs, target, path: inputs.path ?? "." }, ports);
  }
});
export {
  scan
};
