// Signs what the gate saw, for one digest, and attaches it where everyone who has the image can find it.
import {
  acceptanceStatement,
  decisionStatement,
  provenanceStatement,
  sbomStatement,
  scanStatement,
} from '../../attest/statement.ts';
import { sha256Hex } from '../../base/digest.ts';
import { counted } from '../../base/text.ts';
import type { Decision, SignatureFact } from '../../model/decision.ts';
import type { Commit, Digest, EpochSeconds } from '../../model/ids.ts';
import type { BundleSigner, Ports, Registry } from '../../model/ports.ts';
import { predicateTypes, type Subject } from '../../model/statement.ts';
import type { PublishEvidence } from '../collect/for-publish.ts';
import type { Job, Session } from '../session/session.ts';
import { bundleType, predicateAnnotation } from './bundle-referrers.ts';

/** A statement's exact bytes with its predicate type. */
export type PreparedStatement = { predicateType: string; bytes: Uint8Array };

/** A signed statement, not yet attached. */
export type SignedStatement = { predicateType: string; bundle: Uint8Array };

/** The statements about one image: a scan summary each, the SBOM itself, how the image came to be, the decision. */
export function statementsOf(
  session: Session,
  evidence: PublishEvidence,
  decision: Decision,
  now: EpochSeconds,
): PreparedStatement[] {
  const subject = { name: session.service.registry.repository, digest: decision.digest };
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
    originStatement(session, evidence, subject, now),
    { predicateType: predicateTypes.decision, bytes: decisionStatement(subject, decision) },
  ];
}

/** Bundles by the SHA-256 of the statement in them. */
export type SignedBefore = ReadonlyMap<string, Uint8Array>;

/**
 * What hangs on the image already and is as good as what this job would sign: it counts, and this contract, at this commit, signed it
 * for this source, or the pinned key did. Empty for an image that is not there yet.
 */
export async function findSigned(session: Session, registry: Registry, digest: Digest): Promise<SignedBefore> {
  if (!(await registry.hasManifest(digest))) return new Map();
  // Loaded here, so that a first publication starts without the code that verifies signatures.
  const [{ collectSignatures }, { openServiceTrust }] = await Promise.all([
    import('../collect/signatures.ts'),
    import('../session/trust-roots.ts'),
  ]);
  const trust = await openServiceTrust(session);
  const { signatures } = await collectSignatures(session, { registry, trust }, { digest });
  const own = signatures.filter(({ counts, fact }) => counts && isOfJob(fact, session.job));
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

/** Provenance of what this run built; of what was handed in only that it was accepted, for nobody here saw it being built. */
function originStatement(
  { loaded, job: { run, claims } }: Session,
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
