// OCI layout -> gate (before-publish) -> sign -> push by digest -> attach -> record, in one process. On a denial nothing is
// pushed, and the denial itself becomes evidence. Broken off anywhere, it can be run again and takes up what is there.
import { Fault, isFault } from '../base/fault.ts';
import { counted } from '../base/text.ts';
import { publishRecord } from '../evidence/records.ts';
import { renderDecision, renderDecisionMarkdown } from '../gate/render.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { Digest } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { assumeRole } from './assume.ts';
import {
  attachStatements,
  findSigned,
  imageTag,
  type SignedStatement,
  signStatements,
  statementsOf,
} from './attest.ts';
import { bundleType } from './bundle-referrers.ts';
import { collectForPublish, imageOf, type LayoutFacts, type PublishEvidence } from './collect-publish.ts';
import { type Decided, decideBundle } from './decide.ts';
import { decisionEvidence, joinParts, recordContext, sbomEvidence } from './evidence-set.ts';
import { type Job, openJob, refusedJob } from './job.ts';
import { pushLayout, readLayout } from './layout.ts';
import { notePublished } from './published.ts';
import { openEvidence, openServiceRegistry, openSigner } from './reach.ts';
import { checkStore, writeEvidence } from './record.ts';
import { readTrustedRoot } from './trust-roots.ts';

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
  await checkStore((await openEvidence(ports, loaded, job, 'recorder', null)).deps);
  const pusher = await assumeRole(ports, loaded, job, 'pusher', null);
  const registry = await openServiceRegistry(ports, loaded, job.service, pusher);
  // Signed before the push: a statement that cannot be made or signed must not leave an image without it behind.
  const statements = statementsOf(loaded, job, evidence, decided, ports.clock.now());
  const signer = await openSigner(ports, loaded, job.service, 'build', pusher);
  const tag = imageTag(job.run.commit, layout.digest);
  const before = await findSigned(ports, loaded, job, registry, layout.digest);
  const signed = await signStatements(ports, signer, statements, before);
  await registry.rehearse(layout.digest, tag, bundleType);
  const place = `${registry.repository}@${layout.digest}`;
  ports.log.step('push', `pushing ${place}`);
  await pushLayout(registry, layout, tag);
  const written = await namingPushed(place, async () => {
    const referrers = await attachStatements(ports, registry, layout.digest, signed);
    return recordPublish(ports, loaded, job, evidence, decided, signed, referrers);
  });
  const sentence = `Pushed ${place} with ${counted(signed.length, 'signed statement')}.`;
  return answer(job, decided, sentence, written.manifestSha256);
}

/** Adds to a fault what is already in the registry, and that publishing again completes it. */
async function namingPushed<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error)) throw error;
    const text = `${place} was pushed, but its statements or its evidence are not complete: ${error.message}`;
    throw new Fault(error.code, text, {
      hint: `${error.hint} Then publish again: that completes what is there.`,
      cause: error,
    });
  }
}

async function recordDenial(ports: Ports, loaded: LoadedConfig, job: Job, evidence: PublishEvidence, decided: Decided) {
  const written = await recordPublish(ports, loaded, job, evidence, decided, [], []);
  return answer(job, decided, 'Nothing was pushed.', written.manifestSha256);
}

async function recordPublish(
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
  evidence: PublishEvidence,
  decided: Decided,
  signed: readonly SignedStatement[],
  referrers: readonly Digest[],
) {
  // Taken after the push, which may outlast a session.
  const { deps } = await openEvidence(ports, loaded, job, 'recorder', null);
  const { digest } = decided.decision;
  const context = recordContext(loaded, job.run, {
    digest,
    commit: job.run.commit,
    environment: '',
    unlocked: deps.lock === 'none',
    time: decided.decision.time,
  });
  const trustedRoot = await readTrustedRoot(ports, loaded);
  const parts = joinParts(decisionEvidence(context, evidence.bundle, decided), sbomEvidence(context, evidence.sbom), {
    records: signed.length > 0 ? [publishRecord(context, job.service.registry.repository, signed.length)] : [],
    blobs: [
      ...signed.map(({ bundle }) => ({ bytes: bundle, type: 'sigstore-bundle' })),
      ...(trustedRoot ? [{ bytes: trustedRoot, type: 'trusted-root' }] : []),
    ],
  });
  const written = await writeEvidence(deps, {
    context,
    stage: 'job',
    subject: { name: job.service.registry.repository, digest },
    ...parts,
  });
  await notePublished(deps, { ...context, digest }, referrers, written.entries);
  return written;
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
