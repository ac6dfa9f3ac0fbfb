// `assume`: says who a job would be in AWS, or names the claim that fails, since STS never does. No credential and no token leaves
// the process by any way that a person or another job could read (threat C4).
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { fullAccess } from '../../local-cloud/aws.ts';
import { clinicRole, names, people } from '../../local-cloud/clinic.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import type { LoopbackServer, Reply } from '../../local-cloud/server.ts';
import {
  act,
  buildStep,
  commit,
  deploy,
  type Ended,
  newRun,
  openBuildWorld,
  publish,
  serviceSection,
  withConfig,
} from './build-world.ts';

const world = await openBuildWorld();
const { clinic } = world;
const { sts } = clinic.cloud.aws;
const { oidc } = clinic.cloud.sigstore;
const issuer = oidc.url.replace('http://', '');
afterAll(() => clinic.close());

/** Asks for a role in the job that is meant for it. */
function assume(role: string, job: Partial<Job> = {}): Promise<Ended> {
  if (role === 'pusher' || role === 'recorder') return act(world, 'assume', buildStep(world, { role }, job));
  const inputs = { role, environment: names.environment };
  const actor = { actor: people.ines.login, actorId: String(people.ines.id) };
  return act(world, 'assume', clinic.deployStep(commit, newRun(), inputs, { ...actor, ...job }));
}

const roles = ['pusher', 'recorder', 'writer', 'deployer'] as const;
describe('a role', () => {
  test.each(roles)('%s is granted to its own contract and named with the session', async (role) => {
    const ended = await assume(role);
    expect(ended.code).toBe(0);
    expect(ended.outputs['granted']).toBe('true');
    expect(ended.outputs['assumed-role-id']).toMatch(new RegExp(`^AROA[0-9A-F]+:sg-${names.repositoryId}-\\d+-1$`));
  });

  test('of an environment is not granted without naming it', async () => {
    for (const role of ['writer', 'deployer']) {
      const ended = await act(
        world,
        'assume',
        clinic.deployStep(commit, newRun(), { role }, { environment: undefined }),
      );
      expect({ code: ended.code, outputs: ended.outputs }).toEqual({ code: 2, outputs: {} });
      expect(ended.lines.join()).toContain('INPUT_INVALID');
    }
  });

  test('is refused to a job that does not fit, before AWS is asked', async () => {
    const before = sts.calls.length;
    for (const job of [{ ownerId: '1' }, { event: 'pull_request_target' }, { ref: 'refs/heads/x' }]) {
      const ended = await assume('pusher', job);
      expect({ code: ended.code, granted: ended.outputs['granted'] }).toEqual({ code: 1, granted: 'false' });
    }
    expect(sts.calls.length).toBe(before);
  });

  test('that the service does not need is said to be none', async () => {
    const without = (config: Record<string, unknown>) => {
      const service = serviceSection(config);
      const environment = serviceSection(config, 'environments', names.environment);
      config['store'] = { type: 'dir', path: `${clinic.folder}/evidence` };
      service['registry'] = { repository: clinic.image, auth: 'anonymous' };
      delete service['roles'];
      Object.assign(environment, { lock: 'none' });
      delete environment['roles'];
      for (const other of Object.values(Object(config['services'])).map((one) => Object(one)))
        for (const one of Object.values(other.environments)) Object.assign(Object(one), { lock: 'none' });
    };
    await withConfig(world, without, async () => {
      const ended = await assume('pusher');
      expect({ code: ended.code, granted: ended.outputs['granted'] }).toEqual({ code: 0, granted: 'false' });
    });
  });
});

