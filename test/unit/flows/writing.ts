// What every test of writing starts from: a store in memory, a signer, a small set of evidence, and stores that misbehave in one place.
import { expect } from '@jest/globals';
import { sha256Hex } from '../../../src/base/digest.ts';
import { blobKey, recordKey } from '../../../src/evidence/keys.ts';
import type { EvidenceSet } from '../../../src/evidence/limits.ts';
import { encodeRecord, noteRecord } from '../../../src/evidence/records.ts';
import type { WriteDeps } from '../../../src/flows/evidence/write.ts';
import type { Store } from '../../../src/model/ports.ts';
import { keySigner } from '../audit/key-signer.ts';
import { digest, jsonBlob, noon, recordContext, repositoryId } from '../evidence/examples.ts';
import { MemoryStore } from '../platform/store/memory.ts';

export const signer = keySigner();
export const clock = { now: () => noon };
export const until = 1_982_880_000; // 2032-11-01T00:00:00Z
export const memory = (change: object = {}) => new MemoryStore({ clock, ...change });
export const deps = (store: Store, change: Partial<WriteDeps> = {}): WriteDeps => ({
  store,
  signer,
  clock,
  log: { step() {}, info() {}, warn() {} },
  retention: { years: 6, 'margin-days': 30 },
  signed: new Map(),
  lock: 'compliance',
  ...change,
});
export const context = recordContext();
export const note = noteRecord(context, 'seen', 'x');
export const noteKey = recordKey(note, sha256Hex(encodeRecord(note)));
export const blob = jsonBlob({ a: 1 }, 'command-output');
export const blobAt = blobKey(repositoryId, sha256Hex(blob.bytes));
export const set = (change: Partial<EvidenceSet> = {}): EvidenceSet => ({
  context,
  stage: 'opening',
  subject: { name: 'registry.local/api', digest },
  records: [note],
  blobs: [blob],
  ...change,
});
export const only = (store: MemoryStore, key: string) => {
  const rows = store.rows.get(key) ?? [];
  expect(rows).toHaveLength(1);
  return rows[0];
};
/** A store of which one method does something else. */
export const twisted = (store: Store, change: Partial<Store>): Store => ({
  uri: store.uri,
  facts: () => store.facts(),
  create: (...a) => store.create(...a),
  extend: (...a) => store.extend(...a),
  read: (...a) => store.read(...a),
  versions: (key) => store.versions(key),
  list: (prefix) => store.list(prefix),
  ...change,
});
