// Calendar days in UTC as safeguard.yml writes them. Never a local time zone, never a day that does not exist.
import { toDay } from '../base/time.ts';

/** Seconds of a day; UTC in epoch seconds knows no other length. */
export const daySeconds = 86400;

/** Epoch seconds of 00:00 UTC of a `YYYY-MM-DD` day; NaN, which no comparison holds for, when the calendar has no such day. */
export function dayStart(day: string): number {
  const seconds = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / 1000 : Number.NaN;
  return seconds >= 0 && toDay(seconds) === day ? seconds : Number.NaN;
}
