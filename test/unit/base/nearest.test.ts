// Which word was meant: near enough to be a slip of the hand, and never a guess.
import { expect, test } from '@jest/globals';
import { nearestWord } from '../../../src/base/nearest.ts';

const known = ['anchor', 'store', 'id', 'environment'];

test.each([
  ['anchr', 'anchor'],
  ['stroe', 'store'],
  ['enviroment', 'environment'],
  ['enviroments', 'environment'],
  ['ids', 'id'],
  ['anchor', 'anchor'],
])('%s is meant as %s', (word, meant) => expect(nearestWord(word, known)).toBe(meant));

test.each(['', 'x', 'colour', 'surroundings', 'a'.repeat(5000)])('%.20s is meant as nothing', (word) =>
  expect(nearestWord(word, known)).toBeUndefined(),
);

test('of no words none is near', () => expect(nearestWord('anchor', [])).toBeUndefined());
