// Writes a file of version 1 as one of version 2. It repairs nothing and drops nothing it knows: what version 1 did not say is asked for in
// the notes, and what it said wrongly is found by whoever reads the new file.
import { parseEcrHost } from '../model/ecr-host.ts';
import type { YamlTree } from './yaml-tree.ts';

/** The new file as plain data, and what a person has to look at in it. */
export type Migration = { file: Record<string, unknown>; notes: string[] };

type Section = Record<string, unknown>;

/** The file in the form of version 2; undefined for a file of another version. */
export function migrateConfig(tree: YamlTree): Migration | undefined {
  if (section(tree.value())['version'] !== 1) return undefined;
  keepDigits(tree);
  const old = section(tree.value());
  const accounts = nameAccounts(old);
  const { sts, store, defaults, services: _services, version: _version, ...rest } = old;
  const services = migrateServices(old, accounts);
  return {
    file: {
      version: 2,
      ...rest,
      ...(accounts.size > 0 ? { accounts: describeAccounts(old, accounts) } : {}),
      store: migrateStore(section(store), accounts),
      defaults: { ...(sts === undefined ? {} : { account: 'main' }), ...section(defaults) },
      services: Object.fromEntries(services),
    },
    notes: notesOn(services),
  };
}

function section(value: unknown): Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Keys whose values are numbers; every other number is an id, of which no digit may be lost. */
const numeric = /^(?:version|timeout-minutes|years|margin-days|max-age-hours|database-max-age-hours)$/;

function keepDigits(tree: YamlTree): void {
  const open: { path: (string | number)[]; value: unknown }[] = [{ path: [], value: tree.value() }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { path, value } = next;
    if (typeof value === 'number' && !numeric.test(String(path.at(-1)))) tree.makeText(path);
    if (typeof value !== 'object' || value === null) continue;
    const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    for (const [key, member] of members) open.push({ path: [...path, key], value: member });
  }
}

/** The name of each account by its number: that of the roles is `main`, that of the bucket `evidence`. */
function nameAccounts(old: Section): Map<string, string> {
  const names = new Map<string, string>();
  const add = (id: string, name: string) => {
    if (id !== '' && !names.has(id)) names.set(id, name);
  };
  add(text(section(old['sts'])['account']), 'main');
  add(text(section(old['store'])['account']), 'evidence');
  for (const arn of roleArns(old)) add(arn.split(':')[4] ?? '', `account-${names.size + 1}`);
  return names;
}

function roleArns(old: Section): string[] {
  const owners = Object.values(section(old['services'])).flatMap((service) => [
    service,
    ...Object.values(section(section(service)['environments'])),
  ]);
  return owners.flatMap((owner) => Object.values(section(section(owner)['roles'])).map(arnOf));
}

function arnOf(role: unknown): string {
  return text(section(role)['arn']);
}

function describeAccounts(old: Section, accounts: ReadonlyMap<string, string>): Section {
  const region = section(old['sts'])['region'];
  const store = section(old['store']);
  return Object.fromEntries(
    [...accounts].map(([id, name]) => {
      const endpoint = name === 'main' ? section(old['sts'])['endpoint'] : undefined;
      const own = { id, region: name === 'evidence' ? store['region'] : region };
      return [name, { ...own, ...(endpoint === undefined ? {} : { 'sts-endpoint': endpoint }) }];
    }),
  );
}

function migrateStore(store: Section, accounts: ReadonlyMap<string, string>): Section {
  if (store['type'] !== 's3') return store;
  const { account, ...rest } = store;
  return { ...rest, account: accounts.get(text(account)) ?? account };
}

/** Services are named by their repositories, a second one of the same name by its id too. */
function migrateServices(old: Section, accounts: ReadonlyMap<string, string>): [string, Section][] {
  const taken = new Set<string>();
  return Object.entries(section(old['services'])).map(([id, given]) => {
    const service = section(given);
    const short = text(service['repository']).split('/').at(-1) ?? '';
    const plain = short
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')
      .replace(/^[^a-z]+/, '')
      .slice(0, 40);
    const name = plain === '' || taken.has(plain) ? `service-${id}` : plain;
    taken.add(name);
    return [name, migrateService(id, service, accounts)];
  });
}

function migrateService(id: string, service: Section, accounts: ReadonlyMap<string, string>): Section {
  const { repository, registry, roles, environments, 'source-refs': refs, ...rest } = service;
  const account = accountOf(roles, accounts);
  const named = Object.entries(section(environments)).map(
    ([name, one]) => [name, migrateEnvironment(name, section(one), accounts)] as const,
  );
  return {
    repository,
    'repository-id': id,
    ...(account === undefined || account === 'main' ? {} : { account }),
    registry: migrateRegistry(section(registry)),
    ...migrateRefs(refs),
    ...rest,
    ...migrateRoles(roles),
    environments: Object.fromEntries(named),
  };
}

function migrateRegistry(registry: Section): unknown {
  const { repository, auth, region, endpoint } = registry;
  const host = parseEcrHost(text(repository).split('/')[0] ?? '');
  if (auth !== 'ecr' || !host) return registry;
  if (endpoint === undefined) return repository;
  return { repository, auth, ...(region === undefined ? {} : { region }), endpoint };
}

function migrateRefs(refs: unknown): Section {
  const all = Array.isArray(refs) ? refs.map(text) : [];
  const below = (prefix: string) => all.filter((ref) => ref.startsWith(prefix)).map((ref) => ref.slice(prefix.length));
  const [branches, tags] = [below('refs/heads/'), below('refs/tags/')];
  return { ...(branches.length > 0 ? { branches } : {}), ...(tags.length > 0 ? { tags } : {}) };
}

function migrateRoles(roles: unknown): Section {
  const arns = Object.entries(section(roles)).map(([name, role]) => [name, arnOf(role)] as const);
  return arns.length === 0 ? {} : { roles: Object.fromEntries(arns) };
}

function accountOf(roles: unknown, accounts: ReadonlyMap<string, string>): string | undefined {
  const [first = ''] = Object.values(section(roles)).map(arnOf);
  return accounts.get(first.split(':')[4] ?? '');
}

function migrateEnvironment(name: string, environment: Section, accounts: ReadonlyMap<string, string>): Section {
  const { roles, ...rest } = environment;
  const account = accountOf(roles, accounts);
  return {
    ...(account === undefined || account === 'main' ? {} : { account }),
    production: isProduction(name),
    phi: true,
    ...rest,
    ...migrateRoles(roles),
  };
}

function isProduction(name: string): boolean {
  return /^prod/i.test(name);
}

function notesOn(services: readonly [string, Section][]): string[] {
  const environments = services.flatMap(([service, { environments: all }]) =>
    Object.keys(section(all)).map((name) => `${service} to ${name}`),
  );
  const guessed = environments.map((place) => `${place}: production and phi are guesses; write what is true of it.`);
  return [
    'Comments are not carried over.',
    'Trust policies are not copied any more: they follow from the file, and `config explain --json` prints them.',
    'Roles keep their ARNs. Where you rename them to PREFIX.SERVICE.pusher and so on, take roles out.',
    ...guessed,
  ];
}
