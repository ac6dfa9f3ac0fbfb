// Who ran and who signed, as version 1 of an evidence bundle holds them. Frozen: never edited.
import * as z from 'zod';
import { Commit, EpochSeconds, RepositoryId, RunId, Sha256, UserId } from '../ids/v1.ts';

/** The run a decision is made in, taken from the token, or from the command line where there is none. */
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
