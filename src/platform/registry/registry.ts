// One repository of an OCI registry (distribution specification 1.1). Whatever it answers is hashed again before anyone sees it,
// and everything is named by digest: no tag ever decides what an image is.
import { ociDigest } from '../../base/digest.ts';
import { Fault } from '../../base/fault.ts';
import { printable } from '../../base/text.ts';
import type { RegistryAuth } from '../../model/config.ts';
import { parseEcrHost } from '../../model/ecr-host.ts';
import { type Digest, ImageRepository } from '../../model/ids.ts';
import { manifestLimit, readImageDocument } from '../../model/image.ts';
import type { Fetched, Registry, RegistryLogin } from '../../model/ports.ts';
import { type HttpAnswer, isLoopback, type Pace, usualPace } from '../http/request.ts';
import { attachArtifacts } from './attach.ts';
import { dockerConfigPath, dockerLogin } from './login.ts';
import { acceptManifests, type Content, isThere, pushBlob, pushManifest, slowest } from './push.ts';
import { openReferrers } from './referrers.ts';
import { refusal } from './refusal.ts';
import { openSession, type Session } from './session.ts';
import { isTagged, putTag, rehearsePush } from './tags.ts';

/** How a repository is logged in to; `region` and `endpoint` are ECR's. `local` admits plain http to loopback hosts. */
export type RegistryAccess = {
  kind: RegistryAuth;
  region?: string | undefined;
  endpoint?: string | undefined;
  local: boolean;
};

/** The login of the cloud that keeps the registry, in one of its regions; `endpoint` only for tests (`local`). */
export type CloudLogin = (place: { region: string; endpoint?: string | undefined; local: boolean }) => RegistryLogin;

/** What tests change: patience, and where Docker's configuration lies; who hears of passwords and of what was found on the way; and the cloud's login. */
export type RegistrySettings = {
  cloudLogin?: CloudLogin;
  pace?: Pace;
  dockerConfig?: string;
  mask?: (secret: string) => void;
  note?: (text: string) => void;
};

/**
 * The Registry port over one repository. Throws INPUT_INVALID for a name with tag or digest, REGISTRY_FAILED where an ECR login has no
 * region or credentials, or would be shown to a host that is not ECR. Its methods also throw REMOTE_UNREACHABLE.
 */
export function openRegistry(repository: string, auth: RegistryAccess, settings: RegistrySettings = {}): Registry {
  const name = ImageRepository.safeParse(repository);
  if (!name.success)
    throw new Fault(
      'INPUT_INVALID',
      `${printable(repository, 200)} is no image repository: expected host[:port]/path in lower case, without tag or digest`,
    );
  const pace = settings.pace ?? usualPace;
  const login = masked(loginOf(name.data, auth, settings), settings.mask);
  const session = openSession(name.data, { local: auth.local, login, pace, mask: settings.mask });
  const manifest = (digest: Digest) => fetchManifest(session, digest);
  const blob = (digest: Digest, limit: number) => fetchBlob(session, digest, limit);
  const push = {
    note: (text: string) => settings.note?.(text),
    blob: (digest: Digest, content: Content) => pushBlob(session, digest, content),
    manifest: (pushed: Fetched) => pushManifest(session, manifest, pushed),
  };
  return {
    repository: name.data,
    manifest,
    blob,
    hasManifest: (digest) => isThere(session, `manifests/${digest}`),
    async rehearse(image, tag, artifactType) {
      await isTagged(session, image, tag);
      await rehearsePush(session, push, image, artifactType);
    },
    pushBlob: push.blob,
    pushManifest: (digest, mediaType, bytes) => push.manifest({ digest, mediaType, bytes }),
    tag: async (digest, tag) => putTag(session, await manifest(digest), tag),
    attach: async (subject, artifacts) => attachArtifacts(session, push, await manifest(subject), artifacts),
    referrers: (subject, wanted, take) => openReferrers({ session, fetch: { manifest, blob } }, subject, wanted, take),
  };
}

/** Tells every password to the mask before it is used (threat C4). */
function masked(login: RegistryLogin, mask: RegistrySettings['mask']): RegistryLogin {
  return async () => {
    const found = await login();
    if (!found) return found;
    mask?.('identityToken' in found ? found.identityToken : found.password);
    if ('password' in found) mask?.(Buffer.from(`${found.user}:${found.password}`).toString('base64'));
    return found;
  };
}

function loginOf(repository: string, auth: RegistryAccess, settings: RegistrySettings): RegistryLogin {
  const host = repository.slice(0, repository.indexOf('/'));
  if (auth.kind === 'anonymous') return async () => undefined;
  if (auth.kind === 'docker-config') return dockerLogin(settings.dockerConfig ?? dockerConfigPath(), repository);
  const { region, endpoint, local } = auth;
  if (region === undefined) {
    throw new Fault('REGISTRY_FAILED', `${repository} wants a login by ECR; expected a region`);
  }
  // Only a private registry of ECR is shown its token.
  if (!parseEcrHost(host) && !(local && isLoopback(host.replace(/:\d+$/, '')))) {
    throw new Fault(
      'REGISTRY_FAILED',
      `${host} is not a registry of ECR; expected <account>.dkr.ecr.<region>.amazonaws.com`,
    );
  }
  if (settings.cloudLogin) return settings.cloudLogin({ region, endpoint, local });
  throw new Fault('REGISTRY_FAILED', `${repository} wants a login by ECR; expected the cloud that gives it`);
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
    redirect: 'follow',
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
