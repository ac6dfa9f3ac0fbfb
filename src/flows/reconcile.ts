// Closes an intent that was left open by a deploy that never ended: in the same environment job, under the same rules of approval,
// by a named person with a reason, and never while the run that opened it is still going.
import { accountText } from '../base/account.ts';
import { counted, listed } from '../base/text.ts';
import { toIso } from '../base/time.ts';
import { effectivePolicy } from '../config/effective.ts';
import { closeIntent } from '../evidence/ledger.ts';
import { recordContext } from '../evidence/parts.ts';
import { approvalRecord, reconcileRecord } from '../evidence/records.ts';
import {
  approvedFor,
  closingRefusals,
  ledgerRefusals,
  runningRefusals,
  starterRefusals,
  usedRunRefusals,
} from '../gate/closing.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { ApprovalFact } from '../model/decision.ts';
import type { LedgerIntent } from '../model/evidence.ts';
import { type EnvironmentName, RunId, type ServiceName, type Sha256 } from '../model/ids.ts';
import { closingSentence, reasonText } from '../model/ledger-words.ts';
import type { Forge, Ports } from '../model/ports.ts';
import { chosenEnvironment, environmentOf, serviceOf } from '../model/services.ts';
import { readApprovals, readAuthors, readDeployJobs } from './collect/people.ts';
import { type LedgerReading, putLedgerEntry, readLedgerOf } from './evidence/ledger.ts';
import { type WriteDeps, writeEvidence } from './evidence/write.ts';
import { openEvidence } from './session/reach.ts';
import { assumeRole } from './session/roles.ts';
import {
  jobRepository,
  openSession,
  placeOf,
  refuseIdentity,
  type Session,
  type Surroundings,
} from './session/session.ts';

/** `outcome` is what the named person found to be true of the deploy. */
export type ReconcileInputs = {
  service?: ServiceName | undefined;
  environment?: EnvironmentName | undefined;
  outcome: 'succeeded' | 'failed' | 'unknown';
  reason: string;
};

const refusedOutputs = { environment: '', 'deploy-id': '', 'ledger-result-sha256': '' };

type ReconcileAnswer = Answer<typeof refusedOutputs>;

/** Who closes what: one environment's open intent, as one outcome. */
type Closing = {
  session: Session;
  forge: Forge;
  inputs: ReconcileInputs & { environment: EnvironmentName };
};

/** Closes the open intent of one environment. */
export async function reconcile(asked: ReconcileInputs, ports: Ports, loaded: LoadedConfig): Promise<ReconcileAnswer> {
  // The environment of the job has to be known before its token is judged.
  const environment = asked.environment ?? onlyEnvironment({ ports, loaded }, asked.service);
  const opening = await openSession({ ports, loaded }, { part: 'deploy', environment, service: asked.service });
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  const { session } = opening;
  const { run } = session.job;
  const { deps } = await openEvidence(session, 'writer', environment);
  const ledger = await readLedgerOf(deps.store, { ...placeOf(session), environment });
  const refusals = [...ledgerRefusals(ledger.facts, environment), ...usedRunRefusals(ledger.runs, run.run_id)];
  const { open_intent: intent } = ledger.facts;
  if (!intent || !ledger.openIntentSha256) return refuseClosing(refusals);
  const forge = await ports.forge(loaded.config);
  const closing = { session, forge, inputs: { ...asked, environment } };
  const approvals = await readApprovals(session, forge);
  refusals.push(...(await askRunning(closing, intent)), ...(await askApproved(closing, ledger, intent, approvals)));
  const [approver] = approvedFor(approvals, environment);
  if (!approver || refusals.length > 0) return refuseClosing(refusals);
  return close(closing, deps, { intent, sha256: ledger.openIntentSha256 }, approver);
}

function onlyEnvironment({ ports, loaded }: Surroundings, service: ServiceName | undefined): EnvironmentName {
  const id = jobRepository(ports.job);
  return chosenEnvironment(serviceOf(loaded.config, id, service), undefined);
}

/** For the approver, in the job before the environment: which intent would be closed, as what and why. Writes nothing. */
export async function previewReconcile(
  asked: ReconcileInputs,
  ports: Ports,
  loaded: LoadedConfig,
): Promise<ReconcileAnswer> {
  const opening = await openSession({ ports, loaded }, { part: 'deploy', environment: null, service: asked.service });
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  const { session } = opening;
  const environment = chosenEnvironment(session.service, asked.environment);
  const credentials = await assumeRole(session, 'recorder', null);
  const store = await ports.store(loaded.config.store, credentials);
  const { facts } = await readLedgerOf(store, { ...placeOf(session), environment });
  const { open_intent: intent } = facts;
  const closing = { session, forge: await ports.forge(loaded.config), inputs: { ...asked, environment } };
  const refusals = [
    ...ledgerRefusals(facts, environment),
    ...(intent ? await askRunning(closing, intent) : []),
    ...(await askProtected(closing)),
  ];
  if (!intent || refusals.length > 0) return refuseClosing(refusals);
  return {
    outputs: { environment, 'deploy-id': intent.deploy_id, 'ledger-result-sha256': '' },
    denied: false,
    text: describeClosing(closing, intent),
    json: { environment, intent, outcome: asked.outcome, reason: asked.reason },
  };
}

