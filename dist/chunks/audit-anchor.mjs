const require = (name) => process.getBuiltinModule(name);
import {
  Commit,
  EnvironmentName,
  EpochSeconds,
  RepositoryId,
  Sha256,
  formatOf,
  versionOf
} from "./formats-format.mjs";
import {
  parseJsonBytes
} from "./base-json-text.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  printable
} from "./base-text.mjs";
import {
  _enum,
  array,
  boolean,
  int,
  literal,
  record,
  strictObject,
  string,
  union,
  unknown
} from "./vendor-zod.mjs";
import {
  Fault,
  textOf
} from "./base-fault-register.mjs";

// src/formats/anchor/v1.ts
var Part = _enum(["build", "deploy"]);
var Anchor = strictObject({
  schema: literal("safeguard.anchor/v1"),
  issuer: string().min(1),
  trusted_roots: array(strictObject({ sha256: Sha256, document: record(string(), unknown()).optional() })),
  certificate_transparency: boolean(),
  contracts: array(
    strictObject({
      san: string().min(1),
      commit: union([Commit, literal("source-commit")]),
      part: Part
    })
  ),
  keys: array(
    strictObject({
      spki_sha256: Sha256,
      spki: string().regex(/^[A-Za-z0-9+/]+={0,2}$/, "expected base64"),
      repository_id: RepositoryId,
      part: Part
    })
  ),
  policies: array(Sha256),
  ledger_heads: array(
    strictObject({
      repository_id: RepositoryId,
      environment: EnvironmentName,
      seq: int().min(0),
      result_sha256: Sha256
    })
  )
});

// src/formats/anchor/v2.ts
var LedgerHead = strictObject({
  repository_id: RepositoryId,
  environment: EnvironmentName,
  seq: int().min(0),
  result_sha256: Sha256
});
var Ended = strictObject({
  until: EpochSeconds,
  why: string().min(1).max(500),
  heads: array(LedgerHead)
});
var validity = {
  from: EpochSeconds.optional().describe("Only where it came back after it had ended: counts from then on."),
  ended: Ended.optional().describe("Absent while it is trusted.")
};
var AnchorValidity = strictObject(validity);
var Anchor2 = strictObject({
  schema: literal("safeguard.anchor/v2"),
  printed_at: EpochSeconds.describe("When it was printed; 0 where that is not known."),
  /** SHA-256 of each trusted root that counts; the files lie in the store as blobs, or are embedded here. */
  trusted_roots: array(
    strictObject({
      sha256: Sha256,
      document: record(string(), unknown()).optional(),
      certificate_transparency: boolean().describe("False where certificates come from a private Fulcio without a CT log."),
      ...validity
    })
  ),
  /** Exact SANs of the contracts, each with its commit and the issuer of its certificates, and for which part they count. */
  contracts: array(
    strictObject({
      san: string().min(1),
      issuer: string().min(1),
      /** `source-commit`: a workflow of the service's own repository, whose commit is that of the source. */
      commit: union([Commit, literal("source-commit")]),
      part: _enum(["build", "deploy"]),
      ...validity
    })
  ),
  keys: array(
    strictObject({
      spki_sha256: Sha256,
      spki: string().regex(/^[A-Za-z0-9+/]+={0,2}$/, "expected base64"),
      repository_id: RepositoryId,
      part: _enum(["build", "deploy"]),
      ...validity
    })
  ),
  policies: array(strictObject({ sha256: Sha256, ...validity })).describe("Known policy digests; a decision by another one is named."),
  ledger_heads: array(LedgerHead),
  /** Ledgers whose head could not be noted when this was printed, each with the reason. */
  unread_ledgers: array(
    strictObject({ repository_id: RepositoryId, environment: EnvironmentName, problem: string().max(500) })
  )
});

// src/formats/anchor/read.ts
var anchor = formatOf({
  "safeguard.anchor/v1": versionOf(Anchor, upgradeV1),
  "safeguard.anchor/v2": versionOf(Anchor2, (old) => old)
});
function readAnchorValue(json) {
  return anchor.readValue(json);
}
function upgradeV1(old) {
  const { issuer, certificate_transparency } = old;
  return {
    schema: "safeguard.anchor/v2",
    printed_at: 0,
    trusted_roots: old.trusted_roots.map((root) => ({ ...root, certificate_transparency })),
    contracts: old.contracts.map((contract) => ({ ...contract, issuer })),
    keys: old.keys,
    policies: old.policies.map((sha256) => ({ sha256 })),
    ledger_heads: old.ledger_heads,
    unread_ledgers: []
  };
}

// src/audit/anchor.ts
var limits = { maxBytes: 8 * 1024 * 1024, maxDepth: 32 };
function parseAnchor(bytes) {
  const reading = readAnchorValue(readJson(bytes));
  if (!reading.ok)
    throw new Fault("ANCHOR_INVALID", `the anchor does not have its form: ${printable(reading.problem, 1e3)}`);
  const anchor2 = reading.value;
  const [problem] = contradictions(anchor2);
  if (problem) throw new Fault("ANCHOR_INVALID", `the anchor ${problem}`);
  return anchor2;
}
function readJson(bytes) {
  try {
    return parseJsonBytes(bytes, limits);
  } catch (error) {
    throw new Fault("ANCHOR_INVALID", `the anchor cannot be read: ${textOf(error)}`, { cause: error });
  }
}
function contradictions({ contracts, keys, trusted_roots, ledger_heads }) {
  const current = contracts.filter(({ ended }) => !ended).map(({ san }) => san);
  const twice = current.find((san, index) => current.indexOf(san) !== index);
  const parts = new Map(contracts.map(({ san, part }) => [san, part]));
  const torn = contracts.find(({ san, part }) => parts.get(san) !== part);
  const currentKeys = keys.filter(({ ended }) => !ended).map((key) => key.spki_sha256);
  const shared = currentKeys.find((key, index) => currentKeys.indexOf(key) !== index);
  const wrong = keys.find((key) => sha256Hex(Buffer.from(key.spki, "base64")) !== key.spki_sha256);
  const entries = new Map(ledger_heads.map((head) => [placeOf(head), head.result_sha256]));
  const forked = ledger_heads.find((head) => entries.get(placeOf(head)) !== head.result_sha256);
  return [
    ...contracts.length + keys.length === 0 ? ["trusts nobody: it lists neither contracts nor keys"] : [],
    ...contracts.length > 0 && trusted_roots.length === 0 ? ["lists contracts but no trusted root"] : [],
    ...twice === void 0 ? [] : [`lists ${twice} twice; a contract has one commit at a time`],
    ...torn ? [`lists ${torn.san} for two parts; a contract has one`] : [],
    ...shared === void 0 ? [] : [`lists the key ${shared} twice; a key has one part in one repository at a time`],
    ...wrong ? [`lists a key whose bytes do not have the digest ${wrong.spki_sha256}`] : [],
    ...forked ? [`holds two results of entry ${forked.seq} of ${forked.repository_id}/${forked.environment}`] : []
  ].map((text) => printable(text, 1e3));
}
function placeOf({ repository_id, environment, seq }) {
  return `${repository_id}/${environment}/${seq}`;
}

export {
  parseAnchor
};
