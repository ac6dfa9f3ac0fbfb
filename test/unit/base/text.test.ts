// What people read holds nothing that they cannot see, and in a summary the words of strangers are code.
import { describe, expect, test } from '@jest/globals';
import { fenceFor, inCode, printable, shortTicks, tableCell } from '../../../src/base/text.ts';

describe('a printable line', () => {
  test.each([
    ['a control', '\u0007', '7'],
    ['a carriage return', '\r', 'd'],
    ['delete', '\u007f', '7f'],
    ['a C1 control', '\u009b', '9b'],
    ['a soft hyphen', '\u00ad', 'ad'],
    ['a bidi control', '\u202e', '202e'],
    ['a line separator', '\u2028', '2028'],
    ['a paragraph separator', '\u2029', '2029'],
    ['the Mongolian vowel separator', '\u180e', '180e'],
    ['a Hangul filler', '\u3164', '3164'],
    ['a leading Hangul filler', '\u115f', '115f'],
    ['a middle Hangul filler', '\u1160', '1160'],
    ['a half-width Hangul filler', '\uffa0', 'ffa0'],
    ['a grapheme joiner', '\u034f', '34f'],
    ['a variation selector', '\u{e0100}', 'e0100'],
    ['the first tag', '\u{e0000}', 'e0000'],
    ['the last tag', '\u{e007f}', 'e007f'],
    ['an interlinear anchor', '\ufff9', 'fff9'],
    ['private use', '\ue000', 'e000'],
    ['private use beyond', '\u{10fffd}', '10fffd'],
    ['half a character', '\ud83d', 'd83d'],
    ['a code point that is not assigned', '\u0378', '378'],
    ['a no-break blank', '\u00a0', 'a0'],
    ['an Ogham blank', '\u1680', '1680'],
    ['an em blank', '\u2003', '2003'],
    ['a narrow no-break blank', '\u202f', '202f'],
    ['a mathematical blank', '\u205f', '205f'],
    ['an ideographic blank', '\u3000', '3000'],
    ['the empty Braille pattern', '\u2800', '2800'],
    ['an object replacement', '\ufffc', 'fffc'],
    ['the null notehead', '\u{1d159}', '1d159'],
  ])('shows %s by its number', (_, character, hexadecimal) => {
    expect(printable(`a${character}b`)).toBe(`a\\u{${hexadecimal}}b`);
  });

  test.each(['Grüße, 薬 ☕ e\u0301 😀', '| ` <b> \\', 'a  b'])('leaves %j as it is', (text) => {
    expect(printable(text)).toBe(text);
  });

  test('has blanks for line breaks and tabs, and is cut between characters', () => {
    expect(printable('a\r\nb\nc\td')).toBe('a b c d');
    expect(printable('abcd', 4)).toBe('abcd');
    expect(printable('abcde', 4)).toBe('abc…');
    expect(printable('ab😀😀', 4)).toBe('ab…');
  });
});

describe('words in code', () => {
  test.each([
    ['', ''],
    ['CHG-1042', '`CHG-1042`'],
    ['a`b', '``a`b``'],
    ['`a', '`` `a ``'],
    ['a``', '``` a`` ```'],
    ['a|b\\', '`a|b\\`'],
    [`a${'`'.repeat(9)}b`, `${'`'.repeat(10)}a${'`'.repeat(9)}b${'`'.repeat(10)}`],
    [`a${'`'.repeat(10)}b`, '`a\\u{60}*10b`'],
    ['a\nb', '`a b`'],
  ])('%j are %j', (words, markdown) => {
    expect(inCode(words)).toBe(markdown);
  });

  test('are cut, and still closed', () => {
    expect(inCode('abcdef', 4)).toBe('`abc…`');
  });
});

test('a fence is longer than any run inside, and as long as asked for', () => {
  expect([fenceFor('a', 1), fenceFor('a', 3), fenceFor('` ``` ``', 3)]).toEqual(['`', '```', '````']);
  expect(shortTicks(`${'`'.repeat(9)} ${'`'.repeat(300)}`)).toBe(`${'`'.repeat(9)} \\u{60}*300`);
});

test('a cell has its bars escaped, and those after a backslash spelled out', () => {
  expect(tableCell('a|b||c')).toBe('a\\|b\\|\\|c');
  expect(tableCell('a\\|b')).toBe('a\\\\u{7c}b');
  expect(tableCell('plain')).toBe('plain');
});
