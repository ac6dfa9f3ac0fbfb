const require = (name) => process.getBuiltinModule(name);
import {
  retry
} from "./platform-http-retry.mjs";
import {
  failureCode,
  isOwnMistake
} from "./platform-http-failure.mjs";
import {
  Fault
} from "./ground.mjs";

// src/platform/http/exchange.ts
var usualPatience = { totalMs: 6e4, requestMs: 3e4 };
var replyLimit = 1024 * 1024;
async function persist(code, limit, attempt, waiting) {
  const plan = { total: Number.POSITIVE_INFINITY, firstPause: 250, longestPause: 8e3, signal: limit, waiting };
  const { result, count, again } = await retry(plan, async () => {
    const result2 = await attempt();
    return { result: result2, again: !result2.ok && result2.again, afterMs: result2.ok ? 0 : result2.afterMs };
  });
  if (result.ok) return result.value;
  throw new Fault(code, again ? `${result.text}; gave up after ${count} attempts at the time limit` : result.text);
}
async function send(request, limit, requestMs) {
  const { server, url, method, headers, body } = request;
  const place = `${server} (${new URL(url).origin})`;
  try {
    const signal = AbortSignal.any([limit, AbortSignal.timeout(requestMs)]);
    const content = body === void 0 ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) };
    const response = await fetch(url, { method, headers, redirect: "manual", signal, ...content });
    const bytes = await readLimited(response);
    if (response.ok && bytes.length <= replyLimit) return { ok: true, value: bytes };
    const reason = bytes.length > replyLimit ? " with more than 1 MiB" : request.reasonOf?.(bytes) ?? "";
    const again = [408, 429].includes(response.status) || response.status >= 500;
    const afterMs = 1e3 * Number(/^\d{1,3}$/.exec(response.headers.get("retry-after") ?? "")?.[0] ?? 0);
    return {
      ok: false,
      status: response.status,
      text: `${place} answered ${response.status}${reason}`,
      again,
      afterMs
    };
  } catch (error) {
    const text = `${place} did not answer: ${failureCode(error)}`;
    return { ok: false, status: 0, text, again: !isOwnMistake(error), afterMs: 0 };
  }
}
async function readLimited(response) {
  const chunks = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > replyLimit) break;
  }
  return Buffer.concat(chunks);
}

export {
  usualPatience,
  persist,
  send
};
