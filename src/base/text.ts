// Text that people and the runner's log parser will read: hostile characters are made visible, never passed through.

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One printable line: control, bidi and zero-width characters become `\u{..}`, line breaks and tabs a blank, longer text is cut with an ellipsis. */
export function printable(text: string, limit = 500): string {
  const flat = text.replace(/\r?\n|\t/g, ' ').replace(unsafe, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
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
