// What refers to an image: attaching (OCI image specification 1.1, `subject`) and listing, by the referrers API and by the tag that
// stands in for it. A list is only a hint: each manifest is fetched by digest and must itself name the subject.

import * as z from 'zod';
import { ociDigest } from '../../base/digest.ts';
import { Fault } from '../../base/fault.ts';
import { parseJsonBytes } from '../../base/json-text.ts';
import { Digest } from '../../model/ids.ts';
import { type ImageDescriptor, imageMediaTypes, manifestLimit, readImageDocument } from '../../model/image.ts';
import type { Fetched, Registry } from '../../model/ports.ts';
import type { HttpAnswer } from '../http/request.ts';
import type { Session } from './session.ts';

type Artifact = Parameters<Registry['attach']>[1];
type Referrer = Awaited<ReturnType<Registry['referrers']>>[number];

/** What attaching needs to write; `manifest` says whether the registry lists referrers by itself. */
type Push = {
  blob(digest: Digest, content: { bytes: Uint8Array }): Promise<void>;
  manifest(digest: Digest, mediaType: string, bytes: Uint8Array): Promise<boolean>;
};

/** Most referrers of one image that are looked at; more is an accident or an attack on our time. */
const mostReferrers = 200;
const mostTagWrites = 5;
const emptyType = 'application/vnd.oci.empty.v1+json';
const emptyConfig = new TextEncoder().encode('{}');

/** Attaches an artifact to an image that is there. The same artifact yields the same manifest, so a repeat changes nothing. */
export async function attachReferrer(
  session: Session,
  push: Push,
  subject: Fetched,
  artifact: Artifact,
): Promise<Digest> {
  const manifest = {
    schemaVersion: 2,
    mediaType: imageMediaTypes.manifest,
    artifactType: artifact.artifactType,
    config: describe(emptyType, emptyConfig),
    layers: [describe(artifact.artifactType, artifact.bytes)],
    subject: describe(subject.mediaType, subject.bytes),
    annotations: sorted(artifact.annotations),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(manifest));
  const { digest } = describe(imageMediaTypes.manifest, bytes);
  await push.blob(manifest.config.digest, { bytes: emptyConfig });
  await push.blob(describe('', artifact.bytes).digest, { bytes: artifact.bytes });
  const listed =
    (await push.manifest(digest, imageMediaTypes.manifest, bytes)) ||
    (await fromApi(session, subject.digest)).some((entry) => entry.digest === digest);
  const { artifactType, annotations } = manifest;
  if (!listed)
    await addToTag(session, subject.digest, {
      ...describe(imageMediaTypes.manifest, bytes),
      artifactType,
      annotations,
    });
  return digest;
}

/** Every manifest that names `subject`. One that is listed but gone, or names another subject, is left out; bytes that differ from their digest throw IMAGE_INVALID. */
export async function listReferrers(
  session: Session,
  fetch: (digest: Digest) => Promise<Fetched | undefined>,
  subject: Digest,
): Promise<Referrer[]> {
  const hints = [...(await fromApi(session, subject)), ...(await fromTag(session, subject))];
  const digests = new Set(
    hints.filter((hint) => hint.mediaType === imageMediaTypes.manifest).map((hint) => hint.digest),
  );
  if (digests.size > mostReferrers) throw tooMany(session, subject);
  const referrers: Referrer[] = [];
  for (const digest of digests) {
    const fetched = await fetch(digest);
    const document = fetched && readImageDocument(fetched.bytes, fetched.mediaType, `${session.repository}@${digest}`);
    if (document?.type !== 'manifest' || document.subject?.digest !== subject) continue;
    const { artifactType, annotations, layers } = document;
    referrers.push({ digest, artifactType, annotations, layers });
  }
  return referrers;
}

/** The registered error codes of the distribution specification, and those that Docker's registry adds. */
const knownCodes = new Set([
  ...['BLOB_UNKNOWN', 'BLOB_UPLOAD_INVALID', 'BLOB_UPLOAD_UNKNOWN', 'DIGEST_INVALID', 'MANIFEST_BLOB_UNKNOWN'],
  ...['MANIFEST_INVALID', 'MANIFEST_UNKNOWN', 'MANIFEST_UNVERIFIED', 'NAME_INVALID', 'NAME_UNKNOWN', 'SIZE_INVALID'],
  ...['TAG_INVALID', 'UNAUTHORIZED', 'DENIED', 'UNSUPPORTED', 'TOOMANYREQUESTS', 'UNAVAILABLE', 'UNKNOWN'],
  ...['RANGE_INVALID', 'PAGINATION_NUMBER_INVALID'],
]);
const Errors = z.object({ errors: z.array(z.object({ code: z.string() })).min(1) });

