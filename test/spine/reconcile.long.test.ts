// Closing what was left open: only an open intent, only after its run, only by an approver who did not start it, only with a
// reason, and only once. Each refusal leaves the intent open; beside it stands the one that closes it.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { names, people } from '../../local-cloud/clinic.ts';
import { askDeploy, askRunning, makeAnchor } from './audit-questions.ts';
import {
  byInes,
  deploy,
  type Ended,
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
const environments = ['closed', 'refused', 'ruled', 'author', 'unnamed', 'race', 'broken', 'done', 'waiting'];
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

  test('is refused without a reason that says something in one line, or with an outcome that is none', async () => {
    const lines = ['\n', '\r', '\u2028', '\u2029', '\u0085', '\u001b[2K', '\u202e', '\ud800'].map((mark) => ({
      reason: `seen in the cluster${mark}by hand`,
    }));
    for (const inputs of [{ reason: 'oops' }, { reason: '' }, ...lines, { outcome: 'maybe' }]) {
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

/** The rules of the gate that a refusal names. */
function refusedRules({ lines }: Ended): string[] {
  const all = lines.flatMap((line) => line.split('%0A'));
  return [...new Set(all.flatMap((line) => /^ +- (gate\.[a-z_.]+): /.exec(line)?.[1] ?? []))];
}

describe('an open intent is closed under the rules of a deploy', () => {
  const environment = 'ruled';
  const protection = clinic.repository.environments.get(environment);
  beforeAll(async () => {
    await leaveOpen(environment);
  });
  afterEach(() => {
    if (protection) clinic.repository.environments.set(environment, protection);
  });
  const unprotected: [string, object | undefined, string[]][] = [
    ['missing', undefined, ['exists', 'reviewers', 'self_review', 'admin_bypass']],
    ['without a reviewer', { reviewers: [] }, ['reviewers']],
    ['unknown to the plan', { hideProtection: true }, ['reviewers', 'self_review']],
    ['open to self-review', { preventSelfReview: false }, ['self_review']],
    ['open to administrators', { canAdminsBypass: true }, ['admin_bypass']],
    ['silent about administrators', { canAdminsBypass: undefined }, ['admin_bypass']],
  ];

  test.each(unprotected)('not while the environment is %s', async (_, change, rules) => {
    clinic.repository.environments.delete(environment);
    if (change && protection) clinic.repository.environments.set(environment, { ...protection, ...change });
    const ended = await reconcile(world, newRun(), { environment });
    expect([ended.code, refusedRules(ended)]).toEqual([1, rules.map((rule) => `gate.environment.${rule}`)]);
  });

  test('not beside a rejection, a stranger, a second call, or the starter of this run', async () => {
    const refused = async (prepare: (run: string) => void) => {
      const run = newRun();
      prepare(run);
      const ended = await reconcile(world, run, { environment });
      return [ended.code, ...refusedRules(ended)];
    };
    const reviewed = (who: { id: number; login: string }, state?: string) => (run: string) =>
      review(world, run, environment, who, state);
    expect(await refused(reviewed(people.ines, 'rejected'))).toEqual([1, 'gate.approval.given']);
    expect(await refused(reviewed({ id: 41999, login: 'otto' }))).toEqual([1, 'gate.approval.allowed']);
    expect(await refused(reviewed(people.ines))).toEqual([1, 'gate.approval.four_eyes']);
    const jobs = ['a / deploy', 'b / deploy'].map((name) => ({ name, conclusion: null }));
    const twice = await refused((run) => clinic.repository.jobs.set(Number(run), jobs));
    expect(twice).toEqual([1, 'gate.approval.one_job']);
  });

  test('not by who started the deploy, and then by another approver of a run that somebody else started', async () => {
    const byMaria = { actor: people.maria.login, actorId: String(people.maria.id) };
    const ended = await reconcile(world, newRun(), { environment }, people.ines, byMaria);
    expect([ended.code, refusedRules(ended), ended.lines.join().includes('started the deploy')]).toEqual([1, [], true]);
    expect(ledgerOf(world, environment).results).toEqual([]);
    const inputs = { environment, outcome: 'succeeded' };
    const rejected = newRun();
    review(world, rejected, environment, people.ines, 'rejected');
    expect(refusedRules(await reconcile(world, rejected, inputs))).toEqual(['gate.approval.given']);
    const closing = newRun();
    expect((await reconcile(world, closing, inputs, people.jonas, byMaria)).code).toBe(0);
    await leaveOpen(environment);
    const again = await reconcile(world, closing, inputs, people.jonas, byMaria);
    expect([again.code, refusedRules(again), ledgerOf(world, environment).results.length]).toEqual([1, [], 1]);
    expect((await reconcile(world, newRun(), inputs)).code).toBe(0);
  });

  test('as succeeded not by an author of the change, who may still say that it failed', async () => {
    await leaveOpen('author');
    const as = (outcome: string) =>
      reconcile(world, newRun(), { environment: 'author', outcome }, people.maria, byInes);
    const ended = await as('succeeded');
    expect([ended.code, refusedRules(ended)]).toEqual([1, ['gate.approval.four_eyes']]);
    expect((await as('failed')).code).toBe(0);
  });

  test('as succeeded not while nobody knows all authors; as unknown all the same', async () => {
    await leaveOpen('unnamed');
    const commit = clinic.repository.commits.get(world.commit);
    if (commit) clinic.repository.commits.set(world.commit, { ...commit, author: null, authorEmail: 'm@home.example' });
    const as = (outcome: string) => reconcile(world, newRun(), { environment: 'unnamed', outcome });
    const ended = await as('succeeded');
    expect([ended.code, refusedRules(ended)]).toEqual([1, ['gate.approval.four_eyes']]);
    expect((await as('unknown')).code).toBe(0);
    if (commit) clinic.repository.commits.set(world.commit, commit);
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
  const first = `ledger/${names.repositoryId}/clinic-api/${environment}/00000000-result.json`;
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
