// Finds the pull requests that brought commits in, to any depth: each squash hides the authors of what it squashed, and what was squashed
// may hold squashes itself. It must never take an author for absent because a limit was met; then it says that it does not know.

import { inParallel } from '../../base/parallel.ts';
import { broughtIn } from '../../gate/authors.ts';
import type { RepositoryId } from '../../model/ids.ts';
import type { CommitFact, Forge, PullRequestFact } from '../../model/ports.ts';

/** Most commits whose pull requests are asked for, one request each; more is not complete, which denies. */
const mostAsked = 300;

/** Where the commits were merged: `repository` is OWNER/NAME, and a merge into one of `sourceRefs` brings something in. */
export type MergedInto = { repository: string; repositoryId: RepositoryId; sourceRefs: readonly string[] };

/** A pull request that has a hand in what is deployed. */
export type CountedPull = { name: string; author: PullRequestFact['author']; commits: CommitFact[] };

/**
 * The pull requests that brought the commits in, those that brought in the commits of these, and so on until none is new; each commit is
 * asked for once. `problem` says why they are not all, '' when they are.
 */
export async function readPullRequests(
  forge: Forge,
  into: MergedInto,
  range: readonly CommitFact[],
): Promise<{ found: CountedPull[]; problem: string }> {
  const commits = new Set(range.map(({ sha }) => sha));
  const inRange = commits.size;
  const asked = new Set<string>();
  const met: PullRequestFact[] = [];
  const counted = new Map<number, CountedPull>();
  for (;;) {
    const unasked = [...commits].filter((sha) => !asked.has(sha));
    const next = unasked.slice(0, mostAsked - asked.size);
    for (const sha of next) asked.add(sha);
    met.push(...(await inParallel(next, (sha) => forge.pullRequests(into.repository, sha))).flat());
    // One that was met earlier counts as soon as its merge is among the commits.
    const pulls = met.filter((pull) => !counted.has(pull.number) && broughtIn(pull, { ...into, commits }));
    const distinct = [...new Map(pulls.map((pull) => [pull.number, pull])).values()];
    const found = await inParallel(distinct, (pull) => readPull(forge, into, pull));
    for (const [at, pull] of found.entries()) counted.set(distinct[at]?.number ?? 0, pull);
    for (const { sha } of found.flatMap((pull) => pull.commits)) commits.add(sha);
    const over = next.length < unasked.length;
    if (over || (found.length === 0 && asked.size === commits.size))
      return { found: [...counted.values()], problem: over ? limitText(inRange) : '' };
  }
}

async function readPull(forge: Forge, { repository }: MergedInto, pull: PullRequestFact): Promise<CountedPull> {
  const commits = await forge.pullRequestCommits(repository, pull.number);
  return { name: `${repository}#${pull.number}`, author: pull.author, commits };
}

function limitText(inRange: number): string {
  return inRange > mostAsked
    ? `there are ${inRange} commits since the last deploy of another commit, and the pull requests of ${mostAsked} are asked for: deploy in steps of at most ${mostAsked} commits`
    : `the commits since the last deploy of another commit (${inRange}) and those of the pull requests that brought them in are more than ${mostAsked}, and the pull requests of ${mostAsked} are asked for: deploy in smaller steps, and bring changes in by smaller pull requests`;
}
