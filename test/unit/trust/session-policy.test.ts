// Session policies: what each role may do under its own prefixes, what it may not beside them, and STS's limits.
import { describe, expect, test } from '@jest/globals';
import { decide, parsePolicy } from '../../../local-cloud/iam.ts';
import { RepositoryId, ServiceName } from '../../../src/model/ids.ts';
import {
  ownPolicy,
  type RoleName,
  type SessionFacts,
  sessionName,
  sessionPolicy,
} from '../../../src/trust/session-policy.ts';
import { claimsOf } from './token.ts';

const facts: SessionFacts = {
  partition: 'aws',
  bucketRegion: 'eu-central-1',
  bucketKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/of-the-bucket',
  bucket: 'acme-evidence',
  repositoryId: RepositoryId.parse('4711'),
  service: ServiceName.parse('clinic-api'),
  environment: 'production',
  ecrRepositoryArn: 'arn:aws:ecr:eu-central-1:111122223333:repository/clinic-api',
  kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/k1',
};

type Context = Readonly<Record<string, string>>;
const fullLock: Context = { 's3:object-lock-remaining-retention-days': '2221' };

/** Asks the evaluator of the local cloud, which was written apart. */
function may(
  role: RoleName,
  action: string,
  resource: string,
  context: Context = fullLock,
  change: Partial<SessionFacts> = {},
): boolean {
  const policy = parsePolicy(sessionPolicy(role, { ...facts, ...change }));
  const values = Object.entries(context).map(([name, value]) => [name, [value]] as const);
  return decide(policy, { action, resource, context: Object.fromEntries(values) }) === 'allow';
}

const bucket = 'arn:aws:s3:::acme-evidence';
const own = `${bucket}/records/4711/clinic-api/dt=2026-11-21/env=production/1-1/scan-ab.json`;
const ledger = `${bucket}/ledger/4711/clinic-api/production/0-intent.json`;

describe('recorder and writer', () => {
  test.each(['recorder', 'writer'] as const)('%s writes and locks under the own prefixes only', (role) => {
    for (const kind of ['records', 'blobs', 'manifests']) {
      const mine = kind === 'blobs' ? '4711' : '4711/clinic-api';
      expect(may(role, 's3:PutObject', `${bucket}/${kind}/${mine}/x`)).toBe(true);
      expect(may(role, 's3:PutObjectRetention', `${bucket}/${kind}/${mine}/x`)).toBe(true);
      expect(may(role, 's3:GetObjectRetention', `${bucket}/${kind}/${mine}/x`)).toBe(true);
      expect(may(role, 's3:PutObject', `${bucket}/${kind}/4712/x`)).toBe(false);
      expect(may(role, 's3:PutObject', `${bucket}/${kind}/47110/x`)).toBe(false);
      if (kind !== 'blobs') expect(may(role, 's3:PutObject', `${bucket}/${kind}/4711/clinic-web/x`)).toBe(false);
      expect(may(role, 's3:GetObject', `${bucket}/${kind}/${mine}/x`)).toBe(false);
    }
    expect(may(role, 's3:PutObject', `${bucket}/log/production/checkpoint`)).toBe(false);
  });

  test.each([
    ['2191', false],
    ['2192', true],
    ['4020', true],
    ['4021', false],
    ['21900', false],
  ])('a lock of %s days: %s', (days, allowed) => {
    const context = { 's3:object-lock-remaining-retention-days': days };
    expect(may('recorder', 's3:PutObjectRetention', own, context)).toBe(allowed);
  });

  test.each(['recorder', 'writer'] as const)('%s reads the own ledger and no other', (role) => {
    expect(may(role, 's3:GetObject', ledger)).toBe(true);
    expect(may(role, 's3:GetObjectVersion', ledger)).toBe(true);
    expect(may(role, 's3:GetObject', `${bucket}/ledger/4712/production/0-intent.json`)).toBe(false);
  });

  test('only the writer, in its own environment, writes the ledger', () => {
    expect(may('recorder', 's3:PutObject', ledger)).toBe(false);
    expect(may('writer', 's3:PutObject', ledger)).toBe(true);
    expect(may('writer', 's3:PutObjectRetention', ledger)).toBe(true);
    expect(may('writer', 's3:PutObject', `${bucket}/ledger/4711/clinic-api/staging/0-intent.json`)).toBe(false);
    expect(may('writer', 's3:PutObject', ledger, fullLock, { environment: null })).toBe(false);
  });

  test.each([
    ['ledger/4711/clinic-api/production/', true],
    [`records/4711/clinic-api/dt=2026-11-21/x`, true],
    ['ledger/4712/', false],
    ['', false],
    ['records/', false],
  ])('versions under %j may be listed: %s', (prefix, allowed) => {
    expect(may('recorder', 's3:ListBucketVersions', bucket, { 's3:prefix': prefix })).toBe(allowed);
  });

  test.each([
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:BypassGovernanceRetention',
    's3:PutObjectLegalHold',
    's3:PutBucketPolicy',
    's3:PutLifecycleConfiguration',
    'sts:AssumeRole',
    'ecr:PutImage',
  ])('the writer may not %s', (action) => {
    expect(may('writer', action, action.startsWith('ecr') ? String(facts.ecrRepositoryArn) : ledger)).toBe(false);
    expect(may('writer', action, bucket)).toBe(false);
  });

  test('the bucket is looked at, the image is pulled, the key signs', () => {
    expect(may('recorder', 's3:GetBucketVersioning', bucket)).toBe(true);
    expect(may('recorder', 's3:GetBucketObjectLockConfiguration', bucket)).toBe(true);
    expect(may('recorder', 's3:GetBucketPolicy', bucket)).toBe(false);
    expect(may('recorder', 'ecr:BatchGetImage', String(facts.ecrRepositoryArn))).toBe(true);
    expect(may('recorder', 'kms:Sign', String(facts.kmsKeyArn))).toBe(true);
    expect(may('recorder', 'kms:Sign', 'arn:aws:kms:eu-central-1:111122223333:key/k2')).toBe(false);
    expect(may('recorder', 'kms:Sign', String(facts.kmsKeyArn), fullLock, { kmsKeyArn: null })).toBe(false);
  });
});

