// What a file means: roles by convention in the account of their place, and everything left out from the defaults.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { explainConfig } from '../../../src/config/explain.ts';
import type { Config } from '../../../src/model/config.ts';
import { configOf, edited, fixtureText, problemsOf } from './fixture.ts';

const example = readFileSync(new URL('../../../examples/safeguard.full.yml', import.meta.url), 'utf8');
const production = ({ services }: Config, name: string) => services[name]?.environments['production'];

describe('the company of the example', () => {
  const config = configOf(example);

  test('says three repositories, one with two images, two environments and four accounts in at most 120 lines', () => {
    expect(example.trimEnd().split('\n').length).toBeLessThanOrEqual(120);
    expect(Object.keys(config.services)).toEqual(['clinic-api', 'lab-results', 'portal-web', 'portal-api']);
    for (const { environments } of Object.values(config.services))
      expect(Object.keys(environments)).toEqual(['production', 'staging']);
    const accounts = Object.values(config.services).flatMap(({ roles, environments }) => [
      roles?.pusher.account,
      ...Object.values(environments).map((one) => one.roles?.deployer.account),
    ]);
    expect(new Set([...accounts, config.store.type === 's3' ? config.store.account : '']).size).toBe(4);
  });

  test('says which services share a repository, and under which name the evidence of a renamed one goes on', () => {
    const renamed = edited(example, '  portal-web:\n', '  portal-web:\n    formerly: [portal]\n');
    const lines = explainConfig(configOf(renamed)).join('\n');
    expect(lines).toContain(
      'portal-web: it shares its repository, which AWS and Sigstore take for one, with portal-api.',
    );
    expect(lines).toContain('portal-web: its evidence goes on under the name portal, which it had first.');
    expect(lines).not.toContain('clinic-api: it shares');
  });

  test('each role is named by where it is, in the account of that place', () => {
    const { roles, environments } = config.services['clinic-api'] ?? {};
    expect([roles?.pusher, roles?.recorder].map((role) => role?.arn)).toEqual([
      'arn:aws:iam::111122223333:role/safeguard.clinic-api.pusher',
      'arn:aws:iam::111122223333:role/safeguard.clinic-api.recorder',
    ]);
    expect(environments?.['production']?.roles?.writer).toMatchObject({
      arn: 'arn:aws:iam::333344445555:role/safeguard.clinic-api.production.writer',
      account: '333344445555',
      region: 'eu-central-1',
    });
    expect(environments?.['staging']?.roles?.deployer.account).toBe('222233334444');
  });

  test('the registry is where its host says, and the bucket where its account is', () => {
    expect(config.services['portal-web']?.registry).toMatchObject({ auth: 'ecr', region: 'eu-central-1' });
    expect(config.store).toEqual({
      type: 's3',
      bucket: 'acme-evidence',
      account: '444455556666',
      region: 'eu-central-1',
    });
  });

  test('what an environment leaves out comes from the defaults, and what it says wins', () => {
    expect(production(config, 'clinic-api')).toMatchObject({ production: true, phi: true, 'max-scan-age-hours': 24 });
    expect(production(config, 'clinic-api')?.deploy.command).toEqual(['/usr/local/bin/deploy', '--image', '{image}']);
    const staging = config.services['clinic-api']?.environments['staging'];
    expect(staging).toMatchObject({ production: false, phi: false, approvers: ['503'] });
    expect(config.services['lab-results']?.['source-refs']).toEqual(['refs/heads/main', 'refs/heads/release']);
    expect(config.services['portal-web']?.['source-refs']).toEqual(['refs/heads/main']);
  });
});

describe('roles', () => {
  const full = fixtureText('full');

  test.each([
    ['eu-central-1', 'aws'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['cn-north-1', 'aws-cn'],
  ])('in %s are of the partition %s', (region, partition) => {
    const config = configOf(edited(full, 'region: eu-central-1 }\n  evidence', `region: ${region} }\n  evidence`));
    expect(production(config, 'clinic-api')?.roles?.writer).toMatchObject({
      arn: `arn:${partition}:iam::333344445555:role/safeguard.clinic-api.production.writer`,
      region,
    });
  });

  test('have the prefix of the file, or the ARN that is given, whose account says where sessions are asked for', () => {
    const prefixed = configOf(edited(full, 'accounts:\n', 'role-prefix: acme\naccounts:\n'));
    expect(prefixed.services['lab-results']?.roles?.pusher.arn).toMatch(/:role\/acme\.lab-results\.pusher$/);
    expect(prefixed.services['clinic-api']?.roles?.pusher.arn).toMatch(/:role\/clinic-api-pusher$/);
    const moved = configOf(edited(full, 'iam::111122223333:role', 'iam::333344445555:role'));
    expect(moved.services['clinic-api']?.roles?.pusher.account).toBe('333344445555');
  });

  test('of 64 characters are named, of 65 refused', () => {
    const long = (length: number) => edited(full, '      staging:', `      ${'s'.repeat(length)}:`);
    expect(problemsOf(long(34)).map(({ rule }) => rule)).toEqual([]);
    expect(problemsOf(long(35)).map(({ rule }) => rule)).toEqual(['role-name']);
  });

  test('are none where nothing of AWS is used', () => {
    const { roles, environments } = configOf(fixtureText('minimal')).services['clinic-api'] ?? {};
    expect([roles, environments?.['production']?.roles]).toEqual([undefined, undefined]);
  });
});

test('a severity of a rule comes from the service, else from the defaults, and is told', () => {
  const shared = edited(
    fixtureText('full'),
    '  threshold: high\n',
    '  threshold: high\n  severities: { checkov: { CKV_DOCKER_2: low, CKV_DOCKER_3: high }, trivy: { X-1: low } }\n',
  );
  const own = edited(
    shared,
    'threshold: medium\n',
    'threshold: medium\n      severities: { checkov: { CKV_DOCKER_2: medium } }\n',
  );
  const { services } = configOf(own);
  expect(services['clinic-api']?.policy.severities).toEqual({
    trivy: { 'X-1': 'low' },
    checkov: { CKV_DOCKER_2: 'medium', CKV_DOCKER_3: 'high' },
  });
  expect(services['lab-results']?.policy.severities.checkov?.['CKV_DOCKER_2']).toBe('low');
  const told = explainConfig(configOf(own)).filter((line) => line.includes('CKV_DOCKER_2'));
  expect(told.map((line) => line.split(':')[1]?.trim())).toEqual(['clinic-api', 'lab-results']);
});

test('an exception of the defaults holds for every service, and its id is used once', () => {
  const full = fixtureText('full');
  const block = / {4}exceptions:\n(?: {6}.*\n)+/.exec(full)?.[0] ?? '';
  const shared = block.replaceAll(/^ {2}/gm, '').replace('EX-2026-014', 'EX-2026-015');
  const text = edited(full, 'defaults:\n', `defaults:\n${shared}`);
  const ids = Object.values(configOf(text).services).map((one) => one.exceptions.map(({ id }) => id));
  expect(ids).toEqual([['EX-2026-015', 'EX-2026-014'], ['EX-2026-015']]);
  const twice = edited(text, 'EX-2026-015', 'EX-2026-014');
  expect(problemsOf(twice).map(({ rule, path }) => [rule, path])).toEqual([
    ['exception-unique', 'services.clinic-api.exceptions[0].id'],
  ]);
});
