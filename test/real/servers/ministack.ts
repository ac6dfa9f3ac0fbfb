// A real MiniStack with IAM enforced (AUTH): S3, STS, IAM and KMS of one account, with roles and users made through its own IAM.
import { randomBytes } from 'node:crypto';
import type { AwsCredentials } from '../../../src/platform/cloud/aws/session.ts';
import { keysOf, type S3Place } from './bucket.ts';
import { startProgram } from './program.ts';
import { sendForm } from './sigv4.ts';

/** A running MiniStack; every service is at `endpoint`. */
export type MiniStack = S3Place & {
  /** Makes a role and returns its ARN. */
  addRole(role: { name: string; trust: object; permissions: object }): Promise<string>;
  /** Makes a user with long-lived keys. */
  addUser(name: string, permissions: object): Promise<AwsCredentials>;
  stop(): Promise<void>;
};

const account = '111122223333';
const region = 'eu-central-1';

/** Starts MiniStack without anything in it; web identities are those of `issuer`. */
export async function startMiniStack(issuer: string): Promise<MiniStack> {
  const owner = keysOf(
    account,
    `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    randomBytes(30).toString('base64url'),
  );
  const server = await startProgram({
    name: 'ministack',
    args: () => [],
    environment: ({ port }) => ({
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: '127.0.0.1',
      MINISTACK_ACCOUNT_ID: account,
      MINISTACK_REGION: region,
      AWS_ACCESS_KEY_ID: owner.accessKeyId,
      AWS_SECRET_ACCESS_KEY: owner.secretAccessKey,
      SFTP_ENABLED: 'false',
      LOG_LEVEL: 'WARNING',
    }),
    readyPath: '/_ministack/health',
  });
  const place: S3Place = { endpoint: server.url, account, region, owner };
  const iam = (Action: string, form: Record<string, string>) =>
    sendForm(place, 'iam', { Action, Version: '2010-05-08', ...form });
  await iam('CreateOpenIDConnectProvider', {
    Url: issuer,
    'ClientIDList.member.1': 'sts.amazonaws.com',
    'ThumbprintList.member.1': '0'.repeat(40),
  });
  return {
    ...place,
    async addRole({ name, trust, permissions }) {
      await iam('CreateRole', { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) });
      await iam('PutRolePolicy', { RoleName: name, PolicyName: 'all', PolicyDocument: JSON.stringify(permissions) });
      return `arn:aws:iam::${account}:role/${name}`;
    },
    async addUser(name, permissions) {
      await iam('CreateUser', { UserName: name });
      await iam('PutUserPolicy', { UserName: name, PolicyName: 'all', PolicyDocument: JSON.stringify(permissions) });
      const text = await iam('CreateAccessKey', { UserName: name });
      return keysOf(account, readTag(text, 'AccessKeyId'), readTag(text, 'SecretAccessKey'));
    },
    stop: server.stop,
  };
}

function readTag(xml: string, tag: string): string {
  const value = new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(xml)?.[1];
  if (value === undefined) throw new Error(`no ${tag} in ${xml.slice(0, 300)}`);
  return value;
}
