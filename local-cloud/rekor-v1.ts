// Rekor v1 on loopback: a log that takes only `dsse` 0.0.1 entries, with a real RFC 6962 tree, signed checkpoints and
// signed entry timestamps. It serves no reads, no search and no attestation storage, and loses everything when it
// closes. Unlike the real one it has a single shard and accepts any certificate: who may sign is not the log's
// question.
import { createHash, sign, verify, X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { canonicalText } from '../src/base/canonical-json.ts';
import { p256, spki } from './certificate.ts';
import type { SharedClock } from './clock.ts';
import { MerkleTree, type RekorServer, signCheckpoint } from './rekor.ts';
import { type Call, type Reply, startServer } from './server.ts';

const Proposed = z.object({
  kind: z.literal('dsse'),
  apiVersion: z.literal('0.0.1'),
  spec: z.object({ proposedContent: z.object({ envelope: z.string(), verifiers: z.tuple([z.base64()]) }) }),
});
const Envelope = z.object({
  payload: z.base64(),
  payloadType: z.string(),
  signatures: z.tuple([z.object({ sig: z.base64() })]),
});

const hexOf = (text: string | Buffer) => ({
  algorithm: 'sha256',
  value: createHash('sha256').update(text).digest('hex'),
});
const refuse = (status: number, message: string): Reply => ({ status, body: { code: status, message } });

/** The canonical body of an entry, or undefined for what the real log refuses: another kind, or a signature that does not hold. */
function bodyOf(request: unknown): string | undefined {
  const proposed = Proposed.safeParse(request);
  if (!proposed.success) return undefined;
  const { envelope, verifiers } = proposed.data.spec.proposedContent;
  const { payload, payloadType, signatures } = Envelope.parse(JSON.parse(envelope));
  const content = Buffer.from(payload, 'base64');
  const encoded = Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${content.length} `),
    content,
  ]);
  const { publicKey } = new X509Certificate(Buffer.from(verifiers[0], 'base64'));
  if (!verify('sha256', encoded, publicKey, Buffer.from(signatures[0].sig, 'base64'))) return undefined;
  const spec = {
    envelopeHash: hexOf(envelope),
    payloadHash: hexOf(content),
    signatures: [{ signature: signatures[0].sig, verifier: verifiers[0] }],
  };
  return canonicalText({ apiVersion: '0.0.1', kind: 'dsse', spec });
}

function readBody(call: Call): string | undefined {
  try {
    return bodyOf(JSON.parse(call.body.toString()));
  } catch {
    return undefined;
  }
}

/** Starts an empty log with a new key. */
export async function startRekorV1(clock: SharedClock): Promise<RekorServer> {
  const { publicKey, privateKey } = p256();
  const logId = createHash('sha256').update(spki(publicKey)).digest();
  const tree = new MerkleTree();
  const seen = new Set<string>();

  const include = (body: string): Reply => {
    seen.add(body);
    const logIndex = tree.append(Buffer.from(body));
    const entry = {
      body: Buffer.from(body).toString('base64'),
      integratedTime: clock.now(),
      logID: logId.toString('hex'),
      logIndex,
    };
    const signedEntryTimestamp = sign('sha256', Buffer.from(canonicalText(entry)), privateKey).toString('base64');
    const inclusionProof = {
      checkpoint: signCheckpoint(tree, privateKey, logId),
      hashes: tree.proof(logIndex).map((hash) => hash.toString('hex')),
      logIndex,
      rootHash: tree.root().toString('hex'),
      treeSize: tree.size,
    };
    const uuid = createHash('sha256')
      .update(Buffer.from([0]))
      .update(body)
      .digest('hex');
    return { status: 201, body: { [uuid]: { ...entry, verification: { inclusionProof, signedEntryTimestamp } } } };
  };
  const answer = (call: Call): Reply => {
    if (call.path !== '/api/v1/log/entries' || call.method !== 'POST') return refuse(404, 'path was not found');
    const body = readBody(call);
    if (body === undefined) return refuse(400, 'error processing entry');
    return seen.has(body) ? refuse(409, 'an equivalent entry already exists') : include(body);
  };
  return { ...(await startServer(clock, answer)), publicKey, size: () => tree.size };
}
