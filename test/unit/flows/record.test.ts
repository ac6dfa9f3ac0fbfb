// Writing evidence: locked, read back, listed last, repeatable; and everything a store can do wrong stops it.
import { describe, expect, test } from '@jest/globals';
import { sha256Hex } from '../../../src/base/digest.ts';
import { Fault } from '../../../src/base/fault.ts';
import { blobKey, intentKey, recordKey, resultKey } from '../../../src/evidence/keys.ts';
import { closeIntent, nextIntent } from '../../../src/evidence/ledger.ts';
import { decodeManifest } from '../../../src/evidence/manifest.ts';
import { encodeRecord, jsonBlob, noteRecord } from '../../../src/evidence/records.ts';
import {
  type EvidenceSet,
  inParallel,
  putLedgerEntry,
  readLedgerFacts,
  type WriteDeps,
  writeEvidence,
} from '../../../src/flows/record.ts';
import { RunId } from '../../../src/model/ids.ts';
import type { Store } from '../../../src/model/ports.ts';
import { MemoryStore } from '../../../src/platform/store/memory.ts';
import { keySigner } from '../audit/key-signer.ts';
import {
  actorId,
  commit,
  digest,
  environment,
  noon,
  otherDigest,
  recordContext,
  repositoryId,
  sha256,
} from '../evidence/examples.ts';

