// The form of the answers. They are printed as JSON and kept by auditors, so a released form never changes.
import * as z from 'zod';
import { EvidenceProblem } from '../model/evidence.ts';
import { ScanKind, SeverityCounts, ToolName } from '../model/finding.ts';
import { Commit, DeployId, Digest, EpochSeconds, Phase, RepositoryId, RunId, Sha256, UserId } from '../model/ids.ts';

/** `proven` only when there is no problem with any evidence that the answer rests on. */
export const AuditVerdict = z.enum(['proven', 'not_proven']);
export type AuditVerdict = z.infer<typeof AuditVerdict>;

const Person = z.strictObject({ id: UserId, login: z.string() });

/** A signed object and who signed it: the contract's SAN, or `key:` and the SPKI digest. */
const Signature = z.strictObject({
  key: z.string(),
  sha256: Sha256,
  about: z.string(),
  identity: z.enum(['certificate', 'key']),
  signer: z.string(),
  source_repository_id: z.string(),
  environment: z.string(),
  signed_at: EpochSeconds,
});
export type AuditSignature = z.infer<typeof Signature>;

/** The proof of one deploy to one environment. */
export const StepAnswer = z.strictObject({
  schema: z.literal('safeguard.audit-deploy/v1'),
  verdict: AuditVerdict,
  deploy_id: DeployId,
  store: z.string(),
  /** Null when no ledger names the deploy; of a denied one `denials` tells more. */
  deploy: z
    .strictObject({
      repository_id: RepositoryId,
      repository: z.string(),
      service: z.string(),
      environment: z.string(),
      run_id: RunId,
      seq: z.int().min(0),
      ledger_key: z.string(),
      digest: Digest,
      registry: z.string(),
      commit: Commit,
      actor: Person,
      intended_at: EpochSeconds,
      outcome: z.enum(['succeeded', 'failed', 'unknown', 'open']),
      ended_at: EpochSeconds.nullable(),
      reconciled_by: z.string(),
      reconcile_reason: z.string(),
    })
    .nullable(),
  /** The same deploy as one row by the field's usual names; null where no ledger names it. */
  row: z
    .strictObject({
      deploy_id: DeployId,
      /** ISO 8601: when it ended, or, while it has not, when its intent was locked. */
      timestamp: z.string(),
      actor_identity: z.string(),
      environment: z.string(),
      artifact_digest: Digest,
      /** As the caller named it; nothing rests on it. */
      change_ticket: z.string(),
      /** Who approved, in the order in which GitHub gives them. */
      approval_chain: z.array(z.string()),
    })
    .nullable(),
  approvals: z.array(Person.extend({ observed_at: EpochSeconds })),
  authors: z.strictObject({ complete: z.boolean(), people: z.array(z.string()) }).nullable(),
  scans: z.array(
    z.strictObject({
      kind: ScanKind,
      tool: ToolName,
      tool_version: z.string(),
      finished_at: EpochSeconds,
      proven: z.boolean(),
      counts: SeverityCounts,
      signer: z.string(),
    }),
  ),
  exceptions: z.array(
    z.strictObject({
      id: z.string(),
      rule: z.string(),
      requested_by: UserId,
      approved_by: UserId,
      until: EpochSeconds,
    }),
  ),
  decision: z
    .strictObject({
      key: z.string(),
      verdict: z.enum(['allow', 'deny']),
      time: EpochSeconds,
      rules: z.int().min(1),
      policy_sha256: Sha256,
      config_sha256: Sha256,
      config_origin: z.string(),
    })
    .nullable(),
  signatures: z.array(Signature),
  objects: z.int().min(0),
  /**
   * Objects that do not count as evidence: records that no signed manifest lists, and manifests that are marked
   * unsigned.
   */
  uncounted: z.strictObject({ records: z.int().min(0), manifests: z.int().min(0) }),
  lock: z.enum(['COMPLIANCE', 'none', '']),
  locked_until: EpochSeconds,
  citations: z.array(z.string()),
  caveats: z.array(z.string()),
  problems: z.array(EvidenceProblem),
});
export type StepAnswer = z.infer<typeof StepAnswer>;

/**
 * Answer to question 2 of docs/guide/audit.md: for this deploy, the approval chain, the signatures and the scan results. `verdict` and
 * `problems` cover all its environments.
 */
export const DeployAnswer = StepAnswer.extend({
  /** Where `deploy` is null because the gate denied it: each denial, as a manifest signed by the deploy contract lists it. */
  denials: z.array(
    z.strictObject({
      service: z.string(),
      environment: z.string(),
      digest: Digest,
      phase: Phase,
      time: EpochSeconds,
      /** The rules that denied, with their sentences. */
      rules: z.array(z.strictObject({ id: z.string(), message: z.string() })).min(1),
      decision_key: z.string(),
      policy_sha256: Sha256,
      config_sha256: Sha256,
      manifest: Signature,
    }),
  ),
  /** The same run's deploys to further environments, each with its own proof. */
  others: z.array(StepAnswer),
});
export type DeployAnswer = z.infer<typeof DeployAnswer>;

/** A deploy that began after the last success and by the time asked about. */
const LaterAttemptShape = z.strictObject({
  deploy_id: DeployId,
  seq: z.int().min(0),
  digest: Digest,
  began_at: EpochSeconds,
  /** As recorded since; it may have ended after the time asked about. */
  outcome: z.enum(['succeeded', 'failed', 'unknown', 'open']),
  ended_at: EpochSeconds.nullable(),
  reconciled_by: z.string(),
  /** True only when its own run signed that its command never started. */
  untouched: z.boolean(),
});
export type LaterAttempt = z.infer<typeof LaterAttemptShape>;

const EnvironmentShape = z.strictObject({
  repository_id: z.string(),
  service: z.string(),
  environment: z.string(),
  verdict: AuditVerdict,
  /** True when the last successful deploy by then was of this digest. */
  matches: z.boolean(),
  /** True only when the anchor holds a head of this ledger that is not older than the time asked about. */
  later_deploys_excluded: z.boolean(),
  /** Begun and not ended by then. */
  open_intents: z.array(DeployId),
  /** Every attempt after `last` that had begun by then, however it ended. */
  later_attempts: z.array(LaterAttemptShape),
  /** The last deploy that had succeeded by then, with its own proof; null when there was none. */
  last: StepAnswer.nullable(),
  problems: z.array(EvidenceProblem),
});
export type EnvironmentAnswer = z.infer<typeof EnvironmentShape>;

/** Answer to question 5: what was last recorded as successfully deployed, and whether it is this digest as approved. `verdict` is the worst of the environments'. */
export const RunningAnswer = z.strictObject({
  schema: z.literal('safeguard.audit-running/v1'),
  verdict: AuditVerdict,
  digest: Digest,
  at: EpochSeconds,
  store: z.string(),
  environments: z.array(EnvironmentShape),
  citations: z.array(z.string()),
  caveats: z.array(z.string()),
  problems: z.array(EvidenceProblem),
});
export type RunningAnswer = z.infer<typeof RunningAnswer>;

/** The paragraphs of the HIPAA Security Rule that answers about deploys support; none of them proves compliance. */
export const citations = ['45 CFR 164.312(b)', '45 CFR 164.312(d)', '45 CFR 164.316(b)(2)(i)'] as const;
