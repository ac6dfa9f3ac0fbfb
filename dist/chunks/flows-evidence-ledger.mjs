const require = (name) => process.getBuiltinModule(name);
import {
  readOrRefusal
} from "./flows-evidence-reader.mjs";
import {
  findOnlyVersion,
  openStore,
  putObject
} from "./attest-statement.mjs";
import {
  Fault,
  canonicalBytes,
  entryProblem,
  holderOf,
  inParallel,
  intentKey,
  isFault,
  ledgerPrefix,
  parseKey,
  readChain,
  readLedger,
  resultKey,
  sha256Hex,
  sizeProblem,
  textOf,
  unreadableLedger
} from "./ground.mjs";

// src/flows/evidence/ledger.ts
async function putLedgerEntry(deps, place, entry) {
  const keyOf = entry.schema === "safeguard.ledger-intent/v1" ? intentKey : resultKey;
  const key = keyOf(place, entry.seq);
  const bytes = canonicalBytes(entry);
  const until = await openStore(deps);
  await deps.store.create(key, bytes, until);
  const kept = await readOnlyVersion(deps.store, key);
  if (!kept)
    throw new Fault("STORE_CONFLICT", `${key} has several versions or a delete marker; the ledger was tampered with`);
  if (sha256Hex(kept.bytes) !== sha256Hex(bytes)) return { outcome: "exists", key, holder: holderOf(kept.bytes) };
  return { outcome: "created", entry: await putObject(deps, key, bytes, until) };
}
async function readLedgerObjects(store, prefix, listed) {
  const keys = Map.groupBy(listed ?? await store.list(prefix), (row) => row.key);
  return inParallel([...keys], async ([key, rows]) => {
    const versions = rows.filter((row) => !row.deleteMarker);
    const found = {
      key,
      bytes: new Uint8Array(),
      versions: versions.length,
      deleteMarker: rows.length > versions.length
    };
    if (parseKey(key)?.area !== "ledger") return found;
    const oldest = versions.length > 1 ? (await store.versions(key)).findLast((row) => !row.deleteMarker) : versions[0];
    if (!oldest) return found;
    const tooLarge = sizeProblem(oldest.size);
    if (tooLarge !== "") return { ...found, invalid: tooLarge };
    const { object, refusal } = await readOrRefusal(store, key, oldest.versionId, oldest.size);
    if (refusal !== "") return { ...found, unreadable: refusal };
    const bytes = object?.bytes ?? found.bytes;
    const invalid = entryProblem(key, bytes);
    return invalid === "" ? { ...found, bytes } : { ...found, invalid };
  });
}
async function readLedgerOf(store, place) {
  try {
    const objects = await readLedgerObjects(store, ledgerPrefix(place));
    const unread = objects.find(({ unreadable }) => unreadable !== void 0);
    if (unread)
      return {
        facts: unreadableLedger(store.uri, `${unread.key}: ${unread.unreadable}`),
        runs: /* @__PURE__ */ new Set(),
        openIntentSha256: void 0
      };
    const { steps } = readChain(objects, place);
    const runs = steps.flatMap(({ intent, closed }) => [intent.run_id, ...closed ? [closed.result.run_id] : []]);
    const facts = readLedger(store.uri, objects, place);
    const last = steps.at(-1);
    const openIntentSha256 = last && !last.closed ? last.intent_sha256 : void 0;
    return { facts, runs: new Set(runs), openIntentSha256 };
  } catch (error) {
    if (!isFault(error) || error.kind === "bug") throw error;
    return { facts: unreadableLedger(store.uri, textOf(error)), runs: /* @__PURE__ */ new Set(), openIntentSha256: void 0 };
  }
}
async function readOnlyVersion(store, key) {
  const only = await findOnlyVersion(store, key);
  return only ? store.read(key, only.versionId) : void 0;
}

export {
  putLedgerEntry,
  readLedgerObjects,
  readLedgerOf
};
