// What ran at a time, when later attempts exist: each is named, and only what its own run signed shows that it left the target alone.
// Every case that is not proven stands beside the one that is.
import { describe, expect, test } from '@jest/globals';
import { auditRunning } from '../../src/flows/audit/questions.ts';
import { deployed } from '../unit/audit/asking.ts';
import type { DeployChange, World } from '../unit/audit/world.ts';
import { digest, noon, otherDigest } from '../unit/evidence/examples.ts';

const hour = 3600;
const ask = (world: World, at: number, about = digest, more: { environment?: string } = {}) =>
  auditRunning(world.store, world.anchor, { digest: about, at, ...more });
const codes = (answer: Awaited<ReturnType<typeof ask>>['answer']) => answer.problems.map(({ code }) => code);

/** The digest deployed at noon, and an hour later another attempt. */
async function anHourLater(change: DeployChange) {
  const { world } = await deployed();
  world.now = noon + hour;
  const later = await world.deploy('9002', { digest: otherDigest, ...change });
  return { world, ...later };
}

describe('a later attempt', () => {
  test.each<[string, DeployChange]>([
    ['of another image failed', { outcome: 'failed' }],
    ['of the same image failed', { outcome: 'failed', digest }],
    ['was told to the ledger as failed, and signed as succeeded', { ledgerOutcome: 'failed' }],
    ['never ended', { stopAfter: 'opening' }],
    ['left nothing but its intent', { stopAfter: 'intent' }],
  ])('that %s is named, and nothing is proven behind it', async (_name, change) => {
    const { world } = await anHourLater(change);
    expect((await ask(world, noon + hour - 1)).answer.verdict).toBe('proven');
    const { answer, denied, text } = await ask(world, world.now);
    expect({ denied, codes: codes(answer) }).toMatchObject({ denied: true });
    expect(codes(answer)).toContain('TARGET_UNCERTAIN');
    expect(answer.environments).toMatchObject([{ matches: true, later_attempts: [{ untouched: false }] }]);
    const paragraph = text.split('\n')[0] ?? '';
    expect(paragraph).toContain('7001/9002 (entry 1)');
    expect(paragraph).toContain('The last recorded successful deploy');
  });

  test('whose run signed that its command never started is named and changes nothing', async () => {
    const { world } = await anHourLater({ outcome: 'failed', signedOutcome: 'not-started' });
    const { answer, denied, text } = await ask(world, world.now);
    expect({ denied, codes: codes(answer) }).toEqual({ denied: false, codes: [] });
    expect(answer.environments[0]?.later_attempts).toMatchObject([
      { deploy_id: '7001/9002', outcome: 'failed', untouched: true },
    ]);
    expect(text).toContain('its run signed that its command never started');
  });

  test('that says so in a record which nobody signed for has not said it', async () => {
    const { world } = await anHourLater({ outcome: 'failed', signedOutcome: 'not-started', signer: null });
    expect((await ask(world, world.now)).answer.environments[0]?.later_attempts).toMatchObject([{ untouched: false }]);
  });

  test.each(['failed', 'unknown', 'succeeded'] as const)(
    'that was killed and closed by hand as %s is what a person says, not what the run signed',
    async (outcome) => {
      const { world, intent } = await anHourLater({ stopAfter: 'opening' });
      world.now += 600;
      await world.reconcile(intent, '9003', { outcome });
      const { answer } = await ask(world, world.now);
      expect(answer.verdict).toBe('not_proven');
      expect(codes(answer)).toEqual([outcome === 'succeeded' ? 'NOT_DEPLOYED' : 'TARGET_UNCERTAIN']);
      // While it was going on, and before anybody closed it, nothing was known either.
      expect((await ask(world, world.now - 60)).answer.verdict).toBe('not_proven');
    },
  );

  test('closed by hand after its run had signed that nothing was started changes nothing', async () => {
    const { world, intent } = await anHourLater({ outcome: 'failed', signedOutcome: 'not-started' });
    const [, , , result] = world.keys('ledger/').toSorted();
    world.store.rows.delete(result ?? '');
    world.now += 600;
    await world.reconcile(intent, '9003', { outcome: 'failed' });
    expect((await ask(world, world.now)).answer.verdict).toBe('proven');
  });

  test('that began before the time and ended after it, whichever way, is under way', async () => {
    const { world } = await anHourLater({});
    const { answer } = await ask(world, noon + hour + 1);
    expect(answer).toMatchObject({
      verdict: 'not_proven',
      environments: [{ matches: true, open_intents: ['7001/9002'], later_attempts: [{ outcome: 'succeeded' }] }],
    });
    expect(codes(answer)).toEqual(['TARGET_UNCERTAIN']);
  });

  test('is settled by the next success, of either image', async () => {
    const { world } = await anHourLater({ outcome: 'failed' });
    world.now += hour;
    await world.deploy('9003');
    expect((await ask(world, world.now)).answer.verdict).toBe('proven');
    world.now += hour;
    await world.deploy('9004', { digest: otherDigest });
    expect(codes((await ask(world, world.now)).answer)).toEqual(['NOT_DEPLOYED']);
    expect((await ask(world, world.now, otherDigest)).answer.verdict).toBe('proven');
    world.now += hour;
    await world.deploy('9005', { outcome: 'failed' });
    expect(codes((await ask(world, world.now)).answer)).toEqual(['TARGET_UNCERTAIN', 'NOT_DEPLOYED']);
    expect(codes((await ask(world, world.now, otherDigest)).answer)).toEqual(['TARGET_UNCERTAIN']);
  });

  test('before any success proves nothing, and is not said to come after one', async () => {
    const { world } = await deployed({ outcome: 'failed' });
    const { answer, text } = await ask(world, world.now);
    expect(codes(answer)).toEqual(expect.arrayContaining(['TARGET_UNCERTAIN', 'NOT_DEPLOYED']));
    expect(text).toContain('no deploy had succeeded by then');
  });
});

