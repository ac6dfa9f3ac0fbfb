// A real MinIO whose web identities are those of a loopback issuer, and a front that completes its STS to the form of AWS's.
// The front adds two answers and decides nothing: tokens, session policies and requests are judged by MinIO alone.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { type Call, type Reply, startServer } from '../../../local-cloud/server.ts';
import { keysOf, type S3Place } from './bucket.ts';
import { installedTool, startProgram } from './program.ts';

/** A running MinIO. `sts` is where our STS client goes. */
export type Minio = S3Place & {
  sts: string;
  folder: string;
  /** Makes a policy; a web identity gets the one named by its claim `repository_id`. */
  definePolicy(name: string, document: object): Promise<void>;
  /** Runs MinIO's own client as the owner and returns what it prints as JSON lines; the server is called `clinic`. */
  mc(...args: string[]): Promise<unknown[]>;
  stop(): Promise<void>;
};

const account = '111122223333';

/** Starts MinIO in a folder of its own; the issuer must be running. */
export async function startMinio(issuer: string): Promise<Minio> {
  const user = 'owner';
  const password = randomBytes(18).toString('base64url');
  const server = await startProgram({
    name: 'minio',
    args: ({ port, folder }) => ['server', '--quiet', '--address', `127.0.0.1:${port}`, join(folder, 'data')],
    environment: () => ({
      MINIO_ROOT_USER: user,
      MINIO_ROOT_PASSWORD: password,
      MINIO_BROWSER: 'off',
      MINIO_UPDATE: 'off',
      MINIO_IDENTITY_OPENID_CONFIG_URL: `${issuer}/.well-known/openid-configuration`,
      MINIO_IDENTITY_OPENID_CLIENT_ID: 'sts.amazonaws.com',
      MINIO_IDENTITY_OPENID_CLAIM_NAME: 'repository_id',
    }),
    readyPath: '/minio/health/ready',
  });
  const front = await startFront(server.url);
  const mc = (...args: string[]) =>
    runClient(server.folder, `http://${user}:${password}@127.0.0.1:${server.port}`, args);
  return {
    endpoint: server.url,
    account,
    region: 'eu-central-1',
    owner: keysOf(account, user, password),
    sts: front.url,
    folder: server.folder,
    mc,
    async definePolicy(name, document) {
      const file = join(server.folder, `${name}.json`);
      await writeFile(file, JSON.stringify(document));
      await mc('admin', 'policy', 'create', 'clinic', name, file);
    },
    stop: async () => void (await Promise.all([front.close(), server.stop()])),
  };
}

async function runClient(folder: string, host: string, args: readonly string[]): Promise<unknown[]> {
  const env = { HOME: folder, MC_HOST_clinic: host };
  const all = ['--config-dir', join(folder, 'mc'), '--json', ...args];
  const { stdout } = await promisify(execFile)(installedTool('mc'), all, { env, timeout: 60_000 });
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
}

/** AWS tells the id of the assumed role and knows GetCallerIdentity; MinIO has neither. */
async function startFront(minio: string) {
  const sessions = new Set<string>();
  return startServer(sharedClock(), async (call) => {
    const form = new URLSearchParams(call.body.toString());
    if (form.get('Action') === 'GetCallerIdentity') return callerIdentity(call, sessions);
    const response = await fetch(minio, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    const text = await response.text();
    const session = /<AccessKeyId>([^<]+)</.exec(text)?.[1];
    if (session !== undefined) sessions.add(session);
    const id = `<AssumedRoleId>AROAMINIO:${form.get('RoleSessionName')}</AssumedRoleId>`;
    const body = text.replace(/<AssumedRoleUser>.*?<\/AssumedRoleUser>/s, `<AssumedRoleUser>${id}</AssumedRoleUser>`);
    return { status: response.status, headers: { 'content-type': 'text/xml' }, body };
  });
}

function callerIdentity(call: Call, sessions: ReadonlySet<string>): Reply {
  const key = /Credential=([^/]+)\//.exec(call.headers['authorization'] ?? '')?.[1] ?? '';
  if (!sessions.has(key))
    return { status: 403, body: '<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>' };
  const result = `<GetCallerIdentityResult><Account>${account}</Account></GetCallerIdentityResult>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<GetCallerIdentityResponse>${result}</GetCallerIdentityResponse>`,
  };
}
