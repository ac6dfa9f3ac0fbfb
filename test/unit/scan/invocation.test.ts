// How the tools are run: offline, with the repository's own settings switched off, and never without what they need.
import { describe, expect, test } from '@jest/globals';
import { isFault } from '../../../src/base/fault.ts';
import { ScanKind, ScanTool } from '../../../src/model/finding.ts';
import { Digest } from '../../../src/model/ids.ts';
import { keptLog, parseVersion, toolInvocation, versionInvocation } from '../../../src/scan/invocation.ts';
import { namePlaces } from '../../../src/scan/running.ts';
import { codeOf as codeOfRun, recorded } from './raw-scans.ts';

const digest = Digest.parse(`sha256:${'6'.repeat(64)}`);
const bare = { target: '/src', report: '/work/report.json', work: '/work' };
const places = { ...bare, digest, rules: '/data/rules', database: '/data/db' };

function codeOf(act: () => unknown): unknown {
  try {
    act();
    return 'done';
  } catch (error) {
    return isFault(error) ? error.code : error;
  }
}

describe('toolInvocation', () => {
  test('exactly these pairs of tool and kind can be run', () => {
    const runnable = ScanTool.options.flatMap((tool) =>
      ScanKind.options
        .filter((kind) => codeOf(() => toolInvocation(kind, tool, places)) === 'done')
        .map((kind) => `${tool} ${kind}`),
    );
    expect(runnable.sort()).toEqual([
      'checkov infrastructure',
      'gitleaks secrets',
      'grype dependencies',
      'grype image',
      'osv-scanner dependencies',
      'semgrep source',
      'trivy dependencies',
      'trivy image',
      'trivy infrastructure',
    ]);
    expect(codeOf(() => toolInvocation('source', 'sarif', places))).toBe('INPUT_INVALID');
  });

  test.each([
    [
      'source',
      'semgrep',
      ['--disable-nosem', '--no-git-ignore', '--x-ignore-semgrepignore-files', '--metrics=off', '--oss-only'],
    ],
    ['dependencies', 'osv-scanner', ['--offline', '--no-ignore', '--config', '--all-packages']],
    ['infrastructure', 'checkov', ['--directory=/src', '--skip-download']],
    ['secrets', 'gitleaks', ['--redact=100', '--ignore-gitleaks-allow', '--gitleaks-ignore-path', 'trace']],
    [
      'image',
      'trivy',
      [
        '--offline-scan',
        '--skip-db-update',
        '--skip-java-db-update',
        '--ignorefile',
        '--list-all-pkgs',
        '--disable-telemetry',
      ],
    ],
    ['dependencies', 'trivy', ['--offline-scan', '--skip-db-update', '--ignorefile', '--list-all-pkgs']],
    ['infrastructure', 'trivy', ['--skip-check-update', '--ignorefile', '--disable-telemetry']],
    ['image', 'grype', ['-v', '-o', 'json', 'oci-dir:/src']],
    ['dependencies', 'grype', ['-v', '-o', 'json', 'dir:/src']],
  ] as const)('%s by %s is offline and deaf to the repository (threat A14)', (kind, tool, flags) => {
    const { args, environment, reportFrom } = toolInvocation(kind, tool, places);
    expect(args).toEqual(expect.arrayContaining([...flags]));
    expect(args).not.toContain('--exit-code=1');
    expect(args.includes('/work/report.json')).toBe(reportFrom === 'file');
    expect(environment.HOME).toBe('/work');
  });

  test('checkov gets its folder as one word, or it would read the .checkov.yml there', () => {
    const { args } = toolInvocation('infrastructure', 'checkov', bare);
    expect(args.filter((word) => word === '-d' || word === '--directory' || word === '/src')).toEqual([]);
  });

  test('semgrep is given each file of a folder of rules, and the run names them without the folder', () => {
    const several = { ...bare, rules: '/data/rules', ruleFiles: ['go.yml', 'python.yml'] };
    const { args } = toolInvocation('source', 'semgrep', several);
    expect(args.slice(0, 5)).toEqual(['scan', '--config', '/data/rules/go.yml', '--config', '/data/rules/python.yml']);
    const named = args.map((word) => namePlaces(word, several));
    expect(named.slice(0, 5)).toEqual(['scan', '--config', '<rules>/go.yml', '--config', '<rules>/python.yml']);
    const clean = recorded('semgrep', 'clean');
    const codeWith = (words: string[]) => codeOfRun({ ...clean, run: { ...clean.run, argv: ['semgrep', ...words] } });
    expect(codeWith(named)).toBe('proven');
    expect(codeWith(named.map((word) => word.replace('<rules>/go.yml', '<rules>/../go.yml')))).toBe('SCAN_NO_PROOF');
    expect(codeWith(named.map((word) => word.replace('<rules>/go.yml', 'go.yml')))).toBe('SCAN_NO_PROOF');
  });

  test('gitleaks takes its rules from us, or the built-in ones from us, never from the folder', () => {
    expect(toolInvocation('secrets', 'gitleaks', places).args).toEqual(
      expect.arrayContaining(['--config', '/data/rules']),
    );
    const built = toolInvocation('secrets', 'gitleaks', bare);
    expect(built.args).not.toContain('--config');
    expect(built.environment.GITLEAKS_CONFIG_TOML).toContain('useDefault = true');
  });

  test('of the log of gitleaks only lines are kept that cannot quote a secret; the others are kept whole', () => {
    const said = [
      '8:34AM TRC scanning path path=/src/a.js',
      '8:34AM DBG skipping finding: global fingerprint finding=REDACTED fingerprint=/src/a.js:key:2',
      '8:34AM INF scanned ~162 bytes (162 bytes) in 4.15ms',
      '\u001b[90m8:34AM\u001b[0m \u001b[1m\u001b[31mERR\u001b[0m\u001b[0m failed scan directory',
      '8:34AM WRN leaks found: 2',
    ];
    const quoting = [
      '8:34AM DBG segment found: original=[11,67] pos=[11,67]: "a2V5" -> "key" decoder=base64',
      '8:34AM TRC skipping finding: low entropy finding=key',
      'key',
    ];
    const log = Buffer.from([...said.slice(0, 2), ...quoting, ...said.slice(2), ''].join('\n'));
    const kept = Buffer.from(keptLog(toolInvocation('secrets', 'gitleaks', places), log)).toString();
    expect(kept).toBe(`${said.join('\n')}\n`);
    expect(keptLog(toolInvocation('source', 'semgrep', places), log)).toBe(log);
  });

  test('of what Trivy says to whoever looks for faults only what it could not read is kept', () => {
    const at = '2026-11-26T02:24:32Z';
    const said = [
      `${at}\tINFO\t[npm] Detecting vulnerabilities...`,
      `${at}\tDEBUG\tWalk error\tfile_path="sub/package-lock.json" err="parse error"`,
      `${at}\tDEBUG\t[analyzer] Analysis error\terr="unable to parse Pipfile.lock"`,
      'panic: runtime error',
    ];
    const quoting = [`${at}\tDEBUG\tCache dir\tdir="/root/.cache"`, `${at}\tDEBUG\tParsed\tx="Walk error"`];
    const log = Buffer.from([...said.slice(0, 2), ...quoting, ...said.slice(2), ''].join('\n'));
    const invocation = toolInvocation('dependencies', 'trivy', places);
    expect(invocation.args).toContain('--debug');
    expect(Buffer.from(keptLog(invocation, log)).toString()).toBe(`${said.join('\n')}\n`);
  });

  test('grype is offline by its environment, and its image is made sure of by the report', () => {
    const { environment, sbom } = toolInvocation('image', 'grype', places);
    expect(environment).toMatchObject({
      GRYPE_DB_AUTO_UPDATE: 'false',
      GRYPE_CHECK_FOR_APP_UPDATE: 'false',
      GRYPE_EXTERNAL_SOURCES_ENABLE: 'false',
      GRYPE_DB_CACHE_DIR: '/data/db',
    });
    expect(sbom).toEqual(['-o', 'cyclonedx-json', 'oci-dir:/src']);
    expect(codeOf(() => toolInvocation('image', 'grype', { ...places, digest: undefined }))).toBe('INPUT_INVALID');
  });

  test('an image is named by its digest, in the scan and in the SBOM run', () => {
    const { args, sbom } = toolInvocation('image', 'trivy', places);
    expect(args).toContain(`/src@${digest}`);
    expect(sbom).toEqual(expect.arrayContaining([`/src@${digest}`, 'cyclonedx', '--skip-db-update']));
    expect(sbom).not.toContain('--output');
    expect(codeOf(() => toolInvocation('image', 'trivy', { ...places, digest: undefined }))).toBe('INPUT_INVALID');
    expect(toolInvocation('dependencies', 'trivy', places).sbom).toBeUndefined();
  });

  test.each([
    ['source', 'semgrep', 'TOOL_MISSING'],
    ['dependencies', 'osv-scanner', 'TOOL_MISSING'],
    ['dependencies', 'trivy', 'TOOL_MISSING'],
    ['dependencies', 'grype', 'TOOL_MISSING'],
    ['infrastructure', 'trivy', 'done'],
    ['infrastructure', 'checkov', 'done'],
    ['secrets', 'gitleaks', 'done'],
  ] as const)('%s by %s without rules and database: %s', (kind, tool, code) => {
    expect(codeOf(() => toolInvocation(kind, tool, bare))).toBe(code);
  });

  test('the recorded runs of the real tools were started exactly so', () => {
    const names = {
      semgrep: 'findings',
      'osv-scanner': 'findings',
      checkov: 'findings',
      gitleaks: 'findings',
      trivy: 'image-findings',
      grype: 'image-findings',
    } as const;
    for (const tool of ScanTool.exclude(['sarif']).options) {
      const { run } = recorded(tool, names[tool]);
      const own = { target: '/t', report: '/work/report.json', work: '/work', rules: '/r', database: '/d', digest };
      const { args } = toolInvocation(run.kind, tool, own);
      const shape = (words: readonly string[]) =>
        words.map((word) => (/^-/.test(word) ? word.replace(/=\/.*/, '=') : '-')).join(' ');
      expect(`${tool} ${shape(run.argv.slice(1))}`).toBe(`${tool} ${shape(args)}`);
    }
  });
});

describe('versions', () => {
  test.each([
    ['semgrep', '1.182.0\n', '1.182.0'],
    ['trivy', 'Version: 0.74.0\nVulnerability DB:\n  Version: 2\n', '0.74.0'],
    ['osv-scanner', 'osv-scanner version: 2.6.0\nosv-scalibr version: 0.5.2\n', '2.6.0'],
    ['checkov', '\n3.3.0\n', '3.3.0'],
    ['gitleaks', '8.30.1', '8.30.1'],
    ['grype', 'grype 0.110.0\n', '0.110.0'],
  ] as const)('%s prints %j', (tool, stdout, version) => {
    expect(parseVersion(tool, stdout)).toBe(version);
    expect(versionInvocation(tool).args.join(' ')).toMatch(/version/);
  });

  test('no output is no version, and a format has none', () => {
    expect(codeOf(() => parseVersion('semgrep', ' \n'))).toBe('TOOL_FAILED');
    expect(codeOf(() => parseVersion('trivy', 'Version: \n'))).toBe('TOOL_FAILED');
    expect(codeOf(() => versionInvocation('sarif'))).toBe('INPUT_INVALID');
    expect(parseVersion('semgrep', 'x'.repeat(500))).toHaveLength(100);
  });
});
