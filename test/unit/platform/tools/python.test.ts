// How a Python scanner is installed, with a shell script in the interpreter's place (pip itself runs in test/real): its
// arguments, its environment, and that neither a changed list nor a changed wheel gets as far as an installation.
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openPrograms } from '../../../../src/platform/local/programs.ts';
import { ToolsLock } from '../../../../src/platform/tools/lock.ts';
import { openLocked } from '../../../../src/platform/tools/locked.ts';
import { openLog, sha256 } from './loopback.ts';

const wheel = 'wheel';
const list = `checkov==3.3.0 \\\n    --hash=sha256:${sha256(wheel)}\n`;
let folder: string;
let uses = 0;
const at = (...names: string[]) => join(folder, ...names);
const code = (expected: string) => expect.objectContaining({ code: expected });
const said = () => (existsSync(at('said')) ? readFileSync(at('said'), 'utf8').trim().split('\n') : []);

/** Plays `python3`: makes a venv that holds itself, answers what it is, downloads `wheel`, installs a program. */
function writeInterpreter(changes: { tag?: string; download?: string; install?: string } = {}): void {
  const { tag = 'cp312', download = `printf ${wheel} > "$2/checkov.whl"`, install = 'true' } = changes;
  const script = `#!/bin/sh
echo "$*" >> ${at('said')}
env > ${at('environment')}
case "$2 $3 $4" in
  "-m venv "*) mkdir -p "$4/bin"; cp "$0" "$4/bin/python3"; touch "$4/bin/checkov" ;;
  "-c "*) echo ${tag} ;;
  "-m pip download") while [ "$1" != --dest ]; do shift; done; ${download} ;;
  "-m pip install") ${install} ;;
esac
`;
  writeFileSync(at('python3'), script);
  chmodSync(at('python3'), 0o755);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'python-'));
  writeFileSync(at('checkov.txt'), list);
  writeInterpreter();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function locate(seconds = 600) {
  const requirements = { path: 'checkov.txt', sha256: sha256(list) };
  const lock = ToolsLock.parse({
    schema: 'safeguard.tools-lock/v1',
    tools: { checkov: { version: '3.3.0', python: at('python3'), requirements } },
  });
  const temporary = async () => {
    uses += 1;
    const path = at(`private-${uses}`);
    mkdirSync(path);
    return path;
  };
  const programs = openPrograms();
  const hasty: typeof programs = {
    ...programs,
    run: (program, args, options) =>
      programs.run(program, args, { ...options, timeoutSeconds: Math.min(seconds, options.timeoutSeconds) }),
  };
  const place = { folder, cache: at('cache'), platform: 'linux-x64', temporary, programs: hasty, ...openLog() };
  const pace = { deadline: 1, attempts: 1, backoff: 1, stall: 1 };
  return openLocked(lock, { ...place, pace }).locate('checkov');
}

const wheelFolder = () => at('cache/wheels', String(readdirSync(at('cache/wheels'))[0]));

test('the program lies in a new environment and is known by its list', async () => {
  const located = await locate();
  expect(located.sha256).toBe(sha256(list));
  expect(located.path).toMatch(/private-\d+\/venv\/bin\/checkov$/);
  expect((await locate()).path).not.toBe(located.path);
});

test('pip downloads once, installs at each use from the cache alone, and always by hash and from wheels', async () => {
  await locate();
  await locate();
  const pip = said().filter((line) => line.startsWith('-I -m pip'));
  expect(pip.map((line) => line.split(' ')[3])).toEqual(['download', 'install', 'install']);
  for (const line of pip) expect(line).toMatch(/ --require-hashes --only-binary :all: .*-r \S+\/requirements\.txt$/);
  for (const line of pip.slice(1)) expect(line).toContain(`--no-index --find-links ${wheelFolder()}`);
});

