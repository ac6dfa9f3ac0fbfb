// A reader's folder: one that is not there is a fault, never an empty store, and is not made by asking.
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { runCli } from '../../../src/main/cli.ts';
import { World } from '../audit/world.ts';

const root = new URL('../../../', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'safeguard-reader-'));
const anchor = join(folder, 'anchor.json');
writeFileSync(anchor, JSON.stringify(new World().anchor));
const sha256 = '0'.repeat(64);
const config = ['--config', fileURLToPath(new URL('examples/safeguard.full.yml', root))];

async function run(argv: readonly string[]) {
  let said = '';
  const say = (text: string) => {
    said += text;
  };
  return { code: await runCli(argv, { variables: {}, root, out: say, err: say }), said: () => said };
}

test.each([
  ['audit deploy', ['audit', 'deploy', '7001/9001', '--anchor', anchor], 'DEPLOY_UNKNOWN'],
  ['audit running', ['audit', 'running', `sha256:${sha256}`, '--at', '2026-05-21', '--anchor', anchor], 'NOT_DEPLOYED'],
  ['gate --replay', ['gate', '--replay', sha256, '--repository-id', '7001', ...config], 'OBJECT_MISSING'],
])('%s of a folder that is not there is a fault of the store, of an empty one an answer', async (name, argv, empty) => {
  const store = join(folder, name.replaceAll(' ', '-'));
  const missing = await run([...argv, '--store', `dir:${store}`]);
  expect(missing.code).toBe(3);
  expect(missing.said()).toContain('STORE_FAILED');
  expect(existsSync(store)).toBe(false);
  mkdirSync(store);
  const { said } = await run([...argv, '--store', `dir:${store}`]);
  expect(said()).toContain(empty);
});
