// Installs a Python scanner from its hash-locked list, anew at each use: pip downloads the wheels once, and checks each of them
// against the list again whenever it installs. It never builds a package from source, and pip sees nothing of the job.
import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, textOf } from '../../base/fault.ts';
import type { Logger } from '../../base/logger.ts';
import { quoted } from '../../base/text.ts';
import type { Programs } from '../../model/ports.ts';
import { codeOf, openFiles } from '../local/files.ts';
import { copyHashed, makeFolder } from './cache.ts';

/** A Python program: the hash-locked list and its pinned digest, and the interpreter by absolute path. */
export type PythonProgram = { tool: string; version: string; python: string; list: string; listSha256: string };

/** What installing needs; `work` is an empty private folder. */
export type PythonPlace = { cache: string; work: string; programs: Programs; log: Logger };

/** An interpreter by its path, the program that it installs, and where. */
type Python = { program: PythonProgram; place: PythonPlace; interpreter: string };

const minutes = 60;

/**
 * Installs into `<work>/venv` and returns the path of the program there. Throws TOOL_CHECKSUM_MISMATCH when the list or a wheel is not
 * as pinned, TOOL_MISSING without interpreter, REMOTE_UNREACHABLE when pip gets no answer in time, TOOL_FAILED with what pip said.
 */
export async function installPython(program: PythonProgram, place: PythonPlace): Promise<string> {
  const { tool, python } = program;
  const list = join(place.work, 'requirements.txt');
  await checkList(program, list);
  const venv = join(place.work, 'venv');
  await runPython({ program, place, interpreter: python }, ['-I', '-m', 'venv', venv], 2);
  const installed: Python = { program, place, interpreter: join(venv, 'bin/python3') };
  const wheels = await takeWheels(installed, list);
  const offline = ['--no-index', '--find-links', wheels, '--no-compile'];
  await runPip(installed, ['install', ...offline, ...locked, '-r', list], 5);
  return join(venv, 'bin', tool);
}

/** In this mode pip takes nothing whose hash the list does not hold; a source package would run its own build. */
const locked = ['--require-hashes', '--only-binary', ':all:', '--no-cache-dir', '--quiet'];

async function checkList({ tool, version, list, listSha256 }: PythonProgram, copy: string): Promise<void> {
  const found = await copyHashed(list, copy);
  if (found === listSha256) return;
  throw new Fault(
    'TOOL_CHECKSUM_MISMATCH',
    `${tool} ${version}: ${list} has sha256 ${found}; scanners/lock.json pins ${listSha256}`,
  );
}

/** The folder of wheels that the cache holds for this list and interpreter, every file in it compared with the list. */
async function takeWheels(python: Python, list: string): Promise<string> {
  const { program, place } = python;
  const kept = join(place.cache, 'wheels', `${program.listSha256}-${await platformTag(python)}`);
  if (!(await openFiles().exists(kept))) await downloadWheels(python, list, kept);
  const allowed = new Set(
    [...(await readFile(list, 'utf8')).matchAll(/sha256:([0-9a-f]{64})\b/g)].map(([, hash]) => hash),
  );
  const files = openFiles();
  for (const name of await files.list(kept)) {
    const found = await files.sha256(join(kept, name));
    if (allowed.has(found)) continue;
    throw new Fault(
      'TOOL_CHECKSUM_MISMATCH',
      `${program.tool} ${program.version}: ${join(kept, name)} in the cache has sha256 ${found}, which its locked list does not hold`,
      { hint: 'Somebody changed the cache, or a disk did. Find out who, remove the folder, and start a new run.' },
    );
  }
  return kept;
}

/** Wheels differ by interpreter and platform; pip chose them for exactly this one. */
async function platformTag(python: Python): Promise<string> {
  const question = 'import platform, sys, sysconfig; print(sys.version, platform.libc_ver(), sysconfig.get_platform())';
  const said = await runPython(python, ['-I', '-c', question], 1);
  return createHash('sha256').update(said).digest('hex').slice(0, 16);
}

async function downloadWheels(python: Python, list: string, kept: string): Promise<void> {
  const { program, place } = python;
  place.log.info(`downloading ${program.tool} ${program.version} and what it needs, as its locked list names them`);
  const part = `${kept}.${randomBytes(6).toString('hex')}.part`;
  await makeFolder(part);
  try {
    await runPip(python, ['download', ...locked, '--dest', part, '-r', list], 10);
    await rename(part, kept);
  } catch (error) {
    // Another process was quicker; what it left is checked like everything in the cache.
    if (error instanceof Fault) throw error;
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error)))
      throw new Fault('FILE_FAILED', `${kept}: ${textOf(error)}`, { cause: error });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

function runPip(python: Python, args: string[], patience: number) {
  return runPython(python, ['-I', '-m', 'pip', ...args], patience);
}

/**
 * Runs Python with an environment built from nothing. Of pip's settings only the machine's own (/etc/pip.conf) are in force, because
 * they come with the runner; PIP_* of the job are not passed, so no earlier step can send pip elsewhere.
 */
async function runPython(
  { program: { tool, version }, place, interpreter }: Python,
  args: readonly string[],
  patience: number,
): Promise<string> {
  const options = {
    environment: {
      PATH: '/usr/bin:/bin',
      LANG: 'C.UTF-8',
      HOME: place.work,
      TMPDIR: place.work,
      PIP_NO_INPUT: '1',
      PIP_DISABLE_PIP_VERSION_CHECK: '1',
    },
    folder: place.work,
    timeoutSeconds: patience * minutes,
    outputLimit: 1024 * 1024,
  };
  const result = await place.programs.run(interpreter, args, options);
  if (result.exitCode === 0) return Buffer.from(result.stdout).toString('utf8');
  const name = `${tool} ${version}: ${[interpreter, ...args.slice(0, 4)].join(' ')}`;
  if (result.timedOut) throw new Fault('REMOTE_UNREACHABLE', `${name} did not finish within ${patience} minutes`);
  const said = Buffer.from(result.stderr).toString('utf8');
  const code = /DO NOT MATCH THE HASHES/.test(said) ? 'TOOL_CHECKSUM_MISMATCH' : 'TOOL_FAILED';
  throw new Fault(code, `${name} ended with ${result.exitCode}, and said ${quoted(said.trim().slice(-300), 300)}`, {
    hint: 'The locked list needs the interpreter that scanners/lock.json names, Python 3.11.5 or newer with venv, and its package index.',
  });
}
