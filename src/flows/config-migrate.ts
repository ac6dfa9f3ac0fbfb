// Prints a file of version 1 in the form of version 2. It writes nothing: a person looks at it first.
import { Fault } from '../base/fault.ts';
import { printable } from '../base/text.ts';
import { migrateConfig } from '../config/migrate.ts';
import { formatProblems, parseConfig } from '../config/parse.ts';
import { writeYaml } from '../config/yaml-text.ts';
import { readYamlTree } from '../config/yaml-tree.ts';
import type { Ports } from '../model/ports.ts';

const limit = 1024 * 1024;

/** The new file as text, with what to look at as comments at its top. Throws FILE_MISSING, and CONFIG_INVALID for a file that is not of version 1. */
export async function migrateFile({ files, configSource }: Pick<Ports, 'files' | 'configSource'>) {
  const { path } = configSource;
  const tree = readYamlTree(new TextDecoder().decode(await files.read(path, limit)));
  const migrated = tree.readable ? migrateConfig(tree) : undefined;
  if (!migrated) {
    throw new Fault('CONFIG_INVALID', `${path} is not a readable file of version 1`, {
      hint: 'A file of version 2 needs no migration: config check says what is wrong with it.',
    });
  }
  const body = writeYaml(migrated.file);
  const parsed = parseConfig(body, path);
  const mistakes = 'problems' in parsed ? formatProblems(parsed.problems, 'the new file').split('\n') : [];
  const notes = [...migrated.notes, ...mistakes];
  const text = `${notes.map((note) => `# ${printable(note, 500)}`).join('\n')}\n${body}`;
  return { outputs: {}, denied: false, text, verbatim: true, json: { notes, file: migrated.file } };
}
