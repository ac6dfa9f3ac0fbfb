import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  codeOf,
  openFiles
} from "./chunk-XDME46HH.mjs";
import {
  logLine
} from "./chunk-44UTP3WU.mjs";
import {
  Fault,
  textOf
} from "./chunk-DJ7CADVQ.mjs";

// src/commands/index.ts
var commands = {
  custody: async () => (await import("./custody-FI3X34KU.mjs")).custody,
  scan: async () => (await import("./scan-2PR5GPRV.mjs")).scan,
  gate: async () => (await import("./gate-BLLGH6V2.mjs")).gate,
  publish: async () => (await import("./publish-G5MDL4QL.mjs")).publish,
  attest: async () => (await import("./attest-CQXWQ6PY.mjs")).attest,
  verify: async () => (await import("./verify-42ZI2KKA.mjs")).verify,
  assume: async () => (await import("./assume-4CFKVCCS.mjs")).assume,
  record: async () => (await import("./record-CRHQF2JL.mjs")).record,
  deploy: async () => (await import("./deploy-ZPZUQE55.mjs")).deploy,
  reconcile: async () => (await import("./reconcile-D3YWLPNK.mjs")).reconcile,
  "audit deploy": async () => (await import("./audit-deploy-U6BM7UUA.mjs")).auditDeploy,
  "audit running": async () => (await import("./audit-running-7WNCV7LM.mjs")).auditRunning,
  "config anchor": async () => (await import("./config-anchor-U6QZVVUF.mjs")).configAnchor,
  "config explain": async () => (await import("./config-explain-YAHOF73Q.mjs")).configExplain
};

// src/main/console.ts
function runnerLogger(sink) {
  return {
    step: (_name, text) => sink(logLine(text)),
    info: (text) => sink(logLine(`  ${text}`)),
    warn: (text) => sink(logLine(`warning: ${text}`))
  };
}
function terminalLogger(sink, quietMilliseconds = 1e3) {
  let loud = false;
  let last = "";
  const timer = setTimeout(() => {
    loud = true;
    if (last) sink(last);
  }, quietMilliseconds);
  timer.unref();
  const say = (line) => {
    last = logLine(line);
    if (loud) sink(last);
  };
  return {
    step: (_name, text) => say(text),
    info: (text) => say(`  ${text}`),
    warn: (text) => sink(logLine(`warning: ${text}`)),
    stop: () => clearTimeout(timer)
  };
}

// src/main/node-version.ts
function isTooOld(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < 24 || major === 24 && minor < 15;
}

// src/main/wire.ts
import { fileURLToPath } from "node:url";

// src/platform/local/clock.ts
var systemClock = { now: () => Math.floor(Date.now() / 1e3) };

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

// src/main/wire.ts
var overrides = /^(AWS_ENDPOINT_URL.*|AWS_CONFIG_FILE|AWS_SHARED_CREDENTIALS_FILE|AWS_CA_BUNDLE|AWS_PROFILE|https?_proxy|all_proxy|node_extra_ca_certs|node_options|node_tls_reject_unauthorized|ssl_cert_(file|dir))$/i;
function refuseOverrides(variables) {
  const found = Object.keys(variables).filter((name) => overrides.test(name) && variables[name]);
  if (found.length > 0)
    throw new Fault(
      "ENVIRONMENT_OVERRIDE",
      `set in the environment of this job: ${found.sort().join(", ")}; expected none of them`
    );
}
function wirePorts(surroundings) {
  const { variables, log, root, mask = () => {
  }, configPath, clock = systemClock } = surroundings;
  const files = openFiles();
  const identity = (config) => lazyIdentity(variables, config.local, mask);
  const ports = {
    clock,
    log,
    files,
    identity,
    programs: openPrograms(),
    tools: { locate: async (tool) => (await import("./locate-MW4F5SWM.mjs")).openTools(variables).locate(tool) },
    configSource: configPath ? { path: configPath, origin: "flag" } : { path: fileURLToPath(new URL("safeguard.yml", root)), origin: "beside-bundle" },
    job: jobFacts(variables),
    github: async (config) => (await import("./rest-76I6PYAS.mjs")).openGitHub(
      config.github.api,
      variables.GITHUB_TOKEN ?? variables.INPUT_TOKEN ?? ""
    ),
    sts: async (config) => maskedSts((await import("./sts-VMTYEJ53.mjs")).openSts(config), mask),
    store: async (spec, credentials) => (await import("./open-CUKFJW44.mjs")).openStore(spec, {
      local: true,
      ...credentials ? { credentials } : {}
    }),
    registry: async (repository, auth, credentials) => (await import("./registry-45CLNXDN.mjs")).openRegistry(repository, auth, credentials, { mask }),
    signer: async (config, key) => (await import("./signer-GNIGK23T.mjs")).openSigner(config.signing, {
      identity: identity(config),
      clock,
      ...key ? { key } : {}
    }),
    policy: async (wasm) => openPolicyBytes(wasm ?? await files.read(fileURLToPath(new URL("dist/policies.wasm", root)), 64 * 1024 * 1024))
  };
  return { ports, dispose: () => files.dispose() };
}
async function openPolicyBytes(wasm) {
  return (await import("./engine-3Q6VMUXT.mjs")).openPolicy(wasm);
}
function jobFacts(variables) {
  const names = [
    "GITHUB_RUN_ID",
    "GITHUB_JOB",
    "GITHUB_SHA",
    "GITHUB_REPOSITORY_ID",
    "GITHUB_ACTION_REPOSITORY",
    "GITHUB_ACTION_REF"
  ];
  return Object.fromEntries(names.flatMap((name) => variables[name] ? [[name, variables[name]]] : []));
}
function lazyIdentity(variables, local, mask) {
  return {
    async token(audience) {
      const source = (await import("./identity-Q62WZJXN.mjs")).openIdentity(variables, local);
      const token = await source.token(audience);
      if (token) mask(token.jwt);
      return token;
    }
  };
}
function maskedSts(sts, mask) {
  return {
    async assume(request) {
      const result = await sts.assume(request);
      if (result.granted)
        for (const secret of [result.credentials.secretAccessKey, result.credentials.sessionToken]) mask(secret);
      return result;
    }
  };
}

export {
  commands,
  runnerLogger,
  terminalLogger,
  isTooOld,
  refuseOverrides,
  wirePorts
};
