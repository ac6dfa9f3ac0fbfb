// The S3 stand-in through the real SDK: it must refuse what S3 refuses, or tests against it prove nothing.
import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectRetentionCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fullAccess, type LocalAws, startAws } from '../../../local-cloud/aws.ts';
import { sharedClock } from '../../../local-cloud/clock.ts';
import type { IssuedKeys } from '../../../local-cloud/credentials.ts';
import { parsePolicy } from '../../../local-cloud/iam.ts';
import type { Bucket } from '../../../local-cloud/s3-bucket.ts';

const account = '111122223333';
const clock = sharedClock();
let aws: LocalAws;
let bucket: Bucket;
let owner: S3Client;

beforeEach(async () => {
  aws = await startAws(clock, { issuerUrl: 'https://issuer.example', jwksUrl: 'http://127.0.0.1:9/jwks' });
  bucket = aws.s3.createBucket({ name: 'clinic', account });
  owner = clientOf(aws.registerUser({ account, name: 'owner', policy: fullAccess }));
});
afterEach(() => aws.close());

function clientOf(keys: IssuedKeys, settings: S3ClientConfig = {}): S3Client {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== '' && { sessionToken }) };
  const place = { region: 'eu-central-1', endpoint: aws.s3.url, forcePathStyle: true, maxAttempts: 1 };
  return new S3Client({ ...place, credentials, ...settings });
}

/** The owner, without the checksums that the SDK adds and checks on its own. */
function bareOwner(): S3Client {
  const keys = aws.registerUser({ account, name: 'owner', policy: fullAccess });
  return clientOf(keys, { requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });
}

function userWith(...actions: string[]): S3Client {
  const policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: actions, Resource: '*' } };
  return clientOf(aws.registerUser({ account, name: 'user', policy }));
}

const at = (days: number) => new Date((clock.now() + days * 86400) * 1000);
const checksum = (text: string) => createHash('sha256').update(text).digest('base64');
const lock = (mode: 'COMPLIANCE' | 'GOVERNANCE', days: number) => ({
  ObjectLockMode: mode,
  ObjectLockRetainUntilDate: at(days),
});

const put = (input: Partial<PutObjectCommandInput> = {}, client = owner) =>
  client.send(new PutObjectCommand({ Bucket: 'clinic', Key: 'a', Body: 'body', ...input }));
const retain = (
  VersionId: string | undefined,
  mode: 'COMPLIANCE' | 'GOVERNANCE',
  days: number,
  bypass = false,
  client = owner,
) =>
  client.send(
    new PutObjectRetentionCommand({
      Bucket: 'clinic',
      Key: 'a',
      VersionId,
      Retention: { Mode: mode, RetainUntilDate: at(days) },
      BypassGovernanceRetention: bypass,
    }),
  );
const remove = (VersionId?: string, bypass = false, client = owner) =>
  client.send(new DeleteObjectCommand({ Bucket: 'clinic', Key: 'a', VersionId, BypassGovernanceRetention: bypass }));

/** `ok`, or the code of the refusal. */
const outcome = (answer: Promise<unknown>) =>
  answer.then(
    () => 'ok',
    (error: { name: string }) => error.name,
  );

