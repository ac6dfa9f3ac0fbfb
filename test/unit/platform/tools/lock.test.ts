// The shipped lock is complete and pins the files beside it; a lock with one mistake is refused by name.
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { programs } from '../../../../scripts/tool-pins.ts';
import { scanners } from '../../../../src/model/scanners.ts';
import { readToolsLock, type ToolsLock } from '../../../../src/platform/tools/lock.ts';
import { digestFolder } from '../../../../src/platform/tools/rules.ts';
import { sha256 } from './loopback.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const code = (expected: string) => expect.objectContaining({ code: expected });
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const toolsOf = (lock: ToolsLock | undefined) =>
  Object.entries(lock?.tools ?? {}).flatMap(([name, tool]) => (tool ? [[name, tool] as const] : []));

describe('the shipped lock', () => {
  const read = () => readToolsLock(join(root, 'scanners/lock.json'));

  test('names every scanner, for both kinds of Linux runner, and nothing of this machine', async () => {
    const lock = await read();
    const names = scanners.flatMap(({ name, form }) => (form === 'format' ? [] : [name]));
    expect(Object.keys(lock?.tools ?? {}).toSorted()).toEqual(names.toSorted());
    expect(lock?.local).toBe(false);
    for (const [name, tool] of toolsOf(lock)) {
      expect('python' in tool).toBe(scanners.find((scanner) => scanner.name === name)?.form === 'python');
      if ('platforms' in tool) expect(Object.keys(tool.platforms)).toEqual(['linux-x64', 'linux-arm64']);
    }
  });

  test('pins lists and rules as they lie beside it', async () => {
    const tools = toolsOf(await read());
    const lists = tools.flatMap(([, tool]) => ('requirements' in tool ? [tool.requirements] : []));
    expect(lists).toHaveLength(2);
    for (const file of lists) expect(sha256(readFileSync(join(root, 'scanners', file.path)))).toBe(file.sha256);
    const rules = tools.flatMap(([, tool]) => (tool.rules && 'folder' in tool.rules ? [tool.rules] : []));
    expect(rules).toMatchObject([{ folder: 'rules/semgrep' }]);
    for (const { folder: name, sha256: pinned } of rules)
      expect((await digestFolder(join(root, 'scanners', name))).sha256).toBe(pinned);
  });

  test('names who signed each program, at its version, or why nobody is named', async () => {
    const lock = await read();
    const pinnedRoot = lock?.['trusted-root'];
    expect(sha256(readFileSync(join(root, 'scanners', pinnedRoot?.path ?? '')))).toBe(pinnedRoot?.sha256);
    for (const [, tool] of toolsOf(lock)) {
      const assets = 'platforms' in tool ? Object.values(tool.platforms) : [];
      const signed = assets.filter(({ signature }) => signature !== undefined);
      expect([0, assets.length]).toContain(signed.length);
      expect(signed.length > 0).toBe(tool.unsigned === undefined);
      for (const { url, signature } of signed) {
        expect(signature?.bundle.startsWith(url)).toBe(true);
        expect(signature?.identity).toContain(`@refs/tags/v${tool.version}`);
      }
    }
  });

  test('names each version in its address, and in the list that pip gets', async () => {
    for (const [name, tool] of toolsOf(await read())) {
      if ('platforms' in tool)
        for (const { url } of Object.values(tool.platforms)) expect(url).toContain(`/v${tool.version}/`);
      else {
        const list = readFileSync(join(root, 'scanners', tool.requirements.path), 'utf8');
        expect(list.split('\n')).toContainEqual(expect.stringContaining(`${name}==${tool.version} `));
        expect(programs.find((program) => program.name === name)?.version).toBe(tool.version);
      }
    }
  });
});

const good = {
  schema: 'safeguard.tools-lock/v1',
  tools: {
    trivy: {
      version: '1',
      platforms: {
        'linux-x64': { form: 'tar.gz', url: 'https://example.com/a.tar.gz', sha256: 'a'.repeat(64), member: 'trivy' },
      },
      database: { repositories: ['registry.example.com/trivy-db:2'] },
    },
    'osv-scanner': {
      version: '2',
      platforms: { 'linux-x64': { form: 'plain', url: 'https://example.com/osv', sha256: 'a'.repeat(64) } },
      database: { url: 'https://example.com/{ecosystem}/all.zip', ecosystems: ['npm'] },
    },
    grype: {
      version: '3',
      platforms: { 'linux-x64': { form: 'plain', url: 'https://example.com/grype', sha256: 'a'.repeat(64) } },
      database: { listing: 'https://listing.example.com/databases' },
    },
    semgrep: { version: '1', python: '/usr/bin/python3', requirements: { path: 'a/b.txt', sha256: 'a'.repeat(64) } },
  },
};

const write = (text: string) => writeFileSync(join(folder, 'tools.lock.json'), text);
const readWritten = () => readToolsLock(join(folder, 'tools.lock.json'));

