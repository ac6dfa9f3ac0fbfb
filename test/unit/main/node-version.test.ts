// Which Node may run the program.
import { expect, test } from '@jest/globals';
import { isTooOld } from '../../../src/main/node-version.ts';

test.each([
  ['20.20.2', true],
  ['24.14.9', true],
  ['24.15.0', false],
  ['26.0.0', false],
])('%s: %s', (version, tooOld) => {
  expect(isTooOld(version)).toBe(tooOld);
});
