// Tries on real GitHub what act cannot show: which jobs of the contracts GitHub lists and how it names them, that a deploy waits for a
// person, what its approvals say, and that a second attempt is refused. Run it against a test repository, never the real one. It starts
// runs and reads; it never approves and never changes a setting.
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod';

const Runs = z.looseObject({ workflow_runs: z.array(z.looseObject({ id: z.int(), created_at: z.string() })) });
const Run = z.looseObject({ status: z.string(), conclusion: z.string().nullable(), run_attempt: z.int() });
const Jobs = z.looseObject({
  jobs: z.array(z.looseObject({ name: z.string(), status: z.string(), conclusion: z.string().nullable() })),
});
const Pending = z.array(z.looseObject({ environment: z.looseObject({ name: z.string() }) }));
const Approvals = z.array(
  z.looseObject({
    state: z.string(),
    user: z.looseObject({ id: z.int() }),
    environments: z.array(z.looseObject({ name: z.string() })),
  }),
);

/** Where to try, and how patient to be in milliseconds. `digest` tries a deploy, without one a build is tried. */
export type Trial = {
  api: string;
  token: string;
  repository: string;
  workflow: string;
  ref: string;
  digest: string;
  poll: number;
  patience: number;
  say: (line: string) => void;
};

/** One assumption that our rules or stand-ins rest on, and whether GitHub held it. */
export type Finding = { assumption: string; held: boolean; seen: string };

/** Tries a build or a deploy. Throws an Error where GitHub refuses a request or nothing happens in time. */
export async function tryContracts(trial: Trial): Promise<Finding[]> {
  const id = await startRun(trial);
  trial.say(`run ${id} was started; see https://github.com/${trial.repository}/actions/runs/${id}`);
  return trial.digest === '' ? tryBuild(trial, id) : tryDeploy(trial, id);
}

async function tryBuild(trial: Trial, id: number): Promise<Finding[]> {
  await waitFor(trial, id, ['completed']);
  const jobs = await jobsOf(trial, id);
  const ended = (name: string) => jobs.find((job) => isNamed(job.name, name))?.conclusion ?? 'not listed';
  return [
    ...['plan', 'build', 'gate', 'publish', 'outcome'].map((name) =>
      found(`job ${name} is listed as CALLER / ${name} and succeeded`, ended(name) === 'success', ended(name)),
    ),
  ];
}

async function tryDeploy(trial: Trial, id: number): Promise<Finding[]> {
  await waitFor(trial, id, ['waiting', 'completed']);
  const waiting = await jobsOf(trial, id);
  const names = waiting.map(({ name, status }) => `${name}: ${status}`).join(', ');
  const deploys = waiting.filter(({ name }) => isNamed(name, 'deploy'));
  const pending = Pending.parse(await call(trial, 'GET', `actions/runs/${id}/pending_deployments`));
  const before = [
    found('the environment job is listed while it waits, once', deploys.length === 1, names),
    found(
      'it waits for a person',
      deploys.every(({ status }) => status === 'waiting'),
      names,
    ),
    found(
      'exactly one environment is pending',
      pending.length === 1,
      pending.map((one) => one.environment.name).join(', '),
    ),
  ];
  trial.say('approve the run now, as a configured approver who is none of its authors');
  await waitFor(trial, id, ['completed']);
  const approvals = Approvals.parse(await call(trial, 'GET', `actions/runs/${id}/approvals`));
  const first = Run.parse(await call(trial, 'GET', `actions/runs/${id}`));
  await call(trial, 'POST', `actions/runs/${id}/rerun`);
  trial.say('the run was started again; it must be refused without waiting for a person');
  const again = await waitFor(trial, id, ['waiting', 'completed'], 2);
  return [
    ...before,
    found(
      'the approval names a user and an environment',
      approvals.some(({ state }) => state === 'approved'),
      JSON.stringify(approvals),
    ),
    found('the deploy succeeded', first.conclusion === 'success', String(first.conclusion)),
    found(
      'a second attempt fails before anybody is asked',
      again.conclusion === 'failure',
      `${again.status}, ${again.conclusion}`,
    ),
  ];
}

function found(assumption: string, held: boolean, seen: string): Finding {
  return { assumption, held, seen };
}

/** As the gate counts the jobs of a run (policies/gate/approval.rego). */
function isNamed(name: string, job: string): boolean {
  return name === job || name.endsWith(` / ${job}`);
}

async function startRun(trial: Trial): Promise<number> {
  const inputs = trial.digest === '' ? {} : { 'image-digest': trial.digest };
  const path = `actions/workflows/${trial.workflow}`;
  const known = new Set(await runsOf(trial, path));
  await call(trial, 'POST', `${path}/dispatches`, { ref: trial.ref, inputs });
  return until(trial, async () => (await runsOf(trial, path)).find((id) => !known.has(id)));
}

async function runsOf(trial: Trial, path: string): Promise<number[]> {
  const list = Runs.parse(await call(trial, 'GET', `${path}/runs?event=workflow_dispatch&per_page=20`));
  return list.workflow_runs.map(({ id }) => id);
}

async function jobsOf(trial: Trial, id: number) {
  return Jobs.parse(await call(trial, 'GET', `actions/runs/${id}/jobs?filter=latest&per_page=100`)).jobs;
}

function waitFor(trial: Trial, id: number, states: readonly string[], attempt = 1) {
  return until(trial, async () => {
    const run = Run.parse(await call(trial, 'GET', `actions/runs/${id}`));
    return run.run_attempt === attempt && states.includes(run.status) ? run : undefined;
  });
}

async function until<T>(trial: Trial, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + trial.patience;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`nothing happened within ${trial.patience / 1000} s`);
    await pause(trial.poll);
  }
}

async function call(trial: Trial, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${trial.api}/repos/${trial.repository}/${path}`, {
    method,
    headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${trial.token}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 300)}`);
  return text === '' ? {} : z.json().parse(JSON.parse(text));
}

async function main(): Promise<void> {
  const options = { workflow: { type: 'string' }, ref: { type: 'string' }, digest: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [repository] = positionals;
  const token = process.env['GITHUB_TOKEN'];
  if (repository === undefined || !token) {
    process.stderr.write(
      'usage: GITHUB_TOKEN=... npx node scripts/try-github.ts OWNER/TEST-REPOSITORY [--workflow build.yml] [--ref main]\n' +
        '       the same with --workflow deploy.yml --digest sha256:..., to try a deploy of what was built\n' +
        'The token needs actions: write and contents: read on that repository.\n',
    );
    process.exitCode = 2;
    return;
  }
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const { workflow = 'build.yml', ref = 'main', digest = '' } = values;
  const places = { api: process.env['GITHUB_API_URL'] ?? 'https://api.github.com', token, repository, workflow, ref };
  const findings = await tryContracts({ ...places, digest, poll: 10_000, patience: 3_600_000, say });
  for (const { assumption, held, seen } of findings) say(`${held ? 'held    ' : 'NOT HELD'}  ${assumption} (${seen})`);
  process.exitCode = findings.every(({ held }) => held) ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
