// Measures: wall time of processes from outside, time of functions inside, peak memory. It never decides whether a bar is met.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { findTool } from '../scripts/tools-folder.ts';

/** A program to run; its environment is `PATH` and what is given, nothing else of ours. */
export type Job = { program: string; args: readonly string[]; cwd?: string; env?: Readonly<Record<string, string>> };

/** How a process ended. `ms` runs from spawn to its exit; `firstMs` to the first byte on stdout. */
export type Ended = {
  ms: number;
  firstMs: number;
  peakMb: number;
  code: number | null;
  stdout: string;
  stderr: string;
};

/** Runs one process. `watchMemory` polls the kernel for its peak resident memory and slows it down: never time such a run. */
export async function runJob(job: Job, watchMemory = false): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', ...job.env };
  const options = { ...(job.cwd ? { cwd: job.cwd } : {}), env };
  const started = performance.now();
  const child = spawn(job.program, job.args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const closed = once(child, 'close');
  const said = { stdout: '', stderr: '' };
  let firstMs = 0;
  child.stdout.on('data', (chunk) => {
    if (firstMs === 0) firstMs = performance.now() - started;
    said.stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    said.stderr += String(chunk);
  });
  let peakMb = 0;
  const timer = watchMemory ? setInterval(() => (peakMb = Math.max(peakMb, residentPeak(child.pid))), 1) : undefined;
  await exited;
  const ms = performance.now() - started;
  clearInterval(timer);
  await closed;
  return { ms, firstMs, peakMb, code: child.exitCode, ...said };
}

/** The same, for a program whose exit code must be one of `codes`; anything else is an error with its last words. */
export async function runExpected(job: Job, codes: readonly number[], watchMemory = false): Promise<Ended> {
  const ended = await runJob(job, watchMemory);
  if (ended.code !== null && codes.includes(ended.code)) return ended;
  const words = `${ended.stderr}${ended.stdout}`.slice(-1500);
  throw new Error(`${job.program} ${job.args.slice(0, 2).join(' ')} ended with ${ended.code}: ${words}`);
}

/** High-water mark of a process's resident memory in MB, from /proc; 0 where there is none. */
function residentPeak(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Peak resident memory of this process in MB, in a form that a child prints and its parent reads. */
export function ownPeakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** The middle value; of an even count the mean of both. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = 0, high = low] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

/** Milliseconds of each of `runs` calls, after `warmUps` that do not count. */
export function timeCalls(action: () => unknown, warmUps: number, runs: number): number[] {
  for (let left = warmUps; left > 0; left -= 1) action();
  return Array.from({ length: runs }, () => {
    const started = performance.now();
    action();
    return performance.now() - started;
  });
}

/** What a race gave: the median milliseconds of a rival, and the median of the rounds' ratios of two. */
export type Race = { ms(name: string): number; ratio(name: string, other: string): number };

/** Runs the rivals in turn, `rounds` times, so that a noisy minute meets all of them; one round before is not counted. */
export async function race(rivals: Readonly<Record<string, () => Promise<number>>>, rounds: number): Promise<Race> {
  const times = new Map<string, number[]>();
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(rivals)) {
      const ms = await run();
      if (round >= 0) times.set(name, [...(times.get(name) ?? []), ms]);
    }
  }
  const timesOf = (name: string) => times.get(name) ?? [];
  return {
    ms: (name) => median(timesOf(name)),
    ratio: (name, other) => median(timesOf(name).map((ms, round) => ms / (timesOf(other)[round] ?? Number.NaN))),
  };
}

/** Path of an installed real program; throws when it is missing. */
export function requireTool(name: string): string {
  const path = findTool(name);
  if (path === undefined) throw new Error(`${name} is not installed: npm run tools`);
  return path;
}

/** Milliseconds or megabytes for people. */
export function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
