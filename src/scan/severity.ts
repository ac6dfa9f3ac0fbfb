// Maps every tool's severity words and scores to our five severities; vectors are in cvss.ts. It must never rate lower
// than a source did.
import type { Severity } from '../model/finding.ts';

/** All severities, mildest first. */
export const severities: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

const words: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  error: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  warning: 'medium',
  low: 'low',
  note: 'low',
  negligible: 'low',
  info: 'info',
  informational: 'info',
  none: 'info',
};

/** The severity that a tool's word means, in any case; undefined when it means none (UNKNOWN, '', an unknown word). */
export function severityOfWord(word: unknown): Severity | undefined {
  const key = typeof word === 'string' ? word.trim().toLowerCase() : '';
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

/**
 * What a tool's one word rates a finding as: undefined where it says nothing (absent, empty, UNKNOWN), and `critical` for a word that
 * nobody here knows, since that may mean anything.
 */
export function ratingOfWord(word: unknown): Severity | undefined {
  if (word === undefined || word === null) return undefined;
  const silent = typeof word === 'string' && ['', 'unknown'].includes(word.trim().toLowerCase());
  return silent ? undefined : (severityOfWord(word) ?? 'critical');
}

/** The CVSS v3.1 qualitative rating (section 5) of a score given as number or text; undefined for what is no score from 0 to 10. */
export function severityOfScore(score: unknown): Severity | undefined {
  const value = numberOf(score);
  if (value === undefined) return undefined;
  if (value >= 9) return 'critical';
  if (value >= 7) return 'high';
  if (value >= 4) return 'medium';
  return value > 0 ? 'low' : 'info';
}

/** The rating of a CVSS v2 score, whose scale ends with high, at 7.0, and begins with low (NVD). */
export function severityOfOldScore(score: unknown): Severity | undefined {
  const value = numberOf(score);
  if (value === undefined) return undefined;
  if (value >= 7) return 'high';
  return value >= 4 ? 'medium' : 'low';
}

/** `9.8`, and as text also `9,8` and `9.8/10`; undefined outside of 0 to 10. */
function numberOf(score: unknown): number | undefined {
  const text = typeof score === 'string' ? /^\s*(\d{1,2}(?:[.,]\d{1,20})?)(?:\/10)?\s*$/.exec(score)?.[1] : undefined;
  const value = text === undefined ? score : Number(text.replace(',', '.'));
  return typeof value === 'number' && value >= 0 && value <= 10 ? value : undefined;
}

/** The worst severity among the sources; `critical` when none of them gives one (threat A11). */
export function worstSeverity(sources: readonly (Severity | undefined)[]): Severity {
  return worstKnown(sources) ?? 'critical';
}

/** The worst of what the sources say; undefined when none of them says anything. */
export function worstKnown(sources: readonly (Severity | undefined)[]): Severity | undefined {
  const ranks = sources.map((source) => (source === undefined ? -1 : severities.indexOf(source)));
  return severities[Math.max(-1, ...ranks)];
}

/** True when `severity` is `threshold` or worse. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(threshold);
}
