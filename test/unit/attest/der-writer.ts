// Writes DER by hand, so that a test can make certificates that no library would make.
import { type KeyObject, sign } from 'node:crypto';

/** One element: tag, shortest length, content. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** A sequence. */
export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);

/** Text under a tag; UTF8String without one. */
export const text = (value: string, tag = 0x0c): Buffer => der(tag, Buffer.from(value));

/** A dotted object identifier. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const base128 = (n: number): number[] => (n < 0x80 ? [n] : [...base128(n >> 7).map((b) => b | 0x80), n & 0x7f]);
  return der(6, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** An extension of a certificate. */
export const extension = (id: string, value: Uint8Array): Buffer => sequence(oid(id), der(4, value));

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
const utcTime = (seconds: number) =>
  text(
    `${new Date(seconds * 1000)
      .toISOString()
      .replace(/[-:T]|\.\d+/g, '')
      .slice(2)}`,
    0x17,
  );
const nameOf = (name: string) => (name === '' ? sequence() : sequence(der(0x31, sequence(oid('2.5.4.3'), text(name)))));

/** An X.509 v3 certificate, signed with ECDSA P-256 and SHA-256. */
export function certificate(facts: {
  subject: string;
  issuer: string;
  from: number;
  to: number;
  key: KeyObject;
  issuerKey: KeyObject;
  extensions: readonly Uint8Array[];
}): Buffer {
  const tbs = sequence(
    der(0xa0, der(2, Buffer.from([2]))),
    der(2, Buffer.from([1])),
    ecdsaWithSha256,
    nameOf(facts.issuer),
    sequence(utcTime(facts.from), utcTime(facts.to)),
    nameOf(facts.subject),
    facts.key.export({ format: 'der', type: 'spki' }),
    der(0xa3, sequence(...facts.extensions)),
  );
  return sequence(tbs, ecdsaWithSha256, der(3, Buffer.from([0]), sign('sha256', tbs, facts.issuerKey)));
}
