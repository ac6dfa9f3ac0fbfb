// What a test lets happen to an artifact between two jobs: SAFEGUARD_TEST_TAMPER says in which job, to which artifact, and how.
import { cpSync, globSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** Does what the test asked for with the artifact `name`, unpacked in `folder`. */
export function tamper(name, folder) {
  const wanted = JSON.parse(process.env.SAFEGUARD_TEST_TAMPER || '[]');
  for (const { job, artifact, remove, halve, replaceBy } of wanted) {
    if (job !== process.env.GITHUB_JOB || artifact !== name) continue;
    for (const path of globSync(remove ?? [], { cwd: folder })) rmSync(join(folder, path), { recursive: true });
    for (const path of globSync(halve ?? [], { cwd: folder }))
      truncateSync(join(folder, path), Math.floor(readFileSync(join(folder, path)).length / 2));
    if (replaceBy === undefined) continue;
    rmSync(folder, { recursive: true });
    cpSync(replaceBy, folder, { recursive: true });
  }
}
