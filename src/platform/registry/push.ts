// Pushing by digest. What a registry says it took is believed when it can be read back, since some say so before they have it.
import { createHash } from 'node:crypto';
import { ociDigest } from '../../base/digest.ts';
import { Fault, isFault } from '../../base/fault.ts';
import type { Digest } from '../../model/ids.ts';
import { imageMediaTypes, readImageDocument } from '../../model/image.ts';
import type { Fetched } from '../../model/ports.ts';
import { type Attempt, persist } from '../http/request.ts';
import { readChunks } from '../local/files.ts';
import { isTaken, refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { eventually, patienceOf } from './waits.ts';

/** Slowest transfer that is waited for, in bytes per millisecond: 1 MiB a second on top of the deadline. */
export const slowest = 1024;

/** Media types of manifests and indexes, as one Accept header. */
export const acceptManifests = Object.values(imageMediaTypes).join(', ');

/** A blob in memory or in a file. */
export type Content = { bytes: Uint8Array } | { path: string; size: number };

/** True when a manifest or blob is there. */
export async function isThere(session: Session, path: string): Promise<boolean> {
  const isBlob = path.startsWith('blobs/');
  const headers = { accept: isBlob ? '*/*' : acceptManifests };
  const answer = await session.send({
    method: 'HEAD',
    url: session.url(path),
    headers,
    limit: 0,
    ...(isBlob ? { redirect: 'follow' } : {}),
  });
  if (answer.status === 200) return true;
  if (answer.status === 404) return false;
  throw refusal(session, `HEAD ${path}`, answer);
}

/** Pushes a blob that is not there yet. Throws IMAGE_INVALID, REGISTRY_FAILED, REMOTE_UNREACHABLE. */
export async function pushBlob(session: Session, digest: Digest, content: Content): Promise<void> {
  if ('bytes' in content) checkOwnBytes(digest, content.bytes);
  const path = `blobs/${digest}`;
  if (await isThere(session, path)) return;
  const what = `upload of ${digest} to ${session.repository}`;
  const answer = await persist(what, session.pace, () => upload(session, digest, content), sizeOf(content) / slowest);
  if (!isTaken(answer)) throw refusal(session, `upload of blob ${digest}`, answer);
  if (!(await eventually(session.pace, async () => (await isThere(session, path)) || undefined)))
    throw notKept(session, `blob ${digest}`);
}

/** Pushes a manifest and reads it back with `read`. Throws IMAGE_INVALID, REGISTRY_FAILED, REMOTE_UNREACHABLE. */
export async function pushManifest(
  session: Session,
  read: (digest: Digest) => Promise<Fetched>,
  { digest, mediaType, bytes }: Fetched,
): Promise<void> {
  checkOwnBytes(digest, bytes);
  readImageDocument(bytes, mediaType, digest);
  await putManifest(session, digest, { mediaType, bytes });
  const kept = await eventually(session.pace, () => read(digest).catch(undefinedIfMissing));
  if (!kept) throw notKept(session, `manifest ${digest}`);
  if (kept.mediaType === mediaType) return;
  throw new Fault(
    'REGISTRY_FAILED',
    `${session.repository}@${digest} was pushed as ${mediaType} and is ${kept.mediaType}`,
  );
}

/** Writes a manifest under a digest or a tag, without reading it back. */
export async function putManifest(
  session: Session,
  reference: string,
  { mediaType, bytes: body }: { mediaType: string; bytes: Uint8Array },
  advice?: string,
): Promise<void> {
  const path = `manifests/${reference}`;
  const headers = { 'content-type': mediaType };
  const answer = await session.send({ method: 'PUT', url: session.url(path), headers, body, limit: 64 * 1024 });
  if (!isTaken(answer)) throw refusal(session, `PUT ${path}`, answer, advice);
}

/** What the registry took but does not show. */
export function notKept(session: Session, what: string): Fault {
  const seconds = patienceOf(session.pace);
  return new Fault(
    'REGISTRY_FAILED',
    `${session.repository}: ${what} was taken, but cannot be read back within ${seconds} s`,
    { hint: 'Run the step again: what is there is taken up. If it stays so, the registry loses what it takes.' },
  );
}

function undefinedIfMissing(error: unknown): undefined {
  if (!isFault(error, 'IMAGE_MISSING')) throw error;
}

function checkOwnBytes(digest: Digest, bytes: Uint8Array): void {
  const found = ociDigest(bytes);
  if (found !== digest) throw new Fault('IMAGE_INVALID', `the bytes to push as ${digest} have digest ${found}`);
}

function sizeOf(content: Content): number {
  return 'bytes' in content ? content.bytes.length : content.size;
}

/** Opens an upload and sends the content in one piece; a repeat starts with a new upload, since a broken one may be gone. */
async function upload(session: Session, digest: Digest, content: Content): Promise<Attempt> {
  const start = session.url('blobs/uploads/');
  const opened = await session.attempt({ method: 'POST', url: start, limit: 64 * 1024 });
  if ('broken' in opened || !isTaken(opened.answer)) return opened;
  const url = session.ownUrl(opened.answer.headers.get('location') ?? '', start);
  url.searchParams.set('digest', digest);
  const size = sizeOf(content);
  const body = 'bytes' in content ? content.bytes : () => readHashed(content.path, content.size, digest);
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(size) };
  return session.attempt({ method: 'PUT', url, headers, body, limit: 64 * 1024, allowance: size / slowest });
}

/** The file's bytes, the last piece held back until size and digest of the whole are known to be right. Throws IMAGE_INVALID. */
async function* readHashed(path: string, size: number, digest: Digest): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let sent = 0;
  let held: Uint8Array = new Uint8Array();
  for await (const chunk of readChunks(path)) {
    hash.update(chunk);
    sent += chunk.length;
    if (held.length > 0) yield held;
    held = chunk;
  }
  const found = `sha256:${hash.digest('hex')}`;
  if (found !== digest || sent !== size) {
    throw new Fault(
      'IMAGE_INVALID',
      `${path} has ${sent} bytes with digest ${found}; expected ${size} bytes with digest ${digest}`,
    );
  }
  if (held.length > 0) yield held;
}
