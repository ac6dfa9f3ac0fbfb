// What every evidence store must do, whatever its backend: the same tests run for memory, folder, the S3 stand-in and
// real servers.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sha256Hex } from '../../../../src/base/digest.ts';
import type { Store } from '../../../../src/model/ports.ts';

/** One kind of store under test, with the powers of its owner. What a server does not offer is left out, and its tests are not declared. */
export type StoreBench = {
  store: Store;
  now(): number;
  /** Puts many objects without going through the store, where that is quicker. */
  seed?(objects: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Hides a key behind a delete marker. */
  hide?(key: string): Promise<void>;
  /** Changes one byte of the stored object. */
  corrupt?(key: string): Promise<void>;
  close(): Promise<void>;
};

/** What the kind of store can do. */
export type StorePowers = { locks: boolean; hides: boolean; corrupts: boolean };

const bytesOf = (text: string) => new TextEncoder().encode(text);
const day = 86400;

/** Declares the suite for one kind of store; each test opens one of its own. */
export function describeStore(name: string, powers: StorePowers, open: () => Promise<StoreBench>): void {
  describe(`the store contract: ${name}`, () => {
    let bench: StoreBench;
    let store: Store;
    beforeEach(async () => {
      bench = await open();
      store = bench.store;
    });
    afterEach(() => bench.close());
    const later = (days = 1) => bench.now() + days * day;

    test('tells what it is', async () => {
      const facts = await store.facts();
      expect(facts).toMatchObject({ uri: store.uri, locks: powers.locks });
      expect(Math.abs(facts.serverTime - bench.now())).toBeLessThan(60);
    });

    test('creates once: what lies at a key stays', async () => {
      const first = bytesOf('first');
      const created = await store.create('create/a.json', first, later());
      expect(created.outcome).toBe('created');
      expect(created.versionId).not.toBe('');
      for (const again of [first, bytesOf('firsu')]) {
        const second = await store.create('create/a.json', again, later());
        expect(second).toMatchObject({ outcome: 'exists', versionId: created.versionId });
      }
      expect(await store.versions('create/a.json')).toEqual([
        { key: 'create/a.json', versionId: created.versionId, size: 5, deleteMarker: false, latest: true },
      ]);
      const read = await store.read('create/a.json', created.versionId);
      expect(Buffer.from(read?.bytes ?? []).toString()).toBe('first');
      expect(read?.versionId).toBe(created.versionId);
    });

    test('keeps empty and binary content byte by byte', async () => {
      for (const [key, bytes] of [
        ['bytes/empty', new Uint8Array()],
        ['bytes/all', Uint8Array.from({ length: 1024 }, (_, index) => index % 256)],
      ] as const) {
        await store.create(key, bytes, later());
        expect(Buffer.from((await store.read(key))?.bytes ?? [1]).equals(bytes)).toBe(true);
      }
    });

    test('what is absent is undefined, and a version of another key is absent', async () => {
      const { versionId } = await store.create('absent/there', bytesOf('there'), later());
      await store.create('absent/other', bytesOf('other'), later());
      expect(await store.read('absent/nothing')).toBeUndefined();
      expect(await store.versions('absent/nothing')).toEqual([]);
      expect(await store.list('absent/nothing/')).toEqual([]);
      expect(await store.read('absent/other', versionId)).toBeUndefined();
      expect(await store.read('absent/there', versionId)).toBeDefined();
    });

    test('versions are of exactly one key, a list is of every key that begins so', async () => {
      for (const key of ['exact/a', 'exact/a0', 'exact/a=b_c.json', 'exacter'])
        await store.create(key, bytesOf(key), later());
      expect((await store.versions('exact/a')).map((version) => version.key)).toEqual(['exact/a']);
      expect((await store.list('exact/a')).map((version) => version.key)).toEqual([
        'exact/a',
        'exact/a0',
        'exact/a=b_c.json',
      ]);
      expect((await store.list('exact')).map((version) => version.key)).toContain('exacter');
    });

    test('lists more than a thousand objects whole and in order', async () => {
      const keys = Array.from({ length: 1050 }, (_, index) => `many/${String(index).padStart(5, '0')}.json`);
      const objects = new Map(keys.map((key) => [key, bytesOf(key)]));
      await (bench.seed?.(objects) ?? seedByCreate(store, objects, later()));
      const listed = await store.list('many/');
      expect(listed.map((version) => version.key)).toEqual(keys);
      expect(new Set(listed.map((version) => version.versionId)).size).toBe(1050);
      expect(listed.every((version) => version.latest && !version.deleteMarker && version.size === 15)).toBe(true);
      expect((await store.list('many/0010')).length).toBe(10);
    }, 120_000);

    test('of twenty at once, one creates', async () => {
      const puts = await Promise.all(
        Array.from({ length: 20 }, (_, index) => store.create('race/intent.json', bytesOf(`writer ${index}`), later())),
      );
      expect(puts.filter((put) => put.outcome === 'created')).toHaveLength(1);
      expect(await store.versions('race/intent.json')).toHaveLength(1);
      const winner = puts.findIndex((put) => put.outcome === 'created');
      const kept = await store.read('race/intent.json');
      expect(Buffer.from(kept?.bytes ?? []).toString()).toBe(`writer ${winner}`);
    });

    if (powers.locks) describeLocks(() => bench, later);
    else
      test('a store without locks says so with each object, and never pretends', async () => {
        const put = await store.create('unlocked/a', bytesOf('a'), later());
        expect(put).toMatchObject({ mode: '', retainUntil: 0 });
        await store.extend('unlocked/a', put.versionId, later(2));
        expect(await store.read('unlocked/a')).toMatchObject({ mode: '', retainUntil: 0 });
        expect(await store.facts()).toMatchObject({ locks: false, defaultMode: '' });
        await expect(store.extend('unlocked/a', 'f'.repeat(64), later(2))).rejects.toMatchObject({
          code: 'STORE_FAILED',
        });
      });

    if (powers.hides)
      test('a delete marker hides nothing from a listing, and lets a key be taken again', async () => {
        const first = await store.create('hidden/a', bytesOf('first'), later());
        await bench.hide?.('hidden/a');
        expect(await store.read('hidden/a')).toBeUndefined();
        expect((await store.read('hidden/a', first.versionId))?.versionId).toBe(first.versionId);
        const second = await store.create('hidden/a', bytesOf('second'), later());
        expect(second.outcome).toBe('created');
        const versions = await store.versions('hidden/a');
        expect(versions.map((version) => version.deleteMarker).sort()).toEqual([false, false, true]);
        expect(versions[0]).toMatchObject({ versionId: second.versionId, latest: true });
        expect(versions.filter((version) => version.latest)).toHaveLength(1);
        expect(await store.list('hidden/')).toEqual(versions);
      });

    if (powers.corrupts)
      test('changed bytes never pass for the written ones', async () => {
        const bytes = bytesOf('evidence');
        const { versionId } = await store.create('corrupt/a', bytes, later());
        await bench.corrupt?.('corrupt/a');
        for (const read of [await store.read('corrupt/a'), await store.read('corrupt/a', versionId)]) {
          expect(read && sha256Hex(read.bytes)).not.toBe(sha256Hex(bytes));
        }
      });
  });
}

function describeLocks(bench: () => StoreBench, later: (days?: number) => number): void {
  test('locks in COMPLIANCE mode until the given second, and reads it back', async () => {
    const { store } = bench();
    const until = later(3);
    expect(await store.create('locked/a', bytesOf('a'), until)).toMatchObject({
      mode: 'COMPLIANCE',
      retainUntil: until,
    });
    expect(await store.read('locked/a')).toMatchObject({ mode: 'COMPLIANCE', retainUntil: until });
    expect(await store.create('locked/a', bytesOf('a'), later(9))).toMatchObject({
      outcome: 'exists',
      mode: 'COMPLIANCE',
      retainUntil: until,
    });
  });

  test('extends a lock and never shortens it', async () => {
    const { store } = bench();
    const { versionId } = await store.create('extended/a', bytesOf('a'), later(2));
    const until = later(5);
    await store.extend('extended/a', versionId, until);
    await store.extend('extended/a', versionId, until);
    expect(await store.read('extended/a')).toMatchObject({ retainUntil: until });
    await expect(store.extend('extended/a', versionId, until - 1)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await store.read('extended/a')).toMatchObject({ mode: 'COMPLIANCE', retainUntil: until });
    await expect(store.extend('extended/none', versionId, until)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });
}

async function seedByCreate(store: Store, objects: ReadonlyMap<string, Uint8Array>, until: number): Promise<void> {
  for (const [key, bytes] of objects) await store.create(key, bytes, until);
}
