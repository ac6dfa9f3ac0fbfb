// One HTTP exchange with a signing service, and the patience around it. It follows no redirect, reads no proxy variable,
// and never puts a token into an error.
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../base/fault.ts';
import type { FaultCode } from '../../base/fault-register.ts';
import { printable } from '../../base/text.ts';

/** How long to wait: for everything together, and for one answer. Milliseconds. */
export type Patience = { totalMs: number; requestMs: number };

/** 60 seconds in all (THREATS F19); one answer may take half, since a real Rekor answers only with its next checkpoint. */
export const usualPatience: Patience = { totalMs: 60_000, requestMs: 30_000 };

/** How an attempt ended: a value, or why not, and whether another attempt may help (and not before `afterMs`). */
export type Outcome<T> =
  | { ok: true; value: T }
  | { ok: false; status: number; text: string; again: boolean; afterMs: number };

/** A request; `server` is its name in messages, `hide` what must never be printed. */
export type Exchange = {
  server: string;
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string | Buffer;
  hide: string;
};

const replyLimit = 1024 * 1024;

/** Repeats an attempt, with full jitter, until it succeeds, is refused for good, or `limit` is reached; then throws `code`. */
export async function persist<T>(code: FaultCode, limit: AbortSignal, attempt: () => Promise<Outcome<T>>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const outcome = await attempt();
    if (outcome.ok) return outcome.value;
    if (!outcome.again) throw new Fault(code, outcome.text);
    const jitter = Math.random() * Math.min(8_000, 250 * 2 ** tries);
    await pause(Math.max(outcome.afterMs, jitter), undefined, { signal: limit }).catch(() => undefined);
    if (limit.aborted) throw new Fault(code, `${outcome.text}; gave up after ${tries + 1} attempts at the time limit`);
  }
}

/** Sends one request and reads at most 1 MiB. Timeouts, resets, 408, 429 and 5xx may be tried again; nothing is thrown. */
export async function send(request: Exchange, limit: AbortSignal, requestMs: number): Promise<Outcome<Buffer>> {
  const { server, url, method, headers, body, hide } = request;
  const place = `${server} (${new URL(url).origin})`;
  try {
    const signal = AbortSignal.any([limit, AbortSignal.timeout(requestMs)]);
    const content = body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) };
    const response = await fetch(url, { method, headers, redirect: 'manual', signal, ...content });
    const bytes = await readLimited(response);
    if (response.ok && bytes.length <= replyLimit) return { ok: true, value: bytes };
    const excerpt = bytes.length > replyLimit ? 'more than 1 MiB' : readable(bytes.toString(), hide);
    const again = [408, 429].includes(response.status) || response.status >= 500;
    const afterMs = 1000 * Number(/^\d{1,3}$/.exec(response.headers.get('retry-after') ?? '')?.[0] ?? 0);
    return {
      ok: false,
      status: response.status,
      text: `${place} answered ${response.status}: ${excerpt}`,
      again,
      afterMs,
    };
  } catch (error) {
    const text = `${place} did not answer: ${readable(causeOf(error), hide)}`;
    return { ok: false, status: 0, text, again: true, afterMs: 0 };
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

function readable(text: string, hide: string): string {
  return printable(hide === '' ? text : text.replaceAll(hide, '***'), 300);
}

/** Node hides the reason of a failed fetch in `cause`, whose message may be empty when several addresses were tried. */
function causeOf(error: unknown): string {
  const { code, message } = Object(Object(error).cause ?? error);
  return [code, message].filter((part) => typeof part === 'string').join(' ');
}
