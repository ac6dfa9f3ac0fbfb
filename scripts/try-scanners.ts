// Fetches every scanner of scanners/lock.json as an action does, with its publisher's signature where the lock names one and its database
// where it needs one, and says what was found. For a machine with internet; it scans nothing and leaves nothing behind but the cache.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { textOf } from '../src/base/fault.ts';
import { toIso } from '../src/base/time.ts';
import { ScanTool } from '../src/model/finding.ts';
import { kindsOf } from '../src/model/scanners.ts';
import { openFiles } from '../src/platform/local/files.ts';
import { openPrograms } from '../src/platform/local/programs.ts';
import { openTools } from '../src/platform/tools/open.ts';
import { databaseNeed } from '../src/scan/invocation.ts';

const path = fileURLToPath(new URL('../scanners/lock.json', import.meta.url));
const lock: { tools: Record<string, { version: string; unsigned?: string }> } = JSON.parse(readFileSync(path, 'utf8'));
const files = openFiles();
const say = (text: string) => void process.stderr.write(`${text}\n`);
const log = { step: (_name: string, text: string) => say(text), info: say, warn: say };
const tools = await openTools({
  variables: process.env,
  lock: path,
  action: true,
  files,
  programs: openPrograms(),
  log,
});
try {
  for (const [name, { version, unsigned }] of Object.entries(lock.tools)) {
    const tool = ScanTool.parse(name);
    const [need] = kindsOf(tool).flatMap((kind) => databaseNeed(kind, tool) ?? []);
    const signed = unsigned === undefined ? 'signed by its publisher' : 'by its digest alone';
    const answer = await tools.locate(tool, need).then(
      ({ sha256, databaseAt }) =>
        `sha256 ${sha256}, ${signed}${databaseAt === undefined ? '' : `, database built ${toIso(databaseAt)}`}`,
      (error: unknown) => {
        process.exitCode = 1;
        return `FAILED: ${textOf(error)}`;
      },
    );
    process.stdout.write(`${name} ${version}: ${answer}\n`);
  }
} finally {
  await files.dispose();
}
