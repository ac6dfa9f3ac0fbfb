// Changes one thing in a JSON value, so that every test of an allow has its deny beside it.

/** Base64 text with one bit of its middle byte changed. */
export function flipByte(value: unknown): string {
  const bytes = Buffer.from(String(value), 'base64');
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  return bytes.toString('base64');
}

/** A JSON value with what lies at the path replaced; undefined removes it. */
export function changeAt(value: unknown, path: readonly string[], change: (old: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? changeAt(item, rest, change) : item));
  const object = Object(value);
  return { ...object, [key]: changeAt(object[key], rest, change) };
}

/** The paths of everything inside a JSON value. */
export function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  const inner = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  const below = inner.flatMap(([key, item]) => pathsOf(item, [...path, key]));
  return path.length === 0 ? below : [[...path], ...below];
}
