const require = (name) => process.getBuiltinModule(name);
import {
  looseObject,
  number,
  record,
  string
} from "./vendor-zod.mjs";
import {
  printable
} from "./base-text.mjs";
import {
  Fault
} from "./base-fault-register.mjs";

// src/platform/aws/clients.ts
import { setTimeout as sleep } from "node:timers/promises";
function clientSettings(place) {
  const settings = {
    region: place.region,
    endpoint: endpointOf(place),
    // Our own loop retries: the SDK's would hide refusals of the first attempt and knows no total deadline.
    maxAttempts: 1,
    retryMode: "standard",
    defaultsMode: "standard",
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    userAgentAppId: "safeguard",
    authSchemePreference: ["aws.auth#sigv4"],
    requestHandler: {
      connectionTimeout: 5e3,
      httpAgent: { keepAlive: true, maxSockets: 64 },
      httpsAgent: { keepAlive: true, maxSockets: 64 }
    }
  };
  if (!place.credentials) return { ...settings, authSchemePreference: [...settings.authSchemePreference] };
  const { accessKeyId, secretAccessKey, sessionToken } = place.credentials;
  const credentials = { accessKeyId, secretAccessKey, ...sessionToken !== "" && { sessionToken } };
  return { ...settings, authSchemePreference: [...settings.authSchemePreference], credentials };
}
var loopbackHosts = ["127.0.0.1", "[::1]", "localhost"];
function endpointOf({ service, region, endpoint, local }) {
  if (endpoint === void 0)
    return `https://${service}.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  const { protocol, hostname } = new URL(endpoint);
  if (protocol === "https:" || local && loopbackHosts.includes(hostname)) return endpoint;
  throw new Fault(
    "CONFIG_INVALID",
    `the ${service} endpoint ${endpoint} is plain http; expected https, or a loopback host and local: true`
  );
}
var defaultRetryLimits = { attempt: 2e4, total: 12e4, firstPause: 100, longestPause: 5e3 };
var ErrorShape = looseObject({
  name: string().catch(""),
  message: string().catch(""),
  $metadata: looseObject({ httpStatusCode: number().optional() }).optional().catch(void 0),
  $response: looseObject({ headers: record(string(), string()).catch({}) }).optional().catch(void 0)
});
function readAwsFailure(error) {
  const shape = ErrorShape.safeParse(error).data;
  const retryAfter = Number(shape?.$response?.headers["retry-after"] ?? 0);
  return {
    status: shape?.$metadata?.httpStatusCode ?? 0,
    code: printable(shape?.name || "Error", 80),
    message: printable(shape?.message || String(error), 300),
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : 0
  };
}
function describeFailure(failure) {
  return failure.status === 0 ? `no answer (${failure.code}: ${failure.message})` : `HTTP ${failure.status} ${failure.code}: ${failure.message}`;
}
var retryableCodes = /* @__PURE__ */ new Set([
  "BadDigest",
  // a bit flipped on the way (THREATS E6)
  "ConditionalRequestConflict",
  "IDPCommunicationError",
  "IDPCommunicationErrorException",
  // as the SDK names it
  "IncompleteBody",
  "OperationAborted",
  "RequestTimeout",
  "SlowDown",
  "XAmzContentChecksumMismatch",
  // MinIO's BadDigest
  "XAmzContentSHA256Mismatch"
]);
function isRetryable({ status, code }) {
  if (status === 0) return code !== "CredentialsProviderError";
  return status >= 500 ? status !== 501 : status === 429 || status === 408 || retryableCodes.has(code) || /thrott|TooManyRequests/i.test(code);
}
var AwsError = class extends Error {
  failure;
  constructor(failure) {
    super(describeFailure(failure));
    this.failure = failure;
  }
  deniesKey() {
    const { code, message } = this.failure;
    return code === "AccessDenied" && / kms:(GenerateDataKey|Decrypt)\b/.test(message);
  }
  /** The Fault for this failure: `code`, or REMOTE_UNREACHABLE when no answer came. */
  toFault(code, what, options = {}) {
    const unanswered = this.failure.status === 0 && this.failure.code !== "CredentialsProviderError";
    return new Fault(unanswered ? "REMOTE_UNREACHABLE" : code, `${what}: ${this.message}`, {
      ...unanswered ? {} : this.deniesKey() ? { hint: keyHint } : options
    });
  }
};
var keyHint = "The bucket is encrypted with a key that this session may not use. Name the key's ARN under store.kms-key in safeguard.yml, and allow kms:GenerateDataKey and kms:Decrypt on it in the role's own policy and in the policy of the key.";
var timeoutCode = "TimeoutError";
async function withRetries(limits, attempt, passes = () => false) {
  const end = performance.now() + limits.total;
  let last;
  for (let count = 0; ; count++) {
    const remaining = end - performance.now();
    const result = await attemptOnce(Math.min(limits.attempt, remaining), attempt);
    if ("value" in result) return result.value;
    if (last && remaining < limits.attempt && result.failure.code === timeoutCode) throw new AwsError(last);
    last = result.failure;
    const pause = Math.random() * Math.min(limits.longestPause, limits.firstPause * 2 ** count);
    const wait = Math.max(pause, last.retryAfter * 1e3);
    if (!(isRetryable(last) || passes(last)) || performance.now() + wait >= end) throw new AwsError(last);
    await sleep(wait);
  }
}
async function attemptOnce(milliseconds, attempt) {
  const stop = new AbortController();
  const late = {
    status: 0,
    code: "TimeoutError",
    message: `no complete answer within ${Math.max(1, Math.ceil(milliseconds))} ms`
  };
  const timer = sleep(Math.max(1, milliseconds), { failure: { ...late, retryAfter: 0 } }, { signal: stop.signal });
  const work = attempt(stop.signal).then(
    (value) => ({ value }),
    (error) => {
      if (error instanceof Fault) throw error;
      return { failure: readAwsFailure(error) };
    }
  );
  try {
    return await Promise.race([work, timer]);
  } finally {
    stop.abort();
  }
}

export {
  clientSettings,
  defaultRetryLimits,
  AwsError,
  withRetries
};
