// Results of every version, as today's code knows them.
import type { LedgerResult as LiveResult } from '../../model/evidence.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { LedgerResult } from './v1.ts';

const result = formatOf({ 'safeguard.ledger-result/v1': versionOf(LedgerResult, (old): LiveResult => old) });

/** A result from its bytes. Never throws. */
export function readStoredResult(bytes: Uint8Array): FormatReading<unknown, LiveResult> {
  return result.readBytes(bytes);
}
