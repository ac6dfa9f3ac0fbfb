const require = (name) => process.getBuiltinModule(name);
import {
  LedgerIntent as LedgerIntent2,
  readOrRefusal
} from "./flows-evidence-reader.mjs";
import {
  findOnlyVersion,
  inParallel,
  intentKey,
  ledgerPrefix,
  openStore,
  parseKey,
  putObject,
  resultKey
} from "./evidence-manifest.mjs";
import {
  LedgerIntent,
  LedgerResult
} from "./model-decision.mjs";
import {
  DeployId,
  EntrySignature,
  EpochSeconds,
  LedgerCloser,
  LedgerReason,
  Reserved,
  RunId,
  Sha256 as Sha2562,
  formatOf,
  versionOf
} from "./formats-format.mjs";
import {
  canonicalBytes
} from "./vendor-canonicalize.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  RepositoryId,
  Sha256
} from "./model-ids.mjs";
import {
  counted,
  printable
} from "./base-text.mjs";
import {
  _enum,
  int,
  literal,
  strictObject
} from "./vendor-zod.mjs";
import {
  Fault,
  isFault,
  textOf
} from "./base-fault-register.mjs";

// src/formats/ledger-intent/read.ts
var intent = formatOf({ "safeguard.ledger-intent/v1": versionOf(LedgerIntent2, (old) => old) });
function readStoredIntent(bytes) {
  return intent.readBytes(bytes);
}

// src/formats/ledger-result/v1.ts
var LedgerResult2 = strictObject({
  schema: literal("safeguard.ledger-result/v1"),
  seq: int().min(0),
  deploy_id: DeployId,
  outcome: _enum(["succeeded", "failed", "unknown"]),
  time: EpochSeconds,
  intent_sha256: Sha2562,
  /** SHA-256 of the closing manifest's bytes. */
  manifest_sha256: Sha2562,
  /** Run that wrote this; differs from the intent's when reconciled. */
  run_id: RunId,
  reconciled_by: LedgerCloser,
  reconcile_reason: LedgerReason,
  signature: EntrySignature.exactOptional(),
  ...Reserved
});

// src/formats/ledger-result/read.ts
var result = formatOf({ "safeguard.ledger-result/v1": versionOf(LedgerResult2, (old) => old) });
function readStoredResult(bytes) {
  return result.readBytes(bytes);
}

