// Provenance as every release of ours made it. The format is not ours and has no `schema` field: its predicate type
// names the version, and fields that we do not read are ignored.
import type * as z from 'zod';
import { type FormatReading, versionOf } from '../format.ts';
import { ProvenancePredicate } from './v1.ts';

/** What we read of a provenance. */
export type Provenance = z.output<typeof ProvenancePredicate>;

const version = versionOf(ProvenancePredicate, (old) => old);

/** The provenance under the type https://slsa.dev/provenance/v1. Never throws. */
export function readProvenance(json: unknown): FormatReading<unknown, Provenance> {
  return version(json);
}
