// How much is read from a store, whoever answers in its place: evidence is small, a list has an end, and neither may fill the memory of
// an auditor or keep one waiting for ever.
import { Fault } from '../../base/fault.ts';
import { placed } from '../../base/text.ts';

/** Most bytes of one object: nothing we write has more than 16 MiB, and what is larger is somebody else's (threat E9). */
export const objectLimit = 20 * 1024 * 1024;

/** How long a list may be, in versions, in pages and in milliseconds. */
export type ListLimits = { versions: number; pages: number; milliseconds: number };

/** A million versions in twenty minutes, far above six years of any service. */
export const usualListLimits: ListLimits = { versions: 1_000_000, pages: 10_000, milliseconds: 20 * 60_000 };

/** Counts along while a list is read; throws STORE_FAILED as soon as it has no end in sight. */
export function watchList(what: string, limits: ListLimits): (versions: number) => void {
  const start = performance.now();
  let [versions, pages] = [0, 0];
  return (more) => {
    versions += more;
    pages += 1;
    const over = [
      versions > limits.versions && `more than ${limits.versions} versions`,
      pages > limits.pages && `more than ${limits.pages} pages`,
      performance.now() - start > limits.milliseconds && `not ended after ${limits.milliseconds / 1000} s`,
    ].find((text) => text !== false);
    if (over === undefined) return;
    throw new Fault('STORE_FAILED', `${what} has ${over}`, {
      hint: 'Nothing was decided on a part of it. Ask about less, or let whoever guards the store find out who fills it.',
    });
  };
}

/** The object lies there and is not given, now or when asked again. `why` is one of our own sentences. */
export function unreadable(uri: string, key: string, why: string): Fault {
  return new Fault('OBJECT_UNREADABLE', `${uri}, ${placed(key)}: ${why}`);
}
