// Questions 2 and 5 asked of a store and an anchor: proven when nothing was touched; after each kind of tampering not proven, and
// the object at fault is named.
import { describe, expect, test } from '@jest/globals';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { intentKey, resultKey } from '../../../src/evidence/keys.ts';
import { auditDeploy, auditRunning } from '../../../src/flows/audit.ts';
import { Anchor } from '../../../src/model/evidence.ts';
import { DeployId, RunId } from '../../../src/model/ids.ts';
import { keySigner } from '../audit/key-signer.ts';
import { type DeployChange, grace, World } from '../audit/world.ts';
import { digest, environment, noon, otherDigest, repositoryId, sha256 } from '../evidence/examples.ts';

const first = DeployId.parse('7001/9001');
const firstResult = resultKey(repositoryId, environment, 0);

async function deployed(change: DeployChange = {}, options: { lock?: 'compliance' | 'none' } = {}) {
  const world = new World(options);
  return { world, ...(await world.deploy('9001', change)) };
}

async function problemsOf(world: World, id = first) {
  const { answer } = await auditDeploy(world.store, world.anchor, id);
  return answer.problems.map(({ code, key }) => `${code} ${key}`);
}

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
    expect(text.split('\n')[0]).not.toContain('NOT PROVEN');
  });

  test('is proven after midnight, after a failure and with exceptions, each said', async () => {
    const world = new World();
    world.now = noon + 12 * 3600 - 60;
    const built = await world.buildImage('88');
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
    const { policy } = await world.bundleOf('9001', digest, built);
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
    const parsed = { ...policy, exceptions: world.exceptions([used, unused]) };
    await world.deploy('9001', { outcome: 'failed', scan: { findings: [finding] }, bundle: { policy: parsed } });
    const { answer, text } = await auditDeploy(world.store, world.anchor, first);
    expect(answer.problems).toEqual([]);
    expect(answer).toMatchObject({
      verdict: 'proven',
      deploy: { outcome: 'failed' },
      exceptions: [{ id: 'EX-2026-001', approved_by: '22' }],
    });
    expect(text).toContain('EX-2026-001');
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
    expect(text).toContain('the runner died');
  });

  test('keeps its proof behind later deploys and a known head', async () => {
    const { world } = await deployed();
    await world.deploy('9002', { digest: otherDigest });
    world.anchorHead(1);
    expect(await problemsOf(world)).toEqual([]);
    expect(await problemsOf(world, DeployId.parse('7001/9002'))).toEqual([]);
  });
});

describe('tampering with any one object of a deploy', () => {
  const attacks: Record<string, (world: World, key: string) => void> = {
    removed: (world, key) => void world.store.rows.delete(key),
    'changed by one byte': (world, key) => {
      const { bytes } = world.row(key);
      const at = Math.floor(bytes.length / 2);
      bytes.set([Number(bytes[at]) ^ 1], at);
    },
    'hidden by a delete marker': (world, key) => world.store.hide(key),
    'covered by a newer version': (world, key) =>
      void world.store.put(key, canonicalBytes({ a: 1 }), noon + 400_000_000),
    'covered by its own copy': (world, key) => void world.store.put(key, world.row(key).bytes, noon + 400_000_000),
    'put into GOVERNANCE': (world, key) => void Object.assign(world.row(key), { mode: 'GOVERNANCE' }),
    'locked a second short': (world, key) =>
      void Object.assign(world.row(key), { retainUntil: world.row(key).retainUntil - 1 }),
  };

  test.each(Object.keys(attacks))(
    '%s: every object in turn is named and the answer is not proven',
    async (attack) => {
      const untouched = await deployed();
      const missed: string[] = [];
      for (const [index, key] of untouched.world.keys('').entries()) {
        const { world, opening, closing } = await deployed();
        const target = world.keys('')[index] ?? key;
        attacks[attack]?.(world, target);
        const { answer, text } = await auditDeploy(world.store, world.anchor, first);
        // What is gone for good can only be named by whoever names it: the intent for the opening manifest, the result for the closing one.
        const gone =
          attack === 'removed' &&
          {
            [opening]: intentKey(repositoryId, environment, 0),
            [closing]: firstResult,
            [firstResult]: intentKey(repositoryId, environment, 0),
          }[target];
        const named =
          answer.problems.some((problem) => problem.key === (gone || target)) && text.includes(gone || target);
        const spared = attack === 'removed' && target.includes('-1-build-');
        if (spared ? answer.caveats.every((c) => !c.includes('build run')) : answer.verdict !== 'not_proven' || !named)
          missed.push(target);
      }
      expect(missed).toEqual([]);
    },
    60_000,
  );
});

