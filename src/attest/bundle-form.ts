// The form of a Sigstore bundle. Little of a bundle is signed, and the library lets the rest decide how much it checks;
// so exactly one form of version 0.3 is read, and unknown fields are refused.
import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import * as z from 'zod';
import { parseJsonBytes } from '../base/json-text.ts';
import { bundleLimit } from '../model/statement.ts';
import { Refusal } from './refusal.ts';

const bundleDepth = 16;

/** Both names of version 0.3 (protobuf-specs, sigstore_bundle.proto): the library checks the same for both. Older versions ask for less. */
const mediaTypes = [
  'application/vnd.dev.sigstore.bundle.v0.3+json',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
];

/** Base64 with padding, in its one spelling. No regular expression: the payload has up to 16 MiB. */
const Bytes = z.string().refine((text) => Buffer.from(text, 'base64').toString('base64') === text, 'expected base64');
// In protobuf's JSON form, null means that a field is not set.
const Count = z.string().regex(/^(?:0|[1-9]\d{0,18})$/, 'expected a whole number in quotes');
const LogId = z.strictObject({ keyId: Bytes });

const LogEntry = z.strictObject({
  logIndex: Count.nullish(),
  logId: LogId,
  kindVersion: z.strictObject({ kind: z.string(), version: z.string() }),
  integratedTime: Count.nullish(),
  inclusionPromise: z.strictObject({ signedEntryTimestamp: Bytes }).nullish(),
  // Always asked for: a promise alone would say that the log will hold the entry, not that it does.
  inclusionProof: z.strictObject({
    logIndex: Count.nullish(),
    rootHash: Bytes.nullish(),
    treeSize: Count.nullish(),
    hashes: z.array(Bytes).nullish(),
    checkpoint: z.strictObject({ envelope: z.string() }),
  }),
  canonicalizedBody: Bytes,
});

const Material = z
  .strictObject({
    // One certificate: version 0.3 has no chains, so none can bring its own authority or root.
    certificate: z.strictObject({ rawBytes: Bytes }).nullish(),
    publicKey: z.strictObject({ hint: z.string().nullish() }).nullish(),
    x509CertificateChain: z.null().optional(),
    tlogEntries: z.array(LogEntry).nullish(),
    timestampVerificationData: z
      .strictObject({ rfc3161Timestamps: z.array(z.strictObject({ signedTimestamp: Bytes })).nullish() })
      .nullish(),
  })
  .refine(({ certificate, publicKey }) => Boolean(certificate) !== Boolean(publicKey), {
    error: 'expected either one certificate or a public key',
  });

const Envelope = z.strictObject({
  payload: Bytes,
  payloadType: z.string(),
  signatures: z.array(z.strictObject({ sig: Bytes, keyid: z.string().nullish() })).length(1),
});

const BundleForm = z.strictObject({
  mediaType: z.enum(mediaTypes),
  verificationMaterial: Material,
  dsseEnvelope: Envelope,
  messageSignature: z.null().optional(),
});

/**
 * Parses a bundle of version 0.3 over a DSSE envelope and checks only its form. Throws a Refusal, a Fault JSON_*, or
 * the library's error.
 */
export function readBundle(bytes: Uint8Array): Bundle {
  if (bytes.length > bundleLimit) {
    throw new Refusal('BUNDLE_TOO_LARGE', `the bundle is too large; at most ${bundleLimit} bytes are read`);
  }
  const value = parseJsonBytes(bytes, { maxBytes: bundleLimit, maxDepth: bundleDepth });
  const read = BundleForm.safeParse(value);
  if (read.success) return bundleFromJSON(read.data);
  throw new Refusal('BUNDLE_INVALID', formProblem(value, read.error.issues));
}

function formProblem(value: unknown, issues: readonly z.core.$ZodIssue[]): string {
  const { mediaType, messageSignature } =
    z.looseObject({ mediaType: z.unknown().optional(), messageSignature: z.unknown().optional() }).safeParse(value)
      .data ?? {};
  if (typeof mediaType === 'string' && !mediaTypes.some((type) => type === mediaType)) {
    return `bundles of another media type are not read; expected ${mediaTypes[0]}`;
  }
  if (messageSignature) return 'expected a signed statement, got a message';
  const [issue] = issues;
  // Names in the path are those of the form above, since a name that it does not know is an issue of what holds it.
  const place = issue?.path.filter((part) => typeof part === 'string').join('.') || 'the top';
  const wrong = issue?.code === 'unrecognized_keys' ? 'holds a field that is not known' : 'is not what it has to be';
  return `not a Sigstore bundle of version 0.3: ${place} ${wrong}`;
}
