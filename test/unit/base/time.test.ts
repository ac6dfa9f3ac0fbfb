// Times as people write them: only those that exist, and only with a zone.
import { expect, test } from '@jest/globals';
import { fromIso, toIso } from '../../../src/base/time.ts';

test.each(['2026-02-28T23:59:59Z', '2024-02-29T00:00:00Z', '2026-12-31T10:00:00Z'])('%s is that time', (text) => {
  expect(toIso(fromIso(text))).toBe(text);
});

test('a zone moves the time, not the day that is checked', () => {
  expect(toIso(fromIso('2026-03-01T00:30:00+02:00'))).toBe('2026-02-28T22:30:00Z');
});

test.each([
  '2026-02-30T00:00:00Z',
  '2025-02-29T10:00:00Z',
  '2026-04-31T23:59:59+02:00',
  '2026-13-01T00:00:00Z',
  '2026-02-28T25:00:00Z',
  '2026-02-28',
  '2026-02-28T10:00:00',
])('%s is no time', (text) => {
  expect(() => fromIso(text)).toThrow(expect.objectContaining({ code: 'TIME_INVALID' }));
});
