// Bytes from registries, mutated at random from genuine ones: a bundle is verified or refused, a manifest is read or a
// fault. No unexpected exception is thrown, and the printed reason can be hashed.
import { expect, test } from '@jest/globals';
import { verifyBundle } from '../../src/attest/verify.ts';
import { canonicalBytes } from '../../src/base/canonical-json.ts';
import { isFault } from '../../src/base/fault.ts';
import { imageMediaTypes, readImageDocument } from '../../src/model/image.ts';
import { changeAt, pathsOf } from '../unit/attest/json-change.ts';
import { certifyKey, fileOf, makeBundle, plainStatement, trustIn } from '../unit/attest/small-sigstore.ts';
import { imageOf, part } from '../unit/platform/registry/image.ts';

const trust = trustIn();
const values: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  2 ** 60,
  '',
  'x',
  '\ud800',
  '\u0000',
  'A'.repeat(10_000),
  '____',
  [],
  [[]],
  [null],
  {},
  { length: 3 },
  { toString: 'x' },
  { digest: 'sha256:x' },
];

/** A small generator of chance that gives the same numbers each time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

/** The document with any one value replaced by any of the above. */
function* changed(document: object): Generator<Uint8Array> {
  for (const path of pathsOf(document)) for (const value of values) yield fileOf(changeAt(document, path, () => value));
}

/** The bytes cut, repeated or overwritten by chance. */
function* damaged(bytes: Uint8Array, count: number): Generator<Uint8Array> {
  const next = chance(7);
  for (let index = 0; index < count; index += 1) {
    const copy = Buffer.from(bytes);
    for (let change = next(4); change >= 0; change -= 1) copy[next(copy.length)] = next(256);
    const at = next(copy.length);
    yield index % 3 === 0 ? copy.subarray(0, at) : index % 3 === 1 ? copy : Buffer.concat([copy, copy.subarray(at)]);
  }
}

/** The verdict on a bundle, as it would be stored. */
function saidOf(bytes: Uint8Array): unknown {
  const found = verifyBundle(bytes, trust);
  if (!found.verified) return { code: found.code, problem: found.problem };
  const { predicateType, subjectDigests, signer } = found;
  return { predicateType, subjectDigests, signer };
}

test('a bundle is verified or refused', () => {
  const bundle = makeBundle();
  let verified = 0;
  for (const bytes of [...changed(bundle), ...damaged(fileOf(bundle), 1000)]) {
    const said = saidOf(bytes);
    expect(canonicalBytes(said).length).toBeLessThan(8 * 1024);
    if (typeof said === 'object' && said !== null && 'signer' in said) verified += 1;
  }
  expect(saidOf(fileOf(bundle))).toHaveProperty('signer');
  // Hints, the type of the log entry and the like are not signed.
  expect(verified).toBeLessThan(300);
});

test('a signed statement of any content is read or refused', () => {
  const signer = certifyKey();
  for (const payload of [...changed(plainStatement), ...damaged(fileOf(plainStatement), 300)])
    canonicalBytes(saidOf(fileOf(makeBundle({ payload, signer }))));
});

test('a manifest or index is read, or is a fault with a short text', () => {
  const describe = { mediaType: imageMediaTypes.manifest, digest: part('x').digest, size: 1, annotations: { a: 'b' } };
  const manifest = JSON.parse(imageOf(part('layer'), { subject: describe, annotations: { a: 'b' } }).bytes.toString());
  const index = { schemaVersion: 2, mediaType: imageMediaTypes.index, manifests: [describe], subject: describe };
  for (const [document, mediaType] of [
    [manifest, imageMediaTypes.manifest],
    [index, imageMediaTypes.index],
    [manifest, imageMediaTypes.index],
    [manifest, `${'text/'.repeat(1000)}\ud800`],
  ] as const)
    for (const bytes of [...changed(document), ...damaged(fileOf(document), 500)])
      try {
        expect(readImageDocument(bytes, mediaType, 'it').type).toBeDefined();
      } catch (error) {
        if (!isFault(error, 'IMAGE_INVALID')) throw error;
        expect(error.message.length).toBeLessThan(2000);
      }
});
