// The shape of safeguard.yml. Kebab-case because people write it; defaults are the safe choice; unknown keys are errors.
import * as z from 'zod';
import { AwsAccount, AwsRegion, ServiceUrl, StoreSpec } from './config-store.ts';
import { ScanKind, ScanTool, Severity } from './finding.ts';
import {
  Commit,
  Digest,
  EnvironmentName,
  GitAddress,
  ImageRepository,
  RepositoryId,
  RepositoryName,
  RepositoryPath,
  Sha256,
  UserId,
} from './ids.ts';
import { Signing } from './signing.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected YYYY-MM-DD');
const ReleaseVersion = z.string().regex(/^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/, 'expected vX.Y.Z');
const RoleArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, 'expected the ARN of an IAM role');

/** A role with the copy of its trust policy, kept so that a refusal can name the failing claim, which STS never does. */
export const Role = z.strictObject({
  arn: RoleArn.describe('ARN of the role.'),
  'trust-policy': z
    .record(z.string(), z.unknown())
    .describe("Copy of the role's trust policy document; used to name the failing claim."),
});
export type Role = z.infer<typeof Role>;

export { ServiceUrl, StoreSpec } from './config-store.ts';

/** A required scan kind: the tools that must have run and how old their data may be, or the reason why there is nothing to scan. */
export const ScanRequirement = z.union([
  z.strictObject({
    tools: z
      .array(ScanTool.exclude(['sarif']))
      .min(1)
      .describe('Every one of these must have run; SARIF never satisfies a requirement.'),
    'max-age-hours': z
      .int()
      .min(1)
      .max(24 * 90)
      .default(24 * 30)
      .describe('Age of the run at approval and deploy, in hours.'),
    'database-max-age-hours': z
      .int()
      .min(1)
      .max(24 * 14)
      .default(48)
      .describe('Age of the vulnerability database when the tool ran, in hours.'),
  }),
  z.strictObject({
    none: z.string().min(10).describe('Why this kind has nothing to scan, in a sentence an auditor will read.'),
  }),
]);
export type ScanRequirement = z.infer<typeof ScanRequirement>;

/** A time-boxed exception for one finding, agreed by two people. */
export const FindingException = z.strictObject({
  id: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/, 'expected an id such as EX-2026-014'),
  rule: z
    .string()
    .min(3)
    .refine((s) => !/[*?]/.test(s), 'expected one exact rule or vulnerability id, no wildcard')
    .describe('One exact rule, or any id of the vulnerability, such as its CVE or its GHSA.'),
  tool: ScanTool,
  package: z.string().optional().describe('Exact package@version; required for vulnerabilities.'),
  path: z.string().optional().describe('Exact path, as the finding shows it.'),
  digest: Digest.optional().describe('Only for this image.'),
  reason: z.string().min(20),
  'requested-by': UserId,
  'approved-by': UserId,
  from: Day,
  until: Day.describe('Last day, at most 90 days after from; ends 00:00 UTC of the next day.'),
});
export type FindingException = z.infer<typeof FindingException>;

/** Policy an organization sets once and a service may tighten or, openly, change. */
export const PolicySettings = z.strictObject({
  threshold: Severity.describe('Findings of this severity or worse deny.'),
  scans: z.record(ScanKind, ScanRequirement).describe('All five kinds must be named.'),
  'replayed-runs': z.enum(['refuse', 'allow']).describe('Recorded runs handed in again; production refuses them.'),
  'prebuilt-images': z.enum(['refuse', 'allow']).describe('Images built elsewhere, whose source is unknown.'),
});
export type PolicySettings = z.infer<typeof PolicySettings>;

/** One deployment environment of a service. */
export const Environment = z.strictObject({
  approvers: z.array(UserId).min(1).describe('Numeric ids of the people who may approve; an empty list is an error.'),
  lock: z
    .enum(['compliance', 'none'])
    .default('compliance')
    .describe('`none` lets a store without locks be used, and every record says so.'),
  roles: z.strictObject({ writer: Role, deployer: Role }).optional().describe('Required when the store is S3.'),
  deploy: z.strictObject({
    command: z
      .array(z.string().min(1).max(2000))
      .min(1)
      .refine(
        (argv) => argv.some((a) => a.includes('{image}')),
        'one argument must hold {image}, which becomes repository@digest',
      )
      .describe('Program by absolute path and its arguments; never a shell line.'),
    'program-sha256': Sha256.optional().describe('Pins the program; checked just before it runs.'),
    'timeout-minutes': z.int().min(1).max(360).default(30),
    environment: z
      .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string())
      .default({})
      .describe(
        'Variables for the command, which win over ours: PATH, HOME (a fresh folder), LANG, AWS_REGION and the deployer credentials. Nothing else is inherited.',
      ),
  }),
});
export type Environment = z.infer<typeof Environment>;

