// The stand-in for GitHub's REST API answers in the shapes of GitHub's own published examples, and refuses as GitHub does.
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { emptyRepository, type GitHubRepository, type LocalGitHub, startGitHub } from '../../../local-cloud/github.ts';

const alice = { id: 11, login: 'alice' };
const sha = (index: number) => index.toString(16).padStart(40, '0');
let server: LocalGitHub;
let repository: GitHubRepository;

beforeEach(async () => {
  server = await startGitHub(sharedClock());
  repository = emptyRepository(9001, { id: 77, login: 'clinic' });
  server.repositories.set('clinic/api', repository);
  server.tokens.set('all', {
    repository: 'clinic/api',
    permissions: ['actions', 'contents', 'deployments', 'pull-requests'],
  });
  server.tokens.set('none', { repository: 'clinic/api', permissions: [] });
  server.tokens.set('other', { repository: 'clinic/other', permissions: ['actions', 'contents'] });
  for (let index = 1; index <= 260; index += 1) addCommit(index, index > 1 ? [sha(index - 1)] : []);
  const people = { actor: alice, triggering_actor: alice };
  repository.runs.set(5, {
    id: 5,
    status: 'queued',
    run_attempt: 1,
    event: 'push',
    head_sha: sha(3),
    head_branch: 'main',
    ...people,
  });
  repository.approvals.set(5, [{ state: 'approved', comment: '', environments: ['production'], user: alice }]);
  repository.environments.set('production', {
    reviewers: [{ type: 'User', id: 11 }],
    preventSelfReview: false,
    canAdminsBypass: true,
    hideProtection: false,
  });
  repository.pullRequests.push({ number: 7, user: alice, commits: [...repository.commits.keys()] });
  repository.deployments.push({
    id: 1,
    sha: sha(3),
    ref: 'main',
    environment: 'production',
    creator: alice,
    created_at: '2026-01-01T00:00:00Z',
  });
});
afterEach(() => server.close());

function addCommit(index: number, parents: string[]): void {
  const names = { authorName: 'Alice', authorEmail: 'a@x', committerName: 'Alice', committerEmail: 'a@x' };
  repository.commits.set(sha(index), {
    sha: sha(index),
    parents,
    message: 'm',
    author: alice,
    committer: null,
    verified: false,
    ...names,
  });
}

