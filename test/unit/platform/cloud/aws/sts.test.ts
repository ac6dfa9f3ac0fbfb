// Taking a role: what STS refuses is a value, what it fails at is a Fault, and credentials of another account are never handed on.
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { fullAccess, type LocalAws, startAws } from '../../../../../local-cloud/aws.ts';
import { sharedClock } from '../../../../../local-cloud/clock.ts';
import { type OidcIssuer, startOidc } from '../../../../../local-cloud/oidc.ts';
import type { Call, Fault } from '../../../../../local-cloud/server.ts';
import { Fault as OurFault } from '../../../../../src/base/fault.ts';
import {
  AwsError,
  clientSettings,
  type RetryLimits,
  readAwsFailure,
  withRetries,
} from '../../../../../src/platform/cloud/aws/clients.ts';
import { AwsSession } from '../../../../../src/platform/cloud/aws/session.ts';
import { openCloud } from '../../../../../src/platform/cloud/aws/sts.ts';

const account = '111122223333';
const roleArn = `arn:aws:iam::${account}:role/recorder`;
const clock = sharedClock();
const limits: RetryLimits = { attempt: 300, total: 10_000, firstPause: 2, longestPause: 20 };
let issuer: OidcIssuer;
let aws: LocalAws;

beforeAll(async () => {
  issuer = await startOidc(clock);
  aws = await startAws(clock, { issuerUrl: issuer.url, jwksUrl: `${issuer.url}/.well-known/jwks` });
  const host = issuer.url.replace('http://', '');
  const trustPolicy = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${host}:sub`]: 'repo:clinic/intake-api:ref:refs/heads/main' } },
    },
  };
  aws.sts.registerRole({ arn: roleArn, trustPolicy, permissionsPolicy: fullAccess });
});
afterEach(() => {
  aws.sts.knobs.fault = () => undefined;
  aws.sts.calls.length = 0;
});
afterAll(async () => void (await Promise.all([issuer.close(), aws.close()])));

const place = () => ({ region: 'eu-central-1', account, endpoint: aws.sts.url });
const role = (arn = roleArn) => ({ arn, ...place() });

const masked: string[] = [];
const mask = (secret: string) => {
  masked.push(secret);
};

async function assume(change: { account?: string; jwt?: string; sessionPolicy?: string } = {}) {
  return openCloud({ local: true }, mask, limits).open({
    role: { ...role(), account: change.account ?? account },
    sessionName: '9000000001-1-build',
    token: async () => change.jwt ?? (await issuer.mint({ aud: 'sts.amazonaws.com' })),
    sessionPolicy: change.sessionPolicy ?? JSON.stringify(fullAccess),
    durationSeconds: 900,
  });
}

const failing = (times: number, fault: Fault) => (_call: unknown, index: number) => (index < times ? fault : undefined);
const answered = (status: number, code: string): Fault => ({
  kind: 'status',
  status,
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>said so</Message></Error></ErrorResponse>`,
});

