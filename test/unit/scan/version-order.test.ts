// Versions in the order their ecosystems give them, and the nearest fix above what is installed.
import { expect, test } from '@jest/globals';
import { compareVersions, nearestFix } from '../../../src/scan/version-order.ts';

test.each([
  ['1.2.3', '1.2.10', false],
  ['1.9', '1.10', false],
  ['1.0', '1.0.1', false],
  ['v1.0.1', '1.1.0', false],
  ['1.0.0-rc.1', '1.0.0', true],
  ['1.0.0-foo', '1.0.0', true],
  ['1.0.0-alpha', '1.0.0-alpha.1', true],
  ['1.0.0-alpha.1', '1.0.0-beta', true],
  ['0.0.0-20210817142637-7d9622a276b7', '0.0.0-20220412211240-33da011f77ad', true],
  ['2.0.0rc1', '2.0.0', false],
  ['2.0.0.dev1', '2.0.0a1', false],
  ['2.0', '2.0.post1', false],
  ['1.0.2', '1.0.2k', false],
  ['1.0.2k', '1.0.2zd', false],
  ['1.2.3-r4', '1.2.3-r6', false],
  ['1.1.1n-0+deb11u3', '1.1.1n-0+deb11u4', false],
  ['2.31-13~deb11u1', '2.31-13', false],
  ['9:1.0', '10:0.1', false],
  ['1.99', '1!0.1', false],
  ['3.2.2-7.el9_5', '3.2.2-7.el9_6', false],
  ['2.14.0-SNAPSHOT', '2.14.0', false],
  ['99999999999999999998', '99999999999999999999', false],
])('%s comes before %s', (earlier, later, semver) => {
  expect(compareVersions(earlier, later, semver)).toBeLessThan(0);
  expect(compareVersions(later, earlier, semver)).toBeGreaterThan(0);
});

test.each([
  ['1.0', '1.0.0', false],
  ['v1.2', '1.2', false],
  ['5.3.1.RELEASE', '5.3.1', false],
  ['1.0.0+build.5', '1.0.0', true],
  ['01.2', '1.2', false],
])('%s and %s are one version', (one, two, semver) => {
  expect(compareVersions(one, two, semver)).toBe(0);
});

test('the nearest fix lies above the installed version, or is none', () => {
  expect(nearestFix('2.0.0', ['1.2.3', '2.0.1', '3.0.0'])).toBe('2.0.1');
  expect(nearestFix('1.2.0', ['3.0.0', '1.2.3'])).toBe('1.2.3');
  expect(nearestFix('3.0.0', ['1.2.3', '2.0.1'])).toBe('');
  expect(nearestFix('1.0', ['1.0.0'])).toBe('');
  expect(nearestFix('', ['1.2.3'])).toBe('');
  expect(nearestFix('1', [''])).toBe('');
});
