// Speaks to one repository of one registry: where it may connect, what it sends along, and whom it shows its credentials.
// They go to the registry's own origin and to the token service it names, never after a redirect to somebody else.
import * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import type { RegistryCredentials, RegistryLogin } from '../../model/ports.ts';
import {
  type Attempt,
  attemptRequest,
  type HttpAnswer,
  type HttpRequest,
  isLoopback,
  type Pace,
  persist,
  placeOf,
  sendRequest,
} from '../http/request.ts';

/** A request to the registry. A redirect is refused, unless it may be followed (blobs often lie in another store) or is an answer by itself. */
export type RegistryRequest = Omit<HttpRequest, 'headers'> & {
  headers?: Record<string, string>;
  redirect?: 'follow' | 'answer';
};

/** Is told every secret before it is sent or used. */
export type Mask = (secret: string) => void;

/** A connection to one repository. */
export type Session = {
  /** `host/path`, for messages. */
  readonly repository: string;
  /** URL below `/v2/<path>/`. */
  url(path: string): URL;
  /** How long it is patient, also with what it wrote and cannot read back yet. */
  readonly pace: Pace;
  /** A URL the registry gave, absolute or relative to `base`; throws REGISTRY_FAILED when it leaves the registry's origin. */
  ownUrl(text: string, base: URL): URL;
  /** One attempt, with one new login when the registry asks for it. */
  attempt(request: RegistryRequest): Promise<Attempt>;
  /** With repeats for 429, 5xx and broken connections. Throws REMOTE_UNREACHABLE. */
  send(request: RegistryRequest): Promise<HttpAnswer>;
};

/** The names of Docker Hub; its registry answers under the last of them. */
export const dockerHubNames: readonly string[] = ['index.docker.io', 'docker.io', 'registry-1.docker.io'];

const redirects = new Set([301, 302, 303, 307, 308]);
const longestChain = 3;

/** What a token is asked for; Basic serves both. */
const scopes = ['pull', 'pull,push'] as const;
type Scope = (typeof scopes)[number];

const Token = z.object({ token: z.string().min(1).optional(), access_token: z.string().min(1).optional() });

/** The host of an address that a server gave: the rest may repeat what it was sent, or be signed. */
function hostOf(url: URL | null): string {
  return url !== null && /^[a-z0-9.:[\]-]{1,100}$/.test(url.host) ? `another place (${url.host})` : 'no address';
}

/** Opens a session; `local` admits plain http to loopback hosts. Nothing is sent before the first request. */
export function openSession(
  repository: string,
  {
    local,
    login,
    pace,
    mask = () => {},
  }: { local: boolean; login: RegistryLogin; pace: Pace; mask?: Mask | undefined },
): Session {
  const slash = repository.indexOf('/');
  const host = repository.slice(0, slash);
  const path = repository.slice(slash + 1);
  // Docker Hub's name and its registry's differ.
  const server = dockerHubNames.includes(host) ? 'registry-1.docker.io' : host;
  const origin = new URL(local && isLoopback(host.replace(/:\d+$/, '')) ? `http://${server}` : `https://${server}`);
  const granted = new Map<Scope, string>();

  async function authorize(challenge: string, scope: Scope): Promise<boolean> {
    const basic = /^basic\b/i.test(challenge);
    const authorization = basic
      ? basicOf(await login())
      : await bearerOf(readRealm(challenge, local), `repository:${path}:${scope}`, login, pace);
    if (authorization === undefined) return false;
    mask(authorization.replace(/^\w+ /, ''));
    for (const served of basic ? scopes : [scope]) granted.set(served, authorization);
    return true;
  }

  async function attempt(request: RegistryRequest): Promise<Attempt> {
    const scope = request.method === 'GET' || request.method === 'HEAD' ? 'pull' : 'pull,push';
    const first = await follow(request, granted.get(scope));
    const challenge =
      'answer' in first && first.answer.status === 401 ? first.answer.headers.get('www-authenticate') : null;
    return challenge !== null && (await authorize(challenge, scope)) ? follow(request, granted.get(scope)) : first;
  }

  async function follow(request: RegistryRequest, authorization: string | undefined): Promise<Attempt> {
    let { url } = request;
    for (let hops = 0; ; hops += 1) {
      const own = url.origin === origin.origin && authorization !== undefined ? { authorization } : {};
      const place = request.place ?? placeOf(request);
      const result = await attemptRequest({ ...request, url, place, headers: { ...request.headers, ...own } }, pace);
      if ('broken' in result || request.redirect === 'answer' || !redirects.has(result.answer.status)) return result;
      if (request.redirect !== 'follow' || hops === longestChain) throw redirectFault(request, hops);
      url = readTarget(result.answer.headers.get('location') ?? '', url, local);
      for (const secret of signaturesOf(url)) mask(secret);
    }
  }

  return {
    repository,
    pace,
    url: (text) => new URL(`/v2/${path}/${text}`, origin),
    ownUrl(text, base) {
      const url = URL.parse(text, base.href);
      if (url?.origin === origin.origin) return url;
      throw new Fault(
        'REGISTRY_FAILED',
        `${repository} points to ${hostOf(url)}; expected an address of ${origin.origin}`,
      );
    },
    attempt,
    send: (request) => persist(placeOf(request), pace, () => attempt(request), request.allowance),
  };
}

