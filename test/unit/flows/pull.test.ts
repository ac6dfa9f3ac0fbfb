// An image pulled from a registry that lies about digests: what is not an image is refused before its blobs are
// requested.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ociDigest } from '../../../src/base/digest.ts';
import { Fault } from '../../../src/base/fault.ts';
import { readLayout } from '../../../src/flows/image/layout.ts';
import { pullLayout } from '../../../src/flows/layout.ts';
import { Digest } from '../../../src/model/ids.ts';
import type { Registry } from '../../../src/model/ports.ts';
import { openFiles } from '../../../src/platform/local/files.ts';
import { types, type Written } from './layout-folder.ts';

const files = openFiles();
let root: string;
let images: ReturnType<typeof registryInMemory>;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pull-'));
  images = registryInMemory();
});
afterEach(() => rmSync(root, { recursive: true }));

/** A registry that holds whatever it is given, and remembers what was asked for. */
function registryInMemory() {
  const held = new Map<string, { mediaType: string; bytes: Uint8Array }>();
  const asked: string[] = [];
  const put = (mediaType: string, content: string | object): Written => {
    const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    const digest = ociDigest(bytes);
    held.set(digest, { mediaType, bytes });
    return { mediaType, digest, size: bytes.length };
  };
  const take = (digest: Digest) => {
    asked.push(digest);
    const found = held.get(digest);
    if (!found) throw new Fault('IMAGE_MISSING', digest);
    return { digest, ...found };
  };
  const unused = () => Promise.reject(new Error('a pull asks for no such thing'));
  const registry: Registry = {
    repository: 'registry.example/org/app',
    manifest: async (digest) => take(digest),
    blob: async (digest, limit) => {
      const { bytes } = take(digest);
      if (bytes.length > limit) throw new Fault('IMAGE_INVALID', digest);
      return bytes;
    },
    hasManifest: unused,
    rehearse: unused,
    tag: unused,
    pushBlob: unused,
    pushManifest: unused,
    attach: unused,
    referrers: unused,
  };
  const layer = (content: string) => put(types.layer, content);
  const image = (layers: readonly Written[], mediaType: string = types.manifest) =>
    put(mediaType, { schemaVersion: 2, mediaType, config: put(types.config, '{}'), layers });
  const index = (manifests: readonly Written[]) =>
    put(types.index, { schemaVersion: 2, mediaType: types.index, manifests });
  return { registry, asked, held, put, layer, image, index };
}

const pull = (top: Written) => pullLayout(images.registry, Digest.parse(top.digest), files, join(root, 'image'));
const refused = (part: string) =>
  expect.objectContaining({ code: 'IMAGE_INVALID', message: expect.stringContaining(part) });

/** Refuses, after asking for these documents and nothing else, and leaves nothing that could be taken for a layout. */
async function expectRefusal(top: Written, part: string, documents: readonly Written[]): Promise<void> {
  await expect(pull(top)).rejects.toEqual(refused(part));
  expect(images.asked).toEqual(documents.map(({ digest }) => digest));
  expect(readdirSync(root)).toEqual([]);
}

describe('an image', () => {
  test('is written as a layout that reads back the same', async () => {
    const top = images.image([images.layer('one'), images.layer('two')]);
    await pull(top);
    const found = await readLayout(files, join(root, 'image'));
    expect([found.digest, found.children, found.blobs.map(({ size }) => size)]).toEqual([top.digest, [], [2, 3, 3]]);
  });

  test('for several platforms is written whole, and a blob that they share is fetched once', async () => {
    const shared = images.layer('shared');
    const children = [images.image([shared, shared]), images.image([shared, images.layer('own')])];
    const top = images.index(children);
    await pull(top);
    const found = await readLayout(files, join(root, 'image'));
    expect([found.digest, found.children]).toEqual([top.digest, children.map(({ digest }) => digest)]);
    expect(found.blobs).toHaveLength(3);
    expect(images.asked).toEqual([...new Set(images.asked)]);
  });

  test('of which the registry lacks a blob is missing, and leaves no layout', async () => {
    const layer = images.layer('one');
    const top = images.image([layer]);
    images.held.delete(layer.digest);
    await expect(pull(top)).rejects.toEqual(expect.objectContaining({ code: 'IMAGE_MISSING' }));
    expect(readdirSync(join(root, 'image'))).toEqual(['blobs']);
  });
});

describe('an index', () => {
  test('of ten indexes of ten indexes, eight levels deep, is refused at its first', async () => {
    let child = images.image([images.layer('one')]);
    for (let level = 0; level < 8; level++) child = images.index(Array.from({ length: 10 }, () => child));
    await expectRefusal(child, '1 of them different', [child]);
  });

  test('at the top of a chain of twenty thousand is refused at its first', async () => {
    let child = images.image([images.layer('one')]);
    for (let level = 0; level < 20_000; level++) child = images.index([child]);
    await expectRefusal(child, 'index inside an index', [child]);
  });

  test('that calls an index a manifest is refused when that is read', async () => {
    const inner = { ...images.index([images.image([])]), mediaType: types.manifest };
    const top = images.index([inner]);
    await expectRefusal(top, inner.digest, [top, inner]);
  });

  test('of an unknown kind of document is refused', async () => {
    const top = images.index([images.put('application/json', '{}')]);
    await expectRefusal(top, 'application/json', [top]);
  });

  test('of one manifest twice, or of none, is refused', async () => {
    const child = images.image([images.layer('one')]);
    const twice = images.index([child, child]);
    await expectRefusal(twice, 'lists 2 manifests, 1 of them different', [twice]);
    const none = images.index([]);
    await expectRefusal(none, 'lists 0 manifests', [twice, none]);
  });

  test('of 100 manifests is pulled, of 101 refused', async () => {
    const children = Array.from({ length: 101 }, (_, number) => images.image([images.layer(`layer ${number}`)]));
    const large = images.index(children);
    await expectRefusal(large, 'lists 101 manifests', [large]);
    await pull(images.index(children.slice(1)));
    expect((await readLayout(files, join(root, 'image'))).children).toHaveLength(100);
  });
});

describe('before a blob is fetched', () => {
  const gibibyte = 1024 ** 3;

  test('8 GiB by the descriptors are too many by one byte; exactly so many are asked for', async () => {
    const layers = Array.from({ length: 7 }, (_, number) => ({ ...images.layer(`${number}`), size: gibibyte }));
    const last = images.layer('last');
    const sized = (size: number) => images.image([...layers, { ...last, size }]);
    const rest = gibibyte - sized(gibibyte).size - images.put(types.config, '{}').size;
    const large = sized(rest + 1);
    await expectRefusal(large, `${8 * gibibyte + 1} bytes`, [large]);
    await pull(sized(rest));
    await expect(readLayout(files, join(root, 'image'))).rejects.toEqual(refused(`${gibibyte} bytes`));
  });

  test('a layer of an unknown kind, or one with two sizes, is refused', async () => {
    const layer = images.layer('one');
    const foreign = images.image([{ ...layer, mediaType: 'application/octet-stream' }]);
    await expectRefusal(foreign, layer.digest, [foreign]);
    const twofold = images.image([layer, { ...layer, size: 4 }]);
    await expectRefusal(twofold, layer.digest, [foreign, twofold]);
  });
});
