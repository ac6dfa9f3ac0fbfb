// Two services of one repository share its id, its certificates and its environments, and nothing else: each has its own image, ledger,
// evidence and authors, every statement says for which it was made, and a renamed one goes on where it was.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { clinicRole, names, people, type RoleName } from '../../local-cloud/clinic.ts';
import type { DeployAnswer, RunningAnswer } from '../../src/audit/answers.ts';
import { ask } from './build-world.ts';
import { act, byInes, deniedRules, openWorld, recordedRuns, review, section } from './deploy-world.ts';

jest.setTimeout(180_000);
const world = await openWorld();
const { clinic, commit, digest, layout } = world;
afterAll(() => clinic.close());

const [api, web] = [names.service, 'clinic-web'];

/** A second service of the same repository, with roles of its own that trust the same contracts. */
function addWeb(): void {
  const services = section(clinic, 'services');
  const first = section(clinic, 'services', api);
  services[web] = { ...first, registry: { ...Object(first['registry']), repository: registryOf(web) } };
  for (const role of ['pusher', 'recorder', 'writer', 'deployer'] as const) addRole(role, web);
  clinic.writeConfig();
}

function addRole(role: RoleName, service: string): void {
  const { arn, ...policies } = clinicRole(clinic, role);
  clinic.cloud.aws.sts.registerRole({ ...policies, arn: arn.replace(`.${api}.`, `.${service}.`) });
}

const registryOf = (service: string) => `${clinic.cloud.registry.host}/${service}`;

let lastRun = 9_700_000_000;
const newRun = () => String(++lastRun);

const publish = (inputs: Record<string, string>) =>
  act(clinic, 'publish', clinic.buildStep(commit, { layout, runs: recordedRuns, ...inputs }, { runId: newRun() }));

async function deploy(inputs: Record<string, string>) {
  const runId = newRun();
  review(world, runId, names.environment, people.jonas);
  const given = { digest, environment: names.environment, 'approved-digest': digest, 'ledger-head': 'none', ...inputs };
  const job = { ...byInes, environment: names.environment };
  const ended = await act(clinic, 'deploy', clinic.deployStep(commit, runId, given, job));
  clinic.endRun(runId);
  return { ...ended, id: `${names.repositoryId}/${runId}` };
}

/** The entries of a service's ledger, by the name under which its evidence lies. */
const ledger = (service: string) =>
  clinic.bucket.list(`ledger/${names.repositoryId}/${service}/`).map(({ key }) => key.split('/').slice(3).join('/'));

const entries = ['production/00000000-intent.json', 'production/00000000-result.json'];

async function audit<T>(...question: string[]): Promise<T> {
  const made = await ask(world, ['config', 'anchor', '--config', clinic.configPath]);
  const anchor = `${clinic.folder}/services-anchor.json`;
  writeFileSync(anchor, made.text);
  const { text } = await ask(world, ['audit', ...question, '--store', clinic.store, '--anchor', anchor, '--json']);
  return JSON.parse(text).answer;
}

beforeAll(addWeb);

describe('who does not say for which service', () => {
  test('is refused by name, before anything is pushed', async () => {
    const ended = await publish({});
    expect([ended.code, ended.outputs['digest']]).toEqual([1, '']);
    expect(ended.lines.join()).toContain('service: expected clinic-api or clinic-web, the caller says (nothing)');
  });

  test.each(['sandbox', 'clinic-cron'])('%s is none of this repository', async (service) => {
    const ended = await deploy({ service });
    expect([ended.code, ended.outputs['outcome']]).toEqual([1, 'denied']);
    expect(ended.lines.join()).toContain(`service: expected clinic-api or clinic-web, the caller says ${service}`);
  });
});

describe('an image of the other service', () => {
  test('with all its genuine statements in the own registry is denied', async () => {
    const [from, to] = [clinic.cloud.registry.repository(api), clinic.cloud.registry.repository(web)];
    for (const [key, blob] of from.blobs) to.blobs.set(key, blob);
    for (const [key, manifest] of from.manifests) to.manifests.set(key, manifest);
    const ended = await deploy({ service: web });
    expect(ended.code).toBe(1);
    expect(deniedRules(world, ended)).toContain('gate.signatures.source');
    expect(ended.lines.join()).toContain("statements about service 'clinic-api', expected 'clinic-web'");
    expect(ledger(web)).toEqual([]);
    for (const map of [to.blobs, to.manifests]) map.clear();
  });
});

describe('two services in one afternoon', () => {
  const deploys: Record<string, Awaited<ReturnType<typeof deploy>>> = {};
  beforeAll(async () => {
    expect((await publish({ service: web })).code).toBe(0);
    for (const service of [api, web]) deploys[service] = await deploy({ service });
  });

  test.each([api, web])('%s is deployed by its own ledger, and its authors begin with it', async (service) => {
    expect([deploys[service]?.code, deploys[service]?.outputs['outcome']]).toEqual([0, 'succeeded']);
    expect(ledger(service)).toEqual(entries);
    const answer = await audit<DeployAnswer>('deploy', deploys[service]?.id ?? '');
    expect(answer).toMatchObject({
      verdict: 'proven',
      deploy: { service, seq: 0, registry: registryOf(service), ledger_key: expect.stringContaining(`/${service}/`) },
      others: [],
      problems: [],
    });
  });

  test('one digest runs in both, and each answers for itself', async () => {
    const at = new Date((clinic.cloud.clock.now() + 60) * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
    const both = await audit<RunningAnswer>('running', digest, '--at', at);
    expect(both.environments.map(({ service, verdict }) => [service, verdict])).toEqual([
      [api, 'proven'],
      [web, 'proven'],
    ]);
    const one = await audit<RunningAnswer>('running', digest, '--at', at, '--service', web);
    expect(one.environments.map(({ service }) => service)).toEqual([web]);
  });
});

describe('a renamed service', () => {
  test('goes on with its ledger, its evidence under the oldest name', async () => {
    const services = section(clinic, 'services');
    const { [web]: old, ...others } = services;
    clinic.config['services'] = { ...others, portal: { ...Object(old), formerly: [web] } };
    for (const role of ['pusher', 'recorder', 'writer', 'deployer'] as const) addRole(role, 'portal');
    clinic.writeConfig();
    const [, result] = clinic.bucket.list(`ledger/${names.repositoryId}/${web}/`);
    const head = createHash('sha256')
      .update(result?.bytes ?? '')
      .digest('hex');
    const ended = await deploy({ service: 'portal', 'ledger-head': head });
    expect([ended.code, deniedRules(world, ended)]).toEqual([0, []]);
    expect(ledger(web)).toEqual([...entries, ...entries.map((name) => name.replace('00000000', '00000001'))]);
    expect(ledger('portal')).toEqual([]);
    expect(await audit<DeployAnswer>('deploy', ended.id)).toMatchObject({
      verdict: 'proven',
      deploy: { service: web, seq: 1 },
    });
  });
});
