// One repository of an OCI registry (distribution specification 1.1). Whatever it answers is hashed again before anyone sees it,
// and everything is named by digest: a tag is never resolved to decide what an image is.
import { createHash } from 'node:crypto';
import { ociDigest } from '../../base/digest.ts';
import { Fault, isFault } from '../../base/fault.ts';
import { printable } from '../../base/text.ts';
import type { RegistryAuth } from '../../model/config.ts';
import { type Digest, ImageRepository } from '../../model/ids.ts';
import { imageMediaTypes, manifestLimit, readImageDocument } from '../../model/image.ts';
import type { AwsCredentials, Fetched, Registry } from '../../model/ports.ts';
import { type Attempt, type HttpAnswer, isLoopback, type Pace, persist, usualPace } from '../http/request.ts';
import { readChunks } from '../local/files.ts';
import { ecrLogin, isEcrHost } from './ecr.ts';
import { dockerConfigPath, dockerLogin } from './login.ts';
import { attachReferrer, listReferrers, refusal } from './referrers.ts';
import { type Login, openSession, type Session } from './session.ts';

/** How a repository is logged in to; `region` and `endpoint` are ECR's. `local` admits plain http to loopback hosts. */
export type RegistryAccess = {
  kind: RegistryAuth;
  region?: string | undefined;
  endpoint?: string | undefined;
  local: boolean;
};

/** What tests change: patience, and where Docker's configuration lies. */
export type RegistrySettings = { pace?: Pace; dockerConfig?: string; mask?: (secret: string) => void };

/** Slowest transfer that is waited for, in bytes per millisecond: 1 MiB a second on top of the deadline. */
const slowest = 1024;

/**
 * The Registry port over one repository. Throws INPUT_INVALID for a name with tag or digest, REGISTRY_FAILED where an ECR login has no
 * region or credentials, or would be shown to a host that is not ECR. Its methods also throw REMOTE_UNREACHABLE.
 */
export function openRegistry(
  repository: string,
  auth: RegistryAccess,
  credentials?: AwsCredentials,
  settings: RegistrySettings = {},
): Registry {
  const name = ImageRepository.safeParse(repository);
  if (!name.success)
    throw new Fault(
      'INPUT_INVALID',
      `${printable(repository, 200)} is no image repository: expected host[:port]/path in lower case, without tag or digest`,
    );
  const pace = settings.pace ?? usualPace;
  const login = masked(loginOf(name.data, auth, credentials, settings), settings.mask);
  const session = openSession(name.data, auth.local, login, pace, settings.mask);
  const manifest = (digest: Digest) => fetchManifest(session, digest);
  const push = {
    blob: (digest: Digest, content: Content) => pushBlob(session, pace, digest, content),
    manifest: (digest: Digest, mediaType: string, bytes: Uint8Array) => putManifest(session, digest, mediaType, bytes),
  };
  return {
    repository: name.data,
    manifest,
    hasManifest: (digest) => isThere(session, `manifests/${digest}`),
    blob: (digest, limit) => fetchBlob(session, digest, limit),
    pushBlob: push.blob,
    async pushManifest(digest, mediaType, bytes) {
      await push.manifest(digest, mediaType, bytes);
    },
    attach: async (subject, artifact) => attachReferrer(session, push, await manifest(subject), artifact),
    referrers: (subject) => listReferrers(session, (digest) => manifest(digest).catch(undefinedIfMissing), subject),
  };
}

function undefinedIfMissing(error: unknown): undefined {
  if (!isFault(error, 'IMAGE_MISSING')) throw error;
}

type Content = { bytes: Uint8Array } | { path: string; size: number };

/** Tells every password to the mask before it is used (THREATS C4). */
function masked(login: Login, mask: RegistrySettings['mask']): Login {
  return async () => {
    const found = await login();
    if (found) {
      mask?.(found.password);
      mask?.(Buffer.from(`${found.user}:${found.password}`).toString('base64'));
    }
    return found;
  };
}

function loginOf(
  repository: string,
  auth: RegistryAccess,
  credentials: AwsCredentials | undefined,
  settings: RegistrySettings,
): Login {
  const host = repository.slice(0, repository.indexOf('/'));
  if (auth.kind === 'anonymous') return async () => undefined;
  if (auth.kind === 'docker-config') return dockerLogin(settings.dockerConfig ?? dockerConfigPath(), host);
  const { region, endpoint, local } = auth;
  if (region === undefined) {
    throw new Fault('REGISTRY_FAILED', `${repository} wants a login by ECR; expected a region`);
  }
  if (!isEcrHost(host) && !(local && isLoopback(host.replace(/:\d+$/, '')))) {
    throw new Fault(
      'REGISTRY_FAILED',
      `${host} is not a registry of ECR; expected <account>.dkr.ecr.<region>.amazonaws.com`,
    );
  }
  // Without a role: the ambient credentials of a person's machine, for verify on the command line.
  return ecrLogin({ region, endpoint, local, ...(credentials ? { credentials } : {}) });
}

const acceptManifests = Object.values(imageMediaTypes).join(', ');

