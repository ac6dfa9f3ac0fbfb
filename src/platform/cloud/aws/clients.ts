// What every AWS client of ours has in common: settings that leave nothing to the environment (threat C7), and one way to retry (threats C10, E5).
// It must never retry a refusal, and never put credentials, tokens or request headers into an error.
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { Fault, type FaultOptions } from '../../../base/fault.ts';
import type { FaultCode } from '../../../base/fault-register.ts';
import { failureCode, isOwnMistake } from '../../http/failure.ts';
import { type Attempted, retry, type Waiting } from '../../http/retry.ts';
import { knownCode, knownReason } from './reasons.ts';
import type { AwsCredentials } from './session.ts';

/** Where a service is and as whom it is called. Without credentials the ambient chain of the machine is used (auditors only). */
export type ClientPlace = {
  service: 's3' | 'sts' | 'kms' | 'api.ecr';
  region: string;
  endpoint?: string | undefined;
  credentials?: AwsCredentials | undefined;
  /** True where safeguard.yml says `local: true`: plain http to a loopback host is then allowed. */
  local: boolean;
};

/** Settings for any AWS SDK client; every one is explicit, so AWS_* variables and profiles have no say. Throws CONFIG_INVALID for an http endpoint that is not local. */
export function clientSettings(place: ClientPlace) {
  const settings = {
    region: place.region,
    endpoint: endpointOf(place),
    // Our own loop retries: the SDK's would hide refusals of the first attempt and knows no total deadline.
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    userAgentAppId: 'safeguard',
    authSchemePreference: ['aws.auth#sigv4'],
    requestHandler: {
      connectionTimeout: 5000,
      httpAgent: { keepAlive: true, maxSockets: 64 },
      httpsAgent: { keepAlive: true, maxSockets: 64 },
    },
  } as const;
  if (!place.credentials) return { ...settings, authSchemePreference: [...settings.authSchemePreference] };
  const { accessKeyId, secretAccessKey, sessionToken } = place.credentials;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== '' && { sessionToken }) };
  return { ...settings, authSchemePreference: [...settings.authSchemePreference], credentials };
}

const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

