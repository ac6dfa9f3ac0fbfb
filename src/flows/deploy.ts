// The deploy, in the order that makes it provable: writer role -> collect and gate -> decision, intent and opening manifest
// locked and read back -> command -> outcome and closing manifest -> ledger result that names it. What can refuse is asked before
// the intent. Killed at any point it leaves at most an open intent, which blocks the next deploy until somebody named closes it.
import { canonicalBytes } from '../base/canonical-json.ts';
import { Fault, isFault } from '../base/fault.ts';
import { faultRegister } from '../base/fault-register.ts';
import { intentKey } from '../evidence/keys.ts';
import { closeIntent, nextIntent } from '../evidence/ledger.ts';
import { type EvidenceSet, foreseenEntry } from '../evidence/limits.ts';
import {
  decisionEvidence,
  type EvidenceParts,
  joinParts,
  recordContext,
  signatureEvidence,
} from '../evidence/parts.ts';
import { intentRecord, outcomeRecord, type RecordContext, type RecordedDeploy } from '../evidence/records.ts';
import { approvedFor } from '../gate/closing.ts';
import type { CommandOutcome } from '../gate/command-outcome.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { LedgerIntent } from '../model/evidence.ts';
import type { Digest, EnvironmentName, ServiceName, Ticket } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { type Decided, decideBundle } from './collect/decide.ts';
import { collectForDeploy, type DeployEvidence, openReach } from './collect/for-deploy.ts';
import { signedSummaries, tellDecision } from './collect/tell.ts';
import { type DeployCommand, prepareCommand, runDeployCommand } from './deploy-command.ts';
import { type LedgerPut, putLedgerEntry } from './evidence/ledger.ts';
import { checkEvidence, proveSigner } from './evidence/limits.ts';
import { LockedOpening } from './evidence/opening.ts';
import { lockBlobs, writeEvidence } from './evidence/write.ts';
import { type OpenEvidence, openEvidence, renewEvidence } from './session/reach.ts';
import { openSession, refuseIdentity, type Session } from './session/session.ts';
import { readTrustedRoot } from './session/trust-roots.ts';

/** What `verify-and-gate` handed over is given only to be compared. */
export type DeployInputs = {
  service?: ServiceName | undefined;
  digest: Digest;
  environment: EnvironmentName;
  handedDigest: Digest;
  ledgerHead: string;
  ticket?: Ticket | undefined;
};

/** A deploy under way: who, where to, what was decided, and how evidence is written. */
type Deploy = {
  session: Session;
  inputs: DeployInputs;
  evidence: OpenEvidence;
  collected: DeployEvidence;
  decided: Decided;
  context: RecordContext;
};

const deniedOutputs = { outcome: 'denied', 'decision-sha256': '', 'deploy-id': '', 'ledger-result-sha256': '' };

type DeployAnswer = Answer<typeof deniedOutputs>;

/** Deploys one digest to one environment. */
export async function deploy(inputs: DeployInputs, ports: Ports, loaded: LoadedConfig): Promise<DeployAnswer> {
  const opening = await openSession(
    { ports, loaded },
    { part: 'deploy', environment: inputs.environment, service: inputs.service },
  );
  if (!opening.accepted) return refuseIdentity(deniedOutputs, opening.problems);
  const started = await startDeploy(opening.session, inputs);
  if (started.decided.decision.verdict === 'deny') return denyDeploy(started);
  if (started.collected.deployedRuns.has(started.session.job.run.run_id)) return refuseAgain(started);
  const intent = nextIntent(ledgerOf(started), intentFields(started));
  const ready = await readyDeploy(started, intent);
  const put = await namingIntent(intent, () => putIntent(started, intent));
  if (put.outcome === 'exists') return loseLease(started, put.holder);
  return namingIntent(intent, async () => {
    const locked = await LockedOpening.lock(started.evidence.deps, ready.opening, put.entry);
    const { uri } = started.evidence.deps.store;
    ports.log.step(
      'opening-locked',
      `decision, intent and opening manifest ${locked.manifestSha256} are locked in ${uri}`,
    );
    const ended = await runDeployCommand(started.session, inputs.digest, ready.command, locked);
    // A command may outlive the writer's session (threat C5).
    const evidence = await renewEvidence(started.session, started.evidence);
    return finishDeploy({ ...started, evidence }, intent, ended);
  });
}

