// The limits of evidence are known before anything is written, and the first real write is read back.
import { describe, expect, test } from '@jest/globals';
import { Fault } from '../../../src/base/fault.ts';
import { foreseenEntry } from '../../../src/evidence/limits.ts';
import { manifestEntry } from '../../../src/evidence/manifest.ts';
import { noteRecord } from '../../../src/evidence/records.ts';
import { checkEvidence } from '../../../src/flows/evidence/limits.ts';
import { lockBlobs, writeEvidence } from '../../../src/flows/evidence/write.ts';
import { fittingSet } from '../../../src/flows/outcome.ts';
import { RunId } from '../../../src/model/ids.ts';
import { jsonBlob, recordContext, repositoryId } from '../evidence/examples.ts';
import { blob, blobAt, context, deps, memory, only, set, twisted, until } from './writing.ts';

const limit = 16 * 1024 * 1024;
const many = (count: number) => Array.from({ length: count }, (_, index) => jsonBlob(index, 'x'));
const large = (bytes: number) => [{ bytes: new Uint8Array(bytes), type: 'cyclonedx' }];
const tooLarge = expect.objectContaining({ code: 'EVIDENCE_TOO_LARGE' });

describe('a set', () => {
  test('of the largest size and number is taken, of one more refused, by what it is', () => {
    expect(checkEvidence(set({ blobs: large(limit) }))).toHaveLength(2);
    expect(() => checkEvidence(set({ blobs: large(limit + 1) }))).toThrow(tooLarge);
    expect(() => checkEvidence(set({ blobs: large(limit + 1) }))).toThrow(/the cyclonedx blob has 16777217 bytes/);
    expect(checkEvidence(set({ blobs: many(499) }))).toHaveLength(500);
    expect(() => checkEvidence(set({ blobs: many(500) }))).toThrow(tooLarge);
  });

  test('counts what is already written, and an object that is named twice once', () => {
    const extraEntries = [manifestEntry(blobAt, blob.bytes, { versionId: 'v1', retainUntil: until })];
    expect(() => checkEvidence({ ...set({ blobs: many(499) }), extraEntries })).toThrow(tooLarge);
    expect(checkEvidence(set({ blobs: [blob, blob] }))).toHaveLength(2);
  });

  test('counts what will be written beside it, as the intent of a deploy, as longer than any store makes it', () => {
    const foreseen = foreseenEntry(blobAt, blob.bytes, context);
    const kept = manifestEntry(blobAt, blob.bytes, { versionId: 'v1', retainUntil: until });
    expect(JSON.stringify(foreseen).length).toBeGreaterThan(JSON.stringify(kept).length);
    expect(checkEvidence({ ...set({ blobs: many(498) }), extraEntries: [foreseen] })).toHaveLength(499);
    expect(() => checkEvidence({ ...set({ blobs: many(499) }), extraEntries: [foreseen] })).toThrow(tooLarge);
  });

  test('of the largest number has a manifest that can be signed, however long its names are', async () => {
    const names = { environment: 'e'.repeat(63), run_id: RunId.parse('9'.repeat(19)), run_attempt: 9999 };
    const longest = recordContext(names);
    const records = Array.from({ length: 500 }, (_, index) => noteRecord(longest, 'seen', `note ${index}`));
    const whole = set({ context: longest, records, blobs: [] });
    expect(checkEvidence(whole)).toHaveLength(500);
    expect((await writeEvidence(deps(memory()), whole)).entries).toHaveLength(500);
  });

  test('that is too large writes nothing at all', async () => {
    const store = memory();
    await expect(writeEvidence(deps(store), set({ blobs: [blob, ...large(limit + 1)] }))).rejects.toEqual(tooLarge);
    expect(store.rows.size).toBe(0);
  });

  test('of an outcome that is too large is replaced by one that says so; another fault is not hidden', () => {
    const smaller = (why: string) => set({ blobs: [], records: [noteRecord(context, 'not-published', why)] });
    expect(fittingSet(set(), smaller)).toEqual(set());
    const kept = fittingSet(set({ blobs: large(limit + 1) }), smaller);
    expect(kept.blobs).toEqual([]);
    expect(kept.records[0]?.summary).toContain('too large to be kept');
    expect(() => fittingSet(set({ blobs: [], records: [] }), smaller)).toThrow(
      expect.objectContaining({ code: 'RECORD_INVALID' }),
    );
  });
});

describe('the first write', () => {
  test('is locked, and is found again by what is written later', async () => {
    const store = memory();
    await lockBlobs(deps(store), repositoryId, [blob]);
    expect(only(store, blobAt)).toMatchObject({ mode: 'COMPLIANCE', retainUntil: until });
    await writeEvidence(deps(store), set());
    expect(only(store, blobAt)?.retainUntil).toBe(until);
  });

  test('shows a lock that is shorter than asked for, and a store that refuses', async () => {
    const store = memory();
    const short = twisted(store, { create: async (key, bytes, at) => store.create(key, bytes, at - 86_400) });
    await expect(lockBlobs(deps(short), repositoryId, [blob])).rejects.toMatchObject({ code: 'STORE_LOCK_SHORT' });
    const refusing = twisted(memory(), {
      create: async () => {
        throw new Fault('STORE_FAILED', 'HTTP 403 AccessDenied');
      },
    });
    await expect(lockBlobs(deps(refusing), repositoryId, [blob])).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(lockBlobs(deps(memory({ locks: false })), repositoryId, [blob])).rejects.toMatchObject({
      code: 'STORE_UNLOCKED',
    });
  });
});
