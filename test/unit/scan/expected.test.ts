// Every report of the corpus that an independent count has rated: as many findings as it counts, none milder than it
// says, none lost. The count does not cover proof, so what a report lacks for it (packages, a digest, a fresh system)
// is added here.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { type ScanKind, ScanTool, type Severity } from '../../../src/model/finding.ts';
import { Digest } from '../../../src/model/ids.ts';
import { tools } from '../../../src/scan/tools/index.ts';
import { rawScan, read } from './raw-scans.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url));
const list = join(corpus, 'expected.tsv');
const digest = Digest.parse(`sha256:${'7'.repeat(64)}`);
const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;

type Row = { file: string; tool: ScanTool; findings: number; suppressed: number; by: Record<Severity, number> };

const rows: Row[] = existsSync(list) ? readFileSync(list, 'utf8').split('\n').flatMap(rowOf) : [];

function rowOf(line: string): Row[] {
  const [file = '', name, ...counts] = line.split('\t');
  const tool = ScanTool.safeParse(name);
  if (!tool.success) return [];
  const [findings = 0, critical = 0, high = 0, medium = 0, low = 0, info = 0, suppressed = 0] = counts.map(Number);
  return [{ file, tool: tool.data, findings, suppressed, by: { critical, high, medium, low, info } }];
}

/** Where we disagree: reports that we refuse although they can be counted, with the reason. */
const refused: Record<string, string> = {
  // Three failed checks in the list, fewer in the summary: the file was edited by hand, and which half is true nobody can say.
  'checkov/checkov-report-many-vuln.json': 'SCAN_NO_PROOF',
  // No finding is counted because nothing was looked at, which is not the same as clean.
  'checkov/checkov2-report-0-vuln.json': 'SCAN_NOTHING_SCANNED',
  'osv-scanner/golden/TestCommand_Filter_bun_lock_with_short_commit_hash_skipped_1.json': 'SCAN_NOTHING_SCANNED',
  'osv-scanner/golden/TestCommand_LocalDatabases_output_with_json_3.json': 'SCAN_NOTHING_SCANNED',
  'osv-scanner/golden/TestPrintJSONResults_WithLicenseViolations_multiple_sources_with_no_packages_1.json':
    'SCAN_NOTHING_SCANNED',
  'osv-scanner/golden/TestPrintJSONResults_WithLicenseViolations_one_source_with_no_packages_1.json':
    'SCAN_NOTHING_SCANNED',
  'osv-scanner/golden/TestPrintJSONResults_WithVulnerabilities_no_sources_1.json': 'SCAN_NOTHING_SCANNED',
  'sarif-tutorials/No runs.sarif': 'SCAN_NOTHING_SCANNED',
  'trivy/alpine-39-skip.json.golden': 'SCAN_NOTHING_SCANNED',
  // `results: null` means that the tool did not begin (SARIF 3.14.23).
  'sarif-sdk-edge/NullResults.sarif': 'SCAN_FAILED',
};

