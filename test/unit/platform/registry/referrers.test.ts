// Referrers by API and by tag: attaching is idempotent, listing trusts only bytes.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sharedClock } from '../../../../local-cloud/clock.ts';
import { type LocalRegistry, startRegistry } from '../../../../local-cloud/registry.ts';
import { Digest } from '../../../../src/model/ids.ts';
import type { Artifact, Registry } from '../../../../src/model/ports.ts';
import { openRegistry } from '../../../../src/platform/registry/registry.ts';
import { bundleType, hang, hangingOn, imageOf, indexType, manifestType, part, plant } from './image.ts';

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
  registry = openRegistry(
    `${server.host}/org/app`,
    { kind: 'anonymous', local: true },
    {
      pace: { deadline: 2000, attempts: 2, backoff: 1 },
    },
  );
  plant(server, 'org/app', image);
  plant(server, 'org/app', other);
});
afterEach(() => server.close());

const contents = () => server.repository('org/app');
const listed = () => hangingOn(registry, image.digest);
const digests = async () => (await listed()).found.map(({ referrer }) => referrer);
const attach = async (one: Artifact = artifact, subject = image.digest) => {
  const [digest] = await registry.attach(subject, [one]);
  return Digest.parse(digest);
};
const nothingIgnored = { count: 0, complete: true, reasons: [] };
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
    const digest = await attach();
    expect(await attach()).toBe(digest);
    const content = part('{"bundle":1}');
    const { found, ignored } = await listed();
    expect(found).toEqual([{ referrer: digest, digest: content.digest, bytes: content.bytes }]);
    expect(ignored).toEqual(nothingIgnored);
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
    const found = [await attach(), await attach(second)];
    expect((await digests()).sort()).toEqual(found.sort());
    expect((await hangingOn(registry, other.digest)).found).toEqual([]);
  });

  test('to an image that is not there is refused', async () => {
    await expect(registry.attach(part('none').digest, [artifact])).rejects.toEqual(code('IMAGE_MISSING'));
  });
});