async function get(path: string, token = 'all') {
  const answer = await fetch(`${server.url}/repos/clinic/api/${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

describe('tokens', () => {
  const paths = [
    'actions/runs/5',
    'actions/runs/5/approvals',
    'actions/runs/5/jobs',
    'environments/production',
    `commits/${sha(3)}`,
    `compare/${sha(1)}...${sha(3)}`,
    `commits/${sha(3)}/pulls`,
    'pulls/7/commits',
    'deployments',
  ];

  test.each(paths)('%s is 200, 403 without the permission, 404 for strangers, 401 without a token', async (path) => {
    const statuses = await Promise.all(
      ['all', 'none', 'other', ''].map(async (token) => (await get(path, token)).status),
    );
    expect(statuses).toEqual([200, 403, 404, 401]);
  });

  test('everybody with a token reads a public repository', async () => {
    repository.private = false;
    expect((await get('actions/runs/5', 'other')).status).toBe(200);
  });
});

test.each([
  'actions/runs/6',
  'actions/runs/6/approvals',
  'actions/runs/6/jobs',
  'environments/none',
  `compare/${sha(999)}...${sha(3)}`,
  'pulls/8/commits',
  'nothing',
])('%s is 404', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('an unknown commit is 422', async () => {
  expect((await get(`commits/${sha(999)}`)).status).toBe(422);
});

test('names of jobs are cut to a hundred characters', async () => {
  expect((await get('actions/runs/5/jobs')).body.jobs).toMatchObject([{ name: 'deploy / deploy' }]);
  const names = ['x'.repeat(91), 'x'.repeat(92)].map((caller) => `${caller} / deploy`);
  repository.jobs.set(
    5,
    names.map((name) => ({ name, conclusion: null })),
  );
  const { body } = await get('actions/runs/5/jobs');
  expect([body.total_count, ...body.jobs.map((job: { name: string }) => job.name.slice(-10))]).toEqual([
    2,
    'x / deploy',
    'xx / de...',
  ]);
});

describe('comparisons', () => {
  const compare = async (base: number, head: number, query = '') => {
    const { body } = await get(`compare/${sha(base)}...${sha(head)}${query}`);
    return [body.status, body.total_commits, body.commits.length, body.merge_base_commit.sha];
  };

  test('tell ahead, behind, identical and diverged', async () => {
    addCommit(300, [sha(2)]);
    expect(await compare(1, 3)).toEqual(['ahead', 2, 2, sha(1)]);
    expect(await compare(3, 1)).toEqual(['behind', 0, 0, sha(1)]);
    expect(await compare(3, 3)).toEqual(['identical', 0, 0, sha(3)]);
    expect(await compare(3, 300)).toEqual(['diverged', 1, 1, sha(2)]);
  });

  test('list 250 without pages, and all with them', async () => {
    expect(await compare(1, 260)).toEqual(['ahead', 259, 250, sha(1)]);
    expect(await compare(1, 260, '?per_page=100&page=3')).toEqual(['ahead', 259, 59, sha(1)]);
    expect(await compare(1, 260, '?page=2')).toEqual(['ahead', 259, 30, sha(1)]);
  });

  test('of unrelated histories are 404', async () => {
    addCommit(400, []);
    expect((await get(`compare/${sha(400)}...${sha(3)}`)).status).toBe(404);
  });
});

test('lists of a pull request end at 250 commits', async () => {
  const count = async (query: string) => (await get(`pulls/7/commits${query}`)).body.length;
  expect(await Promise.all(['', '?per_page=100', '?per_page=100&page=3', '?per_page=100&page=4'].map(count))).toEqual([
    30, 100, 50, 0,
  ]);
});

test('deployments are found by commit and environment', async () => {
  const count = async (query: string) => (await get(`deployments?${query}`)).body.length;
  expect(
    await Promise.all([`sha=${sha(3)}&environment=production`, `sha=${sha(4)}`, 'environment=staging'].map(count)),
  ).toEqual([1, 0, 0]);
});

const corpus = new URL('../../../../shared/corpus/github/rest-examples/', import.meta.url);
const present = existsSync(corpus);
const examples: [string, string][] = [
  ['actions/runs/5', 'get.repos.owner.repo.actions.runs.run_id.200.default.json'],
  ['actions/runs/5/approvals', 'get.repos.owner.repo.actions.runs.run_id.approvals.200.default.json'],
  [`commits/${sha(3)}/pulls`, 'get.repos.owner.repo.commits.commit_sha.pulls.200.default.json'],
  ['pulls/7/commits', 'get.repos.owner.repo.pulls.pull_number.commits.200.default.json'],
  ['deployments', 'get.repos.owner.repo.deployments.200.default.json'],
];

describe("GitHub's own examples", () => {
  if (present)
    test.each(examples)('%s has no field that GitHub has not, of the same type', async (path, file) => {
      const theirs: unknown = JSON.parse(readFileSync(new URL(file, corpus), 'utf8'));
      expect(strangers((await get(path)).body, theirs, '')).toEqual([]);
    });
  test(present ? 'are there' : 'are absent in this checkout', () => expect(existsSync(corpus)).toBe(present));

  test('the comparison sees a stranger', () => {
    expect(strangers({ a: 1, b: [{ c: '' }] }, { a: 2, b: [{ c: 1 }] }, '')).toEqual(['/b/0/c']);
    expect(strangers({ a: 1, d: 1 }, { a: 1 }, '')).toEqual(['/d']);
  });
});

/** Paths in `ours` that `theirs` lacks or has with another type; null fits everything. */
function strangers(ours: unknown, theirs: unknown, path: string): string[] {
  if (ours === null || theirs === null) return [];
  if (Array.isArray(ours) && Array.isArray(theirs))
    return ours.length === 0 ? [] : strangers(ours[0], theirs[0], `${path}/0`);
  if (typeof ours !== 'object' || typeof theirs !== 'object') return typeof ours === typeof theirs ? [] : [path];
  const known = new Map(Object.entries(theirs ?? {}));
  return Object.entries(ours ?? {}).flatMap(([key, value]) =>
    known.has(key) ? strangers(value, known.get(key), `${path}/${key}`) : [`${path}/${key}`],
  );
}
