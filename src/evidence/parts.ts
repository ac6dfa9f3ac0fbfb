// Turns what a job knows into the records and blobs it writes. Nothing raw goes in: scans travel as allow-listed summaries.
import { canonicalBytes } from '../base/canonical-json.ts';
import type { LoadedConfig, Service } from '../model/config.ts';
import type { Decision, EvidenceBundle } from '../model/decision.ts';
import type { EvidenceRecord } from '../model/evidence.ts';
import type { RunContext } from '../model/identity.ts';
import { Commit, type Digest, type EpochSeconds, type Sha256 } from '../model/ids.ts';
import {
  approvalRecord,
  decisionRecord,
  type EvidenceBlob,
  type RecordContext,
  sbomRecord,
  scanRecord,
} from './records.ts';

/** Records with the blobs they name. */
export type EvidenceParts = { records: EvidenceRecord[]; blobs: EvidenceBlob[] };

/** A decision with its exact bytes, and the blobs from which it can be made again. */
export type ReplayableDecision = {
  decision: Decision;
  bytes: Uint8Array;
  sha256: Sha256;
  replayBlobs: { bytes: Uint8Array; type: string }[];
};

/** What the records of one job are about. `commit` is the source of the artifact, not of the deploying run; `environment` is '' in a build. */
export type RecordSubject = {
  digest: Digest;
  commit: string;
  environment: string;
  unlocked: boolean;
  time: EpochSeconds;
};

/** The job that writes records, and the service for which it does. */
export type RecordSession = {
  loaded: Pick<LoadedConfig, 'sha256' | 'origin'>;
  service: Pick<Service, 'evidence-name'>;
  job: { run: RunContext };
};

/** What all records of one job say about it. */
export function recordContext({ loaded, service, job: { run } }: RecordSession, subject: RecordSubject): RecordContext {
  return {
    time: subject.time,
    repository_id: run.repository_id,
    repository: run.repository,
    service: service['evidence-name'],
    environment: subject.environment,
    run_id: run.run_id,
    run_attempt: run.run_attempt,
    job: run.job,
    digest: subject.digest,
    commit: Commit.parse(subject.commit),
    actor_id: run.actor_id,
    actor: run.actor,
    contract_ref: run.job_workflow_ref,
    config_sha256: loaded.sha256,
    config_origin: loaded.origin,
    unlocked: subject.unlocked,
  };
}

/** The decision with all it can be made again from, and the scans and approvals it rested on. */
export function decisionEvidence(
  context: RecordContext,
  bundle: EvidenceBundle,
  decided: ReplayableDecision,
): EvidenceParts {
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

/** The bundles that a decision counted, and the roots that they were verified against, as blobs. */
export function signatureEvidence(bundles: readonly Uint8Array[], trustedRoot: Uint8Array | null): EvidenceParts {
  return {
    records: [],
    blobs: [
      ...bundles.map((bytes) => ({ bytes, type: 'sigstore-bundle' })),
      ...(trustedRoot ? [{ bytes: trustedRoot, type: 'trusted-root' }] : []),
    ],
  };
}

/** Several parts as one. */
export function joinParts(...parts: readonly EvidenceParts[]): EvidenceParts {
  return { records: parts.flatMap((part) => part.records), blobs: parts.flatMap((part) => part.blobs) };
}
