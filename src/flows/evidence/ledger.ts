// The ledger of an environment as it lies in a store: entries are created only in a free place, and read whole or not at all.
import { canonicalBytes } from '../../base/canonical-json.ts';
import { sha256Hex } from '../../base/digest.ts';
import { Fault, isFault, textOf } from '../../base/fault.ts';
import { inParallel } from '../../base/parallel.ts';
import { intentKey, ledgerPrefix, parseKey, resultKey } from '../../evidence/keys.ts';
import { type LedgerObject, readChain, readLedger, unreadableLedger } from '../../evidence/ledger.ts';
import { entryProblem, holderOf, sizeProblem } from '../../evidence/ledger-entry.ts';
import type { LedgerFacts, LedgerIntent, LedgerPlace, LedgerResult, ManifestEntry } from '../../model/evidence.ts';
import type { Sha256 } from '../../model/ids.ts';
import type { ObjectVersion, Store } from '../../model/ports.ts';
import { readOrRefusal } from './reader.ts';
import { findOnlyVersion, openStore, putObject, type WriteDeps } from './write.ts';

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
  place: LedgerPlace,
  entry: LedgerIntent | LedgerResult,
): Promise<LedgerPut> {
  const keyOf = entry.schema === 'safeguard.ledger-intent/v1' ? intentKey : resultKey;
  const key = keyOf(place, entry.seq);
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
export async function readLedgerOf(store: Store, place: LedgerPlace): Promise<LedgerReading> {
  try {
    const objects = await readLedgerObjects(store, ledgerPrefix(place));
    const unread = objects.find(({ unreadable }) => unreadable !== undefined);
    if (unread)
      return {
        facts: unreadableLedger(store.uri, `${unread.key}: ${unread.unreadable}`),
        runs: new Set(),
        openIntentSha256: undefined,
      };
    const { steps } = readChain(objects, place);
    const runs = steps.flatMap(({ intent, closed }) => [intent.run_id, ...(closed ? [closed.result.run_id] : [])]);
    const facts = readLedger(store.uri, objects, place);
    const last = steps.at(-1);
    const openIntentSha256 = last && !last.closed ? last.intent_sha256 : undefined;
    return { facts, runs: new Set(runs), openIntentSha256 };
  } catch (error) {
    if (!isFault(error) || error.kind === 'bug') throw error;
    return { facts: unreadableLedger(store.uri, textOf(error)), runs: new Set(), openIntentSha256: undefined };
  }
}

async function readOnlyVersion(store: Store, key: string) {
  const only = await findOnlyVersion(store, key);
  return only ? store.read(key, only.versionId) : undefined;
}
