// The deploy, in the order that makes it provable: writer role -> collect and gate -> decision, intent and opening manifest
// locked and read back -> command -> outcome and closing manifest -> ledger result that names it. What can refuse is asked before
// the intent. Killed at any point it leaves at most an open intent, which blocks the next deploy until somebody named closes it.
import { canonicalBytes } from '../base/canonical-json.ts';
import { Fault, isFault } from '../base/fault.ts';
import { faultRegister } from '../base/fault-register.ts';
import { intentKey } from '../evidence/keys.ts';
import { closeIntent, nextIntent } from '../evidence/ledger.ts';
import { intentRecord, outcomeRecord, type RecordContext } from '../evidence/records.ts';
import { renderDecision, renderDecisionMarkdown } from '../gate/render.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { LedgerIntent, ManifestEntry } from '../model/evidence.ts';
import type { Digest, EnvironmentName, Sha256, Ticket } from '../model/ids.ts';
import type { AwsCredentials, Ports } from '../model/ports.ts';
import { type Decided, decideBundle } from './collect/decide.ts';
import { collectForDeploy, type DeployEvidence } from './collect/for-deploy.ts';
import { type CommandOutcome, type DeployCommand, prepareCommand, runDeployCommand } from './deploy-command.ts';
import { checkEvidence, type EvidenceSet, foreseenEntry, proveSigner } from './evidence/limits.ts';
import { decisionEvidence, type EvidenceParts, joinParts, recordContext } from './evidence/parts.ts';
import { type LedgerPut, lockBlobs, putLedgerEntry, type WriteDeps, writeEvidence } from './evidence/write.ts';
import { type Job, openJob, refusedJob } from './session/job.ts';
import { openEvidence, openServiceRegistry, renewEvidence } from './session/reach.ts';
import { openServiceTrust, readTrustedRoot } from './session/trust-roots.ts';

/** What `verify-and-gate` handed over is given only to be compared. */
export type DeployInputs = {
  digest: Digest;
  environment: EnvironmentName;
  handedDigest: Digest;
  ledgerHead: string;
  ticket?: Ticket | undefined;
};

/** A deploy under way: who, where to, what was decided, and how evidence is written; no credentials where no role is taken. */
type Deploy = {
  job: Job;
  inputs: DeployInputs;
  deps: WriteDeps;
  credentials: AwsCredentials | undefined;
  decided: Decided;
  evidence: DeployEvidence;
  context: RecordContext;
};

const nothing = { outcome: 'denied', 'decision-sha256': '', 'deploy-id': '', 'ledger-result-sha256': '' };

/** Deploys one digest to one environment. */
export async function deploy(inputs: DeployInputs, ports: Ports, loaded: LoadedConfig) {
  const opening = await openJob(ports, loaded, 'deploy', inputs.environment);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const started = await startDeploy(inputs, ports, loaded, opening.job);
  if (started.decided.decision.verdict === 'deny') return denyDeploy(ports, loaded, started);
  if (started.evidence.deployedRuns.has(started.job.run.run_id)) return refuseAgain(ports, loaded, started);
  const intent = nextIntent(ledgerOf(started), intentFields(started));
  const ready = await readyDeploy(ports, loaded, started, intent);
  const put = await namingIntent(intent, () => putIntent(ports, started, intent));
  if (put.outcome === 'exists') return loseLease(ports, loaded, started, put.holder);
  return namingIntent(intent, async () => {
    const opening = await openManifest(ports, started, ready.opening, put.entry);
    const outcome = await runDeployCommand(ports, loaded, started.job, inputs, ready.command, opening);
    return finishDeploy(ports, await renewSession(ports, loaded, started), intent, outcome);
  });
}

/** What the opening manifest will list, and the command with its role: all that could refuse has been asked. */
type Ready = { opening: EvidenceSet; command: DeployCommand };

/**
 * Everything that can refuse, asked while there is no intent to be left open: the deployer role, the pinned program, the sizes of what
 * will be kept, a real locked write, a signature. Throws what refuses.
 */
