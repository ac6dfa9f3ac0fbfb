// What each run of the tests is made of: a path picks among the quick, the long or the real ones, and never adds others.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const script = fileURLToPath(new URL('../../../scripts/test.ts', import.meta.url));

/** The test files that a run would take, from the project's folder on. */
function listed(...words: string[]): string[] {
  const text = execFileSync(process.execPath, [script, ...words, '--listTests', '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  const paths: unknown = JSON.parse(text);
  return Array.isArray(paths) ? paths.map((path) => String(path).slice(root.length)).sort() : [];
}

describe('a run of the tests', () => {
  const quick = listed();
  const long = listed('--long');
  const real = listed('--real');

  test('is of one kind, and every file is of one', () => {
    expect(long.filter((path) => !path.endsWith('.long.test.ts'))).toEqual([]);
    expect(real.filter((path) => !path.startsWith('test/real/'))).toEqual([]);
    expect(quick.filter((path) => path.endsWith('.long.test.ts') || path.startsWith('test/real/'))).toEqual([]);
    expect([quick.length, long.length, real.length].every((count) => count > 5)).toBe(true);
    expect(new Set([...quick, ...long, ...real]).size).toBe(quick.length + long.length + real.length);
  });

  test.each([
    ['a long file', ['--long', 'test/hostile/regexps.long.test.ts'], ['test/hostile/regexps.long.test.ts']],
    ['a long file before the option', ['regexps.long', '--long'], ['test/hostile/regexps.long.test.ts']],
    ['a file against real programs', ['--real', 'test/real/rekor-v1.test.ts'], ['test/real/rekor-v1.test.ts']],
    ['a quick file', ['test/hostile/sinks.test.ts'], ['test/hostile/sinks.test.ts']],
    ['a quick file among the long ones', ['--long', 'test/hostile/sinks.test.ts'], []],
    ['a long file among the quick ones', ['test/hostile/regexps.long.test.ts'], []],
  ])('takes of %s exactly that', (_name, words, files) => {
    expect(listed(...words)).toEqual(files);
  });

  test('takes several files', () => {
    expect(listed('--long', 'regexps.long', 'decoys.long')).toEqual([
      'test/hostile/decoys.long.test.ts',
      'test/hostile/regexps.long.test.ts',
    ]);
  });
});
