// One clock for all loopback servers and for the code under test. Not a scheduler: timers still run in real time.

/** A clock that starts at a given time and then runs, or stands still, or is set. */
export type SharedClock = { now(): number; set(epochSeconds: number): void; advance(seconds: number): void };

/** A clock that reads `start` (epoch seconds) now and runs on from there; without `start` it is the real time. */
export function sharedClock(start?: number): SharedClock {
  let offset = start === undefined ? 0 : start - Math.floor(Date.now() / 1000);
  const now = () => Math.floor(Date.now() / 1000) + offset;
  return {
    now,
    set(epochSeconds) {
      offset += epochSeconds - now();
    },
    advance(seconds) {
      offset += seconds;
    },
  };
}