describe('pusher and deployer', () => {
  test('the pusher pushes this image and touches no evidence', () => {
    expect(may('pusher', 'ecr:PutImage', String(facts.ecrRepositoryArn))).toBe(true);
    expect(may('pusher', 'ecr:GetAuthorizationToken', '*')).toBe(true);
    expect(may('pusher', 'ecr:PutImage', 'arn:aws:ecr:eu-central-1:111122223333:repository/lab-results')).toBe(false);
    expect(may('pusher', 'ecr:BatchDeleteImage', String(facts.ecrRepositoryArn))).toBe(false);
    expect(may('pusher', 's3:PutObject', own)).toBe(false);
  });

  test('a key alone signs, and opens no registry', () => {
    const alone = { bucket: null, ecrRepositoryArn: null };
    expect(may('pusher', 'kms:Sign', String(facts.kmsKeyArn), fullLock, alone)).toBe(true);
    expect(may('pusher', 'ecr:GetAuthorizationToken', '*', fullLock, alone)).toBe(false);
  });

  test('the deployer deploys, and neither touches evidence nor signs', () => {
    expect(may('deployer', 'ecs:UpdateService', 'arn:aws:ecs:eu-central-1:111122223333:service/x')).toBe(true);
    expect(may('deployer', 's3:PutObject', 'arn:aws:s3:::another-bucket/x')).toBe(true);
    expect(may('deployer', 's3:PutObject', own)).toBe(false);
    expect(may('deployer', 's3:GetObject', ledger)).toBe(false);
    expect(may('deployer', 's3:PutBucketPolicy', bucket)).toBe(false);
    expect(may('deployer', 'kms:Sign', String(facts.kmsKeyArn))).toBe(false);
    expect(may('deployer', 'kms:Sign', 'arn:aws:kms:eu-central-1:111122223333:key/k2')).toBe(true);
    expect(may('deployer', 'kms:Sign', String(facts.kmsKeyArn), fullLock, { bucket: null, kmsKeyArn: null })).toBe(
      true,
    );
  });

  test('a role with nothing to reach may do nothing', () => {
    const bare = { bucket: null, ecrRepositoryArn: null, kmsKeyArn: null };
    for (const role of ['pusher', 'recorder', 'writer'] as const) {
      expect(may(role, 's3:PutObject', own, fullLock, bare)).toBe(false);
      expect(may(role, 'ecr:PutImage', String(facts.ecrRepositoryArn), fullLock, bare)).toBe(false);
    }
  });
});