test('annotations in another order make the same referrer', async () => {
  const reversed = { ...artifact, annotations: Object.fromEntries(Object.entries(annotations).reverse()) };
  expect(await attach(reversed)).toBe(await attach());
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
    const digest = await attach();
    expect(await digests()).toEqual([digest]);
  });

  test('that never keeps the entry ends in a fault', async () => {
    server.behavior.alter = (call) => (call.method === 'GET' && call.path.endsWith(tag) ? { status: 404 } : undefined);
    await expect(attach()).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('that cannot be written is a fault', async () => {
    server.behavior.alter = (call) =>
      call.method === 'PUT' && call.path.endsWith(tag) ? { status: 403, body: 'immutable' } : undefined;
    await expect(attach()).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('that is no index is none, and is written over when something is attached', async () => {
    contents().tags.set(tag, image.digest);
    expect(await listed()).toEqual({ found: [], ignored: nothingIgnored });
    const digest = await attach();
    expect(await digests()).toEqual([digest]);
  });

  test('is joined with the API without doubles', async () => {
    const byTag = await attach();
    server.behavior.referrersApi = true;
    const byApi = await attach(second);
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
  const reasons = async () => (await listed()).ignored.reasons;

  test('reads all pages, also where their links name another host, which is never asked', async () => {
    server.behavior.pageSize = 1;
    const attached = await registry.attach(image.digest, [artifact, second]);
    expect(await digests()).toEqual(attached);
    server.behavior.alter = (_call, reply) => {
      const link = reply.headers?.['link']?.replace('</', '<http://192.0.2.1/');
      return link === undefined ? undefined : { ...reply, headers: { ...reply.headers, link } };
    };
    expect(await digests()).toEqual(attached);
  });

  test('passes over what names another subject, no subject, is gone, or is no manifest, and says how many', async () => {
    const decoy = hang(server, 'org/app', other, part('{"bundle":3}'));
    list(
      entry(decoy),
      entry(image),
      entry(part('gone')),
      entry(other, 'application/vnd.oci.artifact.manifest.v1+json'),
    );
    expect(await listed()).toEqual({
      found: [],
      ignored: {
        count: 4,
        complete: true,
        reasons: [
          { reason: 'it does not name this image', count: 3 },
          { reason: 'it is listed but not there', count: 1 },
        ],
      },
    });
    const genuine = hang(server, 'org/app', image, part('{"bundle":3}'));
    list(entry(decoy), entry(genuine));
    expect(await digests()).toEqual([genuine.digest]);
  });

  test('passes over a referrer whose bytes are not those of its digest, and one whose bundle is another', async () => {
    const [digest, honest] = [await attach(), await attach(second)];
    const twin = Buffer.from(contents().manifests.get(digest)?.bytes.toString().replace('slsa', 'slsb') ?? '');
    contents().manifests.set(digest, { mediaType: manifestType, bytes: twin });
    hang(server, 'org/app', image, { digest: part('{"bundle":4}').digest, bytes: Buffer.from('{"bundle":5}') });
    expect(await digests()).toEqual([honest]);
    expect(await reasons()).toEqual([
      { reason: 'it cannot be read, or its bytes are not those of its digest', count: 2 },
    ]);
  });

  test('looks first where it is told to, even at what no list names; a hint that leads nowhere is no matter', async () => {
    const [one, two] = [await attach(), await attach(second)];
    const found = async (...first: string[]) => {
      const read = await hangingOn(
        registry,
        image.digest,
        first.map((text) => Digest.parse(text)),
      );
      expect(read.ignored).toEqual(nothingIgnored);
      return read.found.map(({ referrer }) => referrer);
    };
    expect(await found()).toEqual([one, two]);
    expect(await found(two)).toEqual([two, one]);
    expect(await found(part('nothing').digest, two)).toEqual([two, one]);
    server.behavior.referrersApi = false;
    expect(await found()).toEqual([]);
    expect(await found(two)).toEqual([two]);
  });

  test('believes nothing of a hint but the place: what it names must name the image', async () => {
    const stranger = hang(server, 'org/app', other, part('{"bundle":3}'));
    expect((await hangingOn(registry, image.digest, [stranger.digest])).found).toEqual([]);
  });

  const noLists: [string, object][] = [
    ...[303, 307, 400, 404, 405, 406, 410, 415, 501].map((status): [string, object] => [
      `status ${status}`,
      { status },
    ]),
    ['HTML', { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' }],
    ['{}', { body: {} }],
    ['null', { body: 'null' }],
    ['a list whose entries are no array', { body: { schemaVersion: 2, manifests: { 0: {} } } }],
    ['a page that is cut', { body: '{"schemaVersion":2,"manifests":[' }],
  ];
  test.each(noLists)('%s instead of the API is an API that is not there: the tag serves', async (_name, answer) => {
    server.behavior.subjectHeader = false;
    server.behavior.alter = (call, reply) => (call.path.includes('/referrers/') ? { ...reply, ...answer } : undefined);
    const digest = await attach();
    expect(await digests()).toEqual([digest]);
    expect(contents().tags.has(tag)).toBe(true);
    server.behavior.alter = undefined;
    expect((await registry.attach(image.digest, [second])).length).toBe(1);
    expect((await listed()).found).toHaveLength(2);
  });

  test.each([401, 403, 429, 500, 503])('a refusal with %d is not an image without referrers', async (status) => {
    await attach();
    server.behavior.alter = (call) => (call.path.includes('/referrers/') ? { status } : undefined);
    await expect(listed()).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  const apiAnswers: [string, (digest: string) => object, boolean][] = [
    [
      'an empty page that leads on',
      () => ({ headers: { link: '<?again>; rel="next"' }, body: { manifests: [] } }),
      false,
    ],
    ['a page of 100 MiB', () => ({ body: Buffer.alloc(100 * 1024 * 1024, 32) }), false],
    [
      'entries that nobody can read',
      (digest) => ({
        body: {
          manifests: [
            { mediaType: manifestType, digest: 'latest', size: 1 },
            { mediaType: manifestType, digest: `sha512:${'a'.repeat(128)}`, size: 1 },
            { digest, size: 'large', annotations: { a: 1 } },
            7,
          ],
        },
      }),
      true,
    ],
    [
      'a hostile key',
      (digest) => ({ body: `{"manifests":[{"digest":"${digest}","annotations":{"__proto__":"x"}}]}` }),
      true,
    ],
    [
      'a key given twice',
      (digest) => ({ body: `{"manifests":[],"manifests":[{"digest":"${digest}","digest":"${digest}"}]}` }),
      true,
    ],
  ];
  test.each(apiAnswers)('%s hides neither what the tag names nor what is known', async (_name, answer, complete) => {
    const digest = await attach();
    server.behavior.referrersApi = false;
    const byTag = await attach(second);
    server.behavior.referrersApi = true;
    server.behavior.alter = (call, reply) =>
      call.path.includes('/referrers/') ? { ...reply, ...answer(digest) } : undefined;
    const { found, ignored } = await hangingOn(registry, image.digest, [digest]);
    expect(found.map(({ referrer }) => referrer)).toEqual([digest, byTag]);
    expect(ignored.complete).toBe(complete);
  });

  test('a list that never ends is left after a bounded number of pages', async () => {
    await attach();
    let page = 0;
    server.behavior.alter = (call) => {
      if (!call.path.includes('/referrers/')) return undefined;
      page += 1;
      const manifests = [{ mediaType: 'x', digest: part(`page ${page}`).digest, size: 1 }];
      return { status: 200, headers: { link: `<?page=${page}>; rel="next"` }, body: { manifests } };
    };
    const { ignored } = await listed();
    expect(page).toBeLessThanOrEqual(1000);
    expect(ignored).toMatchObject({ count: page, complete: false });
  });

  test('the registry refusing every single one is a fault; refusing one of two is not', async () => {
    const [one, two] = [await attach(), await attach(second)];
    const refuse = (...digests: string[]) => {
      server.behavior.alter = (call) =>
        digests.some((digest) => call.path.endsWith(digest)) ? { status: 500 } : undefined;
    };
    refuse(one);
    expect(await digests()).toEqual([two]);
    expect((await listed()).ignored).toMatchObject({ count: 1, complete: false });
    refuse(one, two);
    await expect(listed()).rejects.toEqual(code('REGISTRY_FAILED'));
  });
});

test('an index can be a subject', async () => {
  const index = part({
    schemaVersion: 2,
    mediaType: indexType,
    manifests: [{ mediaType: manifestType, digest: image.digest, size: image.bytes.length }],
  });
  contents().manifests.set(index.digest, { mediaType: indexType, bytes: index.bytes });
  const digest = await attach(artifact, index.digest);
  expect((await hangingOn(registry, index.digest)).found).toMatchObject([{ referrer: digest }]);
});

test('a registry that takes the referrers tag for the digest lists nothing of the image itself', async () => {
  const child = { mediaType: manifestType, digest: image.digest, size: image.bytes.length };
  const index = part({ schemaVersion: 2, mediaType: indexType, manifests: [child] });
  contents().manifests.set(index.digest, { mediaType: indexType, bytes: index.bytes });
  contents().tags.set(index.digest.replace(':', '-'), index.digest);
  server.behavior.referrersApi = false;
  expect(await hangingOn(registry, index.digest)).toEqual({ found: [], ignored: nothingIgnored });
});
