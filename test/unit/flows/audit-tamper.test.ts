// An attacker with the disk or with the writer role: each touched, forged, unlisted or missing object is named, and the answer is
// not proven.

import { describe, expect, test } from '@jest/globals';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { intentKey } from '../../../src/evidence/keys.ts';
import { auditDeploy } from '../../../src/flows/audit/questions.ts';
import { Anchor } from '../../../src/model/evidence.ts';
import { RunId } from '../../../src/model/ids.ts';
import { deployed, first, firstResult, problemsOf } from '../audit/asking.ts';
import { grace } from '../audit/building.ts';
import { keySigner } from '../audit/key-signer.ts';
import { plantApproval, plantListed, plantManifest, plantStatement } from '../audit/planting.ts';
import { type DeployChange, World } from '../audit/world.ts';
import { ledgerPlace, noon, sha256 } from '../evidence/examples.ts';

describe('tampering with any one object of a deploy', () => {
  const attacks: Record<string, (world: World, key: string) => void> = {
    removed: (world, key) => void world.store.rows.delete(key),
    'changed by one byte': (world, key) => {
      const { bytes } = world.row(key);
      const at = Math.floor(bytes.length / 2);
      bytes.set([Number(bytes[at]) ^ 1], at);
    },
    'hidden by a delete marker': (world, key) => world.store.hide(key),
    'covered by a newer version': (world, key) =>
      void world.store.put(key, canonicalBytes({ a: 1 }), noon + 400_000_000),
    'covered by its own copy': (world, key) => void world.store.put(key, world.row(key).bytes, noon + 400_000_000),
    'put into GOVERNANCE': (world, key) => void Object.assign(world.row(key), { mode: 'GOVERNANCE' }),
    'locked a second short': (world, key) =>
      void Object.assign(world.row(key), { retainUntil: world.row(key).retainUntil - 1 }),
  };

  test.each(Object.keys(attacks))(
    '%s: every object in turn is named and the answer is not proven',
    async (attack) => {
      const untouched = await deployed();
      const missed: string[] = [];
      for (const [index, key] of untouched.world.keys('').entries()) {
        const { world, opening, closing, built } = await deployed();
        const target = world.keys('')[index] ?? key;
        attacks[attack]?.(world, target);
        const { answer, text } = await auditDeploy(world.store, world.anchor, first);
        // What is gone for good can only be named by whoever names it: the intent for the opening manifest, the result for the closing one.
        const gone =
          attack === 'removed' &&
          {
            [opening]: intentKey(ledgerPlace, 0),
            [closing]: firstResult,
            [firstResult]: intentKey(ledgerPlace, 0),
            [built.manifestKey]: intentKey(ledgerPlace, 0),
          }[target];
        const named =
          answer.problems.some((problem) => problem.key === (gone || target)) && text.includes(gone || target);
        if (answer.verdict !== 'not_proven' || !named) missed.push(target);
      }
      expect(missed).toEqual([]);
    },
    60_000,
  );
});

