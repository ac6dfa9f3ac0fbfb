const require = (name) => process.getBuiltinModule(name);
import {
  readManifestPredicate
} from "./formats-evidence-manifest-v1.mjs";
import {
  EvidenceRecord,
  ManifestEntry,
  ManifestPredicate,
  RecordKindName,
  Statement,
  buildTypes,
  closingSentence,
  predicateTypes,
  sbomStatementLimit,
  statementLimit,
  statementPayloadType
} from "./model-decision.mjs";
import {
  ApprovalChain,
  Commit,
  DeployId,
  Digest as Digest2,
  EpochSeconds as EpochSeconds2,
  RepositoryId as RepositoryId2,
  Reserved,
  RunId as RunId2,
  Sha256 as Sha2562,
  Ticket,
  UserId as UserId2,
  formatOf,
  versionOf
} from "./formats-format.mjs";
import {
  canonicalBytes,
  canonicalText
} from "./vendor-canonicalize.mjs";
import {
  addYears,
  toDay,
  toIso
} from "./base-time.mjs";
import {
  coerce_exports
} from "./vendor-zod-2.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  Digest,
  EnvironmentName,
  EpochSeconds,
  RepositoryId,
  RunId,
  Sha256,
  UserId
} from "./model-ids.mjs";
import {
  counted,
  listedFirst,
  named,
  printable
} from "./base-text.mjs";
import {
  _enum,
  base64,
  boolean,
  int,
  literal,
  looseObject,
  object,
  prettifyError,
  record,
  strictObject,
  string,
  union,
  unknown
} from "./vendor-zod.mjs";
import {
  Fault
} from "./base-fault-register.mjs";

