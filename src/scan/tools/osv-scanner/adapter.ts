// Reads OSV-Scanner's JSON. Without `--all-packages` a clean report is as empty as a failed one, so packages are the proof;
// what the repository's own osv-scanner.toml filtered is only in the log and must still be counted.
import { type Adapter, conform, exitMismatch, hasKeys } from '../../adapter.ts';
import { proven, unproven } from '../../finding.ts';
import { filteredFindings, isUnmatched } from './filtered.ts';
import { osvFindings } from './finding.ts';
import { missingDatabases, osvLogProblem } from './log.ts';
import { Report } from './record.ts';

/** OSV-Scanner's exit code for "no packages found" (threat A3). */
const nothingFound = 128;

/** OSV-Scanner 2.x, run with `--format json --all-packages`. Proof: the packages it looked up (threats A3, A14). */
export const adapter: Adapter = {
  explain({ run }, log) {
    if (run.exit_code === nothingFound)
      return unproven('SCAN_NOTHING_SCANNED', 'osv-scanner found no packages (exit code 128)');
    const missing = missingDatabases(log);
    if (missing.length === 0) return undefined;
    return unproven(
      'SCAN_EXIT_CODE',
      `osv-scanner ended with exit code ${run.exit_code}: it has no database of ${missing.join(', ')}; name it in scanners/lock.json under osv-scanner.database.ecosystems`,
    );
  },
  recognizes: (document) =>
    hasKeys(document, 'results') && !['errors', 'check_type', 'summary', 'runs'].some((key) => hasKeys(document, key)),
  read(raw, document, log) {
    const conformed = conform(Report, document);
    if ('misfit' in conformed) return conformed.misfit;
    const sources = conformed.value.results;
    const entries = sources.flatMap((source) => source.packages ?? []);
    if (entries.length === 0)
      return unproven('SCAN_NOTHING_SCANNED', 'osv-scanner lists no package; it needs --all-packages');
    const complaint = osvLogProblem(log);
    if (complaint) return complaint;
    const filtered = filteredFindings(raw, sources, log);
    if ('problem' in filtered) return filtered.problem;
    const found = sources.flatMap((source) => osvFindings(raw, source));
    const findings = [...found, ...filtered.findings];
    const packages = entries.filter((entry) => !isUnmatched(entry)).length;
    if (packages + findings.length === 0)
      return unproven('SCAN_NOTHING_SCANNED', 'osv-scanner lists only packages of the repository itself');
    return exitMismatch(raw, found) ?? proven(findings, { files: sources.length, packages });
  },
};
