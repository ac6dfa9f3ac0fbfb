// Says what the configuration means. The sentences come from the config room; this adds whether the files that it pins
// are there, and what session policies have no room for. It never fails for such a file: the explanation is asked for while things are still being put in place.
import { Fault } from '../base/fault.ts';
import { printable } from '../base/text.ts';
import { explainConfig as explainSentences } from '../config/explain.ts';
import { pinnedKeys } from '../config/pinned-keys.ts';
import type { LoadedConfig, Service } from '../model/config.ts';
import { EnvironmentName } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { findRole, sessionFacts } from '../trust/roles.ts';
import { ownPolicy, type RoleName } from '../trust/session-policy.ts';
import { readPublicKey, readTrustedRoot } from './session/trust-roots.ts';

/** The answer of `config explain`; a pinned file that is missing or another one is a note. */
export async function explainConfig(ports: Pick<Ports, 'files'>, loaded: LoadedConfig) {
  const sentences = [...explainSentences(loaded.config), ...sessionNotes(loaded), ...(await fileNotes(ports, loaded))];
  return {
    outputs: { 'config-sha256': loaded.sha256 },
    denied: false,
    text: sentences.join('\n'),
    json: { config_sha256: loaded.sha256, sentences },
  };
}

async function fileNotes(ports: Pick<Ports, 'files'>, loaded: LoadedConfig): Promise<string[]> {
  const keys = pinnedKeys(loaded.config).map((key) => readPublicKey({ ports, loaded }, key));
  const read = await Promise.allSettled([readTrustedRoot({ ports, loaded }), ...keys]);
  return read.flatMap((one) => (one.status === 'rejected' ? [fileNote(one.reason)] : []));
}

function fileNote(error: unknown): string {
  if (!(error instanceof Fault)) throw error;
  return printable(`Note: ${error.message}; nothing can be verified without this file.`, 2000);
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
