// What the command line answers where its words name no command: help, the version, or what may have been meant.
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { Fault, textOf } from '../base/fault.ts';
import { defaultJsonLimits, parseJsonBytes } from '../base/json-text.ts';
import { nearestWord } from '../base/nearest.ts';
import { commands } from '../commands/index.ts';
import { openFiles } from '../platform/local/files.ts';
import { overviewHelp } from './help.ts';

/** What people write for help and version (`help X`, `-h`, `version`) as the flags that are read from here on. */
export function plainWords([first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined) return [];
  if (first === 'help') return rest.length === 0 ? ['--help'] : [...rest, '--help'];
  if (first === '-h') return ['--help', ...rest];
  return ['version', '-v', '-V'].includes(first) ? ['--version', ...rest] : [first, ...rest];
}

/** Help or the version. Throws COMMAND_UNKNOWN for anything else, as no exit code 0 may come of a command that did not run. */
export async function answerWithoutCommand(argv: readonly string[], root: URL): Promise<string> {
  const [first = '--help', second = ''] = argv;
  if (first === '--help') return overviewHelp();
  if (first === '--version') return readVersion(root);
  const below = await overviewHelp(first);
  if (below !== '' && (second === '--help' || second === '-h')) return below;
  throw await unknownCommand(argv, below);
}

async function unknownCommand(argv: readonly string[], below: string): Promise<Fault> {
  const [first = '', second = ''] = argv.filter((word) => !word.startsWith('-'));
  const say = (text: string) => new Fault('COMMAND_UNKNOWN', text);
  const near = await meantCommand(first, second);
  const meant = near === undefined ? '' : `; did you mean safeguard ${near}?`;
  if (Object.hasOwn(commands, first))
    return say(`${first} is an action only: see ${first === 'custody' ? 'action.yml' : `actions/${first}`}`);
  const words = JSON.stringify([first, second].filter((word) => word !== '').join(' ') || argv[0]);
  return say(`there is no command ${words}${meant}${below === '' ? '' : `; there are\n${below}`}`);
}

/** The command whose name is written most alike, or the only one that has the word as its second. */
async function meantCommand(first: string, second: string): Promise<string | undefined> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const names = all.filter(({ surfaces }) => surfaces.includes('cli')).map(({ name }) => name);
  const [only, ...more] = names.filter((name) => name.endsWith(` ${first}`));
  const short = names.filter((name) => !name.includes(' '));
  const near = nearestWord(`${first} ${second}`.trim(), names) ?? nearestWord(first, short);
  return near ?? (more.length === 0 ? only : undefined);
}

/** A fault that names the flag that a command does not take, and the one that may have been meant; undefined for another mistake. */
export function unknownFlag(command: string, known: readonly string[], error: unknown): Fault | undefined {
  const flag = /\bUnknown option '(-[^']*)'/.exec(textOf(error))?.[1];
  if (flag === undefined) return undefined;
  const near = nearestWord(flag.replace(/^-+/, ''), known);
  const meant = near === undefined ? '' : `; did you mean --${near}?`;
  const hint = `safeguard ${command} --help names each flag.`;
  return new Fault('INPUT_INVALID', `${command} has no flag ${JSON.stringify(flag)}${meant}`, { hint, cause: error });
}

async function readVersion(root: URL): Promise<string> {
  const bytes = await openFiles().read(fileURLToPath(new URL('package.json', root)), 1024 * 1024);
  const facts = z.looseObject({ version: z.string() }).parse(parseJsonBytes(bytes, defaultJsonLimits));
  return `safeguard ${facts.version}`;
}