describe('the key of the bucket', () => {
  const key = String(facts.bucketKeyArn);
  const viaS3: Context = { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' };

  test.each(['recorder', 'writer'] as const)(
    '%s encrypts and decrypts with it, through S3 of that region alone',
    (role) => {
      for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) {
        expect(may(role, action, key, viaS3)).toBe(true);
        expect(may(role, action, key, {})).toBe(false);
        expect(may(role, action, key, { 'kms:ViaService': 'ebs.eu-central-1.amazonaws.com' })).toBe(false);
        expect(may(role, action, key, { 'kms:ViaService': 's3.us-east-1.amazonaws.com' })).toBe(false);
        expect(may(role, action, 'arn:aws:kms:eu-central-1:111122223333:key/another', viaS3)).toBe(false);
        expect(may(role, action, key, viaS3, { bucketKeyArn: null })).toBe(false);
      }
      for (const action of [
        'kms:Sign',
        'kms:Encrypt',
        'kms:PutKeyPolicy',
        'kms:ScheduleKeyDeletion',
        'kms:CreateGrant',
      ])
        expect(may(role, action, key, viaS3)).toBe(false);
    },
  );

  test('the pusher has nothing to do with it', () => {
    expect(may('pusher', 'kms:GenerateDataKey', key, viaS3)).toBe(false);
  });

  test('the deployer may use it for other things, and cannot take it away from the evidence', () => {
    expect(may('deployer', 'kms:Decrypt', key)).toBe(true);
    for (const action of ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:PutKeyPolicy'])
      expect(may('deployer', action, key)).toBe(false);
    expect(may('deployer', 'kms:ScheduleKeyDeletion', 'arn:aws:kms:eu-central-1:111122223333:key/another')).toBe(true);
  });
});

describe('what was published', () => {
  const hint = `${bucket}/published/4711/clinic-api/-/sha256-ab.json`;
  test('is written by the recorder, read by recorder and writer, of the own repository alone', () => {
    expect(may('recorder', 's3:PutObject', hint)).toBe(true);
    expect(may('writer', 's3:PutObject', hint)).toBe(false);
    for (const role of ['recorder', 'writer'] as const) {
      expect(may(role, 's3:GetObject', hint)).toBe(true);
      expect(may(role, 's3:GetObject', hint.replace('4711', '4712'))).toBe(false);
    }
  });
});

describe('other partitions', () => {
  const china: Partial<SessionFacts> = {
    partition: 'aws-cn',
    bucketRegion: 'cn-north-1',
    bucketKeyArn: 'arn:aws-cn:kms:cn-north-1:111122223333:key/of-the-bucket',
  };

  test('buckets are named in the partition of the role, and in no other', () => {
    const there = own.replace('arn:aws:', 'arn:aws-cn:');
    expect(may('writer', 's3:PutObject', there, fullLock, china)).toBe(true);
    expect(may('writer', 's3:PutObject', own, fullLock, china)).toBe(false);
    expect(may('deployer', 's3:PutObject', there, fullLock, china)).toBe(false);
    const via = { 'kms:ViaService': 's3.cn-north-1.amazonaws.com.cn' };
    expect(may('writer', 'kms:Decrypt', String(china.bucketKeyArn), via, china)).toBe(true);
  });

  test('a lock out of range is refused in each', () => {
    const there = own.replace('arn:aws:', 'arn:aws-cn:');
    const context = { 's3:object-lock-remaining-retention-days': '36500' };
    expect(may('writer', 's3:PutObjectRetention', there, context, china)).toBe(false);
    expect(may('writer', 's3:PutObjectRetention', there, fullLock, china)).toBe(true);
  });
});

describe('limits of STS', () => {
  /** Every name as long as it may be: S3 63, environment 63, ECR 256, a key 36 or more, GitHub ids 19 digits, a service 32. */
  const longest = (partition: string, region: string): SessionFacts => ({
    partition,
    bucket: 'b'.repeat(63),
    bucketRegion: region,
    bucketKeyArn: `arn:${partition}:kms:${region}:111122223333:key/${'k'.repeat(64)}`,
    repositoryId: RepositoryId.parse('9'.repeat(19)),
    service: ServiceName.parse('s'.repeat(32)),
    environment: 'e'.repeat(63),
    ecrRepositoryArn: `arn:${partition}:ecr:${region}:111122223333:repository/${'r'.repeat(256)}`,
    kmsKeyArn: `arn:${partition}:kms:${region}:111122223333:key/${'k'.repeat(64)}`,
  });
  const roles = ['pusher', 'recorder', 'writer', 'deployer'] as const;
  const places = [
    ['aws', 'ap-southeast-1'],
    ['aws-cn', 'cn-northwest-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-iso-b', 'us-isob-east-1'],
  ] as const;

  test.each(places.flatMap(([partition, region]) => roles.map((role) => [role, partition, region] as const)))(
    'the longest policy of %s in %s fits',
    (role, partition, region) => {
      expect(sessionPolicy(role, longest(partition, region)).length).toBeLessThanOrEqual(2048);
    },
  );

  test.each(roles)('with names of usual length nothing of %s is left to the role itself', (role) => {
    const usual: SessionFacts = {
      ...facts,
      bucket: 'acme-health-safeguard-evidence',
      repositoryId: RepositoryId.parse('1234567890'),
      environment: 'production-eu',
      bucketKeyArn: `arn:aws:kms:eu-central-1:111122223333:key/${'k'.repeat(36)}`,
      kmsKeyArn: `arn:aws:kms:eu-central-1:111122223333:key/${'k'.repeat(36)}`,
    };
    expect(ownPolicy(role, usual)).toEqual([]);
  });

  test('what has no room is left to the own policy of the role, which can then be asked for; both together say the same', () => {
    const long = longest('aws-us-gov', 'us-gov-west-1');
    for (const role of ['recorder', 'writer'] as const) {
      const session = sessionPolicy(role, long);
      const own = ownPolicy(role, long);
      expect(session).not.toContain('NumericLessThan');
      expect(JSON.stringify(own)).toContain('NumericLessThan');
      expect(JSON.stringify(own)).toContain(String(long.ecrRepositoryArn));
      // Whatever is left out, writing stays within the own prefixes.
      const policy = parsePolicy(session);
      const put = (key: string) =>
        decide(policy, { action: 's3:PutObject', resource: `arn:aws-us-gov:s3:::${long.bucket}/${key}`, context: {} });
      expect(put(`records/${long.repositoryId}/${long.service}/x`)).toBe('allow');
      expect(put('records/1/x')).toBe('none');
      expect(decide(policy, { action: 'ecr:PutImage', resource: String(long.ecrRepositoryArn), context: {} })).toBe(
        'none',
      );
    }
  });

  test('the image is left out before the locks', () => {
    const key = `arn:aws:kms:ap-southeast-1:111122223333:key/${'k'.repeat(36)}`;
    const repositoryId = RepositoryId.parse('9'.repeat(11));
    const service = ServiceName.parse('s'.repeat(8));
    const middling = { ...longest('aws', 'ap-southeast-1'), repositoryId, service, bucketKeyArn: key, kmsKeyArn: key };
    expect(sessionPolicy('writer', middling)).toContain('NumericLessThan');
    expect(JSON.stringify(ownPolicy('writer', middling))).not.toContain('NumericLessThan');
    expect(ownPolicy('writer', middling)).toHaveLength(1);
  });

  test('a policy that STS would refuse is a fault with what to shorten', () => {
    const absurd = { ...longest('aws', 'ap-southeast-1'), environment: 'e'.repeat(1500) };
    expect(() => sessionPolicy('writer', absurd)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  test('a session is named after repository, run and attempt', () => {
    expect(sessionName(claimsOf({ run_attempt: '2' }))).toBe('sg-4711-9001-2');
    const longest = sessionName(
      claimsOf({ repository_id: '9'.repeat(19), run_id: '9'.repeat(19), run_attempt: '1000' }),
    );
    expect(longest).toMatch(/^[\w+=,.@-]{2,64}$/);
  });
});
