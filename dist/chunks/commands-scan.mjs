const require = (name) => process.getBuiltinModule(name);
import {
  scanWithTools
} from "./flows-scan.mjs";
import "./report-table.mjs";
import "./flows-collect-raw-scans.mjs";
import {
  defineCommand,
  list
} from "./vendor-yaml.mjs";
import "./scan-severity.mjs";
import "./config-day.mjs";
import {
  Commit,
  Digest,
  ScanKind,
  ScanTool,
  _enum,
  provingTools,
  strictObject,
  string
} from "./ground.mjs";
import "./empty.mjs";

// src/commands/scan.ts
var toolName = _enum(ScanTool.options, {
  error: ({ input }) => `${JSON.stringify(input)} is no tool; expected one per line of ${ScanTool.options.join(", ")}`
});
var toolsByKind = ScanKind.options.map((kind) => `${provingTools(kind).join(" or ")} (${kind})`).join(", ");
var scan = defineCommand({
  name: "scan",
  summary: "Run the scanners of one kind and keep each run: raw report, log, program digest, exit code, times and target.",
  surfaces: ["action", "cli"],
  inputs: strictObject({
    kind: ScanKind.describe("Kind of scan."),
    tool: list(toolName).describe(
      `Tools to run, one per line: ${toolsByKind}; sarif, which stands alone, takes in a SARIF 2.1.0 file of any other tool, which never satisfies a required scan.`
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
