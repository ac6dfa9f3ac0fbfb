// Reads what hangs on an image in the registry and keeps apart what counts from what does not. A decoy is listed and ignored:
// it can neither pass for evidence nor block a deploy.
import { identityProblems } from '../../attest/identity.ts';
import { subjectProblems } from '../../attest/subject.ts';
import type { TrustMaterial } from '../../attest/trust.ts';
import { type VerifiedBundle, verifyBundle } from '../../attest/verify.ts';
import { sha256Hex } from '../../base/digest.ts';
import { printable } from '../../base/text.ts';
import { mergedSettings } from '../../config/effective.ts';
import { buildSigners } from '../../config/identity-policy.ts';
import { countedCommit, factParts, provenCommits, requiredParts } from '../../model/counted-commit.ts';
import type { IgnoredReferrers, ImageOrigin, SignatureFact } from '../../model/decision.ts';
import type { SbomReference, ScanSummary } from '../../model/finding.ts';
import type { IdentityPolicy } from '../../model/identity.ts';
import { type Digest, Sha256 } from '../../model/ids.ts';
import type { Registry } from '../../model/ports.ts';
import { bundleLimit, predicateTypes } from '../../model/statement.ts';
import { bundleType, predicateAnnotation } from '../image/bundle-referrers.ts';
import type { Job, ServiceSession } from '../session/session.ts';
import { readContent } from './statement-content.ts';

const nothing = new Uint8Array();
const mostSubjects = 5;
const longestProblem = 1000;

/** Most facts that are kept of bundles that count for nothing; of more there is only the number. */
const mostStrangers = 32;

/** A referrer's bundle, its bytes only where it counts, what verification said, and whether an expected signer made it; the policy decides that again. */
export type CollectedSignature = { bytes: Uint8Array; fact: SignatureFact; counts: boolean };

/** Everything that was found, and what of it was made by the build contract for exactly this digest. */
export type SignedEvidence = {
  signatures: CollectedSignature[];
  /** Referrers of which nothing is known but their number and why; null without any. */
  ignored: IgnoredReferrers | null;
  scans: ScanSummary[];
  /** That of the source commit, or where it has none any. */
  sbom: SbomReference | null;
  /** Source commit that the policy will choose, or where none is whole that of the last provenance, with its origin; '' and unknown without one. */
  source: { commit: string; origin: ImageOrigin };
};

/** What is found while collecting; which SBOM and which provenance count is only known at the end. */
type Collecting = {
  signatures: CollectedSignature[];
  scans: ScanSummary[];
  sboms: { commit: string; reference: SbomReference }[];
  sources: { commit: string; origin: ImageOrigin; signedAt: number }[];
};

/** Where bundles are looked for, and what they are verified against. */
type Sources = { registry: Registry; trust: TrustMaterial };

/** Whose statements count; without a job no release is the running one. */
type Expected = Pick<ServiceSession, 'loaded' | 'service'> & { job?: Pick<Job, 'running'> };

/** Fetches and verifies every Sigstore bundle that refers to the digest; `first` are referrers to look at before all others. */
export async function collectSignatures(
  { loaded, service, job }: Expected,
  { registry, trust }: Sources,
  { digest, first = [] }: { digest: Digest; first?: readonly Digest[] },
): Promise<SignedEvidence> {
  const policy = buildSigners(loaded.config, service, job?.running ?? null);
  const judge = { trust, policy, pinned: service.keys?.build['spki-sha256'], digest };
  const evidence: Collecting = { signatures: [], scans: [], sboms: [], sources: [] };
  const types = new Set<string>(Object.values(predicateTypes));
  const wanted = {
    mediaType: bundleType,
    limit: bundleLimit,
    likely: (annotations: Readonly<Record<string, string>>) => types.has(annotations[predicateAnnotation] ?? ''),
    first,
  };
  const ignored = await registry.referrers(digest, wanted, ({ bytes }) => addSignature(evidence, bytes, judge));
  const { scans } = mergedSettings(loaded.config, service);
  return dropStrangers(evidence, chooseSource(evidence, requiredParts(scans)), ignored);
}

