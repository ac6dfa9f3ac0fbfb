// Asks a timestamp authority for an RFC 3161 timestamp over a signature. It does not verify the timestamp (the room attest
// does, against pinned roots), but takes none that names other bytes or another request.
import { createHash, randomBytes } from 'node:crypto';
import { Fault } from '../../base/fault.ts';
import { persist, send } from '../http/exchange.ts';
import { reasonOf } from './reasons.ts';

/** The TimeStampResp (DER) for a signature, with the authority's certificates. Throws SIGN_FAILED. */
export async function requestTimestamp(
  authority: string,
  signature: Buffer,
  limit: AbortSignal,
  requestMs: number,
): Promise<Buffer> {
  const imprint = createHash('sha256').update(signature).digest();
  const nonce = randomBytes(8);
  nonce.writeUInt8((nonce.readUInt8(0) & 0x3f) | 0x40, 0); // exactly eight bytes as a positive DER integer
  const request = {
    server: 'timestamp authority',
    reasonOf,
    url: endpointOf(authority),
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: encodeQuery(imprint, nonce),
  } as const;
  const reply = await persist('SIGN_FAILED', limit, () => send(request, limit, requestMs));
  if (!reply.includes(imprint) || !reply.includes(nonce)) {
    throw new Fault(
      'SIGN_FAILED',
      `the timestamp authority (${authority}) answered without a timestamp of this signature`,
    );
  }
  return reply;
}

/** A configured path is taken as it is; a bare host gets the path that Sigstore's authorities serve. */
function endpointOf(authority: string): string {
  const url = new URL(authority);
  return url.pathname === '/' ? `${url.origin}/api/v1/timestamp` : authority;
}

/** RFC 3161 TimeStampReq: version 1, SHA-256 imprint, nonce, certReq. Every field has a fixed length, so the DER is a frame. */
function encodeQuery(imprint: Buffer, nonce: Buffer): Buffer {
  const head = Buffer.from('3043020101' + '3031300d060960864801650304020105000420', 'hex');
  return Buffer.concat([head, imprint, Buffer.from('0208', 'hex'), nonce, Buffer.from('0101ff', 'hex')]);
}
