// Decoys that anybody who may push to the registry can attach to a published image, tried through the gate's door: none
// of them counts, none blocks the deploy of an honest image, and skipped ones are reported. To add one, add a line to
// `decoys`.
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bundleLimit, predicateTypes } from '../../src/model/statement.ts';
import { buildStep, deploy, gate, openBuildWorld, publish } from '../spine/build-world.ts';
import { signAs } from '../spine/evidence-tampering.ts';
import { bundleType, hang, indexType, manifestType, type Part, part } from '../unit/platform/registry/image.ts';

const world = await openBuildWorld();
const { clinic } = world;
const server = clinic.cloud.registry;
const path = 'clinic-api';
const contents = server.repository(path);
const published = await publish(world);
const subject: Part = part(String(contents.manifests.get(world.digest)?.bytes));
afterAll(() => clinic.close());

const describeSubject = { mediaType: manifestType, digest: subject.digest, size: subject.bytes.length };
const empty = part('{}');
const config = { mediaType: 'application/vnd.oci.empty.v1+json', digest: empty.digest, size: 2 };
const ours = { 'dev.sigstore.bundle.predicateType': predicateTypes.provenance };
const layerOf = (blob: Part) => ({ mediaType: bundleType, digest: blob.digest, size: blob.bytes.length });
const put = (manifest: Part, mediaType = manifestType) =>
  contents.manifests.set(manifest.digest, { mediaType, bytes: manifest.bytes });
const blob = (bytes: Buffer | string) => {
  const made = part(bytes.toString());
  contents.blobs.set(made.digest, made.bytes);
  return made;
};
/** A referrer of the image as JSON text, for those who do not write what they should. */
const text = (layers: readonly object[], extra: object = {}) =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    artifactType: bundleType,
    config,
    layers,
    subject: describeSubject,
    ...extra,
  });
const junk = () => blob('{"a":1}');
const large = () => blob(Buffer.alloc(bundleLimit + 1, 32));
const genuineBundle = () => [...contents.blobs].find(([, bytes]) => bytes.includes('dsseEnvelope'));

/** Lays one decoy; `count` is how many referrers are passed over unread, 0 where it is read and does not count. */
const decoys: [string, number, () => void][] = [
  ['a bundle that is junk', 0, () => put(part(text([layerOf(junk())])))],
  ['a bundle layer of a byte more than a bundle may have', 1, () => put(part(text([layerOf(large())])))],
  ['a large layer that calls itself small', 1, () => put(part(text([{ ...layerOf(large()), size: 9 }])))],
  ['a small layer that calls itself empty', 1, () => put(part(text([{ ...layerOf(junk()), size: 0 }])))],
  ['a layer that is not there', 1, () => put(part(text([layerOf(part('gone'))])))],
  [
    'a layer of other bytes',
    1,
    () => {
      const other = part('{"a":2}');
      contents.blobs.set(other.digest, Buffer.from('{"a":3}'));
      put(part(text([layerOf(other)])));
    },
  ],
  [
    'a layer under SHA-512',
    1,
    () => put(part(text([{ mediaType: 'x/y', digest: `sha512:${'a'.repeat(128)}`, size: 1 }]))),
  ],
  ['annotations that are null', 0, () => put(part(text([], { annotations: null })))],
  [
    'a key given twice',
    1,
    () => put(part(text([]).replace('"schemaVersion":2', '"schemaVersion":2,"schemaVersion":2'))),
  ],
  ['a key __proto__', 1, () => put(part(text([]).replace('"layers"', '"__proto__":{},"layers"')))],
  ['no layers', 1, () => put(part(text([]).replace('"layers":[],', '')))],
  ['a size in words', 1, () => put(part(text([], { config: { ...config, size: '2' } })))],
  ['600 layers that name one blob', 0, () => put(part(text(Array.from({ length: 600 }, () => layerOf(junk())))))],
  ['5 layers that name five blobs', 1, () => put(part(text([1, 2, 3, 4, 5].map((n) => layerOf(blob(`{"n":${n}}`))))))],
  [
    'an index',
    1,
    () =>
      put(
        part({
          schemaVersion: 2,
          mediaType: indexType,
          manifests: [],
          subject: describeSubject,
          artifactType: bundleType,
        }),
        indexType,
      ),
  ],
  [
    'an index announced as a manifest',
    1,
    () => put(part({ schemaVersion: 2, mediaType: indexType, manifests: [], subject: describeSubject })),
  ],
  ['a manifest announced as an index', 1, () => put(part(text([layerOf(junk())])), indexType)],
  ['a manifest announced as HTML', 1, () => put(part(text([layerOf(junk())])), 'text/html')],
  ['fields of two kinds', 1, () => put(part(text([], { manifests: [] })))],
  [
    'nesting of 100 levels',
    1,
    () => put(part(text([]).replace('"layers":[]', `"x":${'['.repeat(100)}${']'.repeat(100)},"layers":[]`))),
  ],
  [
    'a genuine bundle once more',
    0,
    () => {
      const [, bytes] = genuineBundle() ?? ['', Buffer.alloc(0)];
      hang(server, path, subject, { digest: part(bytes.toString()).digest, bytes }, { annotations: { again: 'yes' } });
    },
  ],
  ['an image under the referrers tag', 0, () => contents.tags.set(world.digest.replace(':', '-'), world.digest)],
  [
    'junk under the referrers tag',
    0,
    () => {
      const made = part('<html>');
      put(made, 'text/html');
      contents.tags.set(world.digest.replace(':', '-'), made.digest);
    },
  ],
  [
    '200 decoys with our annotations',
    168,
    () => {
      for (let n = 0; n < 200; n += 1) hang(server, path, subject, part(`{"n":${n}}`));
    },
  ],
];

