// Finds services and environments in a configuration, with one sentence for what is not in it.
import { Fault } from '../base/fault.ts';
import { listed } from '../base/text.ts';
import type { Config, Environment, Service } from './config.ts';
import { EnvironmentName, type RepositoryId, type ServiceName } from './ids.ts';

/** Every service of a repository id, in the order of the file. */
export function servicesIn(config: Config, repositoryId: RepositoryId): Service[] {
  return Object.values(config.services).filter((one) => one['repository-id'] === repositoryId);
}

/** The service that is meant: by name, or the only one of its repository; undefined where that is none. */
export function meantService(services: readonly Service[], name: ServiceName | undefined): Service | undefined {
  if (name !== undefined) return services.find((one) => one.name === name);
  return services.length === 1 ? services[0] : undefined;
}

/**
 * The service of a repository id, by name where it has several. Throws SERVICE_UNKNOWN with the lines to add, or with the names that it
 * could have been.
 */
export function serviceOf(config: Config, repositoryId: RepositoryId, name?: ServiceName): Service {
  const services = servicesIn(config, repositoryId);
  const service = meantService(services, name);
  if (service) return service;
  if (services.length === 0) {
    throw new Fault('SERVICE_UNKNOWN', `repository id ${repositoryId} is not a service of safeguard.yml`, {
      hint: `Add a service under services: with repository-id: ${repositoryId}, repository, registry and environments.`,
    });
  }
  const known = listed(services.map((one) => one.name));
  const text =
    name === undefined
      ? `service: missing; repository id ${repositoryId} has ${known}`
      : `service: ${name} is not one of repository id ${repositoryId}, which has ${known}`;
  throw new Fault('SERVICE_UNKNOWN', text, { hint: `Pass the input service: one of ${known}.` });
}

/** The service of a name, or the only one there is. Throws INPUT_INVALID listing the known ones; nothing else says which is meant. */
export function namedService(config: Config, name: ServiceName | undefined): Service {
  const known = Object.values(config.services);
  const [only] = known;
  const service = name === undefined ? only : known.find((one) => one.name === name);
  if (service !== undefined && (name !== undefined || known.length === 1)) return service;
  const expected = `expected one of ${listed(known.map((one) => one.name))}`;
  throw new Fault('INPUT_INVALID', `service: ${name === undefined ? 'missing' : `there is no ${name}`}; ${expected}`);
}

/** An environment of a service. Throws SERVICE_ENVIRONMENT_UNKNOWN listing the known ones. */
export function environmentOf(service: Service, name: string): Environment {
  const found = Object.entries(service.environments).find(([known]) => known === name);
  if (found) return found[1];
  const known = listed(Object.keys(service.environments));
  throw new Fault('SERVICE_ENVIRONMENT_UNKNOWN', `${service.repository} has no environment ${name}; it has: ${known}`);
}

/** The requested environment, or the only one. Throws INPUT_INVALID when there are several and none was requested. */
export function chosenEnvironment(service: Service, asked: EnvironmentName | undefined): EnvironmentName {
  const known = Object.keys(service.environments).map((name) => EnvironmentName.parse(name));
  const [only] = known;
  if (asked !== undefined) return asked;
  if (only !== undefined && known.length === 1) return only;
  throw new Fault('INPUT_INVALID', `environment: missing; ${service.repository} has ${listed(known)}`);
}

/** Whether evidence has to be locked; that of a build, with environment null, satisfies the strictest one it may be deployed to. */
export function lockOf(service: Service, environment: EnvironmentName | null): Environment['lock'] {
  if (environment !== null) return environmentOf(service, environment).lock;
  const locks = Object.values(service.environments).map(({ lock }) => lock);
  return locks.every((lock) => lock === 'none') ? 'none' : 'compliance';
}
