// Fails when a generated file is not what the sources generate: everything is made again in an empty folder and compared,
// so that a stale, missing or extra file is seen. Committed files are not touched.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDist } from './build.ts';
import { generate, generated } from './gen.ts';
import { policyDifferences } from './policies.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Makes everything generated in an empty folder, asks `look` about it, and removes it again. */
export async function withFresh<T>(look: (fresh: string) => T): Promise<T> {
  const fresh = mkdtempSync(join(tmpdir(), 'safeguard-drift-'));
  try {
    cpSync(join(root, 'README.md'), join(fresh, 'README.md'));
    await generate(fresh);
    await buildDist(fresh);
    return look(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Generated paths whose content below `committed` is not that below `fresh`; the policies are held by their own lock. */
export function findDrift(fresh: string, committed: string = root): string[] {
  const compared = [...generated, 'dist', 'README.md'];
  return compared
    .flatMap((path) => differences(path, fresh, committed))
    .filter((path) => !/^dist\/policies\.(wasm|lock\.json)$/.test(path));
}

function differences(path: string, fresh: string, committed: string): string[] {
  const folders = [committed, fresh];
  const files = new Set(folders.flatMap((folder) => filesBelow(join(folder, path)).map((file) => join(path, file))));
  return [...files].filter((file) => stateOf(join(committed, file)) !== stateOf(join(fresh, file))).sort();
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [''];
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(path, name)).isFile());
}

/** Bytes and whether the file may be executed, as Git keeps both. */
function stateOf(path: string): string {
  if (!existsSync(path)) return 'absent';
  return `${(statSync(path).mode & 0o100) !== 0} ${readFileSync(path).toString('latin1')}`;
}

if (import.meta.main) {
  const drift = await withFresh(findDrift);
  const problems = [...policyDifferences(), ...drift.map((path) => `not what the sources generate: ${path}`)];
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (drift.length > 0) process.stderr.write('run npm run gen && npm run build, and commit the result\n');
  process.exitCode = problems.length > 0 ? 1 : 0;
}
