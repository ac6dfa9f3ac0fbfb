// An evidence store as the flows see it: objects are created once, locked, listed and read, never changed.
import type { EpochSeconds } from '../ids.ts';

/** An object in a store. `mode` is '' and `retainUntil` 0 when it has no lock. */
export type StoredObject = {
  key: string;
  versionId: string;
  bytes: Uint8Array;
  mode: '' | 'COMPLIANCE' | 'GOVERNANCE';
  retainUntil: EpochSeconds;
};

/** One version or delete marker of a key. */
export type ObjectVersion = { key: string; versionId: string; size: number; deleteMarker: boolean; latest: boolean };

/**
 * How a write ended; `exists`: the key is taken and the write did not happen. The lock is the one read back from the
 * store.
 */
export type PutResult = {
  outcome: 'created' | 'exists';
  versionId: string;
  mode: '' | 'COMPLIANCE' | 'GOVERNANCE';
  retainUntil: EpochSeconds;
};

/** What a store is, before anything is written. `serverTime` is the server's clock. */
export type StoreFacts = {
  uri: string;
  versioned: boolean;
  locks: boolean;
  defaultMode: '' | 'COMPLIANCE' | 'GOVERNANCE';
  serverTime: EpochSeconds;
};

/**
 * An evidence store: objects are created once, locked, and never changed. It throws STORE_FAILED and REMOTE_UNREACHABLE where the store
 * as a whole refuses or does not answer, or a list has no end in sight; a Fault is final, what passes was tried again before.
 */
export interface Store {
  /** `s3:BUCKET` or `dir:PATH`. */
  readonly uri: string;
  facts(): Promise<StoreFacts>;
  /** Creates the object only if the key has no current version, under COMPLIANCE until `retainUntil`, with its SHA-256 checksum, and reads the lock back. */
  create(key: string, bytes: Uint8Array, retainUntil: EpochSeconds): Promise<PutResult>;
  /** Extends the lock of one version. Never shortens. */
  extend(key: string, versionId: string, retainUntil: EpochSeconds): Promise<void>;
  /**
   * Undefined when absent; without a version id the current version. Throws OBJECT_UNREADABLE for an object that is there and is not
   * given (archived, its key denied or gone, no permission, too large, no regular file); that says nothing about other objects.
   */
  read(key: string, versionId?: string): Promise<StoredObject | undefined>;
  /** Every version and delete marker of exactly this key, newest first. */
  versions(key: string): Promise<ObjectVersion[]>;
  /** Every version and delete marker under a prefix, in key order, all pages. */
  list(prefix: string): Promise<ObjectVersion[]>;
}
