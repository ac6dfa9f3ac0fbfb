// Checks whether a verified statement is about our artifact, and reads its content. The verifying library compares
// neither digest nor predicate type (threats B1, B2), so this is where a genuine signature over something else is
// refused.
import { canonicalText } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { quoted } from '../base/text.ts';
import { readManifestPredicate } from '../formats/evidence-manifest/read.ts';
import type { FormatReading } from '../formats/format.ts';
import { readGateDecision } from '../formats/gate-decision/read.ts';
import { readAcceptance } from '../formats/image-acceptance/read.ts';
import { readProvenance } from '../formats/provenance/read.ts';
import { readScanPredicate } from '../formats/scan-summary/read.ts';
import type { Decision } from '../model/decision.ts';
import type { ManifestPredicate } from '../model/evidence.ts';
import type { ScanSummary } from '../model/finding.ts';
import type { Signer } from '../model/identity.ts';
import { type Digest, Sha256 } from '../model/ids.ts';
import { predicateTypes } from '../model/statement.ts';
import type { VerifiedBundle } from './verify.ts';

/** The origin of an image according to a signed statement; '' for what the statement leaves out. */
export type SignedOrigin = {
  origin: 'build' | 'prebuilt';
  repositoryId: string;
  service: string;
  commit: string;
  invocation: string;
};

/** The content of a statement, by its exact predicate type; `unreadable` for content that we do not accept. */
export type PredicateContent =
  /**
   * `sha256` is the digest of the summary as it was signed, in canonical form, independent of the release that reads
   * it.
   */
  | { type: 'scan'; service: string; summary: ScanSummary; sha256: Sha256 }
  /** The document as it was signed; which image it is about is checked by the SBOM reader. */
  | { type: 'sbom'; format: 'cyclonedx' | 'spdx'; document: unknown }
  | ({ type: 'provenance' } & SignedOrigin)
  | { type: 'decision'; decision: Decision }
  | { type: 'manifest'; predicate: ManifestPredicate }
  | { type: 'unreadable'; problem: string };

/** The reasons why a statement is not of this type about exactly this digest; empty when it is. */
export function subjectProblems(verified: VerifiedBundle, digest: Digest, predicateType: string): string[] {
  const problems: string[] = [];
  const { subjectDigests } = verified;
  if (subjectDigests.length !== 1 || subjectDigests[0] !== digest) {
    problems.push(`subject: expected ${digest} alone, got ${subjectDigests.slice(0, 5).join(', ')}`);
  }
  if (verified.predicateType !== predicateType) {
    problems.push(`predicateType: expected ${predicateType}, got ${quoted(verified.predicateType)}`);
  }
  return problems;
}

/** The predicate in its own schema. An empty, foreign or self-contradicting one is `unreadable` with the reason. */
export function readPredicate(verified: VerifiedBundle): PredicateContent {
  const content = parseContent(verified);
  const other = digestsWithin(content).find((digest) => !verified.subjectDigests.includes(digest));
  return other ? { type: 'unreadable', problem: `the predicate names ${other}, which is not a subject` } : content;
}

function parseContent({ predicateType, statement, signer }: VerifiedBundle): PredicateContent {
  const { predicate } = statement;
  if (predicate === undefined || predicate === null) return unreadable('the statement carries no predicate');
  switch (predicateType) {
    case predicateTypes.scan:
      return readScan(predicate);
    case predicateTypes.cyclonedx:
      return { type: 'sbom', format: 'cyclonedx', document: predicate };
    case predicateTypes.spdx:
      return { type: 'sbom', format: 'spdx', document: predicate };
    case predicateTypes.provenance:
      return provenanceOf(predicate, signer);
    case predicateTypes.acceptance:
      return acceptanceOf(predicate, signer);
    case predicateTypes.decision:
      return contentOf(readGateDecision(predicate), (decision) => ({ type: 'decision', decision }));
    case predicateTypes.manifest:
      return contentOf(readManifestPredicate(predicate), (read) => ({ type: 'manifest', predicate: read }));
    default:
      return unreadable(`${quoted(predicateType)} is not a predicate type that Safeguard reads`);
  }
}

/** Provenance may not name another builder than its signer; a key names nobody, and only the build contract holds it. */
function provenanceOf(predicate: unknown, signer: Signer): PredicateContent {
  const read = readProvenance(predicate);
  if (!read.ok) return misfit(read.problem);
  const { buildDefinition, runDetails } = read.value;
  const other = strangeSigner(runDetails.builder.id, signer);
  if (other) return other;
  return {
    type: 'provenance',
    origin: 'build',
    repositoryId: buildDefinition.internalParameters?.github.repository_id ?? '',
    service: buildDefinition.internalParameters?.safeguard?.service ?? '',
    commit: buildDefinition.resolvedDependencies[0]?.digest['gitCommit'] ?? '',
    invocation: runDetails.metadata?.invocationId ?? '',
  };
}

function acceptanceOf(predicate: unknown, signer: Signer): PredicateContent {
  const read = readAcceptance(predicate);
  if (!read.ok) return misfit(read.problem);
  const { source, accepted_by, origin, service } = read.value;
  const other = strangeSigner(`https://github.com/${accepted_by.contract_ref}`, signer);
  if (other) return other;
  const { repository_id: repositoryId, commit } = source;
  return { type: 'provenance', origin, repositoryId, service, commit, invocation: accepted_by.invocation_id };
}

function strangeSigner(named: string, signer: Signer) {
  if (signer.type === 'key' || signer.san === named) return undefined;
  return unreadable(`the predicate names ${quoted(named)}, but ${quoted(signer.san)} signed it`);
}

function unreadable(problem: string) {
  return { type: 'unreadable' as const, problem };
}

function misfit(problem: string) {
  return unreadable(`the predicate does not fit its type: ${quoted(problem, 300)}`);
}

function contentOf<T>(read: FormatReading<unknown, T>, content: (value: T) => PredicateContent): PredicateContent {
  return read.ok ? content(read.value) : misfit(read.problem);
}

function readScan(predicate: unknown): PredicateContent {
  const read = readScanPredicate(predicate);
  if (!read.ok) return misfit(read.problem);
  const sha256 = Sha256.parse(sha256Hex(canonicalText(read.stored.summary)));
  return { type: 'scan', service: read.stored.service, summary: read.value, sha256 };
}

/** The artifact digests that the predicate itself names. */
function digestsWithin(content: PredicateContent): Digest[] {
  switch (content.type) {
    case 'scan': {
      const { target } = content.summary;
      return target.type === 'image' ? [target.digest] : [];
    }
    case 'decision':
      return [content.decision.digest];
    default:
      return [];
  }
}