async function readyDeploy(ports: Ports, loaded: LoadedConfig, started: Deploy, intent: LedgerIntent): Promise<Ready> {
  const { deps, context, job, inputs, decided } = started;
  const parts = joinParts(await deployEvidence(ports, loaded, started), {
    records: [intentRecord(context, intent, inputs.ticket)],
    blobs: [],
  });
  const opening: EvidenceSet = { context, stage: 'opening', subject: subjectOf(started), ...parts };
  const { repository_id, environment, seq } = intent;
  const intentEntry = foreseenEntry(intentKey(repository_id, environment, seq), canonicalBytes(intent), context);
  checkEvidence({ ...opening, extraEntries: [intentEntry] });
  const command = await prepareCommand(ports, loaded, job, inputs);
  await lockBlobs(deps, job.run.repository_id, decided.replayBlobs);
  ports.log.step('prove-signer', 'signing once before anything is touched');
  await proveSigner(deps.signer, subjectOf(started), decided.decision);
  return { opening, command };
}

/** Adds to a fault that the intent may stay open, and what closes it: nothing is deployed to the environment before that. */
async function namingIntent<T>(intent: LedgerIntent, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error)) throw error;
    const { environment, deploy_id } = intent;
    const text = `the intent of deploy ${deploy_id} to ${environment} may be open, and its evidence is not complete: ${error.message}`;
    const hint = `${error.hint} ${faultRegister.INTENT_OPEN.hint}`;
    throw new Fault(error.code, text, { hint, cause: error });
  }
}

async function startDeploy(inputs: DeployInputs, ports: Ports, loaded: LoadedConfig, job: Job): Promise<Deploy> {
  const { deps, credentials } = await openEvidence(ports, loaded, job, 'writer', inputs.environment);
  const registry = await openServiceRegistry(ports, loaded, job.service, credentials);
  const reach = {
    registry,
    store: deps.store,
    github: await ports.github(loaded.config),
    trust: await openServiceTrust(ports, loaded, job.service),
  };
  const handedOver = { digest: inputs.handedDigest, ledger_head: inputs.ledgerHead };
  const target = {
    phase: 'before-deploy' as const,
    digest: inputs.digest,
    environment: inputs.environment,
    handedOver,
  };
  const evidence = await collectForDeploy(ports, reach, loaded, job, target);
  const decided = await decideBundle(ports, loaded, evidence.bundle);
  const context = recordContext(loaded, job.run, {
    digest: inputs.digest,
    commit: sourceCommit(evidence, job),
    environment: inputs.environment,
    unlocked: deps.lock === 'none',
    time: decided.decision.time,
  });
  return { job, inputs, deps, credentials, decided, evidence, context };
}

/** The commit the image was built from, as its provenance says; for a denied deploy without one, the run's own commit. */
function sourceCommit(evidence: DeployEvidence, job: Job): string {
  return evidence.sourceCommit || job.run.commit;
}

function ledgerOf({ evidence }: Deploy) {
  const { ledger } = evidence.bundle;
  if (!ledger) throw new Error('the deploy phase always collects the ledger');
  return ledger;
}

