const require = (name) => process.getBuiltinModule(name);
import {
  commands,
  endOnDefect,
  isTooOld,
  openRedactor,
  refuseOverrides,
  runnerLogger,
  wirePorts
} from "./chunks/base-redaction.mjs";
import "./chunks/platform-local-files.mjs";
import "./chunks/model-ids.mjs";
import {
  counted,
  fenceFor,
  logLine,
  printable,
  printableLines,
  shortTicks
} from "./chunks/base-text.mjs";
import "./chunks/vendor-zod.mjs";
import {
  Fault,
  exitCodeOf,
  isFault,
  textOf
} from "./chunks/base-fault-register.mjs";
import "./chunks/empty.mjs";

// src/main/runner.ts
import { randomUUID } from "node:crypto";
import { appendFile } from "node:fs/promises";
var summaryLimit = 1e3 * 1024;
function readInputs(names, variables) {
  return Object.fromEntries(names.map((name) => [name, (variables[`INPUT_${name.toUpperCase()}`] ?? "").trim()]));
}
async function writeOutputs(outputs, variables) {
  const file = variables.GITHUB_OUTPUT;
  if (!file) throw new Fault("INPUT_INVALID", "GITHUB_OUTPUT is not set: this program is run by a GitHub runner");
  const text = Object.entries(outputs).map(([name, value]) => {
    const mark = `safeguard_${randomUUID()}`;
    return `${name}<<${mark}
${printableLines(value)}
${mark}
`;
  });
  await appendFile(file, text.join(""));
}
async function writeSummary(markdown, variables) {
  const file = variables.GITHUB_STEP_SUMMARY;
  if (!file) return;
  const bytes = Buffer.from(`${printableLines(markdown)}
`);
  const fits = bytes.length <= summaryLimit;
  await appendFile(
    file,
    fits ? bytes : `${bytes.subarray(0, summaryLimit).toString("utf8")}

(cut: the whole is in the evidence)
`
  );
}
function shortened(text, limit = 11) {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("    "));
  const more = lines.length - limit;
  return [...lines.slice(0, limit), ...more > 0 ? [`and ${counted(more, "more line")} in the log`] : []].join("\n");
}
function fenced(text) {
  const lines = text.split("\n").map((line) => shortTicks(printable(line, 1e4)));
  const fence = fenceFor(lines.join("\n"), 3);
  return [`${fence}text`, ...lines, fence].join("\n");
}
function errorAnnotation(title, text) {
  const property = escapedData(printable(title)).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const lines = text.split("\n").map((line) => logLine(line));
  return `::error title=${property}::${escapedData(lines.join("\n"))}`;
}
function maskCommand(secret) {
  return `::add-mask::${escapedData(secret)}`;
}
function escapedData(text) {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

// src/main/action.ts
async function runAction(name, job) {
  const { variables, say } = job;
  const redactor = job.redactor ?? openRedactor();
  const { redact } = redactor;
  const mask = (secret) => say(maskCommand(secret));
  const wired = wirePorts({ mask, log: runnerLogger(say, redactor), ...job, redactor, action: true });
  try {
    refuseOverrides(variables);
    const command = await loadCommand(name);
    const result = await command.execute(readInputs(Object.keys(command.inputs.shape), variables), wired.ports);
    const text = redact(result.text);
    for (const line of text.split("\n")) wired.ports.log.info(line);
    await writeOutputs(mapValues(result.outputs, redact), variables);
    await writeSummary(result.summary === void 0 ? fenced(text) : redact(result.summary), variables);
    if (result.denied) say(errorAnnotation(`safeguard ${name}: denied`, shortened(text)));
    return result.denied ? 1 : 0;
  } catch (error) {
    const text = redact(isFault(error) ? `${textOf(error)}
${error.hint}` : textOf(error));
    say(errorAnnotation(`safeguard ${name}`, text));
    await writeSummary(`**safeguard ${name} could not decide.**

${fenced(text)}`, variables);
    return exitCodeOf(error);
  } finally {
    await wired.dispose();
  }
}
function mapValues(values, change) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
async function loadCommand(name) {
  const load = Object.hasOwn(commands, name) ? commands[name] : void 0;
  if (!load) throw new Error(`no command ${name}`);
  return load();
}
async function main(name, root) {
  if (isTooOld(process.versions.node)) {
    process.stderr.write(
      `safeguard needs Node 24.15 or newer, this is ${process.versions.node}; update the runner, which brings Node for actions
`
    );
    process.exitCode = 2;
    return;
  }
  const redactor = openRedactor();
  const say = (line) => void process.stdout.write(`${line}
`);
  endOnDefect((text) => say(errorAnnotation(`safeguard ${name}`, redactor.redact(text))));
  process.exitCode = await runAction(name, { variables: process.env, root, say, redactor });
}
export {
  main,
  runAction
};
