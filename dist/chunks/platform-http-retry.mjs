const require = (name) => process.getBuiltinModule(name);

// src/platform/http/retry.ts
import { setTimeout as sleep } from "node:timers/promises";
var realWaiting = {
  now: () => performance.now(),
  pause: (milliseconds, signal) => sleep(milliseconds, void 0, { signal }).catch(() => void 0),
  random: Math.random
};
async function retry(plan, attempt) {
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

export {
  realWaiting,
  retry
};