async function isThere(session: Session, path: string): Promise<boolean> {
  const isBlob = path.startsWith('blobs/');
  const headers = { accept: isBlob ? '*/*' : acceptManifests };
  const answer = await session.send({ method: 'HEAD', url: session.url(path), headers, limit: 0, follow: isBlob });
  if (answer.status === 200) return true;
  if (answer.status === 404) return false;
  throw refusal(session, `HEAD ${path}`, answer);
}

async function fetchManifest(session: Session, digest: Digest): Promise<Fetched> {
  const path = `manifests/${digest}`;
  const answer = await session.send({
    method: 'GET',
    url: session.url(path),
    headers: { accept: acceptManifests },
    limit: manifestLimit,
  });
  if (answer.status === 404) throw new Fault('IMAGE_MISSING', `${session.repository}@${digest} is not in the registry`);
  if (answer.status !== 200) throw refusal(session, `GET ${path}`, answer);
  const bytes = checkBytes(session, digest, answer, manifestLimit);
  const mediaType = mediaTypeOf(answer);
  readImageDocument(bytes, mediaType, `${session.repository}@${digest}`);
  return { digest, mediaType, bytes };
}

/** The media type of an answer, without parameters; '' when there is none. */
function mediaTypeOf(answer: HttpAnswer): string {
  return (answer.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
}

async function fetchBlob(session: Session, digest: Digest, limit: number): Promise<Uint8Array> {
  const path = `blobs/${digest}`;
  const answer = await session.send({
    method: 'GET',
    url: session.url(path),
    limit,
    follow: true,
    allowance: limit / slowest,
  });
  if (answer.status === 404) throw new Fault('IMAGE_MISSING', `${session.repository} has no blob ${digest}`);
  if (answer.status !== 200) throw refusal(session, `GET ${path}`, answer);
  return checkBytes(session, digest, answer, limit);
}

function checkBytes(session: Session, digest: Digest, answer: HttpAnswer, limit: number): Uint8Array {
  if (answer.cut) throw new Fault('IMAGE_INVALID', `${session.repository}@${digest} has more than ${limit} bytes`);
  const found = ociDigest(answer.bytes);
  if (found === digest) return answer.bytes;
  throw new Fault('IMAGE_INVALID', `${session.repository} answered bytes with digest ${found} for ${digest}`);
}

async function pushBlob(session: Session, pace: Pace, digest: Digest, content: Content): Promise<void> {
  if ('bytes' in content) checkOwnBytes(digest, content.bytes);
  if (await isThere(session, `blobs/${digest}`)) return;
  const what = `upload of ${digest} to ${session.repository}`;
  const answer = await persist(what, pace, () => upload(session, digest, content), sizeOf(content) / slowest);
  if (answer.status !== 201) throw refusal(session, `upload of blob ${digest}`, answer);
}

function checkOwnBytes(digest: Digest, bytes: Uint8Array): void {
  const found = ociDigest(bytes);
  if (found !== digest) throw new Fault('IMAGE_INVALID', `the bytes to push as ${digest} have digest ${found}`);
}

function sizeOf(content: Content): number {
  return 'bytes' in content ? content.bytes.length : content.size;
}

/** Opens an upload and sends the content in one piece; a repeat starts with a new upload, since a broken one may be gone. */
async function upload(session: Session, digest: Digest, content: Content): Promise<Attempt> {
  const start = session.url('blobs/uploads/');
  const opened = await session.attempt({ method: 'POST', url: start, limit: 64 * 1024 });
  if ('broken' in opened || opened.answer.status !== 202) return opened;
  const url = session.ownUrl(opened.answer.headers.get('location') ?? '', start);
  url.searchParams.set('digest', digest);
  const size = sizeOf(content);
  const body = 'bytes' in content ? content.bytes : () => readHashed(content.path, content.size, digest);
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(size) };
  const place = `PUT ${url.host}, upload of ${digest}`;
  return session.attempt({ method: 'PUT', url, place, headers, body, limit: 64 * 1024, allowance: size / slowest });
}

/** The file's bytes, the last piece held back until size and digest of the whole are known to be right. Throws IMAGE_INVALID. */
async function* readHashed(path: string, size: number, digest: Digest): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let sent = 0;
  let held: Uint8Array = new Uint8Array();
  for await (const chunk of readChunks(path)) {
    hash.update(chunk);
    sent += chunk.length;
    if (held.length > 0) yield held;
    held = chunk;
  }
  const found = `sha256:${hash.digest('hex')}`;
  if (found !== digest || sent !== size) {
    throw new Fault(
      'IMAGE_INVALID',
      `${path} has ${sent} bytes with digest ${found}; expected ${size} bytes with digest ${digest}`,
    );
  }
  if (held.length > 0) yield held;
}

/** Pushes a manifest; true when the registry said that it keeps the list of referrers itself (OCI-Subject). */
async function putManifest(session: Session, digest: Digest, mediaType: string, bytes: Uint8Array): Promise<boolean> {
  checkOwnBytes(digest, bytes);
  readImageDocument(bytes, mediaType, digest);
  const path = `manifests/${digest}`;
  const answer = await session.send({
    method: 'PUT',
    url: session.url(path),
    headers: { 'content-type': mediaType },
    body: bytes,
    limit: 64 * 1024,
  });
  if (answer.status !== 201) throw refusal(session, `PUT ${path}`, answer);
  return answer.headers.has('oci-subject');
}
