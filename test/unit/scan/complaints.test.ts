// What the other tools say about things that they left out, in their reports and in their logs: each word that counts against a run beside
// the same run without it, and beside words that are harmless.
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { ScanTool } from '../../../src/model/finding.ts';
import { codeOf, rawScan, read, recorded, type Sketch } from './raw-scans.ts';

const Report = z.record(z.string(), z.unknown());
const reportOf = (tool: ScanTool, name: string) =>
  Report.parse(JSON.parse(new TextDecoder().decode(recorded(tool, name).report)));
const logOf = (tool: ScanTool, name: string) => new TextDecoder().decode(recorded(tool, name).log);
const logged = (tool: ScanTool, name: string, lines: string, changes: Partial<Sketch> = {}) =>
  codeOf(recorded(tool, name, { log: `${logOf(tool, name)}${lines}\n`, ...changes }));

describe('semgrep', () => {
  const skipped = (...reasons: unknown[]) => {
    const paths = { scanned: ['a.js'], skipped: reasons.map((reason) => ({ path: 'b.js', reason })) };
    return codeOf(recorded('semgrep', 'clean', { report: JSON.stringify({ ...reportOf('semgrep', 'clean'), paths }) }));
  };

  test.each([
    'analysis_failed_parser_or_internal_error',
    'exceeded_size_limit',
    'too_big',
    'too_many_matches',
    'minified',
    'excluded_by_config',
    'semgrepignore_patterns_match',
    'gitignore_patterns_match',
    'cli_include_flags_do_not_match',
    'cli_exclude_flags_match',
    'insufficient_permissions',
    'nonexistent_file',
    'dotfile',
    'a reason of tomorrow',
    undefined,
    null,
    3,
  ])('a file passed over because of %p was not looked at', (reason) => {
    expect(skipped(reason)).toBe('SCAN_FAILED');
    expect(skipped('binary', reason)).toBe('SCAN_FAILED');
  });

  test('a file that no rule is for, and no list at all, are harmless', () => {
    expect(skipped('always_skipped', 'wrong_language', 'irrelevant_rule', 'binary')).toBe('proven');
    expect(skipped()).toBe('proven');
    const paths = { scanned: ['a.js'], skipped: null };
    expect(
      codeOf(recorded('semgrep', 'clean', { report: JSON.stringify({ ...reportOf('semgrep', 'clean'), paths }) })),
    ).toBe('proven');
  });

  test.each([
    ' • Scan was limited to files tracked by git',
    'Scan skipped:',
    '  Scan skipped: 3 files larger than 1 MB',
    'Partially scanned: 2 files',
    'Some files were skipped or only partially analyzed.',
  ])('the summary in its log counts: %s', (line) => {
    expect(logged('semgrep', 'clean', line)).toBe('SCAN_FAILED');
    expect(logged('semgrep', 'clean', `the rule is called "${line.trim()}"`)).toBe('proven');
  });
});

describe('checkov', () => {
  const line = (level: string, text: string) => `2026-11-21 08:33:41,123 [MainThread  ] [${level}]  ${text}`;

  test.each([
    [
      'WARNI',
      'Failed to download module terraform-aws-modules/vpc/aws:None (for external modules, the --download-external-modules flag is required)',
    ],
    ['WARNI', 'CloudFormation skipping /t/a.yaml as it is not a valid CF template'],
    ['WARNI', 'Module ./a failed to load via <class> due to: x'],
    ['ERROR', 'Failed to run check CKV_AWS_1 on /main.tf'],
    ['CRITI', 'x'],
  ])('%s counts: %s', (level, text) => {
    expect(logged('checkov', 'clean', line(level, text))).toBe('SCAN_FAILED');
    expect(logged('checkov', 'clean', line('INFO ', text))).toBe('proven');
  });

  test('a value that only a deploy gives does not count, but what follows it does', () => {
    const value = line('WARNI', 'No defaultValue for parameter id = parameters.name');
    expect(logged('checkov', 'clean', value)).toBe('proven');
    expect(
      logged(
        'checkov',
        'clean',
        `${value}\n${line('WARNI', 'An unsupported instruction FOO was used in /Dockerfile')}`,
      ),
    ).toBe('SCAN_FAILED');
    expect(logged('checkov', 'clean', value.replace('WARNI', 'ERROR'))).toBe('SCAN_FAILED');
  });

  test('a crash counts, words of the target do not', () => {
    expect(logged('checkov', 'clean', 'Traceback (most recent call last):')).toBe('SCAN_FAILED');
    expect(logged('checkov', 'clean', 'a file called [WARNI] ERROR')).toBe('proven');
  });
});

