// The forge as the flows see it: who the job is, and what is known of commits, people, reviews and runs.
import type { ApprovalFact, EnvironmentFact } from '../decision.ts';
import type { BranchStanding } from '../held-by.ts';
import type { IdentityToken } from '../identity.ts';
import type { Commit, RepositoryId, RunId, UserId } from '../ids.ts';

/** The job's OIDC identity. */
export interface IdentitySource {
  /** A fresh token for one audience, or undefined where the job has none. Throws OIDC_INVALID, REMOTE_UNREACHABLE. */
  token(audience: string): Promise<IdentityToken | undefined>;
}

/** A commit as the forge reports it; ids are null where the forge knows no account. */
export type CommitFact = {
  sha: Commit;
  message: string;
  author: { id: UserId | null; login: string; name: string; email: string };
  committer: { id: UserId | null; login: string; name: string; email: string };
  verified: boolean;
};

/** An account as the forge shows one; apps and other machines are bots. */
export type Account = { id: UserId; login: string; bot: boolean };

/**
 * A pull request as the forge reports it; a deleted account is null. `mergeCommit` is the commit of its merge, null when
 * it is not merged or the commit is unknown.
 */
export type PullRequestFact = {
  number: number;
  author: Account | null;
  merged: boolean;
  mergeCommit: Commit | null;
  base: { repositoryId: RepositoryId | null; branch: string };
};

/** What a forge knows of commits, reviews, environments and jobs; read only. Throws GITHUB_UNREADABLE with the permission that is missing; a 404 where it means "unknown" is null. */
export interface Forge {
  approvals(repository: string, run: RunId): Promise<Omit<ApprovalFact, 'observed_at'>[]>;
  environment(repository: string, name: string): Promise<EnvironmentFact>;
  /** Names, as the forge shows them, of the jobs of a run's latest attempt that were not skipped; one for each job. `complete` is false when the forge cut the list. */
  jobs(repository: string, run: RunId): Promise<{ names: string[]; complete: boolean }>;
  commit(repository: string, sha: Commit): Promise<CommitFact>;
  /** Commits reachable from `head` and not from `base`; `complete` is false when the forge cut the list or `base` is not an ancestor. */
  commitsBetween(repository: string, base: Commit, head: Commit): Promise<{ commits: CommitFact[]; complete: boolean }>;
  /**
   * How a commit stands to the head of a branch, found by its full name, so that no tag is taken for it; `unknown` also where the forge
   * says that branch or commit do not exist, and where its answer contradicts itself.
   */
  standing(repository: string, branch: string, sha: Commit): Promise<{ head: Commit | null; standing: BranchStanding }>;
  /** Whatever pull requests the forge connects with a commit: open, closed and merged ones, of this and of other repositories. */
  pullRequests(repository: string, sha: Commit): Promise<PullRequestFact[]>;
  /** All commits of a pull request of this repository. Throws GITHUB_UNREADABLE where the forge does not list all. */
  pullRequestCommits(repository: string, number: number): Promise<CommitFact[]>;
  run(
    repository: string,
    run: RunId,
  ): Promise<{
    id: RunId;
    repositoryId: RepositoryId;
    status: string;
    attempt: number;
    event: string;
    headSha: Commit;
    headBranch: string;
    actor: Account | null;
    triggeringActor: Account | null;
  }>;
}
