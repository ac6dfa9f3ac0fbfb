// Collects the evidence bundle for phase before-publish: raw reports re-read, the layout re-hashed, policy from config.
import { effectivePolicy } from '../config/effective.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { EvidenceBundle } from '../model/decision.ts';
import type { SbomReference } from '../model/finding.ts';
import type { RunContext } from '../model/identity.ts';
import type { Digest } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { readSbom } from '../scan/sbom.ts';
import { type CollectedScan, collectRawScans } from './raw-scans.ts';

/** The image as its bytes were found: in a layout on disk, or in the registry. */
export type ImageFacts = { asked: Digest; rehashed: Digest; mediaType: string; children: Digest[] };

/** What before-publish rests on. */
export type PublishEvidence = {
  bundle: EvidenceBundle;
  scans: CollectedScan[];
  sbom: { reference: SbomReference; bytes: Uint8Array } | null;
};

/** Collects; the only inputs are facts about the artifact. */
export async function collectForPublish(
  ports: Pick<Ports, 'files' | 'clock' | 'log'>,
  loaded: LoadedConfig,
  run: RunContext,
  image: ImageFacts,
  runsFolder: string,
): Promise<PublishEvidence> {
  ports.log.step('collect', 'reading the scan reports again');
  const policy = effectivePolicy(loaded, run.repository_id, null);
  const scans = await collectRawScans(ports, runsFolder, run, image.rehashed, policy.threshold);
  const sbom = sbomOf(scans, image.rehashed);
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
    },
    scans: scans.map((scan) => scan.summary),
    sbom: sbom?.reference ?? null,
    signatures: null,
    environment: null,
    ledger: null,
    handed_over: null,
    approvals: null,
    authors: null,
  };
  return { bundle, scans, sbom };
}

function sbomOf(scans: readonly CollectedScan[], digest: Digest): PublishEvidence['sbom'] {
  const source = scans.find((scan) => scan.raw.run.kind === 'image' && scan.raw.sbom !== null && scan.reading.proven);
  if (!source?.raw.sbom) return null;
  return { reference: readSbom(source.raw.sbom, digest), bytes: source.raw.sbom };
}
