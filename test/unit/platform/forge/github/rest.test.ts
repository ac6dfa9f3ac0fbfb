// GitHub's answers as facts: what is read, what is not readable, and what GitHub cuts off. Each fact has its twin.
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sharedClock } from '../../../../../local-cloud/clock.ts';
import {
  emptyRepository,
  type GitHubCommit,
  type GitHubRepository,
  type LocalGitHub,
  startGitHub,
} from '../../../../../local-cloud/github.ts';
import { Commit, RunId } from '../../../../../src/model/ids.ts';
import type { Forge } from '../../../../../src/model/ports.ts';
import {
  ApprovalsAnswer,
  CommitAnswer,
  EnvironmentAnswer,
  JobsAnswer,
  RunAnswer,
} from '../../../../../src/platform/forge/github/answers.ts';
import { openGitHub } from '../../../../../src/platform/forge/github/rest.ts';

const pace = { deadline: 2000, attempts: 3, backoff: 1 };
const name = 'clinic/api';
const alice = { id: 11, login: 'alice' };
const bob = { id: 12, login: 'bob' };
const run = RunId.parse('5001');
const sha = (index: number) => Commit.parse(index.toString(16).padStart(40, '0'));
const code = (expected: string) => expect.objectContaining({ code: expected });
let server: LocalGitHub;
let repository: GitHubRepository;
let github: Forge;

beforeEach(async () => {
  server = await startGitHub(sharedClock());
  repository = emptyRepository(9001, { id: 77, login: 'clinic' });
  server.repositories.set(name, repository);
  server.tokens.set('good', { repository: name, permissions: ['actions', 'contents', 'pull-requests'] });
  github = openGitHub(server.url, 'good', pace);
  history(3);
});
afterEach(() => server.close());

function commit(index: number, changes: Partial<GitHubCommit> = {}): void {
  const people = {
    author: alice,
    committer: bob,
    authorName: 'Alice',
    authorEmail: 'a@x',
    committerName: 'Bob',
    committerEmail: 'b@x',
  };
  repository.commits.set(sha(index), {
    sha: sha(index),
    parents: index > 1 ? [sha(index - 1)] : [],
    message: `change ${index}`,
    verified: true,
    ...people,
    ...changes,
  });
}

function history(length: number): void {
  for (let index = 1; index <= length; index += 1) commit(index);
}

function addRun(changes: object = {}): void {
  const people = { actor: alice, triggering_actor: bob };
  repository.runs.set(Number(run), {
    id: Number(run),
    status: 'waiting',
    run_attempt: 1,
    event: 'push',
    head_sha: sha(3),
    head_branch: 'main',
    ...people,
    ...changes,
  });
}

function alter(path: RegExp, change: (body: object) => object): void {
  server.knobs.fault = (call) =>
    path.test(call.path)
      ? { kind: 'alter-reply', alter: (reply) => ({ ...reply, body: change(Object(reply.body)) }) }
      : undefined;
}

describe('a run', () => {
  test('is read with numeric ids', async () => {
    addRun();
    expect(await github.run(name, run)).toEqual({
      id: '5001',
      repositoryId: '9001',
      status: 'waiting',
      attempt: 1,
      event: 'push',
      headSha: sha(3),
      headBranch: 'main',
      actor: { id: '11', login: 'alice', bot: false },
      triggeringActor: { id: '12', login: 'bob', bot: false },
    });
  });

  test('of a tag has no branch', async () => {
    addRun({ head_branch: null });
    expect((await github.run(name, run)).headBranch).toBe('');
  });

  test('that is not there, or another one, is a fault', async () => {
    await expect(github.run(name, run)).rejects.toEqual(code('GITHUB_UNREADABLE'));
    addRun({ id: 5002 });
    await expect(github.run(name, run)).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });

  test.each(['actor', 'repository', 'head_sha', 'run_attempt'])('without %s is no answer', async (field) => {
    addRun();
    alter(/runs/, (body) => ({ ...body, [field]: undefined }));
    await expect(github.run(name, run)).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });
});

