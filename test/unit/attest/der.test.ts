// One value, one encoding: everything else is refused.
import { describe, expect, test } from '@jest/globals';
import { readElement, readText } from '../../../src/attest/der.ts';
import { der } from './der-writer.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('an element', () => {
  test.each([0, 1, 127, 128, 255, 256, 65535])('with %i bytes is read whole', (length) => {
    const content = Buffer.alloc(length, 7);
    expect(readElement(der(0x0c, content), 0x0c)).toEqual(content);
    expect(readElement(der(0x0c, content), 0x0d)).toBeUndefined();
    expect(readElement(Buffer.concat([der(0x0c, content), bytes('00')]), 0x0c)).toBeUndefined();
    expect(readElement(der(0x0c, content).subarray(0, -1), 0x0c)).toBeUndefined();
  });

  test.each([
    ['nothing', ''],
    ['a tag alone', '0c'],
    ['a length in the long form that fits the short one', '0c 81 01 61'],
    ['a length of two bytes that fits one', '0c 82 00 01 61'],
    ['a length of three bytes', '0c 83 00 00 01 61'],
    ['an indefinite length', '0c 80 61 00 00'],
    ['a constructed form', '2c 03 0c 01 61'],
  ])('%s is refused', (_name, hex) => {
    expect(readElement(bytes(hex), 0x0c)).toBeUndefined();
  });

  test('of more than 65,535 bytes is refused', () => {
    expect(readElement(Buffer.concat([bytes('0c 83 01 00 00'), Buffer.alloc(65536)]), 0x0c)).toBeUndefined();
    expect(readElement(Buffer.concat([bytes('0c 82 00 00'), Buffer.alloc(65536)]), 0x0c)).toBeUndefined();
  });
});

describe('text', () => {
  test('is strict UTF-8, with nothing dropped', () => {
    expect(readText(bytes('0c 02 c3 a9'), 0x0c)).toBe('é');
    expect(readText(bytes('0c 04 ef bb bf 61'), 0x0c)).toBe('\ufeffa');
    expect(readText(bytes('0c 00'), 0x0c)).toBe('');
    expect(readText(bytes('0c 01 c3'), 0x0c)).toBeUndefined();
    expect(readText(bytes('0c 02 c0 80'), 0x0c)).toBeUndefined();
    expect(readText(bytes('0d 01 61'), 0x0c)).toBeUndefined();
  });
});
