// What safeguard.yml means, as everything but its reader knows it, and the parts of it that keep the form in which people write them.
// Kebab-case because people write it; defaults are the safe choice; unknown keys are errors.
import * as z from 'zod';
import type { AwsAccount, AwsRegion, StoreSpec } from './config-store.ts';
import { ScanKind, ScanTool, Severity } from './finding.ts';
import {
  Commit,
  Digest,
  GitAddress,
  type ImageRepository,
  type RepositoryId,
  type RepositoryName,
  type RepositoryPath,
  type ServiceName,
  Sha256,
  type TeamId,
  UserId,
} from './ids.ts';
import type { Signing } from './signing.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected YYYY-MM-DD');

/** A version of the contracts. */
export const ReleaseVersion = z.string().regex(/^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/, 'expected vX.Y.Z');

/** A role with the account it is in, and where sessions of it are asked for: the STS of that region. */
export type Role = { arn: string; account: AwsAccount; region: AwsRegion; endpoint?: string | undefined };

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
  severities: z
    .partialRecord(ScanTool, z.record(z.string().min(1).max(300), Severity))
    .default({})
    .describe('By tool and rule, for what the tool leaves unrated; what a tool rates keeps its rating.'),
});
export type PolicySettings = z.infer<typeof PolicySettings>;

/** The program that deploys. */
export const DeployCommand = z.strictObject({
  command: z
    .array(z.string().min(1).max(2000))
    .min(1)
    .refine(
      (argv) => argv.some((a) => a.includes('{image}')),
      'one argument must hold {image}, which becomes repository@digest',
    )
    .refine(
      (argv) => !argv.some((a) => /\{image\}[:@]/.test(a)),
      'expected nothing behind {image}, which already holds the digest',
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
});

/** One deployment environment of a service, with what the defaults say. */
export type Environment = {
  /** Whether patients are served by it. */
  production: boolean;
  /** Whether it holds health information about people. */
  phi: boolean;
  approvers: UserId[];
  /** Who may start a deploy; absent where everybody may who can start the workflow. */
  starters?: UserId[] | undefined;
  /** What GitHub's environment has to have besides required reviewers. */
  protection: { 'wait-minutes': number; 'reviewer-teams': TeamId[]; refs: 'any' | 'protected' | 'selected' };
  lock: 'compliance' | 'none';
  /** Most hours of a scan's age at approval and deploy, where it is stricter than that of the scan. */
  'max-scan-age-hours'?: number | undefined;
  roles?: { writer: Role; deployer: Role } | undefined;
  deploy: z.infer<typeof DeployCommand>;
};

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
export type PinnedKey = z.infer<typeof PinnedKey>;

/** One service: everything a caller might otherwise be tempted to pass in. */
export type Service = {
  name: ServiceName;
  /** The name under which its evidence lies: the oldest that it had, so that a renamed service keeps its ledgers. */
  'evidence-name': ServiceName;
  repository: RepositoryName;
  'repository-id': RepositoryId;
  registry: {
    repository: ImageRepository;
    auth: RegistryAuth;
    region?: AwsRegion | undefined;
    endpoint?: string | undefined;
  };
  /** The one image that it is. */
  build: { context: RepositoryPath; dockerfile: RepositoryPath };
  'source-refs': string[];
  'direct-workflows': string[];
  roles?: { pusher: Role; recorder: Role } | undefined;
  keys?: { build: PinnedKey; deploy: PinnedKey } | undefined;
  policy: PolicySettings;
  exceptions: FindingException[];
  environments: Readonly<Record<string, Environment>>;
};

/** A person with the e-mails that GitHub cannot map to an account. */
export const Person = z.strictObject({
  id: UserId,
  login: z.string().min(1),
  name: z.string().min(1).max(200).optional().describe('The name that an auditor knows.'),
  subject: z.string().min(1).max(200).optional().describe("The person's subject at the identity provider."),
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

/** The configuration in force: what safeguard.yml says, with accounts found, roles named and defaults filled in. */
export type Config = {
  local: boolean;
  organization: { name: string; 'owner-id': UserId };
  github: { api: string; server: string; issuer: string };
  signing: Signing;
  store: StoreSpec;
  retention: { years: number; 'margin-days': number };
  contracts: {
    repository: RepositoryName;
    'repository-id': RepositoryId;
    build: '.github/workflows/build-sign.yml';
    deploy: '.github/workflows/deploy-prod.yml';
    releases: ContractRelease[];
    minimum: string;
  };
  people: Person[];
  services: Readonly<Record<string, Service>>;
};

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
