// A review names environment and run, but no job: two calls of deploy-prod in one run would share one click. Beside each run
// that is refused stands the one with a single call, which is not.
import { afterAll, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import { act, byInes, deniedRules, deploy, effectsOf, ledgerOf, openWorld } from './deploy-world.ts';

const world = await openWorld(['staging']);
const { clinic, digest, commit } = world;
afterAll(() => clinic.close());

let lastRun = 9_850_000_000;

/** The name of a job, and its conclusion if it ended. */
type Listed = string | [string, string];

/** A run with these jobs, as GitHub lists them. */
function newRun(...jobs: Listed[]): string {
  const run = ++lastRun;
  clinic.repository.jobs.set(
    run,
    jobs.map((job) =>
      typeof job === 'string' ? { name: job, conclusion: null } : { name: job[0], conclusion: job[1] },
    ),
  );
  return String(run);
}

async function gate(run: string): Promise<[number, boolean]> {
  const inputs = { phase: 'before-approval', digest, environment: 'staging' };
  const { code, lines } = await act(
    clinic,
    'gate',
    clinic.deployStep(commit, run, inputs, { ...byInes, environment: undefined }),
  );
  return [code, lines.join('\n').includes('denied gate.approval.one_job')];
}

const calls = (...callers: string[]) =>
  callers.flatMap((caller) => [`${caller} / verify-and-gate`, `${caller} / deploy`]);
const long = 'x'.repeat(95);

const shared: [string, Listed[]][] = [
  ['two calls', calls('image-a', 'image-b')],
  ['two of one name', calls('deploy', 'deploy')],
  ['the second inside another workflow', calls('image-a', 'outer / image-b')],
  ['the first one ended without a deploy', [['image-a / deploy', 'failure'], 'image-b / deploy']],
  ['a name so long that GitHub cuts off how it ends', calls('image-a', long)],
];

describe('two calls of deploy-prod in one run', () => {
  test.each(shared)('are both denied, before and after the approval: %s', async (_, jobs) => {
    expect(await gate(newRun(...jobs))).toEqual([1, true]);
    const run = newRun(...jobs);
    const ended = await deploy(world, run, { environment: 'staging' });
    expect([ended.code, deniedRules(world, ended)]).toEqual([1, ['gate.approval.one_job']]);
    const other = await deploy(world, run, { environment: 'staging', approver: null });
    expect([other.code, deniedRules(world, other)]).toEqual([1, ['gate.approval.one_job']]);
    expect([effectsOf(world, 'staging'), ledgerOf(world, 'staging').keys]).toEqual([0, []]);
  });

  test('a list of jobs that lacks the one that deploys denies it', async () => {
    const ended = await deploy(world, newRun('deploy / verify-and-gate'), { environment: 'staging' });
    expect([ended.code, deniedRules(world, ended)]).toEqual([1, ['gate.approval.one_job']]);
  });

  test('one call is allowed, whatever its caller is named and beside a call that was skipped', async () => {
    expect(await gate(newRun('image-a / verify-and-gate'))).toEqual([0, false]);
    const alone = [calls('image-a'), [...calls('deploy'), 'build', 'deployment', 'deploy / notes']];
    for (const jobs of alone) {
      expect(await gate(newRun(...jobs))).toEqual([0, false]);
      expect((await deploy(world, newRun(...jobs), { environment: 'staging' })).code).toBe(0);
    }
    const skipped = newRun('build / build', 'image-a / deploy', ['deploy', 'skipped'], [`${long} / deploy`, 'skipped']);
    expect((await deploy(world, skipped, { environment: names.environment })).code).toBe(0);
    expect(effectsOf(world, 'staging')).toBe(2);
  });
});
