// Tags keep an image from rules that delete whatever has none. They are written and compared, and never say what an image is. Here
// a registry also shows, on a tiny artifact of our own, that it can take what an image needs.
import { ociDigest } from '../../base/digest.ts';
import { Fault, isFault } from '../../base/fault.ts';
import type { Digest } from '../../model/ids.ts';
import { imageMediaTypes, manifestLimit } from '../../model/image.ts';
import type { Fetched } from '../../model/ports.ts';
import { attachArtifacts, describe, emptyConfig, type Push } from './attach.ts';
import { acceptManifests, notKept, putManifest } from './push.ts';
import { rehearseTag } from './referrer-tag.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { eventually } from './waits.ts';

const rehearsalTag = 'safeguard-rehearsal';

/** Puts a tag on a manifest. One that is there already is success, whatever the registry says to writing it again. */
export async function putTag(session: Session, manifest: Fetched, tag: string): Promise<void> {
  if (await isTagged(session, manifest.digest, tag)) return;
  try {
    await putManifest(session, tag, manifest, 'Let this login create tags in the repository.');
  } catch (error) {
    if (isFault(error, 'REGISTRY_FAILED') && (await isTagged(session, manifest.digest, tag))) return;
    throw error;
  }
  const kept = await eventually(session.pace, async () => (await isTagged(session, manifest.digest, tag)) || undefined);
  if (!kept) throw notKept(session, `the tag ${tag}`);
}

/** True when the tag names exactly this manifest, false when it is free. Throws REGISTRY_FAILED when it names another. */
export async function isTagged(session: Session, digest: Digest, tag: string): Promise<boolean> {
  const found = await readTagged(session, tag);
  if (found === digest) return true;
  if (found === '') return false;
  throw new Fault('REGISTRY_FAILED', `${session.repository}: the tag ${tag} names ${found}; expected ${digest}`, {
    hint: 'Find out who set this tag, which is made of a commit and the digest of its image, and remove it.',
  });
}

/** The digest of what a tag names, '' where it is free. */
async function readTagged(session: Session, tag: string): Promise<string> {
  const path = `manifests/${tag}`;
  const url = session.url(path);
  const answer = await session.send({ method: 'GET', url, headers: { accept: acceptManifests }, limit: manifestLimit });
  if (answer.status === 404) return '';
  if (answer.status !== 200) throw refusal(session, `GET ${path}`, answer);
  return answer.cut ? `more than ${manifestLimit} bytes` : ociDigest(answer.bytes);
}

/** Tags the tiny manifest. Whoever may push can take its tag: then it is taken back, or one is set whose name nobody knew before. */
async function tagRehearsal(session: Session, manifest: Fetched, image: Digest): Promise<void> {
  const found = await readTagged(session, rehearsalTag);
  if (found === manifest.digest) return;
  if (found === '') return putTag(session, manifest, rehearsalTag);
  try {
    await putManifest(session, rehearsalTag, manifest, '');
  } catch (error) {
    if (!isFault(error, 'REGISTRY_FAILED')) throw error;
    await putTag(session, manifest, `${rehearsalTag}-${image.slice('sha256:'.length, 'sha256:'.length + 12)}`);
  }
}

/**
 * Tags a tiny manifest and hangs another on it, of the type that images will get, unless that is there from an earlier time; and tries
 * the tag that lists what hangs on the image. Throws REGISTRY_FAILED with what the registry refused.
 */
export async function rehearsePush(session: Session, push: Push, image: Digest, artifactType: string): Promise<void> {
  const layer = { ...emptyConfig };
  const empty = describe(layer.mediaType, layer.bytes);
  const annotations = {
    'org.opencontainers.image.title': 'Shows that this repository takes tags and attached artifacts',
  };
  const bytes = new TextEncoder().encode(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: imageMediaTypes.manifest,
      artifactType: 'application/vnd.safeguard.rehearsal.v1+json',
      config: empty,
      layers: [empty],
      annotations,
    }),
  );
  const manifest = { ...describe(imageMediaTypes.manifest, bytes), bytes };
  const artifact = { artifactType, bytes: emptyConfig.bytes, annotations };
  try {
    await push.blob(empty.digest, emptyConfig);
    await push.manifest(manifest);
    await tagRehearsal(session, manifest, image);
    await attachArtifacts(session, push, manifest, [artifact]);
    await rehearseTag(session, push.note, image, artifactType);
  } catch (error) {
    if (!isFault(error, 'REGISTRY_FAILED')) throw error;
    const text = `this registry cannot hold a signed image, so nothing of it was sent: ${error.message}`;
    throw new Fault('REGISTRY_FAILED', text, { hint: error.hint, cause: error });
  }
}
