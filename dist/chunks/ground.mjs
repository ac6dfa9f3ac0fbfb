const require = (name) => process.getBuiltinModule(name);
import {
  __export
} from "./empty.mjs";

// src/base/fault-register.ts
var faultRegister = {
  // base
  BUG: { kind: "bug", hint: "Please report this with the full log; it is a defect of Safeguard." },
  JSON_INVALID: {
    kind: "integrity",
    hint: "The file is not whole, valid JSON. Produce it again; do not edit it by hand."
  },
  JSON_TOO_LARGE: {
    kind: "integrity",
    hint: "No setting raises this limit. Make the file smaller, or find out what made it so large."
  },
  JSON_TOO_DEEP: { kind: "integrity", hint: "No known tool nests this deep; treat the file as hostile." },
  JSON_DUPLICATE_KEY: { kind: "integrity", hint: "Two readers would disagree about this file; produce it again." },
  TIME_INVALID: {
    kind: "usage",
    hint: "Give the time as YYYY-MM-DDTHH:MM:SSZ, in UTC; where a day is asked for, as YYYY-MM-DD."
  },
  DIGEST_INVALID: { kind: "usage", hint: "Give a digest as sha256:<64 lower-case hexadecimal characters>." },
  // commands and main
  INPUT_INVALID: { kind: "usage", hint: "See --help for each input and its form." },
  COMMAND_UNKNOWN: { kind: "usage", hint: "Run safeguard --help for the list of commands." },
  ENVIRONMENT_OVERRIDE: {
    kind: "usage",
    hint: "Remove the variable from the job; what this process loads, trusts and talks to comes from the release and safeguard.yml alone."
  },
  // config
  CONFIG_MISSING: {
    kind: "usage",
    hint: "Put safeguard.yml at the root of the compliance repository, or give --config on the command line."
  },
  CONFIG_INVALID: {
    kind: "usage",
    hint: "Fix every listed line; safeguard config check prints all of them, config explain what is in force."
  },
  SERVICE_UNKNOWN: {
    kind: "usage",
    hint: "Add the repository id under services: in safeguard.yml of the compliance repository."
  },
  SERVICE_ENVIRONMENT_UNKNOWN: { kind: "usage", hint: "Add the environment to this service in safeguard.yml." },
  // files
  FILE_MISSING: { kind: "usage", hint: "Check the path." },
  FILE_IS_FOLDER: { kind: "usage", hint: "Name the file itself, not the folder that it is in." },
  FILE_TOO_LARGE: {
    kind: "integrity",
    hint: "No setting raises this limit. Name the right file, or make it smaller."
  },
  FILE_UNSAFE: {
    kind: "integrity",
    hint: "The path leaves its folder or is not a regular file; treat its origin as hostile."
  },
  FILE_FAILED: { kind: "remote", hint: "Check disk space and permissions of the path, then start a new run." },
  // tools
  TOOL_MISSING: {
    kind: "tool",
    hint: "Name the tool in scanners/lock.json beside safeguard.yml; or install it with npm run tools and let SAFEGUARD_TOOLS name the folder."
  },
  TOOL_SIGNATURE_INVALID: {
    kind: "integrity",
    hint: "Do not run this program. Compare the lock with what the project says of its signatures, and tell the project when it is right."
  },
  TOOL_CHECKSUM_MISMATCH: {
    kind: "integrity",
    hint: "The program is not the pinned one. Do not run it; install it again and find out who changed it."
  },
  TOOL_LOCK_INVALID: {
    kind: "usage",
    hint: "Fix every listed line of scanners/lock.json, beside safeguard.yml in the compliance repository."
  },
  TOOL_FAILED: { kind: "tool", hint: "See the log of the tool in the run folder." },
  TOOL_TIMEOUT: {
    kind: "tool",
    hint: "No setting raises this limit. Make what is scanned smaller, or the runner faster."
  },
  // remote services
  REMOTE_UNREACHABLE: {
    kind: "remote",
    hint: "Check the name of the server, the network and any proxy, then try again. A job needs a new run: an approval counts for the first attempt of its run alone."
  },
  REMOTE_REFUSED: { kind: "remote", hint: "The server refused the request; see the message for what it wanted." },
  REMOTE_UNEXPECTED: {
    kind: "remote",
    hint: "The answer does not have the documented form, so no decision used it. Check the address of the server, then start a new run."
  },
  GITHUB_UNREADABLE: {
    kind: "remote",
    hint: "Grant the permissions listed in the table of the README to the calling job."
  },
  OIDC_MISSING: {
    kind: "usage",
    hint: "In a GitHub Actions job, grant permissions: id-token: write. Elsewhere nothing can say who runs: only check, gate --replay, verify, the audits and config work there."
  },
  OIDC_INVALID: {
    kind: "integrity",
    hint: "The token does not have the claims that GitHub documents, so no decision used it. Check where the job gets its token."
  },
  ROLE_REFUSED: { kind: "remote", hint: "Compare the named claim with the trust policy of the role." },
  ACCOUNT_MISMATCH: {
    kind: "integrity",
    hint: "The credentials belong to another AWS account than safeguard.yml names."
  },
  // scan
  SBOM_INVALID: {
    kind: "integrity",
    hint: "Make the SBOM again from the image layout, named LAYOUT@sha256:DIGEST, as CycloneDX JSON 1.4 to 1.7 or SPDX 2.2, 2.3 or 3.0."
  },
  HANDOVER_INCOMPLETE: {
    kind: "integrity",
    hint: "An artifact of this run was removed or lost. Find out which job wrote artifacts, then start a new run."
  },
  HANDOVER_INVALID: {
    kind: "integrity",
    hint: "A scan job named a run of another kind, or one run twice; treat its scanner as compromised."
  },
  // registry
  IMAGE_INVALID: {
    kind: "integrity",
    hint: "The OCI layout is incomplete or its bytes differ from their digests; build the image again."
  },
  IMAGE_MISSING: { kind: "remote", hint: "The registry has no manifest of this digest; publish it first." },
  REGISTRY_FAILED: { kind: "remote", hint: "See the status and the text of the registry in the message." },
  // signing and verifying
  SIGN_FAILED: { kind: "remote", hint: "Check the Sigstore endpoints and the key named in safeguard.yml." },
  KEY_MISMATCH: {
    kind: "integrity",
    hint: "The key is not the one pinned in safeguard.yml; find out who changed it before anything is signed."
  },
  STATEMENT_TOO_LARGE: {
    kind: "integrity",
    hint: "The message names the limit and what fills it. Reduce that before you publish: fewer findings, or a smaller SBOM."
  },
  TRUST_ROOT_UNVERIFIED: {
    kind: "integrity",
    hint: "Check the address and the root file you started from. If both are right, do not use the answer; ask the operators of the instance."
  },
  TRUST_ROOT_INVALID: {
    kind: "integrity",
    hint: "Fetch the trusted root again and pin its new sha256 in safeguard.yml or the anchor."
  },
  BUNDLE_INVALID: { kind: "integrity", hint: "The file is not a Sigstore bundle this version can read." },
  // policy
  POLICY_MISSING: {
    kind: "integrity",
    hint: "dist/policies.wasm is missing or not the one that was built. Use a release as it was published; in a clone, run npm run build."
  },
  POLICY_FAILED: {
    kind: "integrity",
    hint: "The policy could not be evaluated on this input; the input is kept for replay."
  },
  BUNDLE_INPUT_INVALID: {
    kind: "integrity",
    hint: "The collected evidence does not fit its schema, so no decision used it. See the message for the field."
  },
  REPLAY_MISMATCH: {
    kind: "integrity",
    hint: "The stored decision does not follow from its own inputs; treat the store as altered."
  },
  // store and evidence
  STORE_INVALID: { kind: "usage", hint: "Name the store as dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT." },
  STORE_UNLOCKED: {
    kind: "integrity",
    hint: "Enable Object Lock in COMPLIANCE mode with versioning on the bucket; GOVERNANCE is not enough."
  },
  STORE_LOCK_SHORT: {
    kind: "integrity",
    hint: "The store kept the object for less time than asked; fix the bucket before the next run."
  },
  STORE_CONFLICT: {
    kind: "integrity",
    hint: "This key already holds another object; list its versions and find out who wrote it."
  },
  STORE_CORRUPT: {
    kind: "integrity",
    hint: "The stored bytes do not have the digest in their key; treat the store as altered."
  },
  STORE_FAILED: {
    kind: "remote",
    hint: "The error of the store says what it refused. Once that is fixed, start a new run; what is locked stays."
  },
  OBJECT_MISSING: {
    kind: "integrity",
    hint: "The store lacks an object it should hold; tell the owner of the bucket its key."
  },
  OBJECT_UNREADABLE: {
    kind: "remote",
    hint: "The object is there and cannot be read: restore it from its archive, or give the reader its key or permission."
  },
  RECORD_INVALID: { kind: "integrity", hint: "The record does not fit its schema; it does not count as evidence." },
  EVIDENCE_TOO_LARGE: {
    kind: "integrity",
    hint: "No setting raises these limits: 16 MiB per object, 500 objects per job. Make what the message names smaller; leave the entries of single files out of an SBOM."
  },
  RETENTION_INVALID: {
    kind: "usage",
    hint: "Retention is between 6 and 10 calendar years plus the margin; a longer lock cannot be undone."
  },
  CLOCK_SKEW: {
    kind: "integrity",
    hint: "The clock of this machine differs from the server by more than 5 minutes; correct it."
  },
  INTENT_OPEN: {
    kind: "integrity",
    hint: "Start deploy-prod with `reconcile` (succeeded, failed or unknown) and `reason`; it closes the open intent before the next deploy."
  },
  RECONCILE_REFUSED: {
    kind: "usage",
    hint: "Only an open intent whose run has ended can be reconciled, with a named person and a reason."
  },
  // audit
  ANCHOR_INVALID: {
    kind: "usage",
    hint: "Print the anchor again with safeguard config anchor; docs/guide/audit.md describes its fields."
  },
  DEPLOY_UNKNOWN: { kind: "usage", hint: "Give <repository id>/<run id> of a deploy in this store." }
};

// src/base/fault.ts
var Fault = class extends Error {
  name = "Fault";
  code;
  kind;
  hint;
  constructor(code2, text, options = {}) {
    super(text, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.code = code2;
    this.kind = faultRegister[code2].kind;
    this.hint = options.hint ?? faultRegister[code2].hint;
  }
};
function isFault(error2, code2) {
  return error2 instanceof Fault && (code2 === void 0 || error2.code === code2);
}
function exitCodeOf(error2) {
  if (!isFault(error2) || error2.kind === "bug") return 70;
  return error2.kind === "usage" ? 2 : 3;
}
function textOf(error2) {
  if (isFault(error2)) return `${error2.code}: ${error2.message}`;
  return error2 instanceof Error ? error2.message : String(error2);
}

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
        for (const span of findSpans(view, sought)) spans.push(span);
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
  const base643 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const last = shifted.length % 3 === 0 ? void 0 : -1;
    return shifted.toString("base64").replaceAll("=", "").slice(shift === 0 ? 0 : shift + 1, last);
  });
  return [secret, ...base643, bytes.toString("hex")].map((form) => lettersOf(plainView(form)).text);
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
function isLetter(code2) {
  return code2 >= 97 && code2 <= 122 || code2 >= 48 && code2 <= 57 || code2 >= 65 && code2 <= 90;
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
function meaningOf([, percent, unicode, brace, hex3, octal, entity, decimal, letter, mail]) {
  if (letter !== void 0) return `/"'\\`.includes(letter) ? letter : " ";
  const digits = percent ?? unicode ?? brace ?? hex3 ?? entity ?? mail;
  const code2 = digits !== void 0 ? Number.parseInt(digits, 16) : Number.parseInt(octal ?? decimal ?? "", octal ? 8 : 10);
  return code2 <= 1114111 ? String.fromCodePoint(code2) : " ";
}
function findSpans(view, { parts, wholes, shortSecrets }) {
  const letters = lettersOf(view);
  const spans = [];
  for (let at = 0; at + window <= letters.text.length; at += 1) {
    if (parts.has(letters.text.slice(at, at + window))) spans.push(spanOf(letters, at, window));
  }
  for (const whole of wholes) for (const span of placesOf(whole, letters)) spans.push(span);
  for (const secret of shortSecrets) for (const span of placesOf(secret, view)) spans.push(span);
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

// src/base/text.ts
var unseenForms = String.raw`\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{16fe4}\u{13441}\u{13442}\u{1d159}`;
var unseen = new RegExp(`[${unseenForms}]|(?! )\\p{Zs}`, "gu");
var unseenInJson = new RegExp(`(?!\\n)[${unseenForms}]|(?! )\\p{Zs}`, "gu");
function printable(text, limit = 500) {
  const flat = text.slice(0, 2 * limit + 2).replace(/\r?\n|\t/g, " ");
  return cut(flat.replace(unseen, escaped), limit);
}
function escaped(character) {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
function escapedAll(text) {
  return Array.from(text, (character) => character === " " ? character : escaped(character)).join("");
}
function cut(text, limit) {
  return text.length > limit ? `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}\u2026` : text;
}
var quoteLimit = 100;
var doubleQuotes = String.raw`\u0022\u00ab\u00bb\u02ba\u02dd\u02ee\u02f5\u02f6\u05f4\u1cd3\u201c-\u201f\u2033\u2034\u2036\u2037\u2057\u275d\u275e\u2760\u276e\u276f\u2e42\u3003\u301d-\u301f\u309b\uff02\uff9e\u{1f676}-\u{1f678}`;
var singleQuotes = String.raw`\u0027\u0060\u00b4\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u02f4\u0374\u0384\u055a\u055b\u055d\u05f3\u07f4\u07f5\u1fbd\u1fbf\u1fef\u1ffd\u1ffe\u2018-\u201b\u2032\u2035\u2039\u203a\u275b\u275c\u275f\ua78b\ua78c\uff07\uff40`;
var quoteLike = new RegExp(
  `(?:^|[ ${singleQuotes}${doubleQuotes}])\\p{M}{1,2}|[${doubleQuotes}]|(?<=[${singleQuotes}])[${singleQuotes}]`,
  "gu"
);
function quoted(text, limit = quoteLimit) {
  const shown = printable(text.slice(0, 20 * limit), 20 * limit).replace(/ {2,}/g, " ").replace(new RegExp("(?<=\\p{M}\\p{M})\\p{M}+", "gu"), "");
  return `"${cut(shown.replace(quoteLike, escapedAll), limit)}"`;
}
function named(text) {
  return /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])?$/.test(text) ? text : quoted(text);
}
function placed(text) {
  return text.length <= 300 && /^[A-Za-z0-9._=+@,~:/-]+$/.test(text) ? text : quoted(text, 2 * quoteLimit);
}
function jsonText(value, indent) {
  return (JSON.stringify(value, null, indent) ?? "null").replace(
    unseenInJson,
    (character) => Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`
    ).join("")
  );
}
function shortTicks(text) {
  return text.replace(/`{10,}/g, (run3) => `\\u{60}*${run3.length}`);
}
function fenceFor(text, least) {
  const runs = (text.match(/`+/g) ?? []).map((run3) => run3.length);
  return "`".repeat(Math.max(least, ...runs.map((length) => length + 1)));
}
function inCode(text, limit = 4e3) {
  const shown = cut(shortTicks(printable(text, 4 * limit)), limit);
  if (shown === "") return "";
  const fence = fenceFor(shown, 1);
  const blank = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${blank}${shown}${blank}${fence}`;
}
function tableCell(markdown) {
  return markdown.replace(/(\\?)\|/g, (_, slash) => slash === "" ? "\\|" : "\\\\u{7c}");
}
function logLine(text, limit = 1e4) {
  return printable(text, limit).replaceAll("##[", "#\\u{23}[").replace(/^( *)::/, "$1:\\u{3a}");
}
function printableLines(text) {
  return linesBy(text, printable);
}
function logLines(text) {
  return linesBy(text, logLine);
}
function linesBy(text, shown) {
  return text.split("\n").map((line) => shown(line, Number.POSITIVE_INFINITY)).join("\n");
}
function counted(count, noun, plural = `${noun}s`) {
  return `${count} ${count === 1 ? noun : plural}`;
}
function listedFirst(items, most = 20) {
  const more = items.length - most;
  return listed(more > 0 ? [...items.slice(0, most), `${more} more`] : items);
}
function listed(items) {
  if (items.length === 0) return "none";
  const last = items[items.length - 1] ?? "";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

// src/base/digest.ts
import { createHash } from "node:crypto";
function sha256Hex(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
function ociDigest(bytes) {
  return `sha256:${sha256Hex(bytes)}`;
}

// src/base/json-text.ts
var defaultJsonLimits = { maxBytes: 64 * 1024 * 1024, maxDepth: 512 };
var textEndsEarly = "the text ends early";
function parseJsonBytes(bytes, limits = defaultJsonLimits) {
  if (bytes.length > limits.maxBytes) {
    throw new Fault("JSON_TOO_LARGE", `the JSON text has ${bytes.length} bytes; at most ${limits.maxBytes} are read`);
  }
  const text = decode2(bytes);
  checkText(text, limits.maxDepth);
  return JSON.parse(text);
}
function decode2(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Fault("JSON_INVALID", `the JSON text of ${bytes.length} bytes is not valid UTF-8`, { cause });
  }
}
var scalarForm = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.+-])/y;
var escapeForm = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
var cutScalarForm = /(?:t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?|-?(?:[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?)?)?)$/y;
var cutEscapeForm = /\\(?:u[0-9a-fA-F]{0,3})?$/y;
function checkText(text, maxDepth) {
  const open2 = [];
  let expected = "value";
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === " " || character === "\n" || character === "\r" || character === "	") {
      at += 1;
    } else if (character === '"') {
      const end = endOfString(text, at);
      expected = afterString(text, { start: at, end }, expected, open2);
      at = end;
    } else if (character === "{" || character === "[") {
      if (expected !== "value" && expected !== "item") throw invalid(at, expected);
      if (open2.length === maxDepth) {
        throw new Fault("JSON_TOO_DEEP", `the JSON text nests deeper than ${maxDepth} levels at offset ${at}`);
      }
      open2.push(character === "{" ? /* @__PURE__ */ new Set() : null);
      expected = character === "{" ? "member" : "item";
      at += 1;
    } else if (character === "}" || character === "]") {
      expected = afterClose(character, at, expected, open2);
      at += 1;
    } else if (character === "," || character === ":") {
      expected = afterPunctuation(character, at, expected, open2);
      at += 1;
    } else {
      if (expected !== "value" && expected !== "item") throw invalid(at, expected);
      at = endOfScalar(text, at, expected);
      expected = afterValue(open2);
    }
  }
  if (expected !== "end") throw endsEarly(`at offset ${at}, where ${names[expected]} was expected`);
}
function afterValue(open2) {
  return open2.length === 0 ? "end" : "comma";
}
function afterString(text, { start, end }, expected, open2) {
  if (expected === "value" || expected === "item") return afterValue(open2);
  if (expected !== "key" && expected !== "member") throw invalid(start, expected);
  addKey(text, start, end, open2.at(-1) ?? /* @__PURE__ */ new Set());
  return "colon";
}
function addKey(text, start, end, keys) {
  const raw = text.slice(start, end);
  const key = raw.includes("\\") ? String(JSON.parse(raw)) : raw.slice(1, -1);
  if (keys.has(key))
    throw new Fault("JSON_DUPLICATE_KEY", `the JSON text repeats a key of one object at offset ${start}`);
  if (key === "__proto__") throw new Fault("JSON_INVALID", `the JSON text has the key "__proto__" at offset ${start}`);
  keys.add(key);
}
function afterClose(character, at, expected, open2) {
  const inArray = open2.at(-1) === null;
  const fits2 = character === "]" ? inArray && expected !== "value" : expected === "member" || expected === "comma";
  if (!fits2 || character === "}" && inArray) throw invalid(at, expected);
  open2.pop();
  return afterValue(open2);
}
function afterPunctuation(character, at, expected, open2) {
  if (expected !== (character === "," ? "comma" : "colon")) throw invalid(at, expected);
  return character === "," && open2.at(-1) !== null ? "key" : "value";
}
function endOfScalar(text, at, expected) {
  const end = endOfMatch(scalarForm, text, at);
  if (end > at) return end;
  if (endOfMatch(cutScalarForm, text, at) > at) throw endsEarly(`inside the value at offset ${at}`);
  throw invalid(at, expected);
}
function endOfString(text, start) {
  let at = start + 1;
  while (at < text.length) {
    const code2 = text.charCodeAt(at);
    if (code2 === 34) return at + 1;
    if (code2 < 32) throw new Fault("JSON_INVALID", `the JSON text has a bare control character at offset ${at}`);
    at = code2 === 92 ? endOfEscape(text, at) : at + 1;
  }
  throw endsEarly(`inside the string that begins at offset ${start}`);
}
function endOfEscape(text, at) {
  const end = endOfMatch(escapeForm, text, at);
  if (end > at) return end;
  if (endOfMatch(cutEscapeForm, text, at) > at) throw endsEarly(`inside the escape at offset ${at}`);
  throw new Fault("JSON_INVALID", `the JSON text has a bad escape at offset ${at}`);
}
function endOfMatch(form, text, at) {
  form.lastIndex = at;
  form.test(text);
  return form.lastIndex;
}
var names = {
  value: "a value",
  item: 'a value or "]"',
  key: "a key",
  member: 'a key or "}"',
  colon: '":"',
  comma: '"," or the closing bracket',
  end: "the end"
};
function invalid(at, expected) {
  return new Fault("JSON_INVALID", `the JSON text is not valid at offset ${at}: ${names[expected]} was expected`);
}
function endsEarly(place) {
  return new Fault("JSON_INVALID", `the JSON text ends ${place}`, { cause: textEndsEarly });
}

// src/base/wrap.ts
function wrapLines(text, width) {
  return text.split("\n").flatMap((line) => wrapLine(line, width)).join("\n");
}
function wrapLine(line, width) {
  const [, indent = "", mark = ""] = /^( *)((?:- )?)/.exec(line) ?? [];
  const margin = " ".repeat(indent.length + mark.length);
  if (line.length <= width || margin.length > width / 2 || staysWhole(line)) return [line];
  const lines = [];
  let current = "";
  for (const word of line.slice(margin.length).split(" ")) {
    if (current !== "" && margin.length + current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current].map((one, index) => `${index === 0 ? indent + mark : margin}${one}`);
}
var cells = /\S(?: {2,}| \| )\S/;
var code = /^ *(?:[[\]{}"#$`|]|::|(?:npm|npx|node|git|safeguard) (?!.*: ))/;
function staysWhole(line) {
  return cells.test(line) || code.test(line);
}

// node_modules/zod/v4/core/util.js
var util_exports = {};
__export(util_exports, {
  BIGINT_FORMAT_RANGES: () => BIGINT_FORMAT_RANGES,
  CONSTANT_CATCH: () => CONSTANT_CATCH,
  Class: () => Class,
  NUMBER_FORMAT_RANGES: () => NUMBER_FORMAT_RANGES,
  aborted: () => aborted,
  allowsEval: () => allowsEval,
  assert: () => assert,
  assertEqual: () => assertEqual,
  assertIs: () => assertIs,
  assertNever: () => assertNever,
  assertNotEqual: () => assertNotEqual,
  assignProp: () => assignProp,
  attachSchema: () => attachSchema,
  base64ToUint8Array: () => base64ToUint8Array,
  base64urlToUint8Array: () => base64urlToUint8Array,
  cached: () => cached,
  captureStackTrace: () => captureStackTrace,
  cleanEnum: () => cleanEnum,
  cleanRegex: () => cleanRegex,
  clone: () => clone,
  cloneDef: () => cloneDef,
  codePointLength: () => codePointLength,
  constantCatch: () => constantCatch,
  createTransparentProxy: () => createTransparentProxy,
  defineLazy: () => defineLazy,
  defineLazyInternal: () => defineLazyInternal,
  derived: () => derived,
  esc: () => esc,
  escapeRegex: () => escapeRegex,
  explicitlyAborted: () => explicitlyAborted,
  extend: () => extend,
  finalizeIssue: () => finalizeIssue,
  floatSafeRemainder: () => floatSafeRemainder,
  getElementAtPath: () => getElementAtPath,
  getEnumValues: () => getEnumValues,
  getLengthableOrigin: () => getLengthableOrigin,
  getParsedType: () => getParsedType,
  getSizableOrigin: () => getSizableOrigin,
  hexToUint8Array: () => hexToUint8Array,
  hide: () => hide2,
  installLazyProp: () => installLazyProp,
  isObject: () => isObject,
  isPlainObject: () => isPlainObject,
  issue: () => issue,
  joinValues: () => joinValues,
  jsonStringifyReplacer: () => jsonStringifyReplacer,
  members: () => members,
  merge: () => merge,
  mergeDefs: () => mergeDefs,
  normalizeParams: () => normalizeParams,
  nullish: () => nullish,
  numKeys: () => numKeys,
  objectClone: () => objectClone,
  omit: () => omit,
  optionalKeys: () => optionalKeys,
  own: () => own,
  parsedType: () => parsedType,
  partial: () => partial,
  pick: () => pick,
  prefixIssues: () => prefixIssues,
  primitiveTypes: () => primitiveTypes,
  promiseAllObject: () => promiseAllObject,
  propertyKeyTypes: () => propertyKeyTypes,
  randomString: () => randomString,
  rawShape: () => rawShape,
  required: () => required,
  safeExtend: () => safeExtend,
  shallowClone: () => shallowClone,
  sizeCaps: () => sizeCaps,
  slugify: () => slugify,
  stringifyPrimitive: () => stringifyPrimitive,
  toZod: () => toZod,
  uint8ArrayToBase64: () => uint8ArrayToBase64,
  uint8ArrayToBase64url: () => uint8ArrayToBase64url,
  uint8ArrayToHex: () => uint8ArrayToHex,
  unwrapMessage: () => unwrapMessage
});
function assertEqual(val) {
  return val;
}
function assertNotEqual(val) {
  return val;
}
function toZod() {
  return (schema) => schema;
}
function assertIs(_arg) {
}
function assertNever(_x) {
  throw new Error("Unexpected value in exhaustive check");
}
function assert(_) {
}
function getEnumValues(entries) {
  const numericValues = Object.values(entries).filter((v) => typeof v === "number");
  const values = Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
  return values;
}
function joinValues(array2, separator = "|") {
  return array2.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value) {
  if (typeof value === "bigint")
    return value.toString();
  return value;
}
var Cached = class {
  constructor(getter) {
    this._getter = getter;
    this._value = void 0;
  }
  get value() {
    const getter = this._getter;
    if (getter !== void 0) {
      this._value = getter();
      this._getter = void 0;
    }
    return this._value;
  }
};
function cached(getter) {
  return new Cached(getter);
}
function nullish(input) {
  return input === null || input === void 0;
}
function cleanRegex(source) {
  const start = source.startsWith("^") ? 1 : 0;
  const end = source.endsWith("$") ? source.length - 1 : source.length;
  return source.slice(start, end);
}
function floatSafeRemainder(val, step) {
  const ratio = val / step;
  const roundedRatio = Math.round(ratio);
  const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
  if (Math.abs(ratio - roundedRatio) < tolerance)
    return 0;
  return ratio - roundedRatio;
}
var EVALUATING = /* @__PURE__ */ Symbol("evaluating");
function defineLazy(object2, key, getter) {
  let value = void 0;
  Object.defineProperty(object2, key, {
    get() {
      if (value === EVALUATING) {
        return void 0;
      }
      if (value === void 0) {
        value = EVALUATING;
        value = getter();
      }
      return value;
    },
    set(v) {
      Object.defineProperty(object2, key, {
        value: v
        // configurable: true,
      });
    },
    configurable: true
  });
}
function objectClone(obj) {
  return Object.create(Object.getPrototypeOf(obj), Object.getOwnPropertyDescriptors(obj));
}
function assignProp(target, prop, value) {
  Object.defineProperty(target, prop, {
    value,
    writable: true,
    enumerable: true,
    configurable: true
  });
}
function rawShape(def) {
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  return desc?.get ? desc.get.raw : desc?.value;
}
function sourceShape(schema) {
  return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
function deferProp(target, key, getter) {
  Object.defineProperty(target, key, {
    get() {
      const value = getter();
      assignProp(this, key, value);
      return value;
    },
    enumerable: true,
    configurable: true
  });
}
function putProp(target, key, value) {
  if (key in target)
    assignProp(target, key, value);
  else
    target[key] = value;
}
function mirrorShape(target, source, keys, wrap) {
  const raw = sourceShape(source);
  for (const key of keys) {
    const desc = Object.getOwnPropertyDescriptor(raw, key);
    if (!desc.enumerable)
      continue;
    if (desc.get) {
      deferProp(target, key, () => {
        const value = source._zod.def.shape[key];
        return wrap ? wrap(value, key) : value;
      });
    } else
      putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
  }
}
function mirrorProps(target, source) {
  for (const key of Reflect.ownKeys(source)) {
    const desc = Object.getOwnPropertyDescriptor(source, key);
    if (!desc.enumerable)
      continue;
    if (desc.get)
      deferProp(target, key, () => source[key]);
    else
      putProp(target, key, desc.value);
  }
}
function mergeDefs(...defs) {
  const mergedDescriptors = {};
  for (const def of defs) {
    const descriptors = Object.getOwnPropertyDescriptors(def);
    Object.assign(mergedDescriptors, descriptors);
  }
  return Object.defineProperties({}, mergedDescriptors);
}
function cloneDef(schema) {
  return mergeDefs(schema._zod.def);
}
function getElementAtPath(obj, path) {
  if (!path)
    return obj;
  return path.reduce((acc, key) => acc?.[key], obj);
}
function promiseAllObject(promisesObj) {
  const keys = Object.keys(promisesObj);
  const promises = keys.map((key) => promisesObj[key]);
  return Promise.all(promises).then((results) => {
    const resolvedObj = {};
    for (let i = 0; i < keys.length; i++) {
      resolvedObj[keys[i]] = results[i];
    }
    return resolvedObj;
  });
}
function randomString(length = 10) {
  const chars = "abcdefghijklmnopqrstuvwxyz";
  let str = "";
  for (let i = 0; i < length; i++) {
    str += chars[Math.floor(Math.random() * chars.length)];
  }
  return str;
}
function esc(str) {
  return JSON.stringify(str);
}
function slugify(input) {
  return input.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
var captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {
};
function isObject(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
var allowsEval = /* @__PURE__ */ cached(() => {
  if (globalConfig.jitless) {
    return false;
  }
  if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) {
    return false;
  }
  try {
    const F = Function;
    new F("");
    return true;
  } catch (_) {
    return false;
  }
});
function isPlainObject(o) {
  if (isObject(o) === false)
    return false;
  const ctor = o.constructor;
  if (ctor === void 0)
    return true;
  if (typeof ctor !== "function")
    return true;
  const prot = ctor.prototype;
  if (isObject(prot) === false)
    return false;
  if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
    return false;
  }
  return true;
}
function shallowClone(o) {
  if (isPlainObject(o))
    return { ...o };
  if (Array.isArray(o))
    return [...o];
  if (o instanceof Map)
    return new Map(o);
  if (o instanceof Set)
    return new Set(o);
  return o;
}
function numKeys(data) {
  let keyCount = 0;
  for (const key in data) {
    if (Object.prototype.hasOwnProperty.call(data, key)) {
      keyCount++;
    }
  }
  return keyCount;
}
var getParsedType = (data) => {
  const t = typeof data;
  switch (t) {
    case "undefined":
      return "undefined";
    case "string":
      return "string";
    case "number":
      return Number.isNaN(data) ? "nan" : "number";
    case "boolean":
      return "boolean";
    case "function":
      return "function";
    case "bigint":
      return "bigint";
    case "symbol":
      return "symbol";
    case "object":
      if (Array.isArray(data)) {
        return "array";
      }
      if (data === null) {
        return "null";
      }
      if (data.then && typeof data.then === "function" && data.catch && typeof data.catch === "function") {
        return "promise";
      }
      if (typeof Map !== "undefined" && data instanceof Map) {
        return "map";
      }
      if (typeof Set !== "undefined" && data instanceof Set) {
        return "set";
      }
      if (typeof Date !== "undefined" && data instanceof Date) {
        return "date";
      }
      if (typeof File !== "undefined" && data instanceof File) {
        return "file";
      }
      return "object";
    default:
      throw new Error(`Unknown data type: ${t}`);
  }
};
var propertyKeyTypes = /* @__PURE__ */ new Set(["string", "number", "symbol"]);
var primitiveTypes = /* @__PURE__ */ new Set([
  "string",
  "number",
  "bigint",
  "boolean",
  "symbol",
  "undefined"
]);
function escapeRegex(str) {
  return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
  const cl = new inst._zod.constr(def ?? inst._zod.def);
  if (!def || params?.parent)
    cl._zod.parent = inst;
  return cl;
}
function normalizeParams(_params) {
  const params = _params;
  if (!params)
    return {};
  if (typeof params === "string")
    return { error: () => params };
  if (params?.message !== void 0) {
    if (params?.error !== void 0)
      throw new Error("Cannot specify both `message` and `error` params");
    params.error = params.message;
  }
  delete params.message;
  if (typeof params.error === "string")
    return { ...params, error: () => params.error };
  return params;
}
function createTransparentProxy(getter) {
  let target;
  return new Proxy({}, {
    get(_, prop, receiver) {
      target ?? (target = getter());
      return Reflect.get(target, prop, receiver);
    },
    set(_, prop, value, receiver) {
      target ?? (target = getter());
      return Reflect.set(target, prop, value, receiver);
    },
    has(_, prop) {
      target ?? (target = getter());
      return Reflect.has(target, prop);
    },
    deleteProperty(_, prop) {
      target ?? (target = getter());
      return Reflect.deleteProperty(target, prop);
    },
    ownKeys(_) {
      target ?? (target = getter());
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor(_, prop) {
      target ?? (target = getter());
      return Reflect.getOwnPropertyDescriptor(target, prop);
    },
    defineProperty(_, prop, descriptor) {
      target ?? (target = getter());
      return Reflect.defineProperty(target, prop, descriptor);
    }
  });
}
function stringifyPrimitive(value) {
  if (typeof value === "bigint")
    return value.toString() + "n";
  if (typeof value === "string")
    return `"${value}"`;
  return `${value}`;
}
function optionalKeys(shape) {
  return Object.keys(shape).filter((k) => {
    return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
  });
}
var NUMBER_FORMAT_RANGES = /* @__PURE__ */ (() => ({
  safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  float32: [-34028234663852886e22, 34028234663852886e22],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
var BIGINT_FORMAT_RANGES = {
  int64: [/* @__PURE__ */ BigInt("-9223372036854775808"), /* @__PURE__ */ BigInt("9223372036854775807")],
  uint64: [/* @__PURE__ */ BigInt(0), /* @__PURE__ */ BigInt("18446744073709551615")]
};
function pick(schema, mask) {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(".pick() cannot be used on object schemas containing refinements");
  }
  const newShape = {};
  mirrorShape(newShape, schema, maskedKeys(schema, mask));
  return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function maskedKeys(schema, mask) {
  const raw = sourceShape(schema);
  const keys = [];
  for (const key of Reflect.ownKeys(mask)) {
    if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) {
      throw new Error(`Unrecognized key: "${String(key)}"`);
    }
    if (mask[key])
      keys.push(key);
  }
  return keys;
}
function omit(schema, mask) {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(".omit() cannot be used on object schemas containing refinements");
  }
  const omitted = new Set(maskedKeys(schema, mask));
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
  return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function extend(schema, shape) {
  if (!isPlainObject(shape)) {
    throw new Error("Invalid input to extend: expected a plain object");
  }
  const checks = schema._zod.def.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    const existingShape = sourceShape(schema);
    for (const key of Reflect.ownKeys(shape)) {
      if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) {
        throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
      }
    }
  }
  return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function extended(schema, shape) {
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
  mirrorProps(newShape, shape);
  return newShape;
}
function safeExtend(schema, shape) {
  if (!isPlainObject(shape)) {
    throw new Error("Invalid input to safeExtend: expected a plain object");
  }
  return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function merge(a, b) {
  if (!b?._zod?.def) {
    throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
  }
  if (a._zod.def.checks?.length) {
    throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
  }
  const newShape = {};
  mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
  mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
  const def = mergeDefs(a._zod.def, {
    shape: newShape,
    get catchall() {
      return b._zod.def.catchall;
    },
    checks: b._zod.def.checks ?? []
  });
  return clone(a, def);
}
function partial(Class2, schema, mask, name = "partial") {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(`.${name}() cannot be used on object schemas containing refinements`);
  }
  const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class2 && ((value, key) => selected && !selected.has(key) ? value : new Class2({ type: "optional", innerType: value })));
  return clone(schema, mergeDefs(schema._zod.def, { shape: newShape, checks: [] }));
}
function required(Class2, schema, mask) {
  const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value, key) => (
    // overwrite with non-optional
    selected && !selected.has(key) ? value : new Class2({ type: "nonoptional", innerType: value })
  ));
  return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
}
function aborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue !== true) {
      return true;
    }
  }
  return false;
}
function explicitlyAborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue === false) {
      return true;
    }
  }
  return false;
}
function prefixIssues(path, issues) {
  return issues.map((iss) => {
    var _a3;
    (_a3 = iss).path ?? (_a3.path = []);
    iss.path.unshift(path);
    return iss;
  });
}
function unwrapMessage(message) {
  return typeof message === "string" ? message : message?.message;
}
function sizeCaps(defChecks) {
  const caps = [];
  for (const ch of defChecks ?? []) {
    const d = ch._zod.def;
    if (!/_(length|size)$|_equals$/.test(d.check))
      break;
    const max = d.maximum ?? d.length ?? d.size;
    if (max >= 0)
      caps.push([max, ch]);
  }
  return caps;
}
function attachSchema(issues, start, inst) {
  var _a3;
  for (let i = start; i < issues.length; i++) {
    (_a3 = issues[i]).schema ?? (_a3.schema = inst);
  }
}
function finalizeIssue(iss, ctx, config2) {
  var _a3;
  const traits = iss.inst?._zod?.traits;
  if (traits?.has("$ZodType")) {
    if (traits.has("$ZodCheck"))
      (_a3 = iss).schema ?? (_a3.schema = iss.inst);
    else
      iss.schema = iss.inst;
  }
  const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
  const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config2.customError?.(iss)) ?? unwrapMessage(config2.localeError?.(iss)) ?? "Invalid input";
  const full = {};
  for (const k of Object.keys(iss)) {
    if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
      continue;
    full[k] = iss[k];
  }
  full.path ?? (full.path = []);
  full.message = message;
  if (ctx?.reportInput) {
    full.input = iss.input;
  }
  return full;
}
function getSizableOrigin(input) {
  if (input instanceof Set)
    return "set";
  if (input instanceof Map)
    return "map";
  if (input instanceof File)
    return "file";
  return "unknown";
}
var highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
  const units = str.length;
  if (!highSurrogate.test(str))
    return units;
  let count = units;
  for (let i = 0; i < units - 1; i++) {
    if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
      count--;
      i++;
    }
  }
  return count;
}
function getLengthableOrigin(input) {
  if (Array.isArray(input))
    return "array";
  if (typeof input === "string")
    return "string";
  return "unknown";
}
function parsedType(data) {
  const t = typeof data;
  switch (t) {
    case "number": {
      return Number.isNaN(data) ? "nan" : "number";
    }
    case "object": {
      if (data === null) {
        return "null";
      }
      if (Array.isArray(data)) {
        return "array";
      }
      const obj = data;
      if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) {
        return obj.constructor.name;
      }
    }
  }
  return t;
}
function issue(...args) {
  const [iss, input, inst] = args;
  if (typeof iss === "string") {
    return {
      message: iss,
      code: "custom",
      input,
      inst
    };
  }
  return { ...iss };
}
function cleanEnum(obj) {
  return Object.entries(obj).filter(([k, _]) => {
    return Number.isNaN(Number.parseInt(k, 10));
  }).map((el) => el[1]);
}
function base64ToUint8Array(base643) {
  const binaryString = atob(base643);
  const bytes = new Uint8Array(binaryString.length);
  for (let i = 0; i < binaryString.length; i++) {
    bytes[i] = binaryString.charCodeAt(i);
  }
  return bytes;
}
function uint8ArrayToBase64(bytes) {
  let binaryString = "";
  for (let i = 0; i < bytes.length; i++) {
    binaryString += String.fromCharCode(bytes[i]);
  }
  return btoa(binaryString);
}
function base64urlToUint8Array(base64url2) {
  const base643 = base64url2.replace(/-/g, "+").replace(/_/g, "/");
  const padding = "=".repeat((4 - base643.length % 4) % 4);
  return base64ToUint8Array(base643 + padding);
}
function uint8ArrayToBase64url(bytes) {
  return uint8ArrayToBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
function hexToUint8Array(hex3) {
  const cleanHex = hex3.replace(/^0x/, "");
  if (cleanHex.length % 2 !== 0) {
    throw new Error("Invalid hex string length");
  }
  const bytes = new Uint8Array(cleanHex.length / 2);
  for (let i = 0; i < cleanHex.length; i += 2) {
    bytes[i / 2] = Number.parseInt(cleanHex.slice(i, i + 2), 16);
  }
  return bytes;
}
function uint8ArrayToHex(bytes) {
  return Array.from(bytes).map((b) => b.toString(16).padStart(2, "0")).join("");
}
var Class = class {
  constructor(..._args) {
  }
};
function members(proto, table) {
  for (const key in table) {
    const desc = Object.getOwnPropertyDescriptor(table, key);
    if (desc.get)
      Object.defineProperty(proto, key, { ...desc, enumerable: false });
    else
      defineBound(proto, key, desc.value);
  }
}
function own(inst, key, value, enumerable = true) {
  Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value });
  return value;
}
function hide2(inst, key, value) {
  return own(inst, key, value, false);
}
// @__NO_SIDE_EFFECTS__
function derived(computes, table) {
  for (const key in computes) {
    const compute = computes[key];
    Object.defineProperty(table, key, {
      configurable: true,
      enumerable: true,
      get() {
        return own(this, key, compute(this));
      },
      set(value) {
        own(this, key, value);
      }
    });
  }
  return table;
}
function defineBound(proto, key, fn) {
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      return this == null ? fn : own(this, key, fn.bind(this));
    },
    set(value) {
      own(this, key, value);
    }
  });
}
function claim(inst, sentinel) {
  const proto = Object.getPrototypeOf(inst);
  return sentinel in proto ? void 0 : proto;
}
var installing;
var broke = false;
var breaker = {
  configurable: true,
  get() {
    broke = true;
    return void 0;
  }
};
function defineLazyInternal(inst, key, compute) {
  const proto = Object.getPrototypeOf(inst._zod);
  if (key in proto && installing !== inst._zod) {
    installing = void 0;
    return;
  }
  installing = inst._zod;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      Object.defineProperty(this, key, breaker);
      const outer = broke;
      broke = false;
      try {
        const value = compute(this);
        if (broke)
          delete this[key];
        else
          Object.defineProperty(this, key, { configurable: true, writable: true, value });
        broke = broke || outer;
        return value;
      } catch (err) {
        delete this[key];
        broke = broke || outer;
        throw err;
      }
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, value });
    }
  });
}
function installLazyProp(inst, key, make, enumerable) {
  const proto = claim(inst, key);
  if (!proto)
    return;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      const desc = { configurable: true, writable: true, enumerable, value: void 0 };
      Object.defineProperty(this, key, desc);
      desc.value = make(this);
      Object.defineProperty(this, key, desc);
      return desc.value;
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value });
    }
  });
}
var CONSTANT_CATCH = "~constantCatch";
function constantCatch(value) {
  const fn = () => value;
  fn[CONSTANT_CATCH] = true;
  return fn;
}

// node_modules/zod/v4/core/core.js
var _a;
var _zodDesc = { value: void 0, enumerable: false };
var _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
  const E = _E;
  if (E) {
    const saved = E.stackTraceLimit;
    if (typeof saved === "number") {
      try {
        E.stackTraceLimit = 0;
      } catch {
        _E = null;
        return new Definition();
      }
      try {
        return new Definition();
      } finally {
        E.stackTraceLimit = saved;
      }
    }
  }
  return new Definition();
}
// @__NO_SIDE_EFFECTS__
function $constructor(name, initializer3, proto, params) {
  const zodProto = {};
  function Internals(def) {
    this.def = def;
    this.constr = _;
    this.traits = /* @__PURE__ */ new Set();
  }
  Internals.prototype = zodProto;
  const protoMembers = proto;
  const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
  function init(inst, def) {
    if (!inst._zod) {
      _zodDesc.value = new Internals(def);
      try {
        Object.defineProperty(inst, "_zod", _zodDesc);
      } finally {
        _zodDesc.value = void 0;
      }
    } else if (inst._zod.traits.has(name)) {
      return;
    }
    inst._zod.traits.add(name);
    initializer3(inst, def);
    if (initialized) {
      const own2 = Object.getPrototypeOf(inst);
      const ctorProto = inst._zod.constr.prototype;
      let up = own2;
      while (up && up !== ctorProto)
        up = Object.getPrototypeOf(up);
      const target = up ?? own2;
      if (!initialized.has(target)) {
        initialized.add(target);
        members(target, protoMembers);
      }
    }
    const proto2 = _.prototype;
    for (const k in proto2) {
      if (!Object.prototype.hasOwnProperty.call(proto2, k))
        continue;
      if (!(k in inst)) {
        inst[k] = proto2[k].bind(inst);
      }
    }
  }
  const Parent = params?.Parent ?? Object;
  class Definition extends Parent {
  }
  Object.defineProperty(Definition, "name", { value: name });
  function _(def) {
    const inst = params?.Parent ? newError(Definition) : this;
    init(inst, def);
    const deferred = inst._zod.deferred;
    if (deferred) {
      for (const fn of deferred) {
        fn();
      }
      inst._zod.deferred = void 0;
    }
    const pp = globalThis.__zod_globalConfig?.postProcessor;
    if (pp)
      pp(inst);
    return inst;
  }
  Object.defineProperty(_, "init", { value: init });
  Object.defineProperty(_, Symbol.hasInstance, {
    value: (inst) => {
      if (params?.Parent && inst instanceof params.Parent)
        return true;
      return inst?._zod?.traits?.has(name);
    }
  });
  Object.defineProperty(_, "name", { value: name });
  return _;
}
var $ZodAsyncError = class extends Error {
  constructor() {
    super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
  }
};
var $ZodEncodeError = class extends Error {
  constructor(name) {
    super(`Encountered unidirectional transform during encode: ${name}`);
    this.name = "ZodEncodeError";
  }
};
(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
var globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
  if (newConfig)
    Object.assign(globalConfig, newConfig);
  return globalConfig;
}

// node_modules/zod/v4/core/errors.js
function _getMessage() {
  const internals = this._zod;
  internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
  return internals.message;
}
function _setMessage(value) {
  this._zod.message = value;
}
var _messageDesc = {
  get: _getMessage,
  set: _setMessage,
  enumerable: true,
  configurable: true
};
var _issuesDesc = { value: void 0, enumerable: false };
var _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
var initializer = (inst, def) => {
  inst.name = "$ZodError";
  _issuesDesc.value = def;
  Object.defineProperty(inst, "issues", _issuesDesc);
  _issuesDesc.value = void 0;
  Object.defineProperty(inst, "message", _messageDesc);
  const proto = Object.getPrototypeOf(inst);
  if (!_installedToString.has(proto)) {
    _installedToString.add(proto);
    Object.defineProperty(proto, "toString", {
      configurable: true,
      enumerable: false,
      get() {
        const value = () => this.message;
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
        return value;
      },
      set(value) {
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
      }
    });
  }
};
var $ZodError = $constructor("$ZodError", initializer);
var $ZodRealError = $constructor("$ZodError", initializer, void 0, {
  Parent: Error
});
function node(obj, key, make) {
  if (!Object.prototype.hasOwnProperty.call(obj, key)) {
    if (key === "__proto__") {
      Object.defineProperty(obj, key, { value: make(), writable: true, enumerable: true, configurable: true });
    } else {
      obj[key] = make();
    }
  }
  return obj[key];
}
function flattenError(error2, mapper = (issue2) => issue2.message) {
  const fieldErrors = {};
  const formErrors = [];
  for (const sub of error2.issues) {
    if (sub.path.length > 0) {
      node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
    } else {
      formErrors.push(mapper(sub));
    }
  }
  return { formErrors, fieldErrors };
}
function formatError(error2, mapper = (issue2) => issue2.message) {
  const fieldErrors = { _errors: [] };
  const processError = (error3, path = []) => {
    for (const issue2 of error3.issues) {
      if (issue2.code === "invalid_union" && issue2.errors.length) {
        issue2.errors.map((issues) => processError({ issues }, [...path, ...issue2.path]));
      } else if (issue2.code === "invalid_key") {
        processError({ issues: issue2.issues }, [...path, ...issue2.path]);
      } else if (issue2.code === "invalid_element") {
        processError({ issues: issue2.issues }, [...path, ...issue2.path]);
      } else {
        const fullpath = [...path, ...issue2.path];
        if (fullpath.length === 0) {
          fieldErrors._errors.push(mapper(issue2));
        } else {
          let curr = fieldErrors;
          let i = 0;
          while (i < fullpath.length) {
            const el = fullpath[i];
            const terminal = i === fullpath.length - 1;
            if (el === "_errors") {
              if (terminal)
                curr._errors.push(mapper(issue2));
              i++;
              continue;
            }
            if (!Object.prototype.hasOwnProperty.call(curr, el)) {
              Object.defineProperty(curr, el, {
                value: { _errors: [] },
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
            const node2 = curr[el];
            if (terminal) {
              node2._errors.push(mapper(issue2));
            }
            curr = node2;
            i++;
          }
        }
      }
    }
  };
  processError(error2);
  return fieldErrors;
}
function toDotPath(_path) {
  const segs = [];
  const path = _path.map((seg) => typeof seg === "object" ? seg.key : seg);
  for (const seg of path) {
    if (typeof seg === "number")
      segs.push(`[${seg}]`);
    else if (typeof seg === "symbol")
      segs.push(`[${JSON.stringify(String(seg))}]`);
    else if (/[^\w$]/.test(seg))
      segs.push(`[${JSON.stringify(seg)}]`);
    else {
      if (segs.length)
        segs.push(".");
      segs.push(seg);
    }
  }
  return segs.join("");
}
function prettifyError(error2) {
  const lines = [];
  const issues = [...error2.issues].sort((a, b) => (a.path ?? []).length - (b.path ?? []).length);
  for (const issue2 of issues) {
    lines.push(`\u2716 ${issue2.message}`);
    if (issue2.path?.length)
      lines.push(`  \u2192 at ${toDotPath(issue2.path)}`);
  }
  return lines.join("\n");
}

// node_modules/zod/v4/core/parse.js
function finalizeParams(callee, params) {
  return { callee: params?.callee ?? callee, Err: params?.Err };
}
var _parse = (_Err) => {
  const fn = (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
    const result2 = schema._zod.run({ value, issues: [] }, ctx);
    if (result2 instanceof Promise) {
      throw new $ZodAsyncError();
    }
    if (result2.issues.length) {
      const e = new (_params?.Err ?? _Err)(result2.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, _params?.callee ?? fn);
      throw e;
    }
    return result2.value;
  };
  return fn;
};
var _parseAsync = (_Err) => {
  const fn = async (schema, value, _ctx, params) => {
    const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
    let result2 = schema._zod.run({ value, issues: [] }, ctx);
    if (result2 instanceof Promise)
      result2 = await result2;
    if (result2.issues.length) {
      const e = new (params?.Err ?? _Err)(result2.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, params?.callee ?? fn);
      throw e;
    }
    return result2.value;
  };
  return fn;
};
var _safeParse = (_Err) => (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
  const result2 = schema._zod.run({ value, issues: [] }, ctx);
  if (result2 instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result2.issues.length ? failure(_Err, result2.issues, ctx) : { success: true, data: result2.value };
};
function failure(Err, issues, ctx) {
  let error2;
  return {
    success: false,
    get error() {
      if (!error2) {
        error2 = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
        issues = void 0;
        ctx = void 0;
      }
      return error2;
    },
    set error(e) {
      error2 = e;
      issues = void 0;
      ctx = void 0;
    }
  };
}
var _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
  let result2 = schema._zod.run({ value, issues: [] }, ctx);
  if (result2 instanceof Promise)
    result2 = await result2;
  return result2.issues.length ? failure(_Err, result2.issues, ctx) : { success: true, data: result2.value };
};
var COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
var COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
var validate = ((schema, value, _ctx) => {
  const validator = schema._zod.bag.validator;
  if (validator !== void 0) {
    if (validator(value) !== COMPILE_INVALID)
      return true;
    if (validator.definite === true && _ctx === void 0)
      return false;
  }
  return validateFallback(schema, value, _ctx);
});
function validateFallback(schema, value, _ctx) {
  const ctx = _ctx ? { ..._ctx, async: false, abortEarly: true } : { async: false, abortEarly: true };
  const fallbackRun = schema._zod.bag.fallbackRun;
  let result2;
  if (fallbackRun) {
    ctx[COMPILE_FALLBACK] = true;
    result2 = fallbackRun({ value, issues: [] }, ctx);
  } else {
    result2 = schema._zod.run({ value, issues: [] }, ctx);
  }
  if (result2 instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result2.issues.length === 0;
}
var validateAsync = async (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true, abortEarly: true } : { async: true, abortEarly: true };
  let result2 = schema._zod.run({ value, issues: [] }, ctx);
  if (result2 instanceof Promise)
    result2 = await result2;
  return result2.issues.length === 0;
};
var _encode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return parse2(schema, value, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _decode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema, value, _ctx, _params) => {
    return parse2(schema, value, _ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _encodeAsync = (_Err) => {
  const parseAsync2 = _parseAsync(_Err);
  const fn = async (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return await parseAsync2(schema, value, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _decodeAsync = (_Err) => {
  const parseAsync2 = _parseAsync(_Err);
  const fn = async (schema, value, _ctx, _params) => {
    return await parseAsync2(schema, value, _ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _safeEncode = (_Err) => (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
  return _safeParse(_Err)(schema, value, ctx);
};
var _safeDecode = (_Err) => (schema, value, _ctx) => {
  return _safeParse(_Err)(schema, value, _ctx);
};
var _safeEncodeAsync = (_Err) => async (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
  return _safeParseAsync(_Err)(schema, value, ctx);
};
var _safeDecodeAsync = (_Err) => async (schema, value, _ctx) => {
  return _safeParseAsync(_Err)(schema, value, _ctx);
};

// node_modules/zod/v4/core/regexes.js
var cuid = /^[cC][0-9a-z]{6,}$/;
var cuid2 = /^[0-9a-z]+$/;
var ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
var xid = /^[0-9a-vA-V]{20}$/;
var ksuid = /^[A-Za-z0-9]{27}$/;
var nanoid = /^[a-zA-Z0-9_-]{21}$/;
function nanoidOfLength(length) {
  return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
var duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
var guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
var uuid = (version3) => {
  if (!version3)
    return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
  return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version3}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
};
var email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
var _emoji = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
function emoji() {
  return new RegExp(_emoji, "u");
}
var ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
var ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
var cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
var cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
var base64 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
var base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
var httpProtocol = /^https?$/;
var e164 = /^\+[1-9]\d{6,14}$/;
var dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
function anchor(source) {
  return new RegExp(`^${source}$`);
}
var date = /* @__PURE__ */ anchor(dateSource);
function timeSource(args) {
  const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
  const regex = typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
  return regex;
}
function time(args) {
  return new RegExp(`^${timeSource(args)}$`);
}
function datetime(args) {
  const opts = ["Z"];
  if (args.offset)
    opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
  const qualified = `${timeSource({ precision: args.precision, seconds: true })}(?:${opts.join("|")})`;
  const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
  return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
var anyString = /^[\s\S]{0,}$/;
var bigint = /^-?\d+n?$/;
var integer = /^-?\d+$/;
var number = /^-?\d+(?:\.\d+)?$/;
var boolean = /^(?:true|false)$/i;
var _null = /^null$/i;
var lowercase = /^[^A-Z]*$/;
var uppercase = /^[^a-z]*$/;
var hex = /^[0-9a-fA-F]*$/;

// node_modules/zod/v4/core/checks.js
var $ZodCheck = /* @__PURE__ */ $constructor("$ZodCheck", (inst, def) => {
  var _a3;
  inst._zod ?? (inst._zod = {});
  inst._zod.def = def;
  (_a3 = inst._zod).onattach ?? (_a3.onattach = []);
});
var _whenHasLength = (payload) => {
  const val = payload.value;
  return !nullish(val) && val.length !== void 0;
};
var numericOriginMap = {
  number: "number",
  bigint: "bigint",
  object: "date"
};
var $ZodCheckLessThan = /* @__PURE__ */ $constructor("$ZodCheckLessThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value <= def.value : payload.value < def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_big",
      maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckGreaterThan = /* @__PURE__ */ $constructor("$ZodCheckGreaterThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value >= def.value : payload.value > def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_small",
      minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMultipleOf = /* @__PURE__ */ $constructor("$ZodCheckMultipleOf", (inst, def) => {
  $ZodCheck.init(inst, def);
  inst._zod.check = (payload) => {
    if (typeof payload.value !== typeof def.value)
      throw new Error("Cannot mix number and bigint in multiple_of check.");
    const isMultiple = typeof payload.value === "bigint" ? (
      // `value % 0n` throws, and nothing is a multiple of zero — the number branch already fails this way via NaN
      def.value !== BigInt(0) && payload.value % def.value === BigInt(0)
    ) : floatSafeRemainder(payload.value, def.value) === 0;
    if (isMultiple)
      return;
    payload.issues.push({
      origin: typeof payload.value,
      code: "not_multiple_of",
      divisor: def.value,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckNumberFormat = /* @__PURE__ */ $constructor("$ZodCheckNumberFormat", (inst, def) => {
  $ZodCheck.init(inst, def);
  def.format = def.format || "float64";
  const isInt = def.format?.includes("int");
  const origin = isInt ? "int" : "number";
  const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
  inst._zod.check = (payload) => {
    const input = payload.value;
    if (isInt) {
      if (!Number.isInteger(input)) {
        payload.issues.push({
          expected: origin,
          format: def.format,
          code: "invalid_type",
          continue: false,
          input,
          inst
        });
        return;
      }
      if (!Number.isSafeInteger(input)) {
        if (input > 0) {
          payload.issues.push({
            input,
            code: "too_big",
            maximum: Number.MAX_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        } else {
          payload.issues.push({
            input,
            code: "too_small",
            minimum: Number.MIN_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        }
        return;
      }
    }
    if (input < minimum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_small",
        minimum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
    if (input > maximum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_big",
        maximum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCheckMaxLength = /* @__PURE__ */ $constructor("$ZodCheckMaxLength", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units > def.maximum ? codePointLength(input) : units;
    if (length <= def.maximum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_big",
      maximum: def.maximum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMinLength = /* @__PURE__ */ $constructor("$ZodCheckMinLength", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units;
    if (length >= def.minimum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_small",
      minimum: def.minimum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLengthEquals = /* @__PURE__ */ $constructor("$ZodCheckLengthEquals", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
    if (length === def.length)
      return;
    const origin = getLengthableOrigin(input);
    const tooBig = length > def.length;
    payload.issues.push({
      origin,
      ...tooBig ? { code: "too_big", maximum: def.length } : { code: "too_small", minimum: def.length },
      inclusive: true,
      exact: true,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStringFormat = /* @__PURE__ */ $constructor("$ZodCheckStringFormat", (inst, def) => {
  var _a3, _b;
  $ZodCheck.init(inst, def);
  if (def.pattern)
    (_a3 = inst._zod).check ?? (_a3.check = (payload) => {
      def.pattern.lastIndex = 0;
      if (def.pattern.test(payload.value))
        return;
      payload.issues.push({
        origin: "string",
        code: "invalid_format",
        format: def.format,
        input: payload.value,
        ...def.pattern ? { pattern: def.pattern.toString() } : {},
        inst,
        continue: !def.abort
      });
    });
  else
    (_b = inst._zod).check ?? (_b.check = () => {
    });
});
var $ZodCheckRegex = /* @__PURE__ */ $constructor("$ZodCheckRegex", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    def.pattern.lastIndex = 0;
    if (def.pattern.test(payload.value))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "regex",
      input: payload.value,
      pattern: def.pattern.toString(),
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLowerCase = /* @__PURE__ */ $constructor("$ZodCheckLowerCase", (inst, def) => {
  def.pattern ?? (def.pattern = lowercase);
  $ZodCheckStringFormat.init(inst, def);
});
var $ZodCheckUpperCase = /* @__PURE__ */ $constructor("$ZodCheckUpperCase", (inst, def) => {
  def.pattern ?? (def.pattern = uppercase);
  $ZodCheckStringFormat.init(inst, def);
});
var $ZodCheckIncludes = /* @__PURE__ */ $constructor("$ZodCheckIncludes", (inst, def) => {
  $ZodCheck.init(inst, def);
  const escapedRegex = escapeRegex(def.includes);
  const pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
  def.pattern = pattern;
  inst._zod.check = (payload) => {
    if (payload.value.includes(def.includes, def.position))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "includes",
      includes: def.includes,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStartsWith = /* @__PURE__ */ $constructor("$ZodCheckStartsWith", (inst, def) => {
  $ZodCheck.init(inst, def);
  const pattern = new RegExp(`^${escapeRegex(def.prefix)}.*`);
  def.pattern ?? (def.pattern = pattern);
  inst._zod.check = (payload) => {
    if (payload.value.startsWith(def.prefix))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "starts_with",
      prefix: def.prefix,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckEndsWith = /* @__PURE__ */ $constructor("$ZodCheckEndsWith", (inst, def) => {
  $ZodCheck.init(inst, def);
  const pattern = new RegExp(`.*${escapeRegex(def.suffix)}$`);
  def.pattern ?? (def.pattern = pattern);
  inst._zod.check = (payload) => {
    if (payload.value.endsWith(def.suffix))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "ends_with",
      suffix: def.suffix,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckOverwrite = /* @__PURE__ */ $constructor("$ZodCheckOverwrite", (inst, def) => {
  $ZodCheck.init(inst, def);
  inst._zod.check = (payload) => {
    payload.value = def.tx(payload.value);
  };
});

// node_modules/zod/v4/core/doc.js
var Doc = class {
  constructor(args = [], closed = {}) {
    this.content = [];
    this.indent = 0;
    this.args = args;
    this.closed = closed;
  }
  // the compiler catches a child's throw and keeps writing into this doc, so the indent has to unwind with it
  indented(fn) {
    this.indent += 1;
    try {
      fn(this);
    } finally {
      this.indent -= 1;
    }
  }
  write(arg) {
    if (typeof arg === "function") {
      arg(this, { execution: "sync" });
      arg(this, { execution: "async" });
      return;
    }
    const content = arg;
    const lines = content.split("\n").filter((x) => x);
    const minIndent = Math.min(...lines.map((x) => x.length - x.trimStart().length));
    const dedented = lines.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
    for (const line of dedented) {
      this.content.push(line);
    }
  }
  compile() {
    const F = Function;
    const content = this?.content ?? [``];
    const factory = new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {
${content.join("\n")}
};`);
    return factory(...Object.values(this.closed));
  }
};

// node_modules/zod/v4/core/versions.js
var version = {
  major: 4,
  minor: 6,
  patch: 7
};

// node_modules/zod/v4/core/schemas.js
var $ZodType = /* @__PURE__ */ $constructor("$ZodType", (inst, def) => {
  var _a3;
  inst ?? (inst = {});
  inst._zod.def = def;
  inst._zod.bag = inst._zod.bag || {};
  inst._zod.version = version;
  const defChecks = inst._zod.def.checks;
  const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
  for (const ch of checks) {
    for (const fn of ch._zod.onattach) {
      fn(inst);
    }
  }
  if (checks.length === 0) {
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred?.push(() => {
      inst._zod.run = inst._zod.parse;
    });
  } else {
    const runChecks = (payload, checks2, ctx) => {
      if (payload.memo)
        return payload;
      let isAborted = aborted(payload);
      let asyncResult;
      for (const ch of checks2) {
        if (ch._zod.def.when) {
          if (explicitlyAborted(payload))
            continue;
          const shouldRun = ch._zod.def.when(payload);
          if (!shouldRun)
            continue;
        } else if (isAborted) {
          continue;
        }
        const currLen = payload.issues.length;
        const _ = ch._zod.check(payload);
        if (_ instanceof Promise && ctx?.async === false) {
          throw new $ZodAsyncError();
        }
        if (asyncResult || _ instanceof Promise) {
          asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
            await _;
            const nextLen = payload.issues.length;
            if (nextLen === currLen)
              return;
            attachSchema(payload.issues, currLen, inst);
            if (!isAborted)
              isAborted = aborted(payload, currLen);
          });
        } else {
          const nextLen = payload.issues.length;
          if (nextLen === currLen)
            continue;
          attachSchema(payload.issues, currLen, inst);
          if (!isAborted)
            isAborted = aborted(payload, currLen);
        }
      }
      if (asyncResult) {
        return asyncResult.then(() => {
          return payload;
        });
      }
      return payload;
    };
    const handleCanaryResult = (canary, payload, ctx) => {
      if (aborted(canary)) {
        canary.aborted = true;
        return canary;
      }
      const checkResult2 = runChecks(payload, checks, ctx);
      if (checkResult2 instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return checkResult2.then((checkResult3) => inst._zod.parse(checkResult3, ctx));
      }
      return inst._zod.parse(checkResult2, ctx);
    };
    inst._zod.run = (payload, ctx) => {
      if (ctx.skipChecks) {
        return inst._zod.parse(payload, ctx);
      }
      if (ctx.direction === "backward") {
        const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
        if (canary instanceof Promise) {
          return canary.then((canary2) => {
            return handleCanaryResult(canary2, payload, ctx);
          });
        }
        return handleCanaryResult(canary, payload, ctx);
      }
      const result2 = inst._zod.parse(payload, ctx);
      if (result2 instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return result2.then((result3) => runChecks(result3, checks, ctx));
      }
      return runChecks(result2, checks, ctx);
    };
  }
}, {
  // Wrappers extend this by installing a richer factory over it; reading it eagerly would defeat the laziness.
  get "~standard"() {
    return hide2(this, "~standard", standardProps(this));
  },
  set "~standard"(value) {
    own(this, "~standard", value);
  }
});
var toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync2(inst, value) {
  const ctx = { async: true };
  return toStandardResult(await inst._zod.run({ value, issues: [] }, ctx), ctx);
}
function standardProps(inst) {
  return {
    validate: (value) => {
      const ctx = { async: false };
      try {
        const r = inst._zod.run({ value, issues: [] }, ctx);
        if (!(r instanceof Promise))
          return toStandardResult(r, ctx);
      } catch (_) {
      }
      return validateAsync2(inst, value);
    },
    vendor: "zod",
    version: 1
  };
}
var $ZodString = /* @__PURE__ */ $constructor("$ZodString", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = def.pattern ?? anyString;
  inst._zod.parse = (payload, _) => {
    if (def.coerce)
      try {
        payload.value = String(payload.value);
      } catch (_2) {
      }
    if (typeof payload.value === "string")
      return payload;
    payload.issues.push({
      expected: "string",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
var $ZodStringFormat = /* @__PURE__ */ $constructor("$ZodStringFormat", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  $ZodString.init(inst, def);
});
var $ZodGUID = /* @__PURE__ */ $constructor("$ZodGUID", (inst, def) => {
  def.pattern ?? (def.pattern = guid);
  $ZodStringFormat.init(inst, def);
});
var $ZodUUID = /* @__PURE__ */ $constructor("$ZodUUID", (inst, def) => {
  if (def.version) {
    const versionMap = {
      v1: 1,
      v2: 2,
      v3: 3,
      v4: 4,
      v5: 5,
      v6: 6,
      v7: 7,
      v8: 8
    };
    const v = versionMap[def.version];
    if (v === void 0)
      throw new Error(`Invalid UUID version: "${def.version}"`);
    def.pattern ?? (def.pattern = uuid(v));
  } else
    def.pattern ?? (def.pattern = uuid());
  $ZodStringFormat.init(inst, def);
});
var $ZodEmail = /* @__PURE__ */ $constructor("$ZodEmail", (inst, def) => {
  def.pattern ?? (def.pattern = email);
  $ZodStringFormat.init(inst, def);
});
var URL_BAD_FORMAT = 1;
var URL_UNPARSEABLE = 2;
function canParseURL(input) {
  try {
    if (typeof URL !== "undefined" && typeof URL.canParse === "function")
      return URL.canParse(input);
    new URL(input);
    return true;
  } catch {
    return false;
  }
}
function validateURL(trimmed, def) {
  if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) {
    return canParseURL(trimmed) || URL_UNPARSEABLE;
  }
  return parseURLObject(trimmed, def);
}
function parseURLObject(trimmed, def) {
  if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) {
    return URL_BAD_FORMAT;
  }
  try {
    if (typeof URL !== "undefined") {
      const URLStatic = URL;
      if (typeof URLStatic.parse === "function")
        return URLStatic.parse(trimmed) ?? URL_UNPARSEABLE;
    }
    return new URL(trimmed);
  } catch {
    return URL_UNPARSEABLE;
  }
}
var asciiTabOrNewline = /[\t\n\r]/g;
function stripTabAndNewline(value) {
  return value.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url2, hostname2) {
  hostname2.lastIndex = 0;
  return hostname2.test(url2.hostname);
}
function urlProtocolOk(url2, protocol) {
  protocol.lastIndex = 0;
  return protocol.test(url2.protocol.endsWith(":") ? url2.protocol.slice(0, -1) : url2.protocol);
}
var $ZodURL = /* @__PURE__ */ $constructor("$ZodURL", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    try {
      const trimmed = payload.value.trim();
      const url2 = validateURL(trimmed, def);
      if (url2 === URL_BAD_FORMAT) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid URL format",
          input: payload.value,
          inst,
          continue: !def.abort
        });
        return;
      }
      if (url2 === URL_UNPARSEABLE) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          input: payload.value,
          inst,
          continue: !def.abort
        });
        return;
      }
      if (url2 === true) {
        payload.value = stripTabAndNewline(trimmed);
        return;
      }
      if (def.hostname && !urlHostnameOk(url2, def.hostname)) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid hostname",
          pattern: def.hostname.source,
          input: payload.value,
          inst,
          continue: !def.abort
        });
      }
      if (def.protocol && !urlProtocolOk(url2, def.protocol)) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid protocol",
          pattern: def.protocol.source,
          input: payload.value,
          inst,
          continue: !def.abort
        });
      }
      payload.value = def.normalize ? url2.href : stripTabAndNewline(trimmed);
      return;
    } catch (_) {
      payload.issues.push({
        code: "invalid_format",
        format: "url",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodEmoji = /* @__PURE__ */ $constructor("$ZodEmoji", (inst, def) => {
  def.pattern ?? (def.pattern = emoji());
  $ZodStringFormat.init(inst, def);
});
var $ZodNanoID = /* @__PURE__ */ $constructor("$ZodNanoID", (inst, def) => {
  if (def.length !== void 0 && (!Number.isInteger(def.length) || def.length < 1))
    throw new Error(`Invalid nanoid length: ${def.length}`);
  def.pattern ?? (def.pattern = def.length === void 0 ? nanoid : nanoidOfLength(def.length));
  $ZodStringFormat.init(inst, def);
});
var $ZodCUID = /* @__PURE__ */ $constructor("$ZodCUID", (inst, def) => {
  def.pattern ?? (def.pattern = cuid);
  $ZodStringFormat.init(inst, def);
});
var $ZodCUID2 = /* @__PURE__ */ $constructor("$ZodCUID2", (inst, def) => {
  def.pattern ?? (def.pattern = cuid2);
  $ZodStringFormat.init(inst, def);
});
var $ZodULID = /* @__PURE__ */ $constructor("$ZodULID", (inst, def) => {
  def.pattern ?? (def.pattern = ulid);
  $ZodStringFormat.init(inst, def);
});
var $ZodXID = /* @__PURE__ */ $constructor("$ZodXID", (inst, def) => {
  def.pattern ?? (def.pattern = xid);
  $ZodStringFormat.init(inst, def);
});
var $ZodKSUID = /* @__PURE__ */ $constructor("$ZodKSUID", (inst, def) => {
  def.pattern ?? (def.pattern = ksuid);
  $ZodStringFormat.init(inst, def);
});
var $ZodISODateTime = /* @__PURE__ */ $constructor("$ZodISODateTime", (inst, def) => {
  def.pattern ?? (def.pattern = datetime(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODate = /* @__PURE__ */ $constructor("$ZodISODate", (inst, def) => {
  def.pattern ?? (def.pattern = date);
  $ZodStringFormat.init(inst, def);
});
var $ZodISOTime = /* @__PURE__ */ $constructor("$ZodISOTime", (inst, def) => {
  def.pattern ?? (def.pattern = time(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODuration = /* @__PURE__ */ $constructor("$ZodISODuration", (inst, def) => {
  def.pattern ?? (def.pattern = duration);
  $ZodStringFormat.init(inst, def);
});
var $ZodIPv4 = /* @__PURE__ */ $constructor("$ZodIPv4", (inst, def) => {
  def.pattern ?? (def.pattern = ipv4);
  $ZodStringFormat.init(inst, def);
});
var ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
function isValidIPv6(value) {
  if (!ipv6Alphabet.test(value))
    return false;
  return canParseURL(`http://[${value}]`);
}
var $ZodIPv6 = /* @__PURE__ */ $constructor("$ZodIPv6", (inst, def) => {
  def.pattern ?? (def.pattern = ipv6);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (!isValidIPv6(payload.value)) {
      payload.issues.push({
        code: "invalid_format",
        format: "ipv6",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCIDRv4 = /* @__PURE__ */ $constructor("$ZodCIDRv4", (inst, def) => {
  def.pattern ?? (def.pattern = cidrv4);
  $ZodStringFormat.init(inst, def);
});
function isValidCIDRv6(value) {
  const parts = value.split("/");
  if (parts.length !== 2)
    return false;
  const [address, prefix] = parts;
  if (!prefix)
    return false;
  const prefixNum = Number(prefix);
  if (`${prefixNum}` !== prefix)
    return false;
  if (prefixNum < 0 || prefixNum > 128)
    return false;
  return isValidIPv6(address);
}
var $ZodCIDRv6 = /* @__PURE__ */ $constructor("$ZodCIDRv6", (inst, def) => {
  def.pattern ?? (def.pattern = cidrv6);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (!isValidCIDRv6(payload.value)) {
      payload.issues.push({
        code: "invalid_format",
        format: "cidrv6",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
function isValidBase64(data) {
  if (data === "")
    return true;
  if (/\s/.test(data))
    return false;
  if (data.length % 4 !== 0)
    return false;
  try {
    atob(data);
    return true;
  } catch {
    return false;
  }
}
var base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
var $ZodBase64 = /* @__PURE__ */ $constructor("$ZodBase64", (inst, def) => {
  def.pattern ?? (def.pattern = base64Charset);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidBase64(payload.value))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "base64",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var base64urlCharset = /^[A-Za-z0-9_-]*$/;
function isValidBase64URL(data) {
  if (!base64urlCharset.test(data))
    return false;
  const base643 = data.replace(/[-_]/g, (c) => c === "-" ? "+" : "/");
  const padded = base643.padEnd(Math.ceil(base643.length / 4) * 4, "=");
  return isValidBase64(padded);
}
var $ZodBase64URL = /* @__PURE__ */ $constructor("$ZodBase64URL", (inst, def) => {
  def.pattern ?? (def.pattern = base64urlCharset);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidBase64URL(payload.value))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "base64url",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodE164 = /* @__PURE__ */ $constructor("$ZodE164", (inst, def) => {
  def.pattern ?? (def.pattern = e164);
  $ZodStringFormat.init(inst, def);
});
function isValidJWT(token, algorithm = null) {
  try {
    const tokensParts = token.split(".");
    if (tokensParts.length !== 3)
      return false;
    const [header] = tokensParts;
    if (!header)
      return false;
    const parsedHeader = JSON.parse(atob(header));
    if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT")
      return false;
    if (!parsedHeader.alg)
      return false;
    if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm))
      return false;
    return true;
  } catch {
    return false;
  }
}
var $ZodJWT = /* @__PURE__ */ $constructor("$ZodJWT", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidJWT(payload.value, def.alg))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "jwt",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCustomStringFormat = /* @__PURE__ */ $constructor("$ZodCustomStringFormat", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (def.fn(payload.value))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: def.format,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodNumber = /* @__PURE__ */ $constructor("$ZodNumber", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = number;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Number(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
      return payload;
    }
    const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
    payload.issues.push({
      expected: "number",
      code: "invalid_type",
      input,
      inst,
      ...received ? { received } : {}
    });
    return payload;
  };
});
var $ZodNumberFormat = /* @__PURE__ */ $constructor("$ZodNumberFormat", (inst, def) => {
  $ZodCheckNumberFormat.init(inst, def);
  $ZodNumber.init(inst, def);
});
var $ZodBoolean = /* @__PURE__ */ $constructor("$ZodBoolean", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = boolean;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Boolean(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "boolean")
      return payload;
    payload.issues.push({
      expected: "boolean",
      code: "invalid_type",
      input,
      inst
    });
    return payload;
  };
});
var $ZodBigInt = /* @__PURE__ */ $constructor("$ZodBigInt", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = bigint;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = BigInt(payload.value);
      } catch (_) {
      }
    if (typeof payload.value === "bigint")
      return payload;
    payload.issues.push({
      expected: "bigint",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
var $ZodNull = /* @__PURE__ */ $constructor("$ZodNull", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = _null;
  inst._zod.values = /* @__PURE__ */ new Set([null]);
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (input === null)
      return payload;
    payload.issues.push({
      expected: "null",
      code: "invalid_type",
      input,
      inst
    });
    return payload;
  };
});
var $ZodUnknown = /* @__PURE__ */ $constructor("$ZodUnknown", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload) => payload;
});
var $ZodNever = /* @__PURE__ */ $constructor("$ZodNever", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _ctx) => {
    payload.issues.push({
      expected: "never",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
var $ZodDate = /* @__PURE__ */ $constructor("$ZodDate", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce) {
      try {
        payload.value = new Date(payload.value);
      } catch (_err) {
      }
    }
    const input = payload.value;
    const isDate = input instanceof Date;
    const isValidDate = isDate && !Number.isNaN(input.getTime());
    if (isValidDate)
      return payload;
    payload.issues.push({
      expected: "date",
      code: "invalid_type",
      input,
      ...isDate ? { received: "Invalid Date" } : {},
      inst
    });
    return payload;
  };
});
function capSize(inst, size) {
  const caps = sizeCaps(inst._zod.def.checks);
  if (!caps.length)
    return;
  const cap = Math.min(...caps.map((c) => c[0]));
  const parse2 = inst._zod.parse;
  inst._zod.parse = (payload, ctx) => {
    const n = size(payload.value);
    if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
      for (const [max, ch] of sizeCaps(inst._zod.def.checks)) {
        if (n > max && ch._zod.def.when(payload)) {
          const start = payload.issues.length;
          ch._zod.check(payload);
          payload.issues[start].continue = false;
          attachSchema(payload.issues, start, inst);
          return payload;
        }
      }
    }
    return parse2(payload, ctx);
  };
}
var arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result2, final, index) {
  if (result2.issues.length) {
    final.issues.push(...prefixIssues(index, result2.issues));
  }
  final.value[index] = result2.value;
}
var $ZodArray = /* @__PURE__ */ $constructor("$ZodArray", (inst, def) => {
  $ZodType.init(inst, def);
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!Array.isArray(input)) {
      payload.issues.push({
        expected: "array",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
    const proms = [];
    const abortEarly = ctx?.abortEarly;
    for (let i = 0; i < input.length; i++) {
      const item = input[i];
      const result2 = def.element._zod.run({
        value: item,
        issues: []
      }, ctx);
      if (result2 instanceof Promise) {
        proms.push(result2.then((result3) => handleArrayResult(result3, payload, i)));
      } else {
        handleArrayResult(result2, payload, i);
        if (abortEarly && result2.issues.length !== 0 && aborted(result2))
          break;
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
  capSize(inst, arraySize);
});
function handlePropertyResult(result2, final, key, input, optin, optout) {
  const isPresent = key in input;
  const isOptionalOut = optout === "optional";
  if (!isPresent && isOptionalOut && optin === "optional") {
    return;
  }
  if (result2.issues.length) {
    if (optin !== void 0 && isOptionalOut && !isPresent) {
      return;
    }
    final.issues.push(...prefixIssues(key, result2.issues));
  }
  if (!isPresent && optin === void 0) {
    if (!result2.issues.length) {
      final.issues.push({
        code: "invalid_type",
        expected: "nonoptional",
        input: void 0,
        path: [key]
      });
    }
    return;
  }
  if (result2.value === void 0) {
    if (isPresent || optin === "defaulted" && !isOptionalOut) {
      final.value[key] = void 0;
    }
  } else {
    final.value[key] = result2.value;
  }
}
var NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
  const keys = Object.keys(def.shape);
  const ownSymbols = Object.getOwnPropertySymbols(def.shape);
  const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
  const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
  for (const k of allKeys) {
    if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
      throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
    }
  }
  const okeys = optionalKeys(def.shape);
  return {
    ...def,
    allKeys,
    symbolKeys,
    // string-only: handleCatchall matches it against `for...in`, which never yields a symbol
    keySet: new Set(keys),
    numKeys: keys.length,
    optionalKeys: new Set(okeys)
  };
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
  const unrecognized = [];
  const keySet = def.keySet;
  const _catchall = def.catchall._zod;
  const t = _catchall.def.type;
  const optin = _catchall.optin;
  const optout = _catchall.optout;
  let seen = 0;
  for (const key in input) {
    if (abortEarly && payload.issues.length !== seen) {
      if (aborted(payload, seen))
        break;
      seen = payload.issues.length;
    }
    if (keySet.has(key))
      continue;
    if (key === "__proto__") {
      if (t === "never")
        unrecognized.push(key);
      continue;
    }
    if (t === "never") {
      unrecognized.push(key);
      continue;
    }
    const r = _catchall.run({ value: input[key], issues: [] }, ctx);
    if (r instanceof Promise) {
      proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
    } else {
      handlePropertyResult(r, payload, key, input, optin, optout);
    }
  }
  if (unrecognized.length) {
    payload.issues.push({
      code: "unrecognized_keys",
      keys: unrecognized,
      input,
      inst,
      // Describes the shape of the input, not the validity of the parsed value, so it never aborts. The parse still fails; the schema's own checks just get to run first, and an enclosing intersection can reconcile the key against a sibling operand.
      continue: true
    });
  }
  if (!proms.length)
    return payload;
  return Promise.all(proms).then(() => {
    return payload;
  });
}
var $ZodObject = /* @__PURE__ */ $constructor("$ZodObject", (inst, def) => {
  $ZodType.init(inst, def);
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  const sh = desc?.get ? desc.get.raw : def.shape ?? {};
  if (sh) {
    const get = () => {
      const newSh = { ...sh };
      Object.defineProperty(def, "shape", { value: newSh });
      get.raw = newSh;
      return newSh;
    };
    get.raw = sh;
    Object.defineProperty(def, "shape", { get });
  }
  const _normalized = cached(() => normalizeDef(def));
  defineLazyInternal(inst, "propValues", (zod) => {
    const shape = zod.def.shape;
    const propValues = {};
    for (const key in shape) {
      const field = shape[key]._zod;
      if (field.values) {
        if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
          assignProp(propValues, key, /* @__PURE__ */ new Set());
        }
        for (const v of field.values)
          propValues[key].add(v);
        if (field.optin !== void 0)
          propValues[key].add(void 0);
      }
    }
    return propValues;
  });
  const isObject2 = isObject;
  const catchall = def.catchall;
  let value;
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    value ?? (value = _normalized.value);
    const input = payload.value;
    if (!isObject2(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
    const proms = [];
    const shape = value.shape;
    const abortEarly = ctx?.abortEarly;
    let seen = payload.issues.length;
    for (const key of value.allKeys) {
      if (abortEarly && payload.issues.length !== seen) {
        if (aborted(payload, seen))
          break;
        seen = payload.issues.length;
      }
      if (key === "__proto__")
        continue;
      const el = shape[key];
      const optin = el._zod.optin;
      const optout = el._zod.optout;
      const r = el._zod.run({ value: input[key], issues: [] }, ctx);
      if (r instanceof Promise) {
        proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
      } else {
        handlePropertyResult(r, payload, key, input, optin, optout);
      }
    }
    if (!catchall) {
      return proms.length ? Promise.all(proms).then(() => payload) : payload;
    }
    return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
  };
});
var $ZodObjectJIT = /* @__PURE__ */ $constructor("$ZodObjectJIT", (inst, def) => {
  $ZodObject.init(inst, def);
  const superParse = inst._zod.parse;
  const _normalized = cached(() => normalizeDef(def));
  const memo2 = globalConfig.memoizer;
  const generateFastpass = (shape) => {
    const normalized = _normalized.value;
    const syms = normalized.symbolKeys;
    const doc = new Doc(["payload", "ctx"], { shape, inst, memo: memo2, syms });
    const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
    const prefixStr = (id2, k) => `
          let ${id2}_ab = false;
          for (let i = 0; i < ${id2}.issues.length; i++) {
            const iss = ${id2}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id2}_ab = true;
          }
          if (${id2}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
    doc.write(`const input = payload.value;`);
    const ids = /* @__PURE__ */ Object.create(null);
    let counter = 0;
    for (const key of normalized.allKeys) {
      ids[key] = `key_${counter++}`;
    }
    doc.write(memo2 ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
    for (const key of normalized.allKeys) {
      if (key === "__proto__")
        continue;
      const id2 = ids[key];
      const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : esc(key);
      const isPresent = `${k} in input`;
      const schema = shape[key];
      const optin = schema?._zod?.optin;
      const isOptionalIn = optin !== void 0;
      const isOptionalOut = schema?._zod?.optout === "optional";
      doc.write(`const ${id2} = ${parseStr(k)};`);
      if (isOptionalIn && isOptionalOut) {
        const assign = optin === "optional" ? `${id2}_present` : `${id2}.value !== undefined || ${id2}_present`;
        doc.write(`
        const ${id2}_present = ${isPresent};
        if (!${id2}.issues.length || ${id2}_present) {
          if (${id2}.issues.length) {${prefixStr(id2, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id2}.value;
          }
        }

      `);
      } else if (!isOptionalIn) {
        doc.write(`
        const ${id2}_present = ${isPresent};
        if (${id2}.issues.length) {${prefixStr(id2, k)}
        }
        if (!${id2}_present && !${id2}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id2}_present) {
          newResult[${k}] = ${id2}.value;
        }

      `);
      } else {
        doc.write(`
        if (${id2}.issues.length) {${prefixStr(id2, k)}
        }
      `);
        if (optin === "defaulted") {
          doc.write(`newResult[${k}] = ${id2}.value;`);
        } else {
          doc.write(`
        if (${id2}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id2}.value;
        }
      `);
        }
      }
    }
    doc.write(`payload.value = newResult;`);
    doc.write(`return payload;`);
    return doc.compile();
  };
  let fastpass;
  const isObject2 = isObject;
  const jit = !globalConfig.jitless;
  const allowsEval2 = allowsEval;
  const fastEnabled = jit && allowsEval2.value;
  const catchall = def.catchall;
  let value;
  inst._zod.parse = (payload, ctx) => {
    value ?? (value = _normalized.value);
    const input = payload.value;
    if (!isObject2(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
      if (!fastpass)
        fastpass = generateFastpass(def.shape);
      payload = fastpass(payload, ctx);
      if (!catchall)
        return payload;
      return handleCatchall([], input, payload, ctx, value, inst, ctx?.abortEarly === true);
    }
    return superParse(payload, ctx);
  };
});
function handleUnionResults(results, final, inst, ctx) {
  for (const result2 of results) {
    if (result2.issues.length === 0) {
      final.value = result2.value;
      return final;
    }
  }
  const nonaborted = results.filter((r) => !aborted(r));
  if (nonaborted.length === 1) {
    final.value = nonaborted[0].value;
    return nonaborted[0];
  }
  final.issues.push({
    code: "invalid_union",
    input: final.value,
    inst,
    errors: results.map((result2) => result2.issues.map((iss) => finalizeIssue(iss, ctx, config())))
  });
  return final;
}
var $ZodUnion = /* @__PURE__ */ $constructor("$ZodUnion", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
  defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
  defineLazyInternal(inst, "values", (zod) => {
    if (zod.def.options.every((o) => o._zod.values)) {
      return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
    }
    return void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    if (zod.def.options.every((o) => o._zod.pattern)) {
      const patterns = zod.def.options.map((o) => o._zod.pattern);
      return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
    }
    return void 0;
  });
  const first = def.options.length === 1 ? def.options[0]._zod.run : null;
  inst._zod.parse = (payload, ctx) => {
    if (first) {
      return first(payload, ctx);
    }
    let async = false;
    const results = [];
    for (const option of def.options) {
      const result2 = option._zod.run({
        value: payload.value,
        issues: []
      }, ctx);
      if (result2 instanceof Promise) {
        results.push(result2);
        async = true;
      } else {
        if (result2.issues.length === 0)
          return result2;
        results.push(result2);
      }
    }
    if (!async)
      return handleUnionResults(results, payload, inst, ctx);
    return Promise.all(results).then((results2) => {
      return handleUnionResults(results2, payload, inst, ctx);
    });
  };
});
function discriminatorMap(def) {
  const map = /* @__PURE__ */ new Map();
  for (const option of def.options) {
    const values = option._zod.propValues?.[def.discriminator];
    if (!values || values.size === 0)
      throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
    for (const value of values) {
      if (map.has(value)) {
        if (value !== void 0)
          throw new Error(`Duplicate discriminator value "${String(value)}"`);
        map.set(value, null);
      } else {
        map.set(value, option);
      }
    }
  }
  return map;
}
var $ZodDiscriminatedUnion = /* @__PURE__ */ $constructor("$ZodDiscriminatedUnion", (inst, def) => {
  def.inclusive = false;
  $ZodUnion.init(inst, def);
  const _super = inst._zod.parse;
  defineLazyInternal(inst, "propValues", (zod) => {
    const propValues = {};
    let undefinedCount = 0;
    for (const option of zod.def.options) {
      const pv = option._zod.propValues;
      if (!pv || Object.keys(pv).length === 0)
        throw new Error(`Invalid discriminated union option at index "${zod.def.options.indexOf(option)}"`);
      if (pv[zod.def.discriminator]?.has(void 0))
        undefinedCount++;
      for (const [k, v] of Object.entries(pv)) {
        if (!Object.prototype.hasOwnProperty.call(propValues, k)) {
          assignProp(propValues, k, /* @__PURE__ */ new Set());
        }
        for (const val of v) {
          propValues[k].add(val);
        }
      }
    }
    if (!zod.def.unionFallback && undefinedCount > 1)
      propValues[zod.def.discriminator]?.delete(void 0);
    return propValues;
  });
  def.options.forEach((option, i) => {
    const propShape = rawShape(option._zod.def);
    if (propShape && !Object.prototype.hasOwnProperty.call(propShape, def.discriminator)) {
      throw new Error(`Invalid discriminated union option at index "${i}"`);
    }
  });
  const disc = cached(() => discriminatorMap(def));
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!isObject(input)) {
      payload.issues.push({
        code: "invalid_type",
        expected: "object",
        input,
        inst
      });
      return payload;
    }
    const value = input?.[def.discriminator];
    const opt = disc.value.get(value);
    if (opt && (value !== void 0 || ctx.direction !== "backward")) {
      return opt._zod.run(payload, ctx);
    }
    if (def.unionFallback || ctx.direction === "backward") {
      return _super(payload, ctx);
    }
    payload.issues.push({
      code: "invalid_union",
      errors: [],
      note: "No matching discriminator",
      discriminator: def.discriminator,
      options: Array.from(disc.value.keys()).filter((value2) => disc.value.get(value2) !== null),
      input,
      path: [def.discriminator],
      inst
    });
    return payload;
  };
});
var $ZodIntersection = /* @__PURE__ */ $constructor("$ZodIntersection", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    const left = def.left._zod.run({ value: input, issues: [] }, ctx);
    const right = def.right._zod.run({ value: input, issues: [] }, ctx);
    const async = left instanceof Promise || right instanceof Promise;
    if (async) {
      return Promise.all([left, right]).then(([left2, right2]) => {
        return handleIntersectionResults(payload, left2, right2);
      });
    }
    return handleIntersectionResults(payload, left, right);
  };
});
function mergeValues(a, b) {
  if (a === b) {
    return { valid: true, data: a };
  }
  if (a instanceof Date && b instanceof Date && +a === +b) {
    return { valid: true, data: a };
  }
  if (isPlainObject(a) && isPlainObject(b)) {
    const bKeys = Object.keys(b);
    const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
    const newObj = { ...a, ...b };
    if (Object.prototype.hasOwnProperty.call(newObj, "__proto__"))
      delete newObj.__proto__;
    for (const key of sharedKeys) {
      if (key === "__proto__")
        continue;
      const sharedValue = mergeValues(a[key], b[key]);
      if (!sharedValue.valid) {
        return {
          valid: false,
          mergeErrorPath: [key, ...sharedValue.mergeErrorPath]
        };
      }
      newObj[key] = sharedValue.data;
    }
    return { valid: true, data: newObj };
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) {
      return { valid: false, mergeErrorPath: [] };
    }
    const newArray = [];
    for (let index = 0; index < a.length; index++) {
      const itemA = a[index];
      const itemB = b[index];
      const sharedValue = mergeValues(itemA, itemB);
      if (!sharedValue.valid) {
        return {
          valid: false,
          mergeErrorPath: [index, ...sharedValue.mergeErrorPath]
        };
      }
      newArray.push(sharedValue.data);
    }
    return { valid: true, data: newArray };
  }
  return { valid: false, mergeErrorPath: [] };
}
function handleIntersectionResults(result2, left, right) {
  const unrecKeys = /* @__PURE__ */ new Map();
  let unrecIssue;
  const keyIssues = /* @__PURE__ */ new Map();
  const collect = (iss, side) => {
    let keys;
    if (iss.code === "unrecognized_keys" && !iss.path?.length) {
      unrecIssue ?? (unrecIssue = iss);
      keys = iss.keys;
    } else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
      const k = String(iss.path[0]);
      if (!keyIssues.has(k))
        keyIssues.set(k, iss);
      keys = [k];
    } else {
      return false;
    }
    for (const k of keys) {
      if (!unrecKeys.has(k))
        unrecKeys.set(k, {});
      unrecKeys.get(k)[side] = true;
    }
    return true;
  };
  for (const iss of left.issues) {
    if (!collect(iss, "l"))
      result2.issues.push(iss);
  }
  for (const iss of right.issues) {
    if (!collect(iss, "r"))
      result2.issues.push(iss);
  }
  const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
  if (bothKeys.length) {
    const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
    if (aggregated.length)
      result2.issues.push({ ...unrecIssue, keys: aggregated });
    for (const k of bothKeys) {
      if (!aggregated.includes(k) && keyIssues.has(k))
        result2.issues.push(keyIssues.get(k));
    }
  }
  const merged = mergeValues(left.value, right.value);
  if (!merged.valid) {
    if (aborted(result2))
      return result2;
    throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`);
  }
  result2.value = merged.data;
  return result2;
}
var $ZodTuple = /* @__PURE__ */ $constructor("$ZodTuple", (inst, def) => {
  $ZodType.init(inst, def);
  const items = def.items;
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!Array.isArray(input)) {
      payload.issues.push({
        input,
        inst,
        expected: "tuple",
        code: "invalid_type"
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, [], ctx) : [];
    const proms = [];
    const optinStart = getTupleOptStart(items, "optin");
    const optoutStart = getTupleOptStart(items, "optout");
    if (!def.rest) {
      if (input.length < optinStart) {
        payload.issues.push({
          code: "too_small",
          minimum: optinStart,
          inclusive: true,
          input,
          inst,
          origin: "array"
        });
        return payload;
      }
      if (input.length > items.length) {
        payload.issues.push({
          code: "too_big",
          maximum: items.length,
          inclusive: true,
          input,
          inst,
          origin: "array"
        });
      }
    }
    const itemResults = new Array(items.length);
    const abortEarly = def.rest ? ctx?.abortEarly : void 0;
    let itemAborted = false;
    for (let i = 0; i < items.length; i++) {
      const r = items[i]._zod.run({ value: input[i], issues: [] }, ctx);
      if (r instanceof Promise) {
        proms.push(r.then((rr) => {
          itemResults[i] = rr;
        }));
      } else {
        itemResults[i] = r;
        if (abortEarly && !itemAborted && r.issues.length)
          itemAborted = aborted(r);
      }
    }
    if (def.rest && !itemAborted) {
      let i = items.length - 1;
      const rest = input.slice(items.length);
      let seen = payload.issues.length;
      for (const el of rest) {
        if (abortEarly && payload.issues.length !== seen) {
          if (aborted(payload, seen))
            break;
          seen = payload.issues.length;
        }
        i++;
        const result2 = def.rest._zod.run({ value: el, issues: [] }, ctx);
        if (result2 instanceof Promise) {
          proms.push(result2.then((r) => handleTupleResult(r, payload, i)));
        } else {
          handleTupleResult(result2, payload, i);
        }
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => handleTupleResults(itemResults, payload, items, input, optoutStart));
    }
    return handleTupleResults(itemResults, payload, items, input, optoutStart);
  };
});
function getTupleOptStart(items, key) {
  for (let i = items.length - 1; i >= 0; i--) {
    const omittable = key === "optin" ? items[i]._zod.optin !== void 0 : items[i]._zod.optout === "optional";
    if (!omittable)
      return i + 1;
  }
  return 0;
}
function handleTupleResult(result2, final, index) {
  if (result2.issues.length) {
    final.issues.push(...prefixIssues(index, result2.issues));
  }
  final.value[index] = result2.value;
}
function handleTupleResults(itemResults, final, items, input, optoutStart) {
  for (let i = 0; i < items.length; i++) {
    const r = itemResults[i];
    const isPresent = i < input.length;
    if (!isPresent && i >= optoutStart && items[i]._zod.optin === "optional") {
      final.value.length = i;
      break;
    }
    if (r.issues.length) {
      if (!isPresent && i >= optoutStart) {
        final.value.length = i;
        break;
      }
      final.issues.push(...prefixIssues(i, r.issues));
    }
    final.value[i] = r.value;
  }
  for (let i = final.value.length - 1; i >= input.length; i--) {
    if (items[i]._zod.optout === "optional" && final.value[i] === void 0) {
      final.value.length = i;
    } else {
      break;
    }
  }
  return final;
}
var $ZodRecord = /* @__PURE__ */ $constructor("$ZodRecord", (inst, def) => {
  $ZodType.init(inst, def);
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!isPlainObject(input)) {
      payload.issues.push({
        expected: "record",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    const proms = [];
    const values = def.keyType._zod.values;
    if (values && !def.partial) {
      payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
      const recordKeys = /* @__PURE__ */ new Set();
      for (const key of values) {
        if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
          recordKeys.add(typeof key === "number" ? key.toString() : key);
          if (key === "__proto__")
            continue;
          const keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
          if (keyResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (keyResult.issues.length) {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
            continue;
          }
          const outKey = keyResult.value;
          if (outKey === "__proto__")
            continue;
          const result2 = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
          if (result2 instanceof Promise) {
            proms.push(result2.then((result3) => {
              if (result3.issues.length) {
                payload.issues.push(...prefixIssues(key, result3.issues));
              }
              payload.value[outKey] = result3.value;
            }));
          } else {
            if (result2.issues.length) {
              payload.issues.push(...prefixIssues(key, result2.issues));
            }
            payload.value[outKey] = result2.value;
          }
        }
      }
      let unrecognized;
      for (const key in input) {
        if (!recordKeys.has(key)) {
          if (def.mode === "loose") {
            if (key === "__proto__")
              continue;
            payload.value[key] = input[key];
          } else {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          }
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    } else {
      payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
      let unrecognized;
      for (const key of Reflect.ownKeys(input)) {
        if (key === "__proto__")
          continue;
        if (!Object.prototype.propertyIsEnumerable.call(input, key))
          continue;
        let keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
        if (keyResult instanceof Promise) {
          throw new Error("Async schemas not supported in object keys currently");
        }
        const checkNumericKey = typeof key === "string" && number.test(key) && keyResult.issues.length;
        if (checkNumericKey) {
          const retryResult = def.keyType._zod.run({ value: Number(key), issues: [] }, ctx);
          if (retryResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (retryResult.issues.length === 0) {
            keyResult = retryResult;
          }
        }
        if (keyResult.issues.length) {
          if (def.mode === "loose") {
            payload.value[key] = input[key];
          } else if (values) {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          } else {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
          }
          continue;
        }
        const outKey = keyResult.value;
        if (outKey === "__proto__")
          continue;
        const result2 = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
        if (result2 instanceof Promise) {
          proms.push(result2.then((result3) => {
            if (result3.issues.length) {
              payload.issues.push(...prefixIssues(key, result3.issues));
            }
            payload.value[outKey] = result3.value;
          }));
        } else {
          if (result2.issues.length) {
            payload.issues.push(...prefixIssues(key, result2.issues));
          }
          payload.value[outKey] = result2.value;
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
});
var $ZodEnum = /* @__PURE__ */ $constructor("$ZodEnum", (inst, def) => {
  $ZodType.init(inst, def);
  const values = getEnumValues(def.entries);
  const valuesSet = new Set(values);
  inst._zod.values = valuesSet;
  defineLazyInternal(inst, "pattern", (zod) => {
    const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
    return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (valuesSet.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodLiteral = /* @__PURE__ */ $constructor("$ZodLiteral", (inst, def) => {
  $ZodType.init(inst, def);
  const values = new Set(def.values);
  inst._zod.values = values;
  defineLazyInternal(inst, "pattern", (zod) => {
    const vals = zod.def.values;
    return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (values.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values: def.values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodTransform = /* @__PURE__ */ $constructor("$ZodTransform", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "optional";
  globalConfig.memoizer?.guard(inst);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    const _out = def.transform(payload.value, payload);
    if (ctx.async) {
      const output = _out instanceof Promise ? _out : Promise.resolve(_out);
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    if (_out instanceof Promise) {
      throw new $ZodAsyncError();
    }
    payload.value = _out;
    return payload;
  };
});
function handleOptionalResult(payload, result2) {
  payload.value = result2.issues.length ? void 0 : result2.value;
  return payload;
}
var $ZodOptional = /* @__PURE__ */ $constructor("$ZodOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  inst._zod.optout = "optional";
  defineLazyInternal(inst, "values", (zod) => {
    const values = zod.def.innerType._zod.values;
    return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === void 0) {
      if (def.innerType._zod.optin !== "defaulted")
        return payload;
      const result2 = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
      if (result2 instanceof Promise)
        return result2.then((result3) => handleOptionalResult(payload, result3));
      return handleOptionalResult(payload, result2);
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodExactOptional = /* @__PURE__ */ $constructor("$ZodExactOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
  inst._zod.parse = (payload, ctx) => {
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNullable = /* @__PURE__ */ $constructor("$ZodNullable", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
  });
  defineLazyInternal(inst, "values", (zod) => {
    return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === null)
      return payload;
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodDefault = /* @__PURE__ */ $constructor("$ZodDefault", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "defaulted";
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    if (payload.value === void 0) {
      payload.value = def.defaultValue;
      return payload;
    }
    const result2 = def.innerType._zod.run(payload, ctx);
    if (result2 instanceof Promise) {
      return result2.then((result3) => handleDefaultResult(result3, def));
    }
    return handleDefaultResult(result2, def);
  };
});
function handleDefaultResult(payload, def) {
  if (payload.value === void 0) {
    payload.value = def.defaultValue;
  }
  return payload;
}
var $ZodPrefault = /* @__PURE__ */ $constructor("$ZodPrefault", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "defaulted";
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    if (payload.value === void 0) {
      payload.value = def.defaultValue;
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNonOptional = /* @__PURE__ */ $constructor("$ZodNonOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => {
    const v = zod.def.innerType._zod.values;
    return v ? new Set([...v].filter((x) => x !== void 0)) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    const result2 = def.innerType._zod.run(payload, ctx);
    if (result2 instanceof Promise) {
      return result2.then((result3) => handleNonOptionalResult(result3, inst));
    }
    return handleNonOptionalResult(result2, inst);
  };
});
function handleNonOptionalResult(payload, inst) {
  if (!payload.issues.length && payload.value === void 0) {
    payload.issues.push({
      code: "invalid_type",
      expected: "nonoptional",
      input: payload.value,
      inst
    });
  }
  return payload;
}
function handleCatchResult(payload, result2, def, ctx) {
  if (!result2.issues.length) {
    payload.value = result2.value;
    if (result2.memo)
      payload.memo = true;
    return payload;
  }
  payload.value = def.catchValue({
    ...result2,
    value: payload.value,
    error: {
      issues: result2.issues.map((iss) => finalizeIssue(iss, ctx, config()))
    },
    input: payload.value
  });
  return payload;
}
var $ZodCatch = /* @__PURE__ */ $constructor("$ZodCatch", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    const result2 = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
    if (result2 instanceof Promise) {
      return result2.then((result3) => handleCatchResult(payload, result3, def, ctx));
    }
    return handleCatchResult(payload, result2, def, ctx);
  };
});
var $ZodPipe = /* @__PURE__ */ $constructor("$ZodPipe", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      const right = def.out._zod.run(payload, ctx);
      if (right instanceof Promise) {
        return right.then((right2) => handlePipeResult(right2, def.in, ctx));
      }
      return handlePipeResult(right, def.in, ctx);
    }
    const left = def.in._zod.run(payload, ctx);
    if (left instanceof Promise) {
      return left.then((left2) => handlePipeResult(left2, def.out, ctx));
    }
    return handlePipeResult(left, def.out, ctx);
  };
});
function handlePipeResult(left, next, ctx) {
  if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
    left.aborted = true;
    return left;
  }
  return next._zod.run({ value: left.value, issues: left.issues }, ctx);
}
var $ZodReadonly = /* @__PURE__ */ $constructor("$ZodReadonly", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    const result2 = def.innerType._zod.run(payload, ctx);
    if (result2 instanceof Promise) {
      return result2.then(handleReadonlyResult);
    }
    return handleReadonlyResult(result2);
  };
});
function handleReadonlyResult(payload) {
  if (!payload.memo)
    payload.value = Object.freeze(payload.value);
  return payload;
}
var $ZodLazy = /* @__PURE__ */ $constructor("$ZodLazy", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazy(inst._zod, "innerType", () => {
    const d = def;
    if (!d._cachedInner)
      d._cachedInner = def.getter();
    return d._cachedInner;
  });
  defineLazyInternal(inst, "pattern", (zod) => zod.innerType?._zod?.pattern);
  defineLazyInternal(inst, "propValues", (zod) => zod.innerType?._zod?.propValues);
  defineLazyInternal(inst, "optin", (zod) => zod.innerType?._zod?.optin ?? void 0);
  defineLazyInternal(inst, "optout", (zod) => zod.innerType?._zod?.optout ?? void 0);
  inst._zod.parse = (payload, ctx) => {
    const inner = inst._zod.innerType;
    return inner._zod.run(payload, ctx);
  };
});
var $ZodCustom = /* @__PURE__ */ $constructor("$ZodCustom", (inst, def) => {
  $ZodCheck.init(inst, def);
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _) => {
    return payload;
  };
  inst._zod.check = (payload) => {
    const input = payload.value;
    const r = def.fn(input);
    if (r instanceof Promise) {
      return r.then((r2) => handleRefineResult(r2, payload, input, inst));
    }
    handleRefineResult(r, payload, input, inst);
    return;
  };
});
function handleRefineResult(result2, payload, input, inst) {
  if (!result2) {
    const _iss = {
      code: "custom",
      input,
      inst,
      // incorporates params.error into issue reporting
      path: [...inst._zod.def.path ?? []],
      // incorporates params.error into issue reporting
      continue: !inst._zod.def.abort
      // params: inst._zod.def.params,
    };
    if (inst._zod.def.params)
      _iss.params = inst._zod.def.params;
    payload.issues.push(issue(_iss));
  }
}

// node_modules/zod/v4/core/memoizer.js
var $ZodCyclicError = class extends Error {
  constructor() {
    super(`Cannot parse a reference cycle that closes through a transform`);
    this.name = "ZodCyclicError";
  }
};
var STATE = "~memo";
var NO_ISSUES = [];
function isRef(value) {
  return value !== null && typeof value === "object";
}
function cloneIssues(issues) {
  return issues.map((iss) => iss.path ? { ...iss, path: iss.path.slice() } : { ...iss });
}
var recursive = /* @__PURE__ */ new WeakMap();
var NONE = 0;
var ASSUMED = 1;
var PROVEN = 2;
function isRecursive(inst, stack, resolve) {
  const cached2 = recursive.get(inst);
  if (cached2 !== void 0)
    return cached2 ? PROVEN : NONE;
  if (stack.has(inst))
    return PROVEN;
  stack.add(inst);
  let result2 = NONE;
  const check = (child) => {
    if (result2 !== PROVEN && child?._zod) {
      const answer = isRecursive(child, stack, resolve);
      if (answer > result2)
        result2 = answer;
    }
  };
  const shape = (sh, spread) => {
    let answer = NONE;
    for (const key of Reflect.ownKeys(sh)) {
      const desc = Object.getOwnPropertyDescriptor(sh, key);
      if (spread && !desc.enumerable)
        continue;
      const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve) : NONE;
      if (child > answer)
        answer = child;
    }
    return answer;
  };
  const merge2 = (answer) => {
    if (answer > result2)
      result2 = answer;
  };
  const def = inst._zod.def;
  const kind = def.type;
  switch (kind) {
    case "object": {
      const raw = rawShape(def);
      merge2(raw ? shape(raw, true) : ASSUMED);
      check(def.catchall);
      break;
    }
    case "array":
      check(def.element);
      break;
    case "tuple":
      for (const el of def.items)
        check(el);
      check(def.rest);
      break;
    case "record":
    case "map":
      check(def.keyType);
      check(def.valueType);
      break;
    case "set":
      check(def.valueType);
      break;
    case "union":
      for (const el of def.options)
        check(el);
      break;
    case "intersection":
      check(def.left);
      check(def.right);
      break;
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
    case "promise":
    case "success":
      check(def.innerType);
      break;
    case "pipe":
      check(def.in);
      check(def.out);
      break;
    case "function":
      check(def.input);
      check(def.output);
      break;
    // `$ZodLazy` caches its inner on the def, so a resolved edge is followed exactly
    case "lazy": {
      const inner = def._cachedInner ?? (resolve ? inst._zod.innerType : void 0);
      merge2(inner ? isRecursive(inner, stack, false) : ASSUMED);
      break;
    }
    // a leaf by choice: `parts` are regex fragments, not data positions
    case "template_literal":
    // leaves
    case "string":
    case "number":
    case "int":
    case "boolean":
    case "bigint":
    case "symbol":
    case "undefined":
    case "null":
    case "void":
    case "never":
    case "any":
    case "unknown":
    case "date":
    case "nan":
    case "enum":
    case "literal":
    case "file":
    case "transform":
    case "custom":
      break;
    default: {
      kind;
      for (const key in def) {
        const desc = Object.getOwnPropertyDescriptor(def, key);
        if (!desc || desc.get)
          continue;
        const value = desc.value;
        if (!value || typeof value !== "object")
          continue;
        if (value._zod)
          check(value);
        else if (Array.isArray(value))
          for (const el of value)
            check(el);
      }
    }
  }
  stack.delete(inst);
  return settle(inst, result2);
}
function settle(inst, answer) {
  if (answer !== ASSUMED)
    recursive.set(inst, answer === PROVEN);
  return answer;
}
function bucketFor(state, inst) {
  let bucket = state.buckets.get(inst);
  if (!bucket) {
    bucket = /* @__PURE__ */ new WeakMap();
    state.buckets.set(inst, bucket);
  }
  return bucket;
}
var handoff;
var open = [];
var memo = {
  alloc(_inst, payload, empty2) {
    const bucket = handoff;
    if (!bucket)
      return empty2;
    handoff = void 0;
    const entry = { value: empty2, issues: null };
    bucket.set(payload.value, entry);
    open.push(entry);
    return empty2;
  },
  guard(inst) {
    var _a3;
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred.push(() => {
      const base = inst._zod.parse;
      const wrapped = (payload, ctx) => {
        if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value))
          throw new $ZodCyclicError();
        return base(payload, ctx);
      };
      inst._zod.parse = wrapped;
      if (inst._zod.run === base)
        inst._zod.run = wrapped;
    });
  },
  attach(inst) {
    var _a3;
    let isRecursiveInst;
    let rechecked = false;
    let lastCtx;
    let lastBucket;
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred.push(() => {
      const base = inst._zod.parse;
      const wrapped = (payload, ctx) => {
        if (isRecursiveInst === void 0) {
          const walked = isRecursive(inst, /* @__PURE__ */ new Set(), false);
          if (walked === NONE) {
            inst._zod.parse = base;
            if (inst._zod.run === wrapped)
              inst._zod.run = base;
            return base(payload, ctx);
          }
          if (walked === PROVEN || rechecked)
            isRecursiveInst = true;
          else
            rechecked = true;
        }
        const input = payload.value;
        if (!isRef(input))
          return base(payload, ctx);
        let state = ctx[STATE];
        if (!state) {
          state = { buckets: /* @__PURE__ */ new WeakMap(), backEdges: void 0 };
          ctx[STATE] = state;
        }
        let bucket;
        if (lastCtx === ctx) {
          bucket = lastBucket;
        } else {
          bucket = bucketFor(state, inst);
          lastCtx = ctx;
          lastBucket = bucket;
        }
        const hit = bucket.get(input);
        if (hit) {
          payload.value = hit.value;
          if (hit.issues) {
            if (hit.issues.length)
              payload.issues.push(...cloneIssues(hit.issues));
          } else {
            payload.memo = true;
            state.backEdges ?? (state.backEdges = /* @__PURE__ */ new WeakSet());
            state.backEdges.add(hit.value);
          }
          return payload;
        }
        handoff = bucket;
        const depth = open.length;
        const result2 = base(payload, ctx);
        handoff = void 0;
        const entry = open.length > depth ? open.pop() : void 0;
        if (result2 instanceof Promise) {
          return result2.then((r) => {
            if (entry)
              entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
            return r;
          });
        }
        if (entry)
          entry.issues = result2.issues.length ? cloneIssues(result2.issues) : NO_ISSUES;
        return result2;
      };
      inst._zod.parse = wrapped;
      if (inst._zod.run === base)
        inst._zod.run = wrapped;
    });
  }
};
function memoizer() {
  return memo;
}
function isBackEdge(ctx, value) {
  const backEdges = ctx[STATE]?.backEdges;
  return backEdges !== void 0 && isRef(value) && backEdges.has(value);
}

// node_modules/zod/v4/locales/en.js
var error = () => {
  const Sizable = {
    string: { unit: "characters", verb: "to have" },
    file: { unit: "bytes", verb: "to have" },
    array: { unit: "items", verb: "to have" },
    set: { unit: "items", verb: "to have" },
    map: { unit: "entries", verb: "to have" }
  };
  function getSizing(origin) {
    return Sizable[origin] ?? null;
  }
  const FormatDictionary = {
    regex: "input",
    email: "email address",
    url: "URL",
    emoji: "emoji",
    uuid: "UUID",
    uuidv4: "UUIDv4",
    uuidv6: "UUIDv6",
    nanoid: "nanoid",
    guid: "GUID",
    cuid: "cuid",
    cuid2: "cuid2",
    ulid: "ULID",
    xid: "XID",
    ksuid: "KSUID",
    datetime: "ISO datetime",
    date: "ISO date",
    time: "ISO time",
    duration: "ISO duration",
    ipv4: "IPv4 address",
    ipv6: "IPv6 address",
    mac: "MAC address",
    cidrv4: "IPv4 range",
    cidrv6: "IPv6 range",
    base64: "base64-encoded string",
    base64url: "base64url-encoded string",
    json_string: "JSON string",
    e164: "E.164 number",
    currency_code: "currency code",
    credit_card: "credit card number",
    iban: "IBAN",
    jwt: "JWT",
    template_literal: "input"
  };
  const TypeDictionary = {
    // Compatibility: "nan" -> "NaN" for display
    nan: "NaN"
    // All other type names omitted - they fall back to raw values via ?? operator
  };
  function getTypeName(type, input) {
    if (type === "number" && typeof input === "number" && !Number.isFinite(input)) {
      return String(input);
    }
    return TypeDictionary[type] ?? type;
  }
  return (issue2) => {
    switch (issue2.code) {
      case "invalid_type": {
        const expected = getTypeName(issue2.expected);
        const receivedType = parsedType(issue2.input);
        const received = getTypeName(receivedType, issue2.input);
        return `Invalid input: expected ${expected}, received ${received}`;
      }
      case "invalid_value":
        if (issue2.values.length === 1)
          return `Invalid input: expected ${stringifyPrimitive(issue2.values[0])}`;
        return `Invalid option: expected one of ${joinValues(issue2.values, "|")}`;
      case "too_big": {
        const adj = issue2.exact ? "exactly " : issue2.inclusive ? "<=" : "<";
        const sizing = getSizing(issue2.origin);
        if (sizing)
          return `Too big: expected ${issue2.origin ?? "value"} to have ${adj}${issue2.maximum.toString()} ${sizing.unit ?? "elements"}`;
        return `Too big: expected ${issue2.origin ?? "value"} to be ${adj}${issue2.maximum.toString()}`;
      }
      case "too_small": {
        const adj = issue2.exact ? "exactly " : issue2.inclusive ? ">=" : ">";
        const sizing = getSizing(issue2.origin);
        if (sizing) {
          return `Too small: expected ${issue2.origin} to have ${adj}${issue2.minimum.toString()} ${sizing.unit}`;
        }
        return `Too small: expected ${issue2.origin} to be ${adj}${issue2.minimum.toString()}`;
      }
      case "invalid_format": {
        const _issue = issue2;
        if (_issue.format === "starts_with") {
          return `Invalid string: must start with "${_issue.prefix}"`;
        }
        if (_issue.format === "ends_with")
          return `Invalid string: must end with "${_issue.suffix}"`;
        if (_issue.format === "includes")
          return `Invalid string: must include "${_issue.includes}"`;
        if (_issue.format === "regex")
          return `Invalid string: must match pattern ${_issue.pattern}`;
        return `Invalid ${FormatDictionary[_issue.format] ?? issue2.format}`;
      }
      case "not_multiple_of":
        return `Invalid number: must be a multiple of ${issue2.divisor}`;
      case "unrecognized_keys":
        return `Unrecognized key${issue2.keys.length > 1 ? "s" : ""}: ${joinValues(issue2.keys, ", ")}`;
      case "invalid_key":
        return `Invalid key in ${issue2.origin}`;
      case "invalid_union":
        if (issue2.options && Array.isArray(issue2.options) && issue2.options.length > 0) {
          const opts = issue2.options.map((o) => `'${o}'`).join(" | ");
          return `Invalid discriminator value. Expected ${opts}`;
        }
        if (issue2.inclusive === false) {
          return "Invalid input: more than one option matched";
        }
        return "Invalid input";
      case "invalid_element":
        return `Invalid value in ${issue2.origin}`;
      default:
        return `Invalid input`;
    }
  };
};
function en_default() {
  return {
    localeError: error()
  };
}

// node_modules/zod/v4/core/registries.js
var _a2;
var $ZodRegistry = class {
  constructor() {
    this._map = /* @__PURE__ */ new WeakMap();
    this._idmap = /* @__PURE__ */ new Map();
  }
  add(schema, ..._meta) {
    const meta2 = _meta[0];
    this._map.set(schema, meta2);
    if (meta2 && typeof meta2 === "object" && "id" in meta2) {
      this._idmap.set(meta2.id, schema);
    }
    return this;
  }
  clear() {
    this._map = /* @__PURE__ */ new WeakMap();
    this._idmap = /* @__PURE__ */ new Map();
    return this;
  }
  remove(schema) {
    const meta2 = this._map.get(schema);
    if (meta2 && typeof meta2 === "object" && "id" in meta2) {
      this._idmap.delete(meta2.id);
    }
    this._map.delete(schema);
    return this;
  }
  get(schema) {
    const p = schema._zod.parent;
    if (p) {
      const pm = { ...this.get(p) ?? {} };
      delete pm.id;
      const f = { ...pm, ...this._map.get(schema) };
      return Object.keys(f).length ? f : void 0;
    }
    return this._map.get(schema);
  }
  has(schema) {
    return this._map.has(schema);
  }
};
function registry() {
  return new $ZodRegistry();
}
(_a2 = globalThis).__zod_globalRegistry ?? (_a2.__zod_globalRegistry = registry());
var globalRegistry = globalThis.__zod_globalRegistry;

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
  if (def.checks)
    def.checks = [...def.checks];
  return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class2, params) {
  return new Class2(snapshotChecks({ type: "string", ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _coercedString(Class2, params) {
  return new Class2(snapshotChecks({ type: "string", coerce: true, ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _email(Class2, params) {
  return new Class2({
    type: "string",
    format: "email",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _guid(Class2, params) {
  return new Class2({
    type: "string",
    format: "guid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v4",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v6",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v7",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _url(Class2, params) {
  return new Class2({
    type: "string",
    format: "url",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _emoji2(Class2, params) {
  return new Class2({
    type: "string",
    format: "emoji",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class2, params) {
  return new Class2({
    type: "string",
    format: "nanoid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "cuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class2, params) {
  return new Class2({
    type: "string",
    format: "cuid2",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class2, params) {
  return new Class2({
    type: "string",
    format: "ulid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _xid(Class2, params) {
  return new Class2({
    type: "string",
    format: "xid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "ksuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "ipv4",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "ipv6",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "cidrv4",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "cidrv6",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _base64(Class2, params) {
  return new Class2({
    type: "string",
    format: "base64",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class2, params) {
  return new Class2({
    type: "string",
    format: "base64url",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _e164(Class2, params) {
  return new Class2({
    type: "string",
    format: "e164",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class2, params) {
  return new Class2({
    type: "string",
    format: "jwt",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class2, params) {
  return new Class2({
    type: "string",
    format: "datetime",
    check: "string_format",
    offset: false,
    local: false,
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class2, params) {
  return new Class2({
    type: "string",
    format: "date",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class2, params) {
  return new Class2({
    type: "string",
    format: "time",
    check: "string_format",
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class2, params) {
  return new Class2({
    type: "string",
    format: "duration",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _number(Class2, params) {
  return new Class2(snapshotChecks({ type: "number", checks: [], ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _coercedNumber(Class2, params) {
  return new Class2(snapshotChecks({ type: "number", coerce: true, checks: [], ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _int(Class2, params) {
  return new Class2({
    type: "number",
    check: "number_format",
    abort: false,
    format: "safeint",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class2, params) {
  return new Class2({
    type: "boolean",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _coercedBoolean(Class2, params) {
  return new Class2({
    type: "boolean",
    coerce: true,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _coercedBigint(Class2, params) {
  return new Class2({
    type: "bigint",
    coerce: true,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _null2(Class2, params) {
  return new Class2({
    type: "null",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class2) {
  return new Class2({
    type: "unknown"
  });
}
// @__NO_SIDE_EFFECTS__
function _never(Class2, params) {
  return new Class2({
    type: "never",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _date(Class2, params) {
  return new Class2({
    type: "date",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _coercedDate(Class2, params) {
  return new Class2({
    type: "date",
    coerce: true,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _lt(value, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value, params) {
  return new $ZodCheckMultipleOf({
    check: "multiple_of",
    ...normalizeParams(params),
    value
  });
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
  const ch = new $ZodCheckMaxLength({
    check: "max_length",
    ...normalizeParams(params),
    maximum
  });
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
  return new $ZodCheckMinLength({
    check: "min_length",
    ...normalizeParams(params),
    minimum
  });
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
  return new $ZodCheckLengthEquals({
    check: "length_equals",
    ...normalizeParams(params),
    length
  });
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
  return new $ZodCheckRegex({
    check: "string_format",
    format: "regex",
    ...normalizeParams(params),
    pattern
  });
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
  return new $ZodCheckLowerCase({
    check: "string_format",
    format: "lowercase",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
  return new $ZodCheckUpperCase({
    check: "string_format",
    format: "uppercase",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
  return new $ZodCheckIncludes({
    check: "string_format",
    format: "includes",
    ...normalizeParams(params),
    includes
  });
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
  return new $ZodCheckStartsWith({
    check: "string_format",
    format: "starts_with",
    ...normalizeParams(params),
    prefix
  });
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
  return new $ZodCheckEndsWith({
    check: "string_format",
    format: "ends_with",
    ...normalizeParams(params),
    suffix
  });
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
  return new $ZodCheckOverwrite({
    check: "overwrite",
    tx
  });
}
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
  return /* @__PURE__ */ _overwrite((input) => input.normalize(form));
}
// @__NO_SIDE_EFFECTS__
function _trim() {
  return /* @__PURE__ */ _overwrite((input) => input.trim());
}
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
  return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
  return /* @__PURE__ */ _overwrite((input) => input.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function _slugify() {
  return /* @__PURE__ */ _overwrite((input) => slugify(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class2, element, params) {
  return new Class2({
    type: "array",
    element,
    // get element() {
    //   return element;
    // },
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _custom(Class2, fn, _params) {
  const norm = normalizeParams(_params);
  norm.abort ?? (norm.abort = true);
  const schema = new Class2({
    type: "custom",
    check: "custom",
    fn,
    ...norm
  });
  return schema;
}
// @__NO_SIDE_EFFECTS__
function _refine(Class2, fn, _params) {
  const schema = new Class2({
    type: "custom",
    check: "custom",
    fn,
    ...normalizeParams(_params)
  });
  return schema;
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
  const ch = /* @__PURE__ */ _check((payload) => {
    payload.addIssue = (issue2) => {
      if (typeof issue2 === "string") {
        payload.issues.push(issue(issue2, payload.value, ch._zod.def));
      } else {
        const _issue = issue2;
        if (_issue.fatal)
          _issue.continue = false;
        _issue.code ?? (_issue.code = "custom");
        if (!("input" in _issue))
          _issue.input = payload.value;
        _issue.inst ?? (_issue.inst = ch);
        _issue.continue ?? (_issue.continue = !ch._zod.def.abort);
        payload.issues.push(issue(_issue));
      }
    };
    return fn(payload.value, payload);
  }, params);
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
  const ch = new $ZodCheck({
    check: "custom",
    ...normalizeParams(params)
  });
  ch._zod.check = fn;
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _stringFormat(Class2, format, fnOrRegex, _params = {}) {
  const params = normalizeParams(_params);
  const def = {
    check: "string_format",
    type: "string",
    format,
    fn: typeof fnOrRegex === "function" ? fnOrRegex : (val) => fnOrRegex.test(val),
    ...params
  };
  if (fnOrRegex instanceof RegExp) {
    def.pattern = fnOrRegex;
  }
  const inst = new Class2(def);
  return inst;
}

// node_modules/zod/v4/core/to-json-schema.js
function assignProps(target, ...sources) {
  for (const source of sources) {
    for (const key of Reflect.ownKeys(source)) {
      if (Object.prototype.propertyIsEnumerable.call(source, key)) {
        assignProp(target, key, source[key]);
      }
    }
  }
  return target;
}
function initializeContext(params) {
  let target = params?.target ?? "draft-2020-12";
  if (target === "draft-4")
    target = "draft-04";
  if (target === "draft-7")
    target = "draft-07";
  return {
    processors: params.processors ?? {},
    metadataRegistry: params?.metadata ?? globalRegistry,
    target,
    unrepresentable: params?.unrepresentable ?? "throw",
    override: params?.override ?? (() => {
    }),
    io: params?.io ?? "output",
    counter: 0,
    seen: /* @__PURE__ */ new Map(),
    sharedDefsExtractedFor: void 0,
    sharedEmitDoneFor: void 0,
    cycles: params?.cycles ?? "ref",
    reused: params?.reused ?? "inline",
    intersections: [],
    deferred: [],
    external: params?.external ?? void 0
  };
}
function handleUnrepresentable(schema, ctx, json, params, message) {
  const result2 = typeof ctx.unrepresentable === "function" ? ctx.unrepresentable({ zodSchema: schema, path: params.path, message }) : ctx.unrepresentable;
  if (result2 === "any")
    return false;
  if (result2 === void 0 || result2 === "throw")
    throw new Error(message);
  Object.assign(json, result2);
  return true;
}
function processSchema(schema, ctx, _params = { path: [], schemaPath: [] }) {
  var _a3;
  const def = schema._zod.def;
  const seen = ctx.seen.get(schema);
  if (seen) {
    seen.count++;
    const isCycle = _params.schemaPath.includes(schema);
    if (isCycle) {
      seen.cycle = _params.path;
    }
    return seen.schema;
  }
  const result2 = { schema: {}, count: 1, cycle: void 0, path: _params.path };
  ctx.seen.set(schema, result2);
  ctx.sharedDefsExtractedFor = void 0;
  ctx.sharedEmitDoneFor = void 0;
  const overrideSchema = schema._zod.toJSONSchema?.();
  if (overrideSchema) {
    result2.schema = overrideSchema;
  } else {
    const params = {
      ..._params,
      schemaPath: [..._params.schemaPath, schema],
      path: _params.path
    };
    if (schema._zod.processJSONSchema) {
      schema._zod.processJSONSchema(ctx, result2.schema, params);
    } else {
      const _json = result2.schema;
      const processor = ctx.processors[def.type];
      if (!processor) {
        throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
      }
      processor(schema, ctx, _json, params);
    }
    const parent = schema._zod.parent;
    if (parent) {
      if (!result2.ref)
        result2.ref = parent;
      processSchema(parent, ctx, params);
      ctx.seen.get(parent).isParent = true;
    }
  }
  const meta2 = ctx.metadataRegistry.get(schema);
  if (meta2)
    assignProps(result2.schema, meta2);
  if (ctx.io === "input" && isTransforming(schema)) {
    delete result2.schema.examples;
    delete result2.schema.default;
  }
  if (ctx.io === "input" && "_prefault" in result2.schema)
    (_a3 = result2.schema).default ?? (_a3.default = result2.schema._prefault);
  delete result2.schema._prefault;
  const _result = ctx.seen.get(schema);
  return _result.schema;
}
function encodeJSONPointerSegment(segment) {
  return segment.replace(/~/g, "~0").replace(/\//g, "~1");
}
function extractDefs(ctx, schema) {
  const root = ctx.seen.get(schema);
  if (!root)
    throw new Error("Unprocessed schema. This is a bug in Zod.");
  if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external)
    return;
  const idToSchema = /* @__PURE__ */ new Map();
  for (const entry of ctx.seen.entries()) {
    const id2 = ctx.metadataRegistry.get(entry[0])?.id;
    if (id2) {
      const existing = idToSchema.get(id2);
      if (existing && existing !== entry[0]) {
        throw new Error(`Duplicate schema id "${id2}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
      }
      idToSchema.set(id2, entry[0]);
    }
  }
  const makeURI = (entry) => {
    const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
    if (ctx.external) {
      const externalId = ctx.external.registry.get(entry[0])?.id;
      const uriGenerator = ctx.external.uri ?? ((id3) => id3);
      if (externalId) {
        return { ref: uriGenerator(externalId) };
      }
      const id2 = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
      entry[1].defId = id2;
      return { defId: id2, ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id2)}` };
    }
    const uriPrefix = `#`;
    const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
    if (entry[1] === root && !entry[1].schema.id) {
      return { ref: uriPrefix };
    }
    const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
    return { defId, ref: defUriPrefix + encodeJSONPointerSegment(defId) };
  };
  const extractToDef = (entry) => {
    if (entry[1].schema.$ref) {
      return;
    }
    const seen = entry[1];
    const { ref, defId } = makeURI(entry);
    seen.def = { ...seen.schema };
    if (defId)
      seen.defId = defId;
    const schema2 = seen.schema;
    for (const key in schema2) {
      delete schema2[key];
    }
    schema2.$ref = ref;
  };
  if (ctx.cycles === "throw") {
    for (const entry of ctx.seen.entries()) {
      const seen = entry[1];
      if (seen.cycle) {
        throw new Error(`Cycle detected: #/${seen.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
      }
    }
  }
  for (const entry of ctx.seen.entries()) {
    const seen = entry[1];
    if (schema === entry[0]) {
      extractToDef(entry);
      continue;
    }
    if (ctx.external) {
      const ext = ctx.external.registry.get(entry[0])?.id;
      if (schema !== entry[0] && ext) {
        extractToDef(entry);
        continue;
      }
    }
    const id2 = ctx.metadataRegistry.get(entry[0])?.id;
    if (id2) {
      extractToDef(entry);
      continue;
    }
    if (seen.cycle) {
      extractToDef(entry);
      continue;
    }
    if (seen.count > 1) {
      if (ctx.reused === "ref") {
        extractToDef(entry);
      }
    }
  }
  if (ctx.external)
    ctx.sharedDefsExtractedFor = ctx.external;
}
function compactTypeUnion(schema) {
  const options = schema.anyOf;
  if (!Array.isArray(options) || options.length === 0 || schema.type !== void 0)
    return;
  const types = [];
  for (const option of options) {
    if (!option || typeof option !== "object")
      return;
    compactTypeUnion(option);
    const keys = Object.keys(option);
    if (keys.length !== 1 || keys[0] !== "type")
      return;
    const type = option.type;
    for (const member of Array.isArray(type) ? type : [type]) {
      if (typeof member !== "string")
        return;
      if (!types.includes(member))
        types.push(member);
    }
  }
  delete schema.anyOf;
  schema.type = types.length === 1 ? types[0] : types;
}
var FOLDABLE_KEYS = /* @__PURE__ */ new Set(["type", "properties", "required", "additionalProperties"]);
var UNION_KEYS = ["oneOf", "anyOf"];
function undeclaredConstraint(member) {
  const extra = member.additionalProperties;
  if (extra === void 0 || extra === false || typeof extra !== "object" || extra === null)
    return null;
  return Object.keys(extra).length ? extra : null;
}
function foldObjects(members2) {
  const objects = [];
  for (const member of members2) {
    if (typeof member !== "object" || member.type !== "object")
      return null;
    for (const key in member) {
      if (!FOLDABLE_KEYS.has(key))
        return null;
    }
    objects.push(member);
  }
  const properties = {};
  const required2 = /* @__PURE__ */ new Set();
  for (const object2 of objects) {
    for (const key in object2.properties) {
      if (Object.prototype.hasOwnProperty.call(properties, key))
        continue;
      const parts = [];
      for (const other of objects) {
        const part2 = other.properties?.[key] ?? undeclaredConstraint(other);
        if (part2 === null || part2 === void 0)
          continue;
        if (!parts.some((seen) => JSON.stringify(seen) === JSON.stringify(part2)))
          parts.push(part2);
      }
      const merged = parts.length === 1 ? parts[0] : foldObjects(parts) ?? { allOf: parts };
      assignProp(properties, key, merged);
    }
    for (const key of object2.required ?? [])
      required2.add(key);
  }
  const folded = { type: "object", properties };
  if (required2.size)
    folded.required = [...required2];
  if (objects.every((object2) => object2.additionalProperties === false)) {
    folded.additionalProperties = false;
  } else {
    const constraints = [];
    for (const object2 of objects) {
      const constraint = undeclaredConstraint(object2);
      if (constraint && !constraints.some((seen) => JSON.stringify(seen) === JSON.stringify(constraint)))
        constraints.push(constraint);
    }
    if (constraints.length === 1)
      folded.additionalProperties = constraints[0];
    else if (constraints.length > 1)
      folded.additionalProperties = { allOf: constraints };
  }
  return folded;
}
function foldIntersection(json) {
  const allOf = json.allOf;
  if (!Array.isArray(allOf) || allOf.length < 2)
    return;
  for (const key of FOLDABLE_KEYS)
    if (key in json)
      return;
  const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
  let folded = null;
  if (!unions.length) {
    folded = foldObjects(allOf);
  } else {
    const union2 = unions[0];
    const keyword = UNION_KEYS.find((k) => Array.isArray(union2[k]));
    if (Object.keys(union2).length !== 1)
      return;
    const rest = allOf.filter((m) => m !== union2);
    const branches = union2[keyword].map((branch) => foldObjects([...rest, branch]));
    if (branches.some((b) => !b))
      return;
    folded = { [keyword]: branches };
  }
  if (!folded)
    return;
  delete json.allOf;
  assignProps(json, folded);
}
function finalize(ctx, schema) {
  const root = ctx.seen.get(schema);
  if (!root)
    throw new Error("Unprocessed schema. This is a bug in Zod.");
  const flattenRef = (zodSchema) => {
    const seen = ctx.seen.get(zodSchema);
    if (seen.ref === null)
      return;
    const schema2 = seen.def ?? seen.schema;
    const _cached = { ...schema2 };
    const ref = seen.ref;
    seen.ref = null;
    if (ref) {
      flattenRef(ref);
      const refSeen = ctx.seen.get(ref);
      const refSchema = refSeen.schema;
      if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
        schema2.allOf = schema2.allOf ?? [];
        schema2.allOf.push(refSchema);
      } else {
        assignProps(schema2, refSchema);
      }
      assignProps(schema2, _cached);
      const isParentRef = zodSchema._zod.parent === ref;
      if (isParentRef) {
        for (const key in schema2) {
          if (key === "$ref" || key === "allOf")
            continue;
          if (!(key in _cached)) {
            delete schema2[key];
          }
        }
      }
      if (refSchema.$ref && refSeen.def) {
        for (const key in schema2) {
          if (key === "$ref" || key === "allOf")
            continue;
          if (key in refSeen.def && JSON.stringify(schema2[key]) === JSON.stringify(refSeen.def[key])) {
            delete schema2[key];
          }
        }
      }
    }
    const parent = zodSchema._zod.parent;
    if (parent && parent !== ref) {
      flattenRef(parent);
      const parentSeen = ctx.seen.get(parent);
      if (parentSeen?.schema.$ref) {
        schema2.$ref = parentSeen.schema.$ref;
        if (parentSeen.def) {
          for (const key in schema2) {
            if (key === "$ref" || key === "allOf")
              continue;
            if (key in parentSeen.def && JSON.stringify(schema2[key]) === JSON.stringify(parentSeen.def[key])) {
              delete schema2[key];
            }
          }
        }
      }
    }
    ctx.override({
      zodSchema,
      jsonSchema: schema2,
      path: seen.path ?? []
    });
  };
  if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
    for (const entry of [...ctx.seen.entries()].reverse()) {
      flattenRef(entry[0]);
    }
    if (ctx.target !== "openapi-3.0") {
      for (const entry of ctx.seen.entries()) {
        compactTypeUnion(entry[1].def ?? entry[1].schema);
      }
    }
    for (const rewrite of ctx.deferred)
      rewrite();
    if (ctx.intersections.length) {
      const carriers = /* @__PURE__ */ new Map();
      for (const seen of ctx.seen.values()) {
        for (const json of [seen.schema, seen.def]) {
          const allOf = json?.allOf;
          if (!Array.isArray(allOf))
            continue;
          const existing = carriers.get(allOf);
          if (existing)
            existing.push(json);
          else
            carriers.set(allOf, [json]);
        }
      }
      for (const allOf of ctx.intersections) {
        for (const json of carriers.get(allOf) ?? [])
          foldIntersection(json);
      }
    }
  }
  const result2 = {};
  if (ctx.target === "draft-2020-12") {
    result2.$schema = "https://json-schema.org/draft/2020-12/schema";
  } else if (ctx.target === "draft-07") {
    result2.$schema = "http://json-schema.org/draft-07/schema#";
  } else if (ctx.target === "draft-04") {
    result2.$schema = "http://json-schema.org/draft-04/schema#";
  } else if (ctx.target === "openapi-3.0") {
  } else {
  }
  if (ctx.external?.uri) {
    const id2 = ctx.external.registry.get(schema)?.id;
    if (!id2)
      throw new Error("Schema is missing an `id` property");
    result2.$id = ctx.external.uri(id2);
  }
  assignProps(result2, root.defId ? root.schema : root.def ?? root.schema);
  const rootMetaId = ctx.metadataRegistry.get(schema)?.id;
  if (rootMetaId !== void 0 && result2.id === rootMetaId)
    delete result2.id;
  const defs = ctx.external?.defs ?? {};
  if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
    for (const entry of ctx.seen.entries()) {
      const seen = entry[1];
      if (seen.def && seen.defId) {
        if (seen.def.id === seen.defId)
          delete seen.def.id;
        assignProp(defs, seen.defId, seen.def);
      }
    }
  }
  if (ctx.external)
    ctx.sharedEmitDoneFor = ctx.external;
  if (ctx.external) {
  } else {
    if (Object.keys(defs).length > 0) {
      if (ctx.target === "draft-2020-12") {
        result2.$defs = defs;
      } else {
        result2.definitions = defs;
      }
    }
  }
  try {
    const finalized = JSON.parse(JSON.stringify(result2));
    Object.defineProperty(finalized, "~standard", {
      value: {
        ...schema["~standard"],
        jsonSchema: {
          input: createStandardJSONSchemaMethod(schema, "input", ctx.processors),
          output: createStandardJSONSchemaMethod(schema, "output", ctx.processors)
        }
      },
      enumerable: false,
      writable: false
    });
    return finalized;
  } catch (_err) {
    throw new Error("Error converting schema to JSON.");
  }
}
function isTransforming(_schema, _ctx) {
  const ctx = _ctx ?? { seen: /* @__PURE__ */ new Set() };
  if (ctx.seen.has(_schema))
    return false;
  ctx.seen.add(_schema);
  const def = _schema._zod.def;
  if (def.type === "transform")
    return true;
  if (def.type === "array")
    return isTransforming(def.element, ctx);
  if (def.type === "set")
    return isTransforming(def.valueType, ctx);
  if (def.type === "lazy")
    return isTransforming(def.getter(), ctx);
  if (def.type === "promise" || def.type === "optional" || def.type === "nonoptional" || def.type === "nullable" || def.type === "readonly" || def.type === "default" || def.type === "prefault" || def.type === "catch") {
    return isTransforming(def.innerType, ctx);
  }
  if (def.type === "intersection") {
    return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
  }
  if (def.type === "record" || def.type === "map") {
    return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
  }
  if (def.type === "pipe") {
    if (_schema._zod.traits.has("$ZodCodec"))
      return true;
    return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
  }
  if (def.type === "object") {
    for (const key in def.shape) {
      if (isTransforming(def.shape[key], ctx))
        return true;
    }
    return false;
  }
  if (def.type === "union") {
    for (const option of def.options) {
      if (isTransforming(option, ctx))
        return true;
    }
    return false;
  }
  if (def.type === "tuple") {
    for (const item of def.items) {
      if (isTransforming(item, ctx))
        return true;
    }
    if (def.rest && isTransforming(def.rest, ctx))
      return true;
    return false;
  }
  return false;
}
var createToJSONSchemaMethod = (schema, processors = {}) => (params) => {
  const ctx = initializeContext({ ...params, processors });
  processSchema(schema, ctx);
  extractDefs(ctx, schema);
  return finalize(ctx, schema);
};
var createStandardJSONSchemaMethod = (schema, io, processors = {}) => (params) => {
  const { libraryOptions, target } = params ?? {};
  const ctx = initializeContext({ ...libraryOptions ?? {}, target, io, processors });
  processSchema(schema, ctx);
  extractDefs(ctx, schema);
  return finalize(ctx, schema);
};

// node_modules/zod/v4/core/json-schema-processors.js
var narrowMin = (agg, key, value) => {
  if (agg[key] === void 0 || value > agg[key])
    agg[key] = value;
};
var narrowMax = (agg, key, value) => {
  if (agg[key] === void 0 || value < agg[key])
    agg[key] = value;
};
var narrowBoth = (agg, value) => {
  narrowMin(agg, "minimum", value);
  narrowMax(agg, "maximum", value);
};
var addDivisor = (agg, value) => {
  agg.multipleOf ?? (agg.multipleOf = []);
  if (!agg.multipleOf.includes(value))
    agg.multipleOf.push(value);
};
var addPattern = (agg, pattern) => {
  agg.patterns ?? (agg.patterns = /* @__PURE__ */ new Set());
  agg.patterns.add(pattern);
};
var intersectMime = (agg, mime) => {
  agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
};
var setFormat = (agg, format) => {
  agg.format = format;
  if (format.includes("int"))
    agg.isInt = true;
};
var minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
var maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
var formatContributor = (ranges) => (agg, def) => {
  setFormat(agg, def.format);
  const [minimum, maximum] = ranges[def.format];
  narrowMin(agg, "minimum", minimum);
  narrowMax(agg, "maximum", maximum);
};
var contributors = {
  greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
  less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
  multiple_of: (agg, def) => addDivisor(agg, def.value),
  number_format: formatContributor(NUMBER_FORMAT_RANGES),
  bigint_format: formatContributor(BIGINT_FORMAT_RANGES),
  min_length: minContributor,
  max_length: maxContributor,
  length_equals: (agg, def) => narrowBoth(agg, def.length),
  min_size: minContributor,
  max_size: maxContributor,
  size_equals: (agg, def) => narrowBoth(agg, def.size),
  string_format: (agg, def) => {
    setFormat(agg, def.format);
    if (def.pattern)
      addPattern(agg, def.pattern);
    if (def.format === "base64" || def.format === "base64url")
      agg.contentEncoding = def.format;
    if (def.local || def.precision === -1)
      agg.laxFormat = true;
  },
  mime_type: (agg, def) => intersectMime(agg, def.mime)
};
function aggregateChecks(schema) {
  const agg = {};
  const def = schema._zod.def;
  const list2 = schema._zod.traits.has("$ZodCheck") ? [schema, ...def.checks ?? []] : def.checks ?? [];
  for (const ch of list2)
    contributors[ch._zod.def.check]?.(agg, ch._zod.def);
  const bag = schema._zod.bag;
  if (bag.minimum !== void 0)
    narrowMin(agg, "minimum", bag.minimum);
  if (bag.exclusiveMinimum !== void 0)
    narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
  if (bag.maximum !== void 0)
    narrowMax(agg, "maximum", bag.maximum);
  if (bag.exclusiveMaximum !== void 0)
    narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
  if (bag.multipleOf !== void 0)
    addDivisor(agg, bag.multipleOf);
  if (bag.format !== void 0) {
    agg.format ?? (agg.format = bag.format);
    if (bag.format.includes("int"))
      agg.isInt = true;
  }
  if (bag.mime)
    intersectMime(agg, bag.mime);
  for (const pattern of bag.patterns ?? [])
    addPattern(agg, pattern);
  return agg;
}
var formatMap = {
  guid: "uuid",
  url: "uri",
  datetime: "date-time",
  json_string: "json-string",
  regex: ""
  // do not set
};
var exactPatterns = /* @__PURE__ */ new Map([
  [base64Charset, base64],
  [base64urlCharset, base64url]
]);
var exactPattern = (p) => exactPatterns.get(p) ?? p;
var stringProcessor = (schema, ctx, _json, _params) => {
  const json = _json;
  json.type = "string";
  const { minimum, maximum, format, patterns, contentEncoding, laxFormat } = aggregateChecks(schema);
  if (typeof minimum === "number")
    json.minLength = minimum;
  if (typeof maximum === "number")
    json.maxLength = maximum;
  if (format) {
    json.format = formatMap[format] ?? format;
    if (json.format === "")
      delete json.format;
    if (format === "time" || laxFormat) {
      delete json.format;
    }
  }
  if (contentEncoding)
    json.contentEncoding = contentEncoding;
  if (patterns && patterns.size > 0) {
    const patternList = [...patterns].map(exactPattern);
    if (patternList.length === 1)
      json.pattern = patternList[0].source;
    else if (patternList.length > 1) {
      json.allOf = [
        ...patternList.map((regex) => ({
          ...ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0" ? { type: "string" } : {},
          pattern: regex.source
        }))
      ];
    }
  }
};
var numberProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema);
  json.type = isInt ? "integer" : "number";
  const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
  const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
  const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
  if (exMin) {
    if (legacy) {
      json.minimum = exclusiveMinimum;
      json.exclusiveMinimum = true;
    } else {
      json.exclusiveMinimum = exclusiveMinimum;
    }
  } else if (typeof minimum === "number") {
    json.minimum = minimum;
  }
  if (exMax) {
    if (legacy) {
      json.maximum = exclusiveMaximum;
      json.exclusiveMaximum = true;
    } else {
      json.exclusiveMaximum = exclusiveMaximum;
    }
  } else if (typeof maximum === "number") {
    json.maximum = maximum;
  }
  if (multipleOf) {
    const divisors = /* @__PURE__ */ new Set();
    for (const divisor of multipleOf) {
      if (Number.isFinite(divisor) && divisor !== 0)
        divisors.add(Math.abs(divisor));
      else
        handleUnrepresentable(schema, ctx, json, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
    }
    const [first, ...rest] = divisors;
    if (first !== void 0)
      json.multipleOf = first;
    if (rest.length)
      json.allOf = [...json.allOf ?? [], ...rest.map((m) => ({ multipleOf: m }))];
  }
};
var booleanProcessor = (_schema, _ctx, json, _params) => {
  json.type = "boolean";
};
var bigintProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "BigInt cannot be represented in JSON Schema");
};
var symbolProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Symbols cannot be represented in JSON Schema");
};
var nullProcessor = (_schema, ctx, json, _params) => {
  if (ctx.target === "openapi-3.0") {
    json.type = "string";
    json.nullable = true;
    json.enum = [null];
  } else {
    json.type = "null";
  }
};
var undefinedProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Undefined cannot be represented in JSON Schema");
};
var voidProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Void cannot be represented in JSON Schema");
};
var neverProcessor = (_schema, _ctx, json, _params) => {
  json.not = {};
};
var anyProcessor = (_schema, _ctx, _json, _params) => {
};
var unknownProcessor = (_schema, _ctx, _json, _params) => {
};
var dateProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Date cannot be represented in JSON Schema");
};
var enumProcessor = (schema, _ctx, json, _params) => {
  const def = schema._zod.def;
  const values = getEnumValues(def.entries);
  if (values.length === 0) {
    json.not = {};
    return;
  }
  if (values.every((v) => typeof v === "number"))
    json.type = "number";
  if (values.every((v) => typeof v === "string"))
    json.type = "string";
  json.enum = values;
};
var literalProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  if (def.values.length === 0) {
    json.not = {};
    return;
  }
  const vals = [];
  for (const val of def.values) {
    if (val === void 0) {
      if (handleUnrepresentable(schema, ctx, json, params, "Literal `undefined` cannot be represented in JSON Schema"))
        return;
    } else if (typeof val === "bigint") {
      if (handleUnrepresentable(schema, ctx, json, params, "BigInt literals cannot be represented in JSON Schema"))
        return;
      vals.push(Number(val));
    } else {
      vals.push(val);
    }
  }
  if (vals.length === 0) {
  } else if (vals.length === 1) {
    const val = vals[0];
    json.type = val === null ? "null" : typeof val;
    if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") {
      json.enum = [val];
    } else {
      json.const = val;
    }
  } else {
    if (vals.every((v) => typeof v === "number"))
      json.type = "number";
    if (vals.every((v) => typeof v === "string"))
      json.type = "string";
    if (vals.every((v) => typeof v === "boolean"))
      json.type = "boolean";
    if (vals.every((v) => v === null))
      json.type = "null";
    json.enum = vals;
  }
};
var nanProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "NaN cannot be represented in JSON Schema");
};
var templateLiteralProcessor = (schema, _ctx, json, _params) => {
  const _json = json;
  const pattern = schema._zod.pattern;
  if (!pattern)
    throw new Error("Pattern not found in template literal");
  _json.type = "string";
  _json.pattern = pattern.source;
};
var fileProcessor = (schema, _ctx, json, _params) => {
  const _json = json;
  _json.type = "string";
  _json.format = "binary";
  _json.contentEncoding = "binary";
  const { minimum, maximum, mime } = aggregateChecks(schema);
  if (minimum !== void 0)
    _json.minLength = minimum;
  if (maximum !== void 0)
    _json.maxLength = maximum;
  if (!mime)
    return;
  if (mime.length === 0)
    _json.not = {};
  else if (mime.length === 1)
    _json.contentMediaType = mime[0];
  else
    _json.anyOf = mime.map((m) => ({ contentMediaType: m }));
};
var successProcessor = (_schema, _ctx, json, _params) => {
  json.type = "boolean";
};
var customProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Custom types cannot be represented in JSON Schema");
};
var functionProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Function types cannot be represented in JSON Schema");
};
var transformProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Transforms cannot be represented in JSON Schema");
};
var mapProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Map cannot be represented in JSON Schema");
};
var setProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Set cannot be represented in JSON Schema");
};
var arrayProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  const { minimum, maximum } = aggregateChecks(schema);
  if (typeof minimum === "number")
    json.minItems = minimum;
  if (typeof maximum === "number")
    json.maxItems = maximum;
  json.type = "array";
  json.items = processSchema(def.element, ctx, {
    ...params,
    path: [...params.path, "items"]
  });
};
function inputOptin(schema) {
  const def = schema._zod.def;
  if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) {
    return inputOptin(def.out);
  }
  if (def.type === "catch") {
    return inputOptin(def.innerType);
  }
  return schema._zod.optin;
}
var objectProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  const shape = def.shape;
  const symbolKeys = Object.getOwnPropertySymbols(shape);
  if (symbolKeys.length && handleUnrepresentable(schema, ctx, json, params, "Symbol keys cannot be represented in JSON Schema")) {
    return;
  }
  json.type = "object";
  json.properties = {};
  for (const key in shape) {
    assignProp(json.properties, key, processSchema(shape[key], ctx, {
      ...params,
      path: [...params.path, "properties", key]
    }));
  }
  const requiredKeys = [];
  for (const key of Object.keys(shape)) {
    const field = def.shape[key];
    if (ctx.io === "input" ? inputOptin(field) === void 0 : field._zod.optout === void 0) {
      requiredKeys.push(key);
    }
  }
  if (requiredKeys.length > 0) {
    json.required = requiredKeys;
  }
  if (def.catchall?._zod.def.type === "never") {
    json.additionalProperties = false;
  } else if (!def.catchall) {
    if (ctx.io === "output")
      json.additionalProperties = false;
  } else if (def.catchall) {
    json.additionalProperties = processSchema(def.catchall, ctx, {
      ...params,
      path: [...params.path, "additionalProperties"]
    });
  }
};
var unionProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const isExclusive = def.inclusive === false;
  const options = def.options.map((x, i) => processSchema(x, ctx, {
    ...params,
    path: [...params.path, isExclusive ? "oneOf" : "anyOf", i]
  }));
  if (isExclusive) {
    json.oneOf = options;
  } else {
    json.anyOf = options;
  }
};
var intersectionProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const a = processSchema(def.left, ctx, {
    ...params,
    path: [...params.path, "allOf", 0]
  });
  const b = processSchema(def.right, ctx, {
    ...params,
    path: [...params.path, "allOf", 1]
  });
  const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
  const allOf = [
    ...isSimpleIntersection(a) ? a.allOf : [a],
    ...isSimpleIntersection(b) ? b.allOf : [b]
  ];
  json.allOf = allOf;
  ctx.intersections.push(allOf);
};
var tupleProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  json.type = "array";
  const prefixPath = ctx.target === "draft-2020-12" ? "prefixItems" : "items";
  const restPath = ctx.target === "draft-2020-12" ? "items" : ctx.target === "openapi-3.0" ? "items" : "additionalItems";
  const prefixItems = def.items.map((x, i) => processSchema(x, ctx, {
    ...params,
    path: [...params.path, prefixPath, i]
  }));
  const rest = def.rest ? processSchema(def.rest, ctx, {
    ...params,
    path: [...params.path, restPath, ...ctx.target === "openapi-3.0" ? [def.items.length] : []]
  }) : null;
  let minItems = def.items.length;
  while (minItems > 0) {
    const item = def.items[minItems - 1];
    const optional2 = ctx.io === "input" ? inputOptin(item) !== void 0 : item._zod.optout === "optional";
    if (!optional2)
      break;
    minItems--;
  }
  const maxItems = def.items.length;
  const isClosed = !def.rest;
  if (ctx.target === "draft-2020-12") {
    json.prefixItems = prefixItems;
    if (isClosed) {
      json.items = false;
    } else if (rest) {
      json.items = rest;
    }
    if (minItems > 0)
      json.minItems = minItems;
    if (isClosed)
      json.maxItems = maxItems;
  } else if (ctx.target === "openapi-3.0") {
    json.items = {
      anyOf: prefixItems
    };
    if (rest) {
      json.items.anyOf.push(rest);
    }
    if (minItems > 0)
      json.minItems = minItems;
    if (isClosed)
      json.maxItems = maxItems;
  } else {
    json.items = prefixItems;
    if (isClosed) {
      json.additionalItems = false;
    } else if (rest) {
      json.additionalItems = rest;
    }
    if (minItems > 0)
      json.minItems = minItems;
    if (isClosed)
      json.maxItems = maxItems;
  }
  const { minimum, maximum } = aggregateChecks(schema);
  if (typeof minimum === "number")
    json.minItems = minimum;
  if (typeof maximum === "number")
    json.maxItems = maximum;
};
function stringifyKeyNames(bySchema, json, visited) {
  if (json.$ref) {
    if (visited.has(json))
      return json;
    visited.add(json);
    const def = bySchema.get(json)?.def;
    if (!def)
      return json;
    const inlined = stringifyKeyNames(bySchema, def, visited);
    return inlined === def ? json : inlined;
  }
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = json[keyword];
    if (!Array.isArray(branches))
      continue;
    const mapped = branches.map((branch) => stringifyKeyNames(bySchema, branch, visited));
    if (mapped.some((branch, i) => branch !== branches[i]))
      json = { ...json, [keyword]: mapped };
  }
  const types = Array.isArray(json.type) ? json.type : [json.type];
  const numericType = !types.includes("string") && types.some((t) => t === "number" || t === "integer");
  const values = json.enum ?? (json.const !== void 0 ? [json.const] : void 0);
  if (!numericType && !values?.some((v) => typeof v === "number"))
    return json;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format, id: id2, ...rest } = json;
  if (rest.enum)
    rest.enum = rest.enum.map((v) => typeof v === "number" ? String(v) : v);
  else if (typeof rest.const === "number")
    rest.const = String(rest.const);
  if (!numericType)
    return rest;
  rest.type = "string";
  if (!values)
    rest.pattern = (types.includes("number") ? number : integer).source;
  return rest;
}
var pendingRecords = /* @__PURE__ */ new WeakMap();
function rewriteKeyNames(ctx) {
  const bySchema = /* @__PURE__ */ new Map();
  for (const entry of ctx.seen.values()) {
    if (entry.def && !bySchema.has(entry.schema))
      bySchema.set(entry.schema, entry);
  }
  const rewrites = /* @__PURE__ */ new Map();
  for (const record3 of pendingRecords.get(ctx) ?? []) {
    const seen = ctx.seen.get(record3);
    const names2 = (seen?.def ?? seen?.schema)?.propertyNames;
    if (!names2 || names2 === true || rewrites.has(names2))
      continue;
    const rewritten = stringifyKeyNames(bySchema, names2, /* @__PURE__ */ new Set());
    if (rewritten !== names2)
      rewrites.set(names2, rewritten);
  }
  if (!rewrites.size)
    return;
  for (const entry of ctx.seen.values()) {
    for (const carrier of [entry.schema, entry.def]) {
      const rewritten = carrier && rewrites.get(carrier.propertyNames);
      if (rewritten)
        carrier.propertyNames = rewritten;
    }
  }
}
var recordProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  json.type = "object";
  const keyType = def.keyType;
  const patterns = aggregateChecks(keyType).patterns;
  if (def.mode === "loose" && patterns && patterns.size > 0) {
    const valueSchema = processSchema(def.valueType, ctx, {
      ...params,
      path: [...params.path, "patternProperties", "*"]
    });
    json.patternProperties = {};
    for (const pattern of patterns) {
      assignProp(json.patternProperties, exactPattern(pattern).source, valueSchema);
    }
  } else {
    if (ctx.target === "draft-07" || ctx.target === "draft-2020-12") {
      json.propertyNames = processSchema(def.keyType, ctx, {
        ...params,
        path: [...params.path, "propertyNames"]
      });
      let pending = pendingRecords.get(ctx);
      if (!pending) {
        pending = [];
        pendingRecords.set(ctx, pending);
        ctx.deferred.push(() => rewriteKeyNames(ctx));
      }
      pending.push(schema);
    }
    json.additionalProperties = processSchema(def.valueType, ctx, {
      ...params,
      path: [...params.path, "additionalProperties"]
    });
  }
  const keyValues = keyType._zod.values;
  const omittableOnInput = ctx.io === "input" && inputOptin(def.valueType) !== void 0;
  if (keyValues && !def.partial && !omittableOnInput) {
    const validKeyValues = [...keyValues].filter((v) => typeof v === "string" || typeof v === "number");
    if (validKeyValues.length > 0) {
      json.required = validKeyValues.map(String);
    }
  }
};
var nullableProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const inner = processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  if (ctx.target === "openapi-3.0") {
    seen.ref = def.innerType;
    json.nullable = true;
  } else {
    json.anyOf = [inner, { type: "null" }];
  }
};
var nonoptionalProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
};
var UNREPRESENTABLE_DEFAULT = /* @__PURE__ */ Symbol();
function serializeDefaultValue(value, schema, ctx, json, params) {
  let unrepresentable = false;
  const serialized = JSON.stringify(value, (_, val) => {
    if (typeof val !== "bigint")
      return val;
    unrepresentable = true;
    return null;
  });
  if (!unrepresentable)
    return JSON.parse(serialized);
  handleUnrepresentable(schema, ctx, json, params, "BigInt defaults cannot be represented in JSON Schema");
  return UNREPRESENTABLE_DEFAULT;
}
var defaultProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
  if (value !== UNREPRESENTABLE_DEFAULT)
    json.default = value;
};
var prefaultProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  if (ctx.io !== "input")
    return;
  const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
  if (value !== UNREPRESENTABLE_DEFAULT)
    json._prefault = value;
};
var catchProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  let catchValue;
  try {
    catchValue = def.catchValue(void 0);
  } catch {
    handleUnrepresentable(schema, ctx, json, params, "Dynamic catch values are not supported in JSON Schema");
    return;
  }
  json.default = catchValue;
};
var pipeProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  const inIsTransform = def.in._zod.traits.has("$ZodTransform");
  const innerType = ctx.io === "input" ? inIsTransform ? def.out : def.in : def.out;
  processSchema(innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = innerType;
};
var readonlyProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  json.readOnly = true;
};
var promiseProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
};
var optionalProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
};
var lazyProcessor = (schema, ctx, _json, params) => {
  const innerType = schema._zod.innerType;
  processSchema(innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = innerType;
};
var allProcessors = {
  string: stringProcessor,
  number: numberProcessor,
  boolean: booleanProcessor,
  bigint: bigintProcessor,
  symbol: symbolProcessor,
  null: nullProcessor,
  undefined: undefinedProcessor,
  void: voidProcessor,
  never: neverProcessor,
  any: anyProcessor,
  unknown: unknownProcessor,
  date: dateProcessor,
  enum: enumProcessor,
  literal: literalProcessor,
  nan: nanProcessor,
  template_literal: templateLiteralProcessor,
  file: fileProcessor,
  success: successProcessor,
  custom: customProcessor,
  function: functionProcessor,
  transform: transformProcessor,
  map: mapProcessor,
  set: setProcessor,
  array: arrayProcessor,
  object: objectProcessor,
  union: unionProcessor,
  intersection: intersectionProcessor,
  tuple: tupleProcessor,
  record: recordProcessor,
  nullable: nullableProcessor,
  nonoptional: nonoptionalProcessor,
  default: defaultProcessor,
  prefault: prefaultProcessor,
  catch: catchProcessor,
  pipe: pipeProcessor,
  readonly: readonlyProcessor,
  promise: promiseProcessor,
  optional: optionalProcessor,
  lazy: lazyProcessor
};
function toJSONSchema(input, params) {
  if ("_idmap" in input) {
    const registry2 = input;
    const ctx2 = initializeContext({ ...params, processors: allProcessors });
    const defs = {};
    for (const entry of registry2._idmap.entries()) {
      const [_, schema] = entry;
      processSchema(schema, ctx2);
    }
    const schemas = {};
    const external = {
      registry: registry2,
      uri: params?.uri,
      defs
    };
    ctx2.external = external;
    for (const entry of registry2._idmap.entries()) {
      const [key, schema] = entry;
      extractDefs(ctx2, schema);
      assignProp(schemas, key, finalize(ctx2, schema));
    }
    if (Object.keys(defs).length > 0) {
      const defsSegment = ctx2.target === "draft-2020-12" ? "$defs" : "definitions";
      schemas.__shared = {
        [defsSegment]: defs
      };
    }
    return { schemas };
  }
  const ctx = initializeContext({ ...params, processors: allProcessors });
  processSchema(input, ctx);
  extractDefs(ctx, input);
  return finalize(ctx, input);
}

// node_modules/zod/v4/classic/errors.js
var _installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
function _lazyMethod(proto, key, make) {
  Object.defineProperty(proto, key, {
    configurable: true,
    enumerable: false,
    get() {
      const value = make(this);
      Object.defineProperty(this, key, { value, configurable: true, writable: true });
      return value;
    },
    set(value) {
      Object.defineProperty(this, key, { value, configurable: true, writable: true });
    }
  });
}
var initializer2 = (inst, issues) => {
  $ZodError.init(inst, issues);
  inst.name = "ZodError";
  const proto = Object.getPrototypeOf(inst);
  if (_installedErrorProtos.has(proto))
    return;
  _installedErrorProtos.add(proto);
  _lazyMethod(proto, "format", (self) => (mapper) => formatError(self, mapper));
  _lazyMethod(proto, "flatten", (self) => (mapper) => flattenError(self, mapper));
  _lazyMethod(proto, "addIssue", (self) => (issue2) => {
    self.issues.push(issue2);
    self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
  });
  _lazyMethod(proto, "addIssues", (self) => (issues2) => {
    self.issues.push(...issues2);
    self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
  });
  Object.defineProperty(proto, "isEmpty", {
    configurable: true,
    enumerable: false,
    get() {
      return this.issues.length === 0;
    }
  });
};
var ZodError = /* @__PURE__ */ $constructor("ZodError", initializer2);
var ZodRealError = /* @__PURE__ */ $constructor("ZodError", initializer2, void 0, {
  Parent: Error
});

// node_modules/zod/v4/classic/parse.js
var parse = /* @__PURE__ */ _parse(ZodRealError);
var parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
var safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
var safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);
var encode = /* @__PURE__ */ _encode(ZodRealError);
var decode3 = /* @__PURE__ */ _decode(ZodRealError);
var encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
var decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
var safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
var safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
var safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
var safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);

// node_modules/zod/v4/classic/schemas.js
function _ensureDefaultLocale() {
  if (!globalConfig.localeError)
    config(en_default());
}
function _ensureDefaultMemoizer() {
  if (!globalConfig.memoizer)
    config({ memoizer: memoizer() });
}
var ZodType = /* @__PURE__ */ $constructor("ZodType", (inst, def) => {
  _ensureDefaultLocale();
  $ZodType.init(inst, def);
  inst.def = def;
  inst.type = def.type;
  return inst;
}, {
  check(...chks) {
    const def = this.def;
    return this.clone(util_exports.mergeDefs(def, {
      checks: [
        ...def.checks ?? [],
        ...chks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch)
      ]
    }), { parent: true });
  },
  with(...chks) {
    return this.check(...chks);
  },
  clone(def, params) {
    return clone(this, def, params);
  },
  brand() {
    return this;
  },
  register(reg, meta2) {
    reg.add(this, meta2);
    return this;
  },
  refine(check, params) {
    return this.check(refine(check, params));
  },
  superRefine(refinement, params) {
    return this.check(superRefine(refinement, params));
  },
  overwrite(fn) {
    return this.check(_overwrite(fn));
  },
  optional() {
    return optional(this);
  },
  exactOptional() {
    return exactOptional(this);
  },
  nullable() {
    return nullable(this);
  },
  nullish() {
    return optional(nullable(this));
  },
  nonoptional(params) {
    return nonoptional(this, params);
  },
  array() {
    return array(this);
  },
  or(arg) {
    return union([this, arg]);
  },
  and(arg) {
    return intersection(this, arg);
  },
  transform(tx) {
    return pipe(this, transform(tx));
  },
  default(d) {
    return _default(this, d);
  },
  prefault(d) {
    return prefault(this, d);
  },
  catch(params) {
    return _catch(this, params);
  },
  pipe(target) {
    return pipe(this, target);
  },
  readonly() {
    return readonly(this);
  },
  describe(description) {
    const cl = this.clone();
    globalRegistry.add(cl, { description });
    return cl;
  },
  meta(...args) {
    if (args.length === 0)
      return globalRegistry.get(this);
    const cl = this.clone();
    globalRegistry.add(cl, args[0]);
    return cl;
  },
  isOptional() {
    return this.safeParse(void 0).success;
  },
  isNullable() {
    return this.safeParse(null).success;
  },
  apply(fn, ...args) {
    return args.length === 0 ? fn(this) : fn(this, ...args);
  },
  // Overrides core's `~standard` to add `jsonSchema`. Must stay a prototype entry: redefining it per instance demotes instances to dictionary mode.
  get "~standard"() {
    return util_exports.hide(this, "~standard", {
      ...standardProps(this),
      jsonSchema: {
        input: createStandardJSONSchemaMethod(this, "input"),
        output: createStandardJSONSchemaMethod(this, "output")
      }
    });
  },
  set "~standard"(value) {
    util_exports.own(this, "~standard", value);
  },
  parse: function _parse2(data, params) {
    return parse(this, data, params, { callee: _parse2 });
  },
  parseAsync: async function _parseAsync2(data, params) {
    return await parseAsync(this, data, params, { callee: _parseAsync2 });
  },
  safeParse(data, params) {
    return safeParse(this, data, params);
  },
  async safeParseAsync(data, params) {
    return safeParseAsync(this, data, params);
  },
  // `spa` is an alias: same function object as `safeParseAsync`, as before.
  get spa() {
    return this?.safeParseAsync;
  },
  set spa(value) {
    util_exports.own(this, "spa", value);
  },
  validate(data, params) {
    return validate(this, data, params);
  },
  validateAsync(data, params) {
    return validateAsync(this, data, params);
  },
  encode: function _encode2(data, params) {
    return encode(this, data, params, { callee: _encode2 });
  },
  decode: function _decode2(data, params) {
    return decode3(this, data, params, { callee: _decode2 });
  },
  encodeAsync: async function _encodeAsync2(data, params) {
    return await encodeAsync(this, data, params, { callee: _encodeAsync2 });
  },
  decodeAsync: async function _decodeAsync2(data, params) {
    return await decodeAsync(this, data, params, { callee: _decodeAsync2 });
  },
  safeEncode(data, params) {
    return safeEncode(this, data, params);
  },
  safeDecode(data, params) {
    return safeDecode(this, data, params);
  },
  async safeEncodeAsync(data, params) {
    return safeEncodeAsync(this, data, params);
  },
  async safeDecodeAsync(data, params) {
    return safeDecodeAsync(this, data, params);
  },
  toJSONSchema(params) {
    return createToJSONSchemaMethod(this, {})(params);
  },
  // Reads through to the registry on every access, so it must not cache.
  get description() {
    return globalRegistry.get(this)?.description;
  },
  // No setter: `schema._def = x` throws, as it did when `_def` was a non-writable own property.
  get _def() {
    return this._zod.def;
  }
});
var _ZodString = /* @__PURE__ */ $constructor(
  "_ZodString",
  (inst, def) => {
    $ZodString.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => stringProcessor(inst, ctx, json, params);
  },
  /* @__PURE__ */ util_exports.derived({
    format: (inst) => aggregateChecks(inst).format ?? null,
    minLength: (inst) => aggregateChecks(inst).minimum ?? null,
    maxLength: (inst) => aggregateChecks(inst).maximum ?? null
  }, {
    regex(...args) {
      return this.check(_regex(...args));
    },
    includes(...args) {
      return this.check(_includes(...args));
    },
    startsWith(...args) {
      return this.check(_startsWith(...args));
    },
    endsWith(...args) {
      return this.check(_endsWith(...args));
    },
    min(...args) {
      return this.check(_minLength(...args));
    },
    max(...args) {
      return this.check(_maxLength(...args));
    },
    length(...args) {
      return this.check(_length(...args));
    },
    nonempty(...args) {
      return this.check(_minLength(1, ...args));
    },
    lowercase(params) {
      return this.check(_lowercase(params));
    },
    uppercase(params) {
      return this.check(_uppercase(params));
    },
    trim() {
      return this.check(_trim());
    },
    normalize(...args) {
      return this.check(_normalize(...args));
    },
    toLowerCase() {
      return this.check(_toLowerCase());
    },
    toUpperCase() {
      return this.check(_toUpperCase());
    },
    slugify() {
      return this.check(_slugify());
    }
  })
);
var ZodString = /* @__PURE__ */ $constructor("ZodString", (inst, def) => {
  $ZodString.init(inst, def);
  _ZodString.init(inst, def);
}, {
  email(params) {
    return this.check(_email(ZodEmail, params));
  },
  url(params) {
    return this.check(_url(ZodURL, params));
  },
  jwt(params) {
    return this.check(_jwt(ZodJWT, params));
  },
  emoji(params) {
    return this.check(_emoji2(ZodEmoji, params));
  },
  guid(params) {
    return this.check(_guid(ZodGUID, params));
  },
  uuid(params) {
    return this.check(_uuid(ZodUUID, params));
  },
  uuidv4(params) {
    return this.check(_uuidv4(ZodUUID, params));
  },
  uuidv6(params) {
    return this.check(_uuidv6(ZodUUID, params));
  },
  uuidv7(params) {
    return this.check(_uuidv7(ZodUUID, params));
  },
  nanoid(params) {
    return this.check(_nanoid(ZodNanoID, params));
  },
  cuid(params) {
    return this.check(_cuid(ZodCUID, params));
  },
  cuid2(params) {
    return this.check(_cuid2(ZodCUID2, params));
  },
  ulid(params) {
    return this.check(_ulid(ZodULID, params));
  },
  base64(params) {
    return this.check(_base64(ZodBase64, params));
  },
  base64url(params) {
    return this.check(_base64url(ZodBase64URL, params));
  },
  xid(params) {
    return this.check(_xid(ZodXID, params));
  },
  ksuid(params) {
    return this.check(_ksuid(ZodKSUID, params));
  },
  ipv4(params) {
    return this.check(_ipv4(ZodIPv4, params));
  },
  ipv6(params) {
    return this.check(_ipv6(ZodIPv6, params));
  },
  cidrv4(params) {
    return this.check(_cidrv4(ZodCIDRv4, params));
  },
  cidrv6(params) {
    return this.check(_cidrv6(ZodCIDRv6, params));
  },
  e164(params) {
    return this.check(_e164(ZodE164, params));
  },
  datetime(params) {
    return this.check(_isoDateTime(ZodISODateTime, params));
  },
  date(params) {
    return this.check(_isoDate(ZodISODate, params));
  },
  time(params) {
    return this.check(_isoTime(ZodISOTime, params));
  },
  duration(params) {
    return this.check(_isoDuration(ZodISODuration, params));
  }
});
function string2(params) {
  return _string(ZodString, params);
}
var ZodStringFormat = /* @__PURE__ */ $constructor("ZodStringFormat", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  _ZodString.init(inst, def);
});
var ZodISODateTime = /* @__PURE__ */ $constructor("ZodISODateTime", (inst, def) => {
  $ZodISODateTime.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISODate = /* @__PURE__ */ $constructor("ZodISODate", (inst, def) => {
  $ZodISODate.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISOTime = /* @__PURE__ */ $constructor("ZodISOTime", (inst, def) => {
  $ZodISOTime.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISODuration = /* @__PURE__ */ $constructor("ZodISODuration", (inst, def) => {
  $ZodISODuration.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodEmail = /* @__PURE__ */ $constructor("ZodEmail", (inst, def) => {
  $ZodEmail.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodGUID = /* @__PURE__ */ $constructor("ZodGUID", (inst, def) => {
  $ZodGUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodUUID = /* @__PURE__ */ $constructor("ZodUUID", (inst, def) => {
  $ZodUUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodURL = /* @__PURE__ */ $constructor("ZodURL", (inst, def) => {
  $ZodURL.init(inst, def);
  ZodStringFormat.init(inst, def);
});
function url(params) {
  return _url(ZodURL, params);
}
var ZodEmoji = /* @__PURE__ */ $constructor("ZodEmoji", (inst, def) => {
  $ZodEmoji.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodNanoID = /* @__PURE__ */ $constructor("ZodNanoID", (inst, def) => {
  $ZodNanoID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCUID = /* @__PURE__ */ $constructor("ZodCUID", (inst, def) => {
  $ZodCUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCUID2 = /* @__PURE__ */ $constructor("ZodCUID2", (inst, def) => {
  $ZodCUID2.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodULID = /* @__PURE__ */ $constructor("ZodULID", (inst, def) => {
  $ZodULID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodXID = /* @__PURE__ */ $constructor("ZodXID", (inst, def) => {
  $ZodXID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodKSUID = /* @__PURE__ */ $constructor("ZodKSUID", (inst, def) => {
  $ZodKSUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodIPv4 = /* @__PURE__ */ $constructor("ZodIPv4", (inst, def) => {
  $ZodIPv4.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodIPv6 = /* @__PURE__ */ $constructor("ZodIPv6", (inst, def) => {
  $ZodIPv6.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCIDRv4 = /* @__PURE__ */ $constructor("ZodCIDRv4", (inst, def) => {
  $ZodCIDRv4.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCIDRv6 = /* @__PURE__ */ $constructor("ZodCIDRv6", (inst, def) => {
  $ZodCIDRv6.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodBase64 = /* @__PURE__ */ $constructor("ZodBase64", (inst, def) => {
  $ZodBase64.init(inst, def);
  ZodStringFormat.init(inst, def);
});
function base642(params) {
  return _base64(ZodBase64, params);
}
var ZodBase64URL = /* @__PURE__ */ $constructor("ZodBase64URL", (inst, def) => {
  $ZodBase64URL.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodE164 = /* @__PURE__ */ $constructor("ZodE164", (inst, def) => {
  $ZodE164.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodJWT = /* @__PURE__ */ $constructor("ZodJWT", (inst, def) => {
  $ZodJWT.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCustomStringFormat = /* @__PURE__ */ $constructor("ZodCustomStringFormat", (inst, def) => {
  $ZodCustomStringFormat.init(inst, def);
  ZodStringFormat.init(inst, def);
});
function hex2(_params) {
  return _stringFormat(ZodCustomStringFormat, "hex", hex, _params);
}
var ZodNumber = /* @__PURE__ */ $constructor(
  "ZodNumber",
  (inst, def) => {
    $ZodNumber.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => numberProcessor(inst, ctx, json, params);
    inst.isFinite = true;
  },
  /* @__PURE__ */ util_exports.derived({
    minValue: (inst) => {
      const { minimum, exclusiveMinimum } = aggregateChecks(inst);
      return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
    },
    maxValue: (inst) => {
      const { maximum, exclusiveMaximum } = aggregateChecks(inst);
      return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
    },
    isInt: (inst) => {
      const { isInt, multipleOf } = aggregateChecks(inst);
      return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
    },
    format: (inst) => aggregateChecks(inst).format ?? null
  }, {
    gt(value, params) {
      return this.check(_gt(value, params));
    },
    gte(value, params) {
      return this.check(_gte(value, params));
    },
    min(value, params) {
      return this.check(_gte(value, params));
    },
    lt(value, params) {
      return this.check(_lt(value, params));
    },
    lte(value, params) {
      return this.check(_lte(value, params));
    },
    max(value, params) {
      return this.check(_lte(value, params));
    },
    int(params) {
      return this.check(int(params));
    },
    safe(params) {
      return this.check(int(params));
    },
    positive(params) {
      return this.check(_gt(0, params));
    },
    nonnegative(params) {
      return this.check(_gte(0, params));
    },
    negative(params) {
      return this.check(_lt(0, params));
    },
    nonpositive(params) {
      return this.check(_lte(0, params));
    },
    multipleOf(value, params) {
      return this.check(_multipleOf(value, params));
    },
    step(value, params) {
      return this.check(_multipleOf(value, params));
    },
    finite() {
      return this;
    }
  })
);
function number2(params) {
  return _number(ZodNumber, params);
}
var ZodNumberFormat = /* @__PURE__ */ $constructor("ZodNumberFormat", (inst, def) => {
  $ZodNumberFormat.init(inst, def);
  ZodNumber.init(inst, def);
});
function int(params) {
  return _int(ZodNumberFormat, params);
}
var ZodBoolean = /* @__PURE__ */ $constructor("ZodBoolean", (inst, def) => {
  $ZodBoolean.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => booleanProcessor(inst, ctx, json, params);
});
function boolean2(params) {
  return _boolean(ZodBoolean, params);
}
var ZodBigInt = /* @__PURE__ */ $constructor(
  "ZodBigInt",
  (inst, def) => {
    $ZodBigInt.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => bigintProcessor(inst, ctx, json, params);
  },
  /* @__PURE__ */ util_exports.derived({
    minValue: (inst) => aggregateChecks(inst).minimum ?? null,
    maxValue: (inst) => aggregateChecks(inst).maximum ?? null,
    format: (inst) => aggregateChecks(inst).format ?? null
  }, {
    gte(value, params) {
      return this.check(_gte(value, params));
    },
    min(value, params) {
      return this.check(_gte(value, params));
    },
    gt(value, params) {
      return this.check(_gt(value, params));
    },
    lt(value, params) {
      return this.check(_lt(value, params));
    },
    lte(value, params) {
      return this.check(_lte(value, params));
    },
    max(value, params) {
      return this.check(_lte(value, params));
    },
    positive(params) {
      return this.check(_gt(BigInt(0), params));
    },
    negative(params) {
      return this.check(_lt(BigInt(0), params));
    },
    nonpositive(params) {
      return this.check(_lte(BigInt(0), params));
    },
    nonnegative(params) {
      return this.check(_gte(BigInt(0), params));
    },
    multipleOf(value, params) {
      return this.check(_multipleOf(value, params));
    }
  })
);
var ZodNull = /* @__PURE__ */ $constructor("ZodNull", (inst, def) => {
  $ZodNull.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => nullProcessor(inst, ctx, json, params);
});
function _null3(params) {
  return _null2(ZodNull, params);
}
var ZodUnknown = /* @__PURE__ */ $constructor("ZodUnknown", (inst, def) => {
  $ZodUnknown.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => unknownProcessor(inst, ctx, json, params);
});
function unknown() {
  return _unknown(ZodUnknown);
}
var ZodNever = /* @__PURE__ */ $constructor("ZodNever", (inst, def) => {
  $ZodNever.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => neverProcessor(inst, ctx, json, params);
});
function never(params) {
  return _never(ZodNever, params);
}
var ZodDate = /* @__PURE__ */ $constructor(
  "ZodDate",
  (inst, def) => {
    $ZodDate.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => dateProcessor(inst, ctx, json, params);
    inst.min = (value, params) => inst.check(_gte(value, params));
    inst.max = (value, params) => inst.check(_lte(value, params));
  },
  /* @__PURE__ */ util_exports.derived({
    minDate: (inst) => {
      const { minimum } = aggregateChecks(inst);
      return minimum ? new Date(minimum) : null;
    },
    maxDate: (inst) => {
      const { maximum } = aggregateChecks(inst);
      return maximum ? new Date(maximum) : null;
    }
  }, {})
);
function date2(params) {
  return _date(ZodDate, params);
}
var ZodArray = /* @__PURE__ */ $constructor("ZodArray", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodArray.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => arrayProcessor(inst, ctx, json, params);
  inst.element = def.element;
}, {
  min(n, params) {
    return this.check(_minLength(n, params));
  },
  nonempty(params) {
    return this.check(_minLength(1, params));
  },
  max(n, params) {
    return this.check(_maxLength(n, params));
  },
  length(n, params) {
    return this.check(_length(n, params));
  },
  unwrap() {
    return this.element;
  }
});
function array(element, params) {
  return _array(ZodArray, element, params);
}
var ZodObject = /* @__PURE__ */ $constructor("ZodObject", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodObjectJIT.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => objectProcessor(inst, ctx, json, params);
  util_exports.installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
}, {
  keyof() {
    return _enum(Object.keys(this._zod.def.shape));
  },
  catchall(catchall) {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall }));
  },
  passthrough() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: unknown() }));
  },
  loose() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: unknown() }));
  },
  strict() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: never() }));
  },
  strip() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: void 0 }));
  },
  extend(incoming) {
    return util_exports.extend(this, incoming);
  },
  safeExtend(incoming) {
    return util_exports.safeExtend(this, incoming);
  },
  merge(other) {
    return util_exports.merge(this, other);
  },
  pick(mask) {
    return util_exports.pick(this, mask);
  },
  omit(mask) {
    return util_exports.omit(this, mask);
  },
  partial(...args) {
    return util_exports.partial(ZodOptional, this, args[0]);
  },
  exactPartial(...args) {
    return util_exports.partial(ZodExactOptional, this, args[0], "exactPartial");
  },
  required(...args) {
    return util_exports.required(ZodNonOptional, this, args[0]);
  }
});
function object(shape, params) {
  const def = {
    type: "object",
    shape: shape ?? {},
    ...util_exports.normalizeParams(params)
  };
  return new ZodObject(def);
}
function strictObject(shape, params) {
  return new ZodObject({
    type: "object",
    shape,
    catchall: never(),
    ...util_exports.normalizeParams(params)
  });
}
function looseObject(shape, params) {
  return new ZodObject({
    type: "object",
    shape,
    catchall: unknown(),
    ...util_exports.normalizeParams(params)
  });
}
var ZodUnion = /* @__PURE__ */ $constructor("ZodUnion", (inst, def) => {
  $ZodUnion.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => unionProcessor(inst, ctx, json, params);
  inst.options = def.options;
});
function union(options, params) {
  return new ZodUnion({
    type: "union",
    options,
    ...util_exports.normalizeParams(params)
  });
}
var ZodDiscriminatedUnion = /* @__PURE__ */ $constructor("ZodDiscriminatedUnion", (inst, def) => {
  ZodUnion.init(inst, def);
  $ZodDiscriminatedUnion.init(inst, def);
});
function discriminatedUnion(discriminator, options, params) {
  return new ZodDiscriminatedUnion({
    type: "union",
    options,
    discriminator,
    ...util_exports.normalizeParams(params)
  });
}
var ZodIntersection = /* @__PURE__ */ $constructor("ZodIntersection", (inst, def) => {
  $ZodIntersection.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => intersectionProcessor(inst, ctx, json, params);
});
function intersection(left, right) {
  return new ZodIntersection({
    type: "intersection",
    left,
    right
  });
}
var ZodTuple = /* @__PURE__ */ $constructor("ZodTuple", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodTuple.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => tupleProcessor(inst, ctx, json, params);
}, {
  rest(rest) {
    return this.clone({
      ...this._zod.def,
      rest
    });
  },
  partial() {
    const def = this._zod.def;
    if (def.checks?.length)
      throw new Error(".partial() cannot be used on tuple schemas containing refinements");
    return this.clone({
      ...def,
      items: def.items.map((item) => new ZodOptional({ type: "optional", innerType: item }))
    });
  }
});
function tuple(items, _paramsOrRest, _params) {
  const hasRest = _paramsOrRest instanceof $ZodType;
  const params = hasRest ? _params : _paramsOrRest;
  const rest = hasRest ? _paramsOrRest : null;
  return new ZodTuple({
    type: "tuple",
    items,
    rest,
    ...util_exports.normalizeParams(params)
  });
}
var ZodRecord = /* @__PURE__ */ $constructor("ZodRecord", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodRecord.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => recordProcessor(inst, ctx, json, params);
  inst.keyType = def.keyType;
  inst.valueType = def.valueType;
});
function record(keyType, valueType, params) {
  if (!valueType || !valueType._zod) {
    return new ZodRecord({
      type: "record",
      keyType: string2(),
      valueType: keyType,
      ...util_exports.normalizeParams(valueType)
    });
  }
  return new ZodRecord({
    type: "record",
    keyType,
    valueType,
    ...util_exports.normalizeParams(params)
  });
}
function partialRecord(keyType, valueType, params) {
  return new ZodRecord({
    type: "record",
    keyType,
    valueType,
    ...util_exports.normalizeParams(params),
    partial: true
  });
}
var ZodEnum = /* @__PURE__ */ $constructor("ZodEnum", (inst, def) => {
  $ZodEnum.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => enumProcessor(inst, ctx, json, params);
  inst.enum = def.entries;
  inst.options = [...inst._zod.values];
  const keys = new Set(Object.keys(def.entries));
  inst.extract = (values, params) => {
    const newEntries = {};
    for (const value of values) {
      if (keys.has(value)) {
        newEntries[value] = def.entries[value];
      } else
        throw new Error(`Key ${value} not found in enum`);
    }
    return new ZodEnum({
      ...def,
      checks: [],
      ...util_exports.normalizeParams(params),
      entries: newEntries
    });
  };
  inst.exclude = (values, params) => {
    const newEntries = { ...def.entries };
    for (const value of values) {
      if (keys.has(value)) {
        delete newEntries[value];
      } else
        throw new Error(`Key ${value} not found in enum`);
    }
    return new ZodEnum({
      ...def,
      checks: [],
      ...util_exports.normalizeParams(params),
      entries: newEntries
    });
  };
});
function _enum(values, params) {
  const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
  return new ZodEnum({
    type: "enum",
    entries,
    ...util_exports.normalizeParams(params)
  });
}
var ZodLiteral = /* @__PURE__ */ $constructor("ZodLiteral", (inst, def) => {
  $ZodLiteral.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => literalProcessor(inst, ctx, json, params);
  inst.values = new Set(def.values);
  Object.defineProperty(inst, "value", {
    get() {
      if (def.values.length > 1) {
        throw new Error("This schema contains multiple valid literal values. Use `.values` instead.");
      }
      return def.values[0];
    }
  });
});
function literal(value, params) {
  return new ZodLiteral({
    type: "literal",
    values: Array.isArray(value) ? value : [value],
    ...util_exports.normalizeParams(params)
  });
}
var ZodTransform = /* @__PURE__ */ $constructor("ZodTransform", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodTransform.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => transformProcessor(inst, ctx, json, params);
  inst._zod.parse = (payload, _ctx) => {
    if (_ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    payload.addIssue = (issue2) => {
      if (typeof issue2 === "string") {
        payload.issues.push(util_exports.issue(issue2, payload.value, def));
      } else {
        const _issue = issue2;
        if (_issue.fatal)
          _issue.continue = false;
        _issue.code ?? (_issue.code = "custom");
        if (!("input" in _issue))
          _issue.input = payload.value;
        _issue.inst ?? (_issue.inst = inst);
        payload.issues.push(util_exports.issue(_issue));
      }
    };
    const output = def.transform(payload.value, payload);
    if (output instanceof Promise) {
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    payload.value = output;
    return payload;
  };
});
function transform(fn) {
  return new ZodTransform({
    type: "transform",
    transform: fn
  });
}
var ZodOptional = /* @__PURE__ */ $constructor("ZodOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function optional(innerType) {
  return new ZodOptional({
    type: "optional",
    innerType
  });
}
var ZodExactOptional = /* @__PURE__ */ $constructor("ZodExactOptional", (inst, def) => {
  $ZodExactOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function exactOptional(innerType) {
  return new ZodExactOptional({
    type: "optional",
    innerType
  });
}
var ZodNullable = /* @__PURE__ */ $constructor("ZodNullable", (inst, def) => {
  $ZodNullable.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => nullableProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function nullable(innerType) {
  return new ZodNullable({
    type: "nullable",
    innerType
  });
}
var ZodDefault = /* @__PURE__ */ $constructor("ZodDefault", (inst, def) => {
  $ZodDefault.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => defaultProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
  inst.removeDefault = inst.unwrap;
});
function _default(innerType, defaultValue) {
  return new ZodDefault({
    type: "default",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : util_exports.shallowClone(defaultValue);
    }
  });
}
var ZodPrefault = /* @__PURE__ */ $constructor("ZodPrefault", (inst, def) => {
  $ZodPrefault.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => prefaultProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function prefault(innerType, defaultValue) {
  return new ZodPrefault({
    type: "prefault",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : util_exports.shallowClone(defaultValue);
    }
  });
}
var ZodNonOptional = /* @__PURE__ */ $constructor("ZodNonOptional", (inst, def) => {
  $ZodNonOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => nonoptionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function nonoptional(innerType, params) {
  return new ZodNonOptional({
    type: "nonoptional",
    innerType,
    ...util_exports.normalizeParams(params)
  });
}
var ZodCatch = /* @__PURE__ */ $constructor("ZodCatch", (inst, def) => {
  $ZodCatch.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => catchProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
  inst.removeCatch = inst.unwrap;
});
function _catch(innerType, catchValue) {
  return new ZodCatch({
    type: "catch",
    innerType,
    catchValue: typeof catchValue === "function" ? catchValue : util_exports.constantCatch(catchValue)
  });
}
var ZodPipe = /* @__PURE__ */ $constructor("ZodPipe", (inst, def) => {
  $ZodPipe.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => pipeProcessor(inst, ctx, json, params);
  inst.in = def.in;
  inst.out = def.out;
});
function pipe(in_, out) {
  return new ZodPipe({
    type: "pipe",
    in: in_,
    out
    // ...util.normalizeParams(params),
  });
}
var ZodReadonly = /* @__PURE__ */ $constructor("ZodReadonly", (inst, def) => {
  $ZodReadonly.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => readonlyProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function readonly(innerType) {
  return new ZodReadonly({
    type: "readonly",
    innerType
  });
}
var ZodLazy = /* @__PURE__ */ $constructor("ZodLazy", (inst, def) => {
  $ZodLazy.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => lazyProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.getter();
});
function lazy(getter) {
  return new ZodLazy({
    type: "lazy",
    getter
  });
}
var ZodCustom = /* @__PURE__ */ $constructor("ZodCustom", (inst, def) => {
  $ZodCustom.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => customProcessor(inst, ctx, json, params);
});
function custom(fn, _params) {
  return _custom(ZodCustom, fn ?? (() => true), _params);
}
function refine(fn, _params = {}) {
  return _refine(ZodCustom, fn, _params);
}
function superRefine(fn, params) {
  return _superRefine(fn, params);
}

// node_modules/zod/v4/classic/iso.js
var iso_exports = {};
__export(iso_exports, {
  ZodISODate: () => ZodISODate,
  ZodISODateTime: () => ZodISODateTime,
  ZodISODuration: () => ZodISODuration,
  ZodISOTime: () => ZodISOTime,
  date: () => date3,
  datetime: () => datetime2,
  duration: () => duration2,
  time: () => time2
});
function datetime2(params) {
  return _isoDateTime(ZodISODateTime, params);
}
function date3(params) {
  return _isoDate(ZodISODate, params);
}
function time2(params) {
  return _isoTime(ZodISOTime, params);
}
function duration2(params) {
  return _isoDuration(ZodISODuration, params);
}

// node_modules/zod/v4/classic/coerce.js
var coerce_exports = {};
__export(coerce_exports, {
  bigint: () => bigint2,
  boolean: () => boolean3,
  date: () => date4,
  number: () => number3,
  string: () => string3
});
function string3(params) {
  return _coercedString(ZodString, params);
}
function number3(params) {
  return _coercedNumber(ZodNumber, params);
}
function boolean3(params) {
  return _coercedBoolean(ZodBoolean, params);
}
function bigint2(params) {
  return _coercedBigint(ZodBigInt, params);
}
function date4(params) {
  return _coercedDate(ZodDate, params);
}

// src/model/ids.ts
var Sha256 = string2().regex(/^[0-9a-f]{64}$/, "expected 64 lower-case hexadecimal characters").brand();
var Digest = string2().regex(/^sha256:[0-9a-f]{64}$/, "expected sha256: and 64 lower-case hexadecimal characters").brand();
var Commit = string2().regex(/^[0-9a-f]{40}$/, "expected a full 40 character commit id").brand();
var numericId = string2().regex(/^[1-9][0-9]{0,18}$/, "expected a numeric id as GitHub gives it");
var RepositoryId = numericId.brand();
var UserId = numericId.brand();
var RunId = numericId.brand();
var RepositoryName = string2().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/, "expected owner/name").brand();
var EnvironmentName = string2().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"').brand();
var ServiceName = string2().regex(/^[a-z][a-z0-9-]{0,31}$/, 'expected a name of lower-case letters, digits and "-" that begins with a letter').brand();
var TeamId = string2().regex(/^[1-9][0-9]{0,18}$/, "expected a numeric id").brand();
var DeployId = string2().regex(/^[1-9][0-9]{0,18}\/[1-9][0-9]{0,18}$/, "expected <repository id>/<run id>").brand();
var ApprovalChain = string2().max(2e3).regex(/^[1-9][0-9]{0,18}(?: [1-9][0-9]{0,18})*$/, "expected numeric user ids with one blank between").brand();
var EntrySignature = string2().max(64 * 1024).regex(/^[A-Za-z0-9+/]+={0,2}$/, "expected base64").brand();
var EpochSeconds = int().min(0).max(253402300799);
var BucketName = string2().regex(
  /^(?=.{3,63}$)(?!\d{1,3}(?:\.\d{1,3}){3}$)[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*$/,
  "expected an S3 bucket name"
);
var ImageRepository = string2().regex(/^[a-z0-9.-]+(?::\d{1,5})?\/[a-z0-9]+(?:[._/-][a-z0-9]+)*$/, "expected host[:port]/path in lower case").brand();
var RepositoryPath = string2().max(500).regex(
  /^(?:\.|(?!\.\.?(?:\/|$))[\w@+.][\w@+. -]*(?:\/(?!\.\.?(?:\/|$))[\w@+.][\w@+. -]*)*)$/,
  'expected a path inside the repository, relative to its root, without ".."'
).brand();
var Ticket = string2().regex(/^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,199}$/, "expected a ticket id or address without spaces").brand();
var GitAddress = string2().trim().toLowerCase().min(1, 'expected an e-mail as git wrote it, or "Name <>" where there is none').max(400);
var Phase = _enum(["before-publish", "before-approval", "before-deploy"]);

// src/model/ledger-words.ts
var LedgerLogin = string2().regex(/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])?$/, "expected a login of at most 63 characters");
var LedgerEnvironment = string2().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"');
var LedgerLease = string2().regex(/^[\x20-\x7e]{1,200}$/, "expected at most 200 plain characters");
var LedgerCloser = string2().regex(
  /^(?:[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])? \((?:user|bot) [1-9][0-9]{0,18}\))?$/,
  "expected a login and its id, or nothing"
);
var reasonLimit = 300;
var LedgerReason = string2().regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]{0,300}$/u, "expected one line of at most 300 characters").refine(
  (text) => printable(text, reasonLimit) === text && reasonText(text) === quoted(text, 2 * reasonLimit),
  `expected one line of at most ${reasonLimit} characters that can be seen (a quotation mark counts as six)`
);
function reasonText(reason) {
  return quoted(reason, reasonLimit);
}
function closingSentence(closing) {
  return `${closing.by} closed ${closing.deployId} as ${closing.outcome}, with the reason ${reasonText(closing.reason)}`;
}

// src/model/scanners.ts
var ScanKind = _enum(["source", "dependencies", "image", "infrastructure", "secrets"]);
var list = [
  { name: "semgrep", kinds: ["source"], form: "python" },
  { name: "osv-scanner", kinds: ["dependencies"], form: "binary", database: "archives" },
  { name: "checkov", kinds: ["infrastructure"], form: "python" },
  { name: "trivy", kinds: ["image", "dependencies", "infrastructure"], form: "binary", database: "repositories" },
  { name: "gitleaks", kinds: ["secrets"], form: "binary" },
  { name: "grype", kinds: ["image", "dependencies"], form: "binary", database: "listing" },
  { name: "sarif", kinds: ScanKind.options, form: "format" }
];
var ScanTool = _enum(list.map(({ name }) => name));
var scanners = list;
function kindsOf(tool) {
  return scanners.find(({ name }) => name === tool)?.kinds ?? [];
}
function provingTools(kind) {
  return scanners.filter(({ form, kinds }) => form !== "format" && kinds.includes(kind)).map(({ name }) => name);
}

// src/model/finding.ts
var ToolName = string2().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "expected the name of a tool");
var Severity = _enum(["critical", "high", "medium", "low", "info"]);
var Finding = lazy(
  () => strictObject({
    tool: ToolName,
    kind: ScanKind,
    /** Rule or vulnerability id as the tool names it, e.g. `CVE-2021-44228`. */
    rule: string2().min(1).max(300),
    severity: Severity,
    title: string2().max(300),
    /** Other ids of the same vulnerability, e.g. the CVE of a GHSA; an exception for any of them covers it. */
    aliases: array(string2().min(1).max(64)).min(1).max(16).optional(),
    /** Package with version for vulnerabilities, else empty. */
    package: string2().max(300),
    /** The nearest fixed version above the installed one, or empty. */
    fixed: string2().max(200),
    /** Path relative to the target, or empty; one outside of it keeps its leading slash. Two files never have the same. */
    path: string2().max(1e3),
    line: int().min(0),
    column: int().min(1).optional(),
    /** What of the file or image is meant where a path does not say it, e.g. `aws_s3_bucket.logs`. */
    resource: string2().min(1).max(300).optional(),
    /** Package URL of the package. */
    purl: string2().min(1).max(300).optional(),
    /** The CVSS vector that rates it worst. */
    cvss: string2().min(1).max(200).optional(),
    /** Where the tool says more about it. */
    url: string2().min(1).max(300).optional(),
    /** What the tool or the vendor says about it besides, e.g. `will_not_fix`. */
    status: string2().min(1).max(60).optional(),
    /** The commit that introduced it, or that identifies the version of its package. */
    commit: string2().min(1).max(64).optional(),
    /** SHA-256 over rule, package and place: the same finding in two runs has the same one, and no two findings of a run share one. */
    fingerprint: Sha256,
    /** True when something under the repository's control asked to hide it; it still counts. */
    suppressed: boolean2()
  })
);
var ScanTarget = lazy(
  () => discriminatedUnion("type", [
    strictObject({ type: literal("image"), digest: Digest }),
    strictObject({ type: literal("source"), commit: Commit })
  ])
);
var Content = strictObject({ sha256: Sha256, bytes: int().min(0) });
var ScanRun = lazy(
  () => strictObject({
    schema: literal("safeguard.scan-run/v1"),
    kind: ScanKind,
    tool: ScanTool,
    /** GitHub run in which the tool ran; absent elsewhere. A run of another GitHub run is a replay. */
    run_id: string2().optional(),
    /** As the tool printed it when asked, never as we hoped. */
    tool_version: string2().min(1).max(100),
    /** SHA-256 of the program that ran (for Python tools, of its locked requirements). */
    tool_sha256: Sha256,
    argv: array(string2().max(4e3)).min(1).max(200),
    exit_code: int(),
    started_at: EpochSeconds,
    finished_at: EpochSeconds,
    target: ScanTarget,
    /** When the vulnerability database was built; null for tools without one. */
    database_at: EpochSeconds.nullable(),
    /** When the second database was built, by which JAR files are known; absent where there was none. */
    java_database_at: EpochSeconds.optional(),
    /** SHA-256 of the rule set used; null for tools without one. */
    rules_sha256: Sha256.nullable(),
    report: Content,
    log: Content,
    sbom: Content.nullable()
  })
);
var ScanProblemCode = _enum([
  "SCAN_MISSING",
  "SCAN_HASH_MISMATCH",
  "SCAN_EXIT_CODE",
  "SCAN_EMPTY",
  "SCAN_TRUNCATED",
  "SCAN_MALFORMED",
  "SCAN_TOO_LARGE",
  "SCAN_WRONG_TOOL",
  "SCAN_WRONG_TARGET",
  "SCAN_FAILED",
  "SCAN_NOTHING_SCANNED",
  "SCAN_NO_PROOF"
]);
var ProblemCodeName = string2().regex(/^SCAN_[A-Z_]{1,60}$/, "expected a code of a scan");
var SeverityCounts = lazy(
  () => strictObject({
    critical: int().min(0),
    high: int().min(0),
    medium: int().min(0),
    low: int().min(0),
    info: int().min(0)
  })
);
var ScanSummary = lazy(
  () => strictObject({
    kind: ScanKind,
    tool: ToolName,
    tool_version: string2(),
    tool_sha256: Sha256,
    exit_code: int(),
    started_at: EpochSeconds,
    finished_at: EpochSeconds,
    target: ScanTarget,
    database_at: EpochSeconds.nullable(),
    rules_sha256: Sha256.nullable(),
    report_sha256: Sha256,
    log_sha256: Sha256,
    replay: boolean2(),
    proven: boolean2(),
    /** Empty when proven, else the code and the sentence of the problem. */
    problem_code: union([ProblemCodeName, literal("")]),
    problem: string2(),
    looked_at_files: int().min(0),
    looked_at_packages: int().min(0),
    suppressed: int().min(0),
    counts: SeverityCounts,
    threshold: Severity,
    findings: array(Finding)
  })
);
var SbomReference = lazy(
  () => strictObject({
    format: _enum(["cyclonedx", "spdx"]),
    spec_version: string2(),
    sha256: Sha256,
    bytes: int().min(1),
    /** Components or packages besides the image itself, nested ones included. */
    components: int().min(0),
    subject_digest: Digest
  })
);

// src/model/identity.ts
var Claims = lazy(
  () => looseObject({
    iss: string2(),
    aud: union([string2(), array(string2())]),
    sub: string2(),
    repository: string2(),
    repository_id: RepositoryId,
    repository_owner: string2(),
    repository_owner_id: UserId,
    repository_visibility: string2(),
    ref: string2(),
    sha: Commit,
    event_name: string2(),
    actor: string2(),
    actor_id: UserId,
    workflow_ref: string2(),
    job_workflow_ref: string2(),
    job_workflow_sha: Commit,
    run_id: RunId,
    run_number: string2(),
    run_attempt: string2().regex(/^[1-9]\d*$/),
    runner_environment: string2(),
    environment: string2().optional(),
    /** Unique to this token. */
    jti: string2().min(1),
    exp: EpochSeconds,
    iat: EpochSeconds.optional()
  })
);
var RunContext = lazy(
  () => strictObject({
    repository_id: RepositoryId,
    repository: string2(),
    run_id: RunId,
    run_attempt: int().min(1),
    event: string2(),
    actor_id: UserId,
    actor: string2(),
    ref: string2(),
    commit: Commit,
    job_workflow_ref: string2(),
    job_workflow_sha: Commit,
    runner_environment: string2(),
    environment: string2(),
    job: string2(),
    /** `token`: read from an OIDC token; `local`: a developer's machine, never counts as evidence. */
    source: _enum(["token", "local"])
  })
);
var Signer = lazy(
  () => discriminatedUnion("type", [
    strictObject({
      type: literal("certificate"),
      /** URI subject alternative name: `https://github.com/ORG/REPO/.github/workflows/FILE@REF`. */
      san: string2(),
      issuer: string2(),
      // .8
      build_signer_digest: string2(),
      // .10, commit of the contract
      runner_environment: string2(),
      // .11
      source_repository_uri: string2(),
      // .12
      source_commit: string2(),
      // .13
      source_ref: string2(),
      // .14
      source_repository_id: string2(),
      // .15
      source_owner_id: string2(),
      // .17
      trigger: string2(),
      // .20
      run_uri: string2(),
      // .21
      environment: string2(),
      // .23
      /** Earliest verified timestamp over the signature; 0 when the trust material needs none. */
      signed_at: EpochSeconds
    }),
    strictObject({ type: literal("key"), spki_sha256: Sha256, signed_at: EpochSeconds })
  ])
);
var IdentityPolicy = lazy(
  () => strictObject({
    sans: array(string2().min(1)).min(1),
    issuer: string2().min(1),
    /**
     * `<san>` to the commit that the certificate's .10 must name. A SAN without entry is refused. `source-commit` is for a
     * workflow of the service's own repository: .10 must equal the certificate's own source commit (.13).
     */
    contract_commits: record(string2(), union([Commit, literal("source-commit")])),
    source_repository_id: RepositoryId,
    source_refs: array(string2().min(1)).min(1).optional(),
    source_commit: Commit.optional(),
    environment: string2().optional(),
    runner_environment: string2().optional()
  })
);

// src/model/config.ts
var Day = string2().regex(/^\d{4}-\d{2}-\d{2}$/, "expected YYYY-MM-DD");
var ReleaseVersion = string2().regex(/^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/, "expected vX.Y.Z");
var ScanRequirement = union([
  strictObject({
    tools: array(ScanTool.exclude(["sarif"])).min(1).describe("Every one of these must have run; SARIF never satisfies a requirement."),
    "max-age-hours": int().min(1).max(24 * 90).default(24 * 30).describe("Age of the run at approval and deploy, in hours."),
    "database-max-age-hours": int().min(1).max(24 * 14).default(48).describe("Age of the vulnerability database when the tool ran, in hours.")
  }),
  strictObject({
    none: string2().min(10).describe("Why this kind has nothing to scan, in a sentence an auditor will read.")
  })
]);
var FindingException = strictObject({
  id: string2().regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/, "expected an id such as EX-2026-014"),
  rule: string2().min(3).refine((s) => !/[*?]/.test(s), "expected one exact rule or vulnerability id, no wildcard").describe("One exact rule, or any id of the vulnerability, such as its CVE or its GHSA."),
  tool: ScanTool,
  package: string2().optional().describe("Exact package@version; required for vulnerabilities."),
  path: string2().optional().describe("Exact path, as the finding shows it."),
  digest: Digest.optional().describe("Only for this image."),
  reason: string2().min(20),
  "requested-by": UserId,
  "approved-by": UserId,
  from: Day,
  until: Day.describe("Last day, at most 90 days after from; ends 00:00 UTC of the next day.")
});
var PolicySettings = strictObject({
  threshold: Severity.describe("Findings of this severity or worse deny."),
  scans: record(ScanKind, ScanRequirement).describe("All five kinds must be named."),
  "replayed-runs": _enum(["refuse", "allow"]).describe("Recorded runs handed in again; production refuses them."),
  "prebuilt-images": _enum(["refuse", "allow"]).describe("Images built elsewhere, whose source is unknown."),
  severities: partialRecord(ScanTool, record(string2().min(1).max(300), Severity)).default({}).describe("By tool and rule, for what the tool leaves unrated; what a tool rates keeps its rating.")
});
var DeployCommand = strictObject({
  command: array(string2().min(1).max(2e3)).min(1).refine(
    (argv) => argv.some((a) => a.includes("{image}")),
    "one argument must hold {image}, which becomes repository@digest"
  ).refine(
    (argv) => !argv.some((a) => /\{image\}[:@]/.test(a)),
    "expected nothing behind {image}, which already holds the digest"
  ).describe("Program by absolute path and its arguments; never a shell line."),
  "program-sha256": Sha256.optional().describe("Pins the program; checked just before it runs."),
  "timeout-minutes": int().min(1).max(360).default(30),
  environment: record(string2().regex(/^[A-Z][A-Z0-9_]*$/), string2()).default({}).describe(
    "Variables for the command, which win over ours: PATH, HOME (a fresh folder), LANG, AWS_REGION and the deployer credentials. Nothing else is inherited."
  )
});
var RegistryAuth = _enum(["ecr", "docker-config", "anonymous"]);
var PinnedKey = strictObject({
  id: string2().regex(
    /^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,64}|[A-Za-z0-9-]{1,64})$/,
    "expected a KMS key id or key ARN, no alias"
  ).describe("Key id, or the ARN of the key; an alias can be moved."),
  "public-key": string2().min(1).describe("Public key as a PEM file beside safeguard.yml."),
  "spki-sha256": Sha256.describe("SHA-256 of the key in DER (SubjectPublicKeyInfo).")
});
var Person = strictObject({
  id: UserId,
  login: string2().min(1),
  name: string2().min(1).max(200).optional().describe("The name that an auditor knows."),
  subject: string2().min(1).max(200).optional().describe("The person's subject at the identity provider."),
  emails: array(GitAddress).default([])
});
var ContractRelease = strictObject({
  version: ReleaseVersion,
  sha: Commit,
  revoked: strictObject({ on: Day, reason: string2().min(10) }).optional()
});

// src/model/anchor.ts
var LedgerHead = lazy(
  () => strictObject({
    repository_id: RepositoryId,
    service: ServiceName,
    environment: EnvironmentName,
    seq: int().min(0),
    result_sha256: Sha256
  })
);
var Ended = lazy(
  () => strictObject({
    until: EpochSeconds,
    why: string2().min(1).max(500),
    heads: array(LedgerHead)
  })
);
var validity = {
  from: EpochSeconds.optional().describe("Only where it came back after it had ended: counts from then on."),
  ended: Ended.optional().describe("Absent while it is trusted.")
};
var AnchorValidity = strictObject(validity);
var Anchor = lazy(
  () => strictObject({
    schema: literal("safeguard.anchor/v2"),
    printed_at: EpochSeconds.describe("When it was printed; 0 where that is not known."),
    /** SHA-256 of each trusted root that counts; the files are blobs in the store, or are embedded here. */
    trusted_roots: array(
      strictObject({
        sha256: Sha256,
        document: record(string2(), unknown()).optional(),
        certificate_transparency: boolean2().describe("False where certificates come from a private Fulcio without a CT log."),
        ...validity
      })
    ),
    /** Exact SANs of the contracts, each with its commit and the issuer of its certificates, and for which part they count. */
    contracts: array(
      strictObject({
        san: string2().min(1),
        issuer: string2().min(1),
        /** `source-commit`: a workflow of the service's own repository, whose commit is that of the source. */
        commit: union([Commit, literal("source-commit")]),
        part: _enum(["build", "deploy"]),
        ...validity
      })
    ),
    keys: array(
      strictObject({
        spki_sha256: Sha256,
        spki: string2().regex(/^[A-Za-z0-9+/]+={0,2}$/, "expected base64"),
        repository_id: RepositoryId,
        service: ServiceName,
        part: _enum(["build", "deploy"]),
        ...validity
      })
    ),
    policies: array(strictObject({ sha256: Sha256, ...validity })).describe("Known policy digests; a decision by another one is named."),
    ledger_heads: array(LedgerHead),
    /** Ledgers whose head could not be noted when this was printed, each with the reason. */
    unread_ledgers: array(
      strictObject({
        repository_id: RepositoryId,
        service: ServiceName,
        environment: EnvironmentName,
        problem: string2().max(500)
      })
    )
  })
);

// src/model/evidence.ts
var RecordKind = _enum([
  "scan",
  "sbom",
  "decision",
  "publish",
  "approval",
  "deploy-intent",
  "deploy-outcome",
  "reconcile",
  "note"
]);
var RecordKindName = string2().regex(/^[a-z][a-z0-9-]{0,39}$/, "expected the kind of a record");
var EvidenceRecord = lazy(
  () => strictObject({
    schema: literal("safeguard.record/v1"),
    kind: RecordKindName,
    time: EpochSeconds,
    repository_id: RepositoryId,
    repository: string2(),
    service: ServiceName,
    /** '' for records of a build. */
    environment: string2(),
    run_id: RunId,
    run_attempt: int().min(1),
    job: string2(),
    digest: Digest,
    commit: Commit,
    actor_id: UserId,
    actor: string2(),
    /** `allow`, `deny`, `succeeded`, `failed`, `proven`, `unproven`, `approved`, ...; per kind. */
    outcome: string2(),
    /** One sentence for people. */
    summary: string2().max(2e3),
    /** Person this record is about (approver, reconciler), else ''. */
    person_id: string2(),
    person: string2(),
    tool: string2(),
    tool_version: string2(),
    count_critical: int().min(0),
    count_high: int().min(0),
    count_medium: int().min(0),
    count_low: int().min(0),
    /** SHA-256 of the blob that holds the full content, '' if there is none. */
    detail_sha256: union([Sha256, literal("")]),
    /** What the blob is: `scan-summary`, `decision`, `evidence-bundle`, `cyclonedx`, `command-output`, ... */
    detail_type: string2(),
    contract_ref: string2(),
    config_sha256: Sha256,
    config_origin: _enum(["beside-bundle", "flag"]),
    /** True when the environment openly does without locks. */
    unlocked: boolean2(),
    /** Of a deploy. */
    deploy_id: DeployId.exactOptional(),
    /** The change that a deploy belongs to, as its caller named it; nothing rests on it. */
    change_ticket: Ticket.exactOptional(),
    approval_chain: ApprovalChain.exactOptional(),
    run_number: int().min(1).exactOptional(),
    runner_id: string2().min(1).max(40).exactOptional(),
    runner_name: string2().min(1).max(200).exactOptional(),
    runner_group: string2().min(1).max(200).exactOptional(),
    runner_image: string2().min(1).max(200).exactOptional(),
    /** When GitHub created and started the job; an approval was given between them. */
    job_created_at: EpochSeconds.exactOptional(),
    job_started_at: EpochSeconds.exactOptional()
  })
);
var LedgerIntent = lazy(
  () => strictObject({
    schema: literal("safeguard.ledger-intent/v1"),
    seq: int().min(0),
    deploy_id: DeployId,
    repository_id: RepositoryId,
    service: ServiceName,
    environment: LedgerEnvironment,
    digest: Digest,
    commit: Commit,
    run_id: RunId,
    run_attempt: literal(1),
    /** The `jti` of the token that took the lease: two jobs of one run, in the same second, never write the same bytes. */
    lease: LedgerLease,
    actor_id: UserId,
    actor: LedgerLogin,
    time: EpochSeconds,
    decision_sha256: Sha256,
    /** SHA-256 of the previous result's bytes; '' for seq 0. */
    previous_result_sha256: union([Sha256, literal("")]),
    signature: EntrySignature.exactOptional()
  })
);
var LedgerResult = lazy(
  () => strictObject({
    schema: literal("safeguard.ledger-result/v1"),
    seq: int().min(0),
    deploy_id: DeployId,
    service: ServiceName,
    outcome: _enum(["succeeded", "failed", "unknown"]),
    time: EpochSeconds,
    intent_sha256: Sha256,
    /** SHA-256 of the closing manifest's bytes. */
    manifest_sha256: Sha256,
    /** Run that wrote this; differs from the intent's when reconciled. */
    run_id: RunId,
    reconciled_by: LedgerCloser,
    reconcile_reason: LedgerReason,
    signature: EntrySignature.exactOptional()
  })
);
var LedgerSuccess = strictObject({ commit: Commit, digest: Digest, deploy_id: DeployId, time: EpochSeconds });
var LedgerFacts = lazy(
  () => strictObject({
    /** The store's description, printed with a first deploy so that a wrong bucket is noticed. */
    store: string2(),
    readable: boolean2(),
    /** SHA-256 of the last result's bytes, '' before the first deploy. */
    head: string2(),
    next_seq: int().min(0),
    /** Why the entries do not form a chain; '' when they do. */
    problem: string2(),
    open_intent: LedgerIntent.nullable(),
    /** Commit and digest of the last deploy that succeeded; null before the first. */
    last_success: LedgerSuccess.nullable(),
    /** The last success of another commit than that one; where authors begin when the same commit is deployed again. */
    last_other_success: LedgerSuccess.nullable()
  })
);
var EvidenceProblemCode = _enum([
  "LEDGER_BROKEN",
  "LEDGER_TAIL_CUT",
  "TRUST_ROOT_MISSING",
  "MANIFEST_MISSING",
  "MANIFEST_INVALID",
  "MANIFEST_UNSIGNED",
  "MANIFEST_FORGED",
  "OBJECT_MISSING",
  "OBJECT_ALTERED",
  "OBJECT_HIDDEN",
  "OBJECT_UNREADABLE",
  "OBJECT_SUPERSEDED",
  "LOCK_WEAK",
  "RECORD_INVALID",
  "SIGNATURE_INVALID",
  "STATEMENT_MISMATCH",
  "DECISION_MISMATCH",
  "APPROVAL_MISSING",
  "POLICY_UNKNOWN",
  "INTENT_OPEN",
  "NOT_DEPLOYED",
  "DEPLOY_DENIED",
  "TARGET_UNCERTAIN"
]);
var EvidenceProblem = strictObject({ code: EvidenceProblemCode, key: string2(), text: string2() });
var ManifestEntry = lazy(
  () => strictObject({
    key: string2().min(1),
    sha256: Sha256,
    bytes: int().min(0),
    version_id: string2(),
    retain_until: EpochSeconds
  })
);
var ManifestPredicate = lazy(
  () => strictObject({
    schema: literal("safeguard.evidence-manifest/v1"),
    stage: _enum(["job", "opening", "closing"]),
    repository_id: RepositoryId,
    service: ServiceName,
    environment: string2(),
    run_id: RunId,
    run_attempt: int().min(1),
    job: string2(),
    time: EpochSeconds,
    store: string2(),
    lock: _enum(["COMPLIANCE", "none"]),
    config_sha256: Sha256,
    entries: array(ManifestEntry).min(1)
  })
);
var ManifestFile = lazy(
  () => strictObject({
    schema: literal("safeguard.manifest/v1"),
    signed: boolean2(),
    bundle: record(string2(), unknown()).nullable(),
    unsigned_statement: record(string2(), unknown()).nullable()
  })
);

// src/model/held-by.ts
var BranchStanding = _enum(["identical", "behind", "ahead", "diverged", "unknown"]);
var HeldBy = lazy(
  () => strictObject({
    commit: Commit,
    branches: array(
      strictObject({
        ref: string2(),
        /** Null where the forge knows no such branch. */
        head: Commit.nullable(),
        standing: BranchStanding
      })
    ).min(1)
  })
);

// src/model/decision.ts
var ImageOrigin = _enum(["build", "prebuilt", "unknown"]);
var RefLimit = _enum(["any", "protected", "selected"]);
var ReleaseFact = strictObject({ ref: string2(), sha: Commit, revoked: boolean2(), below_minimum: boolean2() });
var EffectivePolicy = lazy(
  () => strictObject({
    config_sha256: Sha256,
    config_origin: _enum(["beside-bundle", "flag"]),
    threshold: Severity,
    replayed_runs: _enum(["refuse", "allow"]),
    prebuilt_images: _enum(["refuse", "allow"]),
    scans: record(
      ScanKind,
      union([
        strictObject({
          tools: array(string2()).min(1),
          max_age_seconds: int().min(1),
          database_max_age_seconds: int().min(1)
        }),
        strictObject({ none: string2().min(1) })
      ])
    ),
    exceptions: array(
      FindingException.omit({ from: true, until: true }).extend({
        tool: ToolName,
        from_at: EpochSeconds,
        until_at: EpochSeconds
      })
    ),
    issuer: string2(),
    contracts: strictObject({
      /** SAN of the build contract without `@ref`: `https://github.com/ORG/REPO/.github/workflows/build-sign.yml`. */
      build: string2(),
      deploy: string2(),
      /** Empty only before the first release has been listed. */
      releases: array(ReleaseFact)
    }),
    service: strictObject({
      /** The name under which its evidence lies: the oldest that it had. */
      name: ServiceName,
      repository_id: RepositoryId,
      repository: string2(),
      owner_id: UserId,
      registry: string2(),
      source_refs: array(string2()).min(1),
      /** Full SANs, `https://github.com/OWNER/NAME/.github/workflows/FILE@REF`. */
      direct_workflows: array(string2()),
      keys: strictObject({ build: Sha256, deploy: Sha256 }).nullable()
    }),
    /** Null in phase before-publish, which knows no environment. */
    environment: strictObject({
      name: string2(),
      production: boolean2(),
      phi: boolean2(),
      approvers: array(UserId).min(1),
      lock: _enum(["compliance", "none"]),
      /** Who may start a deploy to it; null where anybody may who can start the workflow. */
      starters: array(UserId).min(1).nullable(),
      /** Least minutes that GitHub has to wait before its job starts. */
      wait_minutes: int().min(0),
      /** Teams that have to be among the required reviewers. */
      reviewer_teams: array(TeamId),
      refs: RefLimit
    }).nullable()
  })
);
var SignatureFact = lazy(
  () => strictObject({
    bundle_sha256: Sha256,
    verified: boolean2(),
    problem: string2(),
    predicate_type: string2(),
    statement_sha256: Sha256.nullable(),
    /** The service that the predicate names; '' for a format without a place for one, such as an SBOM's. */
    service: string2(),
    subject_digests: array(string2()),
    signer: Signer.nullable(),
    /** For scan predicates the index of its summary in `scans`, else null. */
    scan_index: int().min(0).nullable(),
    /** Source commit and repository id from provenance; both '' for other predicates. Needed where a key signed. */
    provenance_commit: string2(),
    provenance_repository_id: string2()
  })
);
var IgnoredReferrers = lazy(
  () => strictObject({
    count: int().min(0),
    /** False when there may be more than was looked at. */
    complete: boolean2(),
    reasons: array(strictObject({ reason: string2().max(100), count: int().min(1) })).max(20)
  })
);
var EnvironmentFact = lazy(
  () => strictObject({
    name: string2(),
    exists: boolean2(),
    reviewers: int().min(0).nullable(),
    prevent_self_review: boolean2().nullable(),
    can_admins_bypass: boolean2().nullable(),
    wait_minutes: int().min(0).nullable(),
    reviewer_teams: array(TeamId).nullable(),
    refs: RefLimit.nullable(),
    /** The selected refs, `refs/heads/NAME` or `refs/tags/NAME` with GitHub's wildcards; empty where none are selected. */
    selected_refs: array(string2()).nullable()
  })
);
var ApprovalFact = lazy(
  () => strictObject({
    user_id: UserId,
    login: string2(),
    state: string2(),
    environments: array(string2()),
    observed_at: EpochSeconds
  })
);
var DeployJobsFact = lazy(
  () => strictObject({
    count: int().min(0),
    /** False when GitHub did not list every job, or shortened a name. */
    complete: boolean2()
  })
);
var AuthorFact = lazy(
  () => strictObject({
    user_id: UserId.nullable(),
    /** Login, or name and e-mail where GitHub knows no account. */
    label: string2(),
    /** For an unknown person: the entry of `emails` under `people` that would identify them, as YAML text; else ''. */
    mapped_by: string2(),
    roles: array(
      _enum([
        "commit-author",
        "committer",
        "co-author",
        "pull-request-author",
        "run-actor",
        "run-triggering-actor",
        "pusher"
      ])
    ).min(1),
    /** A commit where this person appears, '' for run roles. */
    commit: string2()
  })
);
var AuthorFacts = lazy(
  () => strictObject({
    /**
     * The commit of the last success of another commit; '' when there is none: then one commit and its pull requests are
     * examined.
     */
    since_commit: string2(),
    until_commit: Commit,
    complete: boolean2(),
    /** Why the list is not complete, and what to do; '' when it is. */
    problem: string2(),
    people: array(AuthorFact)
  })
);
var EvidenceBundle = lazy(
  () => strictObject({
    schema: literal("safeguard.evidence-bundle/v1"),
    phase: Phase,
    /** The time the decision is made for. */
    time: EpochSeconds,
    run: RunContext,
    policy: EffectivePolicy,
    artifact: strictObject({
      /** The digest asked for. */
      digest: Digest,
      /** The digest of the manifest bytes that were really read. */
      rehashed: Digest,
      registry: string2(),
      media_type: string2(),
      children: array(Digest),
      origin: ImageOrigin
    }),
    scans: array(ScanSummary),
    sbom: SbomReference.nullable(),
    signatures: array(SignatureFact).nullable(),
    /** Absent where every referrer could be read and is among the signatures. */
    ignored_referrers: IgnoredReferrers.exactOptional(),
    environment: EnvironmentFact.nullable(),
    ledger: LedgerFacts.nullable(),
    handed_over: strictObject({ digest: Digest, ledger_head: string2() }).nullable(),
    approvals: array(ApprovalFact).nullable(),
    deploy_jobs: DeployJobsFact.nullable(),
    authors: AuthorFacts.nullable(),
    /** The listed branches that were asked for the tag's commit; absent where none had to be asked. */
    held_by: HeldBy.exactOptional()
  })
);
var RuleVerdict = lazy(
  () => strictObject({
    id: string2().regex(/^gate\.[a-z_]+\.[a-z_]+$/),
    verdict: _enum(["allow", "deny", "not_applicable"]),
    /** One sentence with the values that led to it. */
    message: string2().min(1),
    /** Citation of the regulation this supports, e.g. `45 CFR 164.312(d)`; '' for a rule without one. */
    citation: string2(),
    /** What to do; '' unless denied. */
    remedy: string2()
  })
);
var Decision = lazy(
  () => strictObject({
    schema: literal("safeguard.decision/v1"),
    verdict: _enum(["allow", "deny"]),
    phase: Phase,
    time: EpochSeconds,
    digest: Digest,
    repository_id: RepositoryId,
    service: ServiceName,
    environment: string2(),
    rules: array(RuleVerdict).min(1),
    /** Whether signers were proven by certificate or by pinned key; `none` before anything is signed. */
    identity: _enum(["certificate", "key", "none"]),
    replayed_runs: boolean2(),
    policy_sha256: Sha256,
    config_sha256: Sha256,
    /** SHA-256 of the canonical JSON of the bundle. */
    input_sha256: Sha256
  })
);

// src/model/statement.ts
var predicateTypes = {
  scan: "https://safeguard.dev/scan-summary/v1",
  cyclonedx: "https://cyclonedx.org/bom",
  spdx: "https://spdx.dev/Document",
  provenance: "https://slsa.dev/provenance/v1",
  acceptance: "https://safeguard.dev/image-acceptance/v1",
  decision: "https://safeguard.dev/gate-decision/v1",
  manifest: "https://safeguard.dev/evidence-manifest/v1"
};
var PredicateType = _enum(predicateTypes);
var statementPayloadType = "application/vnd.in-toto+json";
var statementLimit = 256 * 1024;
var bundleLimit = 16 * 1024 * 1024;
var proofLimit = 64 * 1024;
var sbomStatementLimit = (bundleLimit - proofLimit) / 4 * 3;
var Statement = lazy(
  () => looseObject({
    _type: _enum(["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"]),
    subject: array(looseObject({ name: string2().optional(), digest: record(string2(), string2()) })).min(1),
    predicateType: string2().min(1),
    /** Optional in version 1; readers that need it report that it is missing. */
    predicate: unknown().optional()
  })
);
var ScanPredicate = strictObject({
  schema: literal("safeguard.scan-summary/v1"),
  service: ServiceName,
  summary: ScanSummary
});
var DecisionPredicate = lazy(
  () => strictObject({
    schema: literal("safeguard.gate-decision/v1"),
    decision: Decision
  })
);
var Workflow = looseObject({ ref: string2(), repository: string2(), path: string2() });
var buildTypes = {
  contract: "https://safeguard.dev/buildtypes/build-sign/v1",
  direct: "https://safeguard.dev/buildtypes/direct-workflow/v1"
};
var ProvenancePredicate = lazy(
  () => looseObject({
    buildDefinition: looseObject({
      buildType: _enum(buildTypes),
      /** `inputs`: every input of the contract, as its caller gave it or by default. */
      externalParameters: looseObject({ workflow: Workflow, inputs: record(string2(), string2()) }),
      internalParameters: looseObject({
        github: looseObject({ repository_id: string2(), event_name: string2() }),
        safeguard: looseObject({ service: ServiceName }).optional()
      }).optional(),
      resolvedDependencies: array(looseObject({ uri: string2(), digest: record(string2(), string2()) })).min(1)
    }),
    runDetails: looseObject({
      builder: looseObject({ id: string2().min(1) }),
      metadata: looseObject({ invocationId: string2() }).optional()
    })
  })
);
var AcceptancePredicate = lazy(
  () => strictObject({
    schema: literal("safeguard.image-acceptance/v1"),
    origin: literal("prebuilt"),
    accepted_at: EpochSeconds,
    service: ServiceName,
    source: strictObject({
      repository_id: string2(),
      repository: string2(),
      ref: string2(),
      commit: string2()
    }),
    workflow: strictObject(Workflow.shape),
    inputs: record(string2(), string2()),
    accepted_by: strictObject({
      contract_ref: string2(),
      contract_sha: string2(),
      event_name: string2(),
      actor_id: string2(),
      invocation_id: string2()
    })
  })
);
var buildStatements = {
  scan: [predicateTypes.scan],
  sbom: [predicateTypes.cyclonedx, predicateTypes.spdx],
  provenance: [predicateTypes.provenance, predicateTypes.acceptance],
  decision: [predicateTypes.decision]
};
var bundleType = "application/vnd.dev.sigstore.bundle.v0.3+json";
var predicateAnnotation = "dev.sigstore.bundle.predicateType";

// src/base/mistakes.ts
function mistakesOf({ issues }, whole) {
  const sentences = issues.slice(0, 3).map((issue2) => mistakeOf(issue2, whole));
  return [...sentences, ...issues.length > 3 ? [`and ${issues.length - 3} more`] : []].join("; ");
}
function mistakeOf(issue2, whole) {
  const path = issue2.path.length === 0 ? whole : issue2.path.map((key) => named(String(key))).join(".");
  if (issue2.code === "unrecognized_keys") return `${path}: ${listedFirst(issue2.keys.map(named), 10)} is not known`;
  if (issue2.message.endsWith("received undefined")) return `${path} is missing`;
  return `${path}: ${issue2.message.replace(/^Invalid \w+: /, "")}`;
}
function placesOf2({ issues }) {
  const places = issues.slice(0, 3).map((issue2) => {
    const path = issue2.path.map((key) => typeof key === "number" ? `[${key}]` : plainKey(String(key))).join(".");
    const expected = "expected" in issue2 ? `expected ${String(issue2.expected)}` : issue2.code;
    return `${path || "the whole"}: ${expected}`;
  });
  return [...places, ...issues.length > 3 ? [`and ${issues.length - 3} more`] : []].join("; ");
}
function plainKey(key) {
  return /^[A-Za-z][A-Za-z0-9_-]{0,29}$/.test(key) ? key : "(another key)";
}

// src/model/image.ts
var imageMediaTypes = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json"
};
var ImageMediaType = _enum(imageMediaTypes);
var manifestLimit = 4 * 1024 * 1024;
var Annotations = record(string2(), string2());
var ImageDescriptor = object({
  mediaType: string2().min(1),
  digest: Digest,
  size: int().min(0),
  artifactType: string2().exactOptional(),
  annotations: Annotations.exactOptional()
});
var opening = { schemaVersion: literal(2), mediaType: string2().optional(), annotations: Annotations.default({}) };
var ManifestDocument = looseObject({
  ...opening,
  artifactType: string2().optional(),
  config: ImageDescriptor,
  layers: array(ImageDescriptor),
  subject: ImageDescriptor.optional(),
  manifests: never().optional()
});
var IndexDocument = looseObject({
  ...opening,
  manifests: array(ImageDescriptor),
  subject: ImageDescriptor.optional(),
  config: never().optional(),
  layers: never().optional()
});
function readImageDocument(bytes, mediaType, name) {
  const type = ImageMediaType.safeParse(mediaType);
  if (!type.success)
    throw new Fault(
      "IMAGE_INVALID",
      `${name} has media type ${shownType(mediaType)}; expected an OCI or Docker v2 manifest or index`
    );
  const value = readJson(bytes, name);
  return type.data === imageMediaTypes.manifest || type.data === imageMediaTypes.dockerManifest ? readManifest(value, type.data, name) : readIndex(value, type.data, name);
}
function readManifest(value, mediaType, name) {
  const document = checked(ManifestDocument.safeParse(value), mediaType, name);
  const { config: config2, layers: layers2, subject, annotations } = document;
  return {
    type: "manifest",
    mediaType,
    artifactType: document.artifactType ?? config2.mediaType,
    config: config2,
    layers: layers2,
    subject,
    annotations
  };
}
function readIndex(value, mediaType, name) {
  const { manifests, subject } = checked(IndexDocument.safeParse(value), mediaType, name);
  return { type: "index", mediaType, manifests, subject };
}
function checked(parsed, mediaType, name) {
  if (!parsed.success) {
    throw new Fault("IMAGE_INVALID", `${name} is not a valid ${shownType(mediaType)}: ${placesOf2(parsed.error)}`);
  }
  if ((parsed.data.mediaType ?? mediaType) === mediaType) return parsed.data;
  throw new Fault(
    "IMAGE_INVALID",
    `${name} was announced as ${shownType(mediaType)} and calls itself ${shownType(parsed.data.mediaType ?? "")}`
  );
}
function shownType(mediaType) {
  if (mediaType === "") return "none";
  return /^[a-z]{4,12}\/[a-z0-9][a-z0-9.+-]{0,79}$/.test(mediaType) ? JSON.stringify(mediaType) : "of no known form";
}
function readJson(bytes, name) {
  try {
    return parseJsonBytes(bytes, { maxBytes: manifestLimit, maxDepth: 32 });
  } catch (error2) {
    if (isFault(error2)) throw new Fault("IMAGE_INVALID", `${name}: ${error2.message}`, { cause: error2 });
    throw error2;
  }
}

// src/image/structure.ts
import { join } from "node:path";
var blobTypes = /* @__PURE__ */ new Set([
  "application/vnd.oci.image.config.v1+json",
  "application/vnd.oci.empty.v1+json",
  "application/vnd.docker.container.image.v1+json",
  ...["", "+gzip", "+zstd"].map((compression) => `application/vnd.oci.image.layer.v1.tar${compression}`),
  "application/vnd.docker.image.rootfs.diff.tar",
  "application/vnd.docker.image.rootfs.diff.tar.gzip",
  "application/vnd.in-toto+json"
]);
var unknownTypeHint = "Build with the media types of OCI (docker buildx: --output type=oci,oci-mediatypes=true), and on a base image without foreign or non-distributable layers.";
var manifestTypes = /* @__PURE__ */ new Set([imageMediaTypes.manifest, imageMediaTypes.dockerManifest]);
var mostManifests = 100;
var buildKitReference = "vnd.docker.reference.type";
function listChildren(document, place) {
  if (document.subject)
    throw new Fault(
      "IMAGE_INVALID",
      `${place} names the subject ${document.subject.digest}: pushed, it would hang on that image`,
      {
        hint: "Build an image of its own; what belongs to another image is attached to it, not published."
      }
    );
  if (document.type === "manifest") return [];
  const { manifests } = document;
  const attestation = manifests.find(({ annotations }) => annotations?.[buildKitReference] !== void 0);
  if (attestation)
    throw new Fault("IMAGE_INVALID", `${place} lists ${attestation.digest}, an attestation of BuildKit and no image`, {
      hint: "Build with --provenance=false --sbom=false (docker/build-push-action: provenance: false, sbom: false): Safeguard makes both itself and signs them. An image that exists already has to be built again."
    });
  const count = new Set(manifests.map((child) => child.digest)).size;
  if (count === 0 || count > mostManifests || count < manifests.length)
    throw new Fault(
      "IMAGE_INVALID",
      `${place} lists ${manifests.length} manifests, ${count} of them different; expected 1 to ${mostManifests}, each once`
    );
  const strange = manifests.find((child) => !manifestTypes.has(child.mediaType));
  if (strange)
    throw new Fault(
      "IMAGE_INVALID",
      `${place} lists ${strange.digest} as ${JSON.stringify(strange.mediaType)}; expected manifests, and no index inside an index`
    );
  return manifests;
}
function listBlobs(place, documents) {
  const blobs = /* @__PURE__ */ new Map();
  for (const blob of documents.flatMap((one) => one.type === "manifest" ? [one.config, ...one.layers] : [])) {
    const { digest, size, mediaType } = blob;
    if (!blobTypes.has(mediaType))
      throw new Fault(
        "IMAGE_INVALID",
        `${place}: blob ${digest} has the unknown media type ${JSON.stringify(mediaType)}`,
        { hint: unknownTypeHint }
      );
    const known = blobs.get(digest) ?? blob;
    if (known.size !== size)
      throw new Fault("IMAGE_INVALID", `${place}: blob ${digest} is named with ${known.size} and with ${size} bytes`);
    blobs.set(digest, known);
  }
  return [...blobs.values()];
}
function checkFound(path, expected, found) {
  if (found.digest === expected.digest && found.size === expected.size) return;
  throw new Fault(
    "IMAGE_INVALID",
    `${path} has digest ${found.digest} and ${found.size} bytes; expected ${expected.digest} and ${expected.size} bytes`
  );
}
function checkTotal(place, parts, limit) {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  if (total <= limit) return;
  throw new Fault("IMAGE_INVALID", `${place} has ${total} bytes by its descriptors; expected at most ${limit}`);
}
function childrenOf({ bytes, mediaType, digest }) {
  const document = readImageDocument(bytes, mediaType, digest);
  return document.type === "index" ? document.manifests.map((child) => child.digest) : [];
}
function blobPath(folder, digest) {
  return join(folder, "blobs/sha256", digest.slice("sha256:".length));
}
function layoutIndex({ digest, mediaType, bytes }) {
  return {
    schemaVersion: 2,
    mediaType: imageMediaTypes.index,
    manifests: [{ mediaType, size: bytes.length, digest }]
  };
}
function imageTag(commit, digest) {
  return `${commit}-${digest.slice("sha256:".length, "sha256:".length + 12)}`;
}

// src/model/config-store.ts
var ServiceUrl = url({ protocol: /^https?$/ }).refine(
  (text) => {
    const url2 = URL.parse(text);
    if (!url2 || url2.username || url2.password) return false;
    return url2.protocol === "https:" || ["127.0.0.1", "[::1]", "localhost"].includes(url2.hostname);
  },
  { error: "expected an https URL without credentials (http only for loopback)" }
);
var AwsRegion = string2().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "expected an AWS region such as eu-central-1");
var AwsAccount = string2().regex(/^\d{12}$/, "expected a 12 digit AWS account id");
var StoreSpec = discriminatedUnion("type", [
  strictObject({ type: literal("dir"), path: string2().min(1) }),
  strictObject({
    type: literal("s3"),
    bucket: BucketName,
    region: AwsRegion,
    account: AwsAccount.describe("Owner of the bucket; sent as ExpectedBucketOwner on every call."),
    endpoint: ServiceUrl.optional(),
    "kms-key": string2().regex(
      /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,64}$/,
      "expected the ARN of a KMS key, no alias"
    ).optional().describe(
      "ARN of the key that the bucket is encrypted with (SSE-KMS), so that sessions may use it; none for keys of S3 itself."
    )
  })
]);

// src/model/counted-commit.ts
function requiredParts(scans) {
  const scanned = Object.entries(scans).flatMap(
    ([kind, requirement]) => "tools" in requirement ? requirement.tools.map((tool) => scanPart({ kind, tool })) : []
  );
  return [...scanned, "sbom", "provenance", "decision"];
}
function signedParts({ predicateType, scan, signer, provenanceCommit }) {
  const name = Object.entries(buildStatements).find(([, types]) => types.some((type) => type === predicateType))?.[0];
  if (name === void 0 || signer === null || name === "scan" && scan === null) return [];
  const part2 = name === "scan" && scan ? scanPart(scan) : name;
  const commit = signer.type === "certificate" ? signer.source_commit : part2 === "provenance" ? provenanceCommit : "";
  if (part2 === "provenance" && (commit === "" || commit !== provenanceCommit)) return [];
  return [{ part: part2, commit, signedAt: signer.signed_at }];
}
function factParts(fact, scans) {
  const { predicate_type: predicateType, signer, provenance_commit: provenanceCommit, scan_index } = fact;
  return signedParts({ predicateType, signer, provenanceCommit, scan: scans[scan_index ?? -1] ?? null });
}
function scanPart({ kind, tool }) {
  return `${kind} scan by ${tool}`;
}
function missingParts(parts, required2, commit) {
  const there = new Set(parts.filter((one) => one.commit === commit || one.commit === "").map(({ part: part2 }) => part2));
  return required2.filter((part2) => !there.has(part2));
}
function provenCommits(parts) {
  const proven = parts.filter(({ part: part2 }) => part2 === "provenance").toSorted((a, b) => b.signedAt - a.signedAt);
  return [...new Set(proven.map(({ commit }) => commit))];
}
function countedCommit(parts, required2) {
  const whole = provenCommits(parts).filter((commit) => missingParts(parts, required2, commit).length === 0);
  const lastOf = (of) => Math.max(
    ...parts.flatMap(({ part: part2, commit, signedAt }) => part2 === "provenance" && commit === of ? [signedAt] : [])
  );
  const [first = "", second] = whole;
  return second !== void 0 && lastOf(second) === lastOf(first) ? "" : first;
}

// src/model/dsse.ts
function encodeForSigning(statement) {
  const type = statementPayloadType;
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${statement.length} `), statement]);
}
function encodeBundle(statement, signature, verificationMaterial) {
  const bundle2 = {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial,
    dsseEnvelope: {
      payload: Buffer.from(statement).toString("base64"),
      payloadType: statementPayloadType,
      signatures: [{ sig: Buffer.from(signature).toString("base64"), keyid: "" }]
    }
  };
  return new TextEncoder().encode(JSON.stringify(bundle2));
}

// src/model/ecr-host.ts
function parseEcrHost(host) {
  const [, account, region] = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.(?:aws|amazonwebservices\.com\.cn))$/.exec(
    host
  ) ?? [];
  return account !== void 0 && region !== void 0 ? { account, region } : void 0;
}

// src/base/account.ts
function accountText(login, id2) {
  return `${named(login)} (${login.endsWith("[bot]") ? "bot" : "user"} ${id2})`;
}

// node_modules/canonicalize/lib/canonicalize.js
function serializeString(value) {
  if (!value.isWellFormed()) {
    throw new Error("Lone surrogate is not allowed");
  }
  return JSON.stringify(value);
}
function serializePrimitive(value) {
  switch (typeof value) {
    case "number":
      if (isNaN(value)) {
        throw new Error("NaN is not allowed");
      }
      if (!isFinite(value)) {
        throw new Error("Infinity is not allowed");
      }
      return JSON.stringify(value);
    case "string":
      return serializeString(value);
    case "boolean":
      return value ? "true" : "false";
    default:
      return JSON.stringify(value);
  }
}
function enterValue(value, seen) {
  let wrappers = null;
  while (value !== null && typeof value === "object" && typeof value.toJSON === "function") {
    if (seen.has(value)) {
      throw new Error("Circular reference detected");
    }
    seen.add(value);
    (wrappers ??= []).push(value);
    value = value.toJSON();
  }
  if (value instanceof Number || value instanceof String || value instanceof Boolean) {
    value = value.valueOf();
  }
  if (value === null || typeof value !== "object") {
    if (wrappers !== null) {
      for (const wrapper of wrappers) seen.delete(wrapper);
    }
    return serializePrimitive(value);
  }
  if (seen.has(value)) {
    throw new Error("Circular reference detected");
  }
  seen.add(value);
  return {
    container: value,
    // null marks an array frame; object frames carry their sorted keys.
    // `sort()`'s default comparator orders by UTF-16 code unit, which is the
    // order JCS requires.
    keys: Array.isArray(value) ? null : Object.keys(value).sort(),
    // Next child to serialize; the frame resumes here after a nested
    // container's subtree completes.
    index: 0,
    // Whether no member has been emitted yet (controls comma placement).
    first: true,
    // toJSON wrappers to release from `seen` when this frame completes.
    wrappers
  };
}
function canonicalize(object2) {
  if (object2 === null || typeof object2 !== "object") {
    return serializePrimitive(object2);
  }
  const seen = /* @__PURE__ */ new Set();
  const root = enterValue(object2, seen);
  if (typeof root !== "object") {
    return root;
  }
  let result2 = root.keys === null ? "[" : "{";
  const stack = [root];
  outer:
    while (stack.length > 0) {
      const frame = stack[stack.length - 1];
      const container = frame.container;
      if (frame.keys === null) {
        while (frame.index < container.length) {
          const i = frame.index++;
          if (i > 0) {
            result2 += ",";
          }
          const element = container[i];
          const value = element === void 0 || typeof element === "symbol" || typeof element === "function" ? null : element;
          if (value === null || typeof value !== "object") {
            result2 += serializePrimitive(value);
            continue;
          }
          const child = enterValue(value, seen);
          if (typeof child !== "object") {
            result2 += child === void 0 ? "null" : child;
            continue;
          }
          result2 += child.keys === null ? "[" : "{";
          stack.push(child);
          continue outer;
        }
        result2 += "]";
      } else {
        const keys = frame.keys;
        while (frame.index < keys.length) {
          const key = keys[frame.index++];
          const value = container[key];
          if (value === void 0 || typeof value === "symbol" || typeof value === "function") {
            continue;
          }
          if (value === null || typeof value !== "object") {
            if (frame.first) {
              frame.first = false;
            } else {
              result2 += ",";
            }
            result2 += serializeString(key) + ":" + serializePrimitive(value);
            continue;
          }
          const child = enterValue(value, seen);
          if (child === void 0) {
            continue;
          }
          if (frame.first) {
            frame.first = false;
          } else {
            result2 += ",";
          }
          result2 += serializeString(key) + ":";
          if (typeof child !== "object") {
            result2 += child;
            continue;
          }
          result2 += child.keys === null ? "[" : "{";
          stack.push(child);
          continue outer;
        }
        result2 += "}";
      }
      seen.delete(container);
      if (frame.wrappers !== null) {
        for (const wrapper of frame.wrappers) seen.delete(wrapper);
      }
      stack.pop();
    }
  return result2;
}

// src/base/canonical-json.ts
function canonicalText(value) {
  const text = plainText(value) ?? canonicalize(value);
  if (text === void 0) throw new Fault("BUG", "a value without a JSON form was to be serialized");
  return text;
}
function canonicalBytes(value) {
  return new TextEncoder().encode(canonicalText(value));
}
var deepest = 128;
function plainText(value) {
  const text = JSON.stringify(sortMembers(value, 0));
  return text?.includes("\\ud") ? void 0 : text;
}
function sortMembers(value, depth) {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : void 0;
  if (typeof value !== "object" || depth === deepest) return void 0;
  return Array.isArray(value) ? sortItems(value, depth) : sortObject(value, depth);
}
function sortItems(items, depth) {
  if (Object.getPrototypeOf(items) !== Array.prototype) return void 0;
  const sorted = [];
  for (const item of items) {
    const plain = sortMembers(item, depth + 1);
    if (plain === void 0) return void 0;
    sorted.push(plain);
  }
  return sorted;
}
function sortObject(value, depth) {
  if (Object.getPrototypeOf(value) !== Object.prototype) return void 0;
  const sorted = {};
  for (const [key, member] of Object.entries(value).sort(byKey)) {
    const plain = sortMembers(member, depth + 1);
    if (plain === void 0 || isOutOfTurn(key)) return void 0;
    sorted[key] = plain;
  }
  return sorted;
}
function byKey([a], [b]) {
  return a < b ? -1 : 1;
}
function isOutOfTurn(key) {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57 || key === "__proto__";
}

// src/base/nearest.ts
function nearestWord(word, known) {
  if (word.length > 100) return void 0;
  const ranked = known.map((one) => ({ word: one, distance: editDistance(word, one) })).sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  const most = Math.min(word.length - 1, Math.max(2, Math.floor(word.length / 3)));
  return best && best.distance <= most ? best.word : void 0;
}
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...b].entries()) {
      const kept = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(kept, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

// src/base/parallel.ts
var parallel = 16;
async function inParallel(items, work) {
  const results = /* @__PURE__ */ new Map();
  const queue = eachOf(items);
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(parallel, items.length) }, worker));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
  return [...results].toSorted(([a], [b]) => a - b).map(([, result2]) => result2);
}
function* eachOf(items) {
  yield* items.entries();
}

// src/base/time.ts
function toIso(epochSeconds) {
  if (!Number.isInteger(epochSeconds) || epochSeconds < 0 || epochSeconds > 253402300799) {
    throw new Fault("TIME_INVALID", `${epochSeconds} is not a time in whole epoch seconds`);
  }
  return new Date(epochSeconds * 1e3).toISOString().replace(".000Z", "Z");
}
function fromIso(text) {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  const milliseconds = form.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds))
    throw new Fault("TIME_INVALID", `${JSON.stringify(text)} is not an ISO 8601 time with zone`);
  const day3 = text.slice(0, 10);
  const real = new Date(Date.parse(`${day3}T00:00:00Z`)).toISOString().slice(0, 10);
  if (real !== day3) throw new Fault("TIME_INVALID", `the calendar has no ${day3}`);
  return Math.floor(milliseconds / 1e3);
}
function toDay(epochSeconds) {
  return toIso(epochSeconds).slice(0, 10);
}
function addYears(epochSeconds, years) {
  const date5 = new Date(epochSeconds * 1e3);
  date5.setUTCFullYear(date5.getUTCFullYear() + years);
  return Math.floor(date5.getTime() / 1e3);
}

// src/formats/format.ts
var reserved = ["trial", "proposal", "overrides"];
function versionOf(shape, upgrade) {
  const known = () => {
    const built = shape instanceof ZodLazy ? shape.unwrap() : shape;
    return built instanceof ZodObject ? built.shape : {};
  };
  return (json) => {
    const parsed = shape.safeParse(json);
    if (!parsed.success) return { ok: false, problem: mismatchOf(parsed.error) };
    const given = reserved.filter(
      (field) => typeof json === "object" && json !== null && Object.hasOwn(json, field) && Object.hasOwn(known(), field)
    );
    if (given.length > 0) return { ok: false, problem: newerField(given, "") };
    return { ok: true, value: upgrade(parsed.data), stored: parsed.data };
  };
}
function formatOf(versions) {
  const readValue = (json) => {
    const schema = schemaOf(json);
    const read = schema !== void 0 && Object.hasOwn(versions, schema) ? versions[schema] : void 0;
    return read ? read(json) : { ok: false, problem: unknownSchema(schema, Object.keys(versions)) };
  };
  return { readValue, readBytes: (bytes) => readCanonical(bytes, readValue) };
}
function schemaOf(json) {
  const schema = typeof json === "object" && json !== null && "schema" in json ? json.schema : void 0;
  return typeof schema === "string" ? schema : void 0;
}
function unknownSchema(schema, known) {
  const expected = `expected ${known.join(" or ")}`;
  if (schema === void 0) return `schema: missing; ${expected}`;
  const [name = ""] = known[0]?.split("/") ?? [];
  const newer = schema.startsWith(`${name}/`) ? ", written by another version of Safeguard than this one reads" : "";
  return `schema: ${placed(schema)}${newer}; ${expected}`;
}
function readCanonical(bytes, readValue) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const json = JSON.parse(text);
    const reading = readValue(json);
    if (!reading.ok) return reading;
    if (canonicalText(json) !== text)
      return { ok: false, problem: "the bytes are not the canonical form of their own content" };
    return reading;
  } catch (error2) {
    return { ok: false, problem: isFault(error2) ? textOf(error2) : "the bytes are not JSON in UTF-8" };
  }
}
function mismatchOf(error2) {
  const [unknown2] = unknownFields(error2.issues, []);
  if (unknown2) return newerField(unknown2.keys, unknown2.path);
  return printable(mistakesOf(error2, "the document"), 500);
}
function newerField(fields, path) {
  const names2 = listedFirst(fields.map(named), 5);
  return `written by a newer Safeguard: field ${names2}${path === "" ? "" : ` in ${placed(path)}`}, which this version does not know`;
}
function unknownFields(issues, above) {
  return issues.flatMap((issue2) => {
    const path = [...above, ...issue2.path];
    if (issue2.code === "unrecognized_keys") return [{ keys: issue2.keys, path: path.map(String).join(".") }];
    if (issue2.code !== "invalid_union") return [];
    const whole = issue2.errors.filter((one) => one.every(({ code: code2 }) => code2 === "unrecognized_keys"));
    return whole.flatMap((one) => unknownFields(one, path));
  });
}

// src/formats/ids/v1.ts
var Sha2562 = string2().regex(/^[0-9a-f]{64}$/, "expected 64 lower-case hexadecimal characters").brand();
var Digest2 = string2().regex(/^sha256:[0-9a-f]{64}$/, "expected sha256: and 64 lower-case hexadecimal characters").brand();
var Commit2 = string2().regex(/^[0-9a-f]{40}$/, "expected a full 40 character commit id").brand();
var numericId2 = string2().regex(/^[1-9][0-9]{0,18}$/, "expected a numeric id as GitHub gives it");
var RepositoryId2 = numericId2.brand();
var UserId2 = numericId2.brand();
var RunId2 = numericId2.brand();
var EnvironmentName2 = string2().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"').brand();
var TeamId2 = string2().regex(/^[1-9][0-9]{0,18}$/, "expected a numeric id").brand();
var DeployId2 = string2().regex(/^[1-9][0-9]{0,18}\/[1-9][0-9]{0,18}$/, "expected <repository id>/<run id>").brand();
var Ticket2 = string2().regex(/^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,199}$/, "expected a ticket id or address without spaces").brand();
var ServiceName2 = string2().regex(/^[a-z][a-z0-9-]{0,31}$/, "expected a name of a service").brand();
var Reserved = {
  /** True where it is a trial that allows nothing. */
  trial: boolean2().exactOptional(),
  /** The proposed configuration or policy that it was made under. */
  proposal: string2().min(1).max(200).exactOptional(),
  /** Ids of the signed overrides that it rests on. */
  overrides: array(string2().min(1).max(200)).min(1).max(100).exactOptional()
};
var ApprovalChain2 = string2().max(2e3).regex(/^[1-9][0-9]{0,18}(?: [1-9][0-9]{0,18})*$/, "expected numeric user ids with one blank between").brand();
var EntrySignature2 = string2().max(64 * 1024).regex(/^[A-Za-z0-9+/]+={0,2}$/, "expected base64").brand();
var EpochSeconds2 = int().min(0).max(253402300799);
var Phase2 = _enum(["before-publish", "before-approval", "before-deploy"]);
var LedgerLogin2 = string2().regex(/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])?$/, "expected a login of at most 63 characters");
var LedgerEnvironment2 = string2().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"');
var LedgerLease2 = string2().regex(/^[\x20-\x7e]{1,200}$/, "expected at most 200 plain characters");
var LedgerCloser2 = string2().regex(
  /^(?:[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])? \((?:user|bot) [1-9][0-9]{0,18}\))?$/,
  "expected a login and its id, or nothing"
);
var LedgerReason2 = string2().regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]{0,300}$/u, "expected one line of at most 300 characters");

// src/formats/decision/v1.ts
var RuleVerdict2 = lazy(
  () => strictObject({
    id: string2().regex(/^gate\.[a-z_]+\.[a-z_]+$/),
    verdict: _enum(["allow", "deny", "not_applicable"]),
    /** One sentence with the values that led to it. */
    message: string2().min(1),
    /** Citation of the regulation this supports, e.g. `45 CFR 164.312(d)`; '' where it is a house rule. */
    citation: string2(),
    /** What to do; '' unless denied. */
    remedy: string2()
  })
);
var Decision2 = lazy(
  () => strictObject({
    schema: literal("safeguard.decision/v1"),
    verdict: _enum(["allow", "deny"]),
    phase: Phase2,
    time: EpochSeconds2,
    digest: Digest2,
    repository_id: RepositoryId2,
    service: ServiceName2,
    environment: string2(),
    rules: array(RuleVerdict2).min(1),
    /** Whether signers were proven by certificate or by pinned key; `none` before anything is signed. */
    identity: _enum(["certificate", "key", "none"]),
    replayed_runs: boolean2(),
    policy_sha256: Sha2562,
    config_sha256: Sha2562,
    /** SHA-256 of the canonical JSON of the bundle. */
    input_sha256: Sha2562,
    ...Reserved
  })
);

// src/formats/decision/read.ts
var decision = formatOf({ "safeguard.decision/v1": versionOf(Decision2, (old) => old) });
function readStoredDecision(bytes) {
  return decision.readBytes(bytes);
}
function readDecisionValue(json) {
  return decision.readValue(json);
}

// src/formats/ledger-intent/v1.ts
var LedgerIntent2 = lazy(
  () => strictObject({
    schema: literal("safeguard.ledger-intent/v1"),
    seq: int().min(0),
    deploy_id: DeployId2,
    repository_id: RepositoryId2,
    service: ServiceName2,
    environment: LedgerEnvironment2,
    digest: Digest2,
    commit: Commit2,
    run_id: RunId2,
    run_attempt: literal(1),
    /** The `jti` of the token that took the lease: two jobs of one run, in the same second, never write the same bytes. */
    lease: LedgerLease2,
    actor_id: UserId2,
    actor: LedgerLogin2,
    time: EpochSeconds2,
    decision_sha256: Sha2562,
    /** SHA-256 of the previous result's bytes; '' for seq 0. */
    previous_result_sha256: union([Sha2562, literal("")]),
    signature: EntrySignature2.exactOptional(),
    ...Reserved
  })
);

// src/formats/scan-summary/v1.ts
var ScanKind2 = _enum(["source", "dependencies", "image", "infrastructure", "secrets"]);
var ToolName2 = string2().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "expected the name of a tool");
var Severity2 = _enum(["critical", "high", "medium", "low", "info"]);
var Finding2 = lazy(
  () => strictObject({
    tool: ToolName2,
    kind: ScanKind2,
    /** Rule or vulnerability id as the tool names it, e.g. `CVE-2021-44228`. */
    rule: string2().min(1).max(300),
    severity: Severity2,
    title: string2().max(300),
    /** Other ids of the same vulnerability, e.g. the CVE of a GHSA; an exception for any of them covers it. */
    aliases: array(string2().min(1).max(64)).min(1).max(16).optional(),
    /** Package with version for vulnerabilities, else empty. */
    package: string2().max(300),
    /** The nearest version that mends it and lies above the installed one, or empty. */
    fixed: string2().max(200),
    /** Path relative to the target, or empty. */
    path: string2().max(1e3),
    line: int().min(0),
    column: int().min(1).optional(),
    /** What of the file or image is meant where a path does not say it, e.g. `aws_s3_bucket.logs`. */
    resource: string2().min(1).max(300).optional(),
    /** Package URL of the package. */
    purl: string2().min(1).max(300).optional(),
    /** The CVSS vector that rates it worst. */
    cvss: string2().min(1).max(200).optional(),
    /** Where the tool says more about it. */
    url: string2().min(1).max(300).optional(),
    /** What the tool or the vendor says about it besides, e.g. `will_not_fix`. */
    status: string2().min(1).max(60).optional(),
    /** Commit that brought it, or that stands for the version of its package. */
    commit: string2().min(1).max(64).optional(),
    /** SHA-256 over rule, package and place: the same finding in two runs has the same one, and no two findings of a run share one. */
    fingerprint: Sha2562,
    /** True when something under the repository's control asked to hide it; it counts all the same. */
    suppressed: boolean2()
  })
);
var ScanTarget2 = lazy(
  () => discriminatedUnion("type", [
    strictObject({ type: literal("image"), digest: Digest2 }),
    strictObject({ type: literal("source"), commit: Commit2 })
  ])
);
var ProblemCodeName2 = string2().regex(/^SCAN_[A-Z_]{1,60}$/, "expected a code of a scan");
var SeverityCounts2 = lazy(
  () => strictObject({
    critical: int().min(0),
    high: int().min(0),
    medium: int().min(0),
    low: int().min(0),
    info: int().min(0)
  })
);
var ScanSummary2 = lazy(
  () => strictObject({
    kind: ScanKind2,
    tool: ToolName2,
    tool_version: string2(),
    tool_sha256: Sha2562,
    exit_code: int(),
    started_at: EpochSeconds2,
    finished_at: EpochSeconds2,
    target: ScanTarget2,
    database_at: EpochSeconds2.nullable(),
    rules_sha256: Sha2562.nullable(),
    report_sha256: Sha2562,
    log_sha256: Sha2562,
    replay: boolean2(),
    proven: boolean2(),
    /** Empty when proven, else the code and the sentence of the problem. */
    problem_code: union([ProblemCodeName2, literal("")]),
    problem: string2(),
    looked_at_files: int().min(0),
    looked_at_packages: int().min(0),
    suppressed: int().min(0),
    counts: SeverityCounts2,
    threshold: Severity2,
    findings: array(Finding2)
  })
);
var SbomReference2 = lazy(
  () => strictObject({
    format: _enum(["cyclonedx", "spdx"]),
    spec_version: string2(),
    sha256: Sha2562,
    bytes: int().min(1),
    /** Components or packages besides the image itself, nested ones included. */
    components: int().min(0),
    subject_digest: Digest2
  })
);
var ScanPredicate2 = strictObject({
  schema: literal("safeguard.scan-summary/v1"),
  service: ServiceName2,
  summary: ScanSummary2
});

// src/formats/signer/v1.ts
var RunContext2 = lazy(
  () => strictObject({
    repository_id: RepositoryId2,
    repository: string2(),
    run_id: RunId2,
    run_attempt: int().min(1),
    event: string2(),
    actor_id: UserId2,
    actor: string2(),
    ref: string2(),
    commit: Commit2,
    job_workflow_ref: string2(),
    job_workflow_sha: Commit2,
    runner_environment: string2(),
    environment: string2(),
    job: string2(),
    /** `token`: read from an OIDC token; `local`: a developer's machine, never counts as evidence. */
    source: _enum(["token", "local"])
  })
);
var Signer2 = lazy(
  () => discriminatedUnion("type", [
    strictObject({
      type: literal("certificate"),
      /** URI subject alternative name: `https://github.com/ORG/REPO/.github/workflows/FILE@REF`. */
      san: string2(),
      issuer: string2(),
      // .8
      build_signer_digest: string2(),
      // .10, commit of the contract
      runner_environment: string2(),
      // .11
      source_repository_uri: string2(),
      // .12
      source_commit: string2(),
      // .13
      source_ref: string2(),
      // .14
      source_repository_id: string2(),
      // .15
      source_owner_id: string2(),
      // .17
      trigger: string2(),
      // .20
      run_uri: string2(),
      // .21
      environment: string2(),
      // .23
      /** Earliest verified timestamp over the signature; 0 when the trust material needs none. */
      signed_at: EpochSeconds2
    }),
    strictObject({ type: literal("key"), spki_sha256: Sha2562, signed_at: EpochSeconds2 })
  ])
);

// src/formats/evidence-bundle/v1.ts
var LedgerSuccess2 = strictObject({ commit: Commit2, digest: Digest2, deploy_id: DeployId2, time: EpochSeconds2 });
var LedgerFacts2 = lazy(
  () => strictObject({
    /** The store's description, printed with a first deploy so that a wrong bucket is noticed. */
    store: string2(),
    readable: boolean2(),
    /** SHA-256 of the last result's bytes, '' before the first deploy. */
    head: string2(),
    next_seq: int().min(0),
    /** Why the entries do not form a chain; '' when they do. */
    problem: string2(),
    open_intent: LedgerIntent2.nullable(),
    /** Commit and digest of the last deploy that succeeded; null before the first. */
    last_success: LedgerSuccess2.nullable(),
    /** The last success of another commit than that one; where authors begin when the same commit is deployed again. */
    last_other_success: LedgerSuccess2.nullable()
  })
);
var ImageOrigin2 = _enum(["build", "prebuilt", "unknown"]);
var RefLimit2 = _enum(["any", "protected", "selected"]);
var ReleaseFact2 = strictObject({ ref: string2(), sha: Commit2, revoked: boolean2(), below_minimum: boolean2() });
var EffectivePolicy2 = lazy(
  () => strictObject({
    config_sha256: Sha2562,
    config_origin: _enum(["beside-bundle", "flag"]),
    threshold: Severity2,
    replayed_runs: _enum(["refuse", "allow"]),
    prebuilt_images: _enum(["refuse", "allow"]),
    scans: record(
      ScanKind2,
      union([
        strictObject({
          tools: array(string2()).min(1),
          max_age_seconds: int().min(1),
          database_max_age_seconds: int().min(1)
        }),
        strictObject({ none: string2().min(1) })
      ])
    ),
    exceptions: array(
      strictObject({
        id: string2().regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/, "expected an id such as EX-2026-014"),
        rule: string2().min(3).refine((s) => !/[*?]/.test(s), "expected one exact rule or vulnerability id, no wildcard").describe("One exact rule, or any id of the vulnerability, such as its CVE or its GHSA."),
        tool: ToolName2,
        package: string2().optional().describe("Exact package@version; required for vulnerabilities."),
        path: string2().optional().describe("Exact path, as the finding shows it."),
        digest: Digest2.optional().describe("Only for this image."),
        reason: string2().min(20),
        "requested-by": UserId2,
        "approved-by": UserId2,
        from_at: EpochSeconds2,
        until_at: EpochSeconds2
      })
    ),
    issuer: string2(),
    contracts: strictObject({
      /** SAN of the build contract without `@ref`: `https://github.com/ORG/REPO/.github/workflows/build-sign.yml`. */
      build: string2(),
      deploy: string2(),
      /** Empty only before the first release has been listed. */
      releases: array(ReleaseFact2)
    }),
    service: strictObject({
      /** The name under which its evidence lies: the oldest that it had. */
      name: ServiceName2,
      repository_id: RepositoryId2,
      repository: string2(),
      owner_id: UserId2,
      registry: string2(),
      source_refs: array(string2()).min(1),
      /** Full SANs, `https://github.com/OWNER/NAME/.github/workflows/FILE@REF`. */
      direct_workflows: array(string2()),
      keys: strictObject({ build: Sha2562, deploy: Sha2562 }).nullable()
    }),
    /** Null in phase before-publish, which knows no environment. */
    environment: strictObject({
      name: string2(),
      production: boolean2(),
      phi: boolean2(),
      approvers: array(UserId2).min(1),
      lock: _enum(["compliance", "none"]),
      /** Who may start a deploy to it; null where anybody may who can start the workflow. */
      starters: array(UserId2).min(1).nullable(),
      /** Least minutes that GitHub has to wait before its job starts. */
      wait_minutes: int().min(0),
      /** Teams that have to be among the required reviewers. */
      reviewer_teams: array(TeamId2),
      refs: RefLimit2
    }).nullable()
  })
);
var SignatureFact2 = lazy(
  () => strictObject({
    bundle_sha256: Sha2562,
    verified: boolean2(),
    problem: string2(),
    predicate_type: string2(),
    statement_sha256: Sha2562.nullable(),
    /** The service that the predicate names; '' where the format has no place for one, as an SBOM's. */
    service: string2(),
    subject_digests: array(string2()),
    signer: Signer2.nullable(),
    /** For scan predicates the index of its summary in `scans`, else null. */
    scan_index: int().min(0).nullable(),
    /** Source commit and repository id from provenance; both '' for other predicates. Needed where a key signed. */
    provenance_commit: string2(),
    provenance_repository_id: string2()
  })
);
var IgnoredReferrers2 = lazy(
  () => strictObject({
    count: int().min(0),
    /** False when there may be more than was looked at. */
    complete: boolean2(),
    reasons: array(strictObject({ reason: string2().max(100), count: int().min(1) })).max(20)
  })
);
var EnvironmentFact2 = lazy(
  () => strictObject({
    name: string2(),
    exists: boolean2(),
    reviewers: int().min(0).nullable(),
    prevent_self_review: boolean2().nullable(),
    can_admins_bypass: boolean2().nullable(),
    wait_minutes: int().min(0).nullable(),
    reviewer_teams: array(TeamId2).nullable(),
    refs: RefLimit2.nullable(),
    /** The selected refs, `refs/heads/NAME` or `refs/tags/NAME` with GitHub's wildcards; empty where none are selected. */
    selected_refs: array(string2()).nullable()
  })
);
var ApprovalFact2 = lazy(
  () => strictObject({
    user_id: UserId2,
    login: string2(),
    state: string2(),
    environments: array(string2()),
    observed_at: EpochSeconds2
  })
);
var DeployJobsFact2 = lazy(
  () => strictObject({
    count: int().min(0),
    /** False when GitHub did not list every job, or shortened a name. */
    complete: boolean2()
  })
);
var AuthorFact2 = lazy(
  () => strictObject({
    user_id: UserId2.nullable(),
    /** Login, or name and e-mail where GitHub knows no account. */
    label: string2(),
    /** For somebody nobody knows: the entry of `emails` under `people` that would name them, as YAML text; else ''. */
    mapped_by: string2(),
    roles: array(
      _enum([
        "commit-author",
        "committer",
        "co-author",
        "pull-request-author",
        "run-actor",
        "run-triggering-actor",
        "pusher"
      ])
    ).min(1),
    /** A commit where this person appears, '' for run roles. */
    commit: string2()
  })
);
var AuthorFacts2 = lazy(
  () => strictObject({
    /** The commit of the last success of another commit; '' where there is none, which looks at one commit and its pull requests. */
    since_commit: string2(),
    until_commit: Commit2,
    complete: boolean2(),
    /** Why the list is not complete, and what to do; '' when it is. */
    problem: string2(),
    people: array(AuthorFact2)
  })
);
var BranchStanding2 = _enum(["identical", "behind", "ahead", "diverged", "unknown"]);
var HeldBy2 = lazy(
  () => strictObject({
    commit: Commit2,
    branches: array(
      strictObject({
        ref: string2(),
        /** Null where the forge knows no such branch. */
        head: Commit2.nullable(),
        standing: BranchStanding2
      })
    ).min(1)
  })
);
var EvidenceBundle2 = lazy(
  () => strictObject({
    schema: literal("safeguard.evidence-bundle/v1"),
    phase: Phase2,
    /** The time the decision is made for. */
    time: EpochSeconds2,
    run: RunContext2,
    policy: EffectivePolicy2,
    artifact: strictObject({
      /** The digest asked for. */
      digest: Digest2,
      /** The digest of the manifest bytes that were really read. */
      rehashed: Digest2,
      registry: string2(),
      media_type: string2(),
      children: array(Digest2),
      origin: ImageOrigin2
    }),
    scans: array(ScanSummary2),
    sbom: SbomReference2.nullable(),
    signatures: array(SignatureFact2).nullable(),
    /** Absent where every referrer could be read and is among the signatures. */
    ignored_referrers: IgnoredReferrers2.exactOptional(),
    environment: EnvironmentFact2.nullable(),
    ledger: LedgerFacts2.nullable(),
    handed_over: strictObject({ digest: Digest2, ledger_head: string2() }).nullable(),
    approvals: array(ApprovalFact2).nullable(),
    deploy_jobs: DeployJobsFact2.nullable(),
    authors: AuthorFacts2.nullable(),
    /** The listed branches that were asked for the tag's commit; absent where none had to be asked. */
    held_by: HeldBy2.exactOptional(),
    ...Reserved
  })
);

// src/formats/evidence-bundle/read.ts
var bundle = formatOf({ "safeguard.evidence-bundle/v1": versionOf(EvidenceBundle2, (old) => old) });
function readStoredBundle(bytes) {
  return bundle.readBytes(bytes);
}

// src/evidence/keys.ts
var buildPartition = "_build";
var lastSequence = 99999999;
var Sequence = int().min(0).max(lastSequence);
var Attempt = int().min(1).max(9999);
var JobName = string2().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,99}$/);
var Partition = union([EnvironmentName, literal("")]);
function part(schema, value, name) {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Fault("RECORD_INVALID", `${JSON.stringify(value)} cannot be the ${name} in the key of an object`);
}
var repositoryPart = (value) => part(RepositoryId, value, "repository id");
var servicePart = ({ repository_id, service: service2 }) => `${repositoryPart(repository_id)}/${part(ServiceName, service2, "service")}`;
var dayPart = (time3) => `dt=${toDay(part(EpochSeconds, time3, "time"))}`;
function ledgerPrefix(place) {
  return `ledger/${servicePart(place)}/${part(EnvironmentName, place.environment, "environment")}/`;
}
function ledgerKey(place, seq, entry) {
  const number4 = String(part(Sequence, seq, "sequence number")).padStart(8, "0");
  return `${ledgerPrefix(place)}${number4}-${entry}.json`;
}
function intentKey(place, seq) {
  return ledgerKey(place, seq, "intent");
}
function resultKey(place, seq) {
  return ledgerKey(place, seq, "result");
}
function recordPrefix(place) {
  const environment = part(Partition, place.environment, "environment") || buildPartition;
  return `records/${servicePart(place)}/${dayPart(place.time)}/env=${environment}/${part(RunId, place.run_id, "run id")}-`;
}
function recordKey(place, sha256) {
  const name = `${part(RecordKindName, place.kind, "kind")}-${part(Sha256, sha256, "digest")}.json`;
  return `${recordPrefix(place)}${part(Attempt, place.run_attempt, "run attempt")}/${name}`;
}
function blobKey(repositoryId, sha256) {
  return `blobs/${repositoryPart(repositoryId)}/sha256/${part(Sha256, sha256, "digest")}`;
}
function manifestPrefix(place) {
  return `manifests/${servicePart(place)}/${dayPart(place.time)}/${part(RunId, place.run_id, "run id")}-`;
}
function manifestsPrefix(repositoryId) {
  return `manifests/${repositoryPart(repositoryId)}/`;
}
function manifestKey(place, sha256) {
  const job = part(JobName, place.job, "job");
  const attempt = part(Attempt, place.run_attempt, "run attempt");
  return `${manifestPrefix(place)}${attempt}-${job}-${part(Sha256, sha256, "digest")}.json`;
}
function publishedPrefix(place, digest) {
  return `published/${servicePart(place)}/${part(Digest, digest, "digest").slice("sha256:".length)}/`;
}
function publishedKey(place, digest, sha256) {
  return `${publishedPrefix(place, digest)}${part(Sha256, sha256, "digest")}.json`;
}
var id = "[1-9][0-9]{0,18}";
var service = "(?<service>[a-z][a-z0-9-]{0,31})";
var day = "dt=(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})";
var sha = "(?<sha>[0-9a-f]{64})";
var environmentForm = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
var run = `(?<run>${id})-(?<attempt>[1-9][0-9]{0,3})`;
var forms = {
  ledger: new RegExp(
    `^ledger/(?<repo>${id})/${service}/(?<env>${environmentForm})/(?<seq>[0-9]{8})-(?<entry>intent|result)\\.json$`
  ),
  record: new RegExp(
    `^records/(?<repo>${id})/${service}/${day}/env=(?<env>${environmentForm}|${buildPartition})/${run}/(?<kind>[a-z][a-z0-9-]{0,39})-${sha}\\.json$`
  ),
  blob: new RegExp(`^blobs/(?<repo>${id})/sha256/${sha}$`),
  manifest: new RegExp(
    `^manifests/(?<repo>${id})/${service}/${day}/${run}-(?<job>[A-Za-z_][A-Za-z0-9_-]{0,99})-${sha}\\.json$`
  )
};
var Parts = object({
  repo: string2(),
  service: string2().default(""),
  env: string2().default(""),
  seq: coerce_exports.number().default(0),
  entry: _enum(["intent", "result"]).default("intent"),
  run: string2().default(""),
  attempt: coerce_exports.number().default(0),
  kind: string2().default(""),
  job: string2().default(""),
  sha: string2().default(""),
  day: string2().default("")
});
function match(form, key) {
  const groups = form.exec(key)?.groups;
  return groups && Parts.parse(groups);
}
function parseKey(key) {
  const ledger = match(forms.ledger, key);
  if (ledger) {
    const { repo: repositoryId, service: service2, env: environment, seq, entry } = ledger;
    return { area: "ledger", repositoryId, service: service2, environment, seq, entry };
  }
  const blob = match(forms.blob, key);
  if (blob) return { area: "blob", repositoryId: blob.repo, sha256: blob.sha };
  const record3 = match(forms.record, key);
  if (record3)
    return {
      area: "record",
      ...runParts(record3),
      environment: record3.env === buildPartition ? "" : record3.env,
      kind: record3.kind
    };
  const manifest = match(forms.manifest, key);
  if (manifest) return { area: "manifest", ...runParts(manifest), job: manifest.job };
  return void 0;
}
function runParts(parts) {
  const { repo: repositoryId, service: service2, run: runId, attempt, sha: sha256, day: day3 } = parts;
  return { repositoryId, service: service2, runId, attempt, sha256, day: day3 };
}

// src/evidence/decided.ts
function readDecided(repositoryId, decisionSha, kept) {
  const key = blobKey(repositoryId, decisionSha);
  const bytes = kept.get(key);
  if (!bytes) return { decision: null, bundle: null, problems: [] };
  const decision2 = readStoredDecision(bytes);
  if (!decision2.ok) return { decision: null, bundle: null, problems: [invalid2(key, decision2.problem)] };
  const inputKey = blobKey(repositoryId, decision2.value.input_sha256);
  const input = kept.get(inputKey);
  const bundle2 = input && readStoredBundle(input);
  return {
    decision: { key, value: decision2.value },
    bundle: bundle2?.ok ? bundle2.value : null,
    problems: bundle2 && !bundle2.ok ? [invalid2(inputKey, bundle2.problem)] : []
  };
}
function invalid2(key, problem) {
  return { code: "RECORD_INVALID", key, text: `${key}: ${problem}` };
}

// src/evidence/job-results.ts
function describeJobs(jobs) {
  return [...resultsOf(jobs)].map(([name, result2]) => `${name}: ${result2}`).join(", ");
}
function jobWord(part2, jobs) {
  const [done, word] = part2 === "build" ? ["publish", "published"] : ["deploy", "deployed"];
  return resultOf(jobs, done) === "success" ? word : `not-${word}`;
}
function resultOf(jobs, name) {
  return resultsOf(jobs).get(name);
}
function resultsOf(jobs) {
  return new Map(jobs.map(({ name, result: result2 }) => [name, result2]));
}

// src/formats/ledger-intent/read.ts
var intent = formatOf({ "safeguard.ledger-intent/v1": versionOf(LedgerIntent2, (old) => old) });
function readStoredIntent(bytes) {
  return intent.readBytes(bytes);
}

// src/formats/ledger-result/v1.ts
var LedgerResult2 = lazy(
  () => strictObject({
    schema: literal("safeguard.ledger-result/v1"),
    seq: int().min(0),
    deploy_id: DeployId2,
    service: ServiceName2,
    outcome: _enum(["succeeded", "failed", "unknown"]),
    time: EpochSeconds2,
    intent_sha256: Sha2562,
    /** SHA-256 of the closing manifest's bytes. */
    manifest_sha256: Sha2562,
    /** Run that wrote this; differs from the intent's when reconciled. */
    run_id: RunId2,
    reconciled_by: LedgerCloser2,
    reconcile_reason: LedgerReason2,
    signature: EntrySignature2.exactOptional(),
    ...Reserved
  })
);

// src/formats/ledger-result/read.ts
var result = formatOf({ "safeguard.ledger-result/v1": versionOf(LedgerResult2, (old) => old) });
function readStoredResult(bytes) {
  return result.readBytes(bytes);
}

// src/evidence/ledger-entry.ts
var entryLimit = 64 * 1024;
function sizeProblem(size) {
  return size > entryLimit ? `it has ${size} bytes, expected at most ${entryLimit}` : "";
}
function entryProblem(key, bytes) {
  const parsed = parseKey(key);
  if (parsed?.area !== "ledger") return "this is not the key of a ledger entry";
  const reading = parsed.entry === "intent" ? readStoredIntent(bytes) : readStoredResult(bytes);
  return sizeProblem(bytes.length) || (reading.ok ? "" : reading.problem);
}
function holderOf(bytes) {
  const intent2 = readStoredIntent(bytes);
  if (intent2.ok) return intent2.value.deploy_id;
  const result2 = readStoredResult(bytes);
  return result2.ok ? `${result2.value.deploy_id.split("/")[0]}/${result2.value.run_id}` : "";
}

// src/evidence/ledger.ts
var clockSkew = 300;
var ChainReader = class {
  problems = [];
  objects;
  constructor(objects) {
    this.objects = new Map(objects.map((object2) => [object2.key, object2]));
  }
  report(key, text, code2 = "LEDGER_BROKEN") {
    this.problems.push({ code: code2, key, text: `${printable(key, 1100)}: ${text}` });
  }
  /** The entry at a key with its digest, or undefined after saying why. */
  read(readBytes, key, required2) {
    const stored = this.objects.get(key);
    if (!stored) {
      if (required2) this.report(key, "this entry is missing, though there are later ones");
      return void 0;
    }
    if (stored.deleteMarker) this.report(key, "a delete marker hides this entry");
    if (stored.versions !== 1) this.report(key, `this entry has ${stored.versions} versions, expected exactly one`);
    if (stored.unreadable !== void 0) {
      this.report(key, `the store lists it but does not return it: ${stored.unreadable}`, "OBJECT_UNREADABLE");
      return void 0;
    }
    if (stored.invalid !== void 0) {
      this.report(key, `not a valid entry: ${stored.invalid}`);
      return void 0;
    }
    const reading = readBytes(stored.bytes);
    if (reading.ok) return { value: reading.value, sha256: Sha256.parse(sha256Hex(stored.bytes)) };
    this.report(key, `not a valid entry: ${reading.problem}`);
    return void 0;
  }
  compare(key, entry, expected) {
    for (const [name, value] of Object.entries(expected)) {
      if (entry[name] === value) continue;
      this.report(key, `${name} is ${JSON.stringify(entry[name])}, expected ${JSON.stringify(value)}`);
    }
  }
};
function readChain(objects, place) {
  const reader = new ChainReader(objects);
  const numbers = sequencesOf(reader, objects, ledgerPrefix(place));
  const last = numbers.at(-1) ?? -1;
  const steps = [];
  let expected = 0;
  for (const seq of numbers) {
    if (seq > expected) reportHole(reader, intentKey(place, expected), seq - expected);
    const step = readStep(reader, steps.at(-1), { seq, last, place });
    if (step) steps.push(step);
    expected = seq + 1;
  }
  const seen = /* @__PURE__ */ new Map();
  for (const { intent: intent2, intent_key } of steps) {
    const twin = seen.get(intent2.deploy_id);
    if (twin !== void 0) reader.report(intent_key, `deploy ${intent2.deploy_id} is already entry ${twin}`);
    else seen.set(intent2.deploy_id, intent2.seq);
  }
  return { steps, problems: reader.problems };
}
function reportHole(reader, key, count) {
  const others = count === 1 ? "" : `, and ${counted(count - 1, "more entry", "more entries")} after it`;
  reader.report(key, `this entry is missing${others}, though there are later ones`);
}
function sequencesOf(reader, objects, prefix) {
  const found = /* @__PURE__ */ new Set();
  for (const { key } of objects) {
    const parsed = parseKey(key);
    if (key.startsWith(prefix) && parsed?.area === "ledger") found.add(parsed.seq);
    else reader.report(key, "this is not the key of a ledger entry");
  }
  return [...found].sort((a, b) => a - b);
}
function readStep(reader, previous, { seq, last, place }) {
  const { repository_id, service: service2, environment } = place;
  const key = intentKey(place, seq);
  const found = reader.read(readStoredIntent, key, true);
  const intent2 = found?.value;
  if (intent2) {
    const before = seq === 0 ? "" : previous?.intent.seq === seq - 1 ? previous.closed?.sha256 : void 0;
    reader.compare(key, intent2, {
      seq,
      repository_id,
      service: service2,
      environment,
      deploy_id: `${repository_id}/${intent2.run_id}`
    });
    if (before !== void 0) reader.compare(key, intent2, { previous_result_sha256: before });
    const ended = previous?.closed?.result.time ?? 0;
    if (intent2.time < ended - clockSkew)
      reader.report(key, `time is ${intent2.time}, expected not before ${ended}, when the entry before it ended`);
  }
  const resultAt = resultKey(place, seq);
  const end = reader.read(readStoredResult, resultAt, seq < last);
  if (!found || !intent2) return void 0;
  const closed = end ? { result: end.value, key: resultAt, sha256: end.sha256 } : null;
  if (closed) checkResult(reader, closed, intent2, found.sha256);
  return { intent: intent2, intent_key: key, intent_sha256: found.sha256, closed };
}
function checkResult(reader, { result: result2, key }, intent2, intentSha) {
  const { seq, deploy_id, service: service2 } = intent2;
  reader.compare(key, result2, { seq, deploy_id, service: service2, intent_sha256: intentSha });
  if (result2.time < intent2.time)
    reader.report(key, `time is ${result2.time}, expected not before its intent at ${intent2.time}`);
  if (result2.reconciled_by !== "") return;
  reader.compare(key, result2, { run_id: intent2.run_id, reconcile_reason: "" });
  if (result2.outcome === "unknown") reader.report(key, "outcome unknown, but it was not reconciled");
}
function readLedger(store, objects, place) {
  const { steps, problems } = readChain(objects, place);
  const last = steps.at(-1);
  const successes = steps.flatMap(({ intent: intent2, closed }) => {
    if (closed?.result.outcome !== "succeeded") return [];
    return [{ commit: intent2.commit, digest: intent2.digest, deploy_id: intent2.deploy_id, time: closed.result.time }];
  });
  const success = successes.at(-1) ?? null;
  return {
    store,
    readable: true,
    head: steps.findLast((step) => step.closed)?.closed?.sha256 ?? "",
    next_seq: last ? last.intent.seq + 1 : 0,
    problem: problems[0]?.text ?? "",
    open_intent: last && !last.closed ? last.intent : null,
    last_success: success,
    last_other_success: successes.findLast(({ commit }) => commit !== success?.commit) ?? null
  };
}
function headProblems(steps, head) {
  const key = resultKey(head, head.seq);
  const found = steps.find((step) => step.intent.seq === head.seq)?.closed;
  if (!found)
    return [{ code: "LEDGER_TAIL_CUT", key, text: `${key}: the anchor knows this entry, the store does not have it` }];
  if (found.sha256 === head.result_sha256) return [];
  const text = `${key}: its bytes have sha256 ${found.sha256}, the anchor knows ${head.result_sha256}`;
  return [{ code: "LEDGER_BROKEN", key, text }];
}
function unreadableLedger(store, problem) {
  const nothing = { head: "", next_seq: 0, open_intent: null, last_success: null, last_other_success: null };
  return { store, readable: false, problem, ...nothing };
}
function nextIntent(facts, fields) {
  if (facts.open_intent) {
    throw new Fault(
      "INTENT_OPEN",
      `deploy ${facts.open_intent.deploy_id} of ${fields.service} to ${fields.environment} has an intent without a result`
    );
  }
  if (!facts.readable || facts.problem !== "")
    throw new Fault(
      "STORE_CORRUPT",
      `the ledger of ${fields.service} in ${fields.environment} does not hold: ${facts.problem}`
    );
  return LedgerIntent.parse({
    schema: "safeguard.ledger-intent/v1",
    seq: facts.next_seq,
    deploy_id: `${RepositoryId.parse(fields.repository_id)}/${fields.run_id}`,
    run_attempt: 1,
    previous_result_sha256: facts.head,
    ...fields
  });
}
function closeIntent(intent2, { reconciled, ...closing }) {
  if (reconciled && (reconciled.by.trim() === "" || reconciled.reason.trim() === "")) {
    throw new Fault("RECONCILE_REFUSED", `closing ${intent2.deploy_id} needs a named person and a reason`);
  }
  return LedgerResult.parse({
    schema: "safeguard.ledger-result/v1",
    seq: intent2.seq,
    deploy_id: intent2.deploy_id,
    service: intent2.service,
    intent_sha256: reconciled?.intent_sha256 ?? sha256Hex(canonicalBytes(intent2)),
    run_id: reconciled?.run_id ?? intent2.run_id,
    reconciled_by: reconciled?.by ?? "",
    reconcile_reason: reconciled?.reason ?? "",
    ...closing
  });
}

// src/formats/evidence-manifest/v1.ts
var ManifestEntry2 = lazy(
  () => strictObject({
    key: string2().min(1),
    sha256: Sha2562,
    bytes: int().min(0),
    version_id: string2(),
    retain_until: EpochSeconds2
  })
);
var ManifestPredicate2 = lazy(
  () => strictObject({
    schema: literal("safeguard.evidence-manifest/v1"),
    stage: _enum(["job", "opening", "closing"]),
    repository_id: RepositoryId2,
    service: ServiceName2,
    environment: string2(),
    run_id: RunId2,
    run_attempt: int().min(1),
    job: string2(),
    time: EpochSeconds2,
    store: string2(),
    lock: _enum(["COMPLIANCE", "none"]),
    config_sha256: Sha2562,
    entries: array(ManifestEntry2).min(1),
    ...Reserved
  })
);

// src/formats/evidence-manifest/read.ts
var predicate = formatOf({
  "safeguard.evidence-manifest/v1": versionOf(ManifestPredicate2, (old) => old)
});
function readManifestPredicate(json) {
  return predicate.readValue(json);
}

// src/formats/manifest/v1.ts
var ManifestFile2 = lazy(
  () => strictObject({
    schema: literal("safeguard.manifest/v1"),
    signed: boolean2(),
    bundle: record(string2(), unknown()).nullable(),
    unsigned_statement: record(string2(), unknown()).nullable()
  })
);

// src/formats/manifest/read.ts
var file = formatOf({ "safeguard.manifest/v1": versionOf(ManifestFile2, (old) => old) });
function readManifestFile(bytes) {
  return file.readBytes(bytes);
}

// src/evidence/retention.ts
var skewLimit = 300;
var day2 = 86400;
var longestYears = 11;
function lockUntil({ localTime, serverTime, years, marginDays }) {
  if (!Number.isInteger(years) || years < 6 || years > 10) {
    throw new Fault("RETENTION_INVALID", `retention of ${years} years; expected 6 to 10`);
  }
  if (!Number.isInteger(marginDays) || marginDays < 0 || marginDays > 366) {
    throw new Fault("RETENTION_INVALID", `retention margin of ${marginDays} days; expected 0 to 366`);
  }
  const skew = Math.abs(localTime - serverTime);
  if (!(skew <= skewLimit)) {
    throw new Fault(
      "CLOCK_SKEW",
      `this machine says ${toIso(localTime)}, the store ${toIso(serverTime)}: ${skew} s apart, at most ${skewLimit} s`
    );
  }
  const later = Math.max(localTime, serverTime);
  const wanted = Math.ceil((addYears(later, years) + marginDays * day2) / day2) * day2;
  return EpochSeconds.parse(Math.min(wanted, addYears(later, longestYears)));
}
function lockProblem(found, wanted, lock) {
  if (lock === "none") return "";
  if (found.mode !== "COMPLIANCE") return `it is locked in mode ${found.mode || "none"}, expected COMPLIANCE`;
  if (found.retainUntil < wanted) return `it is locked until ${toIso(found.retainUntil)}, expected ${toIso(wanted)}`;
  return "";
}

// src/evidence/manifest.ts
function manifestEntry(key, bytes, put) {
  return ManifestEntry.parse({
    key,
    sha256: sha256Hex(bytes),
    bytes: bytes.length,
    version_id: put.versionId,
    retain_until: put.retainUntil
  });
}
function makeManifest(context, content) {
  const { repository_id, service: service2, environment, run_id, run_attempt, job, time: time3, config_sha256 } = context;
  const entries = content.entries.toSorted((a, b) => a.key < b.key ? -1 : 1);
  const who = { repository_id, service: service2, environment, run_id, run_attempt, job, time: time3, config_sha256 };
  const parsed = ManifestPredicate.safeParse({ schema: "safeguard.evidence-manifest/v1", ...who, ...content, entries });
  if (parsed.success) return parsed.data;
  throw new Fault("RECORD_INVALID", `the manifest cannot be made: ${printable(prettifyError(parsed.error), 500)}`);
}
function manifestCore(m) {
  return canonicalText({ ...m, time: 0, entries: m.entries.map((entry) => ({ ...entry, retain_until: 0 })) });
}
var JsonObject = record(string2(), unknown());
function jsonObject(bytes) {
  return JsonObject.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
function encodeManifest(statement, bundle2) {
  const file2 = {
    schema: "safeguard.manifest/v1",
    signed: bundle2 !== null,
    bundle: bundle2 && jsonObject(bundle2),
    unsigned_statement: bundle2 ? null : jsonObject(statement)
  };
  return canonicalBytes(file2);
}
var Envelope = looseObject({
  dsseEnvelope: looseObject({ payloadType: literal(statementPayloadType), payload: base642() })
});
var ManifestStatement = lazy(
  () => Statement.unwrap().extend({ predicateType: literal(predicateTypes.manifest) })
);
function decodeManifest(bytes) {
  const file2 = readManifestFile(bytes);
  if (!file2.ok) return file2;
  const { signed, bundle: bundle2, unsigned_statement } = file2.value;
  if (signed !== (bundle2 !== null) || signed !== (unsigned_statement === null)) {
    return { ok: false, problem: "a manifest file holds either a bundle or an unsigned statement" };
  }
  const claimed = claimedStatement(bundle2, unsigned_statement);
  if (!claimed.ok) return claimed;
  return { ok: true, value: { bundle: bundle2 && canonicalBytes(bundle2), claimed: claimed.value } };
}
function claimedStatement(bundle2, unsigned) {
  try {
    const payload = (value) => jsonObject(Buffer.from(Envelope.parse(value).dsseEnvelope.payload, "base64"));
    const { predicate: predicate5, subject } = ManifestStatement.parse(bundle2 === null ? unsigned : payload(bundle2));
    const subjectDigests = subject.map(({ digest }) => `sha256:${digest.sha256 ?? ""}`);
    const read = readManifestPredicate(predicate5);
    return read.ok ? { ok: true, value: { predicate: read.value, subjectDigests } } : read;
  } catch {
    return { ok: false, problem: "the statement in it is not an evidence manifest" };
  }
}
function entryProblems(entry, versions, object2, lock) {
  const { key } = entry;
  const problems = [];
  const report = (code2, text) => problems.push({ code: code2, key, text: `${key}: ${text}` });
  if (versions.some((v) => v.deleteMarker)) report("OBJECT_HIDDEN", "a delete marker hides it");
  const others = versions.filter((v) => !v.deleteMarker && v.versionId !== entry.version_id).map((v) => v.versionId);
  if (!object2 || !versions.some((v) => v.versionId === entry.version_id)) {
    if (others.length === 0) report("OBJECT_MISSING", `the store does not have version ${entry.version_id}`);
    else
      report(
        "OBJECT_ALTERED",
        `the listed version ${entry.version_id} is gone, and ${others.join(", ")} lies in its place`
      );
    return problems;
  }
  if (others.length > 0) report("OBJECT_SUPERSEDED", `it has other versions than the listed one: ${others.join(", ")}`);
  const found = sha256Hex(object2.bytes);
  if (found !== entry.sha256)
    report("OBJECT_ALTERED", `its bytes have sha256 ${found}, the manifest lists ${entry.sha256}`);
  const parsed = parseKey(key);
  if (!parsed) report("OBJECT_ALTERED", "the manifest lists a key that no evidence has");
  else if ("sha256" in parsed && parsed.sha256 !== entry.sha256)
    report("OBJECT_ALTERED", "it is filed under another digest than the manifest lists");
  const weak = lockProblem(object2, entry.retain_until, lock);
  if (weak !== "") report("LOCK_WEAK", weak);
  return problems;
}
var deployKinds = /* @__PURE__ */ new Set(["approval", "deploy-intent", "deploy-outcome", "reconcile"]);
function claimProblems(predicate5, key) {
  const problems = [];
  const report = (text) => problems.push({ code: "MANIFEST_FORGED", key, text: `${key}: ${text}` });
  if (manifestKey(predicate5, key.slice(-69, -5)) !== key)
    report("it is signed for another run, job or day than its key says");
  for (const entry of predicate5.entries) {
    const listed2 = parseKey(entry.key);
    const foreign = listed2?.area === "record" && (listed2.runId !== predicate5.run_id || listed2.attempt !== predicate5.run_attempt);
    if (foreign || listed2?.repositoryId !== predicate5.repository_id)
      report(`it lists ${entry.key}, which its run does not write`);
    else if ("service" in listed2 && listed2.service !== predicate5.service)
      report(`it lists ${entry.key}, which is of another service than '${predicate5.service}'`);
    else if ("environment" in listed2 && listed2.environment !== predicate5.environment)
      report(`it lists ${entry.key}, which is of another environment than '${predicate5.environment}'`);
    else if (listed2.area === "record" && predicate5.environment === "" && deployKinds.has(listed2.kind))
      report(`it lists ${entry.key}, which only a deploy writes, but it is of no environment`);
  }
  return problems;
}

// src/formats/record/v1.ts
var EvidenceRecord2 = lazy(
  () => strictObject({
    schema: literal("safeguard.record/v1"),
    kind: string2().regex(/^[a-z][a-z0-9-]{0,39}$/, "expected the kind of a record"),
    time: EpochSeconds2,
    repository_id: RepositoryId2,
    repository: string2(),
    service: ServiceName2,
    /** '' for records of a build. */
    environment: string2(),
    run_id: RunId2,
    run_attempt: int().min(1),
    job: string2(),
    digest: Digest2,
    commit: Commit2,
    actor_id: UserId2,
    actor: string2(),
    /** `allow`, `deny`, `succeeded`, `failed`, `proven`, `unproven`, `approved`, ...; per kind. */
    outcome: string2(),
    /** One sentence for people. */
    summary: string2().max(2e3),
    /** Person this record is about (approver, reconciler), else ''. */
    person_id: string2(),
    person: string2(),
    tool: string2(),
    tool_version: string2(),
    count_critical: int().min(0),
    count_high: int().min(0),
    count_medium: int().min(0),
    count_low: int().min(0),
    /** SHA-256 of the blob that holds the whole of it, '' if there is none. */
    detail_sha256: union([Sha2562, literal("")]),
    /** What the blob is: `scan-summary`, `decision`, `evidence-bundle`, `cyclonedx`, `command-output`, ... */
    detail_type: string2(),
    contract_ref: string2(),
    config_sha256: Sha2562,
    config_origin: _enum(["beside-bundle", "flag"]),
    /** True when the environment openly does without locks. */
    unlocked: boolean2(),
    /** Of a deploy. */
    deploy_id: DeployId2.exactOptional(),
    /** The change that a deploy belongs to, as its caller named it; nothing rests on it. */
    change_ticket: Ticket2.exactOptional(),
    approval_chain: ApprovalChain2.exactOptional(),
    run_number: int().min(1).exactOptional(),
    runner_id: string2().min(1).max(40).exactOptional(),
    runner_name: string2().min(1).max(200).exactOptional(),
    runner_group: string2().min(1).max(200).exactOptional(),
    runner_image: string2().min(1).max(200).exactOptional(),
    /** When GitHub created and started the job; an approval was given between them. */
    job_created_at: EpochSeconds2.exactOptional(),
    job_started_at: EpochSeconds2.exactOptional(),
    ...Reserved
  })
);
var extended2 = (fields) => lazy(() => EvidenceRecord2.unwrap().extend(fields));
var Detail = { detail_sha256: Sha2562, detail_type: string2().min(1) };
var Person2 = { person_id: UserId2, person: string2().min(1) };
var recordKinds = {
  scan: extended2({ kind: literal("scan"), outcome: _enum(["proven", "unproven"]), ...Detail }),
  sbom: extended2({ kind: literal("sbom"), outcome: literal("recorded"), ...Detail }),
  decision: extended2({ kind: literal("decision"), outcome: _enum(["allow", "deny"]), ...Detail }),
  publish: extended2({ kind: literal("publish"), outcome: literal("succeeded") }),
  approval: extended2({ kind: literal("approval"), outcome: string2().min(1), ...Person2 }),
  "deploy-intent": extended2({ kind: literal("deploy-intent"), outcome: literal("intended") }),
  "deploy-outcome": extended2({
    kind: literal("deploy-outcome"),
    outcome: _enum(["succeeded", "failed", "not-started"])
  }),
  reconcile: extended2({
    kind: literal("reconcile"),
    outcome: _enum(["succeeded", "failed", "unknown"]),
    ...Person2
  }),
  note: extended2({ kind: literal("note"), outcome: string2().min(1) })
};

// src/formats/record/read.ts
var record2 = formatOf({ "safeguard.record/v1": versionOf(EvidenceRecord2, (old) => old) });
function readStoredRecord(bytes) {
  const reading = record2.readBytes(bytes);
  if (!reading.ok) return reading;
  const kind = Object.entries(recordKinds).find(([name]) => name === reading.stored.kind)?.[1];
  const asKind = kind?.safeParse(reading.stored);
  if (!asKind || asKind.success) return reading;
  const [issue2] = asKind.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return { ok: false, problem: `${issue2} for a record of kind ${reading.stored.kind}` };
}

// src/evidence/records.ts
var empty = {
  person_id: "",
  person: "",
  tool: "",
  tool_version: "",
  count_critical: 0,
  count_high: 0,
  count_medium: 0,
  count_low: 0,
  detail_sha256: "",
  detail_type: ""
};
function makeRecord(context, fields) {
  const parsed = EvidenceRecord.safeParse({
    schema: "safeguard.record/v1",
    ...contextOf(context),
    ...empty,
    ...fields,
    summary: printable(fields.summary, 2e3),
    person: printable(fields.person ?? "")
  });
  if (parsed.success) return parsed.data;
  throw new Fault(
    "RECORD_INVALID",
    `a ${fields.kind} record cannot be made: ${printable(prettifyError(parsed.error), 500)}`
  );
}
function contextOf(c) {
  const { time: time3, repository_id, repository, service: service2, environment, run_id, run_attempt, job, digest, commit } = c;
  const { actor_id, actor, contract_ref, config_sha256, config_origin, unlocked } = c;
  const run3 = { time: time3, repository_id, repository, service: service2, environment, run_id, run_attempt, job, digest, commit };
  return { ...run3, actor_id, actor, contract_ref, config_sha256, config_origin, unlocked };
}
function detail(blob) {
  return { detail_sha256: Sha256.parse(sha256Hex(blob.bytes)), detail_type: blob.type };
}
function scanRecord(context, scan, blob) {
  const { critical, high, medium, low } = scan.counts;
  const found = `${critical} critical, ${high} high, ${medium} medium, ${low} low`;
  return makeRecord(context, {
    kind: "scan",
    outcome: scan.proven ? "proven" : "unproven",
    summary: scan.proven ? `${scan.kind} scan by ${scan.tool} ${scan.tool_version}: ${found}` : `${scan.kind} scan by ${scan.tool} proves nothing: ${scan.problem_code} ${scan.problem}`,
    tool: scan.tool,
    tool_version: scan.tool_version,
    count_critical: critical,
    count_high: high,
    count_medium: medium,
    count_low: low,
    ...detail(blob)
  });
}
function sbomRecord(context, sbom, blob) {
  const summary = `SBOM in ${sbom.format} ${sbom.spec_version} with ${counted(sbom.components, "component")}`;
  return makeRecord(context, { kind: "sbom", outcome: "recorded", summary, ...detail(blob) });
}
function decisionRecord(context, decision2, blob) {
  const denied = decision2.rules.filter((rule) => rule.verdict === "deny").map((rule) => rule.id);
  const rules = denied.length === 0 ? `${counted(decision2.rules.length, "rule")}, none denied` : `denied by ${denied.join(", ")}`;
  return makeRecord(context, {
    kind: "decision",
    outcome: decision2.verdict,
    summary: `${decision2.phase}: ${decision2.verdict}; ${rules}`,
    ...detail(blob)
  });
}
function publishRecord(context, registry2, attached) {
  const summary = `pushed ${registry2}@${context.digest} with ${counted(attached, "signed statement")}`;
  return makeRecord(context, { kind: "publish", outcome: "succeeded", summary });
}
function approvalRecord(context, approval) {
  return makeRecord(context, {
    kind: "approval",
    outcome: approval.state,
    summary: `${named(approval.login)} (user ${approval.user_id}): ${named(approval.state)} for ${listedFirst(approval.environments.map(named))}, observed ${toIso(approval.observed_at)}`,
    person_id: approval.user_id,
    person: approval.login
  });
}
function deployColumns(id2, { ticket, approvers }) {
  return {
    deploy_id: id2,
    ...ticket === void 0 ? {} : { change_ticket: ticket },
    ...approvers.length === 0 ? {} : { approval_chain: ApprovalChain.parse(approvers.join(" ")) }
  };
}
function intentRecord(context, intent2, deploy) {
  const summary = `intent ${intent2.seq}: deploy ${intent2.digest} to ${intent2.environment} as ${intent2.deploy_id}`;
  const row = { kind: "deploy-intent", outcome: "intended", summary };
  return makeRecord(context, { ...row, ...deployColumns(intent2.deploy_id, deploy) });
}
function outcomeRecord(context, end, deploy) {
  const row = { kind: "deploy-outcome", outcome: end.outcome, summary: end.sentence };
  return makeRecord(context, { ...row, ...deployColumns(deploy.id, deploy) });
}
function reconcileRecord(context, reconciliation) {
  const { deployId, outcome, personId, person, reason } = reconciliation;
  if (!UserId.safeParse(personId).success)
    throw new Fault("RECORD_INVALID", `${JSON.stringify(personId)} is not the numeric id of a person`);
  const summary = closingSentence({ by: accountText(person, personId), deployId, outcome, reason });
  return makeRecord(context, { kind: "reconcile", outcome, summary, person_id: personId, person });
}
function noteRecord(context, outcome, sentence) {
  return makeRecord(context, { kind: "note", outcome, summary: sentence });
}
function encodeRecord(record3) {
  return canonicalBytes(record3);
}
function readRecord(key, bytes) {
  const reading = readStoredRecord(bytes);
  if (!reading.ok) return reading;
  if (recordKey(reading.value, sha256Hex(bytes)) === key) return { ok: true, value: reading.value };
  return { ok: false, problem: "the record is stored under another key than its content requires" };
}

// src/evidence/limits.ts
var objectLimit = 16 * 1024 * 1024;
var countLimit = 500;
function listObjects({ context, records, blobs, extraEntries = [] }) {
  const objects = uniqueObjects([
    ...blobs.map(
      ({ bytes, type }) => limited(`the ${type} blob`, blobKey(context.repository_id, sha256Hex(bytes)), bytes)
    ),
    ...records.map((record3) => {
      const bytes = encodeRecord(record3);
      return limited(`the ${record3.kind} record`, recordKey(record3, sha256Hex(bytes)), bytes);
    })
  ]);
  const count = objects.length + extraEntries.length;
  if (count <= countLimit) return objects;
  throw new Fault("EVIDENCE_TOO_LARGE", `${count} objects of evidence in one job, at most ${countLimit}`);
}
function foreseenManifest(set, objects) {
  const { context, stage, extraEntries = [] } = set;
  const entries = [...objects.map(({ key, bytes }) => foreseenEntry(key, bytes, context)), ...extraEntries];
  return makeManifest(context, { stage, store: `s3:${"b".repeat(63)}`, lock: "COMPLIANCE", entries });
}
function foreseenEntry(key, bytes, { time: time3 }) {
  return manifestEntry(key, bytes, { versionId: "v".repeat(64), retainUntil: time3 });
}
function limited(what, key, bytes) {
  if (bytes.length <= objectLimit) return { key, bytes };
  throw new Fault("EVIDENCE_TOO_LARGE", `${what} has ${bytes.length} bytes, at most ${objectLimit} (${key})`);
}
function uniqueObjects(objects) {
  return [...new Map(objects.map((object2) => [object2.key, object2])).values()];
}

// src/formats/published/v1.ts
var PublishedNote = lazy(
  () => strictObject({
    schema: literal("safeguard.published/v1"),
    referrers: array(Digest2).min(1).max(64)
  })
);

// src/formats/published/read.ts
var note = formatOf({ "safeguard.published/v1": versionOf(PublishedNote, (old) => old) });
function readPublishedNote(bytes) {
  return note.readBytes(bytes);
}

// src/evidence/note.ts
var mostDigests = 64;
function encodeNote(referrers) {
  return canonicalBytes({ schema: "safeguard.published/v1", referrers: referrers.slice(0, mostDigests) });
}
function readNote(bytes) {
  const note2 = readPublishedNote(bytes);
  return note2.ok ? note2.value.referrers : [];
}

// src/evidence/parts.ts
function recordContext({ loaded, service: service2, job: { run: run3 } }, subject) {
  return {
    time: subject.time,
    repository_id: run3.repository_id,
    repository: run3.repository,
    service: service2["evidence-name"],
    environment: subject.environment,
    run_id: run3.run_id,
    run_attempt: run3.run_attempt,
    job: run3.job,
    digest: subject.digest,
    commit: Commit.parse(subject.commit),
    actor_id: run3.actor_id,
    actor: run3.actor,
    contract_ref: run3.job_workflow_ref,
    config_sha256: loaded.sha256,
    config_origin: loaded.origin,
    unlocked: subject.unlocked
  };
}
function decisionEvidence(context, bundle2, decided) {
  const decisionBlob = { bytes: decided.bytes, type: "decision" };
  const scans = bundle2.scans.map((scan) => ({ scan, blob: { bytes: canonicalBytes(scan), type: "scan-summary" } }));
  return {
    records: [
      decisionRecord(context, decided.decision, decisionBlob),
      ...scans.map(({ scan, blob }) => scanRecord(context, scan, blob)),
      ...(bundle2.approvals ?? []).map((approval) => approvalRecord(context, approval))
    ],
    blobs: [...decided.replayBlobs, ...scans.map(({ blob }) => blob)]
  };
}
function sbomEvidence(context, sbom) {
  if (!sbom) return { records: [], blobs: [] };
  const blob = { bytes: sbom.bytes, type: sbom.reference.format };
  return { records: [sbomRecord(context, sbom.reference, blob)], blobs: [blob] };
}
function signatureEvidence(bundles, trustedRoot) {
  return {
    records: [],
    blobs: [
      ...bundles.map((bytes) => ({ bytes, type: "sigstore-bundle" })),
      ...trustedRoot ? [{ bytes: trustedRoot, type: "trusted-root" }] : []
    ]
  };
}
function joinParts(...parts) {
  return { records: parts.flatMap((part2) => part2.records), blobs: parts.flatMap((part2) => part2.blobs) };
}

// src/formats/anchor/v2.ts
var LedgerHead2 = lazy(
  () => strictObject({
    repository_id: RepositoryId2,
    service: ServiceName2,
    environment: EnvironmentName2,
    seq: int().min(0),
    result_sha256: Sha2562
  })
);
var Ended2 = lazy(
  () => strictObject({
    until: EpochSeconds2,
    why: string2().min(1).max(500),
    heads: array(LedgerHead2)
  })
);
var validity2 = {
  from: EpochSeconds2.optional().describe("Only where it came back after it had ended: counts from then on."),
  ended: Ended2.optional().describe("Absent while it is trusted.")
};
var AnchorValidity2 = strictObject(validity2);
var Anchor2 = lazy(
  () => strictObject({
    schema: literal("safeguard.anchor/v2"),
    printed_at: EpochSeconds2.describe("When it was printed; 0 where that is not known."),
    /** SHA-256 of each trusted root that counts; the files lie in the store as blobs, or are embedded here. */
    trusted_roots: array(
      strictObject({
        sha256: Sha2562,
        document: record(string2(), unknown()).optional(),
        certificate_transparency: boolean2().describe("False where certificates come from a private Fulcio without a CT log."),
        ...validity2
      })
    ),
    /** Exact SANs of the contracts, each with its commit and the issuer of its certificates, and for which part they count. */
    contracts: array(
      strictObject({
        san: string2().min(1),
        issuer: string2().min(1),
        /** `source-commit`: a workflow of the service's own repository, whose commit is that of the source. */
        commit: union([Commit2, literal("source-commit")]),
        part: _enum(["build", "deploy"]),
        ...validity2
      })
    ),
    keys: array(
      strictObject({
        spki_sha256: Sha2562,
        spki: string2().regex(/^[A-Za-z0-9+/]+={0,2}$/, "expected base64"),
        repository_id: RepositoryId2,
        service: ServiceName2,
        part: _enum(["build", "deploy"]),
        ...validity2
      })
    ),
    policies: array(strictObject({ sha256: Sha2562, ...validity2 })).describe("Known policy digests; a decision by another one is named."),
    ledger_heads: array(LedgerHead2),
    /** Ledgers whose head could not be noted when this was printed, each with the reason. */
    unread_ledgers: array(
      strictObject({
        repository_id: RepositoryId2,
        service: ServiceName2,
        environment: EnvironmentName2,
        problem: string2().max(500)
      })
    )
  })
);

// src/formats/anchor/read.ts
var anchor2 = formatOf({ "safeguard.anchor/v2": versionOf(Anchor2, (old) => old) });
function readAnchorValue(json) {
  return anchor2.readValue(json);
}

// src/formats/gate-decision/v1.ts
var DecisionPredicate2 = lazy(
  () => strictObject({
    schema: literal("safeguard.gate-decision/v1"),
    decision: Decision2
  })
);

// src/formats/gate-decision/read.ts
var predicate2 = formatOf({ "safeguard.gate-decision/v1": versionOf(DecisionPredicate2, ({ decision: decision2 }) => decision2) });
function readGateDecision(json) {
  const reading = predicate2.readValue(json);
  return reading.ok ? readDecisionValue(reading.stored.decision) : reading;
}

// src/formats/image-acceptance/v1.ts
var Workflow2 = looseObject({ ref: string2(), repository: string2(), path: string2() });
var AcceptancePredicate2 = lazy(
  () => strictObject({
    schema: literal("safeguard.image-acceptance/v1"),
    origin: literal("prebuilt"),
    accepted_at: EpochSeconds2,
    service: ServiceName2,
    source: strictObject({
      repository_id: string2(),
      repository: string2(),
      ref: string2(),
      commit: string2()
    }),
    workflow: strictObject(Workflow2.shape),
    inputs: record(string2(), string2()),
    accepted_by: strictObject({
      contract_ref: string2(),
      contract_sha: string2(),
      event_name: string2(),
      actor_id: string2(),
      invocation_id: string2()
    }),
    ...Reserved
  })
);

// src/formats/image-acceptance/read.ts
var predicate3 = formatOf({ "safeguard.image-acceptance/v1": versionOf(AcceptancePredicate2, (old) => old) });
function readAcceptance(json) {
  return predicate3.readValue(json);
}

// src/formats/provenance/v1.ts
var Workflow3 = looseObject({ ref: string2(), repository: string2(), path: string2() });
var buildTypes2 = {
  contract: "https://safeguard.dev/buildtypes/build-sign/v1",
  direct: "https://safeguard.dev/buildtypes/direct-workflow/v1"
};
var ProvenancePredicate2 = lazy(
  () => looseObject({
    buildDefinition: looseObject({
      buildType: _enum(buildTypes2),
      /** `inputs`: every input of the contract, as its caller gave it or as it is by default. */
      externalParameters: looseObject({ workflow: Workflow3, inputs: record(string2(), string2()) }),
      internalParameters: looseObject({
        github: looseObject({ repository_id: string2(), event_name: string2() }),
        safeguard: looseObject({ service: ServiceName2 }).optional()
      }).optional(),
      resolvedDependencies: array(looseObject({ uri: string2(), digest: record(string2(), string2()) })).min(1)
    }),
    runDetails: looseObject({
      builder: looseObject({ id: string2().min(1) }),
      metadata: looseObject({ invocationId: string2() }).optional()
    })
  })
);

// src/formats/provenance/read.ts
var version2 = versionOf(ProvenancePredicate2, (old) => old);
function readProvenance(json) {
  return version2(json);
}

// src/formats/scan-run/v1.ts
var Content2 = strictObject({ sha256: Sha2562, bytes: int().min(0) });
var ScanRun2 = lazy(
  () => strictObject({
    schema: literal("safeguard.scan-run/v1"),
    kind: ScanKind2,
    tool: ToolName2,
    /** GitHub run in which the tool ran; absent elsewhere. A run of another GitHub run is a replay. */
    run_id: string2().optional(),
    /** As the tool printed it when asked, never as we hoped. */
    tool_version: string2().min(1).max(100),
    /** SHA-256 of the program that ran (for Python tools, of its locked requirements). */
    tool_sha256: Sha2562,
    argv: array(string2().max(4e3)).min(1).max(200),
    exit_code: int(),
    started_at: EpochSeconds2,
    finished_at: EpochSeconds2,
    target: ScanTarget2,
    /** When the vulnerability database was built; null for tools without one. */
    database_at: EpochSeconds2.nullable(),
    /** When the database was built by which the tool knows JAR files; absent where there was none. */
    java_database_at: EpochSeconds2.optional(),
    /** SHA-256 of the rule set used; null for tools without one. */
    rules_sha256: Sha2562.nullable(),
    report: Content2,
    log: Content2,
    sbom: Content2.nullable()
  })
);

// src/formats/scan-run/read.ts
var run2 = formatOf({ "safeguard.scan-run/v1": versionOf(ScanRun2, (old) => old) });
function readScanRun(json) {
  const reading = run2.readValue(json);
  if (!reading.ok) return reading;
  const tool = ScanTool.safeParse(reading.stored.tool);
  if (!tool.success)
    return { ok: false, problem: `tool: ${named(reading.stored.tool)} is not a tool that this version reads` };
  return { ok: true, value: { ...reading.stored, tool: tool.data }, stored: reading.stored };
}

// src/formats/scan-summary/read.ts
var predicate4 = formatOf({
  "safeguard.scan-summary/v1": versionOf(ScanPredicate2, ({ summary }) => summary)
});
function readScanPredicate(json) {
  return predicate4.readValue(json);
}

// src/image/facts.ts
var callerInputs = ["service", "prebuilt-digest"];
function describeImage(layout, facts) {
  const { digest, mediaType, children } = layout;
  const { origin = "build" } = facts;
  const build = origin === "build" ? buildTimes(facts) : { startedAt: null, finishedAt: null };
  const handed = facts["prebuilt-digest"] ?? "";
  if (handed !== "" && origin === "build")
    throw new Fault("INPUT_INVALID", `prebuilt-digest: expected none for an image that was built, got ${handed}`);
  if (handed !== "" && handed !== digest)
    throw new Fault("INPUT_INVALID", `prebuilt-digest: expected the digest of the layout, ${digest}, got ${handed}`);
  const given = callerInputs.some((name) => facts[name] !== void 0);
  const inputs = given ? callerInputs.map((name) => [name, facts[name] ?? ""]) : [];
  return {
    ...{ asked: facts.digest ?? digest, rehashed: digest, mediaType, children, origin },
    build: { inputs: Object.fromEntries(inputs), ...build }
  };
}
function buildTimes(facts) {
  const [startedAt = null, finishedAt = null] = [facts["started-at"], facts["finished-at"]].map(
    (text) => text === void 0 ? null : EpochSeconds.parse(Number(text))
  );
  if (startedAt !== null && finishedAt !== null && finishedAt < startedAt)
    throw new Fault(
      "INPUT_INVALID",
      `finished-at: expected ${startedAt} or later, when the build began; got ${finishedAt}`
    );
  return { startedAt, finishedAt };
}

// src/image/source.ts
function describeGaps({ pointers, empty: empty2 }, context) {
  return [
    ...pointers.length > 0 ? [
      `${counted(pointers.length, "file")} of ${context} ${pointers.length === 1 ? "is a pointer" : "are pointers"} of Git LFS, whose content the contract does not fetch: ${some(pointers)}. Keep the content in Git itself, or move it out of the build context.`
    ] : [],
    ...empty2.length > 0 ? [
      `${counted(empty2.length, "folder")} of ${context} ${empty2.length === 1 ? "is" : "are"} empty, as a submodule is that was not fetched: ${some(empty2)}. Keep its files in this repository (for instance by git subtree), or take them from a base image or a package by digest, and remove the submodule.`
    ] : []
  ];
}
function some(paths) {
  const shown = paths.slice(0, 5).map((path) => JSON.stringify(printable(path, 200)));
  return [...shown, ...paths.length > 5 ? [`${paths.length - 5} more`] : []].join(", ");
}
var pointerLimit = 1024;
var pointerStarts = ["version https://git-lfs.github.com/spec/", "version https://hawser.github.com/spec/"];
function isPointer(bytes) {
  const text = new TextDecoder().decode(bytes);
  return pointerStarts.some((start) => text.startsWith(start));
}

// src/model/release.ts
function isOlderRelease(version3, minimum) {
  const rank = (text) => text.replace(/\d+/g, (digits) => digits.padStart(12, "0"));
  return rank(version3) < rank(minimum);
}

// src/model/role-names.ts
var longestRoleName = 64;
function roleName(prefix, parts) {
  return [prefix, ...parts].join(".");
}
function partitionOf(region) {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}

// src/model/services.ts
function servicesIn(config2, repositoryId) {
  return Object.values(config2.services).filter((one) => one["repository-id"] === repositoryId);
}
function meantService(services, name) {
  if (name !== void 0) return services.find((one) => one.name === name);
  return services.length === 1 ? services[0] : void 0;
}
function serviceOf(config2, repositoryId, name) {
  const services = servicesIn(config2, repositoryId);
  const service2 = meantService(services, name);
  if (service2) return service2;
  if (services.length === 0) {
    throw new Fault("SERVICE_UNKNOWN", `repository id ${repositoryId} is not a service of safeguard.yml`, {
      hint: `Add a service under services: with repository-id: ${repositoryId}, repository, registry and environments.`
    });
  }
  const known = listed(services.map((one) => one.name));
  const text = name === void 0 ? `service: missing; repository id ${repositoryId} has ${known}` : `service: ${name} is not one of repository id ${repositoryId}, which has ${known}`;
  throw new Fault("SERVICE_UNKNOWN", text, { hint: `Pass the input service: one of ${known}.` });
}
function namedService(config2, name) {
  const known = Object.values(config2.services);
  const [only] = known;
  const service2 = name === void 0 ? only : known.find((one) => one.name === name);
  if (service2 !== void 0 && (name !== void 0 || known.length === 1)) return service2;
  const expected = `expected one of ${listed(known.map((one) => one.name))}`;
  throw new Fault("INPUT_INVALID", `service: ${name === void 0 ? "missing" : `there is no ${name}`}; ${expected}`);
}
function environmentOf(service2, name) {
  const found = Object.entries(service2.environments).find(([known2]) => known2 === name);
  if (found) return found[1];
  const known = listed(Object.keys(service2.environments));
  throw new Fault("SERVICE_ENVIRONMENT_UNKNOWN", `${service2.repository} has no environment ${name}; it has: ${known}`);
}
function chosenEnvironment(service2, asked) {
  const known = Object.keys(service2.environments).map((name) => EnvironmentName.parse(name));
  const [only] = known;
  if (asked !== void 0) return asked;
  if (only !== void 0 && known.length === 1) return only;
  throw new Fault("INPUT_INVALID", `environment: missing; ${service2.repository} has ${listed(known)}`);
}
function lockOf(service2, environment) {
  if (environment !== null) return environmentOf(service2, environment).lock;
  const locks = Object.values(service2.environments).map(({ lock }) => lock);
  return locks.every((lock) => lock === "none") ? "none" : "compliance";
}

// src/model/signing.ts
var Signing = discriminatedUnion("mode", [
  strictObject({
    mode: literal("keyless"),
    instance: _enum(["private", "public"]).describe("`public` publishes repository and workflow names in public logs for ever."),
    "accept-public-logs": boolean2().default(false).describe("Must be true for the public instance: its certificates are public."),
    fulcio: ServiceUrl,
    rekor: ServiceUrl,
    "rekor-version": _enum(["v1", "v2"]).default("v2").describe("Version of the log's interface; the public instance names v1 by default, see `trust-root update`."),
    "timestamp-authority": ServiceUrl,
    "trusted-root": strictObject({ path: string2().min(1), sha256: Sha256 }).describe("Trusted root file beside safeguard.yml, pinned."),
    "certificate-transparency": boolean2().default(true).describe("False only for a private Fulcio without a CT log.")
  }),
  strictObject({
    mode: literal("kms"),
    region: AwsRegion,
    endpoint: ServiceUrl.optional()
  })
]);

// src/model/source-refs.ts
var branchPrefix = "refs/heads/";
var tagPrefix = "refs/tags/";
function isRefPattern(entry) {
  return entry.includes("*");
}
function acceptsRef(entries, ref) {
  if (!/^[!-~\u0080-\uffff]+$/.test(ref) || isRefPattern(ref)) return false;
  return entries.some((entry) => entry === ref || isRefPattern(entry) && fits(entry, ref));
}
function branchesOf(entries) {
  return entries.flatMap((entry) => entry.startsWith(branchPrefix) ? [entry.slice(branchPrefix.length)] : []);
}
function needsBranch(entries, ref) {
  return ref.startsWith(tagPrefix) && branchesOf(entries).length > 0;
}
function fits(pattern, ref) {
  const [wanted, got] = [pattern.split("/"), ref.split("/")];
  return wanted.length === got.length && wanted.every((part2, at) => fitsPart(part2, got[at] ?? ""));
}
function fitsPart(pattern, part2) {
  const [before = "", ...rest] = pattern.split("*");
  const after = rest.pop();
  if (after === void 0) return pattern === part2;
  if (rest.length > 1 || part2.length < before.length + after.length) return false;
  const between = part2.slice(before.length, part2.length - after.length);
  return part2.startsWith(before) && part2.endsWith(after) && between.includes(rest[0] ?? "");
}

export {
  faultRegister,
  Fault,
  isFault,
  exitCodeOf,
  textOf,
  openRedactor,
  printable,
  quoteLimit,
  quoted,
  named,
  placed,
  jsonText,
  shortTicks,
  fenceFor,
  inCode,
  tableCell,
  logLine,
  printableLines,
  logLines,
  counted,
  listedFirst,
  listed,
  accountText,
  canonicalText,
  canonicalBytes,
  sha256Hex,
  ociDigest,
  defaultJsonLimits,
  textEndsEarly,
  parseJsonBytes,
  mistakesOf,
  placesOf2 as placesOf,
  nearestWord,
  inParallel,
  toIso,
  fromIso,
  toDay,
  wrapLines,
  prettifyError,
  toJSONSchema,
  ZodError,
  string2 as string,
  url,
  base642 as base64,
  hex2 as hex,
  number2 as number,
  int,
  boolean2 as boolean,
  _null3 as _null,
  unknown,
  date2 as date,
  array,
  object,
  strictObject,
  looseObject,
  union,
  discriminatedUnion,
  tuple,
  record,
  partialRecord,
  _enum,
  literal,
  prefault,
  custom,
  iso_exports,
  RuleVerdict2 as RuleVerdict,
  readStoredDecision,
  readStoredBundle,
  Sha256,
  Digest,
  Commit,
  RepositoryId,
  UserId,
  RunId,
  RepositoryName,
  EnvironmentName,
  ServiceName,
  TeamId,
  DeployId,
  EpochSeconds,
  BucketName,
  ImageRepository,
  RepositoryPath,
  Ticket,
  Phase,
  reasonLimit,
  LedgerReason,
  reasonText,
  closingSentence,
  Anchor,
  EvidenceProblem,
  ledgerPrefix,
  intentKey,
  resultKey,
  recordPrefix,
  blobKey,
  manifestPrefix,
  manifestsPrefix,
  manifestKey,
  publishedPrefix,
  publishedKey,
  parseKey,
  readDecided,
  describeJobs,
  jobWord,
  resultOf,
  sizeProblem,
  entryProblem,
  holderOf,
  readChain,
  readLedger,
  headProblems,
  unreadableLedger,
  nextIntent,
  closeIntent,
  readManifestPredicate,
  ScanKind,
  ScanTool,
  scanners,
  kindsOf,
  provingTools,
  ToolName,
  Severity,
  ScanRun,
  SeverityCounts,
  ReleaseVersion,
  ScanRequirement,
  FindingException,
  PolicySettings,
  DeployCommand,
  RegistryAuth,
  PinnedKey,
  Person,
  ContractRelease,
  Claims,
  RunContext,
  EvidenceBundle,
  predicateTypes,
  statementPayloadType,
  statementLimit,
  bundleLimit,
  proofLimit,
  sbomStatementLimit,
  Statement,
  buildTypes,
  bundleType,
  predicateAnnotation,
  lockUntil,
  lockProblem,
  manifestEntry,
  makeManifest,
  manifestCore,
  encodeManifest,
  decodeManifest,
  entryProblems,
  claimProblems,
  scanRecord,
  publishRecord,
  approvalRecord,
  intentRecord,
  outcomeRecord,
  reconcileRecord,
  noteRecord,
  readRecord,
  objectLimit,
  listObjects,
  foreseenManifest,
  foreseenEntry,
  encodeNote,
  readNote,
  recordContext,
  decisionEvidence,
  sbomEvidence,
  signatureEvidence,
  joinParts,
  readAnchorValue,
  readGateDecision,
  readAcceptance,
  readProvenance,
  readScanRun,
  readScanPredicate,
  describeImage,
  describeGaps,
  pointerLimit,
  isPointer,
  imageMediaTypes,
  manifestLimit,
  readImageDocument,
  listChildren,
  listBlobs,
  checkFound,
  checkTotal,
  childrenOf,
  blobPath,
  layoutIndex,
  imageTag,
  ServiceUrl,
  AwsRegion,
  AwsAccount,
  StoreSpec,
  requiredParts,
  signedParts,
  factParts,
  missingParts,
  provenCommits,
  countedCommit,
  encodeForSigning,
  encodeBundle,
  parseEcrHost,
  isOlderRelease,
  longestRoleName,
  roleName,
  partitionOf,
  servicesIn,
  meantService,
  serviceOf,
  namedService,
  environmentOf,
  chosenEnvironment,
  lockOf,
  Signing,
  branchPrefix,
  tagPrefix,
  isRefPattern,
  acceptsRef,
  branchesOf,
  needsBranch
};
