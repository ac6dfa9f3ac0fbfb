// Decides which of the two registers of scanners is asked, by one rule that no job can bend: in an action the lock beside the
// bundle, always. It must never let a variable of the job replace what the lock names.
import { arch, platform } from 'node:os';
import { dirname } from 'node:path';
import type { Logger } from '../../base/logger.ts';
import type { Files, Programs, Tools } from '../../model/ports.ts';
import { cacheFolder } from './cache.ts';
import { downloadPace } from './download.ts';
import { openTools as openRegister } from './locate.ts';
import { readToolsLock } from './lock.ts';
import { openLocked } from './locked.ts';

/** `lock` is the path of scanners/lock.json; `action` is true where a runner runs us as an action. */
export type ToolsPlace = {
  variables: Readonly<Record<string, string | undefined>>;
  lock: string;
  action: boolean;
  files: Pick<Files, 'temporary'>;
  programs: Programs;
  log: Logger;
};

/**
 * The Tools port. What `scanners/lock.json` beside the bundle names comes from there. Only the command line lets SAFEGUARD_TOOLS, where it
 * is set, go before it; what no lock names comes from the folder of installed tools. Throws TOOL_LOCK_INVALID.
 */
export async function openTools(place: ToolsPlace): Promise<Tools> {
  const { variables, action, files, programs, log } = place;
  const register = openRegister(variables);
  const lock = !action && variables['SAFEGUARD_TOOLS'] ? undefined : await readToolsLock(place.lock);
  if (!lock) return register;
  const locked = openLocked(lock, {
    folder: dirname(place.lock),
    cache: cacheFolder(variables),
    platform: `${platform()}-${arch()}`,
    temporary: files.temporary,
    programs,
    log,
    pace: downloadPace,
  });
  return {
    locate: (tool, need) => (Object.hasOwn(lock.tools, tool) ? locked : register).locate(tool, need),
  };
}
