// What stands before every script of ours: before npm ci, or on an old Node, one line says what to do.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import * as z from 'zod';

const repository = new URL('../../../', import.meta.url);
const Package = z.looseObject({
  scripts: z.record(z.string(), z.string()),
  engines: z.looseObject({ node: z.string() }),
});
const { scripts, engines } = Package.parse(JSON.parse(readFileSync(new URL('package.json', repository), 'utf8')));

function check(node: string, installed: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'safeguard-check-node-'));
  mkdirSync(join(folder, 'scripts'));
  const script = join(folder, 'scripts/check-node.mjs');
  cpSync(fileURLToPath(new URL('scripts/check-node.mjs', repository)), script);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ engines: { node } }));
  if (installed) mkdirSync(join(folder, 'node_modules'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test.each([engines.node, '>=20.0.0', '>=24.0.99', `>=${process.versions.node}`])('%s after npm ci is ready', (node) => {
  expect(check(node, true)).toEqual({ status: 0, stdout: '', stderr: '' });
});

test.each([
  ['no npm ci', engines.node, false],
  ['neither', '>=99.1.0', false],
  ['an old major', '>=99.0.0', true],
  ['an old minor', `>=${Number.parseInt(process.versions.node, 10)}.99.0`, true],
])('%s is told to run npm ci, in one line', (_name, node, installed) => {
  const { status, stdout, stderr } = check(node, installed);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^safeguard: [^\n]*npm ci[^\n]*\n$/);
  expect(stderr).toContain(process.versions.node);
});

test('every script that runs TypeScript begins with it', () => {
  const bare = Object.entries(scripts).filter(
    ([, text]) => /\.ts\b/.test(text) && !text.startsWith('node scripts/check-node.mjs && '),
  );
  expect(bare).toEqual([]);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['demo', 'test', 'test:long', 'build']));
});
