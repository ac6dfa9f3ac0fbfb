// Files as an attacker would lay them: links, pipes, folders, files that are too large; and writes that fail half way.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sha256Hex } from '../../../../src/base/digest.ts';
import { systemClock } from '../../../../src/platform/local/clock.ts';
import { openFiles, readChunks } from '../../../../src/platform/local/files.ts';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
const files = openFiles(folder);
const at = (name: string) => join(folder, name);
const code = (expected: string) => expect.objectContaining({ code: expected });

beforeAll(() => {
  writeFileSync(at('plain'), 'content');
  symlinkSync(at('plain'), at('link'));
  symlinkSync(at('loop'), at('loop'));
  mkdirSync(at('folder'));
  symlinkSync(at('folder'), at('folder-link'));
  execFileSync('mkfifo', [at('pipe')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('reading', () => {
  test('gives bytes, digest and size of a regular file', async () => {
    expect(Buffer.from(await files.read(at('plain'), 7)).toString()).toBe('content');
    expect(await files.sha256(at('plain'))).toBe(sha256Hex('content'));
    expect(await files.size(at('plain'))).toBe(7);
  });

  test('reads a file of many pieces whole', async () => {
    const bytes = Buffer.alloc(1_000_001, 'ab');
    writeFileSync(at('large'), bytes);
    expect(Buffer.from(await files.read(at('large'), bytes.length)).equals(bytes)).toBe(true);
    expect(await files.sha256(at('large'))).toBe(sha256Hex(bytes));
  });

  test('refuses one byte over the limit', async () => {
    await expect(files.read(at('plain'), 6)).rejects.toEqual(code('FILE_TOO_LARGE'));
  });

  test.each([
    ['link', 'FILE_UNSAFE'],
    ['loop', 'FILE_UNSAFE'],
    ['pipe', 'FILE_UNSAFE'],
    ['folder-link', 'FILE_UNSAFE'],
    ['folder', 'FILE_IS_FOLDER'],
  ])('refuses a %s with %s', async (name, fault) => {
    await expect(files.read(at(name), 100)).rejects.toEqual(code(fault));
    await expect(files.sha256(at(name))).rejects.toEqual(code(fault));
    await expect(files.size(at(name))).rejects.toEqual(code(fault));
  });

  test.each(['none', 'none/deeper', 'plain/deeper'])('says that %s is missing', async (name) => {
    await expect(files.read(at(name), 100)).rejects.toEqual(code('FILE_MISSING'));
    await expect(files.list(at(name))).rejects.toEqual(code('FILE_MISSING'));
    expect(await files.exists(at(name))).toBe(false);
  });

  test('says when the system refuses', async () => {
    await expect(files.read('\0', 100)).rejects.toEqual(code('FILE_FAILED'));
    await expect(files.exists('\0')).rejects.toEqual(code('FILE_FAILED'));
  });

  test('an abandoned reader closes its file', async () => {
    for await (const chunk of readChunks(at('plain'))) {
      expect(Buffer.from(chunk).toString()).toBe('content');
      break;
    }
  });
});

describe('listing', () => {
  test('gives sorted names', async () => {
    writeFileSync(at('folder/b'), '');
    writeFileSync(at('folder/a'), '');
    expect(await files.list(at('folder'))).toEqual(['a', 'b']);
    expect(await files.exists(at('folder/a'))).toBe(true);
    expect(await files.exists(at('loop'))).toBe(true);
  });

  test.each(['folder-link', 'plain'])('refuses a %s', async (name) => {
    await expect(files.list(at(name))).rejects.toEqual(code('FILE_UNSAFE'));
  });
});

describe('entries', () => {
  test('say what they are, and follow no link', async () => {
    mkdirSync(at('kinds/folder'), { recursive: true });
    writeFileSync(at('kinds/a'), '');
    symlinkSync(at('kinds/folder'), at('kinds/link'));
    expect(await files.entries(at('kinds'))).toEqual([
      { name: 'a', kind: 'file' },
      { name: 'folder', kind: 'folder' },
      { name: 'link', kind: 'link' },
    ]);
    await expect(files.entries(at('kinds/link'))).rejects.toEqual(code('FILE_UNSAFE'));
    await expect(files.entries(at('kinds/a'))).rejects.toEqual(code('FILE_UNSAFE'));
    await expect(files.entries(at('kinds/none'))).rejects.toEqual(code('FILE_MISSING'));
  });

  test('a path is resolved through its links; one in a circle is refused', async () => {
    mkdirSync(at('real/folder'), { recursive: true });
    symlinkSync(at('real'), at('way'));
    symlinkSync('circle', at('circle'));
    expect(await files.resolve(at('way/folder'))).toBe(await files.resolve(at('real/folder')));
    await expect(files.resolve(at('way/none'))).rejects.toEqual(code('FILE_MISSING'));
    await expect(files.resolve(at('circle'))).rejects.toEqual(code('FILE_UNSAFE'));
  });
});

describe('writing', () => {
  test('makes folders, replaces whole files, and leaves nothing else behind', async () => {
    await files.write(at('new/deep/file'), Buffer.from('first'));
    await files.write(at('new/deep/file'), Buffer.from('second'));
    expect(readFileSync(at('new/deep/file'), 'utf8')).toBe('second');
    expect(readdirSync(at('new/deep'))).toEqual(['file']);
  });

  test('replaces a link instead of writing through it', async () => {
    symlinkSync(at('plain'), at('new/link'));
    await files.write(at('new/link'), Buffer.from('mine'));
    expect(readFileSync(at('plain'), 'utf8')).toBe('content');
  });

  test('that fails leaves what was there, and no temporary file', async () => {
    mkdirSync(at('full/taken/inside'), { recursive: true });
    await expect(files.write(at('full/taken'), Buffer.from('x'))).rejects.toEqual(code('FILE_FAILED'));
    expect(readdirSync(at('full'))).toEqual(['taken']);
    await expect(files.write(at('plain/below'), Buffer.from('x'))).rejects.toEqual(code('FILE_FAILED'));
  });
});

describe('temporary folders', () => {
  test('are private, apart, and gone after dispose', async () => {
    const own = openFiles(folder);
    const [first, second] = [await own.temporary('run-'), await own.temporary('../run-')];
    expect(first).not.toBe(second);
    expect(second.startsWith(join(folder, 'run-'))).toBe(true);
    expect(statSync(first).mode & 0o077).toBe(0);
    writeFileSync(join(first, 'secret'), 'x');
    mkdirSync(join(first, 'read-only'));
    chmodSync(join(first, 'read-only'), 0o500);
    await own.dispose();
    expect([first, second].map((path) => existsSync(path))).toEqual([false, false]);
  });

  test('cannot be made where there is no folder', async () => {
    await expect(openFiles(at('none')).temporary('run-')).rejects.toEqual(code('FILE_MISSING'));
  });
});

test('the clock gives whole epoch seconds', () => {
  const now = systemClock.now();
  expect(Number.isInteger(now)).toBe(true);
  expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(5);
});
