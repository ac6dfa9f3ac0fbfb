// Narrows a role, while it is taken, to one repository and one environment (ARCHITECTURE, the four roles; THREATS E9). A
// session policy only ever takes away; what the role itself may do stays the upper bound.
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

/** The session policy as compact JSON. For every configuration it stays below the 2048 characters that STS takes. */
export function sessionPolicy(role: RoleName, facts: SessionFacts): string {
  const statements = statementsOf(role, facts);
  // A policy needs a statement; a role that has nothing to reach may do nothing.
  const nothing: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: statements.length > 0 ? statements : [nothing] });
}

function statementsOf(role: RoleName, facts: SessionFacts): Statement[] {
  switch (role) {
    case 'pusher':
      return [...registryStatements(facts, pushActions), ...signStatements(facts)];
    case 'recorder':
      return [...evidenceStatements(facts, []), ...registryStatements(facts, pullActions), ...signStatements(facts)];
    case 'writer': {
      const ledger = facts.environment === null ? [] : [`ledger/${facts.repositoryId}/${facts.environment}`];
      return [
        ...evidenceStatements(facts, ledger),
        ...registryStatements(facts, pullActions),
        ...signStatements(facts),
      ];
    }
    case 'deployer':
      return deployerStatements(facts);
  }
}

const pullActions = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'];
const pushActions = [
  ...pullActions,
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:PutImage',
];

function registryStatements({ ecrRepositoryArn }: SessionFacts, actions: string[]): Statement[] {
  if (ecrRepositoryArn === null) return [];
  return [
    { Effect: 'Allow', Action: actions, Resource: ecrRepositoryArn },
    { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
  ];
}

function signStatements({ kmsKeyArn }: SessionFacts): Statement[] {
  if (kmsKeyArn === null) return [];
  return [{ Effect: 'Allow', Action: ['kms:Sign', 'kms:GetPublicKey'], Resource: kmsKeyArn }];
}

/** Puts and reads back locks under the own prefixes, reads the own ledger, and reads no evidence. */
function evidenceStatements({ bucket, repositoryId }: SessionFacts, ledger: readonly string[]): Statement[] {
  if (bucket === null) return [];
  const arn = `arn:aws:s3:::${bucket}`;
  const own = ['records', 'blobs', 'manifests'].map((kind) => `${kind}/${repositoryId}`);
  const written = [...own, ...ledger].map((prefix) => `${arn}/${prefix}/*`);
  const ledgerPrefix = `ledger/${repositoryId}/*`;
  const listed = [...own.map((prefix) => `${prefix}/*`), ledgerPrefix];
  const days = 's3:object-lock-remaining-retention-days';
  return [
    { Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObjectRetention'], Resource: written },
    {
      Effect: 'Allow',
      Action: 's3:PutObjectRetention',
      Resource: written,
      Condition: {
        NumericGreaterThanEquals: { [days]: lockDays.least },
        NumericLessThanEquals: { [days]: lockDays.most },
      },
    },
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: `${arn}/${ledgerPrefix}` },
    {
      Effect: 'Allow',
      Action: ['s3:ListBucket', 's3:ListBucketVersions'],
      Resource: arn,
      Condition: { StringLike: { 's3:prefix': listed } },
    },
    { Effect: 'Allow', Action: ['s3:GetBucketVersioning', 's3:GetBucketObjectLockConfiguration'], Resource: arn },
  ];
}

/** The deploy command may do what its role may, but neither touch evidence nor sign as the contract. */
function deployerStatements({ bucket, kmsKeyArn }: SessionFacts): Statement[] {
  const evidence = bucket === null ? [] : [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
  return [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    ...(evidence.length > 0 ? [{ Effect: 'Deny' as const, Action: 's3:*', Resource: evidence }] : []),
    ...(kmsKeyArn === null ? [] : [{ Effect: 'Deny' as const, Action: 'kms:*', Resource: kmsKeyArn }]),
  ];
}

/** `sg-<repository id>-<run id>-<attempt>`, so that CloudTrail's session can be joined with the run (FACTS; STS allows `[\w+=,.@-]{2,64}`). */
export function sessionName(claims: Pick<Claims, 'repository_id' | 'run_id' | 'run_attempt'>): string {
  return `sg-${claims.repository_id}-${claims.run_id}-${claims.run_attempt}`;
}
