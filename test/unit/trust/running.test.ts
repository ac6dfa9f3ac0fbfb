// A release cannot list its own commit: the running one counts when the configuration is beside its bundle, and only
// then. The bundle must also be the one that the contract names.
import { describe, expect, test } from '@jest/globals';
import { buildSigners, deploySigners } from '../../../src/config/identity-policy.ts';
import { Commit } from '../../../src/model/ids.ts';
import { checkCaller, type RunningBundle, runningRelease } from '../../../src/trust/caller.ts';
import { configOf, edited, fixtureText } from '../config/fixture.ts';
import { claimsOf } from './token.ts';

const config = configOf(fixtureText('full'));
const contract = 'acme/compliance-workflows/.github/workflows/build-sign.yml';
const sha = Commit.parse('77'.repeat(20));
const unlisted = { job_workflow_ref: `${contract}@refs/tags/v1.3.0`, job_workflow_sha: sha };
const beside: RunningBundle = { besideBundle: true, repository: '', ref: '' };

const refused = (claims: Record<string, unknown>, bundle: RunningBundle) =>
  checkCaller(claimsOf(claims), config, { part: 'build', environment: null }, bundle).map(({ claim }) => claim);

describe('the running release', () => {
  test('counts without being listed, also before any is listed', () => {
    expect(refused(unlisted, beside)).toEqual([]);
    expect(runningRelease(claimsOf(unlisted), config, true)).toEqual({ ref: 'refs/tags/v1.3.0', sha });
    const releases = / {2}releases:\n(?: {4}.*\n)+/.exec(fixtureText('full'))?.[0] ?? '';
    const first = configOf(edited(fixtureText('full'), releases, '  releases: []\n'));
    expect(checkCaller(claimsOf(unlisted), first, { part: 'build', environment: null }, beside)).toEqual([]);
  });

  test.each([
    ['a configuration given by flag', unlisted, { ...beside, besideBundle: false }],
    ['a branch', { ...unlisted, job_workflow_ref: `${contract}@refs/heads/v1.3.0` }, beside],
    ['a tag of another form', { ...unlisted, job_workflow_ref: `${contract}@refs/tags/v1.3.0-rc1` }, beside],
    ['a bare commit', { ...unlisted, job_workflow_ref: `${contract}@${sha}` }, beside],
    ['below the minimum', { ...unlisted, job_workflow_ref: `${contract}@refs/tags/v1.0.9` }, beside],
    [
      'another file',
      { ...unlisted, job_workflow_ref: 'acme/compliance-workflows/.github/workflows/x.yml@refs/tags/v1.3.0' },
      beside,
    ],
    [
      'the other contract',
      { ...unlisted, job_workflow_ref: unlisted.job_workflow_ref.replace('build-sign', 'deploy-prod') },
      beside,
    ],
    [
      'another repository',
      { ...unlisted, job_workflow_ref: unlisted.job_workflow_ref.replace('acme/', 'acne/') },
      beside,
    ],
  ])('does not count: %s', (_name, claims, bundle) => {
    expect(refused(claims, bundle)).toEqual(['job_workflow_ref']);
  });

  test('a listed release with another commit stays refused, and a revoked one too', () => {
    expect(refused({ job_workflow_ref: `${contract}@refs/tags/v1.2.0`, job_workflow_sha: sha }, beside)).toEqual([
      'job_workflow_sha',
    ]);
    expect(
      refused({ job_workflow_ref: `${contract}@refs/tags/v1.1.1`, job_workflow_sha: '1a'.repeat(20) }, beside),
    ).toEqual(['job_workflow_ref']);
  });

  test('joins the signers by its exact ref and commit, unless its name is listed', () => {
    const service = config.services['clinic-api'];
    if (!service) throw new Error('the fixture has a service clinic-api');
    const san = `https://github.com/${contract}@refs/tags/v1.3.0`;
    expect(buildSigners(config, service).contract_commits[san]).toBeUndefined();
    expect(buildSigners(config, service, { ref: 'refs/tags/v1.3.0', sha }).contract_commits[san]).toBe(sha);
    const deploySan = san.replace('build-sign', 'deploy-prod');
    expect(
      deploySigners(config, service, 'production', { ref: 'refs/tags/v1.3.0', sha }).contract_commits[deploySan],
    ).toBe(sha);
    const listed = buildSigners(config, service, { ref: 'refs/tags/v1.2.0', sha });
    expect(listed.contract_commits[`https://github.com/${contract}@refs/tags/v1.2.0`]).toBe('12'.repeat(20));
  });
});

describe('the bundle that runs', () => {
  const own = { ...beside, repository: 'acme/compliance-workflows' };
  test.each([
    ['its commit', { ...own, ref: sha }],
    ['its tag', { ...own, ref: 'v1.3.0' }],
    ['nothing said', own],
  ])('fits the contract by %s', (_name, bundle) => {
    expect(refused(unlisted, bundle)).toEqual([]);
  });

  test.each([
    ['GITHUB_ACTION_REPOSITORY', { ...own, repository: 'evil/compliance-workflows', ref: sha }],
    ['GITHUB_ACTION_REF', { ...own, ref: '78'.repeat(20) }],
    ['GITHUB_ACTION_REF', { ...own, ref: 'main' }],
  ])('is refused by %s', (claim, bundle) => {
    expect(refused(unlisted, bundle)).toEqual([claim]);
  });

  test('in a direct workflow of the service only the repository is compared', () => {
    const direct = {
      job_workflow_ref: 'acme/clinic-api/.github/workflows/custody.yml@refs/heads/main',
      job_workflow_sha: 'ab'.repeat(20),
    };
    expect(refused(direct, { ...own, ref: 'v1.2.0' })).toEqual([]);
  });
});
