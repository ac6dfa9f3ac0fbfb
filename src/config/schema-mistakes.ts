// Turns zod's issues about a configuration into mistakes a person can correct: where, what is wrong, what was expected.
// It never decides validity; the schema does.
import * as z from 'zod';
import { nearestWord } from '../base/nearest.ts';
import { counted, listed } from '../base/text.ts';
import { configJsonSchema } from './schema.ts';
import { ConfigShape, EnvironmentShape, ServiceShape } from './shape.ts';
import type { Path } from './yaml-inspect.ts';

/** One mistake of one value, before it has a line. `missing`: the path has no value; `key`: the key itself is wrong. */
export type SchemaMistake = { path: Path; at: 'value' | 'key' | 'missing'; message: string; expected: string };

/** An issue with its whole path; those of the best fitting branch of a union are taken apart. */
export type Issue = { path: Path; issue: z.core.$ZodIssue };

/** Compiling a parser for a shape that is read once or twice takes longer than reading with it. */
const uncompiled = { jitless: true };

/** What the file says, or every issue of the value, including those inside services and environments whose own key is wrong. */
export function readShape(value: unknown): { file: ConfigShape } | { issues: Issue[] } {
  const parsed = ConfigShape.safeParse(value, uncompiled);
  if (parsed.success) return { file: parsed.data };
  return { issues: parsed.error.issues.flatMap((issue) => openIssue(issue, [], value)) };
}

function openIssue(issue: z.core.$ZodIssue, base: Path, root: unknown): Issue[] {
  const path = [...base, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return bestBranch(issue.errors).flatMap((inner) => openIssue(inner, path, root));
  }
  if (issue.code === 'invalid_key') return [{ path, issue }, ...issuesBelowWrongKey(path, root)];
  return [{ path, issue }];
}

/** The form with the fewest mistakes, of those that are a text, a list or a map as the value is. */
function bestBranch(branches: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const otherType = ([first, ...more]: readonly z.core.$ZodIssue[]) =>
    more.length === 0 && first?.code === 'invalid_type' && first.path.length === 0;
  const same = branches.filter((branch) => !otherType(branch));
  const [first = [], ...rest] = same.length > 0 ? same : branches;
  return rest.reduce((a, b) => (b.length < a.length ? b : a), first);
}

/** zod stops at a key it refuses; services and environments below such a key are still checked. */
function issuesBelowWrongKey(path: Path, root: unknown): Issue[] {
  const schema =
    path[0] !== 'services'
      ? undefined
      : path.length === 2
        ? ServiceShape
        : path.length === 4
          ? EnvironmentShape
          : undefined;
  const parsed = schema?.safeParse(valueAt(root, path), uncompiled);
  return parsed?.error?.issues.flatMap((issue: z.core.$ZodIssue) => openIssue(issue, path, root)) ?? [];
}

/** Paths where the schema wants text and found something else. */
export function wantsText(issues: readonly Issue[]): Path[] {
  return issues
    .filter(({ issue }) => issue.code === 'invalid_type' && issue.expected === 'string')
    .map(({ path }) => path);
}

/** The mistakes behind the issues, one for each unknown key and at most one for each value. */
export function describeIssues(issues: readonly Issue[], root: unknown): SchemaMistake[] {
  const schema = SchemaNode.parse(configJsonSchema());
  const mistakes = issues.flatMap((issue) => describeIssue(issue, root, schema));
  return [...new Map(mistakes.map((m) => [JSON.stringify([m.path, m.at === 'key']), m] as const).reverse()).values()];
}

function describeIssue({ path, issue }: Issue, root: unknown, schema: SchemaNode): SchemaMistake[] {
  if (issue.code === 'unrecognized_keys') {
    const known = fieldNames(schema, path);
    const siblings = valueAt(root, path);
    return issue.keys.map((key) => ({ path: [...path, key], at: 'key', ...unfitKey(key, known, siblings) }));
  }
  const value = valueAt(root, path);
  if (issue.code === 'invalid_key') {
    const expected = issue.issues.map((inner) => wordsOf(inner)).join('; ');
    return [{ path, at: 'key', message: `the key ${quoted(path.at(-1))} does not fit`, expected }];
  }
  const bare = issue.code === 'invalid_type' && issue.expected === 'string' ? bareBraces(value) : undefined;
  const expected = bare ?? expectedOf(issue, schema, path);
  if (value === undefined)
    return [{ path, at: 'missing', message: `${String(path.at(-1) ?? 'the file')} is missing`, expected }];
  return [{ path, at: 'value', message: unfitValue(value, path), expected }];
}

