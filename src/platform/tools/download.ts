// Downloads one file to a path, hashing it on the way: https only, few redirects, with deadlines and a cap on its size. It never
// decides whether the bytes are the right ones, and leaves the file to its caller, who must not use it before that is known.
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Fault, isFault, textOf } from '../../base/fault.ts';
import { printable } from '../../base/text.ts';
import { Sha256 } from '../../model/ids.ts';
import { type Attempt, isLoopback, type Pace, persist, placeOf } from '../http/request.ts';
import { writeWhole } from '../local/written.ts';

/** Patience in milliseconds: `stall` for the first and every next byte, `deadline` for everything together, redirects and repeats included. */
export type DownloadPace = Pace & { stall: number };

/** Ten minutes for a file, half a minute without a byte, three attempts. */
export const downloadPace: DownloadPace = { deadline: 600_000, attempts: 3, backoff: 1_000, stall: 30_000 };

/** What to fetch; `path` must not exist, `limit` is in bytes, `local` admits plain http to this machine. */
export type Download = { url: URL; path: string; limit: number; local: boolean; pace: DownloadPace };

/** What was written, and when the server says it was last modified ('' when it does not say). */
export type Downloaded = { sha256: Sha256; bytes: number; lastModified: string };

const redirects = new Set([301, 302, 303, 307, 308]);
const longestChain = 5;

/** Why an address may not be fetched from, '' when it may: https elsewhere; with `local` also this machine, even in plain http (threat C8). */
export function addressProblem(url: URL, local: boolean): string {
  if (url.username !== '' || url.password !== '') return 'holds credentials';
  if (isLoopback(url.hostname)) {
    const fits = local && ['http:', 'https:'].includes(url.protocol);
    return fits ? '' : 'is an address of this machine, which only a lock with "local": true may name';
  }
  return url.protocol === 'https:' ? '' : 'is not https';
}

/**
 * Writes the answer of a GET to `path`. Throws REMOTE_UNREACHABLE when nothing whole came in time, REMOTE_REFUSED for a status other
 * than 200, REMOTE_UNEXPECTED for a redirect that is not followed or more than `limit` bytes, FILE_FAILED when it cannot be written.
 */
export async function downloadFile(download: Download): Promise<Downloaded> {
  const { url, path, pace } = download;
  const place = placeOf({ method: 'GET', url });
  const total = AbortSignal.timeout(pace.deadline);
  const file = await guardWrite(path, () => open(path, 'wx', 0o600));
  let downloaded: Downloaded | undefined;
  try {
    const { status } = await persist(place, pace, async () => {
      const result = await attemptDownload(download, file, total);
      if ('downloaded' in result) downloaded = result.downloaded;
      return result;
    });
    if (downloaded) return downloaded;
    throw new Fault('REMOTE_REFUSED', `${place} was answered with status ${status}; expected 200 and the file`);
  } finally {
    await file.close();
  }
}

type DownloadAttempt = Attempt & { downloaded?: Downloaded };

async function attemptDownload(
  download: Download,
  file: FileHandle,
  total: AbortSignal,
): Promise<Attempt | DownloadAttempt> {
  const { url, pace } = download;
  const watch = watchStall(pace.stall);
  try {
    const response = await follow(download, AbortSignal.any([total, watch.signal]));
    const { status, headers } = response;
    const answer = { status, headers, bytes: new Uint8Array(), cut: false };
    if (status === 200) return { answer, downloaded: await writeBody(download, response, file, watch.touch) };
    await response.body?.cancel();
    return { answer };
  } catch (error) {
    if (isFault(error)) throw error;
    if (total.aborted)
      throw new Fault(
        'REMOTE_UNREACHABLE',
        `${placeOf({ method: 'GET', url })} did not finish within ${pace.deadline / 1000} s`,
      );
    return { broken: watch.signal.aborted ? `no byte came for ${pace.stall / 1000} s` : error };
  } finally {
    watch.stop();
  }
}

type StallWatch = { signal: AbortSignal; touch(): void; stop(): void };

function watchStall(milliseconds: number): StallWatch {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  return { signal: controller.signal, touch: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}

async function follow({ url, local }: Download, signal: AbortSignal): Promise<Response> {
  let target = url;
  // Unpacked on the way, a file would have other bytes than those that are pinned.
  const init = { redirect: 'manual', signal, headers: { 'accept-encoding': 'identity' } } as const;
  for (let hops = 0; ; hops += 1) {
    const response = await fetch(target, init);
    if (!redirects.has(response.status)) return response;
    await response.body?.cancel();
    if (hops === longestChain)
      throw unexpected(url, `redirects more than ${longestChain} times; the last is to ${target.host}`);
    const next = URL.parse(response.headers.get('location') ?? '', target.href);
    const problem = next ? addressProblem(next, local) : 'is no address';
    if (next === null || problem !== '')
      throw unexpected(url, `redirects to ${next ? `${next.protocol}//${next.host}` : 'something'}, which ${problem}`);
    target = next;
  }
}

async function writeBody(
  { url, path, limit }: Download,
  response: Response,
  file: FileHandle,
  touch: () => void,
): Promise<Downloaded> {
  const tooLarge = () => unexpected(url, `has more than ${limit} bytes`);
  if (Number(response.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  const hash = createHash('sha256');
  let bytes = 0;
  await guardWrite(path, () => file.truncate(0));
  for await (const chunk of response.body ?? []) {
    touch();
    if (bytes + chunk.length > limit) throw tooLarge();
    hash.update(chunk);
    const at = bytes;
    await guardWrite(path, () => writeWhole(file, chunk, at));
    bytes += chunk.length;
  }
  await guardWrite(path, () => file.sync());
  const lastModified = response.headers.get('last-modified') ?? '';
  return { sha256: Sha256.parse(hash.digest('hex')), bytes, lastModified };
}

function unexpected(url: URL, text: string): Fault {
  return new Fault('REMOTE_UNEXPECTED', printable(`${placeOf({ method: 'GET', url })} ${text}`));
}

async function guardWrite<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new Fault('FILE_FAILED', `${path}: ${textOf(error)}`, { cause: error });
  }
}
