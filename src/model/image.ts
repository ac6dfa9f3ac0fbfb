// Image manifests and indexes as registries and layouts hold them. A document is read under exactly one media type, and
// one that could be read as another kind is refused, so that two readers never see two images behind one digest (threat
// B10).
import * as z from 'zod';
import { Fault, isFault } from '../base/fault.ts';
import { parseJsonBytes } from '../base/json-text.ts';
import { placesOf } from '../base/mistakes.ts';
import { Digest } from './ids.ts';

/** The media types of the OCI image specification 1.1 and of Docker's schema 2 that name a manifest or an index. */
export const imageMediaTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
} as const;
const ImageMediaType = z.enum(imageMediaTypes);

/** Largest manifest or index that is read, in bytes; the distribution specification asks registries for at least this. */
export const manifestLimit = 4 * 1024 * 1024;

const Annotations = z.record(z.string(), z.string());

/** A descriptor: what a manifest says about a blob or another manifest. */
export const ImageDescriptor = z.object({
  mediaType: z.string().min(1),
  digest: Digest,
  size: z.int().min(0),
  artifactType: z.string().exactOptional(),
  annotations: Annotations.exactOptional(),
});
export type ImageDescriptor = z.infer<typeof ImageDescriptor>;

const opening = { schemaVersion: z.literal(2), mediaType: z.string().optional(), annotations: Annotations.default({}) };

const ManifestDocument = z.looseObject({
  ...opening,
  artifactType: z.string().optional(),
  config: ImageDescriptor,
  layers: z.array(ImageDescriptor),
  subject: ImageDescriptor.optional(),
  manifests: z.never().optional(),
});

const IndexDocument = z.looseObject({
  ...opening,
  manifests: z.array(ImageDescriptor),
  subject: ImageDescriptor.optional(),
  config: z.never().optional(),
  layers: z.never().optional(),
});

/** A manifest: one image or artifact. `artifactType` falls back to the config's media type (OCI image specification 1.1). */
export type ImageManifest = {
  type: 'manifest';
  mediaType: string;
  artifactType: string;
  config: ImageDescriptor;
  layers: ImageDescriptor[];
  subject: ImageDescriptor | undefined;
  annotations: Record<string, string>;
};

/** An index: a list of manifests, one per platform. */
export type ImageIndex = {
  type: 'index';
  mediaType: string;
  manifests: ImageDescriptor[];
  subject: ImageDescriptor | undefined;
};

/**
 * Reads a manifest or index under the media type it was announced with; `name` is for messages. Throws IMAGE_INVALID for unknown
 * media types, for a document that calls itself something else, and for one that has the fields of both kinds.
 */
export function readImageDocument(bytes: Uint8Array, mediaType: string, name: string): ImageManifest | ImageIndex {
  const type = ImageMediaType.safeParse(mediaType);
  if (!type.success)
    throw new Fault(
      'IMAGE_INVALID',
      `${name} has media type ${shownType(mediaType)}; expected an OCI or Docker v2 manifest or index`,
    );
  const value = readJson(bytes, name);
  return type.data === imageMediaTypes.manifest || type.data === imageMediaTypes.dockerManifest
    ? readManifest(value, type.data, name)
    : readIndex(value, type.data, name);
}

function readManifest(value: unknown, mediaType: string, name: string): ImageManifest {
  const document = checked(ManifestDocument.safeParse(value), mediaType, name);
  const { config, layers, subject, annotations } = document;
  return {
    type: 'manifest',
    mediaType,
    artifactType: document.artifactType ?? config.mediaType,
    config,
    layers,
    subject,
    annotations,
  };
}

function readIndex(value: unknown, mediaType: string, name: string): ImageIndex {
  const { manifests, subject } = checked(IndexDocument.safeParse(value), mediaType, name);
  return { type: 'index', mediaType, manifests, subject };
}

function checked<T extends { mediaType?: string | undefined }>(
  parsed: z.ZodSafeParseResult<T>,
  mediaType: string,
  name: string,
): T {
  if (!parsed.success) {
    throw new Fault('IMAGE_INVALID', `${name} is not a valid ${shownType(mediaType)}: ${placesOf(parsed.error)}`);
  }
  if ((parsed.data.mediaType ?? mediaType) === mediaType) return parsed.data;
  throw new Fault(
    'IMAGE_INVALID',
    `${name} was announced as ${shownType(mediaType)} and calls itself ${shownType(parsed.data.mediaType ?? '')}`,
  );
}

/** A media type is untrusted text: one of an unexpected form is not repeated. */
function shownType(mediaType: string): string {
  if (mediaType === '') return 'none';
  return /^[a-z]{4,12}\/[a-z0-9][a-z0-9.+-]{0,79}$/.test(mediaType) ? JSON.stringify(mediaType) : 'of no known form';
}

function readJson(bytes: Uint8Array, name: string): unknown {
  try {
    return parseJsonBytes(bytes, { maxBytes: manifestLimit, maxDepth: 32 });
  } catch (error) {
    if (isFault(error)) throw new Fault('IMAGE_INVALID', `${name}: ${error.message}`, { cause: error });
    throw error;
  }
}
