// A deploy in a separate process that is killed with SIGKILL, and the state it leaves behind. It asserts nothing.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { deployStep, effectsOf, ledgerOf, type World } from './deploy-world.ts';

const door = fileURLToPath(new URL('../../local-cloud/killed-step.ts', import.meta.url));

/** When to kill: at a step (`evidence#2` is its second time), or so many milliseconds after the first step is logged. */
export type Moment = { boundary: string } | { milliseconds: number };

/** How a process ended, and how many milliseconds it lived after its first step. */
export type KilledEnd = { end: string; milliseconds: number };

/** Starts a deploy in a process of its own and kills it; an empty boundary lets it end. */
export async function killDeploy(world: World, runId: string, environment: string, moment: Moment): Promise<KilledEnd> {
  const { clinic } = world;
  const { variables } = deployStep(world, runId, { environment });
  const boundary = 'boundary' in moment ? moment.boundary : '';
  const child = spawn(process.execPath, [door], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`)),
  );
  const root = clinic.root.href;
  child.stdin.end(JSON.stringify({ name: 'deploy', variables, root, now: clinic.cloud.clock.now(), boundary }));
  let begun = 0;
  child.stdout.once('data', async () => {
    begun = performance.now();
    if (!('milliseconds' in moment)) return;
    await pause(moment.milliseconds);
    child.kill('SIGKILL');
  });
  child.stdout.resume();
  const end = await ended;
  return { end, milliseconds: performance.now() - begun };
}

/** What is left behind in one environment: ledger entries by name, and how often the deploy command acted. */
export function remainsOf(world: World, environment: string): { keys: string[]; effects: number } {
  return { keys: ledgerOf(world, environment).keys, effects: effectsOf(world, environment) };
}

/** Works on a few items at a time; results in order. */
export async function inTurns<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
