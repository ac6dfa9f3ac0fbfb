#!/usr/bin/env node
const require = (name) => process.getBuiltinModule(name);
import {
  commands,
  endOnDefect,
  isTooOld,
  lineWidth,
  outliveReaders,
  terminalLogger,
  wirePorts
} from "./chunks/main-wire.mjs";
import {
  openFiles
} from "./chunks/platform-local-files.mjs";
import {
  Fault,
  array,
  defaultJsonLimits,
  exitCodeOf,
  isFault,
  jsonText,
  logLine,
  logLines,
  looseObject,
  nearestWord,
  openRedactor,
  parseJsonBytes,
  record,
  string,
  textOf,
  toJSONSchema,
  unknown,
  wrapLines
} from "./chunks/ground.mjs";
import "./chunks/empty.mjs";

// src/commands/faces.ts
var JsonField = looseObject({
  description: string().optional(),
  default: unknown().optional(),
  enum: array(string()).optional()
});
var JsonFields = looseObject({
  properties: record(string(), JsonField).default({}),
  required: array(string()).default([])
});
function fieldsSchema(fields) {
  return toJSONSchema(fields, { io: "input", unrepresentable: "any" });
}
function inputFacts(fields) {
  const schema = JsonFields.parse(fieldsSchema(fields));
  return Object.entries(schema.properties).map(([name, field]) => ({
    name,
    description: `${field.description ?? ""}${field.enum ? ` One of: ${field.enum.join(", ")}.` : ""}`,
    required: schema.required.includes(name),
    initial: typeof field.default === "string" ? field.default : ""
  }));
}

// src/main/help.ts
async function overviewHelp(word) {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const shown2 = all.filter(
    ({ name, surfaces }) => surfaces.includes("cli") && (word === void 0 || name.startsWith(`${word} `))
  );
  const width = Math.max(...shown2.map((command) => command.name.length));
  const lines = shown2.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  if (word !== void 0) return lines.join("\n");
  return [
    "safeguard: keeps the chain of custody of software that handles patient data",
    "",
    "Usage: safeguard <command> [inputs] [--json] [--config FILE], or safeguard --version",
    "",
    ...lines,
    "",
    "safeguard help <command>, or <command> --help, explains each input. Exit codes: 0 allow, 1 deny, 2 usage, 3 could not decide, 70 defect."
  ].join("\n");
}
function commandHelp(command) {
  const inputs = inputFacts(command.inputs).map(
    (input) => `  --${input.name}${input.required ? "" : " (optional)"}
      ${input.description}${input.initial ? ` Default: ${input.initial}.` : ""}`
  );
  const positionals = command.positionals.map((name) => ` ${name.toUpperCase()}`).join("");
  return [
    `safeguard ${command.name}${positionals}: ${command.summary}`,
    "",
    ...inputs.length > 0 ? ["Inputs:", ...inputs, ""] : [],
    "  --json    the answer as JSON",
    ...command.config === "required" ? ["  --config  safeguard.yml to use instead of the one beside the program; the record says so"] : []
  ].join("\n");
}

// src/main/user-folder.ts
import { realpathSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
function userFolder(variables, { script, root, current }) {
  const { npm_lifecycle_event: event, INIT_CWD: called } = variables;
  if (event !== script || !called) return void 0;
  if (realpathSync(current) !== realpathSync(fileURLToPath(root))) return void 0;
  return statSync(called, { throwIfNoEntry: false })?.isDirectory() ? called : void 0;
}

// src/main/words.ts
import { fileURLToPath as fileURLToPath2 } from "node:url";
function plainWords([first, ...rest]) {
  if (first === void 0) return [];
  if (first === "help") return rest.length === 0 ? ["--help"] : [...rest, "--help"];
  if (first === "-h") return ["--help", ...rest];
  return ["version", "-v", "-V"].includes(first) ? ["--version", ...rest] : [first, ...rest];
}
async function answerWithoutCommand(argv, root) {
  const [first = "--help", second = ""] = argv;
  if (first === "--help") return overviewHelp();
  if (first === "--version") return readVersion(root);
  const below = await overviewHelp(first);
  if (below !== "" && (second === "--help" || second === "-h")) return below;
  throw await unknownCommand(argv, below);
}
async function unknownCommand(argv, below) {
  const [first = "", second = ""] = argv.filter((word) => !word.startsWith("-"));
  const say = (text) => new Fault("COMMAND_UNKNOWN", text);
  const near = await meantCommand(first, second);
  const meant = near === void 0 ? "" : `; did you mean safeguard ${near}?`;
  if (Object.hasOwn(commands, first))
    return say(`${first} is an action only: see ${first === "custody" ? "action.yml" : `actions/${first}`}`);
  const words = JSON.stringify([first, second].filter((word) => word !== "").join(" ") || argv[0]);
  return say(`there is no command ${words}${meant}${below === "" ? "" : `; there are
${below}`}`);
}
async function meantCommand(first, second) {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const names = all.filter(({ surfaces }) => surfaces.includes("cli")).map(({ name }) => name);
  const [only, ...more] = names.filter((name) => name.endsWith(` ${first}`));
  const short = names.filter((name) => !name.includes(" "));
  const near = nearestWord(`${first} ${second}`.trim(), names) ?? nearestWord(first, short);
  return near ?? (more.length === 0 ? only : void 0);
}
function unknownFlag(command, known, error) {
  const flag = /\bUnknown option '(-[^']*)'/.exec(textOf(error))?.[1];
  if (flag === void 0) return void 0;
  const near = nearestWord(flag.replace(/^-+/, ""), known);
  const meant = near === void 0 ? "" : `; did you mean --${near}?`;
  const hint = `safeguard ${command} --help names each flag.`;
  return new Fault("INPUT_INVALID", `${command} has no flag ${JSON.stringify(flag)}${meant}`, { hint, cause: error });
}
async function readVersion(root) {
  const bytes = await openFiles().read(fileURLToPath2(new URL("package.json", root)), 1024 * 1024);
  const facts = looseObject({ version: string() }).parse(parseJsonBytes(bytes, defaultJsonLimits));
  return `safeguard ${facts.version}`;
}

