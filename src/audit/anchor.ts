// The auditor's anchor: who may sign evidence, by which roots, and in which time. It is read from the auditor's own
// file, and no content of a store can add to it.
import { sha256Hex } from '../base/digest.ts';
import { Fault, textOf } from '../base/fault.ts';
import { parseJsonBytes } from '../base/json-text.ts';
import { printable } from '../base/text.ts';
import { readAnchorValue } from '../formats/anchor/read.ts';
import type { Anchor } from '../model/evidence.ts';

const limits = { maxBytes: 8 * 1024 * 1024, maxDepth: 32 };

/** Reads an anchor file of every version. Throws ANCHOR_INVALID for anything but a whole one that trusts somebody and does not contradict itself. */
export function parseAnchor(bytes: Uint8Array): Anchor {
  const reading = readAnchorValue(readJson(bytes));
  if (!reading.ok)
    throw new Fault('ANCHOR_INVALID', `the anchor does not have its form: ${printable(reading.problem, 1000)}`);
  const anchor = reading.value;
  const [problem] = contradictions(anchor);
  if (problem) throw new Fault('ANCHOR_INVALID', `the anchor ${problem}`);
  return anchor;
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return parseJsonBytes(bytes, limits);
  } catch (error) {
    throw new Fault('ANCHOR_INVALID', `the anchor cannot be read: ${textOf(error)}`, { cause: error });
  }
}

function contradictions({ contracts, keys, trusted_roots, ledger_heads }: Anchor): string[] {
  const current = contracts.filter(({ ended }) => !ended).map(({ san }) => san);
  const twice = current.find((san, index) => current.indexOf(san) !== index);
  const parts = new Map(contracts.map(({ san, part }) => [san, part]));
  const torn = contracts.find(({ san, part }) => parts.get(san) !== part);
  const currentKeys = keys.filter(({ ended }) => !ended).map((key) => key.spki_sha256);
  const shared = currentKeys.find((key, index) => currentKeys.indexOf(key) !== index);
  const wrong = keys.find((key) => sha256Hex(Buffer.from(key.spki, 'base64')) !== key.spki_sha256);
  const entries = new Map(ledger_heads.map((head) => [placeOf(head), head.result_sha256]));
  const forked = ledger_heads.find((head) => entries.get(placeOf(head)) !== head.result_sha256);
  return [
    ...(contracts.length + keys.length === 0 ? ['trusts nobody: it lists neither contracts nor keys'] : []),
    ...(contracts.length > 0 && trusted_roots.length === 0 ? ['lists contracts but no trusted root'] : []),
    ...(twice === undefined ? [] : [`lists ${twice} twice; a contract has one commit at a time`]),
    ...(torn ? [`lists ${torn.san} for two parts; a contract has one`] : []),
    ...(shared === undefined ? [] : [`lists the key ${shared} twice; a key has one part in one repository at a time`]),
    ...(wrong ? [`lists a key whose bytes do not have the digest ${wrong.spki_sha256}`] : []),
    ...(forked
      ? [`holds two results of entry ${forked.seq} of ${forked.repository_id}/${forked.service}/${forked.environment}`]
      : []),
  ].map((text) => printable(text, 1000));
}

function placeOf({ repository_id, service, environment, seq }: Anchor['ledger_heads'][number]): string {
  return `${repository_id}/${service}/${environment}/${seq}`;
}
