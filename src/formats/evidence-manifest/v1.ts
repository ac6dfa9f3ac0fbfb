// What a job's signed manifest lists, version 1. Frozen: never edited.
import * as z from 'zod';
import { EpochSeconds, RepositoryId, Reserved, RunId, ServiceName, Sha256 } from '../ids/v1.ts';

/** One stored object as a manifest lists it. */
const ManifestEntry = z.lazy(() =>
  z.strictObject({
    key: z.string().min(1),
    sha256: Sha256,
    bytes: z.int().min(0),
    version_id: z.string(),
    retain_until: EpochSeconds,
  }),
);

/** The predicate of a job's manifest: every object this job wrote, read back after writing. Its subject is the deployed or built digest. */
export const ManifestPredicate = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.evidence-manifest/v1'),
    stage: z.enum(['job', 'opening', 'closing']),
    repository_id: RepositoryId,
    service: ServiceName,
    environment: z.string(),
    run_id: RunId,
    run_attempt: z.int().min(1),
    job: z.string(),
    time: EpochSeconds,
    store: z.string(),
    lock: z.enum(['COMPLIANCE', 'none']),
    config_sha256: Sha256,
    entries: z.array(ManifestEntry).min(1),
    ...Reserved,
  }),
);
