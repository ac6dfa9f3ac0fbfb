// Which refs count: exact ones, and tags by a pattern in which `*` crosses no slash; the policy says the same.
import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../src/gate/decide.ts';
import { acceptsRef, branchesOf, isRefPattern, needsBranch } from '../../../src/model/source-refs.ts';
import { allowedBundle, openCommittedPolicy } from '../gate/bundle-builder.ts';

const engine = await openCommittedPolicy();
const entries = ['refs/heads/main', 'refs/tags/v*', 'refs/tags/release-*.*', 'refs/tags/exact'];

const taken = [
  'refs/heads/main',
  'refs/tags/v1.2.0',
  'refs/tags/v',
  'refs/tags/vÄ',
  'refs/tags/release-1.2',
  'refs/tags/exact',
];
const refused = [
  'refs/heads/Main',
  'refs/heads/v1',
  'refs/tags/main',
  'refs/tags/V1',
  'refs/tags/w1',
  'refs/tags/v1/x',
  'refs/tags/v1/../x',
  'refs/tags/v1\n',
  'refs/tags/v 1',
  'refs/tags/v\u0000',
  'refs/tags/v*',
  'refs/tags/*',
  'refs/tags/release-1',
  'refs/tags/release-',
  'refs/tags/exactly',
  'xrefs/tags/v1',
  'v1',
  '',
];

/** What the policy says of a run on this ref whose commit main holds. */
function allowedByPolicy(ref: string): boolean {
  const bundle = allowedBundle('before-publish');
  const service = { ...bundle.policy.service, source_refs: entries };
  const held_by = {
    commit: bundle.run.commit,
    branches: [{ ref: 'refs/heads/main', head: bundle.run.commit, standing: 'identical' as const }],
  };
  const asked = { ...bundle, run: { ...bundle.run, ref }, policy: { ...bundle.policy, service }, held_by };
  return decide(asked, engine).rules.find(({ id }) => id === 'gate.artifact.source')?.verdict === 'allow';
}

describe('a ref', () => {
  test.each(taken)('%s counts, by the policy too', (ref) => {
    expect([acceptsRef(entries, ref), allowedByPolicy(ref)]).toEqual([true, true]);
  });

  test.each(refused)('%j does not, by the policy neither', (ref) => {
    expect([acceptsRef(entries, ref), allowedByPolicy(ref)]).toEqual([false, false]);
  });

  test('may be a branch, a tag or a pattern', () => {
    expect(branchesOf(entries)).toEqual(['main']);
    expect(entries.map(isRefPattern)).toEqual([false, true, true, false]);
    expect([needsBranch(entries, 'refs/tags/v1'), needsBranch(entries, 'refs/heads/main')]).toEqual([true, false]);
    expect(needsBranch(['refs/tags/exact'], 'refs/tags/exact')).toBe(false);
  });
});
