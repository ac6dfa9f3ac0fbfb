// kill -9 of a deploy at seeded random times (threat F3): whatever is left behind, no result without an intent, at most one effect, and
// the next run goes ahead exactly when nothing is open.
import { afterAll, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import { deniedRules, deploy, openWorld } from './deploy-world.ts';
import { inTurns, killDeploy, remainsOf } from './killed-deploy.ts';

const kills = 20;

/** Hundredths of a deploy by Park and Miller's generator: the same in every run. */
function randomHundredths(seed: number, count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 100;
  });
}

const environments = Array.from({ length: kills }, (_, index) => `random-${index}`);
const hundredths = randomHundredths(20261121, kills);
const world = await openWorld(environments);
const whole = await killDeploy(world, '9000000002', names.environment, { boundary: '' });

const stories = await inTurns(environments, 3, async (environment) => {
  const index = environments.indexOf(environment);
  const hundredth = hundredths[index] ?? 0;
  const run = String(9_200_000_000 + index * 10);
  const { end } = await killDeploy(world, run, environment, { milliseconds: (whole.milliseconds * hundredth) / 100 });
  // The command is a process of its own: when it was just started, its one line may come after the kill.
  const left = remainsOf(world, environment);
  const next = await deploy(world, String(Number(run) + 1), { environment });
  return { hundredth, end, left, next, after: remainsOf(world, environment) };
});
afterAll(() => world.clinic.close());

const states = [[], ['00000000-intent.json'], ['00000000-intent.json', '00000000-result.json']];

test('an undisturbed deploy ends well', () => {
  expect(whole.end).toBe('exit code 0');
});

describe.each(stories)('killed after $hundredth hundredths of a deploy', ({ end, left, next, after }) => {
  test('leaves an ordered ledger and at most one effect, and only an open intent stops the next run', () => {
    // One that was quicker than the first is not killed; then it is whole.
    expect(['SIGKILL', 'exit code 0']).toContain(end);
    expect(end === 'SIGKILL' ? states : states.slice(2)).toContainEqual(left.keys);
    const isOpen = left.keys.length === 1;
    expect(deniedRules(world, next)).toEqual(isOpen ? ['gate.ledger.open_intent'] : []);
    expect(next.code).toBe(isOpen ? 1 : 0);
    const own = after.effects - (isOpen ? 0 : 1);
    expect(own).toBeLessThanOrEqual(left.keys.length === 0 ? 0 : 1);
    expect(own).toBeGreaterThanOrEqual(left.keys.length === 2 ? 1 : 0);
  });
});
