// Intents of every version, as today's code knows them.
import type { LedgerIntent as LiveIntent } from '../../model/evidence.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { LedgerIntent } from './v1.ts';

const intent = formatOf({ 'safeguard.ledger-intent/v1': versionOf(LedgerIntent, (old): LiveIntent => old) });

/** An intent from its bytes. Never throws. */
export function readStoredIntent(bytes: Uint8Array): FormatReading<unknown, LiveIntent> {
  return intent.readBytes(bytes);
}
