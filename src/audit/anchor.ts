// What the auditor brings: who may sign evidence, and by which roots. It is read from the auditor's own file and nothing in a store
// can add to it.
import { sha256Hex } from '../base/digest.ts';
import { Fault, textOf } from '../base/fault.ts';
import { parseJsonBytes } from '../base/json-text.ts';
import { mistakesOf } from '../base/mistakes.ts';
import { printable } from '../base/text.ts';
import { Anchor } from '../model/evidence.ts';
import type { IdentityPolicy, Signer } from '../model/identity.ts';
import type { RepositoryId, Sha256 } from '../model/ids.ts';

const limits = { maxBytes: 4 * 1024 * 1024, maxDepth: 32 };

/** The part a contract plays: `build` makes images and scans, `deploy` makes deploys. */
export type Part = Anchor['contracts'][number]['part'];

/** Reads an anchor file. Throws ANCHOR_INVALID for anything but a whole one that trusts somebody and does not contradict itself. */
export function parseAnchor(bytes: Uint8Array): Anchor {
  const parsed = Anchor.safeParse(readJson(bytes));
  if (!parsed.success)
    throw new Fault(
      'ANCHOR_INVALID',
      `the anchor does not have its form: ${printable(mistakesOf(parsed.error, 'the anchor'), 1000)}`,
    );
  const [problem] = contradictions(parsed.data);
  if (problem) throw new Fault('ANCHOR_INVALID', `the anchor ${problem}`);
  return parsed.data;
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return parseJsonBytes(bytes, limits);
  } catch (error) {
    throw new Fault('ANCHOR_INVALID', `the anchor cannot be read: ${textOf(error)}`, { cause: error });
  }
}

function contradictions({ contracts, keys, trusted_roots }: Anchor): string[] {
  const sans = contracts.map((contract) => contract.san);
  const twice = sans.find((san, index) => sans.indexOf(san) !== index);
  const spkis = keys.map((key) => key.spki_sha256);
  const shared = spkis.find((spki, index) => spkis.indexOf(spki) !== index);
  const wrong = keys.find((key) => sha256Hex(Buffer.from(key.spki, 'base64')) !== key.spki_sha256);
  return [
    ...(contracts.length + keys.length === 0 ? ['trusts nobody: it lists neither contracts nor keys'] : []),
    ...(contracts.length > 0 && trusted_roots.length === 0 ? ['lists contracts but no trusted root'] : []),
    ...(twice === undefined ? [] : [`lists ${twice} twice; a contract has one commit`]),
    ...(shared === undefined ? [] : [`lists the key ${shared} twice; a key has one part in one repository`]),
    ...(wrong ? [`lists a key whose bytes do not have the digest ${wrong.spki_sha256}`] : []),
  ];
}

/** What a certificate must say to count for one part of one repository; null for any environment, as builds and preparations have none. */
export function anchorPolicy(
  anchor: Anchor,
  part: Part,
  repositoryId: RepositoryId,
  environment: string | null,
): IdentityPolicy {
  const contracts = anchor.contracts.filter((contract) => contract.part === part);
  return {
    sans: contracts.map((contract) => contract.san),
    issuer: anchor.issuer,
    contract_commits: Object.fromEntries(contracts.map((contract) => [contract.san, contract.commit])),
    source_repository_id: repositoryId,
    ...(environment === null ? {} : { environment }),
  };
}

/** The anchor's key that made this signature, if it lists it for that part of that repository. */
export function anchoredKey(
  anchor: Anchor,
  part: Part,
  repositoryId: RepositoryId,
  signer: Signer,
): Sha256 | undefined {
  if (signer.type !== 'key') return undefined;
  const listed = anchor.keys.filter((key) => key.part === part && key.repository_id === repositoryId);
  return listed.find((key) => key.spki_sha256 === signer.spki_sha256)?.spki_sha256;
}

/** Why a certificate was not issued to this very run and attempt; '' when it was, and for a key, which names no run. */
export function runProblem(signer: Signer, runId: string, attempt: number): string {
  if (signer.type === 'key' || signer.run_uri.endsWith(`/actions/runs/${runId}/attempts/${attempt}`)) return '';
  return `run_uri: expected run ${runId} attempt ${attempt}, got ${signer.run_uri || 'nothing'}`;
}
