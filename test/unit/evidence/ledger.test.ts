// The ledger: a whole chain gives facts, every broken one names its first bad entry, and the builders keep to the chain.
import { describe, expect, test } from '@jest/globals';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { intentKey, resultKey } from '../../../src/evidence/keys.ts';
import {
  closeIntent,
  headProblems,
  type LedgerObject,
  readChain,
  unreadableLedger,
} from '../../../src/evidence/ledger.ts';
import { LedgerIntent, LedgerResult } from '../../../src/model/evidence.ts';
import { Commit, RunId, Sha256 } from '../../../src/model/ids.ts';
import { appendIntent, chainOf, facts, ledgerObject, resultObject } from './chain.ts';
import { digest, ledgerPlace, noon, sha256 } from './examples.ts';

const read = (objects: readonly LedgerObject[]) => readChain(objects, ledgerPlace);
const parse = (object: LedgerObject | undefined) => JSON.parse(new TextDecoder().decode(object?.bytes)) as unknown;
const key = (seq: number, entry: 'intent' | 'result') => (entry === 'intent' ? intentKey : resultKey)(ledgerPlace, seq);

/** The chain with one entry's fields changed. */
function changed(objects: readonly LedgerObject[], at: string, change: object): LedgerObject[] {
  return objects.map((object) =>
    object.key === at ? ledgerObject(at, Object.assign({}, parse(object), change)) : object,
  );
}

describe('a whole ledger', () => {
  test('is empty before the first deploy', () => {
    expect(facts([])).toEqual({
      store: 'memory:store',
      readable: true,
      head: '',
      next_seq: 0,
      problem: '',
      open_intent: null,
      last_success: null,
      last_other_success: null,
    });
  });

  test('gives head, next number and last success, in any order of reading', () => {
    const objects = chainOf(3);
    const last = objects.at(-1)?.bytes ?? new Uint8Array();
    const expected = {
      readable: true,
      head: sha256Hex(last),
      next_seq: 3,
      problem: '',
      open_intent: null,
      last_success: { digest, deploy_id: '7001/9002', time: noon + 9062 },
    };
    expect(facts(objects)).toMatchObject(expected);
    expect(facts(objects.toReversed())).toMatchObject(expected);
  });

  test('names the open intent, and keeps the last success behind a failure', () => {
    const objects = chainOf(1);
    const second = appendIntent(objects, 9001);
    expect(facts([...objects, second.object])).toMatchObject({
      open_intent: { deploy_id: '7001/9001' },
      next_seq: 2,
      head: sha256Hex(objects[1]?.bytes ?? ''),
    });
    const failed = [...objects, second.object, resultObject(second.intent, 'failed')];
    expect(facts(failed)).toMatchObject({ open_intent: null, next_seq: 2, last_success: { deploy_id: '7001/9000' } });
  });

  test.each([
    ['b', '9000', null],
    ['bb', '9001', null],
    ['ab', '9001', '9000'],
    ['abb', '9002', '9000'],
    ['aab', '9002', '9001'],
    ['aba', '9002', '9001'],
    ['abab', '9003', '9002'],
    ['aBb', '9002', '9000'],
    ['bA', '9000', null],
    ['A', null, null],
  ])('of %s (capitals failed) the last success is %s, and of another commit %s', (letters, last, other) => {
    const objects: LedgerObject[] = [];
    for (const [index, letter] of [...letters].entries()) {
      const of = Commit.parse(letter.toLowerCase().repeat(40));
      const { intent, object } = appendIntent(objects, 9000 + index, of);
      objects.push(object, resultObject(intent, letter === letter.toLowerCase() ? 'succeeded' : 'failed'));
    }
    const { last_success, last_other_success, problem } = facts(objects);
    const run = (success: typeof last_success) => success?.deploy_id.split('/')[1] ?? null;
    expect([run(last_success), run(last_other_success), problem]).toEqual([last, other, '']);
  });

  test('reads a reconciled result with person and reason', () => {
    const { intent, object } = appendIntent([], 9000);
    const reconciled = {
      run_id: RunId.parse('9055'),
      by: 'grace (user 22)',
      reason: 'the runner died',
      intent_sha256: Sha256.parse(sha256Hex(object.bytes)),
    };
    const result = closeIntent(intent, {
      outcome: 'unknown',
      time: intent.time,
      manifest_sha256: sha256('m'),
      reconciled,
    });
    const objects = [object, ledgerObject(key(0, 'result'), result)];
    expect(facts(objects)).toMatchObject({ problem: '', open_intent: null, last_success: null });
    expect(read(objects).steps[0]?.closed?.result).toMatchObject({
      reconciled_by: 'grace (user 22)',
      run_id: '9055',
      outcome: 'unknown',
    });
  });

  test('may end in the second it began, and the next may begin as much earlier as clocks may disagree', () => {
    const whole = chainOf(2);
    expect(read(changed(whole, key(1, 'result'), { time: noon + 9001 })).problems).toEqual([]);
    const at = (time: number) =>
      read(changed(whole, key(1, 'intent'), { time })).problems.filter(({ text }) => text.includes('ended'));
    expect(at(noon + 8760)).toEqual([]);
    expect(at(noon + 8759)).toHaveLength(1);
  });

  test('unreadable is said and carries the reason', () => {
    expect(unreadableLedger('s3:b', 'AccessDenied')).toMatchObject({ readable: false, problem: 'AccessDenied' });
  });
});