describe('approvals', () => {
  beforeEach(() => addRun());

  test('are read as GitHub gives them, also when there are none', async () => {
    expect(await github.approvals(name, run)).toEqual([]);
    repository.approvals.set(5001, [
      { state: 'approved', comment: 'fine', environments: ['production', 'eu'], user: bob },
    ]);
    expect(await github.approvals(name, run)).toEqual([
      { user_id: '12', login: 'bob', state: 'approved', environments: ['production', 'eu'] },
    ]);
  });

  test('of an unknown run are not "none"', async () => {
    await expect(github.approvals(name, RunId.parse('5002'))).rejects.toEqual(code('GITHUB_UNREADABLE'));
  });

  test.each([[null], [{ id: 10137, login: 'ghost' }]])(
    'of a deleted account are those of nobody listed: %j',
    async (user) => {
      alter(/approvals/, () => [{ state: 'approved', environments: [], user }]);
      const [approval] = await github.approvals(name, run);
      expect(approval).toEqual({ user_id: '10137', login: 'ghost', state: 'approved', environments: [] });
    },
  );

  test('hold no half of a character, which no signed text can hold', async () => {
    const user = { id: 12, login: 'b\ud800b' };
    alter(/approvals/, () => [{ state: 'approved', environments: [{ name: 'eu\udc00' }], user }]);
    expect(await github.approvals(name, run)).toMatchObject([{ login: 'b\ufffdb', environments: ['eu\ufffd'] }]);
  });

  test('of something that is no account are no answer', async () => {
    alter(/approvals/, () => [{ state: 'approved', environments: [], user: { login: 'jonas' } }]);
    await expect(github.approvals(name, run)).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });
});

describe('the jobs of a run', () => {
  const job = (jobName: string, conclusion: string | null = null) => ({ name: jobName, conclusion });
  beforeEach(addRun);

  test('are named, but for those that were skipped', async () => {
    expect(await github.jobs(name, run)).toEqual({ names: ['deploy / deploy'], complete: true });
    const skipped = job('b / deploy', 'skipped');
    repository.jobs.set(5001, [job('a / deploy'), skipped, job('c / deploy', 'failure'), job('c / deploy')]);
    expect(await github.jobs(name, run)).toEqual({
      names: ['a / deploy', 'c / deploy', 'c / deploy'],
      complete: true,
    });
  });

  test('are read from every page, those of the latest attempt', async () => {
    const many = Array.from({ length: 250 }, (_, index) => job(`job ${index}`));
    repository.jobs.set(5001, many);
    const { names, complete } = await github.jobs(name, run);
    expect([names.length, complete]).toEqual([250, true]);
    expect(server.calls.map((call) => call.url.search)).toEqual(
      [1, 2, 3].map((page) => `?filter=latest&per_page=100&page=${page}`),
    );
  });

  test('are not complete when GitHub counts others than it lists, or lists without end', async () => {
    const page = Array.from({ length: 100 }, (_, index) => ({ id: index + 1, name: 'a' }));
    alter(/jobs$/, () => ({ total_count: 3, jobs: page.slice(0, 2) }));
    expect((await github.jobs(name, run)).complete).toBe(false);
    alter(/jobs$/, () => ({ total_count: 2, jobs: page.slice(0, 2) }));
    expect((await github.jobs(name, run)).complete).toBe(true);
    alter(/jobs$/, () => ({ total_count: 100, jobs: page }));
    expect((await github.jobs(name, run)).complete).toBe(false);
  });

  test('of an unknown run, or without names, are no answer', async () => {
    await expect(github.jobs(name, RunId.parse('5002'))).rejects.toEqual(code('GITHUB_UNREADABLE'));
    alter(/jobs$/, () => ({ total_count: 1, jobs: [{ id: 1, name: null }] }));
    await expect(github.jobs(name, run)).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });
});

