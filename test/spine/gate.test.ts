// `gate`: an early answer for people. It writes no evidence, and it decides as publish and deploy will decide again.
import { afterAll, describe, expect, test } from '@jest/globals';
import { names, people } from '../../local-cloud/clinic.ts';
import { plantImage } from '../../local-cloud/journey/forge.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { trace } from './build-remains.ts';
import {
  act,
  buildStep,
  commit,
  deniedRules,
  deploy,
  gate,
  newRun,
  openBuildWorld,
  publish,
  recorded,
  runNames,
  someRuns,
} from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest } = world;
const environment = clinic.repository.environments.get(names.environment);
afterAll(() => clinic.close());

const early = (inputs: Record<string, string> = {}, job: Partial<Job> = {}) =>
  trace(world, () => act(world, 'gate', buildStep(world, { phase: 'before-publish', ...inputs }, job)));

describe('before publishing', () => {
  test('says what publish will say, and writes nothing', async () => {
    const allowed = await early();
    expect({ code: allowed.ended.code, objects: allowed.objects, pushes: allowed.pushes }).toEqual({
      code: 0,
      objects: [],
      pushes: [],
    });
    expect(allowed.ended.outputs).toMatchObject({ verdict: 'allow', digest, 'ledger-head': '' });
    const runs = someRuns(world, runNames.slice(1));
    const denied = await early({ runs });
    expect({ code: denied.ended.code, objects: denied.objects, pushes: denied.pushes }).toEqual({
      code: 1,
      objects: [],
      pushes: [],
    });
    expect(deniedRules(denied.ended)).toEqual(deniedRules(await publish(world, { runs })));
  });

  test('its answer lets nobody through: publish decides again', async () => {
    expect((await early()).ended.outputs['verdict']).toBe('allow');
    const step = buildStep(world, { runs: recorded.planted, verdict: 'allow', decision: 'allow' });
    const denied = await trace(world, () => act(world, 'publish', step));
    expect({ code: denied.ended.code, pushes: denied.pushes }).toEqual({ code: 1, pushes: [] });
  });

  test.each([
    ['layout', { layout: '' }],
    ['runs', { runs: '' }],
    ['phase', { phase: 'before-deploy' }],
    ['digest', { digest: 'latest' }],
  ])('without a right %s is a mistake that is named', async (name, inputs) => {
    const { ended } = await early(inputs);
    expect(ended.code).toBe(2);
    expect(ended.lines.join()).toMatch(new RegExp(`INPUT_INVALID.*${name}`));
  });

  test('is refused to the deploy contract', async () => {
    const jobWorkflowRef = `${names.contracts}/.github/workflows/deploy-prod.yml@${names.release}`;
    expect((await early({}, { jobWorkflowRef })).ended.code).toBe(1);
  });
});

describe('before approval', () => {
  test('an image that nobody published cannot be decided about; one without statements is denied', async () => {
    const absent = await gate(world);
    expect(absent.code).toBe(3);
    expect(absent.lines.join()).toContain('IMAGE_MISSING');
    expect((await publish(world)).code).toBe(0);
    expect((await gate(world)).code).toBe(0);
    const bare = await gate(world, { digest: plantImage(clinic, digest, 'bare') });
    expect(bare.code).toBe(1);
    expect(deniedRules(bare)).toEqual(expect.arrayContaining(['gate.scans.required', 'gate.signatures.signer']));
  });

  test('hands over the ledger head, and writes nothing', async () => {
    const first = await trace(world, () => gate(world));
    expect({ head: first.ended.outputs['ledger-head'], objects: first.objects, pushes: first.pushes }).toEqual({
      head: 'none',
      objects: [],
      pushes: [],
    });
    const { outputs } = await deploy(world);
    expect((await gate(world)).outputs['ledger-head']).toBe(outputs['ledger-result-sha256']);
  });

  test.each([
    ['self_review', { preventSelfReview: false }],
    ['admin_bypass', { canAdminsBypass: true }],
    ['admin_bypass', { canAdminsBypass: undefined }],
    ['reviewers', { reviewers: [] }],
  ])('denies gate.environment.%s', async (rule, change) => {
    if (!environment) throw new Error('the clinic has an environment');
    const before = { ...environment };
    Object.assign(environment, change);
    const denied = await gate(world);
    Object.assign(environment, before);
    expect({ code: denied.code, rules: deniedRules(denied) }).toEqual({ code: 1, rules: [`gate.environment.${rule}`] });
    expect((await gate(world)).code).toBe(0);
  });

  test('denies an environment that GitHub does not have, and knows none that the configuration does not name', async () => {
    const { environments } = clinic.repository;
    environments.delete(names.environment);
    const denied = await gate(world);
    if (environment) environments.set(names.environment, environment);
    expect(deniedRules(denied)).toContain('gate.environment.exists');
    const unknown = await gate(world, { environment: 'staging' });
    expect(unknown.code).toBe(2);
    expect(unknown.lines.join()).toContain('SERVICE_ENVIRONMENT_UNKNOWN');
  });

  test('needs a digest, takes the only environment there is, and runs outside of it', async () => {
    const ended = await gate(world, { digest: '' });
    expect({ code: ended.code, named: ended.lines.join().includes('digest') }).toEqual({ code: 2, named: true });
    expect((await gate(world, { environment: '' })).outputs['environment']).toBe(names.environment);
    const other = await gate(world, { environment: 'staging' });
    expect({ code: other.code, named: other.lines.join().includes('SERVICE_ENVIRONMENT_UNKNOWN') }).toEqual({
      code: 2,
      named: true,
    });
    const inputs = { phase: 'before-approval', digest, environment: names.environment };
    const actor = { actor: people.ines.login, actorId: String(people.ines.id) };
    const inside = await act(world, 'gate', clinic.deployStep(commit, newRun(), inputs, actor));
    expect(inside.code).toBe(1);
    expect(inside.lines.join()).toContain('environment: expected (absent)');
  });
});
