// Signs statements with a key made on the spot: a Sigstore bundle v0.3 over a DSSE envelope, as a KMS key would make it.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { Sha256 } from '../../../src/model/ids.ts';
import type { BundleSigner } from '../../../src/model/ports.ts';
import { statementPayloadType } from '../../../src/model/statement.ts';

export type KeySigner = BundleSigner & { spki: Uint8Array; spkiSha256: Sha256 };

/** A fresh ECDSA P-256 key that signs. */
export function keySigner(): KeySigner {
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' });
  const privateKey = createPrivateKey(pem);
  const spki = new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }));
  return {
    identity: 'key',
    spki,
    spkiSha256: Sha256.parse(sha256Hex(spki)),
    async sign(statement) {
      const prefix = `DSSEv1 ${statementPayloadType.length} ${statementPayloadType} ${statement.length} `;
      const sig = sign('sha256', Buffer.concat([Buffer.from(prefix), statement]), privateKey).toString('base64');
      return canonicalBytes({
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: {
          publicKey: { hint: '' },
          tlogEntries: [],
          timestampVerificationData: { rfc3161Timestamps: [] },
        },
        dsseEnvelope: {
          payload: Buffer.from(statement).toString('base64'),
          payloadType: statementPayloadType,
          signatures: [{ sig, keyid: '' }],
        },
      });
    },
  };
}
