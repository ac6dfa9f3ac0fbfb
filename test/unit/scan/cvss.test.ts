// CVSS base scores against the examples that FIRST published for each version, and vectors that are not whole, which score nothing.
import { describe, expect, test } from '@jest/globals';
import { scoreOfVector, severityOfAny, severityOfVector, worstVector } from '../../../src/scan/cvss.ts';

describe('published examples', () => {
  test.each([
    ['CVE-2002-0392', 'AV:N/AC:L/Au:N/C:N/I:N/A:C', 7.8],
    ['CVE-2003-0818', 'AV:N/AC:L/Au:N/C:C/I:C/A:C', 10],
    ['CVE-2003-0062', '(AV:L/AC:H/Au:N/C:C/I:C/A:C)', 6.2],
    ['CVE-2013-1937', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVE-2013-0375', 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
    ['CVE-2014-3566', 'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1],
    ['CVE-2012-1516', 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H', 9.9],
    ['CVE-2012-0384', 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 8.8],
    ['CVE-2015-1098', 'CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', 7.8],
    ['CVE-2014-0160', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5],
    ['CVE-2014-6271', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
    ['CVE-2008-1447', 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N', 6.8],
    ['CVE-2014-2005', 'CVSS:3.0/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 6.8],
    ['CVE-2010-0467', 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N', 5.8],
    ['CVE-2013-6014', 'CVSS:3.0/AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H', 9.3],
    ['CVE-2014-0224', 'CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N', 7.4],
    ['CVE-2012-5376', 'CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:H', 9.6],
    ['CVE-2022-41741', 'CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3],
    ['CVE-2020-3549', 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.7],
    ['CVE-2023-3089', 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N', 8.3],
    ['CVE-2014-0160 (4.0)', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', 8.7],
    ['CVE-2021-44228', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10],
  ])('%s', (_, vector, score) => {
    expect(scoreOfVector(vector)?.score).toBe(score);
  });
});

const whole = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

test('the order of metrics is free, and metrics beside the base never lower it', () => {
  expect(scoreOfVector('CVSS:3.1/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:N')?.score).toBe(9.8);
  expect(scoreOfVector(`${whole}/E:U/RL:O/RC:U/MAV:P/MC:N/MI:N/MA:N`)?.score).toBe(9.8);
  expect(scoreOfVector('AV:N/AC:L/Au:N/C:C/I:C/A:C/E:U/RL:OF/RC:UC/TD:N')?.score).toBe(10);
  const four = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
  expect(scoreOfVector(`${four}/E:U/MAV:P/CR:L`)?.score).toBe(9.3);
});

test.each([
  'CVSS:3.1/AV:N',
  'AV:N',
  '',
  'CVSS:3.1',
  'high',
  `${whole}/AV:P`,
  whole.replace('AV:N', 'AV:Q'),
  whole.replace('AV:N', 'AV:NETWORK'),
  whole.replace('AV:N', 'AV:__proto__'),
  whole.replace('3.1', '3.2'),
  whole.replace('CVSS:3.1', 'cvss:3.1'),
  `${whole}/${'X:1/'.repeat(200)}`,
  9.8,
  null,
])('%j is no whole vector', (vector) => {
  expect(scoreOfVector(vector)).toBeUndefined();
});

test('each version has its own scale: 10.0 of version 2 is high, 9.8 of version 3 is critical', () => {
  expect(severityOfVector('AV:N/AC:L/Au:N/C:C/I:C/A:C')).toBe('high');
  expect(severityOfVector('AV:L/AC:H/Au:M/C:N/I:N/A:N')).toBe('low');
  expect(severityOfVector(whole)).toBe('critical');
  expect(severityOfVector('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N')).toBe('info');
});

test.each([
  ['9.8', 'critical'],
  ['9,8', 'critical'],
  ['9.8/10', 'critical'],
  [7.0999999999999996, 'high'],
  ['High', 'high'],
  [whole, 'critical'],
  ['98', undefined],
  ['n/a', undefined],
  [{}, undefined],
])('a field that holds %j is %s', (value, severity) => {
  expect(severityOfAny(value)).toBe(severity);
});

test('the worst of several vectors is kept', () => {
  const mild = 'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N';
  expect(worstVector([mild, undefined, 'x', whole])).toBe(whole);
  expect(worstVector([mild])).toBe(mild);
  expect(worstVector(['x', 3])).toBeUndefined();
});
