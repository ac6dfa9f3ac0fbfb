// What manifests of every version list, as today's code knows it.
import type { ManifestPredicate as LivePredicate } from '../../model/evidence.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { ManifestPredicate } from './v1.ts';

const predicate = formatOf({
  'safeguard.evidence-manifest/v1': versionOf(ManifestPredicate, (old): LivePredicate => old),
});

/** The predicate of a manifest. Never throws. */
export function readManifestPredicate(json: unknown): FormatReading<unknown, LivePredicate> {
  return predicate.readValue(json);
}
