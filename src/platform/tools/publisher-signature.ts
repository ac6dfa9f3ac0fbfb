// Verifies the signature of a publisher with the field's own verifier: certificate chain, SCT, log entry and time, then the exact identity.
// Nothing that a bundle says of itself is believed beyond what was verified.
import { bundleFromJSON, type SerializedBundle } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import * as z from 'zod';
import { textOf } from '../../base/fault.ts';
import { parseJsonBytes } from '../../base/json-text.ts';
import { quoted } from '../../base/text.ts';

/** A published file by its bytes and their SHA-256. */
type Artifact = { bytes: Uint8Array; sha256: string };

/** One certificate transparency log, one log entry and one time have to speak for a signature. */
const thresholds = { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1 };

const statementType = 'application/vnd.in-toto+json';

/** A publisher attests all files of a release at once; each is named by a SHA-256. */
const Statement = z.looseObject({
  _type: z.enum(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']),
  predicateType: z.enum(['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2']),
  subject: z
    .array(z.looseObject({ digest: z.looseObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }) }))
    .min(1)
    .max(1000),
});

/**
 * Version 0.3 alone: one certificate and no chain, so that no bundle brings an authority of its own. Little of a bundle is signed, so
 * fields that are not known are refused; the library looks into the rest.
 */
const Form = z
  .strictObject({
    mediaType: z.enum([
      'application/vnd.dev.sigstore.bundle.v0.3+json',
      'application/vnd.dev.sigstore.bundle+json;version=0.3',
    ]),
    verificationMaterial: z.strictObject({
      certificate: z.strictObject({ rawBytes: z.string() }),
      tlogEntries: z.array(z.unknown()).min(1),
      timestampVerificationData: z.unknown().optional(),
    }),
    messageSignature: z.unknown().optional(),
    dsseEnvelope: z.unknown().optional(),
  })
  .refine((form) => Boolean(form.messageSignature) !== Boolean(form.dsseEnvelope), {
    error: 'expected either a signature over the file or a statement',
  });

const JsonObject = z.record(z.string(), z.unknown());

/** Why the file does not count as signed by this identity, '' where it does; a bundle may sign the file or a statement that names its digest. */
export function verifyPublisher(
  bundleBytes: Uint8Array,
  artifact: Artifact,
  trustedRoot: Uint8Array,
  { identity, issuer }: { identity: string; issuer: string },
): string {
  try {
    const root = TrustedRoot.fromJSON(JsonObject.parse(parseJsonBytes(trustedRoot)));
    const bundle = bundleFromJSON(readBundle(bundleBytes));
    const entity = toSignedEntity(bundle, Buffer.from(artifact.bytes));
    const signer = new Verifier(toTrustMaterial(root), thresholds).verify(entity);
    const found = signer.identity?.subjectAlternativeName ?? '';
    const foundIssuer = signer.identity?.extensions?.issuer ?? '';
    if (found !== identity || foundIssuer !== issuer)
      return `expected a signature by ${identity} of ${issuer}, found one by ${shown(found)} of ${shown(foundIssuer)}`;
    if (bundle.content.$case === 'messageSignature') return '';
    const { payload, payloadType } = bundle.content.dsseEnvelope;
    return statementProblem(payload, payloadType, artifact.sha256);
  } catch (error) {
    return `its signature does not hold: ${quoted(textOf(error), 300)}`;
  }
}

function readBundle(bytes: Uint8Array): SerializedBundle {
  const value: unknown = parseJsonBytes(bytes);
  Form.parse(value);
  return SerializedForm.parse(value);
}

/** The form is checked above, and the rest of it by the library; this only carries it there. */
const SerializedForm = z.custom<SerializedBundle>((value) => typeof value === 'object' && value !== null);

/** Why a signed statement is not provenance of the file, '' where it is. */
function statementProblem(payload: Uint8Array, payloadType: string, sha256: string): string {
  if (payloadType !== statementType) return `the signed payload is ${shown(payloadType)}, expected ${statementType}`;
  const statement = Statement.safeParse(parseJsonBytes(payload));
  if (!statement.success) return 'the signed statement is not provenance of files by their SHA-256';
  const named = statement.data.subject.some(({ digest }) => digest.sha256 === sha256);
  return named ? '' : `the signed statement does not name sha256 ${sha256}`;
}

function shown(text: string): string {
  return text === '' ? 'nobody' : quoted(text, 300);
}
