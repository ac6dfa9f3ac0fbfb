// Who runs: the job's own token against the configuration. Everything that counts as evidence starts here.
import { Fault } from '../../base/fault.ts';
import { serviceOf } from '../../config/effective.ts';
import type { LoadedConfig, Service } from '../../model/config.ts';
import type { Claims, RunContext, RunningRelease } from '../../model/identity.ts';
import { RunContext as RunContextSchema } from '../../model/identity.ts';
import type { EnvironmentName } from '../../model/ids.ts';
import type { Ports } from '../../model/ports.ts';
import { checkCaller, type Part, partOf, runningRelease } from '../../trust/caller.ts';

/** The audience of tokens that AWS STS takes. */
export const stsAudience = 'sts.amazonaws.com';

/** A job whose claims fit the configuration. */
export type Job = {
  part: Part;
  claims: Claims;
  run: RunContext;
  service: Service;
  running: RunningRelease;
};

/** Either the job, or the sentences why its identity is refused; a refusal is an answer, not a fault. */
export type JobOpening = { accepted: true; job: Job } | { accepted: false; problems: string[] };

/** Reads the job's identity and holds it against the configuration; `whichever` takes the contract the job says it is. Throws OIDC_MISSING where the job has none. */
export async function openJob(
  ports: Pick<Ports, 'identity' | 'job'>,
  loaded: LoadedConfig,
  part: Part | 'whichever',
  environment: EnvironmentName | null,
): Promise<JobOpening> {
  const token = await ports.identity(loaded.config).token(stsAudience);
  if (!token) throw new Fault('OIDC_MISSING', 'this job has no OIDC token to prove who it is');
  const besideBundle = loaded.origin === 'beside-bundle';
  const { GITHUB_ACTION_REPOSITORY = '', GITHUB_ACTION_REF = '' } = ports.job;
  const bundle = { besideBundle, repository: GITHUB_ACTION_REPOSITORY, ref: GITHUB_ACTION_REF };
  const judged = part === 'whichever' ? partOf(token.claims, loaded.config) : part;
  const problems = checkCaller(token.claims, loaded.config, judged, environment, bundle);
  if (problems.length > 0) {
    return {
      accepted: false,
      problems: problems.map((p) => `${p.claim}: expected ${p.expected}, the token says ${p.actual}. ${p.remedy}`),
    };
  }
  const run = runOf(token.claims, ports.job.GITHUB_JOB ?? '');
  return {
    accepted: true,
    job: {
      part: judged,
      claims: token.claims,
      run,
      service: serviceOf(loaded.config, run.repository_id),
      running: runningRelease(token.claims, loaded.config, besideBundle),
    },
  };
}

function runOf(claims: Claims, job: string): RunContext {
  return RunContextSchema.parse({
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

/** The answer for a job whose identity is refused. */
export function refusedJob(problems: readonly string[]) {
  const text = [
    'Refused: the identity of this job does not fit safeguard.yml.',
    ...problems.map((p) => `  - ${p}`),
  ].join('\n');
  return { denied: true, text, json: { refused: 'identity', problems } };
}