describe('a broken ledger names its first bad entry', () => {
  const whole = chainOf(3);
  const without = (...keys: string[]) => whole.filter((object) => !keys.includes(object.key));
  const withFlag = (at: string, flag: Partial<LedgerObject>) =>
    whole.map((object) => (object.key === at ? { ...object, ...flag } : object));
  const cases: [string, LedgerObject[], string][] = [
    ['the first intent gone', without(key(0, 'intent')), key(0, 'intent')],
    ['a middle intent gone', without(key(1, 'intent')), key(1, 'intent')],
    ['a middle result gone', without(key(1, 'result')), key(1, 'result')],
    ['a middle pair gone', without(key(1, 'intent'), key(1, 'result')), key(1, 'intent')],
    ['the last intent gone', without(key(2, 'intent')), key(2, 'intent')],
    ['a delete marker', withFlag(key(1, 'intent'), { deleteMarker: true }), key(1, 'intent')],
    ['a second version', withFlag(key(1, 'result'), { versions: 2 }), key(1, 'result')],
    ['no version left', withFlag(key(1, 'result'), { versions: 0, bytes: new Uint8Array() }), key(1, 'result')],
    ['a digest changed', changed(whole, key(1, 'intent'), { digest: `sha256:${'0'.repeat(64)}` }), key(1, 'result')],
    ['an outcome changed', changed(whole, key(1, 'result'), { outcome: 'failed' }), key(2, 'intent')],
    ['an outcome nobody reconciled', changed(whole, key(2, 'result'), { outcome: 'unknown' }), key(2, 'result')],
    ['a reason without a person', changed(whole, key(2, 'result'), { reconcile_reason: 'x' }), key(2, 'result')],
    ['a result by another run', changed(whole, key(2, 'result'), { run_id: '9999' }), key(2, 'result')],
    ['a result of another deploy', changed(whole, key(2, 'result'), { deploy_id: '7001/9999' }), key(2, 'result')],
    ['an intent of another repository', changed(whole, key(0, 'intent'), { repository_id: '7002' }), key(0, 'intent')],
    [
      'an intent of another environment',
      changed(whole, key(0, 'intent'), { environment: 'staging' }),
      key(0, 'intent'),
    ],
    ['a result before its intent', changed(whole, key(2, 'result'), { time: noon + 9001 }), key(2, 'result')],
    ['an intent long before the last end', changed(whole, key(2, 'intent'), { time: noon + 8760 }), key(2, 'intent')],
    ['an intent with another number', changed(whole, key(0, 'intent'), { seq: 1 }), key(0, 'intent')],
    ['an intent of another run', changed(whole, key(0, 'intent'), { run_id: '9999' }), key(0, 'intent')],
    ['an entry that is no JSON', withFlag(key(0, 'intent'), { bytes: new Uint8Array([123]) }), key(0, 'intent')],
    [
      'a foreign key',
      [...whole, ledgerObject('ledger/7001/production/notes.txt', {})],
      'ledger/7001/production/notes.txt',
    ],
    [
      'a key of another environment',
      [...whole, ledgerObject(intentKey({ ...ledgerPlace, environment: 'staging' }, 0), {})],
      intentKey({ ...ledgerPlace, environment: 'staging' }, 0),
    ],
  ];

  test('the untouched chain has no problem', () => {
    expect(read(whole).problems).toEqual([]);
  });

  test.each(cases)('%s', (_name, objects, at) => {
    expect(read(objects).problems[0]).toMatchObject({ code: 'LEDGER_BROKEN', key: at });
    expect(facts(objects).problem.startsWith(at)).toBe(true);
  });

  test('one deploy cannot appear twice', () => {
    const first = appendIntent([], 9000);
    const objects = [first.object, resultObject(first.intent)];
    const again = appendIntent(objects, 9000);
    expect(read([...objects, again.object]).problems).toMatchObject([{ key: key(1, 'intent') }]);
  });

  test('1,000 random edits, drops and swaps are all detected; a tail cut shows only against the known head', () => {
    const chain = chainOf(12);
    const head = facts(chain).head;
    let seed = 7;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const missed = Array.from({ length: 1000 }, (_, round) => {
      const objects = chain.map((object) => ({ ...object, bytes: object.bytes.slice() }));
      const target = objects[random(objects.length)];
      const other = objects[random(objects.length)];
      if (!target || !other) return 'no target';
      if (round % 4 === 0)
        target.bytes[random(target.bytes.length)]?.toString() &&
          target.bytes.set([1 + random(250)], random(target.bytes.length));
      if (round % 4 === 1) objects.splice(objects.indexOf(target), 1);
      if (round % 4 === 2) [target.bytes, other.bytes] = [other.bytes, target.bytes];
      if (round % 4 === 3) objects.splice(2 * random(12));
      const same =
        objects.length === chain.length &&
        objects.every((o, i) => Buffer.compare(o.bytes, chain[i]?.bytes ?? o.bytes) === 0);
      const after = facts(objects);
      return same || after.problem !== '' || after.head !== head ? '' : `round ${round}`;
    }).filter((text) => text !== '');
    expect(missed).toEqual([]);
  });
});

