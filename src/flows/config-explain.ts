// Says what the configuration means. The sentences come from the config room; this adds whether the files that it pins
// are there, and what session policies have no room for. It never fails for such a file: the explanation is asked for while things are still being put in place.
import { Fault } from '../base/fault.ts';
import { printable } from '../base/text.ts';
import { explainConfig as explainSentences } from '../config/explain.ts';
import type { Config, LoadedConfig, Role, Service } from '../model/config.ts';
import { EnvironmentName } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { type RoleHome, trustPolicy } from '../trust/compile.ts';
import { findRole, sessionFacts } from '../trust/roles.ts';
import { ownPolicy, type RoleName, roleNames } from '../trust/session-policy.ts';
import { findPinnedFiles } from './session/trust-roots.ts';

/** The answer of `config explain`; a pinned file that is missing or another one is a note. */
export async function explainConfig(ports: Pick<Ports, 'files'>, loaded: LoadedConfig) {
  const sentences = [...explainSentences(loaded.config), ...sessionNotes(loaded), ...(await fileNotes(ports, loaded))];
  return {
    outputs: { 'config-sha256': loaded.sha256 },
    denied: false,
    text: sentences.join('\n'),
    json: { config_sha256: loaded.sha256, sentences, trust_policies: trustPolicies(loaded) },
  };
}

async function fileNotes(ports: Pick<Ports, 'files'>, loaded: LoadedConfig): Promise<string[]> {
  const found = await findPinnedFiles({ ports, loaded });
  return found.map(({ path, message, remedy }) => printable(`Note: ${path}: ${message}; ${remedy}.`, 2000));
}

/** The trust policy of each role by its ARN, as AWS takes it. */
function trustPolicies({ config }: LoadedConfig) {
  const all = Object.values(config.services).flatMap((service) => [
    ...policiesOf(config, { service, environment: null }, { ...service.roles }),
    ...Object.entries(service.environments).flatMap(([name, { roles }]) =>
      policiesOf(config, { service, environment: EnvironmentName.parse(name) }, { ...roles }),
    ),
  ]);
  return Object.fromEntries(all);
}

function policiesOf(config: Config, home: RoleHome, roles: Partial<Record<RoleName, Role>>) {
  return roleNames.flatMap((name) => {
    const role = roles[name];
    return role ? [[role.arn, trustPolicy(config, home, { name, role })] as const] : [];
  });
}

/** What the role's own policy has to say because names are so long that a session policy has no room for it. */
function sessionNotes(loaded: LoadedConfig): string[] {
  return Object.values(loaded.config.services).flatMap((service) => {
    const shared = (['pusher', 'recorder'] as const).flatMap((name) => sessionNote(loaded, service, name, null));
    const own = Object.keys(service.environments).flatMap((environment) =>
      (['writer', 'deployer'] as const).flatMap((name) =>
        sessionNote(loaded, service, name, EnvironmentName.parse(environment)),
      ),
    );
    return [...shared, ...own];
  });
}

function sessionNote(
  loaded: LoadedConfig,
  service: Service,
  name: RoleName,
  environment: EnvironmentName | null,
): string[] {
  if (!findRole(service, name, environment)) return [];
  const role = `role ${name} of ${service.name}${environment === null ? '' : ` to ${environment}`}`;
  try {
    const own = ownPolicy(name, sessionFacts(loaded, service, name, environment));
    if (own.length === 0) return [];
    const text = own.map((statement) => JSON.stringify(statement)).join(', ');
    return [
      `Note: ${role}: its names are so long that the session policy of 2048 characters has no room for all of its limits. Put these statements into the policy of the role itself, and allow nothing beyond them: ${text}`,
    ];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [`Note: ${role}: it cannot be taken: ${error.message}. ${error.hint}`];
  }
}
