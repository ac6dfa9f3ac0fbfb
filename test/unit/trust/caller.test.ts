// A job's token against the configuration: for the one token that fits, every claim changed alone does not.
import { describe, expect, test } from '@jest/globals';
import { EnvironmentName } from '../../../src/model/ids.ts';
import { checkCaller, partOf } from '../../../src/trust/caller.ts';
import { configOf, edited, fixtureText } from '../config/fixture.ts';
import { claimsOf, deployClaims } from './token.ts';

const config = configOf(fixtureText('full'));
const local = configOf(edited(fixtureText('full'), 'version: 2\n', 'version: 2\nlocal: true\n'));
const production = EnvironmentName.parse('production');
const contracts = 'acme/compliance-workflows/.github/workflows';
const direct = { job_workflow_ref: 'acme/clinic-api/.github/workflows/custody.yml@refs/heads/main' };

function refused(claims: Record<string, unknown>, part: 'build' | 'deploy' = 'build'): string[] {
  const problems =
    part === 'build'
      ? checkCaller(claimsOf(claims), config, { part: 'build', environment: null })
      : checkCaller(deployClaims(claims), config, { part: 'deploy', environment: production });
  return problems.map(({ claim }) => claim);
}

test.each([
  [`${contracts}/deploy-prod.yml@refs/tags/v1.1.0`, 'deploy'],
  [`${contracts}/build-sign.yml@refs/tags/v1.1.0`, 'build'],
  [`evil/compliance-workflows/.github/workflows/deploy-prod.yml@refs/tags/v1.1.0`, 'deploy'],
  [`${contracts}/deploy-prod.yml.evil@refs/tags/v1.1.0`, 'build'],
  [`${contracts}/deploy-prod.yml`, 'build'],
])('%s is judged as %s', (reference, part) => {
  expect(partOf({ job_workflow_ref: reference }, config)).toBe(part);
});

describe('a token that fits', () => {
  test.each([
    {},
    { event_name: 'release' },
    { event_name: 'workflow_dispatch' },
    { aud: 'sigstore' },
    { run_attempt: '2' },
    { sub: 'repo:acme@2222/clinic-api@4711:ref:refs/heads/main' },
    { job_workflow_ref: `${contracts}/build-sign.yml@refs/tags/v1.1.0`, job_workflow_sha: '11'.repeat(20) },
    { ...direct, job_workflow_sha: 'ab'.repeat(20) },
  ])('build: %j', (changes) => {
    expect(refused(changes)).toEqual([]);
  });

  test('deploy, in its environment and outside every environment', () => {
    expect(refused({}, 'deploy')).toEqual([]);
    const outside = deployClaims({ environment: undefined });
    expect(checkCaller(outside, config, { part: 'deploy', environment: null })).toEqual([]);
  });
});

