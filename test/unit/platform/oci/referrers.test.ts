// Referrers by API and by tag: attaching is idempotent, listing believes nothing but bytes.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Digest } from '../../../../src/model/ids.ts';
import type { Registry } from '../../../../src/model/ports.ts';
import { openRegistry } from '../../../../src/platform/oci/registry.ts';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { type LocalRegistry, startRegistry } from '../../../local-cloud/registry.ts';
import { bundleType, imageOf, indexType, manifestType, part, plant } from './image.ts';

const image = imageOf(part('layer'));
const other = imageOf(part('other layer'));
const annotations = {
  'dev.sigstore.bundle.predicateType': 'https://slsa.dev/provenance/v1',
  'dev.sigstore.bundle.content': 'dsse-envelope',
};
const artifact = { artifactType: bundleType, bytes: Buffer.from('{"bundle":1}'), annotations };
const second = { ...artifact, bytes: Buffer.from('{"bundle":2}') };
const tag = image.digest.replace(':', '-');
let server: LocalRegistry;
let registry: Registry;

beforeEach(async () => {
  server = await startRegistry(sharedClock());
  registry = openRegistry(`${server.host}/org/app`, { kind: 'anonymous', local: true }, undefined, {
    pace: { deadline: 2000, attempts: 2, backoff: 1 },
  });
  plant(server, 'org/app', image);
  plant(server, 'org/app', other);
});
afterEach(() => server.close());

const contents = () => server.repository('org/app');
const digests = async () => (await registry.referrers(image.digest)).map((referrer) => referrer.digest);
const code = (expected: string) => expect.objectContaining({ code: expected });

const modes: [string, { referrersApi: boolean; subjectHeader: boolean }, boolean][] = [
  ['by API', { referrersApi: true, subjectHeader: true }, false],
  ['by an API without OCI-Subject', { referrersApi: true, subjectHeader: false }, false],
  ['by tag', { referrersApi: false, subjectHeader: false }, true],
];

describe.each(modes)('attaching %s', (_name, behavior, tagged) => {
  beforeEach(() => {
    Object.assign(server.behavior, behavior);
  });

  test('makes a referrer with subject, types and annotations, and is idempotent', async () => {
    const digest = await registry.attach(image.digest, artifact);
    expect(await registry.attach(image.digest, artifact)).toBe(digest);
    const layer = { mediaType: bundleType, digest: part('{"bundle":1}').digest, size: 12 };
    expect(await registry.referrers(image.digest)).toEqual([
      { digest, artifactType: bundleType, annotations, layers: [layer] },
    ]);
    expect(contents().tags.has(tag)).toBe(tagged);
    const stored = JSON.parse(contents().manifests.get(digest)?.bytes.toString() ?? '{}');
    expect(stored).toMatchObject({
      mediaType: manifestType,
      artifactType: bundleType,
      config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: part('{}').digest, size: 2 },
      subject: { mediaType: manifestType, digest: image.digest, size: image.bytes.length },
    });
  });

  test('keeps several apart, and away from other images', async () => {
    const found = [await registry.attach(image.digest, artifact), await registry.attach(image.digest, second)];
    expect((await digests()).sort()).toEqual(found.sort());
    expect(await registry.referrers(other.digest)).toEqual([]);
  });

  test('to an image that is not there is refused', async () => {
    await expect(registry.attach(part('none').digest, artifact)).rejects.toEqual(code('IMAGE_MISSING'));
  });
});

test('annotations in another order make the same referrer', async () => {
  const reversed = { ...artifact, annotations: Object.fromEntries(Object.entries(annotations).reverse()) };
  expect(await registry.attach(image.digest, reversed)).toBe(await registry.attach(image.digest, artifact));
});

