const require = (name) => process.getBuiltinModule(name);
import {
  Commit,
  EpochSeconds,
  RepositoryId,
  RunId,
  Sha256,
  UserId
} from "./model-ids.mjs";
import {
  _enum,
  array,
  discriminatedUnion,
  int,
  literal,
  looseObject,
  record,
  strictObject,
  string,
  union
} from "./vendor-zod.mjs";

// src/model/identity.ts
var Claims = looseObject({
  iss: string(),
  aud: union([string(), array(string())]),
  sub: string(),
  repository: string(),
  repository_id: RepositoryId,
  repository_owner: string(),
  repository_owner_id: UserId,
  repository_visibility: string(),
  ref: string(),
  sha: Commit,
  event_name: string(),
  actor: string(),
  actor_id: UserId,
  workflow_ref: string(),
  job_workflow_ref: string(),
  job_workflow_sha: Commit,
  run_id: RunId,
  run_number: string(),
  run_attempt: string().regex(/^[1-9]\d*$/),
  runner_environment: string(),
  environment: string().optional(),
  /** Unique to this token. */
  jti: string().min(1),
  exp: EpochSeconds,
  iat: EpochSeconds.optional()
});
var RunContext = strictObject({
  repository_id: RepositoryId,
  repository: string(),
  run_id: RunId,
  run_attempt: int().min(1),
  event: string(),
  actor_id: UserId,
  actor: string(),
  ref: string(),
  commit: Commit,
  job_workflow_ref: string(),
  job_workflow_sha: Commit,
  runner_environment: string(),
  environment: string(),
  job: string(),
  /** `token`: read from an OIDC token; `local`: a developer's machine, never counts as evidence. */
  source: _enum(["token", "local"])
});
var Signer = discriminatedUnion("type", [
  strictObject({
    type: literal("certificate"),
    /** URI subject alternative name: `https://github.com/ORG/REPO/.github/workflows/FILE@REF`. */
    san: string(),
    issuer: string(),
    // .8
    build_signer_digest: string(),
    // .10, commit of the contract
    runner_environment: string(),
    // .11
    source_repository_uri: string(),
    // .12
    source_commit: string(),
    // .13
    source_ref: string(),
    // .14
    source_repository_id: string(),
    // .15
    source_owner_id: string(),
    // .17
    trigger: string(),
    // .20
    run_uri: string(),
    // .21
    environment: string(),
    // .23
    /** Earliest verified timestamp over the signature; 0 when the trust material needs none. */
    signed_at: EpochSeconds
  }),
  strictObject({ type: literal("key"), spki_sha256: Sha256, signed_at: EpochSeconds })
]);
var IdentityPolicy = strictObject({
  sans: array(string().min(1)).min(1),
  issuer: string().min(1),
  /**
   * `<san>` to the commit that the certificate's .10 must name. A SAN without entry is refused. `source-commit` is for a
   * workflow of the service's own repository: .10 must equal the certificate's own source commit (.13).
   */
  contract_commits: record(string(), union([Commit, literal("source-commit")])),
  source_repository_id: RepositoryId,
  source_refs: array(string().min(1)).min(1).optional(),
  source_commit: Commit.optional(),
  environment: string().optional(),
  runner_environment: string().optional()
});

export {
  Claims,
  RunContext,
  Signer
};
