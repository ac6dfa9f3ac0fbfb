// Collects the evidence bundle for phase before-publish: raw reports re-read, the layout re-hashed, policy from config.
import { effectivePolicy } from '../../config/effective.ts';
import type { BuildFacts, ImageFacts } from '../../image/facts.ts';
import type { EvidenceBundle } from '../../model/decision.ts';
import type { SbomReference } from '../../model/finding.ts';
import type { Digest } from '../../model/ids.ts';
import { describeSbom, encodeSbom, parseSbom } from '../../scan/sbom.ts';
import type { Session } from '../session/session.ts';
import { readHeldBy } from './held-by.ts';
import { type CollectedScan, collectRawScans, type HandedRuns } from './raw-scans.ts';

/** What before-publish rests on. */
export type PublishEvidence = {
  bundle: EvidenceBundle;
  scans: CollectedScan[];
  /** The document as a value and in the canonical bytes that are stored. */
  sbom: { reference: SbomReference; document: unknown; bytes: Uint8Array } | null;
  build: BuildFacts;
};

/** Collects; the only inputs are facts about the artifact. */
export async function collectForPublish(
  { ports, loaded, service, job: { run } }: Session,
  image: ImageFacts,
  runs: HandedRuns,
): Promise<PublishEvidence> {
  ports.log.step('collect', 'reading the scan reports again');
  const policy = effectivePolicy(loaded, service, null);
  const { threshold } = policy;
  const { severities } = service.policy;
  const scans = await collectRawScans(ports, runs, { run, digest: image.rehashed, threshold, severities });
  const sbom = sbomOf(scans, image.rehashed);
  const heldBy = await readHeldBy(ports, loaded.config, service, run);
  const bundle: EvidenceBundle = {
    schema: 'safeguard.evidence-bundle/v1',
    phase: 'before-publish',
    time: ports.clock.now(),
    run,
    policy,
    artifact: {
      digest: image.asked,
      rehashed: image.rehashed,
      registry: policy.service.registry,
      media_type: image.mediaType,
      children: image.children,
      origin: image.origin,
    },
    scans: scans.map((scan) => scan.summary),
    sbom: sbom?.reference ?? null,
    signatures: null,
    environment: null,
    ledger: null,
    handed_over: null,
    approvals: null,
    deploy_jobs: null,
    authors: null,
    ...(heldBy ? { held_by: heldBy } : {}),
  };
  return { bundle, scans, sbom, build: image.build };
}

/** The SBOM that a proven scan of the image made; null where there is none. */
export function sbomOf(scans: readonly CollectedScan[], digest: Digest): PublishEvidence['sbom'] {
  const source = scans.find((scan) => scan.raw.run.kind === 'image' && scan.raw.sbom !== null && scan.reading.proven);
  if (!source?.raw.sbom) return null;
  const document = parseSbom(source.raw.sbom);
  return { reference: describeSbom(document, digest), document, bytes: encodeSbom(document) };
}
