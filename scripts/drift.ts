// Fails when a generated file is not what the sources generate: everything is made again in an empty folder and compared,
// so that a stale, missing or extra file is seen. Committed files are not touched.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDist } from './build.ts';
import { generate, generated } from './gen.ts';
import { buildPolicies } from './policies.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Paths below `root` whose committed content differs from what is generated now. */
export async function findDrift(): Promise<string[]> {
  const fresh = mkdtempSync(join(tmpdir(), 'safeguard-drift-'));
  try {
    cpSync(join(root, 'README.md'), join(fresh, 'README.md'));
    await generate(fresh);
    await buildDist(fresh);
    const compared = [...generated, 'dist', 'README.md'];
    return compared.flatMap((path) => differences(path, fresh)).filter((path) => !path.startsWith('dist/policies.'));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function differences(path: string, fresh: string): string[] {
  const files = new Set(
    [...filesBelow(join(root, path)), ...filesBelow(join(fresh, path))].map((file) => join(path, file)),
  );
  return [...files].filter((file) => textAt(join(root, file)) !== textAt(join(fresh, file))).sort();
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [''];
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(path, name)).isFile());
}

function textAt(path: string): string | undefined {
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path).toString('latin1') : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPolicies({ opa: undefined });
  const drift = await findDrift();
  for (const path of drift) process.stderr.write(`not what the sources generate: ${path}\n`);
  if (drift.length > 0) process.stderr.write('run npm run gen && npm run build, and commit the result\n');
  process.exitCode = drift.length > 0 ? 1 : 0;
}
