// What is in force for a service and environment, and who may have signed for it.
import { describe, expect, test } from '@jest/globals';
import { isFault } from '../../../src/base/fault.ts';
import { fromIso } from '../../../src/base/time.ts';
import { effectivePolicy as policyOfService } from '../../../src/config/effective.ts';
import { buildSigners, deploySigners } from '../../../src/config/identity-policy.ts';
import type { LoadedConfig } from '../../../src/model/config.ts';
import { EffectivePolicy } from '../../../src/model/decision.ts';
import { IdentityPolicy } from '../../../src/model/identity.ts';
import { EnvironmentName, RepositoryId } from '../../../src/model/ids.ts';
import { chosenEnvironment, environmentOf, serviceOf } from '../../../src/model/services.ts';
import { configOf, edited, fixtureText, loaded } from './fixture.ts';

const config = configOf(fixtureText('full'));
const minimal = configOf(fixtureText('minimal'));
const clinic = RepositoryId.parse('4711');
const lab = RepositoryId.parse('4712');
const unknown = RepositoryId.parse('4713');
const production = EnvironmentName.parse('production');
const staging = EnvironmentName.parse('staging');

const effectivePolicy = (from: LoadedConfig, id: RepositoryId, environment: EnvironmentName | null) =>
  policyOfService(from, serviceOf(from.config, id), environment);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return isFault(error) ? `${error.code} ${error.message} ${error.hint}` : 'not a fault';
  }
  return '';
}

describe('services and environments', () => {
  test('a known service and environment are found', () => {
    expect(serviceOf(config, clinic).repository).toBe('acme/clinic-api');
    expect(environmentOf(serviceOf(config, clinic), 'staging').approvers).toEqual(['503']);
  });

  test('the environment is the one asked for, or the only one there is', () => {
    const service = serviceOf(config, clinic);
    expect(chosenEnvironment(service, production)).toBe('production');
    expect(codeOf(() => chosenEnvironment(service, undefined))).toMatch(/^INPUT_INVALID environment: missing.*staging/);
    const only = { [production]: environmentOf(service, 'production') };
    expect(chosenEnvironment({ ...service, environments: only }, undefined)).toBe('production');
    expect(codeOf(() => chosenEnvironment({ ...service, environments: {} }, undefined))).toContain('INPUT_INVALID');
  });

  test('an unknown service names the id and the line to add', () => {
    expect(codeOf(() => serviceOf(config, unknown))).toMatch(/^SERVICE_UNKNOWN .*4713.*repository-id: 4713/);
  });

  test.each(['Production', 'prod', 'constructor', '__proto__'])('the environment %s is unknown', (name) => {
    const text = codeOf(() => environmentOf(serviceOf(config, clinic), name));
    expect(text).toMatch(/^SERVICE_ENVIRONMENT_UNKNOWN .*production and staging/);
  });
});