describe('taking a role', () => {
  test('gives credentials with the id that CloudTrail will show', async () => {
    const result = await assume();
    expect(result).toMatchObject({ granted: true, session: { account } });
    if (!result.granted) return;
    expect(result.session.identity).toMatch(/^AROA[0-9A-F]{16}:9000000001-1-build$/);
    expect(result.session.expiresAt - clock.now()).toBeGreaterThan(880);
    const { accessKeyId, secretAccessKey, sessionToken } = AwsSession.read(result.session);
    expect(aws.keys.lookup(accessKeyId)?.account).toBe(account);
    expect(result.session.environment()).toEqual({
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    });
  });

  test('gives nothing secret to whoever prints or copies the session, and tells the mask all of it', async () => {
    masked.length = 0;
    const result = await assume();
    if (!result.granted) throw new Error('refused');
    const { accessKeyId, secretAccessKey, sessionToken } = AwsSession.read(result.session);
    const seen = `${JSON.stringify(result)} ${inspect(result, { depth: 9, showHidden: true })} ${JSON.stringify({ ...result.session })}`;
    for (const secret of [accessKeyId, secretAccessKey, sessionToken]) expect(seen).not.toContain(secret);
    expect(masked).toEqual([secretAccessKey, sessionToken]);
  });

  test('a session of another cloud is none of AWS', () => {
    const foreign = { expiresAt: 0, identity: 'x', account: 'y', environment: () => ({}) };
    expect(() => AwsSession.read(foreign)).toThrow(expect.objectContaining({ code: 'BUG' }));
    expect(AwsSession.read(undefined)).toBeUndefined();
  });

  test('a refusal is a value, in the words of STS, and asked for once', async () => {
    const jwt = await issuer.mint({ aud: 'sts.amazonaws.com', sub: 'repo:clinic/intake-apj:ref:refs/heads/main' });
    expect(await assume({ jwt })).toEqual({
      granted: false,
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    });
    expect(aws.sts.calls).toHaveLength(1);
  });

  test.each([
    [
      'a token for another audience',
      async () => ({ jwt: await issuer.mint({ aud: 'sigstore' }) }),
      'InvalidIdentityToken',
    ],
    ['a malformed session policy', async () => ({ sessionPolicy: '{}' }), 'MalformedPolicyDocument'],
  ])('%s is a Fault that says why, and is asked for once', async (_name, change, code) => {
    const wanted = { code: 'REMOTE_REFUSED', message: expect.stringContaining(code) };
    await expect(assume(await change())).rejects.toMatchObject(wanted);
    expect(aws.sts.calls).toHaveLength(1);
  });

  test('credentials of another account are not handed on (threat C6)', async () => {
    await expect(assume({ account: '999988887777' })).rejects.toMatchObject({
      code: 'ACCOUNT_MISMATCH',
      message: expect.stringContaining(account),
    });
  });

  test('what STS names instead of an account is not repeated', async () => {
    aws.sts.knobs.fault = (call) =>
      call.body.includes('GetCallerIdentity')
        ? {
            kind: 'status',
            status: 200,
            body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>pay ${'x'.repeat(5000)}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
          }
        : undefined;
    await expect(assume()).rejects.toMatchObject({
      code: 'ACCOUNT_MISMATCH',
      message: expect.not.stringContaining('pay'),
    });
  });

  test('an identity answer without an account is a mismatch', async () => {
    aws.sts.knobs.fault = (call) =>
      call.body.includes('GetCallerIdentity')
        ? { kind: 'status', status: 200, body: '<R><GetCallerIdentityResult/></R>' }
        : undefined;
    await expect(assume()).rejects.toMatchObject({ code: 'ACCOUNT_MISMATCH' });
  });

  test('a grant without credentials is not believed', async () => {
    aws.sts.knobs.fault = () => ({
      kind: 'status',
      status: 200,
      body: '<R><AssumeRoleWithWebIdentityResult><Audience>x</Audience></AssumeRoleWithWebIdentityResult></R>',
    });
    await expect(assume()).rejects.toMatchObject({ code: 'REMOTE_UNEXPECTED' });
  });

  test('plain http that is not local opens nothing', async () => {
    const request = { sessionName: 'run', sessionPolicy: '{}', durationSeconds: 900, token: async () => 'x.y.z' };
    const ended = openCloud({ local: false }, mask).open({ ...request, role: role() });
    await expect(ended).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(aws.sts.calls).toHaveLength(0);
  });
});

