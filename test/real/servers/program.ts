// Runs a real server program for a test: in a temporary folder of its own, on a free loopback port, with an environment built
// from nothing, ended when the test ends. A program that is not installed is an error, never a skip.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findTool } from '../../../scripts/tools-folder.ts';

/** Where a server was put; `morePorts` are for what it insists on opening beside its main port. */
export type Place = { port: number; url: string; folder: string; morePorts: readonly number[] };

/** What to start; `readyPath` answers 2xx once the server can be used. */
export type ServerProgram = {
  name: string;
  args(place: Place): string[];
  environment(place: Place): Record<string, string>;
  readyPath: string;
  morePorts?: number;
};

/** A server that answers. */
export type RunningServer = Place & { stop(): Promise<void> };

/** Path of an installed program; throws when it is not there. */
export function installedTool(name: string): string {
  const path = findTool(name);
  if (path === undefined) throw new Error(`${name} is not installed: npm run tools`);
  return path;
}

/** Starts a server and waits until it answers; tries another port when it ends at once, because somebody may have taken its port. */
export async function startProgram(program: ServerProgram): Promise<RunningServer> {
  const path = installedTool(program.name);
  const said: string[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const running = await startOnce(path, program, said);
    if (running) return running;
  }
  throw new Error(`${program.name} did not start:\n${said.join('').slice(-3000)}`);
}

async function startOnce(path: string, program: ServerProgram, said: string[]): Promise<RunningServer | undefined> {
  const folder = await mkdtemp(join(tmpdir(), `safeguard-${program.name}-`));
  const [port = 0, ...morePorts] = await freePorts(1 + (program.morePorts ?? 0));
  const place = { port, url: `http://127.0.0.1:${port}`, folder, morePorts };
  const env = { HOME: folder, TMPDIR: folder, PATH: '/usr/bin:/bin', ...program.environment(place) };
  const child = spawn(path, program.args(place), { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.once('error', (error) => said.push(String(error)));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  const endWithTests = () => void child.kill('SIGKILL');
  process.once('exit', endWithTests);
  const stop = async () => {
    await endChild(child);
    process.off('exit', endWithTests);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  if (await answers(`${place.url}${program.readyPath}`, child)) return { ...place, stop };
  await stop();
  return undefined;
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  const end = Date.now() + 60_000;
  while (child.exitCode === null && child.signalCode === null && Date.now() < end) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return true;
    await sleep(50);
  }
  return false;
}

/** SIGTERM, and SIGKILL when that does not end it within three seconds. */
async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(timer);
}

/** Different ports: all are held until the last is found. */
async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  const ports: number[] = [];
  for (const probe of probes) {
    if (!probe.listening) await once(probe, 'listening');
    const address = probe.address();
    if (address === null || typeof address === 'string') throw new Error('no free port');
    ports.push(address.port);
  }
  for (const probe of probes) {
    probe.close();
    await once(probe, 'close');
  }
  return ports;
}
