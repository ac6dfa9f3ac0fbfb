// The end of a deploy, version 1. Frozen: never edited.
import * as z from 'zod';
import {
  DeployId,
  EntrySignature,
  EpochSeconds,
  LedgerCloser,
  LedgerReason,
  Reserved,
  RunId,
  ServiceName,
  Sha256,
} from '../ids/v1.ts';

/** The end of a deploy. `unknown` is only ever written by reconcile. */
export const LedgerResult = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.ledger-result/v1'),
    seq: z.int().min(0),
    deploy_id: DeployId,
    service: ServiceName,
    outcome: z.enum(['succeeded', 'failed', 'unknown']),
    time: EpochSeconds,
    intent_sha256: Sha256,
    /** SHA-256 of the closing manifest's bytes. */
    manifest_sha256: Sha256,
    /** Run that wrote this; differs from the intent's when reconciled. */
    run_id: RunId,
    reconciled_by: LedgerCloser,
    reconcile_reason: LedgerReason,
    signature: EntrySignature.exactOptional(),
    ...Reserved,
  }),
);
