// A file system that takes only part of what it is given: everything is written all the same, or it is a failure.
import { describe, expect, test } from '@jest/globals';
import { writeWhole } from '../../../../src/platform/local/written.ts';

/** A file that takes at most `most` bytes at a time, and `room` in all. */
function shortFile(most: number, room: number) {
  const kept = new Map<number, number>();
  let end = 0;
  const write = async (bytes: Uint8Array, from: number, length: number, at: number | null) => {
    const start = at ?? end;
    const count = Math.min(most, length, room - kept.size);
    for (let index = 0; index < count; index += 1) kept.set(start + index, bytes[from + index] ?? 0);
    end = start + count;
    return { bytesWritten: count, buffer: bytes };
  };
  const text = () => Buffer.from([...kept].toSorted(([a], [b]) => a - b).map(([, byte]) => byte)).toString();
  return { file: Object({ write }), text };
}

describe('a short write', () => {
  test.each([null, 0, 5])('goes on where it ended, from %j', async (at) => {
    const { file, text } = shortFile(3, 100);
    await writeWhole(file, Buffer.from('a scanner, whole'), at);
    expect(text()).toBe('a scanner, whole');
  });

  test('on a full disk is a failure, and says how much was taken', async () => {
    await expect(writeWhole(shortFile(3, 7).file, Buffer.from('a scanner, whole'))).rejects.toThrow(
      'only 7 of 16 bytes were taken',
    );
  });
});
