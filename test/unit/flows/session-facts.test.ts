// What sessions are narrowed to comes from where things are: the account and region of a registry from its host, the partition from the
// role that is taken.
import { describe, expect, test } from '@jest/globals';
import { parseEcrHost } from '../../../src/model/ecr-host.ts';
import { EnvironmentName } from '../../../src/model/ids.ts';
import { sessionFacts } from '../../../src/trust/roles.ts';
import { configOf, edited, fixtureText, loaded } from '../config/fixture.ts';

const full = fixtureText('full');
const host = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';

function factsOf(text: string) {
  const configured = loaded(configOf(text));
  const service = configured.config.services['clinic-api'];
  if (!service) throw new Error('the fixture lacks clinic-api');
  return {
    recorder: sessionFacts(configured, service, 'recorder', null),
    writer: sessionFacts(configured, service, 'writer', EnvironmentName.parse('production')),
  };
}

describe('the registry', () => {
  test('of the own account', () => {
    expect(factsOf(full).recorder.ecrRepositoryArn).toBe('arn:aws:ecr:eu-central-1:111122223333:repository/clinic-api');
  });

  test('that several accounts share is named in its own account, not in that of the roles', () => {
    const shared = edited(full, host, '999988887777.dkr.ecr.eu-central-1.amazonaws.com');
    for (const facts of Object.values(factsOf(shared)))
      expect(facts.ecrRepositoryArn).toBe('arn:aws:ecr:eu-central-1:999988887777:repository/clinic-api');
  });

  test('in another region is named there', () => {
    const moved = edited(full, host, '999988887777.dkr.ecr.us-east-1.amazonaws.com');
    expect(factsOf(moved).writer.ecrRepositoryArn).toBe('arn:aws:ecr:us-east-1:999988887777:repository/clinic-api');
  });

  test.each([
    ['111122223333.dkr.ecr.eu-central-1.amazonaws.com', '111122223333', 'eu-central-1'],
    ['111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com', '111122223333', 'us-gov-west-1'],
    ['111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn', '111122223333', 'cn-north-1'],
    ['111122223333.dkr-ecr.eu-west-1.on.aws', '111122223333', 'eu-west-1'],
  ])('%s says account and region', (name, account, region) => {
    expect(parseEcrHost(name)).toEqual({ account, region });
  });

  test.each([
    'public.ecr.aws',
    'ghcr.io',
    '127.0.0.1:5000',
    '11112222333.dkr.ecr.eu-central-1.amazonaws.com',
    '111122223333.dkr.ecr.eu-central-1.amazonaws.com.evil.example',
    'x111122223333.dkr.ecr.eu-central-1.amazonaws.com',
    '111122223333.dkr.ecr.eu-central-1.amazonaws.com:443',
  ])('%s does not', (name) => {
    expect(parseEcrHost(name)).toBeUndefined();
  });
});

describe('the partition', () => {
  test('is that of the region of the account, for role, bucket and registry', () => {
    const gov = full
      .replaceAll('region: eu-central-1', 'region: us-gov-west-1')
      .replaceAll('.eu-central-1.', '.us-gov-west-1.');
    const { recorder, writer } = factsOf(gov);
    expect([recorder.partition, writer.partition]).toEqual(['aws-us-gov', 'aws-us-gov']);
    expect(writer.ecrRepositoryArn).toMatch(/^arn:aws-us-gov:ecr:/);
    expect(factsOf(full).writer.partition).toBe('aws');
  });
});

describe('the key of the bucket', () => {
  const key = 'arn:aws:kms:eu-central-1:444455556666:key/00000000-0000-4000-8000-0000000000aa';
  test('is the one that the file names, and none without', () => {
    const { recorder } = factsOf(
      edited(full, '  bucket: acme-evidence\n', `  bucket: acme-evidence\n  kms-key: ${key}\n`),
    );
    expect([recorder.bucketKeyArn, recorder.bucketRegion]).toEqual([key, 'eu-central-1']);
    expect(factsOf(full).recorder.bucketKeyArn).toBeNull();
  });
});
