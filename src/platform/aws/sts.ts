// AWS STS for web identities. It must never retry a refusal, never show the token, and never hand out credentials of another account.
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import type { Config } from '../../model/config.ts';
import type { AwsCredentials, Sts } from '../../model/ports.ts';
import { AwsError, clientSettings, defaultRetryLimits, type RetryLimits, withRetries } from './clients.ts';

type AssumeRequest = Parameters<Sts['assume']>[0];
type Place = NonNullable<Config['sts']> & { local: boolean };

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
 * STS of the configured region and account; throws CONFIG_INVALID without `sts:`. `assume` asks again on throttles, 5xx and
 * IDPCommunicationError, and throws ACCOUNT_MISMATCH (THREATS C6), REMOTE_REFUSED, REMOTE_UNREACHABLE or REMOTE_UNEXPECTED.
 */
export function openSts(config: Config, limits: RetryLimits = defaultRetryLimits): Sts {
  if (!config.sts) throw new Fault('CONFIG_INVALID', 'a role is to be taken, but safeguard.yml has no sts: section');
  const place = { ...config.sts, local: config.local };
  const client = openClient(place);
  return {
    async assume(request) {
      try {
        const credentials = await requestSession(client, request, place, limits);
        return { granted: true, credentials: await confirmAccount(credentials, request, place, limits) };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        if (error.failure.code === 'AccessDenied')
          return { granted: false, message: error.failure.message || error.message };
        throw error.toFault('REMOTE_REFUSED', `STS gave no session of ${request.roleArn}`);
      }
    },
  };
}

function openClient({ region, endpoint, local }: Place, credentials?: AwsCredentials): STSClient {
  return new STSClient(clientSettings({ service: 'sts', region, endpoint, local, credentials }));
}

async function requestSession(
  client: STSClient,
  request: AssumeRequest,
  place: Place,
  limits: RetryLimits,
): Promise<AwsCredentials> {
  const command = new AssumeRoleWithWebIdentityCommand({
    RoleArn: request.roleArn,
    RoleSessionName: request.sessionName,
    WebIdentityToken: request.jwt,
    Policy: request.sessionPolicy,
    DurationSeconds: request.durationSeconds,
  });
  const output = Granted.safeParse(await withRetries(limits, (abortSignal) => client.send(command, { abortSignal })));
  if (!output.success)
    throw new Fault('REMOTE_UNEXPECTED', `STS granted ${request.roleArn} but its answer lacks credentials`);
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

/** Asks whose credentials these are, before anything is done with them (THREATS C6). */
async function confirmAccount(
  credentials: AwsCredentials,
  request: AssumeRequest,
  place: Place,
  limits: RetryLimits,
): Promise<AwsCredentials> {
  const client = openClient(place, credentials);
  const caller = await withRetries(limits, (abortSignal) =>
    client.send(new GetCallerIdentityCommand({}), { abortSignal }),
  );
  client.destroy();
  if (caller.Account === place.account) return credentials;
  throw new Fault(
    'ACCOUNT_MISMATCH',
    `the session of ${request.roleArn} belongs to account ${caller.Account ?? 'unknown'}, expected ${place.account}`,
  );
}
