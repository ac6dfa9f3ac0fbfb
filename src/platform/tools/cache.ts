// Keeps what was downloaded between jobs, outside the workspace, by its digest. It trusts nothing that lies there: each use takes a
// private copy and hashes that very copy, so a cache that somebody changed is refused (threats A15, D3).
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { Fault, textOf } from '../../base/fault.ts';
import type { Logger } from '../../base/logger.ts';
import { placeOf } from '../http/request.ts';
import { openFiles, readChunks } from '../local/files.ts';
import { writeWhole } from '../local/written.ts';
import { type DownloadPace, downloadFile } from './download.ts';

/** Most bytes of a scanner's archive. */
const archiveLimit = 512 * 1024 * 1024;

/** `$RUNNER_TOOL_CACHE/safeguard`, else `$XDG_CACHE_HOME/safeguard`, else `~/.cache/safeguard`; a relative path counts as not set. */
export function cacheFolder(variables: Readonly<Record<string, string | undefined>>): string {
  const named = [variables['RUNNER_TOOL_CACHE'], variables['XDG_CACHE_HOME']];
  return join(named.find((path) => path !== undefined && isAbsolute(path)) ?? join(homedir(), '.cache'), 'safeguard');
}

/** A pinned download; `name` is for messages, e.g. `TOOL 1.2.3 for linux-x64`. */
export type PinnedDownload = { name: string; url: string; sha256: string; local: boolean; pace: DownloadPace };

/**
 * Puts the pinned bytes at `target`, which must not exist: from the cache when they are there, else downloaded first. Throws
 * TOOL_CHECKSUM_MISMATCH when either holds other bytes, and what `downloadFile` throws.
 */
export async function takePinned(pinned: PinnedDownload, cache: string, target: string, log: Logger): Promise<void> {
  const kept = join(cache, 'archives', pinned.sha256);
  if (!(await openFiles().exists(kept))) await downloadPinned(pinned, kept, log);
  const found = await copyHashed(kept, target);
  if (found === pinned.sha256) return;
  throw new Fault(
    'TOOL_CHECKSUM_MISMATCH',
    `${pinned.name}: ${kept} in the cache has sha256 ${found}; scanners/lock.json pins ${pinned.sha256}`,
    { hint: 'Somebody changed the cache, or a disk did. Find out who, remove the file, and start a new run.' },
  );
}

/** Under another name first: what was cut off or is not the pinned file never looks whole, and two at once do not meet. */
async function downloadPinned(pinned: PinnedDownload, kept: string, log: Logger): Promise<void> {
  const { name, sha256, local, pace } = pinned;
  log.info(`downloading ${name}: ${placeOf({ method: 'GET', url: new URL(pinned.url) })}`);
  const part = `${kept}.${randomBytes(6).toString('hex')}.part`;
  await makeFolder(dirname(kept));
  try {
    const found = await downloadFile({ url: new URL(pinned.url), path: part, limit: archiveLimit, local, pace });
    if (found.sha256 !== sha256)
      throw new Fault(
        'TOOL_CHECKSUM_MISMATCH',
        `${name}: ${new URL(pinned.url).host} gave ${found.bytes} bytes with sha256 ${found.sha256}; scanners/lock.json pins ${sha256}`,
        { hint: 'Nothing was kept or run. Compare the lock with the checksums that the project publishes.' },
      );
    await rename(part, kept);
  } finally {
    await rm(part, { force: true });
  }
}

/** Makes a folder for this user alone. Throws FILE_FAILED. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Fault('FILE_FAILED', `${path}: ${textOf(error)}`, { cause: error });
  }
}

/** Copies a regular file to a new program file and returns the SHA-256 of the bytes it copied. Throws FILE_MISSING, FILE_UNSAFE, FILE_FAILED. */
export async function copyHashed(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    const file = await open(to, 'wx', 0o700);
    try {
      for await (const chunk of readChunks(from)) {
        hash.update(chunk);
        await writeWhole(file, chunk);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('FILE_FAILED', `${to}: ${textOf(error)}`, { cause: error });
  }
  return hash.digest('hex');
}