/** `{image}` without quotes is a map to YAML, with one key that has no value. */
function bareBraces(value: unknown): string | undefined {
  if (!isIndexable(value) || Array.isArray(value)) return undefined;
  const [only, ...more] = Object.entries(value);
  return only && more.length === 0 && only[1] === null ? `quotes around {${only[0]}}` : undefined;
}

function expectedOf(issue: z.core.$ZodIssue, schema: SchemaNode, path: Path): string {
  if (issue.code === 'invalid_value') return listedOr(issue.values.map(String));
  if (issue.code === 'invalid_union') return listedOr(nodesAt(schema, path).map((node) => String(node.const)));
  if (issue.code === 'too_small') return `at least ${amount(issue.minimum, issue.origin)}`;
  if (issue.code === 'too_big') return `at most ${amount(issue.maximum, issue.origin)}`;
  if (issue.code !== 'invalid_type') return wordsOf(issue);
  const described = nodesAt(schema, path)
    .map((node) => node.description)
    .find((text) => text !== undefined);
  const type = typeWords[issue.expected] ?? issue.expected;
  return described === undefined ? type : `${type}: ${described}`;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'a map',
  record: 'a map',
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
};

function amount(limit: number | bigint, origin: string): string {
  if (origin === 'string') return counted(Number(limit), 'character');
  return origin === 'array' ? counted(Number(limit), 'entry', 'entries') : String(limit);
}

/** Our own messages begin with "expected"; zod's name a format instead. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith('expected ')) return issue.message.slice('expected '.length);
  if (issue.code !== 'invalid_format') return issue.message;
  return issue.format === 'regex' ? `text that matches ${issue.pattern}` : `a valid ${issue.format}`;
}

/** An empty file reads as null, which is reported as an empty file. */
function unfitValue(value: unknown, path: Path): string {
  if (value === null && path.length === 0) return 'the file is empty';
  return Array.isArray(value) && value.length === 0 ? 'an empty list' : `${quoted(value)} does not fit`;
}

/** A known key is refused where another key, or a \`mode\` or \`type\`, already chose a form without it. */
function unfitKey(key: string, known: readonly string[], siblings: unknown): { message: string; expected: string } {
  if (!known.includes(key)) return unknownKey(key, known);
  const rivals = ['tools', 'none'];
  if (isIndexable(siblings) && rivals.every((one) => Object.hasOwn(siblings, one)))
    return { message: `${rivals.join(' and ')} exclude each other`, expected: 'one of them' };
  return { message: `the key ${quoted(key)} does not fit the other keys here`, expected: 'these keys without it' };
}

function unknownKey(key: string, known: readonly string[]): { message: string; expected: string } {
  const near = nearestWord(key, known);
  const advice = near === undefined ? '' : `; did you mean ${near}?`;
  return { message: `the key ${quoted(key)} is not known${advice}`, expected: near ?? listedOr(known) };
}

function listedOr(words: readonly string[]): string {
  return words.length > 1 ? `one of ${words.join(', ')}` : listed(words);
}

function quoted(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce(
    (value: unknown, key) => (isIndexable(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    root,
  );
}

function isIndexable(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The part of JSON Schema that ours uses. */
const SchemaNode = z.looseObject({
  description: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  get propertyNames() {
    return SchemaNode.optional();
  },
  get properties() {
    return z.record(z.string(), SchemaNode).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), SchemaNode]).optional();
  },
  get items() {
    return SchemaNode.optional();
  },
  get anyOf() {
    return z.array(SchemaNode).optional();
  },
  get oneOf() {
    return z.array(SchemaNode).optional();
  },
});
type SchemaNode = z.infer<typeof SchemaNode>;

function nodesAt(schema: SchemaNode, path: Path): SchemaNode[] {
  return path.reduce<SchemaNode[]>(
    (nodes, key) => nodes.flatMap(branchesOf).flatMap((node) => childrenOf(node, key)),
    [schema],
  );
}

function branchesOf(node: SchemaNode): SchemaNode[] {
  return [node, ...[...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap(branchesOf)];
}

function childrenOf(node: SchemaNode, key: string | number): SchemaNode[] {
  if (typeof key === 'number') return node.items ? [node.items] : [];
  const named = node.properties?.[key];
  if (named) return [named];
  return typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
}

function fieldNames(schema: SchemaNode, path: Path): string[] {
  const nodes = nodesAt(schema, path).flatMap(branchesOf);
  return [
    ...new Set(nodes.flatMap((node) => [...Object.keys(node.properties ?? {}), ...(node.propertyNames?.enum ?? [])])),
  ];
}
