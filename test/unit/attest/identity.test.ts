// A genuine contract is not enough, and a near miss is none: each field is compared in full, each beside its near
// misses.
import { describe, expect, test } from '@jest/globals';
import { identityProblems } from '../../../src/attest/identity.ts';
import { IdentityPolicy, Signer } from '../../../src/model/identity.ts';
import { Sha256 } from '../../../src/model/ids.ts';

const repository = 'https://github.com/acme/compliance';
const build = `${repository}/.github/workflows/build-sign.yml@refs/tags/v1.2.3`;
const older = `${repository}/.github/workflows/build-sign.yml@refs/tags/v1.2.2`;
const direct = 'https://github.com/acme/clinic/.github/workflows/custody.yml@refs/heads/main';
const commit = (letter: string) => letter.repeat(40);

const fields = {
  type: 'certificate' as const,
  san: build,
  issuer: 'https://token.actions.githubusercontent.com',
  build_signer_digest: commit('c'),
  runner_environment: 'github-hosted',
  source_repository_uri: 'https://github.com/acme/clinic',
  source_commit: commit('d'),
  source_ref: 'refs/heads/main',
  source_repository_id: '1001',
  source_owner_id: '77',
  trigger: 'push',
  run_uri: 'https://github.com/acme/clinic/actions/runs/5/attempts/1',
  environment: 'production',
  signed_at: 1,
};

const signerWith = (change: Partial<Record<keyof typeof fields, string>>) => Signer.parse({ ...fields, ...change });

const policyWith = (change: object = {}) =>
  IdentityPolicy.parse({
    sans: [build, older, direct],
    issuer: fields.issuer,
    contract_commits: { [build]: commit('c'), [older]: commit('b'), [direct]: 'source-commit' },
    source_repository_id: '1001',
    source_refs: ['refs/heads/main', 'refs/tags/v9'],
    source_commit: commit('d'),
    environment: 'production',
    runner_environment: 'github-hosted',
    ...change,
  });

const fieldsRefused = (change: Parameters<typeof signerWith>[0], policy = policyWith()) =>
  identityProblems(signerWith(change), policy).map((problem) => problem.split(':')[0]);

describe('a certificate', () => {
  test('that says exactly what is expected is the one', () => {
    expect(identityProblems(signerWith({}), policyWith())).toEqual([]);
  });

  test('that differs is told by field, with what was expected and what it says', () => {
    expect(identityProblems(signerWith({ source_repository_id: '1002', environment: '' }), policyWith())).toEqual([
      'source_repository_id: expected 1001, got 1002',
      'environment: expected production, got nothing',
    ]);
  });

  test.each([
    ['san', `${build}x`],
    ['issuer', 'https://token.actions.githubusercontent.com/'],
    ['build_signer_digest', commit('b')],
    ['source_repository_id', '10010'],
    ['source_ref', 'refs/heads/main2'],
    ['source_commit', commit('D')],
    ['environment', 'Production'],
    ['runner_environment', 'self-hosted'],
  ] as const)('with another %s, or none, is refused for it', (field, value) => {
    expect(fieldsRefused({ [field]: value })).toContain(field);
    expect(fieldsRefused({ [field]: '' })).toContain(field);
  });

  test('is not asked for what the policy leaves open', () => {
    const open = policyWith({
      source_refs: undefined,
      source_commit: undefined,
      environment: undefined,
      runner_environment: undefined,
    });
    const change = { source_ref: 'refs/heads/x', source_commit: '', environment: 'x', runner_environment: '' };
    expect(fieldsRefused(change, open)).toEqual([]);
    expect(fieldsRefused(change)).toEqual(['source_ref', 'source_commit', 'environment', 'runner_environment']);
  });

  test('may be required to carry no environment at all', () => {
    expect(fieldsRefused({ environment: '' }, policyWith({ environment: '' }))).toEqual([]);
    expect(fieldsRefused({}, policyWith({ environment: '' }))).toEqual(['environment']);
  });
});

