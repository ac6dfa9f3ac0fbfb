// Who may deploy what, where, when: each refusal changes one thing of a deploy that goes well, names the rule or the claim, and
// leaves neither an effect nor a ledger entry behind.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { names, people } from '../../local-cloud/clinic.ts';
import {
  type DeployChange,
  deniedRules,
  deploy,
  type Ended,
  effectsOf,
  environmentSection,
  faultOf,
  headOf,
  ledgerOf,
  openWorld,
  refusedClaims,
  review,
  section,
  titlesOf,
} from './deploy-world.ts';

jest.setTimeout(180_000);
const world = await openWorld(['staging']);
const { clinic, commit, digest } = world;
afterAll(() => clinic.close());

let lastRun = 9_400_000_000;
const newRun = () => String(++lastRun);
const stranger = { id: 41999, login: 'otto' };

/** One deploy that must leave production as it was. */
async function refuse(runId: string, change: DeployChange): Promise<Ended> {
  const [keys, effects] = [ledgerOf(world, names.environment).keys, effectsOf(world, names.environment)];
  const ended = await deploy(world, runId, change);
  expect([ended.code, titlesOf(ended)]).toEqual([1, ['safeguard deploy%3A denied']]);
  expect(ended.outputs).toMatchObject({ outcome: 'denied', 'deploy-id': '', 'ledger-result-sha256': '' });
  expect(ledgerOf(world, names.environment).keys).toEqual(keys);
  expect(effectsOf(world, names.environment)).toBe(effects);
  return ended;
}

/** The deploy from which every refusal differs in one thing. */
async function expectAllowed(change: DeployChange = {}): Promise<void> {
  const ended = await deploy(world, newRun(), change);
  expect([ended.code, deniedRules(world, ended), ended.outputs['outcome']]).toEqual([0, [], 'succeeded']);
}

beforeAll(() => expectAllowed());

describe('the approval', () => {
  const [given, allowed, fourEyes] = ['given', 'allowed', 'four_eyes'].map((name) => `gate.approval.${name}`);
  const cases: [string, DeployChange, (runId: string) => void, (string | undefined)[]][] = [
    ['by the author', { approver: people.maria }, () => {}, [fourEyes]],
    ['by who started the run', { approver: people.ines }, () => {}, [fourEyes]],
    ['by somebody who is no approver', { approver: stranger }, () => {}, [allowed]],
    ['by nobody', { approver: null }, () => {}, [allowed, fourEyes, given]],
    ['and a rejection', {}, (run) => review(world, run, names.environment, people.maria, 'rejected'), [given]],
    [
      'for another environment',
      { approver: null },
      (run) => review(world, run, 'staging', people.jonas),
      [allowed, fourEyes, given],
    ],
  ];

  test.each(cases)('%s denies', async (_title, change, prepare, rules) => {
    const runId = newRun();
    prepare(runId);
    expect(deniedRules(world, await refuse(runId, change))).toEqual(rules);
  });

  test('by somebody without a hand in it allows', () => expectAllowed());
});

describe('the author', () => {
  test('whom GitHub does not know denies, and is allowed once the e-mail is mapped', async () => {
    const known = clinic.repository.commits.get(commit);
    if (!known) throw new Error('the commit is known');
    const before = { ...known };
    // Since the last deploy nothing changed, so the head commit itself is what is looked at.
    Object.assign(known, { author: null, authorName: 'M', authorEmail: 'maria@home.example' });
    try {
      expect(deniedRules(world, await refuse(newRun(), {}))).toEqual(['gate.approval.four_eyes']);
      const maria = section(clinic, 'people', '0');
      const { emails } = maria;
      maria['emails'] = ['maria@home.example'];
      clinic.writeConfig();
      expect(deniedRules(world, await refuse(newRun(), { approver: people.maria }))).toEqual([
        'gate.approval.four_eyes',
      ]);
      await expectAllowed();
      maria['emails'] = emails;
    } finally {
      Object.assign(known, before);
      clinic.writeConfig();
    }
  });
});

