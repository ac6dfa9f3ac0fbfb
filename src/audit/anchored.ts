// Who of the anchor's contracts and keys may have made a signature, and whether they still counted when they made it.
import { printable } from '../base/text.ts';
import { toIso } from '../base/time.ts';
import type { Anchor, AnchorValidity, LedgerPlace, LedgerStep } from '../model/evidence.ts';
import type { IdentityPolicy, Signer } from '../model/identity.ts';
import type { ContractPart, RepositoryId, Sha256 } from '../model/ids.ts';
import type { LedgerMaterial } from './material.ts';

/** The entry that a signature is evidence of, in its ledger as the store holds it. */
export type Moment = { step: LedgerStep; ledger: Pick<LedgerMaterial, keyof LedgerPlace | 'steps'> };

/** One way in which a signer may be the expected one: as this contract or this key, in this time. */
export type Candidate = { policy: IdentityPolicy; key: Sha256 | undefined; validity: AnchorValidity };

/**
 * Whose signature is expected: of one part of one repository; `environment` is null for any, as builds and preparations have none. Only a
 * key is of one service: a certificate is of a repository, whatever its services.
 */
export type ExpectedSigner = {
  part: ContractPart;
  repositoryId: RepositoryId;
  service: string;
  environment: string | null;
};

/** The anchor's entries that a signer of one part of one repository may match; without any, one candidate that fails. */
export function candidatesFor(
  anchor: Anchor,
  { part, repositoryId, service, environment }: ExpectedSigner,
  signer: Signer,
): Candidate[] {
  const policy = (contracts: Anchor['contracts']) => policyOf(contracts, repositoryId, environment);
  const contracts = anchor.contracts.filter((contract) => contract.part === part);
  const nobody = { policy: policy(contracts), key: undefined, validity: {} };
  if (signer.type === 'certificate') {
    const own = contracts.filter(({ san }) => san === signer.san);
    const found = own.map((contract) => ({ policy: policy([contract]), key: undefined, validity: contract }));
    return found.length > 0 ? found : [nobody];
  }
  const keys = anchor.keys.filter(
    (key) =>
      key.part === part &&
      key.repository_id === repositoryId &&
      key.service === service &&
      key.spki_sha256 === signer.spki_sha256,
  );
  const found = keys.map((key) => ({ policy: policy(contracts), key: key.spki_sha256, validity: key }));
  return found.length > 0 ? found : [nobody];
}

function policyOf(
  contracts: Anchor['contracts'],
  repositoryId: RepositoryId,
  environment: string | null,
): IdentityPolicy {
  return {
    sans: contracts.map((contract) => contract.san),
    issuer: contracts[0]?.issuer ?? '',
    contract_commits: Object.fromEntries(contracts.map((contract) => [contract.san, contract.commit])),
    source_repository_id: repositoryId,
    ...(environment === null ? {} : { environment }),
  };
}

/**
 * Why an entry of the anchor does not count for a signature; '' when it does. A third party proved the time of a
 * certificate's signature. A key's time is only claimed by the signer, possibly a thief: after a key has ended, only
 * entries covered by an earlier head count.
 */
export function endProblem({ from, ended }: AnchorValidity, signer: Signer, moment: Moment | null): string {
  if (signer.type === 'key') {
    if (!ended || (moment && ended.heads.some((head) => covers(head, moment)))) return '';
    const why = `it ended (${printable(ended.why)}); a key proves no time, and`;
    if (!moment) return `${why} what has no entry in a ledger is covered by no head`;
    return `${why} no ledger head from before its end covers entry ${moment.step.intent.seq}`;
  }
  const at = signer.signed_at;
  if (from !== undefined && at < from) return `it counts from ${toIso(from)}, the signature is of ${timeText(at)}`;
  if (!ended || (at !== 0 && at <= ended.until)) return '';
  return `it counts until ${toIso(ended.until)} (${printable(ended.why)}), the signature is of ${timeText(at)}`;
}

function timeText(at: number): string {
  return at === 0 ? 'no proven time' : toIso(at);
}

/** True when two places name one ledger. */
export function isSameLedger(one: LedgerPlace, other: LedgerPlace): boolean {
  return (
    one.repository_id === other.repository_id && one.service === other.service && one.environment === other.environment
  );
}

/** True when the head is of the entry or a later one of the same ledger, and the store still holds it: then the digests fix the entry. */
function covers(head: Anchor['ledger_heads'][number], { step, ledger }: Moment): boolean {
  return (
    isSameLedger(head, ledger) &&
    step.intent.seq <= head.seq &&
    ledger.steps.includes(step) &&
    ledger.steps.some(({ intent, closed }) => intent.seq === head.seq && closed?.sha256 === head.result_sha256)
  );
}

/** Why a certificate was not issued to this very run and attempt; '' when it was, and for a key, which names no run. */
export function runProblem(signer: Signer, runId: string, attempt: number): string {
  if (signer.type === 'key' || signer.run_uri.endsWith(`/actions/runs/${runId}/attempts/${attempt}`)) return '';
  return `run_uri: expected run ${runId} attempt ${attempt}, got ${signer.run_uri || 'nothing'}`;
}
