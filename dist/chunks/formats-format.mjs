const require = (name) => process.getBuiltinModule(name);
import {
  mistakesOf
} from "./base-mistakes.mjs";
import {
  canonicalText
} from "./vendor-canonicalize.mjs";
import {
  listedFirst,
  named,
  placed,
  printable
} from "./base-text.mjs";
import {
  ZodObject,
  _enum,
  array,
  boolean,
  int,
  string
} from "./vendor-zod.mjs";
import {
  isFault,
  textOf
} from "./base-fault-register.mjs";

// src/formats/format.ts
var reserved = ["service", "trial", "proposal", "overrides"];
function versionOf(shape, upgrade) {
  const fields = shape instanceof ZodObject ? reserved.filter((field) => Object.hasOwn(shape.shape, field)) : [];
  return (json) => {
    const parsed = shape.safeParse(json);
    if (!parsed.success) return { ok: false, problem: mismatchOf(parsed.error) };
    const given = fields.filter((field) => typeof json === "object" && json !== null && Object.hasOwn(json, field));
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
  } catch (error) {
    return { ok: false, problem: isFault(error) ? textOf(error) : "the bytes are not JSON in UTF-8" };
  }
}
function mismatchOf(error) {
  const [unknown] = unknownFields(error.issues, []);
  if (unknown) return newerField(unknown.keys, unknown.path);
  return printable(mistakesOf(error, "the document"), 500);
}
function newerField(fields, path) {
  const names = listedFirst(fields.map(named), 5);
  return `written by a newer Safeguard: field ${names}${path === "" ? "" : ` in ${placed(path)}`}, which this version does not know`;
}
function unknownFields(issues, above) {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code === "unrecognized_keys") return [{ keys: issue.keys, path: path.map(String).join(".") }];
    if (issue.code !== "invalid_union") return [];
    const whole = issue.errors.filter((one) => one.every(({ code }) => code === "unrecognized_keys"));
    return whole.flatMap((one) => unknownFields(one, path));
  });
}

// src/formats/ids/v1.ts
var Sha256 = string().regex(/^[0-9a-f]{64}$/, "expected 64 lower-case hexadecimal characters").brand();
var Digest = string().regex(/^sha256:[0-9a-f]{64}$/, "expected sha256: and 64 lower-case hexadecimal characters").brand();
var Commit = string().regex(/^[0-9a-f]{40}$/, "expected a full 40 character commit id").brand();
var numericId = string().regex(/^[1-9][0-9]{0,18}$/, "expected a numeric id as GitHub gives it");
var RepositoryId = numericId.brand();
var UserId = numericId.brand();
var RunId = numericId.brand();
var EnvironmentName = string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"').brand();
var DeployId = string().regex(/^[1-9][0-9]{0,18}\/[1-9][0-9]{0,18}$/, "expected <repository id>/<run id>").brand();
var Ticket = string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,199}$/, "expected a ticket id or address without spaces").brand();
var ServiceName = string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "expected a name of a service");
var Reserved = {
  /** The service it is about, where a repository has several. */
  service: ServiceName.exactOptional(),
  /** True where it is a trial that allows nothing. */
  trial: boolean().exactOptional(),
  /** The proposed configuration or policy that it was made under. */
  proposal: string().min(1).max(200).exactOptional(),
  /** Ids of the signed overrides that it rests on. */
  overrides: array(string().min(1).max(200)).min(1).max(100).exactOptional()
};
var ApprovalChain = string().max(2e3).regex(/^[1-9][0-9]{0,18}(?: [1-9][0-9]{0,18})*$/, "expected numeric user ids with one blank between").brand();
var EntrySignature = string().max(64 * 1024).regex(/^[A-Za-z0-9+/]+={0,2}$/, "expected base64").brand();
var EpochSeconds = int().min(0).max(253402300799);
var Phase = _enum(["before-publish", "before-approval", "before-deploy"]);
var LedgerLogin = string().regex(/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])?$/, "expected a login of at most 63 characters");
var LedgerEnvironment = string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"');
var LedgerLease = string().regex(/^[\x20-\x7e]{1,200}$/, "expected at most 200 plain characters");
var LedgerCloser = string().regex(
  /^(?:[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])? \((?:user|bot) [1-9][0-9]{0,18}\))?$/,
  "expected a login and its id, or nothing"
);
var LedgerReason = string().regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]{0,300}$/u, "expected one line of at most 300 characters");

export {
  versionOf,
  formatOf,
  Sha256,
  Digest,
  Commit,
  RepositoryId,
  UserId,
  RunId,
  EnvironmentName,
  DeployId,
  Ticket,
  Reserved,
  ApprovalChain,
  EntrySignature,
  EpochSeconds,
  Phase,
  LedgerLogin,
  LedgerEnvironment,
  LedgerLease,
  LedgerCloser,
  LedgerReason
};