function endpointOf({ service, region, endpoint, local }: ClientPlace): string {
  if (endpoint === undefined)
    return `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  const { protocol, hostname } = new URL(endpoint);
  if (protocol === 'https:' || (local && loopbackHosts.includes(hostname))) return endpoint;
  throw new Fault(
    'CONFIG_INVALID',
    `the ${service} endpoint ${endpoint} is plain http; expected https, or a loopback host and local: true`,
  );
}

/** How long to try: milliseconds of one attempt, of all attempts together, and the first and longest pause between them. */
export type RetryLimits = {
  attempt: number;
  total: number;
  firstPause: number;
  longestPause: number;
  waiting?: Waiting;
};

/** Twenty seconds an attempt, two minutes in all; pauses grow from 100 ms to 5 s, each drawn evenly from zero to its size. */
export const defaultRetryLimits: RetryLimits = { attempt: 20_000, total: 120_000, firstPause: 100, longestPause: 5000 };

/**
 * How a call to AWS failed. `status` is 0 when no answer came; `code` is AWS's own or of the connection, `message` a known
 * sentence of AWS: both are '' for what is not known here, because an answer may repeat what was sent.
 */
export type AwsFailure = { status: number; code: string; message: string; retryAfter: number };

const ErrorShape = z.looseObject({
  name: z.string().catch(''),
  message: z.string().catch(''),
  $metadata: z.looseObject({ httpStatusCode: z.number().optional() }).optional().catch(undefined),
  $response: z
    .looseObject({ headers: z.record(z.string(), z.string()).catch({}) })
    .optional()
    .catch(undefined),
});

/** Reads what the SDK threw; keeps nothing of the request, and of the answer only what is known word by word. */
export function readAwsFailure(error: unknown): AwsFailure {
  const shape = ErrorShape.safeParse(error).data;
  const retryAfter = Number(shape?.$response?.headers['retry-after'] ?? 0);
  const status = shape?.$metadata?.httpStatusCode ?? 0;
  return {
    status,
    code: knownCode(shape?.name ?? '') || (status === 0 ? failureCode(Object(error)) : ''),
    message: knownReason(shape?.message ?? ''),
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : 0,
  };
}

/** One line for people: HTTP status, AWS's code and text. */
function describeFailure(failure: AwsFailure): string {
  const { status, code } = failure;
  const message = failure.message === '' ? '' : `: ${failure.message}`;
  return status === 0
    ? `no answer (${code}${message})`
    : `HTTP ${status} ${code || 'without a code that is known here'}${message}`;
}

const retryableCodes = new Set([
  'BadDigest', // a bit flipped on the way (threat E6)
  'ConditionalRequestConflict',
  'IDPCommunicationError',
  'IDPCommunicationErrorException', // as the SDK names it
  'IncompleteBody',
  'OperationAborted',
  'RequestTimeout',
  'SlowDown',
  'XAmzContentChecksumMismatch', // MinIO's BadDigest
  'XAmzContentSHA256Mismatch',
]);

/** True for throttles, 5xx, conflicts that pass, damage in transit and missing answers; never for a refusal or a mistake of our own. */
export function isRetryable({ status, code }: AwsFailure): boolean {
  if (status === 0)
    return code !== 'CredentialsProviderError' && !code.startsWith('ERR_INVALID') && !isOwnMistake(code);
  return status >= 500
    ? status !== 501
    : status === 429 || status === 408 || retryableCodes.has(code) || /thrott|TooManyRequests/i.test(code);
}

/** Thrown by `withRetries` when an attempt fails for good or time is up. */
export class AwsError extends Error {
  readonly failure: AwsFailure;

  constructor(failure: AwsFailure) {
    super(describeFailure(failure));
    this.failure = failure;
  }

  private deniesKey(): boolean {
    const { code, message } = this.failure;
    return code === 'AccessDenied' && / kms:(GenerateDataKey|Decrypt)\b/.test(message);
  }

  /** The Fault for this failure: `code`, or REMOTE_UNREACHABLE when no answer came. */
  toFault(code: FaultCode, what: string, options: FaultOptions = {}): Fault {
    const unanswered = this.failure.status === 0 && this.failure.code !== 'CredentialsProviderError';
    return new Fault(unanswered ? 'REMOTE_UNREACHABLE' : code, `${what}: ${this.message}`, {
      ...(unanswered ? {} : this.deniesKey() ? { hint: keyHint } : options),
    });
  }
}

const keyHint =
  "The bucket is encrypted with a key that this session may not use. Name the key's ARN under store.kms-key in safeguard.yml, and allow kms:GenerateDataKey and kms:Decrypt on it in the role's own policy and in the policy of the key.";

const timeoutCode = 'TimeoutError';

/**
 * Runs `attempt` until it succeeds, is refused, or the total time is spent; pauses with full jitter, at least Retry-After. `passes` names
 * refusals of this one call that are known to pass. Throws AwsError, and a Fault of the attempt itself at once.
 */
export async function withRetries<T>(
  limits: RetryLimits,
  attempt: (signal: AbortSignal) => Promise<T>,
  passes: (failure: AwsFailure) => boolean = () => false,
): Promise<T> {
  let last: AwsFailure | undefined;
  type Ended = { value: T } | { failure: AwsFailure };
  const { result } = await retry(limits, async (remaining): Promise<Attempted<Ended>> => {
    const result = await attemptOnce(Math.min(limits.attempt, remaining), attempt);
    if ('value' in result) return { result, again: false, afterMs: 0 };
    // An attempt that the total deadline cut short says nothing; what the server said before it does. Timers may fire early.
    if (last && remaining < limits.attempt && result.failure.code === timeoutCode) throw new AwsError(last);
    last = result.failure;
    return { result, again: isRetryable(last) || passes(last), afterMs: last.retryAfter * 1000 };
  });
  if ('value' in result) return result.value;
  throw new AwsError(result.failure);
}

async function attemptOnce<T>(
  milliseconds: number,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<{ value: T } | { failure: AwsFailure }> {
  const stop = new AbortController();
  const late = {
    status: 0,
    code: 'TimeoutError',
    message: `no complete answer within ${Math.max(1, Math.ceil(milliseconds))} ms`,
  };
  const timer = sleep(Math.max(1, milliseconds), { failure: { ...late, retryAfter: 0 } }, { signal: stop.signal });
  const work = attempt(stop.signal).then(
    (value) => ({ value }),
    (error: unknown) => {
      // What our own code found cannot be another time.
      if (error instanceof Fault) throw error;
      return { failure: readAwsFailure(error) };
    },
  );
  try {
    return await Promise.race([work, timer]);
  } finally {
    // Ends the request when time is up, and the timer when the request ended.
    stop.abort();
  }
}
