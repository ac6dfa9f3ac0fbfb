// Sorts the bundles attached to an image into those that count and those that do not. A decoy is listed and ignored: it
// can neither pass for evidence nor block a deploy.
import { identityProblems } from '../attest/identity.ts';
import { type PredicateContent, subjectProblems } from '../attest/subject.ts';
import type { TrustMaterial } from '../attest/trust.ts';
import { type VerifiedBundle, verifyBundle } from '../attest/verify.ts';
import { sha256Hex } from '../base/digest.ts';
import { printable } from '../base/text.ts';
import { countedCommit, factParts, provenCommits } from '../model/counted-commit.ts';
import type { IgnoredReferrers, ImageOrigin, SignatureFact } from '../model/decision.ts';
import type { SbomReference, ScanSummary } from '../model/finding.ts';
import type { IdentityPolicy } from '../model/identity.ts';
import { type Digest, Sha256 } from '../model/ids.ts';

/** The content of a statement; of an SBOM its reference. */
export type StatementContent = Exclude<PredicateContent, { type: 'sbom' }> | { type: 'sbom'; reference: SbomReference };

const nothing = new Uint8Array();
const mostSubjects = 5;
const longestProblem = 1000;

/** The most uncounted bundles whose facts are kept; beyond it only their number is. */
const mostUncounted = 32;

/**
 * A referrer's bundle: its bytes only when it counts, the result of verification, and whether an expected signer made
 * it; the policy decides the latter again.
 */
export type CollectedSignature = { bytes: Uint8Array; fact: SignatureFact; counts: boolean };

/** Everything that was found, and what of it was made by the build contract for exactly this digest. */
export type SignedEvidence = {
  signatures: CollectedSignature[];
  /** Referrers of which only their number and the reason is known; null when there are none. */
  ignored: IgnoredReferrers | null;
  scans: ScanSummary[];
  /** That of the source commit, or where it has none any. */
  sbom: SbomReference | null;
  /** Source commit that the policy will choose, or where none is whole that of the last provenance, with its origin; '' and unknown without one. */
  source: { commit: string; origin: ImageOrigin };
};

/** What is found while collecting; which SBOM and which provenance count is only known at the end. */
export type Collecting = {
  signatures: CollectedSignature[];
  scans: ScanSummary[];
  sboms: { commit: string; reference: SbomReference }[];
  sources: { commit: string; origin: ImageOrigin; signedAt: number }[];
};

/** Nothing found yet. */
export function beginCollecting(): Collecting {
  return { signatures: [], scans: [], sboms: [], sources: [] };
}

/** What a bundle is held against. */
export type Judge = {
  trust: TrustMaterial;
  policy: IdentityPolicy;
  pinned: Sha256 | undefined;
  digest: Digest;
  readContent(verified: VerifiedBundle): StatementContent;
};

/** Verifies one bundle and takes what it says where an expected signer made it; the policy judges the signer again. */
export function addSignature(evidence: Collecting, bytes: Uint8Array, judge: Judge): void {
  const { trust, policy, pinned, digest } = judge;
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
  const judged =
    problems.length === 0 ? { ...fact, ...useContent(evidence, verified, judge.readContent(verified)) } : fact;
  const counts = judged.verified && judged.problem === '';
  evidence.signatures.push({ bytes: counts ? bytes : nothing, fact: judged, counts });
}

/** Takes the content of a statement of an expected signer; the policy judges the signer again. `scan_index` ties it to its summary. */
function useContent(evidence: Collecting, verified: VerifiedBundle, content: StatementContent): Partial<SignatureFact> {
  switch (content.type) {
    case 'scan':
      return { service: content.service, scan_index: evidence.scans.push(content.summary) - 1 };
    case 'sbom':
      evidence.sboms.push({
        commit: verified.signer.type === 'certificate' ? verified.signer.source_commit : '',
        reference: content.reference,
      });
      return {};
    case 'provenance': {
      const { commit, origin, repositoryId, service } = content;
      evidence.sources.push({ commit, origin, signedAt: verified.signer.signed_at });
      return { service, provenance_commit: commit, provenance_repository_id: repositoryId };
    }
    case 'decision':
      return content.decision.verdict === 'allow'
        ? { service: content.decision.service }
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
    service: '',
    subject_digests: [],
    signer: null,
    scan_index: null,
    provenance_commit: '',
    provenance_repository_id: '',
  };
}

/** Ends collecting: chooses source and SBOM by what is required of an image, and drops most of what does not count. */
export function chooseEvidence(
  evidence: Collecting,
  required: readonly string[],
  ignored: IgnoredReferrers,
): SignedEvidence {
  return dropUncounted(evidence, chooseSource(evidence, required), ignored);
}

function chooseSource(evidence: Collecting, required: readonly string[]): Pick<SignedEvidence, 'source' | 'sbom'> {
  const parts = evidence.signatures.flatMap(({ fact, counts }) => (counts ? factParts(fact, evidence.scans) : []));
  const commit = countedCommit(parts, required) || (provenCommits(parts)[0] ?? '');
  const sources = evidence.sources.toSorted((a, b) => b.signedAt - a.signedAt);
  const { origin = 'unknown' } = sources.find((one) => one.commit === commit) ?? {};
  const sbom = evidence.sboms.find((one) => one.commit === commit) ?? evidence.sboms[0];
  return { source: { commit, origin }, sbom: sbom?.reference ?? null };
}

/**
 * Keeps every bundle that counts and a few of the others, and reports their number, which anyone who may push can
 * inflate.
 */
function dropUncounted(
  evidence: Collecting,
  chosen: Pick<SignedEvidence, 'source' | 'sbom'>,
  unread: IgnoredReferrers,
): SignedEvidence {
  let uncounted = 0;
  const signatures = evidence.signatures.filter(({ counts }) => {
    if (!counts) uncounted += 1;
    return counts || uncounted <= mostUncounted;
  });
  const dropped = Math.max(0, uncounted - mostUncounted);
  const reasons = [
    ...unread.reasons,
    ...(dropped > 0 ? [{ reason: 'it is a bundle that does not count', count: dropped }] : []),
  ];
  const ignored = { count: unread.count + dropped, complete: unread.complete, reasons };
  const kept = ignored.count > 0 || !ignored.complete ? ignored : null;
  return { ...chosen, signatures, scans: evidence.scans, ignored: kept };
}
