// Who runs: the job's own token against the configuration. Everything that counts as evidence starts here, and what was found travels
// through the flows of a command as one value.
import { Fault } from '../../base/fault.ts';
import type { ServicePlace } from '../../evidence/keys.ts';
import type { LoadedConfig, Service } from '../../model/config.ts';
import type { Claims, RunContext, RunningRelease } from '../../model/identity.ts';
import { type ContractPart, type EnvironmentName, RepositoryId, type ServiceName } from '../../model/ids.ts';
import type { Ports } from '../../model/ports.ts';
import { serviceOf } from '../../model/services.ts';
import { checkCaller, describeProblem, partOf, runningRelease, runOfClaims } from '../../trust/caller.ts';

/** The audience of tokens that AWS STS takes. */
export const stsAudience = 'sts.amazonaws.com';

/** A job whose claims fit the configuration. */
export type Job = { part: ContractPart; claims: Claims; run: RunContext; running: RunningRelease };

/** What the flows of one command share: the world, the configuration, the service, and the job that acts for it. */
export type Session = { ports: Ports; loaded: LoadedConfig; service: Service; job: Job };

/** The world and the configuration, before it is known who runs. */
export type Surroundings = Pick<Session, 'ports' | 'loaded'>;

/** A session of a reader, who acts for no job. */
export type ServiceSession = Omit<Session, 'job'>;

/** Either the session, or the sentences why the job's identity is refused; a refusal is an answer, not a fault. */
export type SessionOpening = { accepted: true; session: Session } | { accepted: false; problems: string[] };

/** Whom a job claims to act for: a contract, or `whichever` it says it is; an environment, null for none; and a service by name where its repository has several. */
export type Claimed = {
  part: ContractPart | 'whichever';
  environment: EnvironmentName | null;
  service: ServiceName | undefined;
};

/** Reads the job's identity and holds it against the configuration. Throws OIDC_MISSING where the job has none. */
export async function openSession(
  { ports, loaded }: Surroundings,
  { part, environment, service: asked }: Claimed,
): Promise<SessionOpening> {
  const token = await ports.identity(loaded.config).token(stsAudience);
  if (!token) throw noToken(ports);
  const besideBundle = loaded.origin === 'beside-bundle';
  const { GITHUB_ACTION_REPOSITORY = '', GITHUB_ACTION_REF = '' } = ports.job;
  const bundle = { besideBundle, repository: GITHUB_ACTION_REPOSITORY, ref: GITHUB_ACTION_REF };
  const judged = part === 'whichever' ? partOf(token.claims, loaded.config) : part;
  const problems = checkCaller(token.claims, loaded.config, { part: judged, environment, service: asked }, bundle);
  if (problems.length > 0) return { accepted: false, problems: problems.map(describeProblem) };
  const run = runOfClaims(token.claims, ports.job.GITHUB_JOB ?? '');
  const running = runningRelease(token.claims, loaded.config, besideBundle);
  const service = serviceOf(loaded.config, run.repository_id, asked);
  return {
    accepted: true,
    session: { ports, loaded, service, job: { part: judged, claims: token.claims, run, running } },
  };
}

/** The repository that the runner names, where no token is asked. Throws INPUT_INVALID where it names none. */
export function jobRepository({ GITHUB_REPOSITORY_ID }: Ports['job']): RepositoryId {
  const read = RepositoryId.safeParse(GITHUB_REPOSITORY_ID);
  if (read.success) return read.data;
  throw new Fault(
    'INPUT_INVALID',
    'GITHUB_REPOSITORY_ID: expected the numeric id of the repository, as a GitHub runner gives it to every step',
  );
}

/** Where the evidence of a service lies. */
export function placeOf({ service }: Pick<Session, 'service'>): ServicePlace {
  return { repository_id: service['repository-id'], service: service['evidence-name'] };
}

/** Outside of a job no permission helps; what can be judged there is what `check` judges. */
function noToken({ job }: Pick<Ports, 'job'>): Fault {
  if (job.GITHUB_RUN_ID !== undefined)
    return new Fault('OIDC_MISSING', 'this job has no OIDC token to prove who it is');
  return new Fault('OIDC_MISSING', 'this is no job of GitHub Actions, so that nothing proves who runs', {
    hint: 'Here, safeguard check says what the gate before publishing would deny, as far as it can be known without a job.',
  });
}

/** The answer for a job whose identity is refused, with outputs that promise nothing. */
export function refuseIdentity<Outputs extends object>(outputs: Outputs, problems: readonly string[]) {
  const text = [
    'Refused: the identity of this job does not fit safeguard.yml.',
    ...problems.map((p) => `  - ${p}`),
  ].join('\n');
  return { outputs, denied: true, text, json: { refused: 'identity', problems } };
}
