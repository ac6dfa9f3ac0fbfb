// Reads OSV-Scanner's log. Its lines carry no level, and after an error with one lock file, package or database it
// still ends with 0 or 1 and a report that looks complete; so every line counts against the run unless it is known to
// be harmless.
import { printable } from '../../../base/text.ts';
import type { ScanReading } from '../../../model/finding.ts';
import { unproven } from '../../finding.ts';

/**
 * Harmless lines of OSV-Scanner 2. Each begins with distinctive words, so that no name in an error line can be mistaken
 * for one.
 */
const harmless = [
  /^$/,
  /^Scanning dir /,
  /^Starting filesystem walk for root: /,
  /^Scanned .* file and found \d+ packages?$/,
  /^Status: new inodes: \d+, /,
  /^End status: \d+ dirs visited, /,
  /^Loaded \S+(?: \S+)* local db from /,
  // What configuration files and the scanner itself filtered is judged by the reader of the report.
  /^Loaded filter from: /,
  /^Package .* has been filtered out because: /,
  /^\S+(?: and \d+ alias(?:es)?)? ha(?:s|ve) been filtered out because: /,
  /^Filtered \d+ /,
  // Counted among the packages without a version, and judged with them.
  /^Skipping .*: short commit hash "[^"]{0,100}" cannot be queried; OSV API requires a full 40-character SHA\.$/,
  /^\S*\.toml has unused ignores:$/,
  /^ - \S+$/,
  /^warning: .* has multiple ignores for \S+ - only the first will be used!$/,
  /^Skipping call analysis on Go code since Go is not installed\.$/,
  /^(?:ignoring|overriding) license for package /,
];

/** Why the log counts against the run, with the first such line, or undefined when no line does. */
export function osvLogProblem(log: string): ScanReading | undefined {
  const line = log.split(/\r?\n/).find((text) => !harmless.some((form) => form.test(text)));
  if (line === undefined) return undefined;
  return unproven('SCAN_FAILED', `osv-scanner did not read or match everything: ${printable(line, 300)}`);
}

/** The ecosystems that OSV-Scanner met without a database, by its own names; packages at a git commit are `GIT`. */
export function missingDatabases(log: string): string[] {
  const names = [...log.matchAll(/^could not load db for ([A-Za-z][\w. -]{0,40}) ecosystem: /gm)].map(
    ([, name = '']) => name,
  );
  return [...new Set(names)].slice(0, 10);
}
