// A deploy that the gate denied: what denied it is answered from a manifest that the deploy contract signed for that run, and from
// nothing else. Each twin of the denial differs in one thing, and makes none.
import { describe, expect, test } from '@jest/globals';
import { sha256Hex } from '../../../src/base/digest.ts';
import { decisionRecord } from '../../../src/evidence/records.ts';
import { auditDeploy } from '../../../src/flows/audit/questions.ts';
import { writeEvidence } from '../../../src/flows/evidence/write.ts';
import { Decision } from '../../../src/model/decision.ts';
import { Anchor } from '../../../src/model/evidence.ts';
import { DeployId, RunId } from '../../../src/model/ids.ts';
import { deployed } from '../audit/asking.ts';
import { policyWasm, subjectOf } from '../audit/building.ts';
import { type KeySigner, keySigner } from '../audit/key-signer.ts';
import { World } from '../audit/world.ts';
import {
  configSha256,
  digest,
  environment,
  jsonBlob,
  otherDigest,
  recordContext,
  repositoryId,
  service,
  sha256,
} from '../evidence/examples.ts';

const denied = DeployId.parse('7001/9002');
const rule = { verdict: 'deny', message: 'nobody approved', citation: '', remedy: 'ask' } as const;
const allowed = { ...rule, id: 'gate.scan.present', verdict: 'allow' } as const;

type Change = { decision?: Partial<Decision>; signer?: KeySigner | null; environment?: string; run?: string };

/** Leaves what a denied deploy leaves: one signed manifest with the decision, and no entry in a ledger. Returns the decision's key. */
async function deny(world: World, change: Change = {}): Promise<string> {
  const place = change.environment ?? environment;
  const context = recordContext({ time: world.now, run_id: RunId.parse(change.run ?? '9002'), environment: place });
  const decision = Decision.parse({
    schema: 'safeguard.decision/v1',
    verdict: 'deny',
    phase: 'before-deploy',
    time: world.now,
    digest,
    repository_id: repositoryId,
    service,
    environment: place,
    rules: [{ ...rule, id: 'gate.approval.given' }, allowed, { ...rule, id: 'gate.approval.allowed' }],
    identity: 'key',
    replayed_runs: false,
    policy_sha256: sha256Hex(policyWasm),
    config_sha256: configSha256,
    input_sha256: sha256('input'),
    ...change.decision,
  });
  const blob = jsonBlob(decision, 'decision');
  const signer = change.signer === undefined ? world.deployer : change.signer;
  const evidence = { records: [decisionRecord(context, decision, blob)], blobs: [blob] };
  await writeEvidence(world.deps(signer), { context, stage: 'job', subject: subjectOf(digest), ...evidence });
  return `blobs/${repositoryId}/sha256/${sha256Hex(blob.bytes)}`;
}

async function ask(world: World, id = denied) {
  const asked = await auditDeploy(world.store, world.anchor, id);
  return { ...asked, codes: asked.answer.problems.map(({ code }) => code) };
}

describe('a denied deploy', () => {
  test('is answered with the rules that denied it, after a deploy of the same place', async () => {
    const { world } = await deployed();
    const key = await deny(world);
    const { answer, codes, text, denied: exit } = await ask(world);
    expect([exit, codes]).toEqual([true, ['DEPLOY_DENIED']]);
    expect(answer).toMatchObject({ verdict: 'not_proven', deploy: null, others: [] });
    expect(answer.denials).toEqual([
      {
        service,
        environment,
        digest,
        phase: 'before-deploy',
        time: world.now,
        rules: [
          { id: 'gate.approval.given', message: 'nobody approved' },
          { id: 'gate.approval.allowed', message: 'nobody approved' },
        ],
        decision_key: key,
        policy_sha256: sha256Hex(policyWasm),
        config_sha256: configSha256,
        manifest: expect.objectContaining({ about: 'job manifest', identity: 'key' }),
      },
    ]);
    expect(text).toContain('was DENIED by gate.approval.given and gate.approval.allowed');
    expect(answer.caveats.join()).toContain('without a ledger head in the anchor a cut tail is not excluded');
  });

  test('leaves the deploy before it proven, which names no denial', async () => {
    const { world } = await deployed();
    await deny(world);
    const { answer, codes } = await ask(world, DeployId.parse('7001/9001'));
    expect([codes, answer.denials]).toEqual([[], []]);
  });

  test('is answered where there is no ledger yet; a run that left nothing is not', async () => {
    const world = new World();
    await deny(world);
    expect((await ask(world)).codes).toEqual(['DEPLOY_DENIED']);
    await expect(ask(world, DeployId.parse('7001/9003'))).rejects.toMatchObject({ code: 'DEPLOY_UNKNOWN' });
    await expect(ask(world, DeployId.parse('7002/9002'))).rejects.toMatchObject({ code: 'DEPLOY_UNKNOWN' });
  });

  test('in two environments is answered for both, also when one was stopped before anybody was asked', async () => {
    const world = new World();
    await deny(world);
    await deny(world, { environment: 'staging', decision: { phase: 'before-approval' } });
    const { answer, codes } = await ask(world);
    expect(codes).toEqual(['DEPLOY_DENIED', 'DEPLOY_DENIED']);
    expect(answer.denials.map((one) => [one.environment, one.phase]).sort()).toEqual([
      [environment, 'before-deploy'],
      ['staging', 'before-approval'],
    ]);
  });

  test('by a policy that the anchor does not know says so', async () => {
    const { world } = await deployed();
    await deny(world);
    expect((await ask(world)).answer.caveats.join()).not.toContain('does not know policy');
    await deny(world, { run: '9004', decision: { policy_sha256: sha256('lax policy') } });
    const { answer, codes } = await ask(world, DeployId.parse('7001/9004'));
    expect(codes).toEqual(['DEPLOY_DENIED']);
    expect(answer.caveats.join()).toContain(`does not know policy ${sha256('lax policy')}`);
  });
});

