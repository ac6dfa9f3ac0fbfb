// Enters a signature into a Rekor v2 log. The stock client sends DSSE entries, which the real server refuses;
// this one sends hashedrekord only, and never takes an entry for its own without comparing digest and signature.
import * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import { type Outcome, send } from '../http/exchange.ts';
import { reasonOf } from './reasons.ts';

const Base64 = z.base64().min(1);

/** A log entry as a bundle carries it; a field the log adds beyond these is dropped. */
const LogEntry = z.object({
  logIndex: z.string().default('0'),
  logId: z.object({ keyId: Base64 }),
  kindVersion: z.object({ kind: z.literal('hashedrekord'), version: z.literal('0.0.2') }),
  inclusionProof: z.object({
    logIndex: z.string().default('0'),
    rootHash: Base64,
    treeSize: z.string(),
    hashes: z.array(Base64).default([]),
    checkpoint: z.object({ envelope: z.string().min(1) }),
  }),
  canonicalizedBody: Base64,
});
/** See LogEntry. */
export type LogEntry = z.infer<typeof LogEntry>;

const Body = z.object({
  spec: z.object({
    hashedRekordV002: z.object({ data: z.object({ digest: Base64 }), signature: z.object({ content: Base64 }) }),
  }),
});

/** What is entered: SHA-256 of the signed bytes, the signature, and the certificate (DER) that verifies it. */
export type Witnessed = { digest: Buffer; signature: Buffer; certificate: Buffer };

/** Posts one entry. A 409 may be tried again, because the caller then signs anew. Throws SIGN_FAILED for a strange answer. */
export async function enterLog(
  rekor: string,
  witnessed: Witnessed,
  limit: AbortSignal,
  requestMs: number,
): Promise<Outcome<LogEntry>> {
  const digest = witnessed.digest.toString('base64');
  const content = witnessed.signature.toString('base64');
  const rawBytes = witnessed.certificate.toString('base64');
  const verifier = { keyDetails: 'PKIX_ECDSA_P256_SHA_256', x509Certificate: { rawBytes } };
  const request = {
    server: 'Rekor',
    reasonOf,
    url: `${rekor.replace(/(?<!\/)\/+$/, '')}/api/v2/log/entries`,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ hashedRekordRequestV002: { digest, signature: { content, verifier } } }),
  } as const;
  const reply = await send(request, limit, requestMs);
  if (!reply.ok) return reply.status === 409 ? { ...reply, again: true } : reply;
  const entry = readEntry(reply.value);
  if (entry?.digest !== digest || entry.content !== content) {
    throw new Fault('SIGN_FAILED', `Rekor (${rekor}) answered with something else than the entry of this signature`);
  }
  return { ok: true, value: entry.logged };
}

function readEntry(reply: Buffer): { logged: LogEntry; digest: string; content: string } | undefined {
  try {
    const logged = LogEntry.parse(JSON.parse(reply.toString()));
    const body = Body.parse(JSON.parse(Buffer.from(logged.canonicalizedBody, 'base64').toString()));
    const { data, signature } = body.spec.hashedRekordV002;
    return { logged, digest: data.digest, content: signature.content };
  } catch {
    return undefined;
  }
}