/** The registry's codes that are known; its other words may repeat what it was sent, and are dropped. */
function codesOf({ bytes }: HttpAnswer): string {
  try {
    const { errors } = Errors.parse(parseJsonBytes(bytes));
    const found = errors.slice(0, 100).map(({ code }) => code);
    return [...new Set(found)]
      .filter((code) => knownCodes.has(code))
      .map((code) => ` ${code}`)
      .join('');
  } catch {
    return '';
  }
}

/** A refusal by the registry, with its status and the codes it gave. */
export function refusal(session: Session, what: string, answer: HttpAnswer): Fault {
  const login = answer.status === 401 || answer.status === 403;
  const hint = login
    ? { hint: 'Check registry.auth in safeguard.yml and what the role or login may do in this repository.' }
    : {};
  return new Fault(
    'REGISTRY_FAILED',
    `${session.repository}: ${what} was answered with ${answer.status}${codesOf(answer)}`,
    hint,
  );
}

function describe(mediaType: string, bytes: Uint8Array): ImageDescriptor {
  return { mediaType, digest: Digest.parse(ociDigest(bytes)), size: bytes.length };
}

function sorted(annotations: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** All pages of the referrers API; empty where the registry does not have it (404). */
async function fromApi(session: Session, subject: Digest): Promise<ImageDescriptor[]> {
  const found: ImageDescriptor[] = [];
  let url: URL | undefined = session.url(`referrers/${subject}`);
  while (url) {
    const answer: HttpAnswer = await session.send({
      method: 'GET',
      url,
      headers: { accept: imageMediaTypes.index },
      limit: manifestLimit,
    });
    if (answer.status === 404) return found;
    const page = readIndex(session, `the list of referrers of ${subject}`, answer);
    found.push(...page);
    if (found.length > mostReferrers || (page.length === 0 && answer.headers.has('link')))
      throw tooMany(session, subject);
    url = nextPage(session, answer, url);
  }
  return found;
}

function nextPage(session: Session, answer: HttpAnswer, current: URL): URL | undefined {
  const next = /<([^<>]+)>\s*;\s*rel="?next"?/i.exec(answer.headers.get('link') ?? '')?.[1];
  return next === undefined ? undefined : session.ownUrl(next, current);
}

/** The tag scheme of the distribution specification: `sha256-<hex>`. */
function tagOf(subject: Digest): string {
  return subject.replace(':', '-');
}

async function fromTag(session: Session, subject: Digest): Promise<ImageDescriptor[]> {
  const path = `manifests/${tagOf(subject)}`;
  const answer = await session.send({
    method: 'GET',
    url: session.url(path),
    headers: { accept: imageMediaTypes.index },
    limit: manifestLimit,
  });
  return answer.status === 404 ? [] : readIndex(session, `the tag ${tagOf(subject)}`, answer);
}

function readIndex(session: Session, what: string, answer: HttpAnswer): ImageDescriptor[] {
  if (answer.status !== 200) throw refusal(session, `reading ${what}`, answer);
  const name = `${what} in ${session.repository}`;
  if (answer.cut) throw new Fault('IMAGE_INVALID', `${name} has more than ${manifestLimit} bytes`);
  const document = readImageDocument(answer.bytes, imageMediaTypes.index, name);
  return document.type === 'index' ? document.manifests : [];
}

/** Reads the tag's index, adds one entry, writes it and reads it again, until the entry is in it: others may write at the same time. */
async function addToTag(session: Session, subject: Digest, entry: ImageDescriptor): Promise<void> {
  for (let writes = 0; ; writes += 1) {
    const manifests = await fromTag(session, subject);
    if (manifests.some((known) => known.digest === entry.digest)) return;
    if (writes === mostTagWrites) break;
    const index = { schemaVersion: 2, mediaType: imageMediaTypes.index, manifests: [...manifests, entry] };
    await putTag(session, tagOf(subject), JSON.stringify(index));
  }
  const text = `${session.repository}: the tag ${tagOf(subject)} lost the new referrer ${mostTagWrites} times`;
  throw new Fault('REGISTRY_FAILED', text, {
    hint: 'Somebody else attaches to the same image at the same time; run the step again.',
  });
}

async function putTag(session: Session, tag: string, text: string): Promise<void> {
  const url = session.url(`manifests/${tag}`);
  const headers = { 'content-type': imageMediaTypes.index };
  const answer = await session.send({
    method: 'PUT',
    url,
    headers,
    body: new TextEncoder().encode(text),
    limit: 64 * 1024,
  });
  if (answer.status !== 201) throw refusal(session, `PUT manifests/${tag}`, answer);
}

function tooMany(session: Session, subject: Digest): Fault {
  return new Fault(
    'IMAGE_INVALID',
    `${session.repository}@${subject} has more than ${mostReferrers} referrers, or an endless list of them`,
    {
      hint: 'Remove referrers that nobody needs, or publish a new image.',
    },
  );
}
