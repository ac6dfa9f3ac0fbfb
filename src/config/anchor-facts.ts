// What an anchor takes from the configuration: who may sign, which ledgers there are, and when a contract ended.
import type { Config } from '../model/config.ts';
import type { IdentityPolicy } from '../model/identity.ts';
import { type ContractPart, EnvironmentName, type RepositoryId, type ServiceName } from '../model/ids.ts';
import { contractSan, releaseFact } from './effective.ts';
import { buildSigners, deploySigners } from './identity-policy.ts';

const day = 86_400;

/** When a contract ended, in epoch seconds, and why. */
type Ending = { until: number; why: string };

/** A ledger by its place. */
type Ledger = { repository_id: RepositoryId; service: ServiceName; environment: EnvironmentName };

/** When and why a contract ended that this configuration does not trust: on the day it was revoked, or by now. */
export function endingOf(config: Config, { san }: { san: string }, now: number): Ending | null {
  const release = config.contracts.releases.find(({ version }) =>
    (['build', 'deploy'] as const).some((part) => san === `${contractSan(config, part)}@refs/tags/${version}`),
  );
  if (!release) return null;
  const { revoked } = release;
  if (revoked) {
    // The day itself still counts, as a day means its end wherever one is given.
    const end = Math.floor(Date.parse(`${revoked.on}T00:00:00Z`) / 1000) + day - 1;
    return { until: Math.min(end, now), why: `revoked on ${revoked.on}: ${revoked.reason}`.slice(0, 500) };
  }
  if (!releaseFact(config, release).below_minimum) return null;
  return { until: now, why: `below the minimum ${config.contracts.minimum}` };
}

/** Every contract that signs by certificate, as identity, commit and part; none where keys sign. */
export function listContracts(config: Config) {
  if (config.signing.mode !== 'keyless') return [];
  const all = Object.values(config.services).flatMap((service) => [
    ...entries(buildSigners(config, service), 'build'),
    ...Object.keys(service.environments).flatMap((name) => entries(deploySigners(config, service, name), 'deploy')),
  ]);
  return [...new Map(all.map((entry) => [entry.san, entry])).values()];
}

function entries(policy: IdentityPolicy, part: ContractPart) {
  return Object.entries(policy.contract_commits).map(([san, commit]) => ({ san, commit, part }));
}

/** Every environment of every service, and every ledger that the earlier anchor knows. */
export function listLedgers(config: Config, heads: readonly Ledger[]): Ledger[] {
  const configured = Object.values(config.services).flatMap(
    ({ 'repository-id': id, 'evidence-name': service, environments }) =>
      Object.keys(environments).map((name) => ({
        repository_id: id,
        service,
        environment: EnvironmentName.parse(name),
      })),
  );
  const known = heads.map(({ repository_id, service, environment }) => ({ repository_id, service, environment }));
  return [
    ...new Map(
      [...configured, ...known].map((one) => [`${one.repository_id}/${one.service}/${one.environment}`, one]),
    ).values(),
  ];
}
