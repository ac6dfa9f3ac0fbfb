// Narrows a role, while it is taken, to one repository and one environment (threat E9). A session policy can only
// reduce permissions; the role's own policy stays the upper bound.
import { Fault } from '../base/fault.ts';
import type { Claims } from '../model/identity.ts';
import type { RepositoryId, ServiceName } from '../model/ids.ts';

/** The four roles. */
export const roleNames = ['pusher', 'recorder', 'writer', 'deployer'] as const;
export type RoleName = (typeof roleNames)[number];

/** What a session is narrowed to; null where the service has no such thing. */
export type SessionFacts = {
  /** `aws`, `aws-cn`, `aws-us-gov`: as the ARN of the role says. */
  partition: string;
  bucket: string | null;
  /** Region of the bucket. */
  bucketRegion: string;
  /** The key that the bucket is encrypted with, as safeguard.yml names it. */
  bucketKeyArn: string | null;
  repositoryId: RepositoryId;
  /** The name under which its evidence lies. */
  service: ServiceName;
  environment: string | null;
  ecrRepositoryArn: string | null;
  kmsKeyArn: string | null;
};

type Statement = {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
};

/** Six calendar years never have more than 2192 days, ten years and a margin of 366 never more than 4020 (model: retention). */
const lockDays = { least: '2192', most: '4020' };

/** What STS takes, in characters. Beside it STS has a limit on the packed size, whose measure it does not publish. */
const limit = 2048;

/**
 * What a session policy leaves to the role's own policy where long names leave no room: `registry` is pulling from this service's image
 * alone, `locks` the range of locks.
 */
type Left = 'registry' | 'locks';

/** In order of preference: a lock can never be undone, while pulling another image does no harm. */
const lefts: readonly (readonly Left[])[] = [[], ['registry'], ['registry', 'locks']];

/** The session policy as compact JSON, at most as long as STS takes. Throws CONFIG_INVALID when no form of it is. */
export function sessionPolicy(role: RoleName, facts: SessionFacts): string {
  return chooseForm(role, facts).text;
}

/** Statements that the role's own policy has to hold, because the session policy has no room for them; none with names of usual length. */
export function ownPolicy(role: RoleName, facts: SessionFacts): Statement[] {
  const { left } = chooseForm(role, facts);
  return [
    ...(left.includes('registry') && facts.ecrRepositoryArn !== null
      ? [allow([...pullActions], facts.ecrRepositoryArn)]
      : []),
    ...(left.includes('locks') ? refusedLocks(facts) : []),
  ];
}

function chooseForm(role: RoleName, facts: SessionFacts): { text: string; left: readonly Left[] } {
  const forms = lefts.map((left) => ({ left, text: documentOf(statementsOf(role, facts, left)) }));
  const form = forms.find(({ text }) => text.length <= limit);
  if (form) return form;
  const shortest = Math.min(...forms.map(({ text }) => text.length));
  throw new Fault('CONFIG_INVALID', `the session policy of ${role} has ${shortest} characters, STS takes ${limit}`, {
    hint: 'Shorten the name of the bucket, of the environment or of the key in safeguard.yml.',
  });
}

function documentOf(statements: readonly Statement[]): string {
  // A policy needs a statement; a role without any resource is denied everything.
  const nothing: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: statements.length > 0 ? statements : [nothing] });
}

function statementsOf(role: RoleName, facts: SessionFacts, left: readonly Left[]): Statement[] {
  const { repositoryId, service, environment } = facts;
  switch (role) {
    case 'pusher':
      return serviceStatements(facts, pushActions, []);
    case 'recorder': {
      // `publish` notes what it attached to an image, so that readers need not try every decoy (threat G3).
      const written = [`published/${repositoryId}/${service}`];
      return [...evidenceStatements(facts, written, left), ...serviceStatements(facts, pullActions, left)];
    }
    case 'writer': {
      const written = environment === null ? [] : [`ledger/${repositoryId}/${service}/${environment}`];
      return [...evidenceStatements(facts, written, left), ...serviceStatements(facts, pullActions, left)];
    }
    case 'deployer':
      return deployerStatements(facts);
  }
}

const pullActions = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const pushActions = [
  ...pullActions,
  'ecr:BatchCheckLayerAvailability',
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:PutImage',
];