async function startDeploy(session: Session, inputs: DeployInputs): Promise<Deploy> {
  const { digest, environment } = inputs;
  const evidence = await openEvidence(session, 'writer', environment);
  const reach = await openReach(session, evidence.deps.store, evidence.held);
  const handedOver = { digest: inputs.handedDigest, ledger_head: inputs.ledgerHead };
  const target = { phase: 'before-deploy' as const, digest, environment, handedOver };
  const collected = await collectForDeploy(session, reach, target);
  const decided = await decideBundle(session, collected.bundle);
  const context = recordContext(session, {
    digest,
    // As the provenance says; for a denied deploy without one, the run's own commit.
    commit: collected.sourceCommit || session.job.run.commit,
    environment,
    unlocked: evidence.deps.lock === 'none',
    time: decided.decision.time,
  });
  return { session, inputs, evidence, collected, decided, context };
}

/** What the opening manifest will list, and the command with its role: all that could refuse has been asked. */
type Ready = { opening: EvidenceSet; command: DeployCommand };

/**
 * Everything that can refuse, asked while there is no intent to be left open: the deployer role, the pinned program, the sizes of what
 * will be kept, a real locked write, a signature. Throws what refuses.
 */
async function readyDeploy(started: Deploy, intent: LedgerIntent): Promise<Ready> {
  const { session, inputs, evidence, context, decided } = started;
  const { repository_id, seq } = intent;
  const records = [intentRecord(context, intent, recordedDeploy(started))];
  const opening = evidenceSet(started, 'opening', joinParts(await gateEvidence(started), { records, blobs: [] }));
  const intentEntry = foreseenEntry(intentKey(intent, seq), canonicalBytes(intent), context);
  checkEvidence({ ...opening, extraEntries: [intentEntry] });
  const command = await prepareCommand(session, inputs.environment);
  await lockBlobs(evidence.deps, repository_id, decided.replayBlobs);
  session.ports.log.step('prove-signer', 'signing once before anything is touched');
  await proveSigner(evidence.deps.signer, opening.subject, decided.decision);
  return { opening, command };
}

/** Adds to a fault that the intent may stay open, and what closes it: nothing is deployed to the environment before that. */
async function namingIntent<T>(intent: LedgerIntent, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error)) throw error;
    const { service, environment, deploy_id } = intent;
    const text = `the intent of deploy ${deploy_id} of ${service} to ${environment} may be open, and its evidence is not complete: ${error.message}`;
    const hint = `${error.hint} ${faultRegister.INTENT_OPEN.hint}`;
    throw new Fault(error.code, text, { hint, cause: error });
  }
}

function recordedDeploy({ inputs, collected }: Deploy): RecordedDeploy {
  const approved = approvedFor(collected.bundle.approvals ?? [], inputs.environment);
  return { ticket: inputs.ticket, approvers: approved.map((one) => one.user_id) };
}

function ledgerOf({ collected }: Deploy) {
  const { ledger } = collected.bundle;
  if (!ledger) throw new Error('the deploy phase always collects the ledger');
  return ledger;
}

function intentFields({ session: { job }, inputs, decided, context }: Deploy) {
  const { repository_id, run_id, actor_id, actor } = job.run;
  return {
    repository_id,
    service: context.service,
    environment: inputs.environment,
    digest: inputs.digest,
    commit: context.commit,
    run_id,
    lease: job.claims.jti,
    actor_id,
    actor,
    time: decided.decision.time,
    decision_sha256: decided.sha256,
  };
}

/** Takes the lease; nothing has been touched before the intent and its opening manifest are locked. */
async function putIntent({ session: { ports }, evidence, inputs }: Deploy, intent: LedgerIntent): Promise<LedgerPut> {
  ports.log.step('intent', `writing intent ${intent.seq} for ${inputs.environment}`);
  const put = await putLedgerEntry(evidence.deps, intent, intent);
  if (put.outcome === 'created') ports.log.step('intent-locked', `intent ${intent.seq} is locked`);
  return put;
}

/** What the gate saw and decided, with the signatures that counted. */
async function gateEvidence({ session, context, collected, decided }: Deploy): Promise<EvidenceParts> {
  const counted = collected.signatures.flatMap(({ counts, bytes }) => (counts ? [bytes] : []));
  return joinParts(
    decisionEvidence(context, collected.bundle, decided),
    signatureEvidence(counted, await readTrustedRoot(session)),
  );
}

