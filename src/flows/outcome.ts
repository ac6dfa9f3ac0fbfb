// The last job of a contract: records what the others came to, as far as GitHub lets it run. A denial leaves its decision and
// reasons behind. It never writes the ledger, and nothing it is told decides anything: what counts it collects again itself.
import { isFault } from '../base/fault.ts';
import { counted } from '../base/text.ts';
import { describeJobs, type JobResult, jobWord, resultOf } from '../evidence/job-results.ts';
import type { EvidenceSet } from '../evidence/limits.ts';
import {
  decisionEvidence,
  type EvidenceParts,
  joinParts,
  type ReplayableDecision,
  recordContext,
} from '../evidence/parts.ts';
import { approvalRecord, noteRecord, type RecordContext } from '../evidence/records.ts';
import { renderDecision, renderDecisionMarkdown } from '../gate/render.ts';
import { type BuildClaims, describeImage } from '../image/facts.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { EvidenceBundle } from '../model/decision.ts';
import type { Digest, EnvironmentName, ServiceName, Ticket } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { chosenEnvironment } from '../model/services.ts';
import { decideBundle } from './collect/decide.ts';
import { collectForApproval } from './collect/for-approval.ts';
import { collectForPublish } from './collect/for-publish.ts';
import { readApprovals } from './collect/people.ts';
import type { HandedRuns } from './collect/raw-scans.ts';
import { checkEvidence } from './evidence/limits.ts';
import { writeEvidence } from './evidence/write.ts';
import { readLayout } from './image/layout.ts';
import { openEvidence } from './session/reach.ts';
import { openSession, refuseIdentity, type Session } from './session/session.ts';

/** `jobs` is the result of each job before, as GitHub gives it; the rest says where a denied build's material lies, or what a deploy was about. */
export type OutcomeInputs = BuildClaims & {
  said?: HandedRuns['said'];
  service?: ServiceName | undefined;
  jobs: readonly JobResult[];
  layout?: string | undefined;
  runs?: string | undefined;
  environment: EnvironmentName | undefined;
  ticket?: Ticket | undefined;
};

const emptyOutputs = { recorded: 'false', 'decision-sha256': '', 'manifest-sha256': '' };

type OutcomeAnswer = Answer<typeof emptyOutputs>;

/** What the gate denied, decided again; null where it denied nothing. `problem` says why it could not be decided again, '' otherwise. */
type Denial = { bundle: EvidenceBundle; decided: ReplayableDecision };
type Again = { denial: Denial | null; problem: string };

/** The command `outcome`. What keeps a denial from being decided again is recorded instead: nobody suppresses the record by breaking its material. */
export async function outcome(inputs: OutcomeInputs, ports: Ports, loaded: LoadedConfig): Promise<OutcomeAnswer> {
  const opening = await openSession(
    { ports, loaded },
    { part: 'whichever', environment: null, service: inputs.service },
  );
  if (!opening.accepted) return refuseIdentity(emptyOutputs, opening.problems);
  const { session } = opening;
  const story = describeJobs(inputs.jobs);
  const { digest } = inputs;
  // Every record is about an image; a build that made none, and a reconcile, which keeps its own evidence, leave nothing here.
  if (digest === undefined) return answerOutcome(emptyOutputs, `${story}. There is no image to record this for.`, null);
  const { job, service } = session;
  const environment = job.part === 'deploy' ? chosenEnvironment(service, inputs.environment) : null;
  const again = await decideAgain(session, inputs, digest);
  const { denial, problem } = again;
  const { deps } = await openEvidence(session, 'recorder', environment);
  const context = recordContext(session, {
    digest,
    commit: job.run.commit,
    environment: environment ?? '',
    unlocked: deps.lock === 'none',
    time: denial?.decided.decision.time ?? ports.clock.now(),
  });
  const set = await outcomeSet(session, { inputs, again, story }, context);
  const written = await writeEvidence(deps, set);
  const outputs = {
    recorded: 'true',
    'decision-sha256': denial?.decided.sha256 ?? '',
    'manifest-sha256': written.manifestSha256,
  };
  const unsigned = deps.signer
    ? ''
    : ' Its manifest is unsigned, because this job holds no key, and never counts as evidence.';
  const text = `${story}${problem}. Recorded ${counted(set.records.length, 'record')} in ${deps.store.uri}.${unsigned}`;
  return answerOutcome(outputs, text, denial);
}

