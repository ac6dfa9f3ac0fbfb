// The roles of a service: which there are, what the session of each is narrowed to, and why AWS refused one.
import { Fault } from '../base/fault.ts';
import type { LoadedConfig, Role, Service } from '../model/config.ts';
import { parseEcrHost } from '../model/ecr-host.ts';
import type { EnvironmentName } from '../model/ids.ts';
import { partitionOf } from '../model/role-names.ts';
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
 * What the session of a role is narrowed to. The account of a key or registry that names none is
 * that of the role.
 */
export function sessionFacts(
  { config }: LoadedConfig,
  service: Service,
  name: RoleName,
  environment: EnvironmentName | null,
): SessionFacts {
  const { store, signing } = config;
  const s3 = store.type === 's3' ? store : undefined;
  const role = findRole(service, name, environment);
  const partition = role?.arn.split(':')[1] ?? 'aws';
  // The recorder signs nothing: it trusts both contracts, and there is one key per contract.
  const key = name === 'recorder' ? undefined : service.keys?.[name === 'pusher' ? 'build' : 'deploy'].id;
  const signingRegion = signing.mode === 'kms' ? signing.region : role?.region;
  const keyArn = key?.startsWith('arn:') ? key : `arn:${partition}:kms:${signingRegion}:${role?.account}:key/${key}`;
  return {
    partition,
    bucket: s3?.bucket ?? null,
    bucketRegion: s3?.region ?? '',
    bucketKeyArn: s3?.['kms-key'] ?? null,
    repositoryId: service['repository-id'],
    service: service['evidence-name'],
    environment,
    ecrRepositoryArn: ecrArn(service, role),
    kmsKeyArn: key && role ? keyArn : null,
  };
}

/** The ARN of the image's repository: in the account and region that the host of the registry names, which may be another account than ours. */
function ecrArn({ registry }: Service, role: Role | undefined): string | null {
  if (registry.auth !== 'ecr' || !role) return null;
  const [host = '', ...path] = registry.repository.split('/');
  const { account, region } = parseEcrHost(host) ?? {
    account: role.account,
    region: registry.region ?? role.region,
  };
  return `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${path.join('/')}`;
}

type Explanation = ReturnType<typeof explainTrust>;

/** What the trust policy in AWS has to accept, with the token's own values. */
type Wanted = { claim: string; actual: string };

/** The refusal by AWS, which never says why: the claims that fail, or all that the trust policy has to accept where none does. */
export function describeRefusal(name: RoleName, role: Role, message: string, explanation: Explanation): string {
  const failing = explanation.failing.map(
    (f) => `  - claim ${f.claim}: expected ${f.operator} ${f.expected.join(' or ')}, the token says ${f.actual}`,
  );
  const reasons = explanation.granted
    ? [
        '  By safeguard.yml it should have been granted: the role does not exist, or its trust policy in AWS does not accept one of',
        ...explanation.wanted.map(({ claim, actual }: Wanted) => `  - ${claim}: ${actual}`),
        '  `config explain --json` prints the trust policy that it needs.',
      ]
    : [...failing, ...explanation.problems.map((p) => `  - ${p}`)];
  return [`AWS refused the role ${name} (${role.arn}): ${message}`, ...reasons].join('\n');
}
