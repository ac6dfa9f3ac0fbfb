// Registries as they are: accepting with another status, showing late what they accepted, keeping tags for good. A push
// is complete in the end, or it fails; and a registry that cannot hold a signed image is refused before any of the
// image is sent.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sharedClock } from '../../../../local-cloud/clock.ts';
import { type LocalRegistry, startRegistry } from '../../../../local-cloud/registry.ts';
import type { Call } from '../../../../local-cloud/server.ts';
import type { Registry } from '../../../../src/model/ports.ts';
import { openRegistry } from '../../../../src/platform/registry/registry.ts';
import { bundleType, hangingOn, imageOf, indexType, manifestType, part, plant } from './image.ts';

const image = imageOf(part('layer'));
const tag = 'c0ffee-1234';
const referrersTag = image.digest.replace(':', '-');
const artifacts = [1, 2, 3].map((bundle) => ({
  artifactType: bundleType,
  bytes: part({ bundle }).bytes,
  annotations: { 'dev.sigstore.bundle.predicateType': 'https://slsa.dev/provenance/v1' },
}));
let server: LocalRegistry;
let registry: Registry;
let notes: string[];

beforeEach(async () => {
  server = await startRegistry(sharedClock());
  registry = openRegistry(
    `${server.host}/org/app`,
    { kind: 'anonymous', local: true },
    {
      pace: { deadline: 5000, attempts: 2, backoff: 2 },
      note: (text) => notes.push(text),
    },
  );
  notes = [];
});
afterEach(() => server.close());

const contents = () => server.repository('org/app');
const code = (expected: string) => expect.objectContaining({ code: expected });
const isPut = (call: Call, part: string) => call.method === 'PUT' && call.path.includes(part);

/** All that publishing asks of a registry. */
async function pushAll(): Promise<void> {
  await registry.rehearse(image.digest, tag, bundleType);
  for (const { digest, bytes } of [image.config, image.layer]) await registry.pushBlob(digest, { bytes });
  await registry.pushManifest(image.digest, manifestType, image.bytes);
  await registry.tag(image.digest, tag);
  await registry.attach(image.digest, artifacts);
}

async function expectWhole(): Promise<void> {
  expect((await registry.manifest(image.digest)).digest).toBe(image.digest);
  expect(contents().tags.get(tag)).toBe(image.digest);
  const { found, ignored } = await hangingOn(registry, image.digest);
  expect(found.map(({ bytes }) => bytes).sort()).toEqual(artifacts.map(({ bytes }) => bytes).sort());
  expect(ignored).toEqual({ count: 0, complete: true, reasons: [] });
}

const ways: [string, Partial<LocalRegistry['behavior']>][] = [
  ['with the API', {}],
  ['without the API', { referrersApi: false }],
  ['that takes with 200', { takenStatus: 200 }],
  ['that takes with 204', { takenStatus: 204 }],
  ['that takes with 202', { takenStatus: 202, referrersApi: false }],
  ['that shows what it took four reads later', { lag: 4 }],
  ['that shows it four reads later, without OCI-Subject', { lag: 4, subjectHeader: false }],
  ['that shows tags four reads later', { lag: 4, referrersApi: false }],
  ['that keeps tags for good', { immutableTags: true }],
  ['that keeps tags for good, and has no API', { immutableTags: true, referrersApi: false }],
];

test.each(ways)('a registry %s holds the whole image, and holds it again', async (_name, behavior) => {
  Object.assign(server.behavior, behavior);
  await pushAll();
  await expectWhole();
  const before = new Set(contents().manifests.keys());
  await pushAll();
  await expectWhole();
  expect(new Set(contents().manifests.keys())).toEqual(before);
});

