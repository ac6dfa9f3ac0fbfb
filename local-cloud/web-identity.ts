// Reads a web identity token the way STS does, against the issuer's JWKS. RS256 only. It does NOT cache keys, follow discovery
// documents or know thumbprints; the refusals carry AWS's codes.
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import * as z from 'zod';

/** The one OIDC provider of the account: who issues, where its keys are, and for whom tokens must be made. */
export type OidcProvider = { issuerUrl: string; jwksUrl: string; clientIds: readonly string[] };

/** The claims, or the refusal in AWS's words. */
export type WebIdentity = { claims: Record<string, unknown> } | { code: string; message: string };

const Header = z.looseObject({ alg: z.string(), kid: z.string().optional() });
const Payload = z.looseObject({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
});
const Jwks = z.looseObject({ keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string() })) });

/** Verifies signature, issuer, audience and times (`now` in epoch seconds, no leeway). */
export async function readWebIdentity(jwt: string, provider: OidcProvider, now: number): Promise<WebIdentity> {
  const parts = jwt.split('.');
  const header = parsePart(Header, parts[0]);
  const claims = parsePart(Payload, parts[1]);
  if (parts.length !== 3 || !header || !claims) return invalid('The ID Token provided is not a valid JWT.');
  if (claims.iss !== provider.issuerUrl)
    return invalid(`No OpenIDConnect provider found in your account for ${claims.iss}`);
  if (header.alg !== 'RS256') return invalid(`The ID Token is signed with ${header.alg}, expected RS256`);
  const keys = await fetchKeys(provider.jwksUrl);
  if (!keys) return { code: 'IDPCommunicationError', message: 'Failed to retrieve the keys of the identity provider' };
  const key = keys.find((one) => one.kid === header.kid && one.kty === 'RSA');
  if (!key || !verifies(`${parts[0]}.${parts[1]}`, parts[2] ?? '', key))
    return invalid("Couldn't retrieve verification key from your identity provider, or the signature is wrong");
  const audiences = [claims.aud].flat();
  if (!audiences.some((audience) => provider.clientIds.includes(audience))) return invalid('Incorrect token audience');
  if (now >= claims.exp)
    return {
      code: 'ExpiredTokenException',
      message: `Token expired: current date/time ${now} must be before the expiration date/time ${claims.exp}`,
    };
  if (claims.nbf !== undefined && now < claims.nbf) return invalid('The ID Token is not valid yet');
  return { claims };
}

function invalid(message: string): WebIdentity {
  return { code: 'InvalidIdentityToken', message };
}

function parsePart<T>(schema: z.ZodType<T>, part: string | undefined): T | undefined {
  try {
    return schema.parse(JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

async function fetchKeys(url: string): Promise<JsonWebKey[] | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return response.ok ? Jwks.parse(await response.json()).keys : undefined;
  } catch {
    return undefined;
  }
}

function verifies(signed: string, signature: string, jwk: JsonWebKey): boolean {
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return verify('RSA-SHA256', Buffer.from(signed), key, Buffer.from(signature, 'base64url'));
}
