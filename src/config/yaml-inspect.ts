// Walks the nodes that a YAML reader made: the place of each value, and what would let two readers see two files. Aliases are bounded.
import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml';

/** Keys and list positions from the root to a value. */
export type Path = readonly (string | number)[];
type Place = { path: Path; key?: number; value: number; number?: Scalar };

/** The place of every value, by the JSON of its path. */
export type Places = Map<string, Place>;

/** A mistake by its offset in the text. */
export type Finding = { offset: number; path?: Path; message: string; expected: string };

/** What YAML 1.2 does not take as a character: controls but tab and line ends, halves of a pair, and the two that are none. */
export const unwritable = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Where a text holds one that is none. */
export function refuseCharacters(text: string): Finding[] {
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

/**
 * The place of every value and the forbidden parts of the file, as far as it was looked at; `anchors` are those before a value by their
 * names, and `open` those around it.
 */
export type Inspection = {
  places: Places;
  findings: Finding[];
  anchors: Map<string, unknown>;
  open: Set<unknown>;
  aliases: number;
  values: number;
  readable: boolean;
};

/** Most aliases of a file, and most values that it may hold with every alias written out. */
export const most = { aliases: 100, values: 150_000 };

/** Within an alias every value stands where the alias does, and what is wrong with it was said where it is written. */
type Seen = { path: Path; key: number | undefined; alias?: number | undefined };

/** Looks at a node and all below it. */
export function inspectNode(node: unknown, seen: Seen, inspection: Inspection): void {
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
