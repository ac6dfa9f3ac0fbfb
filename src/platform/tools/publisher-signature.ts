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

const Statement = z.looseObject({
  subject: z.array(z.looseObject({ digest: z.looseObject({ sha256: z.string().optional() }) })).max(1000),
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
    return namesDigest(bundle.content.dsseEnvelope.payload, artifact.sha256)
      ? ''
      : `the signed statement does not name sha256 ${artifact.sha256}`;
  } catch (error) {
    return `its signature does not hold: ${quoted(textOf(error), 300)}`;
  }
}

function readBundle(bytes: Uint8Array): SerializedBundle {
  const value: unknown = JsonObject.parse(parseJsonBytes(bytes));
  return SerializedForm.parse(value);
}

/** The library checks the form itself; this only says that there is an object to check. */
const SerializedForm = z.custom<SerializedBundle>((value) => typeof value === 'object' && value !== null);

function namesDigest(payload: Uint8Array, sha256: string): boolean {
  const statement = Statement.safeParse(parseJsonBytes(payload));
  return statement.success && statement.data.subject.some(({ digest }) => digest.sha256 === sha256);
}

function shown(text: string): string {
  return text === '' ? 'nobody' : quoted(text, 300);
}
