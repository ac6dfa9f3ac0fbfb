// Decisions of every version, as today's code knows them, and as they were stored, which is what a replay compares with.
import type * as z from 'zod';
import type { Decision as LiveDecision } from '../../model/decision.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { Decision } from './v1.ts';

/** A decision in the shape of the version that it was stored in. */
export type StoredDecision = z.output<typeof Decision>;

const decision = formatOf({ 'safeguard.decision/v1': versionOf(Decision, (old): LiveDecision => old) });

/** A decision from its bytes. Never throws. */
export function readStoredDecision(bytes: Uint8Array): FormatReading<StoredDecision, LiveDecision> {
  return decision.readBytes(bytes);
}

/** A decision inside a signed statement. Never throws. */
export function readDecisionValue(json: unknown): FormatReading<StoredDecision, LiveDecision> {
  return decision.readValue(json);
}
