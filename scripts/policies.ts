// Compiles the gate's Rego to dist/policies.wasm and says by digests what it was compiled from. It must never leave a wasm
// behind that was not built from the committed rules.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const capabilitiesPath = join(root, 'node_modules/@open-policy-agent/opa-wasm/capabilities.json');
const wasmPath = join(root, 'dist/policies.wasm');
const lockPath = join(root, 'dist/policies.lock.json');

/** The one entry point of the policy. */
export const entryPoint = 'safeguard/gate/verdicts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `dist/policies.lock.json`: what the wasm was built from and by what. */
export const PolicyLock = z.strictObject({
  rego_sha256: Sha256,
  wasm_sha256: Sha256,
  opa_version: z.string().min(1),
  capabilities_sha256: Sha256,
});
export type PolicyLock = z.infer<typeof PolicyLock>;

const Capabilities = z.looseObject({ builtins: z.array(z.looseObject({ name: z.string() })) });

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Paths of the rules below the repository's root, sorted, without tests. */
export function regoFiles(): string[] {
  const names = readdirSync(join(root, 'policies/gate')).filter((name) => name.endsWith('.rego'));
  return names
    .filter((name) => !name.endsWith('_test.rego'))
    .sort()
    .map((name) => `policies/gate/${name}`);
}

/** SHA-256 over path, length and bytes of every rule file, in order. */
export function regoSha256(): string {
  const hash = createHash('sha256');
  for (const path of regoFiles()) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** Whether the committed wasm is the one of the lock and the lock that of the committed rules; one sentence per difference. */
export function policyDifferences(): string[] {
  const lock = PolicyLock.parse(JSON.parse(readFileSync(lockPath, 'utf8')));
  const found = {
    'policies/gate/*.rego': [lock.rego_sha256, regoSha256()],
    'dist/policies.wasm': [lock.wasm_sha256, sha256(readFileSync(wasmPath))],
    'capabilities.json of @open-policy-agent/opa-wasm': [
      lock.capabilities_sha256,
      sha256(readFileSync(capabilitiesPath)),
    ],
  };
  return Object.entries(found)
    .filter(([, [locked, actual]]) => locked !== actual)
    .map(
      ([name]) =>
        `${name} differs from dist/policies.lock.json: build the policies with OPA (npm run tools, npm run build)`,
    );
}

/** Builds wasm and lock with the given OPA, twice to the same bytes; without OPA checks that the committed ones belong together. Throws when not. */
export async function buildPolicies(options: { opa: string | undefined }): Promise<void> {
  if (options.opa === undefined) {
    const differences = policyDifferences();
    if (differences.length > 0) throw new Error(differences.join('\n'));
    return;
  }
  const wasm = compile(options.opa);
  if (sha256(wasm) !== sha256(compile(options.opa))) throw new Error('two builds of the policies differ');
  const lock: PolicyLock = {
    rego_sha256: regoSha256(),
    wasm_sha256: sha256(wasm),
    opa_version: versionOf(options.opa),
    capabilities_sha256: sha256(readFileSync(capabilitiesPath)),
  };
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(wasmPath, wasm);
  writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`);
}

/** Runs OPA in the repository's root and returns what it printed. Throws with its own words when it fails. */
export function runOpa(opa: string, args: readonly string[], input = ''): string {
  const run = spawnSync(opa, args, { cwd: root, input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (run.status !== 0) throw new Error(`opa ${args[0]} ended with ${run.status}: ${run.stderr}${run.stdout}`);
  return run.stdout;
}

/** The version as OPA prints it. */
export function versionOf(opa: string): string {
  return /^Version: (\S+)$/m.exec(runOpa(opa, ['version']))?.[1] ?? 'unknown';
}

function compile(opa: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'safeguard-policies-'));
  try {
    const capabilities = join(folder, 'capabilities.json');
    const bundle = join(folder, 'bundle.tar.gz');
    writeFileSync(capabilities, JSON.stringify(wasmCapabilities(opa)));
    const options = ['-t', 'wasm', '-e', entryPoint, '--capabilities', capabilities, '-o', bundle];
    runOpa(opa, ['build', ...options, ...regoFiles()]);
    return fileOfTar(gunzipSync(readFileSync(bundle)), '/policy.wasm');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The builtins that exist at run time, as the package ships them, so that a missing one fails the build. Two things are
 * added that the compiler resolves and the wasm never calls: the v1 syntax, and rules that read their own METADATA. YAML is
 * taken away, since the bundle leaves its parser out.
 */
function wasmCapabilities(opa: string): unknown {
  const shipped = Capabilities.parse(JSON.parse(readFileSync(capabilitiesPath, 'utf8')));
  const known = Capabilities.parse(JSON.parse(runOpa(opa, ['capabilities', '--current'])));
  const metadata = known.builtins.filter((builtin) => builtin.name === 'rego.metadata.rule');
  const present = shipped.builtins.filter((builtin) => !builtin.name.startsWith('yaml.'));
  return { ...shipped, features: ['rego_v1'], builtins: [...present, ...metadata] };
}

/** One member of a tar archive: 512-byte headers with the name at 0 and the octal size at 124. */
function fileOfTar(tar: Uint8Array, name: string): Uint8Array {
  const text = (from: number, length: number) =>
    new TextDecoder().decode(tar.subarray(from, from + length)).split('\0')[0] ?? '';
  for (let at = 0; at + 512 <= tar.length && text(at, 100) !== ''; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    if (text(at, 100) === name) return tar.slice(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`the bundle that OPA built holds no ${name}`);
}

if (import.meta.main) {
  const { findTool } = await import('./tools-folder.ts');
  await buildPolicies({ opa: findTool('opa') });
}
