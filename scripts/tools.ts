// Installs the pinned real programs into the tools folder: Go programs from the committed go.mod and go.sum of each, Python
// programs from hash-locked requirements. What is there in the right version is left; an interrupted run resumes; a program
// that cannot be had is an error. Builds the scanners' data, and writes tools.json, by which src/platform/tools/locate.ts finds
// and checks each of them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildGrypeData, buildScanData, type ToolData } from './scan-data.ts';
import { type GoProgram, type Program, type PythonProgram, programs } from './tool-pins.ts';
import { toolsFolder } from './tools-folder.ts';

/** An entry of tools.json. `sha256` is of the program, or of `requirements` where that is given. */
type Installed = ToolData & {
  path: string;
  sha256: string;
  version: string;
  requirements?: string;
  source_sha256: string;
  seconds: number;
};

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = toolsFolder();
const registerPath = join(folder, 'tools.json');

function readRegister(): Record<string, Installed> {
  if (!existsSync(registerPath)) return {};
  const found: Record<string, Installed> = JSON.parse(readFileSync(registerPath, 'utf8'));
  return found;
}

/** Read again before each write: another run may have installed something meanwhile. */
function writeEntry(name: string, entry: Installed): void {
  const temporary = `${registerPath}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify({ ...readRegister(), [name]: entry }, null, 2)}\n`);
  renameSync(temporary, registerPath);
}

function sha256Of(...paths: string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest('hex');
}

function sourceFolder(program: GoProgram): string {
  return join(root, 'test/tools/go', program.name);
}

/** The scanners' lists lie beside scanners/lock.json, which pins them too; those of test servers do not ship. */
function lockedList(program: PythonProgram): string {
  const shipped = join(root, 'scanners/python', `${program.python}.txt`);
  return existsSync(shipped) ? shipped : join(root, 'test/tools/python', `${program.python}.txt`);
}

/** The committed files that pin a program; when they change, it is installed again. */
function pinsOf(program: Program): string[] {
  if ('python' in program) return [lockedList(program)];
  const source = sourceFolder(program);
  const own = readdirSync(source).filter((file) => file.endsWith('.go'));
  return ['go.mod', 'go.sum', ...own.sort()].map((file) => join(source, file));
}

/** A table that says one version and pins that say another would install the wrong program without a word. */
function checkPins(program: Program): void {
  const [pins = ''] = pinsOf(program);
  const pin = 'go' in program ? `${program.module} v${program.version}` : `${program.python}==${program.version} `;
  const lines = readFileSync(pins, 'utf8').split('\n');
  const found = lines.some((line) => `${line.replace(/^\s*(require )?/, '')} `.startsWith(`${pin.trimEnd()} `));
  if (!found) throw new Error(`${program.name}: ${pins} does not pin ${pin.trimEnd()}`);
}

