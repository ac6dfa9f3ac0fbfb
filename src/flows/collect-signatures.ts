// Reads what hangs on an image in the registry and keeps apart what counts from what does not. A decoy is listed and ignored:
// it can neither pass for evidence nor block a deploy.
import { identityProblems } from '../attest/identity.ts';
import { subjectProblems } from '../attest/subject.ts';
import type { TrustMaterial } from '../attest/trust.ts';
import { type VerifiedBundle, verifyBundle } from '../attest/verify.ts';
import { sha256Hex } from '../base/digest.ts';
import { buildSigners } from '../config/identity-policy.ts';
import type { LoadedConfig, Service } from '../model/config.ts';
import type { ImageOrigin, SignatureFact } from '../model/decision.ts';
import type { SbomReference, ScanSummary } from '../model/finding.ts';
import type { RunningRelease } from '../model/identity.ts';
import { type Digest, Sha256 } from '../model/ids.ts';
import type { Registry } from '../model/ports.ts';
import { bundleLimit } from '../model/statement.ts';
import { readContent } from './statement-content.ts';

const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** A referrer with its bytes, what verification said, and whether an expected signer made it; the policy decides that again. */
export type CollectedSignature = { bytes: Uint8Array; fact: SignatureFact; counts: boolean };

/** Everything that was found, and what of it was made by the build contract for exactly this digest. */
export type SignedEvidence = {
  signatures: CollectedSignature[];
  scans: ScanSummary[];
  sbom: SbomReference | null;
  /** Source commit and origin of the provenance that was signed last, as the policy chooses it; '' and unknown without one. */
  source: { commit: string; origin: ImageOrigin; signedAt: number };
};

/** Fetches and verifies every Sigstore bundle that refers to the digest. */
export async function collectSignatures(
  registry: Registry,
  trust: TrustMaterial,
  loaded: LoadedConfig,
  signers: { service: Service; running: RunningRelease },
  digest: Digest,
): Promise<SignedEvidence> {
  const referrers = await registry.referrers(digest);
  const layers = referrers.flatMap((referrer) => referrer.layers.filter((layer) => layer.mediaType === bundleType));
  const evidence: SignedEvidence = {
    signatures: [],
    scans: [],
    sbom: null,
    source: { commit: '', origin: 'unknown', signedAt: -1 },
  };
  for (const layer of layers) {
    const bytes = await registry.blob(layer.digest, bundleLimit);
    addSignature(evidence, bytes, trust, loaded, signers, digest);
  }
  return evidence;
}

function addSignature(
  evidence: SignedEvidence,
  bytes: Uint8Array,
  trust: TrustMaterial,
  loaded: LoadedConfig,
  { service, running }: { service: Service; running: RunningRelease },
  digest: Digest,
): void {
  const verified = verifyBundle(bytes, trust);
  const bundleSha = Sha256.parse(sha256Hex(bytes));
  if (!verified.verified) {
    evidence.signatures.push({
      bytes,
      counts: false,
      fact: { ...emptyFact(bundleSha), problem: `${verified.code}: ${verified.problem}` },
    });
    return;
  }
  const policy = buildSigners(loaded.config, service, running);
  const problems = [
    ...subjectProblems(verified, digest, verified.predicateType),
    ...identityProblems(verified.signer, policy, service.keys?.build['spki-sha256']),
  ];
  const fact: SignatureFact = {
    ...emptyFact(bundleSha),
    verified: true,
    problem: problems.join('; '),
    predicate_type: verified.predicateType,
    statement_sha256: Sha256.parse(sha256Hex(verified.statementBytes)),
    subject_digests: verified.subjectDigests,
    signer: verified.signer,
  };
  const judged = problems.length === 0 ? { ...fact, ...useContent(evidence, verified) } : fact;
  evidence.signatures.push({ bytes, fact: judged, counts: judged.verified && judged.problem === '' });
}

/** Takes the content of a statement of an expected signer; the policy judges the signer again. `scan_index` ties it to its summary. */
function useContent(evidence: SignedEvidence, verified: VerifiedBundle): Partial<SignatureFact> {
  const content = readContent(verified);
  switch (content.type) {
    case 'scan':
      return { scan_index: evidence.scans.push(content.predicate.summary) - 1 };
    case 'sbom':
      evidence.sbom ??= content.reference;
      return {};
    case 'provenance': {
      const { commit, origin, repositoryId } = content;
      const later = verified.signer.signed_at > evidence.source.signedAt;
      if (later) evidence.source = { commit, origin, signedAt: verified.signer.signed_at };
      return { provenance_commit: commit, provenance_repository_id: repositoryId };
    }
    case 'decision':
      return content.predicate.decision.verdict === 'allow'
        ? {}
        : { verified: false, problem: 'the signed decision is not an allow' };
    case 'unreadable':
      return { verified: false, problem: content.problem };
    default:
      return {};
  }
}

function emptyFact(bundleSha: Sha256): SignatureFact {
  return {
    bundle_sha256: bundleSha,
    verified: false,
    problem: '',
    predicate_type: '',
    statement_sha256: null,
    subject_digests: [],
    signer: null,
    scan_index: null,
    provenance_commit: '',
    provenance_repository_id: '',
  };
}
