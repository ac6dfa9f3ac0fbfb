// The last job of a contract: records what the others came to, as far as GitHub lets it run. A denial leaves its decision and
// reasons behind. It never writes the ledger, and nothing it is told decides anything: what counts it collects again itself.
import { isFault } from '../base/fault.ts';
import { counted } from '../base/text.ts';
import { chosenEnvironment } from '../config/effective.ts';
import { approvalRecord, noteRecord } from '../evidence/records.ts';
import { renderDecision, renderDecisionMarkdown } from '../gate/render.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { EvidenceBundle } from '../model/decision.ts';
import type { Digest, EnvironmentName, Ticket } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { type Decided, decideBundle } from './collect/decide.ts';
import { readApprovals } from './collect/for-deploy.ts';
import { collectForPublish, imageOf, type LayoutFacts } from './collect/for-publish.ts';
import { checkEvidence, type EvidenceSet } from './evidence/limits.ts';
import { decisionEvidence, type EvidenceParts, joinParts, recordContext } from './evidence/parts.ts';
import { writeEvidence } from './evidence/write.ts';
import { collectForApproval } from './gate.ts';
import { readLayout } from './image/layout.ts';
import { type Job, openJob, refusedJob } from './session/job.ts';
import { openEvidence } from './session/reach.ts';

/** A job of the same run and how it ended. */
export type JobResult = { name: string; result: 'success' | 'failure' | 'cancelled' | 'skipped' };

/** `jobs` is the result of each job before, as GitHub gives it; the rest says where a denied build's material lies, or what a deploy was about. */
export type OutcomeInputs = LayoutFacts & {
  jobs: readonly JobResult[];
  layout?: string | undefined;
  runs?: string | undefined;
  environment: EnvironmentName | undefined;
  ticket?: Ticket | undefined;
};

type Needs = ReadonlyMap<string, string>;

const nothing = { recorded: 'false', 'decision-sha256': '', 'manifest-sha256': '' };

type Denial = { bundle: EvidenceBundle; decided: Decided };

/** The command `outcome`. What keeps a denial from being decided again is recorded instead: nobody suppresses the record by breaking its material. */
export async function outcome(inputs: OutcomeInputs, ports: Ports, loaded: LoadedConfig) {
  const needs: Needs = new Map(inputs.jobs.map(({ name, result }) => [name, result]));
  const opening = await openJob(ports, loaded, 'whichever', null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { job } = opening;
  const { digest } = inputs;
  const story = storyOf(needs);
  // Every record is about an image; a build that made none, and a reconcile, which keeps its own evidence, leave nothing here.
  if (digest === undefined) return answer({ ...nothing }, `${story}. There is no image to record this for.`, null);
  const environment = job.part === 'deploy' ? chosenEnvironment(job.service, inputs.environment) : null;
  const { denial, problem } = await decideAgain(inputs, needs, ports, loaded, job);
  const { deps } = await openEvidence(ports, loaded, job, 'recorder', environment);
  const time = denial?.decided.decision.time ?? ports.clock.now();
  const facts = {
    digest,
    commit: job.run.commit,
    environment: environment ?? '',
    unlocked: deps.lock === 'none',
    time,
  };
  const context = recordContext(loaded, job.run, facts);
  const reviews: EvidenceParts = {
    records: job.part === 'deploy' && !denial ? await reviewRecords(ports, loaded, job, context) : [],
    blobs: [],
  };
  const noting = (more: string): EvidenceParts => {
    const sentence = `${story}${ticketText(inputs)}${problem}${more}`;
    return { records: [noteRecord(context, wordOf(job.part, needs), sentence, null)], blobs: [] };
  };
  const setOf = (parts: EvidenceParts, more = ''): EvidenceSet => ({
    context,
    stage: 'job',
    subject: subjectOf(job, digest),
    ...joinParts(parts, noting(more)),
  });
  const set = fittingSet(setOf(denial ? decisionEvidence(context, denial.bundle, denial.decided) : reviews), (why) =>
    setOf({ records: [], blobs: [] }, `; ${why}`),
  );
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
  return answer(outputs, text, denial);
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

/** What the gate saw, collected again; `problem` says why it could not be, '' otherwise. */
async function decideAgain(inputs: OutcomeInputs, needs: Needs, ports: Ports, loaded: LoadedConfig, job: Job) {
  const again = job.part === 'deploy' ? decideDeployAgain : decideBuildAgain;
  try {
    return { denial: await again(inputs, needs, ports, loaded, job), problem: '' };
  } catch (error) {
    if (!isFault(error) || error.kind === 'bug') throw error;
    return { denial: null, problem: `; what the gate saw cannot be decided again: ${error.code}: ${error.message}` };
  }
}

function storyOf(needs: Needs): string {
  return [...needs].map(([name, result]) => `${name}: ${result}`).join(', ');
}

function ticketText({ ticket }: OutcomeInputs): string {
  return ticket === undefined ? '' : `; ticket ${ticket}`;
}

/** `published` and `deployed` only where the job that does it succeeded. */
function wordOf(part: Job['part'], needs: Needs): string {
  const [done, word] = part === 'build' ? (['publish', 'published'] as const) : (['deploy', 'deployed'] as const);
  return needs.get(done) === 'success' ? word : `not-${word}`;
}

/** A build whose gate did not allow: what the gate saw is collected again, because no conclusion of another job is evidence. */
async function decideBuildAgain(
  inputs: OutcomeInputs,
  needs: Needs,
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
): Promise<Denial | null> {
  const { layout, runs } = inputs;
  if (needs.get('gate') !== 'failure' || layout === undefined || runs === undefined) return null;
  const image = imageOf(await readLayout(ports.files, layout), inputs);
  const { bundle } = await collectForPublish(ports, loaded, job.run, image, { folder: runs, said: inputs.said });
  return { bundle, decided: await decideBundle(ports, loaded, bundle) };
}

/** A deploy that was stopped before anybody was asked. */
async function decideDeployAgain(
  inputs: OutcomeInputs,
  needs: Needs,
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
): Promise<Denial | null> {
  if (needs.get('verify-and-gate') !== 'failure') return null;
  const { bundle } = await collectForApproval(inputs, ports, loaded, job);
  return { bundle, decided: await decideBundle(ports, loaded, bundle) };
}

/** Who reviewed the run, rejections too: a deploy that was not approved leaves nothing else. */
async function reviewRecords(
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
  context: Parameters<typeof approvalRecord>[0],
) {
  const approvals = await readApprovals(ports, await ports.github(loaded.config), job);
  return approvals.map((approval) => approvalRecord(context, approval));
}

function subjectOf(job: Job, digest: Digest) {
  return { name: job.service.registry.repository, digest };
}

/** Recording a denial is a success of this job: the jobs before have failed, and say why. */
function answer(outputs: typeof nothing, text: string, denial: Denial | null) {
  const decision = denial?.decided.decision;
  return {
    outputs,
    denied: false,
    text: [text, ...(decision ? renderDecision(decision) : [])].join('\n'),
    ...(decision ? { summary: `${text}\n\n${renderDecisionMarkdown(decision)}` } : {}),
    json: { ...outputs, ...(decision ? { decision } : {}) },
  };
}
