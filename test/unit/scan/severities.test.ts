// Findings of the shared corpus by severity against counts that somebody else made from each format's documentation. What a report
// proves is the corpus test's question; here every readable report is mapped. The corpus may be absent in a fresh clone.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { type Finding, type ScanKind, ScanTool } from '../../../src/model/finding.ts';
import { distinguish } from '../../../src/scan/issues.ts';
import { severities } from '../../../src/scan/severity.ts';
import { tools } from '../../../src/scan/tools/index.ts';
import { osvFindings } from '../../../src/scan/tools/osv-scanner/finding.ts';
import { Report as OsvReport } from '../../../src/scan/tools/osv-scanner/record.ts';
import { sarifFindings } from '../../../src/scan/tools/sarif/finding.ts';
import { Report as SarifReport } from '../../../src/scan/tools/sarif/log.ts';
import { trivyFindings } from '../../../src/scan/tools/trivy/finding.ts';
import { Report as TrivyReport } from '../../../src/scan/tools/trivy/report.ts';
import { inHand, rawScan } from './raw-scans.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url));

/** Where we count otherwise, and why. Columns: findings, critical, high, medium, low, info, suppressed. */
const disagreements: Readonly<Record<string, { counts: string; reason: string }>> = {
  'osv-scanner/golden/TestPrintJSONResults_WithVulnerabilities_one_source_with_one_package_and_two_aliases_of_a_single_vulnerability.json':
    { counts: '1 0 1 0 0 0 0', reason: 'two records in one group are one vulnerability of the package' },
  'sarif-sdk-edge/TEST1003.Baseline.sarif': {
    counts: '0 0 0 0 0 0 0',
    reason: 'every result has the baseline state absent: the baseline had it, the run has not (3.27.24)',
  },
  'sarif-tutorials/Baseline.sarif': { counts: '3 0 0 3 0 0 0', reason: 'one result of four is absent' },
};

const rows = existsSync(`${corpus}expected.tsv`)
  ? readFileSync(`${corpus}expected.tsv`, 'utf8')
      .split('\n')
      .filter((line) => /^[^#].*\t\d+$/.test(line))
      .map((line) => line.split('\t'))
  : [];

test(rows.length > 0 ? 'the expected counts are present' : 'the corpus is absent: nothing to compare', () => {
  expect(rows.length === 0 || rows.length === 173).toBe(true);
});

if (rows.length > 0)
  test.each([rows])('every readable report has the severities that were expected, or a reason', (...all) => {
    const wrong: string[] = [];
    const shared: string[] = [];
    let compared = 0;
    for (const [file = '', tool, ...counts] of all) {
      const found = findingsOf(ScanTool.parse(tool), readFileSync(`${corpus}scanners/${file}`));
      if (found === undefined) continue;
      compared += 1;
      const expected = disagreements[file]?.counts ?? counts.join(' ');
      if (countsOf(found) !== expected) wrong.push(`${file}: ${countsOf(found)}, expected ${expected}`);
      if (new Set(found.map(({ fingerprint }) => fingerprint)).size !== found.length) shared.push(file);
    }
    expect(wrong).toEqual([]);
    expect(shared).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(160);
  });

function countsOf(found: readonly Finding[]): string {
  const bySeverity = severities.toReversed().map((severity) => found.filter((one) => one.severity === severity).length);
  return [found.length, ...bySeverity, found.filter((one) => one.suppressed).length].join(' ');
}

/** The findings of a report; undefined where only a proven run has any and this one proves nothing. */
function findingsOf(tool: ScanTool, bytes: Buffer): readonly Finding[] | undefined {
  const document: unknown = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  const raw = inHand(rawScan({ tool, kind: 'source', report: bytes }));
  if (tool === 'trivy')
    return distinguish((TrivyReport.parse(document).Results ?? []).flatMap((result) => trivyFindings(raw, result)));
  if (tool === 'sarif')
    return distinguish((SarifReport.parse(document).runs ?? []).flatMap((run) => sarifFindings(raw, run)));
  if (tool === 'osv-scanner')
    return distinguish(OsvReport.parse(document).results.flatMap((source) => osvFindings(raw, source)));
  return provenFindings(tool, bytes, document);
}

const kinds: Partial<Record<ScanTool, ScanKind>> = {
  semgrep: 'source',
  checkov: 'infrastructure',
  gitleaks: 'secrets',
};

function provenFindings(tool: ScanTool, report: Buffer, document: unknown): readonly Finding[] | undefined {
  const leaks = Array.isArray(document) ? document.length : 0;
  const verdict = leaks > 0 ? `8:15AM WRN leaks found: ${leaks}` : '8:15AM INF no leaks found';
  const log = tool === 'gitleaks' ? `8:15AM INF scanned ~9 bytes (9 bytes) in 1ms\n${verdict}\n` : '';
  for (const exitCode of [0, 1]) {
    const argv = ['/opt/tools/tool', '--error'];
    const raw = rawScan({ tool, kind: kinds[tool] ?? 'source', report, log, exitCode, argv });
    const { adapter } = tools[tool];
    // Without the severities that the house gives to what a tool leaves unrated: what the report itself says is counted.
    const reading = adapter.recognizes(document) ? adapter.read(inHand(raw), document, log) : undefined;
    if (reading?.proven) return reading.findings;
  }
  return undefined;
}
