// What the lock names, fetched from a loopback server with small fake archives: the right bytes become a program, all
// others a fault, and no cached file is trusted unchecked.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openFiles } from '../../../../src/platform/local/files.ts';
import { openPrograms } from '../../../../src/platform/local/programs.ts';
import { readToolsLock } from '../../../../src/platform/tools/lock.ts';
import { openLocked } from '../../../../src/platform/tools/locked.ts';
import { databaseNeed } from '../../../../src/scan/invocation.ts';
import { type Loopback, openLog, serve, serveFiles, sha256, tarGz } from './loopback.ts';

const code = (expected: string) => expect.objectContaining({ code: expected });
const program = '#!/bin/sh\necho 8.30.1\n';
const archive = tarGz([
  { name: 'LICENSE', bytes: 'text' },
  { name: 'gitleaks', bytes: program },
]);
const archives = databaseNeed('dependencies', 'osv-scanner');
const repositories = databaseNeed('image', 'trivy');
const pace = { deadline: 5000, attempts: 2, backoff: 1, stall: 2000 };
let folder: string;
let server: Loopback;
let files: ReturnType<typeof openFiles>;
const at = (...names: string[]) => join(folder, ...names);
const cached = () => at('cache/archives', sha256(archive));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'locked-'));
  mkdirSync(at('private'));
  files = openFiles(at('private'));
  server = await serveFiles({ '/gitleaks.tar.gz': { bytes: archive }, '/plain': { bytes: Buffer.from(program) } });
});
afterEach(async () => {
  server.close();
  await files.dispose();
  rmSync(folder, { recursive: true });
});

const gitleaks = (changes: object = {}) => ({
  version: '8.30.1',
  platforms: {
    'linux-x64': { form: 'tar.gz', member: 'gitleaks', url: `${server.url}/gitleaks.tar.gz`, sha256: sha256(archive) },
  },
  ...changes,
});
const asset = (changes: object) => {
  const { platforms } = gitleaks();
  return gitleaks({ platforms: { 'linux-x64': { ...platforms['linux-x64'], ...changes } } });
};

async function open(tools: object, platform = 'linux-x64', cache = at('cache')) {
  writeFileSync(at('tools.lock.json'), JSON.stringify({ schema: 'safeguard.tools-lock/v1', local: true, tools }));
  const lock = await readToolsLock(at('tools.lock.json'));
  if (!lock) throw new Error('no lock');
  const { lines, log } = openLog();
  const place = { folder, cache, platform, temporary: files.temporary, programs: openPrograms(), log, pace };
  return { tools: openLocked(lock, place), lines };
}

async function locate(spec: object = gitleaks(), platform?: string) {
  return (await open({ gitleaks: spec }, platform)).tools.locate('gitleaks');
}

