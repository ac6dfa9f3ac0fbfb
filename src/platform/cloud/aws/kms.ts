// Signs with a KMS key: no certificate, no log, no timestamp; the bundle names the key by its digest. The key counts only if it
// is the pinned one, and nothing from AWS_* variables or ~/.aws decides where the request goes (threat C7).
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { sha256Hex } from '../../../base/digest.ts';
import { Fault } from '../../../base/fault.ts';
import { encodeBundle, encodeForSigning } from '../../../model/dsse.ts';
import type { Sha256 } from '../../../model/ids.ts';
import type { BundleSigner } from '../../../model/ports.ts';
import type { Signing } from '../../../model/signing.ts';
import { limitAnswers, limitPlace } from './answer-limit.ts';
import { AwsError, clientSettings, defaultRetryLimits, type RetryLimits, withRetries } from './clients.ts';
import type { AwsCredentials } from './session.ts';

/** The `signing:` section of a configuration whose mode is kms. */
export type KmsSigning = Extract<Signing, { mode: 'kms' }>;

/** A KMS key with the pinned digest of its public key (DER SPKI), and who uses it. */
export type KmsKey = { id: string; 'spki-sha256': Sha256; credentials: AwsCredentials };

/** A minute in all (threat F19), of which one answer may take half. */
const signingLimits: RetryLimits = { ...defaultRetryLimits, attempt: 30_000, total: 60_000 };

/**
 * A signer whose key was fetched and compared with its pin. Throws KEY_MISMATCH when it is another key, SIGN_FAILED naming
 * KMS's own error; throttling and server errors are tried again, a refusal is not (threat C10).
 */
export async function openKmsSigner(
  signing: KmsSigning,
  key: KmsKey,
  limits: RetryLimits = signingLimits,
): Promise<BundleSigner> {
  const { region, endpoint } = signing;
  const place = { service: 'kms', region, endpoint, local: true, credentials: key.credentials } as const;
  const client = new KMSClient(clientSettings(place));
  client.middlewareStack.add(limitAnswers(), limitPlace);
  const ask = async <T>(call: (options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> => {
    try {
      return await withRetries(limits, (abortSignal) => call({ abortSignal }));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new Fault('SIGN_FAILED', `KMS key ${key.id}: ${error.message}`);
    }
  };
  const fetched = await ask((options) => client.send(new GetPublicKeyCommand({ KeyId: key.id }), options));
  const spki = Buffer.from(fetched.PublicKey ?? []);
  const publicKey = readPinned(key, spki);
  const hint = createHash('sha256').update(spki).digest('base64');

  const signOnce = async (statement: Uint8Array): Promise<Uint8Array> => {
    const encoded = encodeForSigning(statement);
    const command = new SignCommand({
      KeyId: key.id,
      Message: createHash('sha256').update(encoded).digest(),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    });
    const { Signature: signature = new Uint8Array() } = await ask((options) => client.send(command, options));
    if (!verify('sha256', encoded, publicKey, signature)) {
      throw new Fault('SIGN_FAILED', `KMS key ${key.id}: the signature KMS returned is not by the pinned key`);
    }
    return encodeBundle(statement, signature, { publicKey: { hint }, tlogEntries: [] });
  };
  return { identity: 'key', sign: signOnce };
}

function readPinned(key: KmsKey, spki: Buffer): KeyObject {
  const found = sha256Hex(spki);
  if (found !== key['spki-sha256']) {
    throw new Fault(
      'KEY_MISMATCH',
      `KMS key ${key.id} has a public key of sha256 ${found}, pinned is ${key['spki-sha256']}`,
    );
  }
  return createPublicKey({ key: spki, format: 'der', type: 'spki' });
}