describe('Object Lock', () => {
  test('COMPLIANCE is extended, and never shortened, weakened or removed, by anyone', async () => {
    const { VersionId } = await put(lock('COMPLIANCE', 3));
    expect(await outcome(retain(VersionId, 'COMPLIANCE', 2, true))).toBe('AccessDenied');
    expect(await outcome(retain(VersionId, 'GOVERNANCE', 9, true))).toBe('AccessDenied');
    expect(await outcome(remove(VersionId, true))).toBe('AccessDenied');
    expect(await outcome(retain(VersionId, 'COMPLIANCE', 5))).toBe('ok');
    expect(await outcome(retain(VersionId, 'COMPLIANCE', 4))).toBe('AccessDenied');
    clock.advance(5 * 86400 + 1);
    expect(await outcome(remove(VersionId))).toBe('ok');
    expect(bucket.list('')).toEqual([]);
  });

  test('GOVERNANCE yields only to those who may bypass it, and say so', async () => {
    const { VersionId } = await put(lock('GOVERNANCE', 3));
    const nearly = userWith('s3:DeleteObjectVersion', 's3:PutObjectRetention');
    expect(await outcome(remove(VersionId))).toBe('AccessDenied');
    expect(await outcome(remove(VersionId, true, nearly))).toBe('AccessDenied');
    expect(await outcome(retain(VersionId, 'GOVERNANCE', 2, true, nearly))).toBe('AccessDenied');
    expect(await outcome(retain(VersionId, 'GOVERNANCE', 2, true))).toBe('ok');
    expect(await outcome(remove(VersionId, true))).toBe('ok');
  });

  test.each<[string, () => Partial<PutObjectCommandInput>, string]>([
    ['mode and date', () => lock('COMPLIANCE', 1), 'ok'],
    ['a date in the past', () => lock('COMPLIANCE', -1), 'InvalidArgument'],
    ['a mode without a date', () => ({ ObjectLockMode: 'COMPLIANCE' }), 'InvalidArgument'],
    ['a date without a mode', () => ({ ObjectLockRetainUntilDate: at(1) }), 'InvalidArgument'],
  ])('a lock by %s', async (_name, input, expected) => {
    expect(await outcome(put(input()))).toBe(expected);
  });

  test('a lock wants a checksum, and a bucket that has locks', async () => {
    const bare = bareOwner();
    expect(await outcome(put(lock('COMPLIANCE', 1), bare))).toBe('InvalidRequest');
    expect(await outcome(put({}, bare))).toBe('ok');
    aws.s3.createBucket({ name: 'clinic', account, objectLock: false });
    expect(await outcome(put(lock('COMPLIANCE', 1)))).toBe('InvalidRequest');
    expect(await outcome(put())).toBe('ok');
  });

  test('the default retention holds where a PUT names none', async () => {
    const defaultRetention = { mode: 'GOVERNANCE', days: 7 } as const;
    aws.s3.createBucket({ name: 'clinic', account, defaultRetention });
    await put();
    const get = (client: S3Client) => client.send(new GetObjectRetentionCommand({ Bucket: 'clinic', Key: 'a' }));
    expect((await get(owner)).Retention?.Mode).toBe('GOVERNANCE');
    await put(lock('COMPLIANCE', 1));
    expect((await get(owner)).Retention?.Mode).toBe('COMPLIANCE');
    expect(await outcome(get(userWith('s3:GetObject')))).toBe('AccessDenied');
  });

  test('a delete marker is allowed on a locked key, is no version to read, and frees the name', async () => {
    const first = await put({ ...lock('COMPLIANCE', 3), IfNoneMatch: '*' });
    expect(await outcome(put({ IfNoneMatch: '*' }))).toBe('PreconditionFailed');
    const marker = await remove();
    expect(marker.DeleteMarker).toBe(true);
    const head = (VersionId?: string) => owner.send(new HeadObjectCommand({ Bucket: 'clinic', Key: 'a', VersionId }));
    expect(await outcome(head())).toBe('NotFound');
    expect(await outcome(head(first.VersionId))).toBe('ok');
    await expect(head(marker.VersionId)).rejects.toMatchObject({ $metadata: { httpStatusCode: 405 } });
    expect(await outcome(put({ IfNoneMatch: '*' }))).toBe('ok');
    expect(await outcome(put({ IfNoneMatch: '"etag"' }))).toBe('NotImplemented');
    expect(bucket.list('')).toHaveLength(3);
    expect(await outcome(remove(marker.VersionId))).toBe('ok');
    expect(bucket.list('')).toHaveLength(2);
  });
});

