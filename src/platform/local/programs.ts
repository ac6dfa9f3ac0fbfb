// Runs other people's programs: absolute path, argv, exactly the given environment and our mark, no shell, no input (threat A18).
// Nothing that a program started in its own group or under the mark may outlive it, and its output never fills our memory.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault, isFault } from '../../base/fault.ts';
import type { ProgramResult, Programs } from '../../model/ports.ts';
import { codeOf } from './files.ts';
import { endSurvivors, markName, newMark } from './survivors.ts';

/** Milliseconds between the polite and the final signal, and for pipes that somebody outside the group still holds. */
const grace = 2_000;

/** The Programs port. `run` throws TOOL_MISSING when the program cannot be found or is not given by absolute path, TOOL_FAILED when it cannot be started; `check` the same, beforehand. */
export function openPrograms(): Programs {
  return { run: runProgram, check: checkProgram };
}

async function checkProgram(program: string): Promise<void> {
  if (!isAbsolute(program)) throw notSearchedFor(program);
  try {
    if (!(await stat(program)).isFile()) throw new Fault('TOOL_FAILED', `${program} is not a file`);
    await access(program, constants.X_OK);
  } catch (error) {
    throw isFault(error) ? error : startFault(program, error);
  }
}

function notSearchedFor(program: string): Fault {
  return new Fault('TOOL_MISSING', `${program} is not an absolute path; programs are never searched for`);
}

type RunOptions = Parameters<Programs['run']>[2];

async function runProgram(program: string, args: readonly string[], options: RunOptions): Promise<ProgramResult> {
  if (!isAbsolute(program)) throw notSearchedFor(program);
  const mark = newMark();
  const child = spawn(program, [...args], {
    cwd: options.folder,
    env: { ...options.environment, [markName]: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    shell: false,
  });
  const stdout = collectOutput(child.stdout, options.outputLimit);
  const stderr = collectOutput(child.stderr, options.outputLimit);
  const { exitCode, signal, timedOut } = await waitForExit(child, program, options.timeoutSeconds);
  await endSurvivors(mark);
  await finishOutput(child);
  const truncated = stdout.truncated || stderr.truncated;
  return {
    exitCode,
    signal,
    stdout: Buffer.concat(stdout.chunks),
    stderr: Buffer.concat(stderr.chunks),
    truncated,
    timedOut,
  };
}

type Output = { chunks: Buffer[]; size: number; truncated: boolean };

function collectOutput(stream: Readable, limit: number): Output {
  const output: Output = { chunks: [], size: 0, truncated: false };
  stream.on('data', (chunk: Buffer) => {
    const kept = chunk.subarray(0, Math.max(0, limit - output.size));
    output.size += kept.length;
    output.truncated ||= kept.length < chunk.length;
    if (kept.length > 0) output.chunks.push(kept);
  });
  return output;
}

type Ended = Pick<ProgramResult, 'exitCode' | 'signal' | 'timedOut'>;

async function waitForExit(child: ChildProcess, program: string, timeoutSeconds: number): Promise<Ended> {
  let timedOut = false;
  const polite = setTimeout(() => {
    timedOut = true;
    killGroup(child, 'SIGTERM');
  }, timeoutSeconds * 1000);
  const final = setTimeout(() => killGroup(child, 'SIGKILL'), timeoutSeconds * 1000 + grace);
  try {
    const [code, signal] = await once(child, 'exit');
    // An exit by signal has no code; -1 is no code any program can give.
    return {
      exitCode: typeof code === 'number' ? code : -1,
      signal: typeof signal === 'string' ? signal : '',
      timedOut,
    };
  } catch (error) {
    throw startFault(program, error);
  } finally {
    clearTimeout(polite);
    clearTimeout(final);
    killGroup(child, 'SIGKILL');
  }
}

function startFault(program: string, error: unknown): Fault {
  const missing = codeOf(error) === 'ENOENT';
  const text = missing
    ? `${program}, or the folder to run it in, does not exist`
    : `${program} cannot be started: ${codeOf(error) || 'an error without a code'}`;
  return new Fault(missing ? 'TOOL_MISSING' : 'TOOL_FAILED', text, { cause: error });
}

/** The group has the child's id because the child was started detached. It may be gone already, which is what we want. */
function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    return;
  }
}

async function finishOutput(child: ChildProcess): Promise<void> {
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  const closed = Promise.all(streams.map((stream) => (stream.closed ? undefined : once(stream, 'close'))));
  const patience = new AbortController();
  await Promise.race([closed, pause(grace, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
  for (const stream of streams) stream.destroy();
}
