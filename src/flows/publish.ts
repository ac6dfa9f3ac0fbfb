// OCI layout -> gate (before-publish) -> sign -> push by digest -> attach -> record, in one process. On a denial nothing is
// pushed, and the denial itself becomes evidence. Broken off anywhere, it can be run again and takes up what is there.

import { imageStatements } from '../attest/image-statements.ts';
import { Fault, isFault } from '../base/fault.ts';
import { counted } from '../base/text.ts';
import { type EvidenceSet, objectLimit } from '../evidence/limits.ts';
import { decisionEvidence, joinParts, recordContext, sbomEvidence, signatureEvidence } from '../evidence/parts.ts';
import { publishRecord } from '../evidence/records.ts';
import { adviceAfterPush } from '../gate/push-advice.ts';
import { type BuildClaims, describeImage } from '../image/facts.ts';
import { imageTag } from '../image/structure.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { Digest, ServiceName } from '../model/ids.ts';
import type { Ports, Registry } from '../model/ports.ts';
import { bundleType } from '../model/statement.ts';
import { type Decided, decideBundle } from './collect/decide.ts';
import { collectForPublish, type PublishEvidence } from './collect/for-publish.ts';
import { notePublished } from './collect/published.ts';
import type { HandedRuns } from './collect/raw-scans.ts';
import { reportsIn, tellDecision } from './collect/tell.ts';
import { checkEvidence } from './evidence/limits.ts';
import { lockBlobs, openStore, writeEvidence } from './evidence/write.ts';
import { type ImageLayout, pushLayout, readLayout } from './image/layout.ts';
import { attachStatements, findSigned, type SignedStatement, signStatements } from './image/statements.ts';
import { type OpenEvidence, openEvidence, openServiceRegistry, openSigner, renewEvidence } from './session/reach.ts';
import { assumeRole } from './session/roles.ts';
import { openSession, refuseIdentity, type Session } from './session/session.ts';
import { readTrustedRoot } from './session/trust-roots.ts';

/** Where the image and the scan runs lie, and what is only compared with them. */
export type PublishInputs = BuildClaims & {
  said?: HandedRuns['said'];
  service?: ServiceName | undefined;
  layout: string;
  runs: string;
};

/** The outputs of a job that may publish nothing. */
export const deniedOutputs = {
  digest: '',
  repository: '',
  verdict: 'deny',
  'decision-sha256': '',
  'manifest-sha256': '',
};

/** The answer of everything that ends in a publication. */
export type PublishAnswer = Answer<typeof deniedOutputs>;

/** A publication under way: what was decided, and what its evidence will be once statements are signed. */
type Publication = {
  session: Session;
  layout: ImageLayout;
  /** Where the raw reports lie. */
  reports: string;
  evidence: PublishEvidence;
  decided: Decided;
  opened: OpenEvidence;
  setOf: (signed: readonly SignedStatement[]) => EvidenceSet;
};

/** Publishes one image. */
export async function publish(inputs: PublishInputs, ports: Ports, loaded: LoadedConfig): Promise<PublishAnswer> {
  const opening = await openSession({ ports, loaded }, { part: 'build', environment: null, service: inputs.service });
  if (!opening.accepted) return refuseIdentity(deniedOutputs, opening.problems);
  const publication = await decidePublication(opening.session, inputs);
  if (publication.decided.decision.verdict === 'deny') return recordDenial(publication);
  const { registry, tag, signed } = await readyPush(publication);
  const place = `${registry.repository}@${publication.layout.digest}`;
  ports.log.step('push', `pushing ${place}`);
  await pushLayout(registry, publication.layout, tag);
  const manifestSha256 = await namingPushed(place, () => completePush(publication, registry, signed));
  const sentence = `Pushed ${place} with ${counted(signed.length, 'signed statement')}.`;
  return answerPublish(publication, sentence, manifestSha256);
}

async function decidePublication(session: Session, inputs: PublishInputs): Promise<Publication> {
  const { ports } = session;
  ports.log.step('layout', `re-hashing the image in ${inputs.layout}`);
  const layout = await readLayout(ports.files, inputs.layout);
  const runs = { folder: inputs.runs, said: inputs.said };
  const evidence = await collectForPublish(session, describeImage(layout, inputs), runs);
  const decided = await decideBundle(session, evidence.bundle);
  const opened = await openEvidence(session, 'recorder', null);
  const decision = { session, layout, reports: reportsIn(inputs.runs), evidence, decided, opened };
  return { ...decision, setOf: await foreseeEvidence(decision) };
}

