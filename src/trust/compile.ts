// What the trust policy of each role has to say, computed from the configuration. It is what Terraform writes and what a refusal is explained
// by, since STS never says which claim failed. No value is a pattern but the subject
// of a tag by pattern; other subjects beside it hold neither `*` nor `?`, which the shape of safeguard.yml refuses, and stay exact.
import type { Config, ContractRelease, Role, Service } from '../model/config.ts';
import type { RunningRelease } from '../model/identity.ts';
import type { EnvironmentName } from '../model/ids.ts';
import { isOlderRelease } from '../model/release.ts';
import { isRefPattern } from '../model/source-refs.ts';
import type { RoleName } from './session-policy.ts';

/** The service that a role is of, and the environment of the job that takes it, which pusher and recorder do not ask for. */
export type RoleHome = { service: Service; environment: EnvironmentName | null };

/** The trust policy document of a role, for the releases that the configuration trusts and the one that runs. */
export function trustPolicy(
  config: Config,
  { service, environment }: RoleHome,
  { name, role, running = null }: { name: RoleName; role: Role; running?: RunningRelease },
) {
  const provider = config.github.issuer.replace(/^https?:\/\//, '');
  const [, partition = 'aws'] = role.arn.split(':');
  const subjects = subjectsOf(config, service, inEnvironment(name) ? environment : null);
  const subject = { [`${provider}:sub`]: subjects };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:${partition}:iam::${role.account}:oidc-provider/${provider}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${provider}:aud`]: 'sts.amazonaws.com',
            [`${provider}:repository_id`]: service['repository-id'],
            [`${provider}:job_workflow_ref`]: workflowsOf(config, service, name, running),
            ...(subjects.some(isRefPattern) ? {} : subject),
          },
          ...(subjects.some(isRefPattern) ? { StringLike: subject } : {}),
        },
      },
    ],
  } as const;
}

/** The contracts at each trusted release, the minimum among them, since the first release is listed by none. */
function workflowsOf(config: Config, service: Service, name: RoleName, running: RunningRelease): string[] {
  const { repository, build, deploy, releases, minimum } = config.contracts;
  const files = name === 'pusher' ? [build] : name === 'recorder' ? [build, deploy] : [deploy];
  const stands = ({ version, revoked }: ContractRelease) => !revoked && !isOlderRelease(version, minimum);
  const versions = [minimum, ...releases.filter(stands).map(({ version }) => version)];
  const known = versions.filter((version) => !releases.some((one) => one.version === version && one.revoked));
  const refs = new Set([...known.map((version) => `refs/tags/${version}`), ...(running ? [running.ref] : [])]);
  const direct = name === 'pusher' || name === 'recorder' ? service['direct-workflows'] : [];
  return [
    ...files.flatMap((file) => [...refs].map((ref) => `${repository}/${file}@${ref}`)),
    ...direct.map((one) => `${service.repository}/${one}`),
  ];
}

function inEnvironment(name: RoleName): boolean {
  return name === 'writer' || name === 'deployer';
}

/** Both of GitHub's forms: with names alone, and with the ids of owner and repository (immutable subjects). */
function subjectsOf(config: Config, service: Service, environment: EnvironmentName | null): string[] {
  const [owner = '', name = ''] = service.repository.split('/');
  const forms = [`${owner}/${name}`, `${owner}@${config.organization['owner-id']}/${name}@${service['repository-id']}`];
  const contexts =
    environment === null ? service['source-refs'].map((ref) => `ref:${ref}`) : [`environment:${environment}`];
  return contexts.flatMap((context) => forms.map((form) => `repo:${form}:${context}`));
}
