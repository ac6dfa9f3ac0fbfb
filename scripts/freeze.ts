// Freezes the evidence that this build writes: `node scripts/freeze.ts 0.2.0` makes test/compat/0.2.0, which every later build has to read,
// verify and replay, and notes its digest. A folder that is there is never written again.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { checkJourney } from '../test/compat/check.ts';
import { folderDigest, writeJourney } from '../test/compat/journey.ts';

const compat = fileURLToPath(new URL('../test/compat', import.meta.url));

/** Digests of the frozen folders, by release. */
export const Frozen = z.record(z.string().regex(/^\d+\.\d+\.\d+$/), z.string().regex(/^[0-9a-f]{64}$/));

/** Writes the journey of a release below `folder` and adds its digest to frozen.json there. Throws for a release that is frozen. */
export async function freeze(release: string, folder: string = compat): Promise<string> {
  const list = join(folder, 'frozen.json');
  const frozen = Frozen.parse(JSON.parse(readFileSync(list, 'utf8')));
  const target = join(folder, release);
  if (existsSync(target) || release in frozen) throw new Error(`${release} is frozen; a frozen folder never changes`);
  const next = (digest: string) => Frozen.parse({ ...frozen, [release]: digest });
  next('0'.repeat(64));
  await writeJourney(target);
  const problems = await checkJourney(target);
  if (problems.length > 0) throw new Error(`this build cannot read its own journey:\n${problems.join('\n')}`);
  const digest = folderDigest(target);
  writeFileSync(list, `${JSON.stringify(next(digest), null, 2)}\n`);
  return digest;
}

if (import.meta.main) process.stdout.write(`${await freeze(process.argv[2] ?? '')}\n`);
