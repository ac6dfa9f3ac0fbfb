const require = (name) => process.getBuiltinModule(name);
import {
  EpochSeconds,
  RepositoryId,
  Reserved,
  RunId,
  Sha256,
  formatOf,
  versionOf
} from "./formats-format.mjs";
import {
  _enum,
  array,
  int,
  literal,
  strictObject,
  string
} from "./vendor-zod.mjs";

// src/formats/evidence-manifest/v1.ts
var ManifestEntry = strictObject({
  key: string().min(1),
  sha256: Sha256,
  bytes: int().min(0),
  version_id: string(),
  retain_until: EpochSeconds
});
var ManifestPredicate = strictObject({
  schema: literal("safeguard.evidence-manifest/v1"),
  stage: _enum(["job", "opening", "closing"]),
  repository_id: RepositoryId,
  environment: string(),
  run_id: RunId,
  run_attempt: int().min(1),
  job: string(),
  time: EpochSeconds,
  store: string(),
  lock: _enum(["COMPLIANCE", "none"]),
  config_sha256: Sha256,
  entries: array(ManifestEntry).min(1),
  ...Reserved
});

// src/formats/evidence-manifest/read.ts
var predicate = formatOf({
  "safeguard.evidence-manifest/v1": versionOf(ManifestPredicate, (old) => old)
});
function readManifestPredicate(json) {
  return predicate.readValue(json);
}

export {
  readManifestPredicate
};
