// What Trivy must show before its report counts, and what it says about things that it could not read or match: each refusal beside the
// same run that is allowed.
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { summarizeScan } from '../../../src/scan/summarize.ts';
import { codeOf, rawScan, read, recorded, type Sketch } from './raw-scans.ts';

const Report = z.record(z.string(), z.unknown());

function changed(name: string, change: (report: Record<string, unknown>) => unknown, changes: Partial<Sketch> = {}) {
  const report = Report.parse(JSON.parse(new TextDecoder().decode(recorded('trivy', name).report)));
  return recorded('trivy', name, { report: JSON.stringify(change(report)), ...changes });
}

const image = (Results: unknown, Metadata: object = {}, changes: Partial<Sketch> = {}) =>
  codeOf(changed('image-clean', (report) => ({ ...report, Metadata, Results }), changes));
const checks = (result: object) =>
  codeOf(changed('config-clean', (report) => ({ ...report, Results: [{ Target: 'main.tf', ...result }] })));

const Vulnerabilities = [{ VulnerabilityID: 'CVE-1', PkgName: 'a', Severity: 'HIGH' }];

describe('packages', () => {
  test.each<[string, unknown, string]>([
    ['packages', [{ Target: 'a', Packages: [{ Name: 'a', Version: '1' }] }], 'proven'],
    ['packages and a finding', [{ Target: 'a', Packages: [{ Name: 'a', Version: '1' }], Vulnerabilities }], 'proven'],
    [
      'only packages without a version',
      [{ Target: 'a', Packages: [{ Name: 'a' }, { Name: 'b', Version: '' }, {}] }],
      'SCAN_NOTHING_SCANNED',
    ],
    ['one of them with a version', [{ Target: 'a', Packages: [{ Name: 'a' }, { Name: 'b', Version: '1' }] }], 'proven'],
    ['a finding without packages', [{ Target: 'a', Vulnerabilities }], 'SCAN_NOTHING_SCANNED'],
    ['a finding and packages null', [{ Target: 'a', Packages: null, Vulnerabilities }], 'SCAN_NOTHING_SCANNED'],
    ['a secret without packages', [{ Target: 'a', Secrets: [{ RuleID: 'aws' }] }], 'SCAN_NOTHING_SCANNED'],
    ['a license without packages', [{ Target: 'a', Licenses: [{ Name: 'MIT' }] }], 'SCAN_NOTHING_SCANNED'],
    [
      'packages elsewhere, and a finding without them',
      [
        { Target: 'a', Packages: [{ Name: 'a', Version: '1' }] },
        { Target: 'b', Packages: [], Vulnerabilities },
      ],
      'SCAN_NO_PROOF',
    ],
  ])('%s', (_, results, code) => {
    expect(image(results)).toBe(code);
  });
});

describe('operating systems', () => {
  const os = { Target: 'alpine', Class: 'os-pkgs', Type: 'alpine', Packages: [{ Name: 'a', Version: '1' }] };
  const app = { Target: 'node', Class: 'lang-pkgs', Type: 'node-pkg', Packages: [{ Name: 'a', Version: '1' }] };

  test.each<[string, unknown, object, string]>([
    ['a supported one', [os], { Family: 'alpine', Name: '3.22' }, 'proven'],
    ['a supported one that says so', [os], { Family: 'alpine', Name: '3.22', EOSL: false }, 'proven'],
    ['one at its end of life', [os], { Family: 'debian', Name: '8.11', EOSL: true }, 'SCAN_NO_PROOF'],
    ['one without its packages', [app], { Family: 'alpine', Name: '3.22' }, 'SCAN_NO_PROOF'],
    ['one with an empty list', [app, { ...os, Packages: [] }], { Family: 'alpine', Name: '3.22' }, 'SCAN_NO_PROOF'],
    ['none', [app], { Family: 'none', Name: '' }, 'proven'],
  ])('%s', (_, results, system, code) => {
    expect(image(results, { OS: system })).toBe(code);
  });

  test('end of life refuses findings too: they are those of before', () => {
    const results = [{ ...os, Vulnerabilities }];
    expect(image(results, { OS: { Family: 'debian', Name: '8.11', EOSL: true } })).toBe('SCAN_NO_PROOF');
    expect(image(results, { OS: { Family: 'debian', Name: '13.1' } })).toBe('proven');
  });
});

