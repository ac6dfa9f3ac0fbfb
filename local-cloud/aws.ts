// STS and S3 together, as one account holder sees them; KMS and the registry join through `keys`. Nothing here is persistent.
import type { SharedClock } from './clock.ts';
import { createKeyRegister, type IssuedKeys, type KeyRegister } from './credentials.ts';
import { parsePolicy } from './iam.ts';
import { type S3Server, startS3 } from './s3.ts';
import { type StsServer, startSts } from './sts.ts';

/** The running services. `keys.lookup` gives other stand-ins the owner of an access key. */
export type LocalAws = {
  sts: StsServer;
  s3: S3Server;
  keys: KeyRegister;
  /** Long-lived keys of a user, for an auditor or for the owner of a bucket. */
  registerUser(user: { account: string; name: string; policy: unknown }): IssuedKeys;
  close(): Promise<void>;
};

/** A policy that allows everything: for the owner of a bucket, and for tests that are not about permissions. */
export const fullAccess = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

/** Starts STS and S3; web identities are those of the given issuer. */
export async function startAws(
  clock: SharedClock,
  provider: { issuerUrl: string; jwksUrl: string },
): Promise<LocalAws> {
  const keys = createKeyRegister(clock);
  const [sts, s3] = await Promise.all([startSts(clock, provider, keys), startS3(clock, keys)]);
  return {
    sts,
    s3,
    keys,
    registerUser({ account, name, policy }) {
      const arn = `arn:aws:iam::${account}:user/${name}`;
      return keys.issue({ arn, account, userId: `AIDA${name.toUpperCase()}`, policy: parsePolicy(policy) });
    },
    close: async () => void (await Promise.all([sts.close(), s3.close()])),
  };
}
