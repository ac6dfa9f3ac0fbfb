// What could keep evidence from being written is met before the first push: an image whose evidence is nowhere must not come to
// lie in a registry, and no advice sends anybody to try what cannot work.
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import type { Call } from '../../local-cloud/server.ts';
import { emptyRegistry, manifestsOf, recordsOf, trace } from '../spine/build-remains.ts';
import {
  deniedRules,
  gate,
  openBuildWorld,
  packPlanted,
  plantedCommit,
  publish,
  recorded,
} from '../spine/build-world.ts';
import { runsWithSbom } from '../spine/image-sbom.ts';

const limit = 16 * 1024 * 1024;
const world = await openBuildWorld();
const { clinic } = world;
const { s3 } = clinic.cloud.aws;
afterAll(() => clinic.close());
afterEach(() => {
  s3.knobs.fault = () => undefined;
});

describe('an SBOM', () => {
  test('of one byte more than can be kept stops the build before anything is signed, pushed or kept', async () => {
    emptyRegistry(world);
    const runs = runsWithSbom(world, limit + 1);
    const signed = clinic.cloud.sigstore.fulcio.calls.length;
    const { ended, objects, pushes } = await trace(world, () => publish(world, { runs }));
    expect(ended.code).toBe(3);
    expect(ended.lines.join('\n')).toContain('EVIDENCE_TOO_LARGE');
    expect(ended.lines.join('\n')).toContain(`the cyclonedx blob has ${limit + 1} bytes, at most ${limit}`);
    expect(ended.lines.join('\n')).not.toMatch(/publish again|was pushed/i);
    expect({ objects, pushes }).toEqual({ objects: [], pushes: [] });
    expect(clinic.cloud.sigstore.fulcio.calls.length).toBe(signed);
  });

  test('of any size keeps no denial from being recorded', async () => {
    const { folder: layout } = packPlanted(world);
    const runs = runsWithSbom(world, limit + 1, recorded.planted);
    const { ended, objects, pushes } = await trace(world, () =>
      publish(world, { layout, runs }, { sha: plantedCommit }),
    );
    expect(ended.code).toBe(1);
    expect(deniedRules(ended)).toContain('gate.scans.findings');
    expect(recordsOf(objects).map(({ kind }) => kind)).toContain('decision');
    expect([manifestsOf(world, objects).length, pushes.length]).toEqual([1, 0]);
  });
});

describe('a store that takes no evidence', () => {
  const isPut = ({ method, path, url }: Call) =>
    method === 'PUT' && path.includes('/blobs/') && !url.searchParams.has('retention');
  const refusals: [string, (call: Call) => boolean, string][] = [
    ['the role may not write', isPut, 's3:PutObject'],
    ['the key of the bucket may not be used', isPut, 'kms:GenerateDataKey'],
    [
      'the lock may not be read back',
      ({ method, url }) => method === 'GET' && url.searchParams.has('retention'),
      's3:GetObjectRetention',
    ],
  ];
  test.each(refusals)('%s: known before the push', async (_title, fits, said) => {
    emptyRegistry(world);
    const words = `User: x is not authorized to perform: ${said} on resource: y`;
    const body = `<Error><Code>AccessDenied</Code><Message>${words}</Message></Error>`;
    s3.knobs.fault = (call) => (fits(call) ? { kind: 'status', status: 403, body } : undefined);
    const { ended, pushes } = await trace(world, () => publish(world));
    expect(ended.code).toBe(3);
    expect(ended.lines.join('\n')).toContain(`not authorized to perform ${said}`);
    expect(ended.lines.join('\n')).not.toContain('was pushed');
    expect(pushes).toEqual([]);
    s3.knobs.fault = () => undefined;
    expect((await publish(world)).code).toBe(0);
  });

  test('the first write is of this run, and cannot be answered by what an earlier run has left', async () => {
    emptyRegistry(world);
    await publish(world);
    s3.knobs.fault = (call) => (isPut(call) ? { kind: 'status', status: 403, body: '' } : undefined);
    const { ended, pushes } = await trace(world, () => publish(world));
    expect([ended.code, pushes]).toEqual([3, []]);
  });
});

test('a store that takes no evidence shows before anybody is asked for an approval', async () => {
  emptyRegistry(world);
  expect((await publish(world)).code).toBe(0);
  expect((await gate(world)).code).toBe(0);
  s3.knobs.fault = ({ method }) => (method === 'PUT' ? { kind: 'status', status: 403, body: '' } : undefined);
  const ended = await gate(world);
  expect([ended.code, ended.outputs['verdict'] ?? '']).toEqual([3, '']);
  expect(ended.lines.join('\n')).toContain('STORE_FAILED');
});
