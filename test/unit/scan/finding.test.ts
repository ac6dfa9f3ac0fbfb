// Findings in their one form: paths inside the target, printable text, stable fingerprints, severities, and their summary.
import { describe, expect, test } from '@jest/globals';
import { Finding, ScanSummary, Severity } from '../../../src/model/finding.ts';
import { type FindingDraft, makeFinding, proven, relativePath, unproven } from '../../../src/scan/finding.ts';
import {
  isAtLeast,
  severityOfOldScore,
  severityOfScore,
  severityOfWord,
  worstSeverity,
} from '../../../src/scan/severity.ts';
import { summarizeScan } from '../../../src/scan/summarize.ts';
import { inHand, rawScan, read, recorded } from './raw-scans.ts';

const raw = inHand(
  rawScan({
    tool: 'semgrep',
    kind: 'source',
    report: '{}',
    argv: ['/opt/semgrep', '--config', '/w/src/rules', '/w/src/'],
  }),
);

describe('paths', () => {
  test.each([
    ['src/a.ts', 'src/a.ts'],
    ['./a//b/./c/', 'a/b/c'],
    ['/w/src/deep//x', 'deep/x'],
    ['/w/src', ''],
    ['/w/srcs/x', '/w/srcs/x'],
    ['/etc/passwd', '/etc/passwd'],
    ['/', '/'],
    ['../../etc/passwd', '../../etc/passwd'],
    ['a/../../b', 'a/../../b'],
    ['C:\\work\\a.cs', 'C:\\u{5c}work\\u{5c}a.cs'],
    ['C:/work/a.cs', 'C:/work/a.cs'],
    ['file:/w/src/x', 'file:/w/src/x'],
    ['a\nb\u202ec', 'a\\u{a}b\\u{202e}c'],
    ['a\tb\r\n', 'a\\u{9}b\\u{d}\\u{a}'],
    ['a\\u{a}b', 'a\\u{5c}u{a}b'],
    ['a\ud800', 'a\\u{d800}'],
  ])('%j becomes %j', (path, expected) => {
    expect(relativePath(path, '/w/src')).toBe(expected);
  });

  test('no two files share one, whatever they are called', () => {
    const other = [
      'test\\fixtures.env',
      'C:/test/fixtures.env',
      'c:\\test\\fixtures.env',
      'test/..\\test/fixtures.env',
    ];
    const more = [
      'a\\..\\test/fixtures.env',
      'file:/test/fixtures.env',
      'a/../test/fixtures.env',
      'test/fixtures.env ',
    ];
    const blank = [
      'a b',
      'a\tb',
      'a\nb',
      'a\r\nb',
      'a\\u{a}b',
      'a\\nb',
      'a\u00a0b',
      'a\ud800b',
      'a\udfffb',
      'a\ufffdb',
    ];
    const start = 'x/'.repeat(600);
    const long = [
      `${start}a`,
      `${start}b`,
      `${start}\ud800`,
      `${start}\udfff`,
      `${start}\\`,
      start.slice(0, 999),
      `${start.slice(0, 998)}…`,
    ];
    const escaped = ['\u202e'.repeat(900), '\u202e'.repeat(901), `${'\u202e'.repeat(900)}a`];
    const names = ['test/fixtures.env', ...other, ...more, ...blank, ...long, ...escaped];
    for (const folder of ['/w/src/', '']) {
      const paths = names.map((name) => relativePath(`${folder}${name}`, '/w/src'));
      expect(new Set(paths).size).toBe(names.length);
      expect(paths.every((path) => path.length <= 1000)).toBe(true);
      expect(relativePath(paths.at(-8) ?? '', '')).not.toBe(paths.at(-8));
    }
    expect(relativePath('/test/fixtures.env', '/w/src')).not.toBe('test/fixtures.env');
  });

  test('the scanned folder of the command line is taken off, and no other folder that stands there', () => {
    const path = (argv: string[], path: string) =>
      makeFinding({ ...raw, run: { ...raw.run, argv } }, { rule: 'r', severity: 'low', title: '', path }).path;
    expect(makeFinding(raw, { rule: 'r', severity: 'low', title: '', path: '/w/src/a' }).path).toBe('a');
    expect(makeFinding(raw, { rule: 'r', severity: 'low', title: '', path: '/w/src/rules/a' }).path).toBe('rules/a');
    expect(makeFinding(raw, { rule: 'r', severity: 'low', title: '', path: '/w/b' }).path).toBe('/w/b');
    expect(path(['checkov', '--directory=/w', '-o', 'json'], '/w/b')).toBe('b');
    expect(path(['gitleaks', 'detect', '--source', '/w/', '--report-path', '/r'], '/w/b')).toBe('b');
    expect(path(['osv-scanner', '/w/a', '/w/b'], '/w/a/x')).toBe('/w/a/x');
    expect(path(['osv-scanner', '/w/a', '/w/b'], '/w/b/x')).toBe('x');
    expect(path(['osv-scanner', '.'], 'x')).toBe('x');
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

  test('column, resource, purl and commit tell findings at one line apart', () => {
    const base = makeFinding(raw, draft);
    const changes = [{ column: 1 }, { column: 2 }, { resource: 'x' }, { purl: 'x' }, { commit: 'x' }];
    const prints = changes.map((change) => makeFinding(raw, { ...draft, ...change }).fingerprint);
    expect(new Set([base.fingerprint, ...prints]).size).toBe(6);
  });

  test('where the tool knows a finding by something that lasts, its fingerprint survives moved lines', () => {
    const of = (change: object) => makeFinding(raw, { ...draft, identity: 'bucket', ...change }).fingerprint;
    expect(of({ line: 400, column: 9 })).toBe(of({}));
    for (const change of [{ identity: 'other' }, { path: 'b' }, { rule: 's' }, { resource: 'x' }])
      expect(of(change)).not.toBe(of({}));
    expect(of({})).not.toBe(makeFinding(raw, { ...draft, line: 0 }).fingerprint);
  });

  test('no two findings of a reading share a fingerprint, and the first in the file keeps it', () => {
    const made = [9, 3, 3].map((line) => makeFinding(raw, { ...draft, package: '', identity: 'bucket', line }));
    const reading = proven(made, { files: 1, packages: 0 });
    const prints = reading.proven ? reading.findings.map(({ fingerprint }) => fingerprint) : [];
    expect(new Set(prints).size).toBe(3);
    expect(prints[1]).toBe(made[1]?.fingerprint);
    const alone = proven(made.slice(1, 2), { files: 1, packages: 0 });
    expect(alone).toMatchObject({ findings: [{ fingerprint: made[1]?.fingerprint }] });
  });

  test('what is kept besides is whole or not there', () => {
    const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
    const kept = {
      purl: 'pkg:npm/a@1',
      cvss: vector,
      url: 'https://osv.dev/X',
      status: 'fixed',
      commit: 'c'.repeat(40),
    };
    expect(makeFinding(raw, { ...draft, ...kept })).toMatchObject(kept);
    const long = 'x'.repeat(2000);
    const cut = makeFinding(raw, {
      ...draft,
      purl: long,
      cvss: long,
      url: `https://${long}`,
      commit: long,
      status: long,
    });
    expect([cut.purl, cut.cvss, cut.url, cut.commit, cut.status?.length]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      60,
    ]);
    for (const url of ['javascript:alert(1)', 'https://a b', 'file:///etc/passwd', 'https://a/"x'])
      expect(makeFinding(raw, { ...draft, url }).url).toBeUndefined();
    expect(Object.keys(makeFinding(raw, draft))).toHaveLength(11);
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
    ['9,8', 'critical'],
    ['7.0999999999999996', 'high'],
    ['1e1', undefined],
    ['9.8.1', undefined],
    [Number.NaN, undefined],
    [null, undefined],
    [undefined, undefined],
  ])('score %p is %p', (score, severity) => {
    expect(severityOfScore(score)).toBe(severity);
  });

  test.each([
    [10, 'high'],
    [7, 'high'],
    ['6.9', 'medium'],
    [4, 'medium'],
    [3.9, 'low'],
    [0, 'low'],
    [10.1, undefined],
    ['', undefined],
  ])('score %p of CVSS v2 is %p', (score, severity) => {
    expect(severityOfOldScore(score)).toBe(severity);
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

describe('issues', () => {
  const at = { rule: 'GHSA-1', severity: 'low', title: '', package: 'p@1', path: 'a' } as const;
  const merged = (...drafts: Partial<FindingDraft>[]) => {
    const reading = proven(
      drafts.map((change) => makeFinding(raw, { ...at, ...change })),
      { files: 1, packages: 1 },
    );
    return reading.proven ? reading.findings : [];
  };

  test('the same issue twice is one; another place, package or package URL is another', () => {
    expect(merged({}, {})).toHaveLength(1);
    expect(merged({}, { path: 'b' })).toHaveLength(2);
    expect(merged({}, { package: 'p@2' })).toHaveLength(2);
    expect(merged({ purl: 'pkg:deb/p@1?arch=amd64' }, { purl: 'pkg:deb/p@1?arch=arm64' })).toHaveLength(2);
    expect(merged({ package: '' }, { package: '' })).toHaveLength(2);
  });

  test('the worse severity, the later fix and every word survive; one that is open is not suppressed', () => {
    const one = { aliases: ['CVE-1'], title: 't', fixed: '1.2', suppressed: true };
    const two = {
      rule: 'GO-1',
      aliases: ['CVE-1'],
      severity: 'critical',
      fixed: '1.10',
      url: 'https://x.io/',
    } as const;
    const whole = { rule: 'GHSA-1', aliases: ['CVE-1', 'GO-1'], severity: 'critical', title: 't', fixed: '1.10' };
    for (const drafts of [
      [one, two],
      [two, one],
    ])
      expect(merged(...drafts)).toMatchObject([{ ...whole, url: 'https://x.io/', suppressed: false }]);
    expect(merged(one, { ...two, suppressed: true })).toMatchObject([{ suppressed: true }]);
  });

  test('thousands at one place stay quick to tell apart', () => {
    const many = Array.from({ length: 5000 }, (_, n) => ({ rule: `CVE-2026-${n}`, aliases: [`GHSA-${n >> 1}`] }));
    expect(merged(...many)).toHaveLength(2500);
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
