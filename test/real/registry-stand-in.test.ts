// The registry stand-in compared with the real registries, with the referrers API and without: to the same requests
// both answer the same status and list the same. It is stricter than they are where the specification is (digests of
// manifests, blobs that a manifest needs); those points are not compared here.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { sharedClock } from '../../local-cloud/clock.ts';
import { startRegistry } from '../../local-cloud/registry.ts';
import { imageOf, indexType, manifestType, type Part, part } from '../unit/platform/registry/image.ts';
import { type RealRegistry, startRealRegistry } from './servers/registry.ts';

jest.setTimeout(60_000);

describe.each(['referrers', 'tag'] as const)('with the %s layout', (layout) => {
  let theirs: RealRegistry;
  let ours: Awaited<ReturnType<typeof startRegistry>>;
  beforeAll(async () => {
    const behavior = { referrersApi: layout === 'referrers', subjectHeader: false };
    [theirs, ours] = await Promise.all([startRealRegistry(layout), startRegistry(sharedClock(), behavior)]);
  });
  afterAll(() => Promise.all([theirs.stop(), ours.close()]));

  const image = imageOf(part('a layer'));
  const ghost = part('never pushed');
  const descriptor = { mediaType: manifestType, digest: ghost.digest, size: ghost.bytes.length };
  const orphan = part({ schemaVersion: 2, mediaType: indexType, manifests: [descriptor] });
  const about = { mediaType: manifestType, digest: image.digest, size: image.bytes.length };
  const referrer = imageOf(part('an attestation'), { subject: about, annotations: { a: 'b' } });
  const api = layout === 'referrers';

  const pushBlob = async (url: string, { digest, bytes }: Part, as = digest) => {
    const opened = await fetch(`${url}/v2/app/blobs/uploads/`, { method: 'POST' });
    const target = new URL(opened.headers.get('location') ?? '', url);
    target.searchParams.set('digest', as);
    return fetch(target, { method: 'PUT', body: new Uint8Array(bytes) });
  };
  const pushManifest = (url: string, { digest, bytes }: Part, type = manifestType) =>
    fetch(`${url}/v2/app/manifests/${digest}`, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers: { 'content-type': type },
    });
  const get =
    (path: string, method = 'GET') =>
    (url: string) =>
      fetch(`${url}/v2/${path}`, { method });

  // In this order: what is pushed is there for what comes after it.
  test.each<[string, number, (url: string) => Promise<Response>]>([
    ['the base', 200, get('')],
    ['an unknown repository', 404, get(`nobody/manifests/${ghost.digest}`)],
    ['referrers in an unknown repository', 404, get(`nobody/referrers/${ghost.digest}`)],
    ['a config', 201, (url) => pushBlob(url, image.config)],
    ['a layer', 201, (url) => pushBlob(url, image.layer)],
    ['the layer again', 201, (url) => pushBlob(url, image.layer)],
    ['a blob under another digest', 400, (url) => pushBlob(url, image.layer, ghost.digest)],
    ['a blob that is there', 200, get(`app/blobs/${image.layer.digest}`, 'HEAD')],
    ['a blob that is not', 404, get(`app/blobs/${ghost.digest}`)],
    ['a blob whose digest is none', 400, get('app/blobs/sha256:zz', 'HEAD')],
    ['a manifest', 201, (url) => pushManifest(url, image)],
    ['an index without its child', 404, (url) => pushManifest(url, orphan, indexType)],
    ['a manifest that is there', 200, get(`app/manifests/${image.digest}`)],
    ['a tag that is not', 404, get('app/manifests/latest')],
    ['no referrers', api ? 200 : 404, get(`app/referrers/${image.digest}`)],
    ['referrers of no digest', api ? 400 : 404, get('app/referrers/latest')],
    ['the layer of a referrer', 201, (url) => pushBlob(url, referrer.layer)],
    ['a referrer', 201, (url) => pushManifest(url, referrer)],
  ])('%s', async (_, status, ask) => {
    const statuses = await Promise.all([ours.url, theirs.url].map(async (url) => (await ask(url)).status));
    expect(statuses).toEqual([status, status]);
  });

  test('a manifest names its digest and type, and its referrers are listed where there is an API for it', async () => {
    const Index = z.looseObject({
      manifests: z.array(z.looseObject({ digest: z.string(), annotations: z.unknown() })),
    });
    const [mine, real_] = await Promise.all(
      [ours.url, theirs.url].map(async (url) => {
        const { headers } = await get(`app/manifests/${image.digest}`)(url);
        const listed = await get(`app/referrers/${image.digest}`)(url);
        const found = listed.ok ? Index.parse(await listed.json()).manifests : [];
        const entries = found.map(({ digest, mediaType, size, annotations }) => ({
          digest,
          mediaType,
          size,
          annotations,
        }));
        return { type: headers.get('content-type'), digest: headers.get('docker-content-digest'), entries };
      }),
    );
    expect(mine).toEqual(real_);
    expect(mine?.entries).toHaveLength(api ? 1 : 0);
  });
});
