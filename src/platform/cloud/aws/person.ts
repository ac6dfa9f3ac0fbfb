// A person who asks with the credentials of the machine waits for an answer: where nothing answers at first it is soon said, and what to
// do about it. A job is patient instead, because it cannot be asked to try again.
import type { AwsFailure, RetryLimits } from './clients.ts';
import { AwsError, isRetryable, withRetries } from './clients.ts';

/** Runs an attempt, again where that may help, as `withRetries` does. */
export type Asking = <T>(attempt: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Milliseconds in which the first answer has to come. */
const firstAnswer = 8000;

/** Asks for a person: until something has answered for eight seconds at most, and after that as patiently as for a job. */
export function askForPerson(limits: RetryLimits): Asking {
  const short = {
    ...limits,
    total: Math.min(limits.total, firstAnswer),
    attempt: Math.min(limits.attempt, firstAnswer),
  };
  let answered = false;
  return async (attempt) => {
    if (answered) return withRetries(limits, attempt);
    try {
      const result = await withRetries(short, attempt);
      answered = true;
      return result;
    } catch (error) {
      if (!(error instanceof AwsError) || error.failure.status === 0 || !isRetryable(error.failure)) throw error;
      answered = true;
      return withRetries(limits, attempt);
    }
  };
}

const badCredentials =
  /^(?:InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|InvalidClientTokenId|ExpiredToken|TokenRefreshRequired)/;

/** What a person can do about a failure of a call with the machine's own credentials; undefined where nothing more is known. */
export function hintForPerson({ status, code, message }: AwsFailure): string | undefined {
  if (code === 'CredentialsProviderError')
    return 'This machine gave no AWS credentials. Set AWS_PROFILE to a profile of your AWS configuration that exists, and log in where it needs that (aws sso login), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
  if (badCredentials.test(code))
    return 'AWS does not take the credentials of this machine. Log in again, or set AWS_PROFILE to another profile.';
  // Of a denied key there is better advice than of a denied bucket.
  if (code === 'AccessDenied' && message.includes(' kms:')) return undefined;
  if (code === 'AccessDenied')
    return 'The credentials of this machine may not read the bucket, or it is not of the account that the store names. Set AWS_PROFILE to a profile that may.';
  if (status !== 0) return undefined;
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code))
    return 'Something between this machine and the bucket shows a certificate that Node does not trust. Where that is your own proxy, let NODE_EXTRA_CA_CERTS name the file of its certificate.';
  return 'Nothing answered at the address of the bucket. Check the network and the region; HTTPS_PROXY and other proxy variables are not used, so the address has to be reached directly, or by another one, such as that of a VPC endpoint, given as endpoint= in the store.';
}
