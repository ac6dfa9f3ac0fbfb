// Text for people contains no invisible characters, and in a summary untrusted texts are code.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { fenceFor, inCode, printable, quoted, shortTicks, tableCell } from '../../../src/base/text.ts';

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

describe("a stranger's words in quotes", () => {
  const doubles = [
    '"',
    '\u00bb',
    '\u02ba',
    '\u02dd',
    '\u05f4',
    '\u1cd3',
    '\u201d',
    '\u201e',
    '\u2033',
    '\u3003',
    '\uff02',
    '\u{1f676}',
  ];
  const halves = [
    "'",
    '`',
    '\u00b4',
    '\u02bc',
    '\u02ca',
    '\u055a',
    '\u05f3',
    '\u07f4',
    '\u1fbd',
    '\u1ffd',
    '\u2019',
    '\u2032',
    '\ua78c',
    '\uff07',
  ];

  test('are not ended by whatever looks like a double quote', () => {
    for (const end of doubles) expect(quoted(`a${end}b`)).toMatch(/^"a\\u\{[0-9a-f]+\}b"$/);
    for (const end of halves) {
      expect(quoted(`O${end}Brien`)).toBe(`"O${end}Brien"`);
      for (const other of halves) expect(quoted(`a${end}${other}b`)).toMatch(/^"a.\\u\{[0-9a-f]+\}b"$/);
      // The half with the mark on it is spelled out, so that what is left is one half alone.
      expect(quoted(`a${end}\u0301${end}b`)).toMatch(/^"a\\u\{[0-9a-f]+\}\\u\{301\}.b"$/);
    }
  });

  test('hold no mark that stands alone, and keep the others', () => {
    expect(quoted('Cafe\u0301 Bo\u030bl')).toBe('"Cafe\u0301 Bo\u030bl"');
    expect(quoted('a \u030b\u030b. b')).toBe('"a \\u{30b}\\u{30b}. b"');
    expect(quoted('\u030bb')).toBe('"\\u{30b}b"');
  });

  test('are the same to the policies', () => {
    const policy = readFileSync(new URL('../../../policies/gate/rule.rego', import.meta.url), 'utf8');
    const classes = ['double_quotes', 'single_quotes'].map((name) => {
      const [, text = ''] = new RegExp(`${name} := \`([^\`]+)\``).exec(policy) ?? [];
      return text.replaceAll('\\x{', '\\u{');
    });
    const [double, single] = classes.map((text) => new RegExp(`^[${text}]$`, 'u'));
    for (let point = 0x20; point < 0x20000; point += 1) {
      const character = String.fromCodePoint(point);
      if (/[\p{C}\p{M}\p{Z}\p{L}\p{N}]/u.test(character) && !double?.test(character) && !single?.test(character))
        continue;
      const shown = [character, character.repeat(2)].map((text) => quoted(`a${text}b`) === `"a${text}b"`);
      const expected = double?.test(character) ? [false, false] : [true, !single?.test(character)];
      if (printable(character) === character) expect([point, ...shown]).toEqual([point, ...expected]);
    }
  });
});
