// Records of every version, as today's code knows them.
import type { EvidenceRecord as LiveRecord } from '../../model/evidence.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { EvidenceRecord, recordKinds } from './v1.ts';

const record = formatOf({ 'safeguard.record/v1': versionOf(EvidenceRecord, (old): LiveRecord => old) });

/** A record from its bytes; one of a known kind has to say what its kind says. Never throws. */
export function readStoredRecord(bytes: Uint8Array): FormatReading<unknown, LiveRecord> {
  const reading = record.readBytes(bytes);
  if (!reading.ok) return reading;
  const kind = Object.entries(recordKinds).find(([name]) => name === reading.stored.kind)?.[1];
  const asKind = kind?.safeParse(reading.stored);
  if (!asKind || asKind.success) return reading;
  const [issue] = asKind.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return { ok: false, problem: `${issue} for a record of kind ${reading.stored.kind}` };
}
