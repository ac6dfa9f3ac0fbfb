const require = (name) => process.getBuiltinModule(name);
import {
  Commit,
  DeployId,
  Digest,
  EntrySignature,
  EpochSeconds,
  LedgerEnvironment,
  LedgerLease,
  LedgerLogin,
  RepositoryId,
  Reserved,
  RunId,
  Sha256,
  UserId
} from "./formats-format.mjs";
import {
  printable
} from "./base-text.mjs";
import {
  int,
  literal,
  strictObject,
  union
} from "./vendor-zod.mjs";
import {
  Fault,
  isFault,
  textOf
} from "./base-fault-register.mjs";

// src/flows/evidence/reader.ts
async function openForReading(ports, spec) {
  if (spec.type === "dir" && !await ports.files.exists(spec.path))
    throw new Fault("STORE_FAILED", `dir:${spec.path}: there is no such folder; expected one with evidence in it`, {
      hint: "Check the path; nothing was read, so nothing is said about the evidence."
    });
  return ports.store(spec);
}
var refusals = /* @__PURE__ */ new Set(["OBJECT_UNREADABLE", "STORE_FAILED", "STORE_CORRUPT", "FILE_UNSAFE"]);
var evidenceLimit = 64 * 1024 * 1024;
var passing = /: HTTP (?:429|5\d\d) /;
async function readOrRefusal(store, key, versionId, size = 0) {
  if (size > evidenceLimit)
    return { object: void 0, refusal: `it has ${size} bytes; no evidence has more than ${evidenceLimit}` };
  try {
    return { object: await store.read(key, versionId), refusal: "" };
  } catch (error) {
    if (isFault(error) && refusals.has(error.code) && !passing.test(error.message))
      return { object: void 0, refusal: printable(textOf(error), 300) };
    throw error;
  }
}

// src/formats/ledger-intent/v1.ts
var LedgerIntent = strictObject({
  schema: literal("safeguard.ledger-intent/v1"),
  seq: int().min(0),
  deploy_id: DeployId,
  repository_id: RepositoryId,
  environment: LedgerEnvironment,
  digest: Digest,
  commit: Commit,
  run_id: RunId,
  run_attempt: literal(1),
  /** The `jti` of the token that took the lease: two jobs of one run, in the same second, never write the same bytes. */
  lease: LedgerLease,
  actor_id: UserId,
  actor: LedgerLogin,
  time: EpochSeconds,
  decision_sha256: Sha256,
  /** SHA-256 of the previous result's bytes; '' for seq 0. */
  previous_result_sha256: union([Sha256, literal("")]),
  signature: EntrySignature.exactOptional(),
  ...Reserved
});

export {
  LedgerIntent,
  openForReading,
  readOrRefusal
};
