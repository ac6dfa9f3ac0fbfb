// What a caller of the build contract may ask for, held against the configuration before any job runs.
import { listed, named } from '../base/text.ts';
import type { Service } from '../model/config.ts';
import type { EffectivePolicy } from '../model/decision.ts';
import type { HeldBy } from '../model/held-by.ts';
import type { Digest } from '../model/ids.ts';
import { acceptsRef } from '../model/source-refs.ts';
import { contractEvents } from './caller.ts';

/** Facts about the artifact: the digest of an image that exists already. */
export type BuildRequest = {
  'prebuilt-digest'?: Digest | undefined;
};

/** The run, by the runner's variables. */
export type RequestingJob = Readonly<Record<string, string>>;

/**
 * The reasons not to build: the run, the origin of the image, the registry's login. Empty when the build may
 * start.
 */
export function refuseRequest(
  request: BuildRequest,
  job: RequestingJob,
  policy: EffectivePolicy,
  service: Service,
): string[] {
  return [...runProblems(job, policy), ...originProblems(request, policy), ...loginProblems(service)];
}

function runProblems(job: RequestingJob, policy: EffectivePolicy): string[] {
  const { GITHUB_EVENT_NAME: event = '', GITHUB_REF: ref = '' } = job;
  const { source_refs } = policy.service;
  return [
    ...(contractEvents.some((known) => known === event)
      ? []
      : [
          `event: expected ${contractEvents.join(' or ')}, this run was started by ${event || '(nothing)'}. Start the workflow by one of these.`,
        ]),
    ...(acceptsRef(source_refs, ref)
      ? []
      : [
          `ref: expected ${source_refs.join(' or ')}, this run is on ${ref || '(nothing)'}. Build from one of them, or add this one to branches or tags of the service.`,
        ]),
  ];
}

/** The reason not to build from a tag whose commit no listed branch holds; empty where one does, or where none has to. */
export function refuseUnheld(ref: string, held: HeldBy | undefined): string[] {
  if (!held || held.branches.some(({ standing }) => standing === 'identical' || standing === 'behind')) return [];
  const asked = held.branches.map(({ ref: branch, standing }) => `${branch} (${standing})`);
  return [
    `tag-unheld: expected a listed branch that holds the commit of ${named(ref)}, commit ${held.commit} is on none of ${listed(asked)}. Merge it, or tag a commit that is on one of them; the tag's commit counts for a branch that GitHub calls identical or behind.`,
  ];
}

/** Nobody logs in to a registry inside build-sign.yml: no step of it does, and none of the caller's runs in its jobs. */
function loginProblems({ registry }: Service): string[] {
  if (registry.auth !== 'docker-config') return [];
  return [
    "registry.auth: expected ecr or anonymous, safeguard.yml says docker-config, and no job of build-sign.yml has a docker login. Keep the image in ECR with auth: ecr, or let a workflow of the service's own log in and call the action custody, which direct-workflows has to list.",
  ];
}

function originProblems(request: BuildRequest, policy: EffectivePolicy): string[] {
  if (request['prebuilt-digest'] === undefined || policy.prebuilt_images === 'allow') return [];
  return [
    'prebuilt-digest: expected none, since safeguard.yml refuses prebuilt images for this service. Let build-sign build the image, or set prebuilt-images: allow.',
  ];
}