function describeClosing({ session, inputs }: Closing, intent: LedgerIntent): string {
  const { environment, outcome, reason } = inputs;
  const { run } = session.job;
  const { approvers } = environmentOf(session.service, environment);
  return [
    `Approving closes the open intent of deploy ${intent.deploy_id} to ${environment} as ${outcome}. Nothing is deployed.`,
    `  opened ${toIso(intent.time)} by ${accountText(intent.actor, intent.actor_id)} for ${intent.digest}`,
    `  reason given: ${reasonText(reason)}`,
    `Nothing but the click of a configured approver (user ${listed(approvers)}) closes it, and not of who started this run, ${accountText(run.actor, run.actor_id)}, or that deploy, ${accountText(intent.actor, intent.actor_id)}.`,
    ...(outcome === 'succeeded' ? ['Who had a hand in what was deployed cannot close it as succeeded.'] : []),
  ].join('\n');
}

async function askRunning({ session, forge }: Closing, intent: LedgerIntent): Promise<string[]> {
  const { status } = await forge.run(session.job.run.repository, intent.run_id);
  return runningRefusals(intent.run_id, status);
}

/** Whether anybody may be asked for a click. */
async function askProtected(closing: Closing): Promise<string[]> {
  const facts = { ...(await environmentFacts(closing)), phase: 'before-approval' as const };
  const engine = await closing.session.ports.policy();
  return closingRefusals({ ...facts, approvals: null, authors: null }, engine, '');
}

/**
 * Whether these approvals close this intent. Who closes as `succeeded` had no hand in what was deployed, like who approves a deploy; for
 * every outcome neither this run's starter nor the deploy's closes it.
 */
async function askApproved(
  closing: Closing,
  ledger: LedgerReading,
  intent: LedgerIntent,
  approvals: ApprovalFact[],
): Promise<string[]> {
  const { session, forge, inputs } = closing;
  const authors =
    inputs.outcome === 'succeeded'
      ? await readAuthors(session, forge, { ledger: ledger.facts, sourceCommit: intent.commit })
      : { since_commit: '', until_commit: intent.commit, complete: true, problem: '', people: [] };
  const facts = { ...(await environmentFacts(closing)), phase: 'before-deploy' as const, approvals, authors };
  return [
    ...closingRefusals(facts, await session.ports.policy(), inputs.outcome),
    ...starterRefusals(approvals, intent, inputs.environment),
  ];
}

async function environmentFacts({ session, forge, inputs: { environment } }: Closing) {
  const { loaded, service, job } = session;
  return {
    run: job.run,
    policy: effectivePolicy(loaded, service, environment),
    environment: await forge.environment(job.run.repository, environment),
    deploy_jobs: await readDeployJobs(session, forge),
  };
}

function refuseClosing(refusals: readonly string[]): ReconcileAnswer {
  const text = ['Refused: the intent stays open.', ...refusals.map((line) => `  - ${line}`)].join('\n');
  return { outputs: refusedOutputs, denied: true, text, json: { refused: 'reconcile', reasons: refusals } };
}

async function close(
  { session, inputs }: Closing,
  deps: WriteDeps,
  { intent, sha256 }: { intent: LedgerIntent; sha256: Sha256 },
  approver: ApprovalFact,
): Promise<ReconcileAnswer> {
  const { environment, outcome, reason } = inputs;
  const { digest, commit, deploy_id } = intent;
  const time = session.ports.clock.now();
  const context = recordContext(session, { digest, commit, environment, unlocked: deps.lock === 'none', time });
  const person = { personId: approver.user_id, person: approver.login };
  const record = reconcileRecord(context, { deployId: deploy_id, outcome, reason, ...person });
  const written = await writeEvidence(deps, {
    context,
    stage: 'closing',
    subject: { name: session.service.registry.repository, digest },
    records: [record, approvalRecord(context, approver)],
    blobs: [],
  });
  const by = accountText(approver.login, approver.user_id);
  const reconciled = { run_id: RunId.parse(session.job.run.run_id), by, reason, intent_sha256: sha256 };
  const result = closeIntent(intent, { time, manifest_sha256: written.manifestSha256, outcome, reconciled });
  const put = await putLedgerEntry(deps, intent, result);
  if (put.outcome === 'exists')
    return refuseClosing([`${put.holder || 'somebody'} (repository id/run id) closed it at the same time.`]);
  const sentence = closingSentence({ by, deployId: deploy_id, outcome, reason });
  return {
    outputs: { environment, 'deploy-id': deploy_id, 'ledger-result-sha256': put.entry.sha256 },
    denied: false,
    text: `${sentence}; it was open since ${toIso(intent.time)}. ${counted(1, 'record')} and its manifest are locked.`,
    json: { deploy_id, outcome },
  };
}
