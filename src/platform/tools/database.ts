// Fetches the vulnerability databases, which are never pinned: they change daily, and the gate holds their age against a limit. It
// must say when a database was built in its maker's words, never when we fetched it (threat A13).
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { Fault, textOf } from '../../base/fault.ts';
import { parseJsonBytes } from '../../base/json-text.ts';
import type { Logger } from '../../base/logger.ts';
import { printable } from '../../base/text.ts';
import { fromIso, toIso } from '../../base/time.ts';
import { EpochSeconds } from '../../model/ids.ts';
import type { FetchedByProgram, ProgramCall, Programs } from '../../model/ports.ts';
import { openFiles } from '../local/files.ts';
import { type DownloadPace, downloadFile } from './download.ts';
import type { Archives } from './lock.ts';
import { fetchOsvIndex, type OsvIndex } from './osv-index.ts';

/** A fetched database: the folder that its scanner is given, and when it was built, in epoch seconds. */
export type FetchedDatabase = { path: string; builtAt: EpochSeconds };

/** What fetching needs; `folder` is empty and private. */
export type DatabasePlace = { folder: string; local: boolean; pace: DownloadPace; programs: Programs; log: Logger };

/** Most bytes of one archive of advisories; the largest today, npm's, has some 220 MB. */
const archiveLimit = 2 * 1024 * 1024 * 1024;

/**
 * The archives of all named ecosystems in the layout that OSV's own library (osv-scalibr) reads; as old as the oldest of them. An archive is as old as its
 * `Last-Modified`, unless the publisher's own index shows that nothing has changed in it since: then it is as fresh as that index. Throws
 * what `downloadFile` throws, and REMOTE_UNEXPECTED when a server does not say how old an archive is.
 */
export async function fetchArchives(database: Archives, place: DatabasePlace): Promise<FetchedDatabase> {
  const modified = new Map<string, EpochSeconds>();
  for (const ecosystem of database.ecosystems)
    modified.set(ecosystem, await fetchEcosystem(database.url, ecosystem, place));
  const oldest = Math.min(...modified.values());
  const quiet = Date.now() / 1000 - oldest > quietAfter;
  const index = quiet ? await fetchOsvIndex(database.url, place) : undefined;
  const times = index ? [...modified].map((entry) => freshAt(entry, index)) : [...modified.values()];
  if (index) place.log.info(`OSV index: its last change is of ${toIso(index.latest)}`);
  return { path: place.folder, builtAt: EpochSeconds.parse(Math.min(...times)) };
}

/** Seconds without a change after which the index is asked; the busy ecosystems change every hour. */
const quietAfter = 86_400;

/** Nothing changed since the archive was written, by an index that names the ecosystem: the archive is what it would be today. */
function freshAt([ecosystem, modified]: [string, EpochSeconds], { latest, changed }: OsvIndex): number {
  const change = changed.get(ecosystem);
  return change !== undefined && change <= modified ? Math.max(latest, modified) : modified;
}

async function fetchEcosystem(template: string, ecosystem: string, place: DatabasePlace): Promise<EpochSeconds> {
  const { folder, local, pace, log } = place;
  const target = join(folder, 'osv-scalibr', ecosystem);
  await mkdir(target, { recursive: true });
  const url = new URL(template.replace('{ecosystem}', encodeURIComponent(ecosystem)));
  const path = join(target, 'all.zip');
  const { sha256, bytes, lastModified } = await downloadFile({ url, path, limit: archiveLimit, local, pace });
  const builtAt = EpochSeconds.safeParse(Math.floor(Date.parse(lastModified) / 1000));
  if (!builtAt.success)
    throw new Fault(
      'REMOTE_UNEXPECTED',
      printable(`${url.host}${url.pathname} has no usable Last-Modified; without it the database has no age`),
    );
  log.info(`OSV database ${ecosystem}: built ${toIso(builtAt.data)}, ${bytes} bytes, sha256 ${sha256}`);
  return builtAt.data;
}

/**
 * Lets the verified program itself fetch a database, from the first place that has it, into the cache folder in `folder`. Throws
 * REMOTE_UNREACHABLE with the known reasons in the program's log, REMOTE_UNEXPECTED when what came does not say when it was built.
 */
export async function fetchByProgram(
  program: string,
  { title, fetch, built, file }: FetchedByProgram,
  from: readonly string[],
  place: DatabasePlace,
): Promise<FetchedDatabase> {
  const cache = join(place.folder, 'cache');
  await askProgram(program, fetch(cache, from), `fetching ${title} from ${from.join(' or ')}`, place);
  const builtAt = await readBuiltAt(title, built.key, () =>
    'file' in built
      ? openFiles().read(join(cache, built.file), 64 * 1024)
      : askProgram(program, built.print(cache), `reading ${title}`, place),
  );
  const sha256 = await openFiles().sha256(join(cache, file));
  place.log.info(`${title}: built ${toIso(builtAt)}, sha256 of ${basename(file)} ${sha256}`);
  return { path: cache, builtAt };
}

/** What it printed. No variable of the job reaches it, so that nothing but the lock names a place or a certificate. */
async function askProgram(
  program: string,
  { args, variables }: ProgramCall,
  what: string,
  place: DatabasePlace,
): Promise<Uint8Array> {
  const { folder, pace, programs } = place;
  const options = {
    environment: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', HOME: folder, TMPDIR: folder, ...variables },
    folder,
    timeoutSeconds: pace.deadline / 1000,
    outputLimit: 1024 * 1024,
  };
  const result = await programs.run(program, args, options);
  if (result.exitCode === 0) return result.stdout;
  const said = reasonIn(Buffer.from(result.stderr).toString('utf8'));
  const ended = result.timedOut ? `did not finish within ${options.timeoutSeconds} s` : `ended with ${result.exitCode}`;
  throw new Fault('REMOTE_UNREACHABLE', `${what} ${ended}${said}`);
}

/** What may be repeated of the program's log, which repeats what servers say. */
const reasons = [
  ...['TOOMANYREQUESTS', 'UNAUTHORIZED', 'DENIED', 'MANIFEST_UNKNOWN', 'NAME_UNKNOWN'],
  ...['no such host', 'connection refused', 'connection reset', 'network is unreachable', 'i/o timeout'],
  ...['context deadline exceeded', 'TLS handshake timeout', 'certificate signed by unknown authority'],
  ...['certificate has expired', 'no space left on device', 'permission denied', 'unexpected EOF'],
  ...['bad response code', 'Checksums did not match'],
];

function reasonIn(log: string): string {
  const said = reasons.filter((reason) => log.includes(reason));
  return said.length === 0 ? '' : `; its log names: ${said.join(', ')}`;
}

async function readBuiltAt(what: string, key: string, read: () => Promise<Uint8Array>): Promise<EpochSeconds> {
  try {
    const { [key]: built } = z.record(z.string(), z.unknown()).parse(parseJsonBytes(await read()));
    return EpochSeconds.parse(fromIso(z.string().parse(built)));
  } catch (error) {
    throw new Fault('REMOTE_UNEXPECTED', `${what} does not say when it was built: ${textOf(error)}`, { cause: error });
  }
}
