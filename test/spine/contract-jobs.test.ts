// What the jobs of build-sign hand to each other: facts that are compared, and conclusions that no job accepts from
// another.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Job } from '../../local-cloud/oidc.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { recordsOf, trace } from './build-remains.ts';
import {
  act,
  commit,
  deniedRules,
  editRun,
  newRun,
  openBuildWorld,
  packPlanted,
  plantedCommit,
  publish,
  recorded,
  runNames,
  serviceSection,
  withConfig,
} from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest } = world;
afterAll(() => clinic.close());

const run = (name: string, inputs: Record<string, string>, job: Partial<Job> = {}) =>
  trace(world, () => act(world, name, clinic.buildStep(job.sha ?? commit, inputs, { runId: newRun(), ...job })));

const kinds = ['source', 'dependencies', 'image', 'infrastructure', 'secrets'] as const;
const kindOf = (name: string) => name.split('-')[0] ?? '';

/** Runs laid out as the contract lays them, one folder per kind, from a folder of runs. */
function byKind(from: string, names: readonly string[] = runNames): string {
  const folder = mkdtempSync(join(clinic.folder, 'kinds-'));
  for (const name of names) cpSync(join(from, name), join(folder, kindOf(name), name), { recursive: true });
  return folder;
}

/** What honest scan jobs say of the runs of a folder, each of its own kind. */
function handedOver(folder: string, names: readonly string[] = runNames): Record<string, string> {
  const line = (name: string) => `${name} ${sha256Hex(readFileSync(join(folder, kindOf(name), name, 'run.json')))}`;
  const lines = names.map((name): [string, string] => [`handed-${kindOf(name)}`, line(name)]);
  return { 'handed-over': 'true', ...Object.fromEntries(lines) };
}

describe('plan', () => {
  const plan = async (inputs: Record<string, string> = {}, job: Partial<Job> = {}) =>
    (await run('plan', inputs, job)).ended;

  test('says which scanners have to run, from the configuration alone and without a token', async () => {
    const step = clinic.buildStep(commit, {});
    for (const name of Object.keys(step.variables)) if (name.includes('ID_TOKEN')) delete step.variables[name];
    const { code, outputs } = await act(world, 'plan', step);
    expect({ code, outputs }).toEqual({
      code: 0,
      outputs: {
        service: 'clinic-api',
        origin: 'build',
        context: '.',
        dockerfile: 'Dockerfile',
        source: 'semgrep',
        dependencies: 'osv-scanner',
        image: 'trivy',
        infrastructure: 'checkov',
        secrets: 'gitleaks',
      },
    });
  });

  test.each([
    ['a pull request', { event: 'pull_request', ref: 'refs/pull/7/merge' }, 'event: expected push'],
    ['pull_request_target', { event: 'pull_request_target' }, 'event: expected push'],
    ['workflow_run', { event: 'workflow_run' }, 'event: expected push'],
    ['another branch', { ref: 'refs/heads/feature' }, 'ref: expected refs/heads/main'],
    ['a tag that looks like the branch', { ref: 'refs/tags/main' }, 'ref: expected refs/heads/main'],
  ])('refuses %s, and names no scanner', async (_name, job, words) => {
    const { code, outputs, lines } = await plan({}, job);
    expect({ code, origin: outputs['origin'], source: outputs['source'] }).toEqual({ code: 1, origin: '', source: '' });
    expect(lines.join('\n')).toContain(words);
  });

  test('does not know a fork, which has an id of its own', async () => {
    const { code, lines } = await plan({}, { repositoryId: '799999999' });
    expect([code, lines.join().includes('SERVICE_UNKNOWN')]).toEqual([2, true]);
  });

  test('refuses a login that no job of the contract has, and says what to do; not where none is needed', async () => {
    const withAuth = (auth: string) =>
      withConfig(
        world,
        (config) => {
          serviceSection(config, 'registry')['auth'] = auth;
        },
        () => plan(),
      );
    const { code, lines } = await withAuth('docker-config');
    expect(code).toBe(1);
    expect(lines.join('\n')).toContain('registry.auth: expected ecr or anonymous');
    expect((await withAuth('anonymous')).code).toBe(0);
  });

  test('without the repository id that every runner gives it is a wrong call, not a defect', async () => {
    const step = clinic.buildStep(commit, {});
    delete step.variables['GITHUB_REPOSITORY_ID'];
    const { code, lines } = await act(world, 'plan', step);
    expect([code, lines.join()]).toEqual([2, expect.stringContaining('INPUT_INVALID: GITHUB_REPOSITORY_ID')]);
  });

  test('refuses an image handed in by digest, which this policy does not accept', async () => {
    expect((await plan({ 'prebuilt-digest': digest })).lines.join()).toContain('prebuilt-digest: expected none');
  });

  test('hands on the paths that safeguard.yml names', async () => {
    const { code, outputs } = await withConfig(
      world,
      (config) =>
        Object.assign(serviceSection(config), { build: { context: 'app/web', dockerfile: 'app/Dockerfile' } }),
      () => plan(),
    );
    expect([code, outputs['context'], outputs['dockerfile']]).toEqual([0, 'app/web', 'app/Dockerfile']);
  });
});