describe('builders', () => {
  test('the next intent carries on from the head', () => {
    const objects = chainOf(2);
    expect(appendIntent(objects, 9002).intent).toMatchObject({
      seq: 2,
      previous_result_sha256: facts(objects).head,
      deploy_id: '7001/9002',
      run_attempt: 1,
    });
  });

  test('no intent on top of an open one or of a broken ledger', () => {
    const open = appendIntent([], 9000).object;
    expect(() => appendIntent([open], 9001)).toThrow(expect.objectContaining({ code: 'INTENT_OPEN' }));
    expect(() => appendIntent(chainOf(2).slice(2), 9002)).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }));
  });

  test('a result names the intent by the digest of its stored bytes', () => {
    const { intent } = appendIntent([], 9000);
    const result = LedgerResult.parse(parse(resultObject(intent)));
    expect(result.intent_sha256).toBe(sha256Hex(canonicalBytes(LedgerIntent.parse(intent))));
    expect(result).toMatchObject({ run_id: '9000', reconciled_by: '', reconcile_reason: '' });
  });

  test('a reconciliation names the intent as it lies there, whatever a later release would make of it', () => {
    const { intent } = appendIntent([], 9000);
    const reconciled = {
      run_id: RunId.parse('1'),
      by: 'grace (user 22)',
      reason: 'the runner died',
      intent_sha256: sha256('i'),
    };
    const closing = { outcome: 'unknown', time: noon, manifest_sha256: sha256('m'), reconciled } as const;
    expect(closeIntent(intent, closing).intent_sha256).toBe(sha256('i'));
  });

  test.each([
    { by: ' ', reason: 'the runner died' },
    { by: 'grace', reason: '' },
  ])('a reconciliation needs person and reason: %j', (who) => {
    const { intent } = appendIntent([], 9000);
    const closing = {
      outcome: 'unknown',
      time: noon,
      manifest_sha256: sha256('m'),
      reconciled: { run_id: RunId.parse('1'), intent_sha256: sha256('i'), ...who },
    } as const;
    expect(() => closeIntent(intent, closing)).toThrow(expect.objectContaining({ code: 'RECONCILE_REFUSED' }));
  });
});

describe('a head that was noted elsewhere', () => {
  const chain = chainOf(3);
  const head = { ...ledgerPlace, seq: 2, result_sha256: facts(chain).head };
  const codes = (objects: readonly LedgerObject[], change: object = {}) =>
    headProblems(read(objects).steps, { ...head, ...change });

  test('fits the whole chain and any longer one', () => {
    expect(codes(chain)).toEqual([]);
    expect(codes(chainOf(4))).toEqual([]);
  });

  test('shows a cut tail, a missing result and a forked history, each by key', () => {
    expect(codes(chain.slice(0, 4))).toMatchObject([{ code: 'LEDGER_TAIL_CUT', key: key(2, 'result') }]);
    expect(codes(chain.slice(0, 5))).toMatchObject([{ code: 'LEDGER_TAIL_CUT', key: key(2, 'result') }]);
    expect(codes(chain, { result_sha256: sha256('fork') })).toMatchObject([
      { code: 'LEDGER_BROKEN', key: key(2, 'result') },
    ]);
  });
});
