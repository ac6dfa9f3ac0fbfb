// Reads untrusted JSON. One linear pass checks grammar, depth and keys before any recursive code sees the text; it
// never guesses, repairs, or quotes the text it refuses.
import { Fault } from './fault.ts';

/** How much JSON is accepted: bytes of the whole text, and levels of nesting. */
export type JsonLimits = { maxBytes: number; maxDepth: number };

/** 64 MiB and 512 levels: far above any report seen, far below what exhausts memory or the stack (threats A6, A7). */
export const defaultJsonLimits: JsonLimits = { maxBytes: 64 * 1024 * 1024, maxDepth: 512 };

/** The `cause` of a JSON_INVALID fault when the text stopped too early, as after a full disk or a killed writer (threat A4). */
export const textEndsEarly = 'the text ends early';

/**
 * The value of one whole JSON text (RFC 8259) in strict UTF-8; a leading byte order mark is ignored. Throws JSON_TOO_LARGE,
 * JSON_TOO_DEEP, JSON_DUPLICATE_KEY (keys compared after unescaping, threat A8), and JSON_INVALID with the offset for anything else,
 * a key `__proto__` included.
 */
export function parseJsonBytes(bytes: Uint8Array, limits: JsonLimits = defaultJsonLimits): unknown {
  if (bytes.length > limits.maxBytes) {
    throw new Fault('JSON_TOO_LARGE', `the JSON text has ${bytes.length} bytes; at most ${limits.maxBytes} are read`);
  }
  const text = decode(bytes);
  checkText(text, limits.maxDepth);
  return JSON.parse(text);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Fault('JSON_INVALID', `the JSON text of ${bytes.length} bytes is not valid UTF-8`, { cause });
  }
}

/** What may come next: a value, a value or `]`, a key, a key or `}`, a colon, a comma or the closing bracket, the end. */
type Expected = 'value' | 'item' | 'key' | 'member' | 'colon' | 'comma' | 'end';

/** An open container: the keys seen so far of an object, null for an array. */
type Open = Set<string> | null;

const scalarForm = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.+-])/y;
const escapeForm = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
/** What a scalar or an escape may look like when the text was cut inside it. */
const cutScalarForm = /(?:t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?|-?(?:[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?)?)?)$/y;
const cutEscapeForm = /\\(?:u[0-9a-fA-F]{0,3})?$/y;

function checkText(text: string, maxDepth: number): void {
  const open: Open[] = [];
  let expected: Expected = 'value';
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === ' ' || character === '\n' || character === '\r' || character === '\t') {
      at += 1;
    } else if (character === '"') {
      const end = endOfString(text, at);
      expected = afterString(text, { start: at, end }, expected, open);
      at = end;
    } else if (character === '{' || character === '[') {
      if (expected !== 'value' && expected !== 'item') throw invalid(at, expected);
      if (open.length === maxDepth) {
        throw new Fault('JSON_TOO_DEEP', `the JSON text nests deeper than ${maxDepth} levels at offset ${at}`);
      }
      open.push(character === '{' ? new Set() : null);
      expected = character === '{' ? 'member' : 'item';
      at += 1;
    } else if (character === '}' || character === ']') {
      expected = afterClose(character, at, expected, open);
      at += 1;
    } else if (character === ',' || character === ':') {
      expected = afterPunctuation(character, at, expected, open);
      at += 1;
    } else {
      if (expected !== 'value' && expected !== 'item') throw invalid(at, expected);
      at = endOfScalar(text, at, expected);
      expected = afterValue(open);
    }
  }
  if (expected !== 'end') throw endsEarly(`at offset ${at}, where ${names[expected]} was expected`);
}

function afterValue(open: readonly Open[]): Expected {
  return open.length === 0 ? 'end' : 'comma';
}

/** Where a string with its quotes begins and ends. */
type Span = { start: number; end: number };

function afterString(text: string, { start, end }: Span, expected: Expected, open: readonly Open[]): Expected {
  if (expected === 'value' || expected === 'item') return afterValue(open);
  if (expected !== 'key' && expected !== 'member') throw invalid(start, expected);
  addKey(text, start, end, open.at(-1) ?? new Set());
  return 'colon';
}

function addKey(text: string, start: number, end: number, keys: Set<string>): void {
  const raw = text.slice(start, end);
  const key = raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1);
  if (keys.has(key))
    throw new Fault('JSON_DUPLICATE_KEY', `the JSON text repeats a key of one object at offset ${start}`);
  if (key === '__proto__') throw new Fault('JSON_INVALID', `the JSON text has the key "__proto__" at offset ${start}`);
  keys.add(key);
}

function afterClose(character: string, at: number, expected: Expected, open: Open[]): Expected {
  const inArray = open.at(-1) === null;
  const fits = character === ']' ? inArray && expected !== 'value' : expected === 'member' || expected === 'comma';
  if (!fits || (character === '}' && inArray)) throw invalid(at, expected);
  open.pop();
  return afterValue(open);
}

function afterPunctuation(character: string, at: number, expected: Expected, open: readonly Open[]): Expected {
  if (expected !== (character === ',' ? 'comma' : 'colon')) throw invalid(at, expected);
  return character === ',' && open.at(-1) !== null ? 'key' : 'value';
}

function endOfScalar(text: string, at: number, expected: Expected): number {
  const end = endOfMatch(scalarForm, text, at);
  if (end > at) return end;
  if (endOfMatch(cutScalarForm, text, at) > at) throw endsEarly(`inside the value at offset ${at}`);
  throw invalid(at, expected);
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) throw new Fault('JSON_INVALID', `the JSON text has a bare control character at offset ${at}`);
    at = code === 0x5c ? endOfEscape(text, at) : at + 1;
  }
  throw endsEarly(`inside the string that begins at offset ${start}`);
}

function endOfEscape(text: string, at: number): number {
  const end = endOfMatch(escapeForm, text, at);
  if (end > at) return end;
  if (endOfMatch(cutEscapeForm, text, at) > at) throw endsEarly(`inside the escape at offset ${at}`);
  throw new Fault('JSON_INVALID', `the JSON text has a bad escape at offset ${at}`);
}

/** Where the sticky form, tried at `at`, ends; 0 when it does not match there. */
function endOfMatch(form: RegExp, text: string, at: number): number {
  form.lastIndex = at;
  form.test(text);
  return form.lastIndex;
}

const names: Record<Expected, string> = {
  value: 'a value',
  item: 'a value or "]"',
  key: 'a key',
  member: 'a key or "}"',
  colon: '":"',
  comma: '"," or the closing bracket',
  end: 'the end',
};

function invalid(at: number, expected: Expected): Fault {
  return new Fault('JSON_INVALID', `the JSON text is not valid at offset ${at}: ${names[expected]} was expected`);
}

function endsEarly(place: string): Fault {
  return new Fault('JSON_INVALID', `the JSON text ends ${place}`, { cause: textEndsEarly });
}