// src/evidence/keys.ts
var buildPartition = "_build";
var lastSequence = 99999999;
var Sequence = int().min(0).max(lastSequence);
var Attempt = int().min(1).max(9999);
var JobName = string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,99}$/);
var Partition = union([EnvironmentName, literal("")]);
function part(schema, value, name) {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Fault("RECORD_INVALID", `${JSON.stringify(value)} cannot be the ${name} in the key of an object`);
}
var repositoryPart = (value) => part(RepositoryId, value, "repository id");
var dayPart = (time) => `dt=${toDay(part(EpochSeconds, time, "time"))}`;
function ledgerPrefix(repositoryId, environment) {
  return `ledger/${repositoryPart(repositoryId)}/${part(EnvironmentName, environment, "environment")}/`;
}
function ledgerKey(repositoryId, environment, seq, entry) {
  const number = String(part(Sequence, seq, "sequence number")).padStart(8, "0");
  return `${ledgerPrefix(repositoryId, environment)}${number}-${entry}.json`;
}
function intentKey(repositoryId, environment, seq) {
  return ledgerKey(repositoryId, environment, seq, "intent");
}
function resultKey(repositoryId, environment, seq) {
  return ledgerKey(repositoryId, environment, seq, "result");
}
function recordPrefix(place) {
  const environment = part(Partition, place.environment, "environment") || buildPartition;
  const repository = repositoryPart(place.repository_id);
  return `records/${repository}/${dayPart(place.time)}/env=${environment}/${part(RunId, place.run_id, "run id")}-`;
}
function recordKey(place, sha256) {
  const name = `${part(RecordKindName, place.kind, "kind")}-${part(Sha256, sha256, "digest")}.json`;
  return `${recordPrefix(place)}${part(Attempt, place.run_attempt, "run attempt")}/${name}`;
}
function blobKey(repositoryId, sha256) {
  return `blobs/${repositoryPart(repositoryId)}/sha256/${part(Sha256, sha256, "digest")}`;
}
function manifestPrefix(place) {
  return `manifests/${repositoryPart(place.repository_id)}/${dayPart(place.time)}/${part(RunId, place.run_id, "run id")}-`;
}
function manifestKey(place, sha256) {
  const job = part(JobName, place.job, "job");
  const attempt = part(Attempt, place.run_attempt, "run attempt");
  return `${manifestPrefix(place)}${attempt}-${job}-${part(Sha256, sha256, "digest")}.json`;
}
function publishedPrefix(repositoryId, digest) {
  return `published/${repositoryPart(repositoryId)}/${part(Digest, digest, "digest").slice("sha256:".length)}/`;
}
function publishedKey(repositoryId, digest, sha256) {
  return `${publishedPrefix(repositoryId, digest)}${part(Sha256, sha256, "digest")}.json`;
}
var id = "[1-9][0-9]{0,18}";
var day = "dt=(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})";
var sha = "(?<sha>[0-9a-f]{64})";
var environmentForm = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
var run = `(?<run>${id})-(?<attempt>[1-9][0-9]{0,3})`;
var forms = {
  ledger: new RegExp(
    `^ledger/(?<repo>${id})/(?<env>${environmentForm})/(?<seq>[0-9]{8})-(?<entry>intent|result)\\.json$`
  ),
  record: new RegExp(
    `^records/(?<repo>${id})/${day}/env=(?<env>${environmentForm}|${buildPartition})/${run}/(?<kind>[a-z][a-z0-9-]{0,39})-${sha}\\.json$`
  ),
  blob: new RegExp(`^blobs/(?<repo>${id})/sha256/${sha}$`),
  manifest: new RegExp(`^manifests/(?<repo>${id})/${day}/${run}-(?<job>[A-Za-z_][A-Za-z0-9_-]{0,99})-${sha}\\.json$`)
};
var Parts = object({
  repo: string(),
  env: string().default(""),
  seq: coerce_exports.number().default(0),
  entry: _enum(["intent", "result"]).default("intent"),
  run: string().default(""),
  attempt: coerce_exports.number().default(0),
  kind: string().default(""),
  job: string().default(""),
  sha: string().default(""),
  day: string().default("")
});
function match(form, key) {
  const groups = form.exec(key)?.groups;
  return groups && Parts.parse(groups);
}
function parseKey(key) {
  const ledger = match(forms.ledger, key);
  if (ledger)
    return { area: "ledger", repositoryId: ledger.repo, environment: ledger.env, seq: ledger.seq, entry: ledger.entry };
  const blob = match(forms.blob, key);
  if (blob) return { area: "blob", repositoryId: blob.repo, sha256: blob.sha };
  const record3 = match(forms.record, key);
  if (record3)
    return {
      area: "record",
      ...runParts(record3),
      environment: record3.env === buildPartition ? "" : record3.env,
      kind: record3.kind
    };
  const manifest = match(forms.manifest, key);
  if (manifest) return { area: "manifest", ...runParts(manifest), job: manifest.job };
  return void 0;
}
function runParts(parts) {
  return { repositoryId: parts.repo, runId: parts.run, attempt: parts.attempt, sha256: parts.sha, day: parts.day };
}

// src/base/account.ts
function accountText(login, id2) {
  return `${named(login)} (${login.endsWith("[bot]") ? "bot" : "user"} ${id2})`;
}

