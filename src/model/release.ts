// The order of contract releases, by number.

/** True when release `version` came before `minimum`; both are `vX.Y.Z` and are compared by number. */
export function isOlderRelease(version: string, minimum: string): boolean {
  const rank = (text: string) => text.replace(/\d+/g, (digits) => digits.padStart(12, '0'));
  return rank(version) < rank(minimum);
}
