// Packs an example into an OCI image layout without a container engine: two uncompressed layers (dependencies,
// application), fixed times, owners and order, so that the digest is the same on every machine. It runs nothing.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** What was packed: the layout's folder and the image manifest's digest. */
export type PackedImage = { folder: string; digest: string };

type Descriptor = { mediaType: string; digest: string; size: number };

/** The application's own files that belong into the image. */
const applicationFiles = ['package.json', 'package-lock.json', 'hours.yml', 'src'];
const Package = z.looseObject({ dependencies: z.record(z.string(), z.string()) });

/**
 * Packs the application below `example`. Its dependencies come from `modules`, where npm installed them hash-locked, or from the
 * example's own folder `vendor`.
 */
export function packImage(example: string, modules: string, folder: string): PackedImage {
  const blobs = join(folder, 'blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  const put = (mediaType: string, bytes: Buffer): Descriptor => {
    const hex = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(blobs, hex), bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  };
  const layers = [
    tar(dependenciesOf(example, modules).flatMap(({ name, path }) => filesBelow(path, `app/node_modules/${name}`))),
    tar(applicationFiles.flatMap((name) => filesBelow(join(example, name), `app/${name}`))),
  ].map((bytes) => put('application/vnd.oci.image.layer.v1.tar', bytes));
  const config = put('application/vnd.oci.image.config.v1+json', json(imageConfig(layers)));
  const manifest = put(
    'application/vnd.oci.image.manifest.v1+json',
    json({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', config, layers }),
  );
  writeFileSync(join(folder, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  writeFileSync(
    join(folder, 'index.json'),
    json({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [manifest] }),
  );
  return { folder, digest: manifest.digest };
}

function dependenciesOf(example: string, modules: string): Entry[] {
  const { dependencies } = Package.parse(JSON.parse(readFileSync(join(example, 'package.json'), 'utf8')));
  return Object.keys(dependencies)
    .sort()
    .map((name) => {
      const vendored = join(example, 'vendor', name);
      return { name, path: existsSync(vendored) ? vendored : join(modules, name) };
    });
}

function imageConfig(layers: readonly Descriptor[]): object {
  return {
    created: '1970-01-01T00:00:00Z',
    architecture: 'amd64',
    os: 'linux',
    config: { User: '10001', WorkingDir: '/app', Cmd: ['node', 'src/server.js'], ExposedPorts: { '8080/tcp': {} } },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.digest) },
    history: [{ created_by: 'dependencies' }, { created_by: 'application' }],
  };
}

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

type Entry = { name: string; path: string };

function filesBelow(path: string, name: string): Entry[] {
  if (!statSync(path).isDirectory()) return [{ name, path }];
  return readdirSync(path)
    .sort()
    .flatMap((entry) => filesBelow(join(path, entry), `${name}/${entry}`));
}

/** A ustar archive of regular files, in the order given. Names over 100 bytes use the prefix field. */
function tar(entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap(({ name, path }) => {
    const bytes = readFileSync(path);
    return [header(name, bytes.length), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  const cut = name.length > 100 ? name.lastIndexOf('/', 155) : -1;
  block.write(name.slice(cut + 1), 0, 100);
  block.write('0000644\u00000000000\u00000000000\u0000', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\u0000${'0'.repeat(11)}\u0000        0ustar\u000000`, 124);
  if (cut > 0) block.write(name.slice(0, cut), 345, 155);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
  return block;
}
