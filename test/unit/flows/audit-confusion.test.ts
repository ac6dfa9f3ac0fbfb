// One run in several environments, and a reconcile about another deploy or with other facts: each is genuine by itself
// and must not stand for the other.

import { describe, expect, test } from '@jest/globals';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { intentKey, resultKey } from '../../../src/evidence/keys.ts';
import { auditDeploy, auditRunning } from '../../../src/flows/audit/questions.ts';
import { readLedgerOf } from '../../../src/flows/evidence/ledger.ts';
import { LedgerIntent, LedgerResult } from '../../../src/model/evidence.ts';
import { DeployId } from '../../../src/model/ids.ts';
import { deployed, first, firstResult, problemsOf } from '../audit/asking.ts';
import { type DeployChange, World } from '../audit/world.ts';
import { digest, environment, ledgerPlace, noon, repositoryId, sha256 } from '../evidence/examples.ts';

const canary = 'canary';
const parsed = (world: World, key: string): unknown => JSON.parse(new TextDecoder().decode(world.row(key).bytes));

describe('one run that deployed to two environments', () => {
  const twice = async (second: DeployChange = {}) => {
    const world = new World();
    await world.deploy('9001', { environment: canary });
    await world.deploy('9001', second);
    return world;
  };

  test('is proven when both are, and each is named in text and JSON', async () => {
    const world = await twice();
    const { answer, text } = await auditDeploy(world.store, world.anchor, first);
    expect(answer.problems).toEqual([]);
    expect(answer).toMatchObject({
      verdict: 'proven',
      deploy: { environment: canary },
      others: [{ verdict: 'proven', deploy: { environment } }],
    });
    expect(text).toContain(`canary: succeeded and ${environment}: succeeded`);
  });

  test.each<[string, DeployChange]>([
    ['an open intent', { stopAfter: 'opening' }],
    ['no signed evidence', { stopAfter: 'intent' }],
    ['an approval recorded only for the first', { recordApproval: false }],
  ])('is not proven when the second has %s', async (_name, second) => {
    const world = await twice(second);
    const { answer, denied } = await auditDeploy(world.store, world.anchor, first);
    expect(denied).toBe(true);
    expect(answer).toMatchObject({
      verdict: 'not_proven',
      others: [{ verdict: 'not_proven', deploy: { environment } }],
    });
  });

  test('says when the ledger of another environment does not hold', async () => {
    const world = await twice();
    world.store.rows.delete(intentKey(ledgerPlace, 0));
    const { answer } = await auditDeploy(world.store, world.anchor, first);
    expect(answer.others).toEqual([]);
    expect(
      answer.caveats.some((caveat) => caveat.includes(`the ledger of clinic-api in ${environment} does not hold`)),
    ).toBe(true);
  });

  test('a ledger planted under the id of a genuine deploy elsewhere is answered by its own evidence', async () => {
    const world = new World();
    await world.deploy('9001', { environment: canary });
    const ask = () => auditRunning(world.store, world.anchor, { digest, at: noon + 3600 });
    expect((await ask()).answer.verdict).toBe('proven');
    for (const claimed of [environment, canary]) {
      const intent = LedgerIntent.parse(parsed(world, intentKey({ ...ledgerPlace, environment: canary }, 0)));
      const forged = canonicalBytes({ ...intent, environment: claimed, decision_sha256: sha256('no decision') });
      const result = LedgerResult.parse(parsed(world, resultKey({ ...ledgerPlace, environment: canary }, 0)));
      const end = { ...result, intent_sha256: sha256Hex(forged), manifest_sha256: sha256('no manifest') };
      for (const key of world.keys(`ledger/${repositoryId}/clinic-api/${environment}/`)) world.store.rows.delete(key);
      world.store.put(intentKey(ledgerPlace, 0), forged, noon + 400_000_000);
      world.store.put(resultKey(ledgerPlace, 0), canonicalBytes(end), noon + 400_000_000);
      expect((await ask()).answer).toMatchObject({
        verdict: 'not_proven',
        environments: [{ last: { verdict: 'proven' } }, { environment, last: { verdict: 'not_proven' } }],
      });
      expect((await auditDeploy(world.store, world.anchor, first)).denied).toBe(true);
    }
  });
});

