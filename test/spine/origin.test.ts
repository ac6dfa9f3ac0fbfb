// What is signed about how an image came to be: of one that was handed in only that it was accepted, of one that the contract built
// how it was asked for and when its own job built it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { names } from '../../local-cloud/clinic.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { callerInputs } from '../../src/image/facts.ts';
import { AcceptancePredicate, buildTypes, ProvenancePredicate, predicateTypes } from '../../src/model/statement.ts';
import { bundlesOn, emptyRegistry, manifestsOf, trace, verify } from './build-remains.ts';
import { ask, commit, deniedRules, gate, openBuildWorld, publish, recordedAt } from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest } = world;
afterAll(() => clinic.close());

/** Publishes what the caller handed in, as it lies in the registry already. */
const publishPrebuilt = (inputs: Record<string, string> = {}, job: Partial<Job> = {}) =>
  trace(world, () => publish(world, { origin: 'prebuilt', 'prebuilt-digest': digest, digest, ...inputs }, job));

const signedOf = (type: string) =>
  bundlesOn(world, digest)
    .map((bundle) => verify(world, bundle))
    .filter(({ predicateType }) => predicateType === type)
    .map(({ statement }) => statement.predicate);
const provenances = () => signedOf(predicateTypes.provenance).map((predicate) => ProvenancePredicate.parse(predicate));
const acceptances = () => signedOf(predicateTypes.acceptance).map((predicate) => AcceptancePredicate.parse(predicate));

const verifyCommand = () =>
  ask(world, ['verify', digest, '--repository-id', names.repositoryId, '--config', clinic.configPath]);

describe('the provenance of what the contract built', () => {
  const asked = { service: 'clinic-api' };
  const times = { 'started-at': String(recordedAt - 200), 'finished-at': String(recordedAt - 100) };
  const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
  const published = async (inputs: Record<string, string>) => {
    emptyRegistry(world);
    return trace(world, () => publish(world, inputs));
  };

  test('repeats every input of its caller, and the times of the job that built', async () => {
    expect((await published({ ...asked, ...times })).ended.code).toBe(0);
    const [provenance] = provenances();
    expect(acceptances()).toEqual([]);
    expect(provenance?.buildDefinition).toMatchObject({
      buildType: buildTypes.contract,
      externalParameters: { inputs: { ...asked, 'prebuilt-digest': '' } },
      internalParameters: { safeguard: { service: 'clinic-api', context: '.', dockerfile: 'Dockerfile' } },
    });
    expect(provenance?.runDetails).toMatchObject({
      builder: { id: `https://github.com/${names.contracts}/.github/workflows/build-sign.yml@${names.release}` },
      metadata: { startedOn: isoOf(recordedAt - 200), finishedOn: isoOf(recordedAt - 100) },
    });
  });

  test('says no time where no job told one, and never when it was signed', async () => {
    expect((await published({})).ended.code).toBe(0);
    expect(Object.keys(provenances()[0]?.runDetails.metadata ?? {})).toEqual(['invocationId']);
  });

  test.each([
    ['a build that ends before it begins', { ...times, 'finished-at': String(recordedAt - 201) }, 'finished-at'],
    ['a time that is none', { 'started-at': '2026-01-01' }, 'started-at'],
    ['a digest handed in for what was built', { 'prebuilt-digest': digest }, 'prebuilt-digest'],
    [
      'another digest than the one found',
      { origin: 'prebuilt', 'prebuilt-digest': `sha256:${'5'.repeat(64)}` },
      'prebuilt-digest',
    ],
    ['a service that is no name', { service: '../x' }, 'service'],
  ])('is not made for %s', async (_name, inputs, field) => {
    const { ended, pushes } = await published(inputs);
    expect({ code: ended.code, pushes }).toEqual({ code: 2, pushes: [] });
    expect(ended.lines.join('\n')).toMatch(new RegExp(`INPUT_INVALID[\\s\\S]*${field}`));
  });

  test('knows every input that the contract has, and the contract hands each to it', () => {
    const path = fileURLToPath(new URL('../../.github/workflows/build-sign.yml', import.meta.url));
    const Contract = z.looseObject({
      on: z.looseObject({ workflow_call: z.looseObject({ inputs: z.record(z.string(), z.unknown()) }) }),
      jobs: z.looseObject({
        publish: z.looseObject({
          steps: z.array(
            z.looseObject({ id: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() }),
          ),
        }),
      }),
    });
    const contract = Contract.parse(parse(readFileSync(path, 'utf8')));
    expect([...callerInputs].sort()).toEqual(Object.keys(contract.on.workflow_call.inputs).sort());
    const handed = contract.jobs.publish.steps.find(({ id }) => id === 'publish')?.with ?? {};
    expect(Object.keys(handed)).toEqual(expect.arrayContaining([...callerInputs, 'started-at', 'finished-at']));
  });
});

describe('an image that was handed in', () => {
  test('is refused where the policy does not accept prebuilt images', async () => {
    emptyRegistry(world);
    const { ended, pushes } = await publishPrebuilt();
    expect({ code: ended.code, rules: deniedRules(ended), pushes }).toEqual({
      code: 1,
      rules: ['gate.artifact.origin'],
      pushes: [],
    });
  });

  test('gets eight statements where it does, none of which says that anybody here built it, and evidence', async () => {
    const refusing = readFileSync(clinic.configPath, 'utf8');
    emptyRegistry(world);
    writeFileSync(clinic.configPath, refusing.replace('replayed-runs: allow', '$&\n  prebuilt-images: allow'));
    const { ended, objects } = await publishPrebuilt();
    expect({ code: ended.code, outputs: ended.outputs }).toMatchObject({ code: 0, outputs: { verdict: 'allow' } });
    expect(bundlesOn(world, digest)).toHaveLength(8);
    expect(provenances()).toEqual([]);
    expect(acceptances()).toMatchObject([
      { origin: 'prebuilt', inputs: { service: '', 'prebuilt-digest': digest }, source: { commit } },
    ]);
    const texts = bundlesOn(world, digest).map((bundle) =>
      Buffer.from(verify(world, bundle).statementBytes).toString(),
    );
    expect(texts.filter((text) => /buildtypes|"builder"|startedOn|slsa\.dev/.test(text))).toEqual([]);
    expect(manifestsOf(world, objects)).toHaveLength(1);
    expect((await verifyCommand()).code).toBe(0);
    expect((await gate(world)).code).toBe(0);
    writeFileSync(clinic.configPath, refusing);
    expect(deniedRules(await gate(world))).toContain('gate.artifact.origin');
  });
});
