// What is in force for one service and one environment: defaults merged, days turned into seconds, releases judged. It
// never looks at the clock, so that the same file gives the same policy six years later.
import type {
  Config,
  ContractRelease,
  FindingException,
  LoadedConfig,
  PolicySettings,
  ScanRequirement,
  Service,
} from '../model/config.ts';
import type { EffectivePolicy } from '../model/decision.ts';
import type { ScanKind } from '../model/finding.ts';
import type { EnvironmentName } from '../model/ids.ts';
import { isOlderRelease } from '../model/release.ts';
import { environmentOf } from '../model/services.ts';
import { daySeconds, dayStart } from './day.ts';

/** The policy the gate reads. Environment null is phase before-publish. Throws SERVICE_ENVIRONMENT_UNKNOWN. */
export function effectivePolicy(
  loaded: LoadedConfig,
  service: Service,
  environment: EnvironmentName | null,
): EffectivePolicy {
  const { config } = loaded;
  const settings = service.policy;
  return {
    config_sha256: loaded.sha256,
    config_origin: loaded.origin,
    threshold: settings.threshold,
    replayed_runs: settings['replayed-runs'],
    prebuilt_images: settings['prebuilt-images'],
    scans: scansOf(
      settings.scans,
      environment === null ? undefined : environmentOf(service, environment)['max-scan-age-hours'],
    ),
    exceptions: service.exceptions.map(exceptionFact),
    issuer: config.github.issuer,
    contracts: {
      build: contractSan(config, 'build'),
      deploy: contractSan(config, 'deploy'),
      releases: config.contracts.releases.map((release) => releaseFact(config, release)),
    },
    service: {
      name: service['evidence-name'],
      repository_id: service['repository-id'],
      repository: service.repository,
      owner_id: config.organization['owner-id'],
      registry: service.registry.repository,
      source_refs: service['source-refs'],
      direct_workflows: directSans(service),
      keys: service.keys
        ? { build: service.keys.build['spki-sha256'], deploy: service.keys.deploy['spki-sha256'] }
        : null,
    },
    environment: environment === null ? null : environmentFact(service, environment),
  };
}

function environmentFact(service: Service, name: EnvironmentName): EffectivePolicy['environment'] {
  const { production, phi, approvers, lock, starters = null, protection } = environmentOf(service, name);
  return {
    ...{ name, production, phi, approvers, lock, starters },
    wait_minutes: protection['wait-minutes'],
    reviewer_teams: protection['reviewer-teams'],
    refs: protection.refs,
  };
}

function scansOf(scans: PolicySettings['scans'], most = Number.POSITIVE_INFINITY): EffectivePolicy['scans'] {
  const one = (kind: ScanKind) => requirementFact(scans[kind], most);
  return {
    source: one('source'),
    dependencies: one('dependencies'),
    image: one('image'),
    infrastructure: one('infrastructure'),
    secrets: one('secrets'),
  };
}

function requirementFact(requirement: ScanRequirement, most: number): EffectivePolicy['scans'][ScanKind] {
  if ('none' in requirement) return { none: requirement.none };
  return {
    tools: [...requirement.tools],
    max_age_seconds: Math.min(requirement['max-age-hours'], most) * 3600,
    database_max_age_seconds: requirement['database-max-age-hours'] * 3600,
  };
}

/** `until` is the last day: the exception ends at 00:00 UTC of the next. */
function exceptionFact({ from, until, ...rest }: FindingException): EffectivePolicy['exceptions'][number] {
  return { ...rest, from_at: dayStart(from), until_at: dayStart(until) + daySeconds };
}

/** The SAN of a contract without `@ref`. Fulcio writes https://github.com for every GitHub server. */
export function contractSan(config: Config, part: 'build' | 'deploy'): string {
  return `https://github.com/${config.contracts.repository}/${config.contracts[part]}`;
}

/** Full SANs of the service's own workflows that count like build-sign.yml. */
export function directSans(service: Service): string[] {
  return service['direct-workflows'].map((workflow) => `https://github.com/${service.repository}/${workflow}`);
}

/** A release as the policy sees it: its tag, its commit, and whether it still counts. */
export function releaseFact(
  config: Config,
  release: ContractRelease,
): EffectivePolicy['contracts']['releases'][number] {
  return {
    ref: `refs/tags/${release.version}`,
    sha: release.sha,
    revoked: release.revoked !== undefined,
    below_minimum: isOlderRelease(release.version, config.contracts.minimum),
  };
}

/** The tools that have to run for a kind of scan, in their order; none where there is nothing to scan. */
export function requiredTools(policy: EffectivePolicy, kind: ScanKind): string[] {
  const requirement = policy.scans[kind];
  return requirement && 'tools' in requirement ? requirement.tools : [];
}
