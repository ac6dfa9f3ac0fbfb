// For any bytes, the answer is a value: cut, swapped and strange bundles are refused and none throws.
import { describe, expect, test } from '@jest/globals';
import { changeAt, pathsOf } from './json-change.ts';
import { codeOf, fileOf, makeBundle, trustIn } from './small-sigstore.ts';

const trust = trustIn();

describe('whatever the bytes, the answer is a value', () => {
  const bundle = makeBundle();
  const bytes = fileOf(bundle);

  test('cut anywhere, a bundle is refused', () => {
    for (let length = 0; length < bytes.length; length += 7) {
      expect([length, codeOf(bytes.subarray(0, length), trust)]).toEqual([length, 'BUNDLE_INVALID']);
    }
  });

  const strange = [undefined, null, 0, -1, 1e308, true, '', 'AAAA', 'x', [], [null], {}, [[]], { a: 1 }];
  // A hint, and what the log's signed checkpoint says itself, here for a tree of one leaf: none of it is used.
  const idle = /keyid$|inclusionProof\.(hashes|logIndex|rootHash|treeSize)$/;

  test.each(pathsOf(bundle).map((path) => path.join('.')))('with something else at %s', (path) => {
    for (const value of strange) {
      const code = codeOf(fileOf(changeAt(bundle, path.split('.'), () => value)), trust);
      if (!idle.test(path)) expect([value, code]).not.toEqual([value, 'verified']);
    }
  });

  test('bytes that are no bundle at all', () => {
    for (const other of ['null', '0', '[]', '{}', '"x"', '\ufeff{}', 'PK\x03\x04', '<html>']) {
      expect(codeOf(Buffer.from(other), trust)).toBe('BUNDLE_INVALID');
    }
    expect(
      codeOf(
        Uint8Array.from({ length: 4096 }, (_, i) => (i * 167) & 0xff),
        trust,
      ),
    ).toBe('BUNDLE_INVALID');
  });
});
