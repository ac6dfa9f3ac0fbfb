// Digests of bytes and the two spellings we allow; anything else is refused rather than normalized.
import { createHash } from 'node:crypto';

/** Lower-case hexadecimal SHA-256 of the bytes (64 characters). Text is hashed as UTF-8. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The OCI spelling of a SHA-256 digest: `sha256:` and 64 hexadecimal characters. */
export function ociDigest(bytes: Uint8Array | string): string {
  return `sha256:${sha256Hex(bytes)}`;
}