// src/main/cli.ts
async function runCli(words, given) {
  const argv = plainWords(words);
  const json = argv.includes("--json");
  const redactor = given.redactor ?? openRedactor();
  const terminal = { ...given, redactor };
  try {
    const found = await findCommand(argv);
    if (found) return await runFound(found.command, found.rest, json, terminal);
    terminal.out(shown(await answerWithoutCommand(argv, terminal.root), terminal));
    return 0;
  } catch (error) {
    report(error, json, terminal);
    return exitCodeOf(error);
  }
}
async function findCommand(argv) {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(" ");
    const load = Object.hasOwn(commands, name) ? commands[name] : void 0;
    const command = argv.length >= words ? await load?.() : void 0;
    if (command?.surfaces.includes("cli")) return { command, rest: argv.slice(words) };
  }
  return void 0;
}
async function runFound(command, rest, json, terminal) {
  const given = readFlags(command, rest);
  if (given.help) {
    terminal.out(shown(commandHelp(command), terminal));
    return 0;
  }
  const { redactor } = terminal;
  const log = terminalLogger(terminal.err, 1e3, redactor);
  const wired = wirePorts({
    ...terminal,
    log,
    ...given.config ? { configPath: given.config } : {}
  });
  try {
    const result = await command.execute(given.inputs, wired.ports);
    terminal.out(
      json ? jsonText(
        redactor.redactAll({ denied: result.denied, outputs: result.outputs, answer: plain(result.json) }),
        2
      ) : shown(logLines(redactor.redact(result.text)), result.verbatim ? {} : terminal)
    );
    return result.denied ? 1 : 0;
  } finally {
    log.stop();
    await wired.dispose();
  }
}
function shown(text, { width }) {
  return width === void 0 ? text : wrapLines(text, width);
}
function readFlags(command, rest) {
  const names = Object.keys(command.inputs.shape);
  const text = { type: "string", multiple: true };
  const toggle = { type: "boolean" };
  const help = { type: "boolean", short: "h" };
  const options = {
    ...Object.fromEntries(names.map((name) => [name, text])),
    help,
    json: toggle,
    config: { type: "string" }
  };
  const { values, positionals } = parseWords(command.name, rest, options);
  if (positionals.length > command.positionals.length) {
    throw new Fault(
      "INPUT_INVALID",
      `${JSON.stringify(positionals[command.positionals.length])} is one word too many for ${command.name}`
    );
  }
  const inputs = {};
  for (const [index, word] of positionals.entries()) inputs[command.positionals[index] ?? ""] = word;
  for (const name of names) {
    const value = values[name];
    if (Array.isArray(value)) inputs[name] = value.join("\n");
  }
  return { help: values.help === true, config: typeof values.config === "string" ? values.config : void 0, inputs };
}
function parseWords(command, args, options) {
  const { parseArgs } = process.getBuiltinModule("node:util");
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw unknownFlag(command, Object.keys(options), error) ?? new Fault("INPUT_INVALID", textOf(error), { cause: error });
  }
}
function plain(value) {
  return value === void 0 ? void 0 : JSON.parse(JSON.stringify(value));
}
function report(error, json, terminal) {
  const fault = isFault(error) ? { code: error.code, message: error.message, hint: error.hint } : { code: "BUG", message: textOf(error), hint: "" };
  const { redact, redactAll } = terminal.redactor;
  if (json) terminal.out(jsonText(redactAll({ error: fault }), 2));
  else
    terminal.err(
      logLines(redact(`safeguard: ${fault.code}: ${fault.message}${fault.hint ? `
  ${fault.hint}` : ""}`))
    );
}
async function main(root) {
  if (isTooOld(process.versions.node)) {
    process.stderr.write(
      `safeguard needs Node 24.15 or newer, this is ${process.versions.node}; run npm ci first, then npm run safeguard, which uses the Node that this brings
`
    );
    process.exitCode = 2;
    return;
  }
  const redactor = openRedactor();
  outliveReaders();
  const folder = userFolder(process.env, { script: "safeguard", root, current: process.cwd() });
  if (folder !== void 0) process.chdir(folder);
  const columns = lineWidth(process.stderr);
  const err = (text) => void process.stderr.write(`${columns ? wrapLines(text, columns) : text}
`);
  endOnDefect((text) => err(logLine(redactor.redact(`safeguard: BUG: ${text}`))));
  process.exitCode = await runCli(process.argv.slice(2), {
    variables: process.env,
    root,
    out: (text) => process.stdout.write(`${text}
`),
    err,
    width: lineWidth(process.stdout),
    redactor
  });
}
export {
  main,
  runCli
};

await main(new URL('..', import.meta.url));
