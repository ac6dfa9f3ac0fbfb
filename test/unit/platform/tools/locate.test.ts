// A scanner is found only in the tools folder and only as pinned; one changed byte, anywhere, and it is refused (threat A15).
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sha256Hex } from '../../../../src/base/digest.ts';
import { openTools } from '../../../../src/platform/tools/locate.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const code = (expected: string) => expect.objectContaining({ code: expected });
const locate = () => openTools({ SAFEGUARD_TOOLS: folder }).locate('trivy');
const write = (changes: object = {}) =>
  writeFileSync(
    at('tools.json'),
    JSON.stringify({ trivy: { path: at('trivy'), sha256: sha256Hex('program'), version: '0.74.0', ...changes } }),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tools-'));
  writeFileSync(at('trivy'), 'program');
  writeFileSync(at('rules'), 'rules');
  writeFileSync(at('requirements'), 'trivy==1 --hash=sha256:0');
  write();
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a program', () => {
  test('is given with its digest and an environment that inherits nothing', async () => {
    expect(await locate()).toEqual({
      path: at('trivy'),
      sha256: sha256Hex('program'),
      environment: { PATH: `${folder}:/usr/bin:/bin`, LANG: 'C.UTF-8' },
    });
  });

  test('changed by one byte is refused, also after it was right', async () => {
    const tools = openTools({ SAFEGUARD_TOOLS: folder });
    await tools.locate('trivy');
    writeFileSync(at('trivy'), 'prograM');
    await expect(tools.locate('trivy')).rejects.toEqual(code('TOOL_CHECKSUM_MISMATCH'));
  });

  test('that is a link or gone is refused', async () => {
    unlinkSync(at('trivy'));
    await expect(locate()).rejects.toEqual(code('TOOL_MISSING'));
    symlinkSync(at('rules'), at('trivy'));
    await expect(locate()).rejects.toEqual(code('FILE_UNSAFE'));
  });
});

describe('a Python program', () => {
  beforeEach(() => write({ requirements: at('requirements'), sha256: sha256Hex('trivy==1 --hash=sha256:0') }));

  test('is known by the locked list it was installed from', async () => {
    expect((await locate()).sha256).toBe(sha256Hex('trivy==1 --hash=sha256:0'));
    appendFileSync(at('requirements'), '\n');
    await expect(locate()).rejects.toEqual(code('TOOL_CHECKSUM_MISMATCH'));
  });

  test('must be there all the same', async () => {
    unlinkSync(at('trivy'));
    await expect(locate()).rejects.toEqual(code('TOOL_MISSING'));
  });
});

describe('data', () => {
  test('comes with the tool', async () => {
    write({
      database: { path: at('db'), built_at: 1_790_000_000 },
      rules: { path: at('rules'), sha256: sha256Hex('rules') },
    });
    expect(await locate()).toMatchObject({
      database: at('db'),
      databaseAt: 1_790_000_000,
      rules: at('rules'),
      rulesSha256: sha256Hex('rules'),
    });
  });

  test('changed rules are refused', async () => {
    write({ rules: { path: at('rules'), sha256: sha256Hex('rules') } });
    appendFileSync(at('rules'), ' ');
    await expect(locate()).rejects.toEqual(code('TOOL_CHECKSUM_MISMATCH'));
  });
});

describe('tools.json', () => {
  test('that lacks the tool is no leave to search', async () => {
    await expect(openTools({ SAFEGUARD_TOOLS: folder, PATH: '/usr/bin' }).locate('gitleaks')).rejects.toEqual(
      code('TOOL_MISSING'),
    );
  });

  test.each([{ path: 'trivy' }, { sha256: 'abc' }, { version: '' }, { requirements: 'x' }])(
    'with %j is refused',
    async (changes) => {
      write(changes);
      await expect(locate()).rejects.toEqual(code('TOOL_MISSING'));
    },
  );

  test('that is no file, no JSON or not there is refused', async () => {
    writeFileSync(at('tools.json'), '{');
    await expect(locate()).rejects.toEqual(code('JSON_INVALID'));
    unlinkSync(at('tools.json'));
    await expect(locate()).rejects.toEqual(code('TOOL_MISSING'));
    symlinkSync(at('rules'), at('tools.json'));
    await expect(locate()).rejects.toEqual(code('FILE_UNSAFE'));
  });

  test('is looked for in the cache folder where nothing else is said', async () => {
    const tools = openTools({ XDG_CACHE_HOME: at('cache') });
    await expect(tools.locate('trivy')).rejects.toMatchObject({
      code: 'TOOL_MISSING',
      message: expect.stringContaining(at('cache/safeguard-tools')),
    });
    expect(openTools({}).locate).toBeDefined();
  });
});
