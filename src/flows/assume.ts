// The command `assume`: takes a role of this job and gives it away again, so that a refusal can be explained before anything rests on it.
import { Fault } from '../base/fault.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { EnvironmentName, ServiceName } from '../model/ids.ts';
import type { CloudSession, Ports } from '../model/ports.ts';
import type { RoleName } from '../trust/session-policy.ts';
import { assumeRole } from './session/roles.ts';
import { openSession, refuseIdentity } from './session/session.ts';

const refusedOutputs = { granted: 'false', 'assumed-role-id': '' };

/** Says who one would be, and hands nothing out. Throws INPUT_INVALID for a role of an environment without one. */
export async function probeRole(
  inputs: { service?: ServiceName | undefined; role: RoleName; environment: EnvironmentName | null },
  ports: Ports,
  loaded: LoadedConfig,
): Promise<Answer<typeof refusedOutputs>> {
  const { role, environment } = inputs;
  const part = role === 'writer' || role === 'deployer' ? 'deploy' : 'build';
  if (part === 'deploy' && environment === null)
    throw new Fault('INPUT_INVALID', `environment: missing; the role ${role} belongs to one`);
  const opening = await openSession({ ports, loaded }, { part, environment, service: inputs.service });
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  try {
    return answerProbe(role, await assumeRole(opening.session, role, environment));
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'ROLE_REFUSED') throw error;
    const { message } = error;
    return { outputs: refusedOutputs, denied: true, text: message, json: { granted: false, reason: message } };
  }
}

function answerProbe(role: RoleName, held: CloudSession | undefined) {
  const id = held?.identity ?? '';
  const text = held
    ? `This job may take the role ${role} as ${id} in account ${held.account}. Nothing was handed out.`
    : `No role ${role} is configured for this service: neither its store nor its registry needs one.`;
  return {
    outputs: { granted: String(held !== undefined), 'assumed-role-id': id },
    denied: false,
    text,
    json: { granted: held !== undefined, assumed_role_id: id },
  };
}
