// The anchor: a whole one is read, a contradictory one refused, and of signers only the listed contract at its commit, for that
// repository and environment, counts.
import { describe, expect, test } from '@jest/globals';
import { identityProblems } from '../../../src/attest/identity.ts';
import { parseAnchor } from '../../../src/audit/anchor.ts';
import { candidatesFor, runProblem } from '../../../src/audit/anchored.ts';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { Anchor } from '../../../src/model/evidence.ts';
import type { Signer } from '../../../src/model/identity.ts';
import { RepositoryId } from '../../../src/model/ids.ts';
import { commit, ledgerPlace, noon, repositoryId, service, sha256 } from '../evidence/examples.ts';
import { keySigner } from './key-signer.ts';

const key = keySigner();
const san = (part: string) => `https://github.com/clinic/compliance/.github/workflows/${part}@refs/tags/v1.0.0`;
const issuer = 'https://token.actions.githubusercontent.com';
const plain = {
  schema: 'safeguard.anchor/v2',
  printed_at: noon,
  trusted_roots: [{ sha256: sha256('root'), certificate_transparency: true }],
  contracts: [
    { san: san('build-sign.yml'), issuer, commit, part: 'build' },
    { san: san('deploy-prod.yml'), issuer, commit, part: 'deploy' },
  ],
  keys: [
    {
      spki_sha256: key.spkiSha256,
      spki: Buffer.from(key.spki).toString('base64'),
      repository_id: repositoryId,
      service,
      part: 'deploy',
    },
  ],
  policies: [{ sha256: sha256('policy') }],
  ledger_heads: [],
  unread_ledgers: [],
};
const contract = (change: object = {}) => ({ ...plain.contracts[1], ...change });
const key0 = plain.keys[0];
const ended = { until: noon, why: 'rotated', heads: [] };
const head = { ...ledgerPlace, seq: 3, result_sha256: sha256('result') };
const read = (change: object) => parseAnchor(canonicalBytes({ ...plain, ...change }));

describe('parseAnchor', () => {
  test('reads a whole anchor, with contracts or with keys alone', () => {
    expect(read({})).toEqual(Anchor.parse(plain));
    expect(read({ contracts: [], trusted_roots: [] }).keys).toHaveLength(1);
  });

  test('reads one with two keys for two parts', () => {
    const other = keySigner();
    const spki = Buffer.from(other.spki).toString('base64');
    const keys = [
      ...plain.keys,
      { spki_sha256: other.spkiSha256, spki, repository_id: repositoryId, service, part: 'build' },
    ];
    expect(read({ keys }).keys).toHaveLength(2);
  });

  test.each([
    ['of another part', { part: 'build', ended }],
    ['in another repository', { repository_id: '7002', ended }],
    ['of another service', { service: 'clinic-web', ended }],
  ])('reads one with a key that was one %s before', (_name, before) => {
    expect(read({ keys: [...plain.keys, { ...key0, ...before }] }).keys).toHaveLength(2);
    expect(() => read({ keys: [...plain.keys, { ...key0, ...before, ended: undefined }] })).toThrow('at a time');
  });

  test.each<[string, object]>([
    ['trusts nobody', { contracts: [], keys: [] }],
    ['lists contracts without a root', { trusted_roots: [] }],
    ['lists a contract at two commits', { contracts: [...plain.contracts, contract({ commit: 'ab'.repeat(20) })] }],
    ['lists a contract for two parts', { contracts: [...plain.contracts, contract({ part: 'build', ended })] }],
    ['holds two results of one entry', { ledger_heads: [head, { ...head, result_sha256: sha256('other') }] }],
    ['holds a head of no service', { ledger_heads: [{ ...head, service: undefined }] }],
    ['holds a head of no environment', { ledger_heads: [{ ...head, environment: '../production' }] }],
    ['says that something ended and not why', { policies: [{ sha256: sha256('p'), ended: { ...ended, why: '' } }] }],
    ['has an unknown field within', { contracts: [contract({ forever: true })] }],
    ['lists a key under another digest', { keys: plain.keys.map((k) => ({ ...k, spki_sha256: sha256('other') })) }],
    ['lists one key for two parts', { keys: [...plain.keys, ...plain.keys.map((k) => ({ ...k, part: 'build' }))] }],
    [
      'lists one key for two repositories',
      { keys: [...plain.keys, ...plain.keys.map((k) => ({ ...k, repository_id: '7002' }))] },
    ],
    ['has an unknown field', { trust_everyone: true }],
  ])('refuses one that %s', (_name, change) => {
    expect(() => read(change)).toThrow(expect.objectContaining({ code: 'ANCHOR_INVALID' }));
  });

  test('reads one in which a contract and a key came and went', () => {
    const contracts = [...plain.contracts, contract({ commit: 'ab'.repeat(20), ended })];
    const keys = [...plain.keys, { ...key0, ended: { ...ended, heads: [head] } }];
    expect(read({ contracts, keys }).contracts).toHaveLength(3);
  });

  test('refuses what is no JSON and what has a key twice', () => {
    for (const text of ['', '{', '{"schema":1,"schema":2}']) {
      expect(() => parseAnchor(new TextEncoder().encode(text))).toThrow(
        expect.objectContaining({ code: 'ANCHOR_INVALID' }),
      );
    }
  });
});

