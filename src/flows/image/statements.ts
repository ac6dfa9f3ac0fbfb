// Signs what the gate saw, for one digest, and attaches it where everyone who has the image can find it.
import { isSignedBy, type PreparedStatement } from '../../attest/image-statements.ts';
import { sha256Hex } from '../../base/digest.ts';
import { counted } from '../../base/text.ts';
import type { Digest } from '../../model/ids.ts';
import type { BundleSigner, Ports, Registry } from '../../model/ports.ts';
import { bundleType, predicateAnnotation } from '../../model/statement.ts';
import type { Session } from '../session/session.ts';

/** A signed statement, not yet attached. */
export type SignedStatement = { predicateType: string; bundle: Uint8Array };

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
  const own = signatures.filter(({ counts, fact }) => counts && isSignedBy(fact.signer, session.job.run));
  return new Map(own.map(({ fact, bytes }) => [fact.statement_sha256 ?? '', bytes]));
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
