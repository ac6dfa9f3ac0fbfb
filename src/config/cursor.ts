// A place in the raw file, so that cross-field rules can look at a file that has other mistakes too. It never throws and
// never judges: what is absent or of another type reads as empty.
import type { Path } from './yaml-inspect.ts';

/** A value with its path; every question has an answer, if only an empty one. */
export type Cursor = {
  path: Path;
  value: unknown;
  /** The last key of the path. */
  name: string;
  /** True when the file says anything here but `null`. */
  given: boolean;
  /** The text at this place, '' when the value is not text. */
  text: string;
  /** The value below a key, or below a chain of keys. */
  at(key: string, ...rest: string[]): Cursor;
  /** The members of a map; none for anything else. */
  members(): Cursor[];
  /** The entries of a list; none for anything else. */
  entries(): Cursor[];
};

/** A cursor on a value; `path` is its place in the file. */
export function cursorOn(value: unknown, path: Path = []): Cursor {
  const map = isMap(value) ? value : {};
  const member = (name: string) => cursorOn(Object.hasOwn(map, name) ? map[name] : undefined, [...path, name]);
  return {
    path,
    value,
    name: String(path.at(-1) ?? ''),
    given: value !== undefined && value !== null,
    text: typeof value === 'string' ? value : '',
    at: (key, ...rest) => rest.reduce((cursor, name) => cursor.at(name), member(key)),
    members: () => Object.keys(map).map(member),
    entries: () => (Array.isArray(value) ? value.map((item, index) => cursorOn(item, [...path, index])) : []),
  };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