const signer = keySigner();
const clock = { now: () => noon };
const until = 1_982_880_000; // 2032-11-01T00:00:00Z
const memory = (change: object = {}) => new MemoryStore({ clock, ...change });
const deps = (store: Store, change: Partial<WriteDeps> = {}): WriteDeps => ({
  store,
  signer,
  clock,
  log: { step() {}, info() {}, warn() {} },
  retention: { years: 6, 'margin-days': 30 },
  lock: 'compliance',
  ...change,
});
const context = recordContext();
const note = noteRecord(context, 'seen', 'x', null);
const noteKey = recordKey(note, sha256Hex(encodeRecord(note)));
const blob = jsonBlob({ a: 1 }, 'command-output');
const blobAt = blobKey(repositoryId, sha256Hex(blob.bytes));
const set = (change: Partial<EvidenceSet> = {}): EvidenceSet => ({
  context,
  stage: 'opening',
  subject: { name: 'registry.local/api', digest },
  records: [note],
  blobs: [blob],
  ...change,
});
const only = (store: MemoryStore, key: string) => {
  const rows = store.rows.get(key) ?? [];
  expect(rows).toHaveLength(1);
  return rows[0];
};
/** A store of which one method does something else. */
const twisted = (store: Store, change: Partial<Store>): Store => ({
  uri: store.uri,
  facts: () => store.facts(),
  create: (...a) => store.create(...a),
  extend: (...a) => store.extend(...a),
  read: (...a) => store.read(...a),
  versions: (key) => store.versions(key),
  list: (prefix) => store.list(prefix),
  ...change,
});

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
    const first = await writeEvidence(deps(store), set());
    for (let retry = 0; retry < 99; retry++) expect(await writeEvidence(deps(store), set())).toEqual(first);
    expect(store.rows.size).toBe(3);
    const tomorrow = { now: () => noon + 86_400 };
    const later = await writeEvidence(
      deps(twisted(store, { facts: async () => ({ ...(await store.facts()), serverTime: noon + 86_400 }) }), {
        clock: tomorrow,
      }),
      set(),
    );
    expect(later.manifestKey).toBe(first.manifestKey);
    expect([...store.rows.values()].flat()).toHaveLength(3);
    expect([...store.rows.values()].flat().every((row) => row.retainUntil === until + 86_400)).toBe(true);
  });

  test.each<[string, Partial<EvidenceSet>, Partial<WriteDeps>]>([
    ['another record', { records: [note, noteRecord(context, 'seen', 'y', null)] }, {}],
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
    const { manifestKey, entries } = await writeEvidence(deps(store, { lock: 'none' }), set());
    expect(entries.every((entry) => entry.retain_until === 0)).toBe(true);
    expect(decodeManifest(only(store, manifestKey)?.bytes ?? new Uint8Array())).toMatchObject({
      value: { claimed: { predicate: { lock: 'none' } } },
    });
    await writeEvidence(deps(store, { lock: 'none' }), set());
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
    ['other bytes of the same size', (store) => void store.put(blobAt, new TextEncoder().encode('{"a":2}'), until)],
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

describe('the ledger', () => {
  const fields = (run: string) => ({
    repository_id: repositoryId,
    environment,
    digest,
    commit,
    run_id: RunId.parse(run),
    actor_id: actorId,
    actor: 'ada',
    time: noon,
    decision_sha256: sha256('d'),
  });
  const intentOf = async (store: Store, run: string) =>
    nextIntent(await readLedgerFacts(store, repositoryId, environment), fields(run));
  const key = intentKey(repositoryId, environment, 0);

  test('an intent is created locked, and the same bytes again count as created', async () => {
    const store = memory();
    const intent = await intentOf(store, '9001');
    const put = await putLedgerEntry(deps(store), intent, intent);
    expect(put).toMatchObject({ outcome: 'created', entry: { key, retain_until: until } });
    expect(await putLedgerEntry(deps(store), intent, intent)).toEqual(put);
    expect(await readLedgerFacts(store, repositoryId, environment)).toMatchObject({ open_intent: intent, next_seq: 1 });
  });

  test('of twenty deploys one gets the lease, and each loser is told by whom', async () => {
    const store = memory();
    const intents = await Promise.all(Array.from({ length: 20 }, (_, index) => intentOf(store, String(9001 + index))));
    const puts = await Promise.all(intents.map((intent) => putLedgerEntry(deps(store), intent, intent)));
    expect(puts.filter((put) => put.outcome === 'created')).toHaveLength(1);
    expect(
      puts.filter((put) => put.outcome === 'exists' && put.holder === '7001/9001' && put.key === key),
    ).toHaveLength(19);
  });

  test('a result that another wrote first is named', async () => {
    const store = memory();
    const intent = await intentOf(store, '9001');
    await putLedgerEntry(deps(store), intent, intent);
    const result = (outcome: 'succeeded' | 'failed') =>
      closeIntent(intent, { outcome, time: noon, manifest_sha256: sha256('m') });
    expect(await putLedgerEntry(deps(store), intent, result('failed'))).toMatchObject({
      outcome: 'created',
      entry: { key: resultKey(repositoryId, environment, 0) },
    });
    expect(await putLedgerEntry(deps(store), intent, result('succeeded'))).toMatchObject({
      outcome: 'exists',
      holder: '7001/9001',
    });
  });

  test('an unreadable holder is said to be unreadable', async () => {
    const store = memory();
    store.put(key, new TextEncoder().encode('{}'), until);
    const intent = await intentOf(memory(), '9001');
    expect(await putLedgerEntry(deps(store), intent, intent)).toMatchObject({ outcome: 'exists', holder: '' });
  });

  test('an entry that was hidden is never written anew without a fault', async () => {
    const store = memory();
    const intent = await intentOf(store, '9001');
    await putLedgerEntry(deps(store), intent, intent);
    store.hide(key);
    await expect(putLedgerEntry(deps(store), intent, intent)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    expect((await readLedgerFacts(store, repositoryId, environment)).problem).toContain(key);
  });

  test('reading takes the oldest version and says that there are more', async () => {
    const store = memory();
    const intent = await intentOf(store, '9001');
    await putLedgerEntry(deps(store), intent, intent);
    store.put(key, new TextEncoder().encode('{}'), until);
    expect(await readLedgerFacts(store, repositoryId, environment)).toMatchObject({
      open_intent: { run_id: '9001' },
      problem: expect.stringContaining('2 versions'),
    });
    const empty = memory();
    empty.hide(key);
    expect((await readLedgerFacts(empty, repositoryId, environment)).problem).toContain('delete marker');
  });

  test('a store that refuses gives an unreadable ledger; a defect of ours is thrown', async () => {
    const failing = (error: unknown) =>
      twisted(memory(), {
        list: async () => {
          throw error;
        },
      });
    expect(
      await readLedgerFacts(failing(new Fault('STORE_FAILED', 'AccessDenied')), repositoryId, environment),
    ).toMatchObject({ readable: false, next_seq: 0 });
    await expect(readLedgerFacts(failing(new Fault('BUG', 'x')), repositoryId, environment)).rejects.toMatchObject({
      code: 'BUG',
    });
    await expect(readLedgerFacts(failing(new TypeError('x')), repositoryId, environment)).rejects.toThrow(TypeError);
  });
});

describe('inParallel', () => {
  test('keeps the order and begins nothing after a failure', async () => {
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    expect(
      await inParallel([3, 1, 2], async (n) => {
        await wait(n);
        return n;
      }),
    ).toEqual([3, 1, 2]);
    const begun: number[] = [];
    const work = async (n: number) => {
      begun.push(n);
      if (n === 0) throw new Fault('STORE_FAILED', 'first');
      await wait(5);
    };
    await expect(inParallel([...Array(100).keys()], work)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(begun).toHaveLength(16);
  });
});
