// The commit id under which an example is scanned, built and deployed. It is derived only from the example's files, so
// that a recorded run, a test and the demonstration name the same commit; it never calls Git.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Commit } from '../../src/model/ids.ts';

/**
 * SHA-1 of the listing that `git ls-tree -r` prints: per file, in the order of the paths' bytes, `100644 blob <id><tab><path>` and a
 * line feed, where the id is Git's SHA-1 of a blob. By hand: `git ls-tree -r HEAD:examples/clinic-api | sha1sum`.
 */
export function exampleCommit(folder: string): Commit {
  const paths = filesBelow(folder, '').sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const lines = paths.map((path) => `100644 blob ${blobId(readFileSync(join(folder, path)))}\t${path}\n`);
  return Commit.parse(createHash('sha1').update(lines.join('')).digest('hex'));
}

function blobId(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function filesBelow(folder: string, prefix: string): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}
