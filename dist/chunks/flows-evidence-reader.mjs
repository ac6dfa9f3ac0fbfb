const require = (name) => process.getBuiltinModule(name);
import {
  Fault,
  isFault,
  printable,
  textOf
} from "./ground.mjs";

// src/flows/evidence/reader.ts
async function openForReading(ports, spec) {
  if (spec.type === "dir" && !await ports.files.exists(spec.path))
    throw new Fault("STORE_FAILED", `dir:${spec.path}: there is no such folder; expected one with evidence in it`, {
      hint: "Check the path; nothing was read, so nothing is said about the evidence."
    });
  return ports.store(spec);
}
var refusals = /* @__PURE__ */ new Set(["OBJECT_UNREADABLE", "STORE_FAILED", "STORE_CORRUPT", "FILE_UNSAFE"]);
var evidenceLimit = 64 * 1024 * 1024;
var passing = /: HTTP (?:429|5\d\d) /;
async function readOrRefusal(store, key, versionId, size = 0) {
  if (size > evidenceLimit)
    return { object: void 0, refusal: `it has ${size} bytes; no evidence has more than ${evidenceLimit}` };
  try {
    return { object: await store.read(key, versionId), refusal: "" };
  } catch (error) {
    if (isFault(error) && refusals.has(error.code) && !passing.test(error.message))
      return { object: void 0, refusal: printable(textOf(error), 300) };
    throw error;
  }
}

export {
  openForReading,
  readOrRefusal
};
