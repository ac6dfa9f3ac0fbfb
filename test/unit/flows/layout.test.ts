// Image layouts, honest and not: what is read is what is pushed, and every layout has a twin with one thing wrong.
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { startRegistry } from '../../../local-cloud/registry.ts';
import { pushLayout, readLayout } from '../../../src/flows/image/layout.ts';
import { openFiles } from '../../../src/platform/local/files.ts';
import { openRegistry } from '../../../src/platform/registry/registry.ts';
import { type LayoutFolder, layoutFolder, types } from './layout-folder.ts';

const files = openFiles();
let root: string;
let layout: LayoutFolder;
const read = () => readLayout(files, layout.path);
const fileOf = (descriptor: { digest: string }) => join(layout.path, 'blobs/sha256', descriptor.digest.slice(7));
const code = (expected: string) => expect.objectContaining({ code: expected });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'layout-'));
  layout = layoutFolder(join(root, 'image'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a layout with one image', () => {
  test('is read whole', async () => {
    const image = layout.image('layer');
    layout.blob('text/plain', 'nobody names this');
    layout.finish([image]);
    const found = await read();
    expect(found).toMatchObject({ digest: image.digest, mediaType: types.manifest, children: [] });
    expect(Buffer.from(found.bytes).equals(readFileSync(fileOf(image)))).toBe(true);
    expect(found.manifests.map((manifest) => manifest.digest)).toEqual([image.digest]);
    expect(found.blobs.map((blob) => blob.size)).toEqual([37, 5]);
    expect(found.blobs.every((blob) => blob.path === fileOf(blob))).toBe(true);
  });

  test('may name one layer twice, but not with two lengths', async () => {
    const layer = layout.blob(types.layer, 'layer');
    layout.finish([layout.image('layer', { layers: [layer, layer] })]);
    expect((await read()).blobs).toHaveLength(2);
    layout.finish([layout.image('layer', { layers: [layer, { ...layer, size: 6 }] })]);
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test.each(['index.json', 'oci-layout'])('without %s is incomplete', async (name) => {
    layout.finish([layout.image('layer')]);
    unlinkSync(join(layout.path, name));
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('names the file and both digests when one byte of a layer differs', async () => {
    const layer = layout.blob(types.layer, 'layer');
    layout.finish([layout.image('layer')]);
    writeFileSync(fileOf(layer), 'layeR');
    const other = layout.blob('', 'layeR');
    await expect(read()).rejects.toMatchObject({
      code: 'IMAGE_INVALID',
      message: expect.stringContaining(fileOf(layer)),
    });
    await expect(read()).rejects.toMatchObject({ message: expect.stringContaining(other.digest) });
    await expect(read()).rejects.toMatchObject({ message: expect.stringContaining(`expected ${layer.digest}`) });
  });

  test('with a changed manifest is refused', async () => {
    const image = layout.image('layer');
    layout.finish([image]);
    appendFileSync(fileOf(image), ' ');
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('with a manifest of more than 4 MiB is refused', async () => {
    const image = layout.image('layer', { annotations: { large: 'x'.repeat(4 * 1024 * 1024) } });
    layout.finish([image]);
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('without its layer, or its manifest, is refused', async () => {
    const layer = layout.blob(types.layer, 'layer');
    const image = layout.image('layer');
    layout.finish([image]);
    unlinkSync(fileOf(layer));
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
    unlinkSync(fileOf(image));
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test.each([
    'application/vnd.docker.image.rootfs.diff.tar.zstd',
    'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
  ])('whose layer is %s says how to build instead', async (mediaType) => {
    const layer = layout.blob(types.layer, 'layer');
    layout.finish([layout.image('layer', { layers: [{ ...layer, mediaType }] })]);
    await expect(read()).rejects.toMatchObject({
      code: 'IMAGE_INVALID',
      hint: expect.stringContaining('oci-mediatypes=true'),
    });
  });

  test.each([
    ['a wrong length', { size: 1 }],
    ['an unknown media type', { mediaType: 'application/octet-stream' }],
    [
      'a layer that lies elsewhere',
      { mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar', urls: ['https://evil.example/layer'] },
    ],
    ['a digest of another algorithm', { digest: `sha512:${'0'.repeat(128)}` }],
    ['a path for a digest', { digest: 'sha256:../../../etc/passwd' }],
    ['a tag for a digest', { digest: 'latest' }],
  ])('whose layer has %s is refused', async (_name, change) => {
    const layer = layout.blob(types.layer, 'layer');
    layout.finish([layout.image('layer', { layers: [{ ...layer, ...change }] })]);
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test.each([
    ['a wrong length', { size: 1 }],
    ['the media type of an index', { mediaType: types.index }],
    ['the media type of Docker', { mediaType: 'application/vnd.docker.distribution.manifest.v2+json' }],
    ['an unknown media type', { mediaType: 'application/json' }],
    ['a path for a digest', { digest: '../../index.json' }],
  ])('whose entry has %s is refused', async (_name, change) => {
    layout.finish([{ ...layout.image('layer'), ...change }]);
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('that is not of version 1.0.0, or no JSON, is refused', async () => {
    layout.finish([layout.image('layer')]);
    for (const text of ['{"imageLayoutVersion":"1.1.0"}', '{', '[]']) {
      writeFileSync(join(layout.path, 'oci-layout'), text);
      await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
    }
  });

  test('that names one image twice, as under two tags, is read; named with two sizes, it is refused', async () => {
    const image = layout.image('one');
    const named = (name: string) => ({ ...image, annotations: { 'org.opencontainers.image.ref.name': name } });
    layout.finish([named('latest'), named('v1')]);
    expect((await read()).digest).toBe(image.digest);
    layout.finish([image, { ...image, size: image.size + 1 }]);
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('that would hang on another image when it is pushed is refused, and says so', async () => {
    const subject = layout.image('another');
    const inIndex = layout.index([layout.image('one')], { subject });
    for (const image of [layout.image('one', { subject }), inIndex, layout.index([layout.image('one', { subject })])]) {
      layout.finish([image]);
      await expect(read()).rejects.toMatchObject({
        code: 'IMAGE_INVALID',
        message: expect.stringContaining(`names the subject ${subject.digest}`),
      });
    }
    layout.finish([layout.image('one')]);
    expect((await read()).children).toEqual([]);
  });

  test("that BuildKit attached attestations to is refused with BuildKit's own switch", async () => {
    const image = layout.image('one');
    const annotations = {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': image.digest,
    };
    const platform = { architecture: 'unknown', os: 'unknown' };
    layout.finish([layout.index([image, { ...layout.image('in-toto'), annotations, platform }])]);
    await expect(read()).rejects.toMatchObject({
      code: 'IMAGE_INVALID',
      hint: expect.stringContaining('--provenance=false'),
    });
    layout.finish([layout.index([image])]);
    expect((await read()).children).toEqual([image.digest]);
  });

  test('that offers a choice, or nothing, is refused', async () => {
    layout.finish([layout.image('one'), layout.image('two')]);
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
    layout.finish([]);
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });
});

describe('links', () => {
  beforeEach(() => layout.finish([layout.image('layer')]));

  test('for a layer, the index or the marker are refused, though the bytes are right', async () => {
    for (const path of [
      fileOf(layout.blob(types.layer, 'layer')),
      join(layout.path, 'index.json'),
      join(layout.path, 'oci-layout'),
    ]) {
      const away = join(root, 'away');
      renameSync(path, away);
      symlinkSync(away, path);
      await expect(read()).rejects.toEqual(code('FILE_UNSAFE'));
      unlinkSync(path);
      renameSync(away, path);
      expect((await read()).children).toEqual([]);
    }
  });

  test.each(['', 'blobs', 'blobs/sha256'])('for the folder %j are refused', async (name) => {
    const path = join(layout.path, name);
    renameSync(path, join(root, 'away'));
    symlinkSync(join(root, 'away'), path.replace(/\/$/, ''));
    await expect(read()).rejects.toEqual(code('FILE_UNSAFE'));
  });

  test('a folder that is not there is missing', async () => {
    await expect(readLayout(files, join(root, 'none'))).rejects.toEqual(code('FILE_MISSING'));
  });
});

describe('a layout with an image index', () => {
  test('is read children first, the index last', async () => {
    const children = [layout.image('amd64'), layout.image('arm64')];
    const index = layout.index(children);
    layout.finish([index]);
    const found = await read();
    expect(found).toMatchObject({ digest: index.digest, mediaType: types.index });
    expect(found.children).toEqual(children.map((child) => child.digest));
    expect(found.manifests.map((manifest) => manifest.digest)).toEqual([...found.children, index.digest]);
    expect(found.blobs).toHaveLength(3);
  });

  test('whose child is missing, changed, double or none is refused', async () => {
    const [one, two] = [layout.image('amd64'), layout.image('arm64')];
    for (const children of [[], [one, one], [one, { ...two, size: two.size + 1 }]]) {
      layout.finish([layout.index(children)]);
      await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
    }
    layout.finish([layout.index([one, two])]);
    unlinkSync(fileOf(two));
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('inside an index is refused', async () => {
    layout.finish([layout.index([layout.index([layout.image('amd64')])])]);
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('of 100 manifests is read, of 101 refused', async () => {
    const children = Array.from({ length: 101 }, (_, index) => layout.image(`layer ${index}`));
    layout.finish([layout.index(children.slice(1))]);
    expect((await read()).children).toHaveLength(100);
    layout.finish([layout.index(children)]);
    await expect(read()).rejects.toEqual(code('IMAGE_INVALID'));
  });
});

describe('pushing', () => {
  test('leaves the registry with exactly the image, and a repeat sends nothing new', async () => {
    const server = await startRegistry(sharedClock());
    const registry = openRegistry(`${server.host}/org/app`, { kind: 'anonymous', local: true });
    layout.finish([layout.index([layout.image('amd64'), layout.image('arm64')])]);
    const found = await read();
    await pushLayout(registry, found, 'kept');
    expect(Buffer.from((await registry.manifest(found.digest)).bytes).equals(Buffer.from(found.bytes))).toBe(true);
    expect(server.repository('org/app').blobs.size).toBe(3);
    const uploads = server.calls.filter((call) => call.method === 'POST').length;
    await pushLayout(registry, found, 'kept');
    expect(server.calls.filter((call) => call.method === 'POST').length).toBe(uploads);
    await server.close();
  });

  test('stops at a layer that was changed after reading', async () => {
    const server = await startRegistry(sharedClock());
    const registry = openRegistry(`${server.host}/org/app`, { kind: 'anonymous', local: true });
    const layer = layout.blob(types.layer, 'layer');
    layout.finish([layout.image('layer')]);
    const found = await read();
    writeFileSync(fileOf(layer), 'layeR');
    await expect(pushLayout(registry, found, 'kept')).rejects.toEqual(code('IMAGE_INVALID'));
    expect(server.repository('org/app').manifests.size).toBe(0);
    await server.close();
  });
});
