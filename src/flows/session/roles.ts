// Takes AWS roles inside this process, each with a session policy narrowed to this repository and environment. Credentials
// stay here: they are never outputs, never logged, never handed to a scanner.
import { Fault } from '../../base/fault.ts';
import type { EnvironmentName } from '../../model/ids.ts';
import type { CloudSession } from '../../model/ports.ts';
import { trustPolicy } from '../../trust/compile.ts';
import { explainTrust } from '../../trust/policy-document.ts';
import { describeRefusal, findRole, sessionFacts } from '../../trust/roles.ts';
import { type RoleName, sessionName, sessionPolicy } from '../../trust/session-policy.ts';
import { type Session, stsAudience } from './session.ts';

const durationSeconds = 3600;

/** A session under a role, or undefined where none is configured. Throws ROLE_REFUSED naming the failing claim. */
export async function assumeRole(
  { ports, loaded, service, job }: Session,
  name: RoleName,
  environment: EnvironmentName | null,
): Promise<CloudSession | undefined> {
  const role = findRole(service, name, environment);
  if (!role) return undefined;
  ports.log.step(`assume-${name}`, `taking the role ${name}`);
  const identity = ports.identity(loaded.config);
  const freshToken = async () => {
    const token = await identity.token(stsAudience);
    if (!token) throw new Fault('OIDC_MISSING', 'this job has no OIDC token to take a role with');
    return token;
  };
  const first = await freshToken();
  const { claims } = first;
  let unused: string | undefined = first.jwt;
  const nextToken = async () => {
    const jwt = unused ?? (await freshToken()).jwt;
    unused = undefined;
    return jwt;
  };
  const cloud = await ports.cloud(loaded.config);
  const answer = await cloud.open({
    role,
    sessionName: sessionName(claims),
    token: nextToken,
    sessionPolicy: sessionPolicy(name, sessionFacts(loaded, service, name, environment)),
    durationSeconds,
  });
  if (answer.granted) return answer.session;
  throw new Fault(
    'ROLE_REFUSED',
    describeRefusal(
      name,
      role,
      answer.message,
      explainTrust(
        trustPolicy(loaded.config, { service, environment }, { name, role, running: job.running }),
        claims,
        loaded.config.github.issuer,
      ),
    ),
  );
}
