// Questions 2 and 5 about an untouched store: proven, with every fact; and what the ledger and the anchor decide.

import { describe, expect, test } from '@jest/globals';
import { intentKey, resultKey } from '../../../src/evidence/keys.ts';
import { auditDeploy, auditRunning } from '../../../src/flows/audit/questions.ts';
import { EvidenceBundle } from '../../../src/model/decision.ts';
import { DeployId, Digest } from '../../../src/model/ids.ts';
import { deployed, first, firstResult, problemsOf } from '../audit/asking.ts';
import { buildImage, bundleOf } from '../audit/building.ts';
import { keySigner } from '../audit/key-signer.ts';
import { World } from '../audit/world.ts';
import { digest, environment, ledgerPlace, noon, otherDigest, repositoryId, sha256 } from '../evidence/examples.ts';

describe('an untouched deploy', () => {
  test('is proven, with approvals, scans, decision, signatures and locks', async () => {
    const { world, opening, closing } = await deployed();
    const { answer, denied, text } = await auditDeploy(world.store, world.anchor, first);
    expect(answer.problems).toEqual([]);
    expect(denied).toBe(false);
    expect(answer).toMatchObject({
      verdict: 'proven',
      deploy: {
        digest,
        environment,
        seq: 0,
        outcome: 'succeeded',
        actor: { id: '11' },
        ended_at: noon + 120,
        repository: 'clinic/api',
      },
      row: {
        deploy_id: first,
        timestamp: '2026-10-01T12:02:00Z',
        actor_identity: 'ada (user 11)',
        environment,
        artifact_digest: digest,
        change_ticket: 'CHG-7',
        approval_chain: ['grace (user 22)'],
      },
      approvals: [{ id: '22', login: 'grace', observed_at: noon - 60 }],
      scans: [{ tool: 'trivy', counts: { medium: 2 }, signer: `key:${world.build.spkiSha256}` }],
      decision: { verdict: 'allow', rules: 1 },
      lock: 'COMPLIANCE',
      locked_until: world.row(opening).retainUntil,
    });
    const signed = answer.signatures.map(({ about, key }) => `${about} ${key}`);
    expect(signed).toEqual(expect.arrayContaining([`opening manifest ${opening}`, `closing manifest ${closing}`]));
    expect(answer.signatures.filter(({ about }) => about === 'build manifest')).toHaveLength(1);
    for (const said of [
      'grace (user 22)',
      '2026-10-01T11:59:00Z',
      digest,
      '0 critical, 0 high, 2 medium',
      '45 CFR 164.312(b)',
      '2032-11-01T00:00:00Z',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).toContain(`sha256 ${answer.decision?.key.split('/').at(-1)}`);
    expect(text).not.toContain('was to deploy');
    expect(text.split('\n')[0]).not.toContain('NOT PROVEN');
  });

  test('is proven after midnight, after a failure and with exceptions, each said', async () => {
    const world = new World();
    world.now = noon + 12 * 3600 - 60;
    const built = await buildImage(world, '88');
    const finding = {
      tool: 'trivy',
      kind: 'image',
      rule: 'CVE-2026-1',
      severity: 'high',
      title: 't',
      package: 'p@1',
      fixed: '',
      path: '',
      line: 0,
      fingerprint: sha256('f'),
      suppressed: false,
    } as const;
    const { policy } = await bundleOf(world, '9001', digest, built);
    const used = {
      id: 'EX-2026-001',
      rule: 'CVE-2026-1',
      tool: 'trivy',
      reason: 'no fix exists until next week',
      'requested-by': '33',
      'approved-by': '22',
      from_at: noon - 10,
      until_at: noon + 99_999,
    };
    const unused = { ...used, id: 'EX-2026-002', rule: 'CVE-2026-2' };
    const parsed = {
      ...policy,
      exceptions: EvidenceBundle.unwrap().shape.policy.unwrap().shape.exceptions.parse([used, unused]),
    };
    await world.deploy('9001', { outcome: 'failed', scan: { findings: [finding] }, bundle: { policy: parsed } });
    const { answer, text } = await auditDeploy(world.store, world.anchor, first);
    expect(answer.problems).toEqual([]);
    expect(answer).toMatchObject({
      verdict: 'proven',
      deploy: { outcome: 'failed' },
      exceptions: [{ id: 'EX-2026-001', approved_by: '22' }],
    });
    expect(text).toContain('EX-2026-001');
    expect(text).toContain('was to deploy');
  });

  test('without locks is proven with the caveat that nothing kept it', async () => {
    const { world } = await deployed({}, { lock: 'none' });
    const { answer } = await auditDeploy(world.store, world.anchor, first);
    expect(answer).toMatchObject({ verdict: 'proven', lock: 'none', locked_until: 0 });
    expect(answer.caveats.some((caveat) => caveat.includes('without locks'))).toBe(true);
  });

  test('closed by hand is proven and says by whom', async () => {
    const { world, intent } = await deployed({ stopAfter: 'opening' });
    world.now += 90_000;
    await world.reconcile(intent, '9055');
    const { answer, text } = await auditDeploy(world.store, world.anchor, first);
    expect(answer.problems).toEqual([]);
    expect(answer.deploy).toMatchObject({
      outcome: 'unknown',
      reconciled_by: 'grace (user 22)',
      reconcile_reason: 'the runner died',
    });
    expect(text).toContain('who gave as reason: "the runner died".');
    const caveat = 'closed by hand: grace (user 22) closed 7001/9001 as unknown, with the reason "the runner died"';
    expect(answer.caveats).toContain(caveat);
    expect(text).toContain('was to deploy');
  });

  test('keeps its proof behind later deploys and a known head', async () => {
    const { world } = await deployed();
    await world.deploy('9002', { digest: otherDigest });
    world.anchorHead(1);
    expect(await problemsOf(world)).toEqual([]);
    expect(await problemsOf(world, DeployId.parse('7001/9002'))).toEqual([]);
  });
});

describe('the ledger', () => {
  test('a cut tail is detected with a head in the anchor, and only then', async () => {
    const { world } = await deployed();
    await world.deploy('9002', { digest: otherDigest });
    const anchored = world.anchor;
    world.anchorHead(1);
    for (const key of world.keys('ledger/').filter((k) => k.includes('/00000001-'))) world.store.rows.delete(key);
    expect(await problemsOf(world)).toEqual([`LEDGER_TAIL_CUT ${resultKey(ledgerPlace, 1)}`]);
    world.anchor = anchored;
    expect(await problemsOf(world)).toEqual([]);
    const { answer } = await auditDeploy(world.store, world.anchor, DeployId.parse('7001/9002'));
    expect(answer).toMatchObject({ verdict: 'not_proven', deploy: null, problems: [{ code: 'NOT_DEPLOYED' }] });
    expect(answer.problems[0]?.text).toContain('without a ledger head');
  });

  test('an unknown deploy is not said to lack a head that the anchor holds', async () => {
    const { world } = await deployed();
    world.anchorHead(0);
    const { answer } = await auditDeploy(world.store, world.anchor, DeployId.parse('7001/9002'));
    expect(answer.problems.map(({ code }) => code)).toEqual(['NOT_DEPLOYED']);
    expect(answer.problems[0]?.text).not.toContain('without a ledger head');
  });

  test('a whole ledger that only the anchor still knows is named; a repository nobody knows is a usage fault', async () => {
    const { world } = await deployed();
    world.anchorHead(0);
    for (const key of world.keys('ledger/')) world.store.rows.delete(key);
    expect(await problemsOf(world)).toContain(`LEDGER_TAIL_CUT ${firstResult}`);
    await expect(auditDeploy(world.store, world.anchor, DeployId.parse('7009/1'))).rejects.toMatchObject({
      code: 'DEPLOY_UNKNOWN',
    });
  });

  test('a cut middle names the first missing entry', async () => {
    const { world } = await deployed();
    await world.deploy('9002');
    world.store.rows.delete(intentKey(ledgerPlace, 0));
    expect(await problemsOf(world, DeployId.parse('7001/9002'))).toContain(
      `LEDGER_BROKEN ${intentKey(ledgerPlace, 0)}`,
    );
  });
});

describe('what ran at a time', () => {
  const ask = (world: World, about = digest, at = noon + 3600) =>
    auditRunning(world.store, world.anchor, { digest: about, at });

  test('is the last success by then, with its own proof and its limits said', async () => {
    const { world } = await deployed();
    const { answer, denied, text } = await ask(world);
    expect(answer.problems).toEqual([]);
    expect(denied).toBe(false);
    expect(answer).toMatchObject({
      verdict: 'proven',
      environments: [
        {
          environment,
          matches: true,
          later_deploys_excluded: false,
          open_intents: [],
          last: { verdict: 'proven', deploy_id: first },
        },
      ],
    });
    expect(text).toContain('cluster not observed');
    expect(text).toContain('later deploys not excluded');
    expect(text).toContain('grace (user 22)');
  });

  test('later deploys are excluded by a head that is not older than the time, not by an older one', async () => {
    const { world } = await deployed();
    world.now = noon + 7200;
    await world.deploy('9002', { digest: otherDigest });
    expect((await ask(world)).text).not.toContain('is older than the time asked');
    world.anchorHead(0);
    const older = await ask(world);
    expect(older.answer.environments[0]?.later_deploys_excluded).toBe(false);
    expect(older.text).toContain('is older than the time asked');
    world.anchorHead(1);
    const { answer, text } = await ask(world);
    expect(answer).toMatchObject({
      verdict: 'proven',
      environments: [{ matches: true, later_deploys_excluded: true }],
    });
    expect(text).not.toContain('later deploys not excluded');
  });

  test('a digest that was replaced, not yet there, or never deployed is not proven', async () => {
    const { world } = await deployed();
    world.now = noon + 7200;
    await world.deploy('9002', { digest: otherDigest });
    const replaced = await ask(world, digest, noon + 9000);
    expect(replaced.answer).toMatchObject({
      verdict: 'not_proven',
      environments: [{ matches: false, last: { deploy_id: '7001/9002' } }],
      problems: [{ code: 'NOT_DEPLOYED' }],
    });
    expect(replaced.text).toContain(otherDigest);
    const early = await ask(world, digest, noon - 5);
    expect(early.answer).toMatchObject({ verdict: 'not_proven', environments: [{ matches: false, last: null }] });
    const never = await ask(world, Digest.parse(`sha256:${sha256('never')}`), noon + 9000);
    expect(never.answer).toMatchObject({ verdict: 'not_proven', environments: [] });
    expect(never.text).toContain('No ledger that was asked names this digest');
  });

  test('a failed deploy, one under way and an open intent are named, and nothing is proven behind them', async () => {
    const { world } = await deployed();
    world.now = noon + 600;
    await world.deploy('9002', { digest: otherDigest, outcome: 'failed' });
    expect((await ask(world, digest, noon + 599)).answer.verdict).toBe('proven');
    expect((await ask(world)).answer).toMatchObject({
      verdict: 'not_proven',
      environments: [{ matches: true, open_intents: [], later_attempts: [{ outcome: 'failed', untouched: false }] }],
      problems: [{ code: 'TARGET_UNCERTAIN' }],
    });
    expect((await ask(world, digest, noon + 601)).answer).toMatchObject({
      verdict: 'not_proven',
      environments: [{ open_intents: ['7001/9002'] }],
    });
    world.now = noon + 1200;
    await world.deploy('9003', { digest: otherDigest, stopAfter: 'opening' });
    const { answer, text } = await ask(world);
    expect(answer).toMatchObject({
      verdict: 'not_proven',
      environments: [{ matches: true, open_intents: ['7001/9003'] }],
      problems: [{ code: 'INTENT_OPEN' }, { code: 'TARGET_UNCERTAIN' }, { code: 'TARGET_UNCERTAIN' }],
    });
    expect(text).toContain('7001/9003');
  });

  test('a forged later entry does not hide the deploy without being named', async () => {
    const { world } = await deployed();
    world.now = noon + 600;
    await world.deploy('9002', { digest: otherDigest, signer: keySigner() });
    const { answer } = await ask(world);
    expect(answer.verdict).toBe('not_proven');
    expect(answer.problems).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'MANIFEST_MISSING', key: intentKey(ledgerPlace, 1) })]),
    );
  });

  test('can be asked of one repository', async () => {
    const { world } = await deployed();
    const { answer } = await auditRunning(world.store, world.anchor, { digest, at: noon + 3600, repositoryId });
    expect(answer.verdict).toBe('proven');
  });
});
