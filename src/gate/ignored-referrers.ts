// The sentence about referrers that do not count: how many there are, and why they do not.
import { counted } from '../base/text.ts';
import type { IgnoredReferrers } from '../model/decision.ts';

/** One line; it says so when there may be more than was looked at, because a statement may be missing for that reason. */
export function ignoredText({ count, complete, reasons }: IgnoredReferrers): string {
  const why = reasons.map((one) => `${one.count} because ${one.reason}`).join(', ');
  const more = complete ? '' : '; not everything that hangs on the image could be looked at';
  return `${counted(count, 'referrer')} of the image ignored${why === '' ? '' : `: ${why}`}${more}`;
}
