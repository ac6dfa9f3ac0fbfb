const require = (name) => process.getBuiltinModule(name);
import {
  RecordKind
} from "./model-evidence.mjs";
import {
  toDay
} from "./base-time.mjs";
import {
  coerce_exports
} from "./vendor-zod-2.mjs";
import {
  EnvironmentName,
  EpochSeconds,
  RepositoryId,
  RunId,
  Sha256
} from "./model-ids.mjs";
import {
  _enum,
  int,
  literal,
  object,
  string,
  union
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
  const name = `${part(RecordKind, place.kind, "kind")}-${part(Sha256, sha256, "digest")}.json`;
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
    `^records/(?<repo>${id})/${day}/env=(?<env>${environmentForm}|${buildPartition})/${run}/(?<kind>${RecordKind.options.join("|")})-${sha}\\.json$`
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
  kind: RecordKind.default("note"),
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
  const record = match(forms.record, key);
  if (record)
    return {
      area: "record",
      ...runParts(record),
      environment: record.env === buildPartition ? "" : record.env,
      kind: record.kind
    };
  const manifest = match(forms.manifest, key);
  if (manifest) return { area: "manifest", ...runParts(manifest), job: manifest.job };
  return void 0;
}
function runParts(parts) {
  return { repositoryId: parts.repo, runId: parts.run, attempt: parts.attempt, sha256: parts.sha, day: parts.day };
}

export {
  ledgerPrefix,
  intentKey,
  resultKey,
  recordPrefix,
  recordKey,
  blobKey,
  manifestPrefix,
  manifestKey,
  parseKey
};
