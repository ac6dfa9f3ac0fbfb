// The folder store against its enemies: keys that climb out, links, half-written files, processes that die or write at once.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sha256Hex } from '../../../../src/base/digest.ts';
import { openStore } from '../../../../src/main/vendors.ts';
import { openDirStore } from '../../../../src/platform/store/dir.ts';

const bytes = new TextEncoder().encode('evidence');
let outside: string;
let folder: string;
beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), 'safeguard-'));
  folder = join(outside, 'store');
});
afterEach(() => rm(outside, { recursive: true, force: true }));

describe('keys', () => {
  const bad = [
    '',
    '.',
    '..',
    '../a',
    'a/../../b',
    '/a',
    'a//b',
    'a/',
    'a/./b',
    '.part',
    'a/.b',
    'a\\b',
    'a\0',
    'a\nb',
    'ä',
    'a:b',
  ];
  test.each([...bad, 'k'.repeat(1025)])('%j is refused, to read and to write', async (key) => {
    const store = await openDirStore(folder);
    for (const attempt of [
      store.create(key, bytes, 0),
      store.read(key),
      store.versions(key),
      store.extend(key, 'x', 0),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'FILE_UNSAFE' });
    expect(await readdir(outside)).toEqual(['store']);
    expect(await readdir(folder)).toEqual([]);
  });

  test.each(['../', 'a/../', '/'])('a listing of %j is refused', async (prefix) => {
    await expect((await openDirStore(folder)).list(prefix)).rejects.toMatchObject({ code: 'FILE_UNSAFE' });
  });

  test('the keys of the house are accepted, and their files are the content alone', async () => {
    const store = await openStore({ type: 'dir', path: folder });
    const key = 'records/700100200/dt=2026-11-21/env=_build/9000000001-1/scan-0f.json';
    const put = await store.create(key, bytes, 0);
    expect(put).toEqual({ outcome: 'created', versionId: sha256Hex(bytes), mode: '', retainUntil: 0 });
    expect(await readFile(join(folder, key), 'utf8')).toBe('evidence');
    expect(store.uri).toBe(`dir:${folder}`);
  });
});

describe('links and things that are no files', () => {
  test.each([
    ['a linked file', async () => symlink(join(outside, 'secret'), join(folder, 'a'))],
    ['a linked folder', async () => symlink(outside, join(folder, 'a'))],
    ['a link to nowhere', async () => symlink(join(outside, 'nothing'), join(folder, 'a'))],
  ])('%s is neither read, listed nor written through', async (_name, plant) => {
    const store = await openDirStore(folder);
    await writeFile(join(outside, 'secret'), 'secret');
    await plant();
    for (const attempt of [
      store.read('a'),
      store.list(''),
      store.read('a/secret'),
      store.create('a/b', bytes, 0),
      store.create('a', bytes, 0),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'FILE_UNSAFE' });
    expect((await readdir(outside)).sort()).toEqual(['secret', 'store']);
  });

  test('a folder is no object, and a file is no folder', async () => {
    const store = await openDirStore(folder);
    await store.create('a/b', bytes, 0);
    expect(await store.read('a')).toBeUndefined();
    expect(await store.read('a/b/c')).toBeUndefined();
    expect(await store.list('a/b/')).toEqual([]);
    await expect(store.create('a', bytes, 0)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(store.create('a/b/c', bytes, 0)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  test('a store that cannot be made says so', async () => {
    await writeFile(folder, 'in the way');
    await expect(openDirStore(join(folder, 'x'))).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  test('a copy of the folder is the same store', async () => {
    const store = await openDirStore(folder);
    await store.create('a/b', bytes, 0);
    const copy = join(outside, 'copy');
    await mkdir(join(copy, 'a'), { recursive: true });
    await writeFile(join(copy, 'a/b'), await readFile(join(folder, 'a/b')));
    expect(await (await openDirStore(copy)).list('')).toEqual(await store.list(''));
  });

  test('permissions are a failure, not an absence', async () => {
    const store = await openDirStore(folder);
    await store.create('a/b', bytes, 0);
    await chmod(join(folder, 'a/b'), 0o000);
    const read = await store.read('a/b').catch((error: unknown) => error);
    // Root reads anything; everyone else is told.
    if (process.getuid?.() === 0) expect(read).toMatchObject({ key: 'a/b' });
    else expect(read).toMatchObject({ code: 'STORE_FAILED' });
  });
});

const module = fileURLToPath(new URL('../../../../src/platform/store/dir.ts', import.meta.url));

function startWriter(script: string): ChildProcess {
  const text = `import { openDirStore } from ${JSON.stringify(module)};
    const store = await openDirStore(${JSON.stringify(folder)});
    ${script}`;
  return spawn(process.execPath, ['--input-type=module-typescript', '--eval', text], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function outputOf(child: ChildProcess): Promise<string> {
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  return Buffer.concat(chunks).toString();
}

describe('processes', () => {
  test('of two that write the same twenty keys at once, one creates each, and nobody sees half a file', async () => {
    const script = (name: string) => `const won = [];
      const bytes = new TextEncoder().encode('${name}'.repeat(100_000));
      for (let i = 0; i < 20; i++) if ((await store.create('race/' + i, bytes, 0)).outcome === 'created') won.push(i);
      console.log(JSON.stringify(won));`;
    const won = await Promise.all(['a', 'b'].map((name) => outputOf(startWriter(script(name)))));
    const all = won.flatMap((text) => text.match(/\d+/g) ?? []).map(Number);
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    const listed = await (await openDirStore(folder)).list('race/');
    expect(listed.map((version) => version.size)).toEqual(Array.from({ length: 20 }, () => 100_000));
    expect(await readdir(join(folder, 'race'))).toHaveLength(20);
  });

  test('one that is killed while writing leaves whole objects only, and its place can be taken', async () => {
    const child = startWriter(`for (let i = 0; ; i++) {
      const pending = store.create('killed/' + i, new Uint8Array(2_000_000).fill(i), 0);
      if (i === 3) console.log('writing');
      await pending;
    }`);
    if (child.stdout) await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    const store = await openDirStore(folder);
    const listed = await store.list('killed/');
    expect(listed.length).toBeGreaterThanOrEqual(3);
    expect(listed.every((version) => version.size === 2_000_000)).toBe(true);
    const next = await store.create(`killed/${listed.length}`, bytes, 0);
    expect(next.outcome).toBe('created');
  });

  test('a temporary file that a kill left behind is no object', async () => {
    const store = await openDirStore(folder);
    await store.create('a/b', bytes, 0);
    await writeFile(join(folder, 'a', `.${'0'.repeat(24)}.part`), 'half');
    expect((await store.list('a/')).map((version) => version.key)).toEqual(['a/b']);
  });
});
