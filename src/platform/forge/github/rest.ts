// What GitHub's REST API says about a run, its approvals and its authors; read only. An answer that does not fit its schema is no
// answer, what cannot be read is never taken for "there is none", and the token never appears in an error.
import * as z from 'zod';
import { Fault } from '../../../base/fault.ts';
import type { BranchStanding } from '../../../model/held-by.ts';
import type { Commit, RunId } from '../../../model/ids.ts';
import type { CommitFact, Forge } from '../../../model/ports.ts';
import { usualPace } from '../../http/request.ts';
import {
  ApprovalsAnswer,
  CommitAnswer,
  ComparisonAnswer,
  JobsAnswer,
  PullRequestsAnswer,
  RefAnswer,
  RunAnswer,
  StandingAnswer,
} from './answers.ts';
import { type Ask, type AskPages, type List, mostPages, openApi, openPages, pageSize, usualListPace } from './api.ts';
import { readEnvironment } from './environment.ts';
import { expectAnswer, split } from './expect.ts';
import { type ForgePace, openOctokit } from './octokit.ts';

/** GitHub lists no more commits of one pull request (REST reference, "List commits on a pull request"). */
const mostPullRequestCommits = 250;

/** The port `forge` over an API root such as `https://api.github.com`, as the bearer of `token`. Throws GITHUB_UNREADABLE without a token. */
export function openGitHub(
  api: string,
  token: string,
  pace: ForgePace & { list?: number } = { ...usualPace, limits: 2 * 60_000 },
): Forge {
  if (token === '')
    throw new Fault(
      'GITHUB_UNREADABLE',
      'there is no GitHub token; expected GITHUB_TOKEN in the environment of the step',
    );
  const ask = openApi(openOctokit(api, token, pace));
  const pages = openPages(ask, pace.list ?? usualListPace);
  return {
    approvals: (repository, run) => readApprovals(ask, repository, run),
    environment: (repository, name) => readEnvironment(ask, repository, name),
    jobs: (repository, run) => readJobs(pages, repository, run),
    commit: (repository, sha) => readCommit(ask, repository, sha),
    commitsBetween: (repository, base, head) => readCommitsBetween(pages, repository, base, head),
    standing: (repository, branch, sha) => readStanding(ask, repository, branch, sha),
    pullRequests: (repository, sha) => readPullRequests(pages, repository, sha),
    pullRequestCommits: (repository, number) => readPullRequestCommits(pages, repository, number),
    run: (repository, run) => readRun(ask, repository, run),
  };
}

async function readApprovals(ask: Ask, repository: string, run: RunId): ReturnType<Forge['approvals']> {
  const answer = await ask('GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', {
    ...split(repository),
    run_id: run,
  });
  const approvals = expectAnswer(ApprovalsAnswer, answer, `the approvals of run ${run} of ${repository}`, 'actions');
  return approvals.map(({ state, user, environments }) => ({
    user_id: user.id,
    login: user.login,
    state,
    environments: environments.map(({ name }) => name),
  }));
}

/** A job that was skipped deploys nothing and never will in this attempt. */
async function readJobs(pages: AskPages, repository: string, run: RunId): ReturnType<Forge['jobs']> {
  const seen = new Map<number, z.infer<typeof JobsAnswer>['jobs'][number]>();
  const names = () => [...seen.values()].filter((job) => job.conclusion !== 'skipped').map((job) => job.name);
  const where = { ...split(repository), run_id: run, filter: 'latest' };
  const what = `the jobs of run ${run} of ${repository}`;
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs';
  for await (const answer of pages({ route, where, what })) {
    const list = expectAnswer(JobsAnswer, answer, what, 'actions');
    for (const job of list.jobs) seen.set(job.id, job);
    if (list.jobs.length < pageSize) return { names: names(), complete: seen.size === list.total_count };
  }
  return { names: names(), complete: false };
}

async function readCommit(ask: Ask, repository: string, sha: Commit): Promise<CommitFact> {
  const answer = await ask('GET /repos/{owner}/{repo}/commits/{sha}', { ...split(repository), sha });
  const commit = expectAnswer(CommitAnswer, answer, `commit ${sha} of ${repository}`, 'contents');
  if (commit.sha === sha) return commitFact(commit);
  throw new Fault('REMOTE_UNEXPECTED', `GitHub answered commit ${commit.sha} for ${sha} of ${repository}`);
}

type Entry = z.infer<typeof CommitAnswer>;

function commitFact({ sha, commit, author, committer }: Entry): CommitFact {
  const person = (account: Entry['author'], signature: Entry['commit']['author']) => ({
    id: account?.id ?? null,
    login: account?.login ?? '',
    name: signature?.name ?? '',
    email: signature?.email ?? '',
  });
  return {
    sha,
    message: commit.message,
    author: person(author, commit.author),
    committer: person(committer, commit.committer),
    verified: commit.verification?.verified ?? false,
  };
}

