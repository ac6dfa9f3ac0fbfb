// The whole journey into a folder: no AWS, no locks. It works only where every environment says so openly, and then every record,
// manifest and answer says it too.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import { sharedClock } from '../../local-cloud/clock.ts';
import { decodeManifest } from '../../src/evidence/manifest.ts';
import { EvidenceRecord } from '../../src/model/evidence.ts';
import {
  ask,
  deniedRules,
  deploy,
  editRun,
  openBuildWorld,
  publish,
  recordedAt,
  runNames,
  section,
  someRuns,
  withConfig,
} from './build-world.ts';

// A folder has no clock of its own: it tells the machine's, so the story plays now, with runs that say they are of now.
const world = await openBuildWorld({}, sharedClock());
const { clinic } = world;
const { aws, registry } = clinic.cloud;
const folder = join(clinic.folder, 'evidence');
afterAll(() => clinic.close());

useFolder(clinic.config);
clinic.writeConfig();
registry.behavior.check = undefined;

/** A folder as the store, an open registry, and no AWS account at all. */
function useFolder(config: Record<string, unknown>): void {
  config['store'] = { type: 'dir', path: folder };
  for (const service of Object.values(section(config, 'services')).map((one) => Object(one))) {
    service.registry = { repository: service.registry.repository, auth: 'anonymous' };
    for (const environment of Object.values(service.environments).map((one) => Object(one))) {
      environment.lock = 'none';
    }
  }
}

const filesOf = (area: string) =>
  readdirSync(join(folder, area), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));

const runs = someRuns(world, runNames);
const shift = Math.floor(clinic.cloud.clock.now()) - recordedAt - 300;
for (const name of runNames) editRun(runs, name, { run: moved });

function moved(run: Record<string, unknown>): Record<string, unknown> {
  const later = (time: unknown) => (typeof time === 'number' ? time + shift : time);
  const { started_at, finished_at, database_at } = run;
  return { ...run, started_at: later(started_at), finished_at: later(finished_at), database_at: later(database_at) };
}

const published = await publish(world, { runs });
const deployed = await deploy(world);
const anchor = join(clinic.folder, 'anchor.json');
const made = await ask(world, ['config', 'anchor', '--config', clinic.configPath, '--store', `dir:${folder}`]);
writeFileSync(anchor, made.text);
const question = [
  'audit',
  'deploy',
  `${names.repositoryId}/${deployed.runId}`,
  '--store',
  `dir:${folder}`,
  '--anchor',
  anchor,
];

describe('a journey into a folder', () => {
  test('is allowed from build to deploy without one request to AWS', () => {
    expect({ published: published.code, deployed: deployed.code }).toEqual({ published: 0, deployed: 0 });
    expect([...aws.sts.calls, ...aws.s3.calls]).toEqual([]);
  });

  test('says in every record and every manifest that nothing is locked', () => {
    const records = filesOf('records').map((bytes) => EvidenceRecord.parse(JSON.parse(bytes.toString())));
    expect(records.length).toBeGreaterThan(15);
    expect(records.filter(({ unlocked }) => !unlocked)).toEqual([]);
    const manifests = filesOf('manifests').map((bytes) => decodeManifest(bytes));
    expect(
      manifests.map((file) => (file.ok ? [file.value.claimed.predicate.lock, file.value.bundle !== null] : file)),
    ).toEqual(Array(3).fill(['none', true]));
  });

  test('is proven to an auditor, who is told that nothing kept it', async () => {
    const { code, text } = await ask(world, question);
    expect(code).toBe(0);
    expect(text).toContain('is proven');
    expect(text).not.toContain('COMPLIANCE');
    const told = JSON.parse((await ask(world, [...question, '--json'])).text);
    expect(told.answer).toMatchObject({ verdict: 'proven', lock: 'none' });
  });

  test('is no longer proven after one byte changed, and the object is named', async () => {
    const path = firstFile(join(folder, 'records'), '/approval-');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.toString().replace('"outcome":"approved"', '"outcome":"approveD"'));
    const { code, text } = await ask(world, question);
    writeFileSync(path, bytes);
    expect(code).toBe(1);
    expect(text).toContain('OBJECT_ALTERED');
    expect((await ask(world, question)).code).toBe(0);
  });

  test('keeps denials as well', async () => {
    const before = filesOf('manifests').length;
    const denied = await publish(world, { runs: someRuns(world, runNames.slice(1), runs) });
    expect({ code: denied.code, rules: deniedRules(denied) }).toEqual({ code: 1, rules: ['gate.scans.required'] });
    expect(filesOf('manifests')).toHaveLength(before + 1);
  });

  function firstFile(path: string, part: string): string {
    const entries = readdirSync(path, { recursive: true, withFileTypes: true });
    const found = entries.map((entry) => join(entry.parentPath, entry.name)).find((name) => name.includes(part));
    if (found === undefined) throw new Error(`nothing like ${part} in ${path}`);
    return found;
  }
});

describe('a folder beside an environment that counts on locks', () => {
  test('is no configuration', async () => {
    const trust = (config: Record<string, unknown>) => {
      section(config, 'services', names.service, 'environments', names.environment)['lock'] = 'compliance';
    };
    await withConfig(world, trust, async () => {
      const before = filesOf('manifests').length;
      const ended = await publish(world, { runs });
      expect(ended.code).toBe(2);
      expect(ended.lines.join()).toContain('directory-lock');
      expect(filesOf('manifests')).toHaveLength(before);
    });
  });

  test('nor is one that says nothing of locks', async () => {
    const forget = (config: Record<string, unknown>) => {
      delete section(config, 'services', names.service, 'environments', names.environment)['lock'];
    };
    await withConfig(world, forget, async () => expect((await publish(world, { runs })).code).toBe(2));
  });
});
