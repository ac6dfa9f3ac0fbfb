// Octokit with its plugins for retrying and throttling, on our own HTTP client. Octokit fills in routes and waits; what goes over the
// wire, how much is read and for how long, and what an answer means stays ours: it sees a status and the headers of rate limits.
import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Fault } from '../../../base/fault.ts';
import { failureCode } from '../../http/failure.ts';
import {
  type Attempt,
  attemptRequest,
  type HttpAnswer,
  type HttpRequest,
  type Pace,
  placeOf,
} from '../../http/request.ts';
import { realWaiting } from '../../http/retry.ts';

/** Patience with GitHub: `limits` is how long its rate limits are waited out in all, `second` what Octokit takes for a second (in tests less). Milliseconds. */
export type ForgePace = Pace & { limits?: number; second?: number };

/** Sends one GET, again where that may help; the last answer, whatever its status. Throws REMOTE_UNREACHABLE. */
export type Get = (route: string, parameters: Record<string, string | number>) => Promise<HttpAnswer>;

/** Most bytes of one answer. */
const mostBytes = 32 * 1024 * 1024;
const worthRepeating = new Set([429, 500, 502, 503, 504]);
const limitHeaders = ['retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };
const PatientOctokit = Octokit.plugin(patience, retry, throttling);

/** GET requests through Octokit, which prints nothing. */
export function openOctokit(api: string, token: string, pace: ForgePace): Get {
  const second = pace.second ?? 1000;
  const waitOut = (seconds: number, { request }: { request: object }) =>
    questionOf(request)?.waitOut(seconds * second) ?? false;
  const octokit = new PatientOctokit({
    baseUrl: api.replace(/\/$/, ''),
    userAgent: 'safeguard',
    log,
    retry: { retries: pace.attempts - 1, retryAfterBaseValue: pace.backoff },
    throttle: { retryAfterBaseValue: second, onRateLimit: waitOut, onSecondaryRateLimit: waitOut },
  });
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
  };
  return async (route, parameters) => {
    const question = new Question(pace);
    try {
      await octokit.request(route, { ...parameters, headers, request: { fetch: question.send, question, log } });
    } catch (error) {
      if (!question.asked) throw error;
    }
    return question.answer();
  };
}

/** The first plugin, so the innermost: what is not worth another attempt has none left when the plugin `retry` looks. */
function patience(octokit: Octokit): Record<string, never> {
  octokit.hook.error('request', (error, { request }) => {
    request.retries = questionOf(request)?.again() ? undefined : 0;
    throw error;
  });
  return {};
}

/** The question that a request of Octokit carries along. */
function questionOf(request: object): Question | undefined {
  return 'question' in request && request.question instanceof Question ? request.question : undefined;
}

/** One question to GitHub over all its attempts. */
class Question {
  readonly #pace: ForgePace;
  readonly #waiting;
  #attempts = 0;
  #place = '';
  #last: Attempt | { fault: unknown } | undefined;
  #endedAt = 0;
  #repeatsEnd: number;
  #limitsEnd: number;

  constructor(pace: ForgePace) {
    this.#pace = pace;
    this.#waiting = pace.waiting ?? realWaiting;
    this.#repeatsEnd = this.#waiting.now() + pace.deadline;
    this.#limitsEnd = this.#waiting.now() + (pace.limits ?? pace.deadline);
  }

  /** True once something was sent. */
  get asked(): boolean {
    return this.#last !== undefined;
  }

  /** What Octokit takes for fetch: only a GET, without a redirect or a body, and not before the server wants to be asked again. */
  readonly send = async (address: string, { headers }: { headers: Record<string, string> }) => {
    const request: HttpRequest = { method: 'GET', url: new URL(address), headers, limit: mostBytes };
    this.#place = placeOf(request);
    await this.#rest();
    this.#attempts += 1;
    try {
      this.#last = await attemptRequest(request, this.#pace);
    } catch (fault) {
      this.#last = { fault };
      throw fault;
    } finally {
      this.#endedAt = this.#waiting.now();
    }
    if ('broken' in this.#last) throw new Error('no answer');
    return shownToOctokit(this.#last.answer);
  };

  /** True where the same question may end better, and before the time of this one is over. */
  again(): boolean {
    const last = this.#last;
    if (last === undefined || 'fault' in last || this.#attempts >= this.#pace.attempts) return false;
    if ('answer' in last && (!worthRepeating.has(last.answer.status) || isLimited(last.answer))) return false;
    const pause = Math.max(this.#backoffMs(), this.#restMs());
    return this.#waiting.now() + pause < this.#repeatsEnd;
  }

  /** True where a rate limit is over after `milliseconds`, and there is time and an attempt for that. */
  waitOut(milliseconds: number): boolean {
    const fits = this.#waiting.now() + milliseconds < this.#limitsEnd && this.#attempts < this.#pace.attempts;
    if (fits) this.#repeatsEnd += milliseconds;
    return fits;
  }

  /** The last answer. Throws REMOTE_UNREACHABLE where there is none. */
  answer(): HttpAnswer {
    const last = this.#last;
    if (last && 'answer' in last) return last.answer;
    if (last && 'fault' in last) throw last.fault;
    const code = failureCode(last?.broken);
    throw new Fault('REMOTE_UNREACHABLE', `${this.#place} broke off ${this.#attempts} times: ${code}`);
  }

  #restMs(): number {
    const answer = this.#last && 'answer' in this.#last ? this.#last.answer : undefined;
    return (this.#pace.second ?? 1000) * (secondsToWait(answer) ?? 0);
  }

  #backoffMs(): number {
    return this.#pace.backoff * this.#attempts ** 2;
  }

  /**
   * The plugin `retry` knows no Retry-After. `throttling` waits for a rate limit to be over, and not at all for one that is over by its
   * own words, as where two clocks differ: then the pause of any other repeat is what lies between.
   */
  async #rest(): Promise<void> {
    const answer = this.#last && 'answer' in this.#last ? this.#last.answer : undefined;
    if (!answer) return;
    const waited = this.#waiting.now() - this.#endedAt;
    await this.#waiting.pause(isLimited(answer) ? Math.max(this.#backoffMs() - waited, 0) : this.#restMs());
  }
}

function secondsToWait(answer: HttpAnswer | undefined): number | undefined {
  const seconds = /^\d{1,6}$/.exec(answer?.headers.get('retry-after') ?? '')?.[0];
  return seconds === undefined ? undefined : Number(seconds);
}

/** True for an answer of GitHub's that is about its limits, and so one that the plugin `throttling` waits for. */
export function isLimited({ status, headers, bytes }: HttpAnswer): boolean {
  if (status !== 403 && status !== 429) return false;
  return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0' || isSecondary(bytes);
}

function isSecondary(bytes: Uint8Array): boolean {
  return bytes.length < 10_000 && /\bsecondary rate\b/i.test(Buffer.from(bytes).toString());
}

/** A status and the headers of limits, and one sentence by which the plugin `throttling` knows a secondary limit; no word of the server. */
function shownToOctokit({ status, headers, bytes }: HttpAnswer) {
  const shown = limitHeaders.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? '']] : []));
  const secondary = headers.has('retry-after') || isSecondary(bytes);
  return {
    status,
    url: '',
    headers: new Headers(Object.fromEntries(shown)),
    text: async () => (secondary ? 'secondary rate limit' : ''),
  };
}