describe('the tag', () => {
  beforeEach(() => {
    server.behavior.referrersApi = false;
  });

  test('is written again when another writer replaced it in between', async () => {
    const stranger = part({ schemaVersion: 2, mediaType: indexType, manifests: [] });
    let replaced = 0;
    server.behavior.alter = (call) => {
      if (call.method !== 'GET' || !call.path.endsWith(tag) || contents().tags.size === 0 || replaced > 1)
        return undefined;
      replaced += 1;
      contents().manifests.set(stranger.digest, { mediaType: indexType, bytes: stranger.bytes });
      contents().tags.set(tag, stranger.digest);
      return { status: 200, headers: { 'content-type': indexType }, body: stranger.bytes };
    };
    const digest = await registry.attach(image.digest, artifact);
    expect(await digests()).toEqual([digest]);
  });

  test('that never keeps the entry ends in a fault', async () => {
    server.behavior.alter = (call) => (call.method === 'GET' && call.path.endsWith(tag) ? { status: 404 } : undefined);
    await expect(registry.attach(image.digest, artifact)).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('that cannot be written is a fault', async () => {
    server.behavior.alter = (call) =>
      call.method === 'PUT' && call.path.endsWith(tag) ? { status: 403, body: 'immutable' } : undefined;
    await expect(registry.attach(image.digest, artifact)).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('that is no index is a fault', async () => {
    contents().tags.set(tag, image.digest);
    await expect(registry.referrers(image.digest)).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('is joined with the API without doubles', async () => {
    const byTag = await registry.attach(image.digest, artifact);
    server.behavior.referrersApi = true;
    const byApi = await registry.attach(image.digest, second);
    expect((await digests()).sort()).toEqual([byTag, byApi].sort());
  });
});

describe('listing', () => {
  const entry = (target: { digest: string; bytes: Buffer }, mediaType = manifestType) => ({
    mediaType,
    digest: target.digest,
    size: target.bytes.length,
  });
  const list = (...entries: object[]) => {
    const index = part({ schemaVersion: 2, mediaType: indexType, manifests: entries });
    contents().manifests.set(index.digest, { mediaType: indexType, bytes: index.bytes });
    contents().tags.set(tag, index.digest);
  };

  test('reads all pages', async () => {
    server.behavior.pageSize = 1;
    const attached = [await registry.attach(image.digest, artifact), await registry.attach(image.digest, second)];
    expect(await digests()).toEqual(attached);
  });

  test('leaves out what names another subject, no subject, is gone, or is no manifest', async () => {
    const decoy = imageOf(part('{"bundle":3}'), { subject: entry(other) });
    plant(server, 'org/app', decoy);
    list(
      entry(decoy),
      entry(image),
      entry(part('gone')),
      entry(other, 'application/vnd.oci.artifact.manifest.v1+json'),
    );
    expect(await digests()).toEqual([]);
    const genuine = imageOf(part('{"bundle":3}'), { subject: entry(image) });
    plant(server, 'org/app', genuine);
    list(entry(decoy), entry(genuine));
    expect(await digests()).toEqual([genuine.digest]);
  });

  test('takes the type of the config where the manifest has none', async () => {
    const genuine = imageOf(part('{"bundle":3}'), { subject: entry(image) });
    plant(server, 'org/app', genuine);
    expect(await registry.referrers(image.digest)).toMatchObject([
      { artifactType: 'application/vnd.oci.image.config.v1+json', annotations: {} },
    ]);
  });

  test('refuses a referrer whose bytes are not those of its digest', async () => {
    const digest = await registry.attach(image.digest, artifact);
    const twin = Buffer.from(contents().manifests.get(digest)?.bytes.toString().replace('slsa', 'slsb') ?? '');
    contents().manifests.set(digest, { mediaType: manifestType, bytes: twin });
    await expect(digests()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('takes 200 referrers and refuses 201', async () => {
    const fakes = Array.from({ length: 201 }, (_, index) => entry(part(`gone ${index}`)));
    list(...fakes.slice(1));
    expect(await digests()).toEqual([]);
    list(...fakes);
    await expect(digests()).rejects.toEqual(code('IMAGE_INVALID'));
  });

  const apiAnswers: [string, object, string][] = [
    ['a page that leads elsewhere', { headers: { link: '<https://192.0.2.1/next>; rel="next"' } }, 'REGISTRY_FAILED'],
    [
      'an empty page that leads on',
      { headers: { link: '<?again>; rel="next"' }, body: { schemaVersion: 2, manifests: [] } },
      'IMAGE_INVALID',
    ],
    ['a page of more than 4 MiB', { body: 'x'.repeat(4 * 1024 * 1024 + 1) }, 'IMAGE_INVALID'],
    ['a page that is cut', { body: '{"schemaVersion":2,"manifests":[' }, 'IMAGE_INVALID'],
    [
      'an entry by tag',
      { body: { schemaVersion: 2, manifests: [{ mediaType: manifestType, digest: 'latest', size: 1 }] } },
      'IMAGE_INVALID',
    ],
    ['a refusal', { status: 403 }, 'REGISTRY_FAILED'],
  ];
  test.each(apiAnswers)('refuses %s', async (_name, answer, expected) => {
    await registry.attach(image.digest, artifact);
    server.behavior.alter = (call, reply) => (call.path.includes('/referrers/') ? { ...reply, ...answer } : undefined);
    await expect(digests()).rejects.toEqual(code(expected));
  });
});

test('an index can be a subject', async () => {
  const index = part({
    schemaVersion: 2,
    mediaType: indexType,
    manifests: [{ mediaType: manifestType, digest: image.digest, size: image.bytes.length }],
  });
  contents().manifests.set(index.digest, { mediaType: indexType, bytes: index.bytes });
  const digest = await registry.attach(index.digest, artifact);
  expect((await registry.referrers(Digest.parse(index.digest))).map((referrer) => referrer.digest)).toEqual([digest]);
});
