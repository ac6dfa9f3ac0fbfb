// Evidence in a folder: one file per key, nothing beside it, so that it can be copied as it is. It is no lock: whoever may write the
// folder may change it. It must never overwrite a file, follow a link, or touch anything outside its folder.
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, lstat, mkdir, open, opendir, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { sha256Hex } from '../../base/digest.ts';
import { Fault } from '../../base/fault.ts';
import { placed } from '../../base/text.ts';
import type { ObjectVersion, PutResult, Store, StoredObject, StoreFacts } from '../../model/ports.ts';
import { type ListLimits, objectLimit, unreadable, usualListLimits, watchList } from '../local/store-limits.ts';

/** The folder as a Store, made if it is missing; a version id is the SHA-256 of the content. Throws FILE_UNSAFE for links and for keys that leave it, STORE_FAILED. */
export async function openDirStore(path: string, limits: ListLimits = usualListLimits): Promise<Store> {
  const root = resolve(path);
  await onDisk(root, () => mkdir(root, { recursive: true }));
  return new DirStore(`dir:${path}`, root, limits);
}

/** Version id of a file whose content cannot be read. */
const unread = 'unreadable';

class DirStore implements Store {
  readonly uri: string;
  private readonly root: string;
  private readonly limits: ListLimits;

  constructor(uri: string, root: string, limits: ListLimits) {
    this.uri = uri;
    this.root = root;
    this.limits = limits;
  }

  async facts(): Promise<StoreFacts> {
    const serverTime = Math.floor(Date.now() / 1000);
    return { uri: this.uri, versioned: false, locks: false, defaultMode: '', serverTime };
  }

  async create(key: string, bytes: Uint8Array, _retainUntil: number): Promise<PutResult> {
    const file = this.pathOf(key);
    await this.refuseLinks(key);
    await onDisk(key, () => mkdir(dirname(file), { recursive: true }));
    const outcome = (await placeFile(key, file, bytes)) ? 'created' : 'exists';
    const current = await this.read(key);
    if (!current) throw new Fault('STORE_FAILED', `${this.uri}: ${key} is a folder, or vanished while it was written`);
    return { outcome, versionId: current.versionId, mode: '', retainUntil: 0 };
  }

  async extend(key: string, versionId: string, _retainUntil: number): Promise<void> {
    // There is no lock to extend, and the facts say so; but a lock asked for on nothing is a mistake of the caller.
    if (!(await this.read(key, versionId)))
      throw new Fault('STORE_FAILED', `${this.uri}: ${key} has no version ${versionId}`);
  }

  async read(key: string, versionId?: string): Promise<StoredObject | undefined> {
    const file = this.pathOf(key);
    if (!(await this.refuseLinks(key))) return undefined;
    const { bytes, why } = await onDisk(key, () => readContent(file));
    if (why !== undefined) throw unreadable(this.uri, key, why);
    const actual = bytes && sha256Hex(bytes);
    if (!bytes || !actual || (versionId !== undefined && versionId !== actual)) return undefined;
    return { key, versionId: actual, bytes, mode: '', retainUntil: 0 };
  }

  async versions(key: string): Promise<ObjectVersion[]> {
    const file = this.pathOf(key);
    if (!(await this.refuseLinks(key))) return [];
    const { bytes, size } = await onDisk(key, () => readContent(file));
    if (size === undefined) return [];
    return [{ key, versionId: bytes ? sha256Hex(bytes) : unread, size, deleteMarker: false, latest: true }];
  }

  async list(prefix: string): Promise<ObjectVersion[]> {
    const start = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    if (start !== '') this.pathOf(start.slice(0, -1));
    const watch = watchList(`${this.uri}, the list of ${prefix}`, { ...this.limits, pages: Number.POSITIVE_INFINITY });
    const keys: string[] = [];
    for await (const key of this.keysUnder(start, watch)) if (key.startsWith(prefix)) keys.push(key);
    const found: ObjectVersion[] = [];
    for (const key of keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
      watch(0);
      for (const version of await this.versions(key)) found.push(version);
    }
    return found;
  }

