// The parts of an image, read strictly: an index that only looks like one gives no children, where a looser reader gave some.
import { describe, expect, test } from '@jest/globals';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { checkTotal, childrenOf, imageTag, layoutIndex } from '../../../src/image/structure.ts';
import { Commit, Digest } from '../../../src/model/ids.ts';
import { imageMediaTypes } from '../../../src/model/image.ts';

const digest = Digest.parse(`sha256:${'a'.repeat(64)}`);
const child = { mediaType: imageMediaTypes.manifest, digest: `sha256:${'b'.repeat(64)}`, size: 7 };
const index = { schemaVersion: 2, mediaType: imageMediaTypes.index, manifests: [child] };
const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: 2 };
const manifest = { schemaVersion: 2, mediaType: imageMediaTypes.manifest, config, layers: [] };
const read = (document: object, mediaType: string = imageMediaTypes.index) =>
  childrenOf({ digest, mediaType, bytes: canonicalBytes(document) });

describe('children', () => {
  test('of an index are its manifests, and a single image has none', () => {
    expect(read(index)).toEqual([child.digest]);
    expect(read(manifest, imageMediaTypes.manifest)).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['a manifest that lists manifests too', { ...manifest, manifests: [child] }, imageMediaTypes.manifest],
    ['an index that has layers too', { ...index, layers: [] }, imageMediaTypes.index],
    ['an index served as a manifest', index, imageMediaTypes.manifest],
    [
      'an index that calls itself something else',
      { ...index, mediaType: imageMediaTypes.dockerList },
      imageMediaTypes.index,
    ],
    ['a child without its size', { ...index, manifests: [{ ...child, size: undefined }] }, imageMediaTypes.index],
    ['a media type that nobody knows', index, 'application/json'],
  ])('of %s are refused', (_, document, mediaType) => {
    expect(() => read(JSON.parse(JSON.stringify(document)), mediaType)).toThrow(
      expect.objectContaining({ code: 'IMAGE_INVALID' }),
    );
  });
});

test('the parts of an image together have a limit', () => {
  expect(() => checkTotal('r@d', [{ size: 4 }, { size: 6 }], 10)).not.toThrow();
  expect(() => checkTotal('r@d', [{ size: 4 }, { size: 7 }], 10)).toThrow(/has 11 bytes/);
});

test('a tag holds the commit and the beginning of the digest; an index of a layout names one image with its size', () => {
  expect(imageTag(Commit.parse('c'.repeat(40)), digest)).toBe(`${'c'.repeat(40)}-aaaaaaaaaaaa`);
  const bytes = canonicalBytes(index);
  expect(layoutIndex({ digest, mediaType: imageMediaTypes.index, bytes }).manifests).toEqual([
    { mediaType: imageMediaTypes.index, size: bytes.length, digest },
  ]);
});
