// Asks Fulcio for a certificate. It makes the key itself, keeps it in memory only, and believes no certificate for another key.
import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import type { IdentityToken } from '../../model/identity.ts';
import type { EpochSeconds } from '../../model/ids.ts';
import { persist, send } from '../http/exchange.ts';
import { reasonOf } from './reasons.ts';

/** A certificate with its private key; `expires` is its last second. */
export type Certified = { privateKey: KeyObject; certificate: Buffer; expires: EpochSeconds };

const Chain = z.object({ chain: z.object({ certificates: z.array(z.string()).min(1) }) });
const Reply = z.union([
  z.object({ signedCertificateEmbeddedSct: Chain }).transform((reply) => reply.signedCertificateEmbeddedSct),
  z.object({ signedCertificateDetachedSct: Chain }).transform((reply) => reply.signedCertificateDetachedSct),
]);

/** A certificate for a new P-256 key, by the token's identity. Throws SIGN_FAILED; the token is in no message. */
export async function requestCertificate(
  fulcio: string,
  token: IdentityToken,
  limit: AbortSignal,
  requestMs: number,
): Promise<Certified> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = publicKey.export({ type: 'spki', format: 'pem' });
  const proofOfPossession = sign('sha256', Buffer.from(token.claims.sub), privateKey).toString('base64');
  const request = {
    server: 'Fulcio',
    reasonOf,
    url: `${fulcio.replace(/(?<!\/)\/+$/, '')}/api/v2/signingCert`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      credentials: { oidcIdentityToken: token.jwt },
      publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content }, proofOfPossession },
    }),
  } as const;
  const reply = await persist('SIGN_FAILED', limit, () => send(request, limit, requestMs));
  const leaf = readLeaf(reply);
  if (!leaf.publicKey.equals(publicKey)) throw new Fault('SIGN_FAILED', `Fulcio (${fulcio}) certified another key`);
  return { privateKey, certificate: leaf.raw, expires: Math.floor(leaf.validToDate.getTime() / 1000) };
}

function readLeaf(reply: Buffer): X509Certificate {
  try {
    const [leaf = ''] = Reply.parse(JSON.parse(reply.toString())).chain.certificates;
    return new X509Certificate(leaf);
  } catch (cause) {
    throw new Fault('SIGN_FAILED', 'Fulcio answered something that is not a certificate chain', { cause });
  }
}