function chooseSource(evidence: Collecting, required: readonly string[]): Pick<SignedEvidence, 'source' | 'sbom'> {
  const parts = evidence.signatures.flatMap(({ fact, counts }) => (counts ? factParts(fact, evidence.scans) : []));
  const commit = countedCommit(parts, required) || (provenCommits(parts)[0] ?? '');
  const sources = evidence.sources.toSorted((a, b) => b.signedAt - a.signedAt);
  const { origin = 'unknown' } = sources.find((one) => one.commit === commit) ?? {};
  const sbom = evidence.sboms.find((one) => one.commit === commit) ?? evidence.sboms[0];
  return { source: { commit, origin }, sbom: sbom?.reference ?? null };
}

/** Keeps everything that counts and a few of the rest, and says how many there were: whoever may push decides about that number. */
function dropStrangers(
  evidence: Collecting,
  chosen: Pick<SignedEvidence, 'source' | 'sbom'>,
  unread: IgnoredReferrers,
): SignedEvidence {
  let strangers = 0;
  const signatures = evidence.signatures.filter(({ counts }) => {
    if (!counts) strangers += 1;
    return counts || strangers <= mostStrangers;
  });
  const dropped = Math.max(0, strangers - mostStrangers);
  const reasons = [
    ...unread.reasons,
    ...(dropped > 0 ? [{ reason: 'it is a bundle that does not count', count: dropped }] : []),
  ];
  const ignored = { count: unread.count + dropped, complete: unread.complete, reasons };
  const kept = ignored.count > 0 || !ignored.complete ? ignored : null;
  return { ...chosen, signatures, scans: evidence.scans, ignored: kept };
}

/** What a bundle is held against. */
type Judge = { trust: TrustMaterial; policy: IdentityPolicy; pinned: Sha256 | undefined; digest: Digest };

function addSignature(evidence: Collecting, bytes: Uint8Array, { trust, policy, pinned, digest }: Judge): void {
  const verified = verifyBundle(bytes, trust);
  const bundleSha = Sha256.parse(sha256Hex(bytes));
  if (!verified.verified) {
    evidence.signatures.push({
      bytes: nothing,
      counts: false,
      fact: { ...emptyFact(bundleSha), problem: `${verified.code}: ${verified.problem}` },
    });
    return;
  }
  const problems = [
    ...subjectProblems(verified, digest, verified.predicateType),
    ...identityProblems(verified.signer, policy, pinned),
  ];
  const fact: SignatureFact = {
    ...emptyFact(bundleSha),
    verified: true,
    problem: printable(problems.join('; '), longestProblem),
    predicate_type: verified.predicateType,
    statement_sha256: Sha256.parse(sha256Hex(verified.statementBytes)),
    // One more than one is as wrong as thousands.
    subject_digests: verified.subjectDigests.slice(0, mostSubjects),
    signer: verified.signer,
  };
  const judged = problems.length === 0 ? { ...fact, ...useContent(evidence, verified) } : fact;
  const counts = judged.verified && judged.problem === '';
  evidence.signatures.push({ bytes: counts ? bytes : nothing, fact: judged, counts });
}

/** Takes the content of a statement of an expected signer; the policy judges the signer again. `scan_index` ties it to its summary. */
function useContent(evidence: Collecting, verified: VerifiedBundle): Partial<SignatureFact> {
  const content = readContent(verified);
  switch (content.type) {
    case 'scan':
      return { scan_index: evidence.scans.push(content.summary) - 1 };
    case 'sbom':
      evidence.sboms.push({
        commit: verified.signer.type === 'certificate' ? verified.signer.source_commit : '',
        reference: content.reference,
      });
      return {};
    case 'provenance': {
      const { commit, origin, repositoryId } = content;
      evidence.sources.push({ commit, origin, signedAt: verified.signer.signed_at });
      return { provenance_commit: commit, provenance_repository_id: repositoryId };
    }
    case 'decision':
      return content.decision.verdict === 'allow'
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
