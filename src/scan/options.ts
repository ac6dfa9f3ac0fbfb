// The options with which a tool leaves nothing out. A run records its own command line, and an option can hide findings
// as well as any file of the repository can; so every option is refused except those of our own invocations and those
// known to be neutral or to show more.
import { printable } from '../base/text.ts';
import type { RawScan, ScanReading } from '../model/finding.ts';
import { unproven } from './finding.ts';
import { type Form, type Options, ownRules } from './tool.ts';
import { tools } from './tools/index.ts';

/** Why the recorded command line may have left something out, or undefined when it cannot have. SARIF is taken in, not run. */
export function optionProblem({ run }: RawScan): ScanReading | undefined {
  const options = tools[run.tool].options?.(run.kind);
  const odd = options && (oddWord(options, run.argv) ?? targetsOwnRules(options, run.argv));
  if (odd === undefined) return undefined;
  return unproven(
    'SCAN_NO_PROOF',
    `${run.tool} ran with ${JSON.stringify(printable(odd, 200))}, which is not known to leave nothing out; run it without`,
  );
}

/** The first word of a command line that is not a listed option, a subcommand, or a target. */
function oddWord(options: Options, [program = '', ...words]: readonly string[]): string | undefined {
  if (isSetting(program)) return program;
  let targets = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word.startsWith('-')) {
      const taken = takeOption(options, word, words[at + 1]);
      if (taken === undefined) return formOf(options.values, word) ? `${word} ${words[at + 1] ?? ''}` : word;
      at += taken;
    } else if (targets > 0 || !options.commands.includes(word)) {
      targets += 1;
      if (targets > options.targets || isSetting(word)) return word;
    }
  }
  return undefined;
}

/**
 * Rules that are inside the scanned target (the last argument), where a change to the target changes them too (threat
 * A14).
 */
function targetsOwnRules({ values }: Options, argv: readonly string[]): string | undefined {
  const target = (argv.at(-1) ?? '').replace(/(?<!\/)\/+$/, '');
  return argv.find((word, at) => {
    const [name = '', path = ''] = /^(-[^=]*)=(.*)$/s.exec(word)?.slice(1) ?? [argv[at - 1], word];
    return formOf(values, name) === ownRules && target.startsWith('/') && path.startsWith(`${target}/`);
  });
}

/** The number of further words that the option takes, or undefined when the option or its value is not listed. */
function takeOption(options: Options, word: string, next: string | undefined): 0 | 1 | undefined {
  const equals = word.indexOf('=');
  if (equals < 0) {
    if (options.flags.includes(word)) return 0;
    return next !== undefined && !next.startsWith('-') && formOf(options.values, word)?.test(next) ? 1 : undefined;
  }
  const [name, value] = [word.slice(0, equals), word.slice(equals + 1)];
  const form = formOf(options.joined ?? {}, name) ?? formOf(options.values, name);
  return form?.test(value) || (options.flags.includes(name) && value === 'true') ? 0 : undefined;
}

function formOf(forms: Readonly<Record<string, Form>>, name: string): Form | undefined {
  return Object.hasOwn(forms, name) ? forms[name] : undefined;
}

/** `NAME=value` before a program sets a variable of its environment, which can do all that an option can. */
function isSetting(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word) || /^(?:.*\/)?env$/.test(word);
}
