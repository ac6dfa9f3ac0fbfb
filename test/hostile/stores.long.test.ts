// A store that lies, trickles or never ends: every reader ends with an answer or a fault, in bounded memory and time.
// The servers here speak plain HTTP on loopback and send what no S3 would.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/model/ports.ts';
import type { RetryLimits } from '../../src/platform/cloud/aws/clients.ts';
import { openS3Store } from '../../src/platform/cloud/aws/s3.ts';
import { usualListLimits } from '../../src/platform/local/store-limits.ts';
import { openDirStore } from '../../src/platform/store/dir.ts';
import { type Answer, pour, startPouring, trickle } from './pouring-server.ts';

const account = '111122223333';
const brief: RetryLimits = { attempt: 1000, total: 2500, firstPause: 2, longestPause: 20 };
const credentials = {
  accessKeyId: 'a',
  secretAccessKey: 'b',
  sessionToken: '',
  expiresAt: 0,
  assumedRoleId: '',
  account,
};
const mebibyte = Buffer.alloc(1024 * 1024, 0x20);
/** A hundred megabytes in a hundred kilobytes. */
const packed = gzipSync(Buffer.alloc(100_000_000));
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A store at a server that answers so, and how often it was asked. */
async function lying(answer: Answer, list = usualListLimits): Promise<{ store: Store; asked: () => number }> {
  const server = await startPouring(answer);
  closers.push(server.close);
  const spec = { type: 's3', bucket: 'evidence', region: 'eu-central-1', account, endpoint: server.url } as const;
  return { store: await openS3Store(spec, { credentials, local: true, limits: brief, list }), asked: server.asked };
}

const row = (key: string, version = 'v1') =>
  `<Version><Key>${key}</Key><VersionId>${version}</VersionId><IsLatest>true</IsLatest><Size>9</Size></Version>`;
const page = (rows: string, marker = '', version = 'v') =>
  `<?xml version="1.0"?><ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>${marker !== ''}</IsTruncated>${
    marker === '' ? '' : `<NextKeyMarker>${marker}</NextKeyMarker><NextVersionIdMarker>${version}</NextVersionIdMarker>`
  }${rows}</ListVersionsResult>`;

