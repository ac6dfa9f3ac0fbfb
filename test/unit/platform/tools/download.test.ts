// A download against servers that send the right bytes, wrong ones, too many, too few, none, or somewhere else; with deadlines of
// milliseconds, since only the order of events is asserted.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addressProblem, type DownloadPace, downloadFile } from '../../../../src/platform/tools/download.ts';
import { type Loopback, serve, sha256 } from './loopback.ts';

const pace: DownloadPace = { deadline: 5000, attempts: 2, backoff: 1, stall: 3000 };
const code = (expected: string) => expect.objectContaining({ code: expected });
const bytes = Buffer.from('a program'.repeat(1000));
let folder: string;
let server: Loopback | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
});
afterEach(() => {
  server?.close();
  rmSync(folder, { recursive: true });
});

async function fetchFrom(
  listener: RequestListener,
  changes: { limit?: number; local?: boolean; pace?: DownloadPace } = {},
) {
  server = await serve(listener);
  const url = new URL('/file?signature=secret', server.url);
  return downloadFile({ url, path: join(folder, 'file'), limit: 1_000_000, local: true, pace, ...changes });
}

const written = () => readFileSync(join(folder, 'file'));

describe('the right bytes', () => {
  test('are written, hashed, and as old as the server says', async () => {
    const lastModified = 'Sat, 21 Nov 2026 09:09:34 GMT';
    const found = await fetchFrom((_request, response) =>
      response.writeHead(200, { 'last-modified': lastModified }).end(bytes),
    );
    expect(found).toEqual({ sha256: sha256(bytes), bytes: bytes.length, lastModified });
    expect(written()).toEqual(bytes);
  });

  test('after an attempt that broke off hold nothing of it', async () => {
    let calls = 0;
    const found = await fetchFrom((_request, response) => {
      if (++calls > 1) return void response.end('whole');
      response.writeHead(200, { 'content-length': 9000 }).write(bytes.subarray(0, 4000));
      setTimeout(() => response.destroy(), 20);
    });
    expect([found.sha256, written().toString()]).toEqual([sha256('whole'), 'whole']);
  });

  test('are asked for again after 503', async () => {
    let calls = 0;
    await fetchFrom((_request, response) => response.writeHead(++calls > 1 ? 200 : 503).end(bytes));
    expect(written()).toEqual(bytes);
  });

  test('may be exactly as many as the cap', async () => {
    expect((await fetchFrom((_request, response) => response.end(bytes), { limit: bytes.length })).bytes).toBe(
      bytes.length,
    );
  });
});

describe('refused', () => {
  test.each([404, 403, 500, 204])('status %i', async (status) => {
    await expect(fetchFrom((_request, response) => response.writeHead(status).end())).rejects.toMatchObject({
      code: 'REMOTE_REFUSED',
      message: expect.not.stringContaining('secret'),
    });
  });

  test('one byte more than the cap, announced or not', async () => {
    const limit = bytes.length - 1;
    const announced: RequestListener = (_request, response) =>
      void response.writeHead(200, { 'content-length': bytes.length }).flushHeaders();
    await expect(fetchFrom(announced, { limit })).rejects.toEqual(code('REMOTE_UNEXPECTED'));
    server?.close();
    rmSync(join(folder, 'file'));
    await expect(fetchFrom((_request, response) => response.end(bytes), { limit })).rejects.toEqual(
      code('REMOTE_UNEXPECTED'),
    );
  });

  test('fewer bytes than announced', async () => {
    const listener: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-length': bytes.length + 1 }).write(bytes);
      setTimeout(() => response.destroy(), 20);
    };
    await expect(fetchFrom(listener)).rejects.toEqual(code('REMOTE_UNREACHABLE'));
    expect(server?.asked).toHaveLength(pace.attempts);
  });

  test('a path that is taken, which is left as it was', async () => {
    writeFileSync(join(folder, 'file'), 'mine');
    await expect(fetchFrom((_request, response) => response.end(bytes))).rejects.toEqual(code('FILE_FAILED'));
    expect(written().toString()).toBe('mine');
  });
});

describe('a redirect', () => {
  const to = (location: string, hops: number): RequestListener => {
    let count = 0;
    return (_request, response) => {
      if (count++ < hops) response.writeHead(302, { location }).end();
      else response.end(bytes);
    };
  };

  test('is followed five times', async () => {
    expect((await fetchFrom(to('/next', 5))).sha256).toBe(sha256(bytes));
    expect(server?.asked).toHaveLength(6);
  });

  test('is not followed six times, nor for ever', async () => {
    await expect(fetchFrom(to('/next', 6))).rejects.toEqual(code('REMOTE_UNEXPECTED'));
    expect(server?.asked).toHaveLength(6);
  });

  test.each([
    'http://192.0.2.1/file',
    'ftp://127.0.0.1/file',
    'file:///etc/passwd',
    'https://me:you@192.0.2.1/',
    'http://',
  ])('to %j is not followed', async (location) => {
    await expect(fetchFrom(to(location, 1))).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });

  test('to this machine is followed for a local lock only', async () => {
    const target = await serve((_request, response) => response.end(bytes));
    try {
      expect((await fetchFrom(to(`${target.url}/file`, 1))).sha256).toBe(sha256(bytes));
      server?.close();
      rmSync(join(folder, 'file'));
      await expect(fetchFrom(to(`${target.url}/file`, 1), { local: false })).rejects.toEqual(code('REMOTE_UNEXPECTED'));
      expect(target.asked).toHaveLength(1);
    } finally {
      target.close();
    }
  });
});

describe('no answer', () => {
  const unreachable = code('REMOTE_UNREACHABLE');

  test('at all ends each attempt when nothing came for a while', async () => {
    await expect(fetchFrom(() => undefined, { pace: { ...pace, stall: 50 } })).rejects.toEqual(unreachable);
    expect(server?.asked).toHaveLength(pace.attempts);
  });

  test('after the first bytes ends it too', async () => {
    const listener: RequestListener = (_request, response) => void response.writeHead(200).write('first');
    await expect(fetchFrom(listener, { pace: { ...pace, stall: 50 } })).rejects.toEqual(unreachable);
  });

  test('but a byte now and then ends with the deadline for everything', async () => {
    const listener: RequestListener = (request, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      request.socket.once('close', () => clearInterval(timer));
    };
    const patience = { ...pace, stall: 3000, deadline: 300 };
    await expect(fetchFrom(listener, { pace: patience })).rejects.toEqual(unreachable);
    expect(server?.asked).toHaveLength(1);
  });

  test('because nobody listens', async () => {
    const gone = await serve(() => undefined);
    gone.close();
    const url = new URL(gone.url);
    const path = join(folder, 'file');
    await expect(downloadFile({ url, path, limit: 10, local: true, pace })).rejects.toEqual(unreachable);
    expect(existsSync(path) && readFileSync(path).length).toBe(0);
  });
});

test.each([
  ['https://example.com/a', false, true],
  ['http://example.com/a', false, false],
  ['http://example.com/a', true, false],
  ['https://127.0.0.1/a', false, false],
  ['http://127.0.0.1:1/a', true, true],
  ['https://localhost/a', true, true],
  ['http://[::1]/a', false, false],
  ['ftp://localhost/a', true, false],
  ['https://user:password@example.com/a', false, false],
])('%s with local %s may be fetched: %s', (url, local, allowed) => {
  expect(addressProblem(new URL(url), local) === '').toBe(allowed);
});
