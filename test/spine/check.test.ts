// `check`: what the gate before publishing would deny, asked without any identity. It denies for whatever publish denies that can be known
// on any machine, and names the rest.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import {
  act,
  ask,
  buildStep,
  changedRuns,
  commit,
  deniedRules,
  openBuildWorld,
  plantedCommit,
  recorded,
  runNames,
  serviceSection,
  someRuns,
  withConfig,
} from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest } = world;
afterAll(() => clinic.close());

const folder = (...files: [string, string][]) => {
  const made = mkdtempSync(join(clinic.folder, 'source-'));
  mkdirSync(join(made, '.git/refs/heads'), { recursive: true });
  for (const [name, text] of files) writeFileSync(join(made, '.git', name), text);
  return made;
};
const source = folder(['HEAD', 'ref: refs/heads/main\n'], ['refs/heads/main', `${commit}\n`]);

const check = async (given: Record<string, string | undefined> = {}, path = source) => {
  const usual = { config: clinic.configPath, service: names.service, runs: recorded.clean, layout: world.layout };
  const flags = { ...usual, ...given };
  const words = Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  // No scanner is installed here, whatever the machine has.
  const ended = await ask(world, ['check', path, ...words], { SAFEGUARD_TOOLS: join(clinic.folder, 'no-tools') });
  return { ...ended, denied: deniedRules({ lines: ended.text.split('\n') }) };
};

const judged = (rule: string) =>
  !/^gate\.(contracts|artifact\.(origin|registry|service|source)|scans\.replayed)/.test(rule);

describe('of an image and its runs', () => {
  test('what may be published is not denied, and what could not be known is named', async () => {
    const { code, text, denied } = await check();
    expect({ code, denied }).toEqual({ code: 0, denied: [] });
    expect(text).toContain(`and image ${digest}`);
    for (const rule of ['gate.contracts.release', 'gate.artifact.source', 'gate.scans.replayed'])
      expect(text).toMatch(new RegExp(`^  - ${rule}: needs the identity of a job`, 'm'));
    expect(text).not.toContain('gate.sbom.present');
  });

  test.each<[string, () => Record<string, string>]>([
    ['runs of another commit, with findings', () => ({ runs: recorded.planted })],
    ['a run that is missing', () => ({ runs: someRuns(world, runNames.slice(1)) })],
    [
      'no image scan',
      () => ({
        runs: someRuns(
          world,
          runNames.filter((name) => name !== 'image-trivy'),
        ),
      }),
    ],
    [
      'a report that changed',
      () => ({ runs: changedRuns(world, 'source-semgrep', { report: () => Buffer.from('{}'), refit: false }) }),
    ],
    [
      'a run that ended badly',
      () => ({ runs: changedRuns(world, 'secrets-gitleaks', { run: (run) => ({ ...run, exit_code: 3 }) }) }),
    ],
    [
      'a run of last month',
      () => ({
        runs: changedRuns(world, 'source-semgrep', {
          run: (run) => ({ ...run, started_at: 1_790_000_000, finished_at: 1_790_000_001 }),
        }),
      }),
    ],
  ])('%s is denied as publish denies it', async (_name, given) => {
    const inputs = given();
    const published = await act(world, 'publish', buildStep(world, inputs));
    const { code, denied } = await check(inputs);
    expect(code).toBe(1);
    expect(denied).toEqual(deniedRules(published).filter(judged));
    expect(denied.length).toBeGreaterThan(0);
  });
});

describe('without an image', () => {
  test('nothing about one is judged or made up', async () => {
    const { code, text } = await check({ layout: undefined });
    expect(code).toBe(0);
    expect(text).not.toContain('sha256:');
    for (const rule of ['gate.sbom.present', 'gate.artifact.digest', 'gate.scans.required'])
      expect(text).toMatch(new RegExp(`^  - ${rule}: .*--layout`, 'm'));
  });

  test('the findings of the source deny, with a table, a remedy and an exception', async () => {
    const { code, text, denied } = await check({ layout: undefined, runs: recorded.planted, commit: plantedCommit });
    expect(code).toBe(1);
    expect(denied).toEqual(['gate.scans.findings', 'gate.scans.secrets']);
    expect(text).toMatch(/^ {2}high +semgrep +dynamic-code +src\/server\.js:48/m);
    expect(text).toContain('raise clinic-legacy-session@0.9.2 to 1.0.0');
    expect(text).toContain(`under services.${names.service} in safeguard.yml`);
    expect(text).toMatch(/^ {4}exceptions:\n {6}- id: /m);
  });

  test('a scanner that is not here leaves its scan missing, which denies and says why', async () => {
    const runs = someRuns(
      world,
      runNames.filter((name) => name !== 'source-semgrep'),
    );
    const { code, text, denied } = await check({ layout: undefined, runs });
    expect({ code, denied }).toEqual({ code: 1, denied: ['gate.scans.required'] });
    expect(text).toMatch(/gate\.scans\.required: semgrep could not be run: /);
  });

  test('another commit than the one checked out denies', async () => {
    const other = folder(['HEAD', `${'1'.repeat(40)}\n`]);
    const { code, denied } = await check({ layout: undefined }, other);
    expect({ code, named: denied.includes('gate.scans.proven') || denied.includes('gate.scans.target') }).toEqual({
      code: 1,
      named: true,
    });
  });
});

describe('the commit', () => {
  test.each([
    ['packed', folder(['HEAD', 'ref: refs/heads/main'], ['packed-refs', `# pack-refs\n${commit} refs/heads/main\n`])],
    ['detached', folder(['HEAD', commit])],
  ])('is read where the head is %s', async (_name, path) => {
    expect((await check({}, path)).code).toBe(0);
  });

  test.each([
    ['no repository', mkdtempSync(join(clinic.folder, 'bare-'))],
    ['a head that points nowhere', folder(['HEAD', 'ref: refs/heads/gone'])],
    ['a head that is no commit', folder(['HEAD', 'main'])],
  ])('is asked for in %s', async (_name, path) => {
    const { code, text } = await check({}, path);
    expect([code, text.includes('commit: missing')]).toEqual([2, true]);
    expect((await check({ commit }, path)).code).toBe(0);
  });
});

describe('the service', () => {
  test('is the one of the name, and never guessed among two', async () => {
    expect((await check({ service: 'nobody' })).text).toMatch(/service: there is no nobody; expected one of /);
    const { code, text } = await check({ service: undefined });
    expect([code, text.includes('service: missing; expected one of')]).toEqual([2, true]);
    await withConfig(
      world,
      (config) => {
        config['services'] = { [names.service]: serviceSection(config) };
      },
      async () => expect((await check({ service: undefined })).code).toBe(0),
    );
  });
});

test('gate outside of a job points at it', async () => {
  const { code, text } = await ask(world, [
    'gate',
    '--config',
    clinic.configPath,
    '--layout',
    world.layout,
    '--runs',
    recorded.clean,
  ]);
  expect(code).toBe(2);
  expect(text).toContain('OIDC_MISSING');
  expect(text).toContain('safeguard check');
  expect(text).not.toContain('id-token');
});
