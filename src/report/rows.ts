// Findings as the rows of a table: the worst first, and what is the same in several places once. It never drops one.
import { counted } from '../base/text.ts';
import { type Finding, Severity } from '../model/finding.ts';

/** One row: the finding at its first place, and how many there are of it with the places of all. */
export type FindingRow = { finding: Finding; count: number; places: string[] };

/** Rows sorted by severity, then rule, then place; a rule of one tool and one package is one row, as bad as its worst finding. */
export function findingRows(findings: readonly Finding[]): FindingRow[] {
  const groups = Map.groupBy(findings.toSorted(compareFindings), ({ tool, rule, package: name }) =>
    JSON.stringify([tool, rule, name]),
  );
  return [...groups.values()].flatMap((group) => {
    const [finding] = group;
    return finding === undefined ? [] : [{ finding, count: group.length, places: [...new Set(group.map(placeOf))] }];
  });
}

/** Where a finding is: path and line, the resource where no path says it, '' where nothing does. */
export function placeOf({ path, line, resource = '' }: Finding): string {
  if (path === '') return resource;
  return line > 0 ? `${path}:${line}` : path;
}

/** ` and 2 more places` behind the first one; '' where there is no other. */
export function morePlaces({ count }: Pick<FindingRow, 'count'>): string {
  return count > 1 ? ` and ${counted(count - 1, 'more place')}` : '';
}

/** Compares code units, not locales, so that every machine sorts alike. */
function compareFindings(a: Finding, b: Finding): number {
  return (
    Severity.options.indexOf(a.severity) - Severity.options.indexOf(b.severity) ||
    compareTexts(a.rule, b.rule) ||
    compareTexts(a.package, b.package) ||
    compareTexts(a.path, b.path) ||
    a.line - b.line ||
    compareTexts(a.tool, b.tool) ||
    compareTexts(a.fingerprint, b.fingerprint)
  );
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
