// Runs workflows under unmodified act, on the host, in an environment built from nothing, and reads its log: which jobs
// and steps ran and how they ended. Its exit code is not enough: act skips what it cannot do and stays green.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { installedTool } from '../servers/program.ts';

/** One run: `folder` is its own and empty, `caller` a clone of the calling repository, `event` what GitHub would send. */
export type ActCall = {
  folder: string;
  caller: string;
  workflow: string;
  eventName: string;
  event: object;
  actor: string;
  token: string;
  /** Folders searched for programs, before the machine's. */
  path: readonly string[];
  /** Actions that are taken from a folder: `OWNER/REPO@REF` to folder. */
  local: ReadonlyMap<string, string>;
  variables: Readonly<Record<string, string>>;
};

/** A step as its log tells it: how it ended, and its lines. */
export type ActStep = { id: string; name: string; result: string; seconds: number; lines: string[] };

/** A job as its log tells it; one that did not run is not there. */
export type ActJob = {
  result: string;
  steps: ActStep[];
  outputs: Record<string, string>;
  summary: string;
  annotations: { level: string; title: string; message: string }[];
};

/** An ended run; `errors` is what act itself had to say. */
export type ActRun = { code: number | null; seconds: number; errors: string; jobs: Record<string, ActJob> };

/** A run under way; `kill` ends act at once, as a lost runner would. */
export type ActProcess = { ended: Promise<ActRun>; kill(): void };

/** Starts a run. It is killed after three minutes. */
export async function startAct(call: ActCall): Promise<ActProcess> {
  const { folder } = call;
  for (const name of ['home', 'cache', 'config', 'tmp']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'event.json'), JSON.stringify(call.event));
  const node = dirname(process.execPath);
  const env = {
    PATH: [...call.path, node, '/usr/bin', '/bin'].join(':'),
    HOME: join(folder, 'home'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    TMPDIR: join(folder, 'tmp'),
    ...{ LANG: 'C.UTF-8', NO_COLOR: '1', TERM: 'dumb', PAGER: 'cat', GIT_PAGER: 'cat', GIT_CONFIG_GLOBAL: '/dev/null' },
  };
  const started = Date.now();
  const child = spawn(installedTool('act'), await argumentsOf(call), { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const endWithTests = () => void child.kill('SIGKILL');
  process.once('exit', endWithTests);
  const timer = setTimeout(endWithTests, 180_000);
  const ended = collect(child).then(({ code, out, err }) => {
    clearTimeout(timer);
    process.off('exit', endWithTests);
    writeFileSync(join(folder, 'log.jsonl'), out);
    writeFileSync(join(folder, 'errors.txt'), err);
    return { code, seconds: (Date.now() - started) / 1000, errors: err, jobs: readLog(out) };
  });
  return { ended, kill: endWithTests };
}

async function argumentsOf(call: ActCall): Promise<string[]> {
  const nothing = ['env', 'secret', 'var', 'input'].flatMap((name) => [`--${name}-file`, '/dev/null']);
  const server = ['--artifact-server-addr', '127.0.0.1', '--artifact-server-port', String(await freePort())];
  return [
    ...[call.eventName, '-C', call.caller, '-W', `.github/workflows/${call.workflow}`],
    ...['-e', join(call.folder, 'event.json'), '--json', '--rm', '-P', 'ubuntu-24.04=-self-hosted'],
    // Two jobs at once would fetch into one clone, and sometimes read half a reference.
    ...['--concurrent-jobs', '1'],
    ...['--no-cache-server', '--pull=false', '--no-skip-checkout', ...nothing],
    ...['--artifact-server-path', join(call.folder, 'artifacts'), ...server],
    ...['-a', call.actor, '-s', `GITHUB_TOKEN=${call.token}`],
    ...[...call.local].flatMap(([action, folder]) => ['--local-repository', `${action}=${folder}`]),
    ...Object.entries(call.variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ];
}

/** act takes no port 0; whoever takes this one in between makes the run fail, not pass. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function collect(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on('data', (chunk: Buffer) => void out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => void err.push(chunk));
  // What a step left behind may still hold the pipes of an act that was killed.
  await once(child, 'exit');
  await Promise.race([once(child, 'close'), new Promise((resolve) => setTimeout(resolve, 500))]);
  return { code: child.exitCode, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') };
}

const Entry = z.looseObject({
  jobID: z.string().default(''),
  jobResult: z.string().optional(),
  stage: z.string().optional(),
  step: z.string().default(''),
  stepID: z.array(z.string()).optional(),
  stepResult: z.string().optional(),
  executionTime: z.number().default(0),
  raw_output: z.boolean().default(false),
  msg: z.string().default(''),
  command: z.string().optional(),
  name: z.string().default(''),
  arg: z.string().default(''),
  content: z.string().default(''),
  raw: z.string().default(''),
});
type Entry = z.infer<typeof Entry>;

/** Reads a JSON log, also one that was cut off. */
export function readLog(text: string): Record<string, ActJob> {
  const jobs: Record<string, ActJob> = {};
  for (const line of text.split('\n')) {
    const entry = readEntry(line);
    if (entry === undefined || entry.jobID === '') continue;
    if (entry.stepID === undefined && entry.jobResult === undefined) continue;
    jobs[entry.jobID] ??= { result: '', steps: [], outputs: {}, summary: '', annotations: [] };
    const job = jobs[entry.jobID];
    if (job === undefined) continue;
    if (entry.jobResult !== undefined) job.result = entry.jobResult;
    if (entry.stepID !== undefined && entry.stage === 'Main') addToStep(job, entry, entry.stepID.join('/'));
  }
  return jobs;
}

function readEntry(line: string): Entry | undefined {
  try {
    return Entry.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function addToStep(job: ActJob, entry: Entry, id: string): void {
  const step = job.steps.find((one) => one.id === id) ?? { id, name: entry.step, result: '', seconds: 0, lines: [] };
  if (!job.steps.includes(step)) job.steps.push(step);
  if (entry.stepResult !== undefined)
    Object.assign(step, { result: entry.stepResult, seconds: entry.executionTime / 1e9 });
  if (entry.raw_output) step.lines.push(entry.msg.trimEnd());
  if (entry.command === 'set-output') job.outputs[`${id}.${entry.name}`] = entry.arg;
  if (entry.command === 'summary') job.summary += entry.content;
  const annotation = /^::(error|warning|notice)(?: ([^\n]*?))?::([^\n]*)/.exec(entry.raw);
  if (annotation) job.annotations.push(readAnnotation(annotation));
}

/** As GitHub's runner reads a command: up to the first `::`, while act reads up to the last one. */
function readAnnotation([, level = '', properties = '', message = '']: RegExpExecArray): ActJob['annotations'][number] {
  const plain = (text: string) =>
    text
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%25', '%');
  return { level, title: plain(/(?:^|,)title=([^,]*)/.exec(properties)?.[1] ?? ''), message: plain(message) };
}
