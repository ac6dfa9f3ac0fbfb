// What findings count as that their tool leaves unrated: by the map given, else by the house's own, else as critical. What a tool rated
// keeps its rating, whatever a map says.
import { describe, expect, test } from '@jest/globals';
import { ScanTool, Severity, type SeverityMap } from '../../../src/model/finding.ts';
import { summarizeScan } from '../../../src/scan/summarize.ts';
import { tools } from '../../../src/scan/tools/index.ts';
import { rawScan, read, recorded } from './raw-scans.ts';

function checkovRun(check_id: string, severity?: unknown) {
  const check = { check_id, file_path: '/Dockerfile', severity };
  const summary = { passed: 0, failed: 1, skipped: 0, parsing_errors: 0 };
  const report = JSON.stringify({ check_type: 'dockerfile', results: { failed_checks: [check] }, summary });
  return rawScan({ tool: 'checkov', kind: 'infrastructure', report, exitCode: 1, version: '3.3.0' });
}

function semgrepRun(severity?: unknown) {
  const result = { check_id: 'ours', path: 'a.py', start: { line: 1 }, extra: { severity } };
  const report = JSON.stringify({ version: '1.182.0', results: [result], errors: [], paths: { scanned: ['a.py'] } });
  return rawScan({ tool: 'semgrep', kind: 'source', report, version: '1.182.0' });
}

function trivyRun(part: object) {
  const clean: { Results: object[] } = JSON.parse(new TextDecoder().decode(recorded('trivy', 'config-clean').report));
  const [first] = clean.Results;
  return recorded('trivy', 'config-clean', { report: JSON.stringify({ ...clean, Results: [{ ...first, ...part }] }) });
}

const misconfiguration = (Severity: unknown) => ({
  MisconfSummary: { Successes: 26, Failures: 1 },
  Misconfigurations: [{ ID: 'DS-1', Status: 'FAIL', Severity }],
});
const leak = { RuleID: 'ours', Description: 'a key', StartLine: 1, File: 'a' };
const gitleaksRun = rawScan({
  tool: 'gitleaks',
  kind: 'secrets',
  report: JSON.stringify([leak]),
  log: '8:15AM INF scanned ~9 bytes (9 bytes) in 1ms\n8:15AM WRN leaks found: 1\n',
  exitCode: 1,
});

function severityOf(raw: Parameters<typeof read>[0], map?: SeverityMap) {
  const reading = read(raw, map);
  return reading.proven ? reading.findings.map(({ severity }) => severity) : [reading.code];
}

