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
