// The access keys that STS and the tests hand out, and who stands behind each. Signatures (SigV4) are NOT verified by any stand-in:
// the access key id and the session token must match and be in time, nothing more.
import { randomBytes } from 'node:crypto';
import type { SharedClock } from './clock.ts';
import type { Principal } from './iam.ts';
import type { Call } from './server.ts';

/** Keys as AWS gives them; a user's have no session token. */
export type IssuedKeys = { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiresAt: number };

/** Why a call carries no valid identity; the codes are AWS's. */
export type AuthFailure = 'MissingAuthenticationToken' | 'InvalidClientTokenId' | 'InvalidToken' | 'ExpiredToken';

/** The register of access keys. */
export type KeyRegister = {
  issue(principal: Principal, expiresAt?: number): IssuedKeys;
  /** Who holds this key now; undefined when unknown or expired. */
  lookup(accessKeyId: string): Principal | undefined;
  /** Who sent this call, by `Authorization` and `X-Amz-Security-Token`. */
  authenticate(call: Call): { principal: Principal } | { failure: AuthFailure };
};

const never = Number.POSITIVE_INFINITY;

/** An empty register on the shared clock. */
export function createKeyRegister(clock: SharedClock): KeyRegister {
  const held = new Map<string, { principal: Principal; keys: IssuedKeys }>();
  return {
    issue(principal, expiresAt = never) {
      const session = expiresAt !== never;
      const keys = {
        accessKeyId: `${session ? 'ASIA' : 'AKIA'}${randomBytes(8).toString('hex').toUpperCase()}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: session ? randomBytes(90).toString('base64') : '',
        expiresAt,
      };
      held.set(keys.accessKeyId, { principal, keys });
      return keys;
    },
    lookup(accessKeyId) {
      const entry = held.get(accessKeyId);
      return entry && clock.now() < entry.keys.expiresAt ? entry.principal : undefined;
    },
    authenticate(call) {
      const accessKeyId = /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)\//.exec(call.headers['authorization'] ?? '')?.[1];
      if (accessKeyId === undefined) return { failure: 'MissingAuthenticationToken' };
      const entry = held.get(accessKeyId);
      if (!entry) return { failure: 'InvalidClientTokenId' };
      if ((call.headers['x-amz-security-token'] ?? '') !== entry.keys.sessionToken) return { failure: 'InvalidToken' };
      return clock.now() < entry.keys.expiresAt ? { principal: entry.principal } : { failure: 'ExpiredToken' };
    },
  };
}
