// Who may do what with an evidence bucket, whose credentials we use, and an environment that would divert requests.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fullAccess } from '../../../../local-cloud/aws.ts';
import { parsePolicy } from '../../../../local-cloud/iam.ts';
import { startServer } from '../../../../local-cloud/server.ts';
import { openStore } from '../../../../src/main/vendors.ts';
import { RepositoryId, ServiceName } from '../../../../src/model/ids.ts';
import { openS3Store } from '../../../../src/platform/cloud/aws/s3.ts';
import { sessionPolicy } from '../../../../src/trust/session-policy.ts';
import { account, credentialsOf, openScene, quickLimits, type Scene } from './scene.ts';

const bytes = new TextEncoder().encode('evidence');
let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const until = () => scene.clock.now() + 3 * 86400;
const calls = () => scene.aws.s3.calls;

/** Keys that may do only this, on this bucket. */
function userWith(...statements: object[]) {
  const policy = { Version: '2012-10-17', Statement: statements };
  return credentialsOf(scene.aws.registerUser({ account, name: 'user', policy }));
}

const allow = (Action: string | string[], Condition: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: ['arn:aws:s3:::clinic-evidence', 'arn:aws:s3:::clinic-evidence/*'],
  Condition,
});

describe('permissions', () => {
  test('a writer creates and reads the lock back, but not the evidence; a refusal is asked for once', async () => {
    const writer = await scene.open(
      {},
      userWith(allow(['s3:PutObject', 's3:PutObjectRetention', 's3:GetObjectRetention', 's3:ListBucketVersions'])),
    );
    expect(await writer.create('a', bytes, until())).toMatchObject({ outcome: 'created', mode: 'COMPLIANCE' });
    expect(await writer.create('a', bytes, until())).toMatchObject({ outcome: 'exists', mode: 'COMPLIANCE' });
    const before = calls().length;
    await expect(writer.read('a')).rejects.toMatchObject({ code: 'OBJECT_UNREADABLE' });
    expect(calls().length - before).toBe(1);
  });

  test('the session policy of a recorder suffices to write evidence of its repository, and for nothing else', async () => {
    const names = {
      partition: 'aws',
      bucketRegion: 'eu-central-1',
      bucketKeyArn: null,
      environment: null,
      ecrRepositoryArn: null,
      kmsKeyArn: null,
    };
    const narrowed = sessionPolicy('recorder', {
      ...names,
      bucket: 'clinic-evidence',
      repositoryId: RepositoryId.parse('700100200'),
      service: ServiceName.parse('clinic-api'),
    });
    const principal = {
      arn: 'arn',
      account,
      userId: 'u',
      policy: parsePolicy(fullAccess),
      sessionPolicy: parsePolicy(narrowed),
    };
    const keys = scene.aws.keys.issue(principal, scene.clock.now() + 900);
    const store = await scene.open({}, credentialsOf(keys));
    const sixYears = scene.clock.now() + 2222 * 86400;
    expect(await store.facts()).toMatchObject({ locks: true });
    const first = await store.create('blobs/700100200/sha256/a', bytes, sixYears);
    expect(await store.create('blobs/700100200/sha256/a', bytes, sixYears)).toMatchObject({
      outcome: 'exists',
      versionId: first.versionId,
    });
    await store.extend('blobs/700100200/sha256/a', first.versionId, sixYears + 86400);
    expect(await store.list('ledger/700100200/production/')).toEqual([]);
    await expect(store.read('blobs/700100200/sha256/a')).rejects.toMatchObject({ code: 'OBJECT_UNREADABLE' });
    const refused = [
      () => store.create('blobs/70010020/sha256/a', bytes, sixYears),
      () => store.create('ledger/700100200/production/0-intent.json', bytes, sixYears),
      () => store.create('blobs/700100200/sha256/b', bytes, scene.clock.now() + 2190 * 86400),
      () => store.create('blobs/700100200/sha256/b', bytes, scene.clock.now() + 5000 * 86400),
      () => store.list('blobs/'),
    ];
    for (const attempt of refused) await expect(attempt()).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  test.each([
    ['at least 3 days', { NumericGreaterThanEquals: { 's3:object-lock-remaining-retention-days': '3' } }, 3, 2],
    ['at most 5 days', { NumericLessThanEquals: { 's3:object-lock-remaining-retention-days': '5' } }, 5, 6],
  ])('a policy bounds the lock: %s', async (_name, condition, within, beyond) => {
    const writer = await scene.open({}, userWith(allow('s3:*', condition), allow('s3:GetObjectRetention')));
    const at = (days: number) => scene.clock.now() + days * 86400 + 60;
    await writer.create('within', bytes, at(within));
    await expect(writer.create('beyond', bytes, at(beyond))).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  test('a bucket policy may demand If-None-Match, and our writes carry it', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Resource: '*',
          Condition: { Null: { 's3:if-none-match': 'true' } },
        },
      ],
    };
    scene.aws.s3.createBucket({ name: 'clinic-evidence', account, policy });
    expect((await (await scene.open()).create('a', bytes, until())).outcome).toBe('created');
  });

  test("without credentials the machine's own chain speaks, with them it has no say", async () => {
    const { accessKeyId, secretAccessKey } = scene.owner;
    const ambient = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    await withVariables(ambient, async () => {
      const auditor = await openStore(scene.spec);
      expect(await auditor.list('')).toEqual([]);
      const nobody = await scene.open({}, { ...scene.owner, accessKeyId: 'AKIANOBODY' });
      await expect(nobody.list('')).rejects.toMatchObject({ message: expect.stringContaining('InvalidAccessKeyId') });
    });
  });

  test('credentials that are nowhere to be found are no outage', async () => {
    const none = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/nowhere',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    };
    await withVariables(none, async () => {
      const store = await openS3Store(scene.spec, { local: true, limits: quickLimits });
      await expect(store.list('')).rejects.toMatchObject({ code: 'STORE_FAILED' });
    });
  });
});

