// Writes evidence: every object created once, locked and read back, the signed manifest last. Nothing here overwrites, and a store
// that keeps less than was asked for stops the run before anything rests on it.
import { manifestStatement } from '../../attest/statement.ts';
import { sha256Hex } from '../../base/digest.ts';
import { Fault } from '../../base/fault.ts';
import type { Logger } from '../../base/logger.ts';
import { inParallel } from '../../base/parallel.ts';
import { counted } from '../../base/text.ts';
import { blobKey, manifestKey } from '../../evidence/keys.ts';
import type { EvidenceSet } from '../../evidence/limits.ts';
import { encodeManifest, makeManifest, manifestCore, manifestEntry } from '../../evidence/manifest.ts';
import type { EvidenceBlob } from '../../evidence/records.ts';
import { lockProblem, lockUntil } from '../../evidence/retention.ts';
import type { Config } from '../../model/config.ts';
import type { ManifestEntry, ManifestPredicate } from '../../model/evidence.ts';
import { Sha256 } from '../../model/ids.ts';
import type { BundleSigner, Clock, ObjectVersion, PutResult, Store } from '../../model/ports.ts';
import type { Subject } from '../../model/statement.ts';
import { checkEvidence } from './limits.ts';

/** What writing needs. `lock: none` is for an environment that openly does without; `signer: null` gives a manifest that never counts. */
export type WriteDeps = {
  store: Store;
  signer: BundleSigner | null;
  clock: Clock;
  log: Logger;
  retention: Config['retention'];
  lock: 'compliance' | 'none';
  /** Manifests signed so far by this process, by what they list. Begin with an empty map. */
  signed: Map<string, Uint8Array>;
};

/** Where the manifest lies and what it lists. */
export type WrittenEvidence = { manifestKey: string; manifestSha256: Sha256; entries: ManifestEntry[] };

/**
 * Locks records and blobs, then the manifest that lists them; the same set again gives the same keys. Throws STORE_UNLOCKED,
 * CLOCK_SKEW, STORE_CONFLICT, STORE_LOCK_SHORT, SIGN_FAILED and what the store throws.
 */
export async function writeEvidence(deps: WriteDeps, set: EvidenceSet): Promise<WrittenEvidence> {
  const objects = checkEvidence(set);
  const until = await openStore(deps);
  deps.log.step('evidence', `locking ${counted(objects.length, 'object')} in ${deps.store.uri}`);
  const written = await inParallel(objects, ({ key, bytes }) => putObject(deps, key, bytes, until));
  const predicate = makeManifest(set.context, {
    stage: set.stage,
    store: deps.store.uri,
    lock: deps.lock === 'none' ? 'none' : 'COMPLIANCE',
    entries: [...written, ...(set.extraEntries ?? [])],
  });
  deps.log.step('manifest', deps.signer ? 'signing the manifest' : 'writing an unsigned manifest, which never counts');
  const core = `${set.subject.digest} ${manifestCore(predicate)}`;
  // Signatures differ each time: a retry in this process uses the one it made (threat F8).
  const bytes = deps.signed.get(core) ?? (await signManifest(deps, set.subject, predicate));
  deps.signed.set(core, bytes);
  const sha256 = Sha256.parse(sha256Hex(bytes));
  const key = manifestKey(set.context, sha256);
  await putObject(deps, key, bytes, until);
  return { manifestKey: key, manifestSha256: sha256, entries: predicate.entries };
}

/**
 * Locks blobs that a job will list later, and reads their locks back. What would refuse the rest of the evidence (a role, a session
 * policy, the key of an encrypted bucket, the lock itself) refuses here, before anything is touched that cannot be taken back.
 */
export async function lockBlobs(deps: WriteDeps, repositoryId: string, blobs: readonly EvidenceBlob[]): Promise<void> {
  const until = await openStore(deps);
  deps.log.step('lock-first', `locking ${counted(blobs.length, 'object')} in ${deps.store.uri} before anything else`);
  await inParallel(blobs, ({ bytes }) => putObject(deps, blobKey(repositoryId, sha256Hex(bytes)), bytes, until));
}

/**
 * The lock date for now, once the store has shown that it can hold it (threats E1, E2, E3). Throws STORE_UNLOCKED, CLOCK_SKEW, or what
 * the store throws where it could not take evidence now; asked before anything is touched (threat F22).
 */
export async function openStore({ store, clock, retention, lock }: WriteDeps): Promise<number> {
  const facts = await store.facts();
  if (lock === 'compliance') {
    const missing = [
      ...(facts.versioned ? [] : ['versioning is off']),
      ...(facts.locks ? [] : ['it has no object locks']),
      ...(facts.defaultMode === 'COMPLIANCE'
        ? []
        : [`its default mode is ${facts.defaultMode || 'not set'}, expected COMPLIANCE`]),
    ];
    if (missing.length > 0)
      throw new Fault('STORE_UNLOCKED', `${facts.uri} cannot hold evidence: ${missing.join(', ')}`);
  }
  const times = { localTime: clock.now(), serverTime: facts.serverTime };
  return lockUntil({ ...times, years: retention.years, marginDays: retention['margin-days'] });
}

/** Creates one content-addressed object, or finds that it is already there (threat E5), and checks the lock as read back. */
export async function putObject(
  deps: WriteDeps,
  key: string,
  bytes: Uint8Array,
  until: number,
): Promise<ManifestEntry> {
  const put = await deps.store.create(key, bytes, until);
  const kept = put.outcome === 'created' ? put : await settleExisting(deps, { key, bytes, until }, put);
  const problem = lockProblem(kept, until, deps.lock);
  if (problem !== '') throw new Fault('STORE_LOCK_SHORT', `${key}: ${problem}`);
  return manifestEntry(key, bytes, kept);
}

/**
 * The one version that lies at a content-addressed key, its lock extended where it is shorter. A writer may not read evidence, so the
 * listing decides: exactly one version, of the same size. Throws STORE_CONFLICT otherwise; an auditor compares the bytes.
 */
async function settleExisting(
  { store, lock }: WriteDeps,
  { key, bytes, until }: { key: string; bytes: Uint8Array; until: number },
  put: PutResult,
): Promise<PutResult> {
  const only = await findOnlyVersion(store, key);
  if (!only || only.versionId !== put.versionId || only.size !== bytes.length) {
    throw new Fault('STORE_CONFLICT', `${key} is taken by other bytes, by several versions or by a delete marker`);
  }
  if (lockProblem(put, until, lock) === '') return put;
  await store.extend(key, only.versionId, until);
  // Creating it once more changes nothing and reads the lock back.
  return store.create(key, bytes, until);
}

export async function findOnlyVersion(store: Store, key: string): Promise<ObjectVersion | undefined> {
  const [only, ...others] = await store.versions(key);
  return only && others.length === 0 && !only.deleteMarker ? only : undefined;
}

async function signManifest(
  { signer }: WriteDeps,
  subject: Subject,
  predicate: ManifestPredicate,
): Promise<Uint8Array> {
  const statement = manifestStatement(subject, predicate);
  return encodeManifest(statement, signer ? await signer.sign(statement) : null);
}
