// What Trivy knows of a finding and how much of it is kept; suppressed ones are rated as open ones are.
import { describe, expect, test } from '@jest/globals';
import { read, recorded } from './raw-scans.ts';

function findingsOf(result: object) {
  const report = JSON.parse(new TextDecoder().decode(recorded('trivy', 'dependencies-findings').report));
  const Packages = [{ Name: 'a', Version: '1.5.0' }];
  const Results = [{ Target: 'package-lock.json', Class: 'lang-pkgs', Type: 'npm', Packages, ...result }];
  const raw = recorded('trivy', 'dependencies-findings', { report: JSON.stringify({ ...report, Results }) });
  const reading = read(raw);
  if (!reading.proven) throw new Error(`${reading.code}: ${reading.message}`);
  return reading.findings;
}

const nine = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const vulnerability = {
  VulnerabilityID: 'CVE-2026-1',
  VendorIDs: ['GHSA-aaaa-bbbb-cccc', 'RHSA-2026:1'],
  PkgName: 'a',
  PkgIdentifier: { PURL: 'pkg:npm/a@1.5.0' },
  InstalledVersion: '1.5.0',
  FixedVersion: '1.2.0, 1.6.0, 2.0.0',
  Status: 'fixed',
  PrimaryURL: 'https://avd.aquasec.com/nvd/cve-2026-1',
  Severity: 'MEDIUM',
  CVSS: { nvd: { V3Vector: nine, V3Score: 9.8 } },
};

describe('a vulnerability', () => {
  const whole = {
    rule: 'CVE-2026-1',
    aliases: ['GHSA-aaaa-bbbb-cccc'],
    severity: 'critical',
    package: 'a@1.5.0',
    fixed: '1.6.0',
    path: 'package-lock.json',
    purl: 'pkg:npm/a@1.5.0',
    cvss: nine,
    url: 'https://avd.aquasec.com/nvd/cve-2026-1',
    status: 'fixed',
  };

  test('keeps its ids, package URL, vector, address and status, and the fix above what is installed', () => {
    expect(findingsOf({ Vulnerabilities: [vulnerability] })).toMatchObject([{ ...whole, suppressed: false }]);
  });

  test('that is suppressed loses nothing, neither score nor fix', () => {
    const ExperimentalModifiedFindings = [
      { Type: 'vulnerability', Status: 'not_affected', Statement: 'no', Source: 'VEX', Finding: vulnerability },
    ];
    expect(findingsOf({ ExperimentalModifiedFindings })).toMatchObject([
      { ...whole, status: 'not_affected', suppressed: true },
    ]);
  });

  test.each([
    [{ V2Score: 10 }, 'high'],
    [{ V2Vector: 'AV:N/AC:L/Au:N/C:C/I:C/A:C' }, 'high'],
    [{ V2Score: 10, V3Score: 9 }, 'critical'],
    [{ V3Vector: nine }, 'critical'],
    [{ V40Vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N' }, 'high'],
    [{ V3Score: 3, V3Vector: 'no vector' }, 'medium'],
  ])('with the scores %j and the word MEDIUM is %s', (scores, severity) => {
    const CVSS = { nvd: scores };
    expect(findingsOf({ Vulnerabilities: [{ ...vulnerability, CVSS }] })).toMatchObject([{ severity }]);
  });

  test.each([
    ['1.6.0', '1.6.0'],
    ['2.0.0, 1.6.0', '1.6.0'],
    ['1.2.0', ''],
    ['', ''],
    [undefined, ''],
  ])('with the fixes %j has %j', (FixedVersion, fixed) => {
    expect(findingsOf({ Vulnerabilities: [{ ...vulnerability, FixedVersion }] })).toMatchObject([{ fixed }]);
  });

  test('of two architectures of one package is two', () => {
    const of = (PURL: string) => ({ ...vulnerability, PkgIdentifier: { PURL } });
    const found = findingsOf({ Vulnerabilities: [of('pkg:deb/a@1?arch=amd64'), of('pkg:deb/a@1?arch=arm64')] });
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    expect(findingsOf({ Vulnerabilities: [vulnerability, vulnerability] })).toHaveLength(1);
  });
});

test('checks at one line are told apart by their resource, and a resource that moves keeps its fingerprint', () => {
  const check = (Resource: string, StartLine: number) => ({
    ID: 'AVD-AWS-0086',
    Status: 'FAIL',
    Severity: 'HIGH',
    CauseMetadata: { Resource, StartLine },
  });
  const [a, b] = findingsOf({ Misconfigurations: [check('aws_s3_bucket.a', 3), check('aws_s3_bucket.b', 3)] });
  const [moved] = findingsOf({ Misconfigurations: [check('aws_s3_bucket.a', 40)] });
  expect(a).toMatchObject({ resource: 'aws_s3_bucket.a', line: 3 });
  expect(a?.fingerprint).not.toBe(b?.fingerprint);
  expect(moved?.fingerprint).toBe(a?.fingerprint);
});

test('suppressed checks, secrets and licenses keep their place', () => {
  const hidden = (Finding: object) => ({ Status: 'ignored', Finding });
  const ExperimentalModifiedFindings = [
    hidden({ ID: 'DS002', Status: 'FAIL', Severity: 'LOW', CauseMetadata: { StartLine: 4, Resource: 'r' } }),
    hidden({ RuleID: 'aws', Severity: 'HIGH', StartLine: 5, Match: 'AKIAHUNTER2' }),
    hidden({ Name: 'GPL-3.0', PkgName: 'p', FilePath: '/a', Severity: 'LOW' }),
  ];
  const found = findingsOf({ ExperimentalModifiedFindings });
  expect(found).toMatchObject([
    { rule: 'DS002', severity: 'low', line: 4, resource: 'r', status: 'ignored', suppressed: true },
    { rule: 'aws', severity: 'high', line: 5, suppressed: true },
    { rule: 'license:GPL-3.0', severity: 'low', package: 'p', path: '/a', suppressed: true },
  ]);
  expect(JSON.stringify(found)).not.toContain('HUNTER2');
});
