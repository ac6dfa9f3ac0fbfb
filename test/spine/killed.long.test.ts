// kill -9 of a deploy at every step that a whole one goes through (threats D13, F3): never a result without an intent, never a
// second effect, and what was left open stops the next deploy until somebody named closes it. Steps come from a green run.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import { askDeploy, makeAnchor } from './audit-questions.ts';
import {
  decisionOf,
  deniedRules,
  deploy,
  headOf,
  ledgerOf,
  openWorld,
  reconcile,
  reconcileReason,
} from './deploy-world.ts';
import { inTurns, killDeploy, remainsOf } from './killed-deploy.ts';

const most = 24;
const world = await openWorld(Array.from({ length: most }, (_, index) => `kill-${index}`));
const green = await deploy(world, '9000000002');
const anchor = join(world.clinic.folder, 'anchor.json');
writeFileSync(anchor, JSON.stringify(await makeAnchor(world)));

const boundaries = green.steps.map((step, index) => {
  const time = green.steps.slice(0, index).filter((earlier) => earlier === step).length + 1;
  return time === 1 ? step : `${step}#${time}`;
});
const isReached = (boundary: string, step: string) => boundaries.indexOf(boundary) >= boundaries.indexOf(step);

/** One kill, then the next run. */
async function play(boundary: string) {
  const index = boundaries.indexOf(boundary);
  const environment = `kill-${index}`;
  const run = (offset: number) => String(9_100_000_000 + index * 10 + offset);
  const { end } = await killDeploy(world, run(1), environment, { boundary });
  const left = remainsOf(world, environment);
  const next = await deploy(world, run(2), { environment });
  return { boundary, environment, run, end, left, next, after: remainsOf(world, environment) };
}

/** What follows where the next run was stopped: reconciled too early, reconciled, deployed again. */
async function mend(story: Awaited<ReturnType<typeof play>>) {
  const { environment, run } = story;
  const early = await reconcile(world, run(3), { environment });
  const kept = remainsOf(world, environment);
  world.clinic.endRun(run(1));
  const closed = await reconcile(world, run(4), { environment });
  const head = headOf(world, environment);
  const last = await deploy(world, run(5), { environment });
  const proof = await askDeploy(world, run(5), anchor);
  const { answer } = await askDeploy(world, run(1), anchor);
  return { ...story, early, kept, closed, head, last, proof, answer, ledger: ledgerOf(world, environment) };
}

const stories = await inTurns(boundaries, 3, play);
const stopped = stories.filter(({ boundary }) => isReached(boundary, 'intent-locked') && boundary !== 'result-locked');
const corrected = await inTurns(stopped, 2, mend);
afterAll(() => world.clinic.close());

const open = ['00000000-intent.json'];
const whole = ['00000000-intent.json', '00000000-result.json'];

test('a whole deploy goes through these steps, and one was killed at each of them', () => {
  expect(green.code).toBe(0);
  for (const step of ['intent', 'intent-locked', 'opening-locked', 'command', 'closing-locked', 'result-locked'])
    expect(boundaries).toContain(step);
  expect(boundaries.length).toBeLessThanOrEqual(most);
  expect(stories.map(({ end }) => end)).toEqual(boundaries.map(() => 'SIGKILL'));
});

describe.each(stories)('killed at $boundary', ({ boundary, left, next, after, run }) => {
  const isLocked = isReached(boundary, 'intent-locked');
  const isClosed = boundary === 'result-locked';

  test('leaves no result without an intent, and at most one effect', () => {
    expect(left.keys).toEqual(isClosed ? whole : isLocked ? open : []);
    expect(left.effects).toBe(isReached(boundary, 'command-ended') ? 1 : 0);
  });

  test('the next run goes ahead exactly when nothing is open, and is told who was first', () => {
    const goesAhead = !isLocked || isClosed;
    expect(next.code).toBe(goesAhead ? 0 : 1);
    expect(after.effects).toBe(left.effects + (goesAhead ? 1 : 0));
    expect(deniedRules(world, next)).toEqual(goesAhead ? [] : ['gate.ledger.open_intent']);
    const rule = decisionOf(world, next)?.rules.find(({ id }) => id === 'gate.ledger.open_intent');
    expect(rule?.message.includes(`${names.repositoryId}/${run(1)}`)).toBe(!goesAhead);
  });
});

describe.each(corrected)('left open at $boundary', (story) => {
  const { boundary, run, ledger, answer } = story;

  test('is not reconciled while its run is going', () => {
    expect(story.early.code).toBe(1);
    expect(story.kept).toEqual(story.after);
  });

  test('is reconciled afterwards by the named approver, and the reason is kept', () => {
    expect(story.closed.code).toBe(0);
    expect(ledger.results[0]).toMatchObject({
      deploy_id: `${names.repositoryId}/${run(1)}`,
      run_id: run(4),
      outcome: 'unknown',
      reconciled_by: 'jonas (user 41002)',
      reconcile_reason: reconcileReason,
    });
  });

  test('then the next deploy succeeds on top of it and is proven', () => {
    expect(story.last.code).toBe(0);
    expect(ledger.intents[1]).toMatchObject({ seq: 1, run_id: run(5), previous_result_sha256: story.head });
    expect(ledger.keys).toHaveLength(4);
    expect(remainsOf(world, story.environment).effects).toBe(story.left.effects + 1);
    expect([story.proof.code, story.proof.answer?.problems]).toEqual([0, []]);
  });

  test('the auditor is told of the killed one what is known, and what is missing', () => {
    expect(answer?.deploy).toMatchObject({ run_id: run(1), outcome: 'unknown', reconcile_reason: reconcileReason });
    const isOpened = isReached(boundary, 'opening-locked');
    // Records are written before the manifest that lists them: killed in between they lie there and do not count.
    const isBetween = boundary.startsWith('manifest');
    const missing = isOpened ? [] : ['MANIFEST_MISSING', 'OBJECT_MISSING'];
    expect([...new Set(answer?.problems.map(({ code }) => code))].sort()).toEqual(missing);
    expect((answer?.uncounted.records ?? 0) > 0).toBe(isBetween);
    expect(answer?.decision === null).toBe(!isOpened);
  });
});
