// GitHub's REST API as far as a gate reads it: runs, jobs, approvals, environments, commits, comparisons, pull requests, deployments. It
// does NOT know Git (history is a list of parents given by tests), writes, GraphQL, rate limits or abbreviated commit ids.
import type { SharedClock } from './clock.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from './server.ts';

/** An account as GitHub shows one; a bot is one by its login, or where `type` says so. */
export type GitHubUser = { id: number; login: string; type?: 'User' | 'Bot' };

/** A commit; `author` and `committer` are null where GitHub knows no account for the e-mail. */
export type GitHubCommit = {
  sha: string;
  parents: string[];
  message: string;
  author: GitHubUser | null;
  committer: GitHubUser | null;
  authorName: string;
  authorEmail: string;
  committerName: string;
  committerEmail: string;
  verified: boolean;
};

/** A deployment environment. `hideProtection` leaves out what some plans leave out. */
export type GitHubEnvironment = {
  reviewers: { type: 'User' | 'Team'; id: number }[] | null;
  preventSelfReview: boolean;
  canAdminsBypass: boolean | undefined;
  hideProtection: boolean;
  waitMinutes?: number;
  /** From which refs it may be deployed: protected branches, or the named ones; absent for all. */
  refs?: 'protected' | { type: 'branch' | 'tag'; name: string }[];
};

/** One workflow run. */
export type GitHubRun = {
  id: number;
  status: string;
  run_attempt: number;
  event: string;
  head_sha: string;
  head_branch: string | null;
  actor: GitHubUser;
  triggering_actor: GitHubUser;
};

/** A job of a run: in a called workflow `<caller job> / <job>`; GitHub cuts longer names than 100 characters. */
export type GitHubJob = { name: string; conclusion: string | null };

/** One review of a run's pending deployments. */
export type GitHubApproval = { state: string; comment: string; environments: string[]; user: GitHubUser | null };

/**
 * A pull request: its author and the shas of its commits, oldest first; by default merged into main, as its last
 * commit.
 */
export type GitHubPullRequest = {
  number: number;
  user: GitHubUser | null;
  commits: string[];
  merged_at?: string | null;
  merge_commit_sha?: string | null;
  base?: { ref: string; repo: { id: number } | null };
};

/** One deployment of an environment. */
export type GitHubDeployment = {
  id: number;
  sha: string;
  ref: string;
  environment: string;
  creator: GitHubUser;
  created_at: string;
};

/** The state of a repository; tests set it freely. */
export type GitHubRepository = {
  id: number;
  owner: GitHubUser;
  private: boolean;
  commits: Map<string, GitHubCommit>;
  /** Heads of branches by name; a tag of the same name is never found here. */
  branches: Map<string, string>;
  environments: Map<string, GitHubEnvironment>;
  runs: Map<number, GitHubRun>;
  approvals: Map<number, GitHubApproval[]>;
  /** Without an entry a run has one job, the one that deploys. */
  jobs: Map<number, GitHubJob[]>;
  pullRequests: GitHubPullRequest[];
  deployments: GitHubDeployment[];
};

/** What a token may read, as the `permissions:` of a job say it. */
export type GitHubPermission = 'actions' | 'contents' | 'deployments' | 'pull-requests';

/** A running API. `tokens` maps a token to the repository it is for and its permissions; without an entry it is 401. */
export type LocalGitHub = LoopbackServer & {
  repositories: Map<string, GitHubRepository>;
  tokens: Map<string, { repository: string; permissions: GitHubPermission[] }>;
};

/** Most commits of one pull request that GitHub lists. */
const mostPullRequestCommits = 250;

/** Starts an empty API. */
export async function startGitHub(clock: SharedClock, port = 0): Promise<LocalGitHub> {
  const repositories: LocalGitHub['repositories'] = new Map();
  const tokens: LocalGitHub['tokens'] = new Map();
  const server = await startServer(clock, (call) => route(call, { repositories, tokens }), port);
  return { ...server, repositories, tokens };
}

/** An empty repository with this id. */
export function emptyRepository(id: number, owner: GitHubUser): GitHubRepository {
  const maps = {
    commits: new Map(),
    branches: new Map(),
    environments: new Map(),
    runs: new Map(),
    approvals: new Map(),
    jobs: new Map(),
  };
  return { id, owner, private: true, ...maps, pullRequests: [], deployments: [] };
}

type State = Pick<LocalGitHub, 'repositories' | 'tokens'>;
type Handler = (repository: GitHubRepository, call: Call, parts: string[], name: string) => Reply;

