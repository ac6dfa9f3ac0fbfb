// S3 through faults: lost replies, throttles, silence, damage; and listings that a hostile or broken server might give.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../../local-cloud/server.ts';
import { sha256Hex } from '../../../../src/base/digest.ts';
import { openScene, quickLimits, type Scene } from './scene.ts';

const bytes = new TextEncoder().encode('evidence');
let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const until = () => scene.clock.now() + 3 * 86400;
const calls = () => scene.aws.s3.calls;

const slowDown: Fault = {
  kind: 'status',
  status: 503,
  body: '<Error><Code>SlowDown</Code><Message>Reduce your rate</Message></Error>',
};

describe('faults on the way (threats E5, E6, C10, F1)', () => {
  test('300 objects through 5 % of faults: nothing lost, nothing twice', async () => {
    const kinds: Fault[] = [
      slowDown,
      { kind: 'status', status: 500 },
      { kind: 'hang' },
      { kind: 'reset-before' },
      { kind: 'reset-after' },
    ];
    let faults = 0;
    scene.aws.s3.knobs.fault = (_call, index) => (index % 20 === 7 ? kinds[faults++ % kinds.length] : undefined);
    // A busy machine is no fault: each attempt has time enough to end.
    const store = await scene.open({}, scene.owner, { ...quickLimits, attempt: 2500 });
    const objects = Array.from({ length: 300 }, (_, index) => new TextEncoder().encode(`object ${index}`));
    const keys = objects.map((object) => `blobs/1/sha256/${sha256Hex(object)}`);
    const puts = await inLanes(16, keys, (key, index) => store.create(key, objects[index] ?? bytes, until()));
    expect(puts.every((put) => put.mode === 'COMPLIANCE' && put.versionId !== '')).toBe(true);
    const stored = scene.bucket.list('');
    expect(stored).toHaveLength(300);
    expect(stored.filter((version) => version.key.endsWith(sha256Hex(version.bytes)))).toHaveLength(300);
    expect(faults).toBeGreaterThan(25);
    const writes = calls().filter((call) => call.method === 'PUT').length / 300;
    expect(writes).toBeLessThanOrEqual(1.25);
    expect(calls().length / 600).toBeLessThanOrEqual(1.25);
  }, 60_000);

  test('a reply lost after the write: the second try meets 412, and says who lies there', async () => {
    scene.aws.s3.knobs.fault = (_call, index) => (index === 0 ? { kind: 'reset-after' } : undefined);
    const put = await (await scene.open()).create('a', bytes, until());
    const [only, ...others] = scene.bucket.list('a');
    expect(put).toEqual({
      outcome: 'exists',
      versionId: only?.versionId,
      mode: 'COMPLIANCE',
      retainUntil: only?.lock?.retainUntil,
    });
    expect(others).toEqual([]);
  });

  test('a body changed on the way is refused by its checksum and sent again', async () => {
    scene.aws.s3.knobs.fault = (_call, index) => (index < 2 ? { kind: 'flip-request-bit' } : undefined);
    expect((await (await scene.open()).create('a', bytes, until())).outcome).toBe('created');
    expect(scene.bucket.get('a', undefined).bytes.toString()).toBe('evidence');
  });

  test('409 is a conflict that passes', async () => {
    let conflicts = 0;
    scene.aws.s3.conflict = () => conflicts++ < 3;
    expect((await (await scene.open()).create('a', bytes, until())).outcome).toBe('created');
    scene.aws.s3.conflict = () => true;
    const brief = { ...quickLimits, total: 200 };
    await expect((await scene.open({}, scene.owner, brief)).create('b', bytes, until())).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringContaining('HTTP 409 ConditionalRequestConflict'),
    });
  });

  test('Retry-After is waited for, and ends the matter when it lies beyond the deadline', async () => {
    scene.aws.s3.knobs.fault = (_call, index) =>
      index < 1
        ? { kind: 'alter-reply', alter: () => ({ status: 503, headers: { 'retry-after': '3600' } }) }
        : undefined;
    await expect((await scene.open()).read('a')).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(calls()).toHaveLength(1);
  });

  test.each<[string, Fault, string]>([
    ['answers 503', slowDown, 'STORE_FAILED'],
    ['resets every connection', { kind: 'reset-before' }, 'REMOTE_UNREACHABLE'],
    ['never answers', { kind: 'hang' }, 'REMOTE_UNREACHABLE'],
  ])('a server that always %s is given up in time', async (_name, fault, code) => {
    scene.aws.s3.knobs.fault = () => fault;
    const brief = { attempt: 100, total: 400, firstPause: 5, longestPause: 20 };
    const store = await scene.open({}, scene.owner, brief);
    await expect(store.create('a', bytes, until())).rejects.toMatchObject({ code });
    expect(calls().length).toBeGreaterThan(1);
    expect(scene.bucket.list('')).toEqual([]);
  });

  test.each([
    [501, 'NotImplemented', 'STORE_FAILED'],
    [400, 'ExpiredToken', 'STORE_FAILED'],
    [403, 'InvalidAccessKeyId', 'STORE_FAILED'],
    [404, 'NoSuchBucket', 'STORE_FAILED'],
    [403, 'AccessDenied', 'OBJECT_UNREADABLE'],
    [403, 'InvalidObjectState', 'OBJECT_UNREADABLE'],
    [400, 'KMS.DisabledException', 'OBJECT_UNREADABLE'],
    [400, 'KMS.NotFoundException', 'OBJECT_UNREADABLE'],
    [400, 'InvalidRequest', 'OBJECT_UNREADABLE'],
  ])('to a read %i %s is an answer, asked for once: %s', async (status, answer, code) => {
    scene.aws.s3.knobs.fault = () => ({ kind: 'status', status, body: `<Error><Code>${answer}</Code></Error>` });
    await expect((await scene.open()).read('a')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`HTTP ${status} ${answer}`),
    });
    expect(calls()).toHaveLength(1);
    // Of a list, or of the lock, it is the store that refuses.
    await expect((await scene.open()).list('a')).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  test('no secret of the session is in the error', async () => {
    scene.aws.s3.knobs.fault = () => ({ kind: 'status', status: 403 });
    const store = await scene.open({}, { ...scene.owner, sessionToken: 'canary-token' });
    const error: unknown = await store.facts().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'STORE_FAILED' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('canary-token');
    expect(error).not.toHaveProperty('cause');
  });
});

