// What OSV records say of severity, ids and fixes, and what OSV-Scanner left out: the right reading beside the wrong one.
import { describe, expect, test } from '@jest/globals';
import { codeOf, rawScan, read, recorded } from './raw-scans.ts';

const nine = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const five = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N';

function reportOf(packages: readonly object[], path = '/src/package-lock.json') {
  return JSON.stringify({ results: [{ source: { path, type: 'lockfile' }, packages }] });
}

function scanOf(report: string, log = '', exitCode = 1) {
  const argv = ['/opt/tools/osv-scanner', '/src'];
  return rawScan({ tool: 'osv-scanner', kind: 'dependencies', report, log, exitCode, argv, version: '2.6.0' });
}

function findingsOf(raw: ReturnType<typeof rawScan>) {
  const reading = read(raw);
  if (!reading.proven) throw new Error(`${reading.code}: ${reading.message}`);
  return reading.findings;
}

/** The findings of one package at version 1.5.0. */
function found(vulnerabilities: object[], groups: object[] = [], about: object = {}) {
  const entry = { package: { name: 'a', version: '1.5.0', ecosystem: 'npm', ...about }, groups, vulnerabilities };
  return findingsOf(scanOf(reportOf([entry])));
}

describe('severity', () => {
  test.each<[string, object, unknown, string]>([
    ['a vector of 9.8 under the word MODERATE', { severity: [{ type: 'CVSS_V3', score: nine }] }, '', 'critical'],
    ['a medium vector alone', { severity: [{ type: 'CVSS_V3', score: five }], database_specific: null }, '', 'medium'],
    [
      'a vector of CVSS 4',
      { severity: [{ type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N' }] },
      '',
      'high',
    ],
    ['CVSS 2 has no critical', { severity: [{ type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:C/I:C/A:C' }] }, '', 'high'],
    [
      'a group score of CVSS 2 alone',
      { severity: [{ type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:C/I:C/A:C' }] },
      '10.0',
      'high',
    ],
    ['a group score of CVSS 3', { severity: [{ type: 'CVSS_V3', score: five }] }, '9.1', 'critical'],
    ['the word of a distribution', { severity: [{ type: 'Ubuntu', score: 'high' }] }, '', 'high'],
    ['a number of no known scale', { severity: [{ score: '1' }], database_specific: null }, '', 'critical'],
    ['nothing', { database_specific: null }, '', 'critical'],
  ])('%s', (_, vulnerability, max_severity, severity) => {
    const record = { id: 'X-1', database_specific: { severity: 'MODERATE' }, ...vulnerability };
    expect(found([record], [{ ids: ['X-1'], max_severity }])).toMatchObject([{ severity }]);
  });

  test('a group without its records is a finding all the same', () => {
    const groups = [
      { ids: ['GHSA-aaaa-bbbb-cccc', 'GO-2026-1'], aliases: ['CVE-2026-1'], max_severity: '7.5' },
      { ids: [] },
    ];
    expect(found([], groups)).toMatchObject([
      { rule: 'GHSA-aaaa-bbbb-cccc', aliases: ['CVE-2026-1', 'GO-2026-1'], severity: 'high', package: 'a@1.5.0' },
      { rule: 'unnamed-vulnerability', severity: 'critical' },
    ]);
    expect(found([{ id: 'GO-2026-1' }], groups.slice(0, 1))).toHaveLength(1);
  });

  test('the severity of an affected package counts for that package alone', () => {
    const about = (name: string) => ({
      package: { name, ecosystem: 'npm' },
      severity: [{ type: 'CVSS_V3', score: nine }],
    });
    const mild = { id: 'X-1', severity: [{ type: 'CVSS_V3', score: five }] };
    expect(found([{ ...mild, affected: [about('a')] }])).toMatchObject([{ severity: 'critical', cvss: nine }]);
    expect(found([{ ...mild, affected: [about('b')] }])).toMatchObject([{ severity: 'medium', cvss: five }]);
  });
});

describe('one issue under several ids', () => {
  const ghsa = { id: 'GHSA-aaaa-bbbb-cccc', aliases: ['CVE-2026-1'], database_specific: { severity: 'LOW' } };
  const go = { id: 'GO-2026-1', aliases: ['CVE-2026-1', 'GHSA-aaaa-bbbb-cccc'], severity: [{ score: nine }] };

  test('is one finding with the others as aliases and the worse severity', () => {
    for (const records of [
      [ghsa, go],
      [go, ghsa],
    ])
      expect(found(records)).toMatchObject([
        { rule: 'GHSA-aaaa-bbbb-cccc', aliases: ['CVE-2026-1', 'GO-2026-1'], severity: 'critical', cvss: nine },
      ]);
  });

  test('is found through a third record that names both, and through the group', () => {
    const pysec = { id: 'PYSEC-2026-1', aliases: ['OSV-2026-1'] };
    const both = { id: 'RUSTSEC-2026-1', aliases: ['OSV-2026-1', 'CVE-2026-1'] };
    expect(found([ghsa, pysec])).toHaveLength(2);
    expect(found([ghsa, pysec, both])).toMatchObject([
      { rule: 'GHSA-aaaa-bbbb-cccc', aliases: ['CVE-2026-1', 'OSV-2026-1', 'PYSEC-2026-1', 'RUSTSEC-2026-1'] },
    ]);
    const groups = [{ ids: ['GHSA-aaaa-bbbb-cccc', 'PYSEC-2026-1'], aliases: ['CVE-2026-1'] }];
    expect(found([ghsa, pysec], groups)).toHaveLength(1);
  });

  test('stays two in two packages or two files, and other ids stay apart', () => {
    const entry = (name: string) => ({ package: { name, version: '1', ecosystem: 'Go' }, vulnerabilities: [ghsa, go] });
    expect(findingsOf(scanOf(reportOf([entry('a'), entry('b')])))).toHaveLength(2);
    expect(found([ghsa, { id: 'GHSA-dddd-eeee-ffff', aliases: ['CVE-2026-2'] }])).toHaveLength(2);
  });

  test('the upstream id of a distribution counts only where it is part of its own id', () => {
    expect(found([{ id: 'DEBIAN-CVE-2026-7', upstream: ['CVE-2026-7'] }])).toMatchObject([{ aliases: ['CVE-2026-7'] }]);
    const [advisory] = found([{ id: 'USN-1-1', upstream: ['CVE-2026-7', 'CVE-2026-8'] }]);
    expect(advisory?.aliases).toBeUndefined();
  });

  test('ids of strangers are short, and at most sixteen', () => {
    const aliases = [
      '',
      'no id',
      `CVE-${'9'.repeat(80)}`,
      'CVE-1\u202e',
      ...Array.from({ length: 30 }, (_, n) => `CVE-2026-${n}`),
    ];
    const [finding] = found([{ id: 'X-1', aliases }]);
    expect(finding?.aliases).toHaveLength(16);
    expect(finding?.aliases?.every((alias) => /^CVE-2026-\d+$/.test(alias))).toBe(true);
  });
});

describe('the fix', () => {
  const range = (...events: object[]) => ({ type: 'SEMVER', events });
  const fixOf = (affected: object[], about: object = {}) => found([{ id: 'X-1', affected }], [], about)[0]?.fixed;
  const ours = { package: { name: 'a', ecosystem: 'npm' } };

  test.each<[string, object[], string]>([
    [
      'of the range that holds what is installed',
      [range({ introduced: '0' }, { fixed: '1.2.0' }), range({ introduced: '1.4.0' }, { fixed: '1.6.0' })],
      '1.6.0',
    ],
    [
      'of one range with several beginnings',
      [range({ introduced: '0' }, { fixed: '1.2.0' }, { introduced: '1.4.0' }, { fixed: '1.6.0' })],
      '1.6.0',
    ],
    ['none below what is installed', [range({ introduced: '0' }, { fixed: '1.2.0' })], ''],
    ['none of a range that begins later', [range({ introduced: '2.0.0' }, { fixed: '2.3.0' })], ''],
    [
      'none past the last affected version, when the next range begins later',
      [range({ introduced: '0' }, { last_affected: '1.9.0' }, { introduced: '2.0.0' }, { fixed: '2.3.0' })],
      '',
    ],
    ['no commit', [{ type: 'GIT', events: [{ introduced: '0' }, { fixed: 'f'.repeat(40) }] }], ''],
    ['none without events', [{ type: 'SEMVER' }], ''],
  ])('is %s', (_, ranges, fixed) => {
    expect(fixOf([{ ...ours, ranges }])).toBe(fixed);
  });

  test('is one of the same name, ecosystem and release', () => {
    const debian = (release: string, fixed: string) => ({
      package: { name: 'a', ecosystem: `Debian:${release}` },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
    });
    const affected = [debian('11', '2.0-1+deb11u1'), debian('12', '3.0-1')];
    expect(fixOf(affected, { ecosystem: 'Debian:12', version: '1.0-1' })).toBe('3.0-1');
    expect(fixOf(affected, { ecosystem: 'Debian:11', version: '1.0-1' })).toBe('2.0-1+deb11u1');
    expect(fixOf(affected, { ecosystem: 'Debian:13', version: '1.0-1' })).toBe('');
    const pypi = [
      { package: { name: 'A.B_c', ecosystem: 'PyPI' }, ranges: [range({ introduced: '0' }, { fixed: '2' })] },
    ];
    expect(fixOf(pypi, { name: 'a-b-c', ecosystem: 'PyPI' })).toBe('2');
    expect(fixOf(pypi, { name: 'a-b-c', ecosystem: 'npm' })).toBe('');
  });

  test('of a package known by its commit is none, and the commit is kept', () => {
    const commit = 'c'.repeat(40);
    const affected = [{ ...ours, ranges: [range({ introduced: '0' }, { fixed: '1.6.0' })] }];
    expect(found([{ id: 'X-1', affected }], [], { version: '', commit })).toMatchObject([
      { package: `a@${commit}`, commit, fixed: '', url: 'https://osv.dev/X-1' },
    ]);
  });
});

describe('what was left out', () => {
  const scanned = { package: { name: 'left-pad', version: '1.3.0', ecosystem: 'npm' } };
  const bare = (name: string, ecosystem: string) => ({ package: { name, version: '', ecosystem } });
  const filtered = (count: number, what = 'local/unscannable') =>
    `Filtered ${count} ${what} package/s from the scan.\n`;
  const of = (entries: object[], path: string, log = filtered(entries.length)) =>
    scanOf(reportOf([scanned, ...entries], path), log, 0);

  test.each([
    ['a workspace of npm', bare('@org/b', 'npm'), '/src/package-lock.json'],
    ['a workspace of pnpm', bare('b', 'npm'), '/src/web/pnpm-lock.yaml'],
    ['a local replace of Go', bare('../lib', 'Go'), '/src/go.mod'],
    ['a replace by an absolute path', bare('/opt/lib', 'Go'), '/src/go.mod'],
    ['a project reference of NuGet', bare('My.Project', 'NuGet'), '/src/packages.lock.json'],
    ['an editable member of uv', bare('my-lib', 'PyPI'), '/src/uv.lock'],
  ])('%s passes', (_, entry, path) => {
    expect(read(of([entry], path))).toMatchObject({ proven: true, findings: [], lookedAt: { packages: 1 } });
  });

  test.each([
    [
      'a requirement without a version',
      bare('flask', 'PyPI'),
      '/src/requirements.txt',
      'unpinned-requirement',
      'flask',
    ],
    ['a managed version of Maven', bare('org.x:y', 'Maven'), '/src/pom.xml', 'unpinned-requirement', 'org.x:y'],
    ['a name that only looks like a workspace', bare('b', 'npm'), '/src/bom.json', 'unpinned-requirement', 'b'],
    [
      'a module of Go without a version',
      bare('example.com/x', 'Go'),
      '/src/go.mod',
      'unpinned-requirement',
      'example.com/x',
    ],
    ['a path outside of go.mod', bare('../lib', 'Go'), '/src/bom.json', 'unpinned-requirement', '../lib'],
    [
      'a short commit',
      { package: { name: 'dep', version: '', ecosystem: 'npm', commit: 'bca26e4' } },
      '/src/bun.lock',
      'unknown-package',
      'dep@bca26e4',
    ],
    [
      'no ecosystem',
      { package: { name: 'toolchain', version: '1.24.4', ecosystem: '' } },
      '/src/osv-scanner.json',
      'unknown-package',
      'toolchain@1.24.4',
    ],
  ])('%s is a finding', (_, entry, path, rule, name) => {
    const raw = of([entry], path);
    expect(findingsOf(raw)).toMatchObject([
      { rule, severity: 'high', package: name, path: path.slice('/src/'.length), suppressed: false },
    ]);
  });

  test('a recorded run over a monorepo: workspaces and a local replace pass, three requirements without a version do not', () => {
    const raw = recorded('osv-scanner', 'workspaces');
    expect(new TextDecoder().decode(raw.log)).toContain('Filtered 6 local/unscannable package/s');
    expect(read(raw)).toMatchObject({ proven: true, lookedAt: { packages: 6 } });
    const found = findingsOf(raw).map((finding) => `${finding.rule} ${finding.package} in ${finding.path}`);
    expect(found.sort()).toEqual([
      'unpinned-requirement django in py/requirements.txt',
      'unpinned-requirement flask in py/requirements.txt',
      'unpinned-requirement org.x:y in mvn/pom.xml',
    ]);
    const more = new TextDecoder().decode(raw.log).replace('Filtered 6', 'Filtered 7');
    expect(codeOf(recorded('osv-scanner', 'workspaces', { log: more }))).toBe('SCAN_NO_PROOF');
  });

  test('what an image leaves to its host passes', () => {
    const log = filtered(1, 'non container relevant');
    expect(read(scanOf(reportOf([scanned]), log, 0))).toMatchObject({ proven: true, findings: [] });
  });

  test('more than the report names is no proof', () => {
    const workspace = bare('b', 'npm');
    const path = '/src/package-lock.json';
    expect(codeOf(of([workspace], path, filtered(2)))).toBe('SCAN_NO_PROOF');
    expect(codeOf(of([], path, filtered(1)))).toBe('SCAN_NO_PROOF');
    expect(codeOf(of([workspace], path, filtered(1, 'ignored')))).toBe('SCAN_NO_PROOF');
    expect(codeOf(of([workspace], path, filtered(1, 'some new kind of')))).toBe('SCAN_NO_PROOF');
    expect(codeOf(of([workspace], path, filtered(1) + filtered(1)))).toBe('SCAN_NO_PROOF');
  });

  test('packages of the repository alone are nothing that was scanned; unpinned ones alone are findings', () => {
    const alone = (entry: object, path: string) => scanOf(reportOf([entry], path), filtered(1), 0);
    expect(codeOf(alone(bare('b', 'npm'), '/src/package-lock.json'))).toBe('SCAN_NOTHING_SCANNED');
    expect(findingsOf(alone(bare('flask', 'PyPI'), '/src/requirements.txt'))).toHaveLength(1);
  });
});
