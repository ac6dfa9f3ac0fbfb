// Enters a signature into a Rekor v1 log, which the public instance still names by default. It sends the `dsse` entry that other
// clients send and verify, and never takes an entry for its own without comparing payload, signature and certificate.
import { createHash, X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import { statementPayloadType } from '../../model/statement.ts';
import { type Outcome, send } from '../http/exchange.ts';
import { reasonOf } from './reasons.ts';

const Base64 = z.base64().min(1);
const Hex = z.hex();

const Proof = z.object({
  logIndex: z.int().min(0),
  rootHash: Hex,
  treeSize: z.int().min(1),
  hashes: z.array(Hex).max(64),
  checkpoint: z.string().min(1),
});

/** The answer: one entry by its name. Proof and promise are obligatory: a bundle without them cannot be verified offline. */
const Answer = z.record(
  z.string(),
  z.object({
    body: Base64,
    integratedTime: z.int().min(1),
    logID: Hex.length(64),
    logIndex: z.int().min(0),
    verification: z.object({ inclusionProof: Proof, signedEntryTimestamp: Base64 }),
  }),
);
type Answered = z.infer<typeof Answer>[string];

const Body = z.object({
  kind: z.literal('dsse'),
  apiVersion: z.literal('0.0.1'),
  spec: z.object({
    payloadHash: z.object({ algorithm: z.literal('sha256'), value: Hex }),
    signatures: z.tuple([z.object({ signature: Base64, verifier: Base64 })]),
  }),
});

/** What is entered: the statement, the DSSE signature over it, and the certificate (DER) that verifies it. */
export type WitnessedStatement = { statement: Uint8Array; signature: Buffer; certificate: Buffer };

/** Posts one entry and returns it as a bundle carries it. A 409 may be tried again, because the caller then signs anew. Throws SIGN_FAILED for a strange answer. */
export async function enterLogV1(
  rekor: string,
  witnessed: WitnessedStatement,
  limit: AbortSignal,
  requestMs: number,
): Promise<Outcome<Record<string, unknown>>> {
  const request = {
    server: 'Rekor',
    reasonOf,
    url: `${rekor.replace(/(?<!\/)\/+$/, '')}/api/v1/log/entries`,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(proposedEntry(witnessed)),
  } as const;
  const reply = await send(request, limit, requestMs);
  if (!reply.ok) return reply.status === 409 ? { ...reply, again: true } : reply;
  const entry = readAnswer(reply.value);
  if (!entry || !isEntryOf(entry, witnessed)) {
    throw new Fault('SIGN_FAILED', `Rekor (${rekor}) answered with something else than the entry of this signature`);
  }
  return { ok: true, value: logEntry(entry) };
}

function proposedEntry({ statement, signature, certificate }: WitnessedStatement) {
  const envelope = {
    payload: Buffer.from(statement).toString('base64'),
    payloadType: statementPayloadType,
    signatures: [{ sig: signature.toString('base64') }],
  };
  const proposedContent = { envelope: JSON.stringify(envelope), verifiers: [verifierOf(certificate)] };
  return { kind: 'dsse', apiVersion: '0.0.1', spec: { proposedContent } };
}

/** Rekor takes a certificate as base64 of its PEM form. */
function verifierOf(certificate: Buffer): string {
  return Buffer.from(new X509Certificate(certificate).toString()).toString('base64');
}

function readAnswer(reply: Buffer): Answered | undefined {
  try {
    const entries = Object.values(Answer.parse(JSON.parse(reply.toString())));
    return entries.length === 1 ? entries[0] : undefined;
  } catch {
    return undefined;
  }
}

function isEntryOf({ body }: Answered, { statement, signature, certificate }: WitnessedStatement): boolean {
  try {
    const { spec } = Body.parse(JSON.parse(Buffer.from(body, 'base64').toString()));
    const [logged] = spec.signatures;
    const verifier = new X509Certificate(Buffer.from(logged.verifier, 'base64'));
    return (
      spec.payloadHash.value === createHash('sha256').update(statement).digest('hex') &&
      logged.signature === signature.toString('base64') &&
      verifier.raw.equals(certificate)
    );
  } catch {
    return false;
  }
}

/** The JSON form of protobuf-specs' TransparencyLogEntry. */
function logEntry({ body, integratedTime, logID, logIndex, verification }: Answered): Record<string, unknown> {
  const { inclusionProof, signedEntryTimestamp } = verification;
  return {
    logIndex: String(logIndex),
    logId: { keyId: base64(logID) },
    kindVersion: { kind: 'dsse', version: '0.0.1' },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      rootHash: base64(inclusionProof.rootHash),
      treeSize: String(inclusionProof.treeSize),
      hashes: inclusionProof.hashes.map(base64),
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: body,
  };
}

function base64(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}