describe('what never becomes readable', () => {
  test.each([
    ['a blob', (call: Call) => call.method === 'HEAD' && call.path.includes('/blobs/')],
    ['a manifest', (call: Call) => call.method === 'GET' && call.path.endsWith(image.digest)],
    ['a tag', (call: Call) => call.method === 'GET' && call.path.endsWith(tag)],
  ])('%s is a fault, however the registry took it', async (_name, isHidden) => {
    server.behavior.alter = (call) => (isHidden(call) ? { status: 404 } : undefined);
    await expect(pushAll()).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('a manifest that comes back as another kind is a fault', async () => {
    server.behavior.alter = (call, reply) =>
      call.method === 'GET' && call.path.endsWith(image.digest)
        ? { ...reply, headers: { 'content-type': 'application/vnd.docker.distribution.manifest.v2+json' } }
        : undefined;
    await expect(pushAll()).rejects.toMatchObject({ code: expect.stringMatching(/^(REGISTRY_FAILED|IMAGE_INVALID)$/) });
  });
});

test('entries of others in the referrers tag stay as they were, also those that we cannot read', async () => {
  server.behavior.referrersApi = false;
  plant(server, 'org/app', image);
  const theirs = {
    mediaType: 'x/y',
    digest: `sha512:${'a'.repeat(128)}`,
    size: 1,
    data: 'eA==',
    platform: { os: 'x' },
  };
  const index = part({ schemaVersion: 2, mediaType: indexType, manifests: [theirs] });
  contents().manifests.set(index.digest, { mediaType: indexType, bytes: index.bytes });
  contents().tags.set(referrersTag, index.digest);
  server.behavior.alter = (call) => {
    if (!isPut(call, referrersTag)) return undefined;
    const digest = part(call.body.toString()).digest;
    contents().manifests.set(digest, { mediaType: indexType, bytes: call.body });
    contents().tags.set(referrersTag, digest);
    return { status: 201 };
  };
  await registry.attach(image.digest, artifacts);
  const written = JSON.parse(
    contents()
      .manifests.get(contents().tags.get(referrersTag) ?? '')
      ?.bytes.toString() ?? '{}',
  );
  expect(written.manifests).toHaveLength(4);
  expect(written.manifests[0]).toEqual(theirs);
});

describe('the tag that lists what hangs on an image, where it names', () => {
  const tagged = (...manifests: object[]) => {
    const index = part({ schemaVersion: 2, mediaType: indexType, manifests });
    contents().manifests.set(index.digest, { mediaType: indexType, bytes: index.bytes });
    contents().tags.set(referrersTag, index.digest);
  };
  const entry = (digest: string) => ({ mediaType: manifestType, digest, size: 700 });
  const gone = entry(part('gone').digest);
  const listed = () =>
    JSON.parse(
      contents()
        .manifests.get(contents().tags.get(referrersTag) ?? '')
        ?.bytes.toString() ?? '{}',
    );
  beforeEach(() => {
    server.behavior.referrersApi = false;
  });

  test('what is gone, is written without that, which is said, and keeps what is there', async () => {
    const theirs = imageOf(part('theirs'));
    plant(server, 'org/app', theirs);
    tagged(gone, entry(theirs.digest), entry(part('gone too').digest));
    await pushAll();
    expect(listed().manifests).toHaveLength(4);
    expect(listed().manifests[0]).toEqual(entry(theirs.digest));
    expect(notes).toEqual([expect.stringContaining('named 2 referrers that')]);
    await pushAll();
    expect(notes).toHaveLength(1);
  });

  test('only what is there, is written as it was and nothing is said', async () => {
    const theirs = imageOf(part('theirs'));
    plant(server, 'org/app', theirs);
    tagged(entry(theirs.digest));
    await pushAll();
    expect([listed().manifests.length, notes]).toEqual([4, []]);
  });

  const faults: [string, Partial<LocalRegistry['behavior']>, object][] = [
    ['cannot be written again', { immutableTags: true }, gone],
    ['is refused', { alter: (call) => (isPut(call, referrersTag) ? { status: 400 } : undefined) }, gone],
    ['has no room for more', {}, { ...gone, annotations: { words: 'x'.repeat(4 * 1024 * 1024 - 1024) } }],
    [
      'names what nobody says is gone',
      { alter: (call) => (call.method === 'HEAD' && call.path.endsWith(gone.digest) ? { status: 403 } : undefined) },
      gone,
    ],
  ];
  test.each(faults)('and %s, is a fault before anything of the image is sent', async (_name, behavior, entries) => {
    tagged(entries);
    Object.assign(server.behavior, behavior);
    await expect(pushAll()).rejects.toMatchObject({
      code: 'REGISTRY_FAILED',
      message: expect.stringContaining('nothing of it was sent'),
    });
    expect(contents().manifests.has(image.digest)).toBe(false);
    expect(contents().blobs.has(image.layer.digest)).toBe(false);
  });
});

describe('the tag of an image', () => {
  test('that names another image is a fault, before anything of this one is sent', async () => {
    const other = imageOf(part('other'));
    plant(server, 'org/app', other);
    contents().tags.set(tag, other.digest);
    await expect(pushAll()).rejects.toMatchObject({
      code: 'REGISTRY_FAILED',
      message: expect.stringContaining(`the tag ${tag} names ${other.digest}`),
    });
    expect(contents().manifests.has(image.digest)).toBe(false);
    await expect(registry.tag(image.digest, tag)).rejects.toEqual(code('IMAGE_MISSING'));
  });

  test('refused with what it names already is success, as registries with immutable tags do', async () => {
    plant(server, 'org/app', image);
    let written = false;
    server.behavior.alter = (call) => {
      if (call.method === 'GET' && call.path.endsWith(tag) && !written) return { status: 404 };
      if (!isPut(call, tag)) return undefined;
      written = true;
      contents().tags.set(tag, image.digest);
      return { status: 409 };
    };
    await registry.tag(image.digest, tag);
    expect(written).toBe(true);
  });
});

test.each([
  ['is taken back', {}, ['safeguard-rehearsal']],
  [
    'is left where tags are for good, and another is set',
    { immutableTags: true },
    [`safeguard-rehearsal-${image.digest.slice(7, 19)}`],
  ],
])('the tag of the rehearsal that somebody else took %s', async (_name, behavior, names) => {
  Object.assign(server.behavior, behavior);
  const squat = imageOf(part('somebody else'));
  plant(server, 'org/app', squat);
  contents().tags.set('safeguard-rehearsal', squat.digest);
  await pushAll();
  await expectWhole();
  await pushAll();
  const ours = [...contents().tags].filter(
    ([name, digest]) => name.startsWith('safeguard-rehearsal') && digest !== squat.digest,
  );
  expect(ours.map(([name]) => name)).toEqual(names);
});

describe('a registry that cannot hold a signed image', () => {
  const refusals: [string, (call: Call) => boolean][] = [
    ['manifests with a subject', (call) => isPut(call, '/manifests/') && call.body.includes('"subject"')],
    ['artifacts', (call) => isPut(call, '/manifests/') && call.body.includes('"artifactType"')],
    ['tags', (call) => isPut(call, '/manifests/') && !call.path.includes('sha256:')],
    ['uploads', (call) => call.method === 'POST'],
  ];
  test.each(refusals)(
    'because it refuses %s is found out before anything of the image is sent',
    async (_name, refuses) => {
      server.behavior.alter = (call) => {
        if (!refuses(call)) return undefined;
        // The stand-in keeps what it was sent before it answers.
        contents().tags.clear();
        return { status: 400 };
      };
      const sent = () =>
        server.calls.filter((call) => isPut(call, image.digest) || call.body.equals(image.layer.bytes));
      await expect(pushAll()).rejects.toMatchObject({
        code: 'REGISTRY_FAILED',
        message: expect.stringContaining('nothing of it was sent'),
      });
      expect(sent()).toEqual([]);
    },
  );

  test('because it lists referrers nowhere is found out too', async () => {
    server.behavior.referrersApi = false;
    server.behavior.alter = (call) =>
      call.path.includes('/manifests/sha256-') ? { status: call.method === 'PUT' ? 201 : 404 } : undefined;
    await expect(pushAll()).rejects.toEqual(code('REGISTRY_FAILED'));
    expect(contents().manifests.has(image.digest)).toBe(false);
  });
});