describe('a summary of checks', () => {
  const fail = { ID: 'DS-1', Status: 'FAIL' };
  const pass = { ID: 'DS-2', Status: 'PASS' };
  const exception = { ID: 'DS-3', Status: 'EXCEPTION' };

  test.each<[string, object, string]>([
    ['all failures listed', { MisconfSummary: { Successes: 9, Failures: 1 }, Misconfigurations: [fail] }, 'proven'],
    [
      'a failure missing',
      { MisconfSummary: { Successes: 9, Failures: 2 }, Misconfigurations: [fail] },
      'SCAN_NO_PROOF',
    ],
    ['every failure missing', { MisconfSummary: { Successes: 9, Failures: 1 } }, 'SCAN_NO_PROOF'],
    ['more listed', { MisconfSummary: { Successes: 9, Failures: 0 }, Misconfigurations: [fail] }, 'SCAN_NO_PROOF'],
    ['passes listed', { MisconfSummary: { Successes: 1, Failures: 0 }, Misconfigurations: [pass] }, 'proven'],
    ['passes not listed', { MisconfSummary: { Successes: 7 } }, 'proven'],
    ['more passes listed', { MisconfSummary: { Successes: 0 }, Misconfigurations: [pass] }, 'SCAN_NO_PROOF'],
    ['an exception listed', { MisconfSummary: { Exceptions: 1 }, Misconfigurations: [exception] }, 'proven'],
    ['an exception missing', { MisconfSummary: { Successes: 1, Exceptions: 1 } }, 'SCAN_NO_PROOF'],
    ['a list without summary', { Misconfigurations: [fail] }, 'proven'],
  ])('%s', (_, result, code) => {
    expect(checks(result)).toBe(code);
  });
});

describe('the log', () => {
  const said = (...lines: string[]) => {
    const log = new TextDecoder().decode(recorded('trivy', 'image-clean').log);
    return codeOf(recorded('trivy', 'image-clean', { log: [log.trimEnd(), ...lines, ''].join('\n') }));
  };
  const line = (level: string, text: string) => `2026-11-21T08:33:41Z\t${level}\t${text}`;

  test.each([
    'This OS version is no longer supported by the distribution\tfamily="debian" version="8.11"',
    'The vulnerability detection may be insufficient because security updates are not provided',
    '[alpine] This OS version is not on the EOL list\tfamily="alpine" version="3.99"',
    'Unsupported os\tfamily="gentoo"',
    "No OS package is detected. Make sure you haven't deleted any files that contain information about the installed packages.",
    '[library] The library type is not supported for vulnerability scanning\ttype="x"',
    'Version matching error\terr="malformed version"',
    'Some OS packages were skipped due to mismatched PURL namespace',
    '[pom] Dependency version cannot be determined. Child dependencies will not be found.\tGA="a:b"',
    '[uv] Failed to parse uv lockfile\terr="x"',
    '[npm] Unable to resolve the version\tname="x"',
    '[helm scanner] Skipping chart\tfile_path="chart" err="x"',
    '[terraform parser] Variable values are odd',
    '[alpine] Mixing Alpine versions is unsupported\tos="3.20"',
    '[dpkg] Invalid version\tOS="debian" package="x"',
    '[rego] Module will be skipped as current version of Trivy is older than minimum trivy version required',
    'Something that no version of today says',
  ])('a warning counts against the run: %s', (text) => {
    expect(said(line('WARN', text))).toBe('SCAN_FAILED');
    expect(said(`2026-11-21T08:33:41Z\t\u001b[93mWARN\u001b[0m\t${text}`)).toBe('SCAN_FAILED');
    expect(said(`${line('WARN', text)}\r`)).toBe('SCAN_FAILED');
    expect(said(line('ERROR', text))).toBe('SCAN_FAILED');
    expect(said(line('DEBUG', text))).toBe('proven');
  });

  test.each([
    'Using severities from other vendors for some vulnerabilities. Read https://trivy.dev/x for details.',
    'No severity found in specified sources\tid="CVE-1"',
    '[npm] Unable to collect licenses\terr="x"',
    '[python] Unable to find python `site-packages` directory. License detection is skipped.\terr="x"',
    '[composer] Unable to parse composer.json to identify direct dependencies\tfile_path="a"',
    '[terraform parser] Variable values were not found in the environment or variable files. Evaluating may not work correctly.\tvariables="x"',
    '[cloudformation parser] Missing parameter values\tfile_path="a" parameters="x"',
    '[gobinary] Could not parse -ldflags found in build info\terr="x"',
    "'--skip-policy-update' is deprecated. Use '--skip-check-update' instead.",
  ])('one that leaves nothing out does not: %s', (text) => {
    expect(said(line('WARN', text))).toBe('proven');
    expect(said(line('FATAL', text))).toBe('SCAN_FAILED');
  });

  test.each([
    '[coreos] Vulnerability detection of CoreOS packages is currently not supported.',
    '[alma] Skipped detection of the packages because modular packages cannot be detected correctly due to a bug in AlmaLinux.',
    '[vex] Filtered out the detected vulnerability\tvulnerability-id="CVE-1"',
    'Some vulnerabilities have been ignored/suppressed. Use the "--show-suppressed" flag to display them.',
    'Loaded\tfile_path="trivy.yaml"',
  ])('nor is mere information believed to be harmless: %s', (text) => {
    expect(said(line('INFO', text))).toBe('SCAN_FAILED');
    expect(said(line('INFO', 'Detected OS\tfamily="alpine" version="3.22"'))).toBe('proven');
  });

  test.each([
    'Walk error\tfile_path="sub/package-lock.json" err="parse error: failed to parse sub/package-lock.json"',
    '[analyzer] Analysis error\terr="unable to parse Pipfile.lock"',
    '[analyzer] Permission error\tfile_path="go.mod"',
  ])('what it says of a file only to whoever looks for faults counts too: %s', (text) => {
    expect(said(line('DEBUG', text))).toBe('SCAN_FAILED');
    expect(said(line('DEBUG', `Analyzing\tabout="${text.split('\t')[0]}"`))).toBe('proven');
  });

  test('harmless words later in a line do not excuse it, and a line of another form does not hide', () => {
    const words = 'Falling back to embedded checks';
    expect(said(line('ERROR', `[misconfig] ${words}\terr="no cache"`))).toBe('proven');
    expect(said(line('ERROR', `[npm] failed to parse x\tERROR\t[misconfig] ${words}`))).toBe('SCAN_FAILED');
    expect(said(line('WARN', `[npm] failed: ${words}`))).toBe('SCAN_FAILED');
    expect(said('WARN Unsupported os')).toBe('SCAN_FAILED');
    expect(said('panic: runtime error')).toBe('SCAN_FAILED');
    expect(said('  - a continuation of the line before')).toBe('proven');
  });

  test('what a comment hid is found whatever its folder is called, or the run does not count', () => {
    const hidden = (range: string) =>
      recorded('trivy', 'config-clean', {
        log: line('INFO', `[terraform executor] Ignore finding\trule="aws-1" range=${range}`),
      });
    const findings = (range: string) => {
      const reading = read(hidden(range));
      return reading.proven
        ? reading.findings.map(({ rule, path, line: at }) => `${rule} ${path} ${at}`)
        : reading.code;
    };
    expect(findings('"main.tf:3-7"')).toEqual(['aws-1 main.tf 3']);
    expect(findings('"a\\"b/main.tf:3-7"')).toEqual(['aws-1 a"b/main.tf 3']);
    expect(findings('"a b=c rule=\\"x\\"/main.tf:3-7"')).toEqual(['aws-1 a b=c rule="x"/main.tf 3']);
    expect(findings('"x\\ny:z/main.tf:5"')).toEqual(['aws-1 x\\u{a}y:z/main.tf 5']);
    expect(findings('"open')).toBe('SCAN_NO_PROOF');
  });
});

