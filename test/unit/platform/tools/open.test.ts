// Which register wins: in an action the lock beside the bundle, whatever the job's variables say; on the command line SAFEGUARD_TOOLS
// where it is set. What the lock does not name comes from the folder of installed tools in both.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openFiles } from '../../../../src/platform/local/files.ts';
import { openPrograms } from '../../../../src/platform/local/programs.ts';
import { cacheFolder } from '../../../../src/platform/tools/cache.ts';
import { openTools } from '../../../../src/platform/tools/open.ts';
import { type Loopback, openLog, serveFiles, sha256 } from './loopback.ts';

let folder: string;
let server: Loopback;
let files: ReturnType<typeof openFiles>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'open-'));
  files = openFiles();
  server = await serveFiles({ '/gitleaks': { bytes: Buffer.from('locked') } });
  writeFileSync(join(folder, 'program'), 'installed');
  const installed = { path: join(folder, 'program'), sha256: sha256('installed'), version: '1' };
  writeFileSync(join(folder, 'tools.json'), JSON.stringify({ gitleaks: installed, trivy: installed }));
});
afterEach(async () => {
  server.close();
  await files.dispose();
  rmSync(folder, { recursive: true });
});

function writeLock() {
  const asset = { form: 'plain', url: `${server.url}/gitleaks`, sha256: sha256('locked') };
  const platforms = { 'linux-x64': asset, 'linux-arm64': asset, 'darwin-x64': asset, 'darwin-arm64': asset };
  const lock = { schema: 'safeguard.tools-lock/v1', local: true, tools: { gitleaks: { version: '1', platforms } } };
  writeFileSync(join(folder, 'tools.lock.json'), JSON.stringify(lock));
}

async function digest(tool: 'gitleaks' | 'trivy', action: boolean, set: boolean) {
  const variables = { XDG_CACHE_HOME: join(folder, 'cache'), ...(set && { SAFEGUARD_TOOLS: folder }) };
  const place = { variables, lock: join(folder, 'tools.lock.json'), action, files, programs: openPrograms() };
  return (await (await openTools({ ...place, ...openLog() })).locate(tool)).sha256;
}

describe('with a lock that names the tool', () => {
  beforeEach(writeLock);
  test.each([
    [true, true, 'locked'],
    [true, false, 'locked'],
    [false, true, 'installed'],
    [false, false, 'locked'],
  ])('an action: %s, SAFEGUARD_TOOLS set: %s: the one that is %s', async (action, set, expected) => {
    expect(await digest('gitleaks', action, set)).toBe(sha256(expected));
  });

  test('a tool it does not name comes from the installed ones', async () => {
    expect(await digest('trivy', true, true)).toBe(sha256('installed'));
  });

  test('one mistake in it stops an action', async () => {
    writeFileSync(join(folder, 'tools.lock.json'), '{}');
    await expect(digest('trivy', true, true)).rejects.toMatchObject({ code: 'TOOL_LOCK_INVALID' });
    expect(await digest('trivy', false, true)).toBe(sha256('installed'));
  });
});

test('without a lock the installed tools are used', async () => {
  expect(await digest('gitleaks', true, true)).toBe(sha256('installed'));
  await expect(digest('gitleaks', true, false)).rejects.toMatchObject({ code: 'TOOL_MISSING' });
});

test.each([
  [{ RUNNER_TOOL_CACHE: '/opt/tools', XDG_CACHE_HOME: '/xdg' }, '/opt/tools/safeguard'],
  [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/safeguard'],
  [{ RUNNER_TOOL_CACHE: 'tools', XDG_CACHE_HOME: '' }, join(homedir(), '.cache/safeguard')],
  [{}, join(homedir(), '.cache/safeguard')],
])('the cache for %j is %s', (variables, expected) => {
  expect(cacheFolder(variables)).toBe(expected);
});
