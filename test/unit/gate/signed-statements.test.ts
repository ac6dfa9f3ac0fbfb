// Which statements on an image count: each by its own signer and source, and all of them of one commit.
import { describe, expect, test } from '@jest/globals';
import { judgeStatements, renderStatements } from '../../../src/gate/signed-statements.ts';
import type { SignatureFact } from '../../../src/model/decision.ts';
import { Commit, RepositoryId, ServiceName, Sha256 } from '../../../src/model/ids.ts';
import { allowedBundle, certificate } from './bundle-builder.ts';

const bundle = allowedBundle('before-deploy');
const facts = bundle.signatures ?? [];
const { scans } = bundle;
const made = certificate();
const commit = Commit.parse(made.source_commit);
const required = [...scans.map(({ kind, tool }) => `scan ${kind} ${tool}`), 'sbom', 'provenance', 'decision'];
const policy = {
  sans: [made.san],
  contract_commits: { [made.san]: Commit.parse(made.build_signer_digest) },
  issuer: made.issuer,
  source_repository_id: RepositoryId.parse('500'),
  source_refs: [made.source_ref],
};
const expected = {
  policy,
  pinned: undefined,
  required: [] as string[],
  repositoryId: RepositoryId.parse('500'),
  service: ServiceName.parse('clinic-api'),
  commit: undefined,
};
const judge = (list: readonly SignatureFact[], change: object = {}) =>
  judgeStatements({ facts: list, scans }, { ...expected, ...change });
const withProvenance = (change: Partial<SignatureFact>) =>
  facts.map((fact) => (fact.provenance_commit === '' ? fact : { ...fact, ...change }));

describe('the statements of one build', () => {
  test('count together', () => {
    const judged = judge(facts);
    expect(judged).toMatchObject({ denied: false, missing: [], counting: facts.length });
    expect(renderStatements('r@d', judged, null)).toContain(`counts: provenance by ${made.san}`);
  });

  test('do not count by another signer, and each one says which field differs', () => {
    const judged = judge(facts, { policy: { ...policy, issuer: 'https://other.example' } });
    expect(judged).toMatchObject({ denied: true, counting: 0 });
    expect(judged.statements[0]?.problem).toContain('issuer');
  });

  test('lack what was taken away, named with the commit of the provenance', () => {
    const without = facts.filter(({ predicate_type }) => !predicate_type.includes('cyclonedx'));
    const judged = judge(without, { required });
    expect(judged.denied).toBe(true);
    expect(judged.missing).toContainEqual(expect.stringContaining(`sbom of commit ${commit}`));
    expect(renderStatements('r@d', judged, null)).toMatch(/missing: sbom .* Build and publish this commit again/);
  });

  test('without any provenance lack it, and no commit is named', () => {
    const judged = judge(
      facts.filter(({ provenance_commit }) => provenance_commit === ''),
      { required: ['provenance'] },
    );
    expect(judged).toMatchObject({ denied: true, missing: ['provenance'] });
  });
});

describe('provenance', () => {
  test.each<[string, SignatureFact[], object, string]>([
    [
      'of another commit than the one asked for',
      [...facts],
      { commit: Commit.parse('9'.repeat(40)) },
      'provenance: expected commit 9999',
    ],
    [
      'of another repository',
      withProvenance({ provenance_repository_id: '501' }),
      {},
      'expected repository id 500, got 501',
    ],
    ['of no repository', withProvenance({ provenance_repository_id: '' }), {}, 'expected repository id 500, got none'],
  ])('%s does not count', (_, list, change, words) => {
    const judged = judge(list, change);
    expect(judged.statements.map(({ problem }) => problem).join('; ')).toContain(words);
  });
});

test('two commits signed as a whole in one second are no choice that anybody made', () => {
  const other = 'e'.repeat(40);
  const twin = facts.map((fact) => ({
    ...fact,
    signer: { ...made, source_commit: other } as unknown as SignatureFact['signer'],
    provenance_commit: fact.provenance_commit === '' ? '' : other,
  }));
  const judged = judge([...facts, ...twin], { required: ['provenance'] });
  expect(judged).toMatchObject({
    denied: true,
    missing: ['one commit, for several were signed as a whole in the same second'],
  });
});

test('what hangs there and was not looked at is said', () => {
  const ignored = { count: 2, complete: false, reasons: [{ reason: 'it is an index', count: 2 }] };
  const text = renderStatements('r@d', judge(facts), ignored);
  expect(text).toContain('2 referrers of the image ignored: 2 because it is an index; not everything');
  expect(renderStatements('r@d', judge(facts), { count: 1, complete: true, reasons: [] })).toContain(
    '1 referrer of the image ignored',
  );
});

test('a statement of a key, of an unknown type and of no type each has a name', () => {
  const [first] = facts;
  if (!first) throw new Error('no facts');
  const key = { type: 'key' as const, spki_sha256: Sha256.parse('c'.repeat(64)), signed_at: 0 };
  const list = [
    { ...first, signer: key as unknown as SignatureFact['signer'] },
    { ...first, predicate_type: 'https://example.com/x', problem: 'foreign' },
    { ...first, predicate_type: '', signer: null, problem: 'unreadable' },
  ];
  const text = renderStatements('r@d', judge(list, { pinned: key.spki_sha256 }), null);
  expect(text).toContain('by key cccccccccccc');
  expect(text).toContain('"https://example.com/x"');
  expect(text).toContain('unreadable bundle');
});
