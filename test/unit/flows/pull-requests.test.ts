// Threat D6: the writer of a change that was squashed, and squashed again, is still an author. Open, unmerged and foreign pull requests
// have no hand in it, at any depth.
import { expect, test } from '@jest/globals';
import { readPullRequests } from '../../../src/flows/collect/pull-requests.ts';
import { Commit, RepositoryId, UserId } from '../../../src/model/ids.ts';
import type { CommitFact, Forge, PullRequestFact } from '../../../src/model/ports.ts';

const here = {
  repository: 'clinic/clinic-api',
  repositoryId: RepositoryId.parse('7'),
  sourceRefs: ['refs/heads/main'],
};
const sha = (n: number) => Commit.parse(n.toString(16).padStart(40, '0'));
const who = { id: UserId.parse('1'), login: 'a', name: 'a', email: 'a@clinic.example' };
const fact = (n: number): CommitFact => ({ sha: sha(n), message: 'x', author: who, committer: who, verified: false });

type Pull = { commits: number[]; merge: number | null; branch?: string; merged?: boolean; repositoryId?: string };

/** GitHub with these pull requests by number; it lists one for each of its commits and for its merge. */
function world(pulls: Readonly<Record<number, Pull>>) {
  const asked: string[] = [];
  const factOf = ([number, pull]: [string, Pull]): PullRequestFact => ({
    number: Number(number),
    author: { id: who.id, login: who.login, bot: false },
    merged: pull.merged ?? true,
    mergeCommit: pull.merge === null ? null : sha(pull.merge),
    base: { repositoryId: RepositoryId.parse(pull.repositoryId ?? '7'), branch: pull.branch ?? 'main' },
  });
  const never = () => Promise.reject(new Error('not asked here'));
  const github: Forge = {
    approvals: never,
    environment: never,
    jobs: never,
    commit: never,
    commitsBetween: never,
    standing: never,
    run: never,
    pullRequests: async (_, commit) => {
      asked.push(commit);
      const holds = ({ commits, merge }: Pull) => [...commits, merge ?? -1].some((n) => n >= 0 && sha(n) === commit);
      return Object.entries(pulls)
        .filter(([, pull]) => holds(pull))
        .map(factOf);
    },
    pullRequestCommits: async (_, number) => (pulls[number]?.commits ?? []).map(fact),
  };
  return { github, asked };
}

async function numbersOf(pulls: Readonly<Record<number, Pull>>, range = [1]): Promise<string[]> {
  const { github, asked } = world(pulls);
  const { found, problem } = await readPullRequests(github, here, range.map(fact));
  expect(problem).toBe('');
  expect(new Set(asked).size).toBe(asked.length);
  return found.map(({ name }) => name.replace(`${here.repository}#`, '')).sort();
}

/** #9 is squashed into main as 1, out of 2; what brought 2 in decides. */
const outer: Pull = { commits: [2], merge: 1 };

test.each<[string, Pull, string[]]>([
  ['squashed into develop', { commits: [3], merge: 2, branch: 'develop' }, ['8', '9']],
  ['merged into develop as its own commit', { commits: [3, 2], merge: 2, branch: 'develop' }, ['8', '9']],
  ['merged into main', { commits: [2, 3], merge: 77 }, ['8', '9']],
  ['merged into another branch by a commit that is not ours', { commits: [2, 3], merge: 77, branch: 'other' }, ['9']],
  ['open', { commits: [2, 3], merge: null, merged: false }, ['9']],
  ['of another repository', { commits: [2, 3], merge: 2, repositoryId: '8' }, ['9']],
])('a pull request below another one: %s', async (_, inner, expected) => {
  expect(await numbersOf({ 9: outer, 8: inner })).toEqual(expected);
});

test('squashes are followed to any depth, in circles once', async () => {
  const chain = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [at + 1, { commits: [at + 2], merge: at + 1, branch: `b${at}` }]),
  );
  expect(await numbersOf(chain)).toHaveLength(20);
  expect(await numbersOf({ ...chain, 20: { commits: [1], merge: 20, branch: 'c' } })).toHaveLength(20);
});

test('one that was met before its merge was known counts as soon as it is', async () => {
  // #5 holds 1 and was merged into `other` as 4; only #9 tells that 4 is ours.
  const early = { commits: [1, 6], merge: 4, branch: 'other' };
  expect(await numbersOf({ 9: { commits: [4], merge: 2 }, 5: early }, [1, 2])).toEqual(['5', '9']);
  expect(await numbersOf({ 9: { commits: [3], merge: 2 }, 5: early }, [1, 2])).toEqual(['9']);
});

test.each([
  ['299 commits in a pull request', [1], 299, ''],
  ['300 commits in a pull request', [1], 300, 'the pull requests that brought them in are more than 300'],
  ['301 commits in the range', Array.from({ length: 301 }, (_, at) => at + 1), 0, 'there are 301 commits since'],
])('one limit holds for all: %s', async (_, range, inside, expected) => {
  const commits = Array.from({ length: inside }, (_one, at) => 1000 + at);
  const { github, asked } = world({ 9: { commits, merge: 1 } });
  const { problem } = await readPullRequests(github, here, range.map(fact));
  expect(problem).toContain(expected);
  expect(problem === '').toBe(expected === '');
  expect(asked).toHaveLength(Math.min(300, range.length + inside));
});
