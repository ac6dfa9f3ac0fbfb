// The door of the command line: which words it takes, what it prints where, and its exit codes.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { commands } from '../../../src/commands/index.ts';
import { runCli } from '../../../src/main/cli.ts';

const repository = new URL('../../../', import.meta.url);
const fixture = fileURLToPath(new URL('examples/safeguard.full.yml', repository));
const older = fileURLToPath(new URL('test/fixtures/config/v1/full.yml', repository));
const ErrorAnswer = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }),
});

async function run(...argv: string[]) {
  const said = { out: '', err: '' };
  const code = await runCli(argv, {
    variables: {},
    root: repository,
    out: (text) => {
      said.out += `${text}\n`;
    },
    err: (text) => {
      said.err += `${text}\n`;
    },
  });
  return { code, ...said };
}

describe('without a command', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists every command of the command line', async (argv) => {
    const { code, out } = await run(...argv);
    expect(code).toBe(0);
    for (const [name, load] of Object.entries(commands))
      expect(out.includes(`  ${name} `)).toBe((await load()).surfaces.includes('cli'));
  });

  test.each([
    ['an unknown word', ['approve']],
    ['half of a command', ['audit']],
    ['an action that is no command', ['deploy']],
    ['a name of the language', ['constructor']],
    ['a flag', ['--verbose']],
  ])('%s is a usage fault', async (_name, argv) => {
    const { code, err } = await run(...argv);
    expect(code).toBe(2);
    expect(err).toContain('COMMAND_UNKNOWN');
  });
});

describe('half of a command', () => {
  test.each([
    ['audit', ['audit deploy', 'audit running']],
    ['config', ['config anchor', 'config explain']],
  ])('%s names its sub-commands: as a mistake alone, as an answer with --help', async (word, names) => {
    const alone = await run(word);
    const help = await run(word, '--help');
    expect([alone.code, alone.out, help.code, help.err]).toEqual([2, '', 0, '']);
    for (const name of names) for (const text of [alone.err, help.out]) expect(text).toContain(`  ${name} `);
    for (const text of [alone.err, help.out]) expect(text).not.toContain('  gate ');
  });

  test('an action is said to be one', async () => {
    expect((await run('plan', '--help')).err).toContain('plan is an action only: see actions/plan');
    expect((await run('custody')).err).toContain('custody is an action only: see action.yml');
    expect((await run('constructor', '--help')).err).not.toContain('is an action only');
  });
});

test.each(['--version', 'version', '-v', '-V'])('%s is that of package.json', async (word) => {
  const { version } = z
    .looseObject({ version: z.string() })
    .parse(JSON.parse(readFileSync(new URL('package.json', repository), 'utf8')));
  expect(await run(word)).toEqual({ code: 0, out: `safeguard ${version}\n`, err: '' });
});

describe('words that are not quite right', () => {
  test.each([
    ['help of a command', ['help', 'audit', 'deploy'], ['audit', 'deploy', '--help']],
    ['help of half a command', ['help', 'audit'], ['audit', '--help']],
    ['-h of a command', ['gate', '-h'], ['gate', '--help']],
    ['-h of half a command', ['config', '-h'], ['config', '--help']],
  ])('%s is the same as --help', async (_name, words, form) => {
    const asked = await run(...words);
    expect(asked.code).toBe(0);
    expect(asked).toEqual(await run(...form));
  });

  test.each([
    ['audit', 'deplyo', 'audit deploy'],
    ['audti', 'running', 'audit running'],
    ['confg', 'explain', 'config explain'],
    ['explain', '', 'config explain'],
    ['gaet', '', 'gate'],
    ['help', 'gaet', 'gate'],
  ])('%s %s: did you mean %s', async (first, second, meant) => {
    const { code, out, err } = await run(...[first, second].filter((word) => word !== ''));
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('COMMAND_UNKNOWN');
    expect(err).toContain(`did you mean safeguard ${meant}?`);
  });

  test.each([['helpme'], ['--versions'], ['help approve'], ['constructor']])(
    '%s is meant as nothing',
    async (words) => {
      const { code, err } = await run(...words.split(' '));
      expect(code).toBe(2);
      expect(err).not.toContain('did you mean');
    },
  );

  test.each([
    [['config', 'explain', '--confg', 'x'], '"--confg"; did you mean --config?'],
    [['audit', 'deploy', '1/2', '--anchr=x'], '"--anchr"; did you mean --anchor?'],
    [['audit', 'deploy', '1/2', '-j'], '"-j"\n'],
    [['gate', '--colour'], '"--colour"\n'],
  ])('%j names the flag', async (argv, text) => {
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('INPUT_INVALID');
    expect(err).toContain(text);
  });
});

