// What an auditor holds apart from any bucket: whom to trust, from when until when.
import * as z from 'zod';
import { Commit, EnvironmentName, EpochSeconds, RepositoryId, ServiceName, Sha256 } from './ids.ts';

/** The last known entry of one ledger, by the digest of its result. */
export const LedgerHead = z.lazy(() =>
  z.strictObject({
    repository_id: RepositoryId,
    service: ServiceName,
    environment: EnvironmentName,
    seq: z.int().min(0),
    result_sha256: Sha256,
  }),
);
export type LedgerHead = z.infer<typeof LedgerHead>;

/**
 * When something stopped being trusted, and why. A certificate's signature carries a time that a third party proved, so
 * `until` (inclusive) decides; a key's signature does not, so it counts only for entries at or below one of `heads`,
 * the ledger heads of its repository; only keys have heads.
 */
const Ended = z.lazy(() =>
  z.strictObject({
    until: EpochSeconds,
    why: z.string().min(1).max(500),
    heads: z.array(LedgerHead),
  }),
);

const validity = {
  from: EpochSeconds.optional().describe('Only where it came back after it had ended: counts from then on.'),
  ended: Ended.optional().describe('Absent while it is trusted.'),
};

/** In which time something in an anchor counts; without either field, always. */
export const AnchorValidity = z.strictObject(validity);
export type AnchorValidity = z.infer<typeof AnchorValidity>;

/** What an auditor holds apart from any bucket: who may sign evidence, by which roots, and in which time. */
export const Anchor = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.anchor/v2'),
    printed_at: EpochSeconds.describe('When it was printed; 0 where that is not known.'),
    /** SHA-256 of each trusted root that counts; the files are blobs in the store, or are embedded here. */
    trusted_roots: z.array(
      z.strictObject({
        sha256: Sha256,
        document: z.record(z.string(), z.unknown()).optional(),
        certificate_transparency: z
          .boolean()
          .describe('False where certificates come from a private Fulcio without a CT log.'),
        ...validity,
      }),
    ),
    /** Exact SANs of the contracts, each with its commit and the issuer of its certificates, and for which part they count. */
    contracts: z.array(
      z.strictObject({
        san: z.string().min(1),
        issuer: z.string().min(1),
        /** `source-commit`: a workflow of the service's own repository, whose commit is that of the source. */
        commit: z.union([Commit, z.literal('source-commit')]),
        part: z.enum(['build', 'deploy']),
        ...validity,
      }),
    ),
    keys: z.array(
      z.strictObject({
        spki_sha256: Sha256,
        spki: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/, 'expected base64'),
        repository_id: RepositoryId,
        service: ServiceName,
        part: z.enum(['build', 'deploy']),
        ...validity,
      }),
    ),
    policies: z
      .array(z.strictObject({ sha256: Sha256, ...validity }))
      .describe('Known policy digests; a decision by another one is named.'),
    ledger_heads: z.array(LedgerHead),
    /** Ledgers whose head could not be noted when this was printed, each with the reason. */
    unread_ledgers: z.array(
      z.strictObject({
        repository_id: RepositoryId,
        service: ServiceName,
        environment: EnvironmentName,
        problem: z.string().max(500),
      }),
    ),
  }),
);
export type Anchor = z.infer<typeof Anchor>;
