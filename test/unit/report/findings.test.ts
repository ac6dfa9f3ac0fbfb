// What people read of findings: one row for what is the same, the worst first, and no stranger's word outside of its cell.
import { describe, expect, test } from '@jest/globals';
import { adviseOn, reportDenied, reportScan } from '../../../src/report/findings.ts';
import { findingRows } from '../../../src/report/rows.ts';
import { readLine } from '../gate/markdown-reading.ts';
import { hostileTexts } from '../main/hostile-texts.ts';
import { finding, ruleFinding } from './findings-builder.ts';

const advised = { service: 'clinic-api', now: 1_795_176_000 };
const all = 'runs/source-semgrep/report.json';

describe('rows', () => {
  test('stand by severity, then rule, then place, whatever the order of the report', () => {
    const findings = [
      ruleFinding({ severity: 'low', rule: 'c' }),
      ruleFinding({ rule: 'b', path: 'z.js' }),
      ruleFinding({ rule: 'b', path: 'a.js', package: 'other@1' }),
      ruleFinding({ rule: 'a', severity: 'critical' }),
      ruleFinding({ rule: 'a', severity: 'info', package: 'p@1' }),
    ];
    for (const given of [findings, findings.toReversed()]) {
      const rows = findingRows(given).map(({ finding: { severity, rule, path } }) => `${severity} ${rule} ${path}`);
      expect(rows).toEqual([
        'critical a src/patients.js',
        'high b z.js',
        'high b a.js',
        'low c src/patients.js',
        'info a src/patients.js',
      ]);
    }
  });

  test('of one rule and package are one, as bad as the worst, with every place', () => {
    const three = [ruleFinding({ severity: 'low', line: 1 }), ruleFinding({ line: 3 }), ruleFinding({ line: 2 })];
    const [row, ...others] = findingRows(three);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ count: 3, finding: { severity: 'high', line: 2 } });
    expect(row?.places).toEqual(['src/patients.js:2', 'src/patients.js:3', 'src/patients.js:1']);
    expect(reportScan({ findings: three, all }).lines.join('\n')).toContain('src/patients.js:2 and 2 more places');
  });

  test('of two tools, rules or packages are two', () => {
    const one = finding();
    for (const change of [{ tool: 'grype' }, { rule: 'CVE-2' }, { package: 'log4j@2.14.0' }])
      expect(findingRows([one, finding(change)])).toHaveLength(2);
  });
});

describe('the table', () => {
  test('has aligned columns, and none that nothing is in', () => {
    const { lines } = reportScan({ findings: [finding(), finding({ rule: 'CVE-2020-1', severity: 'low' })], all });
    expect(lines).toEqual([
      '  severity  rule            package       fixed in  place    title',
      '  critical  CVE-2021-44228  log4j@2.14.1  2.15.0    pom.xml  "Remote code execution in Log4j"',
      '  low       CVE-2020-1      log4j@2.14.1  2.15.0    pom.xml  "Remote code execution in Log4j"',
    ]);
    expect(reportScan({ findings: [ruleFinding()], all }).lines[0]).toBe(
      '  severity  rule                        place',
    );
  });

  test('names the tool where there are two', () => {
    expect(reportScan({ findings: [finding(), ruleFinding()], all }).lines[0]).toMatch(/^ {2}severity {2}tool {5}rule/);
  });

  test('has at most 50 rows, and says how many more there are and where all of them are', () => {
    const many = Array.from({ length: 60 }, (_, at) => ruleFinding({ rule: `rule-${at}` }));
    const { lines, markdown } = reportScan({ findings: many, all });
    expect(lines).toHaveLength(52);
    expect(lines.at(-1)).toBe(`  and 10 more rows; all 60 findings are in ${all}`);
    expect(markdown).toContain(`and 10 more rows; all 60 findings are in ${all}`);
    expect(reportScan({ findings: many.slice(0, 50), all }).lines).toHaveLength(51);
  });

  test('says that a suppressed finding counts', () => {
    expect(reportScan({ findings: [ruleFinding({ suppressed: true })], all }).lines.at(-1)).toContain('they count');
    expect(reportScan({ findings: [ruleFinding()], all }).lines).toHaveLength(2);
  });

  test('of nothing is nothing', () => {
    const nothing = { lines: [], markdown: '', annotations: [] };
    expect(reportScan({ findings: [], all })).toEqual(nothing);
    expect(reportDenied({ findings: [], all }, advised)).toEqual(nothing);
  });
});

