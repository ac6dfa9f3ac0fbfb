const require = (name) => process.getBuiltinModule(name);
import {
  codeOf,
  openFiles
} from "./platform-local-files.mjs";
import {
  Fault,
  isFault,
  logLine,
  openRedactor,
  textOf
} from "./ground.mjs";

// src/commands/index.ts
var commands = {
  plan: async () => (await import("./commands-plan.mjs")).plan,
  source: async () => (await import("./commands-source.mjs")).source,
  layout: async () => (await import("./commands-layout.mjs")).layout,
  custody: async () => (await import("./commands-custody.mjs")).custody,
  scan: async () => (await import("./commands-scan.mjs")).scan,
  gate: async () => (await import("./commands-gate.mjs")).gate,
  publish: async () => (await import("./commands-publish.mjs")).publish,
  check: async () => (await import("./commands-check.mjs")).check,
  verify: async () => (await import("./commands-verify.mjs")).verify,
  assume: async () => (await import("./commands-assume.mjs")).assume,
  record: async () => (await import("./commands-record.mjs")).record,
  deploy: async () => (await import("./commands-deploy.mjs")).deploy,
  reconcile: async () => (await import("./commands-reconcile.mjs")).reconcile,
  outcome: async () => (await import("./commands-outcome.mjs")).outcome,
  "audit deploy": async () => (await import("./commands-audit-deploy.mjs")).auditDeploy,
  "audit running": async () => (await import("./commands-audit-running.mjs")).auditRunning,
  "config anchor": async () => (await import("./commands-config-anchor.mjs")).configAnchor,
  "trust-root update": async () => (await import("./commands-trust-root-update.mjs")).trustRootUpdate,
  "config check": async () => (await import("./commands-config-check.mjs")).configCheck,
  "config migrate": async () => (await import("./commands-config-migrate.mjs")).configMigrate,
  "config explain": async () => (await import("./commands-config-explain.mjs")).configExplain
};

// src/main/console.ts
function endOnDefect(say) {
  process.on("uncaughtException", (error) => {
    say(textOf(error));
    process.exit(70);
  });
}
function outliveReaders() {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error) => {
      if (codeOf(error) !== "EPIPE") throw error;
    });
}
function lineWidth(stream) {
  return stream.isTTY ? Math.min(stream.columns || 80, 100) : void 0;
}
function runnerLogger(sink, { redact } = openRedactor()) {
  const say = (text) => sink(logLine(redact(text)));
  return {
    step: (_name, text) => say(text),
    info: (text) => say(`  ${text}`),
    warn: (text) => say(`warning: ${text}`)
  };
}
function terminalLogger(sink, quietMilliseconds = 1e3, { redact } = openRedactor()) {
  let loud = false;
  let last = "";
  const timer = setTimeout(() => {
    loud = true;
    if (last) sink(last);
  }, quietMilliseconds);
  timer.unref();
  const say = (line) => {
    last = logLine(redact(line));
    if (loud) sink(last);
  };
  return {
    step: (_name, text) => say(text),
    info: (text) => say(`  ${text}`),
    warn: (text) => sink(logLine(redact(`warning: ${text}`))),
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

// src/main/guard.ts
function guarded(port, redactor) {
  return new Proxy(port, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...given) => {
        try {
          const result = Reflect.apply(member, target, given);
          if (!(result instanceof Promise)) return result;
          return result.catch((error) => {
            throw withoutSecrets(error, redactor);
          });
        } catch (error) {
          throw withoutSecrets(error, redactor);
        }
      };
    }
  });
}
function withoutSecrets(error, redactor) {
  if (!isFault(error)) return new Error(redactor.redact(textOf(error)));
  return new Fault(error.code, redactor.redact(error.message), { hint: redactor.redact(error.hint) });
}

// src/main/vendors.ts
async function openStore(spec, session) {
  if (spec.type === "dir") return (await import("./platform-store-dir.mjs")).openDirStore(spec.path);
  return (await import("./platform-cloud-aws-open.mjs")).openBucket(spec, session);
}
async function openRegistry(repository, access, session, listeners) {
  const registry = await import("./platform-registry-registry.mjs");
  if (access.kind !== "ecr") return registry.openRegistry(repository, access, listeners);
  const { openLogin } = await import("./platform-cloud-aws-open.mjs");
  return registry.openRegistry(repository, access, { ...listeners, cloudLogin: (place) => openLogin(place, session) });
}
async function openSigner(signing, { identity, clock, key }) {
  if (signing.mode === "keyless")
    return (await import("./platform-sigstore-keyless.mjs")).openKeylessSigner(signing, identity, clock);
  if (key) return (await import("./platform-cloud-aws-open.mjs")).openKey(signing, key);
  throw new Fault("INPUT_INVALID", "signing.mode is kms and no key was given; name one under keys: of the service");
}

