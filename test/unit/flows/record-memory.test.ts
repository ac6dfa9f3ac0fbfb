// The store in memory keeps the rules that the flows rely on, so that tests on it mean something.
import { describe, expect, test } from '@jest/globals';
import { noon } from '../evidence/examples.ts';
import { MemoryStore } from '../platform/store/memory.ts';

const bytes = new TextEncoder().encode('a');
const memory = (change: object = {}) => new MemoryStore({ name: 'x', clock: { now: () => noon }, ...change });

describe('MemoryStore', () => {
  test('says what it is', async () => {
    expect(await memory().facts()).toEqual({
      uri: 'memory:x',
      versioned: true,
      locks: true,
      defaultMode: 'COMPLIANCE',
      serverTime: noon,
    });
    expect(await memory({ locks: false }).facts()).toMatchObject({ locks: false, defaultMode: '' });
  });

  test('creates once, and again only above a delete marker', async () => {
    const store = memory();
    expect(await store.create('k', bytes, 5)).toEqual({
      outcome: 'created',
      versionId: 'v1',
      mode: 'COMPLIANCE',
      retainUntil: 5,
    });
    expect(await store.create('k', new Uint8Array(2), 9)).toEqual({
      outcome: 'exists',
      versionId: 'v1',
      mode: 'COMPLIANCE',
      retainUntil: 5,
    });
    store.hide('k');
    expect(await store.read('k')).toBeUndefined();
    expect(await store.create('k', bytes, 7)).toMatchObject({ outcome: 'created', versionId: 'v3' });
    expect(
      (await store.versions('k')).map(({ versionId, deleteMarker, latest }) => ({ versionId, deleteMarker, latest })),
    ).toEqual([
      { versionId: 'v3', deleteMarker: false, latest: true },
      { versionId: 'v2', deleteMarker: true, latest: false },
      { versionId: 'v1', deleteMarker: false, latest: false },
    ]);
    expect(await store.read('k', 'v1')).toMatchObject({ bytes, retainUntil: 5 });
    expect(await store.read('k', 'v2')).toBeUndefined();
  });

  test('keeps its own copy of the bytes', async () => {
    const store = memory();
    const mine = bytes.slice();
    await store.create('k', mine, 5);
    mine.set([0]);
    (await store.read('k'))?.bytes.set([0]);
    expect((await store.read('k'))?.bytes).toEqual(bytes);
  });

  test('locks only grow', async () => {
    const store = memory();
    await store.create('k', bytes, 5);
    await store.extend('k', 'v1', 6);
    expect(await store.read('k')).toMatchObject({ retainUntil: 6 });
    await expect(store.extend('k', 'v1', 5)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(store.extend('k', 'v9', 7)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    const open = memory({ locks: false });
    await open.create('k', bytes, 5);
    await open.extend('k', 'v1', 6);
    expect(await open.read('k')).toMatchObject({ mode: '', retainUntil: 0 });
  });

  test('lists a prefix in key order', async () => {
    const store = memory();
    for (const key of ['b/2', 'a/1', 'b/1']) await store.create(key, bytes, 5);
    expect((await store.list('b/')).map(({ key }) => key)).toEqual(['b/1', 'b/2']);
    expect(await store.list('c/')).toEqual([]);
    expect(await store.versions('c')).toEqual([]);
  });
});
