// Decides whether a YAML text is small enough to be parsed: pieces and nesting are counted in one pass, before any code
// that recurses or compares keys sees the text. It does not interpret the text.
import { type CST, Lexer, type LineCounter, Parser } from 'yaml';

/** Why a text is not read, and where it becomes too much. */
export type YamlExcess = { offset: number; message: string; expected: string };

/**
 * Far above a configuration of a hundred services (some 120,000 pieces), far below a text that takes minutes or
 * exhausts the stack.
 */
const most = { pieces: 150_000, depth: 40, escapes: 10_000 };

/** The tokens of a text within the limits, or the first limit that it exceeds. */
export type YamlTokens = { tokens: readonly CST.Token[] } | { excess: YamlExcess };

/**
 * Reads a text into the tokens that a `Composer` takes, and tells `lines` where each line begins. Takes time in
 * proportion to the text, at most a few seconds.
 */
export function readTokens(text: string, lines: LineCounter): YamlTokens {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let [pieces, depth, offset, escapes] = [0, 0, 0, 0];
  lines.addNewLine(0);
  for (const piece of new Lexer().lex(text)) {
    pieces += 1;
    if (piece === '[' || piece === '{') depth += 1;
    if (piece === ']' || piece === '}') depth -= 1;
    if (pieces > most.pieces) return { excess: tooMany(offset) };
    if (depth > most.depth) return { excess: tooDeep(offset) };
    if (piece.startsWith('"')) escapes += piece.split('\\').length - 1;
    if (escapes > most.escapes) return { excess: tooManyEscapes(offset) };
    if (!marks.has(piece)) offset += piece.length;
    for (const token of parser.next(piece)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  const excess = measureDepth(tokens);
  return excess ? { excess } : { tokens };
}

/** Marks that the lexer adds between the tokens of the text. */
const marks = new Set(['\u{feff}', '\u0002', '\u0018', '\u001f']);

/** Block nesting is visible only in the parser's tree of tokens, which this walks without recursion. */
function measureDepth(tokens: readonly CST.Token[]): YamlExcess | undefined {
  const open: { token: CST.Token; depth: number }[] = [];
  const add = (token: CST.Token | null | undefined, depth: number) => {
    if (token) open.push({ token, depth });
  };
  for (const token of tokens) add(token, 0);
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > most.depth) return tooDeep('offset' in token ? token.offset : 0);
    if (token.type === 'document') add(token.value, depth);
    if (!('items' in token)) continue;
    for (const item of token.items) {
      add(item.key, depth + 1);
      add(item.value, depth + 1);
    }
  }
  return undefined;
}

function tooMany(offset: number): YamlExcess {
  return {
    offset,
    message: `the file has more than ${most.pieces} pieces (keys, values, marks, blanks)`,
    expected: 'a smaller file; nothing after this place was read',
  };
}

/** Each one that YAML does not know is an error with a stack of its own. */
function tooManyEscapes(offset: number): YamlExcess {
  return {
    offset,
    message: `the file has more than ${most.escapes} escapes (\\) in double quotes`,
    expected: 'single quotes, or none; nothing after this place was read',
  };
}

function tooDeep(offset: number): YamlExcess {
  return {
    offset,
    message: `the file nests deeper than ${most.depth} levels`,
    expected: 'a flatter file; nothing of it was read',
  };
}
