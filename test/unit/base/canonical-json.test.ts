// The way for plain data gives the library's bytes, and what is not plain gets the library's answer or its refusal.
import { describe, expect, test } from '@jest/globals';
import canonicalize from 'canonicalize';
import { canonicalBytes, canonicalText } from '../../../src/base/canonical-json.ts';

const nested = (depth: number): unknown => JSON.parse(`${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`);

class Temperature {
  b = 2;
  a = 1;
}

class Row extends Array<number> {
  toJSON() {
    return 'a row';
  }
}

describe('canonical text', () => {
  // RFC 8785 section 3.2.2 and 3.2.3.
  const numbers = '[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0]';
  const members =
    '{"\\u20ac":"Euro","\\r":"CR","\\ufb33":"Dalet","1":"One","\\ud83d\\ude00":"Smiley","\\u0080":"C","\\u00f6":"o"}';

  test.each([
    [numbers, '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]'],
    [
      members,
      '{"\\r":"CR","1":"One","\u0080":"C","\u00f6":"o","\u20ac":"Euro","\ud83d\ude00":"Smiley","\ufb33":"Dalet"}',
    ],
    [
      members.replace('"1"', '"x"'),
      '{"\\r":"CR","x":"One","\u0080":"C","\u00f6":"o","\u20ac":"Euro","\ud83d\ude00":"Smiley","\ufb33":"Dalet"}',
    ],
    [
      '{"b":[true,null,{"d":"\\u0007\\"\\\\/","c":[]}],"a":{}}',
      '{"a":{},"b":[true,null,{"c":[],"d":"\\u0007\\"\\\\/"}]}',
    ],
    ['{"9":1,"10":2,"-":3,"a":4}', '{"-":3,"10":2,"9":1,"a":4}'],
    ['{"a":"\\\\ud83d"}', '{"a":"\\\\ud83d"}'],
    ['"text"', '"text"'],
    ['null', 'null'],
    ['true', 'true'],
    ['-0', '0'],
  ])('of %s', (source, expected) => {
    expect(canonicalText(JSON.parse(source))).toBe(expected);
    expect(new TextDecoder().decode(canonicalBytes(JSON.parse(source)))).toBe(expected);
  });

  test.each<[string, unknown]>([
    ['a key that is no member', JSON.parse('{"b":1,"__proto__":{"c":2},"a":3}')],
    ['a member without a value', { b: undefined, a: 1 }],
    ['an item without a value', [undefined, 1]],
    ['a function', { b: () => 1, a: 1 }],
    ['a symbol', { b: Symbol('b'), a: [Symbol('c')] }],
    ['a date', { b: new Date(0), a: 1 }],
    ['an object that says its own JSON', { b: 1, a: { toJSON: () => ({ d: 1, c: 2 }) } }],
    ['an object of a class', new Temperature()],
    ['an object without a prototype', Object.assign(Object.create(null), { b: 1, a: 2 })],
    ['a list of a class', Row.of(3, 2)],
    ['a boxed text', [Object('text')]],
    ['127 levels', nested(63)],
    ['128 levels and more', nested(64)],
    ['5000 levels', nested(5000)],
  ])('of %s is the library’s', (_name, value) => {
    expect(canonicalText(value)).toBe(canonicalize(value));
  });

  test.each<[string, unknown]>([
    ['no number', { a: Number.NaN }],
    ['an infinite number', [Number.POSITIVE_INFINITY]],
    ['half a surrogate pair', { a: '\ud83d' }],
    ['half a surrogate pair as a key', { '\ude00': 1 }],
    ['a whole number beyond JSON', { a: 1n }],
    ['nothing', undefined],
  ])('is refused for %s', (_name, value) => {
    expect(() => canonicalText(value)).toThrow();
  });

  test('is refused for a value that holds itself', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = { circle };
    expect(() => canonicalText(circle)).toThrow();
  });
});

describe('values made by chance', () => {
  const words = [
    'a',
    'b',
    'aa',
    'B',
    '_',
    'é',
    'é',
    '\u20ac',
    '\ud83d\ude00',
    '\ufb33',
    '',
    ' ',
    '\n',
    '"',
    '\\',
    '\\ud800',
    '-1',
    '1',
    '10',
    '9',
  ];

  /** Park and Miller's generator: the same values in every run. */
  function chanceValue(seed: number): unknown {
    let state = seed;
    const next = (below: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const word = () => words[next(words.length)] ?? '';
    const make = (depth: number): unknown => {
      const kind = next(depth > 4 ? 5 : 8);
      if (kind === 0) return word() + word();
      if (kind === 1) return (next(2_000_001) - 1_000_000) / 10 ** next(30);
      if (kind === 2) return next(2) === 0;
      if (kind === 3) return null;
      if (kind === 4) return next(1_000_000) * 10 ** next(30);
      if (kind === 5) return Array.from({ length: next(5) }, () => make(depth + 1));
      return Object.fromEntries(Array.from({ length: next(8) }, () => [word() + word(), make(depth + 1)]));
    };
    return { value: [make(0), make(0), make(0)] };
  }

  test('come out as from the library', () => {
    for (let seed = 1; seed <= 3000; seed += 1) {
      const value = chanceValue(seed);
      expect(canonicalText(value)).toBe(canonicalize(value));
    }
  });
});
