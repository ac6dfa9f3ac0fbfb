// What dist contains: small entry points, readable code, no trace of the machine that built it, and the license of each
// package in it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(repository, 'dist');
const programs = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mjs'));

/** Everything that is loaded before the first line of a file runs, itself included. */
function staticClosure(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const found of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s(?:[^;"]*?\sfrom\s)?"(\.[^"]+)";/gm))
    staticClosure(join(dirname(file), found[1] ?? ''), seen);
  return seen;
}

test.each(['action.mjs', 'cli.mjs'])('%s and all that it needs to start are at most 1 MB', (name) => {
  const files = [...staticClosure(join(dist, name))];
  expect(files.length).toBeGreaterThan(1);
  expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(1_000_000);
});

test('nothing in it names a folder of the machine that built it', () => {
  const places = [repository, `${homedir()}/`, '/home/', '/Users/', 'C:\\Users'];
  const naming = programs.filter((name) => {
    const text = readFileSync(join(dist, name), 'utf8');
    return places.some((place) => text.includes(place));
  });
  expect(naming).toEqual([]);
});

test('every line can be read: nothing is minified', () => {
  const ours = programs.filter((name) => /^\/\/ src\//m.test(readFileSync(join(dist, name), 'utf8')));
  expect(ours.length).toBeGreaterThan(10);
  const longest = ours.map((name) => readFileSync(join(dist, name), 'utf8').split('\n').length);
  expect(longest.filter((lines) => lines < 5)).toEqual([]);
});

/** The packages whose code lies in a file of dist. */
function packagesIn(file: string): string[] {
  const marks = /^(?:\/\/| +") ?node_modules\/(?:.*node_modules\/)?((?:@[^/\n]+\/)?[^/\n]+)\//gm;
  return [...readFileSync(file, 'utf8').matchAll(marks)].map((found) => found[1] ?? '');
}

test('an action starts with the side of @actions/core that we call, and without its HTTP client', () => {
  const started = [...staticClosure(join(dist, 'action.mjs'))].flatMap(packagesIn);
  expect(started).toContain('@actions/core');
  const anywhere = programs.flatMap((name) => packagesIn(join(dist, name)));
  expect(anywhere.filter((name) => /^(undici|tunnel|@actions\/(?!core$).*)$/.test(name))).toEqual([]);
});

test('only the adapter that asks GitHub loads Octokit, and nothing loads that before it is asked for', () => {
  const loading = programs.filter((name) =>
    [...staticClosure(join(dist, name))].flatMap(packagesIn).includes('@octokit/core'),
  );
  expect(loading).toEqual(['chunks/platform-forge-github-rest.mjs']);
});

test('every bundled package comes with its license', () => {
  const text = readFileSync(join(dist, 'LICENSES.txt'), 'utf8');
  const bundled = programs.flatMap((name) =>
    [
      ...readFileSync(join(dist, name), 'utf8').matchAll(
        /^\/\/ node_modules\/(?:.*node_modules\/)?((?:@[^/\n]+\/)?[^/\n]+)\//gm,
      ),
    ].map((found) => found[1] ?? ''),
  );
  expect(bundled.length).toBeGreaterThan(100);
  expect([...new Set(bundled)].filter((name) => !text.includes(`=== ${name} `))).toEqual([]);
});
