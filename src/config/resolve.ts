// From what safeguard.yml says to what it means: accounts by name become numbers, roles get their names, and everything that a service or
// an environment leaves out comes from the defaults. It looks at a file without mistakes only, and never at anything but the file.

import type { Config, Environment, PolicySettings, Role, Service } from '../model/config.ts';
import type { StoreSpec } from '../model/config-store.ts';
import { parseEcrHost } from '../model/ecr-host.ts';
import { ScanTool } from '../model/finding.ts';
import { ServiceName } from '../model/ids.ts';
import { partitionOf, roleName } from '../model/role-names.ts';
import { branchPrefix, tagPrefix } from '../model/source-refs.ts';
import type { ConfigShape, EnvironmentShape, ServiceShape } from './shape.ts';

/** The configuration in force. The file has passed every rule. */
export function resolveConfig(file: ConfigShape): Config {
  const { local, organization, github, signing, retention, contracts, people } = file;
  const services = Object.entries(file.services).map(
    ([name, service]) => [name, resolveService(file, ServiceName.parse(name), service)] as const,
  );
  return {
    ...{ local, organization, github, signing, retention, contracts, people },
    store: resolveStore(file),
    services: Object.fromEntries(services),
  };
}

function resolveStore({ store, accounts }: ConfigShape): StoreSpec {
  if (store.type === 'dir') return store;
  const { account, region, ...rest } = store;
  const owner = accounts[account];
  return { ...rest, account: owner?.id ?? '', region: region ?? owner?.region ?? '' };
}

/** Roles are taken where evidence lies in S3 or the image in ECR. */
function resolveService(file: ConfigShape, name: ServiceName, service: ServiceShape): Service {
  const { repository, build, keys } = service;
  const registry = resolveRegistry(service);
  const account = service.account ?? file.defaults.account;
  const cloud = file.store.type === 's3' || registry.auth === 'ecr';
  const role = (part: 'pusher' | 'recorder') => resolveRole(file, account, service.roles[part], [name, part]);
  const environments = Object.entries(service.environments).map(
    ([environment, one]) => [environment, resolveEnvironment(file, { name, account }, environment, one)] as const,
  );
  return {
    ...{ name, repository, registry, build, keys },
    'evidence-name': service.formerly[0] ?? name,
    'repository-id': service['repository-id'],
    'source-refs': sourceRefs(file, service),
    'direct-workflows': service['direct-workflows'],
    roles: cloud ? { pusher: role('pusher'), recorder: role('recorder') } : undefined,
    policy: mergedPolicy(file.defaults, service.policy),
    exceptions: [...file.defaults.exceptions, ...service.exceptions],
    environments: Object.fromEntries(environments),
  };
}

/** Tags alone keep the branches of the defaults, which hold their commits; branches alone mean no tags. */
function sourceRefs({ defaults }: ConfigShape, { branches, tags }: ServiceShape): string[] {
  const own = branches !== undefined || tags !== undefined;
  return [
    ...(branches ?? defaults.branches ?? []).map((branch) => `${branchPrefix}${branch}`),
    ...((own ? tags : defaults.tags) ?? []).map((tag) => `${tagPrefix}${tag}`),
  ];
}

/** The policy of a service after its own settings replaced the defaults; a scan kind is replaced as a whole. */
function mergedPolicy(defaults: ConfigShape['defaults'], own: ServiceShape['policy']): PolicySettings {
  return {
    threshold: own.threshold ?? defaults.threshold,
    'replayed-runs': own['replayed-runs'] ?? defaults['replayed-runs'],
    'prebuilt-images': own['prebuilt-images'] ?? defaults['prebuilt-images'],
    scans: { ...defaults.scans, ...own.scans },
    severities: mergedSeverities(defaults.severities, own.severities ?? {}),
  };
}

/** Rule by rule: a service that rates one of a tool keeps what the defaults say of the others. */
function mergedSeverities(shared: PolicySettings['severities'], own: PolicySettings['severities']) {
  const tools = ScanTool.options.filter((tool) => shared[tool] || own[tool]);
  return Object.fromEntries(tools.map((tool) => [tool, { ...shared[tool], ...own[tool] }]));
}

/** A host of ECR says its region; the text form is of ECR. */
function resolveRegistry({ registry }: ServiceShape): Service['registry'] {
  const given = typeof registry === 'string' ? { repository: registry, auth: 'ecr' as const } : registry;
  const host = parseEcrHost(given.repository.split('/')[0] ?? '');
  return host ? { ...given, region: host.region } : given;
}

type Owner = { name: ServiceName; account: string | undefined };

function resolveEnvironment(file: ConfigShape, owner: Owner, name: string, own: EnvironmentShape): Environment {
  const { environment: defaults } = file.defaults;
  const account = own.account ?? defaults.account ?? owner.account;
  const deploy = own.deploy ?? defaults.deploy;
  if (!deploy) throw new Error(`environment ${name} has no deploy command, which a rule refuses`);
  const role = (part: 'writer' | 'deployer') => resolveRole(file, account, own.roles[part], [owner.name, name, part]);
  return {
    production: own.production ?? defaults.production ?? true,
    phi: own.phi ?? defaults.phi ?? true,
    approvers: own.approvers ?? defaults.approvers ?? [],
    starters: own.starters ?? defaults.starters,
    protection: {
      'wait-minutes': own['wait-minutes'] ?? defaults['wait-minutes'] ?? 0,
      'reviewer-teams': own['reviewer-teams'] ?? defaults['reviewer-teams'] ?? [],
      refs: own.refs ?? defaults.refs ?? 'any',
    },
    lock: own.lock ?? defaults.lock ?? 'compliance',
    'max-scan-age-hours': own['max-scan-age-hours'] ?? defaults['max-scan-age-hours'],
    roles: file.store.type === 's3' ? { writer: role('writer'), deployer: role('deployer') } : undefined,
    deploy,
  };
}

/** By convention, or by its ARN, which also says the account; sessions are asked for in the region of that account. */
function resolveRole(file: ConfigShape, account: string | undefined, arn: string | undefined, parts: string[]): Role {
  const named = account === undefined ? undefined : file.accounts[account];
  if (arn === undefined) {
    if (!named) throw new Error(`role ${parts.join('.')} has no account, which a rule refuses`);
    const name = roleName(file['role-prefix'], parts);
    const whole = `arn:${partitionOf(named.region)}:iam::${named.id}:role/${name}`;
    return { arn: whole, account: named.id, region: named.region, endpoint: named['sts-endpoint'] };
  }
  const id = arn.split(':')[4] ?? '';
  const home = Object.values(file.accounts).find((one) => one.id === id);
  if (!home) throw new Error(`the account of ${arn} is not named, which a rule refuses`);
  return { arn, account: id, region: home.region, endpoint: home['sts-endpoint'] };
}
