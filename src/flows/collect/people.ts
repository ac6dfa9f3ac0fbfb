// Asks the forge about people: who approved this run, and who had a hand in what is deployed. It must never take an author for absent
// because a limit was met.
import { Fault, isFault } from '../../base/fault.ts';
import { authorsSince, collectAuthors, ignoredCoAuthors } from '../../gate/authors.ts';
import { type CommitRange, describeChanges } from '../../gate/changes.ts';
import { countDeployJobs } from '../../gate/deploy-jobs.ts';
import type { AuthorFacts, Changes, DeployJobsFact, EvidenceBundle } from '../../model/decision.ts';
import type { LedgerFacts } from '../../model/evidence.ts';
import { Commit, type Digest } from '../../model/ids.ts';
import type { Forge } from '../../model/ports.ts';
import type { Session } from '../session/session.ts';
import { readPullRequests } from './pull-requests.ts';

/** What is deployed, for the question who made it: the ledger of its environment, and the commit it was built from ('' where none is proven). */
export type Deployed = { ledger: LedgerFacts; sourceCommit: string };

/** The reviews of this run; GitHub's approvals carry no time, so each says when it was observed. */
export async function readApprovals(
  { ports, job }: Session,
  forge: Forge,
): Promise<NonNullable<EvidenceBundle['approvals']>> {
  const approvals = await forge.approvals(job.run.repository, job.run.run_id);
  return approvals.map((approval) => ({ ...approval, observed_at: ports.clock.now() }));
}

/** How many jobs of this run may be a contract's environment job. */
export async function readDeployJobs({ job }: Session, forge: Forge): Promise<DeployJobsFact> {
  return countDeployJobs(await forge.jobs(job.run.repository, job.run.run_id));
}

/** What changed since the last deploy that succeeded, for the approver; null before the first one, and where no provenance names the source commit. */
export async function readChanges(
  { job }: Session,
  forge: Forge,
  { ledger, sourceCommit, digest }: Deployed & { digest: Digest },
): Promise<Changes | null> {
  const until = Commit.safeParse(sourceCommit);
  const last = ledger.last_success;
  if (!until.success || last === null) return null;
  if (last.digest === digest) return { since: last.commit, until: until.data, commits: [], complete: true };
  const since = authorsSince(ledger, until.data) ?? until.data;
  return describeChanges(since, until.data, await readRange(forge, job.run.repository, since, until.data));
}

/** Everyone with a hand in what is deployed since another commit succeeded; null (which denies) when the source commit is not proven. */
export async function readAuthors(
  { ports, loaded, service, job }: Session,
  forge: Forge,
  { ledger, sourceCommit }: Deployed,
): Promise<AuthorFacts | null> {
  const until = Commit.safeParse(sourceCommit);
  if (!until.success) return null;
  const { repository, repository_id: repositoryId, run_id } = job.run;
  const since = authorsSince(ledger, until.data);
  const range = await readRange(forge, repository, since ?? until.data, until.data);
  const run = await forge.run(repository, run_id);
  const into = { repository, repositoryId, sourceRefs: service['source-refs'] };
  const pulls = await readPullRequests(forge, into, range.commits);
  const input = {
    sinceCommit: since,
    untilCommit: until.data,
    commits: range.commits,
    problem: range.problem || pulls.problem,
    pullRequests: pulls.found,
    run: { actor: run.actor, triggeringActor: run.triggeringActor },
    people: loaded.config.people,
  };
  for (const sentence of ignoredCoAuthors(input)) ports.log.warn(sentence);
  return collectAuthors(input);
}

/**
 * The commits between two deploys; for a rollback, where the new one is an ancestor of the old, those that are taken back and the commit
 * itself; of one and the same, that commit.
 */
async function readRange(forge: Forge, repository: string, since: Commit, until: Commit): Promise<CommitRange> {
  if (since === until) return { commits: [await forge.commit(repository, until)], problem: '' };
  const forward = await forge.commitsBetween(repository, since, until).catch((error: unknown) => {
    if (!isFault(error, 'GITHUB_UNREADABLE')) throw error;
    const hint = `Give the job the permission contents: read. If the history was rewritten since, push ${since} again, as a branch of any name.`;
    throw new Fault('GITHUB_UNREADABLE', error.message, { hint, cause: error });
  });
  if (forward.complete) return { commits: forward.commits, problem: '' };
  const backward = await forge.commitsBetween(repository, until, since);
  if (backward.complete) return { commits: [...backward.commits, await forge.commit(repository, until)], problem: '' };
  const problem = `${since}, which was deployed before, and ${until} do not follow from one another, or lie further apart than GitHub lists: deploy a commit between them, one that both hold or one that holds both, first`;
  return { commits: forward.commits, problem };
}
