// The recorded command line: what our own invocations use and what is harmless passes, everything that could hide something is refused.
import { describe, expect, test } from '@jest/globals';
import type { ScanTool } from '../../../src/model/finding.ts';
import { codeOf, read, recorded } from './raw-scans.ts';

const names = {
  semgrep: 'clean',
  'osv-scanner': 'clean',
  checkov: 'clean',
  gitleaks: 'clean',
  trivy: 'image-clean',
  grype: 'image-clean',
} as const;
type Tool = keyof typeof names;

const withWords = (tool: Tool, words: readonly string[], name: string = names[tool]) => {
  const { argv } = recorded(tool, name).run;
  return recorded(tool, name, { argv: [...argv.slice(0, 2), ...words, ...argv.slice(2)] });
};

describe.each<[Tool, string[]]>([
  [
    'trivy',
    [
      '--severity HIGH',
      '--severity=HIGH,CRITICAL',
      '-s HIGH',
      '-sHIGH',
      '--ignore-unfixed',
      '--ignore-unfixed=true',
      '--ignore-status will_not_fix',
      '--skip-dirs /usr',
      '--skip-files=/app/package-lock.json',
      '--ignorefile .trivyignore',
      '--ignorefile=/src/.trivyignore',
      '--ignore-policy p.rego',
      '--vex repo',
      '--vex=/tmp/vex.json',
      '--config trivy.yaml',
      '-c /tmp/trivy.yaml',
      '--pkg-types os',
      '--pkg-types=library',
      '--vuln-type os',
      '--scanners secret',
      '--scanners=license,misconfig',
      '--list-all-pkgs=false',
      '--quiet',
      '-q',
      '--distro alpine/3.22',
      '--pkg-relationships direct',
      '--severities=LOW',
      '--',
      'TRIVY_SEVERITY=HIGH',
    ],
  ],
  [
    'semgrep',
    [
      '--severity ERROR',
      '--exclude tests',
      '--exclude=*.js',
      '--include *.py',
      '--exclude-rule a.b',
      '--exclude-rule=a.b',
      '--max-target-bytes 1000',
      '--max-target-bytes=1MB',
      '--baseline-commit HEAD~1',
      '--config p/ci',
      '--config=auto',
      '--config .semgrep.yml',
      '--enable-nosem',
      '--exclude-minified-files',
      '--quiet',
      '-q',
      '--autofix',
      'SEMGREP_RULES=p/ci',
    ],
  ],
  [
    'checkov',
    [
      '--check CKV_1',
      '-c CKV_1',
      '--skip-check CKV_1',
      '--skip-check=CKV_1',
      '--skip-path vendor',
      '--skip-framework terraform',
      '--framework terraform',
      '--framework=dockerfile',
      '--baseline .checkov.baseline',
      '--config-file=.checkov.yml',
      '--soft-fail',
      '-s',
      '--hard-fail-on HIGH',
      '--external-checks-dir x',
      '--directory /src',
      '-d /src',
      '--file main.tf',
      '--no-fail-on-crash',
      '--quiet',
      'CKV_SKIP=1',
    ],
  ],
  [
    'gitleaks',
    [
      '--baseline-path base.json',
      '--baseline-path=base.json',
      '-b base.json',
      '--max-target-megabytes 1',
      '--max-target-megabytes=1',
      '--enable-rule aws',
      '--log-opts=-1',
      '--max-decode-depth 0',
      '--config .gitleaks.toml',
      '--exit-code 0',
      '--exit-code=0',
      '--log-level error',
      '-l=fatal',
      '--timeout 1',
      'GITLEAKS_CONFIG=/tmp/x',
    ],
  ],
  [
    'osv-scanner',
    [
      '--config osv-scanner.toml',
      '--config=/src/osv-scanner.toml',
      '--lockfile package-lock.json',
      '-L package-lock.json',
      '--call-analysis=go',
      '--experimental-exclude vendor',
      '--min-severity 7',
      '--verbosity error',
      '--licenses=MIT',
      'OSV_SCANNER_CONFIG=x',
    ],
  ],
  [
    'grype',
    [
      '--fail-on high',
      '-f high',
      '--only-fixed',
      '--only-fixed=true',
      '--only-notfixed',
      '--ignore-states wont-fix',
      '--ignore-states=fixed',
      '--exclude ./vendor/**',
      '--exclude=**/*.json',
      '--vex vex.json',
      '--vex=/tmp/vex.json',
      '--config .grype.yaml',
      '-c /tmp/grype.yaml',
      '--distro alpine:3.20',
      '--platform linux/arm64',
      '--profile lax',
      '--from registry',
      '--quiet',
      '-q',
      'GRYPE_EXCLUDE=x',
    ],
  ],
])('%s', (tool, refused) => {
  test.each(refused)('refuses %s, and names it', (words) => {
    const reading = read(withWords(tool, words.split(' ')));
    expect(reading).toMatchObject({ proven: false, code: 'SCAN_NO_PROOF' });
    expect(reading.proven ? '' : reading.message).toContain(words.split(/[ =]/)[0]);
  });

  test('allows its own command line, also with values after equals signs, and refuses settings before the program', () => {
    const { argv } = recorded(tool, names[tool]).run;
    expect(codeOf(recorded(tool, names[tool]))).toBe('proven');
    const pairs = argv
      .join('\n')
      .replace(/^(--(?:format|output|output-file|report-path|report-format|cache-dir|config))\n/gm, '$1=');
    expect(codeOf(recorded(tool, names[tool], { argv: pairs.split('\n') }))).toBe('proven');
    expect(
      codeOf(recorded(tool, names[tool], { argv: [`${tool.toUpperCase().replace('-', '_')}_X=1`, ...argv] })),
    ).toBe('SCAN_NO_PROOF');
    expect(codeOf(recorded(tool, names[tool], { argv: ['/usr/bin/env', ...argv] }))).toBe('SCAN_NO_PROOF');
  });
});

