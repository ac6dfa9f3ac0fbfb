// Closes an intent that was left open by a deploy that never ended: in the same environment job, under the same rules of approval,
// by a named person with a reason, and never while the run that opened it is still going.
import { accountText } from '../base/account.ts';
import { counted, listed } from '../base/text.ts';
import { toIso } from '../base/time.ts';
import { chosenEnvironment, serviceOf } from '../config/effective.ts';
import { closeIntent } from '../evidence/ledger.ts';
import { approvalRecord, reconcileRecord } from '../evidence/records.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { ApprovalFact } from '../model/decision.ts';
import type { LedgerFacts, LedgerIntent } from '../model/evidence.ts';
import { type EnvironmentName, RepositoryId, RunId, type Sha256 } from '../model/ids.ts';
import { closingSentence, reasonText } from '../model/ledger-words.ts';
import type { Ports } from '../model/ports.ts';
import { assumeRole } from './assume.ts';
import { readApprovals } from './collect/for-deploy.ts';
import { recordContext } from './evidence/parts.ts';
import { putLedgerEntry, readLedgerOf, writeEvidence } from './evidence/write.ts';
import { approvedFor, approversOf, type Closing, closingRefusals, protectionRefusals } from './reconcile-rules.ts';
import { type Job, openJob, refusedJob } from './session/job.ts';
import { openEvidence } from './session/reach.ts';

/** `outcome` is what the named person found to be true of the deploy. */
export type ReconcileInputs = {
  environment?: EnvironmentName | undefined;
  outcome: 'succeeded' | 'failed' | 'unknown';
  reason: string;
};

const nothing = { environment: '', 'deploy-id': '', 'ledger-result-sha256': '' };

/** Closes the open intent of one environment. */
export async function reconcile(asked: ReconcileInputs, ports: Ports, loaded: LoadedConfig) {
  const environment = environmentAsked(asked, ports, loaded);
  const opening = await openJob(ports, loaded, 'deploy', environment);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { job } = opening;
  const inputs = { ...asked, environment };
  const { deps } = await openEvidence(ports, loaded, job, 'writer', environment);
  const { facts: ledger, runs, openIntentSha256 } = await readLedgerOf(deps.store, job.run.repository_id, environment);
  const intent = ledger.open_intent;
  const refusals = [...ledgerProblems(ledger, environment), ...usedRun(runs, job)];
  if (!intent || !openIntentSha256) return refused(refusals);
  const github = await ports.github(loaded.config);
  const approvals = await readApprovals(ports, github, job);
  const closing = { ports, loaded, github, job, environment };
  refusals.push(...(await stillRunning(closing, intent)));
  refusals.push(...(await closingRefusals(closing, inputs.outcome, approvals, ledger, intent)));
  const [approver] = approvedFor(approvals, environment);
  if (!approver || refusals.length > 0) return refused(refusals);
  return close(inputs, ports, loaded, job, deps, { intent, sha256: openIntentSha256 }, approver);
}

function usedRun(runs: ReadonlySet<string>, { run }: Job): string[] {
  if (!runs.has(run.run_id)) return [];
  return [
    `run ${run.run_id} has an entry in the ledger already; one approval is for one deploy or one reconcile. Start a new run.`,
  ];
}

/** The environment of the job has to be known before its token is judged. */
function environmentAsked(asked: ReconcileInputs, ports: Pick<Ports, 'job'>, loaded: LoadedConfig): EnvironmentName {
  if (asked.environment !== undefined) return asked.environment;
  const id = RepositoryId.parse(ports.job.GITHUB_REPOSITORY_ID);
  return chosenEnvironment(serviceOf(loaded.config, id), undefined);
}

