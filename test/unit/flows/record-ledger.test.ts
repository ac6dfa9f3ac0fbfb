// The ledger as a lease: one of many wins, a hidden or overwritten entry is never passed over, and reading says what it found.
import { describe, expect, test } from '@jest/globals';
import { Fault } from '../../../src/base/fault.ts';
import { inParallel } from '../../../src/base/parallel.ts';
import { intentKey, resultKey } from '../../../src/evidence/keys.ts';
import { closeIntent, nextIntent } from '../../../src/evidence/ledger.ts';
import { putLedgerEntry, readLedgerOf } from '../../../src/flows/evidence/ledger.ts';
import { RunId } from '../../../src/model/ids.ts';
import type { Store } from '../../../src/model/ports.ts';
import { actorId, commit, digest, ledgerPlace, noon, sha256 } from '../evidence/examples.ts';
import { deps, memory, twisted, until } from './writing.ts';

describe('the ledger', () => {
  const fields = (run: string) => ({
    ...ledgerPlace,
    digest,
    commit,
    run_id: RunId.parse(run),
    lease: `token of ${run}`,
    actor_id: actorId,
    actor: 'ada',
    time: noon,
    decision_sha256: sha256('d'),
  });
  const intentOf = async (store: Store, run: string) =>
    nextIntent((await readLedgerOf(store, ledgerPlace)).facts, fields(run));
  const key = intentKey(ledgerPlace, 0);

  test('an intent is created locked, and the same bytes again count as created', async () => {
    const store = memory();
    const intent = await intentOf(store, '9001');
    const put = await putLedgerEntry(deps(store), intent, intent);
    expect(put).toMatchObject({ outcome: 'created', entry: { key, retain_until: until } });
    expect(await putLedgerEntry(deps(store), intent, intent)).toEqual(put);
    expect((await readLedgerOf(store, ledgerPlace)).facts).toMatchObject({
      open_intent: intent,
      next_seq: 1,
    });
  });

  test('of twenty deploys one gets the lease, and each loser is told by whom', async () => {
    const store = memory();
    const intents = await Promise.all(Array.from({ length: 20 }, (_, index) => intentOf(store, String(9001 + index))));
    const puts = await Promise.all(intents.map((intent) => putLedgerEntry(deps(store), intent, intent)));
    expect(puts.filter((put) => put.outcome === 'created')).toHaveLength(1);
    expect(
      puts.filter((put) => put.outcome === 'exists' && put.holder === '7001/9001' && put.key === key),
    ).toHaveLength(19);
  });

  test('a result that another wrote first is named', async () => {
    const store = memory();
    const intent = await intentOf(store, '9001');
    await putLedgerEntry(deps(store), intent, intent);
    const result = (outcome: 'succeeded' | 'failed') =>
      closeIntent(intent, { outcome, time: noon, manifest_sha256: sha256('m') });
    expect(await putLedgerEntry(deps(store), intent, result('failed'))).toMatchObject({
      outcome: 'created',
      entry: { key: resultKey(ledgerPlace, 0) },
    });
    expect(await putLedgerEntry(deps(store), intent, result('succeeded'))).toMatchObject({
      outcome: 'exists',
      holder: '7001/9001',
    });
  });

  test('an unreadable holder is said to be unreadable', async () => {
    const store = memory();
    store.put(key, new TextEncoder().encode('{}'), until);
    const intent = await intentOf(memory(), '9001');
    expect(await putLedgerEntry(deps(store), intent, intent)).toMatchObject({ outcome: 'exists', holder: '' });
  });

  test('an entry that was hidden is never written anew without a fault', async () => {
    const store = memory();
    const intent = await intentOf(store, '9001');
    await putLedgerEntry(deps(store), intent, intent);
    store.hide(key);
    await expect(putLedgerEntry(deps(store), intent, intent)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    expect((await readLedgerOf(store, ledgerPlace)).facts.problem).toContain(key);
  });

  test('reading takes the oldest version and says that there are more', async () => {
    const store = memory();
    const intent = await intentOf(store, '9001');
    await putLedgerEntry(deps(store), intent, intent);
    store.put(key, new TextEncoder().encode('{}'), until);
    expect((await readLedgerOf(store, ledgerPlace)).facts).toMatchObject({
      open_intent: { run_id: '9001' },
      problem: expect.stringContaining('2 versions'),
    });
    const empty = memory();
    empty.hide(key);
    expect((await readLedgerOf(empty, ledgerPlace)).facts.problem).toContain('delete marker');
  });

  test('a store that refuses gives an unreadable ledger; a defect of ours is thrown', async () => {
    const failing = (error: unknown) =>
      twisted(memory(), {
        list: async () => {
          throw error;
        },
      });
    expect((await readLedgerOf(failing(new Fault('STORE_FAILED', 'AccessDenied')), ledgerPlace)).facts).toMatchObject({
      readable: false,
      next_seq: 0,
    });
    await expect(readLedgerOf(failing(new Fault('BUG', 'x')), ledgerPlace)).rejects.toMatchObject({
      code: 'BUG',
    });
    await expect(readLedgerOf(failing(new TypeError('x')), ledgerPlace)).rejects.toThrow(TypeError);
  });
});

describe('inParallel', () => {
  test('keeps the order and begins nothing after a failure', async () => {
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    expect(
      await inParallel([3, 1, 2], async (n) => {
        await wait(n);
        return n;
      }),
    ).toEqual([3, 1, 2]);
    const begun: number[] = [];
    const work = async (n: number) => {
      begun.push(n);
      if (n === 0) throw new Fault('STORE_FAILED', 'first');
      await wait(5);
    };
    await expect(inParallel([...Array(100).keys()], work)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(begun).toHaveLength(16);
  });
});
