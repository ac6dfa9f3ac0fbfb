// Reads YAML into a plain value with the place of each part. It never interprets the values, and it refuses what would
// let two readers see two files: duplicate keys, merge keys, tags and directives. Aliases are bounded.
import { Composer, type CST, Document, LineCounter, YAMLParseError } from 'yaml';
import {
  type Finding,
  type Inspection,
  inspectNode,
  most,
  type Path,
  type Places,
  refuseCharacters,
  unwritable,
} from './yaml-inspect.ts';
import { readTokens } from './yaml-limits.ts';
import { explainErrors } from './yaml-words.ts';

/** A 1-based place in the text. */
export type Position = { line: number; column: number };

/** A mistake in the YAML itself. */
export type YamlProblem = Position & { path: Path; message: string; expected: string };

/** A parsed file: its value, its own mistakes, and the places of its parts. */
export type YamlTree = {
  problems: YamlProblem[];
  /** False when the tree cannot be trusted: then only `problems` may be used. */
  readable: boolean;
  /** The value as plain JSON-like data. */
  value(): unknown;
  /** True when the file has a value at this path, even `null`. */
  has(path: Path): boolean;
  /** The place of the value; for a missing one, that of the nearest parent that exists. */
  valuePosition(path: Path): Position;
  /** The place of the key; for a list entry, that of the entry. */
  keyPosition(path: Path): Position;
  /** Replaces an unquoted whole number with its characters in the file; false when the path has none. */
  makeText(path: Path): boolean;
};

/** Errors after which the tree still holds what the file says. */
const harmless = ['TAG_RESOLVE_FAILED'];

/** Parses the text by YAML 1.2 with the core schema and keys that are always text. Never throws on any text. */
export function readYamlTree(text: string): YamlTree {
  const lines = new LineCounter();
  const read = readTokens(text, lines);
  if ('excess' in read)
    return describeTree(new Document(), linesOf(text), { places: new Map(), findings: [read.excess] }, false);
  const document = composeFirst(read.tokens, text.length);
  const faults = [...document.errors, ...document.warnings];
  const whole =
    faults.every(({ code }) => harmless.includes(code)) && !hasDirectives(document) && !unwritable.test(text);
  const places: Places = new Map();
  const findings: Finding[] = explainErrors(
    faults.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED'),
    text,
  );
  if (hasDirectives(document)) findings.push(directiveFinding);
  findings.push(...refuseCharacters(text));
  const inspection: Inspection = {
    places,
    findings,
    anchors: new Map(),
    open: new Set(),
    aliases: 0,
    values: 0,
    readable: whole,
  };
  if (whole) inspectNode(document.contents, { path: [], key: undefined }, inspection);
  if (inspection.values > most.values) return tooManyValues(document, lines);
  return describeTree(document, lines, inspection, inspection.readable);
}

/** The first document; one more is a mistake in it, as the library's own reader has it. */
function composeFirst(tokens: readonly CST.Token[], length: number): Document {
  const composer = new Composer({
    schema: 'core',
    stringKeys: true,
    strict: true,
    // Compared by us, in one pass: the library compares each key with all before it.
    uniqueKeys: false,
  });
  const [first = new Document(), second] = composer.compose(tokens, true, length);
  if (second)
    first.errors.push(
      new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', 'the file holds more than one document'),
    );
  return first;
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}

/** Beside %YAML a handle of %TAG, which leaves no mark on the document but its handle. */
function hasDirectives({ directives }: Document.Parsed | Document): boolean {
  return directives !== undefined && (directives.yaml.explicit === true || Object.keys(directives.tags).length > 1);
}

const directiveFinding = {
  offset: 0,
  message: 'a directive (%YAML, %TAG) changes how the file is read',
  expected: 'no directive',
};

function tooManyValues(document: Document, lines: LineCounter): YamlTree {
  const message = `the file holds more than ${most.values} values with its aliases written out`;
  return describeTree(
    document,
    lines,
    { places: new Map(), findings: [{ offset: 0, message, expected: 'fewer' }] },
    false,
  );
}

function describeTree(
  document: Document,
  lines: LineCounter,
  { places, findings }: Pick<Inspection, 'places' | 'findings'>,
  readable: boolean,
): YamlTree {
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  let value: unknown;
  const place = (path: Path) => places.get(JSON.stringify(path));
  const nearest = (path: Path): Position => {
    for (let length = path.length; length > 0; length--) {
      const parent = place(path.slice(0, length));
      if (parent) return position(parent.key ?? parent.value);
    }
    return { line: 1, column: 1 };
  };
  const paths = new Map([...places.values()].map(({ path, key, value }) => [key ?? value, path]));
  return {
    problems: findings.map(({ offset, ...words }) => ({
      path: paths.get(offset) ?? [],
      ...position(offset),
      ...words,
    })),
    readable,
    value: () => (value ??= document.toJS({ maxAliasCount: -1 })),
    has: (path) => place(path) !== undefined,
    valuePosition: (path) => {
      const found = path.length > 0 ? place(path) : undefined;
      return found ? position(found.value) : nearest(path);
    },
    keyPosition: nearest,
    makeText: (path) => {
      const scalar = place(path)?.number;
      if (!scalar || typeof scalar.value === 'string') return false;
      scalar.value = scalar.source;
      value = undefined;
      return true;
    },
  };
}
