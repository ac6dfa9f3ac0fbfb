// The machine's clock, the one place where "now" is read. It never corrects or trusts itself; servers' clocks are compared elsewhere.
import type { Clock } from '../../model/ports.ts';

/** The system clock in whole epoch seconds. */
export const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000) };
