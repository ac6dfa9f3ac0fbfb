// Retention: never less than six calendar years, never more than eleven, and no lock on a clock that is wrong.
import { describe, expect, test } from '@jest/globals';
import { fromIso, toIso } from '../../../src/base/time.ts';
import { lockProblem, lockUntil } from '../../../src/evidence/retention.ts';
import { noon } from './examples.ts';

const wish = { years: 6, marginDays: 30 };
const at = (time: number, change = {}) => lockUntil({ localTime: time, serverTime: time, ...wish, ...change });

/** Six calendar years later by the calendar alone, without the code under test: compares date parts as numbers. */
function calendar(seconds: number): number[] {
  const d = new Date(seconds * 1000);
  return [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds()];
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((part, i) => part !== b[i]);
  return index >= 0 && Number(a[index]) < Number(b[index]);
}

describe('lockUntil', () => {
  test('adds calendar years and the margin and rounds up to midnight', () => {
    expect(toIso(at(noon))).toBe('2032-11-01T00:00:00Z');
    expect(toIso(at(noon, { marginDays: 0 }))).toBe('2032-10-02T00:00:00Z');
    expect(toIso(at(fromIso('2026-10-01T00:00:00Z'), { marginDays: 0 }))).toBe('2032-10-01T00:00:00Z');
    expect(toIso(at(fromIso('2028-02-29T00:00:00Z'), { marginDays: 0 }))).toBe('2034-03-01T00:00:00Z');
  });

  test('starts from the later clock', () => {
    expect(lockUntil({ localTime: noon, serverTime: noon + 300, ...wish })).toBe(at(noon + 300));
    const night = fromIso('2026-10-01T23:58:00Z');
    expect(lockUntil({ localTime: night, serverTime: night + 200, ...wish })).toBe(at(night) + 86_400);
    expect(lockUntil({ localTime: night + 200, serverTime: night, ...wish })).toBe(at(night) + 86_400);
  });

  test('10,000 dates, each 29 February and both sides of a leap day among them: never under six calendar years, never over eleven', () => {
    const leap = [2024, 2028, 2032, 2096]
      .flatMap((y) => [`${y}-02-28`, `${y}-02-29`, `${y}-03-01`])
      .map((d) => fromIso(`${d}T23:59:59Z`));
    let seed = 20261121;
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    const dates = [
      ...leap,
      ...Array.from({ length: 10_000 - leap.length }, () => Math.floor(1_767_225_600 + random() * 3_000_000_000)),
    ];
    const short = dates.filter((time) => {
      const years = 6 + Math.floor(random() * 5);
      const marginDays = Math.floor(random() * 367);
      const from = calendar(time);
      const shift = (by: number) => [Number(from[0]) + by, ...from.slice(1)];
      const until = calendar(
        lockUntil({ localTime: time, serverTime: time - Math.floor(random() * 301), years, marginDays }),
      );
      return isBefore(until, shift(6)) || isBefore(until, shift(years)) || isBefore(shift(12), until);
    });
    expect(dates).toHaveLength(10_000);
    expect(short.map(toIso)).toEqual([]);
  });

  test('is capped at eleven years to the second', () => {
    expect(toIso(at(noon, { years: 10, marginDays: 366 }))).toBe('2037-10-01T12:00:00Z');
  });

  test.each([5, 11, 6.5, Number.NaN, 60])('%p years are refused', (years) => {
    expect(() => at(noon, { years })).toThrow(expect.objectContaining({ code: 'RETENTION_INVALID' }));
  });

  test.each([-1, 367, 0.5, 22_000])('a margin of %p days is refused', (marginDays) => {
    expect(() => at(noon, { marginDays })).toThrow(expect.objectContaining({ code: 'RETENTION_INVALID' }));
  });

  test.each([301, -301, 600, -600, 31_536_000, -31_536_000])('a skew of %p s is refused', (skew) => {
    expect(() => lockUntil({ localTime: noon + skew, serverTime: noon, ...wish })).toThrow(
      expect.objectContaining({ code: 'CLOCK_SKEW' }),
    );
  });
});

describe('lockProblem', () => {
  const good = { mode: 'COMPLIANCE', retainUntil: noon } as const;
  test('is empty for enough of a lock, and where the environment openly does without', () => {
    expect(lockProblem(good, noon, 'compliance')).toBe('');
    expect(lockProblem({ mode: '', retainUntil: 0 }, noon, 'none')).toBe('');
  });

  test('names a wrong mode and a short date', () => {
    expect(lockProblem({ ...good, mode: 'GOVERNANCE' }, noon, 'compliance')).toContain('GOVERNANCE');
    expect(lockProblem({ ...good, mode: '' }, noon, 'compliance')).toContain('mode none');
    expect(lockProblem(good, noon + 1, 'compliance')).toContain('2026-10-01T12:00:00Z');
  });
});