// src/evidence/ledger.ts
var clockSkew = 300;
var ChainReader = class {
  problems = [];
  objects;
  constructor(objects) {
    this.objects = new Map(objects.map((object) => [object.key, object]));
  }
  report(key, text, code = "LEDGER_BROKEN") {
    this.problems.push({ code, key, text: `${printable(key, 1100)}: ${text}` });
  }
  /** The entry at a key with its digest, or undefined after saying why. */
  read(readBytes, key, required) {
    const stored = this.objects.get(key);
    if (!stored) {
      if (required) this.report(key, "this entry is missing, though there are later ones");
      return void 0;
    }
    if (stored.deleteMarker) this.report(key, "a delete marker hides this entry");
    if (stored.versions !== 1) this.report(key, `this entry has ${stored.versions} versions, expected exactly one`);
    if (stored.unreadable !== void 0) {
      this.report(key, `the store lists it but does not return it: ${stored.unreadable}`, "OBJECT_UNREADABLE");
      return void 0;
    }
    if (stored.invalid !== void 0) {
      this.report(key, `not a valid entry: ${stored.invalid}`);
      return void 0;
    }
    const reading = readBytes(stored.bytes);
    if (reading.ok) return { value: reading.value, sha256: Sha256.parse(sha256Hex(stored.bytes)) };
    this.report(key, `not a valid entry: ${reading.problem}`);
    return void 0;
  }
  compare(key, entry, expected) {
    for (const [name, value] of Object.entries(expected)) {
      if (entry[name] === value) continue;
      this.report(key, `${name} is ${JSON.stringify(entry[name])}, expected ${JSON.stringify(value)}`);
    }
  }
};
function readChain(objects, repositoryId, environment) {
  const reader = new ChainReader(objects);
  const numbers = sequencesOf(reader, objects, ledgerPrefix(repositoryId, environment));
  const last = numbers.at(-1) ?? -1;
  const steps = [];
  let expected = 0;
  for (const seq of numbers) {
    if (seq > expected) reportHole(reader, intentKey(repositoryId, environment, expected), seq - expected);
    const step = readStep(reader, steps.at(-1), { seq, last, repositoryId, environment });
    if (step) steps.push(step);
    expected = seq + 1;
  }
  const seen = /* @__PURE__ */ new Map();
  for (const { intent: intent2, intent_key } of steps) {
    const twin = seen.get(intent2.deploy_id);
    if (twin !== void 0) reader.report(intent_key, `deploy ${intent2.deploy_id} is already entry ${twin}`);
    else seen.set(intent2.deploy_id, intent2.seq);
  }
  return { steps, problems: reader.problems };
}
function reportHole(reader, key, count) {
  const others = count === 1 ? "" : `, and ${counted(count - 1, "more entry", "more entries")} after it`;
  reader.report(key, `this entry is missing${others}, though there are later ones`);
}
function sequencesOf(reader, objects, prefix) {
  const found = /* @__PURE__ */ new Set();
  for (const { key } of objects) {
    const parsed = parseKey(key);
    if (key.startsWith(prefix) && parsed?.area === "ledger") found.add(parsed.seq);
    else reader.report(key, "this is not the key of a ledger entry");
  }
  return [...found].sort((a, b) => a - b);
}
function readStep(reader, previous, { seq, last, repositoryId, environment }) {
  const key = intentKey(repositoryId, environment, seq);
  const found = reader.read(readStoredIntent, key, true);
  const intent2 = found?.value;
  if (intent2) {
    const before = seq === 0 ? "" : previous?.intent.seq === seq - 1 ? previous.closed?.sha256 : void 0;
    reader.compare(key, intent2, {
      seq,
      repository_id: repositoryId,
      environment,
      deploy_id: `${repositoryId}/${intent2.run_id}`
    });
    if (before !== void 0) reader.compare(key, intent2, { previous_result_sha256: before });
    const ended = previous?.closed?.result.time ?? 0;
    if (intent2.time < ended - clockSkew)
      reader.report(key, `time is ${intent2.time}, expected not before ${ended}, when the entry before it ended`);
  }
  const end = reader.read(readStoredResult, resultKey(repositoryId, environment, seq), seq < last);
  if (!found || !intent2) return void 0;
  const closed = end ? { result: end.value, key: resultKey(repositoryId, environment, seq), sha256: end.sha256 } : null;
  if (closed) checkResult(reader, closed, intent2, found.sha256);
  return { intent: intent2, intent_key: key, intent_sha256: found.sha256, closed };
}
function checkResult(reader, { result: result2, key }, intent2, intentSha) {
  reader.compare(key, result2, { seq: intent2.seq, deploy_id: intent2.deploy_id, intent_sha256: intentSha });
  if (result2.time < intent2.time)
    reader.report(key, `time is ${result2.time}, expected not before its intent at ${intent2.time}`);
  if (result2.reconciled_by !== "") return;
  reader.compare(key, result2, { run_id: intent2.run_id, reconcile_reason: "" });
  if (result2.outcome === "unknown") reader.report(key, "outcome unknown, but it was not reconciled");
}
function readLedger(store, objects, repositoryId, environment) {
  const { steps, problems } = readChain(objects, repositoryId, environment);
  const last = steps.at(-1);
  const successes = steps.flatMap(({ intent: intent2, closed }) => {
    if (closed?.result.outcome !== "succeeded") return [];
    return [{ commit: intent2.commit, digest: intent2.digest, deploy_id: intent2.deploy_id, time: closed.result.time }];
  });
  const success = successes.at(-1) ?? null;
  return {
    store,
    readable: true,
    head: steps.findLast((step) => step.closed)?.closed?.sha256 ?? "",
    next_seq: last ? last.intent.seq + 1 : 0,
    problem: problems[0]?.text ?? "",
    open_intent: last && !last.closed ? last.intent : null,
    last_success: success,
    last_other_success: successes.findLast(({ commit }) => commit !== success?.commit) ?? null
  };
}
function headProblems(steps, head) {
  const key = resultKey(head.repository_id, head.environment, head.seq);
  const found = steps.find((step) => step.intent.seq === head.seq)?.closed;
  if (!found)
    return [{ code: "LEDGER_TAIL_CUT", key, text: `${key}: the anchor knows this entry, the store does not have it` }];
  if (found.sha256 === head.result_sha256) return [];
  const text = `${key}: its bytes have sha256 ${found.sha256}, the anchor knows ${head.result_sha256}`;
  return [{ code: "LEDGER_BROKEN", key, text }];
}
function unreadableLedger(store, problem) {
  const nothing = { head: "", next_seq: 0, open_intent: null, last_success: null, last_other_success: null };
  return { store, readable: false, problem, ...nothing };
}
function nextIntent(facts, fields) {
  if (facts.open_intent) {
    throw new Fault(
      "INTENT_OPEN",
      `deploy ${facts.open_intent.deploy_id} to ${fields.environment} has an intent without a result`
    );
  }
  if (!facts.readable || facts.problem !== "")
    throw new Fault("STORE_CORRUPT", `the ledger of ${fields.environment} does not hold: ${facts.problem}`);
  return LedgerIntent.parse({
    schema: "safeguard.ledger-intent/v1",
    seq: facts.next_seq,
    deploy_id: `${RepositoryId.parse(fields.repository_id)}/${fields.run_id}`,
    run_attempt: 1,
    previous_result_sha256: facts.head,
    ...fields
  });
}
function closeIntent(intent2, { reconciled, ...closing }) {
  if (reconciled && (reconciled.by.trim() === "" || reconciled.reason.trim() === "")) {
    throw new Fault("RECONCILE_REFUSED", `closing ${intent2.deploy_id} needs a named person and a reason`);
  }
  return LedgerResult.parse({
    schema: "safeguard.ledger-result/v1",
    seq: intent2.seq,
    deploy_id: intent2.deploy_id,
    intent_sha256: reconciled?.intent_sha256 ?? sha256Hex(canonicalBytes(intent2)),
    run_id: reconciled?.run_id ?? intent2.run_id,
    reconciled_by: reconciled?.by ?? "",
    reconcile_reason: reconciled?.reason ?? "",
    ...closing
  });
}

