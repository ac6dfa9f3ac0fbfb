// The stage of the demonstration: runs actions and commands through the doors that production uses, and prints the
// results so that they can be read without scrolling. A step that does not end as expected ends the demonstration with
// exit code 1.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../src/main/cli.ts';
import type { Clinic, Step } from '../clinic.ts';
import { runJob } from '../runner.ts';

const colored = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const paint = (code: number, text: string) => (colored ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Text in bold, in green, in red, or dimmed; plain off a terminal. */
export const bold = (text: string) => paint(1, text);
export const green = (text: string) => paint(32, text);
export const red = (text: string) => paint(31, text);
export const dim = (text: string) => paint(2, text);

/** How a step ended: exit code, the lines it logged (without masks), and its outputs. */
export type Ended = { code: number; lines: string[]; outputs: Record<string, string> };

/** A step of the story that did not end as expected. */
export class Surprise extends Error {}

/** Words that the demonstration does not take; the message says which it does. */
export class Misuse extends Error {}

/** Prints one line. */
export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Runs an action in this process, as the runner would by its stub. */
export async function act(clinic: Clinic, name: string, step: Step): Promise<Ended> {
  const lines: string[] = [];
  const say = (line: string) => void (line.startsWith('::add-mask::') || lines.push(line));
  const code = await runJob(name, { variables: step.variables, root: clinic.root, clock: clinic.cloud.clock, say });
  return { code, lines, outputs: readOutputs(step.outputFile) };
}

/** Runs an action in a separate process that is killed with SIGKILL when it reaches a step boundary. */
export async function actAndKill(clinic: Clinic, name: string, step: Step, boundary: string): Promise<string> {
  const door = fileURLToPath(new URL('../killed-step.ts', import.meta.url));
  const facts = { name, variables: step.variables, root: clinic.root.href, now: clinic.cloud.clock.now(), boundary };
  const child = spawn(process.execPath, [door], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(JSON.stringify(facts));
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`)));
}

/** Runs a command line of the auditor. */
export async function ask(clinic: Clinic, argv: readonly string[]): Promise<{ code: number; text: string }> {
  const out: string[] = [];
  const errors: string[] = [];
  const before = { ...process.env };
  Object.assign(process.env, clinic.auditor);
  try {
    const code = await runCli(argv, {
      variables: process.env,
      root: clinic.root,
      clock: clinic.cloud.clock,
      out: (text) => void out.push(text),
      err: (text) => void errors.push(text),
    });
    return { code, text: out.length > 0 ? out.join('\n') : errors.join('\n') };
  } finally {
    process.env = before;
  }
}

function readOutputs(file: string): Record<string, string> {
  const found = readFileSync(file, 'utf8').matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]));
}

/** Asserts that a step ended as the story expects. */
export function expectEnd(ended: { code: number; lines?: string[]; text?: string }, code: number, words: RegExp): void {
  const text = ended.lines?.join('\n') ?? ended.text ?? '';
  if (ended.code === code && words.test(text)) return;
  throw new Surprise(`expected exit code ${code} and ${words}, got exit code ${ended.code}:\n${text}`);
}

/** Lines of an action's log that start with one of the given words, without indentation. */
export function linesWith(ended: Ended, ...words: string[]): string[] {
  return ended.lines.map((line) => line.trim()).filter((line) => words.some((word) => line.startsWith(word)));
}
