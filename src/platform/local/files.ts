// Files on this machine, read as if somebody hostile had laid them there: only regular files, never through a link, never more
// than asked for. It must never leave half a file that looks whole, nor a private folder after the command has ended.
import { createHash, randomBytes } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { type FileHandle, lstat, mkdir, mkdtemp, open, opendir, readdir, realpath, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Fault, textOf } from '../../base/fault.ts';
import { Sha256 } from '../../model/ids.ts';
import type { Files } from '../../model/ports.ts';

const chunkSize = 256 * 1024;

/** Most bytes of a file that is hashed: above any image, below a sparse file that somebody made to keep us busy. */
const largestFile = 64 * 1024 ** 3;

/** Most entries of a folder that are listed. */
const mostEntries = 100_000;

/** The Files port, and `dispose`, which removes every temporary folder. */
export type LocalFiles = Files & { dispose(): Promise<void> };

/** Files of this machine; temporary folders are made below `temporaryRoot`. */
export function openFiles(temporaryRoot: string = tmpdir()): LocalFiles {
  const folders: string[] = [];
  return {
    read: readLimited,
    sha256: hashFile,
    size: sizeOf,
    write: writeWhole,
    exists,
    list: listFolder,
    entries: listEntries,
    resolve: async (path) => guard(path, () => realpath(path)),
    async temporary(prefix) {
      const folder = await guard(temporaryRoot, () => mkdtemp(join(temporaryRoot, basename(prefix))));
      folders.push(folder);
      return folder;
    },
    async dispose() {
      for (const folder of folders.splice(0)) await guard(folder, () => rm(folder, { recursive: true, force: true }));
    },
  };
}

/** The bytes of a regular file, piece by piece. Throws FILE_MISSING, FILE_IS_FOLDER, FILE_UNSAFE, FILE_FAILED. */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = await openRegular(path);
  try {
    for (;;) {
      const { bytesRead, buffer } = await guard(path, () => file.read(new Uint8Array(chunkSize), 0, chunkSize));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A link at the path itself is refused; O_NONBLOCK keeps a pipe from hanging us. */
async function openRegular(path: string): Promise<FileHandle> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await guard(path, () => open(path, flags));
  const facts = await file.stat();
  if (facts.isFile()) return file;
  await file.close();
  if (facts.isDirectory()) throw new Fault('FILE_IS_FOLDER', `${path} is a folder, expected a file`);
  throw new Fault('FILE_UNSAFE', `${path} is not a regular file`);
}

async function readLimited(path: string, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readChunks(path)) {
    size += chunk.length;
    if (size > limit) throw new Fault('FILE_TOO_LARGE', `${path} has more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

async function hashFile(path: string): Promise<Sha256> {
  const size = await sizeOf(path);
  if (size > largestFile)
    throw new Fault('FILE_UNSAFE', `${path} has ${size} bytes; a file of more than ${largestFile} is not read`);
  const hash = createHash('sha256');
  for await (const chunk of readChunks(path)) hash.update(chunk);
  return Sha256.parse(hash.digest('hex'));
}

async function sizeOf(path: string): Promise<number> {
  const file = await openRegular(path);
  const { size } = await file.stat();
  await file.close();
  return size;
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  await guard(path, async () => {
    await mkdir(folder, { recursive: true });
    try {
      await writeThrough(temporary, bytes);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
    throw faultOf(path, error);
  }
}

async function listFolder(path: string): Promise<string[]> {
  const facts = await guard(path, () => lstat(path));
  if (!facts.isDirectory()) throw new Fault('FILE_UNSAFE', `${path} is not a folder, or is a link to one`);
  return guard(path, async () => {
    const names: string[] = [];
    for await (const { name } of await opendir(path)) {
      if (names.length === mostEntries)
        throw new Fault(
          'FILE_UNSAFE',
          `${path} has more than ${mostEntries} entries; a folder of so many is not listed`,
        );
      names.push(name);
    }
    return names.sort();
  });
}

async function listEntries(path: string): ReturnType<Files['entries']> {
  await listFolder(path);
  const entries = await guard(path, () => readdir(path, { withFileTypes: true }));
  return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function kindOf(entry: Dirent): 'file' | 'folder' | 'link' | 'other' {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

async function guard<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw faultOf(path, error);
  }
}

function faultOf(path: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Fault('FILE_MISSING', `${path} does not exist`, { cause: error });
    // ELOOP is what O_NOFOLLOW answers for a link, ENXIO what a socket answers.
    case 'ELOOP':
    case 'ENXIO':
      return new Fault('FILE_UNSAFE', `${path} is a link or a socket, not a regular file`, { cause: error });
    default:
      return new Fault('FILE_FAILED', `${path}: ${textOf(error)}`, { cause: error });
  }
}

/** The code of an error of Node, '' for anything else. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
