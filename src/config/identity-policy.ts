// Who may have signed what: the exact SANs, commits and source that a certificate has to name. Never a pattern, never a
// release that is revoked or older than the minimum.
import type { Config, Service } from '../model/config.ts';
import type { IdentityPolicy, RunningRelease } from '../model/identity.ts';
import { environmentOf } from '../model/services.ts';
import { contractSan, directSans, releaseFact } from './effective.ts';

/** Signers of scans, SBOM, provenance and the publish decision: build-sign.yml of a trusted release, or a listed workflow of the service's own repository, whose commit has to be the source commit. */
export function buildSigners(config: Config, service: Service, running: RunningRelease = null): IdentityPolicy {
  const contracts = trustedCommits(config, 'build', running);
  const direct = Object.fromEntries(directSans(service).map((san) => [san, 'source-commit' as const]));
  return signers(config, service, { ...contracts, ...direct });
}

/** Signers of manifests of a deploy: deploy-prod.yml of a trusted release, in this environment. Throws SERVICE_ENVIRONMENT_UNKNOWN. */
export function deploySigners(
  config: Config,
  service: Service,
  environmentName: string,
  running: RunningRelease = null,
): IdentityPolicy {
  environmentOf(service, environmentName);
  return { ...signers(config, service, trustedCommits(config, 'deploy', running)), environment: environmentName };
}

function trustedCommits(
  config: Config,
  part: 'build' | 'deploy',
  running: RunningRelease,
): IdentityPolicy['contract_commits'] {
  const releases = config.contracts.releases.map((release) => releaseFact(config, release));
  const trusted = releases.filter(({ revoked, below_minimum }) => !revoked && !below_minimum);
  const unlisted = running && !releases.some(({ ref }) => ref === running.ref) ? [running] : [];
  return Object.fromEntries(
    [...trusted, ...unlisted].map(({ ref, sha }) => [`${contractSan(config, part)}@${ref}`, sha]),
  );
}

function signers(config: Config, service: Service, commits: IdentityPolicy['contract_commits']): IdentityPolicy {
  return {
    sans: Object.keys(commits),
    issuer: config.github.issuer,
    contract_commits: commits,
    source_repository_id: service['repository-id'],
    source_refs: service['source-refs'],
    ...(config.local ? {} : { runner_environment: 'github-hosted' }),
  };
}
