// A bucket with Object Lock in COMPLIANCE mode in the S3 stand-in, and its owner's keys; tests change one thing of it.

import { fullAccess, type LocalAws, startAws } from '../../../../local-cloud/aws.ts';
import { type SharedClock, sharedClock } from '../../../../local-cloud/clock.ts';
import type { IssuedKeys } from '../../../../local-cloud/credentials.ts';
import type { Bucket, BucketSpec } from '../../../../local-cloud/s3-bucket.ts';
import type { StoreSpec } from '../../../../src/model/config-store.ts';
import type { Store } from '../../../../src/model/ports.ts';
import type { RetryLimits } from '../../../../src/platform/cloud/aws/clients.ts';
import { openS3Store } from '../../../../src/platform/cloud/aws/s3.ts';
import type { AwsCredentials } from '../../../../src/platform/cloud/aws/session.ts';

export const account = '111122223333';

/** Short enough for a test, long enough for a busy machine. */
export const quickLimits: RetryLimits = { attempt: 500, total: 20_000, firstPause: 2, longestPause: 40 };

export type Scene = {
  clock: SharedClock;
  aws: LocalAws;
  bucket: Bucket;
  spec: Extract<StoreSpec, { type: 's3' }>;
  owner: AwsCredentials;
  open(
    change?: Partial<Extract<StoreSpec, { type: 's3' }>>,
    credentials?: AwsCredentials,
    limits?: RetryLimits,
  ): Promise<Store>;
  close(): Promise<void>;
};

/** Keys in the form that a role's session has. */
export function credentialsOf(keys: IssuedKeys): AwsCredentials {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt: 0, assumedRoleId: '', account };
}

/** Starts the stand-in with one bucket. */
export async function openScene(change: Partial<BucketSpec> = {}): Promise<Scene> {
  const clock = sharedClock();
  const aws = await startAws(clock, { issuerUrl: 'https://issuer.example', jwksUrl: 'http://127.0.0.1:9/jwks' });
  const retention = { mode: 'COMPLIANCE', days: 1 } as const;
  const bucket = aws.s3.createBucket({ name: 'clinic-evidence', account, defaultRetention: retention, ...change });
  const owner = credentialsOf(aws.registerUser({ account, name: 'owner', policy: fullAccess }));
  const spec = {
    type: 's3',
    bucket: 'clinic-evidence',
    region: 'eu-central-1',
    account,
    endpoint: aws.s3.url,
  } as const;
  return {
    clock,
    aws,
    bucket,
    spec,
    owner,
    open: (other = {}, credentials = owner, limits = quickLimits) =>
      openS3Store({ ...spec, ...other }, { credentials, local: true, limits }),
    close: aws.close,
  };
}
