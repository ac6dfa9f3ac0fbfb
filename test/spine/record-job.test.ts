// `record`: what a job saw, kept as summaries and a note under a signed manifest; never the raw reports, and never for a job
// that the configuration does not know.
import { afterAll, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { manifestsOf, recordsOf, trace } from './build-remains.ts';
import { act, buildStep, openBuildWorld, recorded, someRuns, withConfig } from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest } = world;
afterAll(() => clinic.close());

const record = (inputs: Record<string, string>, job: Partial<Job> = {}) =>
  trace(world, () => act(world, 'record', buildStep(world, { runs: '', digest, ...inputs }, job)));

describe('a note', () => {
  test('becomes one locked record under a signed manifest', async () => {
    const { ended, objects, pushes } = await record({ note: 'The canary took traffic.', outcome: 'canary-passed' });
    expect(ended.code).toBe(0);
    const [manifest] = manifestsOf(world, objects);
    expect(ended.outputs).toMatchObject({ 'manifest-key': manifest?.key, objects: '1' });
    expect(manifest?.verified.subjectDigests).toEqual([digest]);
    expect(recordsOf(objects)).toMatchObject([
      { kind: 'note', outcome: 'canary-passed', summary: 'The canary took traffic.', digest, unlocked: false },
    ]);
    expect(objects.map(({ lock }) => lock?.mode)).toEqual(['COMPLIANCE', 'COMPLIANCE']);
    expect(pushes).toEqual([]);
  });

  test('that speaks in commands stays text', async () => {
    const { ended, objects } = await record({ note: '::set-output name=verdict::allow ##[error]no' });
    expect(recordsOf(objects).map(({ summary }) => summary)).toEqual(['::set-output name=verdict::allow ##[error]no']);
    expect(ended.lines.filter((line) => line.trimStart().startsWith('::set-output') || line.includes('##['))).toEqual(
      [],
    );
  });

  test.each([
    ['without a digest', { digest: '', note: 'x' }, 'digest'],
    ['with an outcome of two words', { note: 'x', outcome: 'All good' }, 'outcome'],
    ['of more than 2000 characters', { note: 'x'.repeat(2001) }, 'note'],
  ])('%s is a mistake, and nothing is kept', async (_name, inputs, named) => {
    const { ended, objects } = await record(inputs);
    expect({ code: ended.code, objects }).toEqual({ code: 2, objects: [] });
    expect(ended.lines.join()).toContain(named);
  });

  test('and no scan is nothing to record', async () => {
    for (const runs of ['', someRuns(world, [])]) {
      const { ended, objects } = await record({ runs });
      expect({ code: ended.code, objects }).toEqual({ code: 2, objects: [] });
    }
  });
});

describe('scans', () => {
  test('are kept as summaries, each with its blob, and never as raw reports', async () => {
    const { ended, objects } = await record({ runs: recorded.clean, note: 'Scanned again.' });
    expect(ended.code).toBe(0);
    const rows = recordsOf(objects);
    expect(rows.map(({ kind }) => kind).sort()).toEqual(['note', ...Array(5).fill('scan')]);
    const blobs = objects.filter(({ key }) => key.startsWith('blobs/')).map(({ key }) => key.slice(-64));
    const detailed = rows.filter(({ kind }) => kind === 'scan').map(({ detail_sha256 }) => detail_sha256);
    expect([...blobs].sort()).toEqual([...detailed].sort());
    expect(objects.filter(({ bytes }) => bytes.includes('profiling_times'))).toEqual([]);
  });

  test('of another image are kept as what they are: unproven', async () => {
    const { objects } = await record({ runs: recorded.planted });
    expect(recordsOf(objects).map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(Array(5).fill('scan unproven'));
  });
});

describe('a job that may not', () => {
  test.each([
    ['of another contract', { jobWorkflowRef: `${names.contracts}/.github/workflows/drift.yml@${names.release}` }],
    ['of an unknown repository', { repositoryId: '700100999' }],
    ['started by pull_request_target', { event: 'pull_request_target' }],
  ])('%s is refused, and nothing is kept', async (_name, job) => {
    const { ended, objects } = await record({ note: 'x' }, job);
    expect({ code: ended.code, objects }).toEqual({ code: 1, objects: [] });
    expect(ended.outputs).toEqual({ 'manifest-sha256': '', 'manifest-key': '', objects: '0' });
  });

  test('does not write into a bucket whose lock can be lifted', async () => {
    const governed = (config: Record<string, unknown>) =>
      Object.assign(Object(config['store']), { bucket: names.governedBucket });
    await withConfig(world, governed, async () => {
      const { ended } = await record({ note: 'x' });
      expect(ended.code).toBe(3);
      expect(ended.lines.join()).toContain('STORE_UNLOCKED');
    });
  });
});
