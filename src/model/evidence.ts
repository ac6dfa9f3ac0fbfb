// What the store holds: records, ledger entries, manifests and the auditor's anchor. All of it is read for six years.
import * as z from 'zod';
import {
  ApprovalChain,
  Commit,
  DeployId,
  Digest,
  EntrySignature,
  EpochSeconds,
  RepositoryId,
  RunId,
  ServiceName,
  Sha256,
  Ticket,
  UserId,
} from './ids.ts';
import { LedgerCloser, LedgerEnvironment, LedgerLease, LedgerLogin, LedgerReason } from './ledger-words.ts';

/** A ledger: one environment of one service of one repository. */
export type LedgerPlace = { repository_id: string; service: string; environment: string };

/** The kinds of record. */
export const RecordKind = z.enum([
  'scan',
  'sbom',
  'decision',
  'publish',
  'approval',
  'deploy-intent',
  'deploy-outcome',
  'reconcile',
  'note',
]);
export type RecordKind = z.infer<typeof RecordKind>;

/** The kind of a stored record: later releases write further ones, which are read as rows and of which nothing rests here. */
export const RecordKindName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected the kind of a record');
export type RecordKindName = z.infer<typeof RecordKindName>;

/**
 * A record: one flat JSON row that a query engine reads without conversion. `detail_*` point at blobs for everything
 * larger.
 */
export const EvidenceRecord = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.record/v1'),
    kind: RecordKindName,
    time: EpochSeconds,
    repository_id: RepositoryId,
    repository: z.string(),
    service: ServiceName,
    /** '' for records of a build. */
    environment: z.string(),
    run_id: RunId,
    run_attempt: z.int().min(1),
    job: z.string(),
    digest: Digest,
    commit: Commit,
    actor_id: UserId,
    actor: z.string(),
    /** `allow`, `deny`, `succeeded`, `failed`, `proven`, `unproven`, `approved`, ...; per kind. */
    outcome: z.string(),
    /** One sentence for people. */
    summary: z.string().max(2000),
    /** Person this record is about (approver, reconciler), else ''. */
    person_id: z.string(),
    person: z.string(),
    tool: z.string(),
    tool_version: z.string(),
    count_critical: z.int().min(0),
    count_high: z.int().min(0),
    count_medium: z.int().min(0),
    count_low: z.int().min(0),
    /** SHA-256 of the blob that holds the full content, '' if there is none. */
    detail_sha256: z.union([Sha256, z.literal('')]),
    /** What the blob is: `scan-summary`, `decision`, `evidence-bundle`, `cyclonedx`, `command-output`, ... */
    detail_type: z.string(),
    contract_ref: z.string(),
    config_sha256: Sha256,
    config_origin: z.enum(['beside-bundle', 'flag']),
    /** True when the environment openly does without locks. */
    unlocked: z.boolean(),
    /** Of a deploy. */
    deploy_id: DeployId.exactOptional(),
    /** The change that a deploy belongs to, as its caller named it; nothing rests on it. */
    change_ticket: Ticket.exactOptional(),
    approval_chain: ApprovalChain.exactOptional(),
    run_number: z.int().min(1).exactOptional(),
    runner_id: z.string().min(1).max(40).exactOptional(),
    runner_name: z.string().min(1).max(200).exactOptional(),
    runner_group: z.string().min(1).max(200).exactOptional(),
    runner_image: z.string().min(1).max(200).exactOptional(),
    /** When GitHub created and started the job; an approval was given between them. */
    job_created_at: EpochSeconds.exactOptional(),
    job_started_at: EpochSeconds.exactOptional(),
  }),
);
export type EvidenceRecord = z.infer<typeof EvidenceRecord>;

/** A write-ahead intent: exists, locked and read back, before anything is touched. */
export const LedgerIntent = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.ledger-intent/v1'),
    seq: z.int().min(0),
    deploy_id: DeployId,
    repository_id: RepositoryId,
    service: ServiceName,
    environment: LedgerEnvironment,
    digest: Digest,
    commit: Commit,
    run_id: RunId,
    run_attempt: z.literal(1),
    /** The `jti` of the token that took the lease: two jobs of one run, in the same second, never write the same bytes. */
    lease: LedgerLease,
    actor_id: UserId,
    actor: LedgerLogin,
    time: EpochSeconds,
    decision_sha256: Sha256,
    /** SHA-256 of the previous result's bytes; '' for seq 0. */
    previous_result_sha256: z.union([Sha256, z.literal('')]),
    signature: EntrySignature.exactOptional(),
  }),
);
export type LedgerIntent = z.infer<typeof LedgerIntent>;

