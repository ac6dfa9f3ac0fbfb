// Session policies: what each role may do under its own prefixes, what it may not beside them, and STS's limits.
import { describe, expect, test } from '@jest/globals';
import { RepositoryId } from '../../../src/model/ids.ts';
import { type RoleName, type SessionFacts, sessionName, sessionPolicy } from '../../../src/trust/session-policy.ts';
import { decide, parsePolicy } from '../../local-cloud/iam.ts';
import { claimsOf } from './token.ts';

const facts: SessionFacts = {
  bucket: 'acme-evidence',
  repositoryId: RepositoryId.parse('4711'),
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
const own = `${bucket}/records/4711/dt=2026-11-21/env=production/1-1/scan-ab.json`;
const ledger = `${bucket}/ledger/4711/production/0-intent.json`;

describe('recorder and writer', () => {
  test.each(['recorder', 'writer'] as const)('%s writes and locks under the own prefixes only', (role) => {
    for (const kind of ['records', 'blobs', 'manifests']) {
      expect(may(role, 's3:PutObject', `${bucket}/${kind}/4711/x`)).toBe(true);
      expect(may(role, 's3:PutObjectRetention', `${bucket}/${kind}/4711/x`)).toBe(true);
      expect(may(role, 's3:GetObjectRetention', `${bucket}/${kind}/4711/x`)).toBe(true);
      expect(may(role, 's3:PutObject', `${bucket}/${kind}/4712/x`)).toBe(false);
      expect(may(role, 's3:PutObject', `${bucket}/${kind}/47110/x`)).toBe(false);
      expect(may(role, 's3:GetObject', `${bucket}/${kind}/4711/x`)).toBe(false);
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

  test('only the recorder writes and reads the own notes of what was published', () => {
    const note = `${bucket}/published/4711/${'a'.repeat(64)}/${'b'.repeat(64)}.json`;
    for (const action of ['s3:PutObject', 's3:PutObjectRetention', 's3:GetObjectRetention', 's3:GetObject']) {
      expect(may('recorder', action, note)).toBe(true);
      expect(may('recorder', action, note.replace('4711', '4712'))).toBe(false);
      expect(may('writer', action, note)).toBe(false);
      expect(may('pusher', action, note)).toBe(false);
    }
  });

  test('only the writer, in its own environment, writes the ledger', () => {
    expect(may('recorder', 's3:PutObject', ledger)).toBe(false);
    expect(may('writer', 's3:PutObject', ledger)).toBe(true);
    expect(may('writer', 's3:PutObjectRetention', ledger)).toBe(true);
    expect(may('writer', 's3:PutObject', `${bucket}/ledger/4711/staging/0-intent.json`)).toBe(false);
    expect(may('writer', 's3:PutObject', ledger, fullLock, { environment: null })).toBe(false);
  });

  test.each([
    ['ledger/4711/production/', true],
    [`records/4711/dt=2026-11-21/x`, true],
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

describe('limits of STS', () => {
  const longest = (digits: number): SessionFacts => ({
    bucket: 'b'.repeat(63),
    repositoryId: RepositoryId.parse('9'.repeat(digits)),
    environment: 'e'.repeat(63),
    ecrRepositoryArn: `arn:aws:ecr:ap-southeast-1:111122223333:repository/${'r'.repeat(256)}`,
    kmsKeyArn: `arn:aws:kms:ap-southeast-1:111122223333:key/${'k'.repeat(36)}`,
  });

  test.each(['pusher', 'recorder', 'writer', 'deployer'] as const)('the longest policy of %s fits', (role) => {
    expect(sessionPolicy(role, longest(11)).length).toBeLessThanOrEqual(2048);
  });

  test('a policy that STS would refuse is a fault with what to shorten', () => {
    expect(() => sessionPolicy('writer', longest(19))).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  test('a session is named after repository, run and attempt', () => {
    expect(sessionName(claimsOf({ run_attempt: '2' }))).toBe('sg-4711-9001-2');
    const longest = sessionName(
      claimsOf({ repository_id: '9'.repeat(19), run_id: '9'.repeat(19), run_attempt: '1000' }),
    );
    expect(longest).toMatch(/^[\w+=,.@-]{2,64}$/);
  });
});
