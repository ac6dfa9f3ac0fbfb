// The command line of the committed bundle: only the answer on stdout, exit codes, help, JSON; and the repository's own
// safeguard.yml, which an organization starts from.
import { cpSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Clinic } from '../../local-cloud/clinic.ts';
import { commands } from '../../src/commands/index.ts';
import { Anchor } from '../../src/model/evidence.ts';
import { openBundledClinic, type Ran, runCommand } from './bundle.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const all = await Promise.all(Object.values(commands).map((load) => load()));
const shown = all.filter((command) => command.surfaces.includes('cli')).map((command) => command.name);
let clinic: Clinic;

beforeAll(async () => {
  clinic = await openBundledClinic();
});
afterAll(() => clinic.close());

const run = (...args: string[]): Promise<Ran> => runCommand(clinic, args);

test('is a program of its own', () => {
  const path = join(repository, 'dist/cli.mjs');
  expect(readFileSync(path, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(statSync(path).mode & 0o111).toBe(0o111);
});

describe('help', () => {
  test('lists the commands', async () => {
    const { code, out, err } = await run('--help');
    expect([code, err]).toEqual([0, '']);
    expect(shown.filter((name) => !out.includes(`  ${name} `))).toEqual([]);
  });

  test.each(shown)('of %s is an answer', async (name) => {
    const { code, out, err } = await run(...name.split(' '), '--help');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`safeguard ${name}`);
  });
});

describe('exit codes', () => {
  test.each([
    ['an unknown command', ['publish'], 'COMMAND_UNKNOWN'],
    ['an unknown flag', ['config', 'explain', '--colour'], 'INPUT_INVALID'],
    ['no inputs where some are required', ['audit', 'deploy'], 'INPUT_INVALID'],
    ['a store that does not exist', ['audit', 'deploy', '1/2', '--store', 'ftp:x', '--anchor', 'x'], 'FILE_MISSING'],
    ['a configuration that does not exist', ['config', 'explain', '--config', 'no.yml'], 'CONFIG_MISSING'],
  ])('2 for %s, said on stderr', async (_name, args, code) => {
    const ran = await run(...args);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain(code);
  });

  test('2 for a deploy that an empty store does not know', async () => {
    const anchor = join(mkdtempSync(join(tmpdir(), 'safeguard-anchor-')), 'anchor.json');
    const { out } = await run('config', 'anchor');
    writeFileSync(anchor, out);
    const store = `dir:${mkdtempSync(join(tmpdir(), 'safeguard-store-'))}`;
    const ran = await run('audit', 'deploy', '700100200/9000000002', '--store', store, '--anchor', anchor);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain('DEPLOY_UNKNOWN');
  });
});

describe('answers', () => {
  test('of config explain are the same with and without color', async () => {
    const plain = await run('config', 'explain');
    expect([plain.code, plain.err]).toEqual([0, '']);
    expect(await runCommand(clinic, ['config', 'explain'], { NO_COLOR: '1' })).toEqual(plain);
    expect(await runCommand(clinic, ['config', 'explain'], { FORCE_COLOR: '3' })).toEqual(plain);
    expect(plain.out).not.toMatch(/\p{Cc}(?<!\n)/u);
  });

  test('are one JSON text with --json', async () => {
    const { code, out, err } = await run('config', 'explain', '--json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ denied: false, answer: { sentences: expect.any(Array) } });
  });

  test('of a fault with --json, too', async () => {
    const { code, out, err } = await run('audit', 'running', '--json');
    expect([code, err]).toEqual([2, '']);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'INPUT_INVALID' } });
  });

  test('of config anchor are an anchor', async () => {
    const { code, out, err } = await run('config', 'anchor');
    expect([code, err]).toEqual([0, '']);
    expect(Anchor.safeParse(JSON.parse(out)).success).toBe(true);
  });
});

describe('the repository’s own safeguard.yml', () => {
  test('is valid and explained', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'safeguard-own-'));
    cpSync(join(repository, 'safeguard.yml'), join(folder, 'safeguard.yml'));
    const { code, out, err } = await run('config', 'explain', '--config', join(folder, 'safeguard.yml'));
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Example Health');
  });

  test('names its schema for editors', () => {
    const [first] = readFileSync(join(repository, 'safeguard.yml'), 'utf8').split('\n');
    expect(first).toBe('# yaml-language-server: $schema=./schemas/config.schema.json');
  });
});
