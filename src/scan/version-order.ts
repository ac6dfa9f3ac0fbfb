// Puts versions in order, to find the nearest fix above the installed version. It informs and never decides: no verdict
// depends on it, and where no fix is certain it gives none.

/** Words that come before a release: `1.0-rc.1` comes before `1.0`. */
const before = ['dev', 'nightly', 'snapshot', 'canary', 'alpha', 'a', 'beta', 'b', 'milestone', 'm', 'preview', 'pre'];
const almost = ['next', 'c', 'cr', 'rc'];
const early: readonly string[] = [...before, ...almost];

/** Words that say no more than that it is the release. */
const plain: readonly string[] = ['final', 'ga', 'release'];

/**
 * Below, at or above zero as `a` comes before, with or after `b`. `semver`: the part after a dash comes before the
 * release and the part after a plus is ignored; elsewhere words decide, for Debian's `1.0-1` comes after `1.0`.
 */
export function compareVersions(a: string, b: string, semver = false): number {
  const [one, two] = [partsOf(a, semver), partsOf(b, semver)];
  return compareParts([one.epoch], [two.epoch]) || compareParts(one.parts, two.parts);
}

const mostFixes = 500;

/** The lowest of the fixes above the installed version; '' when none is. */
export function nearestFix(installed: string, fixes: readonly string[], semver = false): string {
  if (installed === '') return '';
  const above = fixes.slice(0, mostFixes).filter((fix) => fix !== '' && compareVersions(fix, installed, semver) > 0);
  return above.sort((a, b) => compareVersions(a, b, semver))[0] ?? '';
}

function partsOf(version: string, semver: boolean): { epoch: string; parts: string[] } {
  const text = version.slice(0, 200).trim().toLowerCase();
  const [, epoch = '0', rest = ''] = /^(?:(\d{1,9})[:!])?v?(.*)$/s.exec(text) ?? [];
  if (!semver) return { epoch, parts: wordsOf(rest) };
  const [release = ''] = rest.split('+');
  const dash = release.indexOf('-');
  const parts =
    dash < 0 ? wordsOf(release) : [...wordsOf(release.slice(0, dash)), '~', ...wordsOf(release.slice(dash))];
  return { epoch, parts };
}

function wordsOf(text: string): string[] {
  const words = text.match(/\d+|[a-z]+|~/g) ?? [];
  while (/^0+$/.test(words.at(-1) ?? '')) words.pop();
  return words.filter((word) => !plain.includes(word));
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = rankOf(a, at) - rankOf(b, at) || compareWords(a[at] ?? '', b[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** A tilde comes before anything, then words before a release, then the end, then other words (`1.0.2k`, `-r4`), then numbers. */
function rankOf(parts: readonly string[], at: number): number {
  const word = parts[at];
  if (word === undefined) return 2;
  if (word === '~') return 0;
  if (/^\d/.test(word)) return /^0+$/.test(word) ? 2 : 4;
  // A single letter without a number is a separate release, as in OpenSSL's versions.
  const counts = word.length > 1 || /^\d/.test(parts[at + 1] ?? '');
  return early.includes(word) && counts ? 1 : 3;
}

function compareWords(a: string, b: string): number {
  if (/^\d/.test(a) || /^\d/.test(b)) return compareNumbers(a.replace(/^0+/, ''), b.replace(/^0+/, ''));
  const [one, two] = [early.indexOf(a), early.indexOf(b)];
  if (one >= 0 && two >= 0) return one - two;
  return compareTexts(a, b);
}

function compareNumbers(a: string, b: string): number {
  return a.length - b.length || compareTexts(a, b);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
