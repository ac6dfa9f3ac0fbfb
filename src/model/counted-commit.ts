// Which source commit an image counts as, and what must be signed for it: the rule of policies/gate/signatures.rego,
// for code that runs without a policy (collecting, verify, audit). The same bytes may be built and signed from several
// commits: the last complete one counts, and statements for another do not.
import type { SignatureFact } from './decision.ts';
import type { ScanSummary } from './finding.ts';
import type { Signer } from './identity.ts';
import { buildStatements } from './statement.ts';

/**
 * A signed statement by an expected signer: the part it provides, for which commit ('' when it names none), and when it
 * was signed.
 */
export type SignedPart = { part: string; commit: string; signedAt: number };

type Scan = { kind: string; tool: string };
type Statement = { predicateType: string; scan: Scan | null; signer: Signer | null; provenanceCommit: string };

/** What every deployed image must carry: SBOM, provenance, the build's decision, and each scan that the policy requires, by kind and tool. */
export function requiredParts(
  scans: Readonly<Record<string, { none: string } | { tools: readonly string[] }>>,
): string[] {
  const scanned = Object.entries(scans).flatMap(([kind, requirement]) =>
    'tools' in requirement ? requirement.tools.map((tool) => scanPart({ kind, tool })) : [],
  );
  return [...scanned, 'sbom', 'provenance', 'decision'];
}

/**
 * The parts that a statement provides; none for a foreign predicate type, or for provenance that contradicts its
 * certificate.
 */
export function signedParts({ predicateType, scan, signer, provenanceCommit }: Statement): SignedPart[] {
  const name = Object.entries(buildStatements).find(([, types]) => types.some((type) => type === predicateType))?.[0];
  if (name === undefined || signer === null || (name === 'scan' && scan === null)) return [];
  const part = name === 'scan' && scan ? scanPart(scan) : name;
  // Of what a key signs, only provenance names a commit.
  const commit = signer.type === 'certificate' ? signer.source_commit : part === 'provenance' ? provenanceCommit : '';
  if (part === 'provenance' && (commit === '' || commit !== provenanceCommit)) return [];
  return [{ part, commit, signedAt: signer.signed_at }];
}

/** The parts that a fact of a decision's input provides, given the scans beside it. */
export function factParts(fact: SignatureFact, scans: readonly ScanSummary[]): SignedPart[] {
  const { predicate_type: predicateType, signer, provenance_commit: provenanceCommit, scan_index } = fact;
  return signedParts({ predicateType, signer, provenanceCommit, scan: scans[scan_index ?? -1] ?? null });
}

function scanPart({ kind, tool }: Scan): string {
  return `${kind} scan by ${tool}`;
}

/** The required parts that are not signed for a commit. */
export function missingParts(parts: readonly SignedPart[], required: readonly string[], commit: string): string[] {
  const there = new Set(parts.filter((one) => one.commit === commit || one.commit === '').map(({ part }) => part));
  return required.filter((part) => !there.has(part));
}

/** Commits that provenance names, the one signed last first. */
export function provenCommits(parts: readonly SignedPart[]): string[] {
  const proven = parts.filter(({ part }) => part === 'provenance').toSorted((a, b) => b.signedAt - a.signedAt);
  return [...new Set(proven.map(({ commit }) => commit))];
}

/** The commit with all required statements whose provenance was signed last; '' when there is none, or on a tie. */
export function countedCommit(parts: readonly SignedPart[], required: readonly string[]): string {
  const whole = provenCommits(parts).filter((commit) => missingParts(parts, required, commit).length === 0);
  const lastOf = (of: string | undefined) =>
    Math.max(
      ...parts.flatMap(({ part, commit, signedAt }) => (part === 'provenance' && commit === of ? [signedAt] : [])),
    );
  const [first = '', second] = whole;
  return second !== undefined && lastOf(second) === lastOf(first) ? '' : first;
}
