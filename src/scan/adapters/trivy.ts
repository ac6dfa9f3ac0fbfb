// Reads Trivy's JSON, schema 2: images, dependencies and misconfigurations. A clean report without `Results` is not proof (FACTS),
// and an image report must itself name the digest it is about; code, secrets and matches are never copied.
import type * as z from 'zod';
import { counted } from '../../base/text.ts';
import type { Finding, RawScan, ScanReading } from '../../model/finding.ts';
import { type Adapter, conform, hasKeys } from '../adapter.ts';
import { makeFinding, proven, unproven } from '../finding.ts';
import { trivyFindings } from './trivy-finding.ts';
import { Report, type ResultOf } from './trivy-report.ts';

/** Trivy 0.x, run with `--format json` and never with `--exit-code`. Proof: packages or checks counted, an error-free log. */
export const trivy: Adapter = {
  kinds: ['image', 'dependencies', 'infrastructure'],
  exitCodes: [0],
  versions: ['0'],
  recognizes: (document) => hasKeys(document, 'SchemaVersion'),
  read(raw, document, log) {
    const conformed = conform(Report, document);
    if ('misfit' in conformed) return conformed.misfit;
    const report = conformed.value;
    const results = report.Results ?? [];
    const problem = targetProblem(raw, report) ?? exitProblem(raw) ?? logProblem(log);
    if (problem) return problem;
    const findings = [...results.flatMap((result) => trivyFindings(raw, result)), ...ignoredInSource(raw, log)];
    const packages = results.reduce((sum, result) => sum + (result.Packages ?? []).length, 0);
    const checks = results.reduce((sum, result) => sum + checksOf(result), 0);
    if ((raw.run.kind === 'infrastructure' ? checks : packages + findings.length) === 0) {
      return unproven(
        'SCAN_NOTHING_SCANNED',
        `trivy lists no ${raw.run.kind === 'infrastructure' ? 'checks' : 'packages'}`,
      );
    }
    return proven(findings, { files: results.length, packages });
  },
};

function exitProblem(raw: RawScan): ScanReading | undefined {
  if (!raw.run.argv.some((word) => word.startsWith('--exit-code'))) return undefined;
  return unproven('SCAN_EXIT_CODE', 'trivy ran with --exit-code, so its exit code cannot be told from a failure');
}

/** What Trivy reports as ArtifactType for each type of target. */
const artifactTypes = { image: ['container_image'], source: ['filesystem', 'repository'] } as const;

function targetProblem(raw: RawScan, report: z.infer<typeof Report>): ScanReading | undefined {
  const { target } = raw.run;
  const expected: readonly string[] = artifactTypes[target.type];
  if (!expected.includes(report.ArtifactType)) {
    return unproven(
      'SCAN_WRONG_TARGET',
      `trivy scanned a ${report.ArtifactType}, not the ${target.type} that was to be scanned`,
    );
  }
  if (target.type === 'source') return undefined;
  const names = [report.ArtifactName ?? '', ...(report.Metadata?.RepoDigests ?? [])];
  const digests = names.flatMap((name) => /@(sha256:[0-9a-f]{64})$/.exec(name)?.slice(1) ?? []);
  if (digests.length === 0) {
    return unproven('SCAN_NO_PROOF', 'the report names no image digest; scan the layout as LAYOUT@sha256:DIGEST');
  }
  if (digests.every((digest) => digest === target.digest)) return undefined;
  return unproven('SCAN_WRONG_TARGET', `the report is about ${digests.join(' and ')}, not about ${target.digest}`);
}

/** The one error line that says nothing about the target: built-in checks are used when no others were downloaded. */
const harmlessError = /\tERROR\t\[misconfig\] Falling back to embedded checks/;

function logProblem(log: string): ScanReading | undefined {
  const errors = log.split('\n').filter((line) => /\t(?:ERROR|FATAL)\t/.test(line) && !harmlessError.test(line));
  if (errors.length === 0) return undefined;
  return unproven(
    'SCAN_FAILED',
    `the log of trivy holds ${counted(errors.length, 'error')}, so part of the target was not read`,
  );
}

/** `Ignore finding rule="..." range="FILE:FROM-TO"` is all that is left of a finding that a comment in the source hid. */
function ignoredInSource(raw: RawScan, log: string): Finding[] {
  return [...log.matchAll(/\] Ignore finding\trule="([^"]*)" range="([^"]*?):(\d+)(?:-\d+)?"/g)].map((match) =>
    makeFinding(raw, {
      rule: match[1] ?? '',
      severity: 'critical',
      title: 'Hidden by a comment in the source',
      path: match[2] ?? '',
      line: Number(match[3]),
      suppressed: true,
    }),
  );
}

function checksOf({ MisconfSummary: summary, Misconfigurations: list }: ResultOf<'result'>): number {
  return Math.max(
    (summary?.Successes ?? 0) + (summary?.Failures ?? 0) + (summary?.Exceptions ?? 0),
    (list ?? []).length,
  );
}
