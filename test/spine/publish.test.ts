// Publishing on loopback, through the action's door: one journey that is allowed, and beside it journeys that differ in
// one point. A denial pushes no image and is itself signed evidence; a refused identity leaves no trace at all.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { predicateTypes } from '../../src/model/statement.ts';
import { bundlesOn, manifestsOf, recordsOf, type Traced, trace, verify } from './build-remains.ts';
import {
  act,
  buildStep,
  changedRuns,
  commit,
  deniedRules,
  type Ended,
  editRun,
  openBuildWorld,
  packPlanted,
  plantedCommit,
  publish,
  type RunEdit,
  recorded,
  recordedAt,
  runNames,
  section,
  someRuns,
  withConfig,
} from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest } = world;
afterAll(() => clinic.close());

const sixYears = 2192 * 86_400;

/** A denial by exactly these rules: nothing pushed, and under one signed manifest a decision that says deny. */
function expectDenied({ ended, objects, pushes }: Traced<Ended>, rules: string[]): void {
  expect({ code: ended.code, rules: deniedRules(ended).sort() }).toEqual({ code: 1, rules });
  expect(ended.outputs).toMatchObject({ verdict: 'deny', digest: '', repository: '' });
  expect(pushes).toEqual([]);
  const [manifest, ...others] = manifestsOf(world, objects);
  expect(others).toEqual([]);
  const decision = recordsOf(objects).find(({ kind }) => kind === 'decision');
  expect(decision).toMatchObject({ outcome: 'deny', detail_sha256: ended.outputs['decision-sha256'] });
  expect(recordsOf(objects).map(({ kind }) => kind)).not.toContain('publish');
  const listed = manifest?.predicate.entries.map(({ key }) => key);
  for (const { key, lock } of objects) {
    expect(lock).toMatchObject({ mode: 'COMPLIANCE' });
    if (key !== manifest?.key) expect(listed).toContain(key);
  }
}

/** A refusal or a fault that leaves neither an image nor evidence. */
function expectNothing({ ended, objects, pushes }: Traced<Ended>, code: number): void {
  expect(ended.code).toBe(code);
  expect(objects).toEqual([]);
  expect(pushes).toEqual([]);
}

