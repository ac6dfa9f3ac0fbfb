// The public keys that safeguard.yml pins, one for each service and contract.
import type { Config, Service } from '../model/config.ts';
import type { ContractPart } from '../model/ids.ts';

/** A key of a service, with the repository's id and name and the contract that signs with it. */
export type PinnedKey = {
  id: string;
  repository: string;
  part: ContractPart;
  key: NonNullable<Service['keys']>['build'];
};

/** Every pinned key, in the order of the file. */
export function pinnedKeys(config: Config): PinnedKey[] {
  return Object.entries(config.services).flatMap(([id, { repository, keys }]) =>
    keys ? (['build', 'deploy'] as const).map((part) => ({ id, repository, part, key: keys[part] })) : [],
  );
}
