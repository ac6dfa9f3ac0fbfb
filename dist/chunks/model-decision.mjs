const require = (name) => process.getBuiltinModule(name);
import {
  RunContext,
  Signer
} from "./model-identity.mjs";
import {
  FindingException,
  SbomReference,
  ScanSummary,
  Severity,
  ToolName
} from "./model-config.mjs";
import {
  ScanKind
} from "./model-scanners.mjs";
import {
  ApprovalChain,
  Commit,
  DeployId,
  Digest,
  EntrySignature,
  EnvironmentName,
  EpochSeconds,
  Phase,
  RepositoryId,
  RunId,
  Sha256,
  Ticket,
  UserId
} from "./model-ids.mjs";
import {
  printable,
  quoted
} from "./base-text.mjs";
import {
  _enum,
  array,
  boolean,
  int,
  literal,
  looseObject,
  record,
  strictObject,
  string,
  union,
  unknown
} from "./vendor-zod.mjs";

// src/model/ledger-words.ts
var LedgerLogin = string().regex(/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])?$/, "expected a login of at most 63 characters");
var LedgerEnvironment = string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"');
var LedgerLease = string().regex(/^[\x20-\x7e]{1,200}$/, "expected at most 200 plain characters");
var LedgerCloser = string().regex(
  /^(?:[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])? \((?:user|bot) [1-9][0-9]{0,18}\))?$/,
  "expected a login and its id, or nothing"
);
var reasonLimit = 300;
var LedgerReason = string().regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]{0,300}$/u, "expected one line of at most 300 characters").refine(
  (text) => printable(text, reasonLimit) === text && reasonText(text) === quoted(text, 2 * reasonLimit),
  `expected one line of at most ${reasonLimit} characters that can be seen (a quotation mark counts as six)`
);
function reasonText(reason) {
  return quoted(reason, reasonLimit);
}
function closingSentence(closing) {
  return `${closing.by} closed ${closing.deployId} as ${closing.outcome}, with the reason ${reasonText(closing.reason)}`;
}

// src/model/anchor.ts
var LedgerHead = strictObject({
  repository_id: RepositoryId,
  environment: EnvironmentName,
  seq: int().min(0),
  result_sha256: Sha256
});
var Ended = strictObject({
  until: EpochSeconds,
  why: string().min(1).max(500),
  heads: array(LedgerHead)
});
var validity = {
  from: EpochSeconds.optional().describe("Only where it came back after it had ended: counts from then on."),
  ended: Ended.optional().describe("Absent while it is trusted.")
};
var AnchorValidity = strictObject(validity);
var Anchor = strictObject({
  schema: literal("safeguard.anchor/v2"),
  printed_at: EpochSeconds.describe("When it was printed; 0 where that is not known."),
  /** SHA-256 of each trusted root that counts; the files are blobs in the store, or are embedded here. */
  trusted_roots: array(
    strictObject({
      sha256: Sha256,
      document: record(string(), unknown()).optional(),
      certificate_transparency: boolean().describe("False where certificates come from a private Fulcio without a CT log."),
      ...validity
    })
  ),
  /** Exact SANs of the contracts, each with its commit and the issuer of its certificates, and for which part they count. */
  contracts: array(
    strictObject({
      san: string().min(1),
      issuer: string().min(1),
      /** `source-commit`: a workflow of the service's own repository, whose commit is that of the source. */
      commit: union([Commit, literal("source-commit")]),
      part: _enum(["build", "deploy"]),
      ...validity
    })
  ),
  keys: array(
    strictObject({
      spki_sha256: Sha256,
      spki: string().regex(/^[A-Za-z0-9+/]+={0,2}$/, "expected base64"),
      repository_id: RepositoryId,
      part: _enum(["build", "deploy"]),
      ...validity
    })
  ),
  policies: array(strictObject({ sha256: Sha256, ...validity })).describe("Known policy digests; a decision by another one is named."),
  ledger_heads: array(LedgerHead),
  /** Ledgers whose head could not be noted when this was printed, each with the reason. */
  unread_ledgers: array(
    strictObject({ repository_id: RepositoryId, environment: EnvironmentName, problem: string().max(500) })
  )
});

