// The statements about one image: which tools scanned it, what it contains, how it was made, and what was decided.
import type { Decision, EvidenceBundle, SignatureFact } from '../model/decision.ts';
import type { SbomReference } from '../model/finding.ts';
import type { RunContext } from '../model/identity.ts';
import type { EpochSeconds } from '../model/ids.ts';
import { predicateTypes } from '../model/statement.ts';
import {
  acceptanceStatement,
  decisionStatement,
  type ProvenanceFacts,
  provenanceStatement,
  sbomStatement,
  scanStatement,
} from './statement.ts';

/** A statement's exact bytes with its predicate type. */
export type PreparedStatement = { predicateType: string; bytes: Uint8Array };

/** What the gate saw of an image, and what it decided; `sbom` holds the document itself. */
export type SeenImage = {
  decision: Decision;
  bundle: Pick<EvidenceBundle, 'scans' | 'artifact'>;
  sbom: { reference: SbomReference; document: unknown } | null;
};

/** A scan summary each, the SBOM, the origin, the decision; `name` is the repository. Throws STATEMENT_TOO_LARGE, OIDC_INVALID. */
export function imageStatements(
  name: string,
  { decision, bundle, sbom }: SeenImage,
  made: ProvenanceFacts,
  now: EpochSeconds,
): PreparedStatement[] {
  const subject = { name, digest: decision.digest };
  const format = sbom?.reference.format;
  // A prebuilt image only gets a statement that it was accepted, since this run did not see its build.
  const origin =
    bundle.artifact.origin === 'build'
      ? { predicateType: predicateTypes.provenance, bytes: provenanceStatement(subject, made) }
      : { predicateType: predicateTypes.acceptance, bytes: acceptanceStatement(subject, made, now) };
  return [
    ...bundle.scans.map((scan) => ({
      predicateType: predicateTypes.scan,
      bytes: scanStatement(subject, decision.service, scan),
    })),
    ...(format
      ? [{ predicateType: predicateTypes[format], bytes: sbomStatement(subject, format, sbom.document) }]
      : []),
    origin,
    { predicateType: predicateTypes.decision, bytes: decisionStatement(subject, decision) },
  ];
}

/**
 * True when the contract of this run, at its commit, signed for this run's source; only that contract holds a pinned
 * key.
 */
export function isSignedBy(signer: SignatureFact['signer'], run: RunContext): boolean {
  if (signer?.type !== 'certificate') return signer?.type === 'key';
  return (
    signer.san === `https://github.com/${run.job_workflow_ref}` &&
    signer.build_signer_digest === run.job_workflow_sha &&
    signer.source_commit === run.commit
  );
}
