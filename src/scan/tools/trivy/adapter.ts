// Reads Trivy's JSON, schema 2: images, dependencies and misconfigurations. A clean report without `Results` is not proof,
// and an image report must itself name the digest it is about; code, secrets and matches are never copied.
import type { Finding } from '../../../model/finding.ts';
import { type Adapter, conform, hasKeys } from '../../adapter.ts';
import { makeFinding, proven, type RunInHand } from '../../finding.ts';
import { trivyFindings } from './finding.ts';
import { ignoredInSource } from './log.ts';
import { countPackages, lackingJava, trivyProblem } from './proof.ts';
import { Report } from './report.ts';

/** Trivy 0.x, run with `--format json` and never with `--exit-code`. Proof: packages or checks counted, a log without complaints. */
export const adapter: Adapter = {
  explain: (_, log) => lackingJava(log),
  recognizes: (document) => hasKeys(document, 'SchemaVersion'),
  read(raw, document, log) {
    const conformed = conform(Report, document);
    if ('misfit' in conformed) return conformed.misfit;
    const report = conformed.value;
    const results = report.Results ?? [];
    const problem = trivyProblem(raw, report, log);
    if (problem) return problem;
    const findings = [...results.flatMap((result) => trivyFindings(raw, result)), ...ignoredFindings(raw, log)];
    return proven(findings, { files: results.length, packages: countPackages(results) });
  },
};

function ignoredFindings(raw: RunInHand, log: string): Finding[] {
  return ignoredInSource(log).map(({ rule, path, line }) =>
    makeFinding(raw, {
      rule,
      severity: 'critical',
      title: 'Hidden by a comment in the source',
      path,
      line,
      suppressed: true,
    }),
  );
}
