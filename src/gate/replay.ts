// A stored decision made again: from the stored bytes of its input as they are, with the policy of the time, in the form of the time.
import { canonicalBytes } from '../base/canonical-json.ts';
import { Fault } from '../base/fault.ts';
import { readStoredDecision, type StoredDecision } from '../formats/decision/read.ts';
import { readStoredBundle } from '../formats/evidence-bundle/read.ts';
import type { FormatReading } from '../formats/format.ts';
import type { Decision } from '../model/decision.ts';
import type { PolicyEngine } from '../model/ports.ts';
import { decideV1, rulesOf } from './decision-v1.ts';

/** A decision as today's code knows it, beside what was stored. */
export type ReadDecision = { decision: Decision; stored: StoredDecision };

/** Reads a stored decision of any version. Throws RECORD_INVALID. */
export function readDecision(bytes: Uint8Array): ReadDecision {
  const { value, stored } = readingOf(readStoredDecision(bytes), 'the decision');
  return { decision: value, stored };
}

/** The bytes that come out of the input, and the ledger head that it held. Throws RECORD_INVALID and POLICY_FAILED. */
export function decideAgain(
  { stored }: ReadDecision,
  input: Uint8Array,
  engine: Pick<PolicyEngine, 'sha256' | 'evaluate'>,
): { bytes: Uint8Array; ledgerHead: string } {
  const bundle = readingOf(readStoredBundle(input), 'its input');
  // The policy reads the very text that it read then, not what this release would make of it.
  const text = new TextDecoder().decode(input);
  const again = decideV1({ bundle: bundle.stored, text }, engine, rulesOf(stored));
  return { bytes: canonicalBytes(again), ledgerHead: bundle.value.ledger?.head ?? '' };
}

function readingOf<Stored, Live>(reading: FormatReading<Stored, Live>, what: string) {
  if (reading.ok) return reading;
  throw new Fault('RECORD_INVALID', `${what} cannot be replayed: ${reading.problem}`);
}
