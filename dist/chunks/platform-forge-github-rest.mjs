const require = (name) => process.getBuiltinModule(name);
import {
  sendRequest,
  usualPace
} from "./platform-http-request.mjs";
import "./platform-http-retry.mjs";
import "./platform-http-failure.mjs";
import {
  placesOf
} from "./base-mistakes.mjs";
import {
  Commit,
  RepositoryId,
  RepositoryName,
  RunId,
  UserId
} from "./model-ids.mjs";
import {
  printable
} from "./base-text.mjs";
import {
  _null,
  array,
  boolean,
  int,
  looseObject,
  object,
  strictObject,
  string,
  union,
  unknown
} from "./vendor-zod.mjs";
import {
  Fault
} from "./base-fault-register.mjs";
import "./empty.mjs";

// src/platform/forge/github/answers.ts
var numericId = int().min(1).transform(String);
var User = object({ id: numericId.pipe(UserId), login: string().min(1), type: string().optional() }).transform(({ id, login, type }) => ({ id, login, bot: type === "Bot" || login.endsWith("[bot]") }));
var ghost = "10137";
var AccountOrNone = union([User, strictObject({}).transform(() => null), _null()]).transform((user) => user?.id === ghost ? null : user);
var Signature = object({ name: string().default(""), email: string().default("") }).nullable();
var CommitAnswer = object({
  sha: Commit,
  commit: object({
    message: string(),
    author: Signature,
    committer: Signature,
    verification: object({ verified: boolean() }).optional()
  }),
  author: AccountOrNone,
  committer: AccountOrNone
});
var RunAnswer = object({
  id: numericId.pipe(RunId),
  repository: object({ id: numericId.pipe(RepositoryId) }),
  status: string(),
  run_attempt: int().min(1),
  event: string(),
  head_sha: Commit,
  head_branch: string().nullable(),
  actor: AccountOrNone,
  triggering_actor: AccountOrNone
});
var Reviewer = AccountOrNone.transform((user) => user ?? { id: UserId.parse(ghost), login: "ghost", bot: false });
var ApprovalsAnswer = array(
  object({ state: string(), user: Reviewer, environments: array(object({ name: string() })) })
);
var JobsAnswer = object({
  total_count: int().min(0),
  jobs: array(object({ id: int().min(1), name: string(), conclusion: string().nullish() }))
});
var ProtectionRule = looseObject({
  type: string(),
  prevent_self_review: boolean().optional(),
  reviewers: array(unknown()).optional()
});
var EnvironmentAnswer = object({
  name: string(),
  can_admins_bypass: boolean().optional(),
  protection_rules: array(ProtectionRule).optional()
});
var ComparisonAnswer = object({
  status: string(),
  total_commits: int().min(0),
  merge_base_commit: object({ sha: Commit }),
  commits: array(CommitAnswer)
});
var PullRequestsAnswer = array(
  object({
    number: int().min(1),
    user: AccountOrNone,
    merged_at: string().nullable(),
    merge_commit_sha: Commit.nullable(),
    base: object({ ref: string(), repo: object({ id: numericId.pipe(RepositoryId) }).nullable() })
  })
);

// src/platform/forge/github/api.ts
var pageSize = 100;
var mostPages = 100;
var mostListBytes = 128 * 1024 * 1024;
var usualListPace = 5 * 6e4;
function openApi(api, token, pace) {
  const headers = {
    accept: "application/vnd.github+json",
    "user-agent": "safeguard",
    authorization: `Bearer ${token}`,
    "x-github-api-version": "2022-11-28"
  };
  return async (route, parameters) => {
    const url = fillRoute(api, route, parameters);
    const answer = await sendRequest({ method: "GET", url, headers, limit: 32 * 1024 * 1024 }, pace);
    const rateLimited = answer.headers.get("x-ratelimit-remaining") === "0" || answer.headers.has("retry-after");
    return { status: answer.status, body: readJson(answer.bytes), bytes: answer.bytes.length, rateLimited };
  };
}
function openPages(ask, milliseconds) {
  return async function* (route, parameters, what) {
    const end = performance.now() + milliseconds;
    let bytes = 0;
    for (let page = 1; page <= mostPages; page += 1) {
      const answer = await ask(route, { ...parameters, per_page: pageSize, page });
      bytes += answer.bytes;
      if (bytes > mostListBytes)
        throw new Fault("REMOTE_UNEXPECTED", `GitHub sent more than ${mostListBytes} bytes as ${what}`);
      if (performance.now() > end)
        throw new Fault("REMOTE_UNREACHABLE", `GitHub did not finish ${what} within ${milliseconds / 1e3} s`);
      yield answer;
    }
  };
}
function fillRoute(api, route, parameters) {
  const path = route.replace("GET ", "").replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(parameters[name])));
  const url = new URL(`${api.replace(/\/$/, "")}${path}`);
  for (const [name, value] of Object.entries(parameters)) {
    if (!route.includes(`{${name}}`)) url.searchParams.set(name, String(value));
  }
  return url;
}
function readJson(bytes) {
  try {
    return JSON.parse(
      Buffer.from(bytes).toString("utf8"),
      (_key, value) => typeof value === "string" ? value.toWellFormed() : value
    );
  } catch {
    return void 0;
  }
}

