// Reads SARIF 2.1.0 of any tool. Only an explicit `results` array is a result (threat A5): a run that failed, or never
// began, must not read as clean. Result messages may quote source code and are not copied; the rule's own text is used
// instead.
import { type Adapter, conform, exitMismatch, hasKeys } from '../../adapter.ts';
import { proven } from '../../finding.ts';
import { sarifFindings } from './finding.ts';
import { Report } from './log.ts';
import { sarifProblem } from './run.ts';

/** SARIF 2.1.0. It proves what it says, and never satisfies a required scan (model, ScanRequirement). */
export const adapter: Adapter = {
  recognizes: (document) => hasKeys(document, 'runs', 'version'),
  read(raw, document) {
    const conformed = conform(Report, document);
    if ('misfit' in conformed) return conformed.misfit;
    const runs = conformed.value.runs ?? [];
    const problem = sarifProblem(raw, conformed.value);
    if (problem) return problem;
    const findings = runs.flatMap((run) => sarifFindings(raw, run));
    const files = runs.reduce((sum, run) => sum + (run.artifacts ?? []).length, 0);
    // Many tools end with 0 beside findings; only "findings" without any is a contradiction here.
    const contradiction = raw.run.exit_code === 1 ? exitMismatch(raw, findings) : undefined;
    return contradiction ?? proven(findings, { files, packages: 0 });
  },
};
