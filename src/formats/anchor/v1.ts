// The auditor's anchor, version 1, from before it knew of time. Frozen: never edited.
import * as z from 'zod';
import { Commit, EnvironmentName, RepositoryId, Sha256 } from '../ids/v1.ts';

const Part = z.enum(['build', 'deploy']);

/** Who may sign evidence and by which roots: one issuer, and certificate transparency for all roots at once. */
export const Anchor = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.anchor/v1'),
    issuer: z.string().min(1),
    trusted_roots: z.array(z.strictObject({ sha256: Sha256, document: z.record(z.string(), z.unknown()).optional() })),
    certificate_transparency: z.boolean(),
    contracts: z.array(
      z.strictObject({
        san: z.string().min(1),
        commit: z.union([Commit, z.literal('source-commit')]),
        part: Part,
      }),
    ),
    keys: z.array(
      z.strictObject({
        spki_sha256: Sha256,
        spki: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/, 'expected base64'),
        repository_id: RepositoryId,
        part: Part,
      }),
    ),
    policies: z.array(Sha256),
    ledger_heads: z.array(
      z.strictObject({
        repository_id: RepositoryId,
        environment: EnvironmentName,
        seq: z.int().min(0),
        result_sha256: Sha256,
      }),
    ),
  }),
);
