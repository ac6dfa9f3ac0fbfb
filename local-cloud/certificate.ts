// X.509 for the stand-ins: a root, an intermediate, and leaves. P-256 keys only, ECDSA with SHA-256 only.
// It does no revocation, no name constraints, and checks nothing that it is asked to certify.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { bits, der, integer, octets, oid, sequence, setOf, tagged, time, utf8, yes } from './der.ts';

/** A name with a key that issues certificates; `chain` is its own certificate and those above, the root last. */
export type Authority = { name: Buffer; privateKey: KeyObject; publicKey: KeyObject; chain: Buffer[] };

/** What a certificate is asked to say. Times are epoch seconds; an empty `name` is an empty subject. */
export type CertificateRequest = {
  name: string;
  publicKey: KeyObject;
  from: number;
  until: number;
  extensions: Buffer[];
};

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

export const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
export const pem = (certificate: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

/** One extension; `value` is the DER inside its octet string. */
export function extension(id: string, value: Uint8Array, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [yes] : []), octets(value));
}

/** Key usage by its bits, as in RFC 5280: 0x80 digital signature, 0x06 certificate and CRL signing. */
export const keyUsage = (flags: number) =>
  extension('2.5.29.15', bits(Buffer.from([flags]), flags & 0x01 ? 0 : flags & 0x02 ? 1 : 7), true);
export const extendedKeyUsage = (purpose: string, critical: boolean) =>
  extension('2.5.29.37', sequence(oid(purpose)), critical);

const keyId = (key: KeyObject) => createHash('sha1').update(spki(key)).digest();
/** A distinguished name. */
export const nameOf = (text: string) =>
  sequence(
    ...(text === ''
      ? []
      : [setOf(sequence(oid('2.5.4.10'), utf8('local-cloud'))), setOf(sequence(oid('2.5.4.3'), utf8(text)))]),
  );

/** The part of a certificate that is signed; `serial` makes two of them comparable (a precertificate and its certificate). */
export function toBeSigned(
  request: CertificateRequest,
  issuer: Pick<Authority, 'name' | 'publicKey'>,
  serial: Buffer,
): Buffer {
  return sequence(
    tagged(0, integer(2)),
    integer(serial),
    ecdsaWithSha256,
    issuer.name,
    sequence(time(request.from), time(request.until)),
    nameOf(request.name),
    spki(request.publicKey),
    tagged(
      3,
      sequence(
        extension('2.5.29.14', octets(keyId(request.publicKey))),
        extension('2.5.29.35', sequence(der(0x80, keyId(issuer.publicKey)))),
        ...request.extensions,
      ),
    ),
  );
}

/** A certificate around signed content. */
export function seal(content: Buffer, privateKey: KeyObject): Buffer {
  return sequence(content, ecdsaWithSha256, bits(sign('sha256', content, privateKey)));
}

export const newSerial = () => Buffer.concat([Buffer.from([1]), randomBytes(15)]);

export const codeSigning = '1.3.6.1.5.5.7.3.3';

/** A new root with an intermediate under it, valid from two years before `now` to ten years after; `purpose` is all that it issues for. */
export function createAuthority(title: string, now: number, purpose: string): Authority {
  const year = 31_557_600;
  const span = { from: now - 2 * year, until: now + 10 * year };
  const above = p256();
  const root = { name: nameOf(`${title} root`), ...above };
  const rootCertificate = seal(
    toBeSigned(
      { name: `${title} root`, publicKey: above.publicKey, ...span, extensions: authorityExtensions(1) },
      root,
      newSerial(),
    ),
    above.privateKey,
  );
  const below = p256();
  const extensions = [...authorityExtensions(0), extendedKeyUsage(purpose, false)];
  const certificate = seal(
    toBeSigned({ name: `${title} issuing`, publicKey: below.publicKey, ...span, extensions }, root, newSerial()),
    above.privateKey,
  );
  return { name: nameOf(`${title} issuing`), ...below, chain: [certificate, rootCertificate] };
}

const authorityExtensions = (pathLength: number) => [
  extension('2.5.29.19', sequence(yes, integer(pathLength)), true),
  keyUsage(0x06),
];
