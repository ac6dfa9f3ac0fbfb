// The full journey by the two contracts as act runs them: from a commit to an image in a real registry with eight
// statements, to a deploy that one person approved, to an auditor whose answer is "proven". Every scanner is the real
// one.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { names, people } from '../../../local-cloud/clinic.ts';
import { ask } from '../../../local-cloud/journey/stage.ts';
import { Digest } from '../../../src/model/ids.ts';
import { openRegistry } from '../../../src/platform/registry/registry.ts';
import { hangingOn } from '../../unit/platform/registry/image.ts';
import { crane } from './clinic-source.ts';
import { type ContractWorld, type EndedRun, openContractWorld, type Source } from './contract-world.ts';
import { outputOf, resultsOf, stepsOf } from './run-reading.ts';

jest.setTimeout(300_000);

let world: ContractWorld;
let source: Source;
let build: EndedRun;
let digest: string;

beforeAll(async () => {
  world = await openContractWorld();
  source = world.commit(names.repository, 'clinic-api', 'maria', useShippedCallers);
  build = await world.run({ source, workflow: 'build.yml' });
  digest = outputOf(build, 'publish', 'publish.digest');
});
afterAll(() => world?.close());

/** The callers that a team copies, their placeholder filled, instead of the tests' own. */
function useShippedCallers(tree: string): void {
  const workflows = join(tree, '.github/workflows');
  for (const name of readdirSync(workflows)) rmSync(join(workflows, name));
  for (const name of ['build', 'deploy']) {
    const shipped = readFileSync(new URL(`../../../workflows/callers/${name}-minimal.yml`, import.meta.url), 'utf8');
    writeFileSync(join(workflows, `${name}.yml`), shipped.replace('ORG/', 'clinic/'));
  }
}

test('runs under the Node that the actions name', () => {
  expect(process.versions.node.split('.')[0]).toBe('24');
});

test('every job of build-sign ran and succeeded, and each step of it', () => {
  expect(resultsOf(build)).toEqual(
    Object.fromEntries(
      [
        ...['plan', 'build', 'scan-source', 'scan-dependencies', 'scan-image', 'scan-infrastructure', 'scan-secrets'],
        ...['gate', 'publish', 'outcome'],
      ].map((job) => [job, 'success']),
    ),
  );
  expect(build.code).toBe(0);
  const results = Object.values(build.jobs).flatMap(({ steps }) => steps.map(({ result }) => result));
  expect(results.filter((result) => result !== 'success')).toEqual([]);
  expect(stepsOf(build, 'publish')).toEqual({
    'Take the layout by artifact id': 'success',
    ...Object.fromEntries(
      ['source', 'dependencies', 'image', 'infrastructure', 'secrets'].map((kind) => [
        `Take the raw reports of scan-${kind}`,
        'success',
      ]),
    ),
    'Decide again, push by digest, sign, attach, record': 'success',
  });
});

test('the scanner that scanners/lock.json pins was fetched by its job alone', () => {
  const fetched = world.forge.calls.filter(({ path }) => path.startsWith('/files/')).map(({ path }) => path);
  expect(fetched).toEqual(['/files/gitleaks']);
});

test('the registry holds what was built, with eight statements, and the store a locked record', async () => {
  expect(digest).toBe(outputOf(build, 'build', 'layout.digest'));
  const repository = outputOf(build, 'publish', 'publish.repository');
  expect(repository).toBe(`${world.registry.host}/clinic-api`);
  expect(crane('digest', '--insecure', `${repository}@${digest}`).trim()).toBe(digest);
  const registry = openRegistry(repository, { kind: 'anonymous', local: true });
  expect((await hangingOn(registry, Digest.parse(digest))).found).toHaveLength(8);
  const recorded = outputOf(build, 'publish', 'publish.manifest-sha256');
  const stored = world.clinic.bucket.list('manifests/').filter(({ key }) => key.includes(`/${build.runId}-1-`));
  expect(stored.map(({ key }) => key).some((key) => key.includes(recorded.slice(0, 12)))).toBe(true);
});

test('deploy-prod deploys it after one approval, and the auditor is told so', async () => {
  const { clinic } = world;
  const runId = '7100000001';
  clinic.approve(runId, people.jonas);
  const deploy = await world.run({
    ...{ source, workflow: 'deploy.yml', eventName: 'workflow_dispatch', runId, actor: people.ines },
    inputs: { 'image-digest': digest },
  });
  expect(resultsOf(deploy)).toEqual({ 'verify-and-gate': 'success', deploy: 'success', outcome: 'success' });
  expect(outputOf(deploy, 'deploy', 'deploy.outcome')).toBe('succeeded');
  expect(readFileSync(world.deployed, 'utf8')).toBe(`${world.registry.host}/clinic-api@${digest}\n`);
  // No release can list itself: the next commit of the compliance repository does, and that is what auditors go by.
  const { releases } = Object(clinic.config['contracts']);
  releases.push({ version: 'v1.0.0', sha: world.written });
  clinic.writeConfig();
  const anchored = await ask(clinic, ['config', 'anchor', '--config', clinic.configPath, '--store', clinic.store]);
  const anchor = join(world.folder, 'anchor.json');
  writeFileSync(anchor, anchored.text);
  const deployId = outputOf(deploy, 'deploy', 'deploy.deploy-id');
  const answer = await ask(clinic, ['audit', 'deploy', deployId, '--store', clinic.store, '--anchor', anchor]);
  expect(answer).toMatchObject({ code: 0 });
  expect(answer.text).toContain(digest);
  expect(answer.text).not.toContain('NOT PROVEN');
});

test("the README's caller, word for word, builds and deploys in one run after one approval", async () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, caller = ''] = /```yaml\n(name: release\n[\s\S]*?)```/.exec(readme) ?? [];
  const both = world.commit(names.repository, 'clinic-api', 'maria', (tree) =>
    writeFileSync(join(tree, '.github/workflows/release.yml'), caller.replaceAll('ORG/', 'clinic/')),
  );
  const runId = '7100000002';
  world.clinic.approve(runId, people.jonas);
  const run = await world.run({ source: both, workflow: 'release.yml', runId });
  expect(resultsOf(run)).toMatchObject({ publish: 'success', 'verify-and-gate': 'success', deploy: 'success' });
  const published = outputOf(run, 'publish', 'publish.digest');
  const deployed = readFileSync(world.deployed, 'utf8').trim().split('\n');
  expect(deployed.at(-1)).toBe(`${world.registry.host}/clinic-api@${published}`);
});