async function inLanes<T, R>(
  lanes: number,
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

describe('listings', () => {
  test('keys that someone planted come back as they are, in order', async () => {
    const keys = ['a b', 'a&b<c>', 'a+b', 'a/%2e%2e/b', 'ä', 'line\nbreak', 'nul\u0001', '😀', '\uffee'];
    for (const key of keys) scene.bucket.add(key, bytes);
    const listed = (await (await scene.open()).list('')).map((version) => version.key);
    expect(listed).toEqual([...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  });

  test('a key with more versions than fit on a page, each once and newest first', async () => {
    for (let count = 0; count < 1100; count++) scene.bucket.add('a', bytes);
    scene.bucket.add('a0', bytes);
    const versions = await (await scene.open()).versions('a');
    expect(versions).toHaveLength(1100);
    expect(new Set(versions.map((version) => version.versionId)).size).toBe(1100);
    expect(versions.filter((version) => version.latest)).toEqual([versions[0]]);
  });

  test('an older version, a marker and a newer version keep their order', async () => {
    const first = scene.bucket.add('a', bytes);
    scene.clock.advance(10);
    scene.bucket.remove('a', undefined, false);
    scene.clock.advance(10);
    const last = scene.bucket.add('a', bytes);
    const versions = await (await scene.open()).versions('a');
    expect(versions.map((version) => version.deleteMarker)).toEqual([false, true, false]);
    expect([versions[0]?.versionId, versions[2]?.versionId]).toEqual([last.versionId, first.versionId]);
  });

  test.each([
    ['is cut without saying where it goes on', '<IsTruncated>true</IsTruncated>'],
    ['holds a version without an id', '<IsTruncated>false</IsTruncated><Version><Key>a</Key></Version>'],
    ['does not say whether it is whole', '<Version><Key>a</Key><VersionId>v</VersionId></Version>'],
    [
      'holds a key that is not in URL form',
      '<IsTruncated>false</IsTruncated><EncodingType>url</EncodingType><Version><Key>%FF</Key><VersionId>v</VersionId></Version>',
    ],
  ])('a list that %s is not believed', async (_name, content) => {
    scene.aws.s3.knobs.fault = () => ({
      kind: 'status',
      status: 200,
      body: `<ListVersionsResult>${content}</ListVersionsResult>`,
    });
    await expect((await scene.open()).list('')).rejects.toMatchObject({ code: 'REMOTE_UNEXPECTED' });
  });

  test.each([
    ['url', 'a b'],
    ['', 'a+b'],
  ])('a listed key is read in the form that the list names: %j', async (encoding, key) => {
    const row = '<Version><Key>a+b</Key><VersionId>v</VersionId></Version>';
    const body = `<ListVersionsResult><IsTruncated>false</IsTruncated><EncodingType>${encoding}</EncodingType>${row}</ListVersionsResult>`;
    scene.aws.s3.knobs.fault = () => ({ kind: 'status', status: 200, body });
    expect((await (await scene.open()).list('')).map((version) => version.key)).toEqual([key]);
  });

  test('a key that exists and is then not listed is not believed', async () => {
    const store = await scene.open();
    await store.create('a', bytes, until());
    scene.aws.s3.knobs.fault = (call) =>
      call.method === 'GET'
        ? {
            kind: 'status',
            status: 200,
            body: '<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>',
          }
        : undefined;
    await expect(store.create('a', bytes, until())).rejects.toMatchObject({ code: 'REMOTE_UNEXPECTED' });
  });

  test('a version id that S3 never gave, and a delete marker asked for by id, are absent', async () => {
    const store = await scene.open();
    await store.create('a', bytes, until());
    expect(await store.read('a', 'f'.repeat(64))).toBeUndefined();
    const marker = scene.bucket.remove('a', undefined, false);
    expect(await store.read('a', marker?.versionId)).toBeUndefined();
  });
});
