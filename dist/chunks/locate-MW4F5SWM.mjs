import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  openFiles
} from "./chunk-XDME46HH.mjs";
import {
  parseJsonBytes
} from "./chunk-ANMJZ3LJ.mjs";
import {
  EpochSeconds,
  Sha256
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";
import {
  Fault,
  isFault
} from "./chunk-DJ7CADVQ.mjs";
import "./chunk-BYTK4B6N.mjs";

// src/platform/tools/locate.ts
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
var AbsolutePath = external_exports.string().refine(isAbsolute, "expected an absolute path");
var ToolEntry = external_exports.looseObject({
  path: AbsolutePath,
  sha256: Sha256,
  version: external_exports.string().min(1),
  requirements: AbsolutePath.optional(),
  database: external_exports.looseObject({ path: AbsolutePath, built_at: EpochSeconds }).optional(),
  rules: external_exports.looseObject({ path: AbsolutePath, sha256: Sha256 }).optional()
});
var Register = external_exports.record(external_exports.string(), ToolEntry);
function openTools(variables, pinned = {}) {
  const cache = variables["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  const folder = variables["SAFEGUARD_TOOLS"] || join(cache, "safeguard-tools");
  return { locate: (tool) => locateTool(folder, tool, pinned[tool]) };
}
var files = openFiles();
async function locateTool(folder, tool, pin) {
  const entry = (await readRegister(join(folder, "tools.json")))[tool];
  if (!entry) throw new Fault("TOOL_MISSING", `${join(folder, "tools.json")} does not name ${tool}`);
  const { path, requirements, database, rules } = entry;
  if (requirements !== void 0) await hashPart(tool, path);
  const sha256 = await checkPart(tool, requirements ?? path, [entry.sha256, ...pin === void 0 ? [] : [pin]]);
  if (rules) await checkPart(`the rules of ${tool}`, rules.path, [rules.sha256]);
  return {
    path,
    sha256,
    environment: { PATH: `${dirname(path)}:/usr/bin:/bin`, LANG: "C.UTF-8" },
    ...database && { database: database.path, databaseAt: database.built_at },
    ...rules && { rules: rules.path, rulesSha256: rules.sha256 }
  };
}
async function readRegister(path) {
  const bytes = await readRegisterBytes(path);
  const parsed = Register.safeParse(parseJsonBytes(bytes));
  if (parsed.success) return parsed.data;
  const list = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  throw new Fault("TOOL_MISSING", `${path} is not a list of tools: ${list}`);
}
async function readRegisterBytes(path) {
  try {
    return await files.read(path, 1024 * 1024);
  } catch (error) {
    if (!isFault(error, "FILE_MISSING")) throw error;
    throw new Fault("TOOL_MISSING", `${path} does not exist`, { cause: error });
  }
}
async function checkPart(name, path, expected) {
  const found = await hashPart(name, path);
  const wanted = expected.find((sha256) => sha256 !== found);
  if (wanted === void 0) return found;
  throw new Fault("TOOL_CHECKSUM_MISMATCH", `${name}: ${path} has sha256 ${found}; pinned is ${wanted}`);
}
async function hashPart(name, path) {
  try {
    return await files.sha256(path);
  } catch (error) {
    if (!isFault(error, "FILE_MISSING")) throw error;
    throw new Fault("TOOL_MISSING", `${name}: ${path} does not exist`, { cause: error });
  }
}
export {
  openTools
};