/** How the registry wants to be spoken to. */
export const RegistryAuth = z.enum(['ecr', 'docker-config', 'anonymous']);
export type RegistryAuth = z.infer<typeof RegistryAuth>;

/** A KMS key with its public half beside safeguard.yml, so that signatures can be verified without asking KMS. */
export const PinnedKey = z.strictObject({
  id: z
    .string()
    .regex(
      /^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,64}|[A-Za-z0-9-]{1,64})$/,
      'expected a KMS key id or key ARN, no alias',
    )
    .describe('Key id, or the ARN of the key; an alias can be moved.'),
  'public-key': z.string().min(1).describe('Public key as a PEM file beside safeguard.yml.'),
  'spki-sha256': Sha256.describe('SHA-256 of the key in DER (SubjectPublicKeyInfo).'),
});

/** One service: everything a caller might otherwise be tempted to pass in. */
export const Service = z.strictObject({
  repository: RepositoryName,
  registry: z.strictObject({
    repository: ImageRepository,
    auth: RegistryAuth,
    region: AwsRegion.optional(),
    endpoint: ServiceUrl.optional().describe('Of the ECR API; for tests.'),
  }),
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
    .describe('The one image this repository builds; a caller that asks for another is refused.'),
  'source-refs': z
    .array(z.string().regex(/^refs\/(heads|tags)\/[^*?[\s]+$/, 'expected an exact refs/heads/... or refs/tags/...'))
    .min(1),
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
  roles: z
    .strictObject({ pusher: Role, recorder: Role })
    .optional()
    .describe('Required when the store is S3 or the registry is ECR.'),
  keys: z
    .strictObject({
      build: PinnedKey,
      deploy: PinnedKey,
    })
    .optional()
    .describe('KMS key ids with pinned public keys, one per contract; required when signing.mode is kms.'),
  policy: PolicySettings.partial()
    .extend({ scans: z.partialRecord(ScanKind, ScanRequirement).optional() })
    .default({})
    .describe('Settings that replace the defaults; a scan kind named here replaces that kind as a whole.'),
  exceptions: z.array(FindingException).default([]),
  environments: z.record(EnvironmentName, Environment),
});
export type Service = z.infer<typeof Service>;

/** A person with the e-mails that GitHub cannot map to an account. */
export const Person = z.strictObject({
  id: UserId,
  login: z.string().min(1),
  emails: z.array(GitAddress).default([]),
});
export type Person = z.infer<typeof Person>;

/** A release of the contracts: only listed, unrevoked pairs of version and commit are trusted. */
export const ContractRelease = z.strictObject({
  version: ReleaseVersion,
  sha: Commit,
  revoked: z.strictObject({ on: Day, reason: z.string().min(10) }).optional(),
});
export type ContractRelease = z.infer<typeof ContractRelease>;

/** The whole file. */
export const Config = z.strictObject({
  version: z.literal(1),
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
  sts: z
    .strictObject({ region: AwsRegion, account: AwsAccount, endpoint: ServiceUrl.optional() })
    .optional()
    .describe('Required when any role is named.'),
  signing: Signing,
  store: StoreSpec,
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
  }),
  services: z.record(RepositoryId, Service),
});
export type Config = z.infer<typeof Config>;

/** A loaded configuration with where it came from; its digest goes into every decision. */
export type LoadedConfig = {
  config: Config;
  /** SHA-256 of the file's exact bytes. */
  sha256: Sha256;
  bytes: Uint8Array;
  /** Folder that relative paths in the file start from. */
  folder: string;
  /** `beside-bundle`: the one at the commit that runs; `flag`: a developer's --config, and records say so. */
  origin: 'beside-bundle' | 'flag';
};
