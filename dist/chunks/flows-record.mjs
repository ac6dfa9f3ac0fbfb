const require = (name) => process.getBuiltinModule(name);
import {
  blobKey,
  intentKey,
  ledgerPrefix,
  manifestKey,
  parseKey,
  recordKey,
  resultKey
} from "./evidence-keys.mjs";
import {
  Statement,
  predicateTypes,
  statementLimit,
  statementPayloadType
} from "./model-statement.mjs";
import {
  EvidenceRecord,
  LedgerIntent,
  LedgerResult,
  ManifestEntry,
  ManifestFile,
  ManifestPredicate
} from "./model-evidence.mjs";
import {
  canonicalBytes,
  canonicalText
} from "./vendor-canonicalize.mjs";
import {
  addYears,
  toIso
} from "./base-time.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  counted,
  printable
} from "./base-text.mjs";
import {
  EpochSeconds,
  RepositoryId,
  Sha256,
  UserId
} from "./model-ids.mjs";
import {
  base64,
  literal,
  looseObject,
  prettifyError,
  record,
  string,
  unknown
} from "./vendor-zod.mjs";
import {
  Fault,
  isFault,
  textOf
} from "./base-fault-register.mjs";

// src/attest/statement.ts
var provenanceBuildType = "https://safeguard.dev/buildtypes/build-sign/v1";
function scanStatement(subject, summary) {
  const predicate = { schema: "safeguard.scan-summary/v1", summary };
  return encode(subject, predicateTypes.scan, predicate, counted(summary.findings.length, "finding"));
}
function sbomStatement(subject, sbom) {
  const predicate = { schema: "safeguard.sbom-reference/v1", sbom };
  return encode(subject, predicateTypes.sbom, predicate, counted(sbom.components, "component"));
}
function provenanceStatement(subject, facts) {
  const { run, server, dependencies = [] } = facts;
  const repository = `${server}/${run.repository}`;
  const source = { uri: `git+${repository}@${run.ref}`, digest: { gitCommit: run.commit } };
  const predicate = {
    buildDefinition: {
      buildType: provenanceBuildType,
      externalParameters: { workflow: workflowOf(facts), imageOrigin: facts.imageOrigin },
      internalParameters: { github: githubOf(run) },
      resolvedDependencies: [source, ...dependencies]
    },
    runDetails: {
      // Spelled as in the certificate, where Fulcio writes github.com whatever the server (SIGSTORE-STACK 1).
      builder: { id: `https://github.com/${run.job_workflow_ref}` },
      metadata: {
        invocationId: `${repository}/actions/runs/${run.run_id}/attempts/${run.run_attempt}`,
        startedOn: toIso(facts.startedAt),
        finishedOn: toIso(facts.finishedAt)
      }
    }
  };
  const counts = counted(dependencies.length + 1, "dependency", "dependencies");
  return encode(subject, predicateTypes.provenance, predicate, counts);
}
function decisionStatement(subject, decision) {
  const predicate = { schema: "safeguard.gate-decision/v1", decision };
  return encode(subject, predicateTypes.decision, predicate, counted(decision.rules.length, "rule"));
}
function manifestStatement(subject, predicate) {
  return encode(subject, predicateTypes.manifest, predicate, counted(predicate.entries.length, "object"));
}
function workflowOf({ run, server, claims }) {
  const [repository, path, ref] = /^([^/]+\/[^/]+)\/([^@]+)@(.+)$/.exec(claims.workflow_ref)?.slice(1) ?? [];
  if (path && ref && repository === run.repository) return { ref, repository: `${server}/${repository}`, path };
  const expected = `${run.repository}/.github/workflows/FILE@REF`;
  throw new Fault("OIDC_INVALID", `workflow_ref: expected ${expected}, got ${printable(claims.workflow_ref)}`);
}
function githubOf({ event, repository_id, actor_id, runner_environment, job_workflow_sha }) {
  return { event_name: event, repository_id, actor_id, runner_environment, job_workflow_sha };
}
function encode(subject, predicateType, predicate, counts) {
  const bytes = canonicalBytes({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: subject.name, digest: { sha256: subject.digest.slice("sha256:".length) } }],
    predicateType,
    predicate
  });
  if (bytes.length <= statementLimit) return bytes;
  throw new Fault(
    "STATEMENT_TOO_LARGE",
    `the ${predicateType} statement about ${subject.name} has ${bytes.length} bytes with ${counts}; at most ${statementLimit} are signed`
  );
}

