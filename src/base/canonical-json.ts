// RFC 8785 canonical JSON: the only serialization that is ever hashed or signed by us.
import canonicalize from 'canonicalize';
import { Fault } from './fault.ts';

/** The canonical text of a JSON value (RFC 8785). Throws BUG for values JSON cannot hold. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Fault('BUG', 'a value without a JSON form was to be serialized');
  return text;
}

/** The canonical text as UTF-8 bytes, ready to hash, sign or store. */
export function canonicalBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalText(value));
}