/** What makes a pre-signed address a secret. */
function signaturesOf(url: URL): string[] {
  const names =
    /^(?:x-(?:amz|goog)-(?:signature|security-token|credential)|sig|signature|token|se?cret|access_token)$/i;
  return [...url.searchParams].filter(([name]) => names.test(name)).map(([, value]) => value);
}

function redirectFault(request: RegistryRequest, hops: number): Fault {
  const allowed = request.redirect === 'follow' ? longestChain : 0;
  return new Fault(
    'REGISTRY_FAILED',
    `${placeOf(request)} was redirected ${hops + 1} times; at most ${allowed} are followed here`,
  );
}

function readTarget(location: string, base: URL, local: boolean): URL {
  const url = URL.parse(location, base.href);
  // Even a registry may not send us to a service on this machine, unless the configuration is local anyway (threat C8).
  if (url?.protocol === 'https:' && (local || !isLoopback(url.hostname))) return url;
  if (url?.protocol === 'http:' && local && isLoopback(url.hostname)) return url;
  throw new Fault('REGISTRY_FAILED', `${base.host} redirects to ${hostOf(url)}; only https elsewhere is followed`);
}

function basicOf(found: RegistryCredentials | undefined): string | undefined {
  if (found && 'identityToken' in found)
    throw new Fault('REGISTRY_FAILED', 'the registry asks for a password, and the login is an identity token', {
      hint: 'Log in with user and password, for Azure with a service principal or an access token of the repository.',
    });
  return found && `Basic ${Buffer.from(`${found.user}:${found.password}`).toString('base64')}`;
}

/** The token service that a Bearer challenge names (distribution specification, token authentication). */
function readRealm(challenge: string, local: boolean): URL {
  const parameters = new Map(
    [...challenge.matchAll(/(?<![a-z])([a-z]+)="([^"]*)"/gi)].map((match) => [match[1]?.toLowerCase(), match[2]]),
  );
  const url = /^bearer\b/i.test(challenge) ? URL.parse(parameters.get('realm') ?? '') : null;
  // This machine only where safeguard.yml is local, also over https: what listens there is not the registry's.
  const fits = url && (isLoopback(url.hostname) ? local : url.protocol === 'https:');
  if (!url || !fits) {
    throw new Fault(
      'REGISTRY_FAILED',
      `the registry asks for a login we cannot use: expected Basic, or Bearer with the realm of an https address`,
    );
  }
  const service = parameters.get('service');
  if (service !== undefined) url.searchParams.set('service', service);
  return url;
}

/** A token for one scope. The credentials go to the realm because the registry, over TLS, could as well have asked for them itself. */
async function bearerOf(realm: URL, scope: string, login: RegistryLogin, pace: Pace): Promise<string> {
  const found = await login();
  const request = found && 'identityToken' in found ? refreshOf(realm, scope, found) : tokenOf(realm, scope, found);
  const answer = await sendRequest({ ...request, limit: 256 * 1024 }, pace);
  const parsed = Token.safeParse(answer.status === 200 ? readJson(answer.bytes) : undefined);
  const token = parsed.success ? (parsed.data.token ?? parsed.data.access_token) : undefined;
  if (token === undefined)
    throw new Fault('REGISTRY_FAILED', `${realm.host} gave no token for ${scope} (status ${answer.status})`);
  return `Bearer ${token}`;
}

type TokenRequest = Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>;

function tokenOf(realm: URL, scope: string, found: RegistryCredentials | undefined): TokenRequest {
  const url = new URL(realm);
  url.searchParams.set('scope', scope);
  const basic = basicOf(found);
  return { method: 'GET', url, headers: basic === undefined ? {} : { authorization: basic } };
}

/** The exchange of a refresh token (distribution specification, OAuth 2.0), as Azure's registry wants it. */
function refreshOf(realm: URL, scope: string, { identityToken }: { identityToken: string }): TokenRequest {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    service: realm.searchParams.get('service') ?? '',
    client_id: 'safeguard',
    scope,
    refresh_token: identityToken,
  });
  // Never by its path alone: one that begins with // would name another host.
  const url = new URL(realm);
  url.search = '';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', url, headers, body: new TextEncoder().encode(form.toString()) };
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
