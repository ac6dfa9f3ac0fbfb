// The cloud account as the flows see it: taking a role gives credentials, or a refusal that can be explained.
import type { EpochSeconds } from '../ids.ts';

/** Temporary AWS credentials; secret, never an output. */
export type AwsCredentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiresAt: EpochSeconds;
  assumedRoleId: string;
  account: string;
};

/** A refusal by STS, kept apart from faults so that the failing claim can be named. */
export type AssumeResult = { granted: true; credentials: AwsCredentials } | { granted: false; message: string };

/** AWS STS with a web identity. */
export interface Sts {
  assume(request: {
    roleArn: string;
    sessionName: string;
    /** A fresh token, asked for before each attempt: they last for minutes only. */
    token(): Promise<string>;
    sessionPolicy: string;
    durationSeconds: number;
  }): Promise<AssumeResult>;
}
