// Everything that a decision rested on, version 1. Frozen: never edited. A decision is made again from these bytes as they are.
import * as z from 'zod';
import {
  Commit,
  DeployId,
  Digest,
  EpochSeconds,
  Phase,
  RepositoryId,
  Reserved,
  ServiceName,
  Sha256,
  TeamId,
  UserId,
} from '../ids/v1.ts';
import { LedgerIntent } from '../ledger-intent/v1.ts';
import { SbomReference, ScanKind, ScanSummary, Severity, ToolName } from '../scan-summary/v1.ts';
import { RunContext, Signer } from '../signer/v1.ts';

/** A deploy that succeeded, as the ledger tells it. */
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

/** How an image came to be: `build` by the contract itself, `prebuilt` handed in by digest; `unknown` where no provenance says so. */
export const ImageOrigin = z.enum(['build', 'prebuilt', 'unknown']);

/** From which refs GitHub lets an environment's jobs run: `protected` branches, or `selected` branches and tags. */
export const RefLimit = z.enum(['any', 'protected', 'selected']);

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
      z.strictObject({
        id: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/, 'expected an id such as EX-2026-014'),
        rule: z
          .string()
          .min(3)
          .refine((s) => !/[*?]/.test(s), 'expected one exact rule or vulnerability id, no wildcard')
          .describe('One exact rule, or any id of the vulnerability, such as its CVE or its GHSA.'),
        tool: ToolName,
        package: z.string().optional().describe('Exact package@version; required for vulnerabilities.'),
        path: z.string().optional().describe('Exact path, as the finding shows it.'),
        digest: Digest.optional().describe('Only for this image.'),
        reason: z.string().min(20),
        'requested-by': UserId,
        'approved-by': UserId,
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

/** A referrer after verification. `verified: false` keeps the reason; nothing of its content is used then. */
export const SignatureFact = z.lazy(() =>
  z.strictObject({
    bundle_sha256: Sha256,
    verified: z.boolean(),
    problem: z.string(),
    predicate_type: z.string(),
    statement_sha256: Sha256.nullable(),
    /** The service that the predicate names; '' where the format has no place for one, as an SBOM's. */
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

/** Referrers of an image that count for nothing because nobody could read them, by reason in our own words; see `complete`. */
export const IgnoredReferrers = z.lazy(() =>
  z.strictObject({
    count: z.int().min(0),
    /** False when there may be more than was looked at. */
    complete: z.boolean(),
    reasons: z.array(z.strictObject({ reason: z.string().max(100), count: z.int().min(1) })).max(20),
  }),
);

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

/** How many jobs of the run may be a contract's environment job; a review names environment and run, but no job. */
export const DeployJobsFact = z.lazy(() =>
  z.strictObject({
    count: z.int().min(0),
    /** False when GitHub did not list every job, or shortened a name. */
    complete: z.boolean(),
  }),
);

/** Everyone who had a hand in what is deployed. An entry without id is someone nobody can name, and denies. */
export const AuthorFact = z.lazy(() =>
  z.strictObject({
    user_id: UserId.nullable(),
    /** Login, or name and e-mail where GitHub knows no account. */
    label: z.string(),
    /** For somebody nobody knows: the entry of `emails` under `people` that would name them, as YAML text; else ''. */
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

/** The authors and from where to where they were collected. */
export const AuthorFacts = z.lazy(() =>
  z.strictObject({
    /** The commit of the last success of another commit; '' where there is none, which looks at one commit and its pull requests. */
    since_commit: z.string(),
    until_commit: Commit,
    complete: z.boolean(),
    /** Why the list is not complete, and what to do; '' when it is. */
    problem: z.string(),
    people: z.array(AuthorFact),
  }),
);

/** How a branch stands to the commit of a tag, as the forge compares them; `unknown` where it gives no answer. */
const BranchStanding = z.enum(['identical', 'behind', 'ahead', 'diverged', 'unknown']);

/** Which listed branches were asked for the commit of a tag. A branch holds it where the tag is `identical` with its head or `behind`. */
export const HeldBy = z.lazy(() =>
  z.strictObject({
    commit: Commit,
    branches: z
      .array(
        z.strictObject({
          ref: z.string(),
          /** Null where the forge knows no such branch. */
          head: Commit.nullable(),
          standing: BranchStanding,
        }),
      )
      .min(1),
  }),
);

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
    ...Reserved,
  }),
);
