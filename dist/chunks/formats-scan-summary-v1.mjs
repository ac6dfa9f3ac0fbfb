const require = (name) => process.getBuiltinModule(name);
import {
  Commit,
  Digest,
  EpochSeconds,
  Sha256
} from "./formats-format.mjs";
import {
  _enum,
  array,
  boolean,
  discriminatedUnion,
  int,
  literal,
  strictObject,
  string,
  union
} from "./vendor-zod.mjs";

// src/formats/scan-summary/v1.ts
var ScanKind = _enum(["source", "dependencies", "image", "infrastructure", "secrets"]);
var ToolName = string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "expected the name of a tool");
var Severity = _enum(["critical", "high", "medium", "low", "info"]);
var Finding = strictObject({
  tool: ToolName,
  kind: ScanKind,
  /** Rule or vulnerability id as the tool names it, e.g. `CVE-2021-44228`. */
  rule: string().min(1).max(300),
  severity: Severity,
  title: string().max(300),
  /** Other ids of the same vulnerability, e.g. the CVE of a GHSA; an exception for any of them covers it. */
  aliases: array(string().min(1).max(64)).min(1).max(16).optional(),
  /** Package with version for vulnerabilities, else empty. */
  package: string().max(300),
  /** The nearest version that mends it and lies above the installed one, or empty. */
  fixed: string().max(200),
  /** Path relative to the target, or empty. */
  path: string().max(1e3),
  line: int().min(0),
  column: int().min(1).optional(),
  /** What of the file or image is meant where a path does not say it, e.g. `aws_s3_bucket.logs`. */
  resource: string().min(1).max(300).optional(),
  /** Package URL of the package. */
  purl: string().min(1).max(300).optional(),
  /** The CVSS vector that rates it worst. */
  cvss: string().min(1).max(200).optional(),
  /** Where the tool says more about it. */
  url: string().min(1).max(300).optional(),
  /** What the tool or the vendor says about it besides, e.g. `will_not_fix`. */
  status: string().min(1).max(60).optional(),
  /** Commit that brought it, or that stands for the version of its package. */
  commit: string().min(1).max(64).optional(),
  /** SHA-256 over rule, package and place: the same finding in two runs has the same one, and no two findings of a run share one. */
  fingerprint: Sha256,
  /** True when something under the repository's control asked to hide it; it counts all the same. */
  suppressed: boolean()
});
var ScanTarget = discriminatedUnion("type", [
  strictObject({ type: literal("image"), digest: Digest }),
  strictObject({ type: literal("source"), commit: Commit })
]);
var ProblemCodeName = string().regex(/^SCAN_[A-Z_]{1,60}$/, "expected a code of a scan");
var SeverityCounts = strictObject({
  critical: int().min(0),
  high: int().min(0),
  medium: int().min(0),
  low: int().min(0),
  info: int().min(0)
});
var ScanSummary = strictObject({
  kind: ScanKind,
  tool: ToolName,
  tool_version: string(),
  tool_sha256: Sha256,
  exit_code: int(),
  started_at: EpochSeconds,
  finished_at: EpochSeconds,
  target: ScanTarget,
  database_at: EpochSeconds.nullable(),
  rules_sha256: Sha256.nullable(),
  report_sha256: Sha256,
  log_sha256: Sha256,
  replay: boolean(),
  proven: boolean(),
  /** Empty when proven, else the code and the sentence of the problem. */
  problem_code: union([ProblemCodeName, literal("")]),
  problem: string(),
  looked_at_files: int().min(0),
  looked_at_packages: int().min(0),
  suppressed: int().min(0),
  counts: SeverityCounts,
  threshold: Severity,
  findings: array(Finding)
});
var SbomReference = strictObject({
  format: _enum(["cyclonedx", "spdx"]),
  spec_version: string(),
  sha256: Sha256,
  bytes: int().min(1),
  /** Components or packages besides the image itself, nested ones included. */
  components: int().min(0),
  subject_digest: Digest
});
var ScanPredicate = strictObject({ schema: literal("safeguard.scan-summary/v1"), summary: ScanSummary });

export {
  ScanKind,
  ToolName,
  Severity,
  ScanTarget,
  ScanSummary,
  SbomReference,
  ScanPredicate
};
