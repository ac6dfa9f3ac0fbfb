// An image of the service's own registry as a layout on disk, for teams with a builder of their own. Everything is fetched by
// digest, and the whole layout is hashed again before anybody else sees it.
import { join } from 'node:path';
import { canonicalBytes } from '../base/canonical-json.ts';
import { counted } from '../base/text.ts';
import { blobPath, checkTotal, layoutIndex, listBlobs, listChildren } from '../image/structure.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { Digest, ServiceName } from '../model/ids.ts';
import { type ImageIndex, type ImageManifest, readImageDocument } from '../model/image.ts';
import type { Fetched, Files, Ports, Registry } from '../model/ports.ts';
import { readLayout } from './image/layout.ts';
import { openServiceRegistry } from './session/reach.ts';
import { assumeRole } from './session/roles.ts';
import { openSession, refuseIdentity } from './session/session.ts';

/** Largest blob that is fetched, in bytes; it is held in memory while it is hashed. */
const blobLimit = 1024 * 1024 * 1024;

/** Largest image that is fetched, in bytes: all its manifests and blobs together, by the sizes that its descriptors name. */
const totalLimit = 8 * blobLimit;

/** The command `layout`. Throws IMAGE_INVALID when any byte differs from its digest, IMAGE_MISSING when there is nothing to fetch. */
export async function checkLayout(
  inputs: { service?: ServiceName | undefined; layout: string; pull?: Digest | undefined },
  ports: Ports,
  loaded: LoadedConfig,
): Promise<Answer<{ digest: string }>> {
  if (inputs.pull !== undefined) {
    const opening = await openSession({ ports, loaded }, { part: 'build', environment: null, service: inputs.service });
    if (!opening.accepted) return refuseIdentity({ digest: '' }, opening.problems);
    const { session } = opening;
    const registry = await openServiceRegistry(session, await assumeRole(session, 'recorder', null));
    ports.log.step('pull', `fetching ${registry.repository}@${inputs.pull}`);
    await pullLayout(registry, inputs.pull, ports.files, inputs.layout);
  }
  const { digest, manifests, blobs } = await readLayout(ports.files, inputs.layout);
  const text = `${digest}: ${counted(manifests.length, 'manifest')} and ${counted(blobs.length, 'blob')}, every byte hashed again.`;
  return { outputs: { digest }, denied: false, text, json: { digest, blobs: blobs.length } };
}

/**
 * Writes the image of a registry as an OCI layout; `index.json` last, so that half a layout is none. What `readLayout` would refuse by
 * its descriptors is refused before a blob is fetched, and nothing is fetched twice. Throws IMAGE_INVALID, IMAGE_MISSING.
 */
export async function pullLayout(registry: Registry, digest: Digest, files: Files, folder: string): Promise<void> {
  const top = await fetchManifest(registry, digest);
  const children: PulledManifest[] = [];
  for (const child of listChildren(top.document, nameOf(registry, digest))) {
    const fetched = await fetchManifest(registry, child.digest, child.mediaType);
    listChildren(fetched.document, nameOf(registry, child.digest));
    children.push(fetched);
  }
  const blobs = listBlobs(
    nameOf(registry, digest),
    [...children, top].map(({ document }) => document),
  );
  checkTotal(nameOf(registry, digest), [...children, top, ...blobs], totalLimit);
  for (const blob of blobs)
    await files.write(blobPath(folder, blob.digest), await registry.blob(blob.digest, Math.min(blob.size, blobLimit)));
  for (const manifest of [...children, top]) await files.write(blobPath(folder, manifest.digest), manifest.bytes);
  await files.write(join(folder, 'oci-layout'), canonicalBytes({ imageLayoutVersion: '1.0.0' }));
  await files.write(join(folder, 'index.json'), canonicalBytes(layoutIndex(top)));
}

type PulledManifest = Fetched & { size: number; document: ImageManifest | ImageIndex };

function nameOf(registry: Registry, digest: Digest): string {
  return `${registry.repository}@${digest}`;
}

/** A child is read as what its index calls it, whatever the registry says: the layout will hold no other word. */
async function fetchManifest(registry: Registry, digest: Digest, mediaType?: string): Promise<PulledManifest> {
  const found = await registry.manifest(digest);
  const document = readImageDocument(found.bytes, mediaType ?? found.mediaType, nameOf(registry, digest));
  return { ...found, size: found.bytes.length, document };
}
