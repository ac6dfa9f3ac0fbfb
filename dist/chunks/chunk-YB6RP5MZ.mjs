import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  RunContext,
  Signer
} from "./chunk-OYO6Y75B.mjs";
import {
  FindingException,
  SbomReference,
  ScanKind,
  ScanSummary,
  Severity
} from "./chunk-U53HIHDH.mjs";
import {
  Commit,
  DeployId,
  Digest,
  EpochSeconds,
  Phase,
  RepositoryId,
  RunId,
  Sha256,
  UserId
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";

// src/model/evidence.ts
var RecordKind = external_exports.enum([
  "scan",
  "sbom",
  "decision",
  "publish",
  "approval",
  "deploy-intent",
  "deploy-outcome",
  "reconcile",
  "note"
]);
var EvidenceRecord = external_exports.strictObject({
  schema: external_exports.literal("safeguard.record/v1"),
  kind: RecordKind,
  time: EpochSeconds,
  repository_id: RepositoryId,
  repository: external_exports.string(),
  /** '' for records of a build. */
  environment: external_exports.string(),
  run_id: RunId,
  run_attempt: external_exports.int().min(1),
  job: external_exports.string(),
  digest: Digest,
  commit: Commit,
  actor_id: UserId,
  actor: external_exports.string(),
  /** `allow`, `deny`, `succeeded`, `failed`, `proven`, `unproven`, `approved`, ...; per kind. */
  outcome: external_exports.string(),
  /** One sentence for people. */
  summary: external_exports.string().max(2e3),
  /** Person this record is about (approver, reconciler), else ''. */
  person_id: external_exports.string(),
  person: external_exports.string(),
  tool: external_exports.string(),
  tool_version: external_exports.string(),
  count_critical: external_exports.int().min(0),
  count_high: external_exports.int().min(0),
  count_medium: external_exports.int().min(0),
  count_low: external_exports.int().min(0),
  /** SHA-256 of the blob that holds the whole of it, '' if there is none. */
  detail_sha256: external_exports.union([Sha256, external_exports.literal("")]),
  /** What the blob is: `scan-summary`, `decision`, `evidence-bundle`, `cyclonedx`, `command-output`, ... */
  detail_type: external_exports.string(),
  contract_ref: external_exports.string(),
  config_sha256: Sha256,
  config_origin: external_exports.enum(["beside-bundle", "flag"]),
  /** True when the environment openly does without locks. */
  unlocked: external_exports.boolean()
});
var LedgerIntent = external_exports.strictObject({
  schema: external_exports.literal("safeguard.ledger-intent/v1"),
  seq: external_exports.int().min(0),
  deploy_id: DeployId,
  repository_id: RepositoryId,
  environment: external_exports.string(),
  digest: Digest,
  commit: Commit,
  run_id: RunId,
  run_attempt: external_exports.literal(1),
  /** The `jti` of the token that took the lease: two jobs of one run, in the same second, never write the same bytes. */
  lease: external_exports.string().min(1),
  actor_id: UserId,
  actor: external_exports.string(),
  time: EpochSeconds,
  decision_sha256: Sha256,
  /** SHA-256 of the previous result's bytes; '' for seq 0. */
  previous_result_sha256: external_exports.union([Sha256, external_exports.literal("")])
});
var LedgerResult = external_exports.strictObject({
  schema: external_exports.literal("safeguard.ledger-result/v1"),
  seq: external_exports.int().min(0),
  deploy_id: DeployId,
  outcome: external_exports.enum(["succeeded", "failed", "unknown"]),
  time: EpochSeconds,
  intent_sha256: Sha256,
  /** SHA-256 of the closing manifest's bytes. */
  manifest_sha256: Sha256,
  /** Run that wrote this; differs from the intent's when reconciled. */
  run_id: RunId,
  reconciled_by: external_exports.string(),
  reconcile_reason: external_exports.string()
});
var LedgerFacts = external_exports.strictObject({
  /** The store's description, printed with a first deploy so that a wrong bucket is noticed. */
  store: external_exports.string(),
  readable: external_exports.boolean(),
  /** SHA-256 of the last result's bytes, '' before the first deploy. */
  head: external_exports.string(),
  next_seq: external_exports.int().min(0),
  /** Why the entries do not form a chain; '' when they do. */
  problem: external_exports.string(),
  open_intent: LedgerIntent.nullable(),
  /** Commit and digest of the last deploy that succeeded; null before the first. */
  last_success: external_exports.strictObject({ commit: Commit, digest: Digest, deploy_id: DeployId, time: EpochSeconds }).nullable()
});
var EvidenceProblemCode = external_exports.enum([
  "LEDGER_BROKEN",
  "LEDGER_TAIL_CUT",
  "TRUST_ROOT_MISSING",
  "MANIFEST_MISSING",
  "MANIFEST_INVALID",
  "MANIFEST_UNSIGNED",
  "MANIFEST_FORGED",
  "OBJECT_MISSING",
  "OBJECT_ALTERED",
  "OBJECT_HIDDEN",
  "OBJECT_SUPERSEDED",
  "LOCK_WEAK",
  "RECORD_INVALID",
  "RECORD_UNLISTED",
  "SIGNATURE_INVALID",
  "STATEMENT_MISMATCH",
  "DECISION_MISMATCH",
  "APPROVAL_MISSING",
  "POLICY_UNKNOWN",
  "INTENT_OPEN",
  "NOT_DEPLOYED"
]);
var EvidenceProblem = external_exports.strictObject({ code: EvidenceProblemCode, key: external_exports.string(), text: external_exports.string() });
var ManifestEntry = external_exports.strictObject({
  key: external_exports.string().min(1),
  sha256: Sha256,
  bytes: external_exports.int().min(0),
  version_id: external_exports.string(),
  retain_until: EpochSeconds
});
var ManifestPredicate = external_exports.strictObject({
  schema: external_exports.literal("safeguard.evidence-manifest/v1"),
  stage: external_exports.enum(["job", "opening", "closing"]),
  repository_id: RepositoryId,
  environment: external_exports.string(),
  run_id: RunId,
  run_attempt: external_exports.int().min(1),
  job: external_exports.string(),
  time: EpochSeconds,
  store: external_exports.string(),
  lock: external_exports.enum(["COMPLIANCE", "none"]),
  config_sha256: Sha256,
  entries: external_exports.array(ManifestEntry).min(1)
});
var ManifestFile = external_exports.strictObject({
  schema: external_exports.literal("safeguard.manifest/v1"),
  signed: external_exports.boolean(),
  bundle: external_exports.record(external_exports.string(), external_exports.unknown()).nullable(),
  unsigned_statement: external_exports.record(external_exports.string(), external_exports.unknown()).nullable()
});
var Anchor = external_exports.strictObject({
  schema: external_exports.literal("safeguard.anchor/v1"),
  issuer: external_exports.string().min(1),
  /** SHA-256 of each trusted root that counts; the files lie in the store as blobs, or are embedded here. */
  trusted_roots: external_exports.array(external_exports.strictObject({ sha256: Sha256, document: external_exports.record(external_exports.string(), external_exports.unknown()).optional() })),
  /** False where certificates come from a private Fulcio without a CT log. */
  certificate_transparency: external_exports.boolean(),
  /** Exact SANs of the contracts, each with its commit, and for which part they count. */
  contracts: external_exports.array(
    external_exports.strictObject({
      san: external_exports.string().min(1),
      /** `source-commit`: a workflow of the service's own repository, whose commit is that of the source. */
      commit: external_exports.union([Commit, external_exports.literal("source-commit")]),
      part: external_exports.enum(["build", "deploy"])
    })
  ),
  keys: external_exports.array(
    external_exports.strictObject({
      spki_sha256: Sha256,
      spki: external_exports.base64(),
      repository_id: RepositoryId,
      part: external_exports.enum(["build", "deploy"])
    })
  ),
  policies: external_exports.array(Sha256).describe("Known policy digests; a decision by another one is named."),
  ledger_heads: external_exports.array(
    external_exports.strictObject({
      repository_id: RepositoryId,
      environment: external_exports.string(),
      seq: external_exports.int().min(0),
      result_sha256: Sha256
    })
  )
});

// src/model/decision.ts
var ReleaseFact = external_exports.strictObject({ ref: external_exports.string(), sha: Commit, revoked: external_exports.boolean(), below_minimum: external_exports.boolean() });
var EffectivePolicy = external_exports.strictObject({
  config_sha256: Sha256,
  config_origin: external_exports.enum(["beside-bundle", "flag"]),
  threshold: Severity,
  replayed_runs: external_exports.enum(["refuse", "allow"]),
  scans: external_exports.record(
    ScanKind,
    external_exports.union([
      external_exports.strictObject({
        tools: external_exports.array(external_exports.string()).min(1),
        max_age_seconds: external_exports.int().min(1),
        database_max_age_seconds: external_exports.int().min(1)
      }),
      external_exports.strictObject({ none: external_exports.string().min(1) })
    ])
  ),
  exceptions: external_exports.array(
    FindingException.omit({ from: true, until: true }).extend({ from_at: EpochSeconds, until_at: EpochSeconds })
  ),
  issuer: external_exports.string(),
  contracts: external_exports.strictObject({
    /** SAN of the build contract without `@ref`: `https://github.com/ORG/REPO/.github/workflows/build-sign.yml`. */
    build: external_exports.string(),
    deploy: external_exports.string(),
    /** Empty only before the first release has been listed. */
    releases: external_exports.array(ReleaseFact)
  }),
  service: external_exports.strictObject({
    repository_id: RepositoryId,
    repository: external_exports.string(),
    owner_id: UserId,
    registry: external_exports.string(),
    source_refs: external_exports.array(external_exports.string()).min(1),
    /** Full SANs, `https://github.com/OWNER/NAME/.github/workflows/FILE@REF`. */
    direct_workflows: external_exports.array(external_exports.string()),
    keys: external_exports.strictObject({ build: Sha256, deploy: Sha256 }).nullable()
  }),
  /** Null in phase before-publish, which knows no environment. */
  environment: external_exports.strictObject({ name: external_exports.string(), approvers: external_exports.array(UserId).min(1), lock: external_exports.enum(["compliance", "none"]) }).nullable()
});
var SignatureFact = external_exports.strictObject({
  bundle_sha256: Sha256,
  verified: external_exports.boolean(),
  problem: external_exports.string(),
  predicate_type: external_exports.string(),
  statement_sha256: Sha256.nullable(),
  subject_digests: external_exports.array(external_exports.string()),
  signer: Signer.nullable(),
  /** For scan predicates the index of its summary in `scans`, else null. */
  scan_index: external_exports.int().min(0).nullable(),
  /** Source commit and repository id from provenance; both '' for other predicates. Needed where a key signed. */
  provenance_commit: external_exports.string(),
  provenance_repository_id: external_exports.string()
});
var EnvironmentFact = external_exports.strictObject({
  name: external_exports.string(),
  exists: external_exports.boolean(),
  reviewers: external_exports.int().min(0).nullable(),
  prevent_self_review: external_exports.boolean().nullable(),
  can_admins_bypass: external_exports.boolean().nullable()
});
var ApprovalFact = external_exports.strictObject({
  user_id: UserId,
  login: external_exports.string(),
  state: external_exports.string(),
  environments: external_exports.array(external_exports.string()),
  observed_at: EpochSeconds
});
var AuthorFact = external_exports.strictObject({
  user_id: UserId.nullable(),
  /** Login, or name and e-mail where GitHub knows no account. */
  label: external_exports.string(),
  roles: external_exports.array(
    external_exports.enum([
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
  commit: external_exports.string()
});
var AuthorFacts = external_exports.strictObject({
  /** The commit of the last successful deploy; '' for a first deploy, which looks at one commit and its pull requests. */
  since_commit: external_exports.string(),
  until_commit: Commit,
  complete: external_exports.boolean(),
  people: external_exports.array(AuthorFact)
});
var EvidenceBundle = external_exports.strictObject({
  schema: external_exports.literal("safeguard.evidence-bundle/v1"),
  phase: Phase,
  /** The time the decision is made for. */
  time: EpochSeconds,
  run: RunContext,
  policy: EffectivePolicy,
  artifact: external_exports.strictObject({
    /** The digest asked for. */
    digest: Digest,
    /** The digest of the manifest bytes that were really read. */
    rehashed: Digest,
    registry: external_exports.string(),
    media_type: external_exports.string(),
    children: external_exports.array(Digest)
  }),
  scans: external_exports.array(ScanSummary),
  sbom: SbomReference.nullable(),
  signatures: external_exports.array(SignatureFact).nullable(),
  environment: EnvironmentFact.nullable(),
  ledger: LedgerFacts.nullable(),
  handed_over: external_exports.strictObject({ digest: Digest, ledger_head: external_exports.string() }).nullable(),
  approvals: external_exports.array(ApprovalFact).nullable(),
  authors: AuthorFacts.nullable()
});
var RuleVerdict = external_exports.strictObject({
  id: external_exports.string().regex(/^gate\.[a-z_]+\.[a-z_]+$/),
  verdict: external_exports.enum(["allow", "deny", "not_applicable"]),
  /** One sentence with the values that led to it. */
  message: external_exports.string().min(1),
  /** Citation of the regulation this supports, e.g. `45 CFR 164.312(d)`; '' where it is a house rule. */
  citation: external_exports.string(),
  /** What to do; '' unless denied. */
  remedy: external_exports.string()
});
var Decision = external_exports.strictObject({
  schema: external_exports.literal("safeguard.decision/v1"),
  verdict: external_exports.enum(["allow", "deny"]),
  phase: Phase,
  time: EpochSeconds,
  digest: Digest,
  repository_id: RepositoryId,
  environment: external_exports.string(),
  rules: external_exports.array(RuleVerdict).min(1),
  /** Whether signers were proven by certificate or by pinned key; `none` before anything is signed. */
  identity: external_exports.enum(["certificate", "key", "none"]),
  replayed_runs: external_exports.boolean(),
  policy_sha256: Sha256,
  config_sha256: Sha256,
  /** SHA-256 of the canonical JSON of the bundle. */
  input_sha256: Sha256
});

export {
  RecordKind,
  EvidenceRecord,
  LedgerIntent,
  LedgerResult,
  EvidenceProblem,
  ManifestEntry,
  ManifestPredicate,
  ManifestFile,
  Anchor,
  EvidenceBundle,
  RuleVerdict,
  Decision
};
