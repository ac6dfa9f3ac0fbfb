const require = (name) => process.getBuiltinModule(name);
import {
  Commit,
  Fault,
  UserId,
  counted,
  inParallel,
  isFault,
  printable
} from "./ground.mjs";

// src/gate/trailers.ts
var longestMessage = 1024 * 1024;
var mostCoAuthors = 100;
var mostUnheard = 10;
var lookedAt = 1e3;
function readCoAuthors(message) {
  if (message.length > longestMessage) {
    const problem = `its message has ${message.length} characters; no more than ${longestMessage} are read`;
    return { people: [], lookalikes: [], problem };
  }
  const lines = message.split("\n");
  const people = [];
  const heard = /* @__PURE__ */ new Set();
  for (const { at, to, value } of trailersOf(lines)) {
    for (let index = at; index <= to; index += 1) heard.add(index);
    people.push(...identsOf(value, mostCoAuthors + 1 - people.length));
    if (people.length > mostCoAuthors) {
      const problem = `it names more than ${mostCoAuthors} co-authors; no more are read`;
      return { people: people.slice(0, mostCoAuthors), lookalikes: [], problem };
    }
  }
  const lookalikes = lines.filter((line, index) => !heard.has(index) && resembles(line));
  return { people, lookalikes: lookalikes.slice(0, mostUnheard), problem: "" };
}
function trailersOf(lines) {
  const trailers = [];
  let open;
  const end = endOfText(lines);
  for (let at = blockStart(lines, end); at < end; at += 1) {
    const line = lines[at] ?? "";
    if (isComment(line)) continue;
    if (beginsBlank(line)) {
      open?.values.push(line);
      if (open) open.to = at;
      continue;
    }
    const separator = separatorOf(line);
    if (separator > 0 && line.slice(0, separator).trim().toLowerCase() === "co-authored-by") {
      open = { at, to: at, values: [line.slice(separator + 1)] };
      trailers.push(open);
    } else open = void 0;
  }
  return trailers.map(({ at, to, values }) => ({ at, to, value: values.join(" ") }));
}
function identsOf(value, most) {
  const found = [];
  let at = 0;
  while (found.length < most) {
    const open = value.indexOf("<", at);
    const close = open < 0 ? -1 : value.indexOf(">", open);
    if (close < 0) break;
    const email = value.slice(value.lastIndexOf("<", close) + 1, close).trim();
    found.push({ name: value.slice(at, open).trim(), email });
    at = close + 1;
  }
  const rest = value.slice(at);
  if (found.length < most && (found.length === 0 || rest.includes("@"))) found.push({ name: rest.trim(), email: "" });
  return found;
}
function resembles(line) {
  if (line.length < "coauthoredby".length) return false;
  const letters = line.slice(0, lookedAt).normalize("NFKC").toLowerCase().replace(/[^a-z]/g, "");
  return letters.includes("coauthoredby");
}
function blockStart(lines, end) {
  const title = lines.findIndex((line) => !isComment(line) && isBlank(line));
  let [trailers, others, continued, generated, text] = [0, 0, 0, false, false];
  for (let index = end - 1; index >= title && title >= 0; index -= 1) {
    const line = lines[index] ?? "";
    if (isComment(line)) {
      others += continued;
      continued = 0;
    } else if (isBlank(line)) {
      if (!text) continue;
      others += continued;
      const block = generated && trailers * 3 >= others || trailers > 0 && others === 0;
      return block ? index + 1 : lines.length;
    } else {
      text = true;
      const blank = beginsBlank(line);
      const byGit = /^(?:Signed-off-by: |\(cherry picked from commit )/.test(line);
      generated ||= byGit;
      if (byGit || !blank && separatorOf(line) > 0) trailers += 1;
      else if (!blank) others += 1 + continued;
      continued = blank ? continued + 1 : 0;
    }
  }
  return lines.length;
}
var scissors = "# ------------------------ >8 ------------------------";
function endOfText(lines) {
  const cut = lines.indexOf(scissors);
  const length = cut < 0 || cut === lines.length - 1 ? lines.length : cut;
  let [end, conflicts] = [-1, false];
  for (let index = 0; index < length; index += 1) {
    const line = lines[index] ?? "";
    if (line === "" || isComment(line)) end = end < 0 ? index : end;
    else if (line === "Conflicts:" && index < lines.length - 1) [end, conflicts] = [end < 0 ? index : end, true];
    else if (!conflicts || !line.startsWith("	")) [end, conflicts] = [-1, false];
  }
  return end < 0 ? length : end;
}
function separatorOf(line) {
  return /^[A-Za-z0-9-]+[ \t]*(?=:)/.exec(line)?.[0].length ?? -1;
}
function isComment(line) {
  return line.startsWith("#");
}
function isBlank(line) {
  return line === "" || /^[ \t\r]*$/.test(line);
}
function beginsBlank(line) {
  return /^[ \t\r]/.test(line);
}

// src/gate/authors.ts
var namers = ["account", "commit", "people", "e-mail"];
var webFlow = "19864447";
var longestEmail = 320;
var longestName = 200;
var mostPeople = 1e3;
function authorsSince(ledger, until) {
  const again = ledger.last_success?.commit === until;
  return (again ? ledger.last_other_success : ledger.last_success)?.commit ?? null;
}
function broughtIn({ merged, mergeCommit, base }, to) {
  if (!merged || base.repositoryId !== to.repositoryId) return false;
  return to.sourceRefs.includes(`refs/heads/${base.branch}`) || mergeCommit === null || to.commits.has(mergeCommit);
}
function collectAuthors(input) {
  const identify = identifier(input.people);
  const commits = commitsOf(input);
  const { actor, triggeringActor } = input.run;
  const people = merge([
    ...commits.flatMap((commit) => sightingsOf(commit, identify)),
    ...input.pullRequests.map(({ name, author }) => opener(name, author, identify)),
    ...actor ? [accountOf(actor, "run-actor")] : [],
    ...triggeringActor ? [accountOf(triggeringActor, "run-triggering-actor")] : []
  ]);
  const problem = problemOf(input, commits, people.length);
  return {
    since_commit: input.sinceCommit ?? "",
    until_commit: input.untilCommit,
    complete: problem === "",
    problem,
    people: people.slice(0, mostPeople)
  };
}
var mostMentions = 20;
function ignoredCoAuthors(input) {
  const mentions = commitsOf(input).flatMap(({ sha, coAuthors }) => {
    const lines = coAuthors.lookalikes.map((line) => `"${printable(line.trim(), 120)}"`);
    if (lines.length === 0) return [];
    return [
      `commit ${sha} mentions co-authors outside of git's trailers, who do not count as authors: ${lines.join(", ")}`
    ];
  });
  const more = mentions.length - mostMentions;
  return more > 0 ? [...mentions.slice(0, mostMentions), `${counted(more, "more commit")} mention co-authors so`] : mentions;
}
function commitsOf(input) {
  const all = [...input.commits, ...input.pullRequests.flatMap((pull) => pull.commits)];
  const distinct = new Map(all.map((commit) => [commit.sha, commit])).values();
  return Array.from(distinct, (commit) => ({ ...commit, coAuthors: readCoAuthors(commit.message) }));
}
function problemOf(input, commits, people) {
  if (input.problem !== "") return input.problem;
  if (!input.commits.some((commit) => commit.sha === input.untilCommit))
    return `the commits that GitHub lists lack ${input.untilCommit} itself; start a new run`;
  if (!input.run.actor || !input.run.triggeringActor)
    return "the account that started this run was deleted; let somebody else start a new run";
  if (people > mostPeople)
    return `there are ${people} authors, of whom ${mostPeople} are kept; deploy an earlier commit first`;
  const over = commits.flatMap(({ sha, coAuthors, author, committer }) => {
    const long = [author, committer, ...coAuthors.people].some(isTooLong);
    const text = coAuthors.problem || (long ? `a name or e-mail in it is longer than ${longestName} or ${longestEmail} characters` : "");
    return text === "" ? [] : [`commit ${sha}: ${text}`];
  });
  return over.length === 0 ? "" : `${over[0]}; whose work it is stays unknown: take the commit out of the history, or shorten it there`;
}
function isTooLong({ name, email, ...rest }) {
  if ("id" in rest && rest.id !== null) return false;
  return email.length > longestEmail || email.trim() === "" && name.length > longestName;
}
function accountOf(account, role) {
  return { id: account.id, label: labelOf(account), by: "account", mapped: "", role, commit: "" };
}
function labelOf({ login, bot }) {
  return bot && !login.endsWith("[bot]") ? `${login}[bot]` : login;
}
function opener(name, author, identify) {
  if (author) return accountOf(author, "pull-request-author");
  const known = identify({ id: null, login: "", name, email: "" });
  const label = known.id === null ? `a deleted account, which opened pull request ${name}` : known.label;
  return { ...known, label, role: "pull-request-author", commit: "" };
}
function identifier(people) {
  const byEmail = new Map(
    people.flatMap((person) => person.emails.map((email) => [addressKey(email), person]))
  );
  return ({ id, login, name, email }) => {
    const key = addressKey(email) || addressKey(`${name.trim()} <>`);
    if (id !== null) return { id, label: login, by: "commit", mapped: "" };
    const account = noreply(email);
    if (account) return { id: account.id, label: `${account.login}, as an e-mail says`, by: "e-mail", mapped: "" };
    const known = byEmail.get(key);
    if (known) return { id: known.id, label: known.login, by: "people", mapped: "" };
    const shown = `${login} ${name.trim().slice(0, longestName)} <${email.trim().slice(0, longestEmail)}>`;
    const label = printable(shown.trim().replaceAll('"', "'"), 600);
    return { id: null, label, by: "e-mail", mapped: yamlText(key.slice(0, longestEmail)) };
  };
}
function addressKey(email) {
  return email.toWellFormed().trim().toLowerCase();
}
function sightingsOf(commit, identify) {
  const seen = (person, role) => ({ ...identify(person), role, commit: commit.sha });
  const platform = commit.committer.id === webFlow && commit.verified;
  const coAuthors = commit.coAuthors.people.map((person) => ({ ...person, id: null, login: "" }));
  return [
    seen(commit.author, "commit-author"),
    ...platform ? [] : [seen(commit.committer, "committer")],
    ...coAuthors.map((person) => seen(person, "co-author"))
  ];
}
function noreply(email) {
  const form = /^([1-9]\d{0,18})\+([^@\s]{1,100})@users\.noreply\.github\.com$/i;
  const [, id, login = ""] = form.exec(email.trim().slice(0, longestEmail)) ?? [];
  return id === void 0 ? void 0 : { id: UserId.parse(id), login };
}
function yamlText(text) {
  const spelled = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === "\\") return `\\${character}`;
    if (code >= 32 && code < 127) return character;
    return code > 65535 ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
  return `"${spelled.join("")}"`;
}
function merge(sightings) {
  const people = /* @__PURE__ */ new Map();
  for (const seen of sightings) {
    const key = seen.id === null ? `unknown ${seen.mapped} ${seen.label}` : `id ${seen.id}`;
    const known = people.get(key) ?? { first: seen, named: seen, roles: /* @__PURE__ */ new Set() };
    people.set(key, known);
    if (namers.indexOf(seen.by) < namers.indexOf(known.named.by)) known.named = seen;
    known.roles.add(seen.role);
  }
  const facts = [...people.values()].map(({ first: { id, mapped, commit }, named, roles }) => ({
    user_id: id,
    label: named.label,
    mapped_by: mapped,
    roles: [...roles],
    commit
  }));
  return facts.sort((a, b) => order(a) < order(b) ? -1 : 1);
}
function order(person) {
  return `${person.label} ${person.user_id ?? ""}`;
}

