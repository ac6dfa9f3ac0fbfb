const require = (name) => process.getBuiltinModule(name);
import {
  retry
} from "./platform-http-retry.mjs";
import {
  failureCode
} from "./platform-http-failure.mjs";
import {
  Fault,
  printable
} from "./ground.mjs";

// src/platform/http/request.ts
var usualPace = { deadline: 3e4, attempts: 4, backoff: 500 };
var repeatable = /* @__PURE__ */ new Set([429, 500, 502, 503, 504]);
async function attemptRequest(request, pace) {
  const { method, url, headers, limit } = request;
  const deadline = pace.deadline + Math.ceil(request.allowance ?? 0);
  const signal = AbortSignal.timeout(deadline);
  const body = openBody(request);
  try {
    const response = await fetch(url, { method, headers, redirect: "manual", signal, ...body.init });
    return { answer: await readAnswer(response, limit) };
  } catch (error) {
    if (body.failure !== void 0) throw body.failure;
    if (!signal.aborted) return { broken: error };
    throw new Fault(
      "REMOTE_UNREACHABLE",
      `${request.place ?? placeOf(request)} did not finish within ${deadline / 1e3} s`
    );
  }
}
async function persist(place, pace, attempt, allowance = 0) {
  const { deadline, attempts, backoff, waiting } = pace;
  const plan = { total: deadline + allowance, attempts, firstPause: backoff, waiting };
  const { result, count } = await retry(plan, async () => {
    const result2 = await attempt();
    const again = "broken" in result2 || repeatable.has(result2.answer.status);
    return { result: result2, again, afterMs: retryAfter(result2) };
  });
  if ("answer" in result) return result.answer;
  throw new Fault("REMOTE_UNREACHABLE", `${place} broke off ${count} times: ${failureCode(result.broken)}`);
}
function sendRequest(request, pace) {
  return persist(placeOf(request), pace, () => attemptRequest(request, pace), request.allowance);
}
function placeOf({ method, url }) {
  return printable(`${method} ${url.host}${url.pathname}`, 300);
}
function isLoopback(hostname) {
  return ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
}
function openBody({ body }) {
  if (body === void 0) return { init: {}, failure: void 0 };
  if (body instanceof Uint8Array) return { init: { body: new Uint8Array(body) }, failure: void 0 };
  const open = { init: {}, failure: void 0 };
  async function* watch(chunks) {
    try {
      yield* chunks;
    } catch (error) {
      open.failure = error;
      throw error;
    }
  }
  open.init = { body: ReadableStream.from(watch(body())), duplex: "half", redirect: "error" };
  return open;
}
async function readAnswer(response, limit) {
  const { status, headers } = response;
  const chunks = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) return { status, headers, bytes: new Uint8Array(), cut: true };
    chunks.push(chunk);
  }
  return { status, headers, bytes: Buffer.concat(chunks), cut: false };
}
function retryAfter(result) {
  const seconds = "answer" in result ? /^\d{1,6}$/.exec(result.answer.headers.get("retry-after") ?? "")?.[0] : void 0;
  return 1e3 * Number(seconds ?? 0);
}

export {
  usualPace,
  attemptRequest,
  persist,
  sendRequest,
  placeOf,
  isLoopback
};
