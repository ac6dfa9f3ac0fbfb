const require = (name) => process.getBuiltinModule(name);
import {
  tools
} from "./vendor-ae-cvss-calculator.mjs";
import "./scan-severity.mjs";
import {
  Fault,
  printable
} from "./ground.mjs";
import "./empty.mjs";

// src/scan/invocation.ts
function keptLog(invocation, log) {
  const { logLine } = invocation;
  if (logLine === void 0) return log;
  const lines = new TextDecoder().decode(log).split("\n");
  return new TextEncoder().encode(lines.flatMap((line) => logLine.test(line) ? [`${line}
`] : []).join(""));
}
function toolInvocation(kind, tool, places) {
  const invoke = tools[tool].invocations[kind];
  if (invoke === void 0) throw new Fault("INPUT_INVALID", `${tool} cannot be run for scans of kind ${kind}`);
  return invoke(places, { HOME: places.work });
}
function databaseNeed(kind, tool) {
  const { database } = tools[tool];
  return database?.kinds.includes(kind) ? database : void 0;
}
function lacksSecondDatabase(tool, log) {
  return tools[tool].lacksSecondDatabase?.(new TextDecoder().decode(log)) ?? false;
}
function versionInvocation(tool) {
  const { version } = tools[tool];
  if (version === void 0) throw new Fault("INPUT_INVALID", `${tool} is a format, not a program that can be run`);
  return { args: [...version.args], environment: { ...version.environment } };
}
function parseVersion(tool, stdout) {
  const line = stdout.split("\n").find((text) => text.trim() !== "") ?? "";
  const label = tools[tool].version?.label ?? "";
  const version = printable(line.trim().replace(label, ""), 100);
  if (version === "") throw new Fault("TOOL_FAILED", `${tool} printed no version`);
  return version;
}
export {
  databaseNeed,
  keptLog,
  lacksSecondDatabase,
  parseVersion,
  toolInvocation,
  versionInvocation
};
