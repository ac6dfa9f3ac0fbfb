// What S3 alone can do wrong: buckets that do not lock, owners that differ, faults on the way, an environment that diverts.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sha256Hex } from '../../../../src/base/digest.ts';
import { openStore } from '../../../../src/platform/store/open.ts';
import { openS3Store } from '../../../../src/platform/store/s3.ts';
import { type Fault, startServer } from '../../../local-cloud/server.ts';
import { account, credentialsOf, openScene, quickLimits, type Scene } from './scene.ts';

const bytes = new TextEncoder().encode('evidence');
let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const until = () => scene.clock.now() + 3 * 86400;
const calls = () => scene.aws.s3.calls;

/** Keys that may do only this, on this bucket. */
function userWith(...statements: object[]) {
  const policy = { Version: '2012-10-17', Statement: statements };
  return credentialsOf(scene.aws.registerUser({ account, name: 'user', policy }));
}

const allow = (Action: string | string[], Condition: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: ['arn:aws:s3:::clinic-evidence', 'arn:aws:s3:::clinic-evidence/*'],
  Condition,
});

describe('the facts of a bucket', () => {
  test.each([
    [
      'as it should be',
      { defaultRetention: { mode: 'COMPLIANCE', days: 1 } },
      { versioned: true, locks: true, defaultMode: 'COMPLIANCE' },
    ],
    [
      'in GOVERNANCE mode',
      { defaultRetention: { mode: 'GOVERNANCE', days: 1 } },
      { locks: true, defaultMode: 'GOVERNANCE' },
    ],
    ['without a default', {}, { locks: true, defaultMode: '' }],
    ['without Object Lock', { objectLock: false }, { versioned: true, locks: false, defaultMode: '' }],
    ['never versioned', { objectLock: false, versioning: '' }, { versioned: false, locks: false }],
    ['with versioning suspended', { objectLock: false, versioning: 'Suspended' }, { versioned: false, locks: false }],
  ] as const)('%s', async (_name, change, facts) => {
    scene.aws.s3.createBucket({ name: 'clinic-evidence', account, ...change });
    expect(await (await scene.open()).facts()).toMatchObject({ uri: 's3:clinic-evidence', ...facts });
  });

  test("its time is the server's, not this machine's", async () => {
    scene.clock.advance(-31_536_000);
    expect((await (await scene.open()).facts()).serverTime).toBeLessThan(Math.floor(Date.now() / 1000) - 31_000_000);
  });

  test('an answer without a Date is not taken for a clock', async () => {
    scene.aws.s3.knobs.fault = () => ({
      kind: 'alter-reply',
      alter: (reply) => ({ ...reply, headers: { ...reply.headers, date: '' } }),
    });
    await expect((await scene.open()).facts()).rejects.toMatchObject({ code: 'REMOTE_UNEXPECTED' });
  });
});

describe('whose bucket it is', () => {
  test('a bucket of another account is refused, by the owner named in the configuration', async () => {
    const wrong = await scene.open({ account: '999988887777' });
    for (const attempt of [
      wrong.facts(),
      wrong.create('a', bytes, until()),
      wrong.read('a'),
      wrong.list(''),
      wrong.versions('a'),
    ]) {
      await expect(attempt).rejects.toMatchObject({
        code: 'STORE_FAILED',
        message: expect.stringContaining('HTTP 403 AccessDenied'),
      });
    }
    expect(scene.bucket.list('')).toEqual([]);
    await (await scene.open()).create('a', bytes, until());
    expect(scene.bucket.list('')).toHaveLength(1);
  });

  test('every call names the expected owner', async () => {
    const store = await scene.open();
    await store.facts();
    const { versionId } = await store.create('a', bytes, until());
    await store.create('a', bytes, until());
    await store.extend('a', versionId, until() + 60);
    await store.read('a');
    await store.list('');
    expect(new Set(calls().map((call) => call.headers['x-amz-expected-bucket-owner']))).toEqual(new Set([account]));
    expect(
      new Set(calls().map((call) => `${call.method} ${[...call.url.searchParams.keys()][0] ?? ''}`)).size,
    ).toBeGreaterThan(5);
  });

  test('a bucket that is not there', async () => {
    const store = await scene.open({ bucket: 'clinic-evidenc' });
    await expect(store.facts()).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringContaining('HTTP 404 NoSuchBucket'),
    });
  });
});