describe('evidence that was never signed as it should be', () => {
  test.each<[string, DeployChange]>([
    ['unsigned manifests', { signer: null }],
    ['an unknown key', { signer: keySigner() }],
  ])('%s never count', async (_name, change) => {
    const { world, opening, closing } = await deployed(change);
    const code = change.signer === null ? 'MANIFEST_UNSIGNED' : 'MANIFEST_FORGED';
    expect(await problemsOf(world)).toEqual(expect.arrayContaining([`${code} ${opening}`, `${code} ${closing}`]));
  });

  test('the build key cannot sign a deploy, and a key of another repository cannot sign at all', async () => {
    const world = new World();
    const { opening } = await world.deploy('9001', { signer: world.build });
    expect(await problemsOf(world)).toContain(`MANIFEST_FORGED ${opening}`);
    const stranger = keySigner();
    const other = new World();
    other.anchor = Anchor.parse({
      ...other.anchor,
      keys: [...other.anchor.keys, other.anchorKey(stranger, 'deploy', '7002')],
    });
    const foreign = await other.deploy('9001', { signer: stranger });
    expect(await problemsOf(other)).toContain(`MANIFEST_FORGED ${foreign.opening}`);
  });

  test('statements signed by anyone but the build are refused by key', async () => {
    const { world, built } = await deployed({ buildSigner: 'deployer' });
    const keys = built.signatures.map((fact) => `SIGNATURE_INVALID blobs/7001/sha256/${fact.bundle_sha256}`);
    expect(await problemsOf(world)).toEqual(expect.arrayContaining(keys));
  });

  test('statements that were left out are named', async () => {
    const { world, built } = await deployed({ keepStatements: false });
    const keys = built.signatures.map((fact) => `OBJECT_MISSING blobs/7001/sha256/${fact.bundle_sha256}`);
    expect(await problemsOf(world)).toEqual(expect.arrayContaining(keys));
  });

  test('a planted manifest is named, whoever signed it and whatever it claims; signed by the contract for its run it is none', async () => {
    const { world } = await deployed();
    expect(await problemsOf(world)).toEqual([]);
    const unsigned = await world.plantManifest(null);
    expect(await problemsOf(world)).toContain(`MANIFEST_UNSIGNED ${unsigned}`);
    const stranger = await world.plantManifest(keySigner());
    expect(await problemsOf(world)).toContain(`MANIFEST_FORGED ${stranger}`);
    const otherRun = await world.plantManifest(world.deployer, { run_id: RunId.parse('9009') });
    expect(await problemsOf(world)).toContain(`MANIFEST_FORGED ${otherRun}`);
    const garbage = `manifests/7001/dt=2026-10-01/9001-1-deploy-${sha256Hex('{}')}.json`;
    world.store.put(garbage, new TextEncoder().encode('{}'), noon + 400_000_000);
    expect(await problemsOf(world)).toContain(`MANIFEST_INVALID ${garbage}`);
    const oddName = 'manifests/7001/dt=2026-10-01/9001-notes.txt';
    world.store.put(oddName, new TextEncoder().encode('{}'), noon + 400_000_000);
    expect(await problemsOf(world)).toContain(`MANIFEST_INVALID ${oddName}`);
    const scanOnly = await world.plantStatement();
    expect(await problemsOf(world)).toContain(`MANIFEST_INVALID ${scanOnly}`);
  });

  test('a record that no manifest lists is named and does not count', async () => {
    const { world } = await deployed({ bundle: { approvals: [] } });
    const { answer } = await auditDeploy(world.store, world.anchor, first);
    expect(answer.approvals).toEqual([]);
    const key = world.plantApproval(grace);
    const problems = await problemsOf(world);
    expect(problems).toContain(`RECORD_UNLISTED ${key}`);
    expect(problems.some((problem) => problem.startsWith('APPROVAL_MISSING'))).toBe(true);
  });

  test('a listed record that is no record is named', async () => {
    const { world } = await deployed();
    const key = await world.plantListed('{"kind":"note"}');
    expect(await problemsOf(world)).toContain(`RECORD_INVALID ${key}`);
  });
});

