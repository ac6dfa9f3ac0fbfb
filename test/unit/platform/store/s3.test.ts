import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { account, openScene, type Scene } from './scene.ts';

const bytes = new TextEncoder().encode('evidence');
let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const until = () => scene.clock.now() + 3 * 86400;
const calls = () => scene.aws.s3.calls;

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
    for (const attempt of [wrong.facts(), wrong.create('a', bytes, until()), wrong.list(''), wrong.versions('a')]) {
      await expect(attempt).rejects.toMatchObject({
        code: 'STORE_FAILED',
        message: expect.stringContaining('HTTP 403 AccessDenied'),
      });
    }
    await expect(wrong.read('a')).rejects.toMatchObject({ code: 'OBJECT_UNREADABLE' });
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
