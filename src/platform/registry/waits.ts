// Waiting for what was written to become readable: some registries answer from copies that lag a few seconds behind.
import type { Pace } from '../http/request.ts';
import { realWaiting } from '../http/retry.ts';

const repeats = 6;

/** Asks until the answer is not undefined, up to seven times and with usual patience for 16 seconds; then undefined. */
export async function eventually<T>(pace: Pace, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let count = 0; ; count += 1) {
    const found = await ask();
    if (found !== undefined || count === repeats) return found;
    await (pace.waiting ?? realWaiting).pause((pace.backoff / 2) * 2 ** count);
  }
}

/** What `eventually` waits in all, in whole seconds, for messages. */
export function patienceOf(pace: Pace): number {
  return Math.round(((pace.backoff / 2) * (2 ** repeats - 1)) / 1000);
}