const routes: [RegExp, GitHubPermission, Handler][] = [
  [/^actions\/runs\/(\d+)$/, 'actions', readRun],
  [/^actions\/runs\/(\d+)\/approvals$/, 'actions', readApprovals],
  [/^actions\/runs\/(\d+)\/jobs$/, 'actions', listJobs],
  [/^environments\/([^/]+)$/, 'actions', readEnvironment],
  [/^environments\/([^/]+)\/deployment-branch-policies$/, 'actions', readSelectedRefs],
  [/^commits\/([0-9a-f]{40})$/, 'contents', readCommit],
  [/^git\/ref\/heads\/(.+)$/, 'contents', readBranch],
  [/^compare\/([0-9a-f]{40})\.\.\.([0-9a-f]{40})$/, 'contents', compareCommits],
  [/^commits\/([0-9a-f]{40})\/pulls$/, 'pull-requests', listPullRequests],
  [/^pulls\/(\d+)\/commits$/, 'pull-requests', listPullRequestCommits],
  [/^deployments$/, 'deployments', listDeployments],
];

function route(call: Call, state: State): Reply {
  const token = /^(?:token|bearer) (.+)$/i.exec(call.headers['authorization'] ?? '')?.[1] ?? '';
  const grant = state.tokens.get(token);
  if (!grant) return { status: 401, body: { message: 'Bad credentials', status: '401' } };
  const [, name = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)\/(.+)$/.exec(decodeURIComponent(call.path)) ?? [];
  const repository = state.repositories.get(name);
  // What a token cannot see does not exist, for GitHub.
  if (!repository || (repository.private && grant.repository !== name)) return notFound();
  for (const [pattern, permission, handler] of routes) {
    const match = pattern.exec(rest);
    if (!match) continue;
    const allowed = !repository.private || grant.permissions.includes(permission);
    return allowed ? handler(repository, call, match.slice(1), name) : notAccessible();
  }
  return notFound();
}

function notFound(): Reply {
  return { status: 404, body: { message: 'Not Found', status: '404' } };
}

function notAccessible(): Reply {
  return { status: 403, body: { message: 'Resource not accessible by integration', status: '403' } };
}

function readRun(repository: GitHubRepository, _call: Call, [id = '']: string[], name: string): Reply {
  const run = repository.runs.get(Number(id));
  const owner = user(repository.owner);
  const described = { id: repository.id, full_name: name, private: repository.private, owner };
  if (!run) return notFound();
  const people = { actor: user(run.actor), triggering_actor: user(run.triggering_actor) };
  return { status: 200, body: { ...run, ...people, run_number: 1, conclusion: null, repository: described } };
}

function readApprovals(repository: GitHubRepository, _call: Call, [id = '']: string[]): Reply {
  if (!repository.runs.has(Number(id))) return notFound();
  const approvals = (repository.approvals.get(Number(id)) ?? []).map((approval) => ({
    ...approval,
    user: approval.user && user(approval.user),
    environments: approval.environments.map((name, index) => ({
      id: index + 1,
      name,
      created_at: '2020-11-23T22:00:40Z',
    })),
  }));
  return { status: 200, body: approvals };
}

function listJobs(repository: GitHubRepository, call: Call, [id = '']: string[]): Reply {
  if (!repository.runs.has(Number(id))) return notFound();
  const jobs = repository.jobs.get(Number(id)) ?? [{ name: 'deploy / deploy', conclusion: null }];
  const [start, end] = pageOf(call, 30);
  const described = jobs.map(({ name, conclusion }, index) => ({
    ...{ id: Number(id) * 1000 + index + 1, run_id: Number(id), conclusion },
    name: name.length > 100 ? `${name.slice(0, 97)}...` : name,
  }));
  return { status: 200, body: { total_count: jobs.length, jobs: described.slice(start, end) } };
}

function readEnvironment(repository: GitHubRepository, _call: Call, [name = '']: string[]): Reply {
  const environment = repository.environments.get(name);
  if (!environment) return notFound();
  const { reviewers, preventSelfReview, canAdminsBypass, hideProtection, waitMinutes, refs } = environment;
  const timer = waitMinutes === undefined ? [] : [{ id: 3, type: 'wait_timer', wait_timer: waitMinutes }];
  const required = {
    id: 2,
    type: 'required_reviewers',
    prevent_self_review: preventSelfReview,
    reviewers: (reviewers ?? []).map(({ type, id }) => ({ type, reviewer: { id } })),
  };
  const protection = hideProtection
    ? {}
    : { protection_rules: [{ id: 1, type: 'branch_policy' }, ...timer, ...(reviewers ? [required] : [])] };
  const limit = refs && { protected_branches: refs === 'protected', custom_branch_policies: refs !== 'protected' };
  return {
    status: 200,
    body: {
      ...{ id: 1, name, can_admins_bypass: canAdminsBypass, ...protection },
      deployment_branch_policy: limit ?? null,
    },
  };
}

function readSelectedRefs(repository: GitHubRepository, call: Call, [name = '']: string[]): Reply {
  const refs = repository.environments.get(name)?.refs;
  if (!Array.isArray(refs)) return notFound();
  const [start, end] = pageOf(call, 100);
  const branch_policies = refs.slice(start, end).map((one, index) => ({ id: index + 1, ...one }));
  return { status: 200, body: { total_count: refs.length, branch_policies } };
}

