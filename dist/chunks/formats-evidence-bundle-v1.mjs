const require = (name) => process.getBuiltinModule(name);
import {
  LedgerIntent
} from "./flows-evidence-reader.mjs";
import {
  SbomReference,
  ScanKind,
  ScanSummary,
  Severity,
  ToolName
} from "./formats-scan-summary-v1.mjs";
import {
  Commit,
  DeployId,
  Digest,
  EpochSeconds,
  Phase,
  RepositoryId,
  Reserved,
  RunId,
  Sha256,
  UserId,
  formatOf,
  versionOf
} from "./formats-format.mjs";
import {
  _enum,
  array,
  boolean,
  discriminatedUnion,
  int,
  literal,
  record,
  strictObject,
  string,
  union
} from "./vendor-zod.mjs";

// src/formats/signer/v1.ts
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

// src/formats/evidence-bundle/v1.ts
var LedgerSuccess = strictObject({ commit: Commit, digest: Digest, deploy_id: DeployId, time: EpochSeconds });
var LedgerFacts = strictObject({
  /** The store's description, printed with a first deploy so that a wrong bucket is noticed. */
  store: string(),
  readable: boolean(),
  /** SHA-256 of the last result's bytes, '' before the first deploy. */
  head: string(),
  next_seq: int().min(0),
  /** Why the entries do not form a chain; '' when they do. */
  problem: string(),
  open_intent: LedgerIntent.nullable(),
  /** Commit and digest of the last deploy that succeeded; null before the first. */
  last_success: LedgerSuccess.nullable(),
  /** The last success of another commit than that one; where authors begin when the same commit is deployed again. */
  last_other_success: LedgerSuccess.nullable()
});
var ImageOrigin = _enum(["build", "prebuilt", "unknown"]);
var ReleaseFact = strictObject({ ref: string(), sha: Commit, revoked: boolean(), below_minimum: boolean() });
var EffectivePolicy = strictObject({
  config_sha256: Sha256,
  config_origin: _enum(["beside-bundle", "flag"]),
  threshold: Severity,
  replayed_runs: _enum(["refuse", "allow"]),
  prebuilt_images: _enum(["refuse", "allow"]),
  scans: record(
    ScanKind,
    union([
      strictObject({
        tools: array(string()).min(1),
        max_age_seconds: int().min(1),
        database_max_age_seconds: int().min(1)
      }),
      strictObject({ none: string().min(1) })
    ])
  ),
  exceptions: array(
    strictObject({
      id: string().regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/, "expected an id such as EX-2026-014"),
      rule: string().min(3).refine((s) => !/[*?]/.test(s), "expected one exact rule or vulnerability id, no wildcard").describe("One exact rule, or any id of the vulnerability, such as its CVE or its GHSA."),
      tool: ToolName,
      package: string().optional().describe("Exact package@version; required for vulnerabilities."),
      path: string().optional().describe("Exact path, as the finding shows it."),
      digest: Digest.optional().describe("Only for this image."),
      reason: string().min(20),
      "requested-by": UserId,
      "approved-by": UserId,
      from_at: EpochSeconds,
      until_at: EpochSeconds
    })
  ),
  issuer: string(),
  contracts: strictObject({
    /** SAN of the build contract without `@ref`: `https://github.com/ORG/REPO/.github/workflows/build-sign.yml`. */
    build: string(),
    deploy: string(),
    /** Empty only before the first release has been listed. */
    releases: array(ReleaseFact)
  }),
  service: strictObject({
    repository_id: RepositoryId,
    repository: string(),
    owner_id: UserId,
    registry: string(),
    source_refs: array(string()).min(1),
    /** Full SANs, `https://github.com/OWNER/NAME/.github/workflows/FILE@REF`. */
    direct_workflows: array(string()),
    keys: strictObject({ build: Sha256, deploy: Sha256 }).nullable()
  }),
  /** Null in phase before-publish, which knows no environment. */
  environment: strictObject({ name: string(), approvers: array(UserId).min(1), lock: _enum(["compliance", "none"]) }).nullable()
});
var SignatureFact = strictObject({
  bundle_sha256: Sha256,
  verified: boolean(),
  problem: string(),
  predicate_type: string(),
  statement_sha256: Sha256.nullable(),
  subject_digests: array(string()),
  signer: Signer.nullable(),
  /** For scan predicates the index of its summary in `scans`, else null. */
  scan_index: int().min(0).nullable(),
  /** Source commit and repository id from provenance; both '' for other predicates. Needed where a key signed. */
  provenance_commit: string(),
  provenance_repository_id: string()
});
var IgnoredReferrers = strictObject({
  count: int().min(0),
  /** False when there may be more than was looked at. */
  complete: boolean(),
  reasons: array(strictObject({ reason: string().max(100), count: int().min(1) })).max(20)
});
var EnvironmentFact = strictObject({
  name: string(),
  exists: boolean(),
  reviewers: int().min(0).nullable(),
  prevent_self_review: boolean().nullable(),
  can_admins_bypass: boolean().nullable()
});
var ApprovalFact = strictObject({
  user_id: UserId,
  login: string(),
  state: string(),
  environments: array(string()),
  observed_at: EpochSeconds
});
var DeployJobsFact = strictObject({
  count: int().min(0),
  /** False when GitHub did not list every job, or shortened a name. */
  complete: boolean()
});
var AuthorFact = strictObject({
  user_id: UserId.nullable(),
  /** Login, or name and e-mail where GitHub knows no account. */
  label: string(),
  /** For somebody nobody knows: the entry of `emails` under `people` that would name them, as YAML text; else ''. */
  mapped_by: string(),
  roles: array(
    _enum([
      "commit-author",
      "committer",
      "co-author",
      "pull-request-author",
      "run-actor",
      "run-triggering-actor",
      "pusher"
    ])
  ).min(1),
  /** A commit where this person appears, '' for run roles. */
  commit: string()
});
var AuthorFacts = strictObject({
  /** The commit of the last success of another commit; '' where there is none, which looks at one commit and its pull requests. */
  since_commit: string(),
  until_commit: Commit,
  complete: boolean(),
  /** Why the list is not complete, and what to do; '' when it is. */
  problem: string(),
  people: array(AuthorFact)
});
var EvidenceBundle = strictObject({
  schema: literal("safeguard.evidence-bundle/v1"),
  phase: Phase,
  /** The time the decision is made for. */
  time: EpochSeconds,
  run: RunContext,
  policy: EffectivePolicy,
  artifact: strictObject({
    /** The digest asked for. */
    digest: Digest,
    /** The digest of the manifest bytes that were really read. */
    rehashed: Digest,
    registry: string(),
    media_type: string(),
    children: array(Digest),
    origin: ImageOrigin
  }),
  scans: array(ScanSummary),
  sbom: SbomReference.nullable(),
  signatures: array(SignatureFact).nullable(),
  /** Absent where every referrer could be read and is among the signatures. */
  ignored_referrers: IgnoredReferrers.exactOptional(),
  environment: EnvironmentFact.nullable(),
  ledger: LedgerFacts.nullable(),
  handed_over: strictObject({ digest: Digest, ledger_head: string() }).nullable(),
  approvals: array(ApprovalFact).nullable(),
  deploy_jobs: DeployJobsFact.nullable(),
  authors: AuthorFacts.nullable(),
  ...Reserved
});

// src/formats/evidence-bundle/read.ts
var bundle = formatOf({ "safeguard.evidence-bundle/v1": versionOf(EvidenceBundle, (old) => old) });
function readStoredBundle(bytes) {
  return bundle.readBytes(bytes);
}

export {
  readStoredBundle
};