// src/gate/changes.ts
function describeChanges(since, until, range) {
  const commits = range.commits.map(({ sha, message, author }) => ({
    sha,
    subject: message.split("\n")[0] ?? "",
    author: author.login || author.name
  }));
  return { since, until, commits, complete: range.problem === "" };
}

// src/gate/deploy-jobs.ts
var shortestCutName = 97;
function countDeployJobs({ names, complete }) {
  const whole = names.every((name) => Buffer.byteLength(name) < shortestCutName);
  return { count: names.filter((name) => /(?:^|\/)\s*deploy\s*$/.test(name)).length, complete: complete && whole };
}

// src/flows/collect/pull-requests.ts
var mostAsked = 300;
async function readPullRequests(forge, into, range) {
  const commits = new Set(range.map(({ sha }) => sha));
  const inRange = commits.size;
  const asked = /* @__PURE__ */ new Set();
  const met = [];
  const counted2 = /* @__PURE__ */ new Map();
  for (; ; ) {
    const unasked = [...commits].filter((sha) => !asked.has(sha));
    const next = unasked.slice(0, mostAsked - asked.size);
    for (const sha of next) asked.add(sha);
    met.push(...(await inParallel(next, (sha) => forge.pullRequests(into.repository, sha))).flat());
    const pulls = met.filter((pull) => !counted2.has(pull.number) && broughtIn(pull, { ...into, commits }));
    const distinct = [...new Map(pulls.map((pull) => [pull.number, pull])).values()];
    const found = await inParallel(distinct, (pull) => readPull(forge, into, pull));
    for (const [at, pull] of found.entries()) counted2.set(distinct[at]?.number ?? 0, pull);
    for (const { sha } of found.flatMap((pull) => pull.commits)) commits.add(sha);
    const over = next.length < unasked.length;
    if (over || found.length === 0 && asked.size === commits.size)
      return { found: [...counted2.values()], problem: over ? limitText(inRange) : "" };
  }
}
async function readPull(forge, { repository }, pull) {
  const commits = await forge.pullRequestCommits(repository, pull.number);
  return { name: `${repository}#${pull.number}`, author: pull.author, commits };
}
function limitText(inRange) {
  return inRange > mostAsked ? `there are ${inRange} commits since the last deploy of another commit, and the pull requests of ${mostAsked} are asked for: deploy in steps of at most ${mostAsked} commits` : `the commits since the last deploy of another commit (${inRange}) and those of the pull requests that brought them in are more than ${mostAsked}, and the pull requests of ${mostAsked} are asked for: deploy in smaller steps, and bring changes in by smaller pull requests`;
}

