// AWS STS for web identities. It must never retry a refusal, never show the token, and never hand out credentials of another account.
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import { Fault } from '../../../base/fault.ts';
import type { Role } from '../../../model/config.ts';
import type { Cloud, RoleRequest } from '../../../model/ports.ts';

import { limitAnswers, limitPlace } from './answer-limit.ts';
import {
  AwsError,
  type AwsFailure,
  clientSettings,
  defaultRetryLimits,
  type RetryLimits,
  withRetries,
} from './clients.ts';
import { type AwsCredentials, AwsSession } from './session.ts';

type Place = Pick<Role, 'account' | 'region' | 'endpoint'> & { local: boolean };

const Granted = z.looseObject({
  Credentials: z.looseObject({
    AccessKeyId: z.string().min(1),
    SecretAccessKey: z.string().min(1),
    SessionToken: z.string().min(1),
    Expiration: z.date(),
  }),
  AssumedRoleUser: z.looseObject({ AssumedRoleId: z.string().min(1) }),
});

/**
 * AWS by the STS of the role's own account and region. `mask` hears every secret before anything is done
 * with it. `open` asks again, with a fresh token, where the
 * trouble is known to pass: throttles, 5xx, an identity provider that STS could not reach, a token that ended meanwhile. It throws ACCOUNT_MISMATCH (threat C6), REMOTE_REFUSED, REMOTE_UNREACHABLE or REMOTE_UNEXPECTED.
 */
export function openCloud(
  { local }: { local: boolean },
  mask: (secret: string) => void,
  limits: RetryLimits = defaultRetryLimits,
): Cloud {
  return {
    async open(request) {
      const { account, region, endpoint } = request.role;
      const place = { account, region, endpoint, local };
      const client = openClient(place);
      try {
        const credentials = await requestSession(client, request, place, limits);
        for (const secret of [credentials.secretAccessKey, credentials.sessionToken]) mask(secret);
        return { granted: true, session: new AwsSession(await confirmAccount(credentials, request, place, limits)) };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        if (error.failure.code === 'AccessDenied')
          return { granted: false, message: error.failure.message || error.message };
        const hint = hints[error.failure.code.replace(/Exception$/, '')];
        throw error.toFault('REMOTE_REFUSED', `STS gave no session of ${request.role.arn}`, hint ? { hint } : {});
      }
    },
  };
}

/** What to do about refusals whose text does not say it; the SDK adds `Exception` to some of the codes that STS sends. */
const hints: Readonly<Record<string, string>> = {
  PackedPolicyTooLarge:
    'The session policy is too large for STS when packed. Shorten the names of the bucket, of the environment or of the ECR repository.',
  RegionDisabled:
    'Activate STS in this region in the IAM settings of the account, or name another region for the account in safeguard.yml.',
};

/**
 * Whether a refusal passes with a fresh token. STS fetches the keys of the provider itself and says InvalidIdentityToken when that
 * fails; by its other texts the token is wrong and stays so. A token may end between two attempts, but not time and again.
 */
function freshTokenHelps(): (failure: AwsFailure) => boolean {
  let ended = 0;
  return ({ code, message }) => {
    if (/^ExpiredToken(Exception)?$/.test(code)) return ++ended <= 2;
    return /^InvalidIdentityToken(Exception)?$/.test(code) && message.includes('retrieve verification key');
  };
}

/** A session is not known everywhere the moment it is made; for some seconds its own keys may be strangers to STS. */
const freshSession: RetryLimits = { attempt: 10_000, total: 20_000, firstPause: 200, longestPause: 2000 };

function openClient({ region, endpoint, local }: Place, credentials?: AwsCredentials): STSClient {
  const client = new STSClient(clientSettings({ service: 'sts', region, endpoint, local, credentials }));
  client.middlewareStack.add(limitAnswers(), limitPlace);
  return client;
}

async function requestSession(
  client: STSClient,
  request: RoleRequest,
  place: Place,
  limits: RetryLimits,
): Promise<AwsCredentials> {
  const ask = async (abortSignal: AbortSignal) =>
    client.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: request.role.arn,
        RoleSessionName: request.sessionName,
        WebIdentityToken: await request.token(),
        Policy: request.sessionPolicy,
        DurationSeconds: request.durationSeconds,
      }),
      { abortSignal },
    );
  const output = Granted.safeParse(await withRetries(limits, ask, freshTokenHelps()));
  if (!output.success)
    throw new Fault('REMOTE_UNEXPECTED', `STS granted ${request.role.arn} but its answer lacks credentials`);
  const { Credentials, AssumedRoleUser } = output.data;
  return {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
    expiresAt: Math.floor(Credentials.Expiration.getTime() / 1000),
    assumedRoleId: AssumedRoleUser.AssumedRoleId,
    account: place.account,
  };
}

/** Asks whose credentials these are, before anything is done with them (threat C6). */
async function confirmAccount(
  credentials: AwsCredentials,
  request: RoleRequest,
  place: Place,
  limits: RetryLimits,
): Promise<AwsCredentials> {
  const client = openClient(place, credentials);
  const caller = await withRetries(
    limits.total < freshSession.total ? limits : freshSession,
    (abortSignal) => client.send(new GetCallerIdentityCommand({}), { abortSignal }),
    ({ code }) => code === 'InvalidClientTokenId',
  );
  client.destroy();
  if (caller.Account === place.account) return credentials;
  throw new Fault(
    'ACCOUNT_MISMATCH',
    `the session of ${request.role.arn} belongs to ${accountOf(caller.Account)}, expected account ${place.account}`,
  );
}

/** What STS answered, where it is an account's number; anything else is a server's own words. */
function accountOf(found: string | undefined): string {
  return /^\d{12}$/.test(found ?? '') ? `account ${found}` : 'no account that STS names';
}
