// Asks, beside the digest, whether the publisher signed what was downloaded: a digest in a lock says that nobody changed the file since it
// was pinned, a signature says who made it. It runs before anything is unpacked, on cached files too.
import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import type { Logger } from '../../base/logger.ts';
import { placeOf } from '../http/request.ts';
import { openFiles } from '../local/files.ts';
import { makeFolder } from './cache.ts';
import { type DownloadPace, downloadFile } from './download.ts';
import type { Signature, ToolsLock } from './lock.ts';

/** A published file on disk with the digest it has, and who is said to have signed it. */
export type SignedDownload = {
  name: string;
  path: string;
  sha256: string;
  local: boolean;
  pace: DownloadPace;
  signature: Signature;
};

const bundleLimit = 1024 * 1024;
const artifactLimit = 512 * 1024 * 1024;

/**
 * Throws TOOL_SIGNATURE_INVALID unless exactly the named identity signed the file, by a certificate and a log of the lock's trusted root,
 * and what `downloadFile` throws where the bundle cannot be fetched.
 */
export async function checkPublisher(
  download: SignedDownload,
  lock: ToolsLock,
  place: { folder: string; cache: string; log: Logger },
): Promise<void> {
  const files = openFiles();
  const root = await readRoot(lock, place.folder);
  const kept = join(place.cache, 'signatures', `${download.sha256}.json`);
  if (!(await files.exists(kept))) await downloadBundle(download, kept, place.log);
  // Loaded here alone: most tools are taken without it.
  const { verifyPublisher } = await import('./publisher-signature.ts');
  const artifact = { bytes: await files.read(download.path, artifactLimit), sha256: download.sha256 };
  const problem = verifyPublisher(await files.read(kept, bundleLimit), artifact, root, download.signature);
  if (problem === '') return;
  // What lies in the cache may be old or somebody else's; the next use asks the publisher again.
  await rm(kept, { force: true });
  throw new Fault('TOOL_SIGNATURE_INVALID', `${download.name}: ${problem}`);
}

async function readRoot(lock: ToolsLock, folder: string): Promise<Uint8Array> {
  const pinned = lock['trusted-root'];
  if (!pinned) throw new Fault('BUG', 'the lock was read, and names a signature without a trusted-root');
  const path = join(folder, pinned.path);
  const found = await openFiles().sha256(path);
  if (found === pinned.sha256) return openFiles().read(path, bundleLimit);
  throw new Fault(
    'TRUST_ROOT_INVALID',
    `${path}: expected sha256 ${pinned.sha256}, as scanners/lock.json pins, found ${found}`,
  );
}

async function downloadBundle(
  { name, signature, local, pace }: SignedDownload,
  kept: string,
  log: Logger,
): Promise<void> {
  const url = new URL(signature.bundle);
  log.info(`downloading the signature of ${name}: ${placeOf({ method: 'GET', url })}`);
  const part = `${kept}.${randomBytes(6).toString('hex')}.part`;
  await makeFolder(dirname(kept));
  try {
    await downloadFile({ url, path: part, limit: bundleLimit, local, pace });
    await rename(part, kept);
  } finally {
    await rm(part, { force: true });
  }
}
