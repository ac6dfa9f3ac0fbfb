// Makes the scanners that scanners/lock.json names, at the moment one is asked for: fetched or taken from the cache, verified, and laid
// into a private folder that is gone when the command ends. It never runs a scanner on anything, and never looks elsewhere for one.
import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import type { Logger } from '../../base/logger.ts';
import type { ScanTool } from '../../model/finding.ts';
import { Sha256 } from '../../model/ids.ts';
import type { DatabaseNeed, Files, LocatedTool, Programs, Tools } from '../../model/ports.ts';
import { openFiles } from '../local/files.ts';
import { takePinned } from './cache.ts';
import { type DatabasePlace, type FetchedDatabase, fetchArchives, fetchByProgram } from './database.ts';
import type { DownloadPace } from './download.ts';
import type { BinaryTool, LockedTool, PythonTool, ToolsLock } from './lock.ts';
import { checkPublisher } from './publisher.ts';
import { installPython } from './python.ts';
import { checkRules, type PinnedRules } from './rules.ts';
import { unpackMember } from './tar.ts';

/** Where things are: `folder` holds the lock, `platform` is e.g. `linux-x64`. */
export type LockedPlace = {
  folder: string;
  cache: string;
  platform: string;
  temporary: Files['temporary'];
  programs: Programs;
  log: Logger;
  pace: DownloadPace;
};

/** The Tools port over a lock. A database is fetched once per port, hence once per command, and only for a scan that needs it. */
export function openLocked(lock: ToolsLock, place: LockedPlace): Tools {
  const databases = new Map<string, Promise<FetchedDatabase>>();
  function once(name: string, fetch: () => Promise<FetchedDatabase>): Promise<FetchedDatabase> {
    const found = databases.get(name) ?? fetch();
    databases.set(name, found);
    return found;
  }
  return { locate: (tool, need) => locateLocked({ lock, place, once }, tool, need) };
}

type Once = (name: string, fetch: () => Promise<FetchedDatabase>) => Promise<FetchedDatabase>;

async function locateLocked(
  { lock, place, once }: { lock: ToolsLock; place: LockedPlace; once: Once },
  tool: ScanTool,
  need: DatabaseNeed | undefined,
): Promise<LocatedTool> {
  const spec = lock.tools[tool];
  if (spec === undefined) throw new Fault('TOOL_MISSING', `scanners/lock.json does not name ${tool}`);
  const rules = spec.rules ? await checkRules(tool, belowLock(spec.rules, place.folder)) : {};
  const located =
    'python' in spec ? await locatePython(tool, spec, place) : await locateBinary(tool, spec, lock, place);
  const open = async (folder?: string) => ({
    ...place,
    local: lock.local,
    folder: folder ?? (await place.temporary(`safeguard-${tool}-database-`)),
  });
  const database = need && (await takeDatabase({ tool, path: located.path, spec, need }, open, once));
  return { ...located, ...rules, ...database };
}

type Wanted = { tool: ScanTool; path: string; spec: LockedTool; need: DatabaseNeed };

async function takeDatabase(
  { tool, path, spec, need }: Wanted,
  open: (folder?: string) => Promise<DatabasePlace>,
  once: Once,
): Promise<Pick<LocatedTool, 'database' | 'databaseAt' | 'addJavaDatabase'>> {
  if (!('database' in spec)) return {};
  const { database } = spec;
  if ('ecosystems' in database)
    return givenDatabase(await once(tool, async () => fetchArchives(database, await open())));
  const { fetch, fetchSecond } = need;
  if (fetch === undefined) return {};
  const from = 'listing' in database ? [database.listing] : database.repositories;
  const first = await once(tool, async () => fetchByProgram(path, fetch, from, await open()));
  const java = 'java' in database ? database.java : undefined;
  if (java === undefined || fetchSecond === undefined) return givenDatabase(first);
  // Beside the other one: the program is given one folder for both.
  const fetchJava = async () => fetchByProgram(path, fetchSecond, java, await open(dirname(first.path)));
  return {
    ...givenDatabase(first),
    addJavaDatabase: async () => (await once(`${tool} second`, fetchJava)).builtAt,
  };
}

function givenDatabase({ path, builtAt }: FetchedDatabase): Pick<LocatedTool, 'database' | 'databaseAt'> {
  return { database: path, databaseAt: builtAt };
}

/** The program's own digest is what the run records; the lock pins the published file that it came in. */
async function locateBinary(tool: string, spec: BinaryTool, lock: ToolsLock, place: LockedPlace): Promise<LocatedTool> {
  const { platform, cache, pace, log } = place;
  const asset = Object.entries(spec.platforms).find(([name]) => name === platform)?.[1];
  if (!asset)
    throw new Fault(
      'TOOL_MISSING',
      `scanners/lock.json has ${tool} ${spec.version} for ${Object.keys(spec.platforms).join(', ')}, not for ${platform}`,
    );
  const folder = await place.temporary(`safeguard-${tool}-program-`);
  const path = join(folder, tool);
  const target = asset.form === 'plain' ? path : join(folder, 'archive');
  const pinned = { name: `${tool} ${spec.version} for ${platform}`, ...asset, local: lock.local, pace };
  await takePinned(pinned, cache, target, log);
  if (asset.signature) await checkPublisher({ ...pinned, path: target, signature: asset.signature }, lock, place);
  if (asset.form === 'tar.gz') await unpackMember(target, asset.member, path);
  await chmod(path, 0o700);
  return { path, sha256: await openFiles().sha256(path), environment: environmentOf(path) };
}

async function locatePython(tool: string, spec: PythonTool, place: LockedPlace): Promise<LocatedTool> {
  const { requirements, version, python } = spec;
  const list = join(place.folder, requirements.path);
  const work = await place.temporary(`safeguard-${tool}-program-`);
  const program = { tool, version, python, list, listSha256: requirements.sha256 };
  const path = await installPython(program, { ...place, work });
  return { path, sha256: Sha256.parse(requirements.sha256), environment: environmentOf(path) };
}

function environmentOf(path: string): Record<string, string> {
  return { PATH: `${dirname(path)}:/usr/bin:/bin`, LANG: 'C.UTF-8' };
}

function belowLock(rules: PinnedRules, lock: string): PinnedRules {
  return 'folder' in rules
    ? { ...rules, folder: join(lock, rules.folder) }
    : { ...rules, path: join(lock, rules.path) };
}