// src/main/wire.ts
var overrides = [
  /^AWS_(ENDPOINT_URL.*|CONFIG_FILE|SHARED_CREDENTIALS_FILE|CA_BUNDLE|PROFILE|DEFAULT_PROFILE)$/i,
  /^(https?|all|ftp|socks)_proxy$/i,
  // OpenSSL inside of Node: engines, providers, trust, and a file of session keys that opens every recording.
  /^(OPENSSL_.+|SSL_CERT_(FILE|DIR)|SSLKEYLOGFILE)$/i,
  // Node: options, modules, certificates, compiled code from a folder, and logs that hold request headers.
  /^NODE_(OPTIONS|PATH|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED|USE_(ENV_PROXY|SYSTEM_CA|OPENSSL_CA|BUNDLED_CA)|DEBUG(_NATIVE)?|COMPILE_CACHE|V8_COVERAGE|ICU_DATA|REDIRECT_WARNINGS|PRESERVE_SYMLINKS(_MAIN)?|REPL_EXTERNAL_MODULE|CHANNEL_FD|UNIQUE_ID)$/i,
  // The dynamic linker and the C library: other code in this process, other names of hosts.
  /^(LD|DYLD)_.+$/,
  /^(GCONV_PATH|GLIBC_TUNABLES|LOCPATH|NLSPATH|HOSTALIASES|LOCALDOMAIN|RES_OPTIONS|RESOLV_HOST_CONF|MALLOC_TRACE)$/
];
function refuseOverrides(variables) {
  const found = Object.keys(variables).filter((name) => overrides.some((one) => one.test(name)) && variables[name]);
  if (found.length > 0)
    throw new Fault(
      "ENVIRONMENT_OVERRIDE",
      `set in the environment of this job: ${found.sort().join(", ")}; expected none of them`
    );
}
function wirePorts(surroundings) {
  const { variables, log, root, configPath, clock = systemClock, redactor = openRedactor() } = surroundings;
  for (const secret of secretsOf(variables)) redactor.know(secret);
  const mask = (secret) => {
    redactor.know(secret);
    surroundings.mask?.(secret);
  };
  const guard = (port) => guarded(port, redactor);
  const files = openFiles();
  const identity = (config) => guard(lazyIdentity(variables, config.local, mask));
  let opened;
  const tools = () => opened ??= openTools(surroundings, ports);
  const ports = {
    clock,
    log,
    files,
    identity,
    programs: guard({
      run: async (...call) => (await import("./platform-local-programs.mjs")).openPrograms().run(...call),
      check: async (program) => (await import("./platform-local-programs.mjs")).openPrograms().check(program)
    }),
    tools: guard({ locate: async (tool, kind) => (await tools()).locate(tool, kind) }),
    configSource: configPath ? { path: configPath, origin: "flag" } : { path: fileURLToPath(new URL("safeguard.yml", root)), origin: "beside-bundle" },
    job: jobFacts(variables),
    forge: async (config) => guard(
      (await import("./platform-forge-github-rest.mjs")).openGitHub(
        config.github.api,
        variables.GITHUB_TOKEN ?? variables.INPUT_TOKEN ?? ""
      )
    ),
    cloud: async (config) => guard((await import("./platform-cloud-aws-sts.mjs")).openCloud(config, mask)),
    store: async (spec, session) => guard(await openStore(spec, session)),
    registry: async (repository, auth, session) => guard(await openRegistry(repository, auth, session, { mask, note: log.warn })),
    signer: async (config, key) => guard(await openSigner(config.signing, { identity: identity(config), clock, ...key ? { key } : {} })),
    trustRepository: async (request) => guard(await (await import("./platform-sigstore-tuf.mjs")).openTrustRepository(request)),
    policy: async (wasm) => openPolicyBytes(wasm ?? await files.read(fileURLToPath(new URL("dist/policies.wasm", root)), 64 * 1024 * 1024))
  };
  return { ports, dispose: () => files.dispose() };
}
async function openTools({ variables, root, action = false }, ports) {
  const lock = fileURLToPath(new URL("scanners/lock.json", root));
  return (await import("./platform-tools-open.mjs")).openTools({ ...ports, variables, lock, action });
}
async function openPolicyBytes(wasm) {
  return (await import("./platform-opa-engine.mjs")).openPolicy(wasm);
}
function secretsOf(variables) {
  const named = Object.entries(variables).filter(
    ([name]) => (name.startsWith("INPUT_") ? input : variable).test(name) && !/_(?:URL|URI|FILE|PATH|ARN)$/i.test(name)
  );
  return named.flatMap(([, value]) => value !== void 0 && value.length >= 16 ? [value] : []);
}
var input = /TOKEN$/;
var variable = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE_?KEY|API_?KEY/i;
function jobFacts(variables) {
  const names = [
    "GITHUB_RUN_ID",
    "GITHUB_JOB",
    "GITHUB_SHA",
    "GITHUB_REPOSITORY_ID",
    "GITHUB_EVENT_NAME",
    "GITHUB_REF",
    "GITHUB_ACTION_REPOSITORY",
    "GITHUB_ACTION_REF"
  ];
  return Object.fromEntries(names.flatMap((name) => variables[name] ? [[name, variables[name]]] : []));
}
function lazyIdentity(variables, local, mask) {
  return {
    async token(audience) {
      const source = (await import("./platform-forge-github-identity.mjs")).openIdentity(variables, local);
      const token = await source.token(audience);
      if (token) mask(token.jwt);
      return token;
    }
  };
}

export {
  commands,
  endOnDefect,
  outliveReaders,
  lineWidth,
  runnerLogger,
  terminalLogger,
  isTooOld,
  refuseOverrides,
  wirePorts
};