describe('a program', () => {
  test('is unpacked from the pinned archive into a private folder, and known by its own digest', async () => {
    const located = await locate();
    expect(located).toEqual({
      path: expect.stringContaining(at('private')),
      sha256: sha256(program),
      environment: { PATH: `${dirname(located.path)}:/usr/bin:/bin`, LANG: 'C.UTF-8' },
    });
    const options = { environment: located.environment, folder, timeoutSeconds: 10, outputLimit: 100 };
    expect(Buffer.from((await openPrograms().run(located.path, [], options)).stdout).toString()).toBe('8.30.1\n');
    await files.dispose();
    expect(existsSync(located.path)).toBe(false);
  });

  test('may be the published file itself', async () => {
    const plain = { form: 'plain', url: `${server.url}/plain`, sha256: sha256(program) };
    expect((await locate(gitleaks({ platforms: { 'linux-x64': plain } }))).sha256).toBe(sha256(program));
  });

  test('is asked for once, then taken from the cache, anew for each use', async () => {
    const first = await locate();
    server.close();
    const second = await locate();
    expect([second.sha256, second.path === first.path]).toEqual([first.sha256, false]);
    expect(server.asked).toEqual(['/gitleaks.tar.gz']);
  });

  test('changed in its private folder is not what the next use gets', async () => {
    appendFileSync((await locate()).path, 'changed');
    expect((await locate()).sha256).toBe(sha256(program));
  });

  test.each(['linux-arm64', 'darwin-arm64', 'win32-x64'])(
    'for %s, which the lock lacks, is missing',
    async (platform) => {
      await expect(locate(gitleaks(), platform)).rejects.toEqual(code('TOOL_MISSING'));
      expect(server.asked).toEqual([]);
    },
  );

  test('that the lock does not name is missing', async () => {
    const { tools } = await open({ gitleaks: gitleaks() });
    await expect(tools.locate('semgrep')).rejects.toEqual(code('TOOL_MISSING'));
    await expect(tools.locate('sarif')).rejects.toEqual(code('TOOL_MISSING'));
  });

  test('that the archive lacks is missing', async () => {
    await expect(locate(asset({ member: 'gitleaks2' }))).rejects.toEqual(code('TOOL_MISSING'));
  });
});

describe('wrong bytes', () => {
  const refuse = async (bytes: Uint8Array, headers: Record<string, string> = {}) => {
    const bad = await serveFiles({ '/gitleaks.tar.gz': { bytes, headers } });
    try {
      const wrong = locate(asset({ url: `${bad.url}/gitleaks.tar.gz` }));
      await expect(wrong).rejects.toEqual(code('TOOL_CHECKSUM_MISMATCH'));
    } finally {
      bad.close();
    }
    expect(readdirSync(at('cache/archives'))).toEqual([]);
    expect((await locate()).sha256).toBe(sha256(program));
  };

  test('of the same length are refused, and nothing of them is kept', async () => {
    const bytes = Buffer.from(archive);
    bytes.writeUInt8((bytes[40] ?? 0) ^ 1, 40);
    await refuse(bytes);
  });
  test('that stop early without a length are refused', () => refuse(archive.subarray(0, archive.length - 1)));
  test('that are an error page are refused', () => refuse(Buffer.from('<html>')));
  test('of a good archive with another program are refused', () =>
    refuse(tarGz([{ name: 'gitleaks', bytes: 'stub' }])));
});

describe('the cache', () => {
  beforeEach(() => locate());

  test.each<[string, () => void]>([
    [
      'one byte changed',
      () =>
        writeFileSync(
          cached(),
          archive.map((byte, index) => (index === 40 ? byte ^ 1 : byte)),
        ),
    ],
    ['one byte added', () => appendFileSync(cached(), 'x')],
    ['cut', () => writeFileSync(cached(), archive.subarray(0, 50))],
    ['emptied', () => writeFileSync(cached(), '')],
    ['replaced by another archive', () => writeFileSync(cached(), tarGz([{ name: 'gitleaks', bytes: 'stub' }]))],
  ])('%s between uses is refused, and says where it lies', async (_name, change) => {
    change();
    const refused = { code: 'TOOL_CHECKSUM_MISMATCH', message: expect.stringContaining(cached()) };
    await expect(locate()).rejects.toMatchObject(refused);
    expect(server.asked).toHaveLength(1);
  });

  test('replaced by a link is refused, even to the right bytes', async () => {
    renameSync(cached(), at('elsewhere'));
    symlinkSync(at('elsewhere'), cached());
    await expect(locate()).rejects.toEqual(code('FILE_UNSAFE'));
  });

  test('removed is filled again', async () => {
    rmSync(at('cache'), { recursive: true });
    expect((await locate()).sha256).toBe(sha256(program));
    expect(server.asked).toHaveLength(2);
  });

  test('that cannot be written is a fault that names it', async () => {
    writeFileSync(at('file'), '');
    const { tools } = await open({ gitleaks: gitleaks() }, 'linux-x64', at('file/cache'));
    await expect(tools.locate('gitleaks')).rejects.toMatchObject({
      code: 'FILE_FAILED',
      message: expect.stringContaining(at('file/cache')),
    });
  });
});