describe('runs handed over by digest', () => {
  const publishRuns = (runs: string, said: Record<string, string>) =>
    trace(world, () => publish(world, { runs, ...said }));

  test('count when they are the ones that the jobs of their kinds made', async () => {
    const runs = byKind(recorded.clean);
    expect((await publishRuns(runs, handedOver(runs))).ended.code).toBe(0);
  });

  test('prove nothing when run.json, and the report it names, were exchanged on the way', async () => {
    const runs = byKind(recorded.clean);
    const said = handedOver(runs);
    editRun(join(runs, 'source'), 'source-semgrep', { report: (bytes) => Buffer.concat([bytes, Buffer.from('\n')]) });
    const { ended, pushes } = await publishRuns(runs, said);
    expect({ code: ended.code, rules: deniedRules(ended), pushes }).toEqual({
      code: 1,
      rules: ['gate.scans.proven'],
      pushes: [],
    });
    expect(ended.lines.join('\n')).toContain('SCAN_HASH_MISMATCH');
  });

  test('prove nothing when their job did not hand them over, and none when no job did', async () => {
    const runs = byKind(recorded.clean);
    const { ended } = await publishRuns(runs, handedOver(runs, runNames.slice(1)));
    expect(deniedRules(ended)).toEqual(['gate.scans.proven']);
    const none = await publishRuns(runs, { 'handed-over': 'true' });
    expect([none.ended.code, deniedRules(none.ended).includes('gate.scans.proven')]).toEqual([1, true]);
    const absent = await publishRuns(join(clinic.folder, 'absent'), { 'handed-over': 'true' });
    expect([absent.ended.code, deniedRules(absent.ended).includes('gate.scans.required')]).toEqual([1, true]);
  });

  test('may not be lost on the way', async () => {
    const runs = byKind(recorded.clean);
    const said = handedOver(runs);
    const { ended, pushes } = await publishRuns(byKind(recorded.clean, runNames.slice(1)), said);
    expect([ended.code, ended.lines.join().includes('HANDOVER_INCOMPLETE'), pushes.length]).toEqual([3, true, 0]);
  });

  test.each(['secrets-gitleaks', 'source-semgrep 0', `../x ${'0'.repeat(64)}`, 'hello', '::error::x'])(
    'are named by name and digest, not by %j',
    async (line) => {
      const runs = byKind(recorded.clean);
      const { ended } = await publishRuns(runs, { ...handedOver(runs), 'handed-secrets': line });
      expect([ended.code, ended.lines.join().includes('HANDOVER_INVALID')]).toEqual([3, true]);
    },
  );
});

describe('a scan job that was taken over', () => {
  const planted = byKind(recorded.planted);
  const honest = handedOver(planted);
  const job = { sha: plantedCommit };
  const { folder: layout } = packPlanted(world);
  const publishPlanted = (runs: string, said: Record<string, string>) =>
    trace(world, () => publish(world, { layout, runs, ...said }, job));

  test('changes nothing for the other kinds: with honest jobs the planted problems deny', async () => {
    const { ended } = await publishPlanted(planted, honest);
    expect(deniedRules(ended)).toEqual(expect.arrayContaining(['gate.scans.findings', 'gate.scans.secrets']));
  });

  test.each(kinds.filter((kind) => kind !== 'secrets'))('cannot speak for %s', async (kind) => {
    const victim = runNames.find((name) => kindOf(name) === kind) ?? '';
    const line = honest[`handed-${kind}`] ?? '';
    const both = `${honest['handed-secrets']}\n${line}`;
    const spoken = await publishPlanted(planted, { ...honest, 'handed-secrets': both });
    expect([spoken.ended.code, spoken.ended.lines.join().includes('HANDOVER_INVALID')]).toEqual([3, true]);
    // Its artifact holds a run of the other kind, named as its own or not.
    for (const name of [victim, 'secrets-gitleaks']) {
      const forged = byKind(recorded.planted);
      cpSync(join(recorded.clean, victim), join(forged, 'secrets', name), { recursive: true });
      const { ended, pushes } = await publishPlanted(forged, honest);
      expect([ended.code, pushes]).toEqual([1, []]);
      expect(deniedRules(ended)).toEqual(expect.arrayContaining(['gate.scans.findings', 'gate.scans.proven']));
    }
  });

  test('cannot name a run twice, nor give one of its own another name', async () => {
    const line = honest['handed-secrets'] ?? '';
    const twice = await publishPlanted(planted, { ...honest, 'handed-secrets': `${line}\n${line}` });
    expect(twice.ended.lines.join()).toContain('HANDOVER_INVALID');
    const renamed = byKind(recorded.planted);
    cpSync(join(renamed, 'secrets/secrets-gitleaks'), join(renamed, 'secrets/secrets-trivy'), { recursive: true });
    const said = { ...honest, 'handed-secrets': `${line}\n${line.replace('gitleaks', 'trivy')}` };
    const { ended } = await publishPlanted(renamed, said);
    expect(deniedRules(ended)).toContain('gate.scans.proven');
  });
});

