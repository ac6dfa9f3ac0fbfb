// An image built by a real program from a Dockerfile, through our reading of its layout, to a real registry and back: the same bytes
// under the same digest, twice. Beside that, the same layout with one byte changed.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { sha256Hex } from '../../src/base/digest.ts';
import { pushLayout, readLayout } from '../../src/flows/image/layout.ts';
import { pullLayout } from '../../src/flows/layout.ts';
import { openFiles } from '../../src/platform/local/files.ts';
import { openRegistry } from '../../src/platform/registry/registry.ts';
import { copyExample, crane, pushBaseImage } from './contracts/clinic-source.ts';
import { buildImage } from './contracts/image-builder.ts';
import { type RealRegistry, startRealRegistry } from './servers/registry.ts';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'safeguard-image-build-'));
const [context, layout] = [join(folder, 'source'), join(folder, 'layout')];
const dockerfile = join(context, 'Dockerfile');
const epoch = 1_750_000_000;
const files = openFiles();
let server: RealRegistry;

beforeAll(async () => {
  server = await startRealRegistry('referrers');
  copyExample('clinic-api', context, pushBaseImage('clinic-api', server.host));
  buildImage({ context, dockerfile, layout, epoch });
});
afterAll(async () => {
  await server.stop();
  await files.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test('two builds of one source at one time are one image, and a build of another time is another', async () => {
  const digests = await Promise.all(
    [epoch, epoch + 1].map(async (time) => {
      const again = join(folder, `again-${time}`);
      buildImage({ context, dockerfile, layout: again, epoch: time });
      return (await readLayout(files, again)).digest;
    }),
  );
  const { digest } = await readLayout(files, layout);
  expect(digests[0]).toBe(digest);
  expect(digests[1]).not.toBe(digest);
});

test('pushed by digest, a real client gets the same bytes back, and so do we', async () => {
  const image = await readLayout(files, layout);
  const registry = openRegistry(`${server.host}/clinic-api`, { kind: 'anonymous', local: true });
  await pushLayout(registry, image, 'built');
  const name = `${registry.repository}@${image.digest}`;
  expect(crane('manifest', '--insecure', name)).toBe(Buffer.from(image.bytes).toString('utf8'));
  const theirs = join(folder, 'theirs');
  crane('pull', '--insecure', '--format=oci', name, theirs);
  const ours = join(folder, 'ours');
  await pullLayout(registry, image.digest, files, ours);
  for (const pulled of [theirs, ours]) {
    const back = await readLayout(files, pulled);
    const parts = ({ digest, size }: { digest: string; size: number }) => ({ digest, size });
    expect({ digest: back.digest, blobs: back.blobs.map(parts) }).toEqual({
      digest: image.digest,
      blobs: image.blobs.map(parts),
    });
  }
  // One tag, which only keeps the image from rules that delete what has none.
  expect(crane('ls', '--insecure', registry.repository).split('\n').filter(Boolean)).toEqual(['built']);
  expect(crane('digest', '--insecure', `${registry.repository}:built`).trim()).toBe(image.digest);
});

test('one byte of one blob changed is no image, whichever blob it is', async () => {
  for (const name of readdirSync(join(layout, 'blobs/sha256'))) {
    const changed = join(folder, `changed-${name}`);
    cpSync(layout, changed, { recursive: true });
    const path = join(changed, 'blobs/sha256', name);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(sha256Hex(bytes)).not.toBe(name);
    await expect(readLayout(files, changed)).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
  }
});
