// Compares the claims of a job's token with the configuration. Every comparison is of exact strings, and all of them
// are made: the answer names every claim that does not fit. Where an id exists, names are used only to report a rename.
import { listed } from '../base/text.ts';
import type { Config, ContractRelease, Service } from '../model/config.ts';
import { type Claims, RunContext, type RunningRelease } from '../model/identity.ts';
import type { ContractPart, EnvironmentName, ServiceName } from '../model/ids.ts';
import { isOlderRelease } from '../model/release.ts';
import { meantService, servicesIn } from '../model/services.ts';
import { acceptsRef } from '../model/source-refs.ts';
import { subjectWords } from './subject.ts';

/** A claim that does not fit, with what to do about it. */
export type ClaimProblem = { claim: string; expected: string; actual: string; remedy: string };

/** The running bundle as the runner reports it ('' where it reports none), and whether the configuration is beside it. */
export type RunningBundle = { besideBundle: boolean; repository: string; ref: string };

/** What a job has to be: one of the two contracts, in which environment, null for none, and for which service of its repository. */
export type ExpectedJob = {
  part: ContractPart;
  environment: EnvironmentName | null;
  service?: ServiceName | undefined;
};

/**
 * Events that may start a contract. Only people with access to the repository can cause them: that rules out
 * pull_request(_target), issue_comment and workflow_run (threat D2), and schedule, whose actor did not act.
 */
export const contractEvents = ['push', 'release', 'workflow_dispatch'] as const;

/** Which contract a job claims to be, by the file name of its innermost workflow; all checks then assume that contract. */
export function partOf(claims: Pick<Claims, 'job_workflow_ref'>, config: Config): ContractPart {
  return claims.job_workflow_ref.includes(`/${config.contracts.deploy}@`) ? 'deploy' : 'build';
}

/** The audiences a contract asks for: AWS STS and Fulcio. */
const audiences = ['sts.amazonaws.com', 'sigstore'];

/** Every claim that keeps this job from being `part` of a configured service; empty when it may go on. `environment` is the one the job has to run in, null for none. */
export function checkCaller(
  claims: Claims,
  config: Config,
  { part, environment, service: name }: ExpectedJob,
  bundle: RunningBundle = { besideBundle: false, repository: '', ref: '' },
): ClaimProblem[] {
  const services = servicesIn(config, claims.repository_id);
  const service = meantService(services, name);
  return [
    ...checkToken(claims, config),
    ...checkRun(claims, config, part),
    ...checkEnvironment(claims, environment),
    ...(services.length === 0 ? [unknownService(claims, config)] : []),
    ...(services.length > 0 && !service ? [unmeantService(services, name)] : []),
    ...(service ? checkSource(claims, service) : []),
    ...checkContract(claims, config, { part, service, besideBundle: bundle.besideBundle }),
    ...checkBundle(claims, config, bundle),
  ];
}

/** The release that runs, by the token's claims; null unless it is a tagged release of the contracts' repository with the configuration beside it, at least the minimum. */
export function runningRelease(claims: Claims, config: Config, besideBundle: boolean): RunningRelease {
  const { repository, build, deploy, minimum } = config.contracts;
  const [path = '', ref = ''] = claims.job_workflow_ref.split('@');
  const version = /^refs\/tags\/(v(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2})$/.exec(ref)?.[1];
  const isContract = [build, deploy].some((file) => path === `${repository}/${file}`);
  if (!besideBundle || !isContract || version === undefined || isOlderRelease(version, minimum)) return null;
  return { ref, sha: claims.job_workflow_sha };
}

/** The bundle that runs has to be the compliance repository's, and, in a contract, at the contract's own commit. */
function checkBundle(claims: Claims, config: Config, { repository, ref }: RunningBundle): ClaimProblem[] {
  const remedy = 'Call the actions of the compliance repository, at the commit of the contract that calls them.';
  const own = config.contracts.repository;
  const inContract = claims.job_workflow_ref.startsWith(`${own}/`);
  const tag = claims.job_workflow_ref.split('@refs/tags/')[1] ?? '';
  return [
    ...(repository === '' ? [] : compare('GITHUB_ACTION_REPOSITORY', [own], repository, remedy)),
    ...(ref === '' || !inContract ? [] : compare('GITHUB_ACTION_REF', [claims.job_workflow_sha, tag], ref, remedy)),
  ];
}

function compare(claim: string, expected: readonly string[], actual: unknown, remedy: string): ClaimProblem[] {
  if (typeof actual === 'string' && expected.includes(actual)) return [];
  const shown = typeof actual === 'string' ? actual : actual === undefined ? '(absent)' : JSON.stringify(actual);
  return [{ claim, expected: expected.join(' or '), actual: shown, remedy }];
}

function checkToken(claims: Claims, config: Config): ClaimProblem[] {
  const owner = config.organization['owner-id'];
  return [
    ...compare('iss', [config.github.issuer], claims.iss, 'Only tokens of the issuer in github.issuer are taken.'),
    ...compare('aud', audiences, claims.aud, 'Ask for the token with exactly one of these audiences.'),
    ...compare(
      'repository_owner_id',
      [owner],
      claims.repository_owner_id,
      'The repository belongs to another account than organization.owner-id; move it back, or correct safeguard.yml.',
    ),
  ];
}

