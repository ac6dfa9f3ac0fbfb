// Reads OSV-Scanner's JSON. Without `--all-packages` a clean report is as empty as a failed one, so packages are the proof;
// what the repository's own osv-scanner.toml filtered is only in the log and must still be counted.
import * as z from 'zod';
import { counted } from '../../base/text.ts';
import type { Finding, RawScan } from '../../model/finding.ts';
import { type Adapter, conform, exitMismatch, hasKeys } from '../adapter.ts';
import { makeFinding, proven, unproven } from '../finding.ts';
import { severityOfScore, severityOfWord, worstSeverity } from '../severity.ts';
import { osvLogProblem } from './osv-log.ts';

const Range = z.looseObject({ events: z.array(z.looseObject({ fixed: z.string().optional() })).nullish() });
const Affected = z.looseObject({
  package: z.looseObject({ name: z.string() }).optional(),
  ranges: z.array(Range).nullish(),
});
const Vulnerability = z.looseObject({
  id: z.string().min(1),
  summary: z.string().optional(),
  affected: z.array(Affected).nullish(),
  database_specific: z.looseObject({ severity: z.unknown().optional() }).nullish(),
});
type Vulnerability = z.infer<typeof Vulnerability>;

const Package = z.looseObject({
  package: z.looseObject({ name: z.string(), version: z.string(), commit: z.string().optional() }),
  groups: z.array(z.looseObject({ ids: z.array(z.string()), max_severity: z.unknown().optional() })).nullish(),
  vulnerabilities: z.array(Vulnerability).nullish(),
});
type Package = z.infer<typeof Package>;

const Source = z.looseObject({
  source: z.looseObject({ path: z.string() }),
  packages: z.array(Package).nullable(),
});
const Report = z.looseObject({ results: z.array(Source) });

/** OSV-Scanner's exit code for "no packages found" (THREATS A3). */
const nothingFound = 128;

/** OSV-Scanner 2.x, run with `--format json --all-packages`. Proof: the packages it looked up (THREATS A3, A14). */
export const osvScanner: Adapter = {
  kinds: ['dependencies'],
  exitCodes: [0, 1],
  versions: ['2'],
  explain({ run }) {
    if (run.exit_code !== nothingFound) return undefined;
    return unproven('SCAN_NOTHING_SCANNED', 'osv-scanner found no packages (exit code 128)');
  },
  recognizes: (document) =>
    hasKeys(document, 'results') && !['errors', 'check_type', 'summary', 'runs'].some((key) => hasKeys(document, key)),
  read(raw, document, log) {
    const conformed = conform(Report, document);
    if ('misfit' in conformed) return conformed.misfit;
    const sources = conformed.value.results;
    const packages = sources.reduce((sum, source) => sum + (source.packages ?? []).length, 0);
    if (packages === 0)
      return unproven('SCAN_NOTHING_SCANNED', 'osv-scanner lists no package; it needs --all-packages');
    const complaint = osvLogProblem(log);
    if (complaint) return complaint;
    const hidden = filteredFindings(raw, log);
    if (hidden.length < filteredCount(log)) {
      return unproven(
        'SCAN_NO_PROOF',
        `the log says that ${filteredCount(log)} entries were filtered and names ${hidden.length}`,
      );
    }
    const found = sources.flatMap(({ source, packages: list }) =>
      (list ?? []).flatMap((entry) => (entry.vulnerabilities ?? []).map((v) => findingOf(raw, source.path, entry, v))),
    );
    const findings = [...found, ...hidden];
    return exitMismatch(raw, findings) ?? proven(findings, { files: sources.length, packages });
  },
};

function findingOf(raw: RawScan, path: string, entry: Package, vulnerability: Vulnerability): Finding {
  const { name, version, commit } = entry.package;
  const scores = (entry.groups ?? [])
    .filter((group) => group.ids.includes(vulnerability.id))
    .map((g) => g.max_severity);
  return makeFinding(raw, {
    rule: vulnerability.id,
    severity: worstSeverity([
      severityOfWord(vulnerability.database_specific?.severity),
      ...scores.map(severityOfScore),
    ]),
    title: vulnerability.summary ?? '',
    package: `${name}@${version || commit || ''}`,
    fixed: firstFix(name, vulnerability),
    path,
  });
}

function firstFix(name: string, vulnerability: Vulnerability): string {
  const ours = (vulnerability.affected ?? []).filter((affected) => affected.package?.name === name);
  const events = ours.flatMap((affected) => (affected.ranges ?? []).flatMap((range) => range.events ?? []));
  return events.find((event) => event.fixed !== undefined)?.fixed ?? '';
}

/** Wording of OSV-Scanner 2.6: `ID and N aliases have been filtered out because: REASON`, `Package X has been filtered out because: REASON`. */
function filteredFindings(raw: RawScan, log: string): Finding[] {
  return [...log.matchAll(/^(?:Package )?(\S+)(?: and \d+ alias(?:es)?)? ha(?:s|ve) been filtered out because:/gm)].map(
    (match) =>
      makeFinding(raw, {
        rule: match[1] ?? '',
        severity: 'critical',
        title: `${counted(1, 'entry')} hidden by a configuration file of the repository`,
        suppressed: true,
      }),
  );
}

function filteredCount(log: string): number {
  return [...log.matchAll(/^Filtered (\d+) /gm)].reduce((sum, match) => sum + Number(match[1]), 0);
}
