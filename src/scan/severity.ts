// Maps every tool's words and scores to our five severities. It must never rate something lower than a source did.
import type { Severity } from '../model/finding.ts';

/** All severities, mildest first. */
export const severities: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

const words: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  error: 'high',
  medium: 'medium',
  moderate: 'medium',
  warning: 'medium',
  low: 'low',
  note: 'low',
  info: 'info',
  none: 'info',
};

/** The severity a tool's word stands for, in any case; undefined when the word says nothing (UNKNOWN, '', an unheard-of one). */
export function severityOfWord(word: unknown): Severity | undefined {
  const key = typeof word === 'string' ? word.toLowerCase() : '';
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

/** The CVSS v3.1 qualitative rating (section 5) of a score given as number or text; undefined for what is no score from 0 to 10. */
export function severityOfScore(score: unknown): Severity | undefined {
  const value = typeof score === 'string' && score.trim() !== '' ? Number(score) : score;
  if (typeof value !== 'number' || !(value >= 0 && value <= 10)) return undefined;
  if (value >= 9) return 'critical';
  if (value >= 7) return 'high';
  if (value >= 4) return 'medium';
  return value > 0 ? 'low' : 'info';
}

/** The worst of what the sources say; `critical` when none of them says anything (THREATS A11). */
export function worstSeverity(sources: readonly (Severity | undefined)[]): Severity {
  const ranks = sources.map((source) => (source === undefined ? -1 : severities.indexOf(source)));
  return severities[Math.max(-1, ...ranks)] ?? 'critical';
}

/** True when `severity` is `threshold` or worse. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(threshold);
}
