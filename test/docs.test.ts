// What the pages name exists: the tests that hold a line, and the files that are linked.
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'workflows/README.md'].concat(
  readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
);
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');
const exists = (pattern: string) => globSync(pattern, { cwd: root }).length > 0;

test.each(pages)('every test that %s names is there', (page) => {
  const named = textOf(page).matchAll(
    /`((?:test\/)?(?:unit|spine|hostile|real|dist|workflows)\/[\w./*-]+\.test\.ts)`/g,
  );
  const missing = [...named].map(([, path = '']) => (path.startsWith('test/') ? path : `test/${path}`));
  expect(missing.filter((path) => !exists(path))).toEqual([]);
});

test.each(pages)('every file that %s links is there', (page) => {
  const links = [...textOf(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path = '']) => path);
  expect(links.filter((path) => !exists(join(dirname(page), path)))).toEqual([]);
});

test('a path that nobody wrote is missed', () => {
  expect(exists('test/unit/gate/no-such.test.ts')).toBe(false);
});

/** Numbers of threats that a text names: `threat E5`, `threats E1, E2`, also over the end of a comment's line. */
function threatsIn(text: string): string[] {
  const joined = text.replace(/\n\s*(?:\/\/|\*|#)\s*/g, ' ');
  const named = joined.matchAll(/\b[Tt]hreats? ([A-G]\d{1,2}(?:(?:, | and |; | to )[A-G]\d{1,2})*)/g);
  return [...named].flatMap(([, list = '']) => list.match(/[A-G]\d{1,2}/g) ?? []);
}

/** Planning documents that no reader of this repository has, by the form in which they are cited. */
const absent = /\b(?:THREATS|FACTS|ARCHITECTURE|BARS|MISSION|BUILDING-BLOCKS|SIGSTORE-STACK|REAL-CLOUD|COMING-FROM)\b/;

const sources = ['src', 'test', 'policies', 'scripts', 'local-cloud', 'demo', 'bench', 'docs'].flatMap((folder) =>
  globSync(`${folder}/**/*.{ts,rego,md}`, { cwd: root })
    .filter((name) => !/^test\/(?:fixtures|compat\/\d|docs\.test)/.test(name))
    .map((name): [string, string] => [name, textOf(name)]),
);

test('every threat that a comment names is in the catalog', () => {
  const catalog = new Set([...textOf('docs/threat-model.md').matchAll(/^\| ([A-G]\d{1,2}) \|/gm)].map(([, id]) => id));
  const unknown = sources.flatMap(([name, text]) =>
    threatsIn(text).flatMap((id) => (catalog.has(id) ? [] : [`${name}: ${id}`])),
  );
  expect(unknown).toEqual([]);
  expect(catalog.size).toBeGreaterThan(60);
  expect(threatsIn('// held (threats E1,\n// E2 and Z9; threat G99)')).toEqual(['E1', 'E2', 'G99']);
  expect(threatsIn('// Threats A1 to A99 end here.')).toEqual(['A1', 'A99']);
});

test('no file cites a document that its reader does not have', () => {
  expect(sources.filter(([, text]) => absent.test(text)).map(([name]) => name)).toEqual([]);
  expect(absent.test('a regression (THREATS E5)')).toBe(true);
});
