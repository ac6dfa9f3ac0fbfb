// Signs what the gate saw, for one digest, and attaches it where everyone who has the image can find it.
import {
  acceptanceStatement,
  decisionStatement,
  provenanceStatement,
  sbomStatement,
  scanStatement,
} from '../attest/statement.ts';
import { sha256Hex } from '../base/digest.ts';
import { counted } from '../base/text.ts';
import { renderDecision, renderDecisionMarkdown } from '../gate/render.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { SignatureFact } from '../model/decision.ts';
import type { Commit, Digest, EpochSeconds } from '../model/ids.ts';
import type { BundleSigner, Ports, Registry } from '../model/ports.ts';
import { predicateTypes, type Subject } from '../model/statement.ts';
import { assumeRole } from './assume.ts';
import { bundleType, predicateAnnotation } from './bundle-referrers.ts';
import { childrenOf } from './collect-deploy.ts';
import { collectForPublish, type PublishEvidence } from './collect-publish.ts';
import { type Decided, decideBundle } from './decide.ts';
import { type Job, openJob, refusedJob } from './job.ts';
import { openServiceRegistry, openSigner } from './reach.ts';

/** A statement's exact bytes with its predicate type. */
export type PreparedStatement = { predicateType: string; bytes: Uint8Array };

/** A signed statement, not yet attached. */
export type SignedStatement = { predicateType: string; bundle: Uint8Array };

/** The statements about one image: a scan summary each, the SBOM itself, how the image came to be, the decision. */
export function statementsOf(
  loaded: LoadedConfig,
  job: Job,
  evidence: PublishEvidence,
  decided: Decided,
  now: EpochSeconds,
): PreparedStatement[] {
  const subject = { name: job.service.registry.repository, digest: decided.decision.digest };
  const { sbom } = evidence;
  return [
    ...evidence.bundle.scans.map((scan) => ({
      predicateType: predicateTypes.scan,
      bytes: scanStatement(subject, scan),
    })),
    ...(sbom
      ? [
          {
            predicateType: predicateTypes[sbom.reference.format],
            bytes: sbomStatement(subject, sbom.reference.format, sbom.document),
          },
        ]
      : []),
    originStatement(loaded, job, evidence, subject, now),
    { predicateType: predicateTypes.decision, bytes: decisionStatement(subject, decided.decision) },
  ];
}

/** Bundles by the SHA-256 of the statement in them. */
export type SignedBefore = ReadonlyMap<string, Uint8Array>;

/**
 * What hangs on the image already and is as good as what this job would sign: it counts, and this contract, at this commit, signed it
 * for this source, or the pinned key did. Empty for an image that is not there yet.
 */
export async function findSigned(
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
  registry: Registry,
  digest: Digest,
): Promise<SignedBefore> {
  if (!(await registry.hasManifest(digest))) return new Map();
  // Loaded here, so that a first publication starts without the code that verifies signatures.
  const [{ collectSignatures }, { openServiceTrust }] = await Promise.all([
    import('./collect-signatures.ts'),
    import('./trust-roots.ts'),
  ]);
  const trust = await openServiceTrust(ports, loaded, job.service);
  const { signatures } = await collectSignatures(registry, trust, loaded, job, digest);
  const own = signatures.filter(({ counts, fact }) => counts && isOfJob(fact, job));
  return new Map(own.map(({ fact, bytes }) => [fact.statement_sha256 ?? '', bytes]));
}

function isOfJob({ signer }: SignatureFact, { run }: Job): boolean {
  if (signer?.type !== 'certificate') return signer?.type === 'key';
  return (
    signer.san === `https://github.com/${run.job_workflow_ref}` &&
    signer.build_signer_digest === run.job_workflow_sha &&
    signer.source_commit === run.commit
  );
}

/** Signs statements with one identity, in parallel, but for those that were signed before. Throws SIGN_FAILED; nothing has been pushed or attached by then. */
export async function signStatements(
  ports: Pick<Ports, 'log'>,
  signer: BundleSigner,
  statements: readonly PreparedStatement[],
  before: SignedBefore = new Map(),
): Promise<SignedStatement[]> {
  ports.log.step('sign', `signing ${counted(statements.length, 'statement')}`);
  return Promise.all(
    statements.map(async ({ predicateType, bytes }) => ({
      predicateType,
      bundle: before.get(sha256Hex(bytes)) ?? (await signer.sign(bytes)),
    })),
  );
}

