// What of GitHub's REST answers is read, and in which shape it must be. Fields that are not read are not described.
import * as z from 'zod';
import { Commit, RepositoryId, RunId, UserId } from '../../../model/ids.ts';

const numericId = z.int().min(1).transform(String);
const User = z
  .object({ id: numericId.pipe(UserId), login: z.string().min(1), type: z.string().optional() })
  .transform(({ id, login, type }) => ({ id, login, bot: type === 'Bot' || login.endsWith('[bot]') }));
/** GitHub's account `ghost`, which stands for every account that was deleted. */
const ghost = '10137';
// GitHub gives null or an empty object where it knows no account for an e-mail, and null or `ghost` where there is none any more.
const AccountOrNone = z
  .union([User, z.strictObject({}).transform(() => null), z.null()])
  .transform((user) => (user?.id === ghost ? null : user));
const Signature = z.object({ name: z.string().default(''), email: z.string().default('') }).nullable();

/** A commit; `author` and `committer` are null where GitHub knows no account for the e-mail. */
export const CommitAnswer = z.object({
  sha: Commit,
  commit: z.object({
    message: z.string(),
    author: Signature,
    committer: Signature,
    verification: z.object({ verified: z.boolean() }).optional(),
  }),
  author: AccountOrNone,
  committer: AccountOrNone,
});

/** A workflow run. */
export const RunAnswer = z.object({
  id: numericId.pipe(RunId),
  repository: z.object({ id: numericId.pipe(RepositoryId) }),
  status: z.string(),
  run_attempt: z.int().min(1),
  event: z.string(),
  head_sha: Commit,
  head_branch: z.string().nullable(),
  actor: AccountOrNone,
  triggering_actor: AccountOrNone,
});

// A review of an account that was deleted stays a review, by nobody whom anybody lists as an approver.
const Reviewer = AccountOrNone.transform((user) => user ?? { id: UserId.parse(ghost), login: 'ghost', bot: false });

/** The reviews of a run; GitHub gives neither time, digest nor attempt. */
export const ApprovalsAnswer = z.array(
  z.object({ state: z.string(), user: Reviewer, environments: z.array(z.object({ name: z.string() })) }),
);

/** One page of the jobs of a run. */
export const JobsAnswer = z.object({
  total_count: z.int().min(0),
  jobs: z.array(z.object({ id: z.int().min(1), name: z.string(), conclusion: z.string().nullish() })),
});

const ProtectionRule = z.looseObject({
  type: z.string(),
  prevent_self_review: z.boolean().optional(),
  reviewers: z
    .array(z.looseObject({ type: z.string().optional(), reviewer: z.looseObject({ id: z.number() }).nullish() }))
    .optional(),
  wait_timer: z.int().min(0).optional(),
});
/** An environment; a field that GitHub leaves out is absent, never false. */
export const EnvironmentAnswer = z.object({
  name: z.string(),
  can_admins_bypass: z.boolean().optional(),
  protection_rules: z.array(ProtectionRule).optional(),
  /** Null where every ref may deploy. */
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
    .nullable()
    .optional(),
});

/** The refs that an environment selects; `type` is absent in answers of older servers, which knew branches alone. */
export const SelectedRefsAnswer = z.object({
  total_count: z.int().min(0),
  branch_policies: z.array(z.object({ name: z.string(), type: z.enum(['branch', 'tag']).default('branch') })),
});

/** A ref by its full name; an annotated tag has another type than a commit. */
export const RefAnswer = z.object({ ref: z.string(), object: z.object({ type: z.string(), sha: Commit }) });

/** How two commits stand to one another. */
export const StandingAnswer = z.object({ status: z.string(), merge_base_commit: z.object({ sha: Commit }) });

/** One page of a comparison. */
export const ComparisonAnswer = z.object({
  status: z.string(),
  total_commits: z.int().min(0),
  merge_base_commit: z.object({ sha: Commit }),
  commits: z.array(CommitAnswer),
});
/** One page of pull requests; the repository of a base is null where it was deleted. */
export const PullRequestsAnswer = z.array(
  z.object({
    number: z.int().min(1),
    user: AccountOrNone,
    merged_at: z.string().nullable(),
    merge_commit_sha: Commit.nullable(),
    base: z.object({ ref: z.string(), repo: z.object({ id: numericId.pipe(RepositoryId) }).nullable() }),
  }),
);