/** The service's registry and key. In one statement, since an action of one service means nothing on a resource of another. */
function serviceStatements(
  { ecrRepositoryArn, kmsKeyArn }: SessionFacts,
  ecrActions: readonly string[],
  left: readonly Left[],
): Statement[] {
  const login = 'ecr:GetAuthorizationToken';
  const anyImage = left.includes('registry');
  const reach = [
    ...(ecrRepositoryArn === null || anyImage ? [] : [{ actions: ecrActions, resource: ecrRepositoryArn }]),
    ...(kmsKeyArn === null ? [] : [{ actions: ['kms:Sign', 'kms:GetPublicKey'], resource: kmsKeyArn }]),
  ];
  const own = allow(
    reach.flatMap(({ actions }) => actions),
    reach.map(({ resource }) => resource),
  );
  return [
    ...(reach.length === 0 ? [] : [own]),
    ...(ecrRepositoryArn === null ? [] : [allow(anyImage ? [...ecrActions, login] : login, '*')]),
  ];
}

function allow(Action: string | string[], Resource: string | string[]): Statement {
  return { Effect: 'Allow', Action, Resource };
}

/** Puts and reads back locks under the own prefixes, reads the own ledger and what was published, and reads no evidence. */
function evidenceStatements(facts: SessionFacts, written: readonly string[], left: readonly Left[]): Statement[] {
  const { partition, bucket, repositoryId, service } = facts;
  if (bucket === null) return [];
  const arn = `arn:${partition}:s3:::${bucket}`;
  const own = `${repositoryId}/${service}`;
  const prefixes = [`records/${own}`, `blobs/${repositoryId}`, `manifests/${own}`, ...written];
  const read = [`${arn}/ledger/${own}/*`, `${arn}/published/${own}/*`];
  return [
    // `??t` is Put and Get.
    allow(
      ['s3:PutObject', 's3:??tObjectRetention'],
      prefixes.map((prefix) => `${arn}/${prefix}/*`),
    ),
    ...(left.includes('locks') ? [] : refusedLocks(facts)),
    // The beginnings of GetBucketVersioning and GetBucketObjectLockConfiguration, which no other action shares.
    allow(['s3:GetObject', 's3:GetObjectVersion', 's3:GetBucketV*', 's3:GetBucketObjectL*'], [arn, ...read]),
    // Every key of this repository has its id as the second part, and keys of other repositories never do.
    {
      ...allow('s3:ListBucketVersions', arn),
      Condition: { StringLike: { 's3:prefix': `*/${repositoryId}/*` } },
    },
    ...bucketKeyStatements(facts),
  ];
}

/**
 * S3 uses the key on behalf of the session that puts and gets (SSE-KMS). The session may use it only through S3, where
 * the statements above limit the objects; a condition on the encryption context would only repeat that limit.
 */
function bucketKeyStatements({ bucketKeyArn, bucketRegion }: SessionFacts): Statement[] {
  if (bucketKeyArn === null) return [];
  const Condition = { StringLike: { 'kms:ViaService': `s3.${bucketRegion}.*` } };
  return [{ ...allow(['kms:GenerateDataKey', 'kms:Decrypt'], bucketKeyArn), Condition }];
}

/** A lock sent with PutObject is also checked as PutObjectRetention; a Deny avoids a second list of prefixes. */
function refusedLocks({ bucket }: SessionFacts): Statement[] {
  const refused = (operator: string, days: string): Statement => {
    const Condition = { [operator]: { 's3:object-lock-remaining-retention-days': days } };
    return { Effect: 'Deny', Action: 's3:PutObjectRetention', Resource: '*', Condition };
  };
  if (bucket === null) return [];
  return [refused('NumericLessThan', lockDays.least), refused('NumericGreaterThan', lockDays.most)];
}

/**
 * The deploy command has all permissions of its role, except to touch evidence, lock it without end, or sign as the
 * contract.
 */
function deployerStatements({ partition, bucket, bucketKeyArn, kmsKeyArn }: SessionFacts): Statement[] {
  const arn = `arn:${partition}:s3:::${bucket}`;
  const denied = [...(bucket === null ? [] : [arn, `${arn}/*`]), ...(kmsKeyArn === null ? [] : [kmsKeyArn])];
  const deny = (Action: string | string[], Resource: string | string[]): Statement => ({
    Effect: 'Deny',
    Action,
    Resource,
  });
  return [
    allow('*', '*'),
    ...(denied.length === 0 ? [] : [deny('*', denied)]),
    // Other things may be encrypted with the key of the bucket, so that its use is not denied.
    ...(bucketKeyArn === null
      ? []
      : [deny(['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:PutKeyPolicy'], bucketKeyArn)]),
  ];
}

/** `sg-<repository id>-<run id>-<attempt>`, so that CloudTrail's session can be joined with the run (STS allows `[\w+=,.@-]{2,64}`). */
export function sessionName(claims: Pick<Claims, 'repository_id' | 'run_id' | 'run_attempt'>): string {
  return `sg-${claims.repository_id}-${claims.run_id}-${claims.run_attempt}`;
}
