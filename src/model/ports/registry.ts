// One repository of an OCI registry as the flows see it; everything is by digest.
import type { IgnoredReferrers } from '../decision.ts';
import type { Digest } from '../ids.ts';

/** A manifest or blob as a registry gave it, its bytes already compared with the digest asked for. */
export type Fetched = { digest: Digest; mediaType: string; bytes: Uint8Array };

/** Bytes that are attached to an image. */
export type Artifact = { artifactType: string; bytes: Uint8Array; annotations: Record<string, string> };

/**
 * What to look for on an image. `likely` (judged by the listing) and `first` (referrers to look at before all others)
 * affect the order only.
 */
export type Wanted = {
  mediaType: string;
  /** Most bytes of one. */
  limit: number;
  likely(annotations: Readonly<Record<string, string>>): boolean;
  first: readonly Digest[];
};

/** One artifact attached to an image; its bytes have this digest, and they are otherwise untrusted. */
export type Attached = { referrer: Digest; digest: Digest; bytes: Uint8Array };

/** User and password for a registry, or a refresh token, which only a token service takes; secret. */
export type RegistryCredentials = { user: string; password: string } | { identityToken: string };

/** Credentials, fetched only when a registry asks; undefined for anonymous access. */
export type RegistryLogin = () => Promise<RegistryCredentials | undefined>;

/** One repository in an OCI registry. Everything is by digest; no tag ever decides what an image is. */
export interface Registry {
  readonly repository: string;
  hasManifest(digest: Digest): Promise<boolean>;
  /** Throws IMAGE_MISSING, IMAGE_INVALID when bytes and digest differ, REGISTRY_FAILED. */
  manifest(digest: Digest): Promise<Fetched>;
  blob(digest: Digest, limit: number): Promise<Uint8Array>;
  /**
   * Throws REGISTRY_FAILED when this registry could not take an image under this tag with artifacts of this type attached, before any
   * of it is sent. What it tries that with stays in the repository, once.
   */
  rehearse(image: Digest, tag: string, artifactType: string): Promise<void>;
  /** Skips a blob that is there; the bytes are hashed on the way and must match, and are read back. Throws IMAGE_INVALID, REGISTRY_FAILED. */
  pushBlob(digest: Digest, content: { bytes: Uint8Array } | { path: string; size: number }): Promise<void>;
  pushManifest(digest: Digest, mediaType: string, bytes: Uint8Array): Promise<void>;
  /** Puts a tag on a manifest that is there, against rules that delete what has none. Throws REGISTRY_FAILED when it names another. */
  tag(digest: Digest, tag: string): Promise<void>;
  /** Attaches artifacts as OCI 1.1 referrers of `subject`, found by the API or by the referrers tag. Idempotent. Returns the referrers' digests. */
  attach(subject: Digest, artifacts: readonly Artifact[]): Promise<Digest[]>;
  /**
   * Gives `take` every artifact of the wanted media type that is attached to `subject`, from API and tag scheme, each
   * digest once, within caps. An unreadable artifact is counted and hides no other. Throws REGISTRY_FAILED or
   * REMOTE_UNREACHABLE when the list cannot be obtained.
   */
  referrers(subject: Digest, wanted: Wanted, take: (attached: Attached) => void): Promise<IgnoredReferrers>;
}