// src/platform/forge/github/reasons.ts
var githubReasons = [
  "Not Found",
  "Bad credentials",
  "Requires authentication",
  "Resource not accessible by integration",
  "Resource not accessible by personal access token",
  "Resource protected by organization SAML enforcement",
  "Must have admin rights to Repository",
  "API rate limit exceeded",
  "You have exceeded a secondary rate limit",
  "No commit found for SHA",
  "Although you appear to have the correct authorization credentials, the organization has an IP allow list enabled",
  "Repository access blocked",
  "Sorry. Your account was suspended",
  "Git Repository is empty",
  "Validation Failed",
  "Server Error"
];

// src/platform/forge/github/rest.ts
var mostPullRequestCommits = 250;
function openGitHub(api, token, pace = usualPace) {
  if (token === "")
    throw new Fault(
      "GITHUB_UNREADABLE",
      "there is no GitHub token; expected GITHUB_TOKEN in the environment of the step"
    );
  const ask = openApi(api, token, pace);
  const pages = openPages(ask, pace.list ?? usualListPace);
  return {
    approvals: (repository, run) => readApprovals(ask, repository, run),
    environment: (repository, name) => readEnvironment(ask, repository, name),
    jobs: (repository, run) => readJobs(pages, repository, run),
    commit: (repository, sha) => readCommit(ask, repository, sha),
    commitsBetween: (repository, base, head) => readCommitsBetween(pages, repository, base, head),
    pullRequests: (repository, sha) => readPullRequests(pages, repository, sha),
    pullRequestCommits: (repository, number) => readPullRequestCommits(pages, repository, number),
    run: (repository, run) => readRun(ask, repository, run)
  };
}
function expectAnswer(schema, answer, what, permission) {
  if (answer.status !== 200) throw refusal(answer, what, permission);
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw new Fault("REMOTE_UNEXPECTED", `GitHub answered something else than ${what}: ${placesOf(parsed.error)}`);
}
function refusal({ status, body, rateLimited }, what, permission) {
  const said = object({ message: string() }).safeParse(body).data?.message ?? "";
  const reason = githubReasons.find((known) => said.startsWith(known));
  const text = `GitHub answered ${status}${reason === void 0 ? "" : ` ${reason}`}`;
  if (status === 429 || status === 403 && rateLimited) {
    return new Fault("REMOTE_REFUSED", `${text} for ${what}: the rate limit is used up`, {
      hint: "Wait for the limit to renew, then start a new run."
    });
  }
  if (![401, 403, 404, 422].includes(status)) return new Fault("REMOTE_UNEXPECTED", `${text} for ${what}`);
  return new Fault("GITHUB_UNREADABLE", `${text} for ${what}; it exists not, or the token may not read it`, {
    hint: `Give the job the permission ${permission}: read.`
  });
}
function split(repository) {
  const name = RepositoryName.safeParse(repository);
  const [owner = "", repo = ""] = repository.split("/");
  if (name.success) return { owner, repo };
  throw new Fault("INPUT_INVALID", `${printable(repository, 200)} is no repository: expected owner/name`);
}
async function readApprovals(ask, repository, run) {
  const answer = await ask("GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals", {
    ...split(repository),
    run_id: run
  });
  const approvals = expectAnswer(ApprovalsAnswer, answer, `the approvals of run ${run} of ${repository}`, "actions");
  return approvals.map(({ state, user, environments }) => ({
    user_id: user.id,
    login: user.login,
    state,
    environments: environments.map(({ name }) => name)
  }));
}
async function readEnvironment(ask, repository, name) {
  const answer = await ask("GET /repos/{owner}/{repo}/environments/{name}", { ...split(repository), name });
  if (answer.status === 404)
    return { name, exists: false, reviewers: null, prevent_self_review: null, can_admins_bypass: null };
  const environment = expectAnswer(EnvironmentAnswer, answer, `the environment ${name} of ${repository}`, "actions");
  const rules = environment.protection_rules;
  const required = rules?.find((rule) => rule.type === "required_reviewers");
  return {
    name: environment.name,
    exists: true,
    reviewers: rules ? (required?.reviewers ?? []).length : null,
    prevent_self_review: required?.prevent_self_review ?? null,
    can_admins_bypass: environment.can_admins_bypass ?? null
  };
}
async function readJobs(pages, repository, run) {
  const seen = /* @__PURE__ */ new Map();
  const names = () => [...seen.values()].filter((job) => job.conclusion !== "skipped").map((job) => job.name);
  const where = { ...split(repository), run_id: run, filter: "latest" };
  const what = `the jobs of run ${run} of ${repository}`;
  for await (const answer of pages("GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs", where, what)) {
    const list = expectAnswer(JobsAnswer, answer, what, "actions");
    for (const job of list.jobs) seen.set(job.id, job);
    if (list.jobs.length < pageSize) return { names: names(), complete: seen.size === list.total_count };
  }
  return { names: names(), complete: false };
}
async function readCommit(ask, repository, sha) {
  const answer = await ask("GET /repos/{owner}/{repo}/commits/{sha}", { ...split(repository), sha });
  const commit = expectAnswer(CommitAnswer, answer, `commit ${sha} of ${repository}`, "contents");
  if (commit.sha === sha) return commitFact(commit);
  throw new Fault("REMOTE_UNEXPECTED", `GitHub answered commit ${commit.sha} for ${sha} of ${repository}`);
}
function commitFact({ sha, commit, author, committer }) {
  const person = (account, signature) => ({
    id: account?.id ?? null,
    login: account?.login ?? "",
    name: signature?.name ?? "",
    email: signature?.email ?? ""
  });
  return {
    sha,
    message: commit.message,
    author: person(author, commit.author),
    committer: person(committer, commit.committer),
    verified: commit.verification?.verified ?? false
  };
}
async function readCommitsBetween(pages, repository, base, head) {
  const commits = /* @__PURE__ */ new Map();
  const where = { ...split(repository), basehead: `${base}...${head}` };
  const what = `the commits from ${base} to ${head} of ${repository}`;
  for await (const answer of pages("GET /repos/{owner}/{repo}/compare/{basehead}", where, what)) {
    const comparison = expectAnswer(ComparisonAnswer, answer, what, "contents");
    for (const commit of comparison.commits) commits.set(commit.sha, commitFact(commit));
    if (comparison.commits.length < pageSize)
      return { commits: [...commits.values()], complete: isComplete(comparison, commits, base, head) };
  }
  return { commits: [...commits.values()], complete: false };
}
function isComplete(comparison, commits, base, head) {
  const { status, merge_base_commit, total_commits } = comparison;
  if (merge_base_commit.sha !== base || commits.size !== total_commits) return false;
  return status === "identical" ? base === head : status === "ahead" && commits.has(head);
}
async function readPullRequests(pages, repository, sha) {
  const where = { ...split(repository), sha };
  const what = `the pull requests of commit ${sha} of ${repository}`;
  const found = await readPages(
    pages,
    { route: "GET /repos/{owner}/{repo}/commits/{sha}/pulls", where, what },
    PullRequestsAnswer
  );
  return found.map(({ number, user, merged_at, merge_commit_sha, base }) => ({
    number,
    author: user,
    // Before the merge this commit is one that GitHub made to try it.
    merged: merged_at !== null,
    mergeCommit: merged_at === null ? null : merge_commit_sha,
    base: { repositoryId: base.repo?.id ?? null, branch: base.ref }
  }));
}
async function readPullRequestCommits(pages, repository, number) {
  const where = { ...split(repository), number };
  const what = `the commits of pull request ${number} of ${repository}`;
  const commits = await readPages(
    pages,
    { route: "GET /repos/{owner}/{repo}/pulls/{number}/commits", where, what },
    array(CommitAnswer)
  );
  if (commits.length < mostPullRequestCommits) return commits.map(commitFact);
  throw new Fault(
    "GITHUB_UNREADABLE",
    `pull request ${number} of ${repository} has ${mostPullRequestCommits} commits or more; GitHub lists no more, so its authors are not known`,
    {
      hint: "Merge smaller pull requests; authors who are not known cannot be told from approvers."
    }
  );
}
async function readPages(pages, { route, where, what }, schema) {
  const all = [];
  for await (const answer of pages(route, where, what)) {
    const items = expectAnswer(schema, answer, what, "pull-requests");
    all.push(...items);
    if (items.length < pageSize) return all;
  }
  throw new Fault("REMOTE_UNEXPECTED", `GitHub lists more than ${mostPages * pageSize} entries as ${what}`);
}
async function readRun(ask, repository, run) {
  const answer = await ask("GET /repos/{owner}/{repo}/actions/runs/{run_id}", { ...split(repository), run_id: run });
  const found = expectAnswer(RunAnswer, answer, `run ${run} of ${repository}`, "actions");
  if (found.id !== run)
    throw new Fault("REMOTE_UNEXPECTED", `GitHub answered run ${found.id} for run ${run} of ${repository}`);
  return {
    id: found.id,
    repositoryId: found.repository.id,
    status: found.status,
    attempt: found.run_attempt,
    event: found.event,
    headSha: found.head_sha,
    headBranch: found.head_branch ?? "",
    actor: found.actor,
    triggeringActor: found.triggering_actor
  };
}
export {
  openGitHub
};
