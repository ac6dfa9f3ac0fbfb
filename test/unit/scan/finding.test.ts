// Findings in their one form: paths inside the target, printable text, stable fingerprints, severities, and their summary.
import { describe, expect, test } from '@jest/globals';
import { Finding, ScanSummary, Severity } from '../../../src/model/finding.ts';
import { makeFinding, proven, relativePath, unproven } from '../../../src/scan/finding.ts';
import { isAtLeast, severityOfScore, severityOfWord, worstSeverity } from '../../../src/scan/severity.ts';
import { summarizeScan } from '../../../src/scan/summarize.ts';
import { rawScan, read, recorded } from './raw-scans.ts';

const raw = rawScan({
  tool: 'semgrep',
  kind: 'source',
  report: '{}',
  argv: ['/opt/semgrep', '/w/src/', '--directory=/w'],
});

describe('paths', () => {
  test.each([
    ['src/a.ts', 'src/a.ts'],
    ['./a//b/./c', 'a/b/c'],
    ['/etc/passwd', 'etc/passwd'],
    ['../../etc/passwd', 'etc/passwd'],
    ['a/../../b', 'b'],
    ['C:\\work\\a.cs', 'work/a.cs'],
    ['file:///C:/work/a.cs', 'work/a.cs'],
    ['file://host/share/a', 'share/a'],
    ['file:/w/src/x', 'x'],
    ['/w/src/deep/x', 'deep/x'],
    ['/w/srcs/x', 'w/srcs/x'],
    ['/', ''],
    ['a\nb\u202ec', 'a b\\u{202e}c'],
    ['a:/b', 'b'],
    ['x/a:/b', 'x/a:/b'],
  ])('%j becomes %j', (path, expected) => {
    expect(relativePath(path, ['/w/src'])).toBe(expected);
  });

  test('the longest folder of the command line is taken off', () => {
    expect(makeFinding(raw, { rule: 'r', severity: 'low', title: '', path: '/w/src/a' }).path).toBe('a');
    expect(makeFinding(raw, { rule: 'r', severity: 'low', title: '', path: '/w/b' }).path).toBe('b');
  });
});

describe('makeFinding', () => {
  const draft = { rule: 'r', severity: 'low', title: 't', package: 'p@1', path: 'a', line: 3 } as const;

  test('the fingerprint depends on rule, package, path and line, and on nothing else', () => {
    const base = makeFinding(raw, draft).fingerprint;
    expect(base).toBe('e04271b6a21fc41adcea32c6fc698ca421eeb402f81e1d624471024f718640cb');
    for (const change of [{ rule: 's' }, { package: 'p@2' }, { path: 'b' }, { line: 4 }]) {
      expect(makeFinding(raw, { ...draft, ...change }).fingerprint).not.toBe(base);
    }
    for (const change of [{ title: 'u' }, { severity: 'high' as const }, { suppressed: true }, { fixed: '2' }]) {
      expect(makeFinding(raw, { ...draft, ...change }).fingerprint).toBe(base);
    }
  });

  test('hostile and overlong text is cut and made printable; half a surrogate pair cannot break the fingerprint', () => {
    const long = '\u{1F600}'.repeat(5000);
    const finding = makeFinding(raw, {
      rule: `\ud800${long}`,
      severity: 'info',
      title: `##[x]\u0000${long}`,
      package: long,
      fixed: long,
      path: `a/${long}`,
      line: Number.MAX_VALUE,
    });
    expect(Finding.parse(finding)).toEqual(finding);
    expect(finding.title.startsWith('##[x]\\u{0}')).toBe(true);
    expect(makeFinding(raw, { ...draft, line: -5.5 }).line).toBe(0);
    expect(makeFinding(raw, { ...draft, rule: '' }).rule).toBe('unnamed-rule');
  });

  test('a refusal is printable', () => {
    expect(unproven('SCAN_FAILED', 'a\u0007')).toEqual({ proven: false, code: 'SCAN_FAILED', message: 'a\\u{7}' });
  });
});