async function withVariables(variables: Record<string, string>, action: () => Promise<void>): Promise<void> {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    await action();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

describe('an environment that would divert (threat C7)', () => {
  test('endpoints, profiles, regions and keys of the environment reach nothing when credentials are given', async () => {
    const decoy = await startServer(scene.clock, () => ({ status: 200 }));
    const folder = await mkdtemp(join(tmpdir(), 'safeguard-'));
    const profile = [
      '[default]',
      `endpoint_url = ${decoy.url}`,
      'region = us-east-1',
      'use_fips_endpoint = true',
      'max_attempts = 9',
    ];
    await writeFile(join(folder, 'config'), `${profile.join('\n')}\n`);
    const variables = {
      AWS_ENDPOINT_URL: decoy.url,
      AWS_ENDPOINT_URL_S3: decoy.url,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'config'),
      AWS_REGION: 'us-east-1',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_ACCESS_KEY_ID: 'AKIADECOY',
      AWS_SECRET_ACCESS_KEY: 'decoy',
      HTTP_PROXY: decoy.url,
    };
    await withVariables(variables, async () => {
      const store = await scene.open();
      await store.facts();
      await store.create('a', bytes, until());
    });
    expect(decoy.calls).toEqual([]);
    expect(scene.bucket.list('')).toHaveLength(1);
    expect(calls().every((call) => call.headers['authorization']?.includes('/eu-central-1/s3/'))).toBe(true);
    await Promise.all([decoy.close(), rm(folder, { recursive: true })]);
  });

  test('plain http only to loopback, and only where the configuration says local', async () => {
    await expect(openS3Store(scene.spec, { credentials: scene.owner, local: false })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    const outside = { ...scene.spec, endpoint: 'http://s3.example' };
    await expect(openS3Store(outside, { credentials: scene.owner, local: true })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });
});
