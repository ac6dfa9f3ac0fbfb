// The door of the command line: words and flags in, one answer on stdout, everything else on stderr.
import type { ParseArgsConfig } from 'node:util';
import { exitCodeOf, Fault, isFault, textOf } from '../base/fault.ts';
import { openRedactor, type Redactor } from '../base/redaction.ts';
import { jsonText, logLine, logLines } from '../base/text.ts';
import { wrapLines } from '../base/wrap.ts';
import type { Command } from '../commands/define.ts';
import { commands } from '../commands/index.ts';
import { endOnDefect, lineWidth, outliveReaders, terminalLogger } from './console.ts';
import { commandHelp } from './help.ts';
import { isTooOld } from './node-version.ts';
import { userFolder } from './user-folder.ts';
import { type Surroundings, wirePorts } from './wire.ts';
import { answerWithoutCommand, plainWords, unknownFlag } from './words.ts';

/** What the command line needs from its surroundings. */
export type Terminal = Omit<Surroundings, 'log' | 'mask' | 'configPath'> & {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Columns of what reads `out`; prose is wrapped to it. Without it, as for a pipe, every line stays whole. */
  width?: number | undefined;
};

/** Runs one command line and returns the exit code: 0 allow, 1 deny, 2 usage, 3 could not decide, 70 bug. */
export async function runCli(words: readonly string[], given: Terminal): Promise<number> {
  const argv = plainWords(words);
  const json = argv.includes('--json');
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

async function findCommand(argv: readonly string[]): Promise<{ command: Command; rest: string[] } | undefined> {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ');
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    const command = argv.length >= words ? await load?.() : undefined;
    if (command?.surfaces.includes('cli')) return { command, rest: argv.slice(words) };
  }
  return undefined;
}

async function runFound(
  command: Command,
  rest: string[],
  json: boolean,
  terminal: Terminal & { redactor: Redactor },
): Promise<number> {
  const given = readFlags(command, rest);
  if (given.help) {
    terminal.out(shown(commandHelp(command), terminal));
    return 0;
  }
  const { redactor } = terminal;
  const log = terminalLogger(terminal.err, 1000, redactor);
  const wired = wirePorts({
    ...terminal,
    log,
    ...(given.config ? { configPath: given.config } : {}),
  });
  try {
    const result = await command.execute(given.inputs, wired.ports);
    terminal.out(
      json
        ? jsonText(
            redactor.redactAll({ denied: result.denied, outputs: result.outputs, answer: plain(result.json) }),
            2,
          )
        : shown(logLines(redactor.redact(result.text)), result.verbatim ? {} : terminal),
    );
    return result.denied ? 1 : 0;
  } finally {
    log.stop();
    await wired.dispose();
  }
}

function shown(text: string, { width }: Pick<Terminal, 'width'>): string {
  return width === undefined ? text : wrapLines(text, width);
}

type Given = { help: boolean; config: string | undefined; inputs: Record<string, string> };

function readFlags(command: Command, rest: string[]): Given {
  const names = Object.keys(command.inputs.shape);
  const text = { type: 'string', multiple: true } as const;
  const toggle = { type: 'boolean' } as const;
  const help = { type: 'boolean', short: 'h' } as const;
  const options = {
    ...Object.fromEntries(names.map((name) => [name, text])),
    help,
    json: toggle,
    config: { type: 'string' } as const,
  };
  const { values, positionals } = parseWords(command.name, rest, options);
  if (positionals.length > command.positionals.length) {
    throw new Fault(
      'INPUT_INVALID',
      `${JSON.stringify(positionals[command.positionals.length])} is one word too many for ${command.name}`,
    );
  }
  const inputs: Record<string, string> = {};
  for (const [index, word] of positionals.entries()) inputs[command.positionals[index] ?? ''] = word;
  for (const name of names) {
    const value = values[name];
    if (Array.isArray(value)) inputs[name] = value.join('\n');
  }
  return { help: values.help === true, config: typeof values.config === 'string' ? values.config : undefined, inputs };
}

function parseWords(command: string, args: string[], options: NonNullable<ParseArgsConfig['options']>) {
  // An import of node:util builds everything else in it too, and takes 3 ms of each start.
  const { parseArgs } = process.getBuiltinModule('node:util');
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw (
      unknownFlag(command, Object.keys(options), error) ?? new Fault('INPUT_INVALID', textOf(error), { cause: error })
    );
  }
}

/** JSON data as it will be read back: no dates, no undefined members, no classes. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function report(error: unknown, json: boolean, terminal: Terminal & { redactor: Redactor }): void {
  const fault = isFault(error)
    ? { code: error.code, message: error.message, hint: error.hint }
    : { code: 'BUG', message: textOf(error), hint: '' };
  const { redact, redactAll } = terminal.redactor;
  if (json) terminal.out(jsonText(redactAll({ error: fault }), 2));
  else
    terminal.err(
      logLines(redact(`safeguard: ${fault.code}: ${fault.message}${fault.hint ? `\n  ${fault.hint}` : ''}`)),
    );
}

/** The process of the command line; `root` is the repository that the program lies in. */
export async function main(root: URL): Promise<void> {
  if (isTooOld(process.versions.node)) {
    process.stderr.write(
      `safeguard needs Node 24.15 or newer, this is ${process.versions.node}; run npm ci first, then npm run safeguard, which uses the Node that this brings\n`,
    );
    process.exitCode = 2;
    return;
  }
  const redactor = openRedactor();
  outliveReaders();
  const folder = userFolder(process.env, { script: 'safeguard', root, current: process.cwd() });
  if (folder !== undefined) process.chdir(folder);
  const columns = lineWidth(process.stderr);
  const err = (text: string) => void process.stderr.write(`${columns ? wrapLines(text, columns) : text}\n`);
  endOnDefect((text) => err(logLine(redactor.redact(`safeguard: BUG: ${text}`))));
  process.exitCode = await runCli(process.argv.slice(2), {
    variables: process.env,
    root,
    out: (text) => process.stdout.write(`${text}\n`),
    err,
    width: lineWidth(process.stdout),
    redactor,
  });
}
