// The drift check sees every way in which a generated file can differ from its sources, and the repository has no drift.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { findDrift, withFresh } from '../scripts/drift.ts';
import { generated, replaceSection } from '../scripts/gen.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'safeguard-drift-test-'));
const [fresh, committed] = [join(folder, 'fresh'), join(folder, 'committed')];

beforeAll(async () => {
  await withFresh((made) => cpSync(made, fresh, { recursive: true }));
});
afterAll(() => rmSync(folder, { recursive: true }));

function plant(change: () => void): string[] {
  rmSync(committed, { recursive: true, force: true });
  cpSync(fresh, committed, { recursive: true });
  change();
  return findDrift(fresh, committed);
}

function edit(path: string, change: (text: string) => string): void {
  const file = join(committed, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

test('the repository’s generated files are what its sources generate', () => {
  expect(findDrift(fresh, root)).toEqual([]);
});

describe('planted differences', () => {
  test('none planted, none found', () => {
    expect(plant(() => {})).toEqual([]);
  });

  test.each([
    'action.yml',
    'actions/gate/action.yml',
    'schemas/config.schema.json',
    'docs/reference/faults.md',
    'workflows/contracts.json',
    'workflows/README.md',
    'dist/cli.mjs',
  ])('one byte more in %s', (path) => {
    expect(plant(() => edit(path, (text) => `${text} `))).toEqual([path]);
  });

  test.each(['action.yml', 'schemas/record.schema.json', 'dist/LICENSES.txt'])('%s missing', (path) => {
    expect(plant(() => rmSync(join(committed, path)))).toEqual([path]);
  });

  test.each(['actions/old/action.yml', 'schemas/old.schema.json', 'docs/reference/old.md', 'dist/chunks/old.mjs'])(
    '%s left over',
    (path) => {
      const write = () => {
        mkdirSync(join(committed, path, '..'), { recursive: true });
        writeFileSync(join(committed, path), 'old');
      };
      expect(plant(write)).toEqual([path]);
    },
  );

  test('the command line no longer executable', () => {
    expect(plant(() => chmodSync(join(committed, 'dist/cli.mjs'), 0o644))).toEqual(['dist/cli.mjs']);
  });

  test('a permission edited by hand in the README', () => {
    const widen = () =>
      edit('README.md', (text) => text.replace('| `scan` | `contents: read`', '| `scan` | `contents: write`'));
    expect(plant(widen)).toEqual(['README.md']);
  });

  test('the policies are not compared here: their lock holds them', () => {
    expect(plant(() => writeFileSync(join(committed, 'dist/policies.wasm'), 'x'))).toEqual([]);
  });
});

test('a README without the generated section is an error, not a silent success', () => {
  const file = join(folder, 'README.md');
  writeFileSync(file, '# No section\n');
  expect(() => replaceSection(file, 'permissions', 'x')).toThrow('has no section permissions');
});

test('Git is told of every generated path', () => {
  const attributes = readFileSync(join(root, '.gitattributes'), 'utf8').split('\n');
  const expected = [...generated, 'dist'].map(
    (path) => `${path}${/\.(yml|json|md)$/.test(path) ? '' : '/**'} linguist-generated`,
  );
  expect(attributes.filter((line) => line.endsWith('linguist-generated')).sort()).toEqual(expected.sort());
});

test('what is published depends on nothing, and the lock file names no address', () => {
  const Package = z.looseObject({
    dependencies: z.unknown().optional(),
    devDependencies: z.record(z.string(), z.string()),
  });
  const facts = Package.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  expect(facts.dependencies).toBeUndefined();
  expect(Object.values(facts.devDependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
});
