// Reads Grype's JSON together with its log. The report lists matches only, so a clean one is as empty as one over nothing: the log's count of
// packages is the proof, beside the report's own word on its target, its database and the configuration that was in force.
import { type Adapter, conform, hasKeys } from '../../adapter.ts';
import { proven, unproven } from '../../finding.ts';
import { grypeFinding } from './finding.ts';
import { readGrypeLog } from './log.ts';
import { grypeProblem } from './proof.ts';
import { Report } from './report.ts';

/** Grype 0.x, run with `-v -o json`. Proof: packages counted by its log, a valid database, nothing excluded, and no complaints. */
export const adapter: Adapter = {
  recognizes: (document) => hasKeys(document, 'matches', 'source', 'descriptor'),
  read(raw, document, log) {
    const conformed = conform(Report, document);
    if ('misfit' in conformed) return conformed.misfit;
    const report = conformed.value;
    const problem = grypeProblem(raw, report);
    if (problem) return problem;
    const logReading = readGrypeLog(log);
    if ('problem' in logReading) return logReading.problem;
    const ignored = report.ignoredMatches ?? [];
    const contradiction = countProblem(logReading.packages, [...report.matches, ...ignored]);
    if (contradiction) return contradiction;
    const findings = [
      ...report.matches.map((match) => grypeFinding(raw, match, false)),
      ...ignored.map((match) => grypeFinding(raw, match, true)),
    ];
    return proven(findings, { files: 0, packages: logReading.packages });
  },
};

function countProblem(packages: number, matches: readonly { artifact: { id?: string | undefined } }[]) {
  if (packages === 0) return unproven('SCAN_NOTHING_SCANNED', 'grype found no packages');
  const named = new Set(matches.flatMap(({ artifact }) => artifact.id ?? [])).size;
  if (named <= packages) return undefined;
  return unproven(
    'SCAN_NO_PROOF',
    `the log of grype counts ${packages} packages, its report names ${named} with problems`,
  );
}
