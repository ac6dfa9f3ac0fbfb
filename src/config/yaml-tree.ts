// Reads YAML into a plain value with the place of each part. It never interprets the values, and it refuses what would
// let two readers see two files: duplicate keys, merge keys, tags and directives. Aliases are bounded.
import {
  type Alias,
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
  type YAMLMap,
  YAMLParseError,
} from 'yaml';
import { readTokens } from './yaml-limits.ts';
import { explainErrors } from './yaml-words.ts';

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

/** What YAML 1.2 does not take as a character: controls but tab and line ends, halves of a pair, and the two that are none. */
const unwritable = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function refuseCharacters(text: string): Finding[] {
  const found = unwritable.exec(text);
  return found ? [characterFinding(found[0], found.index)] : [];
}

function characterFinding(character: string, offset: number): Finding {
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return {
    offset,
    message: `the character U+${code} is not allowed`,
    expected: 'text in UTF-8 without control characters',
  };
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

/**
 * The place of every value and the forbidden parts of the file, as far as it was looked at; `anchors` are those before a value by their
 * names, and `open` those around it.
 */
type Inspection = {
  places: Places;
  findings: Finding[];
  anchors: Map<string, unknown>;
  open: Set<unknown>;
  aliases: number;
  values: number;
  readable: boolean;
};

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

/** Most aliases of a file, and most values that it may hold with every alias written out. */
const most = { aliases: 100, values: 150_000 };

/** Within an alias every value stands where the alias does, and what is wrong with it was said where it is written. */
type Seen = { path: Path; key: number | undefined; alias?: number | undefined };

function inspectNode(node: unknown, seen: Seen, inspection: Inspection): void {
  const { places, findings } = inspection;
  inspection.values += 1;
  if (inspection.values > most.values) return;
  if (isAlias(node)) {
    inspectAlias(node, seen, inspection);
    return;
  }
  const { path, alias } = seen;
  if (alias === undefined) noteAnchor(node, inspection);
  const key = alias ?? seen.key;
  const start = isNode(node) ? node.range?.[0] : undefined;
  // A map begins at its first key, which is another thing; it is named by its own key where it has one.
  const value = alias ?? (isMap(node) ? key : undefined) ?? start ?? key ?? 0;
  places.set(JSON.stringify(path), { path, value, ...(key === undefined ? {} : { key }), ...wholeNumber(node) });
  if (alias === undefined) findings.push(...refuseTag(node, { offset: value, path }));
  if (alias === undefined && isScalar(node)) findings.push(...refuseEscapes(node.value, value));
  if (isSeq(node))
    node.items.forEach((item, at) => {
      inspectNode(item, { path: [...path, at], key: undefined, alias }, inspection);
    });
  if (isMap(node)) inspectMap(node, { path, key: value, alias }, inspection);
}

/** The library finds an anchor by walking the whole file, for each alias. */
function noteAnchor(node: unknown, { anchors }: Inspection): void {
  if (isNode(node) && !isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
}

function inspectMap(map: YAMLMap, { path, key = 0, alias }: Seen, inspection: Inspection): void {
  const names = new Set<string>();
  for (const pair of map.items) {
    if (!isScalar(pair.key)) continue;
    const name = String(pair.key.value);
    if (alias === undefined) noteAnchor(pair.key, inspection);
    const offset = pair.key.range?.[0] ?? key;
    if (alias === undefined)
      inspection.findings.push(
        ...refuseKey(name, offset, names),
        ...refuseTag(pair.key, { offset, path: [...path, name] }),
        ...refuseEscapes(name, offset),
      );
    names.add(name);
    inspectNode(pair.value, { path: [...path, name], key: offset, alias }, inspection);
  }
}

function refuseKey(name: string, offset: number, before: ReadonlySet<string>): Finding[] {
  if (before.has(name)) return [{ offset, message: 'Map keys must be unique', expected: 'each key once' }];
  if (name === '__proto__') return [{ offset, message: 'the key __proto__ is not allowed', expected: 'another key' }];
  if (name !== '<<') return [];
  return [{ offset, message: 'a merge key (<<) is not read', expected: 'an alias as a whole value, or defaults' }];
}

function inspectAlias(alias: Alias, { path, key, alias: outer }: Seen, inspection: Inspection): void {
  const { anchors, findings, open } = inspection;
  const offset = outer ?? alias.range?.[0] ?? key ?? 0;
  if (outer === undefined) inspection.aliases += 1;
  const refuse = (message: string, expected: string) => {
    findings.push({ offset, path, message, expected });
    inspection.readable = false;
  };
  if (inspection.aliases > most.aliases) {
    if (inspection.aliases === most.aliases + 1)
      refuse(`the file has more than ${most.aliases} aliases`, 'fewer, or defaults');
    return;
  }
  const source = anchors.get(alias.source);
  if (source === undefined) refuse(`no anchor &${alias.source} stands before it`, 'the anchor first');
  else if (open.has(source)) refuse(`the alias *${alias.source} stands in its own anchor`, 'the value written out');
  if (source === undefined || open.has(source)) return;
  open.add(source);
  inspectNode(source, { path, key, alias: offset }, inspection);
  open.delete(source);
}

function wholeNumber(node: unknown): { number?: Scalar } {
  const plain = isScalar(node) && node.tag === undefined && /^\d+$/.test(node.source ?? '');
  return plain ? { number: node } : {};
}

/** An escape can write half of a pair of surrogates, which every reader of the value shows and encodes in its own way. */
function refuseEscapes(text: unknown, offset: number): Finding[] {
  const found = typeof text === 'string' ? /[\ud800-\udfff]/u.exec(text) : null;
  return found ? [characterFinding(found[0], offset)] : [];
}

function refuseTag(node: unknown, at: { offset: number; path: Path }): Finding[] {
  if (!isNode(node) || isAlias(node) || node.tag === undefined) return [];
  return [{ ...at, message: `the tag ${node.tag} is not allowed`, expected: 'the value without a tag' }];
}