function checkRun(claims: Claims, config: Config, part: ContractPart): ClaimProblem[] {
  const runner = claims.runner_environment;
  return [
    ...compare('event_name', contractEvents, claims.event_name, 'Start the workflow by one of these events.'),
    // A self-hosted runner may keep what an earlier job left behind (threat D10); only a demonstration may use one.
    ...(config.local
      ? []
      : compare('runner_environment', ['github-hosted'], runner, 'Run the contract on a runner that GitHub hosts.')),
    ...(part === 'deploy'
      ? compare(
          'run_attempt',
          ['1'],
          claims.run_attempt,
          'An approval names no attempt, so a re-run cannot use it; start a new run.',
        )
      : []),
  ];
}

function checkEnvironment(claims: Claims, environment: EnvironmentName | null): ClaimProblem[] {
  if (environment !== null) {
    return compare(
      'environment',
      [environment],
      claims.environment,
      'The job has to name this environment, spelled exactly so.',
    );
  }
  if (claims.environment === undefined) return [];
  const remedy = 'This job runs outside every environment; remove environment: from it.';
  return [{ claim: 'environment', expected: '(absent)', actual: claims.environment, remedy }];
}

function unknownService(claims: Claims, config: Config): ClaimProblem {
  const expected = listed(Object.values(config.services).map((one) => one['repository-id']));
  const remedy = `The token is of ${subjectWords(claims.sub)}; add a service with this repository-id to safeguard.yml.`;
  return { claim: 'repository_id', expected, actual: claims.repository_id, remedy };
}

function unmeantService(services: readonly Service[], name: ServiceName | undefined): ClaimProblem {
  const expected = services.map((one) => one.name).join(' or ');
  const remedy = 'The repository has these services; pass the one that is meant as the input service.';
  return { claim: 'service', expected, actual: name ?? '(nothing)', remedy };
}

function checkSource(claims: Claims, service: Service): ClaimProblem[] {
  const renamed = `The id is that of ${service.repository}: if it was renamed, write the new name into safeguard.yml.`;
  return [
    ...compare('repository', [service.repository], claims.repository, renamed),
    ...(acceptsRef(service['source-refs'], claims.ref) ? [] : [unlistedRef(claims, service)]),
  ];
}

function unlistedRef({ ref }: Claims, service: Service): ClaimProblem {
  const remedy = 'Run from one of these, or add this one to branches or tags of the service.';
  return { claim: 'ref', expected: service['source-refs'].join(' or '), actual: ref, remedy };
}

function checkContract(
  claims: Claims,
  config: Config,
  { part, service, besideBundle }: { part: ContractPart; service: Service | undefined; besideBundle: boolean },
): ClaimProblem[] {
  const { contracts } = config;
  const running = runningRelease(claims, config, besideBundle);
  const refOf = ({ version }: ContractRelease) => `${contracts.repository}/${contracts[part]}@refs/tags/${version}`;
  const trusted = contracts.releases.filter((release) => whyRefused(config, release) === '');
  const direct =
    part === 'build' && service ? service['direct-workflows'].map((one) => `${service.repository}/${one}`) : [];
  const release = trusted.find((one) => refOf(one) === claims.job_workflow_ref);
  if (release) {
    return compare(
      'job_workflow_sha',
      [release.sha],
      claims.job_workflow_sha,
      `The tag ${release.version} does not point where safeguard.yml says: it was moved, or the entry is wrong. Do not use it.`,
    );
  }
  if (direct.includes(claims.job_workflow_ref)) {
    return compare(
      'job_workflow_sha',
      [claims.sha],
      claims.job_workflow_sha,
      'A workflow of the service itself has to come from the commit it builds.',
    );
  }
  const listedRelease = contracts.releases.find((one) => refOf(one) === claims.job_workflow_ref);
  if (running && !listedRelease && claims.job_workflow_ref.startsWith(`${contracts.repository}/${contracts[part]}@`))
    return [];
  const remedy = listedRelease
    ? whyRefused(config, listedRelease)
    : 'Call the contract at one of these tags; a branch or a bare commit is not enough.';
  // The release that runs counts before any release lists it; the message says so instead of an empty list.
  const itself = besideBundle
    ? [`${contracts.repository}/${contracts[part]}@refs/tags/vX.Y.Z, at least ${contracts.minimum}`]
    : [];
  return compare('job_workflow_ref', [...trusted.map(refOf), ...direct, ...itself], claims.job_workflow_ref, remedy);
}

/** '' for a release that counts. */
function whyRefused(config: Config, { version, revoked }: ContractRelease): string {
  const { minimum } = config.contracts;
  if (revoked) return `Release ${version} is revoked since ${revoked.on}: ${revoked.reason} Call a newer one.`;
  return isOlderRelease(version, minimum)
    ? `Release ${version} is older than the minimum ${minimum}; call a newer one.`
    : '';
}

/** A problem as one sentence. */
export function describeProblem({ claim, expected, actual, remedy }: ClaimProblem): string {
  const speaker = claim === 'service' ? 'caller' : claim.startsWith('GITHUB_') ? 'runner' : 'token';
  return `${claim}: expected ${expected}, the ${speaker} says ${actual}. ${remedy}`;
}

/** The run according to its token; `job` is the runner's name for the job, '' when there is none. */
export function runOfClaims(claims: Claims, job: string): RunContext {
  return RunContext.parse({
    repository_id: claims.repository_id,
    repository: claims.repository,
    run_id: claims.run_id,
    run_attempt: Number(claims.run_attempt),
    event: claims.event_name,
    actor_id: claims.actor_id,
    actor: claims.actor,
    ref: claims.ref,
    commit: claims.sha,
    job_workflow_ref: claims.job_workflow_ref,
    job_workflow_sha: claims.job_workflow_sha,
    runner_environment: claims.runner_environment,
    environment: claims.environment ?? '',
    job: job === '' ? 'job' : job,
    source: 'token',
  });
}
