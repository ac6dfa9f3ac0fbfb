// Long paragraphs on a terminal: prose is broken between words, tables and lines of code are not.
import { expect, test } from '@jest/globals';
import { wrapLines } from '../../../src/base/wrap.ts';

test.each([
  ['a paragraph', 'one two three four', 'one two\nthree four'],
  ['a list', '- one two three four', '- one two\n  three\n  four'],
  ['an indented paragraph', '  one two three four', '  one two\n  three\n  four'],
  ['several lines', 'one two three\nfour', 'one two\nthree\nfour'],
  ['a word that is too long', 'one abcdefghijklm two', 'one\nabcdefghijklm\ntwo'],
  ['a label', '  expected: one', '  expected:\n  one'],
])('%s is wrapped', (_name, text, wrapped) => expect(wrapLines(text, 10)).toBe(wrapped));

test.each([
  ['what fits', 'one two 10'],
  ['a table', '  gate    Decide whether'],
  ['a table with bars', 'code | meaning of it'],
  ['JSON', '  "key": "one two three"'],
  ['a comment', '# one two three four'],
  ['a command', '  npm run demo -- safeguard audit deploy 1/2'],
  ['our own command', 'safeguard gate --replay abc --store dir:x'],
  ['a command of the runner', '::error title=x::one two'],
  ['a wide margin', '        one two three'],
  ['an empty line', ''],
])('%s stays whole', (_name, text) => expect(wrapLines(text, 10)).toBe(text));

test('our own words about a command are prose', () => {
  expect(wrapLines('safeguard gate: decides it', 16)).toBe('safeguard gate:\ndecides it');
});
