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
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildScanData, type ToolData } from './scan-data.ts';
import { toolsFolder } from './tools-folder.ts';

type Program = { name: string; version: string } & (
  | { go: string; toolchain?: string; experiment?: string; versionVariable?: string }
  | { python: string; entry: string }
);

/** In this order: what others need first, then the quick ones. */
const programs: readonly Program[] = [
  { name: 'opa', version: '1.22.0', go: 'github.com/open-policy-agent/opa' },
  {
    name: 'gitleaks',
    version: '8.30.1',
    go: 'github.com/zricethezav/gitleaks/v8',
    versionVariable: 'github.com/zricethezav/gitleaks/v8/version.Version',
  },
  {
    name: 'trivy-db',
    version: '0.0.0-20260813095258-0e0340a01b57',
    go: 'github.com/aquasecurity/trivy-db/cmd/trivy-db',
  },
  { name: 'semgrep', version: '1.182.0', python: 'semgrep', entry: 'semgrep' },
  { name: 'checkov', version: '3.3.0', python: 'checkov', entry: 'checkov' },
  { name: 'osv-scanner', version: '2.6.0', go: 'github.com/google/osv-scanner/v2/cmd/osv-scanner' },
  // Go 1.27 changed the experiment that this release is written against.
  {
    name: 'trivy',
    version: '0.74.0',
    go: 'github.com/aquasecurity/trivy/cmd/trivy',
    toolchain: 'go1.26.8',
    experiment: 'jsonv2',
    versionVariable: 'github.com/aquasecurity/trivy/pkg/version/app.ver',
  },
];

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

function writeRegister(register: Record<string, Installed>): void {
  const temporary = `${registerPath}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(register, null, 2)}\n`);
  renameSync(temporary, registerPath);
}

function sha256Of(...paths: string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest('hex');
}

/** The committed files that pin a program; when they change, it is installed again. */
function pinsOf(program: Program): string[] {
  if ('go' in program) return ['go.mod', 'go.sum'].map((file) => join(root, 'test/tools/go', program.name, file));
  return [join(root, 'test/tools/python', `${program.python}.txt`)];
}

function run(command: string, args: readonly string[], options: { cwd: string; env?: Record<string, string> }): void {
  const result = spawnSync(command, args, {
    ...options,
    env: { ...process.env, ...options.env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw new Error(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${result.status}:\n${result.stderr.slice(-3000)}`);
}

function installGo(
  program: Program & { go: string; toolchain?: string; experiment?: string; versionVariable?: string },
): string {
  const target = join(folder, 'bin', program.name);
  const env = {
    CGO_ENABLED: '0',
    GOFLAGS: '-trimpath -mod=readonly',
    GOTOOLCHAIN: program.toolchain ?? 'go1.27.0',
    ...(program.experiment ? { GOEXPERIMENT: program.experiment } : {}),
  };
  const flags = `-s -w${program.versionVariable ? ` -X ${program.versionVariable}=${program.version}` : ''}`;
  run('go', ['build', `-ldflags=${flags}`, '-o', `${target}.part`, program.go], {
    cwd: join(root, 'test/tools/go', program.name),
    env,
  });
  renameSync(`${target}.part`, target);
  return target;
}

function installPython(program: Program & { python: string; entry: string }): string {
  const home = join(folder, 'python', program.python);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(join(folder, 'python'), { recursive: true });
  run('python3', ['-m', 'venv', home], { cwd: folder });
  const requirements = join(root, 'test/tools/python', `${program.python}.txt`);
  run(
    join(home, 'bin/pip'),
    ['install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', requirements],
    { cwd: folder },
  );
  const link = join(folder, 'bin', program.name);
  rmSync(link, { force: true });
  symlinkSync(join(home, 'bin', program.entry), link);
  copyFileSync(requirements, requirementsOf(program));
  return join(home, 'bin', program.entry);
}

/** The copy of the hash-locked list that an installation was made from; it does not move with a checkout. */
function requirementsOf(program: Program & { python: string }): string {
  return join(folder, 'python', `${program.python}.txt`);
}

function install(program: Program): Installed {
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
  const identity = 'go' in program ? installed.path : requirementsOf(program);
  return existsSync(identity) && sha256Of(identity) === installed.sha256;
}

/** Gives every installed scanner its database or rules; without trivy-db nothing can be built yet. */
function attachData(register: Record<string, Installed>): void {
  const builder = register['trivy-db'];
  if (!builder) return;
  for (const [name, data] of Object.entries(buildScanData(folder, builder))) {
    const entry = register[name];
    if (entry) register[name] = { ...entry, ...data };
  }
  writeRegister(register);
}

function main(names: readonly string[]): void {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const wanted = names.length === 0 ? programs : programs.filter((program) => names.includes(program.name));
  const unknown = names.filter((name) => !programs.some((program) => program.name === name));
  if (unknown.length > 0)
    throw new Error(`no such tool: ${unknown.join(', ')}; known are ${programs.map((p) => p.name).join(', ')}`);
  const register = readRegister();
  for (const [index, program] of wanted.entries()) {
    const before = register[program.name];
    if (isCurrent(program, before)) continue;
    process.stderr.write(`[${index + 1}/${wanted.length}] installing ${program.name} ${program.version}\n`);
    register[program.name] = install(program);
    writeRegister(register);
  }
  attachData(register);
  for (const { name } of wanted) {
    const entry = register[name];
    if (entry)
      process.stdout.write(
        `${name.padEnd(12)} ${entry.version.padEnd(36)} ${String(entry.seconds).padStart(4)} s  ${entry.sha256}\n`,
      );
  }
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`tools: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