describe('layout', () => {
  const empty = () => mkdtempSync(join(clinic.folder, 'pulled-'));

  test('names the digest of what lies there, and refuses a changed byte', async () => {
    expect((await run('layout', { layout: world.layout })).ended.outputs).toEqual({ digest });
    const folder = empty();
    await run('layout', { layout: folder, pull: digest });
    const config = join(folder, 'blobs/sha256', digest.slice(7));
    writeFileSync(config, `${readFileSync(config, 'utf8')} `);
    const { ended } = await run('layout', { layout: folder });
    expect([ended.code, ended.lines.join().includes('IMAGE_INVALID')]).toEqual([3, true]);
  });

  test("fetches an image of the service's registry, byte for byte", async () => {
    expect((await publish(world)).code).toBe(0);
    const folder = empty();
    const { ended } = await run('layout', { layout: folder, pull: digest });
    expect([ended.code, ended.outputs]).toEqual([0, { digest }]);
    for (const file of ['index.json', 'oci-layout']) expect(readFileSync(join(folder, file)).length).toBeGreaterThan(0);
    expect((await publish(world, { layout: folder })).code).toBe(0);
  });

  test('has nothing to fetch where there is nothing', async () => {
    const { ended } = await run('layout', { layout: empty(), pull: `sha256:${'0'.repeat(64)}` });
    expect([ended.code, ended.lines.join().includes('IMAGE_MISSING')]).toEqual([3, true]);
  });
});

describe('outcome of a build', () => {
  const facts = { layout: world.layout, digest };
  const jobs = (gate: string, publish: string) => `plan success\ngate ${gate}\npublish ${publish}`;
  const records = (objects: Parameters<typeof recordsOf>[0]) =>
    recordsOf(objects)
      .map(({ kind, outcome }) => `${kind}: ${outcome}`)
      .sort();

  test('of a denied build is the denial, decided again, with its reasons', async () => {
    const runs = byKind(recorded.clean, runNames.slice(1));
    const { ended, objects, pushes } = await run('outcome', {
      ...facts,
      runs,
      ...handedOver(runs, runNames.slice(1)),
      jobs: jobs('failure', 'skipped'),
    });
    expect([ended.code, ended.outputs['recorded'], pushes]).toEqual([0, 'true', []]);
    expect(ended.summary).toContain('gate.scans.required');
    expect(records(objects)).toEqual(['decision: deny', 'note: not-published', ...Array(4).fill('scan: proven')]);
    expect(objects.filter(({ key }) => key.startsWith('ledger/'))).toEqual([]);
  });

  test.each([
    ['a line that is none', { 'handed-secrets': 'hello' }, 'HANDOVER_INVALID'],
    ['a run that is gone', { 'handed-secrets': `secrets-trivy ${'0'.repeat(64)}` }, 'HANDOVER_INCOMPLETE'],
    ['no layout', { layout: join(clinic.folder, 'no-layout') }, 'FILE_MISSING'],
  ])('is recorded also when %s keeps the denial from being decided again', async (_name, broken, code) => {
    const runs = byKind(recorded.clean);
    const inputs = { ...facts, runs, ...handedOver(runs), ...broken, jobs: jobs('failure', 'skipped') };
    const { ended, objects } = await run('outcome', inputs);
    expect([ended.code, records(objects)]).toEqual([0, ['note: not-published']]);
    expect(recordsOf(objects)[0]?.summary).toContain(code);
  });

  test('of a published build is a note; what another job concluded is no evidence', async () => {
    const { objects } = await run('outcome', { ...facts, jobs: jobs('success', 'success') });
    expect(records(objects)).toEqual(['note: published']);
    const lied = await run('outcome', { ...facts, runs: recorded.clean, jobs: jobs('failure', 'skipped') });
    expect(records(lied.objects)).toContain('decision: allow');
  });

  test('of a build without an image is nothing, and says so', async () => {
    const { ended, objects } = await run('outcome', { jobs: jobs('skipped', 'skipped') });
    expect([ended.code, ended.outputs['recorded'], objects]).toEqual([0, 'false', []]);
  });

  test.each(['', '[]', 'gate allowed', 'gate', 'gate success x', '{"gate":{"result":"success"}}'])(
    'reads results as GitHub writes them, not %j',
    async (text) => {
      const { ended, objects } = await run('outcome', { ...facts, jobs: text });
      expect([ended.code, objects]).toEqual([2, []]);
    },
  );
});
