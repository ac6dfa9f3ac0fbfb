// What S3 requires of a request's headers: checksums that fit the body, and a complete lock that ends in the future. No
// state is kept here.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Lock, S3Refusal } from './s3-bucket.ts';
import type { Call } from './server.ts';

/** Refuses a body that does not fit its declared digests (BadDigest, XAmzContentSHA256Mismatch, InvalidRequest) and chunked uploads. */
export function verifyBody({ headers, body }: Call): void {
  const declared = headers['x-amz-content-sha256'] ?? '';
  if (declared.startsWith('STREAMING-') || headers['content-encoding']?.includes('aws-chunked'))
    throw new S3Refusal(501, 'NotImplemented', 'chunked uploads are not supported by this stand-in');
  const sha256 = createHash('sha256').update(body);
  const checksum = headers['x-amz-checksum-sha256'];
  if (checksum !== undefined && !/^[A-Za-z0-9+/]{43}=$/.test(checksum))
    throw new S3Refusal(400, 'InvalidRequest', 'Value for x-amz-checksum-sha256 header is invalid.');
  const computed = sha256.digest();
  if (checksum !== undefined && checksum !== computed.toString('base64'))
    throw new S3Refusal(400, 'BadDigest', 'The SHA256 you specified did not match the calculated checksum.');
  if (/^[0-9a-f]{64}$/.test(declared) && declared !== computed.toString('hex'))
    throw new S3Refusal(
      400,
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  if (headers['x-amz-checksum-crc32'] !== undefined && headers['x-amz-checksum-crc32'] !== crc.toString('base64'))
    throw new S3Refusal(400, 'BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
}

/** The lock that headers or a body ask for; both parts or none, and in the future. */
export function readLock(mode: string | undefined, until: string | undefined, now: number): Lock | undefined {
  if (mode === undefined && until === undefined) return undefined;
  if (mode === undefined || until === undefined)
    throw new S3Refusal(
      400,
      'InvalidArgument',
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    );
  if (mode !== 'COMPLIANCE' && mode !== 'GOVERNANCE')
    throw new S3Refusal(400, 'InvalidArgument', 'Unknown wormMode directive.');
  const retainUntil = Math.floor(Date.parse(until) / 1000);
  if (!(retainUntil > now)) throw new S3Refusal(400, 'InvalidArgument', 'The retain until date must be in the future!');
  return { mode, retainUntil };
}

/** The condition keys that IAM sees for a lock; remaining days are whole days, rounded down. */
export function lockContext(lock: Lock | undefined, now: number): Record<string, string[]> {
  if (!lock) return {};
  return {
    's3:object-lock-mode': [lock.mode],
    's3:object-lock-retain-until-date': [new Date(lock.retainUntil * 1000).toISOString()],
    's3:object-lock-remaining-retention-days': [String(Math.floor((lock.retainUntil - now) / 86400))],
  };
}
