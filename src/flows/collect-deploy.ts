// Collects the evidence bundle for the phases before-approval and before-deploy: from the registry what build-sign signed,
// from GitHub who approves and who wrote, from the store what the ledger says. Nothing is taken from another job but the
// digest and the ledger head, and those only to be compared.
import * as z from 'zod';
import type { TrustMaterial } from '../attest/trust.ts';
import { defaultJsonLimits, parseJsonBytes } from '../base/json-text.ts';
import { effectivePolicy } from '../config/effective.ts';
import { collectAuthors } from '../gate/authors.ts';
import { ignoredText } from '../gate/ignored-referrers.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { AuthorFacts, Changes, DeployJobsFact, EvidenceBundle } from '../model/decision.ts';
import type { LedgerFacts } from '../model/evidence.ts';
import { Commit, Digest, type EnvironmentName } from '../model/ids.ts';
import type { Fetched, GitHub, Ports, Registry, Store } from '../model/ports.ts';
import { type CollectedSignature, collectSignatures } from './collect-signatures.ts';
import type { Job } from './job.ts';
import { readPublished } from './published.ts';
import { inParallel, readLedgerOf } from './record.ts';

/** What the later phases rest on. */
export type DeployEvidence = {
  bundle: EvidenceBundle;
  signatures: CollectedSignature[];
  sourceCommit: string;
  /** Commits since the last deploy that succeeded; only for the approver to read. */
  changes: Changes | null;
  /** Runs that have deployed to this environment or began to. */
  deployedRuns: ReadonlySet<string>;
};

/** What to collect; what another job handed over is only compared. */
export type DeployTarget = {
  phase: 'before-approval' | 'before-deploy';
  digest: Digest;
  environment: EnvironmentName;
  handedOver: EvidenceBundle['handed_over'];
};

/** The servers that are asked. */
export type Reach = { registry: Registry; store: Store; github: GitHub; trust: TrustMaterial };

/** Collects everything afresh. */
export async function collectForDeploy(
  ports: Pick<Ports, 'clock' | 'log'>,
  reach: Reach,
  loaded: LoadedConfig,
  job: Job,
  target: DeployTarget,
): Promise<DeployEvidence> {
  ports.log.step('collect', `collecting the evidence for ${target.digest}`);
  const manifest = await reach.registry.manifest(target.digest);
  const late = target.phase === 'before-deploy';
  // The writer of a deploy may not read the notes (session-policy).
  const first = late ? [] : await readPublished(reach.store, job.run.repository_id, target.digest);
  const signed = await collectSignatures(reach.registry, reach.trust, loaded, job, target.digest, first);
  if (signed.ignored) ports.log.warn(ignoredText(signed.ignored));
  const reading = await readLedgerOf(reach.store, job.run.repository_id, target.environment);
  const ledger = reading.facts;
  const changes = late ? null : await readChanges(reach.github, job, ledger, signed.source.commit);
  const bundle: EvidenceBundle = {
    schema: 'safeguard.evidence-bundle/v1',
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
      origin: signed.source.origin,
    },
    scans: signed.scans,
    sbom: signed.sbom,
    signatures: signed.signatures.map((signature) => signature.fact),
    ...(signed.ignored ? { ignored_referrers: signed.ignored } : {}),
    environment: await reach.github.environment(job.run.repository, target.environment),
    ledger,
    handed_over: target.handedOver,
    approvals: late ? await readApprovals(ports, reach.github, job) : null,
    deploy_jobs: await readDeployJobs(reach.github, job),
    authors: late ? await readAuthors(reach.github, loaded, job, ledger, signed.source.commit) : null,
  };
  const { signatures, source } = signed;
  return { bundle, signatures, sourceCommit: source.commit, changes, deployedRuns: reading.runs };
}

/** Null before the first deploy, and where no provenance names the source commit. */
async function readChanges(
  github: GitHub,
  job: Job,
  ledger: LedgerFacts,
  sourceCommit: string,
): Promise<Changes | null> {
  const until = Commit.safeParse(sourceCommit);
  const since = ledger.last_success?.commit;
  if (!until.success || since === undefined) return null;
  if (since === until.data) return { since, until: until.data, commits: [], complete: true };
  const range = await readRange(github, job.run.repository, since, until.data);
  const commits = range.commits.map(({ sha, message, author }) => ({
    sha,
    subject: message.split('\n')[0] ?? '',
    author: author.login || author.name,
  }));
  return { since, until: until.data, commits, complete: range.complete };
}

/** GitHub's approvals carry no time, so each says when it was observed. */
export async function readApprovals(
  ports: Pick<Ports, 'clock'>,
  github: GitHub,
  job: Job,
): Promise<NonNullable<EvidenceBundle['approvals']>> {
  const approvals = await github.approvals(job.run.repository, job.run.run_id);
  return approvals.map((approval) => ({ ...approval, observed_at: ports.clock.now() }));
}

/** GitHub cuts the name of a job to 100 characters, the last three of them dots; a cut name may hide how it ended. */
const shortestCutName = 97;

/** The jobs of this run that may be a contract's environment job: `deploy`, or in a called workflow `<caller job> / deploy`. */
export async function readDeployJobs(github: GitHub, job: Job): Promise<DeployJobsFact> {
  const { names, complete } = await github.jobs(job.run.repository, job.run.run_id);
  const whole = names.every((name) => Buffer.byteLength(name) < shortestCutName);
  return { count: names.filter((name) => /(?:^|\/)\s*deploy\s*$/.test(name)).length, complete: complete && whole };
}

const IndexChildren = z.looseObject({ manifests: z.array(z.looseObject({ digest: Digest })).optional() });

/** The child manifests of an image index; a single image has none. */
export function childrenOf(manifest: Fetched): Digest[] {
  return (IndexChildren.parse(parseJsonBytes(manifest.bytes, defaultJsonLimits)).manifests ?? []).map(
    (child) => child.digest,
  );
}

/** Everyone with a hand in what is deployed since the last success; null (which denies) when the source commit is not proven. */
export async function readAuthors(
  github: GitHub,
  loaded: LoadedConfig,
  job: Job,
  ledger: LedgerFacts,
  sourceCommit: string,
): Promise<AuthorFacts | null> {
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
    commits.map((commit) => commit.sha),
  );
  return collectAuthors({
    sinceCommit: since,
    untilCommit: until.data,
    commits,
    complete: (range === null || range.complete) && pulls.complete,
    pullRequests: pulls.found,
    run: { actor: run.actor, triggeringActor: run.triggeringActor },
    people: loaded.config.people,
  });
}

/** Most commits of a range whose pull requests are asked for, one request each; more is not complete, which denies. */
const pullRequestLimit = 300;

/** The pull requests behind every commit: a squashed one hides its authors from the commit itself. */
async function readPullRequests(github: GitHub, repository: string, shas: readonly Commit[]) {
  const asked = [...new Set(shas)].slice(0, pullRequestLimit);
  const lists = await inParallel(asked, (sha) => github.pullRequests(repository, sha));
  const found = new Map(lists.flat().map((pull) => [pull.number, pull]));
  return { found: [...found.values()], complete: asked.length === new Set(shas).size };
}

/** The commits between two deploys; for a rollback, where the new one is an ancestor of the old, those that are taken back. */
async function readRange(github: GitHub, repository: string, since: Commit, until: Commit) {
  const forward = await github.commitsBetween(repository, since, until);
  if (forward.complete) return forward;
  const backward = await github.commitsBetween(repository, until, since);
  return backward.complete
    ? { commits: [...backward.commits, await github.commit(repository, until)], complete: true }
    : forward;
}
