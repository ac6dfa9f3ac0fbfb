// Narrows a role, while it is taken, to one repository and one environment (ARCHITECTURE, the four roles; THREATS E9). A
// session policy only ever takes away; what the role itself may do stays the upper bound.
import { Fault } from '../base/fault.ts';
import type { Claims } from '../model/identity.ts';
import type { RepositoryId } from '../model/ids.ts';

/** The four roles. */
export type RoleName = 'pusher' | 'recorder' | 'writer' | 'deployer';

/** What a session is narrowed to; null where the service has no such thing. ARNs are of the commercial partition. */
export type SessionFacts = {
  bucket: string | null;
  repositoryId: RepositoryId;
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

/** What STS takes, in characters. */
const limit = 2048;

/** The session policy as compact JSON. Throws CONFIG_INVALID when the names in it are too long for STS, which takes 2048 characters: every bucket, environment and ECR name fits while GitHub's ids have up to 11 digits. */
export function sessionPolicy(role: RoleName, facts: SessionFacts): string {
  const statements = statementsOf(role, facts);
  // A policy needs a statement; a role that has nothing to reach may do nothing.
  const nothing: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements.length > 0 ? statements : [nothing] });
  if (policy.length <= limit) return policy;
  throw new Fault(
    'CONFIG_INVALID',
    `the session policy of ${role} has ${policy.length} characters, STS takes ${limit}`,
    {
      hint: 'Shorten the name of the bucket, of the environment or of the ECR repository.',
    },
  );
}

function statementsOf(role: RoleName, facts: SessionFacts): Statement[] {
  switch (role) {
    case 'pusher':
      return serviceStatements(facts, pushActions);
    case 'recorder':
      return [...evidenceStatements(facts, [noted(facts)], [noted(facts)]), ...serviceStatements(facts, pullActions)];
    case 'writer': {
      const ledger = facts.environment === null ? [] : [`ledger/${facts.repositoryId}/${facts.environment}`];
      return [...evidenceStatements(facts, ledger, []), ...serviceStatements(facts, pullActions)];
    }
    case 'deployer':
      return deployerStatements(facts);
  }
}

/** Notes of what was published. A deploy does without them: the writer's policy has no room. */
function noted({ repositoryId }: SessionFacts): string {
  return `published/${repositoryId}`;
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
function serviceStatements({ ecrRepositoryArn, kmsKeyArn }: SessionFacts, ecrActions: readonly string[]): Statement[] {
  const reach = [
    ...(ecrRepositoryArn === null ? [] : [{ actions: ecrActions, resource: ecrRepositoryArn }]),
    ...(kmsKeyArn === null ? [] : [{ actions: ['kms:Sign', 'kms:GetPublicKey'], resource: kmsKeyArn }]),
  ];
  if (reach.length === 0) return [];
  const own = allow(
    reach.flatMap(({ actions }) => actions),
    reach.map(({ resource }) => resource),
  );
  return ecrRepositoryArn === null ? [own] : [own, allow('ecr:GetAuthorizationToken', '*')];
}

function allow(Action: string | string[], Resource: string | string[]): Statement {
  return { Effect: 'Allow', Action, Resource };
}

/** Puts and reads back locks under the own prefixes and `put`, reads the own ledger and `read`, and reads no evidence. */
function evidenceStatements(
  { bucket, repositoryId }: SessionFacts,
  put: readonly string[],
  read: readonly string[],
): Statement[] {
  if (bucket === null) return [];
  const arn = `arn:aws:s3:::${bucket}`;
  const prefixes = [...['records', 'blobs', 'manifests'].map((kind) => `${kind}/${repositoryId}`), ...put];
  // Versioning and the configuration of object locks, and nothing else that there is.
  const look = ['s3:GetBucketV*', 's3:GetBucketObjectLock*'];
  const readable = [`ledger/${repositoryId}`, ...read].map((prefix) => `${arn}/${prefix}/*`);
  return [
    allow(
      ['s3:PutObject', 's3:PutObjectRetention', 's3:GetObjectRetention'],
      prefixes.map((prefix) => `${arn}/${prefix}/*`),
    ),
    refusedLock('NumericLessThan', lockDays.least),
    refusedLock('NumericGreaterThan', lockDays.most),
    allow(['s3:GetObject', 's3:GetObjectVersion', ...look], [arn, ...readable]),
    // Every key of this repository has its id as the second part, and no other key has a part like it.
    {
      ...allow('s3:ListBucketVersions', arn),
      Condition: { StringLike: { 's3:prefix': `*/${repositoryId}/*` } },
    },
  ];
}

/** A lock sent with PutObject is checked as PutObjectRetention too; denying keeps the list of prefixes from standing twice. */
function refusedLock(operator: string, days: string): Statement {
  const Condition = { [operator]: { 's3:object-lock-remaining-retention-days': days } };
  return { Effect: 'Deny', Action: 's3:PutObjectRetention', Resource: '*', Condition };
}

/** The deploy command may do what its role may, but neither touch evidence nor sign as the contract. */
function deployerStatements({ bucket, kmsKeyArn }: SessionFacts): Statement[] {
  const arn = `arn:aws:s3:::${bucket}`;
  const denied = [...(bucket === null ? [] : [arn, `${arn}/*`]), ...(kmsKeyArn === null ? [] : [kmsKeyArn])];
  const everything = allow('*', '*');
  return denied.length === 0 ? [everything] : [everything, { Effect: 'Deny', Action: '*', Resource: denied }];
}

/** `sg-<repository id>-<run id>-<attempt>`, so that CloudTrail's session can be joined with the run (FACTS; STS allows `[\w+=,.@-]{2,64}`). */
export function sessionName(claims: Pick<Claims, 'repository_id' | 'run_id' | 'run_attempt'>): string {
  return `sg-${claims.repository_id}-${claims.run_id}-${claims.run_attempt}`;
}
