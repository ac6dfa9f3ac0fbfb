// A release by tag: the tag need not be listed before it exists, and it counts only where a listed branch holds its commit. That is asked
// before anything is built, and again, in its own process, before anything is pushed. The roles trust by the computed policies.
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { clinicRole, names } from '../../local-cloud/clinic.ts';
import { trustPolicy } from '../../src/trust/compile.ts';
import { act, ask, commit, deniedRules, openBuildWorld, parsedConfig, publish, serviceSection } from './build-world.ts';

jest.setTimeout(120_000);
const world = await openBuildWorld();
const { clinic, digest } = world;
afterAll(() => clinic.close());
const release = { ref: 'refs/tags/v1.2.0' };
const { branches, commits } = clinic.repository;
const head = branches.get('main') ?? '';
const pushed = () => clinic.cloud.registry.repository(names.service).manifests.has(digest);

beforeAll(() => {
  serviceSection(clinic.config)['tags'] = ['v*'];
  serviceSection(clinic.config)['branches'] = ['main'];
  clinic.writeConfig();
  const config = parsedConfig(world);
  const service = config.services[names.service];
  for (const name of ['pusher', 'recorder'] as const) {
    const { arn, permissionsPolicy } = clinicRole(clinic, name);
    const role = service?.roles?.[name];
    if (!service || !role) throw new Error('the service has its roles');
    const trusted = trustPolicy(config, { service, environment: null }, { name, role });
    clinic.cloud.aws.sts.registerRole({ arn, trustPolicy: trusted, permissionsPolicy });
  }
});
afterEach(() => void branches.set('main', head));

const plan = (job: object = release) => act(world, 'plan', clinic.buildStep(commit, {}, job));

describe('a tag that no listed branch holds', () => {
  const elsewhere: [string, () => unknown, string][] = [
    ['because the branch is behind it', () => branches.set('main', [...commits.keys()][0] ?? ''), 'ahead'],
    ['because there is no such branch', () => branches.delete('main'), 'unknown'],
    ['because the branch is at what GitHub does not know', () => branches.set('main', 'e'.repeat(40)), 'unknown'],
  ];

  test.each(elsewhere)('is refused before a build, and again before a push, %s', async (_why, change, standing) => {
    // The commit of the runs is the first; what is after it makes the branch something else.
    const tagged = [...commits.keys()].at(-1) ?? '';
    change();
    const early = await plan({ ...release, sha: tagged });
    const late = await publish(world, {}, { ...release, sha: tagged });
    expect([early.code, early.outputs['origin'], late.code, pushed()]).toEqual([1, '', 1, false]);
    expect(early.lines.join()).toContain(`refs/heads/main (${standing})`);
    expect(deniedRules(late)).toContain('gate.artifact.source');
  });
});

describe('a tag on a commit of the branch', () => {
  test('is built, published and verified, without having been listed', async () => {
    expect((await plan()).code).toBe(0);
    const ended = await publish(world, {}, release);
    expect([ended.code, deniedRules(ended), pushed()]).toEqual([0, [], true]);
    const verify = ['verify', digest, '--repository-id', names.repositoryId, '--config', clinic.configPath];
    expect((await ask(world, verify)).code).toBe(0);
  });

  test.each(['refs/tags/w1', 'refs/tags/v1/x', 'refs/heads/v1'])('on %s is refused by its ref', async (ref) => {
    const [early, late] = [await plan({ ref }), await publish(world, {}, { ref })];
    expect([early.code, late.code]).toEqual([1, 1]);
    expect(late.lines.join()).toContain(`ref: expected refs/heads/main or refs/tags/v*, the token says ${ref}`);
  });
});

test('the pattern stands in the subject alone, and every other claim is exact', () => {
  const config = parsedConfig(world);
  const service = config.services[names.service];
  const role = service?.roles?.pusher;
  if (!service || !role) throw new Error('the service has its roles');
  const { Statement } = trustPolicy(config, { service, environment: null }, { name: 'pusher', role });
  const { StringLike, StringEquals } = Statement[0].Condition;
  const keys = (part: object | undefined) => Object.keys(part ?? {}).map((key) => key.split(':').at(-1));
  expect([keys(StringLike), keys(StringEquals)]).toEqual([['sub'], ['aud', 'repository_id', 'job_workflow_ref']]);
  expect(JSON.stringify(StringEquals)).not.toContain('*');
});
