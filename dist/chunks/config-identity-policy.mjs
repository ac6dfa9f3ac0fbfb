const require = (name) => process.getBuiltinModule(name);
import {
  contractSan,
  directSans,
  releaseFact
} from "./config-effective.mjs";
import {
  environmentOf
} from "./ground.mjs";

// src/config/identity-policy.ts
function buildSigners(config, service, running = null) {
  const contracts = trustedCommits(config, "build", running);
  const direct = Object.fromEntries(directSans(service).map((san) => [san, "source-commit"]));
  return signers(config, service, { ...contracts, ...direct });
}
function deploySigners(config, service, environmentName, running = null) {
  environmentOf(service, environmentName);
  return { ...signers(config, service, trustedCommits(config, "deploy", running)), environment: environmentName };
}
function trustedCommits(config, part, running) {
  const releases = config.contracts.releases.map((release) => releaseFact(config, release));
  const trusted = releases.filter(({ revoked, below_minimum }) => !revoked && !below_minimum);
  const unlisted = running && !releases.some(({ ref }) => ref === running.ref) ? [running] : [];
  return Object.fromEntries(
    [...trusted, ...unlisted].map(({ ref, sha }) => [`${contractSan(config, part)}@${ref}`, sha])
  );
}
function signers(config, service, commits) {
  return {
    sans: Object.keys(commits),
    issuer: config.github.issuer,
    contract_commits: commits,
    source_repository_id: service["repository-id"],
    source_refs: service["source-refs"],
    ...config.local ? {} : { runner_environment: "github-hosted" }
  };
}

export {
  buildSigners,
  deploySigners
};
