// Reports that are expensive for their size: every list that another list is looked up in. Linear code takes a second
// here, quadratic code takes minutes and ends at jest's limit; at any size, no finding is lost.
import { expect, jest, test } from '@jest/globals';
import type { ScanKind, ScanTool } from '../../src/model/finding.ts';
import { rawScan, read } from '../unit/scan/raw-scans.ts';

jest.setTimeout(60_000);

const many = 20_000;
const numbers = Array.from({ length: many }, (_, n) => n);

function findingsOf(tool: ScanTool, kind: ScanKind, report: unknown, exitCode: number) {
  const reading = read(rawScan({ tool, kind, report: JSON.stringify(report), exitCode }));
  if (!reading.proven) throw new Error(`${reading.code}: ${reading.message}`);
  return reading.findings;
}

test('SARIF: as many rules, extensions, bases, overrides and results', () => {
  const rules = numbers.map((n) => ({ id: `R${n}`, guid: `g${n}`, defaultConfiguration: { level: 'note' } }));
  const run = {
    tool: { driver: { name: 'T', rules }, extensions: numbers.map((n) => ({ name: `E${n}`, guid: `e${n}` })) },
    originalUriBaseIds: Object.fromEntries(numbers.map((n) => [`B${n}`, { uri: 'x/', uriBaseId: `B${n + 1}` }])),
    invocations: [
      {
        executionSuccessful: true,
        ruleConfigurationOverrides: numbers.map((n) => ({
          descriptor: { guid: `g${n}` },
          configuration: { level: 'error' },
        })),
      },
    ],
    results: numbers.map((n) => ({
      rule: { id: `R${n}`, index: n, toolComponent: { name: `E${n}` } },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'a.c', uriBaseId: `B${n}` } } }],
    })),
  };
  const found = findingsOf('sarif', 'source', { version: '2.1.0', runs: [run] }, 0);
  expect(found).toHaveLength(many);
  expect(found.every(({ severity, path }) => severity === 'high' && path.length <= 1000)).toBe(true);
});

test('SARIF: one long text that every result shares', () => {
  const long = 'x'.repeat(1_000_000);
  const driver = { name: 'T', rules: [{ id: 'R', name: long, helpUri: long, deprecatedIds: [long, long] }] };
  const run = { tool: { driver }, originalUriBaseIds: { B: { uri: long } } };
  const results = numbers.map(() => ({
    ruleIndex: 0,
    locations: [{ physicalLocation: { artifactLocation: { uri: 'a.c', uriBaseId: 'B' } } }],
  }));
  const found = findingsOf('sarif', 'source', { version: '2.1.0', runs: [{ ...run, results }] }, 0);
  expect(found).toHaveLength(many);
  expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(many);
});

test('OSV: as many records and groups in one package, and a chain of aliases that makes all of them one', () => {
  const entry = (vulnerabilities: object[], groups: object[]) => ({
    results: [
      {
        source: { path: 'a' },
        packages: [{ package: { name: 'a', version: '1', ecosystem: 'npm' }, groups, vulnerabilities }],
      },
    ],
  });
  const groups = numbers.map((n) => ({ ids: [`X-${n}`], max_severity: n === 7 ? '9.8' : '1.0' }));
  const apart = entry(
    numbers.map((n) => ({ id: `X-${n}` })),
    groups,
  );
  const found = findingsOf('osv-scanner', 'dependencies', apart, 1);
  expect(found).toHaveLength(many);
  expect(found.filter(({ severity }) => severity === 'critical')).toHaveLength(1);
  const chain = entry(
    numbers.map((n) => ({ id: `X-${n}`, aliases: [`X-${n + 1}`] })),
    groups,
  );
  expect(findingsOf('osv-scanner', 'dependencies', chain, 1)).toMatchObject([{ severity: 'critical' }]);
});

test('OSV: a log of lines that nearly say something', () => {
  const report = {
    results: [{ source: { path: 'a' }, packages: [{ package: { name: 'a', version: '1', ecosystem: 'npm' } }] }],
  };
  const lines = [
    `Package ${'x'.repeat(1_000_000)}`,
    'has been filtered out because',
    `Filtered ${'9'.repeat(1_000_000)}`,
  ];
  const log = `${lines.join('\n')}\n${`${'y'.repeat(100)} and 1 alias have been filtered out\n`.repeat(many)}`;
  const withLog = (log: string) =>
    read(rawScan({ tool: 'osv-scanner', kind: 'dependencies', report: JSON.stringify(report), log }));
  expect(withLog(log)).toMatchObject({ proven: false, code: 'SCAN_FAILED' });
  expect(withLog('Loaded filter from: /x\n'.repeat(many))).toMatchObject({ proven: true, findings: [] });
  const endless = rawScan({
    tool: 'osv-scanner',
    kind: 'dependencies',
    report: JSON.stringify(report),
    log: `Filtered ${'9'.repeat(1000)} local/unscannable package/s from the scan.\n`,
  });
  expect(read(endless)).toMatchObject({ proven: false, code: 'SCAN_NO_PROOF' });
});

test('Trivy: a list of a million fixes', () => {
  const Vulnerabilities = numbers.slice(0, 20).map((n) => ({
    VulnerabilityID: `CVE-2026-${n}`,
    PkgName: 'a',
    InstalledVersion: '1',
    FixedVersion: '2,'.repeat(1_000_000),
  }));
  const report = {
    SchemaVersion: 2,
    ArtifactType: 'filesystem',
    Results: [
      { Target: 'x', Class: 'lang-pkgs', Type: 'npm', Packages: [{ Name: 'a', Version: '1' }], Vulnerabilities },
    ],
  };
  expect(findingsOf('trivy', 'dependencies', report, 0)).toHaveLength(20);
});