function evidenceSet({ session, inputs, context }: Deploy, stage: EvidenceSet['stage'], parts: EvidenceParts) {
  const subject = { name: session.service.registry.repository, digest: inputs.digest };
  return { context, stage, subject, ...parts };
}

async function finishDeploy(started: Deploy, intent: LedgerIntent, ended: CommandOutcome): Promise<DeployAnswer> {
  const { session, inputs, decided } = started;
  const { log, clock } = session.ports;
  const { deps } = started.evidence;
  // The record keeps that nothing was run; for the ledger, which only orders deploys, such a deploy has failed.
  const outcome = ended.outcome === 'succeeded' ? 'succeeded' : 'failed';
  const closing = { ...started, context: { ...started.context, time: clock.now() } };
  log.step('outcome', `the deploy command ${ended.sentence}`);
  const record = outcomeRecord(closing.context, ended, { id: intent.deploy_id, ...recordedDeploy(started) });
  const written = await writeEvidence(deps, evidenceSet(closing, 'closing', { records: [record], blobs: [] }));
  log.step('closing-locked', 'outcome and closing manifest are locked');
  const { time } = closing.context;
  const result = closeIntent(intent, { time, manifest_sha256: written.manifestSha256, outcome });
  const put = await putLedgerEntry(deps, intent, result);
  log.step('result-locked', `the ledger says: ${outcome}`);
  if (put.outcome === 'exists') return answerTakenResult(started, put.holder);
  const id = intent.deploy_id;
  const place = `${session.service.registry.repository}@${inputs.digest}`;
  return {
    outputs: {
      outcome,
      'decision-sha256': decided.sha256,
      'deploy-id': id,
      'ledger-result-sha256': put.entry.sha256,
    },
    denied: outcome === 'failed',
    failed: outcome === 'failed',
    text: `Deploy ${id} to ${inputs.environment} ${outcome}: ${place}. ${ended.sentence}`,
    json: { deploy_id: id, outcome, seq: intent.seq, decision_sha256: decided.sha256 },
  };
}

function answerTakenResult({ decided }: Deploy, holder: string): DeployAnswer {
  const text = `The intent of this deploy was closed by ${holder || 'someone else'} while its command ran; the outcome is in this run's own manifest.`;
  return {
    outputs: { ...deniedOutputs, 'decision-sha256': decided.sha256 },
    denied: true,
    text,
    json: { refused: 'result-taken', holder },
  };
}

async function denyDeploy(started: Deploy): Promise<DeployAnswer> {
  const { decided, session } = started;
  const ending = 'Nothing was deployed; the denial is recorded.';
  return recordUnused(started, {
    ...tellDecision({ decided, service: session.service, all: signedSummaries, ending }),
    json: { decision: decided.decision, decision_sha256: decided.sha256 },
  });
}

function loseLease(started: Deploy, holder: string): Promise<DeployAnswer> {
  const text = [
    `Denied: deploy ${holder || '(unreadable)'} took the lease of ${started.inputs.environment} first.`,
    `  expected: no open intent. What to do: wait for that deploy to end, then start a new run.`,
  ].join('\n');
  return recordUnused(started, { text, json: { refused: 'lease', holder } });
}

/** A run's approval was for one deploy, and two entries of one run would break the chain (threat D7). */
function refuseAgain(started: Deploy): Promise<DeployAnswer> {
  const { run_id } = started.session.job.run;
  const text = [
    `Denied: run ${run_id} has deployed to ${started.inputs.environment} before, or began to.`,
    `  expected: one deploy per run and environment. What to do: start a new run, which needs its own approval.`,
  ].join('\n');
  return recordUnused(started, { text, json: { refused: 'run-deployed', run_id } });
}

/** Records a decision that nothing was deployed by: a denial, or an allow that was not used. */
async function recordUnused(started: Deploy, told: Pick<DeployAnswer, 'text' | 'summary' | 'annotations' | 'json'>) {
  await writeEvidence(started.evidence.deps, evidenceSet(started, 'job', await gateEvidence(started)));
  return { outputs: { ...deniedOutputs, 'decision-sha256': started.decided.sha256 }, denied: true, ...told };
}