describe('no denial', () => {
  test.each<[string, Change, string[]]>([
    ['nobody signed it', { signer: null }, ['NOT_DEPLOYED']],
    ['a stranger signed it', { signer: keySigner() }, ['MANIFEST_FORGED', 'NOT_DEPLOYED']],
    ['the gate allowed, and another deploy was first', { decision: { verdict: 'allow' } }, ['NOT_DEPLOYED']],
    ['it is about a build', { decision: { phase: 'before-publish' } }, ['DECISION_MISMATCH', 'NOT_DEPLOYED']],
    ['it is about another image', { decision: { digest: otherDigest } }, ['DECISION_MISMATCH', 'NOT_DEPLOYED']],
    ['it is for another environment', { decision: { environment: 'staging' } }, ['DECISION_MISMATCH', 'NOT_DEPLOYED']],
    ['no rule of it denies', { decision: { rules: [{ ...allowed }] } }, ['DECISION_MISMATCH', 'NOT_DEPLOYED']],
    ['another run left it', { run: '9003' }, ['NOT_DEPLOYED']],
  ])('where %s', async (_name, change, codes) => {
    const { world } = await deployed();
    await deny(world, change);
    const asked = await ask(world);
    expect([asked.denied, asked.codes, asked.answer.denials]).toEqual([true, codes, []]);
    expect(asked.text).not.toContain('DENIED');
  });

  test('where the build signed it', async () => {
    const { world } = await deployed();
    await deny(world, { signer: world.build });
    expect((await ask(world)).codes).toEqual(['MANIFEST_FORGED', 'NOT_DEPLOYED']);
  });

  test('an unsigned manifest is a number', async () => {
    const { world } = await deployed();
    await deny(world, { signer: null });
    const { answer } = await ask(world);
    expect(answer.uncounted).toEqual({ records: 0, manifests: 1 });
    expect(answer.caveats.join()).toContain('1 manifest that nobody signed');
  });

  test.each([
    ['one byte of the decision is another', 'OBJECT_ALTERED'],
    ['the decision is gone', 'OBJECT_MISSING'],
  ])('where %s', async (_name, code) => {
    const { world } = await deployed();
    const key = await deny(world);
    if (code === 'OBJECT_MISSING') world.store.rows.delete(key);
    else {
      const row = world.row(key);
      row.bytes = Uint8Array.from(row.bytes, (byte, at) => (at === 3 ? byte ^ 1 : byte));
    }
    expect((await ask(world)).codes).toEqual([code, 'NOT_DEPLOYED']);
  });

  test('where the key that signed it has ended: a thief could claim any time', async () => {
    const { world } = await deployed();
    await deny(world);
    world.anchorHead(0);
    const { keys, ledger_heads, ...rest } = world.anchor;
    const ended = { until: world.now, why: 'rotated', heads: ledger_heads };
    world.anchor = Anchor.parse({ ...rest, ledger_heads, keys: keys.map((key) => ({ ...key, ended })) });
    expect((await ask(world)).codes).toEqual(['MANIFEST_FORGED', 'NOT_DEPLOYED']);
  });

  test('where the run began a deploy that the ledger has lost', async () => {
    const { world } = await deployed();
    await world.deploy('9002', { digest: otherDigest });
    await deny(world, { environment: 'staging' });
    for (const key of world.keys('ledger/').filter((one) => one.includes('/00000001-'))) world.store.rows.delete(key);
    expect((await ask(world)).codes).toEqual(['NOT_DEPLOYED']);
  });
});
