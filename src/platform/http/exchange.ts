// One HTTP exchange with a small service, and the patience around it. It follows no redirect, reads no proxy variable,
// and never puts a token into an error.
import { Fault } from '../../base/fault.ts';
import type { FaultCode } from '../../base/fault-register.ts';
import { failureCode, isOwnMistake } from './failure.ts';
import { retry, type Waiting } from './retry.ts';

/** How long to wait: for everything together, and for one answer. Milliseconds. */
export type Patience = { totalMs: number; requestMs: number };

/** 60 seconds in all (threat F19); one answer may take half, since a real Rekor answers only with its next checkpoint. */
export const usualPatience: Patience = { totalMs: 60_000, requestMs: 30_000 };

/** How an attempt ended: a value, or why not, and whether another attempt may help (and not before `afterMs`). */
export type Outcome<T> =
  | { ok: true; value: T }
  | { ok: false; status: number; text: string; again: boolean; afterMs: number };

/** A request; `server` is its name in messages. */
export type Exchange = {
  server: string;
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string | Buffer;
  /** What of a refusal's bytes may be repeated, '' for nothing: a server may repeat what it was sent. */
  reasonOf?: (bytes: Buffer) => string;
};

const replyLimit = 1024 * 1024;

/** Repeats an attempt, with full jitter, until it succeeds, is refused for good, or `limit` is reached; then throws `code`. */
export async function persist<T>(
  code: FaultCode,
  limit: AbortSignal,
  attempt: () => Promise<Outcome<T>>,
  waiting?: Waiting,
): Promise<T> {
  const plan = { total: Number.POSITIVE_INFINITY, firstPause: 250, longestPause: 8_000, signal: limit, waiting };
  const { result, count, again } = await retry(plan, async () => {
    const result = await attempt();
    return { result, again: !result.ok && result.again, afterMs: result.ok ? 0 : result.afterMs };
  });
  if (result.ok) return result.value;
  throw new Fault(code, again ? `${result.text}; gave up after ${count} attempts at the time limit` : result.text);
}

/** Sends one request and reads at most 1 MiB. Timeouts, resets, 408, 429 and 5xx may be tried again; nothing is thrown. */
export async function send(request: Exchange, limit: AbortSignal, requestMs: number): Promise<Outcome<Buffer>> {
  const { server, url, method, headers, body } = request;
  const place = `${server} (${new URL(url).origin})`;
  try {
    const signal = AbortSignal.any([limit, AbortSignal.timeout(requestMs)]);
    const content = body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) };
    const response = await fetch(url, { method, headers, redirect: 'manual', signal, ...content });
    const bytes = await readLimited(response);
    if (response.ok && bytes.length <= replyLimit) return { ok: true, value: bytes };
    const reason = bytes.length > replyLimit ? ' with more than 1 MiB' : (request.reasonOf?.(bytes) ?? '');
    const again = [408, 429].includes(response.status) || response.status >= 500;
    const afterMs = 1000 * Number(/^\d{1,3}$/.exec(response.headers.get('retry-after') ?? '')?.[0] ?? 0);
    return {
      ok: false,
      status: response.status,
      text: `${place} answered ${response.status}${reason}`,
      again,
      afterMs,
    };
  } catch (error) {
    const text = `${place} did not answer: ${failureCode(error)}`;
    return { ok: false, status: 0, text, again: !isOwnMistake(error), afterMs: 0 };
  }
}

async function readLimited(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > replyLimit) break;
  }
  return Buffer.concat(chunks);
}
