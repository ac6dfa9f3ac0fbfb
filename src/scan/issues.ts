// Makes one finding of every issue: databases name one vulnerability by several ids, and tools report one twice. It must never lose
// the worse severity, an id, or a finding that nothing suppressed; and no two findings keep the same fingerprint.
import { canonicalText } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import type { Finding } from '../model/finding.ts';
import { Sha256 } from '../model/ids.ts';
import { scoreOfVector } from './cvss.ts';
import { worstSeverity } from './severity.ts';
import { compareVersions } from './version-order.ts';

/** One finding per issue, in the order of the report, each with a unique fingerprint. */
export function distinguish(findings: readonly Finding[]): Finding[] {
  return withOwnFingerprints(mergeIssues(findings));
}

/** Findings about one package at one place that share an id become one; what is no package has no second name. */
function mergeIssues(findings: readonly Finding[]): Finding[] {
  const slots = new Map<number, Finding>();
  const slotOfId = new Map<string, number>();
  findings.forEach((finding, slot) => {
    const place = canonicalText([finding.package, finding.path, finding.purl ?? '', finding.resource ?? '']);
    const ids = finding.package === '' ? [] : idsOf(finding).map((id) => `${place} ${id}`);
    const same = new Set(ids.flatMap((id) => slotOfId.get(id) ?? []));
    const issues = [...same].flatMap((other) => slots.get(other) ?? []);
    const home = Math.min(slot, ...same);
    for (const other of same) slots.delete(other);
    const issue = issues.reduce(mergeTwo, finding);
    slots.set(home, issue);
    const known = finding.package === '' ? [] : idsOf(issue).map((id) => `${place} ${id}`);
    for (const id of [...ids, ...known]) slotOfId.set(id, home);
  });
  return [...slots].sort(([a], [b]) => a - b).map(([, issue]) => issue);
}

function idsOf({ rule, aliases = [] }: Finding): string[] {
  return [rule, ...aliases];
}

/** Named by the alphabetically first id, as an advisory database names a group; the other finding fills empty fields. */
function mergeTwo(one: Finding, two: Finding): Finding {
  const [first, second] = one.rule <= two.rule ? [one, two] : [two, one];
  const others = new Set([second.rule, ...(first.aliases ?? []), ...(second.aliases ?? [])]);
  others.delete(first.rule);
  const aliases = [...others].slice(0, 16).sort();
  const cvss = worseVector(first.cvss, second.cvss);
  return {
    ...second,
    ...first,
    title: first.title || second.title,
    ...(aliases.length > 0 && { aliases }),
    severity: worstSeverity([first.severity, second.severity]),
    fixed: laterFix(first.fixed, second.fixed),
    ...(cvss !== undefined && { cvss }),
    suppressed: first.suppressed && second.suppressed,
  };
}

function worseVector(one: string | undefined, two: string | undefined): string | undefined {
  return (scoreOfVector(two)?.score ?? -1) > (scoreOfVector(one)?.score ?? -1) ? two : (one ?? two);
}

/** When two databases name two fixes, the later one satisfies both. */
function laterFix(one: string, two: string): string {
  if (one === '' || two === '') return one || two;
  return compareVersions(one, two) >= 0 ? one : two;
}

/** Of findings that share a fingerprint the first in the file keeps it, and each other one gets one from it and its turn. */
function withOwnFingerprints(findings: readonly Finding[]): Finding[] {
  const own = new Map<Finding, Sha256>();
  for (const [fingerprint, group] of Map.groupBy(findings, (finding) => finding.fingerprint)) {
    const others = group.length < 2 ? [] : inOrder(group).slice(1);
    others.forEach((finding, turn) => {
      own.set(finding, Sha256.parse(sha256Hex(canonicalText([fingerprint, turn + 1]))));
    });
  }
  return findings.map((finding) => ({ ...finding, fingerprint: own.get(finding) ?? finding.fingerprint }));
}

/** By place, then by every word, so that the order of the report changes nothing. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const keyed = findings.map((finding) => ({ finding, text: canonicalText(finding) }));
  keyed.sort((a, b) => comparePlaces(a.finding, b.finding) || (a.text < b.text ? -1 : Number(a.text > b.text)));
  return keyed.map(({ finding }) => finding);
}

function comparePlaces(a: Finding, b: Finding): number {
  return a.line - b.line || (a.column ?? 0) - (b.column ?? 0);
}
