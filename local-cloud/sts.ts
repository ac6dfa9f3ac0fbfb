// AWS STS as the SDK speaks to it (query protocol): AssumeRoleWithWebIdentity and GetCallerIdentity, strict about tokens and trust policies.
// It does NOT verify SigV4, know other actions, tags, SAML, role chaining, or more than one OIDC provider in one account.
import { randomBytes } from 'node:crypto';
import type { SharedClock } from './clock.ts';
import type { KeyRegister } from './credentials.ts';
import { decide, type Policy, type Principal, parsePolicy } from './iam.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from './server.ts';
import { type OidcProvider, readWebIdentity } from './web-identity.ts';
import { writeXml, type Xml } from './xml.ts';

/** A role as a test registers it; both policies are documents as IAM accepts them. */
export type RoleSpec = { arn: string; trustPolicy: unknown; permissionsPolicy: unknown; maximumSeconds?: number };

/** The running STS. `sessionSeconds` overrides how long sessions last, below what AWS allows, to test refreshing. */
export type StsServer = LoopbackServer & { registerRole(spec: RoleSpec): void; sessionSeconds: number | undefined };

type Role = { arn: string; id: string; account: string; trust: Policy; policy: Policy; maximumSeconds: number };

/** Claims that are condition keys in trust policies (IAM User Guide); all others cannot be tested there. */
const conditionClaims = [
  'sub',
  'aud',
  'actor',
  'actor_id',
  'job_workflow_ref',
  'repository',
  'repository_id',
  'repository_owner_id',
  'workflow',
  'ref',
  'environment',
  'enterprise_id',
] as const;

const refusal = 'Not authorized to perform sts:AssumeRoleWithWebIdentity';

/** Starts STS with one OIDC provider in every account. Keys of sessions go into `keys`. */
export async function startSts(
  clock: SharedClock,
  provider: Omit<OidcProvider, 'clientIds'>,
  keys: KeyRegister,
): Promise<StsServer> {
  const roles = new Map<string, Role>();
  const settings: { sessionSeconds: number | undefined } = { sessionSeconds: undefined };
  const oidc = { ...provider, clientIds: ['sts.amazonaws.com'] };
  const server = await startServer(clock, async (call) => {
    const form = new URLSearchParams(call.body.toString('utf8'));
    const action = form.get('Action');
    if (action === 'GetCallerIdentity') return callerIdentity(call, keys);
    if (action !== 'AssumeRoleWithWebIdentity') return refuse(400, 'InvalidAction', `no action ${action} here`);
    return assumeRole(form, { clock, roles, keys, oidc, sessionSeconds: settings.sessionSeconds });
  });
  return Object.assign(settings, server, {
    registerRole: (spec: RoleSpec) => void roles.set(spec.arn, readRole(spec, oidc.issuerUrl)),
  });
}

function readRole(spec: RoleSpec, issuerUrl: string): Role {
  const account = /^arn:aws:iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(spec.arn)?.[1];
  if (account === undefined) throw new Error(`not the ARN of a role: ${spec.arn}`);
  const trust = parsePolicy(spec.trustPolicy);
  for (const statement of trust.Statement) {
    if (statement.Resource) throw new Error('MalformedPolicyDocument: a trust policy has no Resource');
    if (!statement.Principal) throw new Error('MalformedPolicyDocument: a trust policy names a Principal');
    const tested = Object.values(statement.Condition).flatMap((keys) => Object.keys(keys));
    const bound = [`${hostOf(issuerUrl)}:sub`, `${hostOf(issuerUrl)}:job_workflow_ref`];
    if (statement.Effect === 'Allow' && !tested.some((key) => bound.includes(key)))
      throw new Error(
        'MalformedPolicyDocument: a trust policy for this provider must evaluate sub or job_workflow_ref',
      );
  }
  const id = `AROA${randomBytes(8).toString('hex').toUpperCase()}`;
  const policy = parsePolicy(spec.permissionsPolicy);
  return { arn: spec.arn, id, account, trust, policy, maximumSeconds: spec.maximumSeconds ?? 3600 };
}

type Desk = {
  clock: SharedClock;
  roles: ReadonlyMap<string, Role>;
  keys: KeyRegister;
  oidc: OidcProvider;
  sessionSeconds: number | undefined;
};

