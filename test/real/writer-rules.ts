// What a session with the writer's policy may do, tried with the SDK's own client and with our store: exactly its job. The role
// behind it may do everything in S3, so that the session policy alone decides.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { RepositoryId, ServiceName } from '../../src/model/ids.ts';
import type { Store } from '../../src/model/ports.ts';
import type { AwsCredentials } from '../../src/platform/cloud/aws/session.ts';
import { sessionPolicy } from '../../src/trust/session-policy.ts';
import { type BucketSpec, clientOf, makeBucket, openBucket, type S3Place } from './servers/bucket.ts';

/** A server, and a way to take the role there under a session policy. */
export type WriterPlace = S3Place & { assume(policy: string): Promise<AwsCredentials> };

/**
 * What the server judges: `boundsCreate` and `boundsExtend`, s3:object-lock-remaining-retention-days of a lock that comes with the
 * object and of one set later; `signatures`, whether the secret key signed the request.
 */
export type WriterPowers = { boundsCreate: boolean; boundsExtend: boolean; signatures: boolean };

const id = '700100200';
const day = 86400;
const evidence = new TextEncoder().encode('evidence');
const later = (days: number) => Math.floor(Date.now() / 1000) + days * day;
const sixYears = 2222;
const keys = ['records', 'blobs', 'manifests', 'ledger'].map((area) =>
  area === 'ledger'
    ? `ledger/${id}/clinic-api/production/0-intent.json`
    : `${area}/${id}/${area === 'blobs' ? '' : 'clinic-api/'}x/a.json`,
);
const foreign = [
  `records/700100201/x/a.json`,
  `records/${id}0/x/a.json`,
  `blobs/7001/x/a.json`,
  `manifests/700100201/x/a.json`,
  `ledger/${id}/clinic-api/staging/0-intent.json`,
  `ledger/700100201/production/0-intent.json`,
  `log/production/checkpoint`,
  'a.json',
];

