// Whether a proven signer is one we expect. Every comparison is of whole strings, without prefixes or letter cases, and without
// patterns but those of a service's tags (threats B4, B12, B13).
import { named } from '../base/text.ts';
import type { IdentityPolicy, Signer } from '../model/identity.ts';
import type { Sha256 } from '../model/ids.ts';
import { acceptsRef } from '../model/source-refs.ts';

type CertificateSigner = Extract<Signer, { type: 'certificate' }>;
type Comparison = { field: string; expected: readonly string[]; got: string };

/**
 * What is wrong with a signer, one sentence per field with what was expected and found; empty means it is the expected one. A key
 * has no identity: it counts only when it is exactly `key`, the SPKI digest pinned for this service and part.
 */
export function identityProblems(signer: Signer, policy: IdentityPolicy, key?: Sha256): string[] {
  const comparisons = signer.type === 'key' ? [compareKey(signer.spki_sha256, key)] : compare(signer, policy);
  return comparisons.filter((one) => !isMet(one)).map(describe);
}

/** A source ref may fit a pattern; everything else is equal or foreign. */
function isMet({ field, expected, got }: Comparison): boolean {
  return field === 'source_ref' ? acceptsRef(expected, got) : expected.includes(got);
}

function compareKey(got: Sha256, key: Sha256 | undefined): Comparison {
  return { field: 'spki_sha256', expected: key === undefined ? [] : [key], got };
}

function compare(signer: CertificateSigner, policy: IdentityPolicy): Comparison[] {
  const only = (value: string | undefined) => (value === undefined ? undefined : [value]);
  const pairs: [field: keyof CertificateSigner, expected: readonly string[] | undefined][] = [
    ['san', policy.sans],
    ['build_signer_digest', contractCommits(signer, policy)],
    ['issuer', [policy.issuer]],
    ['source_repository_id', [policy.source_repository_id]],
    ['source_ref', policy.source_refs],
    ['source_commit', only(policy.source_commit)],
    ['environment', only(policy.environment)],
    ['runner_environment', only(policy.runner_environment)],
  ];
  return pairs.flatMap(([field, expected]) => (expected ? [{ field, expected, got: String(signer[field]) }] : []));
}

/** The commit that the signer's own contract must be at; none where its SAN is not listed with one. */
function contractCommits(signer: CertificateSigner, policy: IdentityPolicy): string[] {
  const listed = policy.contract_commits[signer.san];
  const commit = listed === 'source-commit' ? signer.source_commit : listed;
  return commit ? [commit] : [];
}

function describe({ field, expected, got }: Comparison): string {
  const wanted = expected.length === 0 ? 'a listed value, of which there is none' : expected.join(' or ');
  // A certificate may say anything about its owner; the digest of a key is ours.
  const shown = field === 'spki_sha256' ? got : named(got);
  return `${field}: expected ${wanted}, got ${got === '' ? 'nothing' : shown}`;
}
