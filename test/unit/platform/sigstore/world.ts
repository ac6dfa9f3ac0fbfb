// What the signing tests share: a statement, the configuration of a loopback Sigstore, and a look inside a bundle.
// It verifies nothing itself.
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import * as z from 'zod';
import type { LocalSigstore } from '../../../../local-cloud/sigstore.ts';
import { Sha256 } from '../../../../src/model/ids.ts';
import type { KeylessSigning } from '../../../../src/platform/sigstore/keyless.ts';

/** A small statement whose subject is numbered, so that two are never alike. */
export function statementOf(number: number): Uint8Array {
  const digest = { sha256: number.toString(16).padStart(64, '0') };
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'image', digest }],
    predicateType: 'https://safeguard.dev/scan-summary/v1',
    predicate: { number },
  };
  return new TextEncoder().encode(JSON.stringify(statement));
}

export function signingOf(cloud: LocalSigstore, overrides: Partial<KeylessSigning> = {}): KeylessSigning {
  return {
    mode: 'keyless',
    instance: 'private',
    'accept-public-logs': false,
    fulcio: cloud.fulcio.url,
    rekor: cloud.rekor.url,
    'rekor-version': 'v2',
    'timestamp-authority': cloud.tsa.url,
    'trusted-root': { path: 'trusted-root.json', sha256: Sha256.parse(cloud.trustedRoot.sha256) },
    'certificate-transparency': false,
    ...overrides,
  };
}

const Material = z.looseObject({
  certificate: z.object({ rawBytes: z.string() }).optional(),
  publicKey: z.object({ hint: z.string() }).optional(),
  tlogEntries: z.array(z.looseObject({ canonicalizedBody: z.string(), logIndex: z.string() })),
  timestampVerificationData: z
    .looseObject({ rfc3161Timestamps: z.array(z.object({ signedTimestamp: z.string() })) })
    .optional(),
});
const BundleJson = z.looseObject({
  mediaType: z.string(),
  verificationMaterial: Material,
  dsseEnvelope: z.looseObject({
    payload: z.string(),
    payloadType: z.string(),
    signatures: z.array(z.object({ sig: z.string(), keyid: z.string() })),
  }),
});
export type BundleJson = z.infer<typeof BundleJson>;

/** The bundle as plain JSON, for a look or for damage. */
export const readBundle = (bytes: Uint8Array): BundleJson =>
  BundleJson.parse(JSON.parse(new TextDecoder().decode(bytes)));

/** `verified`, or the code with which @sigstore/verify refuses a bundle against a trusted root. */
export function verdictOn(bundle: BundleJson, trustedRoot: object, ctlogThreshold = 0): string {
  try {
    const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(trustedRoot)), { ctlogThreshold });
    verifier.verify(toSignedEntity(bundleFromJSON(bundle)));
    return 'verified';
  } catch (error) {
    return z
      .object({ code: z.string() })
      .catch({ code: String(error) })
      .parse(error).code;
  }
}