/** The end of a deploy. `unknown` is only ever written by reconcile. */
export const LedgerResult = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.ledger-result/v1'),
    seq: z.int().min(0),
    deploy_id: DeployId,
    service: ServiceName,
    outcome: z.enum(['succeeded', 'failed', 'unknown']),
    time: EpochSeconds,
    intent_sha256: Sha256,
    /** SHA-256 of the closing manifest's bytes. */
    manifest_sha256: Sha256,
    /** Run that wrote this; differs from the intent's when reconciled. */
    run_id: RunId,
    reconciled_by: LedgerCloser,
    reconcile_reason: LedgerReason,
    signature: EntrySignature.exactOptional(),
  }),
);
export type LedgerResult = z.infer<typeof LedgerResult>;

/** A successful deploy, as the ledger reports it. */
const LedgerSuccess = z.strictObject({ commit: Commit, digest: Digest, deploy_id: DeployId, time: EpochSeconds });

/** What the ledger says, as the gate sees it. */
export const LedgerFacts = z.lazy(() =>
  z.strictObject({
    /** The store's description, printed with a first deploy so that a wrong bucket is noticed. */
    store: z.string(),
    readable: z.boolean(),
    /** SHA-256 of the last result's bytes, '' before the first deploy. */
    head: z.string(),
    next_seq: z.int().min(0),
    /** Why the entries do not form a chain; '' when they do. */
    problem: z.string(),
    open_intent: LedgerIntent.nullable(),
    /** Commit and digest of the last deploy that succeeded; null before the first. */
    last_success: LedgerSuccess.nullable(),
    /** The last success of another commit than that one; where authors begin when the same commit is deployed again. */
    last_other_success: LedgerSuccess.nullable(),
  }),
);
export type LedgerFacts = z.infer<typeof LedgerFacts>;

/** One deploy in the ledger as it was read: the intent, and the result once there is one. Digests are of the stored bytes. */
export type LedgerStep = {
  intent: LedgerIntent;
  intent_key: string;
  intent_sha256: Sha256;
  /** Null while the intent is open. */
  closed: { result: LedgerResult; key: string; sha256: Sha256 } | null;
};

/** What can be wrong with stored evidence. Codes are API for six years. */
export const EvidenceProblemCode = z.enum([
  'LEDGER_BROKEN',
  'LEDGER_TAIL_CUT',
  'TRUST_ROOT_MISSING',
  'MANIFEST_MISSING',
  'MANIFEST_INVALID',
  'MANIFEST_UNSIGNED',
  'MANIFEST_FORGED',
  'OBJECT_MISSING',
  'OBJECT_ALTERED',
  'OBJECT_HIDDEN',
  'OBJECT_UNREADABLE',
  'OBJECT_SUPERSEDED',
  'LOCK_WEAK',
  'RECORD_INVALID',
  'SIGNATURE_INVALID',
  'STATEMENT_MISMATCH',
  'DECISION_MISMATCH',
  'APPROVAL_MISSING',
  'POLICY_UNKNOWN',
  'INTENT_OPEN',
  'NOT_DEPLOYED',
  'DEPLOY_DENIED',
  'TARGET_UNCERTAIN',
]);
export type EvidenceProblemCode = z.infer<typeof EvidenceProblemCode>;

/** One thing that is wrong: the object by its key ('' where no object is at fault), and a sentence. */
export const EvidenceProblem = z.strictObject({ code: EvidenceProblemCode, key: z.string(), text: z.string() });
export type EvidenceProblem = z.infer<typeof EvidenceProblem>;

/** One stored object as a manifest lists it. */
export const ManifestEntry = z.lazy(() =>
  z.strictObject({
    key: z.string().min(1),
    sha256: Sha256,
    bytes: z.int().min(0),
    version_id: z.string(),
    retain_until: EpochSeconds,
  }),
);
export type ManifestEntry = z.infer<typeof ManifestEntry>;

/** The predicate of a job's manifest: every object this job wrote, read back after writing. Its subject is the deployed or built digest. */
export const ManifestPredicate = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.evidence-manifest/v1'),
    stage: z.enum(['job', 'opening', 'closing']),
    repository_id: RepositoryId,
    service: ServiceName,
    environment: z.string(),
    run_id: RunId,
    run_attempt: z.int().min(1),
    job: z.string(),
    time: EpochSeconds,
    store: z.string(),
    lock: z.enum(['COMPLIANCE', 'none']),
    config_sha256: Sha256,
    entries: z.array(ManifestEntry).min(1),
  }),
);
export type ManifestPredicate = z.infer<typeof ManifestPredicate>;

/** A manifest file in the store: a Sigstore bundle, or, without an identity to sign with, a statement that says so and never counts. */
export const ManifestFile = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.manifest/v1'),
    signed: z.boolean(),
    bundle: z.record(z.string(), z.unknown()).nullable(),
    unsigned_statement: z.record(z.string(), z.unknown()).nullable(),
  }),
);
export type ManifestFile = z.infer<typeof ManifestFile>;

export { Anchor, AnchorValidity, LedgerHead } from './anchor.ts';
