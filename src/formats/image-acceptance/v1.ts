// Predicate about an image that was accepted and not built, version 1. Frozen: never edited.
import * as z from 'zod';
import { EpochSeconds, Reserved, ServiceName } from '../ids/v1.ts';

/** The workflow that was triggered, which may have called a contract. */
const Workflow = z.looseObject({ ref: z.string(), repository: z.string(), path: z.string() });

/**
 * An image that was accepted and not built: handed in by digest, scanned and decided about. Who built it, when and from what is not
 * known and not said; `source` is the commit whose source was scanned beside it.
 */
export const AcceptancePredicate = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.image-acceptance/v1'),
    origin: z.literal('prebuilt'),
    accepted_at: EpochSeconds,
    service: ServiceName,
    source: z.strictObject({
      repository_id: z.string(),
      repository: z.string(),
      ref: z.string(),
      commit: z.string(),
    }),
    workflow: z.strictObject(Workflow.shape),
    inputs: z.record(z.string(), z.string()),
    accepted_by: z.strictObject({
      contract_ref: z.string(),
      contract_sha: z.string(),
      event_name: z.string(),
      actor_id: z.string(),
      invocation_id: z.string(),
    }),
    ...Reserved,
  }),
);
