// Our own reading of a Sigstore trusted root, because the library fills gaps in it with "valid for ever" (THREATS B6). Whatever
// verification rests on must be there and fit together; nothing is completed, guessed or fetched.
import { createPublicKey, X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { sha256Hex } from '../base/digest.ts';

const Instant = z.iso.datetime({ offset: true });

const Validity = z
  .looseObject({ start: Instant, end: Instant.nullish() })
  .refine(({ start, end }) => !end || Date.parse(start) < Date.parse(end), 'expected an end after the start');

/** The key algorithms of logs that the library really verifies, with their encoding and what the key must turn out to be. */
const algorithms = {
  PKIX_ECDSA_P256_SHA_256: { encoding: 'spki', kind: 'ec prime256v1' },
  PKIX_ED25519: { encoding: 'spki', kind: 'ed25519' },
  PKCS1_RSA_PKCS1V5: { encoding: 'pkcs1', kind: 'rsa' },
} as const;

const Log = z
  .looseObject({
    baseUrl: z.url({ protocol: /^https?$/ }),
    hashAlgorithm: z.literal('SHA2_256'),
    publicKey: z.looseObject({
      rawBytes: z.base64().min(1),
      keyDetails: z.literal(['PKIX_ECDSA_P256_SHA_256', 'PKIX_ED25519', 'PKCS1_RSA_PKCS1V5']),
      validFor: Validity,
    }),
    logId: z.looseObject({ keyId: z.base64().length(44, 'expected 32 bytes') }),
    // The library would take this id instead of logId; no root in use carries one.
    checkpointKeyId: z.null().optional(),
  })
  .superRefine((log, context) => {
    const problem = logProblem(log.publicKey, log.logId.keyId);
    if (problem) context.addIssue({ code: 'custom', ...problem });
  });

const Chain = z.array(z.looseObject({ rawBytes: z.base64().min(1) })).min(1);
const Authority = z.looseObject({ certChain: z.looseObject({ certificates: Chain }), validFor: Validity });

const CertificateAuthority = Authority.refine((authority) => isChain(readChain(authority)), {
  error: 'expected certification authorities, each issued by the next, the last by itself',
  path: ['certChain'],
});

const TimestampAuthority = Authority.refine((authority) => isTimestampChain(readChain(authority)), {
  error: 'expected a time stamping certificate and its authorities, each issued by the next, the last by itself',
  path: ['certChain'],
});

/** What a trusted root must hold before anything is verified against it (protobuf-specs trustroot, media type 0.1). */
export const TrustedRootDocument = z.looseObject({
  mediaType: z.literal('application/vnd.dev.sigstore.trustedroot+json;version=0.1'),
  tlogs: z.array(Log).min(1),
  certificateAuthorities: z.array(CertificateAuthority).min(1),
  // The protobuf JSON form leaves out what is empty.
  ctlogs: z.array(Log).optional(),
  timestampAuthorities: z.array(TimestampAuthority).optional(),
});

type LogKey = { rawBytes: string; keyDetails: keyof typeof algorithms };

function logProblem({ rawBytes, keyDetails }: LogKey, keyId: string): { message: string; path: string[] } | undefined {
  const { encoding, kind } = algorithms[keyDetails];
  const key = readKey(Buffer.from(rawBytes, 'base64'), encoding);
  if (key?.kind !== kind) return { message: `expected a key of ${keyDetails}`, path: ['publicKey', 'rawBytes'] };
  const expected = Buffer.from(sha256Hex(key.spki), 'hex').toString('base64');
  // An Ed25519 log is named by its origin and key (C2SP signed note), and the root does not give the origin.
  if (kind === 'ed25519' || keyId === expected) return undefined;
  return { message: `expected the sha256 of the key, ${expected}`, path: ['logId', 'keyId'] };
}

/** What a DER public key is (`ec prime256v1`, `ed25519`, `rsa`) and its canonical SPKI; undefined when it is none. */
export function readKey(der: Uint8Array, encoding: 'spki' | 'pkcs1') {
  try {
    const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: encoding });
    const kind = [key.asymmetricKeyType, key.asymmetricKeyDetails?.namedCurve].filter(Boolean).join(' ');
    return { key, kind, spki: new Uint8Array(key.export({ format: 'der', type: 'spki' })) };
  } catch {
    return undefined;
  }
}

function readChain(authority: z.infer<typeof Authority>): X509Certificate[] {
  try {
    return authority.certChain.certificates.map(({ rawBytes }) => new X509Certificate(Buffer.from(rawBytes, 'base64')));
  } catch {
    return [];
  }
}

function isChain(chain: readonly X509Certificate[]): boolean {
  const issuers = [...chain.slice(1), ...chain.slice(-1)];
  return chain.length > 0 && chain.every((certificate, i) => certificate.ca && isIssued(certificate, issuers[i]));
}

function isTimestampChain([leaf, ...authorities]: readonly X509Certificate[]): boolean {
  const stamps = leaf !== undefined && !leaf.ca && leaf.keyUsage?.includes('1.3.6.1.5.5.7.3.8');
  return stamps && isIssued(leaf, authorities[0]) && isChain(authorities);
}

function isIssued(certificate: X509Certificate, issuer: X509Certificate | undefined): boolean {
  return issuer !== undefined && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
