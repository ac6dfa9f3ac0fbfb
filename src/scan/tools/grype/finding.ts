// Maps Grype's matches to findings: the worst of every severity that the match and the records related to it give. It must never rate a
// suppressed finding lower than an open one.
import type { Finding, Severity } from '../../../model/finding.ts';
import { severityOfVector, worstVector } from '../../cvss.ts';
import { makeFinding, type RunInHand } from '../../finding.ts';
import { ratingOfWord, severityOfOldScore, severityOfScore, severityOfWord, worstKnown } from '../../severity.ts';
import { nearestFix } from '../../version-order.ts';
import type { Match, Rated } from './report.ts';

/** The finding of one match. */
export function grypeFinding(raw: RunInHand, match: Match, suppressed: boolean): Finding {
  const { vulnerability, artifact } = match;
  const related = match.relatedVulnerabilities ?? [];
  const records: readonly Rated[] = [vulnerability, ...related];
  return makeFinding(raw, {
    rule: vulnerability.id,
    severity: worstKnown(records.flatMap(severitiesOf)) ?? ratingOfWord(vulnerability.severity),
    title: records.find(({ description = '' }) => description !== '')?.description ?? '',
    aliases: aliasesOf(match),
    package: `${artifact.name}@${artifact.version}`,
    fixed: nearestFix(artifact.version, vulnerability.fix?.versions ?? [], semverTypes.includes(artifact.type ?? '')),
    // Grype puts a slash before every path below the scanned folder.
    path: (artifact.locations?.[0]?.path ?? '').replace(/^\//, ''),
    purl: artifact.purl ?? '',
    cvss: worstVector(records.flatMap(({ cvss }) => (cvss ?? []).map(({ vector }) => vector))),
    url: vulnerability.dataSource ?? '',
    status: vulnerability.fix?.state ?? '',
    suppressed,
  });
}

/** An advisory about several vulnerabilities has none: one exception, for one of them, must not cover the rest. */
function aliasesOf({ vulnerability, relatedVulnerabilities }: Match): string[] {
  const others = new Set((relatedVulnerabilities ?? []).map(({ id }) => id).filter((id) => id !== vulnerability.id));
  return others.size === 1 ? [...others] : [];
}

/** Types of packages whose versions are semantic ones. */
const semverTypes = ['npm', 'go-module', 'rust-crate'];

function severitiesOf({ severity, cvss }: Rated): (Severity | undefined)[] {
  return [severityOfWord(severity), ...(cvss ?? []).flatMap(severitiesOfScore)];
}

/** A vector is worked out even where its score is given: a database may fill in 0 for a score that it does not know. */
function severitiesOfScore(rating: NonNullable<Rated['cvss']>[number]): (Severity | undefined)[] {
  const score = rating.metrics?.baseScore;
  const rated = String(rating.version).startsWith('2') ? severityOfOldScore(score) : severityOfScore(score);
  return [score === 0 ? undefined : rated, severityOfVector(rating.vector)];
}
