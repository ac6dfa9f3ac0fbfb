// Builds what the scanners need to work offline on the examples: databases for OSV-Scanner, Trivy and Grype and the rule files, all from
// scanners/rules and examples/advisories. It must never fetch anything, nor leave a half-built folder under the name of a whole one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import * as z from 'zod';

/** What a scanner is given beside its program, in the form of `tools.json`; `built_at` is in epoch seconds. */
export type ToolData = {
  database?: { path: string; built_at: number };
  rules?: { path: string; sha256: string } | { folder: string; sha256: string };
};

/** A program that makes databases, as installed. */
type Builder = { path: string; version: string };

const rulesFolder = fileURLToPath(new URL('../scanners/rules', import.meta.url));
const advisoriesFolder = fileURLToPath(new URL('../examples/advisories', import.meta.url));

const Built = z.strictObject({ built_at: z.int() });
const Advisory = z.looseObject({ id: z.string(), published: z.string() });

/** Data of each scanner below `<tools>/data/<sha256 of the sources and the builder>/`; built when it is not there yet. */
export function buildScanData(tools: string, builder: Builder): Record<string, ToolData> {
  const folder = join(tools, 'data', sourcesSha256(builder));
  if (!existsSync(folder)) build(folder, builder);
  const { built_at } = Built.parse(JSON.parse(readFileSync(join(folder, 'built.json'), 'utf8')));
  const gitleaks = join(folder, 'gitleaks.toml');
  return {
    'osv-scanner': { database: { path: join(folder, 'osv'), built_at } },
    trivy: { database: { path: join(folder, 'trivy'), built_at } },
    semgrep: { rules: { folder: join(folder, 'semgrep'), sha256: sha256(ruleLines(join(folder, 'semgrep'))) } },
    gitleaks: { rules: { path: gitleaks, sha256: sha256(readFileSync(gitleaks)) } },
  };
}

/** Grype's database, in a folder of its own, because whoever does not ask for Grype need not have its builder. */
export function buildGrypeData(tools: string, builder: Builder): Record<string, ToolData> {
  const paths = advisoryFiles().map((name) => join(advisoriesFolder, name));
  const lines = paths.map((path) => sha256(readFileSync(path)));
  const folder = join(tools, 'data', `grype-${sha256([...lines, builder.version].join('\n'))}`);
  if (!existsSync(folder)) {
    const part = `${folder}.part`;
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true });
    const built_at = Math.floor(Date.now() / 1000);
    const result = spawnSync(builder.path, [part, ...paths], { encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`grype-db ended with ${result.status}:\n${result.stderr.slice(-2000)}`);
    writeFileSync(join(part, 'built.json'), JSON.stringify({ built_at }));
    renameSync(part, folder);
  }
  const { built_at } = Built.parse(JSON.parse(readFileSync(join(folder, 'built.json'), 'utf8')));
  return { grype: { database: { path: folder, built_at } } };
}

function sourcesSha256(builder: Builder): string {
  const sources = [
    ['gitleaks.toml', join(rulesFolder, 'gitleaks.toml')],
    ...advisoryFiles().map((name) => [`advisories/${name}`, join(advisoriesFolder, name)]),
  ];
  const lines = sources.map(([name, path = '']) => `${sha256(readFileSync(path))}  ${name}\n`);
  return sha256([ruleLines(join(rulesFolder, 'semgrep')), ...lines, `trivy-db ${builder.version}\n`].join(''));
}

/** One line a file, as sha256sum prints it: what the digest of a folder of rules is made of. */
function ruleLines(folder: string): string {
  const names = readdirSync(folder).sort();
  return names.map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`).join('');
}

function advisoryFiles(): string[] {
  return readdirSync(advisoriesFolder).sort();
}

/** Everything is made under another name first, so that an interrupted build is made again. */
function build(folder: string, builder: Builder): void {
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  buildOsv(join(part, 'osv'));
  buildTrivy(join(part, 'trivy'), join(part, 'trivy-sources'), builder);
  cpSync(join(rulesFolder, 'semgrep'), join(part, 'semgrep'), { recursive: true });
  cpSync(join(rulesFolder, 'gitleaks.toml'), join(part, 'gitleaks.toml'));
  writeFileSync(join(part, 'built.json'), JSON.stringify({ built_at: Math.floor(Date.now() / 1000) }));
  renameSync(part, folder);
}

/** The layout that OSV-Scanner 2.6 reads below its cache directory (measured). */
function buildOsv(folder: string): void {
  const advisories = advisoryFiles().map((name) => ({ name, bytes: readFileSync(join(advisoriesFolder, name)) }));
  mkdirSync(join(folder, 'osv-scalibr/npm'), { recursive: true });
  writeFileSync(join(folder, 'osv-scalibr/npm/all.zip'), zip(advisories));
}

/** trivy-db wants GitHub's advisories by month, and an empty folder of CocoaPods. */
function buildTrivy(cache: string, work: string, builder: Builder): void {
  for (const name of advisoryFiles()) {
    const bytes = readFileSync(join(advisoriesFolder, name));
    const { id, published } = Advisory.parse(JSON.parse(bytes.toString('utf8')));
    const place = join(work, 'ghsa/advisories/github-reviewed', published.slice(0, 4), published.slice(5, 7), id);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${id}.json`), bytes);
  }
  mkdirSync(join(work, 'cocoapods-specs/Specs'), { recursive: true });
  mkdirSync(join(cache, 'db'), { recursive: true });
  const args = ['build', '--only-update', 'ghsa', '--cache-dir', work, '--output-dir', join(cache, 'db')];
  const result = spawnSync(builder.path, args, { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`trivy-db ended with ${result.status}:\n${result.stderr.slice(-2000)}`);
  rmSync(work, { recursive: true });
}

/** A zip archive (APPNOTE 6.3.10) of stored files, dated 1980-01-01, so that the same files give the same bytes. */
export function zip(files: readonly { name: string; bytes: Uint8Array }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const facts = zipFacts(name, bytes);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, Buffer.from(name), bytes]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), facts, central, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** The fields that both headers of a file share, from "version needed" to "extra field length". */
function zipFacts(name: string, bytes: Uint8Array): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(0x21, 8);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(bytes.length, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(Buffer.byteLength(name), 22);
  return facts;
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
