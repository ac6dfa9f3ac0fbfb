// Writing evidence: locked, read back, listed last, repeatable; and everything a store can do wrong stops it.
import { describe, expect, test } from '@jest/globals';
import { sha256Hex } from '../../../src/base/digest.ts';
import { Fault } from '../../../src/base/fault.ts';
import type { EvidenceSet } from '../../../src/evidence/limits.ts';
import { decodeManifest } from '../../../src/evidence/manifest.ts';
import { noteRecord } from '../../../src/evidence/records.ts';
import { type WriteDeps, writeEvidence } from '../../../src/flows/evidence/write.ts';
import type { Store } from '../../../src/model/ports.ts';
import { digest, jsonBlob, noon, otherDigest, sha256 } from '../evidence/examples.ts';
import type { MemoryStore } from '../platform/store/memory.ts';
import { blob, blobAt, context, deps, memory, note, noteKey, only, set, twisted, until } from './writing.ts';

describe('writeEvidence', () => {
  test('locks records and blobs and lists them in a signed manifest', async () => {
    const store = memory();
    const written = await writeEvidence(deps(store), set());
    expect(written.entries.map(({ key, version_id, retain_until }) => ({ key, version_id, retain_until }))).toEqual(
      [blobAt, noteKey].map((key) => ({ key, version_id: only(store, key)?.versionId, retain_until: until })),
    );
    const manifest = only(store, written.manifestKey);
    expect(manifest).toMatchObject({ mode: 'COMPLIANCE', retainUntil: until });
    expect(sha256Hex(manifest?.bytes ?? '')).toBe(written.manifestSha256);
    const file = decodeManifest(manifest?.bytes ?? new Uint8Array());
    expect(file).toMatchObject({
      ok: true,
      value: { claimed: { subjectDigests: [digest], predicate: { lock: 'COMPLIANCE', entries: written.entries } } },
    });
  });

  test('a hundred retries leave one evidence set and one manifest, also after midnight', async () => {
    const store = memory();
    const job = deps(store);
    const first = await writeEvidence(job, set());
    for (let retry = 0; retry < 99; retry++) expect(await writeEvidence(job, set())).toEqual(first);
    expect(store.rows.size).toBe(3);
    const tomorrow = { now: () => noon + 86_400 };
    const later = await writeEvidence(
      deps(twisted(store, { facts: async () => ({ ...(await store.facts()), serverTime: noon + 86_400 }) }), {
        clock: tomorrow,
        signed: job.signed,
      }),
      set(),
    );
    expect(later.manifestKey).toBe(first.manifestKey);
    expect([...store.rows.values()].flat()).toHaveLength(3);
    expect([...store.rows.values()].flat().every((row) => row.retainUntil === until + 86_400)).toBe(true);
  });

  test.each<[string, Partial<EvidenceSet>, Partial<WriteDeps>]>([
    ['another record', { records: [note, noteRecord(context, 'seen', 'y')] }, {}],
    ['another stage', { stage: 'closing' }, {}],
    ['another subject', { subject: { name: 'registry.local/api', digest: otherDigest } }, {}],
    ['no signer', {}, { signer: null }],
  ])('%s gives another manifest', async (_name, change, other) => {
    const store = memory();
    const first = await writeEvidence(deps(store), set());
    const second = await writeEvidence(deps(store, other), set(change));
    expect(second.manifestKey).not.toBe(first.manifestKey);
  });

  test('foreign or broken files in the place of a manifest are not taken for it', async () => {
    const store = memory();
    const first = await writeEvidence(deps(store), set());
    const file = only(store, first.manifestKey)?.bytes ?? new Uint8Array();
    const planted = memory();
    const misnamed = first.manifestKey.replace(first.manifestSha256, sha256('other'));
    planted.put(misnamed, file, until);
    planted.put(first.manifestKey.replace(first.manifestSha256, sha256('{}')), new TextEncoder().encode('{}'), until);
    const vanishing = twisted(planted, {
      read: async (key, version) =>
        key.startsWith('manifests/') && key !== misnamed ? undefined : planted.read(key, version),
    });
    const second = await writeEvidence(deps(planted), set());
    expect([misnamed, first.manifestKey]).not.toContain(second.manifestKey);
    expect((await writeEvidence(deps(vanishing), set({ stage: 'closing' }))).manifestKey).not.toBe(second.manifestKey);
  });

  test('an unsigned manifest says so', async () => {
    const store = memory();
    const { manifestKey } = await writeEvidence(deps(store, { signer: null }), set());
    expect(decodeManifest(only(store, manifestKey)?.bytes ?? new Uint8Array())).toMatchObject({
      ok: true,
      value: { bundle: null },
    });
  });

  test('where the environment does without locks, the manifest says none', async () => {
    const store = memory({ locks: false, versioned: false });
    const job = deps(store, { lock: 'none' });
    const { manifestKey, entries } = await writeEvidence(job, set());
    expect(entries.every((entry) => entry.retain_until === 0)).toBe(true);
    expect(decodeManifest(only(store, manifestKey)?.bytes ?? new Uint8Array())).toMatchObject({
      value: { claimed: { predicate: { lock: 'none' } } },
    });
    await writeEvidence(job, set());
    expect(store.rows.size).toBe(3);
  });

  test.each([{ locks: false }, { versioned: false }, { defaultMode: 'GOVERNANCE' }, { defaultMode: '' }])(
    'a store with %j is refused before anything is written',
    async (change) => {
      const store = memory(change);
      await expect(writeEvidence(deps(store), set())).rejects.toMatchObject({ code: 'STORE_UNLOCKED' });
      expect(store.rows.size).toBe(0);
    },
  );

  test('a clock that is off by more than five minutes writes nothing', async () => {
    const store = memory();
    await expect(writeEvidence(deps(store, { clock: { now: () => noon + 301 } }), set())).rejects.toMatchObject({
      code: 'CLOCK_SKEW',
    });
    expect(store.rows.size).toBe(0);
  });

  test('too large or too many objects are refused, the largest allowed are not', async () => {
    const store = memory();
    const large = { bytes: new Uint8Array(16 * 1024 * 1024), type: 'x' };
    await writeEvidence(deps(store), set({ blobs: [large] }));
    await expect(
      writeEvidence(deps(store), set({ blobs: [{ bytes: new Uint8Array(16 * 1024 * 1024 + 1), type: 'x' }] })),
    ).rejects.toMatchObject({ code: 'EVIDENCE_TOO_LARGE' });
    const many = (count: number) => Array.from({ length: count }, (_, index) => jsonBlob(index, 'x'));
    const written = await writeEvidence(deps(memory()), set({ blobs: many(499) }));
    expect(written.entries).toHaveLength(500);
    await expect(writeEvidence(deps(memory()), set({ blobs: many(500) }))).rejects.toMatchObject({
      code: 'EVIDENCE_TOO_LARGE',
    });
  });

  test('an object that is already there and the same is taken, a shorter lock extended', async () => {
    const store = memory();
    store.put(blobAt, blob.bytes, until - 86_400);
    const { entries } = await writeEvidence(deps(store), set());
    expect(only(store, blobAt)?.retainUntil).toBe(until);
    expect(entries[0]).toMatchObject({ key: blobAt, version_id: 'v1', retain_until: until });
  });

  test('an object under a longer lock keeps it', async () => {
    const store = memory();
    store.put(blobAt, blob.bytes, until + 5);
    const { entries } = await writeEvidence(deps(store), set());
    expect(entries[0]).toMatchObject({ retain_until: until + 5 });
  });

  test.each<[string, (store: MemoryStore) => void]>([
    ['an object of another size', (store) => void store.put(blobAt, new TextEncoder().encode('{"a":22}'), until)],
    ['two versions', (store) => void [store.put(blobAt, blob.bytes, until), store.put(blobAt, blob.bytes, until)]],
    [
      'a version above a delete marker',
      (store) => {
        store.hide(blobAt);
        store.put(blobAt, blob.bytes, until);
      },
    ],
  ])('%s in its place is a conflict', async (_name, prepare) => {
    const store = memory();
    prepare(store);
    await expect(writeEvidence(deps(store), set())).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
  });

  test.each<[string, (store: MemoryStore) => Partial<Store>]>([
    ['keeps a day less', (store) => ({ create: (key, bytes, time) => store.create(key, bytes, time - 86_400) })],
    [
      'keeps GOVERNANCE',
      (store) => ({ create: async (...a) => ({ ...(await store.create(...a)), mode: 'GOVERNANCE' }) }),
    ],
    [
      'keeps no lock',
      (store) => ({ create: async (...a) => ({ ...(await store.create(...a)), mode: '', retainUntil: 0 }) }),
    ],
  ])('a store that %s stops the run', async (_name, change) => {
    const store = memory();
    await expect(writeEvidence(deps(twisted(store, change(store))), set())).rejects.toMatchObject({
      code: 'STORE_LOCK_SHORT',
    });
  });

  test('a lock that cannot be extended stops the run', async () => {
    const store = memory();
    store.put(blobAt, blob.bytes, until - 86_400);
    await expect(writeEvidence(deps(twisted(store, { extend: async () => {} })), set())).rejects.toMatchObject({
      code: 'STORE_LOCK_SHORT',
    });
    let reads = 0;
    const vanishing = twisted(store, {
      extend: async () => {},
      read: async (...a) => (reads++ === 0 ? store.read(...a) : undefined),
    });
    await expect(writeEvidence(deps(vanishing), set({ records: [] }))).rejects.toMatchObject({
      code: 'STORE_LOCK_SHORT',
    });
  });

  test('killed before any one write, a second run adds only what is missing', async () => {
    for (let allowed = 0; allowed < 3; allowed++) {
      const store = memory();
      let writes = 0;
      const dying = twisted(store, {
        create: async (...a) => {
          if (writes++ === allowed) throw new Fault('STORE_FAILED', 'killed');
          return store.create(...a);
        },
      });
      await expect(writeEvidence(deps(dying), set())).rejects.toMatchObject({ code: 'STORE_FAILED' });
      expect([...store.rows.keys()].some((key) => key.startsWith('manifests/'))).toBe(false);
      const { entries } = await writeEvidence(deps(store), set());
      expect(entries).toHaveLength(2);
      expect([...store.rows.values()].every((rows) => rows.length === 1)).toBe(true);
    }
  });
});
