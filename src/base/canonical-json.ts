// RFC 8785 canonical JSON: the only serialization that we hash or sign. Plain data, the common case, takes a fast path
// of our own to the same bytes; everything else goes through the library, which defines the result.
import canonicalize from 'canonicalize';
import { Fault } from './fault.ts';

/** The canonical text of a JSON value (RFC 8785). Throws BUG for values JSON cannot hold. */
export function canonicalText(value: unknown): string {
  const text = plainText(value) ?? canonicalize(value);
  if (text === undefined) throw new Fault('BUG', 'a value without a JSON form was to be serialized');
  return text;
}

/** The canonical text as UTF-8 bytes, ready to hash, sign or store. */
export function canonicalBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalText(value));
}

const deepest = 128;

/** The engine writes members in insertion order, far faster than concatenating pieces. */
function plainText(value: unknown): string | undefined {
  const text = JSON.stringify(sortMembers(value, 0));
  // A surrogate without its other half, which the engine escapes and the library refuses; or text that only looks like it.
  return text?.includes('\\ud') ? undefined : text;
}

/** A copy with sorted members; undefined when anything in it is more than plain data of ordinary depth. */
function sortMembers(value: unknown, depth: number): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'object' || depth === deepest) return undefined;
  return Array.isArray(value) ? sortItems(value, depth) : sortObject(value, depth);
}

function sortItems(items: readonly unknown[], depth: number): unknown[] | undefined {
  if (Object.getPrototypeOf(items) !== Array.prototype) return undefined;
  const sorted: unknown[] = [];
  for (const item of items) {
    const plain = sortMembers(item, depth + 1);
    if (plain === undefined) return undefined;
    sorted.push(plain);
  }
  return sorted;
}

function sortObject(value: object, depth: number): object | undefined {
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  const sorted: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value).sort(byKey)) {
    const plain = sortMembers(member, depth + 1);
    if (plain === undefined || isOutOfTurn(key)) return undefined;
    sorted[key] = plain;
  }
  return sorted;
}

/** By UTF-16 code units (RFC 8785 section 3.2.3), as strings compare. */
function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Keys that an object does not keep in insertion order: array indexes come first, and `__proto__` is not a member. */
function isOutOfTurn(key: string): boolean {
  const first = key.charCodeAt(0);
  return (first >= 0x30 && first <= 0x39) || key === '__proto__';
}