  /** Keys of all files below a folder; temporary files, which begin with a dot, are no keys. Entries are read one by one: there may be millions. */
  private async *keysUnder(folder: string, watch: (entries: number) => void): AsyncGenerator<string> {
    if (folder !== '' && !(await this.refuseLinks(folder.slice(0, -1)))) return;
    const entries = await onDisk(folder, () => opendir(join(this.root, folder)).catch(absentIsUndefined));
    if (!entries) return;
    const folders: string[] = [];
    for await (const entry of entries) {
      watch(1);
      const key = `${folder}${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) folders.push(key);
      else if (entry.isFile()) yield key;
      else throw unsafe(this.uri, key, 'is neither a file nor a folder');
    }
    for (const key of folders) yield* this.keysUnder(`${key}/`, watch);
  }

  /** The file of a key. Keys are made of plain segments, so none can climb out or collide with a temporary name. */
  private pathOf(key: string): string {
    const plain = key.split('/').every((segment) => /^[A-Za-z0-9_=+@,~-][A-Za-z0-9_=+@,~.-]*$/.test(segment));
    if (!plain || key.length > 1024) throw unsafe(this.uri, key, 'is not a key of plain segments');
    return join(this.root, key);
  }

  /** Throws FILE_UNSAFE when any part of the way to a key is a link; false when the way ends before it. */
  private async refuseLinks(key: string): Promise<boolean> {
    let path = this.root;
    for (const segment of key.split('/')) {
      path = join(path, segment);
      const status = await onDisk(key, () => lstat(path).catch(absentIsUndefined));
      if (!status) return false;
      if (status.isSymbolicLink()) throw unsafe(this.uri, key, 'is or lies behind a symbolic link');
    }
    return true;
  }
}

/** Writes beside the target, then links: of two writers exactly one wins, and a kill in between leaves only a name that is never listed. */
async function placeFile(key: string, file: string, bytes: Uint8Array): Promise<boolean> {
  const temporary = join(dirname(file), `.${randomBytes(12).toString('hex')}.part`);
  return onDisk(key, async () => {
    try {
      await writeDurably(temporary, bytes);
      await link(temporary, file);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await unlink(temporary).catch(absentIsUndefined);
    }
  });
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What a path holds: bytes and size of a regular file, or why they cannot be read; nothing for anything else. */
type Content = { bytes?: Uint8Array; size?: number; why?: string };

/** A link that came after the check is not followed, a pipe not waited for, and no more is read than evidence can have, however the file grows. */
async function readContent(path: string): Promise<Content> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    deniedIsUndefined,
  );
  if (!file) return { size: (await lstat(path)).size, why: 'this account may not read the file' };
  try {
    const status = await file.stat();
    if (!status.isFile()) return {};
    const { size } = status;
    const why = `it has more than ${objectLimit} bytes, and no evidence has`;
    if (size > objectLimit) return { size, why };
    const bytes = await readAtMost(file, objectLimit + 1, size);
    return bytes.length > objectLimit ? { size: bytes.length, why } : { bytes, size: bytes.length };
  } finally {
    await file.close();
  }
}

async function readAtMost(file: FileHandle, limit: number, expected: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let [left, next] = [limit, expected + 1]; left > 0; next = 64 * 1024) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(left, next)));
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    left -= bytesRead;
  }
  return Buffer.concat(chunks);
}

function deniedIsUndefined(error: unknown): undefined {
  if (codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM') return undefined;
  throw error;
}

async function onDisk<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('STORE_FAILED', `${placed(what)}: ${String(codeOf(error) ?? 'an error without a code')}`, {
      hint: 'Check disk space and permissions of the folder, then start a new run; what is there stays.',
      cause: error,
    });
  }
}

function absentIsUndefined(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
  throw error;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function unsafe(uri: string, key: string, why: string): Fault {
  return new Fault('FILE_UNSAFE', `${uri}: ${placed(key)} ${why}`);
}
