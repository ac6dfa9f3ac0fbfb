// Plays an attacker, for the refusals: takes the genuine statements of one image, changes their subject to another
// image, signs them with a real certificate of another identity, and attaches them to that image in the registry.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Signing } from '../../src/model/signing.ts';
import { openIdentity } from '../../src/platform/forge/github/identity.ts';
import { openKeylessSigner } from '../../src/platform/sigstore/keyless.ts';
import type { Clinic } from '../clinic.ts';
import { exampleJob, type Job } from '../oidc.ts';

const Manifest = z.looseObject({
  layers: z.array(z.looseObject({ digest: z.string() })),
  subject: z.looseObject({ digest: z.string() }).optional(),
});
const Bundle = z.looseObject({ dsseEnvelope: z.looseObject({ payload: z.string() }) });
const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** Puts a copy of the image with one changed label into the registry, past every gate, and returns its digest. */
export function plantImage(clinic: Clinic, digest: string, label: string): string {
  const repository = clinic.cloud.registry.repository('clinic-api');
  const genuine = repository.manifests.get(digest);
  if (!genuine) throw new Error(`no manifest ${digest}`);
  const bytes = Buffer.from(JSON.stringify({ ...JSON.parse(genuine.bytes.toString()), annotations: { label } }));
  const planted = digestOf(bytes);
  repository.manifests.set(planted, { ...genuine, bytes });
  return planted;
}

/** Signs the statements of `from` for `to` as somebody else and attaches them. */
export async function forgeStatements(clinic: Clinic, from: string, to: string, identity: Partial<Job>): Promise<void> {
  const statements = statementsOf(clinic, from).map((text) => text.replaceAll(from.slice(7), to.slice(7)));
  await signAndAttach(clinic, to, statements, identity);
}

/** Signs any statements as the given job and attaches them to an image. */
export async function signAndAttach(
  clinic: Clinic,
  to: string,
  statements: readonly string[],
  identity: Partial<Job>,
): Promise<void> {
  const job = exampleJob(identity);
  const signing = Signing.parse(clinic.config['signing']);
  if (signing.mode !== 'keyless') throw new Error('the clinic signs keyless');
  const signer = openKeylessSigner(
    signing,
    openIdentity(clinic.cloud.sigstore.oidc.register(job), true),
    clinic.cloud.clock,
  );
  for (const statement of statements) hangBundle(clinic, to, await signer.sign(Buffer.from(statement)));
}

/** Hangs a bundle on an image, past the registry's login. */
export function hangBundle(clinic: Clinic, to: string, bundle: Uint8Array): void {
  const repository = clinic.cloud.registry.repository('clinic-api');
  const [layer, config] = [Buffer.from(bundle), Buffer.from('{}')].map((bytes) => {
    repository.blobs.set(digestOf(bytes), bytes);
    return { digest: digestOf(bytes), size: bytes.length };
  });
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = {
    schemaVersion: 2,
    mediaType,
    artifactType: bundleType,
    config: { mediaType: 'application/vnd.oci.empty.v1+json', ...config },
    layers: [{ mediaType: bundleType, ...layer }],
    subject: { mediaType, digest: to, size: repository.manifests.get(to)?.bytes.length },
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  repository.manifests.set(digestOf(bytes), { mediaType, bytes });
}

/** The statements attached to an image, as they were signed. */
export function statementsOf(clinic: Clinic, digest: string): string[] {
  const repository = clinic.cloud.registry.repository('clinic-api');
  const manifests = [...repository.manifests.values()].map((stored) =>
    Manifest.safeParse(JSON.parse(stored.bytes.toString())),
  );
  const layers = manifests.flatMap((m) => (m.success && m.data.subject?.digest === digest ? m.data.layers : []));
  return layers.map((layer) => {
    const bundle = Bundle.parse(JSON.parse(repository.blobs.get(layer.digest)?.toString() ?? '{}'));
    return Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString('utf8');
  });
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
