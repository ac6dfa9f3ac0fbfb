// What a verified statement says, with an SBOM read as closely as when it was made: it may not speak of another image.
import { readPredicate } from '../../attest/subject.ts';
import type { VerifiedBundle } from '../../attest/verify.ts';
import { isFault } from '../../base/fault.ts';
import type { StatementContent } from '../../gate/collected-signatures.ts';
import { describeSbom } from '../../scan/sbom.ts';

/** Reads the predicate in its own schema; whatever does not hold is `unreadable` with the reason. */
export function readContent(verified: VerifiedBundle): StatementContent {
  const content = readPredicate(verified);
  if (content.type !== 'sbom') return content;
  const unreadable = (problem: string) => ({ type: 'unreadable' as const, problem });
  const [digest] = verified.subjectDigests;
  if (digest === undefined) return unreadable('the statement names no subject');
  try {
    const reference = describeSbom(content.document, digest);
    if (reference.format === content.format) return { type: 'sbom', reference };
    return unreadable(`the predicate is ${reference.format}, under the predicate type of ${content.format}`);
  } catch (error) {
    if (isFault(error, 'SBOM_INVALID')) return unreadable(error.message);
    throw error;
  }
}
