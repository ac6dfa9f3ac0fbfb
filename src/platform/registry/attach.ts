// Attaching to an image (OCI image specification 1.1, `subject`). What was attached must be found again: by the referrers API where
// the registry has one and lists it, else by the tag that stands in for it.
import { ociDigest } from '../../base/digest.ts';
import { Digest } from '../../model/ids.ts';
import { type ImageDescriptor, imageMediaTypes } from '../../model/image.ts';
import type { Artifact, Fetched } from '../../model/ports.ts';
import { readApi } from './referrer-list.ts';
import { addToTag, type Note } from './referrer-tag.ts';
import type { Session } from './session.ts';
import { eventually } from './waits.ts';

/** How blobs and manifests are pushed; both are read back. `note` says what was found on the way. */
export type Push = {
  note: Note;
  blob(digest: Digest, content: { bytes: Uint8Array }): Promise<void>;
  manifest(manifest: Fetched): Promise<void>;
};

/** The config of an artifact, and what it describes. */
export const emptyConfig = {
  mediaType: 'application/vnd.oci.empty.v1+json',
  bytes: new TextEncoder().encode('{}'),
} as const;

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
  if (unlisted.length > 0) await addToTag(session, push.note, subject.digest, unlisted);
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
