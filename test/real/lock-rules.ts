// What a server must refuse even to the owner of an evidence bucket: the same attacks on the stand-in and on real programs.
// Refusals are held by their effect, since each server words them differently.
import { DeleteObjectCommand, PutObjectCommand, PutObjectRetentionCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/model/ports.ts';
import { type BucketKind, type BucketSpec, clientOf, makeBucket, openBucket, type S3Place } from './servers/bucket.ts';

const day = 86400;
const evidence = new TextEncoder().encode('evidence');

/** Declares the suite for one server; each test has a bucket of its own. */
export function describeLockRules(name: string, open: () => Promise<S3Place>): void {
  describe(`locks hold against the owner: ${name}`, () => {
    let place: S3Place;
    let client: S3Client;
    let spec: BucketSpec;
    let store: Store;
    beforeAll(async () => {
      place = await open();
      client = clientOf(place);
    });
    afterAll(() => client.destroy());
    beforeEach(async () => {
      spec = await makeBucket(place);
      store = await openBucket(place, spec);
    });
    const later = (days: number) => Math.floor(Date.now() / 1000) + days * day;
    const dateOf = (seconds: number) => new Date(seconds * 1000);

    test('no attack removes a version, its lock or a part of its lock, and the lock can be extended', async () => {
      const until = later(3);
      const { versionId } = await store.create('a', evidence, until);
      const at = { Bucket: spec.bucket, Key: 'a', VersionId: versionId };
      const relock = (Mode: 'COMPLIANCE' | 'GOVERNANCE', time: number) =>
        client.send(
          new PutObjectRetentionCommand({
            ...at,
            Retention: { Mode, RetainUntilDate: dateOf(time) },
            BypassGovernanceRetention: true,
          }),
        );
      const attacks: Record<string, () => Promise<unknown>> = {
        delete: () => client.send(new DeleteObjectCommand(at)),
        'delete with bypass': () => client.send(new DeleteObjectCommand({ ...at, BypassGovernanceRetention: true })),
        'shorten by a second': () => relock('COMPLIANCE', until - 1),
        'end it tomorrow': () => relock('COMPLIANCE', later(1)),
        weaken: () => relock('GOVERNANCE', until + day),
        'take it away': () =>
          client.send(new PutObjectRetentionCommand({ ...at, Retention: {}, BypassGovernanceRetention: true })),
      };
      for (const [attack, attempt] of Object.entries(attacks)) {
        const refusal: unknown = await attempt().catch((error: unknown) => error);
        expect({ attack, refused: refusal instanceof Error }).toEqual({ attack, refused: true });
        expect(await store.read('a', versionId)).toMatchObject({ mode: 'COMPLIANCE', retainUntil: until });
      }
      await relock('COMPLIANCE', until + day);
      expect(await store.read('a', versionId)).toMatchObject({ mode: 'COMPLIANCE', retainUntil: until + day });
    });

    test('a newer version and a delete marker are allowed, lie beside the first, and remove nothing', async () => {
      const first = await store.create('a', evidence, later(3));
      await client.send(new PutObjectCommand({ Bucket: spec.bucket, Key: 'a', Body: 'other' }));
      await client.send(new DeleteObjectCommand({ Bucket: spec.bucket, Key: 'a' }));
      const versions = await store.versions('a');
      expect(versions.map(({ deleteMarker, latest, size }) => ({ deleteMarker, latest, size }))).toEqual([
        { deleteMarker: true, latest: true, size: 0 },
        { deleteMarker: false, latest: false, size: 5 },
        { deleteMarker: false, latest: false, size: 8 },
      ]);
      expect(versions[2]?.versionId).toBe(first.versionId);
      expect(Buffer.from((await store.read('a', first.versionId))?.bytes ?? []).toString()).toBe('evidence');
    });

    test('an object that came without a lock has the default one, in COMPLIANCE mode', async () => {
      const put = await client.send(
        new PutObjectCommand({ Bucket: spec.bucket, Key: 'a', Body: 'x', ChecksumAlgorithm: 'SHA256' }),
      );
      const { mode, retainUntil = 0 } = (await store.read('a')) ?? {};
      expect(mode).toBe('COMPLIANCE');
      expect(Math.abs(retainUntil - later(1))).toBeLessThan(60);
      const gone = client.send(new DeleteObjectCommand({ Bucket: spec.bucket, Key: 'a', VersionId: put.VersionId }));
      await expect(gone).rejects.toBeInstanceOf(Error);
    });

    test('bytes that do not fit their SHA-256 are not kept', async () => {
      const ChecksumSHA256 = Buffer.alloc(32).toString('base64');
      const put = client.send(new PutObjectCommand({ Bucket: spec.bucket, Key: 'a', Body: 'x', ChecksumSHA256 }));
      await expect(put).rejects.toBeInstanceOf(Error);
      expect(await store.versions('a')).toEqual([]);
    });

    test('keys of any characters are listed as they are', async () => {
      const keys = ['odd/a b', 'odd/a+b', 'odd/a%20b', 'odd/é&<>".json'];
      for (const key of keys) await store.create(key, evidence, later(1));
      expect((await store.list('odd/')).map(({ key }) => key)).toEqual(keys.toSorted());
      for (const key of keys) expect(await store.versions(key)).toHaveLength(1);
    });

    test.each<[BucketKind, object, string]>([
      ['plain', { versioned: false, locks: false, defaultMode: '' }, 'STORE_UNLOCKED'],
      ['versioned', { versioned: true, locks: false, defaultMode: '' }, 'STORE_UNLOCKED'],
      ['no-default', { versioned: true, locks: true, defaultMode: '' }, ''],
    ])('a bucket that is %s says so, and takes no evidence that it cannot lock', async (kind, facts, code) => {
      const other = await openBucket(place, await makeBucket(place, kind));
      expect(await other.facts()).toMatchObject(facts);
      const created = other.create('a', evidence, later(3)).then(
        ({ mode }) => mode,
        (error: unknown) => error,
      );
      if (code === '') expect(await created).toBe('COMPLIANCE');
      else {
        expect(await created).toMatchObject({ code });
        expect(await other.list('')).toEqual([]);
      }
    });

    test('a bucket that is not there, and keys of nobody, are refused', async () => {
      const missing = await openBucket(place, { ...spec, bucket: 'clinic-evidence-nowhere' });
      await expect(missing.facts()).rejects.toMatchObject({ code: 'STORE_FAILED' });
      const nobody = await openBucket(place, spec, { ...place.owner, accessKeyId: 'AKIA0000000000000000' });
      await expect(nobody.facts()).rejects.toMatchObject({ code: 'STORE_FAILED' });
    });
  });
}
