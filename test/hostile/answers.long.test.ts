// Impostors of AWS, GitHub, or a tool's server that answer without end, or a byte at a time. Every reader ends, in bounded memory and
// time, and does not ask again what was an answer.
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Fault } from '../../src/base/fault.ts';
import { Commit, RunId, Sha256 } from '../../src/model/ids.ts';
import { type RetryLimits, withRetries } from '../../src/platform/cloud/aws/clients.ts';
import { ecrLogin } from '../../src/platform/cloud/aws/ecr.ts';
import { openKmsSigner } from '../../src/platform/cloud/aws/kms.ts';
import { openGitHub } from '../../src/platform/forge/github/rest.ts';
import { openFiles } from '../../src/platform/local/files.ts';
import { type Answer, pour, startPouring, trickle } from './pouring-server.ts';

const limits: RetryLimits = { attempt: 1000, total: 2500, firstPause: 2, longestPause: 20 };
const pace = { deadline: 1500, attempts: 2, backoff: 10 };
const credentials = {
  accessKeyId: 'a',
  secretAccessKey: 'b',
  sessionToken: '',
  expiresAt: 0,
  assumedRoleId: '',
  account: '111122223333',
};
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(answer: Answer) {
  const server = await startPouring(answer);
  closers.push(server.close);
  return server;
}

const name = 'clinic/clinic-api';
const sha = Commit.parse('c'.repeat(40));
const readers: [string, (url: string) => Promise<unknown>][] = [
  [
    'the login of ECR',
    (endpoint) => ecrLogin({ region: 'eu-central-1', endpoint, local: true, credentials }, limits)(),
  ],
  [
    'a KMS key',
    (endpoint) =>
      openKmsSigner(
        { mode: 'kms', region: 'eu-central-1', endpoint },
        { id: 'k', 'spki-sha256': Sha256.parse('0'.repeat(64)), credentials },
        { ...limits, attempt: 1000, total: 2500 },
      ),
  ],
  ['a run of GitHub', (url) => openGitHub(url, 't', pace).run(name, RunId.parse('1'))],
  ['pull requests of GitHub', (url) => openGitHub(url, 't', pace).pullRequests(name, sha)],
  ['commits of GitHub', (url) => openGitHub(url, 't', pace).commitsBetween(name, sha, Commit.parse('b'.repeat(40)))],
];

describe.each(readers)('%s', (_, read) => {
  test.each<[string, Answer]>([
    ['without end', (_q, r) => pour(r.writeHead(200, { 'content-type': 'application/json' }))],
    ['a byte at a time', (_q, r) => trickle(r.writeHead(200))],
    ['an error without end', (_q, r) => pour(r.writeHead(400))],
  ])(
    '%s ends with a fault in bounded memory and time',
    async (_name, answer) => {
      const { url, asked } = await serve(answer);
      const [start, memory] = [performance.now(), process.memoryUsage().rss];
      await expect(read(url)).rejects.toBeInstanceOf(Fault);
      expect(performance.now() - start).toBeLessThan(20_000);
      expect(process.memoryUsage().rss - memory).toBeLessThan(400 * 1024 * 1024);
      expect(asked()).toBeLessThan(10);
    },
    60_000,
  );
});

describe('lists of GitHub', () => {
  const person = { login: 'maria', id: 41001 };
  const base = { ref: 'main', repo: { id: 700100200 } };
  const pulls = (from: number) =>
    Array.from({ length: 100 }, (_, index) => ({
      number: from + index,
      user: person,
      merged_at: null,
      merge_commit_sha: null,
      base,
    }));

  test('without end are refused, and nobody is believed to be all there is', async () => {
    const { url, asked } = await serve((_q, r, count) => r.end(JSON.stringify(pulls(count * 100))));
    const found = openGitHub(url, 't', pace).pullRequests(name, sha);
    await expect(found).rejects.toMatchObject({ code: 'REMOTE_UNEXPECTED' });
    expect(asked()).toBeLessThanOrEqual(100);
  }, 60_000);

  test('whose pages come slowly are given up as a whole', async () => {
    const { url, asked } = await serve((_q, r, count) =>
      setTimeout(() => r.end(JSON.stringify(pulls(count * 100))), 100),
    );
    const found = openGitHub(url, 't', { ...pace, list: 500 }).pullRequests(name, sha);
    await expect(found).rejects.toMatchObject({ code: 'REMOTE_UNREACHABLE' });
    expect(asked()).toBeLessThan(20);
  }, 60_000);

  test('that are larger than any history are refused', async () => {
    const message = 'x'.repeat(200_000);
    const signature = { name: 'm', email: 'm@x' };
    const { url } = await serve((_q, r, count) => {
      const commits = Array.from({ length: 100 }, (_, index) => ({
        sha: (count * 100 + index).toString(16).padStart(40, '0'),
        commit: { message, author: signature, committer: signature },
        author: person,
        committer: person,
      }));
      r.end(JSON.stringify({ status: 'ahead', total_commits: 10_000, merge_base_commit: { sha }, commits }));
    });
    const range = openGitHub(url, 't', pace).commitsBetween(name, sha, Commit.parse('b'.repeat(40)));
    await expect(range).rejects.toMatchObject({ code: 'REMOTE_UNEXPECTED' });
  }, 120_000);
});

describe('what is asked again', () => {
  test('a Fault of our own never is', async () => {
    let count = 0;
    const attempt = async () => {
      count += 1;
      throw new Fault('STORE_CORRUPT', 'an answer of ours');
    };
    await expect(withRetries(limits, attempt)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    expect(count).toBe(1);
  });

  test('what may pass is', async () => {
    let count = 0;
    const attempt = async () => {
      count += 1;
      if (count < 3) throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
      return 'there';
    };
    expect(await withRetries(limits, attempt)).toBe('there');
  });
});

describe('local files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-files-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('of more than can be meant are neither read nor hashed nor listed', async () => {
    const files = openFiles();
    const sparse = join(folder, 'sparse');
    writeFileSync(sparse, '');
    truncateSync(sparse, 64 * 1024 ** 3 + 1);
    await expect(files.sha256(sparse)).rejects.toMatchObject({ code: 'FILE_UNSAFE' });
    const crowd = join(folder, 'crowd');
    mkdirSync(crowd);
    for (let index = 0; index < 100_000; index += 1) writeFileSync(join(crowd, `${index}`), '');
    expect(await files.list(crowd)).toHaveLength(100_000);
    writeFileSync(join(crowd, 'more'), '');
    await expect(files.list(crowd)).rejects.toMatchObject({ code: 'FILE_UNSAFE' });
    await expect(files.read(sparse, 1024)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    truncateSync(sparse, 1024);
    expect(await files.sha256(sparse)).toHaveLength(64);
  }, 60_000);
});
