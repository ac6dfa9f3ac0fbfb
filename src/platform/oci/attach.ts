// Attaching to an image (OCI image specification 1.1, `subject`). What was attached must be found again: by the referrers API where
// the registry has one and lists it, else by the tag that stands in for it.
import { ociDigest } from '../../base/digest.ts';
import { Fault } from '../../base/fault.ts';
import { Digest } from '../../model/ids.ts';
import { type ImageDescriptor, imageMediaTypes, manifestLimit } from '../../model/image.ts';
import type { Artifact, Fetched } from '../../model/ports.ts';
import { notKept, putManifest } from './push.ts';
import { readApi, readTag, type TagIndex, tagOf } from './referrer-list.ts';
import type { Session } from './session.ts';
import { eventually } from './waits.ts';

/** How blobs and manifests are pushed; both are read back. */
export type Push = {
  blob(digest: Digest, content: { bytes: Uint8Array }): Promise<void>;
  manifest(manifest: Fetched): Promise<void>;
};

/** The config of an artifact, and what it describes. */
export const emptyConfig = {
  mediaType: 'application/vnd.oci.empty.v1+json',
  bytes: new TextEncoder().encode('{}'),
} as const;

const mostTagWrites = 5;

/** Attaches artifacts to an image that is there. The same artifact yields the same manifest, so a repeat changes nothing. */
export async function attachArtifacts(
  session: Session,
  push: Push,
  subject: Fetched,
  artifacts: readonly Artifact[],
): Promise<Digest[]> {
  const entries: ImageDescriptor[] = [];
  for (const artifact of artifacts) entries.push(await pushReferrer(push, subject, artifact));
  const unlisted = await findUnlisted(session, subject.digest, entries);
  if (unlisted.length > 0) await addToTag(session, subject.digest, unlisted);
  return entries.map((entry) => entry.digest);
}

async function pushReferrer(push: Push, subject: Fetched, artifact: Artifact): Promise<ImageDescriptor> {
  const { artifactType } = artifact;
  const annotations = Object.fromEntries(Object.entries(artifact.annotations).sort(([a], [b]) => (a < b ? -1 : 1)));
  const manifest = {
    schemaVersion: 2,
    mediaType: imageMediaTypes.manifest,
    artifactType,
    config: describe(emptyConfig.mediaType, emptyConfig.bytes),
    layers: [describe(artifactType, artifact.bytes)],
    subject: describe(subject.mediaType, subject.bytes),
    annotations,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(manifest));
  const entry = describe(imageMediaTypes.manifest, bytes);
  await push.blob(manifest.config.digest, emptyConfig);
  await push.blob(describe(artifactType, artifact.bytes).digest, artifact);
  await push.manifest({ ...entry, bytes });
  return { ...entry, artifactType, annotations };
}

/** Media type, digest and size of bytes. */
export function describe(mediaType: string, bytes: Uint8Array): ImageDescriptor {
  return { mediaType, digest: Digest.parse(ociDigest(bytes)), size: bytes.length };
}

/** Those that the API does not list, after it had time to; all of them where there is no API. */
async function findUnlisted(session: Session, subject: Digest, entries: readonly ImageDescriptor[]) {
  let unlisted = entries;
  await eventually(session.pace, async () => {
    const end = performance.now() + session.pace.deadline;
    const { api, entries: found } = await readApi(session, subject, end);
    const listed = new Set(found.map(({ digest }) => digest));
    unlisted = entries.filter(({ digest }) => !listed.has(digest));
    return !api || unlisted.length === 0 || undefined;
  });
  return unlisted;
}

/** Adds entries to the tag's index and reads it until they are in it: others may write at the same time, and some copies lag. */
async function addToTag(session: Session, subject: Digest, entries: readonly ImageDescriptor[]): Promise<void> {
  const tag = tagOf(subject);
  for (let writes = 0; writes < mostTagWrites; writes += 1) {
    const before = await readTag(session, subject, false);
    const missing = entries.filter(({ digest }) => !namesIn(before).has(digest));
    if (missing.length === 0) return;
    await putManifest(session, tag, imageMediaTypes.index, indexOf(session, tag, before, missing), immutable);
    const after = await eventually(session.pace, async () => {
      const now = await readTag(session, subject, false);
      return now && now.text !== before?.text ? now : undefined;
    });
    if (!after) throw notKept(session, `the tag ${tag}`);
  }
  const text = `${session.repository}: the tag ${tag} lost the new referrers ${mostTagWrites} times`;
  throw new Fault('REGISTRY_FAILED', text, {
    hint: 'Somebody else attaches to the same image at the same time; run the step again.',
  });
}

const immutable =
  'This registry lists referrers only by a tag that has to be written again for each new one; let tags that begin with sha256- be changed, or use a registry with the referrers API.';

function namesIn(index: TagIndex): Set<unknown> {
  return new Set(index?.entries.map((entry) => (isRecord(entry) ? entry['digest'] : undefined)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The entries of others stay as they were written. */
function indexOf(
  { repository }: Session,
  tag: string,
  before: TagIndex,
  missing: readonly ImageDescriptor[],
): Uint8Array {
  const manifests = [...(before?.entries ?? []), ...missing];
  const index = { schemaVersion: 2, mediaType: imageMediaTypes.index, manifests };
  const bytes = new TextEncoder().encode(JSON.stringify(index));
  if (bytes.length <= manifestLimit) return bytes;
  throw new Fault(
    'REGISTRY_FAILED',
    `${repository}: the tag ${tag} names ${manifests.length} referrers, too many for an index`,
    {
      hint: 'Remove referrers that nobody needs, or publish a new image.',
    },
  );
}
