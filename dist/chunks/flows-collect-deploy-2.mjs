const require = (name) => process.getBuiltinModule(name);
import {
  collectSignatures
} from "./flows-collect-signatures.mjs";
import {
  inParallel,
  readLedgerOf
} from "./flows-record.mjs";
import {
  effectivePolicy
} from "./config-effective.mjs";
import {
  defaultJsonLimits,
  parseJsonBytes
} from "./base-json-text.mjs";
import {
  Commit,
  Digest,
  UserId
} from "./model-ids.mjs";
import {
  array,
  looseObject
} from "./vendor-zod.mjs";

// src/gate/authors.ts
var webFlow = "19864447";
function collectAuthors(input) {
  const byEmail = new Map(
    input.people.flatMap((person) => person.emails.map((email) => [email.toLowerCase(), person]))
  );
  const commits = [...input.commits, ...input.pullRequests.flatMap((pull) => pull.commits)];
  const sightings = [
    ...commits.flatMap((commit) => sightingsOf(commit, byEmail)),
    ...input.pullRequests.map((pull) => account(pull.author, "pull-request-author")),
    account(input.run.actor, "run-actor"),
    account(input.run.triggeringActor, "run-triggering-actor")
  ];
  return {
    since_commit: input.sinceCommit ?? "",
    until_commit: input.untilCommit,
    complete: input.complete && input.commits.some((commit) => commit.sha === input.untilCommit),
    people: merge(sightings)
  };
}
function account({ id, login }, role) {
  return { id, label: login, role, commit: "" };
}
function sightingsOf(commit, byEmail) {
  const platform = commit.committer.id === webFlow && commit.verified;
  const author = sighting(commit.author, "commit-author", commit, byEmail);
  const committer = platform ? [] : [sighting(commit.committer, "committer", commit, byEmail)];
  const coAuthors = coAuthorsOf(commit.message).map((person) => sighting(person, "co-author", commit, byEmail));
  return [author, ...committer, ...coAuthors];
}
function sighting(person, role, commit, byEmail) {
  const mapped = person.id === null ? byEmail.get(person.email.trim().toLowerCase()) : void 0;
  const id = person.id ?? mapped?.id ?? null;
  const label = person.login || mapped?.login || `${person.name} <${person.email}>`;
  return { id, label, role, commit: commit.sha };
}
function coAuthorsOf(message) {
  const lines = message.split(/\r\n|\r|\n/).flatMap((line) => /^[\s>]*co-authored-by\s*:(.*)$/i.exec(line)?.[1]?.trim() ?? []);
  return lines.map((line) => {
    const [, name = line, email = ""] = /^(.*?)\s*<([^<>]*)>/.exec(line) ?? [];
    return { ...noreply(email), name, email };
  });
}
function noreply(email) {
  const [, id, login = ""] = /^([1-9]\d{0,18})\+([^@\s]+)@users\.noreply\.github\.com$/i.exec(email.trim()) ?? [];
  return id === void 0 ? { id: null, login: "" } : { id: UserId.parse(id), login };
}
function merge(sightings) {
  const people = /* @__PURE__ */ new Map();
  for (const seen of sightings) {
    const key = seen.id === null ? `label ${seen.label}` : `id ${seen.id}`;
    people.set(key, addRole(people.get(key), seen));
  }
  return [...people.values()].sort((a, b) => order(a) < order(b) ? -1 : 1);
}
function addRole(known, seen) {
  if (known === void 0) return { user_id: seen.id, label: seen.label, roles: [seen.role], commit: seen.commit };
  return { ...known, roles: [.../* @__PURE__ */ new Set([...known.roles, seen.role])] };
}
function order(person) {
  return `${person.label} ${person.user_id ?? ""}`;
}

