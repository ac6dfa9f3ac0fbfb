// Scanners from a lock, as on a runner that has none: the real programs packed and served from this machine, their databases from a
// real registry, by a listing and over http, Semgrep and Checkov from the package index by their hash-locked lists; always through the action `scan`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { runJob } from '../../local-cloud/runner.ts';
import { type LaidOut, layOut, scans } from '../../scripts/example-scans.ts';
import { toolsFolder } from '../../scripts/tools-folder.ts';
import { parseJsonBytes } from '../../src/base/json-text.ts';
import { ScanRun, type ScanTool } from '../../src/model/finding.ts';
import { readScan } from '../../src/scan/read.ts';
import { describeReading, expected, expectedOfGrype, facts } from '../unit/examples/expected.ts';
import { publishGrypeDatabase, pushTrivyDatabase } from './servers/published-database.ts';
import { type RealRegistry, startRealRegistry } from './servers/registry.ts';

jest.setTimeout(240_000);

const repository = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'safeguard-tools-lock-'));
const at = (...names: string[]) => join(folder, ...names);
const database = z.looseObject({ path: z.string() }).optional();
const Installed = z.record(
  z.string(),
  z.looseObject({ path: z.string(), sha256: z.string(), version: z.string(), database }),
);
const installed = Installed.parse(JSON.parse(readFileSync(join(toolsFolder(), 'tools.json'), 'utf8')));
const modified = 'Fri, 20 Nov 2026 09:00:00 GMT';
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let planted: LaidOut;
let registry: RealRegistry;
let closeServer: () => void;
const asked: string[] = [];

beforeAll(async () => {
  planted = layOut('clinic-api-planted', at('example'));
  mkdirSync(at('served'));
  for (const name of ['trivy', 'gitleaks', 'grype']) packProgram(name);
  copyFileSync(pathOf('osv-scanner'), at('served/osv-scanner'));
  copyFileSync(join(databaseOf('osv-scanner'), 'osv-scalibr/npm/all.zip'), at('served/npm.zip'));
  registry = await startRealRegistry('referrers');
  await pushTrivyDatabase(databaseOf('trivy'), `${registry.url}/v2/aquasec/trivy-db`);
  const url = await serveFolder();
  for (const path of ['scanners/python', 'scanners/rules'])
    cpSync(join(repository, path), at('contracts', path), { recursive: true });
  writeFileSync(at('contracts/scanners/lock.json'), JSON.stringify(lockFor(url)));
});

afterAll(async () => {
  closeServer();
  await registry.stop();
  rmSync(folder, { recursive: true });
});

function pathOf(name: string): string {
  const found = installed[name];
  if (!found) throw new Error(`${name} is not installed: npm run tools`);
  return found.path;
}

function databaseOf(name: string): string {
  return installed[name]?.database?.path ?? '';
}

/** As releases are packed: the program beside a text, by GNU tar. */
function packProgram(name: string): void {
  mkdirSync(at('packed', name), { recursive: true });
  copyFileSync(pathOf(name), at('packed', name, name));
  writeFileSync(at('packed', name, 'README.md'), name);
  const args = ['--use-compress-program=gzip -1', '-cf', at('served', `${name}.tar.gz`), '-C', at('packed', name)];
  execFileSync('tar', [...args, 'README.md', name]);
  rmSync(at('packed', name), { recursive: true });
}

/** When Grype's database says that it was built. */
const grypeBuilt = new Date('2026-11-20T10:00:00Z');

function publishGrype(built: Date | null = grypeBuilt) {
  return publishGrypeDatabase(databaseOf('grype'), at('served/databases'), built);
}