describe('the whole journey', () => {
  test('attaches eight verified statements, locks what its signed manifest lists, and touches nothing of others', async () => {
    const { ended, objects, pushes } = await trace(world, () => publish(world));
    expect({ code: ended.code, denied: deniedRules(ended) }).toEqual({ code: 0, denied: [] });
    expect(ended.outputs).toMatchObject({ digest, repository: clinic.image, verdict: 'allow' });
    const verified = bundlesOn(world, digest).map((bundle) => verify(world, bundle));
    expect(verified.map(({ predicateType }) => predicateType).sort()).toEqual(
      [
        ...Array(5).fill(predicateTypes.scan),
        predicateTypes.cyclonedx,
        predicateTypes.provenance,
        predicateTypes.decision,
      ].sort(),
    );
    for (const { signer, subjectDigests } of verified) {
      expect(subjectDigests).toEqual([digest]);
      expect(signer).toMatchObject({
        san: `https://github.com/${names.contracts}/.github/workflows/build-sign.yml@${names.release}`,
        source_commit: commit,
        source_repository_id: names.repositoryId,
      });
    }
    const [manifest] = manifestsOf(world, objects);
    expect(sha256Hex(objects.find(({ key }) => key === manifest?.key)?.bytes ?? new Uint8Array())).toBe(
      ended.outputs['manifest-sha256'],
    );
    expect(manifest?.predicate).toMatchObject({ stage: 'job', lock: 'COMPLIANCE', environment: '' });
    const notes = objects.filter(({ key }) => key.startsWith('published/'));
    const found = objects.filter((object) => object.key !== manifest?.key && !notes.includes(object));
    expect(manifest?.predicate.entries.map(({ key, sha256, version_id }) => ({ key, sha256, version_id }))).toEqual(
      expect.arrayContaining(
        found.map(({ key, bytes, versionId }) => ({ key, sha256: sha256Hex(bytes), version_id: versionId })),
      ),
    );
    expect(manifest?.predicate.entries).toHaveLength(found.length);
    for (const { key, lock } of objects) {
      expect(key).toMatch(new RegExp(`^(records|blobs|manifests|published)/${names.repositoryId}/`));
      expect(lock?.mode).toBe('COMPLIANCE');
      expect(lock?.retainUntil).toBeGreaterThan(recordedAt + sixYears);
    }
    expect(pushes.every((push) => push.includes('/v2/clinic-api/'))).toBe(true);
    expect(
      recordsOf(objects)
        .map(({ kind, outcome }) => `${kind} ${outcome}`)
        .sort(),
    ).toEqual(['decision allow', 'publish succeeded', 'sbom recorded', ...Array(5).fill('scan proven')].sort());
  });

  test('notes beside the evidence where its eight statements hang, and keeps the image by a tag', () => {
    const prefix = `published/${names.repositoryId}/clinic-api/${digest.slice('sha256:'.length)}/`;
    const [note] = clinic.bucket.list(prefix);
    const { referrers } = JSON.parse(note?.bytes.toString() ?? '{}');
    const { manifests, tags } = clinic.cloud.registry.repository('clinic-api');
    expect(referrers).toHaveLength(8);
    for (const referrer of referrers)
      expect(JSON.parse(manifests.get(referrer)?.bytes.toString() ?? '{}').subject.digest).toBe(digest);
    expect(tags.get(`${commit}-${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`)).toBe(digest);
  });

  test('can be made again: only what says something new is signed again, under another manifest', async () => {
    const { ended, objects, pushes } = await trace(world, () => publish(world));
    expect(ended.code).toBe(0);
    expect(manifestsOf(world, objects)).toHaveLength(1);
    expect(pushes.filter((push) => push.includes('/blobs/uploads/?'))).toEqual([]);
    const types = bundlesOn(world, digest).map((bundle) => verify(world, bundle).predicateType);
    expect(types).toHaveLength(10);
    expect(types.filter((type) => type === predicateTypes.scan)).toHaveLength(5);
    expect(types.filter((type) => type === predicateTypes.decision)).toHaveLength(2);
  });

  test('takes the digest that the build said only if it is the one found', async () => {
    expect((await publish(world, { digest })).code).toBe(0);
    const other = `sha256:${'0'.repeat(64)}`;
    const denied = await trace(world, () => publish(world, { digest: other }));
    expectDenied(denied, ['gate.artifact.digest', 'gate.sbom.subject', 'gate.scans.target']);
  });
});

describe('the five runs (threat A1)', () => {
  const subsets = Array.from({ length: 2 ** runNames.length }, (_, bits) =>
    runNames.filter((_name, index) => (bits >> index) & 1),
  );
  test('of 32 subsets only the whole is allowed', async () => {
    const gated = await Promise.all(
      subsets.map(async (kept) => {
        const step = buildStep(world, { runs: someRuns(world, kept), phase: 'before-publish' });
        return { kept, ended: await act(world, 'gate', step) };
      }),
    );
    expect(gated.filter(({ ended }) => ended.code === 0).map(({ kept }) => kept)).toEqual([runNames]);
    expect(gated.filter(({ ended }) => deniedRules(ended).includes('gate.scans.required'))).toHaveLength(31);
  }, 30_000);

  test.each(runNames)('publish without %s denies', async (missing) => {
    const runs = someRuns(
      world,
      runNames.filter((name) => name !== missing),
    );
    const denied = await trace(world, () => publish(world, { runs }));
    const image = missing === 'image-trivy' ? ['gate.sbom.present', 'gate.sbom.subject'] : [];
    const secrets = missing === 'secrets-gitleaks' ? ['gate.scans.secrets'] : [];
    expectDenied(denied, [...image, 'gate.scans.required', ...secrets]);
  });
});