// src/model/evidence.ts
var RecordKind = _enum([
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
var RecordKindName = string().regex(/^[a-z][a-z0-9-]{0,39}$/, "expected the kind of a record");
var EvidenceRecord = strictObject({
  schema: literal("safeguard.record/v1"),
  kind: RecordKindName,
  time: EpochSeconds,
  repository_id: RepositoryId,
  repository: string(),
  /** '' for records of a build. */
  environment: string(),
  run_id: RunId,
  run_attempt: int().min(1),
  job: string(),
  digest: Digest,
  commit: Commit,
  actor_id: UserId,
  actor: string(),
  /** `allow`, `deny`, `succeeded`, `failed`, `proven`, `unproven`, `approved`, ...; per kind. */
  outcome: string(),
  /** One sentence for people. */
  summary: string().max(2e3),
  /** Person this record is about (approver, reconciler), else ''. */
  person_id: string(),
  person: string(),
  tool: string(),
  tool_version: string(),
  count_critical: int().min(0),
  count_high: int().min(0),
  count_medium: int().min(0),
  count_low: int().min(0),
  /** SHA-256 of the blob that holds the full content, '' if there is none. */
  detail_sha256: union([Sha256, literal("")]),
  /** What the blob is: `scan-summary`, `decision`, `evidence-bundle`, `cyclonedx`, `command-output`, ... */
  detail_type: string(),
  contract_ref: string(),
  config_sha256: Sha256,
  config_origin: _enum(["beside-bundle", "flag"]),
  /** True when the environment openly does without locks. */
  unlocked: boolean(),
  /** Of a deploy. */
  deploy_id: DeployId.exactOptional(),
  /** The change that a deploy belongs to, as its caller named it; nothing rests on it. */
  change_ticket: Ticket.exactOptional(),
  approval_chain: ApprovalChain.exactOptional(),
  run_number: int().min(1).exactOptional(),
  runner_id: string().min(1).max(40).exactOptional(),
  runner_name: string().min(1).max(200).exactOptional(),
  runner_group: string().min(1).max(200).exactOptional(),
  runner_image: string().min(1).max(200).exactOptional(),
  /** When GitHub created and started the job; an approval was given between them. */
  job_created_at: EpochSeconds.exactOptional(),
  job_started_at: EpochSeconds.exactOptional()
});
var LedgerIntent = strictObject({
  schema: literal("safeguard.ledger-intent/v1"),
  seq: int().min(0),
  deploy_id: DeployId,
  repository_id: RepositoryId,
  environment: LedgerEnvironment,
  digest: Digest,
  commit: Commit,
  run_id: RunId,
  run_attempt: literal(1),
  /** The `jti` of the token that took the lease: two jobs of one run, in the same second, never write the same bytes. */
  lease: LedgerLease,
  actor_id: UserId,
  actor: LedgerLogin,
  time: EpochSeconds,
  decision_sha256: Sha256,
  /** SHA-256 of the previous result's bytes; '' for seq 0. */
  previous_result_sha256: union([Sha256, literal("")]),
  signature: EntrySignature.exactOptional()
});
var LedgerResult = strictObject({
  schema: literal("safeguard.ledger-result/v1"),
  seq: int().min(0),
  deploy_id: DeployId,
  outcome: _enum(["succeeded", "failed", "unknown"]),
  time: EpochSeconds,
  intent_sha256: Sha256,
  /** SHA-256 of the closing manifest's bytes. */
  manifest_sha256: Sha256,
  /** Run that wrote this; differs from the intent's when reconciled. */
  run_id: RunId,
  reconciled_by: LedgerCloser,
  reconcile_reason: LedgerReason,
  signature: EntrySignature.exactOptional()
});
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
var EvidenceProblemCode = _enum([
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
  "OBJECT_UNREADABLE",
  "OBJECT_SUPERSEDED",
  "LOCK_WEAK",
  "RECORD_INVALID",
  "SIGNATURE_INVALID",
  "STATEMENT_MISMATCH",
  "DECISION_MISMATCH",
  "APPROVAL_MISSING",
  "POLICY_UNKNOWN",
  "INTENT_OPEN",
  "NOT_DEPLOYED",
  "TARGET_UNCERTAIN"
]);
var EvidenceProblem = strictObject({ code: EvidenceProblemCode, key: string(), text: string() });
var ManifestEntry = strictObject({
  key: string().min(1),
  sha256: Sha256,
  bytes: int().min(0),
  version_id: string(),
  retain_until: EpochSeconds
});
var ManifestPredicate = strictObject({
  schema: literal("safeguard.evidence-manifest/v1"),
  stage: _enum(["job", "opening", "closing"]),
  repository_id: RepositoryId,
  environment: string(),
  run_id: RunId,
  run_attempt: int().min(1),
  job: string(),
  time: EpochSeconds,
  store: string(),
  lock: _enum(["COMPLIANCE", "none"]),
  config_sha256: Sha256,
  entries: array(ManifestEntry).min(1)
});
var ManifestFile = strictObject({
  schema: literal("safeguard.manifest/v1"),
  signed: boolean(),
  bundle: record(string(), unknown()).nullable(),
  unsigned_statement: record(string(), unknown()).nullable()
});

// src/model/decision.ts
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
    FindingException.omit({ from: true, until: true }).extend({
      tool: ToolName,
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
  /** For an unknown person: the entry of `emails` under `people` that would identify them, as YAML text; else ''. */
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
  /**
   * The commit of the last success of another commit; '' when there is none: then one commit and its pull requests are
   * examined.
   */
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
  authors: AuthorFacts.nullable()
});
var RuleVerdict = strictObject({
  id: string().regex(/^gate\.[a-z_]+\.[a-z_]+$/),
  verdict: _enum(["allow", "deny", "not_applicable"]),
  /** One sentence with the values that led to it. */
  message: string().min(1),
  /** Citation of the regulation this supports, e.g. `45 CFR 164.312(d)`; '' for a rule without one. */
  citation: string(),
  /** What to do; '' unless denied. */
  remedy: string()
});
var Decision = strictObject({
  schema: literal("safeguard.decision/v1"),
  verdict: _enum(["allow", "deny"]),
  phase: Phase,
  time: EpochSeconds,
  digest: Digest,
  repository_id: RepositoryId,
  environment: string(),
  rules: array(RuleVerdict).min(1),
  /** Whether signers were proven by certificate or by pinned key; `none` before anything is signed. */
  identity: _enum(["certificate", "key", "none"]),
  replayed_runs: boolean(),
  policy_sha256: Sha256,
  config_sha256: Sha256,
  /** SHA-256 of the canonical JSON of the bundle. */
  input_sha256: Sha256
});

// src/model/statement.ts
var predicateTypes = {
  scan: "https://safeguard.dev/scan-summary/v1",
  cyclonedx: "https://cyclonedx.org/bom",
  spdx: "https://spdx.dev/Document",
  provenance: "https://slsa.dev/provenance/v1",
  acceptance: "https://safeguard.dev/image-acceptance/v1",
  decision: "https://safeguard.dev/gate-decision/v1",
  manifest: "https://safeguard.dev/evidence-manifest/v1"
};
var PredicateType = _enum(predicateTypes);
var statementPayloadType = "application/vnd.in-toto+json";
var statementLimit = 256 * 1024;
var bundleLimit = 16 * 1024 * 1024;
var proofLimit = 64 * 1024;
var sbomStatementLimit = (bundleLimit - proofLimit) / 4 * 3;
var Statement = looseObject({
  _type: _enum(["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"]),
  subject: array(looseObject({ name: string().optional(), digest: record(string(), string()) })).min(1),
  predicateType: string().min(1),
  /** Optional in version 1; readers that need it report that it is missing. */
  predicate: unknown().optional()
});
var ScanPredicate = strictObject({ schema: literal("safeguard.scan-summary/v1"), summary: ScanSummary });
var DecisionPredicate = strictObject({
  schema: literal("safeguard.gate-decision/v1"),
  decision: Decision
});
var Workflow = looseObject({ ref: string(), repository: string(), path: string() });
var buildTypes = {
  contract: "https://safeguard.dev/buildtypes/build-sign/v1",
  direct: "https://safeguard.dev/buildtypes/direct-workflow/v1"
};
var ProvenancePredicate = looseObject({
  buildDefinition: looseObject({
    buildType: _enum(buildTypes),
    /** `inputs`: every input of the contract, as its caller gave it or by default. */
    externalParameters: looseObject({ workflow: Workflow, inputs: record(string(), string()) }),
    internalParameters: looseObject({ github: looseObject({ repository_id: string(), event_name: string() }) }).optional(),
    resolvedDependencies: array(looseObject({ uri: string(), digest: record(string(), string()) })).min(1)
  }),
  runDetails: looseObject({
    builder: looseObject({ id: string().min(1) }),
    metadata: looseObject({ invocationId: string() }).optional()
  })
});
var AcceptancePredicate = strictObject({
  schema: literal("safeguard.image-acceptance/v1"),
  origin: literal("prebuilt"),
  accepted_at: EpochSeconds,
  source: strictObject({
    repository_id: string(),
    repository: string(),
    ref: string(),
    commit: string()
  }),
  workflow: strictObject(Workflow.shape),
  inputs: record(string(), string()),
  accepted_by: strictObject({
    contract_ref: string(),
    contract_sha: string(),
    event_name: string(),
    actor_id: string(),
    invocation_id: string()
  })
});
var buildStatements = {
  scan: [predicateTypes.scan],
  sbom: [predicateTypes.cyclonedx, predicateTypes.spdx],
  provenance: [predicateTypes.provenance, predicateTypes.acceptance],
  decision: [predicateTypes.decision]
};
var bundleType = "application/vnd.dev.sigstore.bundle.v0.3+json";
var predicateAnnotation = "dev.sigstore.bundle.predicateType";

export {
  reasonLimit,
  LedgerReason,
  reasonText,
  closingSentence,
  Anchor,
  RecordKindName,
  EvidenceRecord,
  LedgerIntent,
  LedgerResult,
  EvidenceProblem,
  ManifestEntry,
  ManifestPredicate,
  EvidenceBundle,
  predicateTypes,
  statementPayloadType,
  statementLimit,
  bundleLimit,
  proofLimit,
  sbomStatementLimit,
  Statement,
  buildTypes,
  buildStatements,
  bundleType,
  predicateAnnotation
};