describe('a reconcile', () => {
  const closed = async (told: { reason?: string; ledgerReason?: string; of?: string }) => {
    const { world, intent } = await deployed({ stopAfter: 'opening' });
    world.now += 600;
    await world.reconcile(intent, '9055', told);
    return problemsOf(world);
  };

  test.each([
    ['speaks of another deploy', { of: '7001/9009' }],
    ['speaks of a deploy whose id only begins alike', { of: `${first}1` }],
    ['is told with the end of its reason only', { reason: 'nobody believes that it runs', ledgerReason: 'it runs' }],
  ])('that %s is named', async (_name, told) => {
    expect(await closed({ reason: 'nobody believes that it runs' })).toEqual([]);
    expect(await closed(told)).toEqual([`STATEMENT_MISMATCH ${firstResult}`]);
  });

  test('of an earlier deploy of the digest cannot close a later one', async () => {
    const { world, intent } = await deployed({ stopAfter: 'opening' });
    world.now += 600;
    await world.reconcile(intent, '9055');
    world.now += 600;
    const later = await world.deploy('9002', { stopAfter: 'opening' });
    const old = LedgerResult.parse(parsed(world, firstResult));
    const { seq, deploy_id } = later.intent;
    const forged = { ...old, seq, deploy_id, intent_sha256: sha256Hex(canonicalBytes(later.intent)) };
    const key = resultKey(ledgerPlace, 1);
    world.store.put(key, canonicalBytes(forged), noon + 400_000_000);
    const found = await problemsOf(world, DeployId.parse('7001/9002'));
    expect(found).toEqual(expect.arrayContaining([`LEDGER_BROKEN ${key}`, `STATEMENT_MISMATCH ${key}`]));
  });

  test('that says another thing than the deploying run signed is named', async () => {
    const { world, intent } = await deployed();
    world.store.rows.delete(firstResult);
    world.now += 600;
    await world.reconcile(intent, '9055', { outcome: 'failed' });
    expect(await problemsOf(world)).toEqual([`STATEMENT_MISMATCH ${firstResult}`]);
  });

  test('that does not know how it ended contradicts nothing', async () => {
    const { world, intent } = await deployed();
    world.store.rows.delete(firstResult);
    world.now += 600;
    await world.reconcile(intent, '9055');
    expect(await problemsOf(world)).toEqual([]);
  });
});

describe('the last success that a decision was made on', () => {
  test('is named as not re-verified when it is the one before, and as wrong when it is another', async () => {
    const { world } = await deployed();
    await world.deploy('9002');
    const second = DeployId.parse('7001/9002');
    const { answer } = await auditDeploy(world.store, world.anchor, second);
    expect(answer.problems).toEqual([]);
    expect(answer.caveats.some((caveat) => caveat.includes(first) && caveat.includes('not re-verified'))).toBe(true);
    const head = sha256Hex(world.row(resultKey(ledgerPlace, 1)).bytes);
    const ledger = { store: 'x', readable: true, head, next_seq: 2, problem: '', open_intent: null };
    await world.deploy('9003', { bundle: { ledger: { ...ledger, last_success: null, last_other_success: null } } });
    const third = await problemsOf(world, DeployId.parse('7001/9003'));
    expect(third.map((one) => one.split(' ')[0])).toEqual(['DECISION_MISMATCH']);
    const { facts } = await readLedgerOf(world.store, ledgerPlace);
    await world.deploy('9004', { bundle: { ledger: { ...facts, last_other_success: facts.last_success } } });
    const fourth = await problemsOf(world, DeployId.parse('7001/9004'));
    expect(fourth.map((one) => one.split(' ')[0])).toEqual(['DECISION_MISMATCH']);
  });
});