test('two at once download, and both have the program', async () => {
  const found = await Promise.all([locate(), locate()]);
  expect(found.map((located) => located.sha256)).toEqual([sha256(program), sha256(program)]);
  expect(readdirSync(at('cache/archives'))).toEqual([sha256(archive)]);
});

test('killed while it downloads, it leaves nothing that looks whole, and the next run gets the program', async () => {
  const slow = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 100));
  });
  try {
    await open({ gitleaks: asset({ url: `${slow.url}/gitleaks.tar.gz` }) });
    mkdirSync(at('cache/archives'), { recursive: true });
    const child = spawn(process.execPath, [join(import.meta.dirname, 'located-process.ts'), folder], {
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    while (child.exitCode === null && readdirSync(at('cache/archives')).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    await ended;
    expect(readdirSync(at('cache/archives'))).toEqual([expect.stringMatching(/\.part$/)]);
  } finally {
    slow.close();
  }
  expect((await locate()).sha256).toBe(sha256(program));
}, 30_000);

describe('rules', () => {
  beforeEach(() => writeFileSync(at('rules.toml'), 'title = "rules"'));
  const rules = { rules: { path: 'rules.toml', sha256: sha256('title = "rules"') } };

  test('come from beside the lock', async () => {
    expect(await locate(gitleaks(rules))).toMatchObject({ rules: at('rules.toml'), rulesSha256: rules.rules.sha256 });
  });

  test('changed or gone are refused before anything is fetched', async () => {
    appendFileSync(at('rules.toml'), '\n');
    await expect(locate(gitleaks(rules))).rejects.toEqual(code('TOOL_CHECKSUM_MISMATCH'));
    rmSync(at('rules.toml'));
    await expect(locate(gitleaks(rules))).rejects.toEqual(code('FILE_MISSING'));
    expect(server.asked).toEqual([]);
  });
});

test('a folder of rules is looked for beside the lock, and one file more refuses the tool before pip is asked', async () => {
  mkdirSync(at('rules'));
  writeFileSync(at('rules/go.yml'), 'rules: []');
  const rules = { folder: 'rules', sha256: sha256(`${sha256('rules: []')}  go.yml\n`) };
  const requirements = { path: 'gone.txt', sha256: 'a'.repeat(64) };
  const { tools } = await open({ semgrep: { version: '1', python: '/nowhere/python3', requirements, rules } });
  // The rules are right, so that what is refused next is the list, which is not there.
  await expect(tools.locate('semgrep')).rejects.toEqual(code('FILE_MISSING'));
  writeFileSync(at('rules/more.yml'), '');
  await expect(tools.locate('semgrep')).rejects.toEqual(code('TOOL_CHECKSUM_MISMATCH'));
});

describe('the database of osv-scanner', () => {
  const modified = 'Sat, 21 Nov 2026 09:00:00 GMT';
  const built = Date.parse(modified) / 1000;
  const older = 'Fri, 20 Nov 2026 09:00:00 GMT';
  let databases: Loopback;
  afterEach(() => databases.close());

  async function openOsv(headers: Record<string, Record<string, string>>) {
    const bytes = Buffer.from('PK zip');
    databases = await serveFiles(
      Object.fromEntries(Object.entries(headers).map(([path, h]) => [path, { bytes, headers: h }])),
    );
    const plain = { form: 'plain', url: `${server.url}/plain`, sha256: sha256(program) };
    const database = { url: `${databases.url}/{ecosystem}/all.zip`, ecosystems: ['npm', 'Red Hat'] };
    return open({ 'osv-scanner': { version: '2.6.0', platforms: { 'linux-x64': plain }, database } });
  }

  test('is every named ecosystem, as old as the oldest, its digests in the log', async () => {
    const { tools, lines } = await openOsv({
      '/npm/all.zip': { 'last-modified': modified },
      '/Red%20Hat/all.zip': { 'last-modified': older },
    });
    const { database, databaseAt } = await tools.locate('osv-scanner', archives);
    expect(databaseAt).toBe(built - 86_400);
    expect(readFileSync(join(database ?? '', 'osv-scalibr/Red Hat/all.zip'), 'utf8')).toBe('PK zip');
    expect(lines.filter((line) => line.includes(sha256('PK zip')))).toHaveLength(2);
    expect(existsSync(at('cache/archives', sha256('PK zip')))).toBe(false);
  });

  test('is fetched once for all scans of one command', async () => {
    const headers = { 'last-modified': modified };
    const { tools } = await openOsv({ '/npm/all.zip': headers, '/Red%20Hat/all.zip': headers });
    await tools.locate('osv-scanner', archives);
    await tools.locate('osv-scanner', archives);
    expect(databases.asked.filter((path) => path.endsWith('.zip'))).toHaveLength(2);
  });

  describe('of a quiet ecosystem', () => {
    const ago = (days: number) => new Date(Math.floor(Date.now() / 1000) * 1000 - days * 86_400_000);
    const seconds = (days: number) => Math.floor(ago(days).getTime() / 1000);
    const near = (found: number | undefined, days: number) => Math.abs((found ?? 0) - seconds(days)) <= 60;

    /** `npm` changed `busy` days ago and `Red Hat` `quiet` days ago; `index` are lines of days, ecosystem and id. */
    async function builtAt(busy: number, quiet: number, index?: [number, string][] | string) {
      const text = Array.isArray(index)
        ? index.map(([days, id]) => `${ago(days).toISOString()},${id}\n`).join('')
        : index;
      const archive = (days: number) => ({
        bytes: Buffer.from('PK zip'),
        headers: { 'last-modified': ago(days).toUTCString() },
      });
      databases = await serveFiles({
        '/npm/all.zip': archive(busy),
        '/Red%20Hat/all.zip': archive(quiet),
        ...(text === undefined ? {} : { '/modified_id.csv': { bytes: Buffer.from(text) } }),
      });
      const plain = { form: 'plain', url: `${server.url}/plain`, sha256: sha256(program) };
      const database = { url: `${databases.url}/{ecosystem}/all.zip`, ecosystems: ['npm', 'Red Hat'] };
      const { tools } = await open({
        'osv-scanner': { version: '2.6.0', platforms: { 'linux-x64': plain }, database },
      });
      return (await tools.locate('osv-scanner', archives)).databaseAt;
    }

    test('is as fresh as an index by which nothing has changed since', async () => {
      const index: [number, string][] = [
        [0, 'npm/MAL-1'],
        [31, 'Red Hat/RHSA-1'],
        [90, 'npm/GHSA-1'],
        [400, 'Red Hat/RHSA-0'],
      ];
      expect(near(await builtAt(0.1, 30, index), 0.1)).toBe(true);
    });

    test('is stale when the index names a change that the archive lacks', async () => {
      const index: [number, string][] = [
        [0, 'npm/MAL-1'],
        [5, 'Red Hat/RHSA-2'],
        [31, 'Red Hat/RHSA-1'],
      ];
      expect(near(await builtAt(0, 30, index), 30)).toBe(true);
    });

    test('is stale when the whole copy is: its index is as old', async () => {
      const index: [number, string][] = [
        [25, 'npm/MAL-1'],
        [31, 'Red Hat/RHSA-1'],
      ];
      expect(near(await builtAt(24, 30, index), 25)).toBe(true);
    });

    test.each<[string, [number, string][] | string | undefined]>([
      ['there is no index', undefined],
      ['the index is empty', ''],
      ['the index does not name it', [[0, 'npm/MAL-1']]],
      [
        'a change of it is of the future',
        [
          [0, 'npm/MAL-1'],
          [-9, 'Red Hat/RHSA-1'],
        ],
      ],
      ['all changes are of the future', [[-9, 'npm/MAL-1']]],
      ['the index is a page', '<html>not here</html>'],
      ['the index has a time of no form', '2026-13-99T00:00:00Z,npm/MAL-1\n'],
      ['the index is one endless line', 'x'.repeat(200_000)],
    ])('is as old as it says when %s', async (_name, index) => {
      expect(near(await builtAt(0, 30, index), 30)).toBe(true);
    });

    test('asks for no index where every archive is of today', async () => {
      expect(near(await builtAt(0, 0.5, [[0, 'npm/MAL-1']]), 0.5)).toBe(true);
      expect(databases.asked).not.toContain('/modified_id.csv');
    });
  });

  test.each<[string, Record<string, string>]>([
    ['without an age', {}],
    ['with an age that is no time', { 'last-modified': 'yesterday' }],
    ['from before computers kept time', { 'last-modified': 'Wed, 31 Dec 1969 23:59:59 GMT' }],
  ])('%s is refused', async (_name, headers) => {
    const { tools } = await openOsv({ '/npm/all.zip': { 'last-modified': modified }, '/Red%20Hat/all.zip': headers });
    await expect(tools.locate('osv-scanner', archives)).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });

  test('that lacks one ecosystem is refused', async () => {
    const { tools } = await openOsv({ '/npm/all.zip': { 'last-modified': modified } });
    await expect(tools.locate('osv-scanner', archives)).rejects.toEqual(code('REMOTE_REFUSED'));
  });
});

describe('the database of trivy', () => {
  /** A program in trivy's place: `$5` is the cache folder that it is told to fill. */
  const openTrivy = async (script: string) => {
    const fake = `#!/bin/sh\n[ "$1 $2" = "image --download-db-only" ] || exit 9\nmkdir -p "$4/db"\n${script}\n`;
    server.close();
    server = await serveFiles({ '/trivy': { bytes: Buffer.from(fake) } });
    const plain = { form: 'plain', url: `${server.url}/trivy`, sha256: sha256(fake) };
    const database = { repositories: ['mirror.example/trivy-db:2', 'registry.example/trivy-db:2'] };
    return open({ trivy: { version: '0.75.0', platforms: { 'linux-x64': plain }, database } });
  };
  const metadata = (text: string) => `echo '${text}' > "$4/db/metadata.json"; echo database > "$4/db/trivy.db"`;

  test('is fetched by trivy itself and is as old as its metadata says', async () => {
    const { tools, lines } = await openTrivy(
      `${metadata('{"UpdatedAt":"2026-11-21T09:09:34.47228406Z"}')}; echo "$6" > "$4/asked"`,
    );
    const { database, databaseAt } = await tools.locate('trivy', repositories);
    expect(databaseAt).toBe(Date.parse('2026-11-21T09:09:34Z') / 1000);
    expect(readFileSync(join(database ?? '', 'asked'), 'utf8')).toBe(
      'mirror.example/trivy-db:2,registry.example/trivy-db:2\n',
    );
    expect(lines.at(-1)).toContain(sha256('database\n'));
  });

  test('is not fetched for configuration, which needs none', async () => {
    const { tools } = await openTrivy('exit 1');
    expect((await tools.locate('trivy', databaseNeed('infrastructure', 'trivy'))).database).toBeUndefined();
    await expect(tools.locate('trivy', repositories)).rejects.toEqual(code('REMOTE_UNREACHABLE'));
  });

  describe('for images with JAR files', () => {
    /** The second run, for the Java database, has the same arguments with other names. */
    const openJava = async (script: string, java: object = { java: ['mirror.example/trivy-java-db:1'] }) => {
      const fake = `#!/bin/sh
if [ "$2" = --download-db-only ]; then mkdir -p "$4/db"; ${metadata('{"UpdatedAt":"2026-11-21T09:09:34Z"}')}; exit; fi
[ "$1 $2 $5 $6" = "image --download-java-db-only --java-db-repository mirror.example/trivy-java-db:1" ] || exit 9
mkdir -p "$4/java-db"; ${script}
`;
      server.close();
      server = await serveFiles({ '/trivy': { bytes: Buffer.from(fake) } });
      const plain = { form: 'plain', url: `${server.url}/trivy`, sha256: sha256(fake) };
      const database = { repositories: ['mirror.example/trivy-db:2'], ...java };
      return (await open({ trivy: { version: '0.75.0', platforms: { 'linux-x64': plain }, database } })).tools;
    };
    const built =
      'echo \'{"UpdatedAt":"2026-11-20T00:00:00Z"}\' > "$4/java-db/metadata.json"; echo j > "$4/java-db/trivy-java.db"';

    test('the Java database that the lock names is fetched when asked for, once, into the same folder', async () => {
      const tools = await openJava(`${built}; echo x >> "$4/java-db/asked"`);
      const { database = '', databaseAt, addJavaDatabase } = await tools.locate('trivy', repositories);
      expect(databaseAt).toBe(Date.parse('2026-11-21T09:09:34Z') / 1000);
      expect(readdirSync(database)).toEqual(['db']);
      expect(await addJavaDatabase?.()).toBe(Date.parse('2026-11-20T00:00:00Z') / 1000);
      await (await tools.locate('trivy', repositories)).addJavaDatabase?.();
      expect(readFileSync(join(database, 'java-db/asked'), 'utf8')).toBe('x\n');
    });

    test('it is not to be had where the lock names none, nor for configuration', async () => {
      expect((await (await openJava('exit 1', {})).locate('trivy', repositories)).addJavaDatabase).toBeUndefined();
      expect(
        (await (await openJava('exit 1')).locate('trivy', databaseNeed('infrastructure', 'trivy'))).addJavaDatabase,
      ).toBeUndefined();
    });

    test('one that does not come, or does not say how old it is, is refused', async () => {
      const ask = async (script: string) =>
        (await (await openJava(script)).locate('trivy', repositories)).addJavaDatabase?.();
      await expect(ask('exit 1')).rejects.toEqual(code('REMOTE_UNREACHABLE'));
      await expect(ask('true')).rejects.toEqual(code('REMOTE_UNEXPECTED'));
    });
  });

  test.each([
    ['without its metadata', 'echo database > "$4/db/trivy.db"'],
    ['with metadata that is no JSON', metadata('{')],
    ['without a time', metadata('{"DownloadedAt":"2026-11-21T09:09:34Z"}')],
    ['with a time of no form', metadata('{"UpdatedAt":"yesterday"}')],
    ["with Go's zero time", metadata('{"UpdatedAt":"0001-01-01T00:00:00Z"}')],
  ])('%s is refused', async (_name, script) => {
    const { tools } = await openTrivy(script);
    await expect(tools.locate('trivy', repositories)).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });

  test('that does not come in time is refused', async () => {
    const { tools } = await openTrivy('sleep 60');
    await expect(tools.locate('trivy', repositories)).rejects.toEqual(code('REMOTE_UNREACHABLE'));
  }, 20_000);
});

describe('the database of grype', () => {
  const listing = 'https://listing.example/databases';
  const whole = 'mkdir -p "$GRYPE_DB_CACHE_DIR/6"; echo database > "$GRYPE_DB_CACHE_DIR/6/vulnerability.db"';
  const says = (json: string) => `echo '${json}'`;
  const built = says('{"built":"2026-11-21T09:09:34Z","valid":true}');

  /** A program in grype's place: `update` fetches, `status` prints what the database says. */
  const openGrype = async (update: string, status: string) => {
    const fake = `#!/bin/sh
case "$*" in
  "db update") ${update} ;;
  "db status -o json") ${status} ;;
  *) exit 9 ;;
esac
`;
    server.close();
    server = await serveFiles({ '/grype': { bytes: Buffer.from(fake) } });
    const plain = { form: 'plain', url: `${server.url}/grype`, sha256: sha256(fake) };
    return open({ grype: { version: '0.110.0', platforms: { 'linux-x64': plain }, database: { listing } } });
  };
  const need = databaseNeed('dependencies', 'grype');

  test('is fetched by grype itself, once, and is as old as the database says', async () => {
    const asked = 'echo "$GRYPE_DB_UPDATE_URL" >> "$GRYPE_DB_CACHE_DIR/asked"';
    const { tools, lines } = await openGrype(`${whole}; ${asked}`, built);
    const { database, databaseAt, addJavaDatabase } = await tools.locate('grype', need);
    expect(databaseAt).toBe(Date.parse('2026-11-21T09:09:34Z') / 1000);
    expect(addJavaDatabase).toBeUndefined();
    expect((await tools.locate('grype', databaseNeed('image', 'grype'))).database).toBe(database);
    expect(readFileSync(join(database ?? '', 'asked'), 'utf8')).toBe(`${listing}\n`);
    expect(lines.at(-1)).toContain(sha256('database\n'));
  });

  test('is asked for with nothing of the job, and its age is left to the gate', async () => {
    process.env['GRYPE_DB_CA_CERT'] = '/tmp/other.pem';
    try {
      const { tools } = await openGrype(`${whole}; env > "$GRYPE_DB_CACHE_DIR/env"`, `${built}`);
      const { database = '' } = await tools.locate('grype', need);
      const names = readFileSync(join(database, 'env'), 'utf8').match(/^GRYPE\w*/gm);
      expect(names?.toSorted()).toEqual(['GRYPE_DB_CACHE_DIR', 'GRYPE_DB_UPDATE_URL']);
    } finally {
      delete process.env['GRYPE_DB_CA_CERT'];
    }
    const judged = `[ "$GRYPE_DB_VALIDATE_AGE" = false ] || exit 1; ${built}`;
    const { tools } = await openGrype(whole, judged);
    expect((await tools.locate('grype', need)).databaseAt).toBeDefined();
  });

  test.each([
    ['the server answers with an error', 'echo "bad response code: 404" >&2; exit 1', 'bad response code'],
    ['the archive is another', 'echo "Checksums did not match for x" >&2; exit 1', 'Checksums did not match'],
    ['grype says something else', 'echo "ask evil.example" >&2; exit 1', 'ended with 1'],
  ])('is not to be had when %s', async (_name, update, said) => {
    const { tools } = await openGrype(update, built);
    const refused = tools.locate('grype', need);
    await expect(refused).rejects.toMatchObject({
      code: 'REMOTE_UNREACHABLE',
      message: expect.stringMatching(new RegExp(`${said}$`)),
    });
  });

  test.each([
    ['that is not there after all', ':', `${says('{"valid":false}')}; exit 1`],
    ['that grype calls invalid, with a time', whole, `${built}; exit 1`],
    ['without a time', whole, says('{"valid":true}')],
    ['with an empty time', whole, says('{"built":"","valid":true}')],
    ['with a time that is no text', whole, says('{"built":1763716174,"valid":true}')],
    ["with Go's zero time", whole, says('{"built":"0001-01-01T00:00:00Z","valid":true}')],
    ['described by a text', whole, 'echo Built: 2026-11-21T09:09:34Z'],
    ['described by a list', whole, says('["built"]')],
  ])('%s is refused', async (_name, update, status) => {
    const { tools } = await openGrype(update, status);
    await expect(tools.locate('grype', need)).rejects.toEqual(code('REMOTE_UNEXPECTED'));
  });
});
