const require = (name) => process.getBuiltinModule(name);
import {
  Fault,
  StoreSpec,
  mistakesOf,
  named,
  printable,
  quoted
} from "./ground.mjs";

// src/config/store-spec.ts
var names = ["region", "account", "endpoint"];
function parseStoreSpec(text) {
  if (text.length > 4096) throw invalid(text, `has ${text.length} characters, at most 4096 are read`);
  const [type, rest] = splitAt(text, ":");
  if (type === "dir") return checked(text, { type, path: readPath(text, rest) });
  if (type !== "s3") throw invalid(text, "");
  const [bucket, query] = splitAt(rest, "?");
  return checked(text, { type, bucket, ...readQuery(text, query) });
}
function splitAt(text, mark) {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}
function checked(text, candidate) {
  const parsed = StoreSpec.safeParse(candidate);
  if (parsed.success) return parsed.data;
  throw invalid(text, mistakesOf(parsed.error, "the store"));
}
function readPath(text, path) {
  if (printable(path, 4096) !== path || path.trim() !== path)
    throw invalid(text, "the path has a character that cannot be seen, or a blank at an end");
  const strange = /^~|^\/\/|[?#*]/.exec(path)?.[0];
  if (strange !== void 0)
    throw invalid(text, `the path has ${quoted(strange)}, which is not expanded; name the folder plainly`);
  return path;
}
function readQuery(text, query) {
  const found = /* @__PURE__ */ new Map();
  for (const pair of query === "" ? [] : query.split("&", 20)) {
    const [name, value] = splitAt(pair, "=");
    if (!names.some((known) => known === name))
      throw invalid(text, `${named(name)} is not known; known are ${names.join(", ")}`);
    if (found.has(name)) throw invalid(text, `${name} is given twice`);
    found.set(name, decode(text, name, value));
  }
  return Object.fromEntries(found);
}
function decode(text, name, value) {
  const plain = decoded(value);
  if (plain === void 0 || /[\s?#+]/.test(plain)) throw invalid(text, `${name} is not a plain value`);
  return plain;
}
function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return void 0;
  }
}
function invalid(text, why) {
  const form = "expected dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT";
  return new Fault("STORE_INVALID", `${quoted(text, 200)}: ${form}${why === "" ? "" : `; ${why}`}`);
}

export {
  parseStoreSpec
};
