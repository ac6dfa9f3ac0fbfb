// Amazon ECR's API as far as a login needs it: GetAuthorizationToken, over the JSON protocol of
// AmazonEC2ContainerRegistry_V20150921. It does NOT verify signatures (SigV4), evaluate policies, or know repositories;
// `mayUse` decides who is allowed.
import { randomBytes } from 'node:crypto';
import type { SharedClock } from './clock.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from './server.ts';

/** A running ECR. `holder` is the registry's check: who holds this password now, if anybody. */
export type LocalEcr<P> = LoopbackServer & { holder(user: string, password: string): P | undefined };

const prefix = 'AmazonEC2ContainerRegistry_V20150921.';
const validity = 12 * 3600;

/** Starts ECR. `caller` names who sent a call (by its access key id), `mayUse` whether that caller may have a token; `registry` is the URL it is for. */
export async function startEcr<P>(
  clock: SharedClock,
  registry: string,
  caller: (accessKeyId: string, call: Call) => P | undefined,
  mayUse: (principal: P) => boolean = () => true,
  port = 0,
): Promise<LocalEcr<P>> {
  const tokens = new Map<string, { principal: P; expiresAt: number }>();
  const answer = (call: Call): Reply => {
    if (call.headers['x-amz-target'] !== `${prefix}GetAuthorizationToken`)
      return failure('UnknownOperationException', 'only GetAuthorizationToken');
    const accessKeyId =
      /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)\//.exec(call.headers['authorization'] ?? '')?.[1] ?? '';
    const principal = caller(accessKeyId, call);
    if (principal === undefined)
      return failure('UnrecognizedClientException', 'The security token included in the request is invalid.');
    if (!mayUse(principal))
      return failure('AccessDeniedException', 'not authorized to perform: ecr:GetAuthorizationToken on resource: *');
    const password = randomBytes(24).toString('hex');
    const expiresAt = clock.now() + validity;
    tokens.set(password, { principal, expiresAt });
    const authorizationToken = Buffer.from(`AWS:${password}`).toString('base64');
    return json(200, { authorizationData: [{ authorizationToken, expiresAt, proxyEndpoint: registry }] });
  };
  const server = await startServer(clock, answer, port);
  const holder = (user: string, password: string): P | undefined => {
    const found = user === 'AWS' ? tokens.get(password) : undefined;
    return found && clock.now() < found.expiresAt ? found.principal : undefined;
  };
  return { ...server, holder };
}

function failure(type: string, message: string): Reply {
  return json(400, { __type: type, message });
}

function json(status: number, body: object): Reply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
}
