// A runner for many jobs in one process. What @actions/core takes from its process, the runner's variables and standard output, belongs
// here to the job that asks, also where several run at a time; everybody else finds the process as it is.
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Job, runAction } from '../src/main/action.ts';

/** What a runner gives a job: its variables, and somebody who reads each line that it prints. */
export type RunnerSide = { variables: Readonly<Record<string, string | undefined>>; say: (line: string) => void };

const jobs = new AsyncLocalStorage<RunnerSide>();
const { env } = process;
const ofRunner = /^(?:INPUT_.*|GITHUB_OUTPUT|GITHUB_STEP_SUMMARY)$/;
let running = 0;
let restore = () => {};

/** Runs an action in this process, as the runner would by its stub; the exit code. */
export function runJob(name: string, { say, ...job }: Job & RunnerSide): Promise<number> {
  return asJob({ variables: job.variables, say }, () => runAction(name, job));
}

/** Does something as a job of a runner. */
export async function asJob<T>(side: RunnerSide, act: () => T | Promise<T>): Promise<T> {
  if (running++ === 0) restore = takeProcess();
  try {
    return await jobs.run(side, act);
  } finally {
    if (--running === 0) restore();
  }
}

function takeProcess(): () => void {
  const write = process.stdout.write;
  process.env = new Proxy(env, {
    get: (target, name) => {
      const job = typeof name === 'string' && ofRunner.test(name) ? jobs.getStore() : undefined;
      return job ? job.variables[String(name)] : Reflect.get(target, name);
    },
    set: (target, name, value) => Reflect.set(target, name, value),
  });
  process.stdout.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
    const job = jobs.getStore();
    if (!job) return Reflect.apply(write, process.stdout, [chunk, ...rest]);
    for (const line of String(chunk).replace(/\n$/, '').split('\n')) job.say(line);
    return true;
  };
  return () => {
    process.stdout.write = write;
    process.env = env;
  };
}
