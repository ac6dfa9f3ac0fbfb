// What safeguard.yml requires of a repository, before any job of it runs. It decides nothing that counts: it refuses early what
// later jobs would refuse by the token, and says which scanners have to run.
import { effectivePolicy, requiredTools } from '../config/effective.ts';
import { renderPlan } from '../config/explain-plan.ts';
import type { Answer } from '../model/answer.ts';
import type { Config, LoadedConfig, Service } from '../model/config.ts';
import type { ScanKind } from '../model/finding.ts';
import { Commit, type ServiceName } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { serviceOf } from '../model/services.ts';
import { needsBranch } from '../model/source-refs.ts';
import { type BuildRequest, refuseRequest, refuseUnheld } from '../trust/build-request.ts';
import { readHeldBy } from './collect/held-by.ts';
import { jobRepository } from './session/session.ts';

type PlanOutputs = Record<'service' | 'origin' | 'context' | 'dockerfile' | ScanKind, string>;

/** The command `plan`. Throws SERVICE_UNKNOWN for a repository, or a fork, that safeguard.yml does not name. */
export async function plan(
  { service: asked, ...request }: BuildRequest & { service?: ServiceName | undefined },
  ports: Pick<Ports, 'job' | 'forge'>,
  loaded: LoadedConfig,
): Promise<Answer<PlanOutputs>> {
  const id = jobRepository(ports.job);
  const service = serviceOf(loaded.config, id, asked);
  const policy = effectivePolicy(loaded, service, null);
  const origin = request['prebuilt-digest'] === undefined ? 'build' : 'prebuilt';
  const early = refuseRequest(request, ports.job, policy, service);
  const run = { ref: ports.job.GITHUB_REF ?? '', commit: ports.job.GITHUB_SHA ?? '' };
  const refusals = early.length > 0 ? early : await refuseTag(ports, loaded.config, service, run);
  const refused = refusals.length > 0;
  const lines = (kind: ScanKind) => (refused ? '' : requiredTools(policy, kind).join('\n'));
  return {
    outputs: {
      service: refused ? '' : service.name,
      origin: refused ? '' : origin,
      // The build takes these, never what a caller wrote.
      context: refused ? '' : service.build.context,
      dockerfile: refused ? '' : service.build.dockerfile,
      source: lines('source'),
      dependencies: lines('dependencies'),
      image: lines('image'),
      infrastructure: lines('infrastructure'),
      secrets: lines('secrets'),
    },
    denied: refused,
    text: renderPlan(service, policy, refusals, request['prebuilt-digest']),
    json: { service: service.name, repository: service.repository, origin, scans: policy.scans, refusals },
  };
}

/** A tag whose commit no listed branch holds would be refused after the build. Throws what `readHeldBy` throws. */
async function refuseTag(
  ports: Pick<Ports, 'forge'>,
  config: Config,
  service: Service,
  run: { ref: string; commit: string },
): Promise<string[]> {
  if (!needsBranch(service['source-refs'], run.ref)) return [];
  const commit = Commit.parse(run.commit);
  return refuseUnheld(run.ref, await readHeldBy(ports, config, service, { ref: run.ref, commit }));
}
