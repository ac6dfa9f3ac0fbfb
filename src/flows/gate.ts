// Decides for one artifact and one phase, for people and to stop early. What counts is decided again by publish and deploy
// in their own process; this answer is never an input of theirs.
import { Fault } from '../base/fault.ts';
import { chosenEnvironment, environmentOf } from '../config/effective.ts';
import { renderApproval } from '../gate/approval-summary.ts';
import { renderDecision, renderDecisionMarkdown } from '../gate/render.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { EvidenceBundle } from '../model/decision.ts';
import { EnvironmentName, type Phase, type Ticket } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { sessionPolicy } from '../trust/session-policy.ts';
import { assumeRole, sessionFacts } from './assume.ts';
import { type Decided, decideBundle } from './collect/decide.ts';
import type { DeployEvidence } from './collect/for-deploy.ts';
import { collectForPublish, imageOf, type LayoutFacts } from './collect/for-publish.ts';
import { checkEvidence } from './evidence/limits.ts';
import { decisionEvidence, joinParts, recordContext } from './evidence/parts.ts';
import { lockBlobs } from './evidence/write.ts';
import { readLayout } from './image/layout.ts';
import { type Job, openJob, refusedJob } from './session/job.ts';
import { openEvidence, openServiceRegistry } from './session/reach.ts';
import { openServiceTrust } from './session/trust-roots.ts';

/** Which inputs a phase needs is checked here, with one sentence per missing one. */
export type GateInputs = LayoutFacts & {
  phase: Exclude<Phase, 'before-deploy'>;
  layout: string | undefined;
  runs: string | undefined;
  environment: EnvironmentName | undefined;
  ticket: Ticket | undefined;
};

const nothing = { verdict: 'deny', 'decision-sha256': '', digest: '', environment: '', 'ledger-head': '' };

/** The command `gate`. */
export async function gate(inputs: GateInputs, ports: Ports, loaded: LoadedConfig) {
  const opening = await openJob(ports, loaded, inputs.phase === 'before-publish' ? 'build' : 'deploy', null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  if (inputs.phase === 'before-publish') {
    const bundle = await bundleForPublish(inputs, ports, loaded, opening.job);
    return gateAnswer(bundle, await decideBundle(ports, loaded, bundle));
  }
  const evidence = await collectForApproval(inputs, ports, loaded, opening.job);
  const { bundle, changes, sourceCommit } = evidence;
  const decided = await decideBundle(ports, loaded, bundle);
  if (decided.decision.verdict === 'allow') await readyApproval(ports, loaded, opening.job, evidence, decided);
  const { command } = environmentOf(opening.job.service, decided.decision.environment).deploy;
  const approval = renderApproval(bundle, { changes, ticket: inputs.ticket ?? '', sourceCommit, command });
  return gateAnswer(bundle, decided, decided.decision.verdict === 'allow' ? approval : '');
}

/**
 * What would stop the deploy after a click shows before it, as far as this job can see: the sizes of what will be kept, the session
 * policies, and a real locked write of the configuration, which the deploy keeps anyway. Throws what stops it.
 */
async function readyApproval(ports: Ports, loaded: LoadedConfig, job: Job, evidence: DeployEvidence, decided: Decided) {
  const { digest } = decided.decision;
  const environment = EnvironmentName.parse(decided.decision.environment);
  const home = { id: job.run.repository_id, service: job.service };
  for (const role of ['writer', 'deployer'] as const)
    sessionPolicy(role, sessionFacts(loaded, home, role, environment));
  const { deps } = await openEvidence(ports, loaded, job, 'recorder', environment);
  const facts = { digest, commit: evidence.sourceCommit || job.run.commit, environment, time: decided.decision.time };
  const context = recordContext(loaded, job.run, { ...facts, unlocked: deps.lock === 'none' });
  const counting = evidence.signatures.filter((signature) => signature.counts);
  const parts = joinParts(decisionEvidence(context, evidence.bundle, decided), {
    records: [],
    blobs: counting.map(({ bytes }) => ({ bytes, type: 'sigstore-bundle' })),
  });
  const subject = { name: job.service.registry.repository, digest };
  checkEvidence({ context, stage: 'opening', subject, ...parts });
  await lockBlobs(deps, home.id, [{ bytes: loaded.bytes, type: 'config' }]);
}

async function bundleForPublish(
  inputs: GateInputs,
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
): Promise<EvidenceBundle> {
  const layout = await readLayout(ports.files, needed(inputs.layout, 'layout', inputs.phase));
  const runs = { folder: needed(inputs.runs, 'runs', inputs.phase), said: inputs.said };
  const { bundle } = await collectForPublish(ports, loaded, job.run, imageOf(layout, inputs), runs);
  return bundle;
}

/** Collects for the phase before-approval, in a job that may read registry and ledger and nothing else. */
export async function collectForApproval(
  inputs: Pick<GateInputs, 'digest' | 'environment'>,
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
): Promise<DeployEvidence> {
  // Loaded here, so that a decision before publishing starts without the code that verifies signatures.
  const { collectForDeploy } = await import('./collect/for-deploy.ts');
  const credentials = await assumeRole(ports, loaded, job, 'recorder', null);
  const reach = {
    registry: await openServiceRegistry(ports, loaded, job.service, credentials),
    store: await ports.store(loaded.config.store, credentials),
    github: await ports.github(loaded.config),
    trust: await openServiceTrust(ports, loaded, job.service),
  };
  const target = {
    phase: 'before-approval' as const,
    digest: needed(inputs.digest, 'digest', 'before-approval'),
    environment: chosenEnvironment(job.service, inputs.environment),
    handedOver: null,
  };
  return collectForDeploy(ports, reach, loaded, job, target);
}

function needed<T>(value: T | undefined, name: string, phase: Phase): T {
  if (value === undefined) throw new Fault('INPUT_INVALID', `${name}: missing; phase ${phase} needs it`);
  return value;
}

/** The answer; `approval` is what the approver reads first, '' where nobody will be asked. */
function gateAnswer(bundle: EvidenceBundle, decided: Decided, approval = '') {
  const { decision } = decided;
  return {
    outputs: {
      verdict: decision.verdict,
      'decision-sha256': decided.sha256,
      digest: decision.digest,
      environment: decision.environment,
      'ledger-head': bundle.ledger ? bundle.ledger.head || 'none' : '',
    },
    denied: decision.verdict === 'deny',
    text: renderDecision(decision).join('\n'),
    summary: `${approval}${renderDecisionMarkdown(decision)}`,
    json: { decision, decision_sha256: decided.sha256, ledger_head: bundle.ledger?.head ?? '' },
  };
}
