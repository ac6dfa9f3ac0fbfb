// How a stored file is read: by the frozen shape that its `schema` names, then upgraded to the live type. Unknown
// content is refused by name, never dropped, guessed or repaired. Large shapes are `z.lazy`: a command builds those it meets.
import * as z from 'zod';
import { canonicalText } from '../base/canonical-json.ts';
import { isFault, textOf } from '../base/fault.ts';
import { mistakesOf } from '../base/mistakes.ts';
import { listedFirst, named, placed, printable } from '../base/text.ts';

/** A value, or one sentence on why the bytes cannot be read. */
export type Reading<T> = { ok: true; value: T } | { ok: false; problem: string };

/** A file in the stored shape of its version, and the live value that it is read as. */
export type FormatReading<Stored, Live> = { ok: true; value: Live; stored: Stored } | { ok: false; problem: string };

/** One kind of file in all its versions. */
export type Format<Stored, Live> = {
  /** Reads a parsed value of this kind. */
  readValue: (json: unknown) => FormatReading<Stored, Live>;
  /** Reads bytes, which must be the canonical form (RFC 8785) of their own content. */
  readBytes: (bytes: Uint8Array) => FormatReading<Stored, Live>;
};

/** Field names reserved for later releases, whose meaning this version cannot know. */
const reserved = ['trial', 'proposal', 'overrides'];

/** A version of a format: its frozen shape, and its upgrade to the live type. */
export function versionOf<Shape extends z.ZodType, Live>(shape: Shape, upgrade: (old: z.output<Shape>) => Live) {
  const known = () => {
    const built = shape instanceof z.ZodLazy ? shape.unwrap() : shape;
    return built instanceof z.ZodObject ? built.shape : {};
  };
  return (json: unknown): FormatReading<z.output<Shape>, Live> => {
    const parsed = shape.safeParse(json);
    if (!parsed.success) return { ok: false, problem: mismatchOf(parsed.error) };
    const given = reserved.filter(
      (field) =>
        typeof json === 'object' && json !== null && Object.hasOwn(json, field) && Object.hasOwn(known(), field),
    );
    if (given.length > 0) return { ok: false, problem: newerField(given, '') };
    return { ok: true, value: upgrade(parsed.data), stored: parsed.data };
  };
}

/** A format read by the `schema` field of each file, `safeguard.<name>/v<number>`. */
export function formatOf<Stored, Live>(
  versions: Readonly<Record<string, (json: unknown) => FormatReading<Stored, Live>>>,
): Format<Stored, Live> {
  const readValue = (json: unknown): FormatReading<Stored, Live> => {
    const schema = schemaOf(json);
    const read = schema !== undefined && Object.hasOwn(versions, schema) ? versions[schema] : undefined;
    return read ? read(json) : { ok: false, problem: unknownSchema(schema, Object.keys(versions)) };
  };
  return { readValue, readBytes: (bytes) => readCanonical(bytes, readValue) };
}

function schemaOf(json: unknown): string | undefined {
  const schema = typeof json === 'object' && json !== null && 'schema' in json ? json.schema : undefined;
  return typeof schema === 'string' ? schema : undefined;
}

function unknownSchema(schema: string | undefined, known: readonly string[]): string {
  const expected = `expected ${known.join(' or ')}`;
  if (schema === undefined) return `schema: missing; ${expected}`;
  const [name = ''] = known[0]?.split('/') ?? [];
  const newer = schema.startsWith(`${name}/`) ? ', written by another version of Safeguard than this one reads' : '';
  return `schema: ${placed(schema)}${newer}; ${expected}`;
}

function readCanonical<Stored, Live>(
  bytes: Uint8Array,
  readValue: (json: unknown) => FormatReading<Stored, Live>,
): FormatReading<Stored, Live> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const json: unknown = JSON.parse(text);
    const reading = readValue(json);
    if (!reading.ok) return reading;
    // Duplicate keys, trailing bytes and odd spellings cannot hide anything.
    if (canonicalText(json) !== text)
      return { ok: false, problem: 'the bytes are not the canonical form of their own content' };
    return reading;
  } catch (error) {
    // The engine's error message for a text that is not JSON quotes the text.
    return { ok: false, problem: isFault(error) ? textOf(error) : 'the bytes are not JSON in UTF-8' };
  }
}

/** An unknown field is reported first: it indicates a newer writer, which may explain the other mismatches. */
function mismatchOf(error: z.ZodError): string {
  const [unknown] = unknownFields(error.issues, []);
  if (unknown) return newerField(unknown.keys, unknown.path);
  return printable(mistakesOf(error, 'the document'), 500);
}

function newerField(fields: readonly string[], path: string): string {
  const names = listedFirst(fields.map(named), 5);
  return `written by a newer Safeguard: field ${names}${path === '' ? '' : ` in ${placed(path)}`}, which this version does not know`;
}

type Unknown = { keys: readonly string[]; path: string };

/** Fields that no shape knows; for alternatives, those of the one with no other mismatch. */
function unknownFields(issues: readonly z.core.$ZodIssue[], above: readonly PropertyKey[]): Unknown[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code === 'unrecognized_keys') return [{ keys: issue.keys, path: path.map(String).join('.') }];
    if (issue.code !== 'invalid_union') return [];
    const whole = issue.errors.filter((one) => one.every(({ code }) => code === 'unrecognized_keys'));
    return whole.flatMap((one) => unknownFields(one, path));
  });
}
