// Help texts of the command line, from the declarations alone.
import type { Command } from '../commands/define.ts';
import { inputFacts } from '../commands/faces.ts';
import { commands } from '../commands/index.ts';

/** The list of commands; of a first word, its sub-commands alone, '' where it has none. */
export async function overviewHelp(word?: string): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const shown = all.filter(
    ({ name, surfaces }) => surfaces.includes('cli') && (word === undefined || name.startsWith(`${word} `)),
  );
  const width = Math.max(...shown.map((command) => command.name.length));
  const lines = shown.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  if (word !== undefined) return lines.join('\n');
  return [
    'safeguard: keeps the chain of custody of software that handles patient data',
    '',
    'Usage: safeguard <command> [inputs] [--json] [--config FILE], or safeguard --version',
    '',
    ...lines,
    '',
    'safeguard help <command>, or <command> --help, explains each input. Exit codes: 0 allow, 1 deny, 2 usage, 3 could not decide, 70 defect.',
  ].join('\n');
}

/** The help of one command. */
export function commandHelp(command: Command): string {
  const inputs = inputFacts(command.inputs).map(
    (input) =>
      `  --${input.name}${input.required ? '' : ' (optional)'}\n      ${input.description}${input.initial ? ` Default: ${input.initial}.` : ''}`,
  );
  const positionals = command.positionals.map((name) => ` ${name.toUpperCase()}`).join('');
  return [
    `safeguard ${command.name}${positionals}: ${command.summary}`,
    '',
    ...(inputs.length > 0 ? ['Inputs:', ...inputs, ''] : []),
    '  --json    the answer as JSON',
    ...(command.config === 'required'
      ? ['  --config  safeguard.yml to use instead of the one beside the program; the record says so']
      : []),
  ].join('\n');
}
