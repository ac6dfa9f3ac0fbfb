// Reads `key=value` fields as Go programs write them into their logs. Values may be file names, which are untrusted: a
// field ends where its quotes end, so that no name can pretend to be another field.

const bare = '[^\\s"=]+';
const quoted = '"(?:[^"\\\\]|\\\\.)*"';
const field = new RegExp(`(?:^|[ \\t])(${bare})=(?:(${quoted})|([^\\s"]*))(?=[ \\t]|$)`, 'y');

/**
 * The fields of a text that consists only of `key=value` or `key="value"` with blanks between; undefined for every
 * other text.
 */
export function readFields(text: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  const plain = text.trim();
  for (let at = 0; at < plain.length; at = field.lastIndex) {
    field.lastIndex = at;
    const [, key = '', inQuotes, value = ''] = field.exec(plain) ?? [];
    if (key === '' || fields.has(key)) return undefined;
    fields.set(key, inQuotes === undefined ? value : unquote(inQuotes));
  }
  return fields;
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What Go's strconv.Quote quoted. */
function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replace(
      /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g,
      (_, ...[x, u, U, c = '']: (string | undefined)[]) => {
        const code = Number.parseInt(x ?? u ?? U ?? '', 16);
        if (Number.isNaN(code)) return escapes[c] ?? c;
        return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      },
    );
}
