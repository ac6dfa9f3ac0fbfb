// All 70 vectors of the Sigstore conformance suite, 69 of which the library alone gets right; and decoys made of the good ones.
import { describe, expect, test } from '@jest/globals';
import { isFault, textOf } from '../../../src/base/fault.ts';
import { verifyArtifact } from './conformance-client.ts';
import { conformanceVectors, corpusPresent, type Vector } from './corpus.ts';

function refusal(vector: Vector, change: Partial<Vector> = {}): string {
  const { bundle, artifact, san, issuer, key } = { ...vector, ...change };
  try {
    return verifyArtifact(bundle, artifact, vector.trust(), key ? null : { san, issuer });
  } catch (error) {
    if (isFault(error, 'TRUST_ROOT_INVALID')) return textOf(error);
    throw error;
  }
}

const good = conformanceVectors.filter((vector) => vector.good);
const bad = conformanceVectors.filter((vector) => !vector.good);

describe('the Sigstore conformance vectors', () => {
  test(corpusPresent ? 'are all there' : 'are absent, so nothing is proven here', () => {
    expect([good.length, bad.length]).toEqual(corpusPresent ? [21, 49] : [0, 0]);
  });

  test.each(good)('$name is accepted', (vector) => {
    expect(refusal(vector)).toBe('');
  });

  test.each(bad)('$name is refused', (vector) => {
    expect(refusal(vector)).not.toBe('');
  });
});

describe('good vectors become decoys', () => {
  test.each(good)('$name over another artifact is refused (B1)', (vector) => {
    expect(refusal(vector, { artifact: Buffer.concat([vector.artifact, Buffer.from('x')]) })).not.toBe('');
  });

  const keyless = good.filter((vector) => !vector.key);
  test.each(keyless)('$name by another identity or issuer is refused (B4)', ({ ...vector }) => {
    expect(refusal(vector, { san: `${vector.san}x` })).toMatch(/san/);
    expect(refusal(vector, { san: vector.san.replace('.', 'x') })).toMatch(/san/);
    expect(refusal(vector, { issuer: `${vector.issuer}/` })).toMatch(/^issuer/);
  });
});
