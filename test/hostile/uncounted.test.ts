// An object that is marked as not counting is neutral, and no more: it does not neutralize signed evidence, hides no
// change of it, and none of its text reaches the answer. This is what a holder of the recorder role can add.
import { describe, expect, test } from '@jest/globals';
import { manifestStatement } from '../../src/attest/statement.ts';
import { canonicalBytes } from '../../src/base/canonical-json.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { manifestKey } from '../../src/evidence/keys.ts';
import { encodeManifest, makeManifest } from '../../src/evidence/manifest.ts';
import { auditDeploy } from '../../src/flows/audit/questions.ts';
import type { ManifestEntry } from '../../src/model/evidence.ts';
import { Digest } from '../../src/model/ids.ts';
import { deployed, first } from '../unit/audit/asking.ts';
import { grace, subjectOf } from '../unit/audit/building.ts';
import { plantApproval, plantManifest } from '../unit/audit/planting.ts';
import { type DeployChange, World } from '../unit/audit/world.ts';
import { digest, noon, recordContext, sha256 } from '../unit/evidence/examples.ts';

const keep = noon + 400_000_000;
const ask = async (world: World) => (await auditDeploy(world.store, world.anchor, first)).answer;
const codes = async (world: World) => (await ask(world)).problems.map(({ code, key }) => `${code} ${key}`);

/** An unsigned manifest of a preparing job that claims to list these objects. */
function plantUnsigned(world: World, entries: ManifestEntry[], stage: 'job' | 'opening' | 'closing' = 'job'): string {
  const context = recordContext({ job: 'outcome' });
  const predicate = makeManifest(context, { stage, store: world.store.uri, lock: 'COMPLIANCE', entries });
  const file = encodeManifest(manifestStatement(subjectOf(digest), predicate), null);
  const key = manifestKey(context, sha256Hex(file));
  world.store.put(key, file, keep);
  return key;
}

const entryOf = (world: World, key: string): ManifestEntry => {
  const { bytes, versionId, retainUntil } = world.row(key);
  return {
    key,
    sha256: sha256(new TextDecoder().decode(bytes)),
    bytes: bytes.length,
    version_id: versionId,
    retain_until: retainUntil,
  };
};

describe('an unsigned manifest of a preparing job', () => {
  test('is counted, with what it lists, and the deploy stays proven', async () => {
    const { world } = await deployed();
    await plantManifest(world, null);
    const answer = await ask(world);
    expect([answer.verdict, answer.uncounted]).toEqual(['proven', { records: 1, manifests: 1 }]);
    expect(answer.caveats.join()).toContain('1 record that no signed manifest lists and 1 manifest that nobody signed');
  });

  test('makes no listed object neutral: every one that is changed beside it is still named', async () => {
    const { world: untouched } = await deployed();
    const listed = untouched.keys('').filter((key) => !key.startsWith('ledger/') && !key.startsWith('manifests/'));
    for (const [index] of listed.entries()) {
      const { world } = await deployed();
      const target =
        world.keys('').filter((key) => !key.startsWith('ledger/') && !key.startsWith('manifests/'))[index] ?? '';
      world.row(target).bytes.set([1], 0);
      plantUnsigned(world, [entryOf(world, target)]);
      expect(await codes(world)).toContain(`OBJECT_ALTERED ${target}`);
    }
  });

  test('stands for no manifest that is missing', async () => {
    const { world, opening, closing, built } = await deployed();
    for (const key of [opening, closing, built.manifestKey]) {
      const row = world.row(key);
      world.store.rows.delete(key);
      plantUnsigned(
        world,
        world.keys('records/').map((one) => entryOf(world, one)),
      );
      expect((await codes(world)).some((one) => one.startsWith('MANIFEST_MISSING'))).toBe(true);
      world.store.rows.set(key, [row]);
    }
  });

  test('proves no approval that has no record of its own', async () => {
    const { world } = await deployed({ recordApproval: false });
    const key = plantApproval(world, grace);
    plantUnsigned(world, [entryOf(world, key)]);
    const answer = await ask(world);
    expect(answer.problems.map(({ code }) => code)).toEqual(['APPROVAL_MISSING']);
    expect(answer.uncounted.records).toBe(1);
  });

  test.each(['opening', 'closing'] as const)('is not neutral when it claims to be the %s one', async (stage) => {
    const { world } = await deployed();
    const [record = ''] = world.keys('records/');
    const key = plantUnsigned(world, [entryOf(world, record)], stage);
    expect(await codes(world)).toEqual([`MANIFEST_UNSIGNED ${key}`]);
  });

  test('that says signed, or holds both forms, is no manifest', async () => {
    const { world } = await deployed();
    const file = canonicalBytes({
      schema: 'safeguard.manifest/v1',
      signed: true,
      bundle: null,
      unsigned_statement: {},
    });
    const key = manifestKey(recordContext({ job: 'outcome' }), sha256Hex(file));
    world.store.put(key, file, keep);
    expect(await codes(world)).toEqual([`MANIFEST_INVALID ${key}`]);
  });
});

test('a thousand records that nobody signed for are one number, and none of their words is said', async () => {
  const { world } = await deployed();
  for (let index = 0; index < 1000; index++)
    world.store.put(
      `records/7001/clinic-api/dt=2026-10-01/env=production/9001-1/approved by the pope ${index}`,
      new TextEncoder().encode('all is well'),
      keep,
    );
  const { answer, text } = await auditDeploy(world.store, world.anchor, first);
  expect([answer.verdict, answer.uncounted.records]).toEqual(['proven', 1000]);
  expect(text).not.toMatch(/pope|all is well/);
});

describe('the evidence of the build', () => {
  test.each<[string, DeployChange, string]>([
    ['has no decision', { buildWithout: ['decision'] }, 'a decision that allowed it'],
    ['has no record of the push', { buildWithout: ['publish'] }, 'a record of its push'],
    ['has no record of its scan', { buildWithout: ['scan'] }, 'the image scan by trivy'],
    ['has no record of the SBOM', { buildWithout: ['sbom'] }, 'its SBOM'],
    ['lacks the signed statements', { buildWithout: ['sigstore-bundle'] }, 'that the decision counted'],
  ])('that %s is not proven, and says what is missing', async (_name, change, said) => {
    const { world, built } = await deployed(change);
    const answer = await ask(world);
    expect(answer.verdict).toBe('not_proven');
    expect(answer.problems.every(({ code, key }) => code === 'OBJECT_MISSING' && key === built.manifestKey)).toBe(true);
    expect(answer.problems.some(({ text }) => text.includes(said))).toBe(true);
  });

  test('that is nowhere is not proven', async () => {
    const { world, built } = await deployed();
    expect(await codes(world)).toEqual([]);
    world.store.rows.delete(built.manifestKey);
    expect((await codes(world)).map((one) => one.split(' ')[0])).toEqual(['MANIFEST_MISSING']);
  });

  test('that speaks of another image, or was signed by the deploy, is none of this build', async () => {
    const other = await deployed({ buildManifestAbout: digestOf('d3') });
    expect((await codes(other.world)).map((one) => one.split(' ')[0])).toEqual(['MANIFEST_MISSING']);
    const world = new World();
    await world.deploy('9001', { buildManifestSigner: world.deployer });
    expect((await codes(world)).map((one) => one.split(' ')[0])).toContain('MANIFEST_MISSING');
  });
});

function digestOf(byte: string) {
  return Digest.parse(`sha256:${byte.repeat(32)}`);
}
