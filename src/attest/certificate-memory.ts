// Certificates that are met again and again. The library encodes a certificate anew whenever it compares two, and checks the same
// signatures for every bundle; here each is done once. No decision is kept: chain, times and logs are the library's, for every bundle.
import { sha256Hex } from '../base/digest.ts';
import type { Certificate } from './certificate.ts';

type Encoded = Certificate['root'];

/** How many signers' certificates are kept; the bundles of one job come one after another. */
const most = 64;

/**
 * The same certificate, immutable, which makes its encodings once and checks once per issuer's public key whether that
 * key signed it: the answer depends only on the certificate's bytes and that key. It returns and throws what the
 * library does.
 */
export function rememberCertificate(certificate: Certificate): Certificate {
  freeze(certificate.root);
  const answers = new Map<string, boolean>();
  const remembered: Certificate = Object.create(certificate, {
    root: { value: rememberEncoding(certificate.root) },
    tbsCertificate: { value: rememberEncoding(certificate.tbsCertificate) },
    publicKey: { get: once(() => certificate.publicKey) },
    verify: {
      value: (issuer: Certificate = remembered) => {
        const key = issuer.publicKey.toString('base64');
        const answer = answers.get(key) ?? certificate.verify(issuer);
        answers.set(key, answer);
        return answer;
      },
    },
  });
  return remembered;
}

/** Keeps the certificates of the last 64 signers by the SHA-256 of their DER bytes; one byte more or less is another certificate. */
export function rememberSigners(): (der: Uint8Array, certificate: Certificate) => Certificate {
  const kept = new Map<string, Certificate>();
  return (der, certificate) => {
    const name = sha256Hex(der);
    const known = kept.get(name) ?? rememberCertificate(certificate);
    kept.delete(name);
    kept.set(name, known);
    for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
    return known;
  };
}

function rememberEncoding(encoded: Encoded): Encoded {
  return Object.create(encoded, { toDER: { value: once(() => encoded.toDER()) } });
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function freeze(encoded: Encoded): void {
  for (const part of encoded.subs) freeze(part);
  Object.freeze(encoded.subs);
  Object.freeze(encoded);
}
