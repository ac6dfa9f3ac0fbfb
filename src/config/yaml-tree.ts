// Reads YAML into a plain value with the place of each part. It never interprets the values, and it refuses what would
// let two readers see two files: duplicate keys, aliases, tags and directives.
import {
  Composer,
  type CST,
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Scalar,
  YAMLParseError,
} from 'yaml';
import { readTokens } from './yaml-limits.ts';

/** Keys and list positions from the root to a value. */
export type Path = readonly (string | number)[];

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

type Place = { path: Path; key?: number; value: number; number?: Scalar };
type Places = Map<string, Place>;
type Finding = { offset: number; path?: Path; message: string; expected: string };

/** Errors after which the tree still holds what the file says. */
const harmless = ['TAG_RESOLVE_FAILED'];

/** What to write instead, for the mistakes people make most. */
const remedies: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'blanks as indentation',
};

/** Parses the text by YAML 1.2 with the core schema and keys that are always text. Never throws on any text. */
export function readYamlTree(text: string): YamlTree {
  const lines = new LineCounter();
  const read = readTokens(text, lines);
  if ('excess' in read)
    return describeTree(new Document(), linesOf(text), { places: new Map(), findings: [read.excess] }, false);
  const document = composeFirst(read.tokens, text.length);
  const faults = [...document.errors, ...document.warnings];
  const whole = faults.every(({ code }) => harmless.includes(code)) && !document.directives?.yaml.explicit;
  const places: Places = new Map();
  const findings = faults
    .filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')
    .map(({ code, pos, message }): Finding => ({ offset: pos[0], message, expected: remedies[code] ?? 'YAML 1.2' }));
  if (document.directives?.yaml.explicit) findings.push(directiveFinding);
  if (whole) inspectNode(document.contents, [], undefined, { places, findings });
  const aliased = findings.some(({ expected }) => expected === aliasExpected);
  return describeTree(document, lines, { places, findings }, whole && !aliased);
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

const directiveFinding = {
  offset: 0,
  message: 'a %YAML directive changes how the file is read',
  expected: 'no directive',
};
const aliasExpected = 'the value written out';

/** The place of every value, and the forbidden parts of the file. */
type Inspection = { places: Places; findings: Finding[] };

function describeTree(
  document: Document,
  lines: LineCounter,
  { places, findings }: Inspection,
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
    value: () => (value ??= document.toJS()),
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

function inspectNode(node: unknown, path: Path, key: number | undefined, inspection: Inspection): void {
  const { places, findings } = inspection;
  const start = isNode(node) ? node.range?.[0] : undefined;
  // A map begins at its first key, which is another thing; it is named by its own key where it has one.
  const value = (isMap(node) ? key : undefined) ?? start ?? key ?? 0;
  places.set(JSON.stringify(path), { path, value, ...(key === undefined ? {} : { key }), ...wholeNumber(node) });
  refuseIndirection(node, { offset: value, path }, findings);
  if (isSeq(node))
    node.items.forEach((item, at) => {
      inspectNode(item, [...path, at], undefined, inspection);
    });
  if (!isMap(node)) return;
  const names = new Set<string>();
  for (const pair of node.items) {
    if (!isScalar(pair.key)) continue;
    const name = String(pair.key.value);
    const at = pair.key.range?.[0] ?? value;
    if (names.has(name)) findings.push({ offset: at, message: 'Map keys must be unique', expected: 'each key once' });
    names.add(name);
    if (name === '__proto__')
      findings.push({ offset: at, message: 'the key __proto__ is not allowed', expected: 'another key' });
    inspectNode(pair.value, [...path, name], at, inspection);
  }
}

function wholeNumber(node: unknown): { number?: Scalar } {
  const plain = isScalar(node) && node.tag === undefined && /^\d+$/.test(node.source ?? '');
  return plain ? { number: node } : {};
}

function refuseIndirection(node: unknown, at: { offset: number; path: Path }, findings: Finding[]): void {
  if (isAlias(node)) findings.push({ ...at, message: 'an alias (*name) is not allowed', expected: aliasExpected });
  if (!isNode(node) || isAlias(node)) return;
  if ('anchor' in node && node.anchor) {
    findings.push({ ...at, message: 'an anchor (&name) is not allowed', expected: 'the value without an anchor' });
  }
  if (node.tag !== undefined) {
    findings.push({ ...at, message: `the tag ${node.tag} is not allowed`, expected: 'the value without a tag' });
  }
}
