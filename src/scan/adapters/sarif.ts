// Reads SARIF 2.1.0 of any tool. Only an explicit `results` array is a result (THREATS A5): a run that failed, or never began,
// must not read as clean. Result messages may quote source code and are not copied; the rule's own text stands for them.
import { counted } from '../../base/text.ts';
import type { RawScan, ScanReading } from '../../model/finding.ts';
import { type Adapter, conform, exitMismatch, hasKeys } from '../adapter.ts';
import { proven, unproven } from '../finding.ts';
import { sarifFindings } from './sarif-finding.ts';
import { Report, type Run } from './sarif-log.ts';

/** SARIF 2.1.0. It proves what it says, and never satisfies a required scan (model, ScanRequirement). */
export const sarif: Adapter = {
  kinds: ['source', 'dependencies', 'image', 'infrastructure', 'secrets'],
  exitCodes: [0, 1],
  versions: [],
  recognizes: (document) => hasKeys(document, 'runs', 'version'),
  read(raw, document) {
    const conformed = conform(Report, document);
    if ('misfit' in conformed) return conformed.misfit;
    const runs = conformed.value.runs ?? [];
    if (runs.length === 0) return unproven('SCAN_NOTHING_SCANNED', 'the SARIF log has no run');
    const problem = runs.map((run) => runProblem(raw, run)).find((found) => found !== undefined);
    if (problem) return problem;
    const findings = runs.flatMap((run) => sarifFindings(raw, run));
    const files = runs.reduce((sum, run) => sum + (run.artifacts ?? []).length, 0);
    // Many tools end with 0 beside findings; only "findings" without any is a contradiction here.
    const contradiction = raw.run.exit_code === 1 ? exitMismatch(raw, findings) : undefined;
    return contradiction ?? proven(findings, { files, packages: 0 });
  },
};

function runProblem(raw: RawScan, run: Run): ScanReading | undefined {
  const tool = run.tool.driver.name;
  for (const invocation of run.invocations ?? []) {
    if (!invocation.executionSuccessful) return unproven('SCAN_FAILED', `${tool} says that its run did not succeed`);
    const notices = [
      ...(invocation.toolExecutionNotifications ?? []),
      ...(invocation.toolConfigurationNotifications ?? []),
    ];
    const errors = notices.filter((notice) => notice.level === 'error').length;
    if (errors > 0) return unproven('SCAN_FAILED', `${tool} reports ${counted(errors, 'error')} of its own`);
  }
  if (!run.results) return unproven('SCAN_FAILED', `${tool} has no results array: it did not begin its analysis`);
  return revisionProblem(raw, run);
}

function revisionProblem(raw: RawScan, run: Run): ScanReading | undefined {
  const { target } = raw.run;
  if (target.type !== 'source') return undefined;
  const other = (run.versionControlProvenance ?? []).find(
    (place) => place.revisionId && place.revisionId !== target.commit,
  );
  if (!other) return undefined;
  return unproven(
    'SCAN_WRONG_TARGET',
    `${run.tool.driver.name} scanned revision ${other.revisionId}, not ${target.commit}`,
  );
}