describe('an environment', () => {
  const protectedOne = {
    reviewers: [
      { type: 'User', id: 12 },
      { type: 'Team', id: 3 },
    ],
    preventSelfReview: true,
    canAdminsBypass: false,
    hideProtection: false,
  } as const;

  test('is read with its protection', async () => {
    repository.environments.set('production', { ...protectedOne, reviewers: [...protectedOne.reviewers] });
    const expected = {
      name: 'production',
      exists: true,
      reviewers: 2,
      prevent_self_review: true,
      can_admins_bypass: false,
      wait_minutes: 0,
      reviewer_teams: ['3'],
      refs: 'any',
      selected_refs: [],
    };
    expect(await github.environment(name, 'production')).toEqual(expected);
  });

  test('says how long it waits, and from which refs it may be deployed', async () => {
    const set = (more: object) => repository.environments.set('limited', { ...protectedOne, reviewers: [], ...more });
    set({ waitMinutes: 30, refs: 'protected' });
    expect(await github.environment(name, 'limited')).toMatchObject({
      ...{ wait_minutes: 30, refs: 'protected', selected_refs: [] },
    });
    const refs = [
      { type: 'branch', name: 'main' },
      { type: 'tag', name: 'v*' },
    ];
    set({ refs });
    expect(await github.environment(name, 'limited')).toMatchObject({
      ...{ refs: 'selected', selected_refs: ['refs/heads/main', 'refs/tags/v*'] },
    });
    // More than one answer holds: no list is better than half of one.
    set({ refs: Array.from({ length: 101 }, (_, index) => ({ type: 'branch', name: `b${index}` })) });
    expect(await github.environment(name, 'limited')).toMatchObject({ refs: 'selected', selected_refs: null });
  });

  test('without reviewers has none; what GitHub does not say is null', async () => {
    repository.environments.set('open', { ...protectedOne, reviewers: null, canAdminsBypass: true });
    expect(await github.environment(name, 'open')).toEqual({
      name: 'open',
      exists: true,
      reviewers: 0,
      prevent_self_review: null,
      can_admins_bypass: true,
      wait_minutes: 0,
      reviewer_teams: [],
      refs: 'any',
      selected_refs: [],
    });
    repository.environments.set('silent', {
      ...protectedOne,
      reviewers: null,
      canAdminsBypass: undefined,
      hideProtection: true,
    });
    expect(await github.environment(name, 'silent')).toEqual({
      name: 'silent',
      exists: true,
      reviewers: null,
      prevent_self_review: null,
      can_admins_bypass: null,
      wait_minutes: null,
      reviewer_teams: null,
      refs: 'any',
      selected_refs: [],
    });
  });

  test('that is missing does not exist', async () => {
    expect(await github.environment(name, 'production')).toEqual({
      name: 'production',
      exists: false,
      reviewers: null,
      prevent_self_review: null,
      can_admins_bypass: null,
      wait_minutes: null,
      reviewer_teams: null,
      refs: null,
      selected_refs: null,
    });
  });

  test('cannot lead to another path', async () => {
    repository.environments.set('production', { ...protectedOne, reviewers: null });
    expect((await github.environment(name, '../environments/production')).exists).toBe(false);
    expect(server.calls[0]?.path).toBe('/repos/clinic/api/environments/..%2Fenvironments%2Fproduction');
  });
});

describe('a commit', () => {
  test('is read with its people', async () => {
    expect(await github.commit(name, sha(3))).toEqual({
      sha: sha(3),
      message: 'change 3',
      author: { id: '11', login: 'alice', name: 'Alice', email: 'a@x' },
      committer: { id: '12', login: 'bob', name: 'Bob', email: 'b@x' },
      verified: true,
    });
  });

  test('by somebody without an account has no id', async () => {
    commit(3, { author: null, verified: false });
    expect(await github.commit(name, sha(3))).toMatchObject({
      author: { id: null, login: '', email: 'a@x' },
      verified: false,
    });
    alter(/commits/, (body) => ({
      ...body,
      author: {},
      commit: { message: 'm', author: null, committer: { name: 'Bob' } },
    }));
    expect(await github.commit(name, sha(3))).toMatchObject({
      author: { id: null, email: '' },
      committer: { name: 'Bob', email: '' },
      verified: false,
    });
  });

  test('that is unknown, or another one, is a fault', async () => {
    await expect(github.commit(name, sha(9))).rejects.toEqual(code('GITHUB_UNREADABLE'));
    alter(/commits/, (body) => ({ ...body, sha: sha(2) }));
    await expect(github.commit(name, sha(3))).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });

  test.each([
    { author: { login: 'alice' } },
    { author: { id: 0, login: 'alice' } },
    { author: { id: '11', login: 'alice' } },
  ])('with %j is no answer', async (change) => {
    alter(/commits/, (body) => ({ ...body, ...change }));
    await expect(github.commit(name, sha(3))).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });
});

