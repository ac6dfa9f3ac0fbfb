const require = (name) => process.getBuiltinModule(name);
import {
  failureCode,
  isOwnMistake
} from "./platform-http-failure.mjs";
import {
  int,
  object,
  string
} from "./vendor-zod.mjs";
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
  const { server, url, method, headers, body } = request;
  const place = `${server} (${new URL(url).origin})`;
  try {
    const signal = AbortSignal.any([limit, AbortSignal.timeout(requestMs)]);
    const content = body === void 0 ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) };
    const response = await fetch(url, { method, headers, redirect: "manual", signal, ...content });
    const bytes = await readLimited(response);
    if (response.ok && bytes.length <= replyLimit) return { ok: true, value: bytes };
    const reason = bytes.length > replyLimit ? " with more than 1 MiB" : reasonOf(bytes);
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
var grpcCodes = [
  ...["OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS"],
  ...["PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED"],
  ...["INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"]
];
var sentences = [
  "There was an error processing the identity token",
  "There was an error processing the credentials for this request",
  "The signature supplied in the request could not be verified",
  "The public key supplied in the request could not be parsed",
  "The certificate signing request could not be parsed",
  "Error creating a pre-certificate and signing it",
  "an equivalent entry already exists in the transparency log",
  "rate limit exceeded"
];
var GrpcError = object({ code: int().min(0).max(16).catch(2), message: string().catch("") });
function reasonOf(bytes) {
  try {
    const { code, message } = GrpcError.parse(JSON.parse(bytes.toString()));
    const sentence = sentences.find((known) => message.startsWith(known));
    return ` code ${code} ${grpcCodes[code]}${sentence === void 0 ? "" : `: ${sentence}`}`;
  } catch {
    return "";
  }
}

export {
  usualPatience,
  persist,
  send
};
