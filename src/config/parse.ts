// From the text of safeguard.yml to a Config, or to every mistake in it at once. It never repairs anything but ids that
// YAML read as numbers, and never returns a Config beside a mistake.
import { printable } from '../base/text.ts';
import type { Config } from '../model/config.ts';
import { cursorOn } from './cursor.ts';
import { resolveConfig } from './resolve.ts';
import { findBreaches } from './rules.ts';
import { describeIssues, type Issue, readShape, wantsText } from './schema-mistakes.ts';
import type { Path } from './yaml-inspect.ts';
import { type Position, readYamlTree, type YamlTree } from './yaml-tree.ts';

/** A mistake at a 1-based place. `rule` is `yaml`, `schema` or the name of a cross-field rule; `path` reads like `services.4711.keys`. */
export type ConfigProblem = Position & { rule: string; path: string; message: string; expected: string };

const limit = 1024 * 1024;

/** The configuration, or all mistakes in file order. Text over 1 MiB is refused. Never throws. */
export function parseConfig(text: string, file: string): { config: Config } | { problems: ConfigProblem[] } {
  if (new TextEncoder().encode(text).length > limit) {
    const message = `${file} is larger than 1 MiB`;
    return { problems: [{ line: 1, column: 1, rule: 'yaml', path: '', message, expected: 'at most 1048576 bytes' }] };
  }
  const tree = readYamlTree(text);
  const yaml = tree.problems.map((problem) => ({ ...problem, rule: 'yaml', path: pathText(problem.path) }));
  if (!tree.readable) return { problems: inOrder(yaml) };
  const older = olderVersion(tree);
  if (older) return { problems: [older] };
  const read = readWithText(tree);
  const mistakes = 'issues' in read ? schemaProblems(tree, read.issues) : [];
  const problems = [...yaml, ...mistakes, ...ruleProblems(tree)];
  return 'file' in read && problems.length === 0
    ? { config: resolveConfig(read.file) }
    : { problems: inOrder(problems) };
}

/** A file of the first version says nothing that this one could read, so that it is the only mistake of it. */
function olderVersion(tree: YamlTree): ConfigProblem | undefined {
  if (cursorOn(tree.value()).at('version').value !== 1) return undefined;
  const message = 'this is a file of version 1';
  const expected = 'version: 2; `safeguard config migrate` writes it from this file';
  return { ...tree.valuePosition(['version']), rule: 'version', path: 'version', message, expected };
}

/** Where ids stand that YAML read as numbers, reads once more with their characters in the file. */
function readWithText(tree: YamlTree) {
  const read = readShape(tree.value());
  if ('file' in read) return read;
  const changed = wantsText(read.issues).filter((path) => tree.makeText(path));
  return changed.length > 0 ? readShape(tree.value()) : read;
}

function schemaProblems(tree: YamlTree, issues: readonly Issue[]): ConfigProblem[] {
  return describeIssues(issues, tree.value()).map(({ at, path, message, expected }) => {
    const position = at === 'key' ? tree.keyPosition(path) : tree.valuePosition(path);
    return { ...position, rule: 'schema', path: pathText(path), message, expected };
  });
}

function ruleProblems(tree: YamlTree): ConfigProblem[] {
  return findBreaches(cursorOn(tree.value())).map(({ path, ...words }) => ({
    ...tree.valuePosition(path),
    path: pathText(path),
    ...words,
  }));
}

/** The most mistakes that are printed; a person corrects no more at once. */
const mostProblems = 200;

/** In the order of the file; of very many the first ones, and how many more there are. */
function inOrder(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const next = sorted[mostProblems];
  if (!next) return sorted;
  const { line, column } = next;
  const message = `${sorted.length - mostProblems} more mistakes from here on`;
  const rest = { line, column, rule: next.rule, path: '', message, expected: 'the mistakes before it corrected first' };
  return [...sorted.slice(0, mostProblems), rest];
}

/** `services.4711.environments["a.b"].approvers[0]`. */
function pathText(path: Path): string {
  return path
    .map((key) => keyText(key))
    .join('')
    .replace(/^\./, '');
}

function keyText(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** One line per mistake: `file:line:column: path: what is wrong; expected ...`. */
export function formatProblems(problems: readonly ConfigProblem[], file: string): string {
  return problems
    .map(({ line, column, rule, path, message, expected }) => {
      const where = path === '' ? '' : `${path}: `;
      return printable(`${file}:${line}:${column}: ${where}${message}; expected ${expected} (${rule})`);
    })
    .join('\n');
}
