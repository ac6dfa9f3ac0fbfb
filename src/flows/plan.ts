// What safeguard.yml requires of a repository, before any job of it runs. It decides nothing that counts: it refuses early what
// later jobs would refuse by the token, and says which scanners have to run.
import { effectivePolicy, serviceOf } from '../config/effective.ts';
import type { LoadedConfig, Service } from '../model/config.ts';
import type { EffectivePolicy } from '../model/decision.ts';
import { ScanKind } from '../model/finding.ts';
import { type Digest, RepositoryId, type RepositoryPath } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { contractEvents } from '../trust/caller.ts';

/** Facts about the artifact; `image-digest` for an image that exists already. */
export type PlanInputs = {
  context?: RepositoryPath | undefined;
  dockerfile?: RepositoryPath | undefined;
  'image-digest'?: Digest | undefined;
};

/** The command `plan`. Throws SERVICE_UNKNOWN for a repository, or a fork, that safeguard.yml does not name. */
export async function plan(inputs: PlanInputs, ports: Pick<Ports, 'job'>, loaded: LoadedConfig) {
  const id = RepositoryId.parse(ports.job.GITHUB_REPOSITORY_ID);
  const service = serviceOf(loaded.config, id);
  const policy = effectivePolicy(loaded, id, null);
  const origin = inputs['image-digest'] === undefined ? 'build' : 'prebuilt';
  const refusals = [
    ...runProblems(ports.job, policy),
    ...originProblems(origin, policy),
    ...loginProblems(service),
    ...pathProblems(inputs, service),
  ];
  const { context, dockerfile } = service.build;
  const refused = refusals.length > 0;
  const lines = (kind: ScanKind) => (refused ? '' : toolsOf(policy, kind).join('\n'));
  const text = refused
    ? ['Refused: nothing is built.', ...refusals.map((line) => `  - ${line}`)].join('\n')
    : [
        origin === 'build'
          ? `${service.repository}: builds ${dockerfile} in ${context}.`
          : `${service.repository}: takes ${inputs['image-digest']} as it is.`,
        ...ScanKind.options.map((kind) => `  ${kind}: ${toolsOf(policy, kind).join(', ') || noneText(policy, kind)}`),
        `  findings of severity ${policy.threshold} or worse stop it.`,
      ].join('\n');
  return {
    outputs: {
      origin: refused ? '' : origin,
      // The build takes these, never what a caller wrote.
      context: refused ? '' : context,
      dockerfile: refused ? '' : dockerfile,
      source: lines('source'),
      dependencies: lines('dependencies'),
      image: lines('image'),
      infrastructure: lines('infrastructure'),
      secrets: lines('secrets'),
    },
    denied: refused,
    text,
    json: { service: service.repository, origin, scans: policy.scans, refusals },
  };
}

function toolsOf(policy: EffectivePolicy, kind: ScanKind): string[] {
  const requirement = policy.scans[kind];
  return requirement && 'tools' in requirement ? requirement.tools : [];
}

function noneText(policy: EffectivePolicy, kind: ScanKind): string {
  const requirement = policy.scans[kind];
  return requirement && 'none' in requirement ? `nothing to scan: ${requirement.none}` : '';
}

function runProblems(job: Ports['job'], policy: EffectivePolicy): string[] {
  const { GITHUB_EVENT_NAME: event = '', GITHUB_REF: ref = '' } = job;
  const { source_refs } = policy.service;
  return [
    ...(contractEvents.some((known) => known === event)
      ? []
      : [
          `event: expected ${contractEvents.join(' or ')}, this run was started by ${event || '(nothing)'}. Start the workflow by one of these.`,
        ]),
    ...(source_refs.includes(ref)
      ? []
      : [
          `ref: expected ${source_refs.join(' or ')}, this run is on ${ref || '(nothing)'}. Build from one of them, or list this one under source-refs.`,
        ]),
  ];
}

/** Nobody logs in to a registry inside build-sign.yml: no step of it does, and none of the caller's runs in its jobs. */
function loginProblems({ registry }: Service): string[] {
  if (registry.auth !== 'docker-config') return [];
  return [
    "registry.auth: expected ecr or anonymous, safeguard.yml says docker-config, and no job of build-sign.yml has a docker login. Keep the image in ECR with auth: ecr, or let a workflow of the service's own log in and call the action custody, which direct-workflows has to list.",
  ];
}

function originProblems(origin: 'build' | 'prebuilt', policy: EffectivePolicy): string[] {
  if (origin === 'build' || policy.prebuilt_images === 'allow') return [];
  return [
    'image-digest: expected none, since safeguard.yml refuses prebuilt images for this service. Let build-sign build the image, or set prebuilt-images: allow.',
  ];
}

/** One repository makes one image, which ledger and approvals are about; a second one would share both with it. */
function pathProblems(inputs: PlanInputs, { repository, build }: Service): string[] {
  return (['context', 'dockerfile'] as const).flatMap((name) => {
    const given = inputs[name];
    if (given === undefined || given === build[name]) return [];
    return [
      `${name}: expected ${build[name]}, which safeguard.yml names for ${repository}, the caller asks for ${given}. Leave the input out, or change build.${name} of the service.`,
    ];
  });
}
