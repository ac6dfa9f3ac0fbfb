// Many deploys of one environment at once (threats D11, F7): the ledger's conditional create is the lease. One intent per sequence
// number, one effect, and every loser is denied by the name of the winner; also when S3 answers 409, and within one run.
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import {
  act,
  decisionOf,
  deniedRules,
  deploy,
  deployStep,
  type Ended,
  effectsOf,
  headOf,
  ledgerOf,
  openWorld,
} from './deploy-world.ts';

jest.setTimeout(180_000);
const rivals = 20;
const world = await openWorld(['calm', 'stormy', 'twins', 'again']);
afterAll(() => world.clinic.close());
const { s3 } = world.clinic.cloud.aws;
afterEach(() => {
  s3.conflict = () => false;
});

const runs = (first: number) => Array.from({ length: rivals }, (_, index) => String(first + index));

/** The deploy that a loser's message names: by the lease, by the gate when it looked later, or, when the winner had ended by then, by its result. */
function namedWinner(ended: Ended, environment: string): string {
  const rules = decisionOf(world, ended)?.rules ?? [];
  const { intents, results } = ledgerOf(world, environment);
  const moved = rules.find(({ id, verdict }) => id === 'gate.handover.ledger_head' && verdict === 'deny');
  if (moved?.message.includes(`now '${results[0]?.sha256}'`)) return intents[0]?.deploy_id ?? '';
  const rule = rules.find(({ id }) => id === 'gate.ledger.open_intent');
  const said = rule?.verdict === 'deny' ? rule.message : ended.lines.join('\n');
  return /deploy (\d+\/\d+)/.exec(said)?.[1] ?? '';
}

/** Every fifth conditional write of a ledger entry or anything else meets a conflicting one. */
function conflictOften(): void {
  let count = 0;
  s3.conflict = () => ++count % 5 === 0;
}

describe.each([
  { environment: 'calm', first: 9_300_000_000, prepare: () => {} },
  { environment: 'stormy', first: 9_300_000_100, prepare: conflictOften },
])('$environment: twenty deploys at once', ({ environment, first, prepare }) => {
  test('give one intent, one effect, and losers that name the winner; the next comes after it', async () => {
    prepare();
    const ends = await Promise.all(runs(first).map((run) => deploy(world, run, { environment })));
    const winners = ends.filter(({ code }) => code === 0);
    expect(winners).toHaveLength(1);
    const { keys, intents, results } = ledgerOf(world, environment);
    expect(keys).toEqual(['00000000-intent.json', '00000000-result.json']);
    expect(results[0]).toMatchObject({ outcome: 'succeeded', intent_sha256: intents[0]?.sha256 });
    expect(effectsOf(world, environment)).toBe(1);
    const losers = ends.filter(({ code }) => code !== 0);
    expect(losers.map(({ code }) => code)).toEqual(losers.map(() => 1));
    expect(losers.map(({ outputs }) => outputs['deploy-id'])).toEqual(losers.map(() => ''));
    expect(new Set(losers.map((loser) => namedWinner(loser, environment)))).toEqual(new Set([intents[0]?.deploy_id]));

    const next = await deploy(world, String(first + 50), { environment });
    expect(next.code).toBe(0);
    const after = ledgerOf(world, environment);
    expect(after.intents[1]).toMatchObject({ seq: 1, previous_result_sha256: results[0]?.sha256 });
    expect(after.keys).toHaveLength(4);
    expect(effectsOf(world, environment)).toBe(2);
  });
});

test('jobs of one and the same run, in the same second, have one effect together', async () => {
  const environment = 'twins';
  const now = world.clinic.cloud.clock.now();
  const twin = () => act(world.clinic, 'deploy', deployStep(world, '9300000200', { environment }), { now: () => now });
  const ends = await Promise.all([twin(), twin(), twin()]);
  expect(effectsOf(world, environment)).toBe(1);
  expect(ends.map(({ code }) => code).sort()).toEqual([0, 1, 1]);
  expect(ledgerOf(world, environment).keys).toHaveLength(2);
});

test('a run deploys once: a second time it is denied, and the ledger stays whole for the next run', async () => {
  const environment = 'again';
  expect((await deploy(world, '9300000300', { environment })).code).toBe(0);
  const second = await deploy(world, '9300000300', { environment, head: headOf(world, environment) });
  expect(second.code).toBe(1);
  expect(effectsOf(world, environment)).toBe(1);
  const next = await deploy(world, '9300000301', { environment });
  expect([next.code, deniedRules(world, next)]).toEqual([0, []]);
  expect(effectsOf(world, environment)).toBe(2);
});
