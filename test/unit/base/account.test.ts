// A machine is never named as a person.
import { expect, test } from '@jest/globals';
import { accountText } from '../../../src/base/account.ts';

test.each([
  ['ines', '41003', 'ines (user 41003)'],
  ['dependabot[bot]', '49699333', 'dependabot[bot] (bot 49699333)'],
  ['botany', '7', 'botany (user 7)'],
  ['bot', '8', 'bot (user 8)'],
])('%s', (login, id, expected) => {
  expect(accountText(login, id)).toBe(expected);
});