/** Attaches signed statements, and says by which referrers. One that is attached already stays the only one. */
export async function attachStatements(
  ports: Pick<Ports, 'log'>,
  registry: Registry,
  digest: Digest,
  signed: readonly SignedStatement[],
): Promise<Digest[]> {
  ports.log.step('attach', `attaching ${counted(signed.length, 'bundle')} to ${digest}`);
  const artifacts = signed.map(({ predicateType, bundle }) => ({
    artifactType: bundleType,
    bytes: bundle,
    annotations: { 'dev.sigstore.bundle.content': 'dsse-envelope', [predicateAnnotation]: predicateType },
  }));
  return registry.attach(digest, artifacts);
}

/** The tag under which an image is kept: a commit and the beginning of the digest, so that no two images want the same. */
export function imageTag(commit: Commit, digest: Digest): string {
  return `${commit}-${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`;
}

/** The command `attest`: decides again on the raw runs for an image that is already in the registry, then signs and attaches. */
export async function attest(inputs: { digest: Digest; runs: string }, ports: Ports, loaded: LoadedConfig) {
  const none = { verdict: 'deny', 'decision-sha256': '', statements: '0' };
  const opening = await openJob(ports, loaded, 'build', null);
  if (!opening.accepted) return { outputs: none, ...refusedJob(opening.problems) };
  const { job } = opening;
  const credentials = await assumeRole(ports, loaded, job, 'pusher', null);
  const registry = await openServiceRegistry(ports, loaded, job.service, credentials);
  const manifest = await registry.manifest(inputs.digest);
  const image = {
    asked: inputs.digest,
    rehashed: manifest.digest,
    mediaType: manifest.mediaType,
    children: childrenOf(manifest),
    origin: 'prebuilt' as const,
    build: { inputs: { digest: inputs.digest }, startedAt: null, finishedAt: null },
  };
  const evidence = await collectForPublish(ports, loaded, job.run, image, { folder: inputs.runs });
  const decided = await decideBundle(ports, loaded, evidence.bundle);
  const { decision } = decided;
  if (decision.verdict === 'deny') return attestAnswer(decided, 'Nothing was signed.', 0);
  const signer = await openSigner(ports, loaded, job.service, 'build', credentials);
  const statements = statementsOf(loaded, job, evidence, decided, ports.clock.now());
  const tag = imageTag(job.run.commit, inputs.digest);
  const before = await findSigned(ports, loaded, job, registry, inputs.digest);
  const signed = await signStatements(ports, signer, statements, before);
  await registry.rehearse(inputs.digest, tag, bundleType);
  await registry.tag(inputs.digest, tag);
  await attachStatements(ports, registry, inputs.digest, signed);
  return attestAnswer(
    decided,
    `Signed and attached ${counted(signed.length, 'statement')} to ${registry.repository}@${inputs.digest}.`,
    signed.length,
  );
}

function attestAnswer(decided: Decided, sentence: string, count: number) {
  const { decision } = decided;
  return {
    outputs: { verdict: decision.verdict, 'decision-sha256': decided.sha256, statements: String(count) },
    denied: decision.verdict === 'deny',
    text: [...renderDecision(decision), sentence].join('\n'),
    summary: `${renderDecisionMarkdown(decision)}\n\n${sentence}`,
    json: { decision, decision_sha256: decided.sha256, statements: count },
  };
}

/** Provenance of what this run built; of what was handed in only that it was accepted, for nobody here saw it being built. */
function originStatement(
  loaded: LoadedConfig,
  { run, claims }: Job,
  { bundle, build }: PublishEvidence,
  subject: Subject,
  now: EpochSeconds,
): PreparedStatement {
  const { inputs, startedAt, finishedAt } = build;
  const facts = { run, claims, server: loaded.config.github.server, inputs };
  if (bundle.artifact.origin !== 'build')
    return { predicateType: predicateTypes.acceptance, bytes: acceptanceStatement(subject, facts, now) };
  const bytes = provenanceStatement(subject, { ...facts, startedAt, finishedAt });
  return { predicateType: predicateTypes.provenance, bytes };
}