describe('the effective policy', () => {
  const policy = effectivePolicy(loaded(config), clinic, production);

  test('fits the schema that the gate reads', () => {
    expect(EffectivePolicy.parse(policy)).toEqual(policy);
    expect(EffectivePolicy.parse(effectivePolicy(loaded(minimal), clinic, null)).environment).toBeNull();
  });

  test('a service replaces the threshold and one scan kind, and keeps the others', () => {
    expect(policy.threshold).toBe('medium');
    expect(policy.replayed_runs).toBe('refuse');
    expect(policy.scans.infrastructure).toEqual({ none: 'The service has no infrastructure code of its own.' });
    expect(policy.scans.dependencies).toEqual({
      tools: ['osv-scanner', 'trivy'],
      max_age_seconds: 720 * 3600,
      database_max_age_seconds: 24 * 3600,
    });
    const other = effectivePolicy(loaded(config), lab, production);
    expect(other.threshold).toBe('high');
    expect(other.scans.infrastructure).toMatchObject({ tools: ['checkov'] });
  });

  test('an environment may want scans younger than their kind does, and never takes older ones', () => {
    const ages = (environment: EnvironmentName | null, text: string) =>
      Object.values(effectivePolicy(loaded(configOf(text)), lab, environment).scans).map((scan) =>
        scan && 'tools' in scan ? scan.max_age_seconds / 3600 : 0,
      );
    expect(ages(production, fixtureText('full'))).toEqual([24, 24, 24, 24, 24]);
    expect(ages(null, fixtureText('full'))).toEqual([720, 720, 168, 720, 720]);
    const older = edited(fixtureText('full'), 'max-scan-age-hours: 24', 'max-scan-age-hours: 2000');
    expect(ages(production, older)).toEqual([720, 720, 168, 720, 720]);
  });

  test('a service may open replayed runs, and only its own', () => {
    const text = edited(fixtureText('full'), 'threshold: medium', 'replayed-runs: allow');
    expect(effectivePolicy(loaded(configOf(text)), clinic, null)).toMatchObject({
      replayed_runs: 'allow',
      threshold: 'high',
    });
    expect(effectivePolicy(loaded(configOf(text)), lab, null).replayed_runs).toBe('refuse');
  });

  test('prebuilt images are refused until the file accepts them, for one service or for all', () => {
    expect(effectivePolicy(loaded(configOf(fixtureText('full'))), clinic, null).prebuilt_images).toBe('refuse');
    const one = edited(fixtureText('full'), 'threshold: medium', 'prebuilt-images: allow');
    expect(effectivePolicy(loaded(configOf(one)), clinic, null).prebuilt_images).toBe('allow');
    expect(effectivePolicy(loaded(configOf(one)), lab, null).prebuilt_images).toBe('refuse');
  });

  test('an exception begins with its first day and ends when the day after its last begins, in UTC', () => {
    expect(policy.exceptions).toMatchObject([
      { id: 'EX-2026-014', from_at: fromIso('2026-10-01T00:00:00Z'), until_at: fromIso('2026-12-31T00:00:00Z') },
    ]);
  });

  test('releases are tags with their commit, and say whether they count', () => {
    expect(policy.contracts.build).toBe(
      'https://github.com/acme/compliance-workflows/.github/workflows/build-sign.yml',
    );
    expect(policy.contracts.deploy).toBe(
      'https://github.com/acme/compliance-workflows/.github/workflows/deploy-prod.yml',
    );
    expect(policy.contracts.releases).toEqual([
      { ref: 'refs/tags/v1.0.0', sha: '10'.repeat(20), revoked: false, below_minimum: true },
      { ref: 'refs/tags/v1.1.0', sha: '11'.repeat(20), revoked: false, below_minimum: false },
      { ref: 'refs/tags/v1.1.1', sha: '1a'.repeat(20), revoked: true, below_minimum: false },
      { ref: 'refs/tags/v1.2.0', sha: '12'.repeat(20), revoked: false, below_minimum: false },
    ]);
  });

  test('versions are compared by number', () => {
    const text = edited(fixtureText('full'), 'version: v1.2.0', 'version: v1.10.0');
    const releases = (minimum: string) =>
      effectivePolicy(loaded(configOf(edited(text, 'minimum: v1.1.0', `minimum: ${minimum}`))), clinic, null).contracts
        .releases;
    expect(releases('v1.1.0').map((one) => one.below_minimum)).toEqual([true, false, false, false]);
    expect(releases('v1.10.0').map((one) => one.below_minimum)).toEqual([true, true, true, false]);
  });

  test('service and environment are those of the file', () => {
    expect(policy.service).toEqual({
      name: 'clinic-api',
      repository_id: '4711',
      repository: 'acme/clinic-api',
      owner_id: '2222',
      registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/clinic-api',
      source_refs: ['refs/heads/main'],
      direct_workflows: ['https://github.com/acme/clinic-api/.github/workflows/custody.yml@refs/heads/main'],
      keys: null,
    });
    expect(policy.environment).toEqual({
      ...{ name: 'production', production: true, phi: true, approvers: ['501', '502'], lock: 'compliance' },
      ...{ starters: null, wait_minutes: 0, reviewer_teams: [], refs: 'any' },
    });
  });

  test('what an environment asks of who starts and of GitHub comes from it, or from the defaults', () => {
    const defaults = '    starters: [503]\n    wait-minutes: 10\n    reviewer-teams: [77]\n    refs: selected\n';
    const text = edited(fixtureText('full'), '  environment:\n', `  environment:\n${defaults}`);
    const asked = (own: string) =>
      effectivePolicy(loaded(configOf(edited(text, '      staging:\n', `      staging:\n${own}`))), clinic, staging);
    expect(asked('').environment).toMatchObject({
      ...{ starters: ['503'], wait_minutes: 10, reviewer_teams: ['77'], refs: 'selected' },
    });
    const own =
      '        starters: [501]\n        wait-minutes: 1\n        reviewer-teams: [78]\n        refs: protected\n';
    expect(asked(own).environment).toMatchObject({
      ...{ starters: ['501'], wait_minutes: 1, reviewer_teams: ['78'], refs: 'protected' },
    });
    expect(codeOf(() => effectivePolicy(loaded(config), clinic, EnvironmentName.parse('test')))).toMatch(
      /^SERVICE_ENV/,
    );
    expect(codeOf(() => effectivePolicy(loaded(config), unknown, null))).toMatch(/^SERVICE_UNKNOWN/);
  });

  test('keys are their digests', () => {
    const keys = (hex: string) => `{ id: key-0-${hex}, public-key: keys/k.pem, spki-sha256: ${hex.repeat(64)} }`;
    const text = edited(
      fixtureText('minimal'),
      '    branches',
      `    keys: { build: ${keys('a')}, deploy: ${keys('b')} }\n    branches`,
    );
    const { service } = effectivePolicy(loaded(configOf(text)), clinic, null);
    expect(service.keys).toEqual({ build: 'a'.repeat(64), deploy: 'b'.repeat(64) });
  });
});

