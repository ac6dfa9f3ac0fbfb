// Changes one place of a JSON value, so that a test can set an allowed bundle beside its twin.
import * as z from 'zod';

/** Keys and indexes from the root, written with dots: `scans.2.replay`. */
export type Path = string;

const Row = z.record(z.string(), z.unknown());

/** A copy with the value at `path` replaced; `undefined` removes the field. */
export function changed(value: unknown, path: Path, to: unknown): unknown {
  const [key = '', ...rest] = path.split('.');
  const next = (old: unknown) => (rest.length === 0 ? to : changed(old, rest.join('.'), to));
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? next(item) : item));
  const row = Row.parse(value);
  const result = { ...row, [key]: next(row[key]) };
  return JSON.parse(JSON.stringify(result));
}

/** The value at `path`. */
export function valueAt(value: unknown, path: Path): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (Array.isArray(at) ? at[Number(key)] : Row.parse(at)[key]), value);
}

/** The path of every field of every object, at any depth. */
export function fieldPaths(value: unknown, prefix = ''): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => fieldPaths(item, `${prefix}${index}.`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [`${prefix}${key}`, ...fieldPaths(item, `${prefix}${key}.`)]);
}