describe('one decoy on a published image', () => {
  let saved: { manifests: typeof contents.manifests; blobs: typeof contents.blobs; tags: typeof contents.tags };
  beforeEach(() => {
    saved = { manifests: new Map(contents.manifests), blobs: new Map(contents.blobs), tags: new Map(contents.tags) };
    contents.blobs.set(empty.digest, empty.bytes);
  });
  afterEach(() => {
    for (const key of ['manifests', 'blobs', 'tags'] as const) contents[key].clear();
    for (const [key, value] of saved.manifests) contents.manifests.set(key, value);
    for (const [key, value] of saved.blobs) contents.blobs.set(key, value);
    for (const [key, value] of saved.tags) contents.tags.set(key, value);
  });

  test('none: the gate allows and has nothing to say of it', async () => {
    expect(published.code).toBe(0);
    const ended = await gate(world);
    expect(ended.code).toBe(0);
    expect(ended.lines.join('\n')).not.toContain('ignored:');
    expect(ended.summary).not.toContain('| Ignored |');
  });

  test.each(decoys)('%s does not stand in the way', async (_name, count, lay) => {
    lay();
    const calls = server.calls.length;
    const ended = await gate(world);
    expect({ code: ended.code, lines: ended.code === 0 ? [] : ended.lines }).toEqual({ code: 0, lines: [] });
    expect(ended.summary.includes('| Ignored |')).toBe(count > 0);
    if (count > 0) expect(ended.summary).toContain(`| Ignored | ${count} referrer`);
    const blobs = server.calls.slice(calls).flatMap((call) => (call.path.includes('/blobs/') ? [call.path] : []));
    expect(blobs).toEqual([...new Set(blobs)]);
  });

  test.each(decoys)('%s does not replace what is missing', async (_name, _count, lay) => {
    for (const [digest, { bytes }] of [...contents.manifests])
      if (bytes.includes(predicateTypes.provenance)) contents.manifests.delete(digest);
    lay();
    expect((await gate(world)).code).toBe(1);
  });
});

test('a statement of anyone with half a surrogate pair denies nobody, and is kept as what it is', async () => {
  const statement = (predicateType: string) =>
    Buffer.from(
      `{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"${world.digest.slice(7)}"}}],"predicateType":"${predicateType}","predicate":{"x":"\\ud800"}}`,
    );
  const { job } = buildStep(world);
  const stranger = { ...job, repository: 'else/where', repositoryId: '99' };
  for (const type of ['https://example.com/x', '\\ud800', predicateTypes.scan]) {
    for (const signer of [job, stranger]) {
      const bytes = Buffer.from(await signAs(clinic, signer, statement(type)));
      hang(server, path, subject, { digest: part(bytes.toString()).digest, bytes });
    }
  }
  const ended = await deploy(world);
  expect({ code: ended.code, lines: ended.code === 0 ? [] : ended.lines }).toEqual({ code: 0, lines: [] });
});

// The last, since its decoys stay.
test('5,000 decoys with our annotations, smaller than ours, hide neither what we signed nor, after the approval, from a deploy', async () => {
  server.behavior.pageSize = 10_000;
  for (let n = 0; n < 5000; n += 1) hang(server, path, subject, part(`{"n":${n}}`), { annotations: ours });
  const ended = await deploy(world);
  expect({ code: ended.code, lines: ended.code === 0 ? [] : ended.lines }).toEqual({ code: 0, lines: [] });
  expect(ended.summary).toMatch(
    /\| Ignored \| 49\d\d referrers of the image ignored: 49\d\d because it is a bundle that does not count/,
  );
  const kept = clinic.bucket.list(`blobs/`).map(({ bytes }) => bytes.length);
  expect(Math.max(...kept)).toBeLessThan(1024 * 1024);
}, 180_000);