describe('commits between', () => {
  const between = async (base: number, head: number) => {
    const { commits, complete } = await github.commitsBetween(name, sha(base), sha(head));
    return { count: commits.length, last: commits.at(-1)?.sha, complete };
  };

  test.each([
    [1, 3, 2],
    [2, 3, 1],
  ])('%i and %i are all of them', async (base, head, count) => {
    expect(await between(base, head)).toEqual({ count, last: sha(head), complete: true });
  });

  test('a commit and itself there are none', async () => {
    expect(await between(3, 3)).toEqual({ count: 0, last: undefined, complete: true });
  });

  test.each([99, 100, 101, 251])('an ancestor and its %i descendants are read on all pages', async (length) => {
    history(length + 1);
    expect(await between(1, length + 1)).toEqual({ count: length, last: sha(length + 1), complete: true });
  });

  test('one that is no ancestor they are not complete', async () => {
    commit(10, { parents: [sha(1)] });
    expect(await between(10, 3)).toMatchObject({ count: 2, complete: false });
    expect(await between(3, 2)).toMatchObject({ count: 0, complete: false });
  });

  test.each([
    ['counts more than it lists', { total_commits: 3 }],
    ['calls it something else', { status: 'behind' }],
    ['calls it identical', { status: 'identical' }],
    ['names another merge base', { merge_base_commit: { sha: sha(2) } }],
  ])('they are not complete when GitHub %s', async (_name, change) => {
    alter(/compare/, (body) => ({ ...body, ...change }));
    expect((await between(1, 3)).complete).toBe(false);
  });

  test('they are not complete without the head', async () => {
    alter(/compare/, (body) => ({
      ...body,
      total_commits: 1,
      commits: [
        {
          ...Object(body),
          sha: sha(2),
          author: null,
          committer: null,
          commit: { message: '', author: null, committer: null },
        },
      ],
    }));
    expect((await between(1, 3)).complete).toBe(false);
  });

  test('an endless list is not complete', async () => {
    history(101);
    alter(/compare/, (body) => body);
    server.knobs.fault = (call) => {
      call.url.searchParams.set('page', '1');
      return undefined;
    };
    expect((await between(1, 101)).complete).toBe(false);
    expect(server.calls).toHaveLength(100);
  });

  test('an unknown commit is a fault', async () => {
    await expect(between(99, 3)).rejects.toEqual(code('GITHUB_UNREADABLE'));
  });
});

