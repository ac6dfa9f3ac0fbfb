// Maps OSV records to findings: the worst of every severity they give, all their ids, and the fix of the range that holds what is
// installed. It must never offer a fix below the installed version, or one for another ecosystem or release.
import type { Finding, Severity } from '../../../model/finding.ts';
import { severityOfAny, severityOfVector, worstVector } from '../../cvss.ts';
import { makeFinding, type RunInHand } from '../../finding.ts';
import { severityOfOldScore, severityOfScore, severityOfWord, worstKnown } from '../../severity.ts';
import { compareVersions, nearestFix } from '../../version-order.ts';
import type { Affected, Group, Package, Source, Vulnerability } from './record.ts';

/** Every vulnerability of every package of one file. */
export function osvFindings(raw: RunInHand, { source, packages }: Source): Finding[] {
  return (packages ?? []).flatMap((entry) => {
    const groups = openGroups(entry);
    const records = [...(entry.vulnerabilities ?? []), ...missingRecords(entry)];
    return records.map((record) => findingOf(raw, { path: source.path, entry, groups }, record));
  });
}

/** A group none of whose records is there still says that there is a vulnerability, by which ids, and how bad it is. */
function missingRecords({ groups, vulnerabilities }: Package): Vulnerability[] {
  const known = new Set((vulnerabilities ?? []).map(({ id }) => id));
  const missing = (groups ?? []).filter((group) => !group.ids.some((id) => known.has(id)));
  return missing.map(({ ids, aliases }) => ({ id: ids[0] ?? aliases?.[0] ?? 'unnamed-vulnerability' }));
}

function findingOf(
  raw: RunInHand,
  { path, entry, groups }: { path: string; entry: Package; groups: ReadonlyMap<string, KnownGroup> },
  vulnerability: Vulnerability,
): Finding {
  const { name, version, commit } = entry.package;
  const ours = (vulnerability.affected ?? []).filter((affected) => isAbout(affected, entry));
  const group = groups.get(vulnerability.id);
  return makeFinding(raw, {
    rule: vulnerability.id,
    severity: worstKnown([
      severityOfWord(vulnerability.database_specific?.severity),
      ...ours.flatMap((affected) => [affected.database_specific, affected.ecosystem_specific]).map(severityOfWords),
      ...ratingsOf(vulnerability, ours).map(severityOfRating),
      group?.severity,
    ]),
    title: vulnerability.summary ?? '',
    aliases: aliasesOf(vulnerability, group),
    package: `${name}@${version || commit || ''}`,
    fixed: fixFor(version, ours),
    path,
    cvss: worstVector(ratingsOf(vulnerability, ours).map(({ score }) => score)),
    url: `https://osv.dev/${encodeURIComponent(vulnerability.id.toWellFormed())}`,
    commit,
  });
}

/** What a group states about each of its records. */
type KnownGroup = { ids: readonly string[]; severity: Severity | undefined };

/** The groups of a package by the ids of their records; a record of several groups has the ids and the worst of all. */
function openGroups({ groups, vulnerabilities }: Package): ReadonlyMap<string, KnownGroup> {
  const records = new Map((vulnerabilities ?? []).map((record) => [record.id, record]));
  const known = new Map<string, KnownGroup>();
  for (const group of groups ?? []) {
    const ids = [...group.ids, ...(group.aliases ?? [])].slice(0, 100);
    const severity = severityOfGroup(group, records);
    for (const id of group.ids) {
      const other = known.get(id);
      known.set(id, { ids: [...(other?.ids ?? []), ...ids], severity: worstKnown([other?.severity, severity]) });
    }
  }
  return known;
}

/** A record may name one package of several ecosystems and releases; what it says about another one is not about ours. */
function isAbout({ package: about }: Affected, { package: ours }: Package): boolean {
  if (!about || nameOf(about.name, ours.ecosystem) !== nameOf(ours.name, ours.ecosystem)) return false;
  return !about.ecosystem || !ours.ecosystem || about.ecosystem === ours.ecosystem;
}

/** PyPI takes names that differ in case, dashes, dots and underscores for one. */
function nameOf(name: string, ecosystem: string | undefined): string {
  return ecosystem === 'PyPI' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name;
}

function ratingsOf(vulnerability: Vulnerability, affected: readonly Affected[]): Rating[] {
  return [...(vulnerability.severity ?? []), ...affected.flatMap((one) => one.severity ?? [])];
}

type Rating = { type?: string | null | undefined; score?: unknown };

/** A group's score is the worst of its records; when all of them have only CVSS v2, it is on that scale. */
function severityOfGroup(group: Group, records: ReadonlyMap<string, Vulnerability>): Severity | undefined {
  const ours = group.ids.flatMap((id) => records.get(id) ?? []);
  const ratings = ours.flatMap((record) => ratingsOf(record, record.affected ?? []));
  const isOld = ratings.length > 0 && ratings.every(({ type }) => type === 'CVSS_V2');
  return isOld ? severityOfOldScore(group.max_severity) : severityOfAny(group.max_severity);
}

function severityOfWords(words: { severity?: unknown } | null | undefined): Severity | undefined {
  return severityOfWord(words?.severity);
}

/** The `type` says how to read the score: a CVSS vector, or a distribution's word; a number on another scale is ignored. */
function severityOfRating({ type, score }: Rating): Severity | undefined {
  const known = severityOfVector(score) ?? severityOfWord(score);
  if (known !== undefined || !type?.startsWith('CVSS_')) return known;
  return type === 'CVSS_V2' ? severityOfOldScore(score) : severityOfScore(score);
}

/**
 * Ids of the same vulnerability: the record's aliases and the group's. An advisory of a distribution covers several upstream ids, so
 * its upstream id counts only where it is part of the record's own, as in DEBIAN-CVE-2021-44228.
 */
function aliasesOf({ id, aliases, upstream }: Vulnerability, group: KnownGroup | undefined): string[] {
  const same = (upstream ?? []).filter((other) => id.endsWith(`-${other}`));
  return [...(aliases ?? []), ...same, ...(group?.ids ?? [])];
}

/** The nearest fix among the ranges that hold the installed version; '' when there is none, or only commits. */
function fixFor(installed: string, ours: readonly Affected[]): string {
  const ranges = ours.flatMap((affected) => affected.ranges ?? []).filter((range) => range.type !== 'GIT');
  const fixes = ranges.map((range) => {
    const semver = range.type === 'SEMVER';
    const events = range.events ?? [];
    const begins = events.flatMap((event) => event.introduced ?? []);
    const nearest = nearestFix(
      installed,
      events.flatMap((event) => event.fixed ?? []),
      semver,
    );
    if (nearest === '' || !begins.some((begin) => isReached(begin, installed, semver))) return '';
    // A later beginning that is reached too, after an end below it, is fixed by the same nearest fix.
    const next = begins.filter((begin) => !isReached(begin, installed, semver));
    return next.some((begin) => compareVersions(begin, nearest, semver) < 0) ? '' : nearest;
  });
  return nearestFix(installed, fixes);
}

function isReached(begin: string, installed: string, semver: boolean): boolean {
  return begin === '0' || compareVersions(begin, installed, semver) <= 0;
}