test('nothing of the job is seen by pip', async () => {
  process.env['PIP_INDEX_URL'] = 'https://somewhere.example/';
  try {
    await locate();
  } finally {
    delete process.env['PIP_INDEX_URL'];
  }
  const names = readFileSync(at('environment'), 'utf8').trim().split('\n');
  const own = ['PWD', '_', 'SHLVL', 'OLDPWD'];
  expect(
    names
      .map((line) => line.split('=')[0])
      .filter((name) => name && !own.includes(name))
      .sort(),
  ).toEqual(['HOME', 'LANG', 'PATH', 'PIP_DISABLE_PIP_VERSION_CHECK', 'PIP_NO_INPUT', 'SAFEGUARD_PROGRAM', 'TMPDIR']);
});

test('another interpreter has wheels of its own', async () => {
  await locate();
  writeInterpreter({ tag: 'cp313' });
  await locate();
  expect(readdirSync(at('cache/wheels'))).toHaveLength(2);
});

test('a changed list is refused before anything is run', async () => {
  appendFileSync(at('checkov.txt'), 'more==1\n');
  await expect(locate()).rejects.toEqual(code('TOOL_CHECKSUM_MISMATCH'));
  expect(said()).toEqual([]);
});

test.each<[string, string, (path: string) => void]>([
  ['changed', 'TOOL_CHECKSUM_MISMATCH', (path) => appendFileSync(join(path, 'checkov.whl'), 'x')],
  ['added', 'TOOL_CHECKSUM_MISMATCH', (path) => writeFileSync(join(path, 'more.whl'), 'x')],
  [
    'replaced by a link',
    'FILE_UNSAFE',
    (path) => {
      rmSync(join(path, 'checkov.whl'));
      symlinkSync(at('python3'), join(path, 'checkov.whl'));
    },
  ],
])('a wheel %s in the cache is refused before it is installed', async (_name, expected, change) => {
  await locate();
  change(wheelFolder());
  await expect(locate()).rejects.toEqual(code(expected));
  expect(said().filter((line) => line.includes('pip install'))).toHaveLength(1);
});

test('a download that fails leaves nothing, and the next one is whole', async () => {
  writeInterpreter({ download: 'echo half > "$2/half.whl"; echo no such thing >&2; exit 1' });
  await expect(locate()).rejects.toMatchObject({
    code: 'TOOL_FAILED',
    message: expect.stringContaining('no such thing'),
  });
  expect(readdirSync(at('cache/wheels'))).toEqual([]);
  writeInterpreter();
  expect((await locate()).sha256).toBe(sha256(list));
});

test('a download that another process finished first is left to it', async () => {
  writeInterpreter({
    download: `printf ${wheel} > "$2/checkov.whl"; k="\${2%.*.part}"; mkdir "$k"; cp "$2/checkov.whl" "$k"`,
  });
  expect((await locate()).sha256).toBe(sha256(list));
  expect(readdirSync(at('cache/wheels'))).toHaveLength(1);
});

test('wheels that cannot be moved into the cache are a fault', async () => {
  writeInterpreter({ download: `k="\${2%.*.part}"; touch "$k"` });
  await expect(locate()).rejects.toMatchObject({ code: 'FILE_FAILED' });
});

test.each([
  [
    'other hashes',
    'install',
    'echo ERROR: THESE PACKAGES DO NOT MATCH THE HASHES >&2; exit 1',
    'TOOL_CHECKSUM_MISMATCH',
  ],
  ['a package that is missing', 'install', 'echo No matching distribution >&2; exit 1', 'TOOL_FAILED'],
  ['nothing in time', 'download', 'sleep 30', 'REMOTE_UNREACHABLE'],
])('pip that says %s is a fault', async (_name, step, script, expected) => {
  writeInterpreter({ [step]: script });
  await expect(locate(1)).rejects.toEqual(code(expected));
});

test('no interpreter at that place is a missing tool', async () => {
  rmSync(at('python3'));
  await expect(locate()).rejects.toEqual(code('TOOL_MISSING'));
});