describe('a write that cannot be evidence', () => {
  test.each([
    ['a bucket without Object Lock', { objectLock: false }],
    ['a bucket that was never versioned', { objectLock: false, versioning: '' }],
  ] as const)('%s gives STORE_UNLOCKED and keeps nothing', async (_name, change) => {
    const bucket = scene.aws.s3.createBucket({ name: 'clinic-evidence', account, ...change });
    await expect((await scene.open()).create('a', bytes, until())).rejects.toMatchObject({ code: 'STORE_UNLOCKED' });
    expect(bucket.list('')).toEqual([]);
  });

  test('a store that claims a lock but kept no version gives STORE_UNLOCKED', async () => {
    scene.aws.s3.createBucket({ name: 'clinic-evidence', account, versioning: 'Suspended' });
    await expect((await scene.open()).create('a', bytes, until())).rejects.toMatchObject({ code: 'STORE_UNLOCKED' });
  });

  test.each([
    ['a shorter one', (at: number) => ({ mode: 'COMPLIANCE', retainUntil: at - 86400 }) as const],
    ['a weaker one', (at: number) => ({ mode: 'GOVERNANCE', retainUntil: at }) as const],
    ['none', () => undefined],
  ])('a lock is told as it is, not as it was asked for: %s', async (_name, kept) => {
    const asked = until();
    scene.bucket.alterLock = (lock) => kept(lock?.retainUntil ?? 0);
    const put = await (await scene.open()).create('a', bytes, asked);
    const { mode = '', retainUntil = 0 } = kept(asked) ?? {};
    expect(put).toMatchObject({ outcome: 'created', mode, retainUntil });
  });

  test('a checksum that comes back different is STORE_CORRUPT', async () => {
    scene.aws.s3.knobs.fault = () => ({
      kind: 'alter-reply',
      alter: (reply) => ({ ...reply, headers: { ...reply.headers, 'x-amz-checksum-sha256': `${'A'.repeat(43)}=` } }),
    });
    await expect((await scene.open()).create('a', bytes, until())).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  test('an extension that the store does not keep is STORE_LOCK_SHORT', async () => {
    const store = await scene.open();
    const { versionId } = await store.create('a', bytes, until());
    scene.aws.s3.knobs.fault = (call) => (call.method === 'PUT' ? { kind: 'status', status: 200 } : undefined);
    await expect(store.extend('a', versionId, until() + 86400)).rejects.toMatchObject({ code: 'STORE_LOCK_SHORT' });
    scene.aws.s3.knobs.fault = () => undefined;
    await store.extend('a', versionId, until() + 86400);
  });
});

describe('permissions', () => {
  test('a writer creates and reads the lock back, but not the evidence; a refusal is asked for once', async () => {
    const writer = await scene.open(
      {},
      userWith(allow(['s3:PutObject', 's3:PutObjectRetention', 's3:GetObjectRetention', 's3:ListBucketVersions'])),
    );
    expect(await writer.create('a', bytes, until())).toMatchObject({ outcome: 'created', mode: 'COMPLIANCE' });
    expect(await writer.create('a', bytes, until())).toMatchObject({ outcome: 'exists', mode: 'COMPLIANCE' });
    const before = calls().length;
    await expect(writer.read('a')).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(calls().length - before).toBe(1);
  });

  test.each([
    ['at least 3 days', { NumericGreaterThanEquals: { 's3:object-lock-remaining-retention-days': '3' } }, 3, 2],
    ['at most 5 days', { NumericLessThanEquals: { 's3:object-lock-remaining-retention-days': '5' } }, 5, 6],
  ])('a policy bounds the lock: %s', async (_name, condition, within, beyond) => {
    const writer = await scene.open({}, userWith(allow('s3:*', condition), allow('s3:GetObjectRetention')));
    const at = (days: number) => scene.clock.now() + days * 86400 + 60;
    await writer.create('within', bytes, at(within));
    await expect(writer.create('beyond', bytes, at(beyond))).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  test('a bucket policy may demand If-None-Match, and our writes carry it', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Resource: '*',
          Condition: { Null: { 's3:if-none-match': 'true' } },
        },
      ],
    };
    scene.aws.s3.createBucket({ name: 'clinic-evidence', account, policy });
    expect((await (await scene.open()).create('a', bytes, until())).outcome).toBe('created');
  });

  test("without credentials the machine's own chain speaks, with them it has no say", async () => {
    const { accessKeyId, secretAccessKey } = scene.owner;
    const ambient = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    await withVariables(ambient, async () => {
      const auditor = await openStore(scene.spec);
      expect(await auditor.list('')).toEqual([]);
      const nobody = await scene.open({}, { ...scene.owner, accessKeyId: 'AKIANOBODY' });
      await expect(nobody.list('')).rejects.toMatchObject({ message: expect.stringContaining('InvalidAccessKeyId') });
    });
  });

  test('credentials that are nowhere to be found are no outage', async () => {
    const none = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/nowhere',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    };
    await withVariables(none, async () => {
      const store = await openS3Store(scene.spec, { local: true, limits: quickLimits });
      await expect(store.list('')).rejects.toMatchObject({ code: 'STORE_FAILED' });
    });
  });
});