describe('every command', () => {
  const shown = Object.keys(commands).map((name) => [name] as const);

  test.each(shown)('%s has help that names each input, or is no command line', async (name) => {
    const command = await commands[name]?.();
    const { code, out } = await run(...name.split(' '), '--help');
    expect(code).toBe(command?.surfaces.includes('cli') ? 0 : 2);
    if (code === 0) for (const input of Object.keys(command?.inputs.shape ?? {})) expect(out).toContain(`--${input}`);
  });
});

describe('words and flags', () => {
  test.each([
    ['an unknown flag', ['config', 'explain', '--colour', 'x']],
    ['a flag without its value', ['config', 'explain', '--config']],
    ['one word too many', ['audit', 'deploy', '1/2', '3/4']],
    ['inputs that are missing', ['audit', 'deploy']],
  ])('%s is a usage fault', async (_name, argv) => {
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('INPUT_INVALID');
  });

  test('a positional and its flag mean the same', async () => {
    const sources = ['--store', 'dir:nowhere', '--anchor', join(tmpdir(), 'no-such-anchor.json')];
    const [word, flag] = [
      await run('audit', 'deploy', '1/2', ...sources),
      await run('audit', 'deploy', '--id', '1/2', ...sources),
    ];
    expect(flag).toEqual(word);
    expect(word.err).toContain('FILE_MISSING');
  });
});

describe('on a terminal of 60 columns', () => {
  const at = async (width: number | undefined, ...argv: string[]) => {
    const out: string[] = [];
    const code = await runCli(argv, {
      variables: {},
      root: repository,
      width,
      out: (text) => void out.push(text),
      err: () => {},
    });
    expect(code).toBe(0);
    return out.join('\n');
  };
  const longest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

  test('help is wrapped, and says the same', async () => {
    const [wide, narrow] = [await at(undefined, 'help', 'audit', 'running'), await at(60, 'help', 'audit', 'running')];
    expect(longest(wide)).toBeGreaterThan(100);
    expect(longest(narrow)).toBeLessThanOrEqual(80);
    expect(narrow.split(/\s+/)).toEqual(wide.split(/\s+/));
  });

  test.each([
    ['a file', ['config', 'migrate', '--config', older]],
    ['JSON', ['config', 'explain', '--json', '--config', fixture]],
  ])('%s is not', async (_name, argv) => {
    const text = await at(60, ...argv);
    expect(text).toBe(await at(undefined, ...argv));
    expect(longest(text)).toBeGreaterThan(60);
  });
});

describe('a folder where a file is expected', () => {
  const folder = mkdtempSync(join(tmpdir(), 'safeguard-folder-'));
  test.each([
    ['as configuration', ['config', 'explain', '--config', folder]],
    ['as anchor', ['audit', 'deploy', '1/2', '--store', 'dir:nowhere', '--anchor', folder]],
  ])('%s is a usage fault that says so', async (_name, argv) => {
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('FILE_IS_FOLDER');
    expect(err).toContain(folder);
  });

  test('given as store is no mistake', async () => {
    const anchor = join(folder, 'none.json');
    const { err } = await run('audit', 'deploy', '1/2', '--store', `dir:${folder}`, '--anchor', anchor);
    expect(err).toContain('FILE_MISSING');
  });
});

describe('the answer', () => {
  test('stands on stdout, alone', async () => {
    const { code, out, err } = await run('config', 'explain', '--config', fixture);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Acme Health');
  });

  test('is JSON with --json, and so is a fault', async () => {
    const answer = await run('config', 'explain', '--config', fixture, '--json');
    expect(JSON.parse(answer.out)).toMatchObject({ denied: false, outputs: { 'config-sha256': expect.any(String) } });
    const fault = await run('config', 'explain', '--config', '/nowhere/safeguard.yml', '--json');
    expect([fault.code, fault.err]).toEqual([2, '']);
    expect(ErrorAnswer.parse(JSON.parse(fault.out)).error.code).toBe('CONFIG_MISSING');
  });

  test('comes from the file beside the program where no other is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'safeguard-cli-'));
    writeFileSync(join(folder, 'safeguard.yml'), 'version: 2\n');
    let err = '';
    const code = await runCli(['config', 'explain'], {
      variables: {},
      root: pathToFileURL(`${folder}/`),
      out: () => {},
      err: (text) => {
        err += text;
      },
    });
    expect(code).toBe(2);
    expect(err).toContain('CONFIG_INVALID');
  });
});