describe('who may sign', () => {
  const anchor = Anchor.parse(plain);
  const signer: Extract<Signer, { type: 'certificate' }> = {
    type: 'certificate',
    san: san('deploy-prod.yml'),
    issuer,
    build_signer_digest: commit,
    runner_environment: 'github-hosted',
    source_repository_uri: 'https://github.com/clinic/api',
    source_commit: 'ab'.repeat(20),
    source_ref: 'refs/heads/main',
    source_repository_id: repositoryId,
    source_owner_id: '5',
    trigger: 'push',
    run_uri: 'https://github.com/clinic/api/actions/runs/9001/attempts/1',
    environment: 'production',
    signed_at: 1,
  };
  const problemsOf = (one: Signer, part: 'build' | 'deploy', id = repositoryId, environment: string | null = null) =>
    candidatesFor(anchor, { part, repositoryId: id, service, environment }, one).map(({ policy, key: own }) =>
      identityProblems(one, policy, own),
    );
  const problems = (change: Partial<typeof signer>, part: 'build' | 'deploy' = 'deploy') =>
    problemsOf({ ...signer, ...change }, part, repositoryId, 'production').flat().length;

  test('the contract itself, in its environment, for its repository', () => {
    expect(problems({})).toBe(0);
    expect(problemsOf({ ...signer, environment: '' }, 'deploy')).toEqual([[]]);
  });

  test.each<[string, Partial<typeof signer>]>([
    ['another repository of the same contract', { source_repository_id: '7002' }],
    ['another environment', { environment: 'staging' }],
    ['no environment', { environment: '' }],
    ['another commit of the contract', { build_signer_digest: 'ab'.repeat(20) }],
    ['another issuer', { issuer: 'https://token.actions.githubusercontent.com.evil.example' }],
    ['the build contract', { san: san('build-sign.yml') }],
    ['a branch instead of the tag', { san: san('deploy-prod.yml').replace('refs/tags/v1.0.0', 'refs/heads/main') }],
    ['a look-alike organization', { san: san('deploy-prod.yml').replace('clinic/', 'clinic-evil/') }],
    ['a look-alike file', { san: san('deploy-prod.yml').replace('deploy-prod.yml', 'deploy-prod_yml') }],
    ['a longer path', { san: `${san('deploy-prod.yml')}/x` }],
    ['another letter case', { san: san('deploy-prod.yml').replace('clinic', 'Clinic') }],
  ])('not %s', (_name, change) => {
    expect(problems(change)).toBeGreaterThan(0);
  });

  test('a key only for its own repository and part', () => {
    const own: Signer = { type: 'key', spki_sha256: key.spkiSha256, signed_at: 0 };
    expect(problemsOf(own, 'deploy')).toEqual([[]]);
    const strangers = [
      problemsOf(own, 'build'),
      problemsOf(own, 'deploy', RepositoryId.parse('7002')),
      problemsOf({ ...own, spki_sha256: sha256('other') }, 'deploy'),
    ];
    for (const found of strangers) expect(found.flat()).not.toEqual([]);
  });

  test('a certificate only for its own run and attempt', () => {
    expect(runProblem(signer, '9001', 1)).toBe('');
    expect(runProblem({ type: 'key', spki_sha256: key.spkiSha256, signed_at: 0 }, '9001', 1)).toBe('');
    for (const [run, attempt] of [
      ['9001', 2],
      ['001', 1],
      ['9002', 1],
    ] as const)
      expect(runProblem(signer, run, attempt)).not.toBe('');
    expect(runProblem({ ...signer, run_uri: '' }, '9001', 1)).not.toBe('');
  });
});

test.each<[string, object, string]>([
  ['an unknown field', { trust_everyone: true }, 'written by a newer Safeguard: field trust_everyone'],
  ['a field that is missing', { printed_at: undefined }, 'printed_at is missing'],
  ['another form', { schema: 'safeguard.anchor/v3' }, 'schema: safeguard.anchor/v3, written by another version'],
  ['four mistakes', { printed_at: 'x', keys: 1, policies: 1, contracts: 1 }, 'and 1 more'],
])('the refusal of %s is a sentence', (_name, change, said) => {
  const text = JSON.stringify({ ...plain, ...change });
  expect(() => parseAnchor(new TextEncoder().encode(text))).toThrow(
    expect.objectContaining({
      code: 'ANCHOR_INVALID',
      message: expect.stringMatching(/^(?!.*[✖→]).*$/u),
    }),
  );
  expect(() => parseAnchor(new TextEncoder().encode(text))).toThrow(said);
});