/** For the approver, in the job before the environment: which intent would be closed, as what and why. Writes nothing. */
export async function previewReconcile(inputs: ReconcileInputs, ports: Ports, loaded: LoadedConfig) {
  const opening = await openJob(ports, loaded, 'deploy', null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { job } = opening;
  const environment = chosenEnvironment(job.service, inputs.environment);
  const credentials = await assumeRole(ports, loaded, job, 'recorder', null);
  const store = await ports.store(loaded.config.store, credentials);
  const { facts } = await readLedgerOf(store, job.run.repository_id, environment);
  const intent = facts.open_intent;
  const closing = { ports, loaded, github: await ports.github(loaded.config), job, environment };
  const refusals = [
    ...ledgerProblems(facts, environment),
    ...(intent ? await stillRunning(closing, intent) : []),
    ...(await protectionRefusals(closing)),
  ];
  if (!intent || refusals.length > 0) return refused(refusals);
  const text = [
    `Approving closes the open intent of deploy ${intent.deploy_id} to ${environment} as ${inputs.outcome}. Nothing is deployed.`,
    `  opened ${toIso(intent.time)} by ${accountText(intent.actor, intent.actor_id)} for ${intent.digest}`,
    `  reason given: ${reasonText(inputs.reason)}`,
    `Nothing but the click of a configured approver (user ${listed(approversOf(closing))}) closes it, and not of who started this run, ${accountText(job.run.actor, job.run.actor_id)}, or that deploy, ${accountText(intent.actor, intent.actor_id)}.`,
    ...(inputs.outcome === 'succeeded' ? ['Who had a hand in what was deployed cannot close it as succeeded.'] : []),
  ].join('\n');
  return {
    outputs: { environment, 'deploy-id': intent.deploy_id, 'ledger-result-sha256': '' },
    denied: false,
    text,
    json: { environment, intent, outcome: inputs.outcome, reason: inputs.reason },
  };
}

/** Nothing is put on top of a ledger that cannot be read or does not chain. */
function ledgerProblems(ledger: LedgerFacts, environment: EnvironmentName): string[] {
  const { store, readable, problem, open_intent } = ledger;
  if (!readable) return [`the ledger in ${store} cannot be read: ${problem}.`];
  if (problem !== '') return [`the ledger in ${store} is broken, and nothing is added to it: ${problem}.`];
  return open_intent ? [] : [`${environment} has no open intent; there is nothing to close.`];
}

async function stillRunning({ github, job }: Closing, intent: LedgerIntent): Promise<string[]> {
  const run = await github.run(job.run.repository, intent.run_id);
  if (run.status === 'completed') return [];
  return [
    `run ${intent.run_id}, which opened the intent, is ${run.status}; expected completed. Cancel it or wait for its end.`,
  ];
}

function refused(refusals: readonly string[]) {
  const text = ['Refused: the intent stays open.', ...refusals.map((line) => `  - ${line}`)].join('\n');
  return { outputs: nothing, denied: true, text, json: { refused: 'reconcile', reasons: refusals } };
}

async function close(
  inputs: ReconcileInputs & { environment: EnvironmentName },
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
  deps: Awaited<ReturnType<typeof openEvidence>>['deps'],
  { intent, sha256 }: { intent: LedgerIntent; sha256: Sha256 },
  approver: ApprovalFact,
) {
  const facts = {
    digest: intent.digest,
    commit: intent.commit,
    environment: inputs.environment,
    unlocked: deps.lock === 'none',
    time: ports.clock.now(),
  };
  const context = recordContext(loaded, job.run, facts);
  const person = { personId: approver.user_id, person: approver.login };
  const record = reconcileRecord(context, {
    deployId: intent.deploy_id,
    outcome: inputs.outcome,
    reason: inputs.reason,
    ...person,
  });
  const written = await writeEvidence(deps, {
    context,
    stage: 'closing',
    subject: { name: job.service.registry.repository, digest: intent.digest },
    records: [record, approvalRecord(context, approver)],
    blobs: [],
  });
  const reconciled = {
    run_id: RunId.parse(job.run.run_id),
    by: accountText(approver.login, approver.user_id),
    reason: inputs.reason,
    intent_sha256: sha256,
  };
  const result = closeIntent(intent, {
    time: facts.time,
    manifest_sha256: written.manifestSha256,
    outcome: inputs.outcome,
    reconciled,
  });
  const put = await putLedgerEntry(deps, intent, result);
  if (put.outcome === 'exists')
    return refused([`${put.holder || 'somebody'} (repository id/run id) closed it at the same time.`]);
  const { by, reason } = reconciled;
  const sentence = closingSentence({ by, deployId: intent.deploy_id, outcome: inputs.outcome, reason });
  const text = `${sentence}; it was open since ${toIso(intent.time)}. ${counted(1, 'record')} and its manifest are locked.`;
  return {
    outputs: {
      environment: inputs.environment,
      'deploy-id': intent.deploy_id,
      'ledger-result-sha256': put.entry.sha256,
    },
    denied: false,
    text,
    json: { deploy_id: intent.deploy_id, outcome: inputs.outcome },
  };
}
