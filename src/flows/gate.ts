// Decides for one artifact and one phase, for people and to stop early. What counts is decided again by publish and deploy
// in their own process; this answer is never an input of theirs.
import { Fault } from '../base/fault.ts';
import {
  decisionEvidence,
  joinParts,
  type ReplayableDecision,
  recordContext,
  signatureEvidence,
} from '../evidence/parts.ts';
import { renderApproval } from '../gate/approval-summary.ts';
import { type BuildClaims, describeImage } from '../image/facts.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { EvidenceBundle } from '../model/decision.ts';
import { EnvironmentName, type Phase, type ServiceName, type Ticket } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { environmentOf } from '../model/services.ts';
import { sessionFacts } from '../trust/roles.ts';
import { sessionPolicy } from '../trust/session-policy.ts';
import { type Decided, decideBundle } from './collect/decide.ts';
import { collectForApproval } from './collect/for-approval.ts';
import type { DeployEvidence } from './collect/for-deploy.ts';
import { collectForPublish } from './collect/for-publish.ts';
import type { HandedRuns } from './collect/raw-scans.ts';
import { reportsIn, signedSummaries, tellDecision } from './collect/tell.ts';
import { checkEvidence } from './evidence/limits.ts';
import { lockBlobs } from './evidence/write.ts';
import { readLayout } from './image/layout.ts';
import { openEvidence } from './session/reach.ts';
import { openSession, refuseIdentity, type Session } from './session/session.ts';

/** Which inputs a phase needs is checked here, with one sentence per missing one. */
export type GateInputs = BuildClaims & {
  said?: HandedRuns['said'];
  service?: ServiceName | undefined;
  phase: Exclude<Phase, 'before-deploy'>;
  layout: string | undefined;
  runs: string | undefined;
  environment: EnvironmentName | undefined;
  ticket: Ticket | undefined;
};

const refusedOutputs = { verdict: 'deny', 'decision-sha256': '', digest: '', environment: '', 'ledger-head': '' };

type GateAnswer = Answer<typeof refusedOutputs>;

/** The command `gate`. */
export async function gate(inputs: GateInputs, ports: Ports, loaded: LoadedConfig): Promise<GateAnswer> {
  const part = inputs.phase === 'before-publish' ? 'build' : 'deploy';
  const opening = await openSession({ ports, loaded }, { part, environment: null, service: inputs.service });
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  return part === 'build' ? gatePublish(inputs, opening.session) : gateApproval(inputs, opening.session);
}

async function gatePublish(inputs: GateInputs, session: Session): Promise<GateAnswer> {
  const layout = await readLayout(session.ports.files, needed(inputs.layout, 'layout', inputs.phase));
  const runs = { folder: needed(inputs.runs, 'runs', inputs.phase), said: inputs.said };
  const { bundle } = await collectForPublish(session, describeImage(layout, inputs), runs);
  const decided = await decideBundle(session, bundle);
  return answerGate(bundle, decided, tellDecision({ decided, service: session.service, all: reportsIn(runs.folder) }));
}

async function gateApproval(inputs: GateInputs, session: Session): Promise<GateAnswer> {
  const { environment, phase } = inputs;
  const evidence = await collectForApproval(session, needed(inputs.digest, 'digest', phase), environment);
  const { bundle, changes, sourceCommit } = evidence;
  const decided = await decideBundle(session, bundle);
  const told = tellDecision({ decided, service: session.service, all: signedSummaries });
  if (decided.decision.verdict === 'deny') return answerGate(bundle, decided, told);
  await readyApproval(session, evidence, decided);
  const { command } = environmentOf(session.service, decided.decision.environment).deploy;
  const facts = { changes, ticket: inputs.ticket ?? '', sourceCommit, command };
  return answerGate(bundle, decided, { ...told, summary: `${renderApproval(bundle, facts)}${told.summary}` });
}

/**
 * What would stop the deploy after a click shows before it, as far as this job can see: the sizes of what will be kept, the session
 * policies, and a real locked write of the configuration, which the deploy keeps anyway. Throws what stops it.
 */
async function readyApproval(session: Session, evidence: DeployEvidence, decided: ReplayableDecision): Promise<void> {
  const { loaded, service, job } = session;
  const { digest, time } = decided.decision;
  const environment = EnvironmentName.parse(decided.decision.environment);
  for (const role of ['writer', 'deployer'] as const)
    sessionPolicy(role, sessionFacts(loaded, service, role, environment));
  const { deps } = await openEvidence(session, 'recorder', environment);
  const commit = evidence.sourceCommit || job.run.commit;
  const context = recordContext(session, { digest, commit, environment, unlocked: deps.lock === 'none', time });
  const counted = evidence.signatures.flatMap(({ counts, bytes }) => (counts ? [bytes] : []));
  const parts = joinParts(decisionEvidence(context, evidence.bundle, decided), signatureEvidence(counted, null));
  const subject = { name: service.registry.repository, digest };
  checkEvidence({ context, stage: 'opening', subject, ...parts });
  await lockBlobs(deps, service['repository-id'], [{ bytes: loaded.bytes, type: 'config' }]);
}

function needed<T>(value: T | undefined, name: string, phase: Phase): T {
  if (value === undefined) throw new Fault('INPUT_INVALID', `${name}: missing; phase ${phase} needs it`);
  return value;
}

function answerGate(
  bundle: EvidenceBundle,
  decided: Decided,
  told: Pick<GateAnswer, 'text' | 'summary' | 'annotations'>,
): GateAnswer {
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
    ...told,
    json: { decision, decision_sha256: decided.sha256, ledger_head: bundle.ledger?.head ?? '' },
  };
}
