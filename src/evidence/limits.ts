// Size limits of evidence. All of them are checked before the first write, so that an image is pushed or deployed only
// when its evidence can be kept.
import { sha256Hex } from '../base/digest.ts';
import { Fault } from '../base/fault.ts';
import type { EvidenceRecord, ManifestEntry, ManifestPredicate } from '../model/evidence.ts';
import type { Subject } from '../model/statement.ts';
import { blobKey, recordKey } from './keys.ts';
import { makeManifest, manifestEntry } from './manifest.ts';
import { type EvidenceBlob, encodeRecord, type RecordContext } from './records.ts';

/** The largest object of evidence, in bytes. */
export const objectLimit = 16 * 1024 * 1024;
const countLimit = 500;

/** What one job writes. For a retry keep the context's time, so that the same facts give the same keys. */
export type EvidenceSet = {
  context: RecordContext;
  stage: ManifestPredicate['stage'];
  subject: Subject;
  records: readonly EvidenceRecord[];
  blobs: readonly EvidenceBlob[];
  /** Objects that are already written and locked: ledger entries. */
  extraEntries?: readonly ManifestEntry[];
};

/** An object that will be written. */
export type NewObject = { key: string; bytes: Uint8Array };

/** The objects of a set, each once, within the caps of threat E9. Throws EVIDENCE_TOO_LARGE or RECORD_INVALID. */
export function listObjects({ context, records, blobs, extraEntries = [] }: EvidenceSet): NewObject[] {
  const objects = uniqueObjects([
    ...blobs.map(({ bytes, type }) =>
      limited(`the ${type} blob`, blobKey(context.repository_id, sha256Hex(bytes)), bytes),
    ),
    ...records.map((record) => {
      const bytes = encodeRecord(record);
      return limited(`the ${record.kind} record`, recordKey(record, sha256Hex(bytes)), bytes);
    }),
  ]);
  const count = objects.length + extraEntries.length;
  if (count <= countLimit) return objects;
  throw new Fault('EVIDENCE_TOO_LARGE', `${count} objects of evidence in one job, at most ${countLimit}`);
}

/**
 * The manifest that will list the objects of a set, at least as long as the real one: values that the store assigns are
 * assumed at their longest.
 */
export function foreseenManifest(set: EvidenceSet, objects: readonly NewObject[]): ManifestPredicate {
  const { context, stage, extraEntries = [] } = set;
  const entries = [...objects.map(({ key, bytes }) => foreseenEntry(key, bytes, context)), ...extraEntries];
  return makeManifest(context, { stage, store: `s3:${'b'.repeat(63)}`, lock: 'COMPLIANCE', entries });
}

/**
 * The entry of an object that is not yet written, with the values that the store assigns longer than any store makes
 * them.
 */
export function foreseenEntry(key: string, bytes: Uint8Array, { time }: Pick<RecordContext, 'time'>): ManifestEntry {
  return manifestEntry(key, bytes, { versionId: 'v'.repeat(64), retainUntil: time });
}

function limited(what: string, key: string, bytes: Uint8Array): NewObject {
  if (bytes.length <= objectLimit) return { key, bytes };
  throw new Fault('EVIDENCE_TOO_LARGE', `${what} has ${bytes.length} bytes, at most ${objectLimit} (${key})`);
}

function uniqueObjects(objects: readonly NewObject[]): NewObject[] {
  return [...new Map(objects.map((object) => [object.key, object])).values()];
}
