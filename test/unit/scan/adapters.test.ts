// Each tool's own proof of work, one changed field at a time: the good report is proven, its twin is not.
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { ScanTool } from '../../../src/model/finding.ts';
import { Digest } from '../../../src/model/ids.ts';
import { codeOf, commit, rawScan, read, recorded, type Sketch } from './raw-scans.ts';

type Change = (report: Record<string, unknown>) => unknown;

/** The recorded run with its report changed as data. */
function changed(tool: ScanTool, name: string, change: Change, changes: Partial<Sketch> = {}) {
  const text = new TextDecoder().decode(recorded(tool, name).report);
  const report = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  return recorded(tool, name, { report: JSON.stringify(change(report)), ...changes });
}

function findingsOf(raw: ReturnType<typeof rawScan>) {
  const reading = read(raw);
  if (!reading.proven) throw new Error(`${reading.code}: ${reading.message}`);
  return reading.findings;
}

describe('semgrep', () => {
  test.each<[string, Change, string]>([
    ['no change', (r) => r, 'proven'],
    ['an error of level warn', (r) => ({ ...r, errors: [{ level: 'warn', type: 'Timeout' }] }), 'SCAN_FAILED'],
    ['an error of level error', (r) => ({ ...r, errors: [{ level: 'error' }] }), 'SCAN_FAILED'],
    ['a skipped rule', (r) => ({ ...r, skipped_rules: [{ rule_id: 'x' }] }), 'SCAN_FAILED'],
    ['no scanned paths', (r) => ({ ...r, paths: { scanned: [] } }), 'SCAN_NOTHING_SCANNED'],
    ['paths without scanned', (r) => ({ ...r, paths: {} }), 'SCAN_NO_PROOF'],
    ['no paths', ({ paths: _, ...r }) => r, 'SCAN_NO_PROOF'],
    ['no version', ({ version: _, ...r }) => r, 'SCAN_NO_PROOF'],
    ['no errors key', ({ errors: _, ...r }) => r, 'SCAN_WRONG_TOOL'],
    ['results null', (r) => ({ ...r, results: null }), 'SCAN_MALFORMED'],
    ['results of another shape', (r) => ({ ...r, results: [{ check_id: 'x' }] }), 'SCAN_MALFORMED'],
  ])('%s', (_, change, code) => {
    expect(codeOf(changed('semgrep', 'clean', change))).toBe(code);
  });

  test('exit code and findings must agree under --error, and only 0 counts without it', () => {
    const argv = ['/opt/tools/semgrep', 'scan', '--json'];
    expect(codeOf(recorded('semgrep', 'findings', { exitCode: 0 }))).toBe('SCAN_EXIT_CODE');
    expect(codeOf(recorded('semgrep', 'findings', { exitCode: 0, argv }))).toBe('proven');
    expect(codeOf(recorded('semgrep', 'findings', { exitCode: 1, argv }))).toBe('SCAN_EXIT_CODE');
    expect(codeOf(recorded('semgrep', 'clean', { exitCode: 1 }))).toBe('SCAN_EXIT_CODE');
  });

  test.each([
    ['CRITICAL', 'critical'],
    ['ERROR', 'high'],
    ['WARNING', 'medium'],
    ['INFO', 'low'],
    ['low', 'low'],
    ['EXPERIMENT', 'critical'],
    ['', 'critical'],
    [null, 'critical'],
    [undefined, 'critical'],
    ['constructor', 'critical'],
  ])('severity %p becomes %s, is_ignored becomes suppressed, the message is not copied', (severity, expected) => {
    const extra = { severity, is_ignored: true, message: 'password is hunter2' };
    const result = { check_id: 'a.b.rule', path: './src//x.py', start: { line: 3 }, extra };
    const raw = changed('semgrep', 'clean', (r) => ({ ...r, results: [result] }));
    expect(read(raw)).toMatchObject({ proven: true, suppressed: 1 });
    const found = findingsOf(raw);
    expect(found).toMatchObject([{ rule: 'a.b.rule', title: 'rule', severity: expected, path: 'src/x.py', line: 3 }]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});

describe('osv-scanner', () => {
  const clean = recorded('osv-scanner', 'clean');
  const text = new TextDecoder().decode(clean.log);

  test.each<[string, Change, string]>([
    ['no change', (r) => r, 'proven'],
    ['no results', (r) => ({ ...r, results: [] }), 'SCAN_NOTHING_SCANNED'],
    ['no packages', (r) => ({ ...r, results: [{ source: { path: 'a' }, packages: [] }] }), 'SCAN_NOTHING_SCANNED'],
    ['packages null', (r) => ({ ...r, results: [{ source: { path: 'a' }, packages: null }] }), 'SCAN_NOTHING_SCANNED'],
    ['results null', (r) => ({ ...r, results: null }), 'SCAN_MALFORMED'],
    ['no source', (r) => ({ ...r, results: [{ packages: [] }] }), 'SCAN_MALFORMED'],
    ['errors beside', (r) => ({ ...r, errors: [] }), 'SCAN_WRONG_TOOL'],
  ])('%s', (_, change, code) => {
    expect(codeOf(changed('osv-scanner', 'clean', change))).toBe(code);
  });

  test('what a configuration file of the repository filtered still counts (threat A14)', () => {
    const hidden = 'GHSA-aaaa-bbbb-cccc and 1 alias have been filtered out because: no\n';
    const log = `${text}${hidden}Filtered 1 vulnerability from output\n`;
    const raw = recorded('osv-scanner', 'clean', { log });
    expect(findingsOf(raw)).toMatchObject([{ rule: 'GHSA-aaaa-bbbb-cccc', severity: 'critical', suppressed: true }]);
    const unnamed = recorded('osv-scanner', 'clean', { log: `${text}Filtered 1 vulnerability from output\n` });
    expect(codeOf(unnamed)).toBe('SCAN_NO_PROOF');
  });

  test.each([
    'could not load db for PyPI ecosystem: no such file',
    'Error during extraction: (extracting as vulnmatch/osvlocal) x',
  ])('findings elsewhere do not excuse an ecosystem that was not matched: %s', (line) => {
    expect(codeOf(recorded('osv-scanner', 'findings', { log: `${text}${line}\n` }))).toBe('SCAN_FAILED');
    expect(codeOf(recorded('osv-scanner', 'findings', { log: text }))).toBe('proven');
  });

  test('the worst of score and word counts; a vulnerability without either is critical', () => {
    const of = (max_severity: unknown, severity: unknown) => {
      const vulnerabilities = [{ id: 'X-1', database_specific: { severity } }];
      const entry = {
        package: { name: 'a', version: '', commit: 'abc' },
        groups: [{ ids: ['X-1'], max_severity }],
        vulnerabilities,
      };
      const change = (r: object) => ({ ...r, results: [{ source: { path: '/a' }, packages: [entry] }] });
      return findingsOf(changed('osv-scanner', 'findings', change))[0];
    };
    expect(of('5.0', 'LOW')).toMatchObject({ severity: 'medium', package: 'a@abc', title: '', fixed: '' });
    expect(of('3.9', 'HIGH')).toMatchObject({ severity: 'high' });
    expect(of('0.0', undefined)).toMatchObject({ severity: 'info' });
    expect(of('', '')).toMatchObject({ severity: 'critical' });
    expect(of('11', 'nonsense')).toMatchObject({ severity: 'critical' });
  });

  test('a package without version or groups, and ranges without events, are read', () => {
    const affected = [
      { package: { name: 'a' }, ranges: null },
      { package: { name: 'b' } },
      {},
      { package: { name: 'a' }, ranges: [{}] },
    ];
    const entry = { package: { name: 'a', version: '' }, vulnerabilities: [{ id: 'X-1', affected }] };
    const raw = changed('osv-scanner', 'findings', (r) => ({
      ...r,
      results: [{ source: { path: '/a' }, packages: [entry] }],
    }));
    expect(findingsOf(raw)).toMatchObject([{ package: 'a@', fixed: '', severity: 'critical' }]);
  });
});

describe('trivy', () => {
  const digest = recorded('trivy', 'image-clean').run.target;
  const other = Digest.parse(`sha256:${'5'.repeat(64)}`);
  const own = digest.type === 'image' ? digest.digest : other;

  test.each<[string, Change, string]>([
    ['no change', (r) => r, 'proven'],
    ['another schema', (r) => ({ ...r, SchemaVersion: 1 }), 'SCAN_MALFORMED'],
    ['no schema', ({ SchemaVersion: _, ...r }) => r, 'SCAN_WRONG_TOOL'],
    ['a folder instead of an image', (r) => ({ ...r, ArtifactType: 'filesystem' }), 'SCAN_WRONG_TARGET'],
    ['no results', ({ Results: _, ...r }) => r, 'SCAN_NOTHING_SCANNED'],
    ['results null', (r) => ({ ...r, Results: null }), 'SCAN_NOTHING_SCANNED'],
    ['results without packages', (r) => ({ ...r, Results: [{ Target: 'x' }] }), 'SCAN_NOTHING_SCANNED'],
    ['a name without digest', (r) => ({ ...r, ArtifactName: 'alpine:3.14' }), 'SCAN_NO_PROOF'],
    ['no name', ({ ArtifactName: _, ...r }) => r, 'SCAN_NO_PROOF'],
    ['another digest', (r) => ({ ...r, ArtifactName: `layout@${other}` }), 'SCAN_WRONG_TARGET'],
    [
      'its digest as repository digest',
      (r) => ({ ...r, ArtifactName: 'a', Metadata: { RepoDigests: [`a@${own}`] } }),
      'proven',
    ],
    ['a second, other digest', (r) => ({ ...r, Metadata: { RepoDigests: [`a@${other}`] } }), 'SCAN_WRONG_TARGET'],
  ])('%s', (_, change, code) => {
    expect(codeOf(changed('trivy', 'image-clean', change))).toBe(code);
  });

  test('an image report is not about a source tree, and --exit-code makes the code useless', () => {
    expect(codeOf(changed('trivy', 'dependencies-findings', (r) => ({ ...r, ArtifactType: 'container_image' })))).toBe(
      'SCAN_WRONG_TARGET',
    );
    expect(codeOf(changed('trivy', 'dependencies-findings', (r) => ({ ...r, ArtifactType: 'repository' })))).toBe(
      'proven',
    );
    const argv = [...recorded('trivy', 'image-clean').run.argv, '--exit-code', '1'];
    expect(codeOf(recorded('trivy', 'image-clean', { argv }))).toBe('SCAN_EXIT_CODE');
  });

  test('an error in the log means that part of the target was not read', () => {
    const log = new TextDecoder().decode(recorded('trivy', 'config-clean').log);
    expect(log).toContain('Falling back to embedded checks');
    expect(codeOf(recorded('trivy', 'config-clean', { log: `${log}2026-01-01T00:00:00Z\tERROR\tno\n` }))).toBe(
      'SCAN_FAILED',
    );
    expect(codeOf(recorded('trivy', 'config-clean', { log: `${log}2026-01-01T00:00:00Z\tINFO\tno\n` }))).toBe('proven');
  });

  test('checks count for infrastructure, packages do not', () => {
    const of = (result: object) =>
      codeOf(changed('trivy', 'config-clean', (r) => ({ ...r, Results: [{ Target: 'x', ...result }] })));
    expect(of({ MisconfSummary: { Successes: 1 } })).toBe('proven');
    expect(of({ MisconfSummary: { Successes: 1, Failures: 0 } })).toBe('proven');
    expect(of({ MisconfSummary: { Successes: 0, Failures: 0 } })).toBe('SCAN_NOTHING_SCANNED');
    expect(of({ Packages: [{}] })).toBe('SCAN_NOTHING_SCANNED');
    expect(of({ Misconfigurations: [{ ID: 'A', Status: 'PASS' }] })).toBe('proven');
  });

  test.each([
    [{ Severity: 'LOW', CVSS: { nvd: { V3Score: 9.8 } } }, 'critical'],
    [{ Severity: 'LOW', VendorSeverity: { nvd: 3, x: 0 } }, 'high'],
    [{ Severity: 'HIGH', CVSS: { nvd: { V2Score: 2 } } }, 'high'],
    [{ Severity: 'UNKNOWN', CVSS: { nvd: { V40Score: 5 } } }, 'medium'],
    [{ Severity: 'UNKNOWN' }, 'critical'],
    [{}, 'critical'],
    [{ Severity: 'low' }, 'low'],
  ])('severity of %j is %s', (sources, severity) => {
    const Vulnerabilities = [{ VulnerabilityID: 'CVE-1', PkgName: 'a', ...sources }];
    const raw = changed('trivy', 'image-clean', (r) => ({
      ...r,
      Results: [{ Target: 'app', Packages: [{ Name: 'a', Version: '1' }], Vulnerabilities }],
    }));
    expect(findingsOf(raw)).toMatchObject([{ severity, package: 'a@', path: 'app', fixed: '' }]);
  });

  test('secrets, licenses, exceptions and suppressed findings all count, and no match is copied', () => {
    const Finding = {
      VulnerabilityID: 'CVE-2',
      PkgName: 'p',
      InstalledVersion: '1',
      PkgPath: 'p.jar',
      Severity: 'HIGH',
      Title: 't',
    };
    const results = [
      {
        Target: 'app',
        Packages: [{ Name: 'a', Version: '1' }],
        Secrets: [
          { RuleID: 'aws', Severity: 'CRITICAL', Match: 'AKIAHUNTER2', StartLine: 3, Title: 'Key' },
          { RuleID: 'x' },
        ],
        Licenses: [{ Name: 'GPL', PkgName: 'p', FilePath: '/a', Severity: 'LOW' }, { Name: 'MIT' }],
        Misconfigurations: [
          { ID: 'C1', Status: 'EXCEPTION', Severity: 'HIGH', CauseMetadata: { StartLine: 4 } },
          { ID: 'C2', Status: 'FAIL', Severity: 'LOW', Title: 'c2' },
          { ID: 'C3', Status: 'PASS' },
        ],
        ExperimentalModifiedFindings: [
          { Finding },
          { Finding: { ID: 'DS-1' } },
          { Finding: { RuleID: 'r', PkgName: 'q' } },
          { Finding: {} },
        ],
      },
    ];
    const found = findingsOf(changed('trivy', 'image-clean', (r) => ({ ...r, Results: results })));
    const lines = found.map((f) => [f.rule, f.severity, f.package, f.path, f.line, f.suppressed].join(' '));
    expect(lines).toEqual([
      'C1 high  app 4 true',
      'C2 low  app 0 false',
      'aws critical  app 3 false',
      'x critical  app 0 false',
      'license:GPL low p a 0 false',
      'license:MIT critical   0 false',
      'CVE-2 high p@1 p.jar 0 true',
      'DS-1 critical  app 0 true',
      'r critical q@ app 0 true',
      'unnamed-rule critical  app 0 true',
    ]);
    expect(JSON.stringify(found)).not.toContain('HUNTER2');
  });
});

describe('checkov', () => {
  const summary = { passed: 1, failed: 0, skipped: 0, parsing_errors: 0 };
  const results = { passed_checks: [], failed_checks: [], skipped_checks: [] };
  const check = { check_id: 'CKV_1', check_name: 'n', file_path: '/m.tf', file_line_range: [4, 9], severity: null };
  const of = (report: unknown, exitCode = 0) =>
    rawScan({ tool: 'checkov', kind: 'infrastructure', report: JSON.stringify(report), exitCode, version: '3.3.0' });
  const part = { check_type: 'terraform', results, summary };

  test.each<[string, unknown, string]>([
    ['one framework', part, 'proven'],
    ['a list', [part], 'proven'],
    ['a list where one framework checked nothing', [part, { ...part, summary: { ...summary, passed: 0 } }], 'proven'],
    ['an empty list', [], 'SCAN_NOTHING_SCANNED'],
    [
      'nothing scanned, new spelling',
      { passed: 0, failed: 0, skipped: 0, parsing_errors: 0, checkov_version: '3' },
      'SCAN_NOTHING_SCANNED',
    ],
    [
      'nothing scanned, old spelling',
      { passed: 0, failed: 0, skipped: 0, parsingerrors: 0, checkov_version: '1' },
      'SCAN_NOTHING_SCANNED',
    ],
    ['no check', { ...part, summary: { ...summary, passed: 0 } }, 'SCAN_NOTHING_SCANNED'],
    ['parsing errors', { ...part, summary: { ...summary, parsing_errors: 1 } }, 'SCAN_FAILED'],
    [
      'parsing errors, other spelling',
      { ...part, summary: { passed: 1, failed: 0, skipped: 0, parsingerrors: 1 } },
      'SCAN_FAILED',
    ],
    ['parsing errors only as a list', { ...part, results: { ...results, parsing_errors: ['/m.tf'] } }, 'SCAN_FAILED'],
    [
      'parsing errors in the second framework',
      [part, { ...part, summary: { ...summary, parsing_errors: 1 } }],
      'SCAN_FAILED',
    ],
    ['more failed than listed', { ...part, summary: { ...summary, failed: 1 } }, 'SCAN_NO_PROOF'],
    ['more skipped than listed', { ...part, summary: { ...summary, skipped: 1 } }, 'SCAN_NO_PROOF'],
    ['no lists of skipped ones, and none skipped', { ...part, results: { failed_checks: [] } }, 'proven'],
    ['no summary', { check_type: 'terraform', results }, 'SCAN_WRONG_TOOL'],
    ['one flat object in the list', [part, { checkov_version: '3', passed: 0 }], 'SCAN_MALFORMED'],
    ['failed checks null', { ...part, results: { failed_checks: null } }, 'SCAN_MALFORMED'],
  ])('%s', (_, report, code) => {
    expect(codeOf(of(report))).toBe(code);
  });

  test('failed checks and skipped ones count, the skipped ones as suppressed; without severity they are critical', () => {
    const bare = { check_id: 'CKV_2', file_path: 'n.tf', severity: 'LOW' };
    const lists = { failed_checks: [check], skipped_checks: [bare] };
    const raw = of({ ...part, results: lists, summary: { ...summary, failed: 1, skipped: 1 } }, 1);
    expect(findingsOf(raw)).toMatchObject([
      { rule: 'CKV_1', severity: 'critical', title: 'n', path: 'm.tf', line: 4, suppressed: false },
      { rule: 'CKV_2', severity: 'low', title: '', path: 'n.tf', line: 0, suppressed: true },
    ]);
    const onlySkipped = {
      ...part,
      results: { ...results, skipped_checks: [bare] },
      summary: { ...summary, skipped: 1 },
    };
    expect(codeOf(of(onlySkipped, 0))).toBe('proven');
    expect(codeOf(of(onlySkipped, 1))).toBe('SCAN_EXIT_CODE');
  });
});

describe('gitleaks', () => {
  const said = '8:15AM INF scanned ~128 bytes (128 bytes) in 4ms\n';
  const none = '8:15AM INF no leaks found\n';
  const of = (report: string, log: string, exitCode = 0) =>
    codeOf(rawScan({ tool: 'gitleaks', kind: 'secrets', report, log, exitCode }));
  const leak = JSON.stringify([
    { RuleID: 'r', Description: 'd', StartLine: 1, File: 'a.py', Secret: 'hunter2', Match: 'x=hunter2' },
  ]);

  test.each([
    ['both lines', said + none, 'proven'],
    ['colors', `\u001b[90m8:15AM\u001b[0m \u001b[32mINF\u001b[0m scanned ~1 bytes (1 bytes) in 4ms\n${none}`, 'proven'],
    ['CRLF', (said + none).replaceAll('\n', '\r\n'), 'proven'],
    ['commits of a history', `8:15AM INF 12 commits scanned.\n${said}${none}`, 'proven'],
    ['debug chatter', `8:15AM DBG using stdlib regex engine\n${said}${none}`, 'proven'],
    ['no log', '', 'SCAN_NO_PROOF'],
    ['no amount', none, 'SCAN_NO_PROOF'],
    ['no verdict', said, 'SCAN_NO_PROOF'],
    ['the amount twice', said + said + none, 'SCAN_NO_PROOF'],
    ['another count', `${said}8:15AM WRN leaks found: 3\n`, 'SCAN_NO_PROOF'],
    ['both verdicts', `${said}${none}8:15AM WRN leaks found: 0\n`, 'SCAN_NO_PROOF'],
    ['nothing scanned', `8:15AM INF scanned ~0 bytes (0) in 2ms\n${none}`, 'SCAN_NOTHING_SCANNED'],
    ['no commits', `8:15AM INF 0 commits scanned.\n${said}${none}`, 'SCAN_NOTHING_SCANNED'],
    ['a skipped file', `8:15AM WRN skipping file: permission denied path=a\n${said}${none}`, 'SCAN_FAILED'],
    ['an error', `8:15AM ERR failed scan directory error="x"\n${said}${none}`, 'SCAN_FAILED'],
    [
      'a partial scan',
      '8:15AM WRN scanned ~128 bytes (128 bytes)\n8:15AM WRN no leaks found in partial scan\n',
      'SCAN_FAILED',
    ],
    ['words of the target', 'scanned ~128 bytes (128 bytes) in 4ms\nno leaks found\n', 'SCAN_NO_PROOF'],
  ])('a clean report with %s', (_, log, code) => {
    expect(of('[]', log)).toBe(code);
  });

  test('reports and counts must agree', () => {
    const log = `${said}8:15AM WRN leaks found: 1\n`;
    expect(of(leak, log, 1)).toBe('proven');
    expect(of(leak, log, 0)).toBe('SCAN_EXIT_CODE');
    expect(of(leak, said + none, 1)).toBe('SCAN_NO_PROOF');
    expect(of('[]', log, 1)).toBe('SCAN_NO_PROOF');
    expect(of('null', said + none)).toBe('SCAN_WRONG_TOOL');
    expect(of('[{"RuleID":"r","File":1}]', log, 1)).toBe('SCAN_MALFORMED');
  });

  test('files are those that the trace log names as opened', () => {
    const opened = ['a', 'b'].map((name) => `8:15AM TRC scanning path path=/src/${name}.js\n`).join('');
    const reading = read(rawScan({ tool: 'gitleaks', kind: 'secrets', report: '[]', log: opened + said + none }));
    expect(reading).toMatchObject({ proven: true, lookedAt: { files: 2, packages: 0 } });
  });

  test('an unredacted secret counts and is never copied', () => {
    const log = `${said}8:15AM WRN leaks found: 1\n`;
    const found = findingsOf(rawScan({ tool: 'gitleaks', kind: 'secrets', report: leak, log, exitCode: 1 }));
    expect(found).toMatchObject([{ rule: 'r', severity: 'critical', path: 'a.py', line: 1 }]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  test('what an ignore file hid is counted, with blanks in its path too', () => {
    const skip =
      '8:15AM DBG skipping finding: global fingerprint finding=REDACTED fingerprint="a b:c.py:github-pat:2"\n';
    const raw = rawScan({ tool: 'gitleaks', kind: 'secrets', report: '[]', log: skip + said + none });
    expect(read(raw)).toMatchObject({ proven: true, suppressed: 1 });
    expect(findingsOf(raw)).toMatchObject([{ rule: 'github-pat', path: 'a b:c.py', line: 2, suppressed: true }]);
  });
});

describe('sarif', () => {
  const run = { tool: { driver: { name: 'T' } }, results: [] as unknown[] };
  const of = (runs: unknown, exitCode = 0, rest: object = {}) =>
    rawScan({ tool: 'sarif', kind: 'source', report: JSON.stringify({ version: '2.1.0', runs, ...rest }), exitCode });
  const one = (result: object, tool: object = {}) =>
    findingsOf(of([{ ...run, tool: { driver: { name: 'T' }, ...tool }, results: [result] }]))[0];

  test.each<[string, unknown, string]>([
    ['an empty results array', [run], 'proven'],
    ['a successful invocation', [{ ...run, invocations: [{ executionSuccessful: true }] }], 'proven'],
    [
      'a warning notification',
      [{ ...run, invocations: [{ executionSuccessful: true, toolExecutionNotifications: [{ level: 'warning' }] }] }],
      'SCAN_FAILED',
    ],
    ['no runs', [], 'SCAN_NOTHING_SCANNED'],
    ['runs null', null, 'SCAN_NOTHING_SCANNED'],
    ['results null', [{ ...run, results: null }], 'SCAN_FAILED'],
    ['results absent', [{ tool: run.tool }], 'SCAN_FAILED'],
    ['results absent in the second run', [run, { tool: run.tool }], 'SCAN_FAILED'],
    ['an unsuccessful invocation', [{ ...run, invocations: [{ executionSuccessful: false }] }], 'SCAN_FAILED'],
    [
      'an error notification',
      [{ ...run, invocations: [{ executionSuccessful: true, toolExecutionNotifications: [{ level: 'error' }] }] }],
      'SCAN_FAILED',
    ],
    [
      'a configuration error',
      [{ ...run, invocations: [{ executionSuccessful: true, toolConfigurationNotifications: [{ level: 'error' }] }] }],
      'SCAN_FAILED',
    ],
    ['an invocation that does not say', [{ ...run, invocations: [{}] }], 'SCAN_MALFORMED'],
    ['results a number', [{ ...run, results: 3 }], 'SCAN_MALFORMED'],
    ['no tool', [{ results: [] }], 'SCAN_MALFORMED'],
    ['its own revision', [{ ...run, versionControlProvenance: [{ revisionId: commit }] }], 'proven'],
    ['no revision', [{ ...run, versionControlProvenance: [{}] }], 'proven'],
    ['another revision', [{ ...run, versionControlProvenance: [{ revisionId: '9'.repeat(40) }] }], 'SCAN_WRONG_TARGET'],
  ])('%s', (_, runs, code) => {
    expect(codeOf(of(runs))).toBe(code);
  });

  test('another version of the format is refused, and "findings" without any is a contradiction', () => {
    expect(codeOf(of([run], 0, { version: '2.0.0' }))).toBe('SCAN_MALFORMED');
    expect(codeOf(of([run], 1))).toBe('SCAN_EXIT_CODE');
    expect(codeOf(of([{ ...run, results: [{}] }], 1))).toBe('proven');
    expect(codeOf(of([{ ...run, results: [{}] }], 0))).toBe('proven');
    expect(codeOf(of([run], 2))).toBe('SCAN_EXIT_CODE');
    const digest = Digest.parse(`sha256:${'5'.repeat(64)}`);
    const report = JSON.stringify({
      version: '2.1.0',
      runs: [{ ...run, versionControlProvenance: [{ revisionId: 'x' }] }],
    });
    expect(codeOf(rawScan({ tool: 'sarif', kind: 'image', report, digest }))).toBe('proven');
  });

  test.each([
    [{ level: 'error' }, 'high'],
    [{ level: 'warning' }, 'medium'],
    [{ level: 'note' }, 'low'],
    [{ level: 'none' }, 'info'],
    [{}, 'medium'],
    [{ level: 'fatal' }, 'critical'],
    [{ level: null }, 'critical'],
    [{ level: 'note', properties: { 'security-severity': '9.1' } }, 'critical'],
    [{ level: 'error', properties: { 'security-severity': '2.0' } }, 'high'],
    [{ level: 'note', properties: { 'security-severity': 'n/a' } }, 'low'],
  ])('severity of %j is %s', (result, severity) => {
    expect(one(result)).toMatchObject({ severity });
  });

  test('a rule gives level, score, text and id, found by index, id or prefix, in driver or extension', () => {
    const rule = {
      id: 'R1',
      name: 'ruleName',
      shortDescription: { text: 'Short' },
      defaultConfiguration: { level: 'note' },
      properties: { 'security-severity': '7.5' },
    };
    const driver = { driver: { name: 'T', rules: [rule] } };
    expect(one({ ruleIndex: 0 }, driver)).toMatchObject({ rule: 'R1', severity: 'high', title: 'Short' });
    expect(one({ ruleId: 'R1' }, driver)).toMatchObject({ rule: 'R1', severity: 'high' });
    expect(one({ ruleId: 'R1/part' }, driver)).toMatchObject({ rule: 'R1/part', severity: 'high' });
    expect(one({ ruleId: 'R2' }, driver)).toMatchObject({ rule: 'R2', severity: 'medium', title: '' });
    const extension = {
      driver: { name: 'T' },
      extensions: [{ name: 'E', rules: [{ ...rule, shortDescription: {} }] }],
    };
    expect(one({ rule: { index: 0, toolComponent: { index: 0 } } }, extension)).toMatchObject({
      rule: 'R1',
      title: 'ruleName',
    });
    expect(one({ rule: { id: 'R1' } }, extension)).toMatchObject({ severity: 'high' });
    expect(one({ rule: { index: 0, toolComponent: { index: 7 } } }, extension)).toMatchObject({ rule: 'unnamed-rule' });
    const twins = {
      driver: { name: 'T', rules: [{ id: 'A' }, { id: 'A', defaultConfiguration: { level: 'error' } }, { id: 'A' }] },
    };
    expect(one({ ruleId: 'A' }, twins)).toMatchObject({ severity: 'high' });
    const clash = {
      driver: { name: 'T', rules: [{ id: 'A' }, { id: 'B', properties: { 'security-severity': 9.9 } }] },
    };
    expect(one({ ruleId: 'A', ruleIndex: 1, level: 'note' }, clash)).toMatchObject({ rule: 'A', severity: 'critical' });
  });

  test('places come from the location or the artifact it points at; messages are not copied', () => {
    const at = (artifactLocation: object) => [{ physicalLocation: { artifactLocation, region: { startLine: 7 } } }];
    const artifacts = [{ location: { uri: 'b%20c.ts' } }];
    const results = [
      {
        locations: at({ uri: 'file:///src/a.ts' }),
        message: { text: 'hunter2' },
        suppressions: [{ kind: 'inSource' }],
      },
      { locations: at({ index: 0 }) },
      { locations: at({ uri: '%zz' }) },
      { locations: [{}] },
      { locations: [] },
    ];
    const reading = read(of([{ ...run, results, artifacts }]));
    expect(reading).toMatchObject({ proven: true, suppressed: 1, lookedAt: { files: 1 } });
    const found = reading.proven ? reading.findings : [];
    expect(found.map(({ path, line }) => [path, line])).toEqual([
      ['/src/a.ts', 7],
      ['b%20c.ts', 7],
      ['%zz', 7],
      ['', 0],
      ['', 0],
    ]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});
