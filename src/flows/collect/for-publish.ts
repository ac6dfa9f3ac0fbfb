// Collects the evidence bundle for phase before-publish: raw reports re-read, the layout re-hashed, policy from config.
import { Fault } from '../../base/fault.ts';
import { effectivePolicy } from '../../config/effective.ts';
import type { EvidenceBundle, ImageOrigin } from '../../model/decision.ts';
import type { SbomReference } from '../../model/finding.ts';
import { type Digest, EpochSeconds } from '../../model/ids.ts';
import { describeSbom, encodeSbom, parseSbom } from '../../scan/sbom.ts';
import type { ImageLayout } from '../image/layout.ts';
import type { Session } from '../session/session.ts';
import { type CollectedScan, collectRawScans, type HandedRuns } from './raw-scans.ts';

/** The image as its bytes were found: in a layout on disk, or in the registry. */
export type ImageFacts = {
  asked: Digest;
  rehashed: Digest;
  mediaType: string;
  children: Digest[];
  /** Built by the run, or handed in by digest (the signed statement of its origin says which). */
  origin: Exclude<ImageOrigin, 'unknown'>;
  build: BuildFacts;
};

/** What is known of how the image was asked for and built; `inputs` are the caller's, the times the building job's own or null. */
export type BuildFacts = {
  inputs: Readonly<Record<string, string>>;
  startedAt: EpochSeconds | null;
  finishedAt: EpochSeconds | null;
};

/** What the jobs before said of a layout and its scans: compared, never believed. */
export type LayoutFacts = {
  digest?: Digest | undefined;
  origin?: 'build' | 'prebuilt' | undefined;
  said?: HandedRuns['said'];
} & Partial<Record<(typeof callerInputs)[number] | 'started-at' | 'finished-at', string | undefined>>;

/** The inputs of build-sign.yml, which its provenance repeats, the empty ones too. */
export const callerInputs = ['context', 'dockerfile', 'image-digest'] as const;

/**
 * The image of a layout as it was found, with what was said of its build. Throws INPUT_INVALID where that contradicts itself: a digest
 * handed in for an image that was built, another digest than the one found, a build that ended before it began.
 */
export function imageOf(layout: ImageLayout, facts: LayoutFacts): ImageFacts {
  const { digest, mediaType, children } = layout;
  const { origin = 'build' } = facts;
  const build = origin === 'build' ? buildTimes(facts) : { startedAt: null, finishedAt: null };
  const handed = facts['image-digest'] ?? '';
  if (handed !== '' && origin === 'build')
    throw new Fault('INPUT_INVALID', `image-digest: expected none for an image that was built, got ${handed}`);
  if (handed !== '' && handed !== digest)
    throw new Fault('INPUT_INVALID', `image-digest: expected the digest of the layout, ${digest}, got ${handed}`);
  const told = callerInputs.some((name) => facts[name] !== undefined);
  const inputs = told ? callerInputs.map((name): [string, string] => [name, facts[name] ?? '']) : [];
  return {
    ...{ asked: facts.digest ?? digest, rehashed: digest, mediaType, children, origin },
    build: { inputs: Object.fromEntries(inputs), ...build },
  };
}

function buildTimes(facts: LayoutFacts): Omit<BuildFacts, 'inputs'> {
  const [startedAt = null, finishedAt = null] = [facts['started-at'], facts['finished-at']].map((text) =>
    text === undefined ? null : EpochSeconds.parse(Number(text)),
  );
  if (startedAt !== null && finishedAt !== null && finishedAt < startedAt)
    throw new Fault(
      'INPUT_INVALID',
      `finished-at: expected ${startedAt} or later, when the build began; got ${finishedAt}`,
    );
  return { startedAt, finishedAt };
}

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
  { ports, loaded, job: { run } }: Session,
  image: ImageFacts,
  runs: HandedRuns,
): Promise<PublishEvidence> {
  ports.log.step('collect', 'reading the scan reports again');
  const policy = effectivePolicy(loaded, run.repository_id, null);
  const scans = await collectRawScans(ports, runs, { run, digest: image.rehashed, threshold: policy.threshold });
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
  return { bundle, scans, sbom, build: image.build };
}

function sbomOf(scans: readonly CollectedScan[], digest: Digest): PublishEvidence['sbom'] {
  const source = scans.find((scan) => scan.raw.run.kind === 'image' && scan.raw.sbom !== null && scan.reading.proven);
  if (!source?.raw.sbom) return null;
  const document = parseSbom(source.raw.sbom);
  return { reference: describeSbom(document, digest), document, bytes: encodeSbom(document) };
}
