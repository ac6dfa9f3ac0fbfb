const require = (name) => process.getBuiltinModule(name);
import {
  isAtLeast,
  severities
} from "./scan-severity.mjs";
import {
  Fault,
  ScanKind,
  ScanTool,
  Sha256,
  canonicalBytes,
  defaultJsonLimits,
  listed,
  parseJsonBytes,
  printable,
  readScanRun,
  sha256Hex
} from "./ground.mjs";

// src/scan/handover.ts
function runSha256(run) {
  return Sha256.parse(sha256Hex(canonicalBytes(run)));
}
function readHandover(kind, lines) {
  const handed = /* @__PURE__ */ new Map();
  for (const line of lines) {
    const [, name = "", sha256 = ""] = /^([a-z-]+) ([0-9a-f]{64})$/.exec(line) ?? [];
    const own = ScanTool.options.some((tool) => name === `${kind}-${tool}`);
    if (!own || handed.has(name))
      throw new Fault(
        "HANDOVER_INVALID",
        `the job scan-${kind} handed over ${JSON.stringify(printable(line, 200))}${handed.has(name) ? " twice" : ""}; expected ${kind}-TOOL and a SHA-256, once each: a job may name only runs of its kind`
      );
    handed.set(name, sha256);
  }
  return handed;
}
function changedRun({ name, kind, expected }, raw) {
  if (expected === void 0) return void 0;
  const own = `${raw.run.kind}-${raw.run.tool}`;
  const found = runSha256(raw.run);
  if (expected === found && own === name && raw.run.kind === kind) return void 0;
  const message = expected === "" ? `the job scan-${kind} did not hand over the run ${name}` : expected === found ? `the folder ${name} of scan-${kind} holds a run of ${raw.run.tool} for ${raw.run.kind}` : `the run ${name} has sha256 ${found}, the job scan-${kind} handed over ${expected}; it was changed on the way`;
  return { proven: false, code: "SCAN_HASH_MISMATCH", message };
}
function targetOf(kind, run, digest) {
  if (kind !== "image") return { type: "source", commit: run.commit };
  return digest && { type: "image", digest };
}
function scanTarget(kind, digest, commit) {
  if (kind === "image" && digest) return { type: "image", digest };
  if (kind !== "image" && commit) return { type: "source", commit };
  throw new Fault(
    "INPUT_INVALID",
    kind === "image" ? "an image scan needs the digest of the image" : "commit: missing; a scan of anything but an image needs the commit that is checked out"
  );
}

// src/flows/collect/raw-scans.ts
import { join } from "node:path";

// src/scan/run-file.ts
function readRunFile(bytes, path) {
  const read = readScanRun(parseJsonBytes(bytes, defaultJsonLimits));
  if (read.ok) return read.value;
  throw new Fault("RECORD_INVALID", `${path}: ${read.problem}`);
}

// src/scan/summarize.ts
function summarizeScan(raw, reading, threshold) {
  const { run } = raw;
  const findings = reading.proven ? reading.findings : [];
  return {
    kind: run.kind,
    tool: run.tool,
    tool_version: run.tool_version,
    tool_sha256: run.tool_sha256,
    exit_code: run.exit_code,
    started_at: run.started_at,
    finished_at: run.finished_at,
    target: run.target,
    database_at: oldestDatabase(run),
    rules_sha256: run.rules_sha256,
    report_sha256: run.report.sha256,
    log_sha256: run.log.sha256,
    replay: raw.replay,
    proven: reading.proven,
    problem_code: reading.proven ? "" : reading.code,
    problem: reading.proven ? "" : reading.message,
    looked_at_files: reading.proven ? reading.lookedAt.files : 0,
    looked_at_packages: reading.proven ? reading.lookedAt.packages : 0,
    suppressed: reading.proven ? reading.suppressed : 0,
    counts: countSeverities(findings),
    threshold,
    findings: findings.filter((finding) => isAtLeast(finding.severity, threshold)).sort(compareFindings)
  };
}
function oldestDatabase({ database_at: database, java_database_at: java }) {
  return database === null || java === void 0 ? database : Math.min(database, java);
}
function countSeverities(findings) {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const finding of findings) counts[finding.severity] += 1;
  return counts;
}
function compareFindings(a, b) {
  return severities.indexOf(b.severity) - severities.indexOf(a.severity) || compareKeys(keyOf(a), keyOf(b)) || a.line - b.line || compareKeys(a.fingerprint, b.fingerprint);
}
function keyOf(finding) {
  return [finding.rule, finding.package, finding.path, finding.title, finding.fixed, String(finding.suppressed)].join(
    "\n"
  );
}
function compareKeys(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// src/flows/collect/raw-scans.ts
var reportLimit = 64 * 1024 * 1024;
async function collectRawScans(ports, runs, { run, digest, threshold, severities: severities2 }) {
  const { readScan } = await import("./scan-read.mjs");
  const collected = [];
  for (const folder of await runFolders(ports, runs)) {
    await ports.files.list(folder.path);
    const raw = await readRawScan(ports, folder.path, run);
    const target = targetOf(raw.run.kind, run, digest);
    if (target === null) continue;
    const expected = { kind: raw.run.kind, target };
    const reading = changedRun(folder, raw) ?? readScan(raw, expected, severities2);
    collected.push({ raw, reading, summary: summarizeScan(raw, reading, threshold) });
  }
  return collected;
}
async function runFolders(ports, { folder, said }) {
  if (said === void 0) return (await namesIn(ports, folder)).map((name) => ({ path: join(folder, name), name }));
  const found = [];
  for (const kind of ScanKind.options) {
    const place = join(folder, kind);
    const names = await namesIn(ports, place);
    const handed = readHandover(kind, said[kind]);
    const gone = [...handed.keys()].filter((name) => !names.includes(name));
    if (gone.length > 0)
      throw new Fault(
        "HANDOVER_INCOMPLETE",
        `${place} lacks ${listed(gone)}, which the job scan-${kind} handed over; it holds ${listed(names)}`
      );
    for (const name of names) found.push({ path: join(place, name), name, kind, expected: handed.get(name) ?? "" });
  }
  return found;
}
async function namesIn(ports, folder) {
  return await ports.files.exists(folder) ? ports.files.list(folder) : [];
}
async function readRawScan(ports, folder, run) {
  const path = join(folder, "run.json");
  const value = readRunFile(await ports.files.read(path, 1024 * 1024), path);
  const [report, log] = await Promise.all(
    ["report.json", "log.txt"].map((name) => ports.files.read(join(folder, name), reportLimit))
  );
  const sbom = value.sbom ? await ports.files.read(join(folder, "sbom.json"), reportLimit) : null;
  const replay = run.source !== "token" || value.run_id !== run.run_id;
  return { run: value, report: report ?? new Uint8Array(), log: log ?? new Uint8Array(), sbom, replay };
}

export {
  runSha256,
  scanTarget,
  collectRawScans,
  readRawScan
};
