// What comments, tests and pages cite is something a reader of this repository has: a threat is an id of docs/threat-model.md,
// and no private document is named.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['src', 'test', 'policies', 'docs', 'local-cloud', 'scripts', 'bench', 'demo', 'workflows', 'examples'];
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];

/** Stored bytes, which never change, and this file, which has to spell the names that it looks for. */
const skipped = /^test\/(compat|golden|fixtures)\/|^test\/citations\.test\.ts$/;

const privateNames =
  /\b(?:THREATS|FACTS|ARCHITECTURE|BARS|MISSION|BUILDING-BLOCKS|SIGSTORE-STACK|REAL-CLOUD|COMING-FROM)\b/;

/** A line break inside a comment counts as one space. */
const gap = String.raw`(?:\s*\n[ \t]*(?:\/\/|\*|#)?)?[ \t]*`;
const threatList = new RegExp(String.raw`\bthreats?\b${gap}([A-G]\d+(?:(?:,| and| to)${gap}[A-G]\d+)*)(?!\w)`, 'gi');

const threatIds = new Set(
  [...readFileSync(join(root, 'docs/threat-model.md'), 'utf8').matchAll(/^\| ([A-G]\d+) \|/gm)].map(([, id]) => id),
);

/** The ids that a text cites as threats and that the threat model does not have. */
function findUnknownThreats(text: string): string[] {
  const cited = [...text.matchAll(threatList)].flatMap(([, list = '']) => list.match(/[A-G]\d+/g) ?? []);
  return cited.filter((id) => !threatIds.has(id));
}

/** `path:line` of each line that names a private document. */
function findPrivateNames(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    // The description of a rule is compiled into the policy, whose digest stands in stored decisions.
    const compiled = path.startsWith('policies/gate/') && line.startsWith('# description:');
    return !compiled && privateNames.test(line) ? [`${path}:${index + 1}`] : [];
  });
}

function readTexts(): [string, string][] {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|rego|md|yml)$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  return [...pages, ...paths]
    .filter((path) => !skipped.test(path))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]);
}

test('every threat that is cited is a row of the threat model', () => {
  const unknown = readTexts().map(([path, text]) => [path, findUnknownThreats(text)] as const);
  expect(unknown.filter(([, ids]) => ids.length > 0)).toEqual([]);
});

test('no file cites a document that a reader does not have', () => {
  expect(readTexts().flatMap(([path, text]) => findPrivateNames(path, text))).toEqual([]);
});

test.each([
  ['alone', '// Never (threat E99).', ['E99']],
  ['in a list', '// Never (threats B4, B12, B99).', ['B99']],
  ['as the end of a range', '// Threats A1 to A99 end here.', ['A99']],
  ['after a line break', '// no request reaches the authority (threat\n// F98, F99).', ['F98', 'F99']],
  ['that exists', '// Never (threat E5).', []],
])('a threat %s is looked up', (_form, text, unknown) => {
  expect(findUnknownThreats(text)).toEqual(unknown);
});

test('a planted private name is found with its file and line', () => {
  expect(findPrivateNames('src/a.ts', '// Fine.\n// Never (THREATS E5).')).toEqual(['src/a.ts:2']);
  expect(findPrivateNames('docs/a.md', 'the facts, as every reader has them')).toEqual([]);
});
