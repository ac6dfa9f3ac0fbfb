const require = (name) => process.getBuiltinModule(name);
import {
  scanWithTools
} from "./chunk-VYPGVUS4.mjs";
import "./chunk-P7UO2N5H.mjs";
import {
  defineCommand,
  list
} from "./chunk-YN6V7M6D.mjs";
import "./chunk-FVG74WRN.mjs";
import "./chunk-EKWZ3GY6.mjs";
import {
  ScanKind,
  ScanTool
} from "./chunk-SA4AT6VW.mjs";
import "./chunk-GOIGUKI4.mjs";
import "./chunk-I7GRNXO4.mjs";
import "./chunk-4WUAPV3U.mjs";
import "./chunk-SV3YDOTY.mjs";
import "./chunk-JPH5GXA6.mjs";
import {
  Commit,
  Digest
} from "./chunk-VOJQTMTM.mjs";
import {
  _enum,
  strictObject,
  string
} from "./chunk-NFRHUIVR.mjs";
import "./chunk-D3HOY44P.mjs";
import "./chunk-CZB6YB3Q.mjs";

// src/commands/scan.ts
var toolName = _enum(ScanTool.options, {
  error: ({ input }) => `${JSON.stringify(input)} is no tool; expected one per line of ${ScanTool.options.join(", ")}`
});
var scan = defineCommand({
  name: "scan",
  summary: "Run the scanners of one kind and keep each run: raw report, log, program digest, exit code, times and target.",
  surfaces: ["action", "cli"],
  inputs: strictObject({
    kind: ScanKind.describe("Kind of scan."),
    tool: list(toolName).describe(
      "Tools to run, one per line: semgrep (source), osv-scanner or trivy (dependencies), trivy (image), checkov or trivy (infrastructure), gitleaks (secrets); sarif, which stands alone, takes in a SARIF 2.1.0 file of any other tool, which never satisfies a required scan."
    ),
    path: string().optional().describe("Source folder, or OCI layout folder for kind image; not needed with replay."),
    digest: Digest.optional().describe("Digest of the image; for kind image."),
    commit: Commit.optional().describe("Commit that is checked out; for all other kinds."),
    runs: string().describe("Folder that collects the runs, one folder each."),
    report: string().optional().describe("SARIF file to take in; for tool sarif."),
    replay: string().optional().describe("Folder of a recorded run to hand in instead of running the one tool; it is marked as a replay.")
  }),
  outputs: strictObject({
    "run-sha256": string().describe("One line per run, NAME SHA256 of its run.json, for the job that decides to compare with."),
    proven: string().describe("true when every run proves that its tool looked at the target.")
  }),
  permissions: { contents: "read" },
  config: "none",
  run: async (inputs, ports) => scanWithTools(inputs, ports)
});
export {
  scan
};