describe('pull requests', () => {
  test('of a commit come with what their merge made', async () => {
    repository.pullRequests.push(
      { number: 7, user: bob, commits: [sha(2), sha(3)] },
      { number: 8, user: alice, commits: [sha(1)] },
    );
    const found = await github.pullRequests(name, sha(3));
    const base = { repositoryId: String(repository.id), branch: 'main' };
    expect(found).toEqual([
      { number: 7, author: { id: '12', login: 'bob', bot: false }, merged: true, mergeCommit: sha(3), base },
    ]);
    expect((await github.pullRequestCommits(name, 7)).map((commit) => commit.sha)).toEqual([sha(2), sha(3)]);
    expect(await github.pullRequests(name, sha(9))).toEqual([]);
  });

  test('of 249 commits are read, of 250 refused, since GitHub lists no more', async () => {
    history(250);
    const commits = Array.from({ length: 250 }, (_, index) => sha(index + 1));
    repository.pullRequests.push({ number: 7, user: bob, commits: commits.slice(1) });
    expect(await github.pullRequestCommits(name, 7)).toHaveLength(249);
    repository.pullRequests[0] = { number: 7, user: bob, commits };
    await expect(github.pullRequestCommits(name, 7)).rejects.toEqual(code('GITHUB_UNREADABLE'));
  });

  test('that are open, closed without a merge, or of another repository are told as such', async () => {
    const open = { merged_at: null, merge_commit_sha: sha(9) };
    const fork = { ref: 'main', repo: { id: 999 } };
    const pull = { user: bob, commits: [sha(3)] };
    repository.pullRequests.push(
      { ...pull, number: 7, ...open },
      { ...pull, number: 8, base: fork },
      { ...pull, number: 9, base: { ref: 'gone', repo: null }, merge_commit_sha: null },
      { ...pull, number: 10, user: null },
      { ...pull, number: 11, user: { id: 10137, login: 'ghost' } },
      { ...pull, number: 12, user: { id: 198982749, login: 'Copilot', type: 'Bot' } },
    );
    const found = await github.pullRequests(name, sha(3));
    expect(found.map(({ merged, mergeCommit, base }) => [merged, mergeCommit, base.repositoryId, base.branch])).toEqual(
      [
        [false, null, String(repository.id), 'main'],
        [true, sha(3), '999', 'main'],
        [true, null, null, 'gone'],
        ...Array.from({ length: 3 }, () => [true, sha(3), String(repository.id), 'main']),
      ],
    );
    const copilot = { id: '198982749', login: 'Copilot', bot: true };
    expect(found.slice(3).map(({ author }) => author)).toEqual([null, null, copilot]);
  });

  test('without the fields that say whether they count are no answer', async () => {
    alter(/pulls/, () => [{ number: 7, user: bob }]);
    await expect(github.pullRequests(name, sha(3))).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });

  test('in an endless list are refused', async () => {
    const base = { ref: 'main', repo: { id: 1 } };
    const one = { number: 7, user: bob, merged_at: null, merge_commit_sha: null, base };
    alter(/pulls/, () => Array.from({ length: 100 }, () => one));
    await expect(github.pullRequests(name, sha(3))).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });
});

describe('what cannot be read', () => {
  const questions: [string, 'actions' | 'contents' | 'pull-requests', () => Promise<unknown>][] = [
    ['run', 'actions', () => github.run(name, run)],
    ['approvals', 'actions', () => github.approvals(name, run)],
    ['jobs', 'actions', () => github.jobs(name, run)],
    ['environment', 'actions', () => github.environment(name, 'production')],
    ['commit', 'contents', () => github.commit(name, sha(3))],
    ['comparison', 'contents', () => github.commitsBetween(name, sha(1), sha(3))],
    ['pull requests', 'pull-requests', () => github.pullRequests(name, sha(3))],
  ];

  test.each(questions)('%s names the permission %s', async (_name, permission, ask) => {
    addRun();
    repository.environments.set('production', {
      reviewers: null,
      preventSelfReview: true,
      canAdminsBypass: false,
      hideProtection: false,
    });
    await ask();
    server.tokens.set('good', { repository: name, permissions: [] });
    await expect(ask()).rejects.toMatchObject({
      code: 'GITHUB_UNREADABLE',
      hint: expect.stringContaining(`${permission}: read`),
    });
  });

  test('a token of another repository sees nothing', async () => {
    server.tokens.set('good', { repository: 'clinic/other', permissions: ['contents'] });
    await expect(github.commit(name, sha(3))).rejects.toEqual(code('GITHUB_UNREADABLE'));
  });

  test('a wrong token, or none, is said without the token', async () => {
    await expect(openGitHub(server.url, 'wrong-token', pace).commit(name, sha(3))).rejects.toMatchObject({
      code: 'GITHUB_UNREADABLE',
      message: expect.not.stringContaining('wrong-token'),
    });
    expect(() => openGitHub(server.url, '')).toThrow(code('GITHUB_UNREADABLE'));
  });

  test.each(['clinic', 'clinic/api/x', '../x', 'clinic/a b'])(
    'a repository %j is refused before anything is asked',
    async (wrong) => {
      await expect(github.commit(wrong, sha(3))).rejects.toEqual(code('INPUT_INVALID'));
      expect(server.calls).toEqual([]);
    },
  );
});