// src/evidence/ledger-entry.ts
var entryLimit = 64 * 1024;
function sizeProblem(size) {
  return size > entryLimit ? `it has ${size} bytes, expected at most ${entryLimit}` : "";
}
function entryProblem(key, bytes) {
  const parsed = parseKey(key);
  if (parsed?.area !== "ledger") return "this is not the key of a ledger entry";
  const reading = parsed.entry === "intent" ? readStoredIntent(bytes) : readStoredResult(bytes);
  return sizeProblem(bytes.length) || (reading.ok ? "" : reading.problem);
}
function holderOf(bytes) {
  const intent2 = readStoredIntent(bytes);
  if (intent2.ok) return intent2.value.deploy_id;
  const result2 = readStoredResult(bytes);
  return result2.ok ? `${result2.value.deploy_id.split("/")[0]}/${result2.value.run_id}` : "";
}

// src/flows/evidence/ledger.ts
async function putLedgerEntry(deps, place, entry) {
  const keyOf = entry.schema === "safeguard.ledger-intent/v1" ? intentKey : resultKey;
  const key = keyOf(place.repository_id, place.environment, entry.seq);
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
async function readLedgerOf(store, repositoryId, environment) {
  try {
    const objects = await readLedgerObjects(store, ledgerPrefix(repositoryId, environment));
    const unread = objects.find(({ unreadable }) => unreadable !== void 0);
    if (unread)
      return {
        facts: unreadableLedger(store.uri, `${unread.key}: ${unread.unreadable}`),
        runs: /* @__PURE__ */ new Set(),
        openIntentSha256: void 0
      };
    const { steps } = readChain(objects, repositoryId, environment);
    const runs = steps.flatMap(({ intent: intent2, closed }) => [intent2.run_id, ...closed ? [closed.result.run_id] : []]);
    const facts = readLedger(store.uri, objects, repositoryId, environment);
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
  readChain,
  headProblems,
  nextIntent,
  closeIntent,
  putLedgerEntry,
  readLedgerObjects,
  readLedgerOf
};
