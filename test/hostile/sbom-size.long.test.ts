// An SBOM is attached whole, so its size meets limits: ours, which is what others read, is met before anything is pushed; just below
// it an image is published, verified and gated like any other.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { names } from '../../local-cloud/clinic.ts';
import { canonicalBytes } from '../../src/base/canonical-json.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { bundleLimit, predicateTypes, sbomStatementLimit } from '../../src/model/statement.ts';
import { bundlesOn, emptyRegistry, trace, verify } from '../spine/build-remains.ts';
import { ask, editRun, gate, openBuildWorld, publish, recorded, runNames, someRuns } from '../spine/build-world.ts';

jest.setTimeout(180_000);
const world = await openBuildWorld();
const { clinic, digest } = world;
afterAll(() => clinic.close());

const Bom = z.looseObject({ components: z.array(z.unknown()) });
const image = 'image-trivy';

/** The clean runs with another SBOM. */
function runsWith(change: (bom: z.infer<typeof Bom>) => unknown): string {
  const folder = someRuns(world, runNames);
  const file = join(folder, image, 'sbom.json');
  const bytes = Buffer.from(JSON.stringify(change(Bom.parse(JSON.parse(readFileSync(file, 'utf8'))))));
  writeFileSync(file, bytes);
  editRun(folder, image, { run: (run) => ({ ...run, sbom: { sha256: sha256Hex(bytes), bytes: bytes.length } }) });
  return folder;
}

const plain = Bom.parse(JSON.parse(readFileSync(join(recorded.clean, image, 'sbom.json'), 'utf8')));
const filled = (length: number) => (bom: object) => ({ ...bom, annotations: [{ text: 'x'.repeat(length) }] });

/** The statement around an SBOM of this image, without the SBOM. */
const around = () => {
  const [bundle] = bundlesOn(world, digest)
    .map((one) => verify(world, one))
    .filter((one) => one.predicateType === predicateTypes.cyclonedx);
  if (!bundle) throw new Error('no SBOM is attached');
  return bundle.statementBytes.length - canonicalBytes(plain).length;
};

const verifyCommand = () =>
  ask(world, ['verify', digest, '--repository-id', names.repositoryId, '--config', clinic.configPath]);

describe('the size of an SBOM', () => {
  test('of exactly as much as is read is published and counts; of one byte more nothing is pushed', async () => {
    expect((await publish(world)).code).toBe(0);
    const rest = around();
    const most =
      sbomStatementLimit -
      rest -
      (canonicalBytes(filled(0)(plain)).length - canonicalBytes(plain).length) -
      canonicalBytes(plain).length;
    emptyRegistry(world);
    const more = await trace(world, () => publish(world, { runs: runsWith(filled(most + 1)) }));
    expect({ code: more.ended.code, pushes: more.pushes, objects: more.objects }).toEqual({
      code: 3,
      pushes: [],
      objects: [],
    });
    expect(more.ended.lines.join('\n')).toContain('STATEMENT_TOO_LARGE');
    const whole = await trace(world, () => publish(world, { runs: runsWith(filled(most)) }));
    expect(whole.ended.code).toBe(0);
    expect(Math.max(...bundlesOn(world, digest).map((bundle) => bundle.length))).toBeLessThanOrEqual(bundleLimit);
    expect((await verifyCommand()).code).toBe(0);
    expect((await gate(world)).code).toBe(0);
  });
});