describe('a refusal names what the trust policy in AWS has to accept', () => {
  const contracts = `${names.contracts}/.github/workflows`;
  test.each([
    ['sub', 'pusher', 'repo:clinic/clinic-api:ref:refs/heads/release', 'repo:clinic/clinic-api:ref:refs/heads/main'],
    ['aud', 'pusher', 'sts.amazonaws.com.cn', 'sts.amazonaws.com'],
    ['repository_id', 'recorder', '700100201', names.repositoryId],
    [
      'job_workflow_ref',
      'recorder',
      `${contracts}/build-sign.yml@refs/tags/v2.0.0`,
      `${contracts}/build-sign.yml@${names.release}`,
    ],
    ['sub', 'writer', 'repo:clinic/clinic-api:environment:staging', 'repo:clinic/clinic-api:environment:production'],
  ] as const)('%s of %s', async (claim, role, other, actual) => {
    const { arn, trustPolicy } = clinicRole(clinic, role);
    const changed = structuredClone(trustPolicy);
    Object.assign(changed.Statement[0]?.Condition.StringEquals ?? {}, { [`${issuer}:${claim}`]: other });
    const register = (policy: object) => sts.registerRole({ arn, trustPolicy: policy, permissionsPolicy: fullAccess });
    register(changed);
    const ended = await assume(role);
    register(trustPolicy);
    expect({ code: ended.code, granted: ended.outputs['granted'] }).toEqual({ code: 1, granted: 'false' });
    expect(ended.lines.map((line) => line.trim())).toContain(`- ${claim}: ${actual}`);
    expect((await assume(role)).code).toBe(0);
  });
});

describe('credentials and tokens (threat C4)', () => {
  const secrets = new Set<string>();
  const collect = (server: LoopbackServer, find: (body: string) => (string | undefined)[]) => {
    const alter = (reply: Reply) => {
      const body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? '');
      for (const secret of find(body)) if (secret) secrets.add(secret);
      return reply;
    };
    server.knobs.fault = () => ({ kind: 'alter-reply', alter });
  };
  afterEach(() => {
    for (const server of [sts, oidc, clinic.cloud.ecr]) server.knobs.fault = () => undefined;
  });

  test('reach neither log, outputs, summary, evidence nor registry, and the runner is told each before it is used', async () => {
    const element = (name: string) => (body: string) => new RegExp(`<${name}>([^<]+)<`).exec(body)?.[1];
    collect(sts, (body) => [element('SecretAccessKey')(body), element('SessionToken')(body)]);
    collect(oidc, (body) => [/"value":"([^"]+)"/.exec(body)?.[1]]);
    collect(clinic.cloud.ecr, (body) => [/"authorizationToken":"([^"]+)"/.exec(body)?.[1]]);
    const ended: Ended[] = [];
    for (const role of roles) ended.push(await assume(role));
    ended.push(await publish(world), await deploy(world));
    clinic.cloud.registry.knobs.fault = () => ({ kind: 'status', status: 403, body: 'denied' });
    ended.push(await publish(world));
    clinic.cloud.registry.knobs.fault = () => undefined;
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0, 3]);
    expect(secrets.size).toBeGreaterThan(20);
    const said = ended.map(({ lines, outputs, summary }) => [...lines, JSON.stringify(outputs), summary].join('\n'));
    const { blobs, manifests } = clinic.cloud.registry.repository('clinic-api');
    const kept = [
      ...clinic.bucket.list('').map(({ bytes }) => bytes),
      ...blobs.values(),
      ...[...manifests.values()].map(({ bytes }) => bytes),
    ];
    const leaked = [...secrets].filter(
      (secret) => said.some((text) => text.includes(secret)) || kept.some((bytes) => bytes.includes(secret)),
    );
    expect(leaked).toEqual([]);
    const masked = new Set(ended.flatMap(({ masks }) => masks));
    const unmasked = [...secrets].filter((secret) => !masked.has(secret));
    // A registry's password is made for one exchange inside this process; it is never printed, so it needs no mask.
    expect(unmasked.filter((secret) => !Buffer.from(secret, 'base64').toString().startsWith('AWS:'))).toEqual([]);
  });
});