describe('several environments', () => {
  async function two(production: DeployChange) {
    const { world } = await deployed({ environment: 'staging' });
    world.now += hour;
    await world.deploy('9002');
    world.now += hour;
    await world.deploy('9003', production);
    return world;
  }

  test('each has its own verdict, and the worst decides; who asks about one gets its own', async () => {
    const world = await two({ digest: otherDigest });
    const all = await ask(world, world.now);
    expect(all.denied).toBe(true);
    expect(all.answer.environments).toMatchObject([
      { environment: 'production', verdict: 'not_proven', matches: false, problems: [{ code: 'NOT_DEPLOYED' }] },
      { environment: 'staging', verdict: 'proven', matches: true, problems: [] },
    ]);
    expect(all.text).toMatch(
      /clinic-api in production, repository id 7001: NOT PROVEN .* clinic-api in staging, repository id 7001: proven/,
    );
    const staging = await ask(world, world.now, digest, { environment: 'staging' });
    expect([staging.denied, staging.answer.environments.length]).toEqual([false, 1]);
    expect((await ask(world, world.now, digest, { environment: 'production' })).denied).toBe(true);
  });

  test('one that never saw the digest is no place where it runs', async () => {
    const world = await two({});
    expect((await ask(world, world.now)).denied).toBe(false);
    const none = await ask(world, world.now, digest, { environment: 'canary' });
    expect([none.denied, codes(none.answer)]).toEqual([true, ['NOT_DEPLOYED']]);
    expect(none.answer.problems[0]?.text).toContain('environment canary');
  });

  test('an attempt in one does not touch the other', async () => {
    const world = await two({ digest: otherDigest, outcome: 'failed' });
    expect((await ask(world, world.now, digest, { environment: 'staging' })).denied).toBe(false);
    expect((await ask(world, world.now, digest, { environment: 'production' })).denied).toBe(true);
  });

  test('one whose known head is gone may have known the digest, so the whole is not proven', async () => {
    const world = await two({});
    world.anchorHead(1);
    for (const key of world.keys('ledger/7001/clinic-api/production/')) world.store.rows.delete(key);
    const { answer } = await ask(world, world.now);
    expect(answer.environments).toMatchObject([
      { environment: 'staging', verdict: 'proven' },
      { environment: 'production', verdict: 'not_proven', last: null },
    ]);
    expect(answer.verdict).toBe('not_proven');
    expect((await ask(world, world.now, digest, { environment: 'staging' })).denied).toBe(false);
  });
});
