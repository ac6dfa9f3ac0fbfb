// One HTTP request with a deadline for the whole of it, a limit on what is read, and a few patient repeats. It follows no
// redirect, keeps no cookies, and never decides what a status means; those who call it do.
import { Fault } from '../../base/fault.ts';
import { printable } from '../../base/text.ts';
import { failureCode } from './failure.ts';
import { retry, type Waiting } from './retry.ts';

/** Patience in milliseconds: for one request with its whole answer, and before the first repeat; `attempts` counts them all. */
export type Pace = { deadline: number; attempts: number; backoff: number; waiting?: Waiting };

/** 30 seconds for a request, four attempts, half a second before the second one. */
export const usualPace: Pace = { deadline: 30_000, attempts: 4, backoff: 500 };

/**
 * A request. `body` is made anew for each attempt; `limit` is the most that is read, in bytes; `allowance` extends the deadline, in milliseconds; `place` is what
 * messages say, where the address came from a server.
 */
export type HttpRequest = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  url: URL;
  headers: Record<string, string>;
  limit: number;
  body?: Uint8Array | (() => AsyncIterable<Uint8Array>);
  allowance?: number;
  place?: string;
};

/** An answer, read whole unless it was longer than the limit: then `bytes` is empty and `cut` true. */
export type HttpAnswer = { status: number; headers: Headers; bytes: Uint8Array; cut: boolean };

/** An answer, or a connection that broke before there was one; only the latter and 429 or 5xx are worth a repeat. */
export type Attempt = { answer: HttpAnswer } | { broken: unknown };

const repeatable = new Set([429, 500, 502, 503, 504]);

/** Sends once. Throws REMOTE_UNREACHABLE when the deadline passes, which also catches a server that trickles; what the body throws passes through. */
export async function attemptRequest(request: HttpRequest, pace: Pace): Promise<Attempt> {
  const { method, url, headers, limit } = request;
  const deadline = pace.deadline + Math.ceil(request.allowance ?? 0);
  const signal = AbortSignal.timeout(deadline);
  const body = openBody(request);
  try {
    const response = await fetch(url, { method, headers, redirect: 'manual', signal, ...body.init });
    return { answer: await readAnswer(response, limit) };
  } catch (error) {
    if (body.failure !== undefined) throw body.failure;
    if (!signal.aborted) return { broken: error };
    throw new Fault(
      'REMOTE_UNREACHABLE',
      `${request.place ?? placeOf(request)} did not finish within ${deadline / 1000} s`,
    );
  }
}

/**
 * Repeats an attempt with full jitter while its connection breaks or it ends with 429 or 5xx, and no longer than one deadline (with
 * `allowance`, in milliseconds), so that everything is over within two. Returns the last answer; throws REMOTE_UNREACHABLE when there is none.
 */
export async function persist(
  place: string,
  pace: Pace,
  attempt: () => Promise<Attempt>,
  allowance = 0,
): Promise<HttpAnswer> {
  const { deadline, attempts, backoff, waiting } = pace;
  const plan = { total: deadline + allowance, attempts, firstPause: backoff, waiting };
  const { result, count } = await retry(plan, async () => {
    const result = await attempt();
    const again = 'broken' in result || repeatable.has(result.answer.status);
    return { result, again, afterMs: retryAfter(result) };
  });
  if ('answer' in result) return result.answer;
  throw new Fault('REMOTE_UNREACHABLE', `${place} broke off ${count} times: ${failureCode(result.broken)}`);
}

/** One request with repeats. Throws REMOTE_UNREACHABLE. */
export function sendRequest(request: HttpRequest, pace: Pace): Promise<HttpAnswer> {
  return persist(placeOf(request), pace, () => attemptRequest(request, pace), request.allowance);
}

/** `GET host/path` for messages; queries can hold signatures and are left out. */
export function placeOf({ method, url }: Pick<HttpRequest, 'method' | 'url'>): string {
  return printable(`${method} ${url.host}${url.pathname}`, 300);
}

/** True for this machine's own addresses, the only ones that may be spoken to in plain http. */
export function isLoopback(hostname: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

/** What fetch is given, and what went wrong while it read the body, which fetch does not tell faithfully. */
type OpenBody = { init: RequestInit; failure: unknown };

function openBody({ body }: HttpRequest): OpenBody {
  if (body === undefined) return { init: {}, failure: undefined };
  if (body instanceof Uint8Array) return { init: { body: new Uint8Array(body) }, failure: undefined };
  const open: OpenBody = { init: {}, failure: undefined };
  async function* watch(chunks: AsyncIterable<Uint8Array>) {
    try {
      yield* chunks;
    } catch (error) {
      open.failure = error;
      throw error;
    }
  }
  // With any other redirect mode fetch keeps a copy of the whole body, to send it again (measured: 512 MB of memory for 512 MB).
  open.init = { body: ReadableStream.from(watch(body())), duplex: 'half', redirect: 'error' };
  return open;
}

async function readAnswer(response: Response, limit: number): Promise<HttpAnswer> {
  const { status, headers } = response;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) return { status, headers, bytes: new Uint8Array(), cut: true };
    chunks.push(chunk);
  }
  return { status, headers, bytes: Buffer.concat(chunks), cut: false };
}

/** Milliseconds the server asked us to wait. */
function retryAfter(result: Attempt): number {
  const seconds =
    'answer' in result ? /^\d{1,6}$/.exec(result.answer.headers.get('retry-after') ?? '')?.[0] : undefined;
  return 1000 * Number(seconds ?? 0);
}