/** Declares the suite for one server. */
export function describeWriterRules(name: string, powers: WriterPowers, open: () => Promise<WriterPlace>): void {
  describe(`a writer can do its job and nothing else: ${name}`, () => {
    let place: WriterPlace;
    let spec: BucketSpec;
    let writer: Store;
    let owner: Store;
    let session: AwsCredentials;
    let client: S3Client;
    beforeAll(async () => {
      place = await open();
      spec = await makeBucket(place);
      owner = await openBucket(place, spec);
      const facts = {
        repositoryId: RepositoryId.parse(id),
        service: ServiceName.parse('clinic-api'),
        environment: 'production',
        partition: 'aws',
        bucketRegion: 'eu-central-1',
        bucketKeyArn: null,
        ecrRepositoryArn: null,
        kmsKeyArn: null,
      };
      session = await place.assume(sessionPolicy('writer', { ...facts, bucket: spec.bucket }));
      expect(session.sessionToken).not.toBe('');
      writer = await openBucket(place, spec, session);
      client = clientOf(place, session);
      for (const key of [...keys, ...foreign]) await owner.create(`${key}.old`, evidence, later(sixYears));
    });

    test.each(keys)('it creates %s with its lock, finds it there again, and extends the lock', async (key) => {
      const until = later(sixYears);
      expect(await writer.facts()).toMatchObject({ versioned: true, locks: true, defaultMode: 'COMPLIANCE' });
      const created = await writer.create(key, evidence, until);
      expect(created).toMatchObject({ outcome: 'created', mode: 'COMPLIANCE', retainUntil: until });
      expect(await writer.create(key, evidence, until)).toMatchObject({
        outcome: 'exists',
        versionId: created.versionId,
      });
      await writer.extend(key, created.versionId, until + day);
      expect(await writer.versions(key)).toHaveLength(1);
      expect(await owner.read(key)).toMatchObject({ mode: 'COMPLIANCE', retainUntil: until + day });
    });

    test('it reads its ledger, of any environment, and no evidence', async () => {
      for (const key of [
        `ledger/${id}/clinic-api/production/0-intent.json.old`,
        `ledger/${id}/clinic-api/staging/0-intent.json.old`,
      ]) {
        const [version] = await writer.versions(key);
        expect((await writer.read(key))?.versionId).toBe(version?.versionId);
        expect(await writer.read(key, version?.versionId)).toBeDefined();
      }
      for (const key of [
        ...keys.slice(0, 3),
        ...foreign.filter((one) => !one.startsWith(`ledger/${id}/clinic-api/`)),
      ]) {
        const { versionId = '' } = (await owner.versions(`${key}.old`))[0] ?? {};
        expect(versionId).not.toBe('');
        await expect(writer.read(`${key}.old`)).rejects.toMatchObject({ code: 'OBJECT_UNREADABLE' });
        await expect(writer.read(`${key}.old`, versionId)).rejects.toMatchObject({ code: 'OBJECT_UNREADABLE' });
      }
    });

    test.each(foreign)('it cannot write %s', async (key) => {
      await expect(writer.create(key, evidence, later(sixYears))).rejects.toMatchObject({ code: 'STORE_FAILED' });
      expect(await owner.versions(key)).toEqual([]);
    });

    test('it lists what is its own and nothing wider', async () => {
      expect((await writer.list(`ledger/${id}/clinic-api/staging/`)).map(({ key }) => key)).toEqual([
        `ledger/${id}/clinic-api/staging/0-intent.json.old`,
      ]);
      expect(await writer.list(`records/${id}/clinic-api/nothing/`)).toEqual([]);
      for (const prefix of ['', 'ledger/', 'ledger/700100201/', `ledger/${id}0/`, 'records/', 'blobs/7001/'])
        await expect(writer.list(prefix)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    });

    test('it deletes nothing, weakens nothing, and changes no setting of the bucket', async () => {
      const Key = `records/${id}/clinic-api/x/target.json`;
      const { versionId } = await owner.create(Key, evidence, later(sixYears));
      const Bucket = spec.bucket;
      const at = { Bucket, Key, VersionId: versionId };
      const Status = 'Suspended' as const;
      const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } as const;
      const rules = [{ ID: 'all', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } }];
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}/*` }],
      });
      const before = { versions: await owner.list(''), facts: { ...(await owner.facts()), serverTime: 0 } };
      const attempts: Record<string, () => Promise<unknown>> = {
        'put a delete marker': () => client.send(new DeleteObjectCommand({ Bucket, Key })),
        'delete a version': () => client.send(new DeleteObjectCommand(at)),
        'delete with bypass': () => client.send(new DeleteObjectCommand({ ...at, BypassGovernanceRetention: true })),
        shorten: () =>
          client.send(
            new PutObjectRetentionCommand({
              ...at,
              Retention: { Mode: 'COMPLIANCE', RetainUntilDate: new Date(later(sixYears - 1) * 1000) },
            }),
          ),
        'hold it': () => client.send(new PutObjectLegalHoldCommand({ ...at, LegalHold: { Status: 'ON' } })),
        'suspend versioning': () =>
          client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } })),
        'weaken the default': () =>
          client.send(
            new PutObjectLockConfigurationCommand({
              Bucket,
              ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule },
            }),
          ),
        'set a lifecycle': () =>
          client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules } })),
        'open the bucket': () => client.send(new PutBucketPolicyCommand({ Bucket, Policy })),
        'list current objects': () => client.send(new ListObjectsV2Command({ Bucket })),
        'read evidence': () => client.send(new GetObjectCommand({ Bucket, Key })),
      };
      for (const [attempt, act] of Object.entries(attempts)) {
        const refusal: unknown = await act().catch((error: unknown) => error);
        expect({ attempt, refused: refusal instanceof Error }).toEqual({ attempt, refused: true });
      }
      expect({ versions: await owner.list(''), facts: { ...(await owner.facts()), serverTime: 0 } }).toEqual(before);
    });

    const forgeries: [string, object][] = [
      ['without its token', { sessionToken: '' }],
      ['with another token', { sessionToken: 'another' }],
    ];
    if (powers.signatures) forgeries.push(['with another secret key', { secretAccessKey: 'another' }]);
    test.each(forgeries)('its keys are worth nothing %s', async (_name, change) => {
      const forged = await openBucket(place, spec, { ...session, ...change });
      await expect(forged.facts()).rejects.toMatchObject({ code: 'STORE_FAILED' });
      await expect(forged.list(`ledger/${id}/clinic-api/staging/`)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    });

    const tooShortOrLong = [2190, 4100, 21_900];
    if (powers.boundsCreate)
      test.each(tooShortOrLong)('it cannot create under a lock of %s days', async (days) => {
        const key = `blobs/${id}/sha256/${days}`;
        await expect(writer.create(key, evidence, later(days))).rejects.toMatchObject({ code: 'STORE_FAILED' });
        expect(await owner.versions(key)).toEqual([]);
      });
    if (powers.boundsExtend)
      test.each(tooShortOrLong)('it cannot set a lock of %s days', async (days) => {
        const key = `blobs/${id}/sha256/${days}-later`;
        const until = later(1);
        const { versionId } = await owner.create(key, evidence, until);
        await expect(writer.extend(key, versionId, later(days))).rejects.toMatchObject({ code: 'STORE_FAILED' });
        expect(await owner.read(key)).toMatchObject({ retainUntil: until });
        await writer.extend(key, versionId, later(sixYears));
      });
  });
}