describe('osv-scanner', () => {
  test.each([
    'could not load db for Alpine ecosystem: unable to fetch OSV database: no offline version of the OSV database is available',
    'Error during extraction: (extracting as php/composerlock) /t/composer.lock: could not extract: invalid character',
    'failed resolution for /t/requirements.txt: resolution impossible:',
    'Failed to determine version of a while parsing a yarn.lock',
    'Skipping package with missing name or version: {}',
    'fserr (non-permission error): x',
    'Invalid PURL "x" for package ref: "y"',
    'Ignored invalid config file at /t/osv-scanner.toml because: x',
    'Scanned /t/a',
    'b file and found 2 packages',
    'a line of tomorrow',
  ])('a line that is not known to be harmless counts: %s', (line) => {
    expect(logged('osv-scanner', 'clean', line)).toBe('SCAN_FAILED');
    expect(logged('osv-scanner', 'findings', line)).toBe('SCAN_FAILED');
  });

  test.each([
    'Scanned /t/a b=c/composer.lock file and found 1 package',
    'Loaded Red Hat local db from /d/osv-scalibr/Red Hat/all.zip',
    'Status: new inodes: 12, 3.4 inodes/s, new extract calls: 1, path: "a"',
    '/t/osv-scanner.toml has unused ignores:',
    ' - GO-2022-0274',
    'Skipping some-git-dep: short commit hash "bca26e4" cannot be queried; OSV API requires a full 40-character SHA.',
    'Skipping call analysis on Go code since Go is not installed.',
    '',
  ])('one that is known does not: %s', (line) => {
    expect(logged('osv-scanner', 'clean', line)).toBe('proven');
  });
});

describe('gitleaks', () => {
  const said = '8:15AM INF scanned ~128 bytes (128 bytes) in 4ms\n8:15AM INF no leaks found\n';
  const raw = (line: string) => rawScan({ tool: 'gitleaks', kind: 'secrets', report: '[]', log: `${line}\n${said}` });

  test.each([
    'WRN skipping file: too large - max size: 1 MB path=/t/a',
    'WRN skipping file: permission denied path=/t/a',
    'WRN skipping unknown archive type path=/t/a',
    'WRN skipping archive: exceeds max archive depth path=/t/a.zip max_archive_depth=1',
    'WRN issue reading file error="x"',
    'WRN Invalid .gitleaksignore entry fingerprint=x',
    'ERR failed scan directory error="x"',
    'ERR skipping symlink: could not evaluate path=/t/a',
    'FTL could not call AddGitleaksIgnore',
    'PNC x',
  ])('%s counts', (line) => {
    expect(codeOf(raw(`8:15AM ${line}`))).toBe('SCAN_FAILED');
    expect(codeOf(raw(`8:15AM DBG ${line.slice(4)}`))).toBe('proven');
  });

  test.each<[string, string[] | string]>([
    ['finding=REDACTED fingerprint=/t/c.py:github-pat:2', ['/t/c.py github-pat 2']],
    ['finding=REDACTED fingerprint="/t/a b:c.py:github-pat:2"', ['/t/a b:c.py github-pat 2']],
    [
      'finding=REDACTED fingerprint="x fingerprint=/t/key.pem:generic-api-key:12"',
      ['x fingerprint=/t/key.pem generic-api-key 12'],
    ],
    [
      'finding=REDACTED fingerprint="x\\" fingerprint=\\"/t/key.pem:generic-api-key:12"',
      ['x" fingerprint="/t/key.pem generic-api-key 12'],
    ],
    ['finding=REDACTED fingerprint=/t/a=b:github-pat:2', ['/t/a=b github-pat 2']],
    [
      'finding=REDACTED fingerprint="/t/\\n8:15AM INF no leaks found:github-pat:2"',
      ['/t/\\u{a}8:15AM INF no leaks found github-pat 2'],
    ],
    ['finding=REDACTED fingerprint="/t/\\x1b[2K:github-pat:2"', ['/t/\\u{1b}[2K github-pat 2']],
    ['finding="REDACTED fingerprint=a:b:1" fingerprint=/t/c.py:github-pat:2', ['/t/c.py github-pat 2']],
    ['finding=REDACTED fingerprint=/t/c.py:r:2 fingerprint=/t/d.py:r:2', 'SCAN_NO_PROOF'],
    ['finding=REDACTED fingerprint="/t/c.py:r:2', 'SCAN_NO_PROOF'],
    ['finding=REDACTED fingerprint=/t/c.py', 'SCAN_NO_PROOF'],
    ['finding=REDACTED', 'SCAN_NO_PROOF'],
  ])('a skipped finding is where its fingerprint says, by whatever name: %s', (fields, expected) => {
    for (const reason of ['global fingerprint', 'fingerprint', 'baseline', 'a reason of tomorrow']) {
      const reading = read(raw(`8:15AM DBG skipping finding: ${reason} ${fields}`));
      const found = reading.proven && reading.findings.map(({ rule, path, line }) => `${path} ${rule} ${line}`);
      expect(reading.proven ? found : reading.code).toEqual(expected);
    }
  });
});

