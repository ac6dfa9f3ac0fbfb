const require = (name) => process.getBuiltinModule(name);
import {
  mistakesOf
} from "./base-mistakes.mjs";
import {
  Anchor
} from "./model-evidence.mjs";
import {
  parseJsonBytes
} from "./base-json-text.mjs";
import {
  Sha256
} from "./model-ids.mjs";
import {
  array,
  boolean,
  literal,
  looseObject,
  strictObject,
  string
} from "./vendor-zod.mjs";
import {
  printable
} from "./base-text.mjs";
import {
  sha256Hex
} from "./base-digest.mjs";
import {
  Fault,
  textOf
} from "./base-fault-register.mjs";

// src/audit/anchor-v1.ts
var { trusted_roots, contracts, keys, ledger_heads } = Anchor.shape;
var AnchorV1 = strictObject({
  schema: literal("safeguard.anchor/v1"),
  issuer: string().min(1),
  trusted_roots: array(trusted_roots.element.pick({ sha256: true, document: true })),
  certificate_transparency: boolean(),
  contracts: array(contracts.element.pick({ san: true, commit: true, part: true })),
  keys: array(keys.element.pick({ spki_sha256: true, spki: true, repository_id: true, part: true })),
  policies: array(Sha256),
  ledger_heads
});
function upgradeAnchor(old) {
  const { issuer, certificate_transparency } = old;
  return Anchor.parse({
    schema: "safeguard.anchor/v2",
    printed_at: 0,
    trusted_roots: old.trusted_roots.map((root) => ({ ...root, certificate_transparency })),
    contracts: old.contracts.map((contract) => ({ ...contract, issuer })),
    keys: old.keys,
    policies: old.policies.map((sha256) => ({ sha256 })),
    ledger_heads: old.ledger_heads,
    unread_ledgers: []
  });
}

// src/audit/anchor.ts
var limits = { maxBytes: 4 * 1024 * 1024, maxDepth: 32 };
var Form = looseObject({ schema: string().optional() });
function parseAnchor(bytes) {
  const json = readJson(bytes);
  const anchor = Form.safeParse(json).data?.schema === "safeguard.anchor/v1" ? upgradeAnchor(readAs(AnchorV1, json)) : readAs(Anchor, json);
  const [problem] = contradictions(anchor);
  if (problem) throw new Fault("ANCHOR_INVALID", `the anchor ${problem}`);
  return anchor;
}
function readAs(form, json) {
  const parsed = form.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Fault(
    "ANCHOR_INVALID",
    `the anchor does not have its form: ${printable(mistakesOf(parsed.error, "the anchor"), 1e3)}`
  );
}
function readJson(bytes) {
  try {
    return parseJsonBytes(bytes, limits);
  } catch (error) {
    throw new Fault("ANCHOR_INVALID", `the anchor cannot be read: ${textOf(error)}`, { cause: error });
  }
}
function contradictions({ contracts: contracts2, keys: keys2, trusted_roots: trusted_roots2, ledger_heads: ledger_heads2 }) {
  const current = contracts2.filter(({ ended }) => !ended).map(({ san }) => san);
  const twice = current.find((san, index) => current.indexOf(san) !== index);
  const parts = new Map(contracts2.map(({ san, part }) => [san, part]));
  const torn = contracts2.find(({ san, part }) => parts.get(san) !== part);
  const owners = new Map(keys2.map((key) => [key.spki_sha256, `${key.repository_id} ${key.part}`]));
  const currentKeys = keys2.filter(({ ended }) => !ended).map((key) => key.spki_sha256);
  const shared = keys2.find(
    (key) => owners.get(key.spki_sha256) !== `${key.repository_id} ${key.part}` || currentKeys.indexOf(key.spki_sha256) !== currentKeys.lastIndexOf(key.spki_sha256)
  );
  const wrong = keys2.find((key) => sha256Hex(Buffer.from(key.spki, "base64")) !== key.spki_sha256);
  const entries = new Map(ledger_heads2.map((head) => [placeOf(head), head.result_sha256]));
  const forked = ledger_heads2.find((head) => entries.get(placeOf(head)) !== head.result_sha256);
  return [
    ...contracts2.length + keys2.length === 0 ? ["trusts nobody: it lists neither contracts nor keys"] : [],
    ...contracts2.length > 0 && trusted_roots2.length === 0 ? ["lists contracts but no trusted root"] : [],
    ...twice === void 0 ? [] : [`lists ${twice} twice; a contract has one commit at a time`],
    ...torn ? [`lists ${torn.san} for two parts; a contract has one`] : [],
    ...shared ? [`lists the key ${shared.spki_sha256} twice; a key has one part in one repository`] : [],
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
