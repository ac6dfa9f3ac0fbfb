// Both contracts from their first job to their last, in every way of signing, and then the auditor: no job of ours may make what another
// job of ours did unprovable.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ClinicOptions, names, people } from '../../local-cloud/clinic.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { DeployAnswer, RunningAnswer } from '../../src/audit/answers.ts';
import { toIso } from '../../src/base/time.ts';
import {
  act,
  ask,
  type BuildWorld,
  commit,
  newRun,
  openBuildWorld,
  recorded,
  serviceSection,
  withConfig,
} from './build-world.ts';

const modes: [string, Partial<ClinicOptions>][] = [
  ['certificates that a log promised to show', { certificateTransparency: true }],
  ['certificates without such a log', { certificateTransparency: false }],
  ['keys', { signing: 'kms' }],
];

const byInes = { actor: people.ines.login, actorId: String(people.ines.id) };

/** The jobs of build-sign after the scanners, each in the same run. */
async function build(world: BuildWorld): Promise<Record<string, number>> {
  const runId = newRun();
  const job = (name: string, inputs: Record<string, string>) =>
    act(world, name, world.clinic.buildStep(commit, inputs, { runId }));
  const plan = await job('plan', {});
  const image = { layout: world.layout, runs: recorded.clean, digest: world.digest };
  const gate = await job('gate', { phase: 'before-publish', ...image });
  const publish = await job('publish', image);
  const jobs = 'plan success\nbuild success\nfetch skipped\ngate success\npublish success';
  const outcome = await job('outcome', { jobs, digest: world.digest });
  return { plan: plan.code, gate: gate.code, publish: publish.code, outcome: outcome.code };
}

/** The jobs of deploy-prod, each in the same run; nobody approves where `approver` is null. */
async function deploy(world: BuildWorld, approver: { id: number; login: string } | null = people.jonas) {
  const { clinic, digest } = world;
  const runId = newRun();
  const { environment } = names;
  const job = (name: string, inputs: Record<string, string>, change: Partial<Job>) =>
    act(world, name, clinic.deployStep(commit, runId, { digest, environment, ...inputs }, { ...byInes, ...change }));
  const gate = await job('gate', { phase: 'before-approval' }, { environment: undefined });
  if (approver) clinic.approve(runId, approver);
  const head = gate.outputs['ledger-head'] || 'none';
  const deployed = await job(
    'deploy',
    { 'approved-digest': digest, 'ledger-head': head, 'change-ticket': 'CHG-7' },
    {},
  );
  const jobs = `verify-and-gate success\ndeploy ${deployed.code === 0 ? 'success' : 'failure'}`;
  const outcome = await job('outcome', { jobs, 'change-ticket': 'CHG-7' }, { environment: undefined });
  return { runId, codes: [gate.code, deployed.code, outcome.code] };
}

describe.each(modes)('signed with %s', (_name, options) => {
  let world: BuildWorld;
  let anchor: string;
  let first: Awaited<ReturnType<typeof deploy>>;
  let built: Record<string, number>;
  beforeAll(async () => {
    world = await openBuildWorld(options);
    built = await build(world);
    first = await deploy(world);
    anchor = join(world.clinic.folder, 'anchor.json');
  });
  afterAll(() => world.clinic.close());

  const noted = async () => {
    const store = ['--store', world.clinic.store];
    const { text } = await ask(world, ['config', 'anchor', '--config', world.clinic.configPath, ...store]);
    writeFileSync(anchor, text);
  };
  const question = async <T>(form: { parse(json: unknown): T }, ...words: string[]) => {
    const { code, text } = await ask(world, [...words, '--store', world.clinic.store, '--anchor', anchor, '--json']);
    return { code, answer: form.parse(Object(JSON.parse(text)).answer) };
  };
  const askDeploy = (runId: string) => question(DeployAnswer, 'audit', 'deploy', `${names.repositoryId}/${runId}`);
  const askRunning = () =>
    question(RunningAnswer, 'audit', 'running', world.digest, '--at', toIso(world.clinic.cloud.clock.now()));

  test('every job of both contracts succeeds', () => {
    expect(built).toEqual({ plan: 0, gate: 0, publish: 0, outcome: 0 });
    expect(first.codes).toEqual([0, 0, 0]);
  });

  test('the deploy and what runs are proven, and what the last job could not sign is a number', async () => {
    await noted();
    const { code, answer } = await askDeploy(first.runId);
    expect({ code, problems: answer.problems }).toEqual({ code: 0, problems: [] });
    const unsigned = options.signing === 'kms' ? { records: 2, manifests: 1 } : { records: 0, manifests: 0 };
    expect(answer.uncounted).toEqual(unsigned);
    const running = await askRunning();
    expect({ code: running.code, problems: running.answer.problems }).toEqual({ code: 0, problems: [] });
    expect(running.answer.environments).toMatchObject([{ later_attempts: [] }]);
  });

  test('a deploy that nobody approved leaves the one before it proven', async () => {
    const denied = await deploy(world, null);
    expect(denied.codes).toEqual([0, 1, 0]);
    await noted();
    expect([(await askDeploy(first.runId)).code, (await askRunning()).code]).toEqual([0, 0]);
    const { code, answer } = await askDeploy(denied.runId);
    expect([code, answer.problems.map((one) => one.code)]).toEqual([1, ['DEPLOY_DENIED']]);
    const rules = answer.denials.flatMap((one) => one.rules.map(({ id }) => id));
    expect(rules).toContain('gate.approval.given');
  });

  test('a deploy that was refused before its intent leaves it proven, a command that failed does not, the next success does', async () => {
    const inDeploy = (change: object) => (config: Record<string, unknown>) =>
      void Object.assign(Object(serviceSection(config, 'environments', names.environment)['deploy']), change);
    const pinned = { 'program-sha256': '0'.repeat(64) };
    const refused = await withConfig(world, inDeploy(pinned), () => deploy(world));
    expect(refused.codes).toEqual([0, 3, 0]);
    await noted();
    const untouched = await askRunning();
    expect({ code: untouched.code, problems: untouched.answer.problems }).toEqual({ code: 0, problems: [] });
    expect(untouched.answer.environments[0]?.later_attempts).toEqual([]);
    const failed = await withConfig(world, inDeploy({ command: ['/bin/false', '{image}'] }), () => deploy(world));
    expect(failed.codes).toEqual([0, 1, 0]);
    await noted();
    const touched = await askRunning();
    expect([touched.code, touched.answer.problems.map(({ code }) => code)]).toEqual([1, ['TARGET_UNCERTAIN']]);
    expect(touched.answer.environments[0]?.later_attempts.map(({ untouched: own }) => own)).toEqual([false]);
    expect((await deploy(world)).codes).toEqual([0, 0, 0]);
    await noted();
    expect((await askRunning()).code).toBe(0);
  });
});