describe('a list', () => {
  const rows = (count: number) => Array.from({ length: 1000 }, (_, index) => row(`a/${count}-${index}`)).join('');
  test.each<[string, Answer, string]>([
    ['goes on where it was', (_q, r) => r.end(page('', 'a/x')), 'REMOTE_UNEXPECTED'],
    ['goes round in a circle', (_q, r, count) => r.end(page(row(`a/${count}`), `a/${count % 3}`)), 'REMOTE_UNEXPECTED'],
    ['has more rows than a store can have', (_q, r, count) => r.end(page(rows(count), `a/${count}`)), 'STORE_FAILED'],
    ['has more pages than a store can have', (_q, r, count) => r.end(page('', `a/${count}`)), 'STORE_FAILED'],
    ['has versions of one key without end', (_q, r, count) => r.end(page('', 'a/x', `v${count}`)), 'STORE_FAILED'],
    ['is of other keys', (_q, r) => r.end(page(row('b/1'))), 'REMOTE_UNEXPECTED'],
    ['is cut and does not say where', (_q, r) => r.end(page('').replace('false', 'true')), 'REMOTE_UNEXPECTED'],
    ['never ends', (_q, r) => pour(r.writeHead(200)), 'REMOTE_UNEXPECTED'],
    [
      'is a gigabyte by its own account',
      (_q, r) => pour(r.writeHead(200, { 'content-length': '1073741824' })),
      'REMOTE_UNEXPECTED',
    ],
    [
      'is packed, which nobody asked for',
      (_q, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
      'STORE_FAILED',
    ],
    ['is no XML', (_q, r) => r.end('{"a": 1}'), 'STORE_FAILED'],
    ['is nothing at all', (_q, r) => r.end(), 'REMOTE_UNEXPECTED'],
    ['is a page for people', (_q, r) => r.end('<html><body>Sign in</body></html>'), 'REMOTE_UNEXPECTED'],
    ['is an error with a status of success', (_q, r) => r.end('<Error><Code>SlowDown</Code></Error>'), 'STORE_FAILED'],
  ])(
    'that %s ends with a fault, is not kept and not asked for again and again',
    async (_, answer, code) => {
      const { store } = await lying(answer, { versions: 20_000, pages: 50, milliseconds: 60_000 });
      const before = process.memoryUsage().rss;
      await expect(store.list('a/')).rejects.toMatchObject({ code });
      expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
    },
    60_000,
  );

  test('that trickles is given up in time, and so is one that takes too long as a whole', async () => {
    const late = await lying((_q, r) => trickle(r));
    const start = performance.now();
    await expect(late.store.list('a/')).rejects.toMatchObject({ code: 'REMOTE_UNREACHABLE' });
    expect(performance.now() - start).toBeLessThan(15_000);
    const slow = await lying((_q, r, count) => setTimeout(() => r.end(page(row(`a/${count}`), `a/${count}`)), 100), {
      ...usualListLimits,
      milliseconds: 500,
    });
    await expect(slow.store.list('a/')).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(slow.asked()).toBeLessThan(20);
  }, 60_000);

  const entities = Array.from({ length: 9 }, (_, index) => `<!ENTITY a${index + 1} "${`&a${index};`.repeat(10)}">`);
  const bomb = `<!DOCTYPE x [<!ENTITY a0 "lolololololol">${entities.join('')}]>`;
  test('is not unfolded by its entities', async () => {
    const { store } = await lying((_q, r) => r.end(page(row('a/&a9;')).replace('?>', `?>${bomb}`)));
    expect(JSON.stringify(await store.list('a/')).length).toBeLessThan(1000);
  });

  test('of two pages is read whole', async () => {
    const { store } = await lying((_q, r, count) => r.end(count === 1 ? page(row('a/1'), 'a/1') : page(row('a/2'))));
    expect((await store.list('a/')).map(({ key }) => key)).toEqual(['a/1', 'a/2']);
  });
});

describe('an object', () => {
  test.each<[string, Answer, string]>([
    ['without length and end', (_q, r) => pour(r.writeHead(200)), 'OBJECT_UNREADABLE'],
    [
      'of a gigabyte by its own account',
      (_q, r) => pour(r.writeHead(200, { 'content-length': '1073741824' })),
      'OBJECT_UNREADABLE',
    ],
    [
      'shorter than its length',
      (_q, r) => r.writeHead(200, { 'content-length': '100' }).write('abc', () => r.destroy()),
      'REMOTE_UNREACHABLE',
    ],
    ['that trickles', (_q, r) => trickle(r), 'REMOTE_UNREACHABLE'],
  ])(
    '%s is not read',
    async (_, answer, code) => {
      const { store, asked } = await lying(answer);
      await expect(store.read('a/1', 'v1')).rejects.toMatchObject({ code });
      if (code === 'OBJECT_UNREADABLE') expect(asked()).toBe(1);
    },
    60_000,
  );

  test('of the most that evidence may have is read, one byte more is not', async () => {
    const limit = 20 * 1024 * 1024;
    const { store } = await lying((q, r) => r.end(Buffer.alloc(q.url?.includes('more') ? limit + 1 : limit)));
    expect((await store.read('a/1'))?.bytes.length).toBe(limit);
    await expect(store.read('a/more')).rejects.toMatchObject({ code: 'OBJECT_UNREADABLE' });
  }, 60_000);

  test('an error page without end is an error of bounded length', async () => {
    const { store } = await lying((_q, r) => pour(r.writeHead(403)));
    await expect(store.read('a/1')).rejects.toMatchObject({ kind: 'remote' });
  }, 60_000);
});

describe('a folder as a store', () => {
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'hostile-'));
    closers.push(() => rmSync(path, { recursive: true, force: true }));
    mkdirSync(join(path, 'a'));
    return path;
  };

  test('a sparse file of a terabyte is listed, and not read', async () => {
    const path = folder();
    writeFileSync(join(path, 'a/good'), 'x');
    writeFileSync(join(path, 'a/huge'), '');
    truncateSync(join(path, 'a/huge'), 1024 ** 4);
    const store = await openDirStore(path);
    expect((await store.list('a/')).map(({ key, size }) => [key, size])).toEqual([
      ['a/good', 1],
      ['a/huge', 1024 ** 4],
    ]);
    const [huge] = await store.versions('a/huge');
    for (const version of [undefined, huge?.versionId])
      await expect(store.read('a/huge', version)).rejects.toMatchObject({ code: 'OBJECT_UNREADABLE' });
    expect((await store.read('a/good'))?.bytes.length).toBe(1);
    await expect(store.create('a/huge', mebibyte, 0)).rejects.toMatchObject({ code: 'OBJECT_UNREADABLE' });
  });

  test('more entries than a store can have end a list, and no other one', async () => {
    const path = folder();
    mkdirSync(join(path, 'b'));
    for (let index = 0; index < 101; index += 1) writeFileSync(join(path, 'a', `${index}`), 'x');
    writeFileSync(join(path, 'b/1'), 'x');
    const store = await openDirStore(path, { ...usualListLimits, versions: 100 });
    await expect(store.list('a/')).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await store.list('b/')).toHaveLength(1);
    expect(await (await openDirStore(path, { ...usualListLimits, versions: 101 })).list('a/')).toHaveLength(101);
  });

  test('a link is neither followed nor listed', async () => {
    const path = folder();
    symlinkSync('/dev/zero', join(path, 'a/zero'));
    const store = await openDirStore(path);
    await expect(store.read('a/zero')).rejects.toMatchObject({ code: 'FILE_UNSAFE' });
    await expect(store.list('a/')).rejects.toMatchObject({ code: 'FILE_UNSAFE' });
  });
});