describe('a server in trouble', () => {
  test('is asked again after 502 and resets', async () => {
    server.knobs.fault = (_call, index) =>
      [{ kind: 'status', status: 502 } as const, { kind: 'reset-before' } as const][index];
    expect((await github.commit(name, sha(3))).sha).toBe(sha(3));
  });

  test.each([
    [500, 'REMOTE_UNEXPECTED', 3],
    [429, 'REMOTE_REFUSED', 3],
    [301, 'REMOTE_UNEXPECTED', 1],
    [418, 'REMOTE_UNEXPECTED', 1],
  ])('that answers %i is a fault', async (status, expected, calls) => {
    server.knobs.fault = () => ({ kind: 'status', status, body: '{"message":"no"}' });
    await expect(github.commit(name, sha(3))).rejects.toEqual(code(expected));
    expect(server.calls).toHaveLength(calls);
  });

  test.each([{ 'x-ratelimit-remaining': '0' }, { 'retry-after': '60' }])(
    'at its rate limit (%j) says so, not that a permission is missing',
    async (headers) => {
      server.knobs.fault = () => ({
        kind: 'alter-reply',
        alter: () => ({ status: 403, headers, body: { message: 'API rate limit exceeded' } }),
      });
      await expect(github.commit(name, sha(3))).rejects.toEqual(code('REMOTE_REFUSED'));
    },
  );

  test('that answers no JSON, half of it, or never, is a fault', async () => {
    server.knobs.fault = () => ({ kind: 'alter-reply', alter: (reply) => ({ ...reply, body: '<html>' }) });
    await expect(github.commit(name, sha(3))).rejects.toEqual(code('REMOTE_UNEXPECTED'));
    server.knobs.fault = () => ({
      kind: 'alter-reply',
      alter: (reply) => ({ ...reply, headers: { 'content-length': '99999' } }),
    });
    const hasty = openGitHub(server.url, 'good', { ...pace, deadline: 200 });
    await expect(hasty.commit(name, sha(3))).rejects.toEqual(code('REMOTE_UNREACHABLE'));
    server.knobs.fault = () => ({ kind: 'hang' });
    await expect(hasty.commit(name, sha(3))).rejects.toEqual(code('REMOTE_UNREACHABLE'));
  });
});

const corpus = new URL('../../../../../../shared/corpus/github/rest-examples/', import.meta.url);
const examples: [string, { safeParse(value: unknown): { success: boolean } }][] = [
  ['get.repos.owner.repo.actions.runs.run_id.200.default.json', RunAnswer],
  ['get.repos.owner.repo.actions.runs.run_id.approvals.200.default.json', ApprovalsAnswer],
  ['get.repos.owner.repo.actions.runs.run_id.jobs.200.default.json', JobsAnswer],
  ['get.repos.owner.repo.environments.environment_name.200.default.json', EnvironmentAnswer],
  ['get.repos.owner.repo.pulls.pull_number.commits.200.default.json', CommitAnswer.array()],
];

describe("GitHub's own examples", () => {
  const present = existsSync(corpus);
  if (present)
    test.each(examples)('%s fit', (file, schema) => {
      const value: unknown = JSON.parse(readFileSync(new URL(file, corpus), 'utf8'));
      expect(schema.safeParse(value).success).toBe(true);
      expect(schema.safeParse({}).success).toBe(false);
    });
  test(present ? 'are there' : 'are absent in this checkout', () => expect(existsSync(corpus)).toBe(present));
});
