// The intent of a deploy, version 1. Frozen: never edited.
import * as z from 'zod';
import {
  Commit,
  DeployId,
  Digest,
  EntrySignature,
  EpochSeconds,
  LedgerEnvironment,
  LedgerLease,
  LedgerLogin,
  RepositoryId,
  Reserved,
  RunId,
  ServiceName,
  Sha256,
  UserId,
} from '../ids/v1.ts';

/** A write-ahead intent: exists, locked and read back, before anything is touched. */
export const LedgerIntent = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.ledger-intent/v1'),
    seq: z.int().min(0),
    deploy_id: DeployId,
    repository_id: RepositoryId,
    service: ServiceName,
    environment: LedgerEnvironment,
    digest: Digest,
    commit: Commit,
    run_id: RunId,
    run_attempt: z.literal(1),
    /** The `jti` of the token that took the lease: two jobs of one run, in the same second, never write the same bytes. */
    lease: LedgerLease,
    actor_id: UserId,
    actor: LedgerLogin,
    time: EpochSeconds,
    decision_sha256: Sha256,
    /** SHA-256 of the previous result's bytes; '' for seq 0. */
    previous_result_sha256: z.union([Sha256, z.literal('')]),
    signature: EntrySignature.exactOptional(),
    ...Reserved,
  }),
);
