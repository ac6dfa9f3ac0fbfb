// An image of the service's own registry as a layout on disk, for teams with a builder of their own. Everything is fetched by
// digest, and the whole layout is hashed again before anybody else sees it.
import { join } from 'node:path';
import { canonicalBytes } from '../base/canonical-json.ts';
import { counted } from '../base/text.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { Digest } from '../model/ids.ts';
import { readImageDocument } from '../model/image.ts';
import type { Files, Ports, Registry } from '../model/ports.ts';
import { assumeRole } from './assume.ts';
import { openJob, refusedJob } from './job.ts';
import { readLayout } from './layout.ts';
import { openServiceRegistry } from './reach.ts';

/** Largest blob that is fetched, in bytes; it is held in memory while it is hashed. */
const blobLimit = 1024 * 1024 * 1024;

/** The command `layout`. Throws IMAGE_INVALID when any byte differs from its digest, IMAGE_MISSING when there is nothing to fetch. */
export async function checkLayout(
  inputs: { layout: string; pull?: Digest | undefined },
  ports: Ports,
  loaded: LoadedConfig,
) {
  if (inputs.pull !== undefined) {
    const opening = await openJob(ports, loaded, 'build', null);
    if (!opening.accepted) return { outputs: { digest: '' }, ...refusedJob(opening.problems) };
    const credentials = await assumeRole(ports, loaded, opening.job, 'recorder', null);
    const registry = await openServiceRegistry(ports, loaded, opening.job.service, credentials);
    ports.log.step('pull', `fetching ${registry.repository}@${inputs.pull}`);
    await pullLayout(registry, inputs.pull, ports.files, inputs.layout);
  }
  const { digest, manifests, blobs } = await readLayout(ports.files, inputs.layout);
  const text = `${digest}: ${counted(manifests.length, 'manifest')} and ${counted(blobs.length, 'blob')}, every byte hashed again.`;
  return { outputs: { digest }, denied: false, text, json: { digest, blobs: blobs.length } };
}

/** Writes the image of a registry as an OCI layout; `index.json` last, so that half a layout is none. */
export async function pullLayout(registry: Registry, digest: Digest, files: Files, folder: string): Promise<void> {
  const place = (part: Digest) => join(folder, 'blobs/sha256', part.slice('sha256:'.length));
  const pullManifest = async (part: Digest): Promise<{ mediaType: string; size: number }> => {
    const { bytes, mediaType } = await registry.manifest(part);
    const document = readImageDocument(bytes, mediaType, `${registry.repository}@${part}`);
    if (document.type === 'index') for (const child of document.manifests) await pullManifest(child.digest);
    else
      for (const blob of [document.config, ...document.layers])
        await files.write(place(blob.digest), await registry.blob(blob.digest, Math.min(blob.size, blobLimit)));
    await files.write(place(part), bytes);
    return { mediaType, size: bytes.length };
  };
  const top = await pullManifest(digest);
  await files.write(join(folder, 'oci-layout'), canonicalBytes({ imageLayoutVersion: '1.0.0' }));
  const index = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [{ ...top, digest }],
  };
  await files.write(join(folder, 'index.json'), canonicalBytes(index));
}
