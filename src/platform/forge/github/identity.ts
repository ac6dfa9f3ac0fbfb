// The job's OIDC token, as GitHub's runner hands it out. It is decoded, not verified: it comes straight from GitHub over TLS,
// and those who must not trust us (Fulcio, STS) verify it themselves. The token and the bearer never appear in an error.
import { decodeJwt } from 'jose';
import * as z from 'zod';
import { Fault } from '../../../base/fault.ts';
import { Claims, type IdentityToken } from '../../../model/identity.ts';
import type { IdentitySource } from '../../../model/ports.ts';
import { type Patience, persist, send } from '../../http/exchange.ts';

const Reply = z.object({ value: z.string().min(1) });
const loopback = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * The identity behind ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN; without both, it has no token. `local` admits plain http to
 * loopback hosts. Its `token` throws OIDC_INVALID naming each claim that is missing or wrong, REMOTE_UNREACHABLE when GitHub
 * gives none.
 */
export function openIdentity(
  variables: Readonly<Record<string, string | undefined>>,
  local = false,
  patience: Patience = { totalMs: 30_000, requestMs: 10_000 },
): IdentitySource {
  const address = variables['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const bearer = variables['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  if (!address || !bearer) return { token: async () => undefined };
  const token = async (audience: string): Promise<IdentityToken> => {
    const url = readAddress(address, local);
    url.searchParams.set('audience', audience);
    const limit = AbortSignal.timeout(patience.totalMs);
    const headers = { authorization: `Bearer ${bearer}`, accept: 'application/json' };
    const request = { server: 'the OIDC token service', url: url.href, method: 'GET', headers } as const;
    const reply = await persist('REMOTE_UNREACHABLE', limit, () => send(request, limit, patience.requestMs));
    return readToken(reply, audience);
  };
  return { token };
}

function readAddress(address: string, local: boolean): URL {
  const url = URL.parse(address);
  const allowed = url?.protocol === 'https:' || (local && url?.protocol === 'http:' && loopback.includes(url.hostname));
  if (url && allowed) return url;
  throw new Fault(
    'OIDC_INVALID',
    'ACTIONS_ID_TOKEN_REQUEST_URL is not an https URL; a token is asked for nowhere else',
  );
}

function readToken(reply: Buffer, audience: string): IdentityToken {
  const decoded = decode(reply);
  if (!decoded) throw new Fault('OIDC_INVALID', 'the OIDC token service answered without a readable token');
  const claims = Claims.safeParse(decoded.payload);
  if (!claims.success) {
    const list = claims.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ');
    throw new Fault('OIDC_INVALID', `the OIDC token has missing or wrong claims: ${list}`);
  }
  if (claims.data.aud !== audience) {
    throw new Fault('OIDC_INVALID', `the OIDC token is for another audience than ${audience}`);
  }
  return { jwt: decoded.jwt, claims: claims.data };
}

function decode(reply: Buffer): { jwt: string; payload: unknown } | undefined {
  try {
    const { value } = Reply.parse(JSON.parse(reply.toString()));
    return { jwt: value, payload: decodeJwt(value) };
  } catch {
    return undefined;
  }
}