// src/flows/collect/people.ts
async function readApprovals({ ports, job }, forge) {
  const approvals = await forge.approvals(job.run.repository, job.run.run_id);
  return approvals.map((approval) => ({ ...approval, observed_at: ports.clock.now() }));
}
async function readDeployJobs({ job }, forge) {
  return countDeployJobs(await forge.jobs(job.run.repository, job.run.run_id));
}
async function readChanges({ job }, forge, { ledger, sourceCommit, digest }) {
  const until = Commit.safeParse(sourceCommit);
  const last = ledger.last_success;
  if (!until.success || last === null) return null;
  if (last.digest === digest) return { since: last.commit, until: until.data, commits: [], complete: true };
  const since = authorsSince(ledger, until.data) ?? until.data;
  return describeChanges(since, until.data, await readRange(forge, job.run.repository, since, until.data));
}
async function readAuthors({ ports, loaded, service, job }, forge, { ledger, sourceCommit }) {
  const until = Commit.safeParse(sourceCommit);
  if (!until.success) return null;
  const { repository, repository_id: repositoryId, run_id } = job.run;
  const since = authorsSince(ledger, until.data);
  const range = await readRange(forge, repository, since ?? until.data, until.data);
  const run = await forge.run(repository, run_id);
  const into = { repository, repositoryId, sourceRefs: service["source-refs"] };
  const pulls = await readPullRequests(forge, into, range.commits);
  const input = {
    sinceCommit: since,
    untilCommit: until.data,
    commits: range.commits,
    problem: range.problem || pulls.problem,
    pullRequests: pulls.found,
    run: { actor: run.actor, triggeringActor: run.triggeringActor },
    people: loaded.config.people
  };
  for (const sentence of ignoredCoAuthors(input)) ports.log.warn(sentence);
  return collectAuthors(input);
}
async function readRange(forge, repository, since, until) {
  if (since === until) return { commits: [await forge.commit(repository, until)], problem: "" };
  const forward = await forge.commitsBetween(repository, since, until).catch((error) => {
    if (!isFault(error, "GITHUB_UNREADABLE")) throw error;
    const hint = `Give the job the permission contents: read. If the history was rewritten since, push ${since} again, as a branch of any name.`;
    throw new Fault("GITHUB_UNREADABLE", error.message, { hint, cause: error });
  });
  if (forward.complete) return { commits: forward.commits, problem: "" };
  const backward = await forge.commitsBetween(repository, until, since);
  if (backward.complete) return { commits: [...backward.commits, await forge.commit(repository, until)], problem: "" };
  const problem = `${since}, which was deployed before, and ${until} do not follow from one another, or lie further apart than GitHub lists: deploy a commit between them, one that both hold or one that holds both, first`;
  return { commits: forward.commits, problem };
}

export {
  readApprovals,
  readDeployJobs,
  readChanges,
  readAuthors
};
