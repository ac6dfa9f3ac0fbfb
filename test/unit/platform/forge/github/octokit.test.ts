// How long GitHub is asked: its rate limits are waited out where there is time, never beyond it, and no attempt is made twice over by
// the two plugins. And what Octokit must not do on our behalf: print, obey a proxy, send anything but a GET.
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sharedClock } from '../../../../../local-cloud/clock.ts';
import { emptyRepository, type LocalGitHub, startGitHub } from '../../../../../local-cloud/github.ts';
import { type ForgePace, openOctokit } from '../../../../../src/platform/forge/github/octokit.ts';

type Reply = { status: number; headers?: Record<string, string>; body?: object };

const pace: ForgePace = { deadline: 5000, attempts: 3, backoff: 1, second: 1 };
const route = 'GET /repos/{owner}/{repo}/environments/{name}';
const where = { owner: 'clinic', repo: 'api', name: 'production' };
const secondary = { message: 'You have exceeded a secondary rate limit. Please wait.' };
let server: LocalGitHub;

beforeEach(async () => {
  server = await startGitHub(sharedClock());
  const repository = emptyRepository(9001, { id: 77, login: 'clinic' });
  const open = { reviewers: null, preventSelfReview: true, canAdminsBypass: false, hideProtection: false };
  repository.environments.set('production', open);
  server.repositories.set('clinic/api', repository);
  server.tokens.set('good', { repository: 'clinic/api', permissions: ['actions'] });
});
afterEach(() => server.close());

/** The server first answers these, then as ever. */
function answers(...replies: Reply[]): void {
  server.knobs.fault = (_call, index) => {
    const reply = replies[index];
    return reply && { kind: 'alter-reply', alter: () => ({ headers: {}, body: { message: 'no' }, ...reply }) };
  };
}

async function ask(changes: Partial<ForgePace> = {}): Promise<{ status: number; calls: number }> {
  const { status } = await openOctokit(server.url, 'good', { ...pace, ...changes })(route, where);
  return { status, calls: server.calls.length };
}

const soon = () => String(Math.floor(Date.now() / 1000) + 30);

describe('a rate limit', () => {
  test.each<[string, () => Reply]>([
    ['says when it ends', () => ({ status: 403, headers: { 'retry-after': '20' } })],
    ['says when it ends, with 429', () => ({ status: 429, headers: { 'retry-after': '20' } })],
    ['is a secondary one and does not say when it ends', () => ({ status: 403, body: secondary })],
    [
      'is used up until a time',
      () => ({ status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon() } }),
    ],
  ])('that %s is waited out, and not where it ends after our patience', async (_name, reply) => {
    answers(reply());
    expect(await ask()).toEqual({ status: 200, calls: 2 });
    server.calls.length = 0;
    answers(reply());
    expect(await ask({ limits: 15 })).toEqual({ status: reply().status, calls: 1 });
  });

  test('is waited for as long as it says', async () => {
    answers({ status: 403, headers: { 'retry-after': '120' } });
    const start = performance.now();
    expect(await ask()).toEqual({ status: 200, calls: 2 });
    expect(performance.now() - start).toBeGreaterThanOrEqual(115);
  });

  test.each([
    ['a second ago, by our clock', () => String(Math.floor(Date.now() / 1000) - 2)],
    ['in 1970', () => '0'],
  ])('that ended %s is asked again after the pauses of any repeat', async (_name, reset) => {
    const waiting = { now: () => 0, pause: jest.fn(async () => undefined), random: () => 0 };
    const limited = { status: 429, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset() } };
    answers(limited, limited);
    expect(await ask({ backoff: 700, waiting })).toEqual({ status: 200, calls: 3 });
    expect(waiting.pause.mock.calls).toEqual([[700], [2800]]);
  });

  test('without end takes as many attempts as allowed, whichever plugin asks', async () => {
    const limited = { status: 429, headers: { 'retry-after': '1' } };
    answers(...Array.from({ length: 20 }, () => limited));
    expect(await ask()).toEqual({ status: 429, calls: 3 });
  });

  test('and a server in trouble after it share the attempts', async () => {
    answers({ status: 403, headers: { 'retry-after': '1' } }, { status: 502 });
    expect(await ask()).toEqual({ status: 200, calls: 3 });
    server.calls.length = 0;
    answers({ status: 403, headers: { 'retry-after': '1' } }, { status: 502 }, { status: 502 });
    expect(await ask()).toEqual({ status: 502, calls: 3 });
  });

  test('is not what a missing permission is', async () => {
    answers({ status: 403 });
    expect(await ask()).toEqual({ status: 403, calls: 1 });
  });
});

describe('a server in trouble', () => {
  test('is not asked before it wants to be', async () => {
    const waiting = { now: () => 0, pause: jest.fn(async () => undefined), random: () => 0 };
    answers({ status: 503, headers: { 'retry-after': '7' } });
    expect(await ask({ second: 1000, deadline: 8000, waiting })).toEqual({ status: 200, calls: 2 });
    expect(waiting.pause.mock.calls).toEqual([[7000]]);
  });

  test('is not asked again where that is after the deadline', async () => {
    answers({ status: 503, headers: { 'retry-after': '9' } });
    expect(await ask({ second: 1000, deadline: 8000 })).toEqual({ status: 503, calls: 1 });
  });

  test('that resets every connection is a fault that counts the attempts', async () => {
    server.knobs.fault = () => ({ kind: 'reset-before' });
    await expect(ask()).rejects.toMatchObject({
      code: 'REMOTE_UNREACHABLE',
      message: expect.stringMatching(/environments\/production broke off 3 times: [A-Z_]+$/),
    });
  });

  test.each([304, 204, 501, 999])('that answers %i is asked once', async (status) => {
    server.knobs.fault = () => ({ kind: 'status', status });
    expect(await ask()).toEqual({ status, calls: 1 });
  });
});

describe('Octokit', () => {
  test('prints nothing, not even of what is deprecated', async () => {
    const said: unknown[] = [];
    const spies = [
      ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => jest.spyOn(console, name)),
      jest.spyOn(process.stdout, 'write'),
      jest.spyOn(process.stderr, 'write'),
    ];
    for (const spy of spies) spy.mockImplementation((...words: unknown[]) => said.push(words) > 0);
    try {
      const headers = { deprecation: 'true', sunset: 'today', link: '<https://x/>; rel="deprecation"' };
      answers({ status: 502, headers }, { status: 200, headers, body: {} });
      expect(await ask()).toEqual({ status: 200, calls: 2 });
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    expect(said).toEqual([]);
  });

  test('obeys no proxy variable', async () => {
    const names = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'all_proxy'];
    for (const name of names) process.env[name] = 'http://127.0.0.1:1';
    try {
      expect(await ask()).toEqual({ status: 200, calls: 1 });
    } finally {
      for (const name of names) delete process.env[name];
    }
  });

  test('sends one kind of request, to our server, as our bearer', async () => {
    await ask();
    const [call] = server.calls;
    expect([call?.method, call?.path, call?.body.length]).toEqual([
      'GET',
      '/repos/clinic/api/environments/production',
      0,
    ]);
    expect(call?.headers).toMatchObject({
      authorization: 'Bearer good',
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
    });
    await expect(
      openOctokit(server.url, 'good', pace)('DELETE /repos/{owner}/{repo}', { owner: 'clinic', repo: 'api' }),
    ).resolves.toMatchObject({ status: 404 });
    expect(server.calls[1]?.method).toBe('GET');
  });
});