describe('signers', () => {
  const contract = 'https://github.com/acme/compliance-workflows/.github/workflows';
  const service = serviceOf(config, clinic);

  test('builds are signed by trusted releases of build-sign.yml or by a listed workflow at the source commit', () => {
    const policy = buildSigners(config, service);
    expect(IdentityPolicy.parse(policy)).toEqual({
      sans: [
        `${contract}/build-sign.yml@refs/tags/v1.1.0`,
        `${contract}/build-sign.yml@refs/tags/v1.2.0`,
        'https://github.com/acme/clinic-api/.github/workflows/custody.yml@refs/heads/main',
      ],
      issuer: 'https://token.actions.githubusercontent.com',
      contract_commits: {
        [`${contract}/build-sign.yml@refs/tags/v1.1.0`]: '11'.repeat(20),
        [`${contract}/build-sign.yml@refs/tags/v1.2.0`]: '12'.repeat(20),
        'https://github.com/acme/clinic-api/.github/workflows/custody.yml@refs/heads/main': 'source-commit',
      },
      source_repository_id: '4711',
      source_refs: ['refs/heads/main'],
      runner_environment: 'github-hosted',
    });
  });

  test('deploys are signed by deploy-prod.yml in the environment, never by a direct workflow', () => {
    const policy = deploySigners(config, service, 'production');
    expect(IdentityPolicy.parse(policy)).toMatchObject({ environment: 'production', source_repository_id: '4711' });
    expect(policy.sans).toEqual([
      `${contract}/deploy-prod.yml@refs/tags/v1.1.0`,
      `${contract}/deploy-prod.yml@refs/tags/v1.2.0`,
    ]);
    expect(codeOf(() => deploySigners(config, service, 'test'))).toMatch(/^SERVICE_ENVIRONMENT_UNKNOWN/);
  });

  test('a demonstration takes any runner', () => {
    const local = configOf(edited(fixtureText('minimal'), 'version: 2\n', 'version: 2\nlocal: true\n'));
    expect(buildSigners(local, serviceOf(local, clinic)).runner_environment).toBeUndefined();
  });
});
