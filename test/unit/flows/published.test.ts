// Notes of what was published: a hint where to look first, on which no verdict depends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ociDigest, sha256Hex } from '../../../src/base/digest.ts';
import { Fault } from '../../../src/base/fault.ts';
import { publishedKey } from '../../../src/evidence/keys.ts';
import { notePublished, readPublished } from '../../../src/flows/collect/published.ts';
import { Digest } from '../../../src/model/ids.ts';
import type { Store } from '../../../src/model/ports.ts';
import { openDirStore } from '../../../src/platform/store/dir.ts';

const digestOf = (text: string) => Digest.parse(ociDigest(Buffer.from(text)));
const image = digestOf('image');
const place = { repository_id: '7001', service: 'clinic-api', digest: image };
const [one, two] = [digestOf('one'), digestOf('two')];
let folder: string;
let store: Store;
let warnings: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'published-'));
  store = await openDirStore(folder);
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const log = { step: () => {}, info: () => {}, warn: (text: string) => void warnings.push(text) };
const note = (referrers: readonly Digest[], into = store) => notePublished({ store: into, log }, place, referrers, []);
const read = (from = store) => readPublished(from, place, image);

/** Lays bytes where a note would be. */
const lay = (text: string) =>
  store.create(publishedKey(place, image, sha256Hex(Buffer.from(text))), Buffer.from(text), 0);

test('name what was attached to this image, each once, and to no other', async () => {
  await note([one]);
  await note([one, two]);
  await note([one, two]);
  expect((await read()).sort()).toEqual([one, two].sort());
  expect(await readPublished(store, place, two)).toEqual([]);
  expect(await readPublished(store, { ...place, repository_id: '7002' }, image)).toEqual([]);
  expect(warnings).toEqual([]);
});

test('are not written where nothing was attached', async () => {
  await note([]);
  expect(await store.list('published/')).toEqual([]);
});

test('that are anything else are none, beside a good one too', async () => {
  const good = (referrers: unknown) => JSON.stringify({ schema: 'safeguard.published/v1', referrers });
  const many = Array.from({ length: 65 }, (_, index) => digestOf(`${index}`));
  const texts = [
    '',
    '{',
    'null',
    '[]',
    good([]),
    good(['latest']),
    good([7]),
    good(many),
    good([one]).replace('v1', 'v2'),
  ];
  for (const text of [...texts, `${good([one])}${' '.repeat(16 * 1024)}`]) await lay(text);
  expect(await read()).toEqual([]);
  await note([two]);
  expect(await read()).toEqual([two]);
});

test('of a flood are read up to a number', async () => {
  for (let index = 0; index < 30; index += 1) await note([digestOf(`${index}`)]);
  expect(await read()).toHaveLength(20);
});

test('that the store refuses are missed, and said; a defect of ours is not hidden', async () => {
  const failing = (error: Error): Store => ({
    ...store,
    uri: 'dir:x',
    create: () => Promise.reject(error),
    list: () => Promise.reject(error),
  });
  const refused = failing(new Fault('STORE_FAILED', 'AccessDenied'));
  await note([one], refused);
  expect(warnings).toEqual([expect.stringContaining('deploys do without it')]);
  expect(await read(refused)).toEqual([]);
  const broken = failing(new TypeError('x'));
  await expect(note([one], broken)).rejects.toThrow(TypeError);
  await expect(read(broken)).rejects.toThrow(TypeError);
});
