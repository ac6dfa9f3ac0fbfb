// The SBOM is attached as itself; one about another image, about none, or in a format other than declared never passes,
// even when the right contract signed it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { names } from '../../local-cloud/clinic.ts';
import { plantImage, signAndAttach, statementsOf } from '../../local-cloud/journey/forge.ts';
import { canonicalBytes } from '../../src/base/canonical-json.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { predicateTypes } from '../../src/model/statement.ts';
import { bundlesOn, keepRegistry, recordsOf, trace, verify } from '../spine/build-remains.ts';
import { ask, buildStep, gate, openBuildWorld, publish, recorded } from '../spine/build-world.ts';

const world = await openBuildWorld();
const { clinic, digest } = world;
afterAll(() => clinic.close());
const published = await trace(world, () => publish(world));
beforeEach(keepRegistry(world));

const Bom = z.looseObject({ components: z.array(z.unknown()) });
const image = 'image-trivy';

const plain = Bom.parse(JSON.parse(readFileSync(join(recorded.clean, image, 'sbom.json'), 'utf8')));

describe('the SBOM that is attached', () => {
  test('is the document itself, by the digest that the gate and the record name', async () => {
    const { ended, objects } = published;
    expect(ended.code).toBe(0);
    const [attached] = bundlesOn(world, digest)
      .map((one) => verify(world, one))
      .filter((one) => one.predicateType === 'https://cyclonedx.org/bom');
    expect(attached?.statement.predicate).toEqual(plain);
    const stored = recordsOf(objects).find(({ kind }) => kind === 'sbom');
    expect(stored).toMatchObject({ detail_sha256: sha256Hex(canonicalBytes(plain)), detail_type: 'cyclonedx' });
    const gated = await gate(world);
    expect([gated.code, gated.summary.includes(`SBOM sha256:${stored?.detail_sha256}`)]).toEqual([0, true]);
  });
});

describe('an SBOM by the right contract', () => {
  const genuine = () => buildStep(world).job;
  const spdx = (about: string) => ({
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    documentDescribes: ['SPDXRef-image'],
    packages: [{ SPDXID: 'SPDXRef-image', name: 'clinic-api', versionInfo: about }],
  });

  /** The genuine statements of another image, with another SBOM statement. */
  async function withSbom(label: string, sbom: (about: string) => { predicateType: string; predicate?: unknown }) {
    const about = plantImage(clinic, digest, label);
    const texts = statementsOf(clinic, digest).map((text) => text.replaceAll(digest.slice(7), about.slice(7)));
    const changed = texts.map((text) => {
      const statement = JSON.parse(text);
      if (statement.predicateType !== predicateTypes.cyclonedx) return text;
      const { predicate: _, ...rest } = statement;
      return JSON.stringify({ ...rest, ...sbom(about) });
    });
    await signAndAttach(clinic, about, changed, genuine());
    return ask(world, ['verify', about, '--repository-id', names.repositoryId, '--config', clinic.configPath]);
  }

  test('counts as SPDX too', async () => {
    const { code, text } = await withSbom('spdx', (about) => ({
      predicateType: predicateTypes.spdx,
      predicate: spdx(about),
    }));
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('counts: spdx by') });
  });

  test.each<[string, (about: string) => { predicateType: string; predicate?: unknown }, string]>([
    ['about another image', () => ({ predicateType: predicateTypes.spdx, predicate: spdx(digest) }), 'is about'],
    [
      'about no image',
      () => ({ predicateType: predicateTypes.spdx, predicate: spdx('1.0.0') }),
      'does not name the image',
    ],
    [
      'under the type of the other format',
      (about) => ({ predicateType: predicateTypes.cyclonedx, predicate: spdx(about) }),
      'the predicate is spdx',
    ],
    [
      'of a newer version',
      (about) => ({ predicateType: predicateTypes.spdx, predicate: { ...spdx(about), spdxVersion: 'SPDX-3.4' } }),
      'newer than',
    ],
    ['without a document', () => ({ predicateType: predicateTypes.cyclonedx }), 'the statement carries no predicate'],
    ['that is text', () => ({ predicateType: predicateTypes.cyclonedx, predicate: 'bom' }), 'is not CycloneDX'],
    [
      'that was only named by its digest',
      () => ({ predicateType: 'https://safeguard.dev/sbom-reference/v1', predicate: {} }),
      'not a predicate type that Safeguard reads',
    ],
  ])('does not count %s, and is named with the reason', async (name, sbom, said) => {
    const { code, text } = await withSbom(name, sbom);
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining(said) });
    expect(text).toContain('missing: sbom of commit');
  });
});
