// Our own reading of a Sigstore trusted root, because the library fills gaps in it with "valid for ever" (threat B6).
// Every field that verification relies on must be present and consistent; none is completed, guessed or fetched.
import { createPublicKey, X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { sha256Hex } from '../base/digest.ts';
import { printable } from '../base/text.ts';

const Instant = z.iso.datetime({ offset: true });

const Validity = z
  .strictObject({ start: Instant, end: Instant.nullish() })
  .refine(({ start, end }) => !end || Date.parse(start) < Date.parse(end), 'expected an end after the start');

/** The key algorithms of logs that the library really verifies, with their encoding and what the key must turn out to be. */
const algorithms = {
  PKIX_ECDSA_P256_SHA_256: { encoding: 'spki', kind: 'ec prime256v1' },
  PKIX_ED25519: { encoding: 'spki', kind: 'ed25519' },
  PKCS1_RSA_PKCS1V5: { encoding: 'pkcs1', kind: 'rsa' },
} as const;

const Log = z
  .strictObject({
    baseUrl: z.url({ protocol: /^https?$/ }),
    hashAlgorithm: z.literal('SHA2_256'),
    publicKey: z.strictObject({
      rawBytes: z.base64().min(1),
      keyDetails: z.literal(['PKIX_ECDSA_P256_SHA_256', 'PKIX_ED25519', 'PKCS1_RSA_PKCS1V5']),
      validFor: Validity,
    }),
    logId: z.strictObject({ keyId: z.base64().length(44, 'expected 32 bytes') }),
    operator: z.string().nullish(),
    // The library would take this id instead of logId; no root in use carries one.
    checkpointKeyId: z.null().optional(),
  })
  .superRefine((log, context) => {
    const problem = logProblem(log.publicKey, log.logId.keyId);
    if (problem) context.addIssue({ code: 'custom', ...problem });
  });

const Chain = z.array(z.strictObject({ rawBytes: z.base64().min(1) })).min(1);
const Authority = z.strictObject({
  subject: z.strictObject({ organization: z.string().nullish(), commonName: z.string().nullish() }).nullish(),
  uri: z.string().nullish(),
  certChain: z.strictObject({ certificates: Chain }),
  validFor: Validity,
  operator: z.string().nullish(),
});

const CertificateAuthority = Authority.refine((authority) => isChain(readChain(authority)), {
  error: 'expected certification authorities, each issued by the next, the last by itself',
  path: ['certChain'],
});

const TimestampAuthority = Authority.refine((authority) => isTimestampChain(readChain(authority)), {
  error: 'expected a time stamping certificate and its authorities, each issued by the next, the last by itself',
  path: ['certChain'],
});

/** Both names of version 0.1 (protobuf-specs, sigstore_trustroot.proto). */
const mediaTypes = [
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot.v0.1+json',
];

/**
 * Version 0.2 chooses a log's checkpoint key by other rules than version 0.1, which the library does not know; read by the old rules it
 * would seem to say something that it does not.
 */
const MediaType = z.enum(mediaTypes, { error: ({ input }) => mediaTypeProblem(input) });

function mediaTypeProblem(input: unknown): string {
  const expected = `expected ${mediaTypes[0]}, as TUF and gh attestation trusted-root give it`;
  const version =
    /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=|\.v)(\d{1,6}\.\d{1,6})(?:\+json)?$/.exec(
      String(input),
    )?.[1];
  if (version !== undefined) return `version ${version} is newer than this version of Safeguard reads; ${expected}`;
  return `${typeof input === 'string' ? printable(JSON.stringify(input), 100) : 'nothing'} is no trusted root; ${expected}`;
}

/**
 * The fields a trusted root must have before anything is verified against it; an unknown field could change its
 * meaning.
 */
export const TrustedRootDocument = z.strictObject({
  mediaType: MediaType,
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

/** The type of a DER public key (`ec prime256v1`, `ed25519`, `rsa`) and its canonical SPKI; undefined for other bytes. */
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
