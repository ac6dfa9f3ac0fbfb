// The cloud account as the flows see it: taking a role gives a session, or a refusal that can be explained.
import type { Role } from '../config.ts';
import type { EpochSeconds } from '../ids.ts';

/** A session under one role. What is secret in it only the adapter that made it can read. */
export interface CloudSession {
  readonly expiresAt: EpochSeconds;
  /** Who the session is, as the cloud's own logs name it, and in which account. */
  readonly identity: string;
  readonly account: string;
  /** The variables under which a program acts as this session; only for programs, never for outputs or logs. */
  environment(): Record<string, string>;
}

/** What a role is asked for with. */
export type RoleRequest = {
  /** With its account, and where sessions are asked for. */
  role: Role;
  sessionName: string;
  /** A fresh token, asked for before each attempt: they last for minutes only. */
  token(): Promise<string>;
  sessionPolicy: string;
  durationSeconds: number;
};

/** A refusal by the cloud, kept apart from faults so that the failing claim can be named. */
export type RoleAnswer = { granted: true; session: CloudSession } | { granted: false; message: string };

/** A cloud that exchanges the token of a job for a session. */
export interface Cloud {
  open(request: RoleRequest): Promise<RoleAnswer>;
}