describe('genuine evidence that tells another story', () => {
  const codes = async (change: DeployChange) => {
    const { world } = await deployed(change);
    return (await problemsOf(world)).map((problem) => problem.split(' ')[0]);
  };

  test.each<[string, DeployChange, string]>([
    ['nobody approved', { bundle: { approvals: [] } }, 'APPROVAL_MISSING'],
    ['approvals were not collected', { bundle: { approvals: null } }, 'APPROVAL_MISSING'],
    ['the approval was rejected', { bundle: { approvals: [{ ...grace, state: 'rejected' }] } }, 'APPROVAL_MISSING'],
    [
      'the approval is of another environment',
      { bundle: { approvals: [{ ...grace, environments: ['staging'] }] } },
      'APPROVAL_MISSING',
    ],
    ['the approval has no record', { recordApproval: false }, 'APPROVAL_MISSING'],
    ['the gate denied', { decision: { verdict: 'deny' } }, 'DECISION_MISMATCH'],
    [
      'a rule denied',
      { decision: { rules: [{ id: 'gate.scan.present', verdict: 'deny', message: 'x', citation: '', remedy: 'y' }] } },
      'DECISION_MISMATCH',
    ],
    ['the decision is about another digest', { decision: { digest: otherDigest } }, 'DECISION_MISMATCH'],
    ['the decision is of another phase', { decision: { phase: 'before-approval' } }, 'DECISION_MISMATCH'],
    ['the decision is for another environment', { decision: { environment: 'staging' } }, 'DECISION_MISMATCH'],
    ['the policy is unknown', { decision: { policy_sha256: sha256('lax policy') } }, 'POLICY_UNKNOWN'],
    ['the input is another', { decision: { input_sha256: sha256('other input') } }, 'OBJECT_MISSING'],
    [
      'the image was not what was asked for',
      { bundle: { artifact: { digest, rehashed: otherDigest, registry: 'r.local/a', media_type: '', children: [] } } },
      'DECISION_MISMATCH',
    ],
    ['the ledger was not read', { bundle: { ledger: null } }, 'DECISION_MISMATCH'],
    [
      'a scan is not in any statement',
      { scanInBundle: { counts: { critical: 0, high: 0, medium: 0, low: 0, info: 0 } } },
      'STATEMENT_MISMATCH',
    ],
    ['nothing was signed', { bundle: { signatures: [] } }, 'STATEMENT_MISMATCH'],
    ['signatures were not collected', { bundle: { signatures: null } }, 'STATEMENT_MISMATCH'],
    ['the source is another commit', { buildCommit: 'ee'.repeat(20) }, 'STATEMENT_MISMATCH'],
    ['the statements are about another image', { builtDigest: otherDigest }, 'STATEMENT_MISMATCH'],
    ['the ledger tells another outcome than the record', { ledgerOutcome: 'failed' }, 'STATEMENT_MISMATCH'],
    ['the ledger tells another time', { ledgerTime: noon + 121 }, 'STATEMENT_MISMATCH'],
    ['the decision is no decision', { decisionBytes: '{}' }, 'RECORD_INVALID'],
    ['its input is no input', { inputBytes: '{}' }, 'RECORD_INVALID'],
    ['the deploy never ended', { stopAfter: 'opening' }, 'INTENT_OPEN'],
    ['there is nothing but an intent', { stopAfter: 'intent' }, 'MANIFEST_MISSING'],
    ['the closing manifest has no outcome record', { closingKind: 'note' }, 'STATEMENT_MISMATCH'],
  ])('%s', async (_name, change, code) => {
    expect(await codes(change)).toContain(code);
  });

  test('what the auditor should mind is said without failing', async () => {
    const authors = { since_commit: '', until_commit: 'c0'.repeat(20), complete: false, people: [] };
    const world = new World();
    const built = await world.buildImage('88');
    const { policy } = await world.bundleOf('9001', digest, built);
    await world.deploy('9001', {
      bundle: { policy: { ...policy, config_origin: 'flag' }, authors: world.authors(authors) },
      scan: { replay: true },
    });
    const { answer } = await auditDeploy(world.store, world.anchor, first);
    expect(answer.problems).toEqual([]);
    expect(answer.caveats).toHaveLength(4);
  });
});