describe('sarif', () => {
  const of = (run: object, log: object = {}) =>
    codeOf(
      rawScan({
        tool: 'sarif',
        kind: 'source',
        report: JSON.stringify({
          version: '2.1.0',
          runs: [{ tool: { driver: { name: 'T' } }, results: [], ...run }],
          ...log,
        }),
      }),
    );
  const invoked = (invocation: object) => of({ invocations: [{ executionSuccessful: true, ...invocation }] });
  const told = (notice: object) => {
    const codes = ['toolExecutionNotifications', 'toolConfigurationNotifications'].map((key) =>
      invoked({ [key]: [notice] }),
    );
    return codes[0] === codes[1] ? codes[0] : codes;
  };

  test.each<[object, string]>([
    [{ exitCode: 0 }, 'proven'],
    [{ exitCode: null }, 'proven'],
    [{ exitCode: 2 }, 'SCAN_FAILED'],
    [{ exitCode: -1 }, 'SCAN_FAILED'],
    [{ exitCode: 1 }, 'SCAN_FAILED'],
    [{ exitSignalName: 'SIGKILL' }, 'SCAN_FAILED'],
    [{ exitSignalNumber: 9 }, 'SCAN_FAILED'],
    [{ processStartFailureMessage: 'x' }, 'SCAN_FAILED'],
    [{ executionSuccessful: false }, 'SCAN_FAILED'],
  ])('an invocation with %j: %s', (invocation, code) => {
    expect(invoked(invocation)).toBe(code);
    expect(of({ conversion: { invocation: { executionSuccessful: true, ...invocation } } })).toBe(code);
  });

  test.each<[object, string]>([
    [{ level: 'error', message: { text: 'x' } }, 'SCAN_FAILED'],
    [{ level: 'Error', message: { text: 'x' } }, 'SCAN_FAILED'],
    [{ level: 'warning', descriptor: { id: 'Timeout' } }, 'SCAN_FAILED'],
    [{ level: 'warning', descriptor: { id: 'SyntaxError' }, message: { text: 'a.js:1' } }, 'SCAN_FAILED'],
    [{ level: 'note', descriptor: { id: 'ParseError' } }, 'SCAN_FAILED'],
    [{ level: 'note', message: { text: 'a.py timed out after 30 s' } }, 'SCAN_FAILED'],
    [{ level: 'none', message: { text: 'Skipped a.min.js: file too large' } }, 'SCAN_FAILED'],
    [{ level: 'note', message: { text: `${'x'.repeat(500)} time-out` } }, 'SCAN_FAILED'],
    [{ level: 'note', message: { text: 'fine' }, exception: { kind: 'E' } }, 'SCAN_FAILED'],
    [{ message: { text: 'no level is a warning' } }, 'SCAN_FAILED'],
    [{ level: 'warning', message: { text: 'something' } }, 'SCAN_FAILED'],
    [{ level: 'fatal', message: { text: 'deprecated' } }, 'SCAN_FAILED'],
    [{ level: 'warning', message: { text: 'The option --x is deprecated' } }, 'proven'],
    [{ level: 'warning', message: { text: 'deprecated, so the file was skipped' } }, 'SCAN_FAILED'],
    [{ level: 'note', message: { text: '120 files analyzed' } }, 'proven'],
    [{ level: 'none', descriptor: { id: 'cli/expected-extracted-files/python' }, message: { text: '' } }, 'proven'],
  ])('a notification %j: %s', (notice, code) => {
    expect(told(notice)).toBe(code);
  });

  test.each<[string, object, object, string]>([
    [
      'results in another file',
      { externalPropertyFileReferences: { results: [{ itemCount: 40 }] } },
      {},
      'SCAN_NO_PROOF',
    ],
    ['rules in another file', { externalPropertyFileReferences: { driver: { location: {} } } }, {}, 'SCAN_NO_PROOF'],
    ['a part of tomorrow', { externalPropertyFileReferences: { x: {} } }, {}, 'SCAN_NO_PROOF'],
    ['its end in another file', { externalPropertyFileReferences: { invocations: [{}] } }, {}, 'SCAN_NO_PROOF'],
    ['taxonomies in another file', { externalPropertyFileReferences: { taxonomies: [{}] } }, {}, 'proven'],
    ['no results in another file', { externalPropertyFileReferences: { results: [] } }, {}, 'proven'],
    ['results outside of the run', {}, { inlineExternalProperties: [{ results: [{}] }] }, 'SCAN_NO_PROOF'],
    ['an empty part outside of the run', {}, { inlineExternalProperties: [{ guid: 'a', runGuid: 'b' }] }, 'proven'],
  ])('%s', (_, run, log, code) => {
    expect(of(run, log)).toBe(code);
  });

  test('no invocation at all is what most tools write; such a log never satisfies a required scan in any case', () => {
    expect(of({})).toBe('proven');
    expect(of({ invocations: [] })).toBe('proven');
  });
});
