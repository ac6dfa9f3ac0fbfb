// Predicate of a decision statement, version 1. Frozen: never edited.
import * as z from 'zod';
import { Decision } from '../decision/v1.ts';

/** Predicate of a decision statement. */
export const DecisionPredicate = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.gate-decision/v1'),
    decision: Decision,
  }),
);