describe('the Java database', () => {
  const jar = [{ Target: 'Java', Class: 'lang-pkgs', Type: 'jar', Packages: [{ Name: 'a', Version: '1' }] }];
  const javaDatabaseAt = 1_794_900_000;

  test('is needed for JAR files and for nothing else', () => {
    expect(image(jar)).toBe('SCAN_NO_PROOF');
    expect(image(jar, {}, { javaDatabaseAt })).toBe('proven');
    expect(image([{ ...jar[0], Type: 'node-pkg' }])).toBe('proven');
  });

  test('an image that Trivy gave up on for want of it is told so', () => {
    const log = '2026-11-21T08:33:41Z\tERROR\t[javadb] The first run cannot skip downloading Java DB\n';
    const reading = read(recorded('trivy', 'image-clean', { exitCode: 1, log }));
    expect(reading).toMatchObject({ proven: false, code: 'SCAN_NO_PROOF' });
    expect(reading.proven ? '' : reading.message).toContain('trivy.database.java');
    expect(codeOf(recorded('trivy', 'image-clean', { exitCode: 1 }))).toBe('SCAN_EXIT_CODE');
  });

  test('the gate is given the age of the older database', () => {
    const aged = (database: number | null, java?: number) => {
      const raw = rawScan({ tool: 'trivy', kind: 'image', report: '{}' });
      const run = { ...raw.run, database_at: database, ...(java === undefined ? {} : { java_database_at: java }) };
      return summarizeScan({ ...raw, run }, { proven: false, code: 'SCAN_EMPTY', message: '' }, 'high').database_at;
    };
    expect([aged(20), aged(20, 10), aged(10, 20), aged(null), aged(null, 10)]).toEqual([20, 10, 10, null, null]);
  });
});