describe('the environment in GitHub', () => {
  const rules = (...found: string[]) => found.map((name) => `gate.environment.${name}`);
  const cases: [string, object | null, string[]][] = [
    ['without reviewers', { reviewers: null }, rules('reviewers', 'self_review')],
    ['where who starts may approve', { preventSelfReview: false }, rules('self_review')],
    ['that administrators may bypass', { canAdminsBypass: true }, rules('admin_bypass')],
    ['that does not say about administrators', { canAdminsBypass: undefined }, rules('admin_bypass')],
    ['that hides its protection', { hideProtection: true }, rules('reviewers', 'self_review')],
    ['that does not exist', null, rules('admin_bypass', 'exists', 'reviewers', 'self_review')],
  ];

  test.each(cases)('%s denies', async (_title, change, denied) => {
    const { environments } = clinic.repository;
    const usual = environments.get(names.environment);
    if (!usual) throw new Error('the environment is there');
    if (change === null) environments.delete(names.environment);
    else environments.set(names.environment, { ...usual, ...change });
    try {
      expect(deniedRules(world, await refuse(newRun(), {}))).toEqual(denied);
    } finally {
      environments.set(names.environment, usual);
    }
  });

  test('as it should be allows', () => expectAllowed());

  test('has to wait, to name teams and to limit refs where safeguard.yml asks; starters are held to their ids', async () => {
    const { environments } = clinic.repository;
    const [usual, asked] = [environments.get(names.environment), environmentSection(clinic, names.environment)];
    if (!usual) throw new Error('the environment is there');
    const wanted = {
      ...{ 'wait-minutes': 10, 'reviewer-teams': ['77'], refs: 'selected', starters: [String(people.jonas.id)] },
    };
    Object.assign(asked, wanted);
    clinic.writeConfig();
    try {
      const denied = rules('refs', 'starters', 'teams', 'wait_timer');
      expect(deniedRules(world, await refuse(newRun(), {}))).toEqual(denied);
      const refs = [{ type: 'branch' as const, name: 'main' }];
      const reviewers = [...(usual.reviewers ?? []), { type: 'Team' as const, id: 77 }];
      environments.set(names.environment, { ...usual, reviewers, waitMinutes: 10, refs });
      asked['starters'] = [String(people.ines.id)];
      clinic.writeConfig();
      await expectAllowed();
      environments.set(names.environment, {
        ...usual,
        reviewers,
        waitMinutes: 10,
        refs: [...refs, { type: 'branch', name: '*' }],
      });
      expect(deniedRules(world, await refuse(newRun(), {}))).toEqual(rules('refs'));
    } finally {
      environments.set(names.environment, usual);
      for (const key of Object.keys(wanted)) delete asked[key];
      clinic.writeConfig();
    }
  });
});

describe('what was handed over', () => {
  const [other, past] = [`sha256:${'0'.repeat(64)}`, 'none'];

  test('another digest denies', async () => {
    expect(deniedRules(world, await refuse(newRun(), { approved: other }))).toEqual(['gate.handover.digest']);
  });

  test('another ledger head denies: somebody deployed since the approver looked', async () => {
    expect(deniedRules(world, await refuse(newRun(), { head: past }))).toEqual(['gate.handover.ledger_head']);
  });

  test('the digest and the head as they are allow', () =>
    expectAllowed({ approved: digest, head: headOf(world, names.environment) }));
});

