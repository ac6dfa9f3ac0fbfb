// The small rules around a deploy: which jobs may be its environment job, how its command ended, what changed, who may close an intent.
import { describe, expect, test } from '@jest/globals';
import { describeChanges } from '../../../src/gate/changes.ts';
import {
  approvedFor,
  closingRefusals,
  ledgerRefusals,
  runningRefusals,
  starterRefusals,
  usedRunRefusals,
} from '../../../src/gate/closing.ts';
import { judgeCommand } from '../../../src/gate/command-outcome.ts';
import { countDeployJobs } from '../../../src/gate/deploy-jobs.ts';
import { adviceAfterPush } from '../../../src/gate/push-advice.ts';
import { type Commit, EnvironmentName, RunId } from '../../../src/model/ids.ts';
import { appendIntent } from '../evidence/chain.ts';
import { allowedBundle, openCommittedPolicy } from './bundle-builder.ts';

const production = EnvironmentName.parse('production');
const { intent } = appendIntent([], 9000);

describe('jobs that may be the environment job', () => {
  test.each<[string[], number]>([
    [['deploy'], 1],
    [['call / deploy', 'verify-and-gate'], 1],
    [['deploy', 'again / deploy'], 2],
    [['redeploy', 'deploy-other', 'deployment'], 0],
  ])('%j are %i', (names, count) => {
    expect(countDeployJobs({ names, complete: true })).toEqual({ count, complete: true });
  });

  test.each([
    ['a list that GitHub cut', ['deploy'], false],
    ['a name that GitHub cut', [`${'x'.repeat(97)}...`], true],
  ])('%s is not complete', (_, names, complete) => {
    expect(countDeployJobs({ names, complete }).complete).toBe(false);
  });
});

describe('a command', () => {
  const end = { timedOut: false, signal: '', exitCode: 0 };
  test.each<[string, object, string, string]>([
    ['that ended with 0', {}, 'succeeded', 'ended with exit code 0.'],
    ['that ended with 1', { exitCode: 1 }, 'failed', 'ended with exit code 1.'],
    ['that was ended by a signal', { signal: 'SIGKILL' }, 'failed', 'was ended by SIGKILL; what it did is unknown.'],
    ['that took too long', { timedOut: true }, 'failed', 'was stopped after 5 minutes; what it did is unknown.'],
  ])('%s', (_, change, outcome, sentence) => {
    expect(judgeCommand({ ...end, ...change }, 5)).toEqual({ outcome, sentence });
  });
});

test('changes show the first line of a message, and the login before the name', () => {
  const person = { id: null, login: '', name: 'Ada', email: '' };
  const fact = { sha: 'a' as Commit, message: 'One\n\nTwo', author: person, committer: person, verified: false };
  const range = { commits: [fact, { ...fact, author: { ...person, login: 'ada' } }], problem: '' };
  const changes = describeChanges('b' as Commit, 'a' as Commit, range);
  expect(changes.commits.map(({ subject, author }) => [subject, author])).toEqual([
    ['One', 'Ada'],
    ['One', 'ada'],
  ]);
  expect(changes.complete).toBe(true);
  expect(describeChanges('b' as Commit, 'a' as Commit, { ...range, problem: 'too many' }).complete).toBe(false);
});

describe('an intent is closed', () => {
  const bundle = allowedBundle('before-deploy');
  const { phase, run, policy, environment, deploy_jobs, approvals, authors } = bundle;
  const facts = { phase, run, policy, environment, deploy_jobs, approvals, authors };

  test('under the rules of a deploy, and not without approvals', async () => {
    const engine = await openCommittedPolicy();
    expect(closingRefusals(facts, engine, 'failed')).toEqual([]);
    expect(closingRefusals({ ...facts, approvals: [] }, engine, 'failed').join()).toContain('gate.approval.given');
    const before = { ...facts, phase: 'before-approval' as const, approvals: null, authors: null };
    expect(closingRefusals(before, engine, '')).toEqual([]);
    expect(closingRefusals({ ...before, environment: null }, engine, '').join()).toContain('gate.environment.exists');
  });

  test('as succeeded by nobody who had a hand in it, with the reason why', async () => {
    const [approval] = approvals ?? [];
    const people = (authors?.people ?? []).map((person) => ({ ...person, user_id: approval?.user_id ?? null }));
    const own = { ...facts, authors: authors && { ...authors, people } };
    const refusals = closingRefusals(own, await openCommittedPolicy(), 'succeeded');
    expect(refusals.join()).toMatch(/gate\.approval\.four_eyes.*closed as succeeded counts as approved/);
  });

  test('not by who started the deploy', () => {
    const approved = (approvals ?? []).map((one) => ({ ...one, environments: [production] }));
    expect(approvedFor(approved, production)).toHaveLength(approved.length);
    expect(starterRefusals(approved, intent, production)).toEqual([]);
    const own = approved.map((one) => ({ ...one, user_id: intent.actor_id }));
    expect(starterRefusals(own, intent, production).join()).toContain('expected somebody else');
  });

  test('not while its run is going, and not twice by one run', () => {
    const id = RunId.parse('9000');
    expect(runningRefusals(id, 'completed')).toEqual([]);
    expect(runningRefusals(id, 'in_progress').join()).toContain('is in_progress; expected completed');
    expect(usedRunRefusals(new Set(), id)).toEqual([]);
    expect(usedRunRefusals(new Set(['9000']), id).join()).toContain('one approval is for one deploy or one reconcile');
  });

  test('only in a ledger that can be read, holds, and has one', () => {
    const ledger = { ...bundle.ledger, store: 's3:b', readable: true, problem: '', open_intent: intent };
    const refusals = (change: object) => ledgerRefusals({ ...ledger, ...change } as never, production).join();
    expect(refusals({})).toBe('');
    expect(refusals({ readable: false, problem: 'refused' })).toContain('cannot be read: refused');
    expect(refusals({ problem: 'a gap' })).toContain('is broken, and nothing is added to it: a gap');
    expect(refusals({ open_intent: null })).toContain('nothing to close');
  });
});

test('after a push, what can work another time is advised, and what cannot is not', () => {
  expect(adviceAfterPush({ code: 'REMOTE_UNREACHABLE', kind: 'remote' })).toMatch(/^Then publish again/);
  expect(adviceAfterPush({ code: 'STATEMENT_TOO_LARGE', kind: 'usage' })).toMatch(/cannot work/);
  expect(adviceAfterPush({ code: 'STORE_CONFLICT', kind: 'integrity' })).toMatch(/^Once that/);
});