/** The note of how the jobs ended, with the denial's evidence, or with who reviewed a run that left no denial. */
async function outcomeSet(
  session: Session,
  { inputs, again: { denial, problem }, story }: { inputs: OutcomeInputs; again: Again; story: string },
  context: RecordContext,
): Promise<EvidenceSet> {
  const { part } = session.job;
  const ticket = inputs.ticket === undefined ? '' : `; ticket ${inputs.ticket}`;
  const note = (more: string) => noteRecord(context, jobWord(part, inputs.jobs), `${story}${ticket}${problem}${more}`);
  const setOf = (parts: EvidenceParts, more = ''): EvidenceSet => ({
    context,
    stage: 'job',
    subject: { name: session.service.registry.repository, digest: context.digest },
    ...joinParts(parts, { records: [note(more)], blobs: [] }),
  });
  const reviews = part === 'deploy' && !denial ? await reviewRecords(session, context) : [];
  const parts = denial ? decisionEvidence(context, denial.bundle, denial.decided) : { records: reviews, blobs: [] };
  return fittingSet(setOf(parts), (why) => setOf({ records: [], blobs: [] }, `; ${why}`));
}

/** The set, or where it is too large to be kept a smaller one that says so: nobody suppresses the record by the size of its material. */
export function fittingSet(set: EvidenceSet, smaller: (why: string) => EvidenceSet): EvidenceSet {
  try {
    checkEvidence(set);
    return set;
  } catch (error) {
    if (!isFault(error, 'EVIDENCE_TOO_LARGE') && !isFault(error, 'STATEMENT_TOO_LARGE')) throw error;
    return smaller(`what the gate saw is too large to be kept: ${error.message}`);
  }
}

/** What the gate saw, collected again, because no conclusion of another job is evidence. */
async function decideAgain(session: Session, inputs: OutcomeInputs, digest: Digest): Promise<Again> {
  try {
    const bundle =
      session.job.part === 'deploy' ? await deniedDeploy(session, inputs, digest) : await deniedBuild(session, inputs);
    return { denial: bundle && { bundle, decided: await decideBundle(session, bundle) }, problem: '' };
  } catch (error) {
    if (!isFault(error) || error.kind === 'bug') throw error;
    return { denial: null, problem: `; what the gate saw cannot be decided again: ${error.code}: ${error.message}` };
  }
}

/** What a build's gate saw that did not allow; null where it allowed, or its material is not at hand. */
async function deniedBuild(session: Session, inputs: OutcomeInputs): Promise<EvidenceBundle | null> {
  const { layout, runs, said } = inputs;
  if (resultOf(inputs.jobs, 'gate') !== 'failure' || layout === undefined || runs === undefined) return null;
  const image = describeImage(await readLayout(session.ports.files, layout), inputs);
  return (await collectForPublish(session, image, { folder: runs, said })).bundle;
}

/** What stopped a deploy before anybody was asked; null where it was not stopped. */
async function deniedDeploy(session: Session, inputs: OutcomeInputs, digest: Digest): Promise<EvidenceBundle | null> {
  if (resultOf(inputs.jobs, 'verify-and-gate') !== 'failure') return null;
  return (await collectForApproval(session, digest, inputs.environment)).bundle;
}

/** Who reviewed the run, rejections too: a deploy that was not approved leaves nothing else. */
async function reviewRecords(session: Session, context: RecordContext) {
  const approvals = await readApprovals(session, await session.ports.forge(session.loaded.config));
  return approvals.map((approval) => approvalRecord(context, approval));
}

/** Recording a denial is a success of this job: the jobs before have failed, and say why. */
function answerOutcome(outputs: typeof emptyOutputs, text: string, denial: Denial | null): OutcomeAnswer {
  const decision = denial?.decided.decision;
  return {
    outputs,
    denied: false,
    text: [text, ...(decision ? renderDecision(decision) : [])].join('\n'),
    ...(decision ? { summary: `${text}\n\n${renderDecisionMarkdown(decision)}` } : {}),
    json: { ...outputs, ...(decision ? { decision } : {}) },
  };
}
