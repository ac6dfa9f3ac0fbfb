// Collects the evidence bundle for phase before-publish: raw reports re-read, the layout re-hashed, policy from config.
import { effectivePolicy } from '../config/effective.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { EvidenceBundle, ImageOrigin } from '../model/decision.ts';
import type { SbomReference } from '../model/finding.ts';
import type { RunContext } from '../model/identity.ts';
import type { Digest } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { readSbom } from '../scan/sbom.ts';
import type { ImageLayout } from './layout.ts';
import { type CollectedScan, collectRawScans, type HandedRuns } from './raw-scans.ts';

/** The image as its bytes were found: in a layout on disk, or in the registry. */
export type ImageFacts = {
  asked: Digest;
  rehashed: Digest;
  mediaType: string;
  children: Digest[];
  /** Built by the contract, or handed in by digest (SLSA provenance says which). */
  origin: Exclude<ImageOrigin, 'unknown'>;
};

/** What the jobs before said of a layout and its scans: compared, never believed. */
export type LayoutFacts = {
  digest?: Digest | undefined;
  origin?: 'build' | 'prebuilt' | undefined;
  said?: HandedRuns['said'];
};

/** The image of a layout as it was found. */
export function imageOf(layout: ImageLayout, facts: LayoutFacts): ImageFacts {
  const { digest, mediaType, children } = layout;
  return { asked: facts.digest ?? digest, rehashed: digest, mediaType, children, origin: facts.origin ?? 'build' };
}

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
  runs: HandedRuns,
): Promise<PublishEvidence> {
  ports.log.step('collect', 'reading the scan reports again');
  const policy = effectivePolicy(loaded, run.repository_id, null);
  const scans = await collectRawScans(ports, runs, run, image.rehashed, policy.threshold);
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
  };
  return { bundle, scans, sbom };
}

function sbomOf(scans: readonly CollectedScan[], digest: Digest): PublishEvidence['sbom'] {
  const source = scans.find((scan) => scan.raw.run.kind === 'image' && scan.raw.sbom !== null && scan.reading.proven);
  if (!source?.raw.sbom) return null;
  return { reference: readSbom(source.raw.sbom, digest), bytes: source.raw.sbom };
}