test('a whole lock is read, and where there is none there is none', async () => {
  expect(await readWritten()).toBeUndefined();
  write(JSON.stringify(good));
  expect(await readWritten()).toEqual({ ...good, local: false });
});

test.each([
  ['"schema":"safeguard.tools-lock/v1"', '"schema":"safeguard.tools-lock/v2"'],
  ['https://example.com/a.tar.gz', 'http://example.com/a.tar.gz'],
  ['https://example.com/a.tar.gz', 'http://127.0.0.1/a.tar.gz'],
  ['https://example.com/a.tar.gz', 'https://me:secret@example.com/a.tar.gz'],
  ['https://example.com/a.tar.gz', 'a.tar.gz'],
  ['https://example.com/osv', 'file:///osv'],
  ['https://example.com/{ecosystem}', 'http://example.com/{ecosystem}'],
  ['{ecosystem}', 'npm'],
  ['https://example.com/{ecosystem}/all.zip', '{ecosystem}'],
  ['"ecosystems":["npm"]', '"ecosystems":[]'],
  ['"ecosystems":["npm"]', '"ecosystems":["../npm"]'],
  ['registry.example.com/', 'localhost:5000/'],
  ['registry.example.com/', '10.0.0.1/'],
  ['registry.example.com/', 'registry.local/'],
  ['registry.example.com/trivy-db:2', 'registry.example.com/trivy-db'],
  ['https://listing.example.com/', 'http://listing.example.com/'],
  ['https://listing.example.com/', 'https://localhost/'],
  ['https://listing.example.com/', 'https://me:secret@listing.example.com/'],
  ['https://listing.example.com/', 'git::https://listing.example.com/'],
  ['https://listing.example.com/databases', 'databases'],
  ['"listing":"https://listing.example.com/databases"', '"repositories":["registry.example.com/grype-db:6"]'],
  ['"repositories":["registry.example.com/trivy-db:2"]', '"listing":"https://listing.example.com/databases"'],
  [',"database":{"listing":"https://listing.example.com/databases"}', ''],
  ['"member":"trivy"', '"member":"../trivy"'],
  ['"member":"trivy"', '"member":"/trivy"'],
  [',"member":"trivy"', ''],
  ['linux-x64', 'linux-ppc64'],
  ['/usr/bin/python3', 'python3'],
  ['a/b.txt', '../b.txt'],
  ['a/b.txt', 'a/./b.txt'],
  ['a/b.txt', '/b.txt'],
  ['"version":"1"', '"version":""'],
  [`"sha256":"${'a'.repeat(64)}"`, '"sha256":""'],
  ['"version":"1"', '"version":"1","more":1'],
  ['"python":', '"rules":{"folder":"../rules","sha256":"'.concat('a'.repeat(64), '"},"python":')],
  ['"python":', '"rules":{"folder":"rules"},"python":'],
  ['"python":', '"rules":{"folder":"r","path":"r","sha256":"'.concat('a'.repeat(64), '"},"python":')],
  ['"version":"2"', '"version":"2","rules":{"folder":"r","sha256":"'.concat('a'.repeat(64), '"}')],
  ['"semgrep"', '"bandit"'],
  ['"semgrep"', '"gitleaks"'],
  ['"trivy":', '"gitleaks":'],
  ['"osv-scanner"', '"sarif"'],
])('a lock with %s as %s is refused', async (from, to) => {
  const changed = JSON.stringify(good).replace(from, to);
  expect(changed).not.toBe(JSON.stringify(good));
  write(changed);
  await expect(readWritten()).rejects.toEqual(code('TOOL_LOCK_INVALID'));
});

test('a local lock may name this machine, and nothing else without TLS', async () => {
  const local = { ...good, local: true };
  write(JSON.stringify(local).replace('https://example.com/a', 'http://127.0.0.1:80/a'));
  expect((await readWritten())?.local).toBe(true);
  write(JSON.stringify(local).replace('registry.example.com', 'localhost:5000'));
  expect((await readWritten())?.local).toBe(true);
  write(JSON.stringify(local).replace('https://listing.example.com/', 'http://127.0.0.1:80/'));
  expect((await readWritten())?.local).toBe(true);
  write(JSON.stringify(local).replace('https://example.com/a', 'http://example.com/a'));
  await expect(readWritten()).rejects.toEqual(code('TOOL_LOCK_INVALID'));
});

test('a lock that is no JSON, or a link, is refused', async () => {
  write('{');
  await expect(readWritten()).rejects.toEqual(code('JSON_INVALID'));
  rmSync(join(folder, 'tools.lock.json'));
  symlinkSync(join(root, 'scanners/lock.json'), join(folder, 'tools.lock.json'));
  expect(existsSync(join(folder, 'tools.lock.json'))).toBe(true);
  await expect(readWritten()).rejects.toEqual(code('FILE_UNSAFE'));
});
