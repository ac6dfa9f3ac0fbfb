// The login of Amazon's registry: GetAuthorizationToken with the assumed role's credentials, and with nothing from the environment
// unless there is no role, as on a person's machine.
// The token is as good as the role for twelve hours; it is kept in memory only and never printed.
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import * as z from 'zod';
import { Fault } from '../../../base/fault.ts';
import type { RegistryLogin } from '../../../model/ports.ts';
import { limitAnswers, limitPlace } from './answer-limit.ts';
import { AwsError, clientSettings, defaultRetryLimits, type RetryLimits, withRetries } from './clients.ts';
import type { AwsCredentials } from './session.ts';

const Answer = z.looseObject({
  authorizationData: z.tuple([z.looseObject({ authorizationToken: z.base64() })], z.unknown()),
});

/** Where and as whom the token is asked for, without credentials as the ambient identity; `endpoint` only for tests (`local`). */
export type EcrPlace = { region: string; endpoint?: string | undefined; local: boolean; credentials?: AwsCredentials };

/** A login with a fresh ECR token each time it is asked. Throws REGISTRY_FAILED with AWS's own code, REMOTE_UNREACHABLE without an answer. */
export function ecrLogin(place: EcrPlace, limits: RetryLimits = defaultRetryLimits): RegistryLogin {
  const client = new ECRClient(clientSettings({ service: 'api.ecr', ...place }));
  client.middlewareStack.add(limitAnswers(), limitPlace);
  return async () => {
    const answer = await askForToken(client, place, limits);
    const parsed = Answer.safeParse(answer);
    const text = parsed.success
      ? Buffer.from(parsed.data.authorizationData[0].authorizationToken, 'base64').toString('utf8')
      : '';
    const [, user, password] = /^([^:]+):(.+)$/s.exec(text) ?? [];
    if (user !== undefined && password !== undefined) return { user, password };
    throw new Fault('REGISTRY_FAILED', `ECR in ${place.region} answered without a usable authorization token`);
  };
}

async function askForToken(client: ECRClient, place: EcrPlace, limits: RetryLimits): Promise<unknown> {
  try {
    return await withRetries(limits, (abortSignal) =>
      client.send(new GetAuthorizationTokenCommand({}), { abortSignal }),
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw error.toFault('REGISTRY_FAILED', `ECR in ${place.region} gave no authorization token`, {
      hint: 'The role needs ecr:GetAuthorizationToken on resource "*".',
    });
  }
}
