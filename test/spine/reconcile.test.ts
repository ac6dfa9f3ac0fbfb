// Closing what was left open: only an open intent, only after its run, only by an approver who did not start it, only with a
// reason, and only once. Each refusal leaves the intent open; beside it stands the one that closes it.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import { names, people } from '../local-cloud/clinic.ts';
import { askDeploy, askRunning, makeAnchor } from './audit-questions.ts';
import {
  deploy,
  effectsOf,
  environmentSection,
  faultOf,
  ledgerOf,
  openWorld,
  reconcile,
  reconcileReason,
  refusedClaims,
  review,
} from './deploy-world.ts';

jest.setTimeout(180_000);
const environments = ['closed', 'refused', 'race', 'broken', 'done', 'waiting'];
const world = await openWorld(environments);
const { clinic } = world;
const { s3 } = clinic.cloud.aws;
const anchor = join(clinic.folder, 'anchor.json');
writeFileSync(anchor, JSON.stringify(await makeAnchor(world)));
afterAll(() => clinic.close());
afterEach(() => {
  s3.knobs.fault = () => undefined;
});

let lastRun = 9_700_000_000;
const newRun = () => String(++lastRun);

/** A deploy that did everything but write its result, in a run that is over. */
async function leaveOpen(environment: string): Promise<string> {
  const run = newRun();
  s3.knobs.fault = (call) =>
    call.method === 'PUT' && call.path.endsWith('-result.json') ? { kind: 'status', status: 403 } : undefined;
  const ended = await deploy(world, run, { environment });
  s3.knobs.fault = () => undefined;
  expect(ended.code).toBe(3);
  clinic.endRun(run);
  return run;
}

test('nothing open, nothing to close', async () => {
  expect((await deploy(world, newRun(), { environment: 'closed' })).code).toBe(0);
  const ended = await reconcile(world, newRun(), { environment: 'closed' });
  expect([ended.code, ended.outputs['deploy-id']]).toEqual([1, '']);
  expect(ledgerOf(world, 'closed').keys).toHaveLength(2);
});

describe('an open intent', () => {
  const environment = 'refused';
  const stranger = { id: 41999, login: 'otto' };
  let open = '';

  test('is refused to anybody but an approver of this run who did not start it', async () => {
    open = await leaveOpen(environment);
    const reviews: [string, { id: number; login: string }, string][][] = [
      [],
      [[environment, people.ines, 'approved']],
      [[environment, stranger, 'approved']],
      [[environment, people.jonas, 'rejected']],
      [['closed', people.jonas, 'approved']],
    ];
    for (const given of reviews) {
      const run = newRun();
      for (const [where, who, state] of given) review(world, run, where, who, state);
      expect((await reconcile(world, run, { environment }, null)).code).toBe(1);
    }
    expect(ledgerOf(world, environment).results).toEqual([]);
  });

  test('is refused while GitHub has the run that opened it as anything but completed', async () => {
    const run = clinic.repository.runs.get(Number(open));
    for (const status of ['in_progress', 'queued', 'waiting']) {
      if (run) run.status = status;
      expect((await reconcile(world, newRun(), { environment })).code).toBe(1);
    }
    if (run) run.status = 'completed';
    expect(ledgerOf(world, environment).results).toEqual([]);
  });

  test('is refused to a second attempt and to another contract or environment, by the claim', async () => {
    const claims = async (job: object) =>
      refusedClaims(await reconcile(world, newRun(), { environment }, people.jonas, job));
    const contract = `${names.contracts}/.github/workflows/build-sign.yml@${names.release}`;
    expect(await claims({ runAttempt: '2' })).toEqual(['run_attempt']);
    expect(await claims({ jobWorkflowRef: contract })).toEqual(['job_workflow_ref']);
    expect(await claims({ environment: 'closed' })).toEqual(['environment']);
  });

  test('is refused without a reason that says something, or with an outcome that is none', async () => {
    for (const inputs of [{ reason: 'oops' }, { reason: '' }, { outcome: 'maybe' }]) {
      const ended = await reconcile(world, newRun(), { environment, ...inputs });
      expect([ended.code, faultOf(ended)]).toEqual([2, 'INPUT_INVALID']);
    }
  });

  test('is closed by an approver with a reason, and once closed not again', async () => {
    const run = newRun();
    const ended = await reconcile(world, run, { environment, outcome: 'succeeded' });
    expect([ended.code, ended.outputs['deploy-id']]).toEqual([0, `${names.repositoryId}/${open}`]);
    const [result] = ledgerOf(world, environment).results;
    const byHand = { reconciled_by: 'jonas (user 41002)', reconcile_reason: reconcileReason, run_id: run };
    expect(result).toMatchObject({ outcome: 'succeeded', ...byHand, sha256: ended.outputs['ledger-result-sha256'] });
    expect((await reconcile(world, newRun(), { environment })).code).toBe(1);
    const { code, answer } = await askDeploy(world, open, anchor);
    expect([code, answer?.problems, answer?.deploy?.reconciled_by]).toEqual([0, [], 'jonas (user 41002)']);
  });
});

