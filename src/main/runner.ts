// The runner's side of an action: inputs from INPUT_*, outputs and summary through the runner's files, masks and groups on
// stdout. Raw text never reaches stdout: the runner would parse commands out of it (actions/runner, ActionCommand.cs).
import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { Fault } from '../base/fault.ts';
import { counted, fenceFor, logLine, printable, printableLines, shortTicks } from '../base/text.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Largest job summary in bytes; the runner drops a larger one whole and fails the step. */
const summaryLimit = 1000 * 1024;

/** The inputs of an action by their declared names; the runner upper-cases names and keeps hyphens. */
export function readInputs(names: readonly string[], variables: Variables): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, (variables[`INPUT_${name.toUpperCase()}`] ?? '').trim()]));
}

/** Appends outputs to the runner's output file. Throws INPUT_INVALID where the runner gave none. */
export async function writeOutputs(outputs: Readonly<Record<string, string>>, variables: Variables): Promise<void> {
  const file = variables.GITHUB_OUTPUT;
  if (!file) throw new Fault('INPUT_INVALID', 'GITHUB_OUTPUT is not set: this program is run by a GitHub runner');
  const text = Object.entries(outputs).map(([name, value]) => {
    const mark = `safeguard_${randomUUID()}`;
    return `${name}<<${mark}\n${printableLines(value)}\n${mark}\n`;
  });
  await appendFile(file, text.join(''));
}

/** Appends to the job summary, cut with a notice when it would be larger than the runner takes. */
export async function writeSummary(markdown: string, variables: Variables): Promise<void> {
  const file = variables.GITHUB_STEP_SUMMARY;
  if (!file) return;
  const bytes = Buffer.from(`${printableLines(markdown)}\n`);
  const fits = bytes.length <= summaryLimit;
  await appendFile(
    file,
    fits ? bytes : `${bytes.subarray(0, summaryLimit).toString('utf8')}\n\n(cut: the whole is in the evidence)\n`,
  );
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

/** One `::error` annotation; the text is escaped as the runner wants it. */
export function errorAnnotation(title: string, text: string): string {
  const property = escapedData(printable(title)).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const lines = text.split('\n').map((line) => logLine(line));
  return `::error title=${property}::${escapedData(lines.join('\n'))}`;
}

/** The command that makes the runner hide a secret in every later line. */
export function maskCommand(secret: string): string {
  return `::add-mask::${escapedData(secret)}`;
}

/** Text as the data of a workflow command: one line, which the runner turns back. */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