describe('the token', () => {
  const contract = `${names.contracts}/.github/workflows/deploy-prod.yml`;
  const cases: [string, NonNullable<DeployChange['job']>, string[]][] = [
    ['of a second attempt', { runAttempt: '2' }, ['run_attempt']],
    ['of another environment', { environment: 'staging' }, ['environment']],
    ['of no environment', { environment: undefined }, ['environment']],
    ['of a branch that is no source', { ref: 'refs/heads/patch' }, ['ref']],
    ['of an unknown repository', { repositoryId: '700100999' }, ['repository_id']],
    ['of a renamed repository', { repository: 'clinic/renamed' }, ['repository']],
    ['of another owner', { ownerId: '500601' }, ['repository_owner_id']],
    ['of an outside event', { event: 'pull_request_target' }, ['event_name']],
    ['of a release below the minimum', { jobWorkflowRef: `${contract}@refs/tags/v0.9.9` }, ['job_workflow_ref']],
    ['of a branch of the contract', { jobWorkflowRef: `${contract}@refs/heads/main` }, ['job_workflow_ref']],
    ['of a moved tag of the contract', { jobWorkflowSha: 'e0'.repeat(20) }, ['job_workflow_sha']],
  ];

  test.each(cases)('%s is refused by its claim', async (_title, job, claims) => {
    const ended = await refuse(newRun(), { job });
    expect(refusedClaims(ended)).toEqual(claims);
    expect(ended.outputs['decision-sha256']).toBe('');
  });

  test('of a newer release that lists itself nowhere gets no role: the trust policy lists exact refs', async () => {
    const effects = effectsOf(world, names.environment);
    const ended = await deploy(world, newRun(), { job: { jobWorkflowRef: `${contract}@refs/tags/v1.0.1` } });
    expect([ended.code, faultOf(ended)]).toEqual([3, 'ROLE_REFUSED']);
    expect(ended.lines.join('\n')).toContain(`job_workflow_ref: ${contract}@refs/tags/v1.0.1`);
    expect(effectsOf(world, names.environment)).toBe(effects);
  });

  test('of another service cannot deploy this one', async () => {
    const job = { repository: names.sandbox, repositoryId: names.sandboxId };
    const [keys, effects] = [clinic.bucket.list('ledger/').length, effectsOf(world, names.environment)];
    const ended = await deploy(world, newRun(), { job });
    expect(ended.code).not.toBe(0);
    expect([clinic.bucket.list('ledger/').length, effectsOf(world, names.environment)]).toEqual([keys, effects]);
  });

  test('of this deploy is accepted', () => expectAllowed());
});

describe('the releases of the contracts', () => {
  const older = { version: 'v0.9.0', sha: 'b0'.repeat(20) };
  const newer = { version: 'v1.1.0', sha: 'd0'.repeat(20) };
  const current = { version: 'v1.0.0', sha: names.releaseSha };
  const revoked = { on: '2026-11-01', reason: 'It waved images through.' };
  const job = {
    jobWorkflowRef: `${names.contracts}/.github/workflows/deploy-prod.yml@refs/tags/v1.1.0`,
    jobWorkflowSha: newer.sha,
  };

  /** Puts other releases into force for one deploy. */
  async function withReleases<T>(releases: object[], minimum: string, work: () => Promise<T>): Promise<T> {
    const contracts = section(clinic, 'contracts');
    const before = { ...contracts };
    Object.assign(contracts, { releases, minimum });
    clinic.writeConfig();
    try {
      return await work();
    } finally {
      Object.assign(contracts, before);
      clinic.writeConfig();
    }
  }

  test.each([
    ['revoked', [older, { ...current, revoked }], 'v0.9.0'],
    ['below the minimum', [current, newer], 'v1.1.0'],
  ])('the running one %s is refused', async (_title, releases, minimum) => {
    const ended = await withReleases(releases, minimum, () => refuse(newRun(), {}));
    expect(refusedClaims(ended)).toEqual(['job_workflow_ref']);
  });

  test.each([
    ['revoked', [older, { ...current, revoked }, newer], 'v0.9.0'],
    ['below the minimum', [current, newer], 'v1.1.0'],
    ['listed with another commit', [{ ...current, sha: 'e0'.repeat(20) }, newer], 'v1.0.0'],
    ['not listed', [older, newer], 'v0.9.0'],
  ])('an image signed by one that is %s denies under a good running one', async (_title, releases, minimum) => {
    const ended = await withReleases(releases, minimum, () => refuse(newRun(), { job }));
    expect(deniedRules(world, ended)).toContain('gate.contracts.signer_release');
  });

  test('the running one need not list itself: no release can know its own commit', async () => {
    await withReleases([older], 'v0.9.0', () => expectAllowed());
  });

  test('both listed: the newer one deploys what the older one signed', async () => {
    await withReleases([current, newer], 'v1.0.0', () => expectAllowed({ job }));
  });

  test('an environment that is not configured for the service is a mistake of the caller', async () => {
    const production = environmentSection(clinic)[names.environment];
    delete environmentSection(clinic)[names.environment];
    clinic.writeConfig();
    const ended = await deploy(world, newRun());
    environmentSection(clinic)[names.environment] = production;
    clinic.writeConfig();
    expect(ended.code).toBe(2);
    await expectAllowed();
  });
});
