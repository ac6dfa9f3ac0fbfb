// The decision in a signed statement. The statement's own version and that of the decision in it are chosen apart.
import type { Decision } from '../../model/decision.ts';
import { readDecisionValue } from '../decision/read.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { DecisionPredicate } from './v1.ts';

const predicate = formatOf({ 'safeguard.gate-decision/v1': versionOf(DecisionPredicate, ({ decision }) => decision) });

/** The decision that a predicate carries. Never throws. */
export function readGateDecision(json: unknown): FormatReading<unknown, Decision> {
  const reading = predicate.readValue(json);
  return reading.ok ? readDecisionValue(reading.stored.decision) : reading;
}
