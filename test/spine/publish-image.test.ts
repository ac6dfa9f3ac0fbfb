// The image on disk, and the time at which it is published: a changed byte, a missing child or runs of another day stop
// it before the push.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { clinicFolder } from '../../local-cloud/clinic.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { bundlesOn, emptyRegistry, type Traced, trace } from './build-remains.ts';
import {
  deniedRules,
  type Ended,
  editRun,
  openBuildWorld,
  publish,
  recordedAt,
  runNames,
  someRuns,
} from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest, layout } = world;
afterAll(() => clinic.close());

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** A refusal or a fault that leaves neither an image nor evidence. */
function expectNothing({ ended, objects, pushes }: Traced<Ended>, code: number): void {
  expect(ended.code).toBe(code);
  expect(objects).toEqual([]);
  expect(pushes).toEqual([]);
}

describe('time', () => {
  const expectStale = ({ ended, pushes }: Traced<Ended>) =>
    expect({ code: ended.code, rules: deniedRules(ended), pushes }).toEqual({
      code: 1,
      rules: ['gate.scans.fresh'],
      pushes: [],
    });

  afterAll(() => clinic.cloud.clock.set(recordedAt + 300));
  test("yesterday's runs are too old to publish, tomorrow's are from nowhere", async () => {
    clinic.cloud.clock.set(recordedAt + 86_400 - 60);
    expect((await publish(world)).code).toBe(0);
    clinic.cloud.clock.set(recordedAt + 86_400 + 60);
    expectStale(await trace(world, () => publish(world)));
    clinic.cloud.clock.set(recordedAt - 600);
    expectStale(await trace(world, () => publish(world)));
  });
});

describe('the image as it lies on disk', () => {
  const copyOf = (name: string) => {
    const folder = clinicFolder(clinic, name);
    cpSync(layout, folder, { recursive: true });
    return folder;
  };

  test('one changed byte of a layer is a fault that leaves nothing', async () => {
    const folder = copyOf('changed-layout');
    const Layers = z.looseObject({ layers: z.array(z.looseObject({ digest: z.string() })) });
    const manifest = Layers.parse(readJson(join(folder, 'blobs/sha256', digest.slice(7))));
    const path = join(folder, 'blobs/sha256', manifest.layers[0]?.digest.slice(7) ?? '');
    const bytes = readFileSync(path);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const ended = await trace(world, () => publish(world, { layout: folder }));
    expectNothing(ended, 3);
    expect(ended.ended.lines.join()).toContain('IMAGE_INVALID');
  });

  test('an index is pushed with its children; without one of them it is a fault that leaves nothing', async () => {
    const folder = copyOf('index-layout');
    const indexed = wrapInIndex(folder);
    const runs = retargetImageRun(indexed);
    emptyRegistry(world);
    const { ended } = await trace(world, () => publish(world, { layout: folder, runs }));
    expect(ended.outputs).toMatchObject({ digest: indexed, verdict: 'allow' });
    expect([...clinic.cloud.registry.repository('clinic-api').manifests.keys()]).toEqual(
      expect.arrayContaining([digest, indexed]),
    );
    expect(bundlesOn(world, indexed)).toHaveLength(8);
    rmSync(join(folder, 'blobs/sha256', digest.slice(7)));
    const missing = await trace(world, () => publish(world, { layout: folder, runs }));
    expectNothing(missing, 3);
    expect(missing.ended.lines.join()).toContain('IMAGE_INVALID');
  });

  /** Makes the layout's image the only child of an image index; returns the digest of the index. */
  function wrapInIndex(folder: string): string {
    const type = 'application/vnd.oci.image.index.v1+json';
    const index = Buffer.from(JSON.stringify({ ...Object(readJson(join(folder, 'index.json'))), mediaType: type }));
    const hex = sha256Hex(index);
    writeFileSync(join(folder, 'blobs/sha256', hex), index);
    const manifests = [{ mediaType: type, digest: `sha256:${hex}`, size: index.length }];
    writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, mediaType: type, manifests }));
    return `sha256:${hex}`;
  }

  /** The clean runs with the image's digest replaced everywhere, as if the index had been scanned. */
  function retargetImageRun(indexed: string): string {
    const folder = someRuns(world, runNames);
    const renamed = (bytes: Uint8Array) => Buffer.from(Buffer.from(bytes).toString().replaceAll(digest, indexed));
    const sbom = renamed(readFileSync(join(folder, 'image-trivy/sbom.json')));
    writeFileSync(join(folder, 'image-trivy/sbom.json'), sbom);
    const content = { sha256: sha256Hex(sbom), bytes: sbom.length };
    const run = (it: Record<string, unknown>) => ({
      ...Object(JSON.parse(renamed(Buffer.from(JSON.stringify(it))).toString())),
      sbom: content,
    });
    editRun(folder, 'image-trivy', { report: renamed, run });
    return folder;
  }
});
