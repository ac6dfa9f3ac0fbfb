// Evidence bundles of every version, as today's code knows them, and as they were stored, which is what a replay decides on.
import type * as z from 'zod';
import type { EvidenceBundle as LiveBundle } from '../../model/decision.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { EvidenceBundle } from './v1.ts';

/** A bundle in the shape of the version that it was stored in. */
export type StoredBundle = z.output<typeof EvidenceBundle>;

const bundle = formatOf({ 'safeguard.evidence-bundle/v1': versionOf(EvidenceBundle, (old): LiveBundle => old) });

/** A bundle from its bytes. Never throws. */
export function readStoredBundle(bytes: Uint8Array): FormatReading<StoredBundle, LiveBundle> {
  return bundle.readBytes(bytes);
}
