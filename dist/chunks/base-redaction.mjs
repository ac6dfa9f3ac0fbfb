const require = (name) => process.getBuiltinModule(name);
import {
  openFiles
} from "./platform-local-files.mjs";
import {
  logLine
} from "./base-text.mjs";
import {
  Fault,
  isFault,
  textOf
} from "./base-fault-register.mjs";

// src/base/redaction.ts
var window = 12;
var shortest = 6;
var shortestWhole = 8;
var layers = 3;
function openRedactor() {
  const known = /* @__PURE__ */ new Set();
  const parts = /* @__PURE__ */ new Set();
  const wholes = /* @__PURE__ */ new Set();
  const shortSecrets = /* @__PURE__ */ new Set();
  const sought = { parts, wholes, shortSecrets };
  const redactor = {
    know(secret) {
      if (secret.length < shortest || known.has(secret)) return;
      known.add(secret);
      for (const form of formsOf(secret)) {
        for (let at = 0; at + window <= form.length; at += 1) parts.add(form.slice(at, at + window));
        if (form.length >= shortestWhole && form.length < window) wholes.add(form);
      }
      if (lettersOf(plainView(secret)).text.length < window) shortSecrets.add(secret);
    },
    redact(text) {
      if (known.size === 0) return text;
      let view = plainView(text);
      const spans = findSpans(view, sought);
      for (let layer = 0; layer < layers; layer += 1) {
        const decoded = decode(view);
        if (decoded.text.length === view.text.length) break;
        view = decoded;
        spans.push(...findSpans(view, sought));
      }
      return hide(text, spans);
    },
    redactAll: (value) => redactValue(value, (text) => redactor.redact(text))
  };
  return redactor;
}
function plainView(text) {
  const starts = Array.from({ length: text.length }, (_, at) => at);
  return { text, starts, ends: starts.map((at) => at + 1) };
}
function formsOf(secret) {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const last = shifted.length % 3 === 0 ? void 0 : -1;
    return shifted.toString("base64").replaceAll("=", "").slice(shift === 0 ? 0 : shift + 1, last);
  });
  return [secret, ...base64, bytes.toString("hex")].map((form) => lettersOf(plainView(form)).text);
}
function lettersOf({ text, starts, ends }) {
  const kept = [];
  let letters = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (!isLetter(text.charCodeAt(at)) && !/[\p{L}\p{N}]/u.test(character)) continue;
    const lower = character.toLowerCase();
    letters += lower.length === 1 ? lower : character;
    kept.push(at);
  }
  return { text: letters, starts: kept.map((at) => starts[at] ?? 0), ends: kept.map((at) => ends[at] ?? 0) };
}
function isLetter(code) {
  return code >= 97 && code <= 122 || code >= 48 && code <= 57 || code >= 65 && code <= 90;
}
var encoded = /%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\u\{([0-9a-f]{1,6})\}|\\x([0-9a-f]{2})|\\([0-7]{3})|&#x0{0,6}([0-9a-f]{1,6});|&#0{0,6}([0-9]{1,7});|\\([nrtbfv"'/\\])|=([0-9a-f]{2})/giy;
function decode({ text, starts, ends }) {
  const decoded = { text: "", starts: [], ends: [] };
  for (let at = 0; at < text.length; ) {
    encoded.lastIndex = at;
    const found = "%\\&=".includes(text.charAt(at)) ? encoded.exec(text) : null;
    const length = found?.[0].length ?? 1;
    const character = found ? meaningOf(found) : text.charAt(at);
    decoded.text += character;
    for (let unit = 0; unit < character.length; unit += 1) {
      decoded.starts.push(starts[at] ?? 0);
      decoded.ends.push(ends[at + length - 1] ?? 0);
    }
    at += length;
  }
  return decoded;
}
function meaningOf([, percent, unicode, brace, hex, octal, entity, decimal, letter, mail]) {
  if (letter !== void 0) return `/"'\\`.includes(letter) ? letter : " ";
  const digits = percent ?? unicode ?? brace ?? hex ?? entity ?? mail;
  const code = digits !== void 0 ? Number.parseInt(digits, 16) : Number.parseInt(octal ?? decimal ?? "", octal ? 8 : 10);
  return code <= 1114111 ? String.fromCodePoint(code) : " ";
}
function findSpans(view, { parts, wholes, shortSecrets }) {
  const letters = lettersOf(view);
  const spans = [];
  for (let at = 0; at + window <= letters.text.length; at += 1) {
    if (parts.has(letters.text.slice(at, at + window))) spans.push(spanOf(letters, at, window));
  }
  for (const whole of wholes) spans.push(...placesOf(whole, letters));
  for (const secret of shortSecrets) spans.push(...placesOf(secret, view));
  return spans;
}
function placesOf(text, view) {
  const spans = [];
  for (let at = view.text.indexOf(text); at !== -1; at = view.text.indexOf(text, at + text.length))
    spans.push(spanOf(view, at, text.length));
  return spans;
}
function spanOf({ starts, ends }, at, length) {
  return [starts[at] ?? 0, ends[at + length - 1] ?? 0];
}
function hide(text, spans) {
  let shown = "";
  let end = 0;
  let hiding = false;
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    if (from > end || !hiding) shown += `${text.slice(end, from)}***`;
    end = Math.max(end, to);
    hiding = true;
  }
  return shown + text.slice(end);
}
function redactValue(value, redact) {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [redact(key), redactValue(member, redact)]));
}

// src/commands/index.ts
var commands = {
  plan: async () => (await import("./commands-plan.mjs")).plan,
  source: async () => (await import("./commands-source.mjs")).source,
  layout: async () => (await import("./commands-layout.mjs")).layout,
  custody: async () => (await import("./commands-custody.mjs")).custody,
  scan: async () => (await import("./commands-scan.mjs")).scan,
  gate: async () => (await import("./commands-gate.mjs")).gate,
  publish: async () => (await import("./commands-publish.mjs")).publish,
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
  "config explain": async () => (await import("./commands-config-explain.mjs")).configExplain
};

// src/main/console.ts
function endOnDefect(say) {
  process.on("uncaughtException", (error) => {
    say(textOf(error));
    process.exit(70);
  });
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
  openRedactor,
  commands,
  endOnDefect,
  runnerLogger,
  terminalLogger,
  isTooOld,
  refuseOverrides,
  wirePorts
};
