// Provenance as we made it in every release. It is somebody else's format, without a `schema` of ours: its predicate type names the
// version, and fields that we do not read are theirs.
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
