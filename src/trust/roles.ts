// The roles of a service: which there are, what the session of each is narrowed to, and why AWS refused one.
import { Fault } from '../base/fault.ts';
import type { Config, LoadedConfig, Role, Service } from '../model/config.ts';
import { parseEcrHost } from '../model/ecr-host.ts';
import type { EnvironmentName, RepositoryId } from '../model/ids.ts';
import { environmentOf } from '../model/services.ts';
import type { explainTrust } from './policy-document.ts';
import type { RoleName, SessionFacts } from './session-policy.ts';

/** The role's entry in the configuration, undefined where the service needs none (directory store, open registry). */
export function findRole(service: Service, name: RoleName, environment: EnvironmentName | null): Role | undefined {
  if (name === 'pusher' || name === 'recorder') return service.roles?.[name];
  if (environment === null) throw new Fault('BUG', `role ${name} was asked for without an environment`);
  return environmentOf(service, environment).roles?.[name];
}

/**
 * What the session of a role is narrowed to. The partition is that of the role; so is the account, where the
 * configuration names none.
 */
export function sessionFacts(
  { config }: LoadedConfig,
  { id, service }: { id: RepositoryId; service: Service },
  name: RoleName,
  environment: EnvironmentName | null,
): SessionFacts {
  const { store, sts } = config;
  const s3 = store.type === 's3' ? store : undefined;
  const partition = findRole(service, name, environment)?.arn.split(':')[1] ?? 'aws';
  // The recorder signs nothing: it trusts both contracts, and there is one key per contract.
  const key = name === 'recorder' ? undefined : service.keys?.[name === 'pusher' ? 'build' : 'deploy'].id;
  const signingRegion = config.signing.mode === 'kms' ? config.signing.region : sts?.region;
  const keyArn = key?.startsWith('arn:') ? key : `arn:${partition}:kms:${signingRegion}:${sts?.account}:key/${key}`;
  return {
    partition,
    bucket: s3?.bucket ?? null,
    bucketRegion: s3?.region ?? '',
    bucketKeyArn: s3?.['kms-key'] ?? null,
    repositoryId: id,
    environment,
    ecrRepositoryArn: ecrArn(service, partition, config),
    kmsKeyArn: key && sts ? keyArn : null,
  };
}

/** The ARN of the image's repository: in the account and region that the host of the registry names, which may be another account than ours. */
function ecrArn({ registry }: Service, partition: string, { sts }: Config): string | null {
  if (registry.auth !== 'ecr' || !sts) return null;
  const [host = '', ...path] = registry.repository.split('/');
  const { account, region } = parseEcrHost(host) ?? {
    account: sts.account,
    region: registry.region ?? sts.region,
  };
  return `arn:${partition}:ecr:${region}:${account}:repository/${path.join('/')}`;
}

type Explanation = ReturnType<typeof explainTrust>;

/** The refusal by AWS with the claims that the copy of the trust policy does not accept. */
export function describeRefusal(name: RoleName, role: Role, message: string, explanation: Explanation): string {
  const failing = explanation.failing.map(
    (f) => `  - claim ${f.claim}: expected ${f.operator} ${f.expected.join(' or ')}, the token says ${f.actual}`,
  );
  const source = 'STS does not say which claim failed; the copy of the trust policy in safeguard.yml was used.';
  const copyAgrees =
    'By the copy in safeguard.yml the role should have been granted: the copy and the role in AWS differ.';
  const reasons = explanation.granted
    ? [`  - ${copyAgrees}`]
    : [...failing, ...explanation.problems.map((p) => `  - ${p}`)];
  return [`AWS refused the role ${name} (${role.arn}): ${message}`, ...reasons, `  ${source}`].join('\n');
}