function run(command: string, args: readonly string[], options: { cwd: string; env?: Record<string, string> }): string {
  const result = spawnSync(command, args, {
    ...options,
    env: { ...process.env, ...options.env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw new Error(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${result.status}:\n${result.stderr.slice(-3000)}`);
  return result.stdout;
}

function installGo(program: GoProgram): string {
  const target = join(folder, 'bin', program.name);
  const cwd = sourceFolder(program);
  const env = {
    CGO_ENABLED: '0',
    GOFLAGS: '-trimpath -mod=readonly -buildvcs=false',
    GOTOOLCHAIN: program.toolchain ?? 'go1.27.0',
    ...(program.experiment ? { GOEXPERIMENT: program.experiment } : {}),
  };
  const flags = `-s -w${program.versionVariable ? ` -X ${program.versionVariable}=${program.version}` : ''}`;
  run('go', ['build', `-ldflags=${flags}`, `-tags=${program.tags ?? ''}`, '-o', `${target}.part`, program.go], {
    cwd,
    env,
  });
  if (program.keep) {
    const module = run('go', ['list', '-m', '-f', '{{.Dir}}', program.module], { cwd, env }).trim();
    mkdirSync(join(folder, 'data', program.name), { recursive: true });
    const kept = join(folder, 'data', program.name, basename(program.keep));
    rmSync(kept, { force: true });
    copyFileSync(join(module, program.keep), kept);
  }
  renameSync(`${target}.part`, target);
  return target;
}

function installPython(program: PythonProgram): string {
  const home = join(folder, 'python', program.python);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(join(folder, 'python'), { recursive: true });
  run('python3', ['-m', 'venv', home], { cwd: folder });
  run(
    join(home, 'bin/pip'),
    ['install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', lockedList(program)],
    { cwd: folder },
  );
  const link = join(folder, 'bin', program.name);
  rmSync(link, { force: true });
  symlinkSync(join(home, 'bin', program.name), link);
  copyFileSync(lockedList(program), requirementsOf(program));
  return join(home, 'bin', program.name);
}

/** The copy of the hash-locked list that an installation was made from; it does not move with a checkout. */
function requirementsOf(program: PythonProgram): string {
  return join(folder, 'python', `${program.python}.txt`);
}

function install(program: Program): Installed {
  checkPins(program);
  const started = Date.now();
  const path = 'go' in program ? installGo(program) : installPython(program);
  // A Python program is a folder of files; its identity is the hash-locked list it was installed from.
  const identity = 'go' in program ? {} : { requirements: requirementsOf(program) };
  return {
    path,
    sha256: sha256Of(identity.requirements ?? path),
    version: program.version,
    ...identity,
    source_sha256: sha256Of(...pinsOf(program)),
    seconds: Math.round((Date.now() - started) / 1000),
  };
}

function isCurrent(program: Program, installed: Installed | undefined): boolean {
  if (!installed || !existsSync(installed.path) || installed.version !== program.version) return false;
  if (installed.source_sha256 !== sha256Of(...pinsOf(program))) return false;
  if ('go' in program && program.keep && !existsSync(join(folder, 'data', program.name, basename(program.keep))))
    return false;
  const identity = 'go' in program ? installed.path : requirementsOf(program);
  return existsSync(identity) && sha256Of(identity) === installed.sha256;
}

/** Gives every installed scanner its database or rules, as far as the programs that build them are installed. */
function attachData(): void {
  const { 'trivy-db': trivyDb, 'grype-db': grypeDb } = readRegister();
  const data = { ...(trivyDb && buildScanData(folder, trivyDb)), ...(grypeDb && buildGrypeData(folder, grypeDb)) };
  for (const [name, given] of Object.entries(data)) {
    const entry = readRegister()[name];
    if (entry) writeEntry(name, { ...entry, ...given });
  }
}

function printTable(wanted: readonly Program[]): void {
  const register = readRegister();
  const source = (program: Program) => ('go' in program ? program.module : `PyPI ${program.python}`);
  const rows = wanted.map((program) => {
    const entry = register[program.name];
    return [program.name, entry?.version, source(program), `${entry?.seconds}`, entry?.sha256].map(String);
  });
  const table = [['program', 'version', 'source', 'seconds', 'sha256'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table)
    process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`);
}

function main(names: readonly string[]): void {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const wanted = names.length === 0 ? programs : programs.filter((program) => names.includes(program.name));
  const unknown = names.filter((name) => !programs.some((program) => program.name === name));
  if (unknown.length > 0)
    throw new Error(`no such tool: ${unknown.join(', ')}; known are ${programs.map((p) => p.name).join(', ')}`);
  for (const [index, program] of wanted.entries()) {
    if (isCurrent(program, readRegister()[program.name])) continue;
    process.stderr.write(`[${index + 1}/${wanted.length}] installing ${program.name} ${program.version}\n`);
    writeEntry(program.name, install(program));
  }
  attachData();
  printTable(wanted);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`tools: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
