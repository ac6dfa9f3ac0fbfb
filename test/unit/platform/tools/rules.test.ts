// A folder of rules counts as a whole: any file added, taken away, renamed or changed makes another digest, and nothing but plain rule
// files is taken.
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Sha256 } from '../../../../src/model/ids.ts';
import { openTools } from '../../../../src/platform/tools/locate.ts';
import { checkRules, digestFolder } from '../../../../src/platform/tools/rules.ts';
import { sha256 } from './loopback.ts';

const code = (expected: string) => expect.objectContaining({ code: expected });
let folder: string;
const at = (...names: string[]) => join(folder, ...names);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rules-'));
  mkdirSync(at('rules'));
  writeFileSync(at('rules/python.yml'), 'rules: [p]');
  writeFileSync(at('rules/go.yml'), 'rules: [g]');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What sha256sum prints for the two files, in order of their names. */
const lines = `${sha256('rules: [g]')}  go.yml\n${sha256('rules: [p]')}  python.yml\n`;
const pinned = Sha256.parse(sha256(lines));
const check = () => checkRules('semgrep', { folder: at('rules'), sha256: pinned });

test('a folder has the digest that sha256sum gives, twice, and names its files in order', async () => {
  expect(await check()).toEqual({ rules: at('rules'), rulesSha256: pinned, ruleFiles: ['go.yml', 'python.yml'] });
  expect(await check()).toEqual({ rules: at('rules'), rulesSha256: pinned, ruleFiles: ['go.yml', 'python.yml'] });
});

test.each<[string, () => void]>([
  ['a file was added', () => writeFileSync(at('rules/java.yml'), '')],
  ['a file was taken away', () => rmSync(at('rules/go.yml'))],
  ['a file was renamed', () => renameSync(at('rules/go.yml'), at('rules/golang.yml'))],
  ['a file was changed', () => appendFileSync(at('rules/go.yml'), '\n')],
  [
    'two files were exchanged',
    () => {
      writeFileSync(at('rules/python.yml'), 'rules: [g]');
      writeFileSync(at('rules/go.yml'), 'rules: [p]');
    },
  ],
])('refused when %s', async (_, change) => {
  change();
  await expect(check()).rejects.toEqual(code('TOOL_CHECKSUM_MISMATCH'));
});

test.each<[string, () => void]>([
  ['a folder', () => mkdirSync(at('rules/more'))],
  ['a hidden file', () => writeFileSync(at('rules/.go.yml'), '')],
  ['another file', () => writeFileSync(at('rules/README.md'), '')],
  ['an option', () => writeFileSync(at('rules/--config.yml'), '')],
  ['a link', () => symlinkSync(at('rules/go.yml'), at('rules/java.yml'))],
])('refused for %s beside the rules, under whatever digest', async (_, change) => {
  change();
  await expect(check()).rejects.toEqual(code('FILE_UNSAFE'));
});

test('refused when empty, gone, or a link to a folder', async () => {
  mkdirSync(at('empty'));
  symlinkSync(at('rules'), at('linked'));
  await expect(digestFolder(at('empty'))).rejects.toEqual(code('FILE_MISSING'));
  await expect(digestFolder(at('gone'))).rejects.toEqual(code('FILE_MISSING'));
  await expect(digestFolder(at('linked'))).rejects.toEqual(code('FILE_UNSAFE'));
});

test('tools.json may name a folder too, and is held to it', async () => {
  writeFileSync(at('semgrep'), 'program');
  const rules = { folder: at('rules'), sha256: pinned };
  const entry = { path: at('semgrep'), sha256: sha256('program'), version: '1', rules };
  writeFileSync(at('tools.json'), JSON.stringify({ semgrep: entry }));
  const locate = () => openTools({ SAFEGUARD_TOOLS: folder }).locate('semgrep');
  expect(await locate()).toMatchObject({ rules: at('rules'), ruleFiles: ['go.yml', 'python.yml'] });
  rmSync(at('rules/go.yml'));
  await expect(locate()).rejects.toEqual(code('TOOL_CHECKSUM_MISMATCH'));
});