async function readCommitsBetween(
  pages: AskPages,
  repository: string,
  base: Commit,
  head: Commit,
): ReturnType<Forge['commitsBetween']> {
  const commits = new Map<string, CommitFact>();
  const where = { ...split(repository), basehead: `${base}...${head}` };
  const what = `the commits from ${base} to ${head} of ${repository}`;
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
  for await (const answer of pages({ route, where, what })) {
    const comparison = expectAnswer(ComparisonAnswer, answer, what, 'contents');
    for (const commit of comparison.commits) commits.set(commit.sha, commitFact(commit));
    if (comparison.commits.length < pageSize)
      return { commits: [...commits.values()], complete: isComplete(comparison, commits, base, head) };
  }
  return { commits: [...commits.values()], complete: false };
}

/** All of them, from an ancestor: as many as GitHub counts, the head among them. */
function isComplete(
  comparison: z.infer<typeof ComparisonAnswer>,
  commits: ReadonlyMap<string, CommitFact>,
  base: Commit,
  head: Commit,
): boolean {
  const { status, merge_base_commit, total_commits } = comparison;
  if (merge_base_commit.sha !== base || commits.size !== total_commits) return false;
  return status === 'identical' ? base === head : status === 'ahead' && commits.has(head);
}

/** By the branch's full name first, then by commits alone: GitHub resolves a short name as a tag, too. */
async function readStanding(ask: Ask, repository: string, branch: string, sha: Commit): ReturnType<Forge['standing']> {
  const ref = `heads/${branch}`;
  const found = await ask('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...split(repository), ref });
  if (found.status === 404) return { head: null, standing: 'unknown' };
  const { ref: name, object } = expectAnswer(RefAnswer, found, `the branch ${branch} of ${repository}`, 'contents');
  if (name !== `refs/${ref}` || object.type !== 'commit') return { head: null, standing: 'unknown' };
  const head = object.sha;
  const where = { ...split(repository), basehead: `${head}...${sha}`, per_page: 1, page: 1 };
  const compared = await ask('GET /repos/{owner}/{repo}/compare/{basehead}', where);
  if (compared.status === 404) return { head, standing: 'unknown' };
  const what = `how ${sha} stands to ${head} in ${repository}`;
  return { head, standing: standingOf(expectAnswer(StandingAnswer, compared, what, 'contents'), head, sha) };
}

/** GitHub's word, where the commit that both hold agrees with it. */
function standingOf(answer: z.infer<typeof StandingAnswer>, head: Commit, sha: Commit): BranchStanding {
  const base = answer.merge_base_commit.sha;
  const expected = { identical: head === sha && base === sha, behind: head !== sha && base === sha };
  if (answer.status === 'ahead' || answer.status === 'diverged') return answer.status;
  if (answer.status === 'identical' || answer.status === 'behind')
    return expected[answer.status] ? answer.status : 'unknown';
  return 'unknown';
}

async function readPullRequests(pages: AskPages, repository: string, sha: Commit): ReturnType<Forge['pullRequests']> {
  const where = { ...split(repository), sha };
  const what = `the pull requests of commit ${sha} of ${repository}`;
  const route = 'GET /repos/{owner}/{repo}/commits/{sha}/pulls';
  const found = await readPages(pages, { route, where, what }, PullRequestsAnswer);
  return found.map(({ number, user, merged_at, merge_commit_sha, base }) => ({
    number,
    author: user,
    // Before the merge this commit is one that GitHub made to try it.
    merged: merged_at !== null,
    mergeCommit: merged_at === null ? null : merge_commit_sha,
    base: { repositoryId: base.repo?.id ?? null, branch: base.ref },
  }));
}

async function readPullRequestCommits(pages: AskPages, repository: string, number: number): Promise<CommitFact[]> {
  const where = { ...split(repository), number };
  const what = `the commits of pull request ${number} of ${repository}`;
  const route = 'GET /repos/{owner}/{repo}/pulls/{number}/commits';
  const commits = await readPages(pages, { route, where, what }, z.array(CommitAnswer));
  if (commits.length < mostPullRequestCommits) return commits.map(commitFact);
  throw new Fault(
    'GITHUB_UNREADABLE',
    `pull request ${number} of ${repository} has ${mostPullRequestCommits} commits or more; GitHub lists no more, so its authors are not known`,
    {
      hint: 'Merge smaller pull requests; authors who are not known cannot be told from approvers.',
    },
  );
}

async function readPages<T>(pages: AskPages, list: List, schema: z.ZodType<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const answer of pages(list)) {
    const items = expectAnswer(schema, answer, list.what, 'pull-requests');
    for (const item of items) all.push(item);
    if (items.length < pageSize) return all;
  }
  throw new Fault('REMOTE_UNEXPECTED', `GitHub lists more than ${mostPages * pageSize} entries as ${list.what}`);
}

async function readRun(ask: Ask, repository: string, run: RunId): ReturnType<Forge['run']> {
  const answer = await ask('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { ...split(repository), run_id: run });
  const found = expectAnswer(RunAnswer, answer, `run ${run} of ${repository}`, 'actions');
  if (found.id !== run)
    throw new Fault('REMOTE_UNEXPECTED', `GitHub answered run ${found.id} for run ${run} of ${repository}`);
  return {
    id: found.id,
    repositoryId: found.repository.id,
    status: found.status,
    attempt: found.run_attempt,
    event: found.event,
    headSha: found.head_sha,
    headBranch: found.head_branch ?? '',
    actor: found.actor,
    triggeringActor: found.triggering_actor,
  };
}