async function withVariables(variables: Record<string, string>, action: () => Promise<void>): Promise<void> {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    await action();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

describe('an environment that would divert (THREATS C7)', () => {
  test('endpoints, profiles, regions and keys of the environment reach nothing when credentials are given', async () => {
    const decoy = await startServer(scene.clock, () => ({ status: 200 }));
    const folder = await mkdtemp(join(tmpdir(), 'safeguard-'));
    const profile = [
      '[default]',
      `endpoint_url = ${decoy.url}`,
      'region = us-east-1',
      'use_fips_endpoint = true',
      'max_attempts = 9',
    ];
    await writeFile(join(folder, 'config'), `${profile.join('\n')}\n`);
    const variables = {
      AWS_ENDPOINT_URL: decoy.url,
      AWS_ENDPOINT_URL_S3: decoy.url,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'config'),
      AWS_REGION: 'us-east-1',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_ACCESS_KEY_ID: 'AKIADECOY',
      AWS_SECRET_ACCESS_KEY: 'decoy',
      HTTP_PROXY: decoy.url,
    };
    await withVariables(variables, async () => {
      const store = await scene.open();
      await store.facts();
      await store.create('a', bytes, until());
    });
    expect(decoy.calls).toEqual([]);
    expect(scene.bucket.list('')).toHaveLength(1);
    expect(calls().every((call) => call.headers['authorization']?.includes('/eu-central-1/s3/'))).toBe(true);
    await Promise.all([decoy.close(), rm(folder, { recursive: true })]);
  });

  test('plain http only to loopback, and only where the configuration says local', async () => {
    await expect(openS3Store(scene.spec, { credentials: scene.owner, local: false })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    const outside = { ...scene.spec, endpoint: 'http://s3.example' };
    await expect(openS3Store(outside, { credentials: scene.owner, local: true })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });
});

const slowDown: Fault = {
  kind: 'status',
  status: 503,
  body: '<Error><Code>SlowDown</Code><Message>Reduce your rate</Message></Error>',
};

describe('faults on the way (THREATS E5, E6, C10, F1)', () => {
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
    const store = await scene.open();
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
    [403, 'AccessDenied'],
    [400, 'InvalidRequest'],
    [501, 'NotImplemented'],
    [400, 'ExpiredToken'],
  ])('%i %s is asked for once', async (status, code) => {
    scene.aws.s3.knobs.fault = () => ({ kind: 'status', status, body: `<Error><Code>${code}</Code></Error>` });
    await expect((await scene.open()).read('a')).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringContaining(`HTTP ${status} ${code}`),
    });
    expect(calls()).toHaveLength(1);
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
    ['holds a version without an id', '<Version><Key>a</Key></Version>'],
    ['holds a key that is not in URL form', '<Version><Key>%FF</Key><VersionId>v</VersionId></Version>'],
  ])('a list that %s is not believed', async (_name, content) => {
    scene.aws.s3.knobs.fault = () => ({
      kind: 'status',
      status: 200,
      body: `<ListVersionsResult>${content}</ListVersionsResult>`,
    });
    await expect((await scene.open()).list('')).rejects.toMatchObject({ code: 'REMOTE_UNEXPECTED' });
  });

  test('a key that exists and is then not listed is not believed', async () => {
    const store = await scene.open();
    await store.create('a', bytes, until());
    scene.aws.s3.knobs.fault = (call) =>
      call.method === 'GET' ? { kind: 'status', status: 200, body: '<ListVersionsResult/>' } : undefined;
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
