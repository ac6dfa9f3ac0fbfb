// Turns what a job knows into the records and blobs it writes. Nothing raw goes in: scans travel as allow-listed summaries.
import { canonicalBytes } from '../../base/canonical-json.ts';
import {
  approvalRecord,
  decisionRecord,
  type EvidenceBlob,
  type RecordContext,
  sbomRecord,
  scanRecord,
} from '../../evidence/records.ts';
import type { LoadedConfig } from '../../model/config.ts';
import type { EvidenceBundle } from '../../model/decision.ts';
import type { EvidenceRecord } from '../../model/evidence.ts';
import type { RunContext } from '../../model/identity.ts';
import { Commit, type Digest, type EpochSeconds } from '../../model/ids.ts';
import type { Decided } from '../collect/decide.ts';

/** Records with the blobs they name. */
export type EvidenceParts = { records: EvidenceRecord[]; blobs: EvidenceBlob[] };

/** What all records of one job say about it. `commit` is the source of the artifact, not of the deploying run. */
export function recordContext(
  loaded: LoadedConfig,
  run: RunContext,
  facts: { digest: Digest; commit: string; environment: string; unlocked: boolean; time: EpochSeconds },
): RecordContext {
  return {
    time: facts.time,
    repository_id: run.repository_id,
    repository: run.repository,
    environment: facts.environment,
    run_id: run.run_id,
    run_attempt: run.run_attempt,
    job: run.job,
    digest: facts.digest,
    commit: Commit.parse(facts.commit),
    actor_id: run.actor_id,
    actor: run.actor,
    contract_ref: run.job_workflow_ref,
    config_sha256: loaded.sha256,
    config_origin: loaded.origin,
    unlocked: facts.unlocked,
  };
}

/** The decision with all it can be made again from, and the scans, SBOM and approvals it rested on. */
export function decisionEvidence(context: RecordContext, bundle: EvidenceBundle, decided: Decided): EvidenceParts {
  const decisionBlob = { bytes: decided.bytes, type: 'decision' };
  const scans = bundle.scans.map((scan) => ({ scan, blob: { bytes: canonicalBytes(scan), type: 'scan-summary' } }));
  return {
    records: [
      decisionRecord(context, decided.decision, decisionBlob),
      ...scans.map(({ scan, blob }) => scanRecord(context, scan, blob)),
      ...(bundle.approvals ?? []).map((approval) => approvalRecord(context, approval)),
    ],
    blobs: [...decided.replayBlobs, ...scans.map(({ blob }) => blob)],
  };
}

/** The SBOM document itself, where there is one. */
export function sbomEvidence(
  context: RecordContext,
  sbom: { reference: Parameters<typeof sbomRecord>[1]; bytes: Uint8Array } | null,
): EvidenceParts {
  if (!sbom) return { records: [], blobs: [] };
  const blob = { bytes: sbom.bytes, type: sbom.reference.format };
  return { records: [sbomRecord(context, sbom.reference, blob)], blobs: [blob] };
}

/** Several parts as one. */
export function joinParts(...parts: readonly EvidenceParts[]): EvidenceParts {
  return { records: parts.flatMap((part) => part.records), blobs: parts.flatMap((part) => part.blobs) };
}
