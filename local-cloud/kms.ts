// AWS KMS on loopback, for P-256 signing keys: GetPublicKey and Sign over a digest, each key with who may use it.
// It does no SigV4 check (it only reads which access key id a request names), no grants, no aliases, no other key types.
import { createHash, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import { p256, spki } from './certificate.ts';
import type { SharedClock } from './clock.ts';
import { signDigest } from './ecdsa.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from './server.ts';

/** Who may use a key: a list of access key ids, or IAM's decision on an access key id and an action such as `Sign`. */
export type KmsUsers = readonly string[] | ((accessKeyId: string, action: string) => boolean);

/** A key and its public half (DER SPKI). */
export type KmsKey = { id: string; publicKey: KeyObject; spki: Buffer; spkiSha256: string };

/** Errors of KMS that can be made to happen, by the names AWS gives them. */
export type KmsError = 'ThrottlingException' | 'DisabledException' | 'AccessDeniedException' | 'KMSInternalException';

/** A running KMS. `failNext` queues errors for the next requests, before any other check. */
export type KmsServer = LoopbackServer & {
  addKey(id: string, users: KmsUsers): KmsKey;
  disableKey(id: string): void;
  failNext(...errors: KmsError[]): void;
};

type Held = { key: KmsKey; privateKey: KeyObject; users: KmsUsers; disabled: boolean };

const Request = z.object({
  KeyId: z.string(),
  Message: z.base64().optional(),
  MessageType: z.string().optional(),
  SigningAlgorithm: z.string().optional(),
});

const fail = (name: string, message: string): Reply => ({
  status: name === 'KMSInternalException' ? 500 : 400,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify({ __type: name, message }),
});
const succeed = (body: object): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

function signAnswer(held: Held, request: z.infer<typeof Request>): Reply {
  const digest = Buffer.from(request.Message ?? '', 'base64');
  if (request.MessageType !== 'DIGEST' || request.SigningAlgorithm !== 'ECDSA_SHA_256' || digest.length !== 32) {
    return fail('ValidationException', 'Digest is invalid length for algorithm ECDSA_SHA_256.');
  }
  const signature = signDigest(digest, held.privateKey).toString('base64');
  return succeed({ KeyId: held.key.id, Signature: signature, SigningAlgorithm: 'ECDSA_SHA_256' });
}

function mayUse(users: KmsUsers, accessKeyId: string, action: string): boolean {
  return typeof users === 'function' ? users(accessKeyId, action) : users.includes(accessKeyId);
}

/** Starts a KMS without keys. */
export async function startKms(clock: SharedClock): Promise<KmsServer> {
  const keys = new Map<string, Held>();
  const queued: KmsError[] = [];

  const answer = (call: Call): Reply => {
    const queuedError = queued.shift();
    if (queuedError) return fail(queuedError, 'made to fail');
    const request = Request.parse(JSON.parse(call.body.toString()));
    const caller = /Credential=([^/]+)\//.exec(call.headers['authorization'] ?? '')?.[1] ?? '';
    const action = call.headers['x-amz-target']?.replace('TrentService.', '') ?? '';
    const held = keys.get(request.KeyId);
    if (!held || !mayUse(held.users, caller, action)) {
      return fail('AccessDeniedException', `${caller} is not authorized to perform: kms:${action} on this resource`);
    }
    if (held.disabled) return fail('DisabledException', `${held.key.id} is disabled.`);
    if (action === 'Sign') return signAnswer(held, request);
    if (action !== 'GetPublicKey') return fail('UnknownOperationException', action);
    return succeed({
      KeyId: held.key.id,
      PublicKey: held.key.spki.toString('base64'),
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      SigningAlgorithms: ['ECDSA_SHA_256'],
    });
  };
  const addKey = (id: string, users: KmsUsers) => {
    const { publicKey, privateKey } = p256();
    const bytes = spki(publicKey);
    const key = { id, publicKey, spki: bytes, spkiSha256: createHash('sha256').update(bytes).digest('hex') };
    keys.set(id, { key, privateKey, users, disabled: false });
    return key;
  };
  const disableKey = (id: string) => {
    const held = keys.get(id);
    if (held) held.disabled = true;
  };
  return {
    ...(await startServer(clock, answer)),
    addKey,
    disableKey,
    failNext: (...errors) => void queued.push(...errors),
  };
}