describe('evidence that was never signed as it should be', () => {
  test.each<[string, DeployChange]>([
    ['unsigned manifests', { signer: null }],
    ['an unknown key', { signer: keySigner() }],
  ])('%s never count', async (_name, change) => {
    const { world, opening, closing } = await deployed(change);
    const code = change.signer === null ? 'MANIFEST_UNSIGNED' : 'MANIFEST_FORGED';
    expect(await problemsOf(world)).toEqual(expect.arrayContaining([`${code} ${opening}`, `${code} ${closing}`]));
  });

  test('the build key cannot sign a deploy, and a key of another repository cannot sign at all', async () => {
    const world = new World();
    const { opening } = await world.deploy('9001', { signer: world.build });
    expect(await problemsOf(world)).toContain(`MANIFEST_FORGED ${opening}`);
    const stranger = keySigner();
    const other = new World();
    other.anchor = Anchor.parse({
      ...other.anchor,
      keys: [...other.anchor.keys, other.anchorKey(stranger, 'deploy', '7002')],
    });
    const foreign = await other.deploy('9001', { signer: stranger });
    expect(await problemsOf(other)).toContain(`MANIFEST_FORGED ${foreign.opening}`);
  });

  test('statements signed by anyone but the build are refused by key', async () => {
    const { world, built } = await deployed({ buildSigner: 'deployer' });
    const keys = built.signatures.map((fact) => `SIGNATURE_INVALID blobs/7001/sha256/${fact.bundle_sha256}`);
    expect(await problemsOf(world)).toEqual(expect.arrayContaining(keys));
  });

  test('statements that were left out are named', async () => {
    const { world, built } = await deployed({ keepStatements: false });
    const keys = built.signatures.map((fact) => `OBJECT_MISSING blobs/7001/sha256/${fact.bundle_sha256}`);
    expect(await problemsOf(world)).toEqual(expect.arrayContaining(keys));
  });

  test('a planted manifest is named, whoever signed it and whatever it claims; signed by the contract for its run it is none', async () => {
    const { world } = await deployed();
    expect(await problemsOf(world)).toEqual([]);
    const unsigned = await plantManifest(world, null, { stage: 'opening' });
    expect(await problemsOf(world)).toContain(`MANIFEST_UNSIGNED ${unsigned}`);
    const stranger = await plantManifest(world, keySigner());
    expect(await problemsOf(world)).toContain(`MANIFEST_FORGED ${stranger}`);
    const otherRun = await plantManifest(world, world.deployer, { run_id: RunId.parse('9009') });
    expect(await problemsOf(world)).toContain(`MANIFEST_FORGED ${otherRun}`);
    const garbage = `manifests/7001/clinic-api/dt=2026-10-01/9001-1-deploy-${sha256Hex('{}')}.json`;
    world.store.put(garbage, new TextEncoder().encode('{}'), noon + 400_000_000);
    expect(await problemsOf(world)).toContain(`MANIFEST_INVALID ${garbage}`);
    const oddName = 'manifests/7001/clinic-api/dt=2026-10-01/9001-notes.txt';
    world.store.put(oddName, new TextEncoder().encode('{}'), noon + 400_000_000);
    expect(await problemsOf(world)).toContain(`MANIFEST_INVALID ${oddName}`);
    const scanOnly = await plantStatement(world);
    expect(await problemsOf(world)).toContain(`MANIFEST_INVALID ${scanOnly}`);
  });

  test('a record that no manifest lists is counted beside the evidence and never as evidence', async () => {
    const { world } = await deployed({ bundle: { approvals: [] } });
    expect((await auditDeploy(world.store, world.anchor, first)).answer.uncounted.records).toBe(0);
    plantApproval(world, grace);
    const { answer } = await auditDeploy(world.store, world.anchor, first);
    expect(answer).toMatchObject({ approvals: [], uncounted: { records: 1, manifests: 0 } });
    expect(answer.problems.map(({ code }) => code)).toEqual(['APPROVAL_MISSING']);
  });

  test('a listed record that is no record is named', async () => {
    const { world } = await deployed();
    const key = await plantListed(world, '{"kind":"note"}');
    expect(await problemsOf(world)).toContain(`RECORD_INVALID ${key}`);
  });
});

describe('trusted roots', () => {
  test('one that is nowhere is said where a signature fails', async () => {
    const { world } = await deployed({ signer: keySigner() });
    world.anchor = Anchor.parse({
      ...world.anchor,
      trusted_roots: [{ sha256: sha256('root'), certificate_transparency: false }],
    });
    const { answer } = await auditDeploy(world.store, world.anchor, first);
    const missing = answer.problems.filter(({ code }) => code === 'TRUST_ROOT_MISSING');
    expect(missing.length > 0 && missing.every(({ text }) => text.includes(sha256('root')))).toBe(true);
    expect(answer.problems.map(({ code }) => code)).not.toContain('MANIFEST_FORGED');
  });

  test('with the right digest but no root is refused as the anchor’s fault', async () => {
    const { world } = await deployed();
    const bytes = canonicalBytes({ mediaType: 'x' });
    world.store.put(`blobs/7001/sha256/${sha256Hex(bytes)}`, bytes, noon + 400_000_000);
    for (const root of [{ sha256: sha256Hex(bytes) }, { sha256: sha256('any'), document: { mediaType: 'x' } }]) {
      const anchor = Anchor.parse({ ...world.anchor, trusted_roots: [{ ...root, certificate_transparency: false }] });
      await expect(auditDeploy(world.store, anchor, first)).rejects.toMatchObject({ code: 'TRUST_ROOT_INVALID' });
    }
  });

  test('without root and key nothing can be verified', async () => {
    const { world, opening } = await deployed();
    world.anchor = Anchor.parse({ ...world.anchor, keys: [] });
    expect(await problemsOf(world)).toContain(`MANIFEST_FORGED ${opening}`);
  });
});
