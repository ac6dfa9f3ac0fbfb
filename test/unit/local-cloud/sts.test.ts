// The STS stand-in through the real SDK: each reason to refuse beside the token that is accepted. And the IAM evaluator by a table.

import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fullAccess, type LocalAws, startAws } from '../../../local-cloud/aws.ts';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { decide, parsePolicy, permits } from '../../../local-cloud/iam.ts';
import { exampleJob, type OidcIssuer, startOidc } from '../../../local-cloud/oidc.ts';

const account = '111122223333';
const arn = `arn:aws:iam::${account}:role/recorder`;
const clock = sharedClock();
let issuer: OidcIssuer;
let aws: LocalAws;

beforeAll(async () => {
  issuer = await startOidc(clock);
  aws = await startAws(clock, { issuerUrl: issuer.url, jwksUrl: `${issuer.url}/.well-known/jwks` });
  aws.sts.registerRole({ arn, trustPolicy: trustPolicy({}), permissionsPolicy: fullAccess });
});
afterAll(async () => void (await Promise.all([issuer.close(), aws.close()])));

const host = () => issuer.url.replace('http://', '');

function trustPolicy(conditions: Record<string, string>) {
  const keys = Object.entries({
    aud: 'sts.amazonaws.com',
    sub: 'repo:clinic/intake-api:ref:refs/heads/main',
    ...conditions,
  }).map(([claim, value]) => [`${host()}:${claim}`, value]);
  return {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${host()}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: Object.fromEntries(keys) },
    },
  };
}

function client(credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken: string }): STSClient {
  return new STSClient({
    region: 'eu-central-1',
    endpoint: aws.sts.url,
    maxAttempts: 1,
    ...(credentials && { credentials }),
  });
}

type Asked = { jwt?: string; roleArn?: string; name?: string; policy?: string; seconds?: number };

async function assume({ jwt, roleArn = arn, name = 'run-1-1', policy, seconds }: Asked) {
  const token = jwt ?? (await issuer.mint({ aud: 'sts.amazonaws.com' }));
  return client().send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn,
      RoleSessionName: name,
      WebIdentityToken: token,
      Policy: policy,
      DurationSeconds: seconds,
    }),
  );
}

const refusalOf = (asked: Asked) =>
  assume(asked).then(
    () => 'granted',
    // The SDK puts `Exception` behind the codes it knows.
    (error: { name: string }) => error.name.replace(/(?<!ExpiredToken)Exception$/, ''),
  );