describe('faults on the way (threats C10, F9)', () => {
  test.each<[string, Fault]>([
    ['a throttle', answered(400, 'Throttling')],
    ['a named throttle', answered(400, 'ThrottlingException')],
    ['too many requests', answered(429, 'TooManyRequestsException')],
    ['a server error', answered(500, 'InternalFailure')],
    ['an issuer that STS could not reach', answered(400, 'IDPCommunicationError')],
    ['a reset', { kind: 'reset-before' }],
    ['a lost answer', { kind: 'reset-after' }],
    ['silence', { kind: 'hang' }],
  ])('%s is asked again', async (_name, fault) => {
    aws.sts.knobs.fault = (
      (start) => (call, index) =>
        failing(start + 2, fault)(call, index)
    )(0);
    expect(await assume()).toMatchObject({ granted: true });
  });

  const assumeFresh = async (fault: (call: Call) => Fault | undefined) => {
    aws.sts.calls.length = 0;
    aws.sts.knobs.fault = fault;
    const ended = await assume().then(
      (result) => result,
      (error: unknown) => error,
    );
    const tokens = aws.sts.calls.flatMap(({ body }) => {
      const form = new URLSearchParams(body.toString());
      return form.get('Action') === 'AssumeRoleWithWebIdentity' ? [form.get('WebIdentityToken')] : [];
    });
    return { ended, asked: tokens.length, tokens: new Set(tokens).size };
  };
  const once = (fault: Fault, action = 'AssumeRoleWithWebIdentity') => {
    let left = 1;
    return ({ body }: Call) => (body.includes(`Action=${action}`) && left-- > 0 ? fault : undefined);
  };
  const saying = (status: number, code: string, message: string): Fault => ({
    kind: 'status',
    status,
    body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  });
  const unreached =
    "Couldn't retrieve verification key from your identity provider,  please reference the documentation";

  test.each([
    ['keys of the issuer that STS could not get', saying(400, 'InvalidIdentityToken', unreached)],
    ['the same as the SDK names it', saying(400, 'InvalidIdentityTokenException', unreached)],
    ['a token that ended on the way', saying(400, 'ExpiredTokenException', 'Token is expired')],
    ['an issuer that could not be reached', answered(400, 'IDPCommunicationError')],
    ['a throttle', answered(400, 'Throttling')],
    ['a server error', answered(503, 'ServiceUnavailable')],
  ])('%s: asked again with a fresh token', async (_name, fault) => {
    expect(await assumeFresh(once(fault))).toMatchObject({ ended: { granted: true }, asked: 2, tokens: 2 });
  });

  test.each([
    ['a denial', saying(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity')],
    ['a wrong token', saying(400, 'InvalidIdentityToken', 'Incorrect token audience')],
    [
      'a provider that is not there',
      saying(400, 'InvalidIdentityToken', 'No OpenIDConnect provider found in your account'),
    ],
    ['a packed policy that is too large', saying(400, 'PackedPolicyTooLarge', 'Packed policy consumes 113%')],
    ['a closed region', saying(403, 'RegionDisabledException', 'STS is not activated in this region')],
    ['a session that is too long', saying(400, 'ValidationError', 'The requested DurationSeconds exceeds')],
  ])('%s: asked once', async (_name, fault) => {
    const { ended, asked } = await assumeFresh(once(fault));
    expect(asked).toBe(1);
    expect(ended).not.toMatchObject({ granted: true });
  });

  test.each([
    ['PackedPolicyTooLarge', /^The session policy is too large/],
    ['PackedPolicyTooLargeException', /^The session policy is too large/],
    ['RegionDisabledException', /^Activate STS in this region/],
    ['MalformedPolicyDocument', /^The server refused the request/],
  ])('%s: says what to do', async (code, hint) => {
    const { ended } = await assumeFresh(() => answered(400, code));
    expect(ended).toMatchObject({ code: 'REMOTE_REFUSED', hint: expect.stringMatching(hint) });
  });

  test('tokens that always end are given up after the third', async () => {
    const { ended, asked } = await assumeFresh(() => answered(400, 'ExpiredTokenException'));
    expect(asked).toBe(3);
    expect(ended).toMatchObject({ code: 'REMOTE_REFUSED' });
  });

  test('a session that STS does not know yet is asked about again, another refusal is not', async () => {
    const strange = (code: string) => once(saying(403, code, 'The security token is invalid'), 'GetCallerIdentity');
    expect((await assumeFresh(strange('InvalidClientTokenId'))).ended).toMatchObject({ granted: true });
    expect((await assumeFresh(strange('SignatureDoesNotMatch'))).ended).toMatchObject({ code: 'REMOTE_REFUSED' });
  });

  test('a token that cannot be had is told as what it is, at once', async () => {
    let asked = 0;
    const request = { role: role(), sessionName: 'run', sessionPolicy: '{}', durationSeconds: 900 };
    const none = async () => {
      asked += 1;
      throw new OurFault('OIDC_MISSING', 'this job has no token');
    };
    const ended = openCloud({ local: true }, mask, limits).open({ ...request, token: none });
    await expect(ended).rejects.toMatchObject({ code: 'OIDC_MISSING' });
    expect(asked).toBe(1);
  });

  test('an issuer that STS never reaches ends as what it is', async () => {
    aws.sts.knobs.fault = () => answered(400, 'IDPCommunicationError');
    const brief = { ...limits, total: 100 };
    const request = {
      role: role(),
      sessionName: 'run',
      token: async () => 'x.y.z',
      sessionPolicy: '{}',
      durationSeconds: 900,
    };
    const wanted = { code: 'REMOTE_REFUSED', message: expect.stringContaining('IDPCommunicationError') };
    await expect(openCloud({ local: true }, mask, brief).open(request)).rejects.toMatchObject(wanted);
    expect(aws.sts.calls.length).toBeGreaterThan(1);
  });

  test('no token is in the error', async () => {
    const jwt = await issuer.mint({ aud: 'sigstore' });
    const error: unknown = await assume({ jwt }).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(jwt.slice(0, 40));
    expect(error).not.toHaveProperty('cause');
  });
});

describe('a key that may not be used', () => {
  const faultOf = (code: string, message: string) =>
    new AwsError({ status: 403, code, message, retryAfter: 0 }).toFault('STORE_FAILED', 'the store', { hint: 'own' });
  test.each(['kms:GenerateDataKey', 'kms:Decrypt'])('%s: the advice is the setting to make', (action) => {
    const text = `User: x is not authorized to perform: ${action} on resource: y because no session policy allows it`;
    expect(faultOf('AccessDenied', text).hint).toContain('store.kms-key');
  });
  test.each([
    ['AccessDenied', 'User: x is not authorized to perform: kms:Sign on resource: y'],
    ['AccessDenied', 'Access Denied'],
    ['KMS.DisabledException', 'kms:Decrypt'],
  ])('%s %s: the advice is another', (code, message) => {
    expect(faultOf(code, message).hint).toBe('own');
  });
});

describe('settings of a client', () => {
  test.each([
    ['s3', 'eu-central-1', 'https://s3.eu-central-1.amazonaws.com'],
    ['sts', 'us-east-1', 'https://sts.us-east-1.amazonaws.com'],
    ['kms', 'cn-north-1', 'https://kms.cn-north-1.amazonaws.com.cn'],
    ['api.ecr', 'us-gov-west-1', 'https://api.ecr.us-gov-west-1.amazonaws.com'],
  ] as const)('%s in %s', (service, region, endpoint) => {
    expect(clientSettings({ service, region, local: false })).toMatchObject({ endpoint, region, maxAttempts: 1 });
  });

  test('an endpoint is https, or loopback where the configuration says local', () => {
    const settings = (endpoint: string, local: boolean) =>
      clientSettings({ service: 's3', region: 'eu-central-1', endpoint, local }).endpoint;
    expect(settings('https://s3.example', false)).toBe('https://s3.example');
    expect(settings('http://localhost:1', true)).toBe('http://localhost:1');
    for (const [endpoint, local] of [
      ['http://localhost:1', false],
      ['http://s3.example', true],
      ['http://127.0.0.1.example', true],
    ] as const)
      expect(() => settings(endpoint, local)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  test('static keys carry no session token', () => {
    const credentials = { accessKeyId: 'A', secretAccessKey: 'B', expiresAt: 0, assumedRoleId: '', account };
    const settings = (sessionToken: string) =>
      clientSettings({
        service: 's3',
        region: 'eu-central-1',
        local: true,
        credentials: { ...credentials, sessionToken },
      });
    expect(settings('')).toMatchObject({ credentials: { accessKeyId: 'A', secretAccessKey: 'B' } });
    expect(settings('')).not.toHaveProperty('credentials.sessionToken');
    expect(settings('C')).toHaveProperty('credentials.sessionToken', 'C');
  });
});

describe('the retry loop', () => {
  test.each([
    [undefined, { status: 0, code: 'an error without a code', message: '' }],
    ['text', { status: 0, code: 'an error without a code', message: '' }],
    [
      { name: 'AccessDenied', message: 'a\u001b[31mb', $metadata: { httpStatusCode: 403 } },
      { status: 403, code: 'AccessDenied', message: '' },
    ],
    [
      { name: 'X', message: 'the token is eyJ', $metadata: { httpStatusCode: 418 } },
      { status: 418, code: '', message: '' },
    ],
    [
      {
        name: 'AccessDenied',
        message:
          'User: arn:aws:sts::1:x is not authorized to perform: s3:PutObject on resource: "r" because no session policy allows the s3:PutObject action',
        $metadata: { httpStatusCode: 403 },
      },
      {
        status: 403,
        code: 'AccessDenied',
        message: 'not authorized to perform s3:PutObject because no session policy allows it',
      },
    ],
    [
      Object.assign(new Error('Invalid character in header content ["authorization"]'), { code: 'ERR_INVALID_CHAR' }),
      { status: 0, code: 'ERR_INVALID_CHAR', message: '' },
    ],
    [
      { name: 7, $metadata: 'no', $response: { headers: { 'retry-after': 'soon' } } },
      { status: 0, code: 'an error without a code', retryAfter: 0 },
    ],
    [
      { name: 'SlowDown', $response: { headers: { 'retry-after': '7' } } },
      { code: 'SlowDown', retryAfter: 7 },
    ],
  ])('reads %j as a failure', (thrown, failure) => {
    expect(readAwsFailure(thrown)).toMatchObject(failure);
  });

  test('an attempt that ignores its signal is given up all the same, and its late result is not used', async () => {
    let count = 0;
    const brief = { attempt: 20, total: 5000, firstPause: 1, longestPause: 1 };
    const value = await withRetries(brief, (signal) => {
      const mine = ++count;
      if (mine > 1) return Promise.resolve(mine);
      return new Promise<number>((resolve) =>
        signal.addEventListener('abort', () => setTimeout(() => resolve(mine), 5)),
      );
    });
    expect(value).toBe(2);
  });

  test('a mistake of our own is not made again, a broken connection is tried again', async () => {
    const brief = { attempt: 1000, total: 5000, firstPause: 1, longestPause: 1 };
    const triesOf = async (error: Error) => {
      let count = 0;
      const attempt = async () => {
        count += 1;
        if (count < 3) throw error;
      };
      await withRetries(brief, attempt).catch(() => undefined);
      return count;
    };
    expect(await triesOf(new TypeError('request.token is not a function'))).toBe(1);
    expect(await triesOf(new RangeError('Invalid time value'))).toBe(1);
    expect(await triesOf(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))).toBe(3);
  });
});
