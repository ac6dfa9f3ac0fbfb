// Writes evidence: every object created once, locked and read back, the signed manifest last. Nothing here overwrites, and a store
// that keeps less than was asked for stops the run before anything rests on it.
import { manifestStatement } from '../../attest/statement.ts';
import { canonicalBytes } from '../../base/canonical-json.ts';
import { sha256Hex } from '../../base/digest.ts';
import { Fault, isFault, textOf } from '../../base/fault.ts';
import type { Logger } from '../../base/logger.ts';
import { counted } from '../../base/text.ts';
import { blobKey, intentKey, ledgerPrefix, manifestKey, parseKey, resultKey } from '../../evidence/keys.ts';
import { type LedgerObject, readChain, readLedger, unreadableLedger } from '../../evidence/ledger.ts';
import { entryProblem, holderOf, sizeProblem } from '../../evidence/ledger-entry.ts';
import { encodeManifest, makeManifest, manifestCore, manifestEntry } from '../../evidence/manifest.ts';
import type { EvidenceBlob } from '../../evidence/records.ts';
import { lockProblem, lockUntil } from '../../evidence/retention.ts';
import type { Config } from '../../model/config.ts';
import type {
  LedgerFacts,
  LedgerIntent,
  LedgerResult,
  ManifestEntry,
  ManifestPredicate,
} from '../../model/evidence.ts';
import { Sha256 } from '../../model/ids.ts';
import type { BundleSigner, Clock, ObjectVersion, PutResult, Store } from '../../model/ports.ts';
import type { Subject } from '../../model/statement.ts';
import { checkEvidence, type EvidenceSet } from './limits.ts';
import { readOrRefusal } from './reader.ts';

const parallel = 16;

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
  // Signatures differ each time: a retry in this process uses the one it made (THREATS F8).
  const bytes = deps.signed.get(core) ?? (await signManifest(deps, set.subject, predicate));
  deps.signed.set(core, bytes);
  const sha256 = Sha256.parse(sha256Hex(bytes));
  const key = manifestKey(set.context, sha256);
  await putObject(deps, key, bytes, until);
  return { manifestKey: key, manifestSha256: sha256, entries: predicate.entries };
}

