// What the gate is given and what it says. Both are stored whole, so that a decision can be made again six years later.
import * as z from 'zod';
import { FindingException } from './config.ts';
import { LedgerFacts } from './evidence.ts';
import { SbomReference, ScanKind, ScanSummary, Severity, ToolName } from './finding.ts';
import { HeldBy } from './held-by.ts';
import { RunContext, Signer } from './identity.ts';
import { Commit, Digest, EpochSeconds, Phase, RepositoryId, ServiceName, Sha256, TeamId, UserId } from './ids.ts';

/** How an image came to be: `build` by the contract itself, `prebuilt` handed in by digest; `unknown` where no provenance says so. */
export const ImageOrigin = z.enum(['build', 'prebuilt', 'unknown']);
export type ImageOrigin = z.infer<typeof ImageOrigin>;

/** From which refs GitHub lets an environment's jobs run: `protected` branches, or `selected` branches and tags. */
export const RefLimit = z.enum(['any', 'protected', 'selected']);
export type RefLimit = z.infer<typeof RefLimit>;

/** A trusted release of the contracts as the policy sees it. */
const ReleaseFact = z.strictObject({ ref: z.string(), sha: Commit, revoked: z.boolean(), below_minimum: z.boolean() });

/** The effective policy for one service and environment: config with defaults merged, in the form the rules read. */
export const EffectivePolicy = z.lazy(() =>
  z.strictObject({
    config_sha256: Sha256,
    config_origin: z.enum(['beside-bundle', 'flag']),
    threshold: Severity,
    replayed_runs: z.enum(['refuse', 'allow']),
    prebuilt_images: z.enum(['refuse', 'allow']),
    scans: z.record(
      ScanKind,
      z.union([
        z.strictObject({
          tools: z.array(z.string()).min(1),
          max_age_seconds: z.int().min(1),
          database_max_age_seconds: z.int().min(1),
        }),
        z.strictObject({ none: z.string().min(1) }),
      ]),
    ),
    exceptions: z.array(
      FindingException.omit({ from: true, until: true }).extend({
        tool: ToolName,
        from_at: EpochSeconds,
        until_at: EpochSeconds,
      }),
    ),
    issuer: z.string(),
    contracts: z.strictObject({
      /** SAN of the build contract without `@ref`: `https://github.com/ORG/REPO/.github/workflows/build-sign.yml`. */
      build: z.string(),
      deploy: z.string(),
      /** Empty only before the first release has been listed. */
      releases: z.array(ReleaseFact),
    }),
    service: z.strictObject({
      /** The name under which its evidence lies: the oldest that it had. */
      name: ServiceName,
      repository_id: RepositoryId,
      repository: z.string(),
      owner_id: UserId,
      registry: z.string(),
      source_refs: z.array(z.string()).min(1),
      /** Full SANs, `https://github.com/OWNER/NAME/.github/workflows/FILE@REF`. */
      direct_workflows: z.array(z.string()),
      keys: z.strictObject({ build: Sha256, deploy: Sha256 }).nullable(),
    }),
    /** Null in phase before-publish, which knows no environment. */
    environment: z
      .strictObject({
        name: z.string(),
        production: z.boolean(),
        phi: z.boolean(),
        approvers: z.array(UserId).min(1),
        lock: z.enum(['compliance', 'none']),
        /** Who may start a deploy to it; null where anybody may who can start the workflow. */
        starters: z.array(UserId).min(1).nullable(),
        /** Least minutes that GitHub has to wait before its job starts. */
        wait_minutes: z.int().min(0),
        /** Teams that have to be among the required reviewers. */
        reviewer_teams: z.array(TeamId),
        refs: RefLimit,
      })
      .nullable(),
  }),
);
export type EffectivePolicy = z.infer<typeof EffectivePolicy>;

/** A referrer after verification. `verified: false` keeps the reason; its content is not used. */
export const SignatureFact = z.lazy(() =>
  z.strictObject({
    bundle_sha256: Sha256,
    verified: z.boolean(),
    problem: z.string(),
    predicate_type: z.string(),
    statement_sha256: Sha256.nullable(),
    /** The service that the predicate names; '' for a format without a place for one, such as an SBOM's. */
    service: z.string(),
    subject_digests: z.array(z.string()),
    signer: Signer.nullable(),
    /** For scan predicates the index of its summary in `scans`, else null. */
    scan_index: z.int().min(0).nullable(),
    /** Source commit and repository id from provenance; both '' for other predicates. Needed where a key signed. */
    provenance_commit: z.string(),
    provenance_repository_id: z.string(),
  }),
);
export type SignatureFact = z.infer<typeof SignatureFact>;

/** Referrers of an image that do not count because they could not be read, grouped by reason; see `complete`. */
export const IgnoredReferrers = z.lazy(() =>
  z.strictObject({
    count: z.int().min(0),
    /** False when there may be more than was looked at. */
    complete: z.boolean(),
    reasons: z.array(z.strictObject({ reason: z.string().max(100), count: z.int().min(1) })).max(20),
  }),
);
export type IgnoredReferrers = z.infer<typeof IgnoredReferrers>;

/** The deployment environment as GitHub's API describes it; null = the API did not say. */
export const EnvironmentFact = z.lazy(() =>
  z.strictObject({
    name: z.string(),
    exists: z.boolean(),
    reviewers: z.int().min(0).nullable(),
    prevent_self_review: z.boolean().nullable(),
    can_admins_bypass: z.boolean().nullable(),
    wait_minutes: z.int().min(0).nullable(),
    reviewer_teams: z.array(TeamId).nullable(),
    refs: RefLimit.nullable(),
    /** The selected refs, `refs/heads/NAME` or `refs/tags/NAME` with GitHub's wildcards; empty where none are selected. */
    selected_refs: z.array(z.string()).nullable(),
  }),
);
export type EnvironmentFact = z.infer<typeof EnvironmentFact>;

