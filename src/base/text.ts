// Text that people and the runner's log parser will read: hostile characters are made visible, never passed through.

// What no eye sees or what moves other text: controls, formats, private use, lone surrogates, what is not assigned, line separators, every
// blank but the ordinary one, what Unicode lets a font leave out (fillers, tags, variation selectors), and characters drawn as nothing:
// the empty Braille pattern, the object replacement, Khitan and hieroglyphic fillers and blanks, the musical null notehead.
const unseenForms = String.raw`\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{16fe4}\u{13441}\u{13442}\u{1d159}`;
const unseen = new RegExp(`[${unseenForms}]|(?! )\\p{Zs}`, 'gu');
const unseenInJson = new RegExp(`(?!\\n)[${unseenForms}]|(?! )\\p{Zs}`, 'gu');

/** One printable line: characters that cannot be seen become `\u{..}`, line breaks and tabs a blank, longer text is cut with an ellipsis. */
export function printable(text: string, limit = 500): string {
  // Twice the limit is enough to know that the text is longer, and the rest costs no time.
  const flat = text.slice(0, 2 * limit + 2).replace(/\r?\n|\t/g, ' ');
  return cut(flat.replace(unseen, escaped), limit);
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** Every character but a blank. */
function escapedAll(text: string): string {
  return Array.from(text, (character) => (character === ' ' ? character : escaped(character))).join('');
}

function cut(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/** The longest untrusted text that is shown inside one of our sentences. */
export const strangerLimit = 100;

// Characters that look like the double quote that ends an untrusted text: real double quotes of every script, primes
// and voicing marks; and characters that look like half of one. The policies have the same two lists
// (policies/gate/rule.rego).
const doubleQuotes = String.raw`\u0022\u00ab\u00bb\u02ba\u02dd\u02ee\u02f5\u02f6\u05f4\u1cd3\u201c-\u201f\u2033\u2034\u2036\u2037\u2057\u275d\u275e\u2760\u276e\u276f\u2e42\u3003\u301d-\u301f\u309b\uff02\uff9e\u{1f676}-\u{1f678}`;
const singleQuotes = String.raw`\u0027\u0060\u00b4\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u02f4\u0374\u0384\u055a\u055b\u055d\u05f3\u07f4\u07f5\u1fbd\u1fbf\u1fef\u1ffd\u1ffe\u2018-\u201b\u2032\u2035\u2039\u203a\u275b\u275c\u275f\ua78b\ua78c\uff07\uff40`;
// A mark stands alone on a blank, and on half a quote it makes another of it; more than two in a row were taken off before.
const quoteLike = new RegExp(
  `(?:^|[ ${singleQuotes}${doubleQuotes}])\\p{M}{1,2}|[${doubleQuotes}]|(?<=[${singleQuotes}])[${singleQuotes}]`,
  'gu',
);

/**
 * An untrusted text inside one of our sentences: on one line, in double quotes that it cannot end, with single blanks
 * and few combining marks, and cut at `limit` so that it never displaces our own words.
 */
export function quoted(text: string, limit = strangerLimit): string {
  const shown = printable(text.slice(0, 20 * limit), 20 * limit)
    .replace(/ {2,}/g, ' ')
    .replace(/(?<=\p{M}\p{M})\p{M}+/gu, '');
  return `"${cut(shown.replace(quoteLike, escapedAll), limit)}"`;
}

/** A name unchanged when it has the form of an account, a version or a word; otherwise in quotes. */
export function named(text: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])?$/.test(text) ? text : quoted(text);
}

/**
 * A key, path or address unchanged when its characters are plain and it is at most twice the quoting limit; else in
 * quotes.
 */
export function placed(text: string): string {
  return text.length <= 300 && /^[A-Za-z0-9._=+@,~:/-]+$/.test(text) ? text : quoted(text, 2 * strangerLimit);
}

/** JSON text of a value, with everything that cannot be seen as `\uXXXX`: it parses to the same data, and moves nothing on a terminal. */
export function jsonText(value: unknown, indent?: number): string {
  return (JSON.stringify(value, null, indent) ?? 'null').replace(unseenInJson, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/**
 * Text with each run of ten or more backticks written as its length, so that a fence around it is one for every parser: cmark, which
 * GitHub uses, takes no fence above 80 for a code span and counts that of a block to 255 only.
 */
export function shortTicks(text: string): string {
  return text.replace(/`{10,}/g, (run) => `\\u{60}*${run.length}`);
}

/** A run of at least `least` backticks, one longer than the longest in the text. */
export function fenceFor(text: string, least: number): string {
  const runs = (text.match(/`+/g) ?? []).map((run) => run.length);
  return '`'.repeat(Math.max(least, ...runs.map((length) => length + 1)));
}

/**
 * An untrusted text as a Markdown code span, where GitHub links no address, name, number or commit (threat A10); '' for
 * an empty text. A table cell must still pass through `tableCell`.
 */
export function inCode(text: string, limit = 4000): string {
  const shown = cut(shortTicks(printable(text, 4 * limit)), limit);
  if (shown === '') return '';
  const fence = fenceFor(shown, 1);
  const blank = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${blank}${shown}${blank}${fence}`;
}

/** Markdown that stays inside one cell of a table. Parsers disagree about a bar after a backslash, so that one is spelled out. */
export function tableCell(markdown: string): string {
  return markdown.replace(/(\\?)\|/g, (_, slash: string) => (slash === '' ? '\\|' : '\\\\u{7c}'));
}

/** One line that the runner's two command parsers (`::cmd::` after blanks, `##[cmd]` anywhere) cannot take for a command. */
export function logLine(text: string, limit = 10_000): string {
  return printable(text, limit)
    .replaceAll('##[', '#\\u{23}[')
    .replace(/^( *)::/, '$1:\\u{3a}');
}

/** Several lines, each printable and uncut, since the untrusted texts in them are already short. */
export function printableLines(text: string): string {
  return linesBy(text, printable);
}

/** Several lines, each as `logLine` gives it and none cut. */
export function logLines(text: string): string {
  return linesBy(text, logLine);
}

function linesBy(text: string, shown: (line: string, limit: number) => string): string {
  return text
    .split('\n')
    .map((line) => shown(line, Number.POSITIVE_INFINITY))
    .join('\n');
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** The first `most` items and how many more there are, so that a long list never grows into the whole text. */
export function listedFirst(items: readonly string[], most = 20): string {
  const more = items.length - most;
  return listed(more > 0 ? [...items.slice(0, most), `${more} more`] : items);
}

/** `a, b and c`; an empty list reads `none`. */
export function listed(items: readonly string[]): string {
  if (items.length === 0) return 'none';
  const last = items[items.length - 1] ?? '';
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