describe('checksums', () => {
  test.each<[string, Partial<PutObjectCommandInput>, string]>([
    ['the right SHA-256', { ChecksumSHA256: checksum('body') }, 'ok'],
    ['the SHA-256 of other bytes', { ChecksumSHA256: checksum('bodz') }, 'BadDigest'],
    ['something that is no SHA-256', { ChecksumSHA256: 'short' }, 'InvalidRequest'],
    ['the right CRC-32', { ChecksumAlgorithm: 'CRC32' }, 'ok'],
    ['the CRC-32 of other bytes', { ChecksumCRC32: 'AAAAAA==' }, 'BadDigest'],
  ])('%s', async (_name, input, expected) => {
    expect(await outcome(put(input))).toBe(expected);
  });

  test("a body changed on the way does not fit its signature's digest either", async () => {
    aws.s3.knobs.fault = () => ({ kind: 'flip-request-bit' });
    expect(await outcome(put({}, bareOwner()))).toBe('XAmzContentSHA256Mismatch');
  });

  test('chunked uploads are refused, not misread', async () => {
    const command = {
      method: 'PUT',
      body: '4\r\nbody\r\n0\r\n\r\n',
      headers: { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' },
    };
    const { accessKeyId } = aws.registerUser({ account, name: 'raw', policy: fullAccess });
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/x`;
    const response = await fetch(`${aws.s3.url}/clinic/a`, {
      ...command,
      headers: { ...command.headers, authorization },
    });
    expect(response.status).toBe(501);
  });
});

describe('who may', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['s3:PutObject', () => put({}, userWith('s3:GetObject'))],
    ['s3:PutObjectRetention', () => put(lock('COMPLIANCE', 1), userWith('s3:PutObject'))],
    ['s3:GetObject', () => get({}, userWith('s3:PutObject'))],
    ['s3:GetObjectVersion', () => get({ VersionId: 'null' }, userWith('s3:GetObject'))],
    ['s3:DeleteObject', () => remove(undefined, false, userWith('s3:DeleteObjectVersion'))],
    ['s3:DeleteObjectVersion', () => remove('x', false, userWith('s3:DeleteObject'))],
    ['s3:ListBucketVersions', () => list({}, userWith('s3:ListBucket'))],
  ])('without %s: AccessDenied', async (_action, attempt) => {
    await put();
    expect(await outcome(attempt())).toBe('AccessDenied');
  });

  const get = (input: { Key?: string; VersionId?: string }, client: S3Client) =>
    client.send(new GetObjectCommand({ Bucket: 'clinic', Key: 'a', ...input }));
  const list = (input: { Prefix?: string }, client: S3Client) =>
    client.send(new ListObjectVersionsCommand({ Bucket: 'clinic', ...input }));

  test('what is not there is told only to those who may list', async () => {
    expect(await outcome(get({ Key: 'none' }, userWith('s3:GetObject')))).toBe('AccessDenied');
    expect(await outcome(get({ Key: 'none' }, userWith('s3:GetObject', 's3:ListBucket')))).toBe('NoSuchKey');
  });

  test('a list may be bound to a prefix', async () => {
    const statement = { Effect: 'Allow', Action: 's3:ListBucketVersions', Resource: '*' };
    const Condition = { StringLike: { 's3:prefix': 'ledger/1/*' } };
    const policy = { Version: '2012-10-17', Statement: { ...statement, Condition } };
    const client = clientOf(aws.registerUser({ account, name: 'user', policy }));
    expect(await outcome(list({ Prefix: 'ledger/1/production' }, client))).toBe('ok');
    expect(await outcome(list({ Prefix: 'ledger/12/production' }, client))).toBe('AccessDenied');
    expect(await outcome(list({}, client))).toBe('AccessDenied');
  });

  test('nobody, a stranger, an old session and another account get nothing', async () => {
    await put();
    expect((await fetch(`${aws.s3.url}/clinic/a`)).status).toBe(403);
    const principal = { arn: 'arn', account, userId: 'u', policy: parsePolicy(fullAccess) };
    const session = aws.keys.issue(principal, clock.now() + 60);
    expect(await outcome(get({}, clientOf(session)))).toBe('ok');
    expect(await outcome(get({}, clientOf({ ...session, sessionToken: 'x' })))).toBe('InvalidToken');
    expect(await outcome(get({}, clientOf({ ...session, accessKeyId: 'ASIAX' })))).toBe('InvalidAccessKeyId');
    clock.advance(60);
    expect(await outcome(get({}, clientOf(session)))).toBe('ExpiredToken');
    const foreign = aws.registerUser({ account: '999988887777', name: 'x', policy: fullAccess });
    expect(await outcome(get({}, clientOf(foreign)))).toBe('AccessDenied');
  });

  test('the expected owner must be the owner', async () => {
    expect(await outcome(put({ ExpectedBucketOwner: account }))).toBe('ok');
    expect(await outcome(put({ ExpectedBucketOwner: '999988887777' }))).toBe('AccessDenied');
  });

  test('what is not supported by this stand-in is refused', async () => {
    expect(await outcome(owner.send(new ListObjectsV2Command({ Bucket: 'clinic' })))).toBe('NotImplemented');
    expect(await outcome(owner.send(new ListObjectVersionsCommand({ Bucket: 'clinic', Delimiter: '/' })))).toBe(
      'NotImplemented',
    );
    expect(await outcome(put({ Bucket: 'other' }))).toBe('NoSuchBucket');
  });
});

describe('listing', () => {
  test('pages by key and version, whole and in order', async () => {
    for (const key of ['b', 'a', 'a', 'c', 'a']) bucket.add(key, Buffer.from(key));
    const seen: string[] = [];
    let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    for (;;) {
      const page = await owner.send(new ListObjectVersionsCommand({ Bucket: 'clinic', MaxKeys: 2, ...marker }));
      seen.push(...(page.Versions ?? []).map((version) => `${version.Key}${version.IsLatest ? '!' : ''}`));
      if (!page.IsTruncated) break;
      marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(seen).toEqual(['a!', 'a', 'a', 'b!', 'c!']);
    const after = await owner.send(new ListObjectVersionsCommand({ Bucket: 'clinic', KeyMarker: 'a' }));
    expect(after.Versions?.map((version) => version.Key)).toEqual(['b', 'c']);
    const end = await owner.send(new ListObjectVersionsCommand({ Bucket: 'clinic', KeyMarker: 'c' }));
    expect(end.Versions).toBeUndefined();
  });

  test('an unversioned bucket keeps one version, called null or nothing', async () => {
    const plain = aws.s3.createBucket({ name: 'clinic', account, objectLock: false, versioning: '' });
    expect((await put()).VersionId).toBeUndefined();
    await put({ Body: 'other' });
    expect(plain.list('').map((version) => version.versionId)).toEqual(['null']);
  });
});

describe('tampering, as an attacker with the disk', () => {
  test('changes, drops, adds and relocks', async () => {
    const { VersionId = '' } = await put(lock('COMPLIANCE', 3));
    const read = async () =>
      (await owner.send(new GetObjectCommand({ Bucket: 'clinic', Key: 'a' }))).Body?.transformToString();
    bucket.corrupt('a', 1);
    const corrupted = await bareOwner().send(new GetObjectCommand({ Bucket: 'clinic', Key: 'a' }));
    expect(await corrupted.Body?.transformToString()).toBe('bndy');
    bucket.relock('a', { mode: 'GOVERNANCE', retainUntil: 1 });
    expect(bucket.get('a', VersionId).lock?.mode).toBe('GOVERNANCE');
    bucket.add('a', Buffer.from('forged'));
    expect(await read()).toBe('forged');
    bucket.drop('a', VersionId);
    expect(bucket.list('')).toHaveLength(1);
  });
});
