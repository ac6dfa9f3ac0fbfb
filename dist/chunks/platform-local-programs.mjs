const require = (name) => process.getBuiltinModule(name);
import {
  codeOf
} from "./platform-local-files.mjs";
import {
  Fault,
  isFault
} from "./ground.mjs";
import "./empty.mjs";

// src/platform/local/programs.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { setTimeout as pause2 } from "node:timers/promises";

// src/platform/local/survivors.ts
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
var markName = "SAFEGUARD_PROGRAM";
var looks = { most: 100, apart: 20 };
function newMark() {
  return randomUUID();
}
async function endSurvivors(mark, processes = "/proc") {
  for (let look = 0; look < looks.most; look++) {
    const found = await findMarked(mark, processes);
    if (found.length === 0) return;
    for (const id of found) endProcess(id);
    await pause(looks.apart);
  }
}
async function findMarked(mark, processes) {
  const names = await readdir(processes).catch(() => []);
  const ids = names.filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(ids.map((id) => readFile(join(processes, id, "environ")).catch(() => null)));
  return ids.filter((_, index) => environments[index]?.includes(`${markName}=${mark}`)).map(Number);
}
function endProcess(id) {
  try {
    process.kill(id, "SIGKILL");
  } catch {
    return;
  }
}

// src/platform/local/programs.ts
var grace = 2e3;
function openPrograms() {
  return { run: runProgram, check: checkProgram };
}
async function checkProgram(program) {
  if (!isAbsolute(program)) throw notSearchedFor(program);
  try {
    if (!(await stat(program)).isFile()) throw new Fault("TOOL_FAILED", `${program} is not a file`);
    await access(program, constants.X_OK);
  } catch (error) {
    throw isFault(error) ? error : startFault(program, error);
  }
}
function notSearchedFor(program) {
  return new Fault("TOOL_MISSING", `${program} is not an absolute path; programs are never searched for`);
}
async function runProgram(program, args, options) {
  if (!isAbsolute(program)) throw notSearchedFor(program);
  const mark = newMark();
  const child = spawn(program, [...args], {
    cwd: options.folder,
    env: { ...options.environment, [markName]: mark },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    shell: false
  });
  const stdout = collectOutput(child.stdout, options.outputLimit);
  const stderr = collectOutput(child.stderr, options.outputLimit);
  const { exitCode, signal, timedOut } = await waitForExit(child, program, options.timeoutSeconds);
  await endSurvivors(mark);
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
  const text = missing ? `${program}, or the folder to run it in, does not exist` : `${program} cannot be started: ${codeOf(error) || "an error without a code"}`;
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
  await Promise.race([closed, pause2(grace, void 0, { signal: patience.signal }).catch(() => void 0)]);
  patience.abort();
  for (const stream of streams) stream.destroy();
}
export {
  openPrograms
};