describe('severities', () => {
  test.each([
    [-1, undefined],
    [0, 'info'],
    [0.1, 'low'],
    [3.9, 'low'],
    [4, 'medium'],
    [6.9, 'medium'],
    [7, 'high'],
    [8.9, 'high'],
    [9, 'critical'],
    [10, 'critical'],
    [10.1, undefined],
    ['7.5', 'high'],
    ['', undefined],
    [' ', undefined],
    ['CVSS:3.1/AV:N', undefined],
    [Number.NaN, undefined],
    [null, undefined],
    [undefined, undefined],
  ])('score %p is %p', (score, severity) => {
    expect(severityOfScore(score)).toBe(severity);
  });

  test('words are read in any case, unknown ones say nothing, and nothing said is critical', () => {
    expect(severityOfWord('High')).toBe('high');
    expect(severityOfWord('MODERATE')).toBe('medium');
    expect(severityOfWord('UNKNOWN')).toBeUndefined();
    expect(severityOfWord('toString')).toBeUndefined();
    expect(severityOfWord(3)).toBeUndefined();
    expect(worstSeverity([])).toBe('critical');
    expect(worstSeverity([undefined])).toBe('critical');
    expect(worstSeverity([undefined, 'low', 'medium'])).toBe('medium');
  });

  test('isAtLeast orders the five', () => {
    const order = [...Severity.options].reverse();
    order.forEach((a, i) => {
      order.forEach((b, j) => {
        expect(isAtLeast(a, b)).toBe(i >= j);
      });
    });
  });
});

describe('summarizeScan', () => {
  const findings = (['low', 'critical', 'high', 'critical'] as const).map((severity, line) =>
    makeFinding(raw, { rule: `r${line % 2}`, severity, title: '', line, suppressed: line === 2 }),
  );

  test('counts everything, carries what reaches the threshold, and sorts worst first whatever the order', () => {
    const summary = summarizeScan(raw, proven(findings, { files: 3, packages: 0 }), 'high');
    expect(ScanSummary.parse(summary)).toEqual(summary);
    expect(summary).toMatchObject({
      proven: true,
      problem_code: '',
      suppressed: 1,
      looked_at_files: 3,
      counts: { critical: 2, high: 1, medium: 0, low: 1, info: 0 },
      threshold: 'high',
    });
    expect(summary.findings.map((f) => f.line)).toEqual([1, 3, 2]);
    expect(summarizeScan(raw, proven(findings.toReversed(), { files: 3, packages: 0 }), 'high')).toEqual(summary);
    expect(summarizeScan(raw, proven(findings, { files: 3, packages: 0 }), 'info').findings).toHaveLength(4);
  });

  test('sorting goes by rule, package and path before the line', () => {
    const drafts = [{ path: 'b' }, { path: 'a', line: 2 }, { path: 'a', line: 1 }, { rule: 'A' }, { package: 'p' }];
    const made = drafts.map((d) => makeFinding(raw, { rule: 'r', severity: 'high', title: '', ...d }));
    const { findings: sorted } = summarizeScan(raw, proven(made, { files: 1, packages: 0 }), 'low');
    expect(sorted.map((f) => `${f.rule}${f.package}${f.path}${f.line}`)).toEqual(['A0', 'ra1', 'ra2', 'rb0', 'rp0']);
  });

  test('an unproven run carries its code and no findings', () => {
    const broken = recorded('checkov', 'broken');
    const summary = summarizeScan({ ...broken, replay: true }, read(broken), 'low');
    expect(ScanSummary.parse(summary)).toEqual(summary);
    expect(summary).toMatchObject({
      proven: false,
      problem_code: 'SCAN_FAILED',
      replay: true,
      findings: [],
      suppressed: 0,
    });
  });
});