// src/flows/collect-deploy.ts
async function collectForDeploy(ports, reach, loaded, job, target) {
  ports.log.step("collect", `collecting the evidence for ${target.digest}`);
  const manifest = await reach.registry.manifest(target.digest);
  const signed = await collectSignatures(reach.registry, reach.trust, loaded, job, target.digest);
  const reading = await readLedgerOf(reach.store, job.run.repository_id, target.environment);
  const ledger = reading.facts;
  const late = target.phase === "before-deploy";
  const changes = late ? null : await readChanges(reach.github, job, ledger, signed.source.commit);
  const bundle = {
    schema: "safeguard.evidence-bundle/v1",
    phase: target.phase,
    time: ports.clock.now(),
    run: job.run,
    policy: effectivePolicy(loaded, job.run.repository_id, target.environment),
    artifact: {
      digest: target.digest,
      rehashed: manifest.digest,
      registry: reach.registry.repository,
      media_type: manifest.mediaType,
      children: childrenOf(manifest),
      origin: signed.source.origin
    },
    scans: signed.scans,
    sbom: signed.sbom,
    signatures: signed.signatures.map((signature) => signature.fact),
    environment: await reach.github.environment(job.run.repository, target.environment),
    ledger,
    handed_over: target.handedOver,
    approvals: late ? await readApprovals(ports, reach.github, job) : null,
    deploy_jobs: await readDeployJobs(reach.github, job),
    authors: late ? await readAuthors(reach.github, loaded, job, ledger, signed.source.commit) : null
  };
  const { signatures, source } = signed;
  return { bundle, signatures, sourceCommit: source.commit, changes, deployedRuns: reading.runs };
}
async function readChanges(github, job, ledger, sourceCommit) {
  const until = Commit.safeParse(sourceCommit);
  const since = ledger.last_success?.commit;
  if (!until.success || since === void 0) return null;
  if (since === until.data) return { since, until: until.data, commits: [], complete: true };
  const range = await readRange(github, job.run.repository, since, until.data);
  const commits = range.commits.map(({ sha, message, author }) => ({
    sha,
    subject: message.split("\n")[0] ?? "",
    author: author.login || author.name
  }));
  return { since, until: until.data, commits, complete: range.complete };
}
async function readApprovals(ports, github, job) {
  const approvals = await github.approvals(job.run.repository, job.run.run_id);
  return approvals.map((approval) => ({ ...approval, observed_at: ports.clock.now() }));
}
var shortestCutName = 97;
async function readDeployJobs(github, job) {
  const { names, complete } = await github.jobs(job.run.repository, job.run.run_id);
  const whole = names.every((name) => Buffer.byteLength(name) < shortestCutName);
  return { count: names.filter((name) => /(?:^|\/)\s*deploy\s*$/.test(name)).length, complete: complete && whole };
}
var IndexChildren = looseObject({ manifests: array(looseObject({ digest: Digest })).optional() });
function childrenOf(manifest) {
  return (IndexChildren.parse(parseJsonBytes(manifest.bytes, defaultJsonLimits)).manifests ?? []).map(
    (child) => child.digest
  );
}
async function readAuthors(github, loaded, job, ledger, sourceCommit) {
  const until = Commit.safeParse(sourceCommit);
  if (!until.success) return null;
  const { repository, run_id } = job.run;
  const since = ledger.last_success?.commit ?? null;
  const range = since === null || since === until.data ? null : await readRange(github, repository, since, until.data);
  const [head, run] = await Promise.all([github.commit(repository, until.data), github.run(repository, run_id)]);
  const commits = range === null ? [head] : range.commits;
  const pulls = await readPullRequests(
    github,
    repository,
    commits.map((commit) => commit.sha)
  );
  return collectAuthors({
    sinceCommit: since,
    untilCommit: until.data,
    commits,
    complete: (range === null || range.complete) && pulls.complete,
    pullRequests: pulls.found,
    run: { actor: run.actor, triggeringActor: run.triggeringActor },
    people: loaded.config.people
  });
}
var pullRequestLimit = 300;
async function readPullRequests(github, repository, shas) {
  const asked = [...new Set(shas)].slice(0, pullRequestLimit);
  const lists = await inParallel(asked, (sha) => github.pullRequests(repository, sha));
  const found = new Map(lists.flat().map((pull) => [pull.number, pull]));
  return { found: [...found.values()], complete: asked.length === new Set(shas).size };
}
async function readRange(github, repository, since, until) {
  const forward = await github.commitsBetween(repository, since, until);
  if (forward.complete) return forward;
  const backward = await github.commitsBetween(repository, until, since);
  return backward.complete ? { commits: [...backward.commits, await github.commit(repository, until)], complete: true } : forward;
}

export {
  collectForDeploy,
  readApprovals,
  readDeployJobs,
  childrenOf,
  readAuthors
};