/** Where we may count otherwise, with the reason. */
const otherwise: Readonly<Record<string, string>> = {
  'sarif-tutorials/Suppressions.sarif': 'whether a rejected suppression is one; all results count in any case',
  'sarif-tutorials/Baseline.sarif':
    'a result whose baseline state is absent was in the baseline and is not in the run (3.27.24)',
  'sarif-sdk-edge/TEST1003.Baseline.sarif': 'the same, for all of its results',
  'osv-scanner/golden/TestPrintJSONResults_WithVulnerabilities_one_source_with_one_package_and_two_aliases_of_a_single_vulnerability.json':
    'two names of one vulnerability of one package are one finding',
  'osv-scanner/golden/TestCommand_Filter_Show_all_Packages_with_empty_config_1.json':
    'a package that could not be looked up is a finding',
  'osv-scanner/golden/TestCommand_Filter_bun_lock_with_short_commit_hash_skipped_show_all_1.json': 'the same',
  'semgrep/cwe_list.json': "Semgrep's INFO, which stands one step above info in its own SARIF",
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const listIn = (value: Record<string, unknown>, key: string) =>
  Array.isArray(value[key]) ? value[key].filter(isObject) : [];

/** The report with what it lacks for a proof, and the kind of scan it is then read as. */
function completed({ tool }: Row, document: unknown): { kind: ScanKind; report: unknown } {
  if (tool === 'checkov') return { kind: 'infrastructure', report: document };
  if (tool === 'gitleaks') return { kind: 'secrets', report: document };
  if (tool === 'osv-scanner') return { kind: 'dependencies', report: document };
  if (!isObject(document)) return { kind: 'source', report: document };
  if (tool === 'trivy') return completedTrivy(document);
  if (tool === 'semgrep')
    return { kind: 'source', report: { version: '1.0.0', paths: { scanned: ['a'] }, ...document } };
  const runs = listIn(document, 'runs').map(({ invocations: _, versionControlProvenance: __, ...run }) => run);
  return { kind: 'source', report: { ...document, runs } };
}

function completedTrivy(document: Record<string, unknown>): { kind: ScanKind; report: unknown } {
  const results = listIn(document, 'Results');
  const image = document['ArtifactType'] === 'container_image';
  const scanned = image ? 'image' : 'dependencies';
  const kind = results.some((result) => isObject(result['MisconfSummary'])) ? 'infrastructure' : scanned;
  const Results = results.map((result) => ({ Packages: [{ Name: 'a', Version: '1' }], ...result }));
  const names = image ? { ArtifactName: `layout@${digest}` } : { ArtifactType: 'filesystem' };
  return { kind, report: { ...document, ...names, Metadata: null, Results } };
}

/** The count knows no rating but the report's own, so what the house rates below critical is raised again. */
const unrated = Object.fromEntries(
  (tools.checkov.severities ?? []).flatMap(({ rules }) => rules.map((rule) => [rule, 'critical' as const])),
);

function readRow(row: Row) {
  const bytes = readFileSync(join(corpus, 'scanners', row.file));
  const { kind, report } = completed(row, JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')));
  const verdict = row.findings > 0 ? `8:15AM WRN leaks found: ${row.findings}` : '8:15AM INF no leaks found';
  const log = row.tool === 'gitleaks' ? `8:15AM INF scanned ~9 bytes (9 bytes) in 1ms\n${verdict}\n` : '';
  const run = { tool: row.tool, kind, report: JSON.stringify(report), log, javaDatabaseAt: 1_794_990_000 };
  const readings = [0, 1].map((exitCode) =>
    read(rawScan({ ...run, exitCode, ...(kind === 'image' ? { digest } : {}) }), { checkov: unrated }),
  );
  return readings.find((reading) => reading.proven) ?? readings[0];
}

test(rows.length > 0 ? `${rows.length} rated reports` : 'the corpus is absent: nothing to compare', () => {
  const lost: unknown[] = [];
  const milder: unknown[] = [];
  const codes: Record<string, string> = {};
  for (const row of rows) {
    const reading = readRow(row);
    if (!reading?.proven) {
      codes[row.file] = reading?.code ?? '';
      continue;
    }
    const { findings, suppressed } = reading;
    if (Object.hasOwn(otherwise, row.file)) continue;
    if (findings.length !== row.findings || suppressed !== row.suppressed)
      lost.push([row.file, findings.length, row.findings, suppressed, row.suppressed]);
    const atLeast = (index: number) => findings.filter((found) => severities.indexOf(found.severity) <= index).length;
    const expected = (index: number) => severities.slice(0, index + 1).reduce((sum, name) => sum + row.by[name], 0);
    if (severities.some((_, index) => atLeast(index) < expected(index))) milder.push([row.file, findings, row.by]);
  }
  expect(lost).toEqual([]);
  expect(milder).toEqual([]);
  expect(codes).toEqual(rows.length > 0 ? refused : {});
});
