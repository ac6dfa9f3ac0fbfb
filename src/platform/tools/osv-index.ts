// Reads the index that OSV publishes beside its archives: one line per advisory, when it last changed and which ecosystem it is of. It tells
// a quiet ecosystem from a copy that nobody brings up to date any more, which the date of the archive alone cannot.
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, isFault, textOf } from '../../base/fault.ts';
import type { Logger } from '../../base/logger.ts';
import { printable } from '../../base/text.ts';
import { fromIso } from '../../base/time.ts';
import { type DownloadPace, downloadFile } from './download.ts';

/** The latest change of all, and the last change of each ecosystem, in epoch seconds. */
export type OsvIndex = { latest: number; changed: ReadonlyMap<string, number> };

/** Most bytes of an index; one line has some fifty. */
const indexLimit = 512 * 1024 * 1024;

/** What an address of archives ends with where the index lies beside them. */
const archives = '{ecosystem}/all.zip';

/**
 * The index beside the archives, or undefined where there is none that can be used; then an archive is as old as it says. A line from the
 * future is rubbish that would keep a dead copy fresh for ever, and one that cannot be read makes the whole index useless.
 */
export async function fetchOsvIndex(
  template: string,
  place: { folder: string; local: boolean; pace: DownloadPace; log: Logger },
): Promise<OsvIndex | undefined> {
  if (!template.endsWith(archives)) return undefined;
  const { folder, local, pace, log } = place;
  const url = new URL(`${template.slice(0, -archives.length)}modified_id.csv`);
  const path = join(folder, 'modified_id.csv');
  try {
    await downloadFile({ url, path, limit: indexLimit, local, pace });
    return await readIndex(path);
  } catch (error) {
    if (!isFault(error)) throw error;
    log.warn(printable(`OSV index: none can be used, so each archive is as old as it says: ${textOf(error)}`));
    return undefined;
  } finally {
    await rm(path, { force: true });
  }
}

/** Lines are `TIME,ECOSYSTEM/ID`; longer ones are none. */
const longestLine = 1000;
const form = /^(\d{4}-\d\d-\d\dT[^,]{1,40}),([^/]+)\/[^/]/;

async function readIndex(path: string): Promise<OsvIndex> {
  const now = Date.now() / 1000;
  const changed = new Map<string, number>();
  let latest = 0;
  for await (const line of linesOf(path)) {
    const [, time = '', ecosystem = ''] = form.exec(line) ?? [];
    if (time === '') throw new Fault('REMOTE_UNEXPECTED', `a line of it is ${JSON.stringify(printable(line, 80))}`);
    const at = fromIso(time);
    changed.set(ecosystem, Math.max(at, changed.get(ecosystem) ?? 0));
    if (at <= now + leeway) latest = Math.max(at, latest);
  }
  if (latest === 0) throw new Fault('REMOTE_UNEXPECTED', 'it has no line');
  return { latest, changed };
}

/** Seconds by which clocks may differ. */
const leeway = 300;

async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const lines = `${rest}${chunk}`.split(/\r?\n/);
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) throw new Fault('REMOTE_UNEXPECTED', 'it has a line that does not end');
    yield* lines.filter((line) => line !== '');
  }
  if (rest !== '') yield rest;
}
