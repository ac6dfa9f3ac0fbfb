const require = (name) => process.getBuiltinModule(name);
import {
  printable
} from "./base-text.mjs";
import {
  Fault
} from "./base-fault-register.mjs";

// src/platform/sigstore/exchange.ts
import { setTimeout as pause } from "node:timers/promises";
var usualPatience = { totalMs: 6e4, requestMs: 3e4 };
var replyLimit = 1024 * 1024;
async function persist(code, limit, attempt) {
  for (let tries = 0; ; tries += 1) {
    const outcome = await attempt();
    if (outcome.ok) return outcome.value;
    if (!outcome.again) throw new Fault(code, outcome.text);
    const jitter = Math.random() * Math.min(8e3, 250 * 2 ** tries);
    await pause(Math.max(outcome.afterMs, jitter), void 0, { signal: limit }).catch(() => void 0);
    if (limit.aborted) throw new Fault(code, `${outcome.text}; gave up after ${tries + 1} attempts at the time limit`);
  }
}
async function send(request, limit, requestMs) {
  const { server, url, method, headers, body, hide } = request;
  const place = `${server} (${new URL(url).origin})`;
  try {
    const signal = AbortSignal.any([limit, AbortSignal.timeout(requestMs)]);
    const content = body === void 0 ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) };
    const response = await fetch(url, { method, headers, redirect: "manual", signal, ...content });
    const bytes = await readLimited(response);
    if (response.ok && bytes.length <= replyLimit) return { ok: true, value: bytes };
    const excerpt = bytes.length > replyLimit ? "more than 1 MiB" : readable(bytes.toString(), hide);
    const again = [408, 429].includes(response.status) || response.status >= 500;
    const afterMs = 1e3 * Number(/^\d{1,3}$/.exec(response.headers.get("retry-after") ?? "")?.[0] ?? 0);
    return {
      ok: false,
      status: response.status,
      text: `${place} answered ${response.status}: ${excerpt}`,
      again,
      afterMs
    };
  } catch (error) {
    const text = `${place} did not answer: ${readable(causeOf(error), hide)}`;
    return { ok: false, status: 0, text, again: true, afterMs: 0 };
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
function readable(text, hide) {
  return printable(hide === "" ? text : text.replaceAll(hide, "***"), 300);
}
function causeOf(error) {
  const { code, message } = Object(Object(error).cause ?? error);
  return [code, message].filter((part) => typeof part === "string").join(" ");
}

export {
  usualPatience,
  persist,
  send
};
