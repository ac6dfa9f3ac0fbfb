// What is allowed in safeguard.yml and is rarely meant. A warning never stops anything but a strict check.
import { counted, listed } from '../base/text.ts';
import type { Config, Role } from '../model/config.ts';
import { daySeconds, dayStart } from './day.ts';

/** Something that is allowed and rarely meant: where, and what to do. */
export type ConfigWarning = { path: string; message: string; remedy: string };

/** Every warning about a configuration; `now` in epoch seconds, for what has ended. */
export function findWarnings(config: Config, now: number): ConfigWarning[] {
  return [
    ...regionWarnings(config),
    ...keyWarnings(config),
    ...roleWarnings(config),
    ...exceptionWarnings(config, now),
    ...approverWarnings(config),
    ...programWarnings(config),
  ];
}

/** Regions of AWS in November 2026, from the SDK's list of endpoints; a newer one is no mistake. */
const regions = new Set(
  `af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2
  ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-central-1
  eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 eusc-de-east-1 il-central-1 me-central-1 me-south-1 mx-central-1
  sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-1 us-west-2`.split(/\s+/),
);

function regionWarnings({ store, signing, services }: Config): ConfigWarning[] {
  const named: [string, string | undefined][] = [
    ['store', store.type === 's3' ? store.region : undefined],
    ['signing', signing.mode === 'kms' ? signing.region : undefined],
    ...Object.values(services).flatMap(({ name, roles, registry, environments }): [string, string | undefined][] => [
      [`services.${name}`, roles?.pusher.region],
      [`services.${name}.registry`, registry.region],
      ...Object.entries(environments).map(([environment, one]): [string, string | undefined] => [
        `services.${name}.environments.${environment}`,
        one.roles?.writer.region,
      ]),
    ]),
  ];
  const unknown = named.flatMap(([path, region]) =>
    region !== undefined && !regions.has(region) ? [{ path, region }] : [],
  );
  return unknown.map(({ path, region }) => ({
    path,
    message: `no region ${region} is known`,
    remedy: 'correct it, unless the region is newer than this version',
  }));
}

/** A key of another account can be used, but only where that account's policy says so. */
function keyWarnings({ services }: Config): ConfigWarning[] {
  return Object.values(services).flatMap(({ name, keys, roles, environments }) => {
    const writers = Object.values(environments).map((one) => one.roles?.writer);
    return [
      ...foreignKey(`services.${name}.keys.build`, keys?.build.id, [roles?.pusher]),
      ...foreignKey(`services.${name}.keys.deploy`, keys?.deploy.id, writers),
    ];
  });
}

function foreignKey(path: string, id: string | undefined, users: readonly (Role | undefined)[]): ConfigWarning[] {
  const account = id?.startsWith('arn:') ? id.split(':')[4] : undefined;
  const foreign = users.filter((role) => role !== undefined && account !== undefined && role.account !== account);
  if (foreign.length === 0) return [];
  return [
    {
      path,
      message: `the key is in account ${account}, and the role that signs with it in ${foreign[0]?.account}`,
      remedy: "name a key of the role's own account, or let the key's policy name the role",
    },
  ];
}

/** Roles with names that say the opposite of their place. */
function roleWarnings({ services }: Config): ConfigWarning[] {
  return Object.values(services).flatMap(({ name, environments }) =>
    Object.entries(environments).flatMap(([environment, { roles }]) => {
      const swapped = roles && /deploy/i.test(nameOf(roles.writer)) && /writ/i.test(nameOf(roles.deployer));
      if (!swapped) return [];
      const path = `services.${name}.environments.${environment}.roles`;
      return [{ path, message: 'writer and deployer look swapped', remedy: 'exchange the two ARNs' }];
    }),
  );
}

function nameOf({ arn }: Role): string {
  return arn.split('/').at(-1)?.split('.').at(-1) ?? '';
}

function exceptionWarnings({ services }: Config, now: number): ConfigWarning[] {
  return Object.values(services).flatMap(({ name, exceptions }) =>
    exceptions
      .filter(({ until }) => dayStart(until) + daySeconds <= now)
      .map(({ id, until }) => ({
        path: `services.${name}.exceptions`,
        message: `exception ${id} ended with ${until} and lets nothing pass any more`,
        remedy: 'take it out, or agree on a new one',
      })),
  );
}

function approverWarnings({ services, people }: Config): ConfigWarning[] {
  const known = new Set<string>(people.map(({ id }) => id));
  return Object.values(services).flatMap(({ name, environments }) =>
    Object.entries(environments).flatMap(([environment, { approvers }]) => {
      const path = `services.${name}.environments.${environment}.approvers`;
      const strangers = approvers.filter((id) => !known.has(id));
      return [
        ...(strangers.length === 0
          ? []
          : [
              {
                path,
                message: `${counted(strangers.length, 'approver')} not among people: ${listed(strangers)}`,
                remedy: 'list each under people with id, login and name',
              },
            ]),
        ...(approvers.length === 1
          ? [
              {
                path,
                message: 'one approver alone cannot approve changes of their own',
                remedy: 'name a second person',
              },
            ]
          : []),
      ];
    }),
  );
}

/** A shell reads its argument as a program of its own, in which the image is one word among others. */
const shells = /\/(?:ba|da|z|k)?sh$/;

function programWarnings({ services }: Config): ConfigWarning[] {
  const all = Object.values(services).flatMap(({ name, environments }) =>
    Object.entries(environments).map(([environment, { deploy }]) => ({ name, environment, deploy })),
  );
  const shelled = all.filter(({ deploy }) => shells.test(deploy.command[0] ?? '') && deploy.command.includes('-c'));
  return [
    ...shelled.map(({ name, environment }) => ({
      path: `services.${name}.environments.${environment}.deploy.command`,
      message: 'the command is a line of a shell',
      remedy: 'name the program itself, with a list of arguments',
    })),
    ...unpinnedWarnings(services),
  ];
}

function unpinnedWarnings(services: Config['services']): ConfigWarning[] {
  return Object.values(services).flatMap(({ name, environments }) =>
    Object.entries(environments).flatMap(([environment, { production, deploy }]) =>
      !production || deploy['program-sha256'] !== undefined
        ? []
        : [
            {
              path: `services.${name}.environments.${environment}.deploy`,
              message: 'the program that deploys to production is not pinned',
              remedy: 'add program-sha256 with the digest of the program',
            },
          ],
    ),
  );
}
