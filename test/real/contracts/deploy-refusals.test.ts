// What deploy-prod refuses, as act runs it, around one image that build-sign published: approvals and environments that do not
// hold, an image of another repository, forged conclusions, a runner that is lost in the middle of a deploy, and two deploys at once.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { names, people } from '../../../local-cloud/clinic.ts';
import { emptyRepository } from '../../../local-cloud/github.ts';
import { Digest } from '../../../src/model/ids.ts';
import { openRegistry } from '../../../src/platform/registry/registry.ts';
import { hangingOn } from '../../unit/platform/registry/image.ts';
import { crane } from './clinic-source.ts';
import { useQuickScans } from './contract-release.ts';
import {
  type ContractWorld,
  type EndedRun,
  openContractWorld,
  type RunRequest,
  type Source,
} from './contract-world.ts';
import { deniedIn, errorsOf, noteMessages, outputOf, resultsOf } from './run-reading.ts';

jest.setTimeout(200_000);

let world: ContractWorld;
let source: Source;
let digest: string;
let lastRun = 7_200_000_000;

beforeAll(async () => {
  world = await openContractWorld({ config: useQuickScans });
  source = world.commit(names.repository, 'clinic-api');
  digest = outputOf(await world.run({ source, workflow: 'release.yml' }), 'publish', 'publish.digest');
});
afterAll(() => world?.close());

/** A request to deploy, by ines, in a run that somebody reviewed; jonas unless another one is named. */
function request(more: Partial<RunRequest> = {}, reviewer: { id: number; login: string } = people.jonas): RunRequest {
  lastRun += 1;
  const runId = String(lastRun);
  world.clinic.approve(runId, reviewer);
  const inputs = { 'image-digest': digest, 'change-ticket': 'CHG-1024' };
  return { source, workflow: 'deploy.yml', eventName: 'workflow_dispatch', actor: people.ines, runId, inputs, ...more };
}

async function deploy(title: string, asked: RunRequest): Promise<EndedRun> {
  const run = await world.run(asked);
  noteMessages(title, run);
  world.clinic.endRun(run.runId);
  return run;
}

/** What was deployed so far, one image a line. */
const deployed = () => (existsSync(world.deployed) ? readFileSync(world.deployed, 'utf8').trim().split('\n') : []);
const stopped = { 'verify-and-gate': 'failure', outcome: 'success' };
const denied = { 'verify-and-gate': 'success', deploy: 'failure', outcome: 'success' };
const green = { 'verify-and-gate': 'success', deploy: 'success', outcome: 'success' };

describe('before anybody is asked', () => {
  test('an environment without reviewers', async () => {
    const environment = world.clinic.repository.environments.get(names.environment);
    const reviewers = environment?.reviewers ?? null;
    Object.assign(environment ?? {}, { reviewers: null });
    const run = await deploy('The environment has no protection', request());
    Object.assign(environment ?? {}, { reviewers });
    expect(resultsOf(run)).toEqual(stopped);
    expect(deniedIn(run, 'verify-and-gate')).toContain('gate.environment.reviewers');
  });

  test.each([
    ['a contract of another organization', 'evil-org/compliance-workflows/.github/workflows/deploy-prod.yml'],
    ['another workflow of the compliance repository', `${names.contracts}/.github/workflows/deploy.yml`],
    ["the service's own workflow", `${names.repository}/.github/workflows/deploy-prod.yml`],
  ])('%s', async (title, workflow) => {
    const claims = { jobWorkflowRef: `${workflow}@${names.release}` };
    const run = await deploy(`Not the contract: ${title}`, request({ claims }));
    expect(resultsOf(run)).toEqual({ 'verify-and-gate': 'failure', outcome: 'failure' });
    expect(errorsOf(run.jobs['verify-and-gate']).join('\n')).toContain('job_workflow_ref');
  });

  test('a second attempt of a run', async () => {
    const asked = request({ claims: { runAttempt: '2' }, variables: { GITHUB_RUN_ATTEMPT: '2' } });
    const run = await deploy('A run that was started again', asked);
    expect(resultsOf(run)['verify-and-gate']).toBe('failure');
    expect(errorsOf(run.jobs['verify-and-gate']).join('\n')).toContain('run_attempt');
  });

  test("an image that another repository's build signed, laid into this one's registry", async () => {
    await copyImage('clinic-api', 'sandbox');
    const environment = world.clinic.repository.environments.get(names.environment);
    const sandbox = emptyRepository(Number(names.sandboxId), { id: 500600, login: 'clinic' });
    if (environment) sandbox.environments.set(names.environment, environment);
    world.clinic.cloud.github.repositories.set(names.sandbox, sandbox);
    const run = await deploy(
      'An image of another repository',
      request({ source: world.commit(names.sandbox, 'clinic-api') }),
    );
    expect(resultsOf(run)).toEqual(stopped);
    expect(deniedIn(run, 'verify-and-gate')).toContain('gate.signatures.subject');
  });
});

