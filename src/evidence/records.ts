// Turns what happened into flat rows that are locked. A builder copies facts and never judges them; text is made printable
// because a row is read by people for six years.
import * as z from 'zod';
import { accountText } from '../base/account.ts';
import { canonicalBytes } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { Fault } from '../base/fault.ts';
import { counted, listedFirst, named, printable } from '../base/text.ts';
import { toIso } from '../base/time.ts';
import type { Reading } from '../formats/format.ts';
import { readStoredRecord } from '../formats/record/read.ts';
import type { ApprovalFact, Decision } from '../model/decision.ts';
import { EvidenceRecord, type LedgerIntent, type RecordKind } from '../model/evidence.ts';
import type { SbomReference, ScanSummary } from '../model/finding.ts';
import { ApprovalChain, type DeployId, Sha256, type Ticket, UserId } from '../model/ids.ts';
import { closingSentence } from '../model/ledger-words.ts';
import { recordKey } from './keys.ts';

/** What all records of one job have in common. Keep `time` for a retry: the same facts then give the same bytes and the same keys. */
export type RecordContext = Pick<
  EvidenceRecord,
  | 'time'
  | 'repository_id'
  | 'repository'
  | 'service'
  | 'environment'
  | 'run_id'
  | 'run_attempt'
  | 'job'
  | 'digest'
  | 'commit'
  | 'actor_id'
  | 'actor'
  | 'contract_ref'
  | 'config_sha256'
  | 'config_origin'
  | 'unlocked'
>;

/** Content of a record too large for a row; the type says what it is (`scan-summary`, `decision`, `command-output`, ...). */
export type EvidenceBlob = { bytes: Uint8Array; type: string };

/** What a builder sets; everything else is empty. */
export type RecordFields = { kind: RecordKind; outcome: string; summary: string } & Partial<
  Omit<EvidenceRecord, keyof RecordContext | 'schema'>
>;

const empty = {
  person_id: '',
  person: '',
  tool: '',
  tool_version: '',
  count_critical: 0,
  count_high: 0,
  count_medium: 0,
  count_low: 0,
  detail_sha256: '',
  detail_type: '',
} as const;

/** One record with every field set, text printable and cut at 2,000 characters. Throws RECORD_INVALID. */
export function makeRecord(context: RecordContext, fields: RecordFields): EvidenceRecord {
  const parsed = EvidenceRecord.safeParse({
    schema: 'safeguard.record/v1',
    ...contextOf(context),
    ...empty,
    ...fields,
    summary: printable(fields.summary, 2000),
    person: printable(fields.person ?? ''),
  });
  if (parsed.success) return parsed.data;
  throw new Fault(
    'RECORD_INVALID',
    `a ${fields.kind} record cannot be made: ${printable(z.prettifyError(parsed.error), 500)}`,
  );
}

function contextOf(c: RecordContext): RecordContext {
  const { time, repository_id, repository, service, environment, run_id, run_attempt, job, digest, commit } = c;
  const { actor_id, actor, contract_ref, config_sha256, config_origin, unlocked } = c;
  const run = { time, repository_id, repository, service, environment, run_id, run_attempt, job, digest, commit };
  return { ...run, actor_id, actor, contract_ref, config_sha256, config_origin, unlocked };
}

function detail(blob: EvidenceBlob) {
  return { detail_sha256: Sha256.parse(sha256Hex(blob.bytes)), detail_type: blob.type };
}

/** A scan: counts, tool and whether it proved that it ran; the blob is the whole summary. */
export function scanRecord(context: RecordContext, scan: ScanSummary, blob: EvidenceBlob): EvidenceRecord {
  const { critical, high, medium, low } = scan.counts;
  const found = `${critical} critical, ${high} high, ${medium} medium, ${low} low`;
  return makeRecord(context, {
    kind: 'scan',
    outcome: scan.proven ? 'proven' : 'unproven',
    summary: scan.proven
      ? `${scan.kind} scan by ${scan.tool} ${scan.tool_version}: ${found}`
      : `${scan.kind} scan by ${scan.tool} proves nothing: ${scan.problem_code} ${scan.problem}`,
    tool: scan.tool,
    tool_version: scan.tool_version,
    count_critical: critical,
    count_high: high,
    count_medium: medium,
    count_low: low,
    ...detail(blob),
  });
}

/** An SBOM; the blob is the document itself. */
export function sbomRecord(context: RecordContext, sbom: SbomReference, blob: EvidenceBlob): EvidenceRecord {
  const summary = `SBOM in ${sbom.format} ${sbom.spec_version} with ${counted(sbom.components, 'component')}`;
  return makeRecord(context, { kind: 'sbom', outcome: 'recorded', summary, ...detail(blob) });
}