test.each<[Tool, string[]]>([
  ['trivy', ['--timeout', '10m', '--include-dev-deps', '--scanners=vuln,secret']],
  ['semgrep', ['--jobs=2', '--time', '--timeout', '30']],
  ['checkov', ['--framework', 'all']],
  ['gitleaks', ['--follow-symlinks', '--redact']],
  ['osv-scanner', ['--offline-vulnerabilities', '--verbosity=info']],
  ['grype', ['--show-suppressed', '--by-cve']],
])('%s may be told to do more, or the same more slowly', (tool, words) => {
  expect(codeOf(withWords(tool, words))).toBe('proven');
});

test('an option cannot be passed off as the value of another, nor a second target as a subcommand', () => {
  expect(codeOf(withWords('trivy', ['--format', '--severity', 'HIGH']))).toBe('SCAN_NO_PROOF');
  expect(codeOf(withWords('trivy', ['fs', 'other'], 'dependencies-findings'))).toBe('SCAN_NO_PROOF');
  expect(codeOf(withWords('gitleaks', ['/tmp/other']))).toBe('SCAN_NO_PROOF');
  expect(codeOf(withWords('grype', ['dir:/tmp/other']))).toBe('SCAN_NO_PROOF');
});

test.each<[Tool, string]>([
  ['semgrep', '--config'],
  ['gitleaks', '--config'],
])('%s does not take its rules from what it scans', (tool, option) => {
  const { argv } = recorded(tool, names[tool]).run;
  const target = argv.at(-1) ?? '';
  const of = (words: string[]) =>
    codeOf(recorded(tool, names[tool], { argv: [...argv.slice(0, 2), ...words, target] }));
  expect(of([option, `${target}/rules.yml`])).toBe('SCAN_NO_PROOF');
  expect(of([`${option}=${target}/rules.yml`])).toBe('SCAN_NO_PROOF');
  expect(of([option, `${target}-rules.yml`])).toBe('proven');
  expect(of([option, '<rules>'])).toBe('proven');
});

test('the scanners that Trivy is given must be those of the kind', () => {
  const config: ScanTool = 'trivy';
  const of = (words: string[]) => {
    const { argv } = recorded(config, 'config-clean').run;
    return codeOf(recorded(config, 'config-clean', { argv: [argv[0] ?? '', ...words, ...argv.slice(2)] }));
  };
  expect(of(['config'])).toBe('proven');
  expect(of(['filesystem', '--scanners', 'misconfig'])).toBe('proven');
  expect(of(['filesystem', '--scanners', 'vuln'])).toBe('SCAN_NO_PROOF');
});