async function assumeRole(form: URLSearchParams, desk: Desk): Promise<Reply> {
  const sessionName = form.get('RoleSessionName') ?? '';
  const seconds = Number(form.get('DurationSeconds') ?? 3600);
  const document = form.get('Policy');
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName))
    return refuse(
      400,
      'ValidationError',
      `RoleSessionName ${JSON.stringify(sessionName)} does not fit [\\w+=,.@-]{2,64}`,
    );
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43200)
    return refuse(400, 'ValidationError', 'DurationSeconds must be between 900 and 43200');
  if (document !== null && document.length > 2048)
    return refuse(400, 'ValidationError', 'Policy must have length less than or equal to 2048');
  const sessionPolicy = document === null ? undefined : tryPolicy(document);
  if (sessionPolicy === null) return refuse(400, 'MalformedPolicyDocument', 'The session policy is malformed');
  const identity = await readWebIdentity(form.get('WebIdentityToken') ?? '', desk.oidc, desk.clock.now());
  if ('code' in identity) return refuse(400, identity.code, identity.message);
  const role = desk.roles.get(form.get('RoleArn') ?? '');
  if (!role || !trusts(role, identity.claims, desk.oidc)) return refuse(403, 'AccessDenied', refusal);
  if (seconds > role.maximumSeconds)
    return refuse(400, 'ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration of this role');
  return grant(
    role,
    { sessionName, sessionPolicy, seconds: desk.sessionSeconds ?? seconds, claims: identity.claims },
    desk,
  );
}

function trusts(role: Role, claims: Record<string, unknown>, oidc: OidcProvider): boolean {
  const host = hostOf(oidc.issuerUrl);
  const federated = `arn:aws:iam::${role.account}:oidc-provider/${host}`;
  const context: Record<string, string[]> = {};
  for (const name of conditionClaims) {
    const values = [claims[name]].flat().filter((value) => typeof value === 'string');
    if (values.length > 0) context[`${host}:${name}`] = values;
  }
  const applying = role.trust.Statement.filter(
    ({ Principal }) => Principal === '*' || (Principal?.['Federated'] ?? []).includes(federated),
  );
  return (
    decide({ ...role.trust, Statement: applying }, { action: 'sts:AssumeRoleWithWebIdentity', context }) === 'allow'
  );
}

type Grant = {
  sessionName: string;
  sessionPolicy: Policy | undefined;
  seconds: number;
  claims: Record<string, unknown>;
};

function grant(role: Role, session: Grant, desk: Desk): Reply {
  const name = role.arn.slice(role.arn.lastIndexOf('/') + 1);
  const principal: Principal = {
    arn: `arn:aws:sts::${role.account}:assumed-role/${name}/${session.sessionName}`,
    account: role.account,
    userId: `${role.id}:${session.sessionName}`,
    policy: role.policy,
    ...(session.sessionPolicy && { sessionPolicy: session.sessionPolicy }),
  };
  const issued = desk.keys.issue(principal, desk.clock.now() + session.seconds);
  return answer('AssumeRoleWithWebIdentity', {
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: new Date(issued.expiresAt * 1000).toISOString(),
    },
    SubjectFromWebIdentityToken: String(session.claims['sub']),
    AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
    Provider: `arn:aws:iam::${role.account}:oidc-provider/${hostOf(desk.oidc.issuerUrl)}`,
    Audience: 'sts.amazonaws.com',
  });
}

function callerIdentity(call: Call, keys: KeyRegister): Reply {
  const caller = keys.authenticate(call);
  if ('failure' in caller) return refuse(403, caller.failure, 'The security token included in the request is invalid');
  const { userId, account, arn } = caller.principal;
  return answer('GetCallerIdentity', { UserId: userId, Account: account, Arn: arn });
}

function answer(action: string, result: Xml): Reply {
  const xmlns = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';
  const tree = {
    [`${action}Response ${xmlns}`]: { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId() } },
  };
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: writeXml(tree) };
}

function refuse(status: number, code: string, message: string): Reply {
  const xmlns = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';
  const tree = {
    [`ErrorResponse ${xmlns}`]: { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: requestId() },
  };
  return { status, headers: { 'content-type': 'text/xml' }, body: writeXml(tree) };
}

function tryPolicy(document: string): Policy | null {
  try {
    return parsePolicy(document);
  } catch {
    return null;
  }
}

function hostOf(issuerUrl: string): string {
  return issuerUrl.replace(/^https?:\/\//, '');
}

function requestId(): string {
  return randomBytes(16).toString('hex');
}
