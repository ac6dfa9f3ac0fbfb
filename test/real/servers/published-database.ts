// Grype's database as its makers publish it, in files for a server: the listing `v6/latest.json` and beside it the archive, a tar of the
// database alone, packed by zstd. The listing is always of today, so that an age that came from it would be seen.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';

/** Where the two files lie below the folder; their paths on the server are the same. */
export type PublishedDatabase = { listing: string; archive: string };

/** Publishes the installed database below `folder` as one that was built at `built`, or that does not say when it was. */
export function publishDatabase(installed: string, folder: string, built: Date | null): PublishedDatabase {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'v6'), { recursive: true });
  const name = 'vulnerability.db';
  copyFileSync(join(installed, '6', name), join(folder, name));
  const schemaVersion = stampDatabase(join(folder, name), built);
  const tar = execFileSync('tar', ['-cf', '-', '-C', folder, name], { maxBuffer: 64 * 1024 * 1024 });
  rmSync(join(folder, name));
  const bytes = zstdCompressSync(tar);
  const today = new Date();
  const archive = `vulnerability-db_${schemaVersion}_${toSeconds(today)}_${Math.floor(today.getTime() / 1000)}.tar.zst`;
  const checksum = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const listing = { status: 'active', schemaVersion, built: toSeconds(today), path: archive, checksum };
  writeFileSync(join(folder, 'v6', archive), bytes);
  writeFileSync(join(folder, 'v6/latest.json'), JSON.stringify(listing));
  return { listing: 'v6/latest.json', archive: `v6/${archive}` };
}

function toSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The version of its schema. */
function stampDatabase(path: string, built: Date | null): string {
  const database = new DatabaseSync(path);
  try {
    const { model, revision, addition } = database.prepare('SELECT * FROM db_metadata').get() ?? {};
    if (built === null) database.exec('DELETE FROM db_metadata');
    else
      database
        .prepare('UPDATE db_metadata SET build_timestamp = ?')
        .run(`${toSeconds(built).replace('T', ' ').replace('Z', '')}+00:00`);
    return `v${model}.${revision}.${addition}`;
  } finally {
    database.close();
  }
}