describe('near misses of the name (threat B4)', () => {
  test.each([
    `${build}\n`,
    ` ${build}`,
    `x${build}`,
    `${build}0`,
    `${build}/`,
    build.slice(0, -1),
    build.slice(1),
    build.toUpperCase(),
    build.replace('https:', 'http:'),
    build.replace('github.com', 'githubxcom'),
    build.replace('github.com', 'github.com.evil.example'),
    build.replace('github.com', 'evil.example/github.com'),
    build.replace('github.com/', 'github.com//'),
    build.replace('acme', 'evil'),
    build.replace('acme', 'acme-inc'),
    build.replace('acme', 'xacme'),
    build.replace('compliance', 'compliance-fork'),
    build.replace('compliance', 'evil-compliance'),
    build.replace('compliance', 'Compliance'),
    build.replace('.github', 'xgithub'),
    build.replace('build-sign.yml', 'build-sign-yml'),
    build.replace('build-sign.yml', 'build-sign.yaml'),
    build.replace('build-sign.yml', 'deploy-prod.yml'),
    build.replace('build-sign.yml', 'evil/build-sign.yml'),
    build.replace('build-sign.yml', 'evil-build-sign.yml'),
    build.replace('refs/tags/v1.2.3', 'refs/heads/v1.2.3'),
    build.replace('refs/tags/v1.2.3', 'refs/heads/main'),
    build.replace('refs/tags/v1.2.3', 'refs/heads/refs/tags/v1.2.3'),
    build.replace('v1.2.3', 'v1x2x3'),
    build.replace('v1.2.3', 'v1.2.3-rc1'),
    build.replace('v1.2.3', 'v1.2.30'),
    build.replace('refs/tags/v1.2.3', commit('c')),
    `${build}|${older}`,
    '.*',
    '',
  ])('%p is another', (san) => {
    expect(fieldsRefused({ san })).toEqual(['san', 'build_signer_digest']);
  });

  test('letters that only look alike are others', () => {
    expect(fieldsRefused({ san: build.replace('acme', '\u0430cme') })).toContain('san');
  });
});

describe('the commit of the contract (threat B13)', () => {
  test('belongs to its own release', () => {
    expect(fieldsRefused({ san: older, build_signer_digest: commit('b') })).toEqual([]);
    expect(fieldsRefused({ san: older })).toEqual(['build_signer_digest']);
  });

  test('must be listed, and under the name itself', () => {
    expect(fieldsRefused({}, policyWith({ contract_commits: {} }))).toEqual(['build_signer_digest']);
    const inherited = policyWith({ sans: ['constructor'], contract_commits: {} });
    expect(fieldsRefused({ san: 'constructor' }, inherited)).toEqual(['build_signer_digest']);
  });

  test("of a service's own workflow is the source commit", () => {
    expect(fieldsRefused({ san: direct, build_signer_digest: commit('d') })).toEqual([]);
    expect(fieldsRefused({ san: direct })).toEqual(['build_signer_digest']);
    const anyCommit = policyWith({ source_commit: undefined });
    expect(fieldsRefused({ san: direct, build_signer_digest: '', source_commit: '' }, anyCommit)).toEqual([
      'build_signer_digest',
    ]);
  });
});

describe('a key', () => {
  const pinned = Sha256.parse('e'.repeat(64));
  const other = Sha256.parse('f'.repeat(64));
  const signer = Signer.parse({ type: 'key', spki_sha256: pinned, signed_at: 0 });

  test('counts when it is exactly the pinned one', () => {
    expect(identityProblems(signer, policyWith(), pinned)).toEqual([]);
  });

  test('does not count when another is pinned, or none', () => {
    expect(identityProblems(signer, policyWith(), other)).toEqual([`spki_sha256: expected ${other}, got ${pinned}`]);
    expect(identityProblems(signer, policyWith())).toHaveLength(1);
  });
});
