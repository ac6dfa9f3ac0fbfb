// How both SBOM formats are read: by schema and by known version, otherwise refused.
import type * as z from 'zod';
import { Fault } from '../base/fault.ts';
import { printable } from '../base/text.ts';
import type { SbomReference } from '../model/finding.ts';

/**
 * What a document states about itself: version, number of listed parts, and all texts in which its subject may name its
 * digest.
 */
export type SbomFacts = Pick<SbomReference, 'format' | 'spec_version' | 'components'> & { subjectTexts: string[] };

/** The document in its schema. Throws SBOM_INVALID with the places that do not fit. */
export function parseAs<T>(schema: z.ZodType<T>, name: string, document: unknown): T {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join('.') || 'the top'}: ${issue.message}`,
  );
  throw new Fault('SBOM_INVALID', `the SBOM is not ${name}: ${printable(places.join('; '), 300)}`);
}

/**
 * Throws SBOM_INVALID unless the version is one of `known`, which are in order; in a newer one the same fields may have
 * another meaning.
 */
export function checkVersion(name: string, version: string, known: readonly string[]): void {
  if (known.includes(version)) return;
  const judged = isOlder(version, known[0] ?? '') ? 'older' : 'newer';
  throw new Fault(
    'SBOM_INVALID',
    `the SBOM is ${name} ${printable(version, 40)}, ${judged} than what this version of Safeguard reads; expected ${known.join(', ')}. Have the tool write one of these.`,
  );
}

/** A text that is not a version counts as newer, since its meaning is unknown. */
function isOlder(version: string, oldest: string): boolean {
  if (!/^\d{1,6}(?:\.\d{1,6}){1,2}$/.test(version)) return false;
  const [parts = [], least = []] = [version, oldest].map((text) => text.split('.').map(Number));
  const at = [0, 1, 2].find((index) => (parts[index] ?? 0) !== (least[index] ?? 0)) ?? 0;
  return (parts[at] ?? 0) < (least[at] ?? 0);
}
