const require = (name) => process.getBuiltinModule(name);
import {
  ownRules,
  tools,
  unproven
} from "./vendor-ae-cvss-calculator.mjs";
import "./scan-severity.mjs";
import {
  isFault,
  kindsOf,
  parseJsonBytes,
  printable,
  sha256Hex,
  textEndsEarly,
  textOf
} from "./ground.mjs";
import "./empty.mjs";

// src/scan/options.ts
function optionProblem({ run }) {
  const options = tools[run.tool].options?.(run.kind);
  const odd = options && (oddWord(options, run.argv) ?? targetsOwnRules(options, run.argv));
  if (odd === void 0) return void 0;
  return unproven(
    "SCAN_NO_PROOF",
    `${run.tool} ran with ${JSON.stringify(printable(odd, 200))}, which is not known to leave nothing out; run it without`
  );
}
function oddWord(options, [program = "", ...words]) {
  if (isSetting(program)) return program;
  let targets = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word.startsWith("-")) {
      const taken = takeOption(options, word, words[at + 1]);
      if (taken === void 0) return formOf(options.values, word) ? `${word} ${words[at + 1] ?? ""}` : word;
      at += taken;
    } else if (targets > 0 || !options.commands.includes(word)) {
      targets += 1;
      if (targets > options.targets || isSetting(word)) return word;
    }
  }
  return void 0;
}
function targetsOwnRules({ values }, argv) {
  const target = (argv.at(-1) ?? "").replace(/(?<!\/)\/+$/, "");
  return argv.find((word, at) => {
    const [name = "", path = ""] = /^(-[^=]*)=(.*)$/s.exec(word)?.slice(1) ?? [argv[at - 1], word];
    return formOf(values, name) === ownRules && target.startsWith("/") && path.startsWith(`${target}/`);
  });
}
function takeOption(options, word, next) {
  const equals = word.indexOf("=");
  if (equals < 0) {
    if (options.flags.includes(word)) return 0;
    return next !== void 0 && !next.startsWith("-") && formOf(options.values, word)?.test(next) ? 1 : void 0;
  }
  const [name, value] = [word.slice(0, equals), word.slice(equals + 1)];
  const form = formOf(options.joined ?? {}, name) ?? formOf(options.values, name);
  return form?.test(value) || options.flags.includes(name) && value === "true" ? 0 : void 0;
}
function formOf(forms, name) {
  return Object.hasOwn(forms, name) ? forms[name] : void 0;
}
function isSetting(word) {
  return /^[A-Za-z_]\w*=/.test(word) || /^(?:.*\/)?env$/.test(word);
}

// src/scan/read.ts
function readScan(raw, expected, severities = {}) {
  const descriptor = tools[raw.run.tool];
  const { adapter } = descriptor;
  const problem = integrityProblem(raw) ?? targetProblem(raw, expected) ?? exitProblem(raw, descriptor) ?? optionProblem(raw);
  if (problem) return problem;
  if (raw.report.length === 0) return unproven("SCAN_EMPTY", `the report of ${raw.run.tool} is empty`);
  const parsed = parseReport(raw.report);
  if ("problem" in parsed) return parsed.problem;
  if (!adapter.recognizes(parsed.document)) {
    return unproven("SCAN_WRONG_TOOL", `the report is JSON, but not what ${raw.run.tool} writes`);
  }
  const inHand = { ...raw, severities: severitiesOf(raw.run.tool, descriptor, severities) };
  return adapter.read(inHand, parsed.document, new TextDecoder().decode(raw.log));
}
function severitiesOf(tool, descriptor, own) {
  const ours = (descriptor.severities ?? []).flatMap(
    ({ severity, rules }) => rules.map((rule) => [rule, severity])
  );
  return new Map([...ours, ...Object.entries(own[tool] ?? {})]);
}
function integrityProblem(raw) {
  const parts = [
    ["report", raw.run.report, raw.report],
    ["log", raw.run.log, raw.log],
    ["SBOM", raw.run.sbom, raw.sbom]
  ];
  const odd = parts.find(([, content, bytes]) => !holds(content, bytes));
  return odd && unproven(
    "SCAN_HASH_MISMATCH",
    `the ${odd[0]} is not the one the run of ${raw.run.tool} wrote; it was changed or cut on the way`
  );
}
function holds(content, bytes) {
  if (content === null || bytes === null) return content === bytes;
  return content.bytes === bytes.length && content.sha256 === sha256Hex(bytes);
}
function targetProblem(raw, expected) {
  const { kind, target, tool } = raw.run;
  if (kind !== expected.kind) return unproven("SCAN_WRONG_TARGET", `the run is of kind ${kind}, not ${expected.kind}`);
  if (!kindsOf(tool).includes(kind)) return unproven("SCAN_WRONG_TOOL", `${tool} cannot prove a scan of kind ${kind}`);
  if (nameOf(target) === nameOf(expected.target)) return void 0;
  return unproven("SCAN_WRONG_TARGET", `the run is about ${nameOf(target)}, not about ${nameOf(expected.target)}`);
}
function nameOf(target) {
  return target.type === "image" ? `image ${target.digest}` : `commit ${target.commit}`;
}
function exitProblem(raw, { adapter, versions, exitCodes }) {
  const { tool, tool_version: version, exit_code: code } = raw.run;
  const family = /^v?\d+/.exec(version)?.[0];
  if (family !== void 0 && versions.length > 0 && !versions.includes(family)) {
    return unproven(
      "SCAN_EXIT_CODE",
      `the exit codes of ${tool} ${version} are not known; known are versions ${versions.join(", ")}`
    );
  }
  if (exitCodes.includes(code)) return void 0;
  const explained = adapter.explain?.(raw, new TextDecoder().decode(raw.log));
  if (explained) return explained;
  return unproven(
    "SCAN_EXIT_CODE",
    `${tool} ended with exit code ${code}; a report counts only after ${exitCodes.join(" or ")}`
  );
}
function parseReport(bytes) {
  try {
    return { document: parseJsonBytes(bytes) };
  } catch (error) {
    return { problem: unproven(codeOf(error), textOf(error)) };
  }
}
function codeOf(error) {
  if (isFault(error, "JSON_TOO_LARGE") || isFault(error, "JSON_TOO_DEEP")) return "SCAN_TOO_LARGE";
  return isFault(error, "JSON_INVALID") && error.cause === textEndsEarly ? "SCAN_TRUNCATED" : "SCAN_MALFORMED";
}
export {
  readScan
};