function intentFields({ job, inputs, decided, context }: Deploy) {
  const { repository_id, run_id, actor_id, actor } = job.run;
  return {
    repository_id,
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
async function putIntent(ports: Ports, { deps, inputs }: Deploy, intent: LedgerIntent): Promise<LedgerPut> {
  ports.log.step('intent', `writing intent ${intent.seq} for ${inputs.environment}`);
  const put = await putLedgerEntry(deps, intent, intent);
  if (put.outcome === 'created') ports.log.step('intent-locked', `intent ${intent.seq} is locked`);
  return put;
}

/** Locks decision and opening manifest, which lists the intent. */
async function openManifest(
  ports: Ports,
  { deps }: Deploy,
  opening: EvidenceSet,
  entry: ManifestEntry,
): Promise<Sha256> {
  const written = await writeEvidence(deps, { ...opening, extraEntries: [entry] });
  ports.log.step('opening-locked', `decision, intent and opening manifest are locked in ${deps.store.uri}`);
  return written.manifestSha256;
}

async function deployEvidence(ports: Ports, loaded: LoadedConfig, started: Deploy): Promise<EvidenceParts> {
  const { context, evidence, decided } = started;
  const trustedRoot = await readTrustedRoot(ports, loaded);
  const bundles = evidence.signatures.filter((signature) => signature.counts);
  const blobs = [
    ...bundles.map((signature) => ({ bytes: signature.bytes, type: 'sigstore-bundle' })),
    ...(trustedRoot ? [{ bytes: trustedRoot, type: 'trusted-root' }] : []),
  ];
  return joinParts(decisionEvidence(context, evidence.bundle, decided), { records: [], blobs });
}

function subjectOf({ job, inputs }: Deploy) {
  return { name: job.service.registry.repository, digest: inputs.digest };
}

/** A command may outlive the writer's session (THREATS C5). */
async function renewSession(ports: Ports, loaded: LoadedConfig, started: Deploy): Promise<Deploy> {
  const { job, inputs } = started;
  return { ...started, ...(await renewEvidence(started, ports, loaded, job, 'writer', inputs.environment)) };
}

async function finishDeploy(ports: Ports, started: Deploy, intent: LedgerIntent, command: CommandOutcome) {
  // The record keeps that nothing was run; for the ledger, which only orders deploys, such a deploy has failed.
  const outcome = command.outcome === 'succeeded' ? 'succeeded' : 'failed';
  const { deps, context, job, inputs } = started;
  const closing = { ...context, time: ports.clock.now() };
  ports.log.step('outcome', `the deploy command ${command.sentence}`);
  const deployed = { id: intent.deploy_id, ticket: inputs.ticket };
  const record = outcomeRecord(
    closing,
    { outcome: command.outcome, sentence: command.sentence, blob: command.blob },
    deployed,
  );
  const blobs = command.blob ? [command.blob] : [];
  const written = await writeEvidence(deps, {
    context: closing,
    stage: 'closing',
    subject: subjectOf(started),
    records: [record],
    blobs,
  });
  ports.log.step('closing-locked', 'outcome and closing manifest are locked');
  const result = closeIntent(intent, {
    time: closing.time,
    manifest_sha256: written.manifestSha256,
    outcome,
  });
  const put = await putLedgerEntry(deps, intent, result);
  ports.log.step('result-locked', `the ledger says: ${outcome}`);
  if (put.outcome === 'exists') return resultTaken(started, put.holder);
  const id = intent.deploy_id;
  const text = `Deploy ${id} to ${inputs.environment} ${outcome}: ${job.service.registry.repository}@${inputs.digest}. ${command.sentence}`;
  return {
    outputs: {
      outcome,
      'decision-sha256': started.decided.sha256,
      'deploy-id': id,
      'ledger-result-sha256': put.entry.sha256,
    },
    denied: outcome === 'failed',
    text,
    json: { deploy_id: id, outcome, seq: intent.seq, decision_sha256: started.decided.sha256 },
  };
}

function resultTaken(started: Deploy, holder: string) {
  const text = `The intent of this deploy was closed by ${holder || 'someone else'} while its command ran; the outcome is in this run's own manifest.`;
  return {
    outputs: { ...nothing, 'decision-sha256': started.decided.sha256 },
    denied: true,
    text,
    json: { refused: 'result-taken', holder },
  };
}

async function denyDeploy(ports: Ports, loaded: LoadedConfig, started: Deploy) {
  const parts = await deployEvidence(ports, loaded, started);
  await writeEvidence(started.deps, { context: started.context, stage: 'job', subject: subjectOf(started), ...parts });
  const { decision } = started.decided;
  return {
    outputs: { ...nothing, 'decision-sha256': started.decided.sha256 },
    denied: true,
    text: [...renderDecision(decision), 'Nothing was deployed; the denial is recorded.'].join('\n'),
    summary: `${renderDecisionMarkdown(decision)}\n\nNothing was deployed; the denial is recorded.`,
    json: { decision, decision_sha256: started.decided.sha256 },
  };
}

function loseLease(ports: Ports, loaded: LoadedConfig, started: Deploy, holder: string) {
  const text = [
    `Denied: deploy ${holder || '(unreadable)'} took the lease of ${started.inputs.environment} first.`,
    `  expected: no open intent. What to do: wait for that deploy to end, then start a new run.`,
  ].join('\n');
  return refuseStart(ports, loaded, started, text, { refused: 'lease', holder });
}

/** A run's approval was for one deploy, and two entries of one run would break the chain (THREATS D7). */
function refuseAgain(ports: Ports, loaded: LoadedConfig, started: Deploy) {
  const { run_id } = started.job.run;
  const text = [
    `Denied: run ${run_id} has deployed to ${started.inputs.environment} before, or began to.`,
    `  expected: one deploy per run and environment. What to do: start a new run, which needs its own approval.`,
  ].join('\n');
  return refuseStart(ports, loaded, started, text, { refused: 'run-deployed', run_id });
}

/** Records the allow that was not used. */
async function refuseStart(ports: Ports, loaded: LoadedConfig, started: Deploy, text: string, json: object) {
  const parts = await deployEvidence(ports, loaded, started);
  await writeEvidence(started.deps, { context: started.context, stage: 'job', subject: subjectOf(started), ...parts });
  return { outputs: { ...nothing, 'decision-sha256': started.decided.sha256 }, denied: true, text, json };
}
