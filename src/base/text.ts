// Text that people and the runner's log parser will read: hostile characters are made visible, never passed through.

// What no eye sees or what moves other text: controls, formats, private use, lone surrogates, line separators, and what Unicode lets a
// font leave out (fillers, tags, variation selectors).
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** One printable line: characters that cannot be seen become `\u{..}`, line breaks and tabs a blank, longer text is cut with an ellipsis. */
export function printable(text: string, limit = 500): string {
  const flat = text.replace(/\r?\n|\t/g, ' ').replace(unseen, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
  return flat.length > limit ? `${flat.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…` : flat;
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
 * Words of strangers as a Markdown code span, where GitHub links no address, name, number or commit (THREATS A10); '' for no words. In
 * a cell of a table, the whole cell still has to pass through `tableCell`.
 */
export function inCode(text: string, limit = 4000): string {
  const shown = shortTicks(printable(text, limit));
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
export function logLine(text: string, limit = 2000): string {
  return printable(text, limit)
    .replaceAll('##[', '##\u2009[')
    .replace(/^(\s*)::/, '$1:\u2009:');
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** `a, b and c`; an empty list reads `none`. */
export function listed(items: readonly string[]): string {
  if (items.length === 0) return 'none';
  const last = items[items.length - 1] ?? '';
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