// src/formats/record/v1.ts
var EvidenceRecord2 = strictObject({
  schema: literal("safeguard.record/v1"),
  kind: string().regex(/^[a-z][a-z0-9-]{0,39}$/, "expected the kind of a record"),
  time: EpochSeconds2,
  repository_id: RepositoryId2,
  repository: string(),
  /** '' for records of a build. */
  environment: string(),
  run_id: RunId2,
  run_attempt: int().min(1),
  job: string(),
  digest: Digest2,
  commit: Commit,
  actor_id: UserId2,
  actor: string(),
  /** `allow`, `deny`, `succeeded`, `failed`, `proven`, `unproven`, `approved`, ...; per kind. */
  outcome: string(),
  /** One sentence for people. */
  summary: string().max(2e3),
  /** Person this record is about (approver, reconciler), else ''. */
  person_id: string(),
  person: string(),
  tool: string(),
  tool_version: string(),
  count_critical: int().min(0),
  count_high: int().min(0),
  count_medium: int().min(0),
  count_low: int().min(0),
  /** SHA-256 of the blob that holds the whole of it, '' if there is none. */
  detail_sha256: union([Sha2562, literal("")]),
  /** What the blob is: `scan-summary`, `decision`, `evidence-bundle`, `cyclonedx`, `command-output`, ... */
  detail_type: string(),
  contract_ref: string(),
  config_sha256: Sha2562,
  config_origin: _enum(["beside-bundle", "flag"]),
  /** True when the environment openly does without locks. */
  unlocked: boolean(),
  /** Of a deploy. */
  deploy_id: DeployId.exactOptional(),
  /** The change that a deploy belongs to, as its caller named it; nothing rests on it. */
  change_ticket: Ticket.exactOptional(),
  approval_chain: ApprovalChain.exactOptional(),
  run_number: int().min(1).exactOptional(),
  runner_id: string().min(1).max(40).exactOptional(),
  runner_name: string().min(1).max(200).exactOptional(),
  runner_group: string().min(1).max(200).exactOptional(),
  runner_image: string().min(1).max(200).exactOptional(),
  /** When GitHub created and started the job; an approval was given between them. */
  job_created_at: EpochSeconds2.exactOptional(),
  job_started_at: EpochSeconds2.exactOptional(),
  ...Reserved
});
var Row = EvidenceRecord2;
var Detail = { detail_sha256: Sha2562, detail_type: string().min(1) };
var Person = { person_id: UserId2, person: string().min(1) };
var recordKinds = {
  scan: Row.extend({ kind: literal("scan"), outcome: _enum(["proven", "unproven"]), ...Detail }),
  sbom: Row.extend({ kind: literal("sbom"), outcome: literal("recorded"), ...Detail }),
  decision: Row.extend({ kind: literal("decision"), outcome: _enum(["allow", "deny"]), ...Detail }),
  publish: Row.extend({ kind: literal("publish"), outcome: literal("succeeded") }),
  approval: Row.extend({ kind: literal("approval"), outcome: string().min(1), ...Person }),
  "deploy-intent": Row.extend({ kind: literal("deploy-intent"), outcome: literal("intended") }),
  "deploy-outcome": Row.extend({
    kind: literal("deploy-outcome"),
    outcome: _enum(["succeeded", "failed", "not-started"])
  }),
  reconcile: Row.extend({
    kind: literal("reconcile"),
    outcome: _enum(["succeeded", "failed", "unknown"]),
    ...Person
  }),
  note: Row.extend({ kind: literal("note"), outcome: string().min(1) })
};

// src/formats/record/read.ts
var record2 = formatOf({ "safeguard.record/v1": versionOf(EvidenceRecord2, (old) => old) });
function readStoredRecord(bytes) {
  const reading = record2.readBytes(bytes);
  if (!reading.ok) return reading;
  const kind = Object.entries(recordKinds).find(([name]) => name === reading.stored.kind)?.[1];
  const asKind = kind?.safeParse(reading.stored);
  if (!asKind || asKind.success) return reading;
  const [issue] = asKind.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return { ok: false, problem: `${issue} for a record of kind ${reading.stored.kind}` };
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
  const run2 = { time, repository_id, repository, environment, run_id, run_attempt, job, digest, commit };
  return { ...run2, actor_id, actor, contract_ref, config_sha256, config_origin, unlocked };
}
function detail(blob) {
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
    summary: `${named(approval.login)} (user ${approval.user_id}): ${named(approval.state)} for ${listedFirst(approval.environments.map(named))}, observed ${toIso(approval.observed_at)}`,
    person_id: approval.user_id,
    person: approval.login
  });
}
function deployColumns({ id: id2, ticket }) {
  return { deploy_id: id2, ...ticket === void 0 ? {} : { change_ticket: ticket } };
}
function intentRecord(context, intent, ticket) {
  const summary = `intent ${intent.seq}: deploy ${intent.digest} to ${intent.environment} as ${intent.deploy_id}`;
  const row = { kind: "deploy-intent", outcome: "intended", summary };
  return makeRecord(context, { ...row, ...deployColumns({ id: intent.deploy_id, ticket }) });
}
function outcomeRecord(context, end, deploy) {
  const row = { kind: "deploy-outcome", outcome: end.outcome, summary: end.sentence };
  return makeRecord(context, { ...row, ...deployColumns(deploy) });
}
function reconcileRecord(context, reconciliation) {
  const { deployId, outcome, personId, person, reason } = reconciliation;
  if (!UserId.safeParse(personId).success)
    throw new Fault("RECORD_INVALID", `${JSON.stringify(personId)} is not the numeric id of a person`);
  const summary = closingSentence({ by: accountText(person, personId), deployId, outcome, reason });
  return makeRecord(context, { kind: "reconcile", outcome, summary, person_id: personId, person });
}
function noteRecord(context, outcome, sentence) {
  return makeRecord(context, { kind: "note", outcome, summary: sentence });
}
function encodeRecord(record3) {
  return canonicalBytes(record3);
}
function readRecord(key, bytes) {
  const reading = readStoredRecord(bytes);
  if (!reading.ok) return reading;
  if (recordKey(reading.value, sha256Hex(bytes)) === key) return { ok: true, value: reading.value };
  return { ok: false, problem: "the record is stored under another key than its content requires" };
}

