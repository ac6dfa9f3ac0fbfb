// The trust policy of each role, as the configuration asks for it.
import { describe, expect, test } from '@jest/globals';
import { decide, parsePolicy } from '../../../local-cloud/iam.ts';
import type { Config } from '../../../src/model/config.ts';
import { EnvironmentName } from '../../../src/model/ids.ts';
import { trustPolicy } from '../../../src/trust/compile.ts';
import { configOf, edited, fixtureText } from '../config/fixture.ts';

const production = EnvironmentName.parse('production');
const contracts = 'acme/compliance-workflows/.github/workflows';

function policyOf(config: Config, name: 'pusher' | 'recorder' | 'writer' | 'deployer', running?: string) {
  const service = config.services['clinic-api'];
  const roles = { ...service?.roles, ...service?.environments['production']?.roles };
  const role = roles[name];
  if (!service || !role) throw new Error('the fixture lacks roles');
  const environment = name === 'writer' || name === 'deployer' ? production : null;
  const release = running === undefined ? null : { ref: running, sha: 'ab'.repeat(20) };
  return trustPolicy(config, { service, environment }, { name, role, running: release as never });
}

function conditionsOf(...of: Parameters<typeof policyOf>): Record<string, string[]> {
  const equals: Record<string, string | string[]> = policyOf(...of).Statement[0].Condition.StringEquals;
  const host = 'token.actions.githubusercontent.com:';
  return Object.fromEntries(Object.entries(equals).map(([key, value]) => [key.replace(host, ''), [value].flat()]));
}

describe('the trust policy', () => {
  const config = configOf(fixtureText('full'));

  test('of the pusher names build-sign.yml alone, and the workflow that the service lists', () => {
    expect(conditionsOf(config, 'pusher')).toEqual({
      aud: ['sts.amazonaws.com'],
      repository_id: ['4711'],
      job_workflow_ref: [
        `${contracts}/build-sign.yml@refs/tags/v1.1.0`,
        `${contracts}/build-sign.yml@refs/tags/v1.2.0`,
        'acme/clinic-api/.github/workflows/custody.yml@refs/heads/main',
      ],
      sub: ['repo:acme/clinic-api:ref:refs/heads/main', 'repo:acme@2222/clinic-api@4711:ref:refs/heads/main'],
    });
  });

  test('of the recorder names both contracts, of writer and deployer deploy-prod.yml in the environment', () => {
    const files = (name: 'recorder' | 'writer' | 'deployer') => [
      ...new Set(conditionsOf(config, name)['job_workflow_ref']?.map((ref) => ref.split('@')[0]?.split('/').at(-1))),
    ];
    expect(files('recorder')).toEqual(['build-sign.yml', 'deploy-prod.yml', 'custody.yml']);
    for (const name of ['writer', 'deployer'] as const) {
      expect(files(name)).toEqual(['deploy-prod.yml']);
      expect(conditionsOf(config, name)['sub']).toEqual([
        'repo:acme/clinic-api:environment:production',
        'repo:acme@2222/clinic-api@4711:environment:production',
      ]);
    }
  });

  test('of the recorder asks for the refs of the service, in whatever environment its job runs', () => {
    const service = config.services['clinic-api'];
    const role = service?.roles?.recorder;
    if (!service || !role) throw new Error('the fixture lacks roles');
    const policyIn = (environment: EnvironmentName | null) =>
      trustPolicy(config, { service, environment }, { name: 'recorder', role });
    expect(policyIn(production)).toEqual(policyIn(null));
  });

  test('leaves out what is revoked or below the minimum, and takes the release that runs', () => {
    const refs = (running?: string) => conditionsOf(config, 'deployer', running)['job_workflow_ref']?.join(' ') ?? '';
    expect(refs()).not.toMatch(/v1\.0\.0|v1\.1\.1/);
    expect(refs('refs/tags/v1.3.0')).toContain('deploy-prod.yml@refs/tags/v1.3.0');
    expect(refs()).not.toContain('v1.3.0');
  });

  test('before any release is listed names the minimum, and never one that was revoked', () => {
    const first = configOf(fixtureText('full').replace(/ {2}releases:\n(?: {4}.*\n)+/, '  releases: []\n'));
    expect(conditionsOf(first, 'deployer')['job_workflow_ref']).toEqual([
      `${contracts}/deploy-prod.yml@refs/tags/v1.1.0`,
    ]);
  });

  test('is of the account and partition of the role, and no value is a pattern', () => {
    const gov = configOf(fixtureText('full').replaceAll('eu-central-1', 'us-gov-west-1'));
    expect(policyOf(gov, 'writer').Statement[0].Principal.Federated).toBe(
      'arn:aws-us-gov:iam::333344445555:oidc-provider/token.actions.githubusercontent.com',
    );
    for (const name of ['pusher', 'recorder', 'writer', 'deployer'] as const)
      expect(Object.values(conditionsOf(config, name)).flat().join()).not.toMatch(/[*?]/);
  });

  test('lets in exactly its own tokens, by an evaluator that is not ours', () => {
    const host = 'token.actions.githubusercontent.com';
    const fits = {
      aud: 'sts.amazonaws.com',
      repository_id: '4711',
      sub: 'repo:acme/clinic-api:environment:production',
      job_workflow_ref: `${contracts}/deploy-prod.yml@refs/tags/v1.2.0`,
    };
    const decideFor = (claims: Record<string, string>) => {
      const context = Object.fromEntries(Object.entries(claims).map(([name, value]) => [`${host}:${name}`, [value]]));
      return decide(parsePolicy(policyOf(config, 'deployer')), { action: 'sts:AssumeRoleWithWebIdentity', context });
    };
    expect(decideFor(fits)).toBe('allow');
    for (const [claim, value] of Object.entries(fits)) {
      expect([claim, decideFor({ ...fits, [claim]: `${value}x` })]).not.toEqual([claim, 'allow']);
      const { [claim as keyof typeof fits]: _, ...without } = fits;
      expect([claim, decideFor(without)]).not.toEqual([claim, 'allow']);
    }
  });
});

test('a tag that may be built is a subject of its own', () => {
  const tagged = configOf(edited(fixtureText('full'), '    branches: [main]\n', "    tags: ['v1']\n"));
  expect(conditionsOf(tagged, 'pusher')['sub']).toContain('repo:acme/clinic-api:ref:refs/tags/v1');
});
