// The JSON reader against RFC 8259 and against JSON.parse itself. Every accepted text has a refused twin.
import { describe, expect, test } from '@jest/globals';
import { isFault } from '../../../src/base/fault.ts';
import { defaultJsonLimits, parseJsonBytes, textEndsEarly } from '../../../src/base/json-text.ts';

const small = { maxBytes: 1000, maxDepth: 4 };

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function outcome(bytes: Uint8Array | string, limits = small): unknown {
  try {
    return parseJsonBytes(typeof bytes === 'string' ? bytesOf(bytes) : bytes, limits);
  } catch (error) {
    return isFault(error) ? error.code : error;
  }
}

describe('accepted and refused texts', () => {
  test.each([
    ['{"a":[1,-2.5e3,true,false,null,"x\\u0041\\n"]}', { a: [1, -2500, true, false, null, 'xA\n'] }],
    [' [ ] ', []],
    ['{}', {}],
    ['0', 0],
    ['"\u{1F600}"', '\u{1F600}'],
    ['\uFEFF{"a":1}', { a: 1 }],
    ['{"a":{"a":1},"b":{"a":1}}', { a: { a: 1 }, b: { a: 1 } }],
  ])('%s is read', (text, value) => {
    expect(outcome(text)).toEqual(value);
  });

  test.each(['', ' ', '{', '[1', '[1,', '"abc', '{"a"', '{"a":', '{"a":1,'])(
    'the cut text %j is refused and says that it ends early',
    (text) => {
      const early = expect.objectContaining({ code: 'JSON_INVALID', cause: textEndsEarly });
      expect(() => parseJsonBytes(bytesOf(text))).toThrow(early);
    },
  );

  test.each([
    ['{"a":1}}', 7],
    ['[1]]', 3],
    ['[1,]', 3],
    ['{"a":1,}', 7],
    ['{,}', 1],
    ['{"a" 1}', 5],
    ['{1:2}', 1],
    ['{"a":1]', 6],
    ['[1}', 2],
    ['[1 2]', 3],
    ['{"a":}', 5],
    ['{"a","b"}', 4],
    ['[:]', 1],
    ['"a" "b"', 4],
    ['01', 0],
    ['1.]', 0],
    ['-x', 0],
    ['+1', 0],
    ['.5', 0],
    ['NaN', 0],
    ['nulll', 0],
    ['{"a":x}', 5],
    ["['a']", 1],
    ['["\t"]', 2],
    ['["\\x"]', 2],
    ['["\\u12g4"]', 2],
    ['"abc\\u00"', 4],
    ['[1]/**/', 3],
    ['{{}}', 1],
  ])('%s is refused with offset %i', (text, offset) => {
    expect(() => parseJsonBytes(bytesOf(text))).toThrow(
      expect.objectContaining({
        code: 'JSON_INVALID',
        message: expect.stringMatching(new RegExp(`offset ${offset}\\b`)),
      }),
    );
  });

  test('bytes that are not UTF-8 are refused, in and outside strings', () => {
    expect(outcome(Uint8Array.of(0x22, 0xff, 0x22))).toBe('JSON_INVALID');
    expect(outcome(Uint8Array.of(0xff, 0xfe, 0x5b, 0x00, 0x5d, 0x00))).toBe('JSON_INVALID');
    expect(outcome(Uint8Array.of(0x22, 0xc3, 0xa9, 0x22))).toBe('é');
  });

  test('the message quotes nothing of the text', () => {
    expect(() => parseJsonBytes(bytesOf('{"password":hunter2}'))).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/hunter2|password/) }),
    );
  });
});

describe('keys', () => {
  test.each(['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '[{"x":{"b":1,"c":2,"b":3}}]', '{"":1,"":2}'])(
    '%s repeats a key',
    (text) => {
      expect(outcome(text)).toBe('JSON_DUPLICATE_KEY');
    },
  );

  test('__proto__ is refused as a key, escaped or not, and allowed as a value', () => {
    expect(outcome('{"__proto__":{"x":1}}')).toBe('JSON_INVALID');
    expect(outcome('{"\\u005f_proto__":1}')).toBe('JSON_INVALID');
    expect(outcome('["__proto__"]')).toEqual(['__proto__']);
    expect(outcome('{"constructor":1}')).toEqual({ constructor: 1 });
  });
});

describe('limits', () => {
  test('one byte or one level over the limit is refused', () => {
    expect(outcome(`"${'a'.repeat(998)}"`)).toBe('a'.repeat(998));
    expect(outcome(`"${'a'.repeat(999)}"`)).toBe('JSON_TOO_LARGE');
    expect(outcome('[[[{}]]]')).toEqual([[[{}]]]);
    expect(outcome('[[[[{}]]]]')).toBe('JSON_TOO_DEEP');
    expect(outcome('['.repeat(5))).toBe('JSON_TOO_DEEP');
  });

  test('a million levels end in a fault, not in a stack overflow', () => {
    expect(outcome('['.repeat(1_000_000), defaultJsonLimits)).toBe('JSON_TOO_DEEP');
    const deep = `${'['.repeat(512)}${']'.repeat(512)}`;
    expect(outcome(deep, defaultJsonLimits)).toBeInstanceOf(Array);
    expect(outcome(`[${deep}]`, defaultJsonLimits)).toBe('JSON_TOO_DEEP');
  });

  test('the default limits are 64 MiB and 512 levels', () => {
    expect(defaultJsonLimits).toEqual({ maxBytes: 67_108_864, maxDepth: 512 });
  });
});

test('accepts exactly what JSON.parse accepts, for 40,000 mutated texts', () => {
  const seeds = ['{"a":[1,2,{"b":null}],"c":"x\\u0041\\n","d":-1.5e3,"e":true,"f":{},"g":[]}', '[]', '"a"', '[0]'];
  const alphabet = '{}[]",:0123-+.eE \\u/truefalsn\n\t\u0001ax';
  let state = 11;
  const next = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % limit;
  };
  const differing: string[] = [];
  for (let round = 0; round < 40_000; round += 1) {
    let text = seeds[next(seeds.length)] ?? '';
    for (let change = next(3); change >= 0; change -= 1) {
      const at = next(text.length + 1);
      const insert = next(3) > 0 ? alphabet.charAt(next(alphabet.length)) : '';
      text = text.slice(0, at) + insert + text.slice(at + next(2));
    }
    const result = outcome(text, defaultJsonLimits);
    if (result !== 'JSON_DUPLICATE_KEY' && accepts(text) !== (result !== 'JSON_INVALID')) differing.push(text);
  }
  expect(differing).toEqual([]);
});

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
