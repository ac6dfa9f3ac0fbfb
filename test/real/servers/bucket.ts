// A server that speaks S3, seen by the owner of its buckets: makes evidence buckets, opens our store on them, and gives
// the SDK's client to tests that play an attacker. It asserts nothing about the store under test.
import { randomBytes } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { inParallel } from '../../../src/base/parallel.ts';
import type { StoreSpec } from '../../../src/model/config-store.ts';
import type { Store } from '../../../src/model/ports.ts';
import { openS3Store } from '../../../src/platform/cloud/aws/s3.ts';
import type { AwsCredentials } from '../../../src/platform/cloud/aws/session.ts';
import type { StoreBench } from '../../unit/platform/store/contract.ts';

/** The server, and the keys that may do everything there. `addBucket` makes a bucket where that is not done through S3 itself. */
export type S3Place = {
  endpoint: string;
  account: string;
  region: string;
  owner: AwsCredentials;
  addBucket?(name: string, kind: BucketKind): void;
};

/** An evidence bucket's entry in safeguard.yml. */
export type BucketSpec = Extract<StoreSpec, { type: 's3' }>;

/** Long-lived keys in the form of a session's. */
export function keysOf(account: string, accessKeyId: string, secretAccessKey: string): AwsCredentials {
  return { accessKeyId, secretAccessKey, sessionToken: '', expiresAt: 0, assumedRoleId: '', account };
}

/** The SDK's own client, without anything of ours. */
export function clientOf({ endpoint, region, owner }: S3Place, credentials: AwsCredentials = owner): S3Client {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const keys = { accessKeyId, secretAccessKey, ...(sessionToken !== '' && { sessionToken }) };
  return new S3Client({ endpoint, region, forcePathStyle: true, credentials: keys, maxAttempts: 1 });
}

/** How a bucket is made: as evidence wants it, with Object Lock but no default, versioned only, or plain. */
export type BucketKind = 'evidence' | 'no-default' | 'versioned' | 'plain';

/** A new bucket of a name of its own. An evidence bucket locks in COMPLIANCE mode for a day by default. */
export async function makeBucket(place: S3Place, kind: BucketKind = 'evidence'): Promise<BucketSpec> {
  const { endpoint, account, region } = place;
  const bucket = `clinic-evidence-${randomBytes(6).toString('hex')}`;
  if (place.addBucket) place.addBucket(bucket, kind);
  else await requestBucket(place, bucket, kind);
  return { type: 's3', bucket, region, account, endpoint };
}

async function requestBucket(place: S3Place, Bucket: string, kind: BucketKind): Promise<void> {
  const client = clientOf(place);
  const locks = kind === 'evidence' || kind === 'no-default';
  await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: locks }));
  if (kind === 'evidence') {
    const Rule = { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } } as const;
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule } as const;
    await client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
  }
  if (kind === 'versioned') {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
  client.destroy();
}

/** Our store on a bucket. */
export function openBucket(place: S3Place, spec: BucketSpec, credentials = place.owner): Promise<Store> {
  return openS3Store(spec, { credentials, local: true });
}

/** A store under the contract's suite, with the powers of the bucket's owner. */
export async function openBench(place: S3Place): Promise<StoreBench> {
  const spec = await makeBucket(place);
  const client = clientOf(place);
  return {
    store: await openBucket(place, spec),
    now: () => Math.floor(Date.now() / 1000),
    async seed(objects) {
      await inParallel([...objects], ([Key, Body]) =>
        client.send(new PutObjectCommand({ Bucket: spec.bucket, Key, Body })),
      );
    },
    hide: async (Key) => void (await client.send(new DeleteObjectCommand({ Bucket: spec.bucket, Key }))),
    close: async () => client.destroy(),
  };
}
