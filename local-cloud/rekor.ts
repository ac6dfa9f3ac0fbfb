// Rekor v2 on loopback: a log that takes only hashedrekord 0.0.2, with a real RFC 6962 tree and signed checkpoints. It
// does no tiles, no reads (501, like the real one), no gRPC, no witnesses, no batching, and loses everything when it
// closes. Unlike the real one it accepts any certificate: who may sign is not the log's question.
import { createHash, createPublicKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { canonicalText } from '../src/base/canonical-json.ts';
import { p256, spki } from './certificate.ts';
import type { SharedClock } from './clock.ts';
import { verifyDigest } from './ecdsa.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from './server.ts';

/** A running log: its public key, and how many entries it has. */
export type RekorServer = LoopbackServer & { publicKey: KeyObject; size(): number };

const origin = '127.0.0.1';
const Raw = z.strictObject({ rawBytes: z.base64() });
const Entry = z.strictObject({
  hashedRekordRequestV002: z.strictObject({
    digest: z.base64(),
    signature: z.strictObject({
      content: z.base64(),
      verifier: z.union([
        z.strictObject({ keyDetails: z.literal('PKIX_ECDSA_P256_SHA_256'), x509Certificate: Raw }),
        z.strictObject({ keyDetails: z.literal('PKIX_ECDSA_P256_SHA_256'), publicKey: Raw }),
      ]),
    }),
  }),
});
type Verifier = z.infer<typeof Entry>['hashedRekordRequestV002']['signature']['verifier'];

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** An append-only Merkle tree (RFC 6962, 2.1); hashes of full subtrees are kept, so an append costs a logarithm. */
export class MerkleTree {
  readonly #leaves: Buffer[] = [];
  readonly #full = new Map<string, Buffer>();

  get size(): number {
    return this.#leaves.length;
  }

  append(content: Uint8Array): number {
    return this.#leaves.push(sha256(Buffer.from([0]), content)) - 1;
  }

  root(): Buffer {
    return this.#hash(0, this.size);
  }

  /** Sibling hashes from the leaf up to the root of the whole tree. */
  proof(index: number, from = 0, to = this.size): Buffer[] {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return index < middle
      ? [...this.proof(index, from, middle), this.#hash(middle, to)]
      : [...this.proof(index, middle, to), this.#hash(from, middle)];
  }

  #hash(from: number, to: number): Buffer {
    if (to === from) return sha256();
    if (to - from === 1) return this.#leaves[from] ?? sha256();
    const key = `${from}-${to}`;
    const middle = from + split(to - from);
    const hash = this.#full.get(key) ?? sha256(Buffer.from([1]), this.#hash(from, middle), this.#hash(middle, to));
    if (middle - from === to - middle) this.#full.set(key, hash);
    return hash;
  }
}

/** The largest power of two below `size`. */
function split(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

/** The signed note (C2SP tlog-checkpoint) of a tree in its current state. */
export function signCheckpoint(tree: MerkleTree, privateKey: KeyObject, logId: Buffer): string {
  const note = `${origin}\n${tree.size}\n${tree.root().toString('base64')}\n`;
  const signature = Buffer.concat([logId.subarray(0, 4), sign('sha256', Buffer.from(note), privateKey)]);
  return `${note}\n— ${origin} ${signature.toString('base64')}\n`;
}

const refuse = (status: number, code: number, message: string): Reply => ({
  status,
  body: { code, message, details: [] },
});

const entriesPath = '/api/v2/log/entries';
/** Reads, which the real one answers only where it stands on a cloud's storage. */
const unserved = /^\/api\/v2\/(checkpoint$|tile\/)/;

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function keyOf(verifier: Verifier): KeyObject | undefined {
  try {
    return 'publicKey' in verifier
      ? createPublicKey({ key: Buffer.from(verifier.publicKey.rawBytes, 'base64'), format: 'der', type: 'spki' })
      : new X509Certificate(Buffer.from(verifier.x509Certificate.rawBytes, 'base64')).publicKey;
  } catch {
    return undefined;
  }
}

/** Starts an empty log with a new key. Its origin is its host, so that every verifier agrees on it. */
export async function startRekor(clock: SharedClock): Promise<RekorServer> {
  const { publicKey, privateKey } = p256();
  const logId = sha256(spki(publicKey));
  const tree = new MerkleTree();
  const seen = new Map<string, number>();

  const include = (body: string): Reply => {
    const index = tree.append(Buffer.from(body));
    const proof = {
      logIndex: String(index),
      rootHash: tree.root().toString('base64'),
      treeSize: String(tree.size),
      hashes: tree.proof(index).map((hash) => hash.toString('base64')),
      checkpoint: { envelope: signCheckpoint(tree, privateKey, logId) },
    };
    const entry = {
      logIndex: String(index),
      logId: { keyId: logId.toString('base64') },
      kindVersion: { kind: 'hashedrekord', version: '0.0.2' },
      integratedTime: '0',
      inclusionPromise: null,
      inclusionProof: proof,
      canonicalizedBody: Buffer.from(body).toString('base64'),
    };
    return { status: 201, body: entry };
  };
  const answer = (call: Call): Reply => {
    if (unserved.test(call.path) || (call.path === entriesPath && call.method !== 'POST'))
      return refuse(501, 12, 'not implemented');
    if (call.path !== entriesPath) return refuse(404, 5, 'Not Found');
    const request = readJson(call.body);
    if (request === undefined) return refuse(400, 3, 'unexpected EOF');
    if (!z.object({ hashedRekordRequestV002: z.unknown() }).required().safeParse(request).success) {
      return refuse(400, 3, 'invalid type, must be hashedrekord');
    }
    const entry = Entry.safeParse(request);
    if (!entry.success) return refuse(400, 3, 'invalid hashedrekord request');
    const { digest, signature } = entry.data.hashedRekordRequestV002;
    const key = keyOf(signature.verifier);
    if (!key) return refuse(400, 3, 'invalid hashedrekord request');
    if (!verifyDigest(Buffer.from(digest, 'base64'), Buffer.from(signature.content, 'base64'), key)) {
      return refuse(400, 3, 'invalid hashedrekord request');
    }
    const spec = { hashedRekordV002: { data: { algorithm: 'SHA2_256', digest }, signature } };
    const body = canonicalText({ apiVersion: '0.0.2', kind: 'hashedrekord', spec });
    const index = seen.get(body);
    if (index !== undefined) {
      const known = `an equivalent entry already exists in the transparency log with index ${index}`;
      return { ...refuse(409, 6, known), headers: { 'x-log-index': String(index) } };
    }
    seen.set(body, tree.size);
    return include(body);
  };
  return { ...(await startServer(clock, answer)), publicKey, size: () => tree.size };
}