describe('the words of strangers', () => {
  const texts = hostileTexts.map((text) => text.slice(0, 290).toWellFormed() || 'x');
  const shown = (text: string) =>
    reportDenied({ findings: [ruleFinding({ rule: text, title: text, path: text, resource: text })], all }, advised);

  test('stay on one line of the terminal, and none leaves a control character', () => {
    for (const text of texts) {
      const { lines } = shown(text);
      expect(lines.length).toBe(lines.join('\n').split('\n').length);
      expect(lines.filter((line) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\p{Variation_Selector}/u.test(line))).toEqual([]);
    }
  });

  test('stay inside of code in a summary, and inside of their cell', () => {
    for (const text of texts) {
      const lines = shown(text).markdown.split('\n');
      const table = lines.filter((line) => line.startsWith('|'));
      expect(table).toHaveLength(3);
      const cells = (line: string) => line.split(/(?<!\\)\|/).length;
      expect(new Set(table.map(cells)).size).toBe(1);
      const [before = ''] = lines.join('\n').split('```yaml');
      const outside = before
        .split('\n')
        .map((line) => readLine(line.replace(/^\|.*\|$/, (row) => row.replaceAll('\\|', 'x'))).outside);
      expect(outside.join('\n')).not.toMatch(/[<`[@]|www/i);
    }
  });

  test('cannot leave the block of the exception', () => {
    for (const text of [...texts, '```', '``````\n# x']) {
      const lines = shown(text).markdown.split('\n');
      expect(lines.filter((line) => /^\s*`{3,}/.test(line)).length % 2).toBe(0);
      expect(lines.filter((line) => /^\s*`{3,}/.test(line)).length).toBeLessThanOrEqual(2);
    }
  });
});

describe('what to do', () => {
  test.each([
    ['a fixed version is known', finding(), { do: 'raise', package: 'log4j@2.14.1', to: '2.15.0' }],
    ['no fixed version is known', finding({ fixed: '' }), { do: 'replace', package: 'log4j@2.14.1' }],
    ['a rule names a line', ruleFinding(), { do: 'change', place: 'src/patients.js:12' }],
    [
      'a rule names a resource alone',
      ruleFinding({ path: '', resource: 'bucket.a' }),
      { do: 'change', place: 'bucket.a' },
    ],
    [
      'a secret was found',
      ruleFinding({ kind: 'secrets', tool: 'gitleaks' }),
      { do: 'revoke', place: 'src/patients.js:12' },
    ],
  ])('where %s', (_name, one, remedy) => {
    expect(adviseOn([one], advised.now)[0]?.remedy).toEqual(remedy);
  });

  test('stands under the table, with where to paste the exception', () => {
    const { lines } = reportDenied({ findings: [finding()], all }, advised);
    expect(lines[0]).toBe('1 finding that denies:');
    expect(lines).toContain('  - CVE-2021-44228: raise log4j@2.14.1 to 2.15.0');
    expect(lines.join('\n')).toContain('under services.clinic-api in safeguard.yml');
    expect(lines.filter((line) => /^ {6}- id: {12}"EX-20261120-[0-9A-F]{8}"$/.test(line))).toHaveLength(1);
  });

  test('is said for 20 rows, and of more how many there are', () => {
    const many = Array.from({ length: 23 }, (_, at) => ruleFinding({ rule: `rule-${at}` }));
    const { lines } = reportDenied({ findings: many, all }, advised);
    expect(lines.filter((line) => line.startsWith('  - rule-'))).toHaveLength(20);
    expect(lines).toContain('  - and 3 more rows of the table');
  });
});

describe('marks in the job', () => {
  test('are ten, warnings of a scan and errors of a denial', () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      ruleFinding({ rule: `rule-${String(at).padStart(2, '0')}`, line: at + 1 }),
    );
    const scan = reportScan({ findings: many, all }).annotations;
    expect(scan).toHaveLength(10);
    expect(scan[0]).toMatchObject({ level: 'warning', title: 'rule-00', path: 'src/patients.js', line: 1 });
    expect(new Set(reportDenied({ findings: many, all }, advised).annotations.map(({ level }) => level))).toEqual(
      new Set(['error']),
    );
  });

  test.each([
    ['in an image', { kind: 'image', path: 'usr/lib/x' }],
    ['outside of the repository', { path: '/etc/passwd' }],
    ['below another root', { path: 'ROOT//a.js' }],
  ])('of a place %s name no file', (_name, change) => {
    expect(reportScan({ findings: [ruleFinding(change)], all }).annotations[0]?.path).toBe('');
  });
});
