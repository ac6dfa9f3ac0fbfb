// The shape of safeguard.yml as people write it. Unknown keys are errors; what is left out comes from `defaults` or from a convention,
// see resolve.ts. It decides nothing about what the values mean to each other: that is for the rules.
import * as z from 'zod';
import {
  ContractRelease,
  DeployCommand,
  FindingException,
  Person,
  PinnedKey,
  PolicySettings,
  RegistryAuth,
  ReleaseVersion,
  ScanRequirement,
} from '../model/config.ts';
import { AwsAccount, AwsRegion, ServiceUrl } from '../model/config-store.ts';
import { ScanKind } from '../model/finding.ts';
import {
  BucketName,
  EnvironmentName,
  ImageRepository,
  RepositoryId,
  RepositoryName,
  RepositoryPath,
  ServiceName,
  TeamId,
  UserId,
} from '../model/ids.ts';
import { Signing } from '../model/signing.ts';

/** An account by the name that the rest of the file calls it by. */
const AccountName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a name of lower-case letters, digits and "-" that begins with a letter');

const Account = z.strictObject({
  id: AwsAccount.describe('Number of the account.'),
  region: AwsRegion.describe('Region of its keys, registries and STS; the partition follows from it.'),
  'sts-endpoint': ServiceUrl.optional().describe('For tests.'),
});

const RoleArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, 'expected the ARN of an IAM role');

/** Where no convention serves. */
const roleArns = <Name extends string>(...names: Name[]) =>
  z.partialRecord(z.enum(names), RoleArn).default({}).describe('ARNs of roles that are not named by convention.');

const Store = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('dir'), path: z.string().min(1) }),
  z.strictObject({
    type: z.literal('s3'),
    bucket: BucketName,
    account: AccountName.describe('Owner of the bucket; sent as ExpectedBucketOwner on every call.'),
    region: AwsRegion.optional().describe("Where it is not the account's."),
    endpoint: ServiceUrl.optional(),
    'kms-key': z
      .string()
      .regex(
        /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,64}$/,
        'expected the ARN of a KMS key, no alias',
      )
      .optional()
      .describe(
        'ARN of the key that the bucket is encrypted with (SSE-KMS), so that sessions may use it; none for keys of S3 itself.',
      ),
  }),
]);

const Branch = z.string().regex(/^[^*?[\]{}\s\\^~:]{1,200}$/, 'expected the exact name of a branch');
const Tag = z
  .string()
  .regex(/^[^?[\]{}\s\\^~:]{1,200}$/, 'expected the name of a tag, in which "*" is the only wildcard')
  .refine((tag) => tag.split('*').length <= 3, 'expected at most two "*"')
  .refine((tag) => !/^[*/]*$/.test(tag), 'expected more than "*", which would let every tag release');

/** Where source comes from. */
const refs = {
  branches: z.array(Branch).min(1).optional().describe('Branches that may be built and deployed, by exact name.'),
  tags: z
    .array(Tag)
    .min(1)
    .optional()
    .describe(
      'Tags that may be built and deployed, where a listed branch holds their commit. `*` stands for any characters but `/`. A service that names tags alone keeps the branches of the defaults; one that names branches has no tags but its own.',
    ),
} as const;

/** One deployment environment; what it leaves out comes from defaults.environment. */
export const EnvironmentShape = z.strictObject({
  account: AccountName.optional().describe("The account of its roles; the service's where none is named."),
  production: z.boolean().optional().describe('Whether patients are served by it.'),
  phi: z.boolean().optional().describe('Whether it holds health information about people.'),
  approvers: z
    .array(UserId)
    .min(1)
    .optional()
    .describe('Numeric ids of the people who may approve; an empty list is an error.'),
  starters: z
    .array(UserId)
    .min(1)
    .optional()
    .describe('Numeric ids of the people who may start a deploy; without it everybody who may start the workflow.'),
  'wait-minutes': z
    .int()
    .min(1)
    .max(43200)
    .optional()
    .describe("Least minutes of the environment's wait timer in GitHub."),
  'reviewer-teams': z
    .array(TeamId)
    .min(1)
    .optional()
    .describe("Numeric ids of teams that have to be among the environment's required reviewers in GitHub."),
  refs: z
    .enum(['protected', 'selected'])
    .optional()
    .describe(
      'What the environment in GitHub has to limit its deployments to: protected branches, or selected branches and tags, which all have to be among those of the service.',
    ),
  lock: z
    .enum(['compliance', 'none'])
    .optional()
    .describe('`none` lets a store without locks be used, and every record says so.'),
  'max-scan-age-hours': z
    .int()
    .min(1)
    .max(24 * 90)
    .optional()
    .describe("Most hours of a scan's age at approval and deploy, where it is stricter than that of the scan."),
  roles: roleArns('writer', 'deployer'),
  deploy: DeployCommand.optional(),
});
export type EnvironmentShape = z.infer<typeof EnvironmentShape>;

