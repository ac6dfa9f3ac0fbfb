// Works on many things at a time without opening more connections than a server likes.

const parallel = 16;

/** Works on up to 16 items at a time, results in order; after a failure nothing new is begun and the first failure is thrown. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  const queue = eachOf(items);
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(parallel, items.length) }, worker));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return [...results].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}

/** Leaving a `for` over a generator ends it for all who share it. */
function* eachOf<T>(items: readonly T[]): Generator<[number, T]> {
  yield* items.entries();
}
