// Reads CVSS vectors, which databases give where they give no score. It must never guess: a vector that is not whole has no score.
import cvss from 'ae-cvss-calculator';
import type { Severity } from '../model/finding.ts';
import { severityOfOldScore, severityOfScore, severityOfWord, worstSeverity } from './severity.ts';

/** The versions of CVSS; version 2 has a different scale. */
type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0';

/** A base score with the version whose scale it is on. */
export type CvssScore = { version: CvssVersion; score: number };

/** The base metrics of each version and the letters they take. The library prints and throws at others, so it never sees them. */
const baseMetrics: Readonly<Record<CvssVersion, readonly RegExp[]>> = {
  '2.0': [/^AV:[LAN]$/, /^AC:[HML]$/, /^Au:[MSN]$/, /^C:[NPC]$/, /^I:[NPC]$/, /^A:[NPC]$/],
  '3.0': versionThree(),
  '3.1': versionThree(),
  '4.0': [
    ...[/^AV:[NALP]$/, /^AC:[LH]$/, /^AT:[NP]$/, /^PR:[NLH]$/, /^UI:[NPA]$/],
    ...[/^VC:[HLN]$/, /^VI:[HLN]$/, /^VA:[HLN]$/, /^SC:[HLN]$/, /^SI:[HLN]$/, /^SA:[HLN]$/],
  ],
};

function versionThree(): RegExp[] {
  return [
    ...[/^AV:[NALP]$/, /^AC:[LH]$/, /^PR:[NLH]$/, /^UI:[NR]$/, /^S:[UC]$/],
    ...[/^C:[HLN]$/, /^I:[HLN]$/, /^A:[HLN]$/],
  ];
}

/** Longer than every metric of every version together. */
const longest = 400;

/** The base score of a whole vector; undefined for anything else. Threat, temporal and environmental metrics never lower it. */
export function scoreOfVector(vector: unknown): CvssScore | undefined {
  if (typeof vector !== 'string' || vector.length > longest) return undefined;
  const parts = vector
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .split('/');
  const version = versionOf(parts[0] ?? '');
  if (version === undefined) return undefined;
  const found = baseMetrics[version].map((form) => parts.filter((part) => form.test(part)));
  const names = parts.map((part) => part.split(':')[0]);
  // A metric named twice: programs disagree about which of the two counts.
  if (new Set(names).size !== names.length || found.some((values) => values.length !== 1)) return undefined;
  const base = found.flat().join('/');
  const score = remembered(version, version === '2.0' ? base : `CVSS:${version}/${base}`);
  return score === undefined ? undefined : { version, score };
}

/** The rating of a whole vector by the scale of its version; undefined for anything else. */
export function severityOfVector(vector: unknown): Severity | undefined {
  const rated = scoreOfVector(vector);
  if (rated === undefined) return undefined;
  return rated.version === '2.0' ? severityOfOldScore(rated.score) : severityOfScore(rated.score);
}

/** What a field holds that some tools fill with a score, others with a word or a vector. */
export function severityOfAny(value: unknown): Severity | undefined {
  return severityOfScore(value) ?? severityOfWord(value) ?? severityOfVector(value);
}

/** The vector that rates worst; undefined when none of them is whole. */
export function worstVector(vectors: readonly unknown[]): string | undefined {
  const rated = vectors.flatMap((vector) => {
    const severity = severityOfVector(vector);
    return severity === undefined || typeof vector !== 'string' ? [] : [{ vector, severity }];
  });
  const worst = worstSeverity(rated.map(({ severity }) => severity));
  return rated.find(({ severity }) => severity === worst)?.vector;
}

function versionOf(prefix: string): CvssVersion | undefined {
  if (!prefix.startsWith('CVSS:')) return '2.0';
  const named = prefix.slice('CVSS:'.length);
  return named === '2.0' || named === '3.0' || named === '3.1' || named === '4.0' ? named : undefined;
}

/** A score of version 4 takes a third of a millisecond, and the thousands of vectors of a report are the same few hundred. */
const memory = new Map<string, number | undefined>();
const mostRemembered = 2000;

function remembered(version: CvssVersion, base: string): number | undefined {
  const known = memory.get(base);
  if (known !== undefined) return known;
  const score = baseScore(version, base);
  if (memory.size < mostRemembered) memory.set(base, score);
  return score;
}

function baseScore(version: CvssVersion, base: string): number | undefined {
  if (version === '2.0') return new cvss.Cvss2(base).calculateScores().base;
  if (version === '3.0') return new cvss.Cvss3P0(base).calculateScores().base;
  if (version === '3.1') return new cvss.Cvss3P1(base).calculateScores().base;
  return new cvss.Cvss4P0(base).calculateScores().baseMetricsOnly;
}
