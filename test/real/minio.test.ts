// S3 by a real MinIO: our store's whole contract, locks that hold against the owner, a disk that rots, and a writer whose session
// comes from a web identity that MinIO itself has checked.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Clinic, names, openClinic } from '../../local-cloud/clinic.ts';
import { sharedClock } from '../../local-cloud/clock.ts';
import { startOidc } from '../../local-cloud/oidc.ts';
import { RepositoryId, ServiceName } from '../../src/model/ids.ts';
import { openS3Store } from '../../src/platform/cloud/aws/s3.ts';
import { AwsSession } from '../../src/platform/cloud/aws/session.ts';
import { openCloud } from '../../src/platform/cloud/aws/sts.ts';
import { sessionPolicy } from '../../src/trust/session-policy.ts';
import { describeStore } from '../unit/platform/store/contract.ts';
import { describeLockRules } from './lock-rules.ts';
import { makeBucket, openBench } from './servers/bucket.ts';
import { type Minio, startMinio } from './servers/minio.ts';
import { describeWriterRules } from './writer-rules.ts';

jest.setTimeout(120_000);

const everything = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:*'], Resource: ['arn:aws:s3:::*'] }],
};
let clinic: Clinic;
let minio: Minio;
beforeAll(async () => {
  clinic = await openClinic(sharedClock(), { deployCommand: ['/bin/true', '{image}'] });
  minio = await startMinio(clinic.cloud.sigstore.oidc.url);
  // The role itself may do everything in S3, so that what is refused is refused by the session policy.
  await minio.definePolicy(names.repositoryId, everything);
});
afterAll(async () => {
  await minio?.stop();
  await clinic?.close();
});

describeStore('MinIO', { locks: true, hides: true, corrupts: false }, () => openBench(minio));
describeLockRules('MinIO', async () => minio);

test('a disk that changed one byte is not read, and says so', async () => {
  // MinIO answers 503 and asks to come back in a minute; whoever reads gives up at the total deadline.
  const limits = { attempt: 10_000, total: 10_000, firstPause: 100, longestPause: 100 };
  const spec = await makeBucket(minio);
  const store = await openS3Store(spec, { credentials: minio.owner, local: true, limits });
  const evidence = Buffer.from('evidence that is long enough to be found on the disk');
  const { versionId } = await store.create('a', evidence, clinic.cloud.clock.now() + 86400);
  const file = join(minio.folder, 'data', spec.bucket, 'a', 'xl.meta');
  const stored = await readFile(file);
  const at = stored.indexOf(evidence);
  stored[at] = (stored[at] ?? 0) ^ 1;
  await writeFile(file, stored);
  for (const version of [undefined, versionId])
    await expect(store.read('a', version)).rejects.toMatchObject({ code: 'STORE_FAILED' });
});

test("MinIO's own client reads the lock that we set", async () => {
  const spec = await makeBucket(minio);
  const until = clinic.cloud.clock.now() + 2222 * 86400;
  const store = await openS3Store(spec, { credentials: minio.owner, local: true });
  await store.create('a', new Uint8Array([1]), until);
  const [info] = await minio.mc('retention', 'info', `clinic/${spec.bucket}/a`);
  expect(info).toMatchObject({ mode: 'COMPLIANCE' });
  expect(Date.parse(String(Object(info).until)) / 1000).toBe(until);
});

/** Takes the writer's role through our own client. */
function assume(jwt: string, policy = JSON.stringify(everything)) {
  const arn = `arn:aws:iam::${names.account}:role/safeguard.clinic-api.production.writer`;
  const role = { arn, account: names.account, region: names.region, endpoint: minio.sts };
  const request = { role, sessionName: 'sg-700100200-9-1', token: async () => jwt, durationSeconds: 3600 };
  return openCloud({ local: true }, () => undefined).open({ ...request, sessionPolicy: policy });
}

function deployToken(overrides: Record<string, unknown> = {}): Promise<string> {
  const { oidc } = clinic.cloud.sigstore;
  const environment = names.environment;
  return oidc.mint({ aud: 'sts.amazonaws.com', repository_id: names.repositoryId, environment, ...overrides });
}

async function openSession(jwt: string, policy: string) {
  const result = await assume(jwt, policy);
  if (!result.granted) throw new Error(result.message);
  return AwsSession.read(result.session);
}

describeWriterRules('MinIO', { boundsCreate: false, boundsExtend: true, signatures: true }, async () => ({
  ...minio,
  assume: async (policy) => openSession(await deployToken(), policy),
}));

describe('a web identity that MinIO checks', () => {
  test('gives a session that ends, to the token of our issuer', async () => {
    const result = await assume(await deployToken());
    expect(result).toMatchObject({ granted: true, session: { account: names.account } });
    const left = (result.granted ? result.session.expiresAt : 0) - clinic.cloud.clock.now();
    expect(left).toBeGreaterThan(3300);
    expect(left).toBeLessThanOrEqual(3600);
  });

  const now = () => clinic.cloud.clock.now();
  const reSigned = (jwt: string, header?: object) => {
    const [head, payload, signature = ''] = jwt.split('.');
    const changed = header ? Buffer.from(JSON.stringify(header)).toString('base64url') : head;
    return [changed, payload, header ? '' : `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`].join('.');
  };
  test.each<[string, () => Promise<string>]>([
    ['one changed byte of the signature', async () => reSigned(await deployToken())],
    ['no signature at all', async () => reSigned(await deployToken(), { alg: 'none', typ: 'JWT' })],
    [
      'the key of another issuer',
      async () => {
        const other = await startOidc(clinic.cloud.clock);
        const iss = clinic.cloud.sigstore.oidc.url;
        const jwt = await other.mint({ iss, aud: 'sts.amazonaws.com', repository_id: names.repositoryId });
        await other.close();
        return jwt;
      },
    ],
    ['another audience', () => deployToken({ aud: 'sigstore' })],
    ['an end a minute ago', () => deployToken({ iat: now() - 400, nbf: now() - 400, exp: now() - 60 })],
    ['a beginning in an hour', () => deployToken({ nbf: now() + 3600, exp: now() + 7200 })],
    ['a repository without a policy', () => deployToken({ repository_id: names.sandboxId })],
  ])('is refused with %s', async (_name, token) => {
    await expect(assume(await token())).rejects.toMatchObject({ code: 'REMOTE_REFUSED' });
  });

  test('a session policy beyond S3 is refused whole: MinIO knows no ECR and no KMS of AWS', async () => {
    const facts = {
      bucket: 'clinic-evidence',
      repositoryId: RepositoryId.parse(names.repositoryId),
      service: ServiceName.parse('clinic-api'),
      environment: null,
    };
    const aws = { partition: 'aws', bucketRegion: names.region, bucketKeyArn: null };
    const arns = { ...aws, ecrRepositoryArn: null, kmsKeyArn: null };
    const policies = [
      { ...facts, ...arns, ecrRepositoryArn: `arn:aws:ecr:${names.region}:${names.account}:repository/clinic-api` },
      { ...facts, ...arns, kmsKeyArn: `arn:aws:kms:${names.region}:${names.account}:key/k` },
    ];
    for (const policy of policies)
      await expect(assume(await deployToken(), sessionPolicy('recorder', policy))).rejects.toMatchObject({
        code: 'REMOTE_REFUSED',
      });
    expect(await assume(await deployToken(), sessionPolicy('recorder', { ...facts, ...arns }))).toMatchObject({
      granted: true,
    });
  });
});