// src/formats/manifest/v1.ts
var ManifestFile = strictObject({
  schema: literal("safeguard.manifest/v1"),
  signed: boolean(),
  bundle: record(string(), unknown()).nullable(),
  unsigned_statement: record(string(), unknown()).nullable()
});

// src/formats/manifest/read.ts
var file = formatOf({ "safeguard.manifest/v1": versionOf(ManifestFile, (old) => old) });
function readManifestFile(bytes) {
  return file.readBytes(bytes);
}

// src/evidence/retention.ts
var skewLimit = 300;
var day2 = 86400;
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
  const wanted = Math.ceil((addYears(later, years) + marginDays * day2) / day2) * day2;
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
  const file2 = {
    schema: "safeguard.manifest/v1",
    signed: bundle !== null,
    bundle: bundle && jsonObject(bundle),
    unsigned_statement: bundle ? null : jsonObject(statement)
  };
  return canonicalBytes(file2);
}
var Envelope = looseObject({
  dsseEnvelope: looseObject({ payloadType: literal(statementPayloadType), payload: base64() })
});
var ManifestStatement = Statement.extend({ predicateType: literal(predicateTypes.manifest) });
function decodeManifest(bytes) {
  const file2 = readManifestFile(bytes);
  if (!file2.ok) return file2;
  const { signed, bundle, unsigned_statement } = file2.value;
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
    const read = readManifestPredicate(predicate);
    return read.ok ? { ok: true, value: { predicate: read.value, subjectDigests } } : read;
  } catch {
    return { ok: false, problem: "the statement in it is not an evidence manifest" };
  }
}
function entryProblems(entry, versions, object2, lock) {
  const { key } = entry;
  const problems = [];
  const report = (code, text) => problems.push({ code, key, text: `${key}: ${text}` });
  if (versions.some((v) => v.deleteMarker)) report("OBJECT_HIDDEN", "a delete marker hides it");
  const others = versions.filter((v) => !v.deleteMarker && v.versionId !== entry.version_id).map((v) => v.versionId);
  if (!object2 || !versions.some((v) => v.versionId === entry.version_id)) {
    if (others.length === 0) report("OBJECT_MISSING", `the store does not have version ${entry.version_id}`);
    else
      report(
        "OBJECT_ALTERED",
        `the listed version ${entry.version_id} is gone, and ${others.join(", ")} lies in its place`
      );
    return problems;
  }
  if (others.length > 0) report("OBJECT_SUPERSEDED", `it has other versions than the listed one: ${others.join(", ")}`);
  const found = sha256Hex(object2.bytes);
  if (found !== entry.sha256)
    report("OBJECT_ALTERED", `its bytes have sha256 ${found}, the manifest lists ${entry.sha256}`);
  const parsed = parseKey(key);
  if (!parsed) report("OBJECT_ALTERED", "the manifest lists a key that no evidence has");
  else if ("sha256" in parsed && parsed.sha256 !== entry.sha256)
    report("OBJECT_ALTERED", "it is filed under another digest than the manifest lists");
  const weak = lockProblem(object2, entry.retain_until, lock);
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

// src/evidence/limits.ts
var objectLimit = 16 * 1024 * 1024;
var countLimit = 500;
function listObjects({ context, records, blobs, extraEntries = [] }) {
  const objects = uniqueObjects([
    ...blobs.map(
      ({ bytes, type }) => limited(`the ${type} blob`, blobKey(context.repository_id, sha256Hex(bytes)), bytes)
    ),
    ...records.map((record3) => {
      const bytes = encodeRecord(record3);
      return limited(`the ${record3.kind} record`, recordKey(record3, sha256Hex(bytes)), bytes);
    })
  ]);
  const count = objects.length + extraEntries.length;
  if (count <= countLimit) return objects;
  throw new Fault("EVIDENCE_TOO_LARGE", `${count} objects of evidence in one job, at most ${countLimit}`);
}
function foreseenManifest(set, objects) {
  const { context, stage, extraEntries = [] } = set;
  const entries = [...objects.map(({ key, bytes }) => foreseenEntry(key, bytes, context)), ...extraEntries];
  return makeManifest(context, { stage, store: `s3:${"b".repeat(63)}`, lock: "COMPLIANCE", entries });
}
function foreseenEntry(key, bytes, { time }) {
  return manifestEntry(key, bytes, { versionId: "v".repeat(64), retainUntil: time });
}
function limited(what, key, bytes) {
  if (bytes.length <= objectLimit) return { key, bytes };
  throw new Fault("EVIDENCE_TOO_LARGE", `${what} has ${bytes.length} bytes, at most ${objectLimit} (${key})`);
}
function uniqueObjects(objects) {
  return [...new Map(objects.map((object2) => [object2.key, object2])).values()];
}

// src/attest/statement.ts
function scanStatement(subject, summary) {
  const predicate = { schema: "safeguard.scan-summary/v1", summary };
  return encode(subject, { type: predicateTypes.scan }, predicate, counted(summary.findings.length, "finding"));
}
function sbomStatement(subject, format, document) {
  return encode(subject, { type: predicateTypes[format], limit: sbomStatementLimit }, document, "the whole SBOM");
}
function provenanceStatement(subject, facts) {
  const { run: run2, server, claims, inputs, startedAt, finishedAt, dependencies = [] } = facts;
  const repository = `${server}/${run2.repository}`;
  const source = { uri: `git+${repository}@${run2.ref}`, digest: { gitCommit: run2.commit } };
  const { event, repository_id, actor_id, job_workflow_sha } = run2;
  const predicate = {
    buildDefinition: {
      // A job of a called workflow names that workflow, and its caller separately.
      buildType: run2.job_workflow_ref === claims.workflow_ref ? buildTypes.direct : buildTypes.contract,
      externalParameters: { workflow: workflowOf(facts), inputs },
      internalParameters: { github: { event_name: event, repository_id, actor_id, job_workflow_sha } },
      resolvedDependencies: [source, ...dependencies]
    },
    runDetails: {
      // Spelled as in the certificate, where Fulcio writes github.com for every GitHub server.
      builder: { id: `https://github.com/${run2.job_workflow_ref}` },
      metadata: {
        invocationId: invocationOf(facts),
        ...startedAt === null ? {} : { startedOn: toIso(startedAt) },
        ...finishedAt === null ? {} : { finishedOn: toIso(finishedAt) }
      }
    }
  };
  const counts = counted(dependencies.length + 1, "dependency", "dependencies");
  return encode(subject, { type: predicateTypes.provenance }, predicate, counts);
}
function acceptanceStatement(subject, facts, acceptedAt) {
  const { repository_id, repository, ref, commit, job_workflow_ref, job_workflow_sha, event, actor_id } = facts.run;
  const predicate = {
    schema: "safeguard.image-acceptance/v1",
    origin: "prebuilt",
    accepted_at: acceptedAt,
    source: { repository_id, repository, ref, commit },
    workflow: workflowOf(facts),
    inputs: { ...facts.inputs },
    accepted_by: {
      contract_ref: job_workflow_ref,
      contract_sha: job_workflow_sha,
      event_name: event,
      actor_id,
      invocation_id: invocationOf(facts)
    }
  };
  return encode(
    subject,
    { type: predicateTypes.acceptance },
    predicate,
    counted(Object.keys(facts.inputs).length, "input")
  );
}
function decisionStatement(subject, decision) {
  const predicate = { schema: "safeguard.gate-decision/v1", decision };
  return encode(subject, { type: predicateTypes.decision }, predicate, counted(decision.rules.length, "rule"));
}
function manifestStatement(subject, predicate) {
  return encode(subject, { type: predicateTypes.manifest }, predicate, counted(predicate.entries.length, "object"));
}
function workflowOf({ run: run2, server, claims }) {
  const [repository, path, ref] = /^([^/]+\/[^/]+)\/([^@]+)@(.+)$/.exec(claims.workflow_ref)?.slice(1) ?? [];
  if (path && ref && repository === run2.repository) return { ref, repository: `${server}/${repository}`, path };
  const expected = `${run2.repository}/.github/workflows/FILE@REF`;
  throw new Fault("OIDC_INVALID", `workflow_ref: expected ${expected}, got ${printable(claims.workflow_ref)}`);
}
function invocationOf({ run: run2, server }) {
  return `${server}/${run2.repository}/actions/runs/${run2.run_id}/attempts/${run2.run_attempt}`;
}
function encode(subject, { type: predicateType, limit = statementLimit }, predicate, counts) {
  const bytes = canonicalBytes({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: subject.name, digest: { sha256: subject.digest.slice("sha256:".length) } }],
    predicateType,
    predicate
  });
  if (bytes.length <= limit) return bytes;
  throw new Fault(
    "STATEMENT_TOO_LARGE",
    `the ${predicateType} statement about ${subject.name} has ${bytes.length} bytes with ${counts}; at most ${limit} are signed`
  );
}

