// The jobs of deploy-prod around the one in the environment: what the approver reads, what an open intent looks like to them,
// and what is recorded of a deploy that was stopped before anything happened.
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { names, people } from '../../local-cloud/clinic.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { recordsOf } from './build-remains.ts';
import { act, byInes, deploy, environmentSection, ledgerOf, openWorld, reconcile, review } from './deploy-world.ts';

const world = await openWorld(['open']);
const { clinic, digest, commit } = world;
const { s3 } = clinic.cloud.aws;
afterAll(() => clinic.close());

let lastRun = 9_800_000_000;
const newRun = () => String(++lastRun);

/** A job of deploy-prod outside of the environment, with what it left in the bucket and in its summary. */
async function prepare(name: string, inputs: Record<string, string>, runId = newRun(), job: Partial<Job> = {}) {
  const known = new Set(clinic.bucket.list('').map(({ versionId }) => versionId));
  const step = clinic.deployStep(commit, runId, inputs, { ...byInes, environment: undefined, ...job });
  const ended = await act(clinic, name, step);
  const objects = clinic.bucket.list('').filter(({ versionId }) => !known.has(versionId));

  return { ...ended, objects, summary: readFileSync(step.summaryFile, 'utf8') };
}

const gate = (inputs: Record<string, string> = {}, job: Partial<Job> = {}) =>
  prepare('gate', { phase: 'before-approval', digest, environment: names.environment, ...inputs }, newRun(), job);

describe('the summary for the approver', () => {
  test('names digest, ticket and the missing first deploy; then what changed since the last one', async () => {
    const first = await gate({ 'change-ticket': 'CHG-1042' });
    expect(first.summary).toContain(digest);
    expect(first.summary).toContain('`CHG-1042`');
    expect(first.summary).toContain('none is recorded in `s3:clinic-evidence`');
    expect((await deploy(world, newRun())).code).toBe(0);
    expect((await gate()).summary).toContain('nothing: this digest was deployed last');
  });

  test.each(['two words', '<img src=x>', '`code`', '-x', '\u202e'])(
    'takes no ticket that is none: %j',
    async (ticket) => {
      expect((await gate({ 'change-ticket': ticket })).code).toBe(2);
    },
  );

  test('is not there when nobody will be asked', async () => {
    const protection = clinic.repository.environments.get(names.environment);
    clinic.repository.environments.delete(names.environment);
    const denied = await gate({ 'change-ticket': 'CHG-1042' });
    if (protection) clinic.repository.environments.set(names.environment, protection);
    expect([
      denied.code,
      denied.summary.includes('Approve'),
      denied.summary.includes('gate.environment.exists'),
    ]).toEqual([1, false, true]);
  });

  test('needs the name of the environment where there are several', async () => {
    const { code, lines } = await gate({ environment: '' });
    expect([code, lines.join().includes('open')]).toEqual([2, true]);
  });
});

