const require = (name) => process.getBuiltinModule(name);
import {
  approvalRecord,
  decisionRecord,
  sbomRecord,
  scanRecord
} from "./evidence-manifest.mjs";
import {
  canonicalBytes
} from "./vendor-canonicalize.mjs";
import {
  Commit
} from "./model-ids.mjs";

// src/evidence/parts.ts
function recordContext({ loaded, job: { run } }, subject) {
  return {
    time: subject.time,
    repository_id: run.repository_id,
    repository: run.repository,
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
    unlocked: subject.unlocked
  };
}
function decisionEvidence(context, bundle, decided) {
  const decisionBlob = { bytes: decided.bytes, type: "decision" };
  const scans = bundle.scans.map((scan) => ({ scan, blob: { bytes: canonicalBytes(scan), type: "scan-summary" } }));
  return {
    records: [
      decisionRecord(context, decided.decision, decisionBlob),
      ...scans.map(({ scan, blob }) => scanRecord(context, scan, blob)),
      ...(bundle.approvals ?? []).map((approval) => approvalRecord(context, approval))
    ],
    blobs: [...decided.replayBlobs, ...scans.map(({ blob }) => blob)]
  };
}
function sbomEvidence(context, sbom) {
  if (!sbom) return { records: [], blobs: [] };
  const blob = { bytes: sbom.bytes, type: sbom.reference.format };
  return { records: [sbomRecord(context, sbom.reference, blob)], blobs: [blob] };
}
function signatureEvidence(bundles, trustedRoot) {
  return {
    records: [],
    blobs: [
      ...bundles.map((bytes) => ({ bytes, type: "sigstore-bundle" })),
      ...trustedRoot ? [{ bytes: trustedRoot, type: "trusted-root" }] : []
    ]
  };
}
function joinParts(...parts) {
  return { records: parts.flatMap((part) => part.records), blobs: parts.flatMap((part) => part.blobs) };
}

export {
  recordContext,
  decisionEvidence,
  sbomEvidence,
  signatureEvidence,
  joinParts
};