describe('one claim changed', () => {
  test.each([
    ['iss', { iss: 'https://token.actions.githubusercontent.com/acme' }],
    ['aud', { aud: 'https://github.com/acme' }],
    ['aud', { aud: ['sts.amazonaws.com'] }],
    ['repository_owner_id', { repository_owner_id: '2223' }],
    ['repository_id', { repository_id: '4713' }],
    ['repository', { repository: 'acme/clinic-api2' }],
    ['repository', { repository: 'Acme/clinic-api' }],
    ['ref', { ref: 'refs/heads/main2' }],
    ['ref', { ref: 'refs/tags/main' }],
    ['event_name', { event_name: 'pull_request_target' }],
    ['event_name', { event_name: 'pull_request' }],
    ['event_name', { event_name: 'workflow_run' }],
    ['event_name', { event_name: 'issue_comment' }],
    ['event_name', { event_name: 'schedule' }],
    ['event_name', { event_name: 'repository_dispatch' }],
    ['event_name', { event_name: 'merge_group' }],
    ['event_name', { event_name: 'tomorrow' }],
    ['runner_environment', { runner_environment: 'self-hosted' }],
    ['environment', { environment: 'production' }],
    ['job_workflow_sha', { job_workflow_sha: '13'.repeat(20) }],
    ['job_workflow_sha', { ...direct, job_workflow_sha: 'ac'.repeat(20) }],
    ['job_workflow_ref', { job_workflow_ref: `${contracts}/build-sign.yml@refs/tags/v1.2.1` }],
    ['job_workflow_ref', { job_workflow_ref: `${contracts}/build-sign.yml@refs/heads/main` }],
    ['job_workflow_ref', { job_workflow_ref: `${contracts}/build-sign.yml@${'12'.repeat(20)}` }],
    ['job_workflow_ref', { job_workflow_ref: `${contracts}/deploy-prod.yml@refs/tags/v1.2.0` }],
    [
      'job_workflow_ref',
      { job_workflow_ref: 'evil/compliance-workflows/.github/workflows/build-sign.yml@refs/tags/v1.2.0' },
    ],
    ['job_workflow_ref', { job_workflow_ref: 'acme/clinic-api/.github/workflows/other.yml@refs/heads/main' }],
    ['job_workflow_ref', { job_workflow_ref: 'acme/lab-results/.github/workflows/custody.yml@refs/heads/main' }],
  ])('build: %s in %j', (claim, changes) => {
    expect(refused(changes)).toEqual([claim]);
  });

  test.each([
    ['run_attempt', { run_attempt: '2' }],
    ['environment', { environment: 'staging' }],
    ['environment', { environment: 'Production' }],
    ['environment', { environment: undefined }],
    ['runner_environment', { runner_environment: '' }],
    ['job_workflow_ref', { job_workflow_ref: `${contracts}/build-sign.yml@refs/tags/v1.2.0` }],
    ['job_workflow_ref', { ...direct, job_workflow_sha: 'ab'.repeat(20) }],
  ])('deploy: %s in %j', (claim, changes) => {
    expect(refused(changes, 'deploy')).toEqual([claim]);
  });

  test('old and revoked releases say why', () => {
    const of = (version: string, sha: string) =>
      checkCaller(
        claimsOf({ job_workflow_ref: `${contracts}/build-sign.yml@refs/tags/${version}`, job_workflow_sha: sha }),
        config,
        { part: 'build', environment: null },
      );
    expect(of('v1.0.0', '10'.repeat(20))).toMatchObject([
      { claim: 'job_workflow_ref', remedy: expect.stringContaining('v1.1.0') },
    ]);
    expect(of('v1.1.1', '1a'.repeat(20))).toMatchObject([
      { claim: 'job_workflow_ref', remedy: expect.stringContaining('2026-08-01') },
    ]);
  });

  test('a demonstration takes any runner and nothing else more', () => {
    const self = claimsOf({ runner_environment: 'self-hosted' });
    expect(checkCaller(self, local, { part: 'build', environment: null })).toEqual([]);
    expect(
      checkCaller(claimsOf({ event_name: 'pull_request' }), local, { part: 'build', environment: null }),
    ).toHaveLength(1);
  });
});

test('every claim that does not fit is named at once, with what was expected and what is said', () => {
  const problems = checkCaller(claimsOf({ repository_id: '9', iss: 'x', ref: 'y', environment: 'z' }), config, {
    part: 'deploy',
    environment: production,
  });
  expect(problems).toMatchObject([
    { claim: 'iss', expected: 'https://token.actions.githubusercontent.com', actual: 'x' },
    { claim: 'environment', expected: 'production', actual: 'z' },
    {
      claim: 'repository_id',
      expected: '4711 and 4712',
      actual: '9',
      remedy: expect.stringContaining('acme/clinic-api'),
    },
    { claim: 'job_workflow_ref' },
  ]);
  expect(problems.every(({ remedy }) => remedy !== '')).toBe(true);
});

test('an absent claim and a list read as what they are', () => {
  const [aud] = checkCaller(claimsOf({ aud: ['a', 'b'] }), config, { part: 'build', environment: null });
  expect(aud?.actual).toBe('["a","b"]');
  const [environment] = checkCaller(deployClaims({ environment: undefined }), config, {
    part: 'deploy',
    environment: production,
  });
  expect(environment?.actual).toBe('(absent)');
});
