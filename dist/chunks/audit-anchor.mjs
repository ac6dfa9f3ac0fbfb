const require = (name) => process.getBuiltinModule(name);
import {
  Fault,
  parseJsonBytes,
  printable,
  readAnchorValue,
  sha256Hex,
  textOf
} from "./ground.mjs";

// src/audit/anchor.ts
var limits = { maxBytes: 8 * 1024 * 1024, maxDepth: 32 };
function parseAnchor(bytes) {
  const reading = readAnchorValue(readJson(bytes));
  if (!reading.ok)
    throw new Fault("ANCHOR_INVALID", `the anchor does not have its form: ${printable(reading.problem, 1e3)}`);
  const anchor = reading.value;
  const [problem] = contradictions(anchor);
  if (problem) throw new Fault("ANCHOR_INVALID", `the anchor ${problem}`);
  return anchor;
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
    ...forked ? [`holds two results of entry ${forked.seq} of ${forked.repository_id}/${forked.service}/${forked.environment}`] : []
  ].map((text) => printable(text, 1e3));
}
function placeOf({ repository_id, service, environment, seq }) {
  return `${repository_id}/${service}/${environment}/${seq}`;
}

export {
  parseAnchor
};
