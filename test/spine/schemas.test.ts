// The published JSON Schemas, by a strict validator that is not the library they come from: each compiles, each takes what a real
// journey with keys left behind, and none takes it with a field more, a field less or a value of another kind.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import * as z from 'zod';
import { jsonSchemas } from '../../scripts/gen.ts';
import { commands } from '../../src/commands/index.ts';
import { predicateTypes } from '../../src/model/statement.ts';
import { names } from '../local-cloud/clinic.ts';
import { bundlesOn } from './build-remains.ts';
import { ask, deploy, openBuildWorld, publish, recorded, runNames } from './build-world.ts';

const world = await openBuildWorld({ signing: 'kms' });
const { clinic, digest } = world;
afterAll(() => clinic.close());

const schemas = jsonSchemas(await Promise.all(Object.values(commands).map((load) => load())));

/** Strict but for two habits: a union of types, and `required` beside `propertyNames` instead of `properties`. */
function compile(name: string) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, allErrors: true });
  formats.default(ajv);
  return ajv.compile(schemas[name] ?? {});
}

const Any = z.record(z.string(), z.unknown());
const Statement = z.looseObject({ predicateType: z.string(), predicate: Any });
const json = (bytes: Uint8Array | string) => Any.parse(JSON.parse(Buffer.from(bytes).toString()));
const payloadOf = (bundle: unknown) => {
  const { dsseEnvelope } = z.looseObject({ dsseEnvelope: z.looseObject({ payload: z.base64() }) }).parse(bundle);
  return Statement.parse(json(Buffer.from(dsseEnvelope.payload, 'base64')));
};

/** One instance or more of each schema, as the product wrote them. */
async function instances(): Promise<Record<string, unknown[]>> {
  expect((await publish(world, { context: '.', dockerfile: 'Dockerfile' })).code).toBe(0);
  const deployed = await deploy(world);
  expect(deployed.code).toBe(0);
  const anchor = await ask(world, ['config', 'anchor', '--config', clinic.configPath, '--store', clinic.store]);
  const config = readFileSync(clinic.configPath, 'utf8');
  writeFileSync(clinic.configPath, config.replace('replayed-runs: allow', '$&\n  prebuilt-images: allow'));
  expect((await publish(world, { origin: 'prebuilt', 'image-digest': digest })).code).toBe(0);
  writeFileSync(clinic.configPath, config);
  const objects = clinic.bucket.list('').map(({ key, bytes }) => ({ key, value: bytes }));
  const below = (start: RegExp) => objects.filter(({ key }) => start.test(key)).map(({ value }) => json(value));
  const blobs = objects.flatMap(({ key, value }) =>
    key.startsWith('blobs/') && value[0] === 0x7b ? [json(value)] : [],
  );
  const manifests = below(/^manifests\//).map(({ bundle }) => payloadOf(bundle));
  const statements = [...bundlesOn(world, digest).map((bundle) => payloadOf(json(bundle))), ...manifests];
  const signed = (type: string) => statements.filter((one) => one.predicateType === type).map((one) => one.predicate);
  const stored = (schema: string) => blobs.filter((blob) => blob['schema'] === schema);
  return {
    anchor: [json(anchor.text)],
    record: below(/^records\//),
    'ledger-intent': below(/^ledger\/.*intent\.json$/),
    'ledger-result': below(/^ledger\/.*result\.json$/),
    decision: stored('safeguard.decision/v1'),
    'evidence-bundle': stored('safeguard.evidence-bundle/v1'),
    'scan-run': runNames.map((name) => json(readFileSync(join(recorded.clean, name, 'run.json')))),
    'predicates/scan-summary': signed(predicateTypes.scan),
    'predicates/provenance': signed(predicateTypes.provenance),
    'predicates/image-acceptance': signed(predicateTypes.acceptance),
    'predicates/gate-decision': signed(predicateTypes.decision),
    'predicates/evidence-manifest': signed(predicateTypes.manifest),
    config: [clinic.config],
  };
}

const found = await instances();
const described = Object.keys(schemas).filter((name) => !name.startsWith('commands/'));

describe('every published schema', () => {
  test.each(Object.keys(schemas))('%s compiles', (name) => {
    expect(compile(name)).toBeInstanceOf(Function);
  });

  test('is compiled as it will be committed: none is left out', () => {
    const folder = fileURLToPath(new URL('../../schemas', import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
    expect(files.length).toBeGreaterThan(described.length);
    expect(Object.keys(found).sort()).toEqual([...described].sort());
  });
});

describe('what the product writes', () => {
  test.each(described)('%s fits its schema, and no longer does when it is changed', (name) => {
    const validate = compile(name);
    const real = found[name] ?? [];
    expect(real.length).toBeGreaterThan(0);
    for (const one of real) expect([validate(one), validate.errors]).toEqual([true, null]);
    const [first] = real;
    const object = Any.parse(first);
    const [field = ''] = z.looseObject({ required: z.array(z.string()) }).parse(schemas[name]).required;
    const { [field]: _, ...less } = object;
    expect(validate(less)).toBe(false);
    expect(validate({ ...object, [field]: 7.5 })).toBe(false);
    // Provenance is somebody else's format, and may say more than we read.
    expect(validate({ ...object, 'a field more': 1 })).toBe(name === 'predicates/provenance');
  });

  test('the anchor of keys has them in base64, and another alphabet does not fit', () => {
    const validate = compile('anchor');
    const [anchor] = found['anchor'] ?? [];
    const text = JSON.stringify(anchor);
    const Keys = z.looseObject({ keys: z.array(z.looseObject({ spki: z.string() })).min(1) });
    const [key] = Keys.parse(anchor).keys;
    expect(validate(JSON.parse(text.replaceAll(key?.spki ?? '?', 'not base64!')))).toBe(false);
    expect(text).toContain(names.repositoryId);
  });
});