/** A decision of the gate; the decision, its input, its policy and its configuration are separate blobs. */
export function decisionRecord(context: RecordContext, decision: Decision, blob: EvidenceBlob): EvidenceRecord {
  const denied = decision.rules.filter((rule) => rule.verdict === 'deny').map((rule) => rule.id);
  const rules =
    denied.length === 0 ? `${counted(decision.rules.length, 'rule')}, none denied` : `denied by ${denied.join(', ')}`;
  return makeRecord(context, {
    kind: 'decision',
    outcome: decision.verdict,
    summary: `${decision.phase}: ${decision.verdict}; ${rules}`,
    ...detail(blob),
  });
}

/** An image that was pushed by digest, with what was attached to it. */
export function publishRecord(context: RecordContext, registry: string, attached: number): EvidenceRecord {
  const summary = `pushed ${registry}@${context.digest} with ${counted(attached, 'signed statement')}`;
  return makeRecord(context, { kind: 'publish', outcome: 'succeeded', summary });
}

/** One review of this run as GitHub's API gave it; it names no time, so the record says when it was observed. */
export function approvalRecord(context: RecordContext, approval: ApprovalFact): EvidenceRecord {
  return makeRecord(context, {
    kind: 'approval',
    outcome: approval.state,
    summary: `${named(approval.login)} (user ${approval.user_id}): ${named(approval.state)} for ${listedFirst(approval.environments.map(named))}, observed ${toIso(approval.observed_at)}`,
    person_id: approval.user_id,
    person: approval.login,
  });
}

/** What a deploy's rows say of it beside its id: the ticket that its caller named, on which nothing rests, and who approved, in order. */
export type RecordedDeploy = { ticket?: Ticket | undefined; approvers: readonly UserId[] };

function deployColumns(id: DeployId, { ticket, approvers }: RecordedDeploy) {
  return {
    deploy_id: id,
    ...(ticket === undefined ? {} : { change_ticket: ticket }),
    ...(approvers.length === 0 ? {} : { approval_chain: ApprovalChain.parse(approvers.join(' ')) }),
  };
}

/** The intent of a deploy, as the ledger holds it. */
export function intentRecord(context: RecordContext, intent: LedgerIntent, deploy: RecordedDeploy): EvidenceRecord {
  const summary = `intent ${intent.seq}: deploy ${intent.digest} to ${intent.environment} as ${intent.deploy_id}`;
  const row = { kind: 'deploy-intent', outcome: 'intended', summary } as const;
  return makeRecord(context, { ...row, ...deployColumns(intent.deploy_id, deploy) });
}

/** How the deploy command ended, `not-started` where it is certain that it was never run; what it printed is not kept. */
export function outcomeRecord(
  context: RecordContext,
  end: { outcome: 'succeeded' | 'failed' | 'not-started'; sentence: string },
  deploy: RecordedDeploy & { id: DeployId },
): EvidenceRecord {
  const row = { kind: 'deploy-outcome', outcome: end.outcome, summary: end.sentence } as const;
  return makeRecord(context, { ...row, ...deployColumns(deploy.id, deploy) });
}

/** An open intent closed by a named person. Throws RECORD_INVALID when the person's id is no number. */
export function reconcileRecord(
  context: RecordContext,
  reconciliation: {
    deployId: string;
    outcome: 'succeeded' | 'failed' | 'unknown';
    personId: string;
    person: string;
    reason: string;
  },
): EvidenceRecord {
  const { deployId, outcome, personId, person, reason } = reconciliation;
  if (!UserId.safeParse(personId).success)
    throw new Fault('RECORD_INVALID', `${JSON.stringify(personId)} is not the numeric id of a person`);
  const summary = closingSentence({ by: accountText(person, personId), deployId, outcome, reason });
  return makeRecord(context, { kind: 'reconcile', outcome, summary, person_id: personId, person });
}

/** Any other fact that should be kept, in one sentence. */
export function noteRecord(context: RecordContext, outcome: string, sentence: string): EvidenceRecord {
  return makeRecord(context, { kind: 'note', outcome, summary: sentence });
}

/** The bytes of a record as they are stored. */
export function encodeRecord(record: EvidenceRecord): Uint8Array {
  return canonicalBytes(record);
}

/** A record read back: exactly the bytes that `encodeRecord` gives, at exactly the key they belong to. */
export function readRecord(key: string, bytes: Uint8Array): Reading<EvidenceRecord> {
  const reading = readStoredRecord(bytes);
  if (!reading.ok) return reading;
  if (recordKey(reading.value, sha256Hex(bytes)) === key) return { ok: true, value: reading.value };
  return { ok: false, problem: 'the record is stored under another key than its content requires' };
}