describe('a finding that its tool leaves unrated', () => {
  test.each([
    ['CKV_DOCKER_2', 'low'],
    ['CKV_DOCKER_8', 'high'],
    ['CKV_GHA_2', 'critical'],
    ['CKV_K8S_16', 'critical'],
    ['CKV_AWS_145', 'medium'],
  ])('of rule %s counts as %s by the map of the house', (rule, severity) => {
    expect(severityOf(checkovRun(rule))).toEqual([severity]);
    expect(severityOf(checkovRun(rule, null))).toEqual([severity]);
  });

  test.each(['CKV_DOCKER_999', 'CKV_SECRET_2', 'ckv_docker_2', 'CKV_DOCKER_2 ', 'constructor', '__proto__'])(
    'of rule %j, which no map names, is critical',
    (rule) => {
      expect(severityOf(checkovRun(rule))).toEqual(['critical']);
      expect(severityOf(checkovRun(rule), { checkov: { CKV_DOCKER_2: 'info' }, semgrep: { [rule]: 'info' } })).toEqual([
        'critical',
      ]);
    },
  );

  test('counts as the own map says, which goes before that of the house in both directions', () => {
    expect(severityOf(checkovRun('CKV_DOCKER_2'), { checkov: { CKV_DOCKER_2: 'critical' } })).toEqual(['critical']);
    expect(severityOf(checkovRun('CKV_DOCKER_8'), { checkov: { CKV_DOCKER_8: 'info' } })).toEqual(['info']);
    expect(severityOf(checkovRun('CKV_DOCKER_8'), { checkov: { CKV_DOCKER_2: 'info' } })).toEqual(['high']);
  });

  test.each([
    ['semgrep', semgrepRun(), { semgrep: { ours: 'low' } }, 'low'],
    ['semgrep, empty', semgrepRun(' '), { semgrep: { ours: 'info' } }, 'info'],
    ['trivy', trivyRun(misconfiguration('UNKNOWN')), { trivy: { 'DS-1': 'medium' } }, 'medium'],
    ['gitleaks', gitleaksRun, { gitleaks: { ours: 'high' } }, 'high'],
  ] satisfies [string, ReturnType<typeof rawScan>, SeverityMap, Severity][])(
    'may be rated for %s too, and is critical without',
    (_, raw, map, severity) => {
      expect(severityOf(raw, map)).toEqual([severity]);
      expect(severityOf(raw)).toEqual(['critical']);
    },
  );

  test('carries its severity into the summary, with which a decision is replayed', () => {
    const raw = checkovRun('CKV_DOCKER_2');
    expect(summarizeScan(raw, read(raw), 'low').findings).toMatchObject([{ rule: 'CKV_DOCKER_2', severity: 'low' }]);
    expect(summarizeScan(raw, read(raw), 'high')).toMatchObject({ findings: [], counts: { low: 1, critical: 0 } });
    const raised = read(raw, { checkov: { CKV_DOCKER_2: 'high' } });
    expect(summarizeScan(raw, raised, 'high').findings).toMatchObject([{ rule: 'CKV_DOCKER_2', severity: 'high' }]);
  });
});

describe('what a tool rated itself', () => {
  test.each([
    ['HIGH', 'high'],
    ['LOW', 'low'],
    ['none', 'info'],
    // A word that nobody knows is a rating all the same, and may mean anything.
    ['SEVERE', 'critical'],
    [7, 'critical'],
  ])('as %j stays %s, under a map that would lower or raise it', (word, severity) => {
    for (const other of ['info', 'critical'] as const) {
      expect(severityOf(checkovRun('CKV_DOCKER_2', word), { checkov: { CKV_DOCKER_2: other } })).toEqual([severity]);
      const semgrep = severity === 'info' ? 'low' : severity;
      expect(severityOf(semgrepRun(word), { semgrep: { ours: other } })).toEqual([semgrep]);
    }
  });

  test('stays so for a vulnerability, by word, score or vector; one with none of them is filled', () => {
    const found = (item: object) =>
      trivyRun({ Vulnerabilities: [{ VulnerabilityID: 'CVE-2020-1', PkgName: 'a', InstalledVersion: '1', ...item }] });
    const map: SeverityMap = { trivy: { 'CVE-2020-1': 'info' } };
    expect(severityOf(found({ Severity: 'MEDIUM' }), map)).toEqual(['medium']);
    expect(severityOf(found({ Severity: 'UNKNOWN', CVSS: { nvd: { V3Score: 7.5 } } }), map)).toEqual(['high']);
    expect(severityOf(found({ Severity: 'SEVERE' }), map)).toEqual(['critical']);
    expect(severityOf(found({ Severity: 'UNKNOWN' }), map)).toEqual(['info']);
    expect(severityOf(found({ Severity: 'UNKNOWN' }))).toEqual(['critical']);
  });
});

test('every map of the house names a rule once, by a severity and a reason', () => {
  for (const tool of ScanTool.options) {
    const groups = tools[tool].severities ?? [];
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.filter((rule, at) => rules.indexOf(rule) !== at)).toEqual([]);
    for (const { severity, reason } of groups) {
      expect(Severity.options).toContain(severity);
      expect(reason).toMatch(/^[\w\s(),;:'.-]{15,160}$/);
    }
  }
  expect((tools.checkov.severities ?? []).flatMap((group) => group.rules).length).toBeGreaterThan(600);
});
