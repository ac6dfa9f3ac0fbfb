const require = (name) => process.getBuiltinModule(name);
import {
  codeOf
} from "./chunk-JC6FB25L.mjs";
import "./chunk-VOJQTMTM.mjs";
import "./chunk-NFRHUIVR.mjs";
import {
  Fault,
  textOf
} from "./chunk-GAGB4O4C.mjs";
import "./chunk-CZB6YB3Q.mjs";

// src/platform/local/programs.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { isAbsolute } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
var grace = 2e3;
function openPrograms() {
  return { run: runProgram };
}
async function runProgram(program, args, options) {
  if (!isAbsolute(program))
    throw new Fault("TOOL_MISSING", `${program} is not an absolute path; programs are never searched for`);
  const child = spawn(program, [...args], {
    cwd: options.folder,
    env: options.environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    shell: false
  });
  const stdout = collectOutput(child.stdout, options.outputLimit);
  const stderr = collectOutput(child.stderr, options.outputLimit);
  const { exitCode, signal, timedOut } = await waitForExit(child, program, options.timeoutSeconds);
  await finishOutput(child);
  const truncated = stdout.truncated || stderr.truncated;
  return {
    exitCode,
    signal,
    stdout: Buffer.concat(stdout.chunks),
    stderr: Buffer.concat(stderr.chunks),
    truncated,
    timedOut
  };
}
function collectOutput(stream, limit) {
  const output = { chunks: [], size: 0, truncated: false };
  stream.on("data", (chunk) => {
    const kept = chunk.subarray(0, Math.max(0, limit - output.size));
    output.size += kept.length;
    output.truncated ||= kept.length < chunk.length;
    if (kept.length > 0) output.chunks.push(kept);
  });
  return output;
}
async function waitForExit(child, program, timeoutSeconds) {
  let timedOut = false;
  const polite = setTimeout(() => {
    timedOut = true;
    killGroup(child, "SIGTERM");
  }, timeoutSeconds * 1e3);
  const final = setTimeout(() => killGroup(child, "SIGKILL"), timeoutSeconds * 1e3 + grace);
  try {
    const [code, signal] = await once(child, "exit");
    return {
      exitCode: typeof code === "number" ? code : -1,
      signal: typeof signal === "string" ? signal : "",
      timedOut
    };
  } catch (error) {
    throw startFault(program, error);
  } finally {
    clearTimeout(polite);
    clearTimeout(final);
    killGroup(child, "SIGKILL");
  }
}
function startFault(program, error) {
  const missing = codeOf(error) === "ENOENT";
  const text = missing ? `${program}, or the folder to run it in, does not exist` : `${program} cannot be started: ${textOf(error)}`;
  return new Fault(missing ? "TOOL_MISSING" : "TOOL_FAILED", text, { cause: error });
}
function killGroup(child, signal) {
  if (child.pid === void 0) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    return;
  }
}
async function finishOutput(child) {
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  const closed = Promise.all(streams.map((stream) => stream.closed ? void 0 : once(stream, "close")));
  const patience = new AbortController();
  await Promise.race([closed, pause(grace, void 0, { signal: patience.signal }).catch(() => void 0)]);
  patience.abort();
  for (const stream of streams) stream.destroy();
}
export {
  openPrograms
};
