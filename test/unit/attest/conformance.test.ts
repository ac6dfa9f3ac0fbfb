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

describe('the Sigstore conformance vectors', () => {
  test(corpusPresent ? 'are all there' : 'are absent, so nothing is proven here', () => {
    expect([good.length, conformanceVectors.length - good.length]).toEqual(corpusPresent ? [21, 49] : [0, 0]);
  });

  for (const vector of conformanceVectors) {
    test(`${vector.name} is ${vector.good ? 'accepted' : 'refused'}`, () => {
      expect(refusal(vector) === '').toBe(vector.good);
    });
  }
});

describe('good vectors become decoys', () => {
  for (const vector of good) {
    test(`${vector.name} over another artifact is refused (threat B1)`, () => {
      expect(refusal(vector, { artifact: Buffer.concat([vector.artifact, Buffer.from('x')]) })).not.toBe('');
    });
  }

  for (const vector of good.filter(({ key }) => !key)) {
    test(`${vector.name} by another identity or issuer is refused (threat B4)`, () => {
      expect(refusal(vector, { san: `${vector.san}x` })).toMatch(/^san/);
      expect(refusal(vector, { san: vector.san.replace('.', 'x') })).toMatch(/^san/);
      expect(refusal(vector, { issuer: `${vector.issuer}/` })).toMatch(/^issuer/);
    });
  }
});
