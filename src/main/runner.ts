// The runner's side of an action, by GitHub's own @actions/core: inputs, outputs, summary, masks and annotations. What stands around it is
// ours: raw text never reaches stdout, where the runner would parse commands out of it, and nothing is larger than the runner takes.
import { accessSync, constants, statSync } from 'node:fs';
import { error, getInput, setOutput, summary, warning } from '@actions/core';
import { Fault, textOf } from '../base/fault.ts';
import { counted, fenceFor, logLine, printable, printableLines, shortTicks } from '../base/text.ts';
import type { Annotation } from '../model/answer.ts';

/** Largest job summary in bytes; the runner drops a larger one whole and fails the step. */
const summaryLimit = 1000 * 1024;

/** The inputs of an action by their declared names, trimmed; '' for what is not given. */
export function readInputs(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, getInput(name)]));
}

/**
 * Asks for the files that the runner makes for every step, before a command has any effect. Throws INPUT_INVALID without them: core would
 * print outputs as commands, or fail when everything is done.
 */
export function checkFiles(): void {
  const { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: sheet } = process.env;
  if (!output) throw new Fault('INPUT_INVALID', 'GITHUB_OUTPUT is not set: this program is run by a GitHub runner');
  for (const [name, path] of Object.entries({ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: sheet }))
    if (path) checkFile(name, path);
}

/** What cannot be written when everything is done is refused before anything is. */
function checkFile(name: string, path: string): void {
  const refuse = (problem: string) =>
    new Fault('INPUT_INVALID', `${name}: ${printable(path, 300)} ${problem}; expected a file that this job may write`);
  try {
    if (!statSync(path).isFile()) throw refuse('is not a regular file');
    accessSync(path, constants.W_OK);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw refuse(`cannot be written (${Object(error).code})`);
  }
}

/** Appends outputs to the runner's output file. Throws INPUT_INVALID where the runner gave none. */
export function writeOutputs(outputs: Readonly<Record<string, string>>): void {
  if (!process.env.GITHUB_OUTPUT)
    throw new Fault('INPUT_INVALID', 'GITHUB_OUTPUT is not set: this program is run by a GitHub runner');
  for (const [name, value] of Object.entries(outputs)) setOutput(name, printableLines(value));
}

/**
 * Appends to the job summary, cut with a notice when it would be larger than the runner takes. Returns why it could not, '' otherwise: a
 * summary is for people, and never decides how a command ended.
 */
export async function writeSummary(markdown: string): Promise<string> {
  if (!process.env.GITHUB_STEP_SUMMARY) return '';
  const text = printableLines(markdown);
  const bytes = Buffer.from(`${text}\n`);
  const fits = bytes.length <= summaryLimit;
  const shown = fits
    ? text
    : `${bytes.subarray(0, summaryLimit).toString('utf8')}\n\n(cut: the whole is in the evidence)`;
  // A sheet of its own: core keeps one for the process, with the file that it first wrote to and what it could not write.
  const sheet: typeof summary = Object.create(summary);
  try {
    await sheet.addRaw(shown, true).write();
    return '';
  } catch (problem) {
    return `the job summary could not be written: ${textOf(problem)}`;
  }
}

/** Text for an annotation: the first lines without their details (indented by four or more), and how many more there are. */
export function shortened(text: string, limit = 11): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('    '));
  const more = lines.length - limit;
  return [...lines.slice(0, limit), ...(more > 0 ? [`and ${counted(more, 'more line')} in the log`] : [])].join('\n');
}

/** Plain text as a Markdown block that nothing in the text can close; every line is printable. */
export function fenced(text: string): string {
  const lines = text.split('\n').map((line) => shortTicks(printable(line, 10_000)));
  const fence = fenceFor(lines.join('\n'), 3);
  return [`${fence}text`, ...lines, fence].join('\n');
}

/** Prints one annotation: an error that is at no line of the repository, unless said otherwise. */
export function annotate(
  title: string,
  text: string,
  where: Partial<Omit<Annotation, 'title' | 'message'>> = {},
): void {
  const { level = 'error', path = '', line = 0 } = where;
  const lines = text.split('\n').map((one) => logLine(one));
  const print = level === 'error' ? error : warning;
  print(lines.join('\n'), {
    title: printable(title),
    ...(path === '' ? {} : { file: printable(path, 1000) }),
    ...(path === '' || line === 0 ? {} : { startLine: line }),
  });
}

/** Prints as many of the marks as GitHub shows of one step; `printed` are there already. */
export function annotateAll(marks: readonly Annotation[], printed: number): void {
  for (const { title, message, ...where } of marks.slice(0, mostShown - printed)) annotate(title, message, where);
}

const mostShown = 10;
