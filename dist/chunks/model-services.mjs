const require = (name) => process.getBuiltinModule(name);
import {
  EnvironmentName
} from "./model-ids.mjs";
import {
  listed
} from "./base-text.mjs";
import {
  Fault
} from "./base-fault-register.mjs";

// src/model/release.ts
function isOlderRelease(version, minimum) {
  const rank = (text) => text.replace(/\d+/g, (digits) => digits.padStart(12, "0"));
  return rank(version) < rank(minimum);
}

// src/model/services.ts
function serviceOf(config, repositoryId) {
  const service = Object.hasOwn(config.services, repositoryId) ? config.services[repositoryId] : void 0;
  if (service) return service;
  throw new Fault("SERVICE_UNKNOWN", `repository id ${repositoryId} is not a service of safeguard.yml`, {
    hint: `Add under services: a block "${repositoryId}": with repository, registry, source-refs and environments.`
  });
}
function environmentOf(service, name) {
  const found = Object.entries(service.environments).find(([known2]) => known2 === name);
  if (found) return found[1];
  const known = listed(Object.keys(service.environments));
  throw new Fault("SERVICE_ENVIRONMENT_UNKNOWN", `${service.repository} has no environment ${name}; it has: ${known}`);
}
function chosenEnvironment(service, asked) {
  const known = Object.keys(service.environments).map((name) => EnvironmentName.parse(name));
  const [only] = known;
  if (asked !== void 0) return asked;
  if (only !== void 0 && known.length === 1) return only;
  throw new Fault("INPUT_INVALID", `environment: missing; ${service.repository} has ${listed(known)}`);
}
function lockOf(service, environment) {
  if (environment !== null) return environmentOf(service, environment).lock;
  const locks = Object.values(service.environments).map(({ lock }) => lock);
  return locks.every((lock) => lock === "none") ? "none" : "compliance";
}

export {
  isOlderRelease,
  serviceOf,
  environmentOf,
  chosenEnvironment,
  lockOf
};
