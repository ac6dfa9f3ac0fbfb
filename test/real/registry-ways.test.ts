// Everything that publishing needs of a registry, tried on the real ones, with the referrers API and without it: the
// image is complete, kept by a tag, and everything attached is found again, beside an outsider's artifacts.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Registry } from '../../src/model/ports.ts';
import { openRegistry } from '../../src/platform/registry/registry.ts';
import { bundleType, hangingOn, imageOf, manifestType, type Part, part } from '../unit/platform/registry/image.ts';
import { type RealRegistry, startRealRegistry } from './servers/registry.ts';

jest.setTimeout(120_000);

describe.each(['referrers', 'tag'] as const)('with the %s layout', (layout) => {
  let server: RealRegistry;
  let registry: Registry;
  beforeAll(async () => {
    server = await startRealRegistry(layout);
    registry = openRegistry(`${server.host}/app`, { kind: 'anonymous', local: true });
  });
  afterAll(() => server.stop());

  const image = imageOf(part('a layer'));
  const artifacts = ['{"bundle":1}', '{"bundle":2}'].map((text) => ({
    artifactType: bundleType,
    bytes: Buffer.from(text),
    annotations: { 'dev.sigstore.bundle.predicateType': 'https://slsa.dev/provenance/v1' },
  }));

  const push = async () => {
    await registry.rehearse(image.digest, 'kept', bundleType);
    for (const { digest, bytes } of [image.config, image.layer]) await registry.pushBlob(digest, { bytes });
    await registry.pushManifest(image.digest, manifestType, image.bytes);
    await registry.tag(image.digest, 'kept');
    return registry.attach(image.digest, artifacts);
  };
  const put = (path: string, bytes: Uint8Array, type: string) =>
    fetch(`${server.url}/v2/app/${path}`, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers: { 'content-type': type },
    });

  test('an image is pushed, tagged and attached to, twice to the same end', async () => {
    const referrers = await push();
    expect(await push()).toEqual(referrers);
    const { found, ignored } = await hangingOn(registry, image.digest);
    expect(found.map(({ referrer }) => referrer).sort()).toEqual([...referrers].sort());
    expect(ignored).toEqual({ count: 0, complete: true, reasons: [] });
    const tagged = await fetch(`${server.url}/v2/app/manifests/kept`);
    expect(Buffer.from(await tagged.arrayBuffer()).equals(image.bytes)).toBe(true);
  });

  test('what a stranger hangs on it hides nothing', async () => {
    const large: Part = part('x'.repeat(4 * 1024 * 1024 + 1));
    await registry.pushBlob(large.digest, { bytes: large.bytes });
    const about = { mediaType: manifestType, digest: image.digest, size: image.bytes.length };
    const layer = { mediaType: bundleType, digest: large.digest, size: large.bytes.length };
    const decoy = imageOf(part('a layer'), { artifactType: bundleType, layers: [layer], subject: about });
    const twice = part(decoy.bytes.toString().replace('"schemaVersion":2', '"schemaVersion":2,"schemaVersion":2'));
    for (const { digest, bytes } of [decoy, twice]) await put(`manifests/${digest}`, bytes, manifestType);
    const { found, ignored } = await hangingOn(registry, image.digest);
    expect(found).toHaveLength(2);
    expect(ignored.complete).toBe(true);
    expect(ignored.count).toBe(layout === 'referrers' ? 2 : 0);
    await put(`manifests/${image.digest.replace(':', '-')}`, image.bytes, manifestType);
    expect((await hangingOn(registry, image.digest)).found).toHaveLength(layout === 'referrers' ? 2 : 0);
  });
});
