// The public keys that safeguard.yml pins, one for each service and contract.
import type { Config, Service } from '../model/config.ts';
import type { ContractPart, RepositoryId, ServiceName } from '../model/ids.ts';

/** A key of a service, with the contract that signs with it. */
export type PinnedKey = {
  service: ServiceName;
  /** The name under which the service's evidence lies. */
  evidenceName: ServiceName;
  repositoryId: RepositoryId;
  part: ContractPart;
  key: NonNullable<Service['keys']>['build'];
};

/** Every pinned key, in the order of the file. */
export function pinnedKeys(config: Config): PinnedKey[] {
  return Object.values(config.services).flatMap(
    ({ name, 'evidence-name': evidenceName, 'repository-id': repositoryId, keys }) =>
      keys
        ? (['build', 'deploy'] as const).map((part) => ({
            service: name,
            evidenceName,
            repositoryId,
            part,
            key: keys[part],
          }))
        : [],
  );
}
