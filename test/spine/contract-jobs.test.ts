// What the jobs of build-sign hand to each other: facts that are compared, and conclusions that nobody takes from another job.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { sha256Hex } from '../../src/base/digest.ts';
import type { Job } from '../local-cloud/oidc.ts';
import { recordsOf, trace } from './build-remains.ts';
import {
  act,
  commit,
  deniedRules,
  editRun,
  newRun,
  openBuildWorld,
  publish,
  recorded,
  runNames,
  someRuns,
} from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest } = world;
afterAll(() => clinic.close());

const run = (name: string, inputs: Record<string, string>, job: Partial<Job> = {}) =>
  trace(world, () => act(world, name, clinic.buildStep(job.sha ?? commit, inputs, { runId: newRun(), ...job })));

/** What honest scan jobs hand over for the runs of a folder. */
function handedOver(folder: string, kept: readonly string[] = runNames): string {
  return kept.map((name) => `${name} ${sha256Hex(readFileSync(join(folder, name, 'run.json')))}`).join('\n');
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

  test('refuses an image handed in by digest, which this policy does not accept', async () => {
    expect((await plan({ 'image-digest': digest })).lines.join()).toContain('image-digest: expected none');
  });

  test.each(['../other', '/etc', 'a/../../b', '-f', 'a//b', 'https://evil.example/x.git', 'a\nb', '..', './a'])(
    'takes no context outside the repository: %j',
    async (context) => {
      expect((await plan({ context })).code).toBe(2);
      expect((await plan({ dockerfile: context })).code).toBe(2);
    },
  );

  test.each(['.', 'services/api', 'a.b/c-d_e', '.docker'])('takes %s', async (context) => {
    expect((await plan({ context })).outputs['context']).toBe(context);
  });
});

describe('runs handed over by digest', () => {
  const publishRuns = async (runs: string, said: string) => {
    const { ended, pushes } = await trace(world, () => publish(world, { runs, 'run-sha256': said }));
    return { ended, pushes };
  };

  test('count when they are the ones the scan jobs made', async () => {
    const { ended } = await publishRuns(recorded.clean, handedOver(recorded.clean));
    expect(ended.code).toBe(0);
  });

  test('prove nothing when run.json, and the report it names, were exchanged on the way', async () => {
    const runs = someRuns(world, runNames);
    const said = handedOver(runs);
    editRun(runs, 'source-semgrep', { report: (bytes) => Buffer.concat([bytes, Buffer.from('\n')]) });
    const { ended, pushes } = await publishRuns(runs, said);
    expect({ code: ended.code, rules: deniedRules(ended), pushes }).toEqual({
      code: 1,
      rules: ['gate.scans.proven'],
      pushes: [],
    });
    expect(ended.lines.join('\n')).toContain('SCAN_HASH_MISMATCH');
  });

  test('prove nothing when no scan job handed them over', async () => {
    const { ended } = await publishRuns(recorded.clean, handedOver(recorded.clean, runNames.slice(1)));
    expect(deniedRules(ended)).toEqual(['gate.scans.proven']);
    expect(ended.lines.join('\n')).toContain('no scan job handed over');
  });

  test('prove nothing when the scan jobs handed nothing over, and a folder that is not there holds none', async () => {
    const none = await publishRuns(recorded.clean, '# one line for each run');
    expect([none.ended.code, deniedRules(none.ended).includes('gate.scans.proven')]).toEqual([1, true]);
    const absent = await publishRuns(join(clinic.folder, 'absent'), '# one line for each run');
    expect([absent.ended.code, deniedRules(absent.ended).includes('gate.scans.required')]).toEqual([1, true]);
  });

  test('may not be lost on the way', async () => {
    const { ended, pushes } = await publishRuns(someRuns(world, runNames.slice(1)), handedOver(recorded.clean));
    expect([ended.code, ended.lines.join().includes('HANDOVER_INCOMPLETE'), pushes.length]).toEqual([3, true, 0]);
  });

  test.each(['source-semgrep', 'source-semgrep ABC', '../x 00'])(
    'are named by name and digest, not by %j',
    async (said) => {
      expect((await publishRuns(recorded.clean, said)).ended.code).toBe(2);
    },
  );
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
  const needs = (gate: string, publish: string) =>
    JSON.stringify({ plan: { result: 'success', outputs: {} }, gate: { result: gate }, publish: { result: publish } });
  const records = (objects: Parameters<typeof recordsOf>[0]) =>
    recordsOf(objects)
      .map(({ kind, outcome }) => `${kind}: ${outcome}`)
      .sort();

  test('of a denied build is the denial, decided again, with its reasons', async () => {
    const runs = someRuns(world, runNames.slice(1));
    const { ended, objects, pushes } = await run('outcome', {
      ...facts,
      runs,
      'run-sha256': handedOver(runs, runNames.slice(1)),
      jobs: needs('failure', 'skipped'),
    });
    expect([ended.code, ended.outputs['recorded'], pushes]).toEqual([0, 'true', []]);
    expect(ended.summary).toContain('gate.scans.required');
    expect(records(objects)).toEqual(['decision: deny', 'note: not-published', ...Array(4).fill('scan: proven')]);
    expect(objects.filter(({ key }) => key.startsWith('ledger/'))).toEqual([]);
  });

  test('of a published build is a note; what another job concluded is no evidence', async () => {
    const { objects } = await run('outcome', { ...facts, jobs: needs('success', 'success') });
    expect(records(objects)).toEqual(['note: published']);
    const lied = await run('outcome', { ...facts, runs: recorded.clean, jobs: needs('failure', 'skipped') });
    expect(records(lied.objects)).toContain('decision: allow');
  });

  test('of a build without an image is nothing, and says so', async () => {
    const { ended, objects } = await run('outcome', { jobs: needs('skipped', 'skipped') });
    expect([ended.code, ended.outputs['recorded'], objects]).toEqual([0, 'false', []]);
  });

  test.each(['', '[]', '{"gate":{"result":"allowed"}}', 'not json'])(
    'reads results as GitHub writes them, not %j',
    async (jobs) => {
      const { ended, objects } = await run('outcome', { ...facts, jobs });
      expect([ended.code === 0, objects]).toEqual([false, []]);
    },
  );
});