describe('outcome of a deploy', () => {
  const jobs = (gated: string, deployed: string) => `verify-and-gate ${gated}\ndeploy ${deployed}`;
  const outcome = (inputs: Record<string, string>, runId = newRun(), job: Partial<Job> = {}) =>
    prepare('outcome', { digest, environment: names.environment, ...inputs }, runId, job);
  const said = (objects: Parameters<typeof recordsOf>[0]) =>
    recordsOf(objects)
      .map((record) => `${record.kind}: ${record.outcome}`)
      .sort();

  test('of one that was denied before anybody was asked is the denial with its reasons; the ledger stays as it was', async () => {
    const before = ledgerOf(world, names.environment).keys;
    const protection = clinic.repository.environments.get(names.environment);
    clinic.repository.environments.set(names.environment, { ...Object(protection), preventSelfReview: false });
    const { code, objects, summary } = await outcome({ jobs: jobs('failure', 'skipped'), 'change-ticket': 'CHG-7' });
    if (protection) clinic.repository.environments.set(names.environment, protection);
    expect([code, said(objects).filter((one) => !one.startsWith('scan'))]).toEqual([
      0,
      ['decision: deny', 'note: not-deployed'],
    ]);
    expect(summary).toContain('gate.environment.self_review');
    expect(recordsOf(objects).some((record) => record.summary.includes('ticket CHG-7'))).toBe(true);
    expect(ledgerOf(world, names.environment).keys).toEqual(before);
  });

  test('of one that was rejected is the rejection', async () => {
    const run = newRun();
    review(world, run, names.environment, people.jonas, 'rejected');
    const { objects } = await outcome({ jobs: jobs('success', 'failure') }, run);
    expect(said(objects)).toEqual(['approval: rejected', 'note: not-deployed']);
  });

  test("of one that went well is a note; another job's word makes no deploy of it", async () => {
    const { objects } = await outcome({ jobs: jobs('success', 'success') });
    expect(said(objects)).toEqual(['note: deployed']);
    expect(objects.filter(({ key }) => key.startsWith('ledger/'))).toEqual([]);
  });

  test('of a reconcile, which names no image, is nothing; a second attempt is refused', async () => {
    expect((await outcome({ digest: '', jobs: jobs('success', 'success') })).objects).toEqual([]);
    const again = await outcome({ jobs: jobs('success', 'success') }, newRun(), { runAttempt: '2' });
    expect([again.code, again.objects, again.lines.join().includes('run_attempt')]).toEqual([1, [], true]);
  });
});

describe('an open intent, before its approver is asked', () => {
  const environment = 'open';
  const asked = { environment, outcome: 'failed', reason: 'seen in the cluster by hand', preview: 'true' };

  test('is named with what would be written, and nothing is written; then it can be closed', async () => {
    const none = await prepare('reconcile', asked);
    expect([none.code, none.outputs['environment']]).toEqual([1, '']);
    const run = newRun();
    s3.knobs.fault = (call) =>
      call.method === 'PUT' && call.path.endsWith('-result.json') ? { kind: 'status', status: 403 } : undefined;
    expect((await deploy(world, run, { environment })).code).toBe(3);
    s3.knobs.fault = () => undefined;
    const running = await prepare('reconcile', asked);
    expect([running.code, running.lines.join().includes('expected completed')]).toEqual([1, true]);
    clinic.endRun(run);
    const shown = await prepare('reconcile', asked);
    expect({ code: shown.code, outputs: shown.outputs, objects: shown.objects }).toEqual({
      code: 0,
      outputs: { environment, 'deploy-id': `${names.repositoryId}/${run}`, 'ledger-result-sha256': '' },
      objects: [],
    });
    expect(shown.summary).toContain('seen in the cluster by hand');
    expect(shown.lines.join('\n')).toMatch(/Nothing but the click .* 41002/);
    const protection = clinic.repository.environments.get(environment);
    clinic.repository.environments.delete(environment);
    const unprotected = await prepare('reconcile', asked);
    if (protection) clinic.repository.environments.set(environment, protection);
    const shared = newRun();
    const jobs = ['a / deploy', 'b / deploy'].map((name) => ({ name, conclusion: null }));
    clinic.repository.jobs.set(Number(shared), jobs);
    const twice = await prepare('reconcile', asked, shared);
    for (const [refused, rule] of [
      [unprotected, 'gate.environment.exists'],
      [twice, 'gate.approval.one_job'],
    ] as const)
      expect([refused.code, refused.outputs['environment'], refused.lines.join().includes(rule)]).toEqual([
        1,
        '',
        true,
      ]);
    expect((await reconcile(world, newRun(), { environment })).code).toBe(0);
    expect(Object.keys(environmentSection(clinic))).toContain(environment);
  });

  test.each(['True', 'yes', '1'])('preview is exactly true or false, not %j', async (preview) => {
    expect((await prepare('reconcile', { ...asked, preview })).code).toBe(2);
  });
});
