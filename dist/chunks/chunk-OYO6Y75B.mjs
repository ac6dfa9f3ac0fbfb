import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  Commit,
  EpochSeconds,
  RepositoryId,
  RunId,
  Sha256,
  UserId
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";

// src/model/identity.ts
var Claims = external_exports.looseObject({
  iss: external_exports.string(),
  aud: external_exports.union([external_exports.string(), external_exports.array(external_exports.string())]),
  sub: external_exports.string(),
  repository: external_exports.string(),
  repository_id: RepositoryId,
  repository_owner: external_exports.string(),
  repository_owner_id: UserId,
  repository_visibility: external_exports.string(),
  ref: external_exports.string(),
  sha: Commit,
  event_name: external_exports.string(),
  actor: external_exports.string(),
  actor_id: UserId,
  workflow_ref: external_exports.string(),
  job_workflow_ref: external_exports.string(),
  job_workflow_sha: Commit,
  run_id: RunId,
  run_number: external_exports.string(),
  run_attempt: external_exports.string().regex(/^[1-9]\d*$/),
  runner_environment: external_exports.string(),
  environment: external_exports.string().optional(),
  /** Unique to this token. */
  jti: external_exports.string().min(1),
  exp: EpochSeconds,
  iat: EpochSeconds.optional()
});
var RunContext = external_exports.strictObject({
  repository_id: RepositoryId,
  repository: external_exports.string(),
  run_id: RunId,
  run_attempt: external_exports.int().min(1),
  event: external_exports.string(),
  actor_id: UserId,
  actor: external_exports.string(),
  ref: external_exports.string(),
  commit: Commit,
  job_workflow_ref: external_exports.string(),
  job_workflow_sha: Commit,
  runner_environment: external_exports.string(),
  environment: external_exports.string(),
  job: external_exports.string(),
  /** `token`: read from an OIDC token; `local`: a developer's machine, never counts as evidence. */
  source: external_exports.enum(["token", "local"])
});
var Signer = external_exports.discriminatedUnion("type", [
  external_exports.strictObject({
    type: external_exports.literal("certificate"),
    /** URI subject alternative name: `https://github.com/ORG/REPO/.github/workflows/FILE@REF`. */
    san: external_exports.string(),
    issuer: external_exports.string(),
    // .8
    build_signer_digest: external_exports.string(),
    // .10, commit of the contract
    runner_environment: external_exports.string(),
    // .11
    source_repository_uri: external_exports.string(),
    // .12
    source_commit: external_exports.string(),
    // .13
    source_ref: external_exports.string(),
    // .14
    source_repository_id: external_exports.string(),
    // .15
    source_owner_id: external_exports.string(),
    // .17
    trigger: external_exports.string(),
    // .20
    run_uri: external_exports.string(),
    // .21
    environment: external_exports.string(),
    // .23
    /** Earliest verified timestamp over the signature; 0 when the trust material needs none. */
    signed_at: EpochSeconds
  }),
  external_exports.strictObject({ type: external_exports.literal("key"), spki_sha256: Sha256, signed_at: EpochSeconds })
]);
var IdentityPolicy = external_exports.strictObject({
  sans: external_exports.array(external_exports.string().min(1)).min(1),
  issuer: external_exports.string().min(1),
  /**
   * `<san>` to the commit that the certificate's .10 must name. A SAN without entry is refused. `source-commit` is for a
   * workflow of the service's own repository: .10 must equal the certificate's own source commit (.13).
   */
  contract_commits: external_exports.record(external_exports.string(), external_exports.union([Commit, external_exports.literal("source-commit")])),
  source_repository_id: RepositoryId,
  source_refs: external_exports.array(external_exports.string().min(1)).min(1).optional(),
  source_commit: Commit.optional(),
  environment: external_exports.string().optional(),
  runner_environment: external_exports.string().optional()
});

export {
  Claims,
  RunContext,
  Signer
};