/** One service. */
export const ServiceShape = z.strictObject({
  repository: RepositoryName,
  'repository-id': RepositoryId.describe(
    'Numeric id of the repository; names can be recycled, ids cannot. It may have several services.',
  ),
  formerly: z
    .array(ServiceName)
    .default([])
    .describe(
      'Names it had before, the oldest first: its evidence goes on under that one, and its ledgers stay whole.',
    ),
  account: AccountName.optional().describe(
    'The account of its pusher and recorder; that of the defaults where none is named.',
  ),
  registry: z
    .union([
      ImageRepository,
      z.strictObject({
        repository: ImageRepository,
        auth: RegistryAuth,
        region: AwsRegion.optional().describe('Of an ECR registry whose host does not say it.'),
        endpoint: ServiceUrl.optional().describe('Of the ECR API; for tests.'),
      }),
    ])
    .describe('Repository of the image; alone it is one of ECR, whose host says account and region.'),
  build: z
    .prefault(
      z.strictObject({
        context: RepositoryPath.default(RepositoryPath.parse('.')).describe('Folder of the build context.'),
        dockerfile: RepositoryPath.default(RepositoryPath.parse('Dockerfile')).describe(
          'Dockerfile; from the root of the repository, not of the context.',
        ),
      }),
      {},
    )
    .describe('The one image this service is; a caller that asks for another is refused.'),
  ...refs,
  'direct-workflows': z
    .array(
      z
        .string()
        .regex(
          /^\.github\/workflows\/[\w.-]+\.ya?ml@refs\/(heads|tags)\/[^*?\s]+$/,
          'expected .github/workflows/FILE@refs/...',
        ),
    )
    .default([])
    .describe(
      "Workflows of the service's own repository whose signatures count like those of build-sign.yml (for `custody`).",
    ),
  roles: roleArns('pusher', 'recorder'),
  keys: z
    .strictObject({ build: PinnedKey, deploy: PinnedKey })
    .optional()
    .describe('KMS key ids with pinned public keys, one per contract; required when signing.mode is kms.'),
  policy: PolicySettings.partial()
    .extend({ scans: z.partialRecord(ScanKind, ScanRequirement).optional() })
    .default({})
    .describe('Settings that replace the defaults; a scan kind named here replaces that kind as a whole.'),
  exceptions: z.array(FindingException).default([]),
  environments: z.record(EnvironmentName, EnvironmentShape),
});
export type ServiceShape = z.infer<typeof ServiceShape>;

/** The whole file. */
export const ConfigShape = z.strictObject({
  version: z.literal(2),
  local: z
    .boolean()
    .default(false)
    .describe('Loopback servers over plain http are allowed; for demonstrations and tests.'),
  organization: z.strictObject({ name: z.string().min(1), 'owner-id': UserId }),
  github: z.prefault(
    z.strictObject({
      api: ServiceUrl.default('https://api.github.com'),
      server: ServiceUrl.default('https://github.com'),
      issuer: ServiceUrl.default('https://token.actions.githubusercontent.com'),
    }),
    {},
  ),
  accounts: z.record(AccountName, Account).default({}).describe('AWS accounts by name.'),
  'role-prefix': z
    .string()
    .regex(/^[A-Za-z][\w-]{0,30}$/, 'expected letters, digits, "_" and "-"')
    .default('safeguard')
    .describe('First part of every role name: PREFIX.SERVICE.pusher, PREFIX.SERVICE.ENVIRONMENT.writer and so on.'),
  signing: Signing,
  store: Store,
  retention: z.prefault(
    z.strictObject({ years: z.int().min(6).max(10).default(6), 'margin-days': z.int().min(30).max(366).default(30) }),
    {},
  ),
  contracts: z.strictObject({
    repository: RepositoryName,
    'repository-id': RepositoryId,
    build: z.literal('.github/workflows/build-sign.yml').default('.github/workflows/build-sign.yml'),
    deploy: z.literal('.github/workflows/deploy-prod.yml').default('.github/workflows/deploy-prod.yml'),
    releases: z
      .array(ContractRelease)
      .describe(
        'Released contracts, each listed by the release after it; empty before the first. The running release counts by itself.',
      ),
    minimum: ReleaseVersion,
  }),
  people: z.array(Person).default([]),
  defaults: PolicySettings.extend({
    'prebuilt-images': PolicySettings.shape['prebuilt-images'].default('refuse'),
    account: AccountName.optional().describe('The account of every service that names none.'),
    ...refs,
    exceptions: z.array(FindingException).default([]).describe('Exceptions of every service.'),
    environment: z.prefault(EnvironmentShape, {}).describe('What an environment says where it leaves it out.'),
  }),
  services: z.record(ServiceName, ServiceShape),
});
export type ConfigShape = z.infer<typeof ConfigShape>;