function readCommit(repository: GitHubRepository, _call: Call, [sha = '']: string[]): Reply {
  const commit = repository.commits.get(sha);
  return commit
    ? { status: 200, body: describe(commit) }
    : { status: 422, body: { message: `No commit found for SHA: ${sha}`, status: '422' } };
}

function readBranch(repository: GitHubRepository, _call: Call, [name = '']: string[]): Reply {
  const sha = repository.branches.get(name);
  if (sha === undefined) return notFound();
  return { status: 200, body: { ref: `refs/heads/${name}`, object: { type: 'commit', sha } } };
}

function compareCommits(repository: GitHubRepository, call: Call, [base = '', head = '']: string[]): Reply {
  const known = repository.commits.get(base);
  if (!known || !repository.commits.has(head)) return notFound();
  const [before, after] = [history(repository, base), history(repository, head)];
  const ahead = [...after].filter((sha) => !before.has(sha)).reverse();
  const behind = [...before].filter((sha) => !after.has(sha));
  const mergeBase = [...before].find((sha) => after.has(sha));
  if (mergeBase === undefined)
    return { status: 404, body: { message: `No common ancestor between ${base} and ${head}.`, status: '404' } };
  const status =
    behind.length > 0 ? (ahead.length > 0 ? 'diverged' : 'behind') : ahead.length > 0 ? 'ahead' : 'identical';
  const [start, end] = pageOf(call, 250);
  const commits = ahead.slice(start, end).map((sha) => describeKnown(repository, sha));
  const counts = { status, ahead_by: ahead.length, behind_by: behind.length, total_commits: ahead.length };
  return {
    status: 200,
    body: { ...counts, base_commit: describe(known), merge_base_commit: describeKnown(repository, mergeBase), commits },
  };
}

/** Everything reachable from a commit, itself first, parents after children. */
function history(repository: GitHubRepository, from: string): Set<string> {
  const seen = new Set<string>();
  const waiting = [from];
  for (let sha = waiting.shift(); sha !== undefined; sha = waiting.shift()) {
    if (seen.has(sha)) continue;
    seen.add(sha);
    waiting.push(...(repository.commits.get(sha)?.parents ?? []));
  }
  return seen;
}

function listPullRequests(repository: GitHubRepository, call: Call, [sha = '']: string[]): Reply {
  const found = repository.pullRequests.filter((request) => request.commits.includes(sha));
  return paged(
    call,
    found.map((request) => {
      const { number, merged_at = '2026-01-01T00:00:00Z', merge_commit_sha = request.commits.at(-1) } = request;
      const base = request.base ?? { ref: 'main', repo: { id: repository.id } };
      return { number, state: 'closed', user: request.user && user(request.user), merged_at, merge_commit_sha, base };
    }),
  );
}

function listPullRequestCommits(repository: GitHubRepository, call: Call, [number = '']: string[]): Reply {
  const request = repository.pullRequests.find((one) => one.number === Number(number));
  if (!request) return notFound();
  return paged(
    call,
    request.commits.slice(0, mostPullRequestCommits).map((sha) => describeKnown(repository, sha)),
  );
}

function listDeployments(repository: GitHubRepository, call: Call): Reply {
  const { searchParams } = call.url;
  const [sha, environment] = [searchParams.get('sha'), searchParams.get('environment')];
  const found = repository.deployments.filter(
    (one) => (sha === null || one.sha === sha) && (environment === null || one.environment === environment),
  );
  return paged(
    call,
    found.map((one) => ({ ...one, creator: user(one.creator), task: 'deploy', original_environment: one.environment })),
  );
}

function paged(call: Call, items: object[]): Reply {
  const [start, end] = pageOf(call, 30);
  return { status: 200, body: items.slice(start, end) };
}

/** Without page and per_page GitHub gives the first `usual` entries. */
function pageOf(call: Call, usual: number): [number, number] {
  const { searchParams } = call.url;
  if (!searchParams.has('page') && !searchParams.has('per_page')) return [0, usual];
  const size = Math.min(100, Number(searchParams.get('per_page') ?? 30));
  const page = Number(searchParams.get('page') ?? 1);
  return [(page - 1) * size, page * size];
}

function describeKnown(repository: GitHubRepository, sha: string): object {
  const commit = repository.commits.get(sha);
  return commit ? describe(commit) : {};
}

function describe(commit: GitHubCommit): object {
  const date = '2026-01-01T00:00:00Z';
  return {
    sha: commit.sha,
    commit: {
      message: commit.message,
      author: { name: commit.authorName, email: commit.authorEmail, date },
      committer: { name: commit.committerName, email: commit.committerEmail, date },
      verification: { verified: commit.verified, reason: commit.verified ? 'valid' : 'unsigned' },
    },
    author: commit.author && user(commit.author),
    committer: commit.committer && user(commit.committer),
    parents: commit.parents.map((sha) => ({ sha })),
  };
}

function user({ id, login, type = login.endsWith('[bot]') ? 'Bot' : 'User' }: GitHubUser): object {
  return { id, login, type, site_admin: false };
}
