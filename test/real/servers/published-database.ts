// The installed databases as their makers publish them: Trivy's in a registry, Grype's as files for a server.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync, zstdCompressSync } from 'node:zlib';

/** The paths of the listing and of the archive, which is a tar of the database alone, packed by zstd. */
export type PublishedDatabase = { listing: string; archive: string };

/**
 * Puts Grype's below `folder` as one that was built at `built`, or that does not say when. The listing is always of today, so that an age
 * that came from it would be seen.
 */
export function publishGrypeDatabase(installed: string, folder: string, built: Date | null): PublishedDatabase {
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
  const listing = {
    status: 'active',
    schemaVersion,
    built: toSeconds(today),
    path: archive,
    checksum: digestOf(bytes),
  };
  const paths = { listing: join(folder, 'v6/latest.json'), archive: join(folder, 'v6', archive) };
  writeFileSync(paths.archive, bytes);
  writeFileSync(paths.listing, JSON.stringify(listing));
  return paths;
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function toSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The version of its schema. */
function stampDatabase(path: string, built: Date | null): string {
  const database = new DatabaseSync(path);
  try {
    const { model, revision, addition } = database.prepare('SELECT * FROM db_metadata').get() ?? {};
    // As Grype writes times; the zero time of its language stands for none.
    const stamp = `${toSeconds(built ?? new Date('0001-01-01T00:00:00Z'))
      .replace('T', ' ')
      .replace('Z', '')}+00:00`;
    database.prepare('UPDATE db_metadata SET build_timestamp = ?').run(stamp);
    return `v${model}.${revision}.${addition}`;
  } finally {
    database.close();
  }
}

/** Pushes Trivy's installed database as its makers publish it: an OCI artifact of one layer, a tar.gz of trivy.db and metadata.json, tagged 2. */
export async function pushTrivyDatabase(installed: string, repositoryUrl: string): Promise<void> {
  const tar = execFileSync('tar', ['-cf', '-', '-C', join(installed, 'db'), 'trivy.db', 'metadata.json']);
  const describe = async (mediaType: string, bytes: Uint8Array) => {
    const digest = digestOf(bytes);
    await send(`${repositoryUrl}/blobs/uploads/?digest=${digest}`, 'POST', bytes, 'application/octet-stream');
    return { mediaType, digest, size: bytes.length };
  };
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const config = await describe('application/vnd.aquasec.trivy.config.v1+json', Buffer.from('{}'));
  const layer = await describe('application/vnd.aquasec.trivy.db.layer.v1.tar+gzip', gzipSync(tar));
  const title = { annotations: { 'org.opencontainers.image.title': 'db.tar.gz' } };
  const manifest = { schemaVersion: 2, mediaType, config, layers: [{ ...layer, ...title }] };
  await send(`${repositoryUrl}/manifests/2`, 'PUT', Buffer.from(JSON.stringify(manifest)), mediaType);
}

async function send(url: string, method: string, body: Uint8Array, type: string): Promise<void> {
  const response = await fetch(url, { method, body: new Uint8Array(body), headers: { 'content-type': type } });
  if (response.status !== 201) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
}
