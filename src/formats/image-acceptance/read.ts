// Statements about accepted images, of every version.
import type * as z from 'zod';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { AcceptancePredicate } from './v1.ts';

/** What a statement about an accepted image says. */
export type Acceptance = z.output<typeof AcceptancePredicate>;

const predicate = formatOf({ 'safeguard.image-acceptance/v1': versionOf(AcceptancePredicate, (old) => old) });

/** The predicate about an accepted image. Never throws. */
export function readAcceptance(json: unknown): FormatReading<unknown, Acceptance> {
  return predicate.readValue(json);
}