/** One review of one run, from GitHub's approvals API, which names neither time, digest nor attempt. */
export const ApprovalFact = z.lazy(() =>
  z.strictObject({
    user_id: UserId,
    login: z.string(),
    state: z.string(),
    environments: z.array(z.string()),
    observed_at: EpochSeconds,
  }),
);
export type ApprovalFact = z.infer<typeof ApprovalFact>;

/** How many jobs of the run may be a contract's environment job; a review names environment and run, but no job. */
export const DeployJobsFact = z.lazy(() =>
  z.strictObject({
    count: z.int().min(0),
    /** False when GitHub did not list every job, or shortened a name. */
    complete: z.boolean(),
  }),
);
export type DeployJobsFact = z.infer<typeof DeployJobsFact>;

/** A person who had a hand in what is deployed. An entry without an id is a person who cannot be identified, and denies. */
export const AuthorFact = z.lazy(() =>
  z.strictObject({
    user_id: UserId.nullable(),
    /** Login, or name and e-mail where GitHub knows no account. */
    label: z.string(),
    /** For an unknown person: the entry of `emails` under `people` that would identify them, as YAML text; else ''. */
    mapped_by: z.string(),
    roles: z
      .array(
        z.enum([
          'commit-author',
          'committer',
          'co-author',
          'pull-request-author',
          'run-actor',
          'run-triggering-actor',
          'pusher',
        ]),
      )
      .min(1),
    /** A commit where this person appears, '' for run roles. */
    commit: z.string(),
  }),
);
export type AuthorFact = z.infer<typeof AuthorFact>;

/** The authors and from where to where they were collected. */
export const AuthorFacts = z.lazy(() =>
  z.strictObject({
    /**
     * The commit of the last success of another commit; '' when there is none: then one commit and its pull requests are
     * examined.
     */
    since_commit: z.string(),
    until_commit: Commit,
    complete: z.boolean(),
    /** Why the list is not complete, and what to do; '' when it is. */
    problem: z.string(),
    people: z.array(AuthorFact),
  }),
);
export type AuthorFacts = z.infer<typeof AuthorFacts>;

/** What changed between the last successful deploy and this one, for people; no rule reads it. */
export type Changes = {
  since: Commit;
  until: Commit;
  commits: { sha: Commit; subject: string; author: string }[];
  /** False when GitHub cut the list or one commit does not follow from the other. */
  complete: boolean;
};

/** Everything a decision rests on. Null means "not collected in this phase"; a rule that needs it then denies. */
export const EvidenceBundle = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.evidence-bundle/v1'),
    phase: Phase,
    /** The time the decision is made for. */
    time: EpochSeconds,
    run: RunContext,
    policy: EffectivePolicy,
    artifact: z.strictObject({
      /** The digest asked for. */
      digest: Digest,
      /** The digest of the manifest bytes that were really read. */
      rehashed: Digest,
      registry: z.string(),
      media_type: z.string(),
      children: z.array(Digest),
      origin: ImageOrigin,
    }),
    scans: z.array(ScanSummary),
    sbom: SbomReference.nullable(),
    signatures: z.array(SignatureFact).nullable(),
    /** Absent where every referrer could be read and is among the signatures. */
    ignored_referrers: IgnoredReferrers.exactOptional(),
    environment: EnvironmentFact.nullable(),
    ledger: LedgerFacts.nullable(),
    handed_over: z.strictObject({ digest: Digest, ledger_head: z.string() }).nullable(),
    approvals: z.array(ApprovalFact).nullable(),
    deploy_jobs: DeployJobsFact.nullable(),
    authors: AuthorFacts.nullable(),
    /** The listed branches that were asked for the tag's commit; absent where none had to be asked. */
    held_by: HeldBy.exactOptional(),
  }),
);
export type EvidenceBundle = z.infer<typeof EvidenceBundle>;

/** What one rule says. Ids such as `gate.approval.four_eyes` are API for six years. */
export const RuleVerdict = z.lazy(() =>
  z.strictObject({
    id: z.string().regex(/^gate\.[a-z_]+\.[a-z_]+$/),
    verdict: z.enum(['allow', 'deny', 'not_applicable']),
    /** One sentence with the values that led to it. */
    message: z.string().min(1),
    /** Citation of the regulation this supports, e.g. `45 CFR 164.312(d)`; '' for a rule without one. */
    citation: z.string(),
    /** What to do; '' unless denied. */
    remedy: z.string(),
  }),
);
export type RuleVerdict = z.infer<typeof RuleVerdict>;

/** The gate's decision. `allow` only when every applicable rule allowed and every known rule gave exactly one verdict. */
export const Decision = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.decision/v1'),
    verdict: z.enum(['allow', 'deny']),
    phase: Phase,
    time: EpochSeconds,
    digest: Digest,
    repository_id: RepositoryId,
    service: ServiceName,
    environment: z.string(),
    rules: z.array(RuleVerdict).min(1),
    /** Whether signers were proven by certificate or by pinned key; `none` before anything is signed. */
    identity: z.enum(['certificate', 'key', 'none']),
    replayed_runs: z.boolean(),
    policy_sha256: Sha256,
    config_sha256: Sha256,
    /** SHA-256 of the canonical JSON of the bundle. */
    input_sha256: Sha256,
  }),
);
export type Decision = z.infer<typeof Decision>;
