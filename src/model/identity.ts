// Who runs, and who signed: GitHub's OIDC claims, the facts of a signing certificate, and what we expect of them.
import * as z from 'zod';
import { Commit, EpochSeconds, RepositoryId, RunId, Sha256, UserId } from './ids.ts';

/** The claims of GitHub's OIDC token that we read; others pass through unread. Source: GitHub's reference of OIDC token claims. */
export const Claims = z.lazy(() =>
  z.looseObject({
    iss: z.string(),
    aud: z.union([z.string(), z.array(z.string())]),
    sub: z.string(),
    repository: z.string(),
    repository_id: RepositoryId,
    repository_owner: z.string(),
    repository_owner_id: UserId,
    repository_visibility: z.string(),
    ref: z.string(),
    sha: Commit,
    event_name: z.string(),
    actor: z.string(),
    actor_id: UserId,
    workflow_ref: z.string(),
    job_workflow_ref: z.string(),
    job_workflow_sha: Commit,
    run_id: RunId,
    run_number: z.string(),
    run_attempt: z.string().regex(/^[1-9]\d*$/),
    runner_environment: z.string(),
    environment: z.string().optional(),
    /** Unique to this token. */
    jti: z.string().min(1),
    exp: EpochSeconds,
    iat: EpochSeconds.optional(),
  }),
);
export type Claims = z.infer<typeof Claims>;

/** A token as received (a secret) with its claims. */
export type IdentityToken = { jwt: string; claims: Claims };

/** The run a decision is made in, from the token, or from the command line when there is no token. */
export const RunContext = z.lazy(() =>
  z.strictObject({
    repository_id: RepositoryId,
    repository: z.string(),
    run_id: RunId,
    run_attempt: z.int().min(1),
    event: z.string(),
    actor_id: UserId,
    actor: z.string(),
    ref: z.string(),
    commit: Commit,
    job_workflow_ref: z.string(),
    job_workflow_sha: Commit,
    runner_environment: z.string(),
    environment: z.string(),
    job: z.string(),
    /** `token`: read from an OIDC token; `local`: a developer's machine, never counts as evidence. */
    source: z.enum(['token', 'local']),
  }),
);
export type RunContext = z.infer<typeof RunContext>;

/** What a verified certificate says (Fulcio OIDs 1.3.6.1.4.1.57264.1.N), or the pinned key that signed instead. Absent extensions are ''. */
export const Signer = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('certificate'),
      /** URI subject alternative name: `https://github.com/ORG/REPO/.github/workflows/FILE@REF`. */
      san: z.string(),
      issuer: z.string(), // .8
      build_signer_digest: z.string(), // .10, commit of the contract
      runner_environment: z.string(), // .11
      source_repository_uri: z.string(), // .12
      source_commit: z.string(), // .13
      source_ref: z.string(), // .14
      source_repository_id: z.string(), // .15
      source_owner_id: z.string(), // .17
      trigger: z.string(), // .20
      run_uri: z.string(), // .21
      environment: z.string(), // .23
      /** Earliest verified timestamp over the signature; 0 when the trust material needs none. */
      signed_at: EpochSeconds,
    }),
    z.strictObject({ type: z.literal('key'), spki_sha256: Sha256, signed_at: EpochSeconds }),
  ]),
);
export type Signer = z.infer<typeof Signer>;

/** What a certificate must say, every given field compared as an exact string; lists are alternatives and never empty. */
export const IdentityPolicy = z.lazy(() =>
  z.strictObject({
    sans: z.array(z.string().min(1)).min(1),
    issuer: z.string().min(1),
    /**
     * `<san>` to the commit that the certificate's .10 must name. A SAN without entry is refused. `source-commit` is for a
     * workflow of the service's own repository: .10 must equal the certificate's own source commit (.13).
     */
    contract_commits: z.record(z.string(), z.union([Commit, z.literal('source-commit')])),
    source_repository_id: RepositoryId,
    source_refs: z.array(z.string().min(1)).min(1).optional(),
    source_commit: Commit.optional(),
    environment: z.string().optional(),
    runner_environment: z.string().optional(),
  }),
);
export type IdentityPolicy = z.infer<typeof IdentityPolicy>;

/**
 * The running release of the contracts. A release cannot list its own commit, so it is trusted when the configuration
 * was read beside its own bundle. Null when the running workflow is not a contract, or the configuration came by
 * --config.
 */
export type RunningRelease = { ref: string; sha: Commit } | null;
