const require = (name) => process.getBuiltinModule(name);
import {
  Digest,
  EpochSeconds,
  Phase,
  RepositoryId,
  Reserved,
  Sha256
} from "./formats-format.mjs";
import {
  _enum,
  array,
  boolean,
  literal,
  strictObject,
  string
} from "./vendor-zod.mjs";

// src/formats/decision/v1.ts
var RuleVerdict = strictObject({
  id: string().regex(/^gate\.[a-z_]+\.[a-z_]+$/),
  verdict: _enum(["allow", "deny", "not_applicable"]),
  /** One sentence with the values that led to it. */
  message: string().min(1),
  /** Citation of the regulation this supports, e.g. `45 CFR 164.312(d)`; '' where it is a house rule. */
  citation: string(),
  /** What to do; '' unless denied. */
  remedy: string()
});
var Decision = strictObject({
  schema: literal("safeguard.decision/v1"),
  verdict: _enum(["allow", "deny"]),
  phase: Phase,
  time: EpochSeconds,
  digest: Digest,
  repository_id: RepositoryId,
  environment: string(),
  rules: array(RuleVerdict).min(1),
  /** Whether signers were proven by certificate or by pinned key; `none` before anything is signed. */
  identity: _enum(["certificate", "key", "none"]),
  replayed_runs: boolean(),
  policy_sha256: Sha256,
  config_sha256: Sha256,
  /** SHA-256 of the canonical JSON of the bundle. */
  input_sha256: Sha256,
  ...Reserved
});

export {
  RuleVerdict,
  Decision
};