describe('AssumeRoleWithWebIdentity', () => {
  test('grants a session that is known by its keys, until it ends', async () => {
    const { Credentials, AssumedRoleUser } = await assume({ seconds: 900 });
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${account}:assumed-role/recorder/run-1-1`);
    expect(AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[0-9A-F]{16}:run-1-1$/);
    const keys = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const caller = await client(keys).send(new GetCallerIdentityCommand({}));
    expect(caller).toMatchObject({ Account: account, UserId: AssumedRoleUser?.AssumedRoleId });
    const other = client({ ...keys, sessionToken: 'other' }).send(new GetCallerIdentityCommand({}));
    await expect(other).rejects.toMatchObject({ name: 'InvalidToken' });
    clock.advance(901);
    await expect(client(keys).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
    expect(aws.keys.lookup(keys.accessKeyId)).toBeUndefined();
  });

  test('the refusal names no claim', async () => {
    const jwt = await issuer.mint({ aud: 'sts.amazonaws.com', sub: 'repo:clinic/other:ref:refs/heads/main' });
    await expect(assume({ jwt })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    });
  });

  const mint = (overrides: Record<string, unknown>, drop: string[] = []) =>
    issuer.mint({ aud: 'sts.amazonaws.com', ...overrides }, drop);
  const resign = async (header: object, signature?: string) => {
    const [, payload = '', original = ''] = (await mint({})).split('.');
    return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature ?? original}`;
  };
  test.each<[string, string, () => Promise<Asked>]>([
    ['a good token', 'granted', async () => ({ jwt: await mint({}) })],
    ['one audience of a list', 'AccessDenied', async () => ({ jwt: await mint({ aud: ['sts.amazonaws.com', 'x'] }) })],
    ['another audience', 'InvalidIdentityToken', async () => ({ jwt: await mint({ aud: 'sigstore' }) })],
    ['another issuer', 'InvalidIdentityToken', async () => ({ jwt: await mint({ iss: 'https://issuer.example' }) })],
    ['a token that ended', 'ExpiredTokenException', async () => ({ jwt: await mint({ exp: clock.now() }) })],
    ['a token that ends in a second', 'granted', async () => ({ jwt: await mint({ exp: clock.now() + 5 }) })],
    ['a token before its time', 'InvalidIdentityToken', async () => ({ jwt: await mint({ nbf: clock.now() + 60 }) })],
    ['a token without end', 'InvalidIdentityToken', async () => ({ jwt: await mint({}, ['exp']) })],
    ['an unsigned token', 'InvalidIdentityToken', async () => ({ jwt: await resign({ alg: 'none' }, '') })],
    ['a token under HS256', 'InvalidIdentityToken', async () => ({ jwt: await resign({ alg: 'HS256' }) })],
    ['another signature', 'InvalidIdentityToken', async () => ({ jwt: `${(await mint({})).slice(0, -8)}AAAAAAAA` })],
    ['no token at all', 'InvalidIdentityToken', async () => ({ jwt: 'x' })],
    ['a role that is not there', 'AccessDenied', async () => ({ roleArn: `${arn}x` })],
    ['a session name with a blank', 'ValidationError', async () => ({ name: 'run 1' })],
    ['too short a session', 'ValidationError', async () => ({ seconds: 899 })],
    ['longer than the role allows', 'ValidationError', async () => ({ seconds: 3601 })],
    ['too long a session policy', 'ValidationError', async () => ({ policy: `{"x":"${'a'.repeat(2048)}"}` })],
    ['a session policy that is none', 'MalformedPolicyDocument', async () => ({ policy: '{"Statement":[]}' })],
    ['a session policy', 'granted', async () => ({ policy: JSON.stringify(fullAccess) })],
  ])('%s: %s', async (_name, outcome, asked) => {
    expect(await refusalOf(await asked())).toBe(outcome);
  });

  test('claims that AWS does not know as condition keys never match, and those it knows do', async () => {
    const job = exampleJob();
    const roleOf = async (claim: string, value: string) => {
      const roleArn = `arn:aws:iam::${account}:role/${claim}`;
      aws.sts.registerRole({
        arn: roleArn,
        trustPolicy: trustPolicy({ [claim]: value }),
        permissionsPolicy: fullAccess,
      });
      return refusalOf({ roleArn });
    };
    expect(await roleOf('job_workflow_ref', job.jobWorkflowRef)).toBe('granted');
    expect(await roleOf('job_workflow_ref', `${job.jobWorkflowRef}.1`)).toBe('AccessDenied');
    expect(await roleOf('repository_id', job.repositoryId)).toBe('granted');
    expect(await roleOf('job_workflow_sha', job.jobWorkflowSha)).toBe('AccessDenied');
    expect(await roleOf('runner_environment', job.runnerEnvironment)).toBe('AccessDenied');
    expect(await roleOf('environment', 'production')).toBe('AccessDenied');
  });

  test('keys that cannot be fetched are the fault of the provider, not of the token', async () => {
    const lost = await startAws(clock, { issuerUrl: issuer.url, jwksUrl: 'http://127.0.0.1:1/jwks' });
    const command = new AssumeRoleWithWebIdentityCommand({
      RoleArn: arn,
      RoleSessionName: 'run-1-1',
      WebIdentityToken: await mint({}),
    });
    const sts = new STSClient({ region: 'eu-central-1', endpoint: lost.sts.url, maxAttempts: 1 });
    const answer: unknown = await sts.send(command).catch((error: unknown) => error);
    await lost.close();
    expect(answer).toMatchObject({ name: 'IDPCommunicationErrorException' });
  });

  test.each<[string, (policy: ReturnType<typeof trustPolicy>['Statement']) => object, boolean]>([
    ['as it should be', (s) => s, true],
    [
      'without sub and job_workflow_ref',
      (s) => ({ ...s, Condition: { StringEquals: { [`${host()}:aud`]: 'sts.amazonaws.com' } } }),
      false,
    ],
    ['with a resource', (s) => ({ ...s, Resource: '*' }), false],
    ['without a principal', (s) => ({ ...s, Principal: undefined }), false],
    ['with an unknown operator', (s) => ({ ...s, Condition: { StringMatches: { [`${host()}:sub`]: 'x' } } }), false],
    ['with NotAction', (s) => ({ ...s, NotAction: 'x' }), false],
    ['with a policy variable', (s) => ({ ...s, Condition: { StringLike: { [`${host()}:sub`]: `$\{aws:x}` } } }), false],
  ])('a trust policy %s', (_name, change, accepted) => {
    const document = { Version: '2012-10-17', Statement: change(trustPolicy({}).Statement) };
    const register = () =>
      aws.sts.registerRole({ arn: `${arn}-t`, trustPolicy: document, permissionsPolicy: fullAccess });
    if (accepted) expect(register).not.toThrow();
    else expect(register).toThrow();
  });
});

describe('the IAM evaluator', () => {
  const statement = (condition: object) => ({
    Effect: 'Allow',
    Action: 's3:Put*',
    Resource: 'arn:aws:s3:::b/*',
    Condition: condition,
  });
  const says = (condition: object, context: Record<string, string[]>) =>
    decide(parsePolicy({ Version: '2012-10-17', Statement: statement(condition) }), {
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::b/k',
      context,
    });
  test.each<[object, Record<string, string[]>, boolean]>([
    [{ StringEquals: { k: ['a', 'b'] } }, { K: ['b'] }, true],
    [{ StringEquals: { k: 'a' } }, { k: ['b'] }, false],
    [{ StringEquals: { k: 'a' } }, {}, false],
    [{ StringEqualsIfExists: { k: 'a' } }, {}, true],
    [{ StringEqualsIfExists: { k: 'a' } }, { k: ['b'] }, false],
    [{ StringNotEquals: { k: 'a' } }, {}, true],
    [{ StringNotEquals: { k: ['a', 'b'] } }, { k: ['b'] }, false],
    [{ StringNotEquals: { k: ['a', 'b'] } }, { k: ['c'] }, true],
    [{ StringLike: { k: 'repo:org/*' } }, { k: ['repo:org/x'] }, true],
    [{ StringLike: { k: 'repo:org/?' } }, { k: ['repo:org/xy'] }, false],
    [{ StringLike: { k: 'a.c' } }, { k: ['abc'] }, false],
    [{ StringNotLike: { k: 'a*' } }, { k: ['abc'] }, false],
    [{ StringNotLike: { k: 'a*' } }, { k: ['bc'] }, true],
    [{ NumericGreaterThanEquals: { n: '2192' } }, { n: ['2192'] }, true],
    [{ NumericGreaterThanEquals: { n: '2192' } }, { n: ['2191'] }, false],
    [{ NumericLessThan: { n: 10 } }, { n: ['9'] }, true],
    [{ NumericLessThan: { n: 10 } }, { n: ['10'] }, false],
    [{ NumericGreaterThan: { n: 10 } }, { n: ['10'] }, false],
    [{ NumericLessThanEquals: { n: 10 } }, { n: ['10'] }, true],
    [{ NumericEquals: { n: 10 } }, { n: ['10.0'] }, true],
    [{ NumericNotEquals: { n: 10 } }, { n: ['10'] }, false],
    [{ NumericEquals: { n: 10 } }, { n: ['ten'] }, false],
    [{ Null: { k: 'true' } }, {}, true],
    [{ Null: { k: 'true' } }, { k: ['x'] }, false],
    [{ Null: { k: 'false' } }, { k: ['x'] }, true],
    [{ Bool: { k: 'true' } }, { k: ['True'] }, true],
    [{ Bool: { k: 'true' } }, {}, false],
    [{ 'ForAllValues:StringEquals': { k: 'a' } }, {}, true],
    [{ 'ForAllValues:StringEquals': { k: 'a' } }, { k: ['a', 'b'] }, false],
    [{ 'ForAnyValue:StringEquals': { k: 'a' } }, { k: ['a', 'b'] }, true],
    [{ 'ForAnyValue:StringEquals': { k: 'a' } }, {}, false],
    [{ 'ForAnyValue:StringNotEquals': { k: 'a' } }, {}, false],
    [{ StringEquals: { k: 'a', l: 'b' } }, { k: ['a'] }, false],
    [{ StringEquals: { k: 'a' }, Null: { l: 'true' } }, { k: ['a'] }, true],
  ])('%j on %j: %s', (condition, context, allowed) => {
    expect(says(condition, context)).toBe(allowed ? 'allow' : 'none');
  });

  test('a session may do what both its role and its session policy allow, and nothing that either denies', () => {
    const policy = (effect: string, action: string) =>
      parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: effect, Action: action, Resource: '*' }] });
    const principal = (role: string, session: ReturnType<typeof policy>) =>
      ({ arn: 'a', account, userId: 'u', policy: policy('Allow', role), sessionPolicy: session }) as const;
    const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: {} };
    expect(permits(principal('s3:*', policy('Allow', 's3:Get*')), request)).toBe(true);
    expect(permits(principal('s3:Put*', policy('Allow', 's3:Get*')), request)).toBe(false);
    expect(permits(principal('s3:*', policy('Allow', 's3:Put*')), request)).toBe(false);
    expect(permits(principal('s3:*', policy('Deny', 's3:Get*')), request)).toBe(false);
    expect(permits({ arn: 'a', account, userId: 'u', policy: policy('Allow', '*') }, request)).toBe(true);
  });
});
