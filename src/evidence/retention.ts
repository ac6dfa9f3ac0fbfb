// How long evidence is locked: six calendar years or more (45 CFR 164.316(b)(2)(i)), and never so long that a mistake is for ever.
import { Fault } from '../base/fault.ts';
import { addYears, toIso } from '../base/time.ts';
import { EpochSeconds } from '../model/ids.ts';
import type { PutResult } from '../model/ports.ts';

const skewLimit = 300;
const day = 86_400;
const longestYears = 11;

/** The two clocks, the local one and the store's, in epoch seconds, and the retention asked for. */
export type RetentionClock = { localTime: number; serverTime: number; years: number; marginDays: number };

/**
 * Lock date in epoch seconds: `years` calendar years and the margin after the later of both clocks, up to the next UTC midnight so that
 * a retry asks for the same date, at most 11 years. Throws CLOCK_SKEW above 300 s, RETENTION_INVALID outside 6 to 10 years
 * or 0 to 366 days (threats E3, E9: a COMPLIANCE lock can never be shortened).
 */
export function lockUntil({ localTime, serverTime, years, marginDays }: RetentionClock): EpochSeconds {
  if (!Number.isInteger(years) || years < 6 || years > 10) {
    throw new Fault('RETENTION_INVALID', `retention of ${years} years; expected 6 to 10`);
  }
  if (!Number.isInteger(marginDays) || marginDays < 0 || marginDays > 366) {
    throw new Fault('RETENTION_INVALID', `retention margin of ${marginDays} days; expected 0 to 366`);
  }
  const skew = Math.abs(localTime - serverTime);
  if (!(skew <= skewLimit)) {
    throw new Fault(
      'CLOCK_SKEW',
      `this machine says ${toIso(localTime)}, the store ${toIso(serverTime)}: ${skew} s apart, at most ${skewLimit} s`,
    );
  }
  const later = Math.max(localTime, serverTime);
  const wanted = Math.ceil((addYears(later, years) + marginDays * day) / day) * day;
  return EpochSeconds.parse(Math.min(wanted, addYears(later, longestYears)));
}

/** Why a lock as read back is less than was asked for, '' when it is enough. `none` is an environment that openly does without. */
export function lockProblem(
  found: Pick<PutResult, 'mode' | 'retainUntil'>,
  wanted: number,
  lock: 'compliance' | 'none',
): string {
  if (lock === 'none') return '';
  if (found.mode !== 'COMPLIANCE') return `it is locked in mode ${found.mode || 'none'}, expected COMPLIANCE`;
  if (found.retainUntil < wanted) return `it is locked until ${toIso(found.retainUntil)}, expected ${toIso(wanted)}`;
  return '';
}
