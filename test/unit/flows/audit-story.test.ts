// Evidence that is genuine piece by piece but inconsistent as a whole is not proven.

import { describe, expect, test } from '@jest/globals';
import { auditDeploy } from '../../../src/flows/audit/questions.ts';
import { EvidenceBundle } from '../../../src/model/decision.ts';
import { deployed, first, problemsOf } from '../audit/asking.ts';
import { buildImage, bundleOf, grace } from '../audit/building.ts';
import { type DeployChange, World } from '../audit/world.ts';
import { digest, noon, otherDigest, sha256 } from '../evidence/examples.ts';

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
      {
        bundle: {
          artifact: {
            digest,
            rehashed: otherDigest,
            registry: 'r.local/a',
            media_type: '',
            children: [],
            origin: 'build',
          },
        },
      },
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
    const authors = { since_commit: '', until_commit: 'c0'.repeat(20), complete: false, problem: 'cut', people: [] };
    const world = new World();
    const built = await buildImage(world, '88');
    const { policy } = await bundleOf(world, '9001', digest, built);
    await world.deploy('9001', {
      bundle: {
        policy: { ...policy, config_origin: 'flag' },
        authors: EvidenceBundle.unwrap().shape.authors.parse(authors),
      },
      scan: { replay: true },
    });
    const { answer } = await auditDeploy(world.store, world.anchor, first);
    expect(answer.problems).toEqual([]);
    expect(answer.caveats).toHaveLength(4);
  });

  test('what the policy required is signed for the commit of the intent, each part', async () => {
    const needs = async (change: Parameters<typeof bundleOf>[4], tools: string[]) => {
      const world = new World();
      const { policy } = await bundleOf(world, '9001', digest, await buildImage(world, '88'));
      const image = { tools, max_age_seconds: 1, database_max_age_seconds: 1 };
      const required = EvidenceBundle.unwrap().shape.policy.parse({ ...policy, scans: { ...policy.scans, image } });
      await world.deploy('9001', { ...change, bundle: { policy: required } });
      const { answer } = await auditDeploy(world.store, world.anchor, first);
      return answer.problems.map(({ text }) => text).filter((text) => text.includes('nothing is signed as'));
    };
    expect(await needs({}, ['trivy'])).toEqual([]);
    expect(await needs({}, ['trivy', 'grype'])).toEqual([
      expect.stringContaining('nothing is signed as image scan by grype'),
    ]);
    expect(await needs({ buildCommit: 'ee'.repeat(20) }, ['trivy'])).toEqual([
      expect.stringContaining('nothing is signed as provenance'),
    ]);
  });

  test('of an image that was handed in nobody says that it was built from the commit', async () => {
    const world = new World();
    const { artifact } = await bundleOf(world, '9001', digest, await buildImage(world, '88'));
    await world.deploy('9001', { bundle: { artifact: { ...artifact, origin: 'prebuilt' } } });
    const { answer, text } = await auditDeploy(world.store, world.anchor, first);
    expect(answer.caveats.filter((caveat) => caveat.includes('handed in and not built here'))).toHaveLength(1);
    expect(text).not.toContain('built from');
    const other = await deployed({});
    const { answer: built } = await auditDeploy(other.world.store, other.world.anchor, first);
    expect(built.caveats.filter((caveat) => caveat.includes('handed in and not built here'))).toEqual([]);
  });
});