/** An image with its statements, as whoever may push to both repositories would copy it. */
async function copyImage(from: string, to: string): Promise<void> {
  const { host } = world.registry;
  const registry = openRegistry(`${host}/${from}`, { kind: 'anonymous', local: true });
  const { found } = await hangingOn(registry, Digest.parse(digest));
  const statements = found.map(({ referrer }) => referrer);
  for (const one of [digest, ...statements])
    crane('copy', '--insecure', `${host}/${from}@${one}`, `${host}/${to}@${one}`);
}

describe('after the approval', () => {
  test('of the author of the change', async () => {
    const run = await deploy('The author approved', request({}, people.maria));
    expect(resultsOf(run)).toEqual(denied);
    expect(deniedIn(run, 'deploy')).toContain('gate.approval.four_eyes');
  });

  test('a digest that the gate did not hand over', async () => {
    const path = join(world.folder, 'forged');
    mkdirSync(path);
    // In JavaScript, because a shell would drop the inputs, whose names hold hyphens. act asks it first where it lies.
    const program = [
      `#!${process.execPath}`,
      "const [{ spawnSync }, { appendFileSync }] = [require('node:child_process'), require('node:fs')];",
      "const asked = process.argv.includes('console.log(process.execPath)');",
      "const args = asked ? ['-p', JSON.stringify(process.argv[1])] : process.argv.slice(2);",
      "const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });",
      "const forged = process.env.GITHUB_JOB === 'verify-and-gate';",
      `if (forged) appendFileSync(process.env.GITHUB_OUTPUT, 'digest=sha256:${'0'.repeat(64)}\\n');`,
      'process.exitCode = status ?? 1;',
    ];
    writeFileSync(join(path, 'node'), program.join('\n'), { mode: 0o755 });
    const run = await deploy('The digest that was approved is another one', request({ path: [path] }));
    expect(resultsOf(run)).toEqual(denied);
    expect(deniedIn(run, 'deploy')).toEqual(['gate.handover.digest']);
  });

  test('and none of these deployed anything', () => {
    expect(deployed()).toEqual([]);
  });
});

test('a runner that is lost during a deploy leaves an intent that blocks the next one, until somebody named closes it', async () => {
  writeFileSync(world.hold, '');
  const lost = await world.start(request());
  for (let waited = 0; waited < 600 && deployed().length === 0; waited += 1) await sleep(100);
  lost.kill();
  expect(resultsOf(await lost.ended)['deploy'] ?? '').toBe('');
  await sleep(1000);
  rmSync(world.hold);
  world.clinic.endRun(lost.runId);
  expect(deployed()).toHaveLength(1);
  const next = await deploy('An earlier deploy never ended', request());
  expect(resultsOf(next)).toEqual(stopped);
  expect(deniedIn(next, 'verify-and-gate')).toContain('gate.ledger.open_intent');
  const inputs = { reconcile: 'failed', reason: 'The runner was lost; the cluster still runs the old digest.' };
  const closing = await deploy('Closing what was left open', request({ inputs }));
  expect(resultsOf(closing)).toEqual(green);
  expect(outputOf(closing, 'deploy', 'reconcile.deploy-id')).toBe(`${names.repositoryId}/${lost.runId}`);
  const again = await deploy('Deployed after that', request());
  expect(resultsOf(again)).toEqual(green);
  expect(deployed()).toHaveLength(2);
});

test('of two deploys at once one goes on, and the other one says who was first', async () => {
  const before = deployed().length;
  const waiting: (() => void)[] = [];
  world.beforeToken = ({ job, audience }) => {
    if (job !== 'deploy' || audience !== 'sigstore' || waiting.length >= 2) return undefined;
    // Both jobs wait here for each other: both have decided on the same ledger, and none has locked its intent.
    const both = new Promise<void>((resolve) => waiting.push(resolve));
    if (waiting.length === 2) for (const go of waiting) go();
    return both;
  };
  const started = await Promise.all([world.start(request()), world.start(request())]);
  const runs = await Promise.all(started.map(({ ended }) => ended));
  world.beforeToken = () => {};
  for (const run of runs) noteMessages('Two deploys at once', run);
  expect(waiting).toHaveLength(2);
  expect(runs.map((run) => resultsOf(run)['deploy']).sort()).toEqual(['failure', 'success']);
  expect(deployed()).toHaveLength(before + 1);
  const [winner, loser] = ['success', 'failure'].map((result) =>
    runs.findIndex((run) => resultsOf(run)['deploy'] === result),
  );
  expect(errorsOf(runs[loser ?? -1]?.jobs['deploy']).join('\n')).toContain(started[winner ?? -1]?.runId);
});
