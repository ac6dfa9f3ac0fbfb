// What everything that others build on needs before it counts as part of the house: tests that name it, a line that explains it, and its
// form as a schema. No rule here knows a single name; the registers of the product do.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from '../src/commands/index.ts';
import { recordKinds } from '../src/formats/record/v1.ts';
import { knownRules } from '../src/gate/rule-ids.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Texts by path below the repository's root, so that a test can take one away. */
export type House = ReadonlyMap<string, string>;

/** The policies, tests, pages, schemas and frozen shapes as they stand. */
export function readHouse(): House {
  const folders: [string, RegExp][] = [
    ['policies/gate', /_test\.rego$/],
    ['test', /\.ts$/],
    ['docs', /\.md$/],
    ['schemas', /\.json$/],
    ['src/formats', /\.ts$/],
    ['scripts', /^gen\.ts$/],
  ];
  const paths = folders.flatMap(([folder, form]) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => form.test(name) && !name.startsWith('registration'))
      .map((name) => `${folder}/${name}`),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Whether some text among those of a folder satisfies a form; the folder is the beginning of a path. */
function some(house: House, folder: string, form: RegExp): boolean {
  return [...house].some(([path, text]) => path.startsWith(folder) && form.test(text));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What a rule of the gate lacks: a test in Rego, one against the compiled policy, its line in the reference. */
export function ruleLacks(id: string, house: House): string[] {
  const named = new RegExp(`['"\`]${literal(id)}['"\`]`);
  return [
    ...(some(house, 'policies/gate/', new RegExp(literal(id))) ? [] : [`no test in policies/gate names ${id}`]),
    ...(some(house, 'test/unit/gate/', named) ? [] : [`no test in test/unit/gate names ${id}`]),
    ...(some(house, 'docs/reference/rules.md', new RegExp(`id="${literal(id)}"`))
      ? []
      : [`docs/reference/rules.md has no line of ${id}`]),
  ];
}

/** What a command lacks: a test that runs it by its name, its part of the reference, the schema of its inputs. */
export function commandLacks(name: string, house: House): string[] {
  const words = name.split(' ');
  // By a test that plays jobs, or on the command line, where its words stand apart.
  const run = new RegExp(`['"\`]${literal(name)}['"\` ]|${words.map((word) => `'${literal(word)}'`).join(', ')}`);
  const schema = `schemas/commands/${name.replace(' ', '-')}.schema.json`;
  const tests = new Map([...house].filter(([path]) => /^test\/(spine|dist|real|unit\/main)\//.test(path)));
  return [
    ...(some(tests, 'test/', run) ? [] : [`no test runs the command ${name}`]),
    ...(some(house, 'docs/reference/commands.md', new RegExp(`^## \`?${literal(name)}\`?$`, 'm'))
      ? []
      : [`docs/reference/commands.md has no part on ${name}`]),
    ...(house.has(schema) ? [] : [`${schema} is missing`]),
  ];
}

/** What a question of an auditor lacks: its part of the guide, the schema of its answer, a test that asks it over a whole journey. */
export function questionLacks(name: string, house: House): string[] {
  const schema = `schemas/answers/${name.replace(' ', '-')}.schema.json`;
  return [
    ...(some(house, 'docs/guide/audit.md', new RegExp(`${literal(name)}\\b`))
      ? []
      : [`docs/guide/audit.md does not speak of ${name}`]),
    ...(house.has(schema) ? [] : [`${schema} is missing`]),
    ...(some(house, 'test/unit/audit/', new RegExp(`safeguard\\.${name.replace(' ', '-')}/`)) ||
    some(house, 'test/spine/', new RegExp(`['"\`]${literal(name)}['"\`]|'${name.replace(' ', "', '")}'`))
      ? []
      : [`no test asks ${name}`]),
  ];
}

/** What a kind of record lacks: a test of what is written, its line in the reference, its schema. */
export function recordLacks(kind: string, house: House): string[] {
  const schema = `schemas/records/${kind}.schema.json`;
  return [
    ...(some(house, 'test/unit/evidence/', new RegExp(`['"\`]${literal(kind)}['"\`]`))
      ? []
      : [`no test in test/unit/evidence writes a record of kind ${kind}`]),
    ...(some(house, 'docs/reference/records.md', new RegExp(`^\\| \`${literal(kind)}\` `, 'm'))
      ? []
      : [`docs/reference/records.md has no line of ${kind}`]),
    ...(house.has(schema) ? [] : [`${schema} is missing`]),
  ];
}

/** What a stored format lacks: a reader, a test that reads it, a schema that is generated from its frozen shape. */
export function formatLacks(name: string, house: House): string[] {
  const folder = `src/formats/${name}/`;
  const shapes = [...house.keys()].filter((path) => path.startsWith(folder) && /\/v\d+\.ts$/.test(path));
  return [
    ...(shapes.length > 0 ? [] : [`${folder} has no frozen shape`]),
    ...(house.has(`${folder}read.ts`) ? [] : [`${folder} has no reader`]),
    ...(some(house, 'test/unit/', new RegExp(`formats/${literal(name)}/`))
      ? []
      : [`no test in test/unit reads ${name}`]),
    ...(some(house, 'scripts/gen.ts', new RegExp(`formats/${literal(name)}/v\\d`))
      ? []
      : [`no schema is generated of ${name}`]),
  ];
}

/** The registers: what there is of each kind, and what each needs. */
export const registers: Readonly<
  Record<string, { names: readonly string[]; lacks: (name: string, house: House) => string[] }>
> = {
  'a rule': { names: knownRules.map(({ id }) => id), lacks: ruleLacks },
  'a command': { names: Object.keys(commands), lacks: commandLacks },
  'a question': { names: Object.keys(commands).filter((name) => name.startsWith('audit ')), lacks: questionLacks },
  'a kind of record': { names: Object.keys(recordKinds), lacks: recordLacks },
  'a format': { names: storedFormats(), lacks: formatLacks },
};

/** Folders of formats that are stored or signed under a schema of their own; `ids` and `signer` are parts of others. */
function storedFormats(): string[] {
  const parts = new Set(['ids', 'signer']);
  const folder = join(root, 'src/formats');
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'v1.ts')) && !parts.has(name));
}