describe('the ledger', () => {
  test('a cut tail is detected with a head in the anchor, and only then', async () => {
    const { world } = await deployed();
    await world.deploy('9002', { digest: otherDigest });
    const anchored = world.anchor;
    world.anchorHead(1);
    for (const key of world.keys('ledger/').filter((k) => k.includes('/00000001-'))) world.store.rows.delete(key);
    expect(await problemsOf(world)).toEqual([`LEDGER_TAIL_CUT ${resultKey(repositoryId, environment, 1)}`]);
    world.anchor = anchored;
    expect(await problemsOf(world)).toEqual([]);
    const { answer } = await auditDeploy(world.store, world.anchor, DeployId.parse('7001/9002'));
    expect(answer).toMatchObject({ verdict: 'not_proven', deploy: null, problems: [{ code: 'NOT_DEPLOYED' }] });
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
    world.store.rows.delete(intentKey(repositoryId, environment, 0));
    expect(await problemsOf(world, DeployId.parse('7001/9002'))).toContain(
      `LEDGER_BROKEN ${intentKey(repositoryId, environment, 0)}`,
    );
  });
});

describe('trusted roots', () => {
  test('one that is nowhere is said where a signature fails', async () => {
    const { world } = await deployed({ signer: keySigner() });
    world.anchor = Anchor.parse({ ...world.anchor, trusted_roots: [{ sha256: sha256('root') }] });
    const { answer } = await auditDeploy(world.store, world.anchor, first);
    expect(answer.problems.some(({ text }) => text.includes(sha256('root')))).toBe(true);
  });

  test('with the right digest but no root is refused as the anchor’s fault', async () => {
    const { world } = await deployed();
    const bytes = canonicalBytes({ mediaType: 'x' });
    world.store.put(`blobs/7001/sha256/${sha256Hex(bytes)}`, bytes, noon + 400_000_000);
    for (const root of [{ sha256: sha256Hex(bytes) }, { sha256: sha256('any'), document: { mediaType: 'x' } }]) {
      const anchor = Anchor.parse({ ...world.anchor, trusted_roots: [root] });
      await expect(auditDeploy(world.store, anchor, first)).rejects.toMatchObject({ code: 'TRUST_ROOT_INVALID' });
    }
  });

  test('without root and key nothing can be verified', async () => {
    const { world, opening } = await deployed();
    world.anchor = Anchor.parse({ ...world.anchor, keys: [] });
    expect(await problemsOf(world)).toContain(`MANIFEST_FORGED ${opening}`);
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
    world.anchorHead(0);
    expect((await ask(world)).answer.environments[0]?.later_deploys_excluded).toBe(false);
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
    const never = await ask(
      world,
      `${digest.slice(0, -2)}00` === digest ? otherDigest : world.digestOf('never'),
      noon + 9000,
    );
    expect(never.answer).toMatchObject({ verdict: 'not_proven', environments: [] });
    expect(never.text).toContain('No ledger names this digest');
  });

  test('a failed deploy changes nothing, an open intent is named and denies, and one that ended later is named', async () => {
    const { world } = await deployed();
    world.now = noon + 600;
    await world.deploy('9002', { digest: otherDigest, outcome: 'failed' });
    expect((await ask(world)).answer).toMatchObject({
      verdict: 'proven',
      environments: [{ matches: true, open_intents: [] }],
    });
    expect((await ask(world, digest, noon + 601)).answer).toMatchObject({
      verdict: 'proven',
      environments: [{ open_intents: ['7001/9002'] }],
    });
    world.now = noon + 1200;
    await world.deploy('9003', { digest: otherDigest, stopAfter: 'opening' });
    const { answer, text } = await ask(world);
    expect(answer).toMatchObject({
      verdict: 'not_proven',
      environments: [{ matches: true, open_intents: ['7001/9003'] }],
      problems: [{ code: 'INTENT_OPEN' }],
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
      expect.arrayContaining([
        expect.objectContaining({ code: 'MANIFEST_MISSING', key: intentKey(repositoryId, environment, 1) }),
      ]),
    );
  });

  test('can be asked of one repository', async () => {
    const { world } = await deployed();
    const { answer } = await auditRunning(world.store, world.anchor, { digest, at: noon + 3600, repositoryId });
    expect(answer.verdict).toBe('proven');
  });
});
