// The published JSON Schemas, by a strict validator that is not the library they come from: each compiles, each takes what a real
// journey with keys left behind, and none takes it with a field more, a field less or a value of another kind.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import * as z from 'zod';
import { names } from '../../local-cloud/clinic.ts';
import { jsonSchemas } from '../../scripts/gen.ts';
import { commands } from '../../src/commands/index.ts';
import { recordKinds } from '../../src/formats/record/v1.ts';
import { predicateTypes } from '../../src/model/statement.ts';
import { bundlesOn } from './build-remains.ts';
import { ask, commit, deploy, openBuildWorld, publish, recorded, runNames } from './build-world.ts';

const world = await openBuildWorld({ signing: 'kms' });
const { clinic, digest } = world;
afterAll(() => clinic.close());

const olderConfig = fileURLToPath(new URL('../fixtures/config/v1/safeguard.yml', import.meta.url));
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

/** What commands print with `--json`. */
async function printedAnswers(anchorText: string, deployId: string, outputs: Record<string, string>) {
  const anchor = join(clinic.folder, 'auditor.json');
  writeFileSync(anchor, anchorText);
  const sources = ['--store', clinic.store, '--anchor', anchor];
  const config = ['--config', clinic.configPath];
  const id = ['--repository-id', names.repositoryId];
  const replay = join(recorded.clean, 'source-semgrep');
  const day = new Date(clinic.cloud.clock.now() * 1000).toISOString().slice(0, 10);
  const asked: Record<string, string[][]> = {
    'audit-deploy': [
      ['audit', 'deploy', deployId, ...sources],
      ['audit', 'deploy', `${names.repositoryId}/1`, ...sources],
    ],
    'audit-running': [['audit', 'running', digest, '--at', day, ...sources]],
    'config-anchor': [['config', 'anchor', ...config, '--store', clinic.store]],
    'config-check': [['config', 'check', ...config]],
    'config-migrate': [['config', 'migrate', '--config', olderConfig]],
    'config-explain': [['config', 'explain', ...config]],
    gate: [['gate', '--replay', outputs['decision-sha256'] ?? '', ...id, ...config, '--store', clinic.store]],
    scan: [['scan', '--kind', 'source', '--tool', 'semgrep', '--commit', commit, '--replay', replay]].map((words) => [
      ...words,
      '--runs',
      join(clinic.folder, 'runs-of-answers'),
    ]),
    check: ['clean', 'planted'].map((runs) => [
      'check',
      clinic.folder,
      '--service',
      names.service,
      '--commit',
      commit,
      ...['--runs', runs === 'clean' ? recorded.clean : recorded.planted],
      ...config,
    ]),
    verify: [['verify', digest, ...id, ...config]],
    fault: [['audit', 'deploy', 'nothing', ...sources]],
  };
  const printed: Record<string, unknown[]> = {};
  for (const [name, questions] of Object.entries(asked)) {
    printed[`answers/${name}`] = [];
    for (const words of questions)
      printed[`answers/${name}`]?.push(json((await ask(world, [...words, '--json'])).text));
  }
  return printed;
}

/** One instance or more of each schema, as the product wrote them. */
async function instances(): Promise<Record<string, unknown[]>> {
  expect((await publish(world, { service: 'clinic-api' })).code).toBe(0);
  const deployed = await deploy(world);
  expect(deployed.code).toBe(0);
  const anchor = await ask(world, ['config', 'anchor', '--config', clinic.configPath, '--store', clinic.store]);
  const config = readFileSync(clinic.configPath, 'utf8');
  writeFileSync(clinic.configPath, config.replace('replayed-runs: allow', '$&\n  prebuilt-images: allow'));
  expect((await publish(world, { origin: 'prebuilt', 'prebuilt-digest': digest })).code).toBe(0);
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
    manifest: below(/^manifests\//),
    published: below(/^published\//),
    'scan-summary': blobs.filter((blob) => 'looked_at_files' in blob),
    ...Object.fromEntries(
      Object.keys(recordKinds).map((kind) => [
        `records/${kind}`,
        below(/^records\//).filter((record) => record['kind'] === kind),
      ]),
    ),
    ...(await printedAnswers(anchor.text, `${names.repositoryId}/${deployed.runId}`, deployed.outputs)),
  };
}

/** The answer of trust-root update is held in trust-root.test.ts; that of assume needs a runner, and only its schema is compiled. */
const elsewhere = ['answers/assume', 'answers/trust-root-update'];

const found = await instances();
/** Kinds of record that this journey does not write; their rows are held by test/unit/formats. */
const unseen = new Set([...elsewhere, 'records/reconcile', 'records/note']);
const described = Object.keys(schemas).filter((name) => !name.startsWith('commands/'));

describe('every published schema', () => {
  test.each(Object.keys(schemas))('%s compiles', (name) => {
    expect(compile(name)).toBeInstanceOf(Function);
  });

  test('is held against what the product writes: none is left out', () => {
    expect([...Object.keys(found), ...elsewhere].sort()).toEqual([...described].sort());
  });
});

describe('what the product writes', () => {
  test.each(described.filter((name) => !unseen.has(name)))(
    '%s fits its schema, and no longer does when it is changed',
    (name) => {
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
    },
  );

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
