// `attest`: an image that somebody else pushed is gated on the raw runs like any other, and its provenance says openly that it
// was handed in. Without an allow nothing is signed.
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { plantImage } from '../../demo/forge.ts';
import { ProvenancePredicate, predicateTypes } from '../../src/model/statement.ts';
import { names } from '../local-cloud/clinic.ts';
import type { Job } from '../local-cloud/oidc.ts';
import { bundlesOn, emptyRegistry, trace, verify } from './build-remains.ts';
import {
  act,
  buildStep,
  changedRuns,
  deniedRules,
  gate,
  openBuildWorld,
  publish,
  recorded,
  runNames,
  someRuns,
} from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest } = world;
const { fulcio } = clinic.cloud.sigstore;
afterAll(() => clinic.close());

/** The image as somebody else pushed it: no statement hangs on it. */
async function pushBare(): Promise<void> {
  emptyRegistry(world);
  await publish(world);
  const { manifests } = clinic.cloud.registry.repository('clinic-api');
  for (const key of manifests.keys()) if (key !== digest) manifests.delete(key);
}

const attest = (inputs: Record<string, string> = {}, job: Partial<Job> = {}) =>
  trace(world, () => act(world, 'attest', buildStep(world, { digest, ...inputs }, job)));

function originsOf(image: string) {
  const statements = bundlesOn(world, image).map((bundle) => verify(world, bundle));
  return statements
    .filter(({ predicateType }) => predicateType === predicateTypes.provenance)
    .map(
      ({ statement }) => ProvenancePredicate.parse(statement.predicate).buildDefinition.externalParameters.imageOrigin,
    );
}

describe('an image that is already in the registry', () => {
  test('is refused where the policy does not accept prebuilt images', async () => {
    await pushBare();
    const { ended, pushes } = await attest();
    expect({ code: ended.code, rules: deniedRules(ended), pushes }).toEqual({
      code: 1,
      rules: ['gate.artifact.origin'],
      pushes: [],
    });
  });

  test('gets eight statements where it does, and its provenance says that it was handed in', async () => {
    const refusing = readFileSync(clinic.configPath, 'utf8');
    await pushBare();
    writeFileSync(clinic.configPath, refusing.replace('replayed-runs: allow', '$&\n  prebuilt-images: allow'));
    const { ended, objects } = await attest();
    expect({ code: ended.code, outputs: ended.outputs }).toMatchObject({
      code: 0,
      outputs: { verdict: 'allow', statements: '8' },
    });
    expect(bundlesOn(world, digest)).toHaveLength(8);
    expect(originsOf(digest)).toEqual(['prebuilt']);
    expect(objects).toEqual([]);
    expect((await gate(world)).code).toBe(0);
    writeFileSync(clinic.configPath, refusing);
    expect(deniedRules(await gate(world))).toContain('gate.artifact.origin');
  });

  test('that the contract built says so instead', async () => {
    emptyRegistry(world);
    await publish(world);
    expect(originsOf(digest)).toEqual(['build']);
  });

  test.each([
    ['a missing run', () => someRuns(world, runNames.slice(1)), 'gate.scans.required'],
    [
      'a truncated report',
      () => changedRuns(world, 'source-semgrep', { report: (bytes) => bytes.subarray(0, 40) }),
      'gate.scans.proven',
    ],
    ['runs of another image and commit', () => recorded.planted, 'gate.scans.target'],
  ])('with %s is denied, and nothing is signed', async (_name, runs, rule) => {
    await pushBare();
    const before = fulcio.calls.length;
    const { ended, pushes } = await attest({ runs: runs() });
    expect(ended.code).toBe(1);
    expect(deniedRules(ended)).toContain(rule);
    expect(ended.outputs).toMatchObject({ verdict: 'deny', statements: '0' });
    expect({ pushes, signed: fulcio.calls.length - before }).toEqual({ pushes: [], signed: 0 });
  });

  test('under another digest than the scans looked at is denied', async () => {
    await pushBare();
    const { ended, pushes } = await attest({ digest: plantImage(clinic, digest, 'swapped') });
    expect(deniedRules(ended)).toEqual(expect.arrayContaining(['gate.scans.proven', 'gate.scans.target']));
    expect(pushes).toEqual([]);
  });

  test('and is not there, or answers with other bytes, is a fault', async () => {
    await pushBare();
    const absent = await attest({ digest: `sha256:${'5'.repeat(64)}` });
    expect({ code: absent.ended.code, pushes: absent.pushes }).toEqual({ code: 3, pushes: [] });
    expect(absent.ended.lines.join()).toContain('IMAGE_MISSING');
    const { manifests } = clinic.cloud.registry.repository('clinic-api');
    const stored = manifests.get(digest);
    if (stored) manifests.set(digest, { ...stored, bytes: Buffer.concat([stored.bytes, Buffer.from(' ')]) });
    const other = await attest();
    expect({ code: other.ended.code, pushes: other.pushes }).toEqual({ code: 3, pushes: [] });
    expect(other.ended.lines.join()).toContain('IMAGE_INVALID');
  });

  test('is refused to another identity', async () => {
    await pushBare();
    const jobWorkflowRef = `${names.contracts}/.github/workflows/deploy-prod.yml@${names.release}`;
    const { ended, pushes } = await attest({}, { jobWorkflowRef });
    expect({ code: ended.code, pushes }).toEqual({ code: 1, pushes: [] });
    expect(ended.lines.join('\n')).toMatch(/- job_workflow_ref: expected .*build-sign\.yml/);
  });
});
