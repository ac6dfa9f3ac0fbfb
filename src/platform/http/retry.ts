// The one loop that tries again: every client of a server waits by it. It never decides what is worth another attempt; who calls says so.
import { setTimeout as sleep } from 'node:timers/promises';

/** Time and chance for pauses; tests put their own in place of these, so that nothing really waits. */
export type Waiting = {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Waits; ends early, without an error, where the signal aborts. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** At least 0 and less than 1. */
  random(): number;
};

/** The machine's own clock and dice. */
export const realWaiting: Waiting = {
  now: () => performance.now(),
  pause: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
  random: Math.random,
};

/** How long to try. Pauses are drawn evenly from zero to a size that doubles from `firstPause` to `longestPause`. Milliseconds. */
export type RetryPlan = {
  /** Of all attempts together; no pause begins that would end later. */
  total: number;
  firstPause: number;
  longestPause?: number;
  /** Counts all attempts; without it only time ends them. */
  attempts?: number;
  /** Ends waiting when somebody else's time is up. */
  signal?: AbortSignal;
  waiting?: Waiting | undefined;
};

/** How an attempt ended; `again` where another may end better, and not before `afterMs`, as the server asks. */
export type Attempted<T> = { result: T; again: boolean; afterMs: number };

/** Attempts until one needs no repetition or patience ends; returns the last result with the number of attempts. */
export async function retry<T>(
  plan: RetryPlan,
  attempt: (remaining: number) => Promise<Attempted<T>>,
): Promise<{ result: T; count: number; again: boolean }> {
  const { total, firstPause, longestPause = Number.POSITIVE_INFINITY, attempts = Number.POSITIVE_INFINITY } = plan;
  const { signal, waiting = realWaiting } = plan;
  const end = waiting.now() + total;
  for (let count = 1; ; count += 1) {
    const { result, again, afterMs } = await attempt(end - waiting.now());
    const jitter = waiting.random() * Math.min(longestPause, firstPause * 2 ** (count - 1));
    const pause = Math.max(afterMs, jitter);
    if (!again || count >= attempts || waiting.now() + pause >= end) return { result, count, again };
    await waiting.pause(pause, signal);
    if (signal?.aborted) return { result, count, again };
  }
}
