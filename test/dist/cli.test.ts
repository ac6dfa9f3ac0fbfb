// The command line of the committed bundle: only the answer on stdout, exit codes, help, JSON; and the repository's own
// safeguard.yml, which an organization starts from.
import { spawn } from 'node:child_process';
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

describe('a reader that goes away', () => {
  /** The exit code and the rest of what is said, where nobody reads one of the two streams. */
  async function unread(stream: 'stdout' | 'stderr', args: string[]) {
    const program = join(clinic.folder, 'dist/cli.mjs');
    const child = spawn(process.execPath, [program, ...args], { cwd: clinic.folder, env: { HOME: clinic.folder } });
    child[stream].destroy();
    let said = '';
    for await (const chunk of stream === 'stdout' ? child.stderr : child.stdout) said += String(chunk);
    const code = await new Promise((done) => {
      if (child.exitCode !== null) done(child.exitCode);
      else child.on('close', done);
    });
    return { code, said };
  }

  test('of an answer changes neither the exit code nor says a word', async () => {
    expect(await unread('stdout', ['config', 'explain'])).toEqual({ code: 0, said: '' });
    expect(await unread('stdout', ['--help'])).toEqual({ code: 0, said: '' });
  });

  test('of a fault leaves it a fault', async () => {
    expect(await unread('stderr', ['approve'])).toEqual({ code: 2, said: '' });
    expect(await unread('stdout', ['approve', '--json'])).toEqual({ code: 2, said: '' });
  });
});

describe('a relative path', () => {
  const user = mkdtempSync(join(tmpdir(), 'safeguard-user-'));
  const explain = ['config', 'explain', '--config', 'mine.yml'];
  const npm = (script: string) => ({ npm_lifecycle_event: script, INIT_CWD: user });

  test('begins where the user called npm', async () => {
    cpSync(clinic.configPath, join(user, 'mine.yml'));
    const ran = await runCommand(clinic, explain, npm('safeguard'));
    expect([ran.code, ran.err]).toEqual([0, '']);
  });

  test.each([
    ['without npm', {}],
    ['below another script', npm('check')],
  ])('%s begins where the process stands', async (_name, variables) => {
    const ran = await runCommand(clinic, explain, variables);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('CONFIG_MISSING');
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
