// Asks whether evidence could be kept and signed, before anything is touched that cannot be taken back.
import { decisionStatement, manifestStatement } from '../../attest/statement.ts';
import { type EvidenceSet, foreseenManifest, listObjects, type NewObject } from '../../evidence/limits.ts';
import type { Decision } from '../../model/decision.ts';
import type { BundleSigner } from '../../model/ports.ts';
import type { Subject } from '../../model/statement.ts';

/**
 * The objects of a set, each once. Throws EVIDENCE_TOO_LARGE, STATEMENT_TOO_LARGE or RECORD_INVALID where they, or the manifest that
 * will list them, could not be kept.
 */
export function checkEvidence(set: EvidenceSet): readonly NewObject[] {
  const objects = listObjects(set);
  manifestStatement(set.subject, foreseenManifest(set, objects));
  return objects;
}

/** Throws SIGN_FAILED where this job could not sign its manifest; the signature itself is thrown away. */
export async function proveSigner(signer: BundleSigner | null, subject: Subject, decision: Decision): Promise<void> {
  await signer?.sign(decisionStatement(subject, decision));
}
