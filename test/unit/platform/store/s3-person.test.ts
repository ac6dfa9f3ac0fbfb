// A person who asks with the credentials of the machine: what nothing answers is said within ten seconds, with what to do; a job, and a
// person who was answered before, have patience. Time passes only by the pauses between attempts.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultRetryLimits } from '../../../../src/platform/cloud/aws/clients.ts';
import { hintForPerson } from '../../../../src/platform/cloud/aws/person.ts';
import { openS3Store } from '../../../../src/platform/cloud/aws/s3.ts';
import { openScene, type Scene } from './scene.ts';

const before = { ...process.env };
let scene: Scene;
let passed: number;
beforeEach(async () => {
  scene = await openScene();
  passed = 0;
  process.env.AWS_ACCESS_KEY_ID = scene.owner.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = scene.owner.secretAccessKey;
});
afterEach(() => {
  process.env = { ...before };
  return scene.close();
});

const waiting = {
  now: () => passed,
  pause: async (milliseconds: number) => {
    passed += milliseconds;
  },
  random: () => 0.5,
};
const limits = { ...defaultRetryLimits, waiting };
const openFor = (who: 'person' | 'job', endpoint = scene.aws.s3.url) =>
  openS3Store(
    { ...scene.spec, endpoint },
    { credentials: who === 'job' ? scene.owner : undefined, local: true, limits },
  );
const nowhere = 'http://127.0.0.1:1';

describe('where nothing answers', () => {
  test('a person hears it within ten seconds, with what to do', async () => {
    const store = await openFor('person', nowhere);
    await expect(store.list('ledger/')).rejects.toMatchObject({
      code: 'REMOTE_UNREACHABLE',
      hint: expect.stringContaining('HTTPS_PROXY'),
    });
    expect(passed).toBeLessThan(10_000);
  });

  test('a job waits for its two minutes', async () => {
    const store = await openFor('job', nowhere);
    await expect(store.list('ledger/')).rejects.toMatchObject({
      code: 'REMOTE_UNREACHABLE',
      hint: expect.not.stringContaining('HTTPS_PROXY'),
    });
    expect(passed).toBeGreaterThan(100_000);
  });
});

describe('where the bucket answers', () => {
  const busyUntil = (milliseconds: number) => {
    scene.aws.s3.knobs.fault = () => (passed < milliseconds ? { kind: 'status', status: 503 } : undefined);
  };

  test('that it is busy, a person waits as long as a job', async () => {
    busyUntil(60_000);
    expect(await (await openFor('person')).list('ledger/')).toEqual([]);
    expect(passed).toBeGreaterThan(60_000);
  });

  test('a person who was answered once has patience afterwards', async () => {
    const store = await openFor('person');
    expect(await store.list('ledger/')).toEqual([]);
    busyUntil(30_000);
    expect(await store.list('ledger/')).toEqual([]);
    expect(passed).toBeGreaterThan(30_000);
  });
});

describe('credentials', () => {
  test('that are none are said to be missing, at once', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) delete process.env[name];
    Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', AWS_PROFILE: 'nope', HOME: '/nonexistent' });
    await expect((await openFor('person')).list('ledger/')).rejects.toMatchObject({
      code: 'STORE_FAILED',
      hint: expect.stringContaining('AWS_PROFILE'),
    });
    expect(passed).toBe(0);
  });

  test('that AWS does not know are said to be wrong, at once', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIAAAAAAAAAAAAAAAAA';
    await expect((await openFor('person')).list('ledger/')).rejects.toMatchObject({
      code: 'STORE_FAILED',
      hint: expect.stringContaining('does not take the credentials'),
    });
    expect(passed).toBe(0);
  });
});

test.each([
  [{ code: 'ExpiredToken', status: 400 }, 'Log in again'],
  [{ code: 'AccessDenied', status: 403 }, 'may not read the bucket'],
  [{ code: 'SELF_SIGNED_CERT_IN_CHAIN', status: 0 }, 'NODE_EXTRA_CA_CERTS'],
  [{ code: 'TimeoutError', status: 0 }, 'endpoint='],
])('%j has advice', (failure, words) => {
  expect(hintForPerson({ message: '', retryAfter: 0, ...failure })).toContain(words);
});

test.each([
  { code: 'AccessDenied', status: 403, message: 'not authorized to perform kms:Decrypt' },
  { code: 'NoSuchBucket', status: 404 },
  { code: 'InternalError', status: 500 },
])('%j has none', (failure) => {
  expect(hintForPerson({ message: '', retryAfter: 0, ...failure })).toBeUndefined();
});
