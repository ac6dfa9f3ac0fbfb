// Whether a verified statement speaks of our artifact, and what it says. The verifying library compares neither digest nor predicate
// type (THREATS B1, B2), so a genuine signature over something else must end here.
import * as z from 'zod';
import { printable } from '../base/text.ts';
import type { Digest } from '../model/ids.ts';
import {
  DecisionPredicate,
  ManifestPredicate,
  ProvenancePredicate,
  predicateTypes,
  SbomPredicate,
  ScanPredicate,
} from '../model/statement.ts';
import type { VerifiedBundle } from './verify.ts';

/** What a statement says, by its exact predicate type; `unreadable` is one that says nothing we accept. */
export type PredicateContent =
  | { type: 'scan'; predicate: z.infer<typeof ScanPredicate> }
  | { type: 'sbom'; predicate: z.infer<typeof SbomPredicate> }
  | { type: 'provenance'; predicate: z.infer<typeof ProvenancePredicate> }
  | { type: 'decision'; predicate: z.infer<typeof DecisionPredicate> }
  | { type: 'manifest'; predicate: ManifestPredicate }
  | { type: 'unreadable'; problem: string };

/** What keeps a statement from being one of this type about exactly this digest and nothing else; empty means it is. */
export function subjectProblems(verified: VerifiedBundle, digest: Digest, predicateType: string): string[] {
  const problems: string[] = [];
  const { subjectDigests } = verified;
  if (subjectDigests.length !== 1 || subjectDigests[0] !== digest) {
    problems.push(`subject: expected ${digest} alone, got ${subjectDigests.slice(0, 5).join(', ')}`);
  }
  if (verified.predicateType !== predicateType) {
    problems.push(`predicateType: expected ${predicateType}, got ${printable(verified.predicateType, 200)}`);
  }
  return problems;
}

/** The predicate in its own schema. An empty, foreign or self-contradicting one is `unreadable` with the reason. */
export function readPredicate(verified: VerifiedBundle): PredicateContent {
  const content = parseContent(verified);
  const other = digestsWithin(content).find((digest) => !verified.subjectDigests.includes(digest));
  return other ? { type: 'unreadable', problem: `the predicate speaks of ${other}, which is no subject` } : content;
}

function parseContent({ predicateType, statement: { predicate } }: VerifiedBundle): PredicateContent {
  switch (predicateType) {
    case predicateTypes.scan:
      return parseAs('scan', ScanPredicate, predicate);
    case predicateTypes.sbom:
      return parseAs('sbom', SbomPredicate, predicate);
    case predicateTypes.provenance:
      return parseAs('provenance', ProvenancePredicate, predicate);
    case predicateTypes.decision:
      return parseAs('decision', DecisionPredicate, predicate);
    case predicateTypes.manifest:
      return parseAs('manifest', ManifestPredicate, predicate);
    default:
      return { type: 'unreadable', problem: `${printable(predicateType, 200)} is not a predicate type of ours` };
  }
}

function parseAs<Type extends string, Schema extends z.ZodType>(type: Type, schema: Schema, predicate: unknown) {
  const read = schema.safeParse(predicate);
  if (read.success) return { type, predicate: read.data };
  const problem = `the predicate does not fit its type: ${printable(z.prettifyError(read.error))}`;
  return { type: 'unreadable' as const, problem };
}

/** The artifact digests that a predicate names itself. */
function digestsWithin(content: PredicateContent): Digest[] {
  switch (content.type) {
    case 'scan': {
      const { target } = content.predicate.summary;
      return target.type === 'image' ? [target.digest] : [];
    }
    case 'sbom':
      return [content.predicate.sbom.subject_digest];
    case 'decision':
      return [content.predicate.decision.digest];
    default:
      return [];
  }
}
