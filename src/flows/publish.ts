// OCI layout -> gate (before-publish) -> sign -> push by digest -> attach -> record, in one process. On a denial nothing is
// pushed, and the denial itself becomes evidence. Broken off anywhere, it can be run again and takes up what is there.
import { Fault, isFault } from '../base/fault.ts';
import type { FaultCode } from '../base/fault-register.ts';
import { counted } from '../base/text.ts';
import { publishRecord } from '../evidence/records.ts';
import { renderDecision, renderDecisionMarkdown } from '../gate/render.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { Ports } from '../model/ports.ts';
import { assumeRole } from './assume.ts';
import { type Decided, decideBundle } from './collect/decide.ts';
import { collectForPublish, imageOf, type LayoutFacts, type PublishEvidence } from './collect/for-publish.ts';
import { notePublished } from './collect/published.ts';
import { checkEvidence, type EvidenceSet, objectLimit } from './evidence/limits.ts';
import { decisionEvidence, joinParts, recordContext, sbomEvidence } from './evidence/parts.ts';
import { checkStore, lockBlobs, writeEvidence } from './evidence/write.ts';
import { bundleType } from './image/bundle-referrers.ts';
import { pushLayout, readLayout } from './image/layout.ts';
import {
  attachStatements,
  findSigned,
  imageTag,
  type SignedStatement,
  signStatements,
  statementsOf,
} from './image/statements.ts';
import { type Job, openJob, refusedJob } from './session/job.ts';
import { type OpenEvidence, openEvidence, openServiceRegistry, openSigner, renewEvidence } from './session/reach.ts';
import { readTrustedRoot } from './session/trust-roots.ts';

/** Where the image and the scan runs lie, and what is only compared with them. */
export type PublishInputs = LayoutFacts & { layout: string; runs: string };

const nothing = { digest: '', repository: '', verdict: 'deny', 'decision-sha256': '', 'manifest-sha256': '' };

/** Publishes one image. */
export async function publish(inputs: PublishInputs, ports: Ports, loaded: LoadedConfig) {
  const opening = await openJob(ports, loaded, 'build', null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const { job } = opening;
  ports.log.step('layout', `re-hashing the image in ${inputs.layout}`);
  const layout = await readLayout(ports.files, inputs.layout);
  const runs = { folder: inputs.runs, said: inputs.said };
  const evidence = await collectForPublish(ports, loaded, job.run, imageOf(layout, inputs), runs);
  const decided = await decideBundle(ports, loaded, evidence.bundle);
  if (decided.decision.verdict === 'deny') return recordDenial(ports, loaded, job, evidence, decided);
  const opened = await openEvidence(ports, loaded, job, 'recorder', null);
  await checkStore(opened.deps);
  const setOf = await evidenceOf(ports, loaded, job, evidence, decided, opened);
  checkEvidence(setOf([]));
  const pusher = await assumeRole(ports, loaded, job, 'pusher', null);
  const registry = await openServiceRegistry(ports, loaded, job.service, pusher);
  // Signed before the push: a statement that cannot be made or signed must not leave an image without it behind.
  const statements = statementsOf(loaded, job, evidence, decided, ports.clock.now());
  const signer = await openSigner(ports, loaded, job.service, 'build', pusher);
  const tag = imageTag(job.run.commit, layout.digest);
  const before = await findSigned(ports, loaded, job, registry, layout.digest);
  const signed = await signStatements(ports, signer, statements, before);
  checkEvidence(setOf(signed));
  // Locked before the push: whatever keeps this job from writing shows while there is nothing to take back.
  await lockBlobs(opened.deps, job.run.repository_id, decided.replayBlobs);
  await registry.rehearse(layout.digest, tag, bundleType);
  const place = `${registry.repository}@${layout.digest}`;
  ports.log.step('push', `pushing ${place}`);
  await pushLayout(registry, layout, tag);
  const written = await namingPushed(place, async () => {
    const referrers = await attachStatements(ports, registry, layout.digest, signed);
    // A push may outlast a session.
    const { deps } = await renewEvidence(opened, ports, loaded, job, 'recorder', null);
    const evidenceSet = setOf(signed);
    const locked = await writeEvidence(deps, evidenceSet);
    await notePublished(deps, evidenceSet.context, referrers, locked.entries);
    return locked;
  });
  const sentence = `Pushed ${place} with ${counted(signed.length, 'signed statement')}.`;
  return answer(job, decided, sentence, written.manifestSha256);
}

/** Adds to a fault what is already in the registry, and what completes it. */
async function namingPushed<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error)) throw error;
    const text = `${place} was pushed, but its statements or its evidence are not complete: ${error.message}`;
    throw new Fault(error.code, text, { hint: `${error.hint} ${adviceAfterPush(error)}`, cause: error });
  }
}

