// A decision of the gate, version 1. Frozen: never edited.
import * as z from 'zod';
import { Digest, EpochSeconds, Phase, RepositoryId, Reserved, ServiceName, Sha256 } from '../ids/v1.ts';

/** What one rule says. Ids such as `gate.approval.four_eyes` are API for six years. */
export const RuleVerdict = z.lazy(() =>
  z.strictObject({
    id: z.string().regex(/^gate\.[a-z_]+\.[a-z_]+$/),
    verdict: z.enum(['allow', 'deny', 'not_applicable']),
    /** One sentence with the values that led to it. */
    message: z.string().min(1),
    /** Citation of the regulation this supports, e.g. `45 CFR 164.312(d)`; '' where it is a house rule. */
    citation: z.string(),
    /** What to do; '' unless denied. */
    remedy: z.string(),
  }),
);

/** The gate's decision. `allow` only when every applicable rule allowed and every known rule spoke exactly once. */
export const Decision = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.decision/v1'),
    verdict: z.enum(['allow', 'deny']),
    phase: Phase,
    time: EpochSeconds,
    digest: Digest,
    repository_id: RepositoryId,
    service: ServiceName,
    environment: z.string(),
    rules: z.array(RuleVerdict).min(1),
    /** Whether signers were proven by certificate or by pinned key; `none` before anything is signed. */
    identity: z.enum(['certificate', 'key', 'none']),
    replayed_runs: z.boolean(),
    policy_sha256: Sha256,
    config_sha256: Sha256,
    /** SHA-256 of the canonical JSON of the bundle. */
    input_sha256: Sha256,
    ...Reserved,
  }),
);