/** Like a release server: each file is found behind one redirect; databases stand at their own addresses. */
async function serveFolder(): Promise<string> {
  const server = createServer((request, response) => {
    const [, first = '', name = ''] = /^\/(file\/|databases\/)?([\w.:/-]+)$/.exec(request.url ?? '') ?? [];
    asked.push(request.url ?? '');
    const path = at('served', first === 'databases/' ? first : '', name);
    if (first === '') response.writeHead(302, { location: `/file/${name}` }).end();
    else if (existsSync(path)) response.writeHead(200, { 'last-modified': modified }).end(readFileSync(path));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeServer = () => {
    server.closeAllConnections();
    server.close();
  };
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

/** The shipped lock with this machine's addresses, the versions that are installed here, and the rules of the examples. */
function lockFor(url: string) {
  const lock = z.looseObject({ tools: z.record(z.string(), z.looseObject({})) });
  const shipped = lock.parse(JSON.parse(readFileSync(join(repository, 'scanners/lock.json'), 'utf8')));
  const platforms = (file: string, form: object) => {
    const asset = { ...form, url: `${url}/${file}`, sha256: hash(readFileSync(at('served', file))) };
    return { 'linux-x64': asset, 'linux-arm64': asset };
  };
  const packed = (name: string) => ({
    version: installed[name]?.version,
    platforms: platforms(`${name}.tar.gz`, { form: 'tar.gz', member: name }),
  });
  const rules = 'rules/gitleaks.toml';
  // The interpreter of this machine that the lists are for; a runner's own is /usr/bin/python3.
  const python = execFileSync('python3', ['-c', 'import os, sys; print(os.path.realpath(sys.executable))'], {
    encoding: 'utf8',
  }).trim();
  const tools = {
    trivy: { ...packed('trivy'), database: { repositories: [`${registry.host}/aquasec/trivy-db:2`] } },
    grype: { ...packed('grype'), database: { listing: `${url}/databases` } },
    gitleaks: {
      ...packed('gitleaks'),
      rules: { path: rules, sha256: hash(readFileSync(join(repository, 'scanners', rules))) },
    },
    'osv-scanner': {
      version: installed['osv-scanner']?.version,
      platforms: platforms('osv-scanner', { form: 'plain' }),
      database: { url: `${url}/{ecosystem}.zip`, ecosystems: ['npm'] },
    },
    semgrep: { ...shipped.tools['semgrep'], python },
    checkov: { ...shipped.tools['checkov'], python },
  };
  return { ...shipped, local: true, tools };
}

/** The action `scan` in a job whose variables name other tools, which must not matter. */
async function scan(
  tool: ScanTool,
  runs: string,
  kind = scans.find((one) => one.tool === tool)?.kind ?? 'dependencies',
) {
  const path = kind === 'image' ? planted.layout : planted.source;
  const target = kind === 'image' ? { INPUT_DIGEST: planted.digest } : { INPUT_COMMIT: planted.commit };
  const variables = {
    ...target,
    INPUT_KIND: kind,
    INPUT_TOOL: tool,
    INPUT_PATH: path,
    INPUT_RUNS: at(runs),
    GITHUB_OUTPUT: at('output'),
    GITHUB_STEP_SUMMARY: at('summary'),
    RUNNER_TOOL_CACHE: at('cache'),
    SAFEGUARD_TOOLS: '/nowhere',
  };
  for (const file of [variables.GITHUB_OUTPUT, variables.GITHUB_STEP_SUMMARY]) writeFileSync(file, '');
  const lines: string[] = [];
  const code = await runJob('scan', {
    variables,
    root: pathToFileURL(at('contracts/')),
    say: (line) => void lines.push(line),
  });
  return { code, lines, folder: at(runs, `${kind}-${tool}`), kind };
}

function readRun({ folder: place, kind }: Awaited<ReturnType<typeof scan>>) {
  const read = (name: string) => new Uint8Array(readFileSync(join(place, name)));
  const run = ScanRun.parse(parseJsonBytes(read('run.json')));
  const sbom = run.sbom ? read('sbom.json') : null;
  const raw = { run, report: read('report.json'), log: read('log.txt'), sbom, replay: false };
  return { run, found: describeReading(readScan(raw, { kind, target: run.target })) };
}

const metadata = () =>
  z
    .looseObject({ UpdatedAt: z.string() })
    .parse(JSON.parse(readFileSync(join(databaseOf('trivy'), 'db/metadata.json'), 'utf8')));

test.each(scans)('$tool, fetched by the lock, finds what was planted', async ({ tool }) => {
  const ended = await scan(tool, 'runs');
  const { run, found } = readRun(ended);
  expect({ code: ended.code, found }).toEqual({ code: 0, found: expected['clinic-api-planted'][tool] });
  expect(run.tool_version).toBe(facts.tools[tool]);
  expect(run.tool_sha256).toBe(installed[tool]?.sha256);
  const databases: Partial<Record<ScanTool, number>> = {
    'osv-scanner': Date.parse(modified) / 1000,
    trivy: Math.floor(Date.parse(metadata().UpdatedAt) / 1000),
  };
  expect(run.database_at).toBe(databases[tool] ?? null);
});

test('from the cache each is itself again, and only the databases are asked for', async () => {
  asked.length = 0;
  for (const { tool } of scans) {
    const { run } = readRun(await scan(tool, 'again'));
    expect([tool, run.tool_sha256]).toEqual([tool, installed[tool]?.sha256]);
  }
  expect(asked).toEqual(['/npm.zip', '/file/npm.zip']);
});

test.each(['image', 'dependencies'] as const)(
  'grype, fetched by the lock, finds what was planted for %s, with a database as old as it says itself',
  async (kind) => {
    asked.length = 0;
    const { archive } = publishGrype();
    const ended = await scan('grype', 'runs', kind);
    const { run, found } = readRun(ended);
    expect({ code: ended.code, found }).toEqual({ code: 0, found: expectedOfGrype('clinic-api-planted', kind) });
    expect([run.tool_version, run.tool_sha256]).toEqual(['0.110.0', installed['grype']?.sha256]);
    // Neither the time of fetching nor that of the listing, which are both of today.
    expect(run.database_at).toBe(grypeBuilt.getTime() / 1000);
    expect([...new Set(asked)].filter((path) => path.startsWith('/databases/'))).toEqual([
      '/databases/v6/latest.json',
      `/databases/v6/${basename(archive)}`,
    ]);
  },
);

describe('the database of grype', () => {
  const unreachable = (reason: string) =>
    new RegExp(`REMOTE_UNREACHABLE: .*/databases ended with 1; its log names: ${reason}%0A`);
  const undated = /REMOTE_UNEXPECTED: Grype's database does not say when it was built/;
  test.each<[string, RegExp, () => void]>([
    ['of which one byte was changed', unreachable('Checksums did not match'), () => changeByte(publishGrype().archive)],
    ['whose archive is gone', unreachable('bad response code'), () => rmSync(publishGrype().archive)],
    ['whose listing is gone', unreachable('bad response code'), () => rmSync(publishGrype().listing)],
    // Grype itself ends well then, and has fetched nothing.
    ['whose listing names none', undated, () => writeFileSync(publishGrype().listing, '{}')],
    ['that does not say when it was built', undated, () => void publishGrype(null)],
  ])('%s stops the scan, and the message says why', async (_name, said, change) => {
    change();
    const { code, lines, folder: place } = await scan('grype', 'no-database');
    expect(code).toBe(3);
    expect(lines.join('\n')).toMatch(said);
    expect(() => readdirSync(place)).toThrow();
  });
});

test.each<[string, ScanTool, () => void]>([
  ['one byte of the archive', 'grype', () => changeByte(cached('archives', fileOf('grype.tar.gz')))],
  ['one byte of an archive', 'trivy', () => changeByte(cached('archives', fileOf('trivy.tar.gz')))],
  ['one byte of a wheel', 'semgrep', () => changeByte(wheelOf('semgrep', 'attrs'))],
  // Each has a hash of the list, so that only pip itself sees that it is not the one that was asked for.
  [
    'one wheel by another of the list',
    'checkov',
    () => copyFileSync(wheelOf('checkov', 'jmespath'), wheelOf('checkov', 'attrs')),
  ],
])('changing %s in the cache stops the scan, before %s runs', async (_name, tool, change) => {
  change();
  const { code, lines, folder: place } = await scan(tool, 'changed');
  expect(code).toBe(3);
  expect(lines.join('\n')).toContain('TOOL_CHECKSUM_MISMATCH');
  expect(() => readdirSync(place)).toThrow();
});

function fileOf(name: string): string {
  return hash(readFileSync(at('served', name)));
}

function cached(...names: string[]): string {
  return at('cache/safeguard', ...names);
}

function wheelOf(tool: string, name: string): string {
  const list = hash(readFileSync(at(`contracts/scanners/python/${tool}.txt`)));
  const wheels = readdirSync(cached('wheels')).find((one) => one.startsWith(list)) ?? '';
  const wheel = readdirSync(cached('wheels', wheels)).find((one) => one.startsWith(`${name}-`)) ?? '';
  return cached('wheels', wheels, wheel);
}

function changeByte(path: string): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8((bytes[1000] ?? 0) ^ 1, 1000);
  writeFileSync(path, bytes);
}

test('without the registry trivy has no database, and the scan says so', async () => {
  rmSync(dirname(cached('archives', 'x')), { recursive: true });
  await registry.stop();
  const { code, lines } = await scan('trivy', 'unreachable');
  expect(code).toBe(3);
  expect(lines.join('\n')).toContain('REMOTE_UNREACHABLE');
});
