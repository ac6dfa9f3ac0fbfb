// What leaves the scan room: counts over everything, and the findings that matter at a threshold, always in the same order.
// It must never drop a finding at or above the threshold, suppressed or not.
import type { Finding, RawScan, ScanReading, ScanSummary, Severity, SeverityCounts } from '../model/finding.ts';
import { isAtLeast, severities } from './severity.ts';

/** The summary of one run: counts over all findings, and every finding at or above `threshold`, worst first, then by rule and place. */
export function summarizeScan(raw: RawScan, reading: ScanReading, threshold: Severity): ScanSummary {
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
    problem_code: reading.proven ? '' : reading.code,
    problem: reading.proven ? '' : reading.message,
    looked_at_files: reading.proven ? reading.lookedAt.files : 0,
    looked_at_packages: reading.proven ? reading.lookedAt.packages : 0,
    suppressed: reading.proven ? reading.suppressed : 0,
    counts: countSeverities(findings),
    threshold,
    findings: findings.filter((finding) => isAtLeast(finding.severity, threshold)).sort(compareFindings),
  };
}

/** The age that the gate judges: every database that the run used has to be fresh. */
function oldestDatabase({ database_at: database, java_database_at: java }: RawScan['run']): number | null {
  return database === null || java === undefined ? database : Math.min(database, java);
}

function countSeverities(findings: readonly Finding[]): SeverityCounts {
  const counts: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const finding of findings) counts[finding.severity] += 1;
  return counts;
}

/** Compares code units, not locales, so that every machine sorts alike. */
function compareFindings(a: Finding, b: Finding): number {
  return (
    severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
    compareKeys(keyOf(a), keyOf(b)) ||
    a.line - b.line ||
    compareKeys(a.fingerprint, b.fingerprint)
  );
}

function keyOf(finding: Finding): string {
  return [finding.rule, finding.package, finding.path, finding.title, finding.fixed, String(finding.suppressed)].join(
    '\n',
  );
}

function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
