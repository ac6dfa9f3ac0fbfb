// What is known of an image that was built or handed in: its bytes decide, and what earlier jobs claim of it must not contradict them.
import { Fault } from '../base/fault.ts';
import type { ImageOrigin } from '../model/decision.ts';
import { type Digest, EpochSeconds } from '../model/ids.ts';

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

/** What earlier jobs claim of a layout: compared, never believed. */
export type BuildClaims = {
  digest?: Digest | undefined;
  origin?: 'build' | 'prebuilt' | undefined;
} & Partial<Record<(typeof callerInputs)[number] | 'started-at' | 'finished-at', string | undefined>>;

/** The inputs of build-sign.yml, which its provenance repeats, the empty ones too. */
export const callerInputs = ['service', 'prebuilt-digest'] as const;

/** An image as the bytes of its layout show it; `children` are the manifests of an index. */
type FoundImage = { digest: Digest; mediaType: string; children: Digest[] };

/**
 * The image of a layout as it was found, with what is claimed of its build. Throws INPUT_INVALID where that contradicts itself: a digest
 * handed in for an image that was built, another digest than the one found, a build that ended before it began.
 */
export function describeImage(layout: FoundImage, facts: BuildClaims): ImageFacts {
  const { digest, mediaType, children } = layout;
  const { origin = 'build' } = facts;
  const build = origin === 'build' ? buildTimes(facts) : { startedAt: null, finishedAt: null };
  const handed = facts['prebuilt-digest'] ?? '';
  if (handed !== '' && origin === 'build')
    throw new Fault('INPUT_INVALID', `prebuilt-digest: expected none for an image that was built, got ${handed}`);
  if (handed !== '' && handed !== digest)
    throw new Fault('INPUT_INVALID', `prebuilt-digest: expected the digest of the layout, ${digest}, got ${handed}`);
  const given = callerInputs.some((name) => facts[name] !== undefined);
  const inputs = given ? callerInputs.map((name): [string, string] => [name, facts[name] ?? '']) : [];
  return {
    ...{ asked: facts.digest ?? digest, rehashed: digest, mediaType, children, origin },
    build: { inputs: Object.fromEntries(inputs), ...build },
  };
}

function buildTimes(facts: BuildClaims): Omit<BuildFacts, 'inputs'> {
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
