// Ends what a program left running outside of its process group, on Linux: everything it started inherits a random mark in its
// environment, which /proc shows of processes of our own user. It never touches a process without the mark.
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The name of the variable that carries the mark; a program may see it and does nothing with it. */
export const markName = 'SAFEGUARD_PROGRAM';

/** Looks at the processes at most so often, and waits so many milliseconds after each look that found one: two seconds in all. */
const looks = { most: 100, apart: 20 };

/** A new mark, of one run of one program. */
export function newMark(): string {
  return randomUUID();
}

/**
 * Kills processes that carry the mark until a look at all of them finds none, for two seconds at most: it never throws, since how the
 * program itself ended is known. Without `processes` in the form of Linux's /proc it does nothing. Not found are processes that gave up
 * their environment or became another user's.
 */
export async function endSurvivors(mark: string, processes = '/proc'): Promise<void> {
  for (let look = 0; look < looks.most; look++) {
    const found = await findMarked(mark, processes);
    if (found.length === 0) return;
    for (const id of found) endProcess(id);
    await pause(looks.apart);
  }
}

/** A process that is gone, or a zombie, has no environment. */
async function findMarked(mark: string, processes: string): Promise<number[]> {
  const names = await readdir(processes).catch(() => []);
  const ids = names.filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(ids.map((id) => readFile(join(processes, id, 'environ')).catch(() => null)));
  return ids.filter((_, index) => environments[index]?.includes(`${markName}=${mark}`)).map(Number);
}

function endProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    return;
  }
}
