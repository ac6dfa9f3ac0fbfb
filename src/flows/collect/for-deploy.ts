// Collects the evidence bundle for the phases before-approval and before-deploy: from the registry what build-sign signed,
// from GitHub who approves and who wrote, from the store what the ledger says. Nothing is taken from another job but the
// digest and the ledger head, and those only to be compared.
import * as z from 'zod';
import type { TrustMaterial } from '../../attest/trust.ts';
import { Fault, isFault } from '../../base/fault.ts';
import { defaultJsonLimits, parseJsonBytes } from '../../base/json-text.ts';
import { effectivePolicy } from '../../config/effective.ts';
import { authorsSince, collectAuthors, unheardCoAuthors } from '../../gate/authors.ts';
import { ignoredText } from '../../gate/ignored-referrers.ts';
import type { LoadedConfig } from '../../model/config.ts';
import type { AuthorFacts, Changes, DeployJobsFact, EvidenceBundle } from '../../model/decision.ts';
import type { LedgerFacts } from '../../model/evidence.ts';
import { Commit, Digest, type EnvironmentName } from '../../model/ids.ts';
import type { CommitFact, Fetched, GitHub, Ports, Registry, Store } from '../../model/ports.ts';
import { readLedgerOf } from '../evidence/write.ts';
import type { Job } from '../session/job.ts';
import { readPublished } from './published.ts';
import { readPullRequests } from './pull-requests.ts';
import { type CollectedSignature, collectSignatures } from './signatures.ts';

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
  const first = await readPublished(reach.store, job.run.repository_id, target.digest);
  const signed = await collectSignatures(reach.registry, reach.trust, loaded, job, target.digest, first);
  if (signed.ignored) ports.log.warn(ignoredText(signed.ignored));
  const reading = await readLedgerOf(reach.store, job.run.repository_id, target.environment);
  const ledger = reading.facts;
  const changes = late ? null : await readChanges(reach.github, job, ledger, signed.source.commit, target.digest);
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
    authors: late ? await readAuthors(ports, reach.github, loaded, job, ledger, signed.source.commit) : null,
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
  digest: Digest,
): Promise<Changes | null> {
  const until = Commit.safeParse(sourceCommit);
  const last = ledger.last_success;
  if (!until.success || last === null) return null;
  if (last.digest === digest) return { since: last.commit, until: until.data, commits: [], complete: true };
  const since = authorsSince(ledger, until.data) ?? until.data;
  const range = await readRange(github, job.run.repository, since, until.data);
  const commits = range.commits.map(({ sha, message, author }) => ({
    sha,
    subject: message.split('\n')[0] ?? '',
    author: author.login || author.name,
  }));
  return { since, until: until.data, commits, complete: range.problem === '' };
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

/** Everyone with a hand in what is deployed since another commit succeeded; null (which denies) when the source commit is not proven. */
export async function readAuthors(
  ports: Pick<Ports, 'log'>,
  github: GitHub,
  loaded: LoadedConfig,
  job: Job,
  ledger: LedgerFacts,
  sourceCommit: string,
): Promise<AuthorFacts | null> {
  const until = Commit.safeParse(sourceCommit);
  if (!until.success) return null;
  const { repository, repository_id: repositoryId, run_id } = job.run;
  const since = authorsSince(ledger, until.data);
  const range = await readRange(github, repository, since ?? until.data, until.data);
  const run = await github.run(repository, run_id);
  const sourceRefs = loaded.config.services[repositoryId]?.['source-refs'] ?? [];
  const pulls = await readPullRequests(github, { repository, repositoryId, sourceRefs }, range.commits);
  const input = {
    sinceCommit: since,
    untilCommit: until.data,
    commits: range.commits,
    problem: range.problem || pulls.problem,
    pullRequests: pulls.found,
    run: { actor: run.actor, triggeringActor: run.triggeringActor },
    people: loaded.config.people,
  };
  for (const sentence of unheardCoAuthors(input)) ports.log.warn(sentence);
  return collectAuthors(input);
}

/** Commits, and why they are not all; '' when they are. */
type Range = { commits: CommitFact[]; problem: string };

/**
 * The commits between two deploys; for a rollback, where the new one is an ancestor of the old, those that are taken back and the commit
 * itself; of one and the same, that commit.
 */
async function readRange(github: GitHub, repository: string, since: Commit, until: Commit): Promise<Range> {
  if (since === until) return { commits: [await github.commit(repository, until)], problem: '' };
  const forward = await github.commitsBetween(repository, since, until).catch((error: unknown) => {
    if (!isFault(error, 'GITHUB_UNREADABLE')) throw error;
    const hint = `Give the job the permission contents: read. If the history was rewritten since, push ${since} again, as a branch of any name.`;
    throw new Fault('GITHUB_UNREADABLE', error.message, { hint, cause: error });
  });
  if (forward.complete) return { commits: forward.commits, problem: '' };
  const backward = await github.commitsBetween(repository, until, since);
  if (backward.complete) return { commits: [...backward.commits, await github.commit(repository, until)], problem: '' };
  const problem = `${since}, which was deployed before, and ${until} do not follow from one another, or lie further apart than GitHub lists: deploy a commit between them, one that both hold or one that holds both, first`;
  return { commits: forward.commits, problem };
}