describe('a run that proves nothing about this image', () => {
  const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
  const other = {
    commit: { type: 'source', commit: '2'.repeat(40) },
    digest: { type: 'image', digest: `sha256:${'3'.repeat(64)}` },
  };
  const cases: [string, string, RunEdit, string[]][] = [
    ['a truncated report', 'source-semgrep', { report: cut }, ['gate.scans.proven']],
    ['an empty report', 'secrets-gitleaks', { report: () => Buffer.alloc(0) }, ['gate.scans.proven']],
    [
      'a report without its last byte',
      'dependencies-osv-scanner',
      { report: (bytes) => bytes.subarray(0, bytes.lastIndexOf('}')) },
      ['gate.scans.proven'],
    ],
    [
      'a report edited behind its run',
      'infrastructure-checkov',
      { report: (bytes) => Buffer.concat([bytes, Buffer.from(' ')]), refit: false },
      ['gate.scans.proven'],
    ],
    [
      'a report of another tool',
      'source-semgrep',
      { report: () => readFileSync(join(recorded.clean, 'image-trivy/report.json')) },
      ['gate.scans.proven'],
    ],
    [
      'a run of another commit',
      'secrets-gitleaks',
      { run: (run) => ({ ...run, target: other.commit }) },
      ['gate.scans.proven', 'gate.scans.target'],
    ],
    [
      'a run of another image',
      'image-trivy',
      { run: (run) => ({ ...run, target: other.digest }) },
      ['gate.sbom.present', 'gate.sbom.subject', 'gate.scans.proven', 'gate.scans.target'],
    ],
    [
      'a run of another kind',
      'infrastructure-checkov',
      { run: (run) => ({ ...run, kind: 'secrets' }) },
      ['gate.scans.proven', 'gate.scans.required'],
    ],
    ['a run that ended badly', 'source-semgrep', { run: (run) => ({ ...run, exit_code: 2 }) }, ['gate.scans.proven']],
    [
      'a run of tomorrow',
      'source-semgrep',
      { run: (run) => ({ ...run, finished_at: recordedAt + 86_400 }) },
      ['gate.scans.fresh'],
    ],
    [
      'a database of the week before',
      'image-trivy',
      { run: (run) => ({ ...run, database_at: recordedAt - 7 * 86_400 }) },
      ['gate.scans.fresh'],
    ],
    [
      'a database of tomorrow',
      'image-trivy',
      { run: (run) => ({ ...run, database_at: recordedAt + 86_400 }) },
      ['gate.scans.fresh'],
    ],
    [
      'no database',
      'dependencies-osv-scanner',
      { run: (run) => ({ ...run, database_at: null }) },
      ['gate.scans.fresh'],
    ],
  ];
  test.each(cases)('%s denies', async (_name, folder, edit, rules) => {
    const denied = await trace(world, () => publish(world, { runs: changedRuns(world, folder, edit) }));
    expectDenied(denied, rules);
  });

  test('runs that are not runs are a fault: nothing is decided, pushed or kept', async () => {
    const unreadable: [number, RunEdit][] = [
      [3, { run: (run) => ({ ...run, exit_code: '0' }) }],
      [3, { run: () => ({}) }],
    ];
    for (const [code, edit] of unreadable) {
      const runs = changedRuns(world, 'source-semgrep', edit);
      expectNothing(await trace(world, () => publish(world, { runs })), code);
    }
  });

  test('runs recorded in another GitHub run need a policy that says so; runs of this run do not', async () => {
    const refuse = (config: Record<string, unknown>) =>
      Object.assign(section(config, 'defaults'), { 'replayed-runs': 'refuse' });
    await withConfig(world, refuse, async () => {
      expectDenied(await trace(world, () => publish(world)), ['gate.scans.replayed']);
      const runs = someRuns(world, runNames);
      for (const name of runNames) editRun(runs, name, { run: (run) => ({ ...run, run_id: '9000000099' }) });
      expect((await publish(world, { runs }, { runId: '9000000099' })).code).toBe(0);
      expectDenied(await trace(world, () => publish(world, { runs }, { runId: '9000000098' })), [
        'gate.scans.replayed',
      ]);
    });
  });

  test('planted findings deny, in the image that has them and with its own runs', async () => {
    const planted = packPlanted(world);
    const job: Partial<Job> = { sha: plantedCommit };
    const denied = await trace(world, () => publish(world, { layout: planted.folder, runs: recorded.planted }, job));
    expectDenied(denied, ['gate.scans.findings', 'gate.scans.secrets']);
    expect(denied.ended.lines.join()).toContain('GHSA-c1xc-p4gm-w2vq');
    const borrowed = await trace(world, () => publish(world, { layout: planted.folder }, job));
    expectDenied(borrowed, ['gate.sbom.present', 'gate.sbom.subject', 'gate.scans.proven', 'gate.scans.target']);
  });
});
