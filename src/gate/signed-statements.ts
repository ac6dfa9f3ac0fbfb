// Which of the statements on an image count, as an auditor asks before any deploy: made by the right contract for the right source, and
// together all that the gate requires, of one commit.
import { identityProblems } from '../attest/identity.ts';
import { counted, named, quoted } from '../base/text.ts';
import { countedCommit, factParts, missingParts, provenCommits, type SignedPart } from '../model/counted-commit.ts';
import type { IgnoredReferrers, SignatureFact } from '../model/decision.ts';
import type { ScanSummary } from '../model/finding.ts';
import type { IdentityPolicy } from '../model/identity.ts';
import type { Commit, RepositoryId, ServiceName, Sha256 } from '../model/ids.ts';
import { predicateTypes } from '../model/statement.ts';
import { ignoredText } from './ignored-referrers.ts';

/** What a statement is held against; `commit` narrows it to one source commit. */
export type ExpectedStatements = {
  policy: IdentityPolicy;
  pinned: Sha256 | undefined;
  required: readonly string[];
  repositoryId: RepositoryId;
  service: ServiceName;
  commit: Commit | undefined;
};

/** Each statement with why it does not count, '' where it does; how many do; and what no commit has, empty unless denied. */
export type JudgedStatements = {
  statements: { fact: SignatureFact; problem: string }[];
  counting: number;
  missing: string[];
  denied: boolean;
};

/** Judges all statements together: what counts has to be of one commit. */
export function judgeStatements(
  { facts, scans }: { facts: readonly SignatureFact[]; scans: readonly ScanSummary[] },
  expected: ExpectedStatements,
): JudgedStatements {
  const judged = facts.map((fact) => ({ fact, problem: problemOf(fact, expected) }));
  const parts = judged.flatMap(({ fact, problem }) => (problem === '' ? factParts(fact, scans) : []));
  const commit = countedCommit(parts, expected.required);
  const statements = judged.map(({ fact, problem }) => ({
    fact,
    problem: problem || (commit === '' ? '' : otherCommit(factParts(fact, scans), commit)),
  }));
  const counting = statements.filter(({ problem }) => problem === '').length;
  const missing = commit === '' ? lacking(parts, expected.required) : [];
  return { statements, counting, missing, denied: commit === '' };
}

/** The answer for people; `place` is `repository@digest`. */
export function renderStatements(
  place: string,
  { statements, counting, missing }: JudgedStatements,
  ignored: IgnoredReferrers | null,
): string {
  const good = statements.filter(({ problem }) => problem === '');
  const others = statements.filter(({ problem }) => problem !== '');
  return [
    `${place}: ${counted(counting, 'signed statement')} of this service count, ${counted(others.length, 'other')} do not.`,
    ...good.map(({ fact }) => `  counts: ${nameOf(fact)} by ${signerOf(fact)}`),
    ...others.map(
      ({ fact, problem }) =>
        `  does not count: ${nameOf(fact)} (bundle ${fact.bundle_sha256.slice(0, 12)}): ${problem}`,
    ),
    ...(ignored ? [`  ${ignoredText(ignored)}`] : []),
    ...missing.map(
      (part) => `  missing: ${part}; expected one made by build-sign.yml. Build and publish this commit again.`,
    ),
  ].join('\n');
}

/**
 * The statements that no commit has: those missing for the commit whose provenance was signed last, or without
 * provenance those missing altogether. Never empty.
 */
function lacking(parts: readonly SignedPart[], required: readonly string[]): string[] {
  const [last = ''] = provenCommits(parts);
  const there = new Set(parts.map(({ part }) => part));
  const missing = last === '' ? required.filter((part) => !there.has(part)) : missingParts(parts, required, last);
  if (missing.length > 0) return missing.map((part) => (last === '' ? part : `${part} of commit ${last}`));
  return ['one commit, for several were signed as a whole in the same second'];
}

function otherCommit(parts: readonly SignedPart[], commit: string): string {
  const other = parts.find((part) => part.commit !== '' && part.commit !== commit);
  return other
    ? `it is of commit ${other.commit}; the image counts as of commit ${commit}, signed last as a whole`
    : '';
}

/** Why a statement does not count, '' when it does. A key names no source, so the provenance it signed has to. */
function problemOf(fact: SignatureFact, { policy, pinned, repositoryId, service, commit }: ExpectedStatements): string {
  if (fact.problem !== '' || fact.signer === null) return fact.problem;
  const hasProvenance = fact.provenance_commit !== '';
  return [
    ...identityProblems(fact.signer, policy, pinned),
    ...(namesService(fact, service)
      ? []
      : [`service: expected ${service}, got ${fact.service === '' ? 'none' : named(fact.service)}`]),
    ...(hasProvenance && commit && fact.provenance_commit !== commit
      ? [`provenance: expected commit ${commit}, got ${named(fact.provenance_commit)}`]
      : []),
    ...(hasProvenance && fact.provenance_repository_id !== repositoryId
      ? [
          `provenance: expected repository id ${repositoryId}, got ${fact.provenance_repository_id === '' ? 'none' : named(fact.provenance_repository_id)}`,
        ]
      : []),
  ].join('; ');
}

/** An SBOM's format has no place for a service; its statement is of the digest alone. */
function namesService({ predicate_type, service }: SignatureFact, expected: ServiceName): boolean {
  return service === expected || predicate_type === predicateTypes.cyclonedx || predicate_type === predicateTypes.spdx;
}

function nameOf(fact: SignatureFact): string {
  const known = Object.entries(predicateTypes).find(([, type]) => type === fact.predicate_type);
  return known ? known[0] : fact.predicate_type === '' ? 'unreadable bundle' : quoted(fact.predicate_type);
}

function signerOf(fact: SignatureFact): string {
  if (fact.signer?.type === 'certificate')
    return `${fact.signer.san} for commit ${fact.signer.source_commit.slice(0, 12)}`;
  return `key ${fact.signer?.spki_sha256.slice(0, 12)}`;
}