test('of two at once one closes it, and the other is told which run did', async () => {
  const environment = 'race';
  const open = await leaveOpen(environment);
  const runs = [newRun(), newRun()];
  const ends = await Promise.all(runs.map((run) => reconcile(world, run, { environment })));
  expect(ends.map(({ code }) => code).sort()).toEqual([0, 1]);
  const [result, ...others] = ledgerOf(world, environment).results;
  expect(others).toEqual([]);
  const winner = runs[ends.findIndex(({ code }) => code === 0)];
  expect(result?.run_id).toBe(winner);
  const loser = ends.find(({ code }) => code === 1);
  expect(loser?.lines.join('\n')).toContain(`${names.repositoryId}/${winner}`);
  const { answer } = await askDeploy(world, open, anchor);
  expect([answer?.verdict, answer?.problems]).toEqual(['proven', []]);
});

test('nothing is put on top of a ledger that does not chain', async () => {
  const environment = 'broken';
  expect((await deploy(world, newRun(), { environment })).code).toBe(0);
  await leaveOpen(environment);
  const first = `ledger/${names.repositoryId}/${environment}/00000000-result.json`;
  const marker = clinic.bucket.remove(first, undefined, false);
  const { keys } = ledgerOf(world, environment);
  expect((await reconcile(world, newRun(), { environment })).code).toBe(1);
  expect(ledgerOf(world, environment).keys).toEqual(keys);
  clinic.bucket.drop(first, marker?.versionId ?? '');
  expect((await reconcile(world, newRun(), { environment })).code).toBe(0);
});

test('closed as succeeded it is what runs, and the auditor says that it was closed by hand', async () => {
  const environment = 'done';
  const open = await leaveOpen(environment);
  expect(effectsOf(world, environment)).toBe(1);
  expect((await reconcile(world, newRun(), { environment, outcome: 'succeeded' })).code).toBe(0);
  const { answer } = await askRunning(
    world,
    world.digest,
    new Date(clinic.cloud.clock.now() * 1000).toISOString().replace(/\.\d+/, ''),
    anchor,
  );
  const found = answer?.environments.find((one) => one.environment === environment);
  expect(found).toMatchObject({
    matches: true,
    open_intents: [],
    last: { deploy_id: `${names.repositoryId}/${open}` },
  });
  expect(found?.last?.deploy).toMatchObject({ outcome: 'succeeded', reconciled_by: 'jonas (user 41002)' });
});

test('a deploy that was closed by hand while its command still ran does not write a second result', async () => {
  const environment = 'waiting';
  const [started, go] = [join(clinic.folder, 'started'), join(clinic.folder, 'go')];
  const script = `touch ${started}; while [ ! -e ${go} ]; do sleep 0.05; done`;
  environmentSection(clinic, environment, 'deploy')['command'] = ['/bin/sh', '-c', script, '{image}'];
  clinic.writeConfig();
  const run = newRun();
  const running = deploy(world, run, { environment });
  while (!existsSync(started)) await pause(20);
  clinic.endRun(run);
  const closing = newRun();
  expect((await reconcile(world, closing, { environment })).code).toBe(0);
  writeFileSync(go, '');
  const ended = await running;
  expect([ended.code, ended.outputs['deploy-id']]).toEqual([1, '']);
  expect(ended.lines.join('\n')).toContain(`${names.repositoryId}/${closing}`);
  const { results } = ledgerOf(world, environment);
  expect(results.map(({ run_id, outcome }) => [run_id, outcome])).toEqual([[closing, 'unknown']]);
});
