// A process that asks the lock in the folder it is given for gitleaks, for a test that kills it meanwhile.
import { openFiles } from '../../../../src/platform/local/files.ts';
import { openPrograms } from '../../../../src/platform/local/programs.ts';
import { downloadPace } from '../../../../src/platform/tools/download.ts';
import { readToolsLock } from '../../../../src/platform/tools/lock.ts';
import { openLocked } from '../../../../src/platform/tools/locked.ts';
import { openLog } from './loopback.ts';

const folder = process.argv[2] ?? '';
const lock = await readToolsLock(`${folder}/tools.lock.json`);
const place = { folder, cache: `${folder}/cache`, platform: 'linux-x64', pace: downloadPace };
const { temporary } = openFiles(`${folder}/private`);
if (lock) await openLocked(lock, { ...place, temporary, programs: openPrograms(), ...openLog() }).locate('gitleaks');
