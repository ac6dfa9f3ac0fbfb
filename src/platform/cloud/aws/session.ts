// AWS credentials behind the session that everything else passes around: only this folder can read them.
import { Fault } from '../../../base/fault.ts';
import type { EpochSeconds } from '../../../model/ids.ts';
import type { CloudSession } from '../../../model/ports.ts';

/** Temporary AWS credentials, and whose they are; secret. */
export type AwsCredentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiresAt: EpochSeconds;
  assumedRoleId: string;
  account: string;
};

/** A session of AWS. */
export class AwsSession implements CloudSession {
  readonly expiresAt: EpochSeconds;
  readonly identity: string;
  readonly account: string;
  readonly #credentials: AwsCredentials;

  constructor(credentials: AwsCredentials) {
    this.expiresAt = credentials.expiresAt;
    this.identity = credentials.assumedRoleId;
    this.account = credentials.account;
    this.#credentials = credentials;
  }

  environment(): Record<string, string> {
    const { accessKeyId, secretAccessKey, sessionToken } = this.#credentials;
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
  }

  /** The credentials of a session of this adapter; undefined for none. Throws BUG for one of another cloud. */
  static read(session: CloudSession): AwsCredentials;
  static read(session: CloudSession | undefined): AwsCredentials | undefined;
  static read(session: CloudSession | undefined): AwsCredentials | undefined {
    if (session === undefined) return undefined;
    if (session instanceof AwsSession) return session.#credentials;
    throw new Fault('BUG', 'a session of another cloud was given to AWS');
  }
}
