// One declaration per command; action.yml, command line, JSON Schema, reference page and permission table all come from it.
// A command declares; it never decides and never touches the outside world except through the flow it names.
import * as z from 'zod';
import { Fault } from '../base/fault.ts';
import { quoted } from '../base/text.ts';
import { loadConfig } from '../flows/session/load-config.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { Ports } from '../model/ports.ts';

/** Where a command can be used. */
export type Surface = 'action' | 'cli';

type Fields = z.ZodObject<Record<string, z.ZodType>>;

type Facts<I extends Fields, O extends Fields> = {
  /** One or two words; two words are a sub-command of the command line. */
  name: string;
  summary: string;
  surfaces: readonly Surface[];
  /** Input names that may stand without `--name` on the command line, in order. */
  positionals?: readonly string[];
  inputs: I;
  outputs: O;
  /** GITHUB_TOKEN permissions that the job must be granted. */
  permissions: Readonly<Record<string, 'read' | 'write'>>;
  /** Where it asks the forge with `contents` alone; whatever reads runs with `actions` asks it anyway. */
  asksForge?: true;
};

type Declaration<I extends Fields, O extends Fields> = Facts<I, O> &
  (
    | { config: 'required'; run(inputs: z.output<I>, ports: Ports, config: LoadedConfig): Promise<Answer<z.input<O>>> }
    | { config: 'none'; run(inputs: z.output<I>, ports: Ports): Promise<Answer<z.input<O>>> }
  );

/** A command with its types erased, as the registry, the generator and the doors use it. */
export type Command = {
  name: string;
  summary: string;
  surfaces: readonly Surface[];
  positionals: readonly string[];
  inputs: Fields;
  outputs: Fields;
  permissions: Readonly<Record<string, 'read' | 'write'>>;
  /** True where an action of it takes the job's token. */
  asksForge: boolean;
  config: 'required' | 'none';
  /** Parses every raw input at once (INPUT_INVALID lists all mistakes), loads the config if needed, and runs. */
  execute(raw: Readonly<Record<string, string>>, ports: Ports): Promise<Answer>;
};

/** Declares a command. */
export function defineCommand<I extends Fields, O extends Fields>(declaration: Declaration<I, O>): Command {
  const { name, summary, surfaces, positionals = [], inputs, outputs, permissions, config } = declaration;
  const asksForge = declaration.asksForge === true || 'actions' in permissions;
  return {
    ...{ name, summary, surfaces, positionals, inputs, outputs, permissions, asksForge, config },
    async execute(raw, ports) {
      const given = parseInputs(inputs, raw);
      const answer =
        declaration.config === 'required'
          ? await declaration.run(given, ports, await loadConfig(ports))
          : await declaration.run(given, ports);
      return { ...answer, outputs: z.record(z.string(), z.string()).parse(outputs.parse(answer.outputs)) };
    },
  };
}

function parseInputs<I extends Fields>(schema: I, raw: Readonly<Record<string, string>>): z.output<I> {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given, { jitless: true });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issueText(issue, given)}`);
  throw new Fault('INPUT_INVALID', `some inputs are missing or wrong:\n${lines.join('\n')}`);
}

function issueText(issue: z.core.$ZodIssue, given: Record<string, string>): string {
  if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')}: not an input of this command`;
  const name = String(issue.path[0] ?? '');
  if (!(name in given)) return `${name}: missing; it is required`;
  // The library's own sentence is about its schema; ours say what may be written.
  const ownWords = issue.code === 'invalid_value' && issue.message.startsWith('Invalid option');
  return ownWords
    ? `${name}: ${quoted(given[name] ?? '', 100)} is none of ${issue.values.join(', ')}`
    : `${name}: ${issue.message}`;
}

/** An input that is exactly `true` or `false`. */
export function flag(initial: 'true' | 'false') {
  return z
    .enum(['true', 'false'], { error: 'expected exactly true or false' })
    .default(initial)
    .transform((text) => text === 'true');
}

/** A newline-separated list without empty lines; a list that is given but holds nothing is an error. */
export function list<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .string()
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .pipe(z.array(item).min(1, 'expected at least one line'));
}