// src/flows/evidence/limits.ts
function checkEvidence(set) {
  const objects = listObjects(set);
  manifestStatement(set.subject, foreseenManifest(set, objects));
  return objects;
}
async function proveSigner(signer, subject, decision) {
  await signer?.sign(decisionStatement(subject, decision));
}

// src/base/parallel.ts
var parallel = 16;
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

// src/flows/evidence/write.ts
async function writeEvidence(deps, set) {
  const objects = checkEvidence(set);
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
async function lockBlobs(deps, repositoryId, blobs) {
  const until = await openStore(deps);
  deps.log.step("lock-first", `locking ${counted(blobs.length, "object")} in ${deps.store.uri} before anything else`);
  await inParallel(blobs, ({ bytes }) => putObject(deps, blobKey(repositoryId, sha256Hex(bytes)), bytes, until));
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
async function putObject(deps, key, bytes, until) {
  const put = await deps.store.create(key, bytes, until);
  const kept = put.outcome === "created" ? put : await settleExisting(deps, { key, bytes, until }, put);
  const problem = lockProblem(kept, until, deps.lock);
  if (problem !== "") throw new Fault("STORE_LOCK_SHORT", `${key}: ${problem}`);
  return manifestEntry(key, bytes, kept);
}
async function settleExisting({ store, lock }, { key, bytes, until }, put) {
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
async function signManifest({ signer }, subject, predicate) {
  const statement = manifestStatement(subject, predicate);
  return encodeManifest(statement, signer ? await signer.sign(statement) : null);
}

export {
  scanStatement,
  sbomStatement,
  provenanceStatement,
  acceptanceStatement,
  decisionStatement,
  ledgerPrefix,
  intentKey,
  resultKey,
  recordPrefix,
  blobKey,
  manifestPrefix,
  publishedPrefix,
  publishedKey,
  parseKey,
  lockProblem,
  decodeManifest,
  entryProblems,
  claimProblems,
  accountText,
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
  objectLimit,
  foreseenEntry,
  checkEvidence,
  proveSigner,
  inParallel,
  writeEvidence,
  lockBlobs,
  openStore,
  putObject,
  findOnlyVersion
};