/** Throws STORE_UNLOCKED, CLOCK_SKEW or what the store throws when it could not take evidence now; asked before anything is touched (THREATS E1, F22). */
export async function checkStore(deps: WriteDeps): Promise<void> {
  await openStore(deps);
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

/** The lock date for now, once the store has shown that it can hold it (THREATS E1, E2, E3). */
async function openStore({ store, clock, retention, lock }: WriteDeps): Promise<number> {
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

/** Creates one content-addressed object, or finds that it is already there (THREATS E5), and checks the lock as read back. */
async function putObject(deps: WriteDeps, key: string, bytes: Uint8Array, until: number): Promise<ManifestEntry> {
  const put = await deps.store.create(key, bytes, until);
  const kept = put.outcome === 'created' ? put : await settleExisting(deps, key, bytes, until, put);
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
  key: string,
  bytes: Uint8Array,
  until: number,
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

async function findOnlyVersion(store: Store, key: string): Promise<ObjectVersion | undefined> {
  const [only, ...others] = await store.versions(key);
  return only && others.length === 0 && !only.deleteMarker ? only : undefined;
}

async function readOnlyVersion(store: Store, key: string) {
  const only = await findOnlyVersion(store, key);
  return only ? store.read(key, only.versionId) : undefined;
}

async function signManifest(
  { signer }: WriteDeps,
  subject: Subject,
  predicate: ManifestPredicate,
): Promise<Uint8Array> {
  const statement = manifestStatement(subject, predicate);
  return encodeManifest(statement, signer ? await signer.sign(statement) : null);
}

/** How writing a ledger entry ended; `exists`: another was first, and `holder` is `<repository id>/<run id>` of its writer, '' when even that cannot be read. */
export type LedgerPut =
  | { outcome: 'created'; entry: ManifestEntry }
  | { outcome: 'exists'; key: string; holder: string };

/**
 * Writes an intent or a result, only if its place is free: of two deploys one gets the lease. The same bytes again count as created (a
 * lost reply). Throws STORE_UNLOCKED, CLOCK_SKEW, STORE_CONFLICT when the entry was hidden or overwritten, STORE_LOCK_SHORT.
 */
export async function putLedgerEntry(
  deps: WriteDeps,
  place: { repository_id: string; environment: string },
  entry: LedgerIntent | LedgerResult,
): Promise<LedgerPut> {
  const keyOf = entry.schema === 'safeguard.ledger-intent/v1' ? intentKey : resultKey;
  const key = keyOf(place.repository_id, place.environment, entry.seq);
  const bytes = canonicalBytes(entry);
  const until = await openStore(deps);
  await deps.store.create(key, bytes, until);
  const kept = await readOnlyVersion(deps.store, key);
  if (!kept)
    throw new Fault('STORE_CONFLICT', `${key} has several versions or a delete marker; the ledger was tampered with`);
  if (sha256Hex(kept.bytes) !== sha256Hex(bytes)) return { outcome: 'exists', key, holder: holderOf(kept.bytes) };
  return { outcome: 'created', entry: await putObject(deps, key, bytes, until) };
}

/** Every object under a ledger's prefix by its oldest version; one that the store refuses to give says so, and only entries are kept. */
export async function readLedgerObjects(
  store: Store,
  prefix: string,
  listed?: readonly ObjectVersion[],
): Promise<LedgerObject[]> {
  const keys = Map.groupBy(listed ?? (await store.list(prefix)), (row) => row.key);
  return inParallel([...keys], async ([key, rows]) => {
    const versions = rows.filter((row) => !row.deleteMarker);
    const found = {
      key,
      bytes: new Uint8Array(),
      versions: versions.length,
      deleteMarker: rows.length > versions.length,
    };
    if (parseKey(key)?.area !== 'ledger') return found;
    const oldest = versions.length > 1 ? (await store.versions(key)).findLast((row) => !row.deleteMarker) : versions[0];
    if (!oldest) return found;
    // Whoever writes one ledger decides about its entries, and must not fill the memory of who asks about another.
    const tooLarge = sizeProblem(oldest.size);
    if (tooLarge !== '') return { ...found, invalid: tooLarge };
    const { object, refusal } = await readOrRefusal(store, key, oldest.versionId, oldest.size);
    if (refusal !== '') return { ...found, unreadable: refusal };
    const bytes = object?.bytes ?? found.bytes;
    const invalid = entryProblem(key, bytes);
    return invalid === '' ? { ...found, bytes } : { ...found, invalid };
  });
}

/** What the ledger of an environment says, and the runs that have an entry in it. */
export type LedgerReading = {
  facts: LedgerFacts;
  runs: ReadonlySet<string>;
  /** SHA-256 of the open intent's stored bytes. */
  openIntentSha256: Sha256 | undefined;
};

/** Reads a ledger whole; a store that refuses or fails gives `readable: false`, which denies. */
export async function readLedgerOf(store: Store, repositoryId: string, environment: string): Promise<LedgerReading> {
  try {
    const objects = await readLedgerObjects(store, ledgerPrefix(repositoryId, environment));
    const unread = objects.find(({ unreadable }) => unreadable !== undefined);
    if (unread)
      return {
        facts: unreadableLedger(store.uri, `${unread.key}: ${unread.unreadable}`),
        runs: new Set(),
        openIntentSha256: undefined,
      };
    const { steps } = readChain(objects, repositoryId, environment);
    const runs = steps.flatMap(({ intent, closed }) => [intent.run_id, ...(closed ? [closed.result.run_id] : [])]);
    const facts = readLedger(store.uri, objects, repositoryId, environment);
    const last = steps.at(-1);
    const openIntentSha256 = last && !last.closed ? last.intent_sha256 : undefined;
    return { facts, runs: new Set(runs), openIntentSha256 };
  } catch (error) {
    if (!isFault(error) || error.kind === 'bug') throw error;
    return { facts: unreadableLedger(store.uri, textOf(error)), runs: new Set(), openIntentSha256: undefined };
  }
}

/** What the ledger of an environment says; see `readLedgerOf`. */
export async function readLedgerFacts(store: Store, repositoryId: string, environment: string): Promise<LedgerFacts> {
  return (await readLedgerOf(store, repositoryId, environment)).facts;
}

/** Works on up to 16 items at a time, results in order; after a failure nothing new is begun and the first failure is thrown. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  const queue = eachOf(items);
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(parallel, items.length) }, worker));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return [...results].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}

/** Leaving a `for` over a generator ends it for all who share it. */
function* eachOf<T>(items: readonly T[]): Generator<[number, T]> {
  yield* items.entries();
}