/** What is pushed, where to, and the statements that will hang on it: all that could refuse has been asked. */
type ReadyPush = { registry: Registry; tag: string; signed: SignedStatement[] };

/** Everything that can refuse, asked while nothing has been pushed: the store, the sizes, the roles, the signatures, the registry. */
async function readyPush({ session, layout, evidence, decided, opened, setOf }: Publication): Promise<ReadyPush> {
  const { ports, job } = session;
  await openStore(opened.deps);
  checkEvidence(setOf([]));
  const pusher = await assumeRole(session, 'pusher', null);
  const registry = await openServiceRegistry(session, pusher);
  // Signed before the push: a statement that cannot be made or signed must not leave an image without it behind.
  const { bundle, sbom, build } = evidence;
  const name = session.service.registry.repository;
  const { server } = session.loaded.config.github;
  const service = session.service['evidence-name'];
  const made = { run: job.run, service, build: session.service.build, claims: job.claims, server, ...build };
  const statements = imageStatements(name, { decision: decided.decision, bundle, sbom }, made, ports.clock.now());
  const signer = await openSigner(session, 'build', pusher);
  const before = await findSigned(session, registry, layout.digest);
  const signed = await signStatements(ports, signer, statements, before);
  checkEvidence(setOf(signed));
  // Locked before the push: whatever keeps this job from writing shows while there is nothing to take back.
  await lockBlobs(opened.deps, job.run.repository_id, decided.replayBlobs);
  const tag = imageTag(job.run.commit, layout.digest);
  await registry.rehearse(layout.digest, tag, bundleType);
  return { registry, tag, signed };
}

/** Attaches the statements and locks the evidence; returns the manifest's SHA-256. */
async function completePush(
  { session, layout, opened, setOf }: Publication,
  registry: Registry,
  signed: readonly SignedStatement[],
): Promise<string> {
  const referrers: Digest[] = await attachStatements(session.ports, registry, layout.digest, signed);
  // A push may outlast a session.
  const { deps } = await renewEvidence(session, opened);
  const evidenceSet = setOf(signed);
  const locked = await writeEvidence(deps, evidenceSet);
  await notePublished(deps, evidenceSet.context, referrers, locked.entries);
  return locked.manifestSha256;
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

async function recordDenial(publication: Publication): Promise<PublishAnswer> {
  const { manifestSha256 } = await writeEvidence(publication.opened.deps, publication.setOf([]));
  return answerPublish(publication, 'Nothing was pushed.', manifestSha256);
}

/** Everything that will be written, as soon as the signed statements are known; without them it is a denial's, or a first look at sizes. */
async function foreseeEvidence(publication: Omit<Publication, 'setOf'>): Promise<Publication['setOf']> {
  const { session, evidence, decided, opened } = publication;
  const { digest, time, verdict } = decided.decision;
  const unlocked = opened.deps.lock === 'none';
  const context = recordContext(session, { digest, commit: session.job.run.commit, environment: '', unlocked, time });
  const trustedRoot = await readTrustedRoot(session);
  const { repository } = session.service.registry;
  // Nobody keeps a denial from being recorded by an SBOM that is too large to be kept.
  const sbom = verdict === 'deny' && (evidence.sbom?.bytes.length ?? 0) > objectLimit ? null : evidence.sbom;
  return (signed) => ({
    context,
    stage: 'job',
    subject: { name: repository, digest },
    ...joinParts(
      decisionEvidence(context, evidence.bundle, decided),
      sbomEvidence(context, sbom),
      { records: signed.length > 0 ? [publishRecord(context, repository, signed.length)] : [], blobs: [] },
      signatureEvidence(
        signed.map(({ bundle }) => bundle),
        trustedRoot,
      ),
    ),
  });
}

function answerPublish(publication: Publication, ending: string, manifestSha256: string): PublishAnswer {
  const { session, decided, reports } = publication;
  const { decision } = decided;
  const allowed = decision.verdict === 'allow';
  return {
    outputs: {
      digest: allowed ? decision.digest : '',
      repository: allowed ? session.service.registry.repository : '',
      verdict: decision.verdict,
      'decision-sha256': decided.sha256,
      'manifest-sha256': manifestSha256,
    },
    denied: !allowed,
    ...tellDecision({ decided, service: session.service, all: reports, ending }),
    json: { decision, decision_sha256: decided.sha256, manifest_sha256: manifestSha256 },
  };
}
