const require = (name) => process.getBuiltinModule(name);
import {
  daySeconds,
  dayStart
} from "./config-day.mjs";
import {
  environmentOf,
  isOlderRelease
} from "./ground.mjs";

// src/config/effective.ts
function effectivePolicy(loaded, service, environment) {
  const { config } = loaded;
  const settings = service.policy;
  return {
    config_sha256: loaded.sha256,
    config_origin: loaded.origin,
    threshold: settings.threshold,
    replayed_runs: settings["replayed-runs"],
    prebuilt_images: settings["prebuilt-images"],
    scans: scansOf(
      settings.scans,
      environment === null ? void 0 : environmentOf(service, environment)["max-scan-age-hours"]
    ),
    exceptions: service.exceptions.map(exceptionFact),
    issuer: config.github.issuer,
    contracts: {
      build: contractSan(config, "build"),
      deploy: contractSan(config, "deploy"),
      releases: config.contracts.releases.map((release) => releaseFact(config, release))
    },
    service: {
      name: service["evidence-name"],
      repository_id: service["repository-id"],
      repository: service.repository,
      owner_id: config.organization["owner-id"],
      registry: service.registry.repository,
      source_refs: service["source-refs"],
      direct_workflows: directSans(service),
      keys: service.keys ? { build: service.keys.build["spki-sha256"], deploy: service.keys.deploy["spki-sha256"] } : null
    },
    environment: environment === null ? null : environmentFact(service, environment)
  };
}
function environmentFact(service, name) {
  const { production, phi, approvers, lock, starters = null, protection } = environmentOf(service, name);
  return {
    ...{ name, production, phi, approvers, lock, starters },
    wait_minutes: protection["wait-minutes"],
    reviewer_teams: protection["reviewer-teams"],
    refs: protection.refs
  };
}
function scansOf(scans, most = Number.POSITIVE_INFINITY) {
  const one = (kind) => requirementFact(scans[kind], most);
  return {
    source: one("source"),
    dependencies: one("dependencies"),
    image: one("image"),
    infrastructure: one("infrastructure"),
    secrets: one("secrets")
  };
}
function requirementFact(requirement, most) {
  if ("none" in requirement) return { none: requirement.none };
  return {
    tools: [...requirement.tools],
    max_age_seconds: Math.min(requirement["max-age-hours"], most) * 3600,
    database_max_age_seconds: requirement["database-max-age-hours"] * 3600
  };
}
function exceptionFact({ from, until, ...rest }) {
  return { ...rest, from_at: dayStart(from), until_at: dayStart(until) + daySeconds };
}
function contractSan(config, part) {
  return `https://github.com/${config.contracts.repository}/${config.contracts[part]}`;
}
function directSans(service) {
  return service["direct-workflows"].map((workflow) => `https://github.com/${service.repository}/${workflow}`);
}
function releaseFact(config, release) {
  return {
    ref: `refs/tags/${release.version}`,
    sha: release.sha,
    revoked: release.revoked !== void 0,
    below_minimum: isOlderRelease(release.version, config.contracts.minimum)
  };
}
function requiredTools(policy, kind) {
  const requirement = policy.scans[kind];
  return requirement && "tools" in requirement ? requirement.tools : [];
}

export {
  effectivePolicy,
  contractSan,
  directSans,
  releaseFact,
  requiredTools
};
