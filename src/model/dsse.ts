// The DSSE envelope and the Sigstore bundle (v0.3) around it. It signs nothing and keeps `keyid` empty: cosign looks
// a given `keyid` up and finds no matching signature.
import { statementPayloadType } from './statement.ts';

/** What DSSE signs: the pre-authentication encoding of a statement (DSSE protocol v1). */
export function encodeForSigning(statement: Uint8Array): Buffer {
  const type = statementPayloadType;
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${statement.length} `), statement]);
}

/** The JSON bytes of a v0.3 bundle of one DSSE signature. */
export function encodeBundle(
  statement: Uint8Array,
  signature: Uint8Array,
  verificationMaterial: Readonly<Record<string, unknown>>,
): Uint8Array {
  const bundle = {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial,
    dsseEnvelope: {
      payload: Buffer.from(statement).toString('base64'),
      payloadType: statementPayloadType,
      signatures: [{ sig: Buffer.from(signature).toString('base64'), keyid: '' }],
    },
  };
  return new TextEncoder().encode(JSON.stringify(bundle));
}