/** What helps after a push: publishing again, where what failed can be another time; the same facts would fail in the same way. */
export function adviceAfterPush({ code, kind }: Fault): string {
  if (kind === 'remote') return 'Then publish again: that completes what is there.';
  return hopeless.has(code)
    ? 'Publishing the same again cannot work; the image has no evidence, and no deploy of it is allowed.'
    : 'Once that is mended, publish again: that completes what is there.';
}

const hopeless: ReadonlySet<FaultCode> = new Set([
  'BUG',
  'EVIDENCE_TOO_LARGE',
  'RECORD_INVALID',
  'STATEMENT_TOO_LARGE',
]);

async function recordDenial(ports: Ports, loaded: LoadedConfig, job: Job, evidence: PublishEvidence, decided: Decided) {
  const opened = await openEvidence(ports, loaded, job, 'recorder', null);
  const { sbom } = evidence;
  // Nobody keeps a denial from being recorded by an SBOM that is too large to be kept.
  const kept = sbom && sbom.bytes.length > objectLimit ? { ...evidence, sbom: null } : evidence;
  const setOf = await evidenceOf(ports, loaded, job, kept, decided, opened);
  const written = await writeEvidence(opened.deps, setOf([]));
  return answer(job, decided, 'Nothing was pushed.', written.manifestSha256);
}

/** Everything that will be written, as soon as the signed statements are known; without them it is a denial's, or a first look at sizes. */
async function evidenceOf(
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
  evidence: PublishEvidence,
  decided: Decided,
  { deps }: OpenEvidence,
): Promise<(signed: readonly SignedStatement[]) => EvidenceSet> {
  const { digest } = decided.decision;
  const context = recordContext(loaded, job.run, {
    digest,
    commit: job.run.commit,
    environment: '',
    unlocked: deps.lock === 'none',
    time: decided.decision.time,
  });
  const trustedRoot = await readTrustedRoot(ports, loaded);
  const { repository } = job.service.registry;
  return (signed) => ({
    context,
    stage: 'job',
    subject: { name: repository, digest },
    ...joinParts(decisionEvidence(context, evidence.bundle, decided), sbomEvidence(context, evidence.sbom), {
      records: signed.length > 0 ? [publishRecord(context, repository, signed.length)] : [],
      blobs: [
        ...signed.map(({ bundle }) => ({ bytes: bundle, type: 'sigstore-bundle' })),
        ...(trustedRoot ? [{ bytes: trustedRoot, type: 'trusted-root' }] : []),
      ],
    }),
  });
}

function answer(job: Job, decided: Decided, sentence: string, manifestSha256: string) {
  const { decision } = decided;
  const lines = [...renderDecision(decision), sentence];
  return {
    outputs: {
      digest: decision.verdict === 'allow' ? decision.digest : '',
      repository: decision.verdict === 'allow' ? job.service.registry.repository : '',
      verdict: decision.verdict,
      'decision-sha256': decided.sha256,
      'manifest-sha256': manifestSha256,
    },
    denied: decision.verdict === 'deny',
    text: lines.join('\n'),
    summary: `${renderDecisionMarkdown(decision)}\n\n${sentence}`,
    json: { decision, decision_sha256: decided.sha256, manifest_sha256: manifestSha256 },
  };
}
