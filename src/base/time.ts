// Time as data: whole epoch seconds and their ISO form. Nothing here reads a clock.
import { Fault } from './fault.ts';

/** `YYYY-MM-DDTHH:MM:SSZ` of whole epoch seconds. Throws TIME_INVALID outside years 1970 to 9999. */
export function toIso(epochSeconds: number): string {
  if (!Number.isInteger(epochSeconds) || epochSeconds < 0 || epochSeconds > 253402300799) {
    throw new Fault('TIME_INVALID', `${epochSeconds} is not a time in whole epoch seconds`);
  }
  return new Date(epochSeconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** Epoch seconds of an ISO date-time with zone, fractions dropped. Throws TIME_INVALID for anything else. */
export function fromIso(text: string): number {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  const milliseconds = form.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds))
    throw new Fault('TIME_INVALID', `${JSON.stringify(text)} is not an ISO 8601 time with zone`);
  // A day that a month does not have would silently be one of the next month.
  const day = text.slice(0, 10);
  const real = new Date(Date.parse(`${day}T00:00:00Z`)).toISOString().slice(0, 10);
  if (real !== day) throw new Fault('TIME_INVALID', `the calendar has no ${day}`);
  return Math.floor(milliseconds / 1000);
}

/** The UTC calendar day, `YYYY-MM-DD`. */
export function toDay(epochSeconds: number): string {
  return toIso(epochSeconds).slice(0, 10);
}

/** The same UTC wall-clock time `years` calendar years later; 29 February becomes 1 March where the year has none. */
export function addYears(epochSeconds: number, years: number): number {
  const date = new Date(epochSeconds * 1000);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return Math.floor(date.getTime() / 1000);
}
