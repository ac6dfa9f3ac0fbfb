// DER by hand, just enough to issue certificates and RFC 3161 timestamps, which Node cannot.
// It does no indefinite lengths, no tags above 30 and no check of what it writes: callers nest values in the right order.

/** One value with its tag: tag, length, content. */
export function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 128) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

export const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
/** A SET OF, its members in the order DER wants. */
export const setOf = (...parts: Uint8Array[]) => der(0x31, ...parts.toSorted(Buffer.compare));
export const octets = (...parts: Uint8Array[]) => der(0x04, ...parts);
export const bits = (bytes: Uint8Array, unused = 0) => der(0x03, Buffer.from([unused]), bytes);
export const utf8 = (text: string) => der(0x0c, Buffer.from(text));
export const yes = der(0x01, Buffer.from([0xff]));
/** `[number]` around whole values (explicit), or in place of a constructed tag (implicit). */
export const tagged = (number: number, ...parts: Uint8Array[]) => der(0xa0 | number, ...parts);

/** A non-negative INTEGER from a number or from big-endian bytes. */
export function integer(value: number | bigint | Uint8Array): Buffer {
  const digits = typeof value === 'object' ? Buffer.from(value).toString('hex') : value.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Buffer.from([0]) : bytes.subarray(first);
  return der(0x02, (short[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), short]) : short);
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(arc: number): number[] {
  const digits = [arc & 0x7f];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

/** GeneralizedTime in whole seconds; a fraction of zero would not be DER. */
export function generalizedTime(epochSeconds: number): Buffer {
  const text = new Date(epochSeconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  return der(0x18, Buffer.from(text.replace(/[-:T]/g, '')));
}

/** The time form of certificates and CMS attributes: two-digit years up to 2049 (RFC 5280). */
export function time(epochSeconds: number): Buffer {
  const whole = generalizedTime(epochSeconds).subarray(2);
  return whole.toString() < '2050' ? der(0x17, whole.subarray(2)) : der(0x18, whole);
}

/** A value that was read: its tag, its content, and the values inside it when it is constructed. */
export type DerValue = { tag: number; content: Buffer; inside: DerValue[] };

/** Reads all values that stand one after another in `bytes`; throws RangeError when they do not end where the bytes end. */
export function readDer(bytes: Buffer): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes.readUInt8(at);
    const short = bytes.readUInt8(at + 1);
    const extra = short < 128 ? 0 : short & 0x7f;
    const length = extra === 0 ? short : bytes.readUIntBE(at + 2, extra);
    const start = at + 2 + extra;
    if (start + length > bytes.length) throw new RangeError('DER value is cut');
    const content = bytes.subarray(start, start + length);
    values.push({ tag, content, inside: tag & 0x20 ? readDer(content) : [] });
    at = start + length;
  }
  return values;
}