// src/evidence/reading.ts
function readCanonical(schema, bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const json = JSON.parse(text);
    const parsed = schema.safeParse(json);
    if (!parsed.success) return { ok: false, problem: firstIssue(parsed.error) };
    if (canonicalText(json) !== text)
      return { ok: false, problem: "the bytes are not the canonical form of their own content" };
    return { ok: true, value: parsed.data };
  } catch (error) {
    return { ok: false, problem: printable(textOf(error), 200) };
  }
}
function firstIssue(error) {
  const [issue] = error.issues.map((i) => `${i.path.join(".") || "the document"}: ${i.message}`);
  return printable(String(issue), 200);
}

// src/evidence/ledger.ts
var clockSkew = 300;
var ChainReader = class {
  problems = [];
  objects;
  constructor(objects) {
    this.objects = new Map(objects.map((object) => [object.key, object]));
  }
  report(key, text) {
    this.problems.push({ code: "LEDGER_BROKEN", key, text: `${key}: ${text}` });
  }
  /** The entry at a key with its digest, or undefined after saying why. */
  read(schema, key, required) {
    const stored = this.objects.get(key);
    if (!stored) {
      if (required) this.report(key, "this entry is missing, though there are later ones");
      return void 0;
    }
    if (stored.deleteMarker) this.report(key, "a delete marker hides this entry");
    if (stored.versions !== 1) this.report(key, `this entry has ${stored.versions} versions, expected exactly one`);
    const reading = readCanonical(schema, stored.bytes);
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
  const last = lastSequenceOf(reader, objects, ledgerPrefix(repositoryId, environment));
  const steps = [];
  for (let seq = 0; seq <= last; seq++) {
    const step = readStep(reader, steps.at(-1), { seq, last, repositoryId, environment });
    if (step) steps.push(step);
  }
  const seen = /* @__PURE__ */ new Map();
  for (const { intent, intent_key } of steps) {
    const twin = seen.get(intent.deploy_id);
    if (twin !== void 0) reader.report(intent_key, `deploy ${intent.deploy_id} is already entry ${twin}`);
    else seen.set(intent.deploy_id, intent.seq);
  }
  return { steps, problems: reader.problems };
}
function lastSequenceOf(reader, objects, prefix) {
  let last = -1;
  for (const { key } of objects) {
    const parsed = parseKey(key);
    if (key.startsWith(prefix) && parsed?.area === "ledger") last = Math.max(last, parsed.seq);
    else reader.report(key, "this is not the key of a ledger entry");
  }
  return last;
}
function readStep(reader, previous, { seq, last, repositoryId, environment }) {
  const key = intentKey(repositoryId, environment, seq);
  const found = reader.read(LedgerIntent, key, true);
  const intent = found?.value;
  if (intent) {
    const before = seq === 0 ? "" : previous?.intent.seq === seq - 1 ? previous.closed?.sha256 : void 0;
    reader.compare(key, intent, {
      seq,
      repository_id: repositoryId,
      environment,
      deploy_id: `${repositoryId}/${intent.run_id}`
    });
    if (before !== void 0) reader.compare(key, intent, { previous_result_sha256: before });
    const ended = previous?.closed?.result.time ?? 0;
    if (intent.time < ended - clockSkew)
      reader.report(key, `time is ${intent.time}, expected not before ${ended}, when the entry before it ended`);
  }
  const end = reader.read(LedgerResult, resultKey(repositoryId, environment, seq), seq < last);
  if (!found || !intent) return void 0;
  if (end) checkResult(reader, end.value, intent, found.sha256);
  const closed = end ? { result: end.value, key: resultKey(repositoryId, environment, seq), sha256: end.sha256 } : null;
  return { intent, intent_key: key, intent_sha256: found.sha256, closed };
}
function checkResult(reader, result, intent, intentSha) {
  const key = resultKey(intent.repository_id, intent.environment, intent.seq);
  reader.compare(key, result, { seq: intent.seq, deploy_id: intent.deploy_id, intent_sha256: intentSha });
  if (result.time < intent.time)
    reader.report(key, `time is ${result.time}, expected not before its intent at ${intent.time}`);
  if (result.reconciled_by !== "") return;
  reader.compare(key, result, { run_id: intent.run_id, reconcile_reason: "" });
  if (result.outcome === "unknown") reader.report(key, "outcome unknown, but nobody reconciled it");
}
function readLedger(store, objects, repositoryId, environment) {
  const { steps, problems } = readChain(objects, repositoryId, environment);
  const last = steps.at(-1);
  const successes = steps.flatMap(({ intent, closed }) => {
    if (closed?.result.outcome !== "succeeded") return [];
    return [{ commit: intent.commit, digest: intent.digest, deploy_id: intent.deploy_id, time: closed.result.time }];
  });
  return {
    store,
    readable: true,
    head: steps.findLast((step) => step.closed)?.closed?.sha256 ?? "",
    next_seq: last ? last.intent.seq + 1 : 0,
    problem: problems[0]?.text ?? "",
    open_intent: last && !last.closed ? last.intent : null,
    last_success: successes.at(-1) ?? null
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
  return { store, readable: false, head: "", next_seq: 0, problem, open_intent: null, last_success: null };
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
function closeIntent(intent, { reconciled, ...closing }) {
  if (reconciled && (reconciled.by.trim() === "" || reconciled.reason.trim() === "")) {
    throw new Fault("RECONCILE_REFUSED", `closing ${intent.deploy_id} needs a named person and a reason`);
  }
  return LedgerResult.parse({
    schema: "safeguard.ledger-result/v1",
    seq: intent.seq,
    deploy_id: intent.deploy_id,
    intent_sha256: sha256Hex(canonicalBytes(intent)),
    run_id: reconciled?.run_id ?? intent.run_id,
    reconciled_by: reconciled?.by ?? "",
    reconcile_reason: reconciled?.reason ?? "",
    ...closing
  });
}

// src/evidence/retention.ts
var skewLimit = 300;
var day = 86400;
var longestYears = 11;
function lockUntil({ localTime, serverTime, years, marginDays }) {
  if (!Number.isInteger(years) || years < 6 || years > 10) {
    throw new Fault("RETENTION_INVALID", `retention of ${years} years; expected 6 to 10`);
  }
  if (!Number.isInteger(marginDays) || marginDays < 0 || marginDays > 366) {
    throw new Fault("RETENTION_INVALID", `retention margin of ${marginDays} days; expected 0 to 366`);
  }
  const skew = Math.abs(localTime - serverTime);
  if (!(skew <= skewLimit)) {
    throw new Fault(
      "CLOCK_SKEW",
      `this machine says ${toIso(localTime)}, the store ${toIso(serverTime)}: ${skew} s apart, at most ${skewLimit} s`
    );
  }
  const later = Math.max(localTime, serverTime);
  const wanted = Math.ceil((addYears(later, years) + marginDays * day) / day) * day;
  return EpochSeconds.parse(Math.min(wanted, addYears(later, longestYears)));
}
function lockProblem(found, wanted, lock) {
  if (lock === "none") return "";
  if (found.mode !== "COMPLIANCE") return `it is locked in mode ${found.mode || "none"}, expected COMPLIANCE`;
  if (found.retainUntil < wanted) return `it is locked until ${toIso(found.retainUntil)}, expected ${toIso(wanted)}`;
  return "";
}

// src/evidence/manifest.ts
function manifestEntry(key, bytes, put) {
  return ManifestEntry.parse({
    key,
    sha256: sha256Hex(bytes),
    bytes: bytes.length,
    version_id: put.versionId,
    retain_until: put.retainUntil
  });
}
function makeManifest(context, content) {
  const { repository_id, environment, run_id, run_attempt, job, time, config_sha256 } = context;
  const entries = content.entries.toSorted((a, b) => a.key < b.key ? -1 : 1);
  const who = { repository_id, environment, run_id, run_attempt, job, time, config_sha256 };
  const parsed = ManifestPredicate.safeParse({ schema: "safeguard.evidence-manifest/v1", ...who, ...content, entries });
  if (parsed.success) return parsed.data;
  throw new Fault("RECORD_INVALID", `the manifest cannot be made: ${printable(prettifyError(parsed.error), 500)}`);
}
function manifestCore(m) {
  return canonicalText({ ...m, time: 0, entries: m.entries.map((entry) => ({ ...entry, retain_until: 0 })) });
}
var JsonObject = record(string(), unknown());
function jsonObject(bytes) {
  return JsonObject.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
function encodeManifest(statement, bundle) {
  const file = {
    schema: "safeguard.manifest/v1",
    signed: bundle !== null,
    bundle: bundle && jsonObject(bundle),
    unsigned_statement: bundle ? null : jsonObject(statement)
  };
  return canonicalBytes(file);
}
var Envelope = looseObject({
  dsseEnvelope: looseObject({ payloadType: literal(statementPayloadType), payload: base64() })
});
var ManifestStatement = Statement.extend({
  predicateType: literal(predicateTypes.manifest),
  predicate: ManifestPredicate
});
function decodeManifest(bytes) {
  const file = readCanonical(ManifestFile, bytes);
  if (!file.ok) return file;
  const { signed, bundle, unsigned_statement } = file.value;
  if (signed !== (bundle !== null) || signed !== (unsigned_statement === null)) {
    return { ok: false, problem: "a manifest file holds either a bundle or an unsigned statement" };
  }
  const claimed = claimedStatement(bundle, unsigned_statement);
  if (!claimed.ok) return claimed;
  return { ok: true, value: { bundle: bundle && canonicalBytes(bundle), claimed: claimed.value } };
}
function claimedStatement(bundle, unsigned) {
  try {
    const payload = (value) => jsonObject(Buffer.from(Envelope.parse(value).dsseEnvelope.payload, "base64"));
    const { predicate, subject } = ManifestStatement.parse(bundle === null ? unsigned : payload(bundle));
    const subjectDigests = subject.map(({ digest }) => `sha256:${digest.sha256 ?? ""}`);
    return { ok: true, value: { predicate, subjectDigests } };
  } catch {
    return { ok: false, problem: "the statement in it is not an evidence manifest" };
  }
}
function entryProblems(entry, versions, object, lock) {
  const { key } = entry;
  const problems = [];
  const report = (code, text) => problems.push({ code, key, text: `${key}: ${text}` });
  if (versions.some((v) => v.deleteMarker)) report("OBJECT_HIDDEN", "a delete marker hides it");
  const others = versions.filter((v) => !v.deleteMarker && v.versionId !== entry.version_id).map((v) => v.versionId);
  if (!object || !versions.some((v) => v.versionId === entry.version_id)) {
    if (others.length === 0) report("OBJECT_MISSING", `the store does not have version ${entry.version_id}`);
    else
      report(
        "OBJECT_ALTERED",
        `the listed version ${entry.version_id} is gone, and ${others.join(", ")} lies in its place`
      );
    return problems;
  }
  if (others.length > 0) report("OBJECT_SUPERSEDED", `it has other versions than the listed one: ${others.join(", ")}`);
  const found = sha256Hex(object.bytes);
  if (found !== entry.sha256)
    report("OBJECT_ALTERED", `its bytes have sha256 ${found}, the manifest lists ${entry.sha256}`);
  const parsed = parseKey(key);
  if (!parsed) report("OBJECT_ALTERED", "the manifest lists a key that no evidence has");
  else if ("sha256" in parsed && parsed.sha256 !== entry.sha256)
    report("OBJECT_ALTERED", "it is filed under another digest than the manifest lists");
  const weak = lockProblem(object, entry.retain_until, lock);
  if (weak !== "") report("LOCK_WEAK", weak);
  return problems;
}
var deployKinds = /* @__PURE__ */ new Set(["approval", "deploy-intent", "deploy-outcome", "reconcile"]);
function claimProblems(predicate, key) {
  const problems = [];
  const report = (text) => problems.push({ code: "MANIFEST_FORGED", key, text: `${key}: ${text}` });
  if (manifestKey(predicate, key.slice(-69, -5)) !== key)
    report("it is signed for another run, job or day than its key says");
  for (const entry of predicate.entries) {
    const listed = parseKey(entry.key);
    const foreign = listed?.area === "record" && (listed.runId !== predicate.run_id || listed.attempt !== predicate.run_attempt);
    if (foreign || listed?.repositoryId !== predicate.repository_id)
      report(`it lists ${entry.key}, which its run does not write`);
    else if ("environment" in listed && listed.environment !== predicate.environment)
      report(`it lists ${entry.key}, which is of another environment than '${predicate.environment}'`);
    else if (listed.area === "record" && predicate.environment === "" && deployKinds.has(listed.kind))
      report(`it lists ${entry.key}, which only a deploy writes, but it is of no environment`);
  }
  return problems;
}

// src/evidence/records.ts
var empty = {
  person_id: "",
  person: "",
  tool: "",
  tool_version: "",
  count_critical: 0,
  count_high: 0,
  count_medium: 0,
  count_low: 0,
  detail_sha256: "",
  detail_type: ""
};
function makeRecord(context, fields) {
  const parsed = EvidenceRecord.safeParse({
    schema: "safeguard.record/v1",
    ...contextOf(context),
    ...empty,
    ...fields,
    summary: printable(fields.summary, 2e3),
    person: printable(fields.person ?? "")
  });
  if (parsed.success) return parsed.data;
  throw new Fault(
    "RECORD_INVALID",
    `a ${fields.kind} record cannot be made: ${printable(prettifyError(parsed.error), 500)}`
  );
}
function contextOf(c) {
  const { time, repository_id, repository, environment, run_id, run_attempt, job, digest, commit } = c;
  const { actor_id, actor, contract_ref, config_sha256, config_origin, unlocked } = c;
  const run = { time, repository_id, repository, environment, run_id, run_attempt, job, digest, commit };
  return { ...run, actor_id, actor, contract_ref, config_sha256, config_origin, unlocked };
}
function detail(blob) {
  if (!blob) return {};
  return { detail_sha256: Sha256.parse(sha256Hex(blob.bytes)), detail_type: blob.type };
}
function scanRecord(context, scan, blob) {
  const { critical, high, medium, low } = scan.counts;
  const found = `${critical} critical, ${high} high, ${medium} medium, ${low} low`;
  return makeRecord(context, {
    kind: "scan",
    outcome: scan.proven ? "proven" : "unproven",
    summary: scan.proven ? `${scan.kind} scan by ${scan.tool} ${scan.tool_version}: ${found}` : `${scan.kind} scan by ${scan.tool} proves nothing: ${scan.problem_code} ${scan.problem}`,
    tool: scan.tool,
    tool_version: scan.tool_version,
    count_critical: critical,
    count_high: high,
    count_medium: medium,
    count_low: low,
    ...detail(blob)
  });
}
function sbomRecord(context, sbom, blob) {
  const summary = `SBOM in ${sbom.format} ${sbom.spec_version} with ${counted(sbom.components, "component")}`;
  return makeRecord(context, { kind: "sbom", outcome: "recorded", summary, ...detail(blob) });
}
function decisionRecord(context, decision, blob) {
  const denied = decision.rules.filter((rule) => rule.verdict === "deny").map((rule) => rule.id);
  const rules = denied.length === 0 ? `${counted(decision.rules.length, "rule")}, none denied` : `denied by ${denied.join(", ")}`;
  return makeRecord(context, {
    kind: "decision",
    outcome: decision.verdict,
    summary: `${decision.phase}: ${decision.verdict}; ${rules}`,
    ...detail(blob)
  });
}
function publishRecord(context, registry, attached) {
  const summary = `pushed ${registry}@${context.digest} with ${counted(attached, "signed statement")}`;
  return makeRecord(context, { kind: "publish", outcome: "succeeded", summary });
}
function approvalRecord(context, approval) {
  return makeRecord(context, {
    kind: "approval",
    outcome: approval.state,
    summary: `${approval.login} (user ${approval.user_id}): ${approval.state} for ${approval.environments.join(", ")}, observed ${toIso(approval.observed_at)}`,
    person_id: approval.user_id,
    person: approval.login
  });
}
function intentRecord(context, intent) {
  const summary = `intent ${intent.seq}: deploy ${intent.digest} to ${intent.environment} as ${intent.deploy_id}`;
  return makeRecord(context, { kind: "deploy-intent", outcome: "intended", summary });
}
function outcomeRecord(context, outcome, sentence, blob) {
  return makeRecord(context, { kind: "deploy-outcome", outcome, summary: sentence, ...detail(blob) });
}
function reconcileRecord(context, reconciliation) {
  const { deployId, outcome, personId, person, reason } = reconciliation;
  if (!UserId.safeParse(personId).success)
    throw new Fault("RECORD_INVALID", `${JSON.stringify(personId)} is not the numeric id of a person`);
  const summary = `${person} (user ${personId}) closed ${deployId} as ${outcome}: ${reason}`;
  return makeRecord(context, { kind: "reconcile", outcome, summary, person_id: personId, person });
}
function noteRecord(context, outcome, sentence, blob) {
  return makeRecord(context, { kind: "note", outcome, summary: sentence, ...detail(blob) });
}
function encodeRecord(record2) {
  return canonicalBytes(record2);
}
function readRecord(key, bytes) {
  const reading = readCanonical(EvidenceRecord, bytes);
  if (!reading.ok || recordKey(reading.value, sha256Hex(bytes)) === key) return reading;
  return { ok: false, problem: "the record belongs at another key than the one it lies at" };
}

// src/flows/record.ts
var objectLimit = 16 * 1024 * 1024;
var countLimit = 500;
var parallel = 16;
async function writeEvidence(deps, set) {
  const objects = objectsOf(set);
  const until = await openStore(deps);
  deps.log.step("evidence", `locking ${counted(objects.length, "object")} in ${deps.store.uri}`);
  const written = await inParallel(objects, ({ key: key2, bytes: bytes2 }) => putObject(deps, key2, bytes2, until));
  const predicate = makeManifest(set.context, {
    stage: set.stage,
    store: deps.store.uri,
    lock: deps.lock === "none" ? "none" : "COMPLIANCE",
    entries: [...written, ...set.extraEntries ?? []]
  });
  deps.log.step("manifest", deps.signer ? "signing the manifest" : "writing an unsigned manifest, which never counts");
  const core = `${set.subject.digest} ${manifestCore(predicate)}`;
  const bytes = deps.signed.get(core) ?? await signManifest(deps, set.subject, predicate);
  deps.signed.set(core, bytes);
  const sha256 = Sha256.parse(sha256Hex(bytes));
  const key = manifestKey(set.context, sha256);
  await putObject(deps, key, bytes, until);
  return { manifestKey: key, manifestSha256: sha256, entries: predicate.entries };
}
async function checkStore(deps) {
  await openStore(deps);
}
async function openStore({ store, clock, retention, lock }) {
  const facts = await store.facts();
  if (lock === "compliance") {
    const missing = [
      ...facts.versioned ? [] : ["versioning is off"],
      ...facts.locks ? [] : ["it has no object locks"],
      ...facts.defaultMode === "COMPLIANCE" ? [] : [`its default mode is ${facts.defaultMode || "not set"}, expected COMPLIANCE`]
    ];
    if (missing.length > 0)
      throw new Fault("STORE_UNLOCKED", `${facts.uri} cannot hold evidence: ${missing.join(", ")}`);
  }
  const times = { localTime: clock.now(), serverTime: facts.serverTime };
  return lockUntil({ ...times, years: retention.years, marginDays: retention["margin-days"] });
}
function objectsOf({ context, records, blobs, extraEntries = [] }) {
  const all = [
    ...blobs.map(({ bytes }) => ({ key: blobKey(context.repository_id, sha256Hex(bytes)), bytes })),
    ...records.map((record2) => {
      const bytes = encodeRecord(record2);
      return { key: recordKey(record2, sha256Hex(bytes)), bytes };
    })
  ];
  const objects = [...new Map(all.map((object) => [object.key, object])).values()];
  const count = objects.length + extraEntries.length;
  if (count > countLimit)
    throw new Fault("EVIDENCE_TOO_LARGE", `${count} objects of evidence in one job, at most ${countLimit}`);
  for (const object of objects) checkSize(object);
  return objects;
}
function checkSize({ key, bytes }) {
  if (bytes.length > objectLimit)
    throw new Fault("EVIDENCE_TOO_LARGE", `${key} has ${bytes.length} bytes, at most ${objectLimit}`);
}
async function putObject(deps, key, bytes, until) {
  const put = await deps.store.create(key, bytes, until);
  const kept = put.outcome === "created" ? put : await settleExisting(deps, key, bytes, until, put);
  const problem = lockProblem(kept, until, deps.lock);
  if (problem !== "") throw new Fault("STORE_LOCK_SHORT", `${key}: ${problem}`);
  return manifestEntry(key, bytes, kept);
}
async function settleExisting({ store, lock }, key, bytes, until, put) {
  const only = await findOnlyVersion(store, key);
  if (!only || only.versionId !== put.versionId || only.size !== bytes.length) {
    throw new Fault("STORE_CONFLICT", `${key} is taken by other bytes, by several versions or by a delete marker`);
  }
  if (lockProblem(put, until, lock) === "") return put;
  await store.extend(key, only.versionId, until);
  return store.create(key, bytes, until);
}
async function findOnlyVersion(store, key) {
  const [only, ...others] = await store.versions(key);
  return only && others.length === 0 && !only.deleteMarker ? only : void 0;
}
async function readOnlyVersion(store, key) {
  const only = await findOnlyVersion(store, key);
  return only ? store.read(key, only.versionId) : void 0;
}
async function signManifest({ signer }, subject, predicate) {
  const statement = manifestStatement(subject, predicate);
  return encodeManifest(statement, signer ? await signer.sign(statement) : null);
}
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
function holderOf(bytes) {
  const intent = readCanonical(LedgerIntent, bytes);
  if (intent.ok) return intent.value.deploy_id;
  const result = readCanonical(LedgerResult, bytes);
  return result.ok ? `${result.value.deploy_id.split("/")[0]}/${result.value.run_id}` : "";
}
async function readLedgerObjects(store, prefix) {
  const keys = Map.groupBy(await store.list(prefix), (row) => row.key);
  return inParallel([...keys], async ([key, rows]) => {
    const versions = rows.filter((row) => !row.deleteMarker);
    const oldest = versions.length > 1 ? (await store.versions(key)).findLast((row) => !row.deleteMarker) : versions[0];
    const object = oldest && await store.read(key, oldest.versionId);
    return {
      key,
      bytes: object?.bytes ?? new Uint8Array(),
      versions: versions.length,
      deleteMarker: rows.length > versions.length
    };
  });
}
async function readLedgerOf(store, repositoryId, environment) {
  try {
    const objects = await readLedgerObjects(store, ledgerPrefix(repositoryId, environment));
    const { steps } = readChain(objects, repositoryId, environment);
    const runs = steps.flatMap(({ intent, closed }) => [intent.run_id, ...closed ? [closed.result.run_id] : []]);
    return { facts: readLedger(store.uri, objects, repositoryId, environment), runs: new Set(runs) };
  } catch (error) {
    if (!isFault(error) || error.kind === "bug") throw error;
    return { facts: unreadableLedger(store.uri, textOf(error)), runs: /* @__PURE__ */ new Set() };
  }
}
async function readLedgerFacts(store, repositoryId, environment) {
  return (await readLedgerOf(store, repositoryId, environment)).facts;
}
async function inParallel(items, work) {
  const results = /* @__PURE__ */ new Map();
  const queue = eachOf(items);
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(parallel, items.length) }, worker));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
  return [...results].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}
function* eachOf(items) {
  yield* items.entries();
}

export {
  readCanonical,
  scanRecord,
  sbomRecord,
  decisionRecord,
  publishRecord,
  approvalRecord,
  intentRecord,
  outcomeRecord,
  reconcileRecord,
  noteRecord,
  readRecord,
  scanStatement,
  sbomStatement,
  provenanceStatement,
  decisionStatement,
  readChain,
  headProblems,
  nextIntent,
  closeIntent,
  lockProblem,
  decodeManifest,
  entryProblems,
  claimProblems,
  writeEvidence,
  checkStore,
  putLedgerEntry,
  readLedgerObjects,
  readLedgerOf,
  readLedgerFacts,
  inParallel
};
