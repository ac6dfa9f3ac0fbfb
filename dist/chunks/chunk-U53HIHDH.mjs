import { createRequire as safeguardRequire } from 'node:module';
const require = safeguardRequire(import.meta.url);
import {
  Commit,
  Digest,
  EnvironmentName,
  EpochSeconds,
  ImageRepository,
  RepositoryId,
  RepositoryName,
  Sha256,
  UserId
} from "./chunk-LRWELTOD.mjs";
import {
  external_exports
} from "./chunk-QIORE2SY.mjs";

// src/model/finding.ts
var ScanKind = external_exports.enum(["source", "dependencies", "image", "infrastructure", "secrets"]);
var ScanTool = external_exports.enum(["semgrep", "osv-scanner", "trivy", "checkov", "gitleaks", "sarif"]);
var Severity = external_exports.enum(["critical", "high", "medium", "low", "info"]);
var Finding = external_exports.strictObject({
  tool: ScanTool,
  kind: ScanKind,
  /** Rule or vulnerability id as the tool names it, e.g. `CVE-2021-44228`. */
  rule: external_exports.string().min(1).max(300),
  severity: Severity,
  title: external_exports.string().max(300),
  /** Package with version for vulnerabilities, else empty. */
  package: external_exports.string().max(300),
  /** First fixed version, or empty. */
  fixed: external_exports.string().max(200),
  /** Path relative to the target, or empty. */
  path: external_exports.string().max(1e3),
  line: external_exports.int().min(0),
  /** SHA-256 over rule, package, path and line: the same finding in two runs has the same fingerprint. */
  fingerprint: Sha256,
  /** True when something under the repository's control asked to hide it; it counts all the same. */
  suppressed: external_exports.boolean()
});
var ScanTarget = external_exports.discriminatedUnion("type", [
  external_exports.strictObject({ type: external_exports.literal("image"), digest: Digest }),
  external_exports.strictObject({ type: external_exports.literal("source"), commit: Commit })
]);
var Content = external_exports.strictObject({ sha256: Sha256, bytes: external_exports.int().min(0) });
var ScanRun = external_exports.strictObject({
  schema: external_exports.literal("safeguard.scan-run/v1"),
  kind: ScanKind,
  tool: ScanTool,
  /** GitHub run in which the tool ran; absent elsewhere. A run of another GitHub run is a replay. */
  run_id: external_exports.string().optional(),
  /** As the tool printed it when asked, never as we hoped. */
  tool_version: external_exports.string().min(1).max(100),
  /** SHA-256 of the program that ran (for Python tools, of its locked requirements). */
  tool_sha256: Sha256,
  argv: external_exports.array(external_exports.string().max(4e3)).min(1).max(200),
  exit_code: external_exports.int(),
  started_at: EpochSeconds,
  finished_at: EpochSeconds,
  target: ScanTarget,
  /** When the vulnerability database was built; null for tools without one. */
  database_at: EpochSeconds.nullable(),
  /** SHA-256 of the rule set used; null for tools without one. */
  rules_sha256: Sha256.nullable(),
  report: Content,
  log: Content,
  sbom: Content.nullable()
});
var ScanProblemCode = external_exports.enum([
  "SCAN_MISSING",
  "SCAN_HASH_MISMATCH",
  "SCAN_EXIT_CODE",
  "SCAN_EMPTY",
  "SCAN_TRUNCATED",
  "SCAN_MALFORMED",
  "SCAN_TOO_LARGE",
  "SCAN_WRONG_TOOL",
  "SCAN_WRONG_TARGET",
  "SCAN_FAILED",
  "SCAN_NOTHING_SCANNED",
  "SCAN_NO_PROOF"
]);
var SeverityCounts = external_exports.strictObject({
  critical: external_exports.int().min(0),
  high: external_exports.int().min(0),
  medium: external_exports.int().min(0),
  low: external_exports.int().min(0),
  info: external_exports.int().min(0)
});
var ScanSummary = external_exports.strictObject({
  kind: ScanKind,
  tool: ScanTool,
  tool_version: external_exports.string(),
  tool_sha256: Sha256,
  exit_code: external_exports.int(),
  started_at: EpochSeconds,
  finished_at: EpochSeconds,
  target: ScanTarget,
  database_at: EpochSeconds.nullable(),
  rules_sha256: Sha256.nullable(),
  report_sha256: Sha256,
  log_sha256: Sha256,
  replay: external_exports.boolean(),
  proven: external_exports.boolean(),
  /** Empty when proven, else the code and the sentence of the problem. */
  problem_code: external_exports.union([ScanProblemCode, external_exports.literal("")]),
  problem: external_exports.string(),
  looked_at_files: external_exports.int().min(0),
  looked_at_packages: external_exports.int().min(0),
  suppressed: external_exports.int().min(0),
  counts: SeverityCounts,
  threshold: Severity,
  findings: external_exports.array(Finding)
});
var SbomReference = external_exports.strictObject({
  format: external_exports.literal("cyclonedx"),
  spec_version: external_exports.string(),
  sha256: Sha256,
  bytes: external_exports.int().min(1),
  components: external_exports.int().min(0),
  subject_digest: Digest
});

// src/model/config.ts
var ServiceUrl = external_exports.url({ protocol: /^https?$/ }).refine(
  (text) => {
    const url = URL.parse(text);
    if (!url || url.username || url.password) return false;
    return url.protocol === "https:" || ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  },
  { error: "expected an https URL without credentials (http only for loopback)" }
);
var Day = external_exports.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected YYYY-MM-DD");
var ReleaseVersion = external_exports.string().regex(/^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/, "expected vX.Y.Z");
var AwsRegion = external_exports.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "expected an AWS region such as eu-central-1");
var AwsAccount = external_exports.string().regex(/^\d{12}$/, "expected a 12 digit AWS account id");
var RoleArn = external_exports.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, "expected the ARN of an IAM role");
var Role = external_exports.strictObject({
  arn: RoleArn.describe("ARN of the role."),
  "trust-policy": external_exports.record(external_exports.string(), external_exports.unknown()).describe("Copy of the role's trust policy document; used to name the failing claim.")
});
var Signing = external_exports.discriminatedUnion("mode", [
  external_exports.strictObject({
    mode: external_exports.literal("keyless"),
    instance: external_exports.enum(["private", "public"]).describe("`public` publishes repository and workflow names in public logs for ever."),
    "accept-public-logs": external_exports.boolean().default(false).describe("Must be true for the public instance: its certificates are public."),
    fulcio: ServiceUrl,
    rekor: ServiceUrl,
    "timestamp-authority": ServiceUrl,
    "trusted-root": external_exports.strictObject({ path: external_exports.string().min(1), sha256: Sha256 }).describe("Trusted root file beside safeguard.yml, pinned."),
    "certificate-transparency": external_exports.boolean().default(true).describe("False only for a private Fulcio without a CT log.")
  }),
  external_exports.strictObject({
    mode: external_exports.literal("kms"),
    region: AwsRegion,
    endpoint: ServiceUrl.optional()
  })
]);
var StoreSpec = external_exports.discriminatedUnion("type", [
  external_exports.strictObject({ type: external_exports.literal("dir"), path: external_exports.string().min(1) }),
  external_exports.strictObject({
    type: external_exports.literal("s3"),
    bucket: external_exports.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "expected an S3 bucket name"),
    region: AwsRegion,
    account: AwsAccount.describe("Owner of the bucket; sent as ExpectedBucketOwner on every call."),
    endpoint: ServiceUrl.optional()
  })
]);
var ScanRequirement = external_exports.union([
  external_exports.strictObject({
    tools: external_exports.array(ScanTool.exclude(["sarif"])).min(1).describe("Every one of these must have run; SARIF never satisfies a requirement."),
    "max-age-hours": external_exports.int().min(1).max(24 * 90).default(24 * 30).describe("Age of the run at approval and deploy, in hours."),
    "database-max-age-hours": external_exports.int().min(1).max(24 * 14).default(48).describe("Age of the vulnerability database when the tool ran, in hours.")
  }),
  external_exports.strictObject({
    none: external_exports.string().min(10).describe("Why this kind has nothing to scan, in a sentence an auditor will read.")
  })
]);
var FindingException = external_exports.strictObject({
  id: external_exports.string().regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/, "expected an id such as EX-2026-014"),
  rule: external_exports.string().min(3).refine((s) => !/[*?]/.test(s), "expected one exact rule or vulnerability id, no wildcard"),
  tool: ScanTool,
  package: external_exports.string().optional().describe("Exact package@version; required for vulnerabilities."),
  path: external_exports.string().optional().describe("Exact path."),
  digest: Digest.optional().describe("Only for this image."),
  reason: external_exports.string().min(20),
  "requested-by": UserId,
  "approved-by": UserId,
  from: Day,
  until: Day.describe("Last day, at most 90 days after from; ends 00:00 UTC of the next day.")
});
var PolicySettings = external_exports.strictObject({
  threshold: Severity.describe("Findings of this severity or worse deny."),
  scans: external_exports.record(ScanKind, ScanRequirement).describe("All five kinds must be named."),
  "replayed-runs": external_exports.enum(["refuse", "allow"]).describe("Recorded runs handed in again; production refuses them.")
});
var Environment = external_exports.strictObject({
  approvers: external_exports.array(UserId).min(1).describe("Numeric ids of the people who may approve; an empty list is an error."),
  lock: external_exports.enum(["compliance", "none"]).default("compliance").describe("`none` lets a store without locks be used, and every record says so."),
  roles: external_exports.strictObject({ writer: Role, deployer: Role }).optional().describe("Required when the store is S3."),
  deploy: external_exports.strictObject({
    command: external_exports.array(external_exports.string().min(1).max(2e3)).min(1).refine(
      (argv) => argv.some((a) => a.includes("{image}")),
      "one argument must hold {image}, which becomes repository@digest"
    ).describe("Program by absolute path and its arguments; never a shell line."),
    "program-sha256": Sha256.optional().describe("Pins the program; checked just before it runs."),
    "timeout-minutes": external_exports.int().min(1).max(360).default(30),
    environment: external_exports.record(external_exports.string().regex(/^[A-Z][A-Z0-9_]*$/), external_exports.string()).default({}).describe(
      "Variables for the command; nothing else is inherited but PATH, HOME, LANG and the deployer credentials."
    )
  })
});
var RegistryAuth = external_exports.enum(["ecr", "docker-config", "anonymous"]);
var PinnedKey = external_exports.strictObject({
  id: external_exports.string().regex(
    /^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+|[A-Za-z0-9-]{1,64})$/,
    "expected a KMS key id or key ARN, no alias"
  ).describe("Key id, or the ARN of the key; an alias can be moved."),
  "public-key": external_exports.string().min(1).describe("Public key as a PEM file beside safeguard.yml."),
  "spki-sha256": Sha256.describe("SHA-256 of the key in DER (SubjectPublicKeyInfo).")
});
var Service = external_exports.strictObject({
  repository: RepositoryName,
  registry: external_exports.strictObject({
    repository: ImageRepository,
    auth: RegistryAuth,
    region: AwsRegion.optional(),
    endpoint: ServiceUrl.optional().describe("Of the ECR API; for tests.")
  }),
  "source-refs": external_exports.array(external_exports.string().regex(/^refs\/(heads|tags)\/[^*?[\s]+$/, "expected an exact refs/heads/... or refs/tags/...")).min(1),
  "direct-workflows": external_exports.array(
    external_exports.string().regex(
      /^\.github\/workflows\/[\w.-]+\.ya?ml@refs\/(heads|tags)\/[^*?\s]+$/,
      "expected .github/workflows/FILE@refs/..."
    )
  ).default([]).describe(
    "Workflows of the service's own repository whose signatures count like those of build-sign.yml (for `custody`)."
  ),
  roles: external_exports.strictObject({ pusher: Role, recorder: Role }).optional().describe("Required when the store is S3 or the registry is ECR."),
  keys: external_exports.strictObject({
    build: PinnedKey,
    deploy: PinnedKey
  }).optional().describe("KMS key ids with pinned public keys, one per contract; required when signing.mode is kms."),
  policy: PolicySettings.partial().extend({ scans: external_exports.partialRecord(ScanKind, ScanRequirement).optional() }).default({}).describe("Settings that replace the defaults; a scan kind named here replaces that kind as a whole."),
  exceptions: external_exports.array(FindingException).default([]),
  environments: external_exports.record(EnvironmentName, Environment)
});
var Person = external_exports.strictObject({
  id: UserId,
  login: external_exports.string().min(1),
  emails: external_exports.array(external_exports.email().toLowerCase()).default([])
});
var ContractRelease = external_exports.strictObject({
  version: ReleaseVersion,
  sha: Commit,
  revoked: external_exports.strictObject({ on: Day, reason: external_exports.string().min(10) }).optional()
});
var Config = external_exports.strictObject({
  version: external_exports.literal(1),
  local: external_exports.boolean().default(false).describe("Loopback servers over plain http are allowed; for demonstrations and tests."),
  organization: external_exports.strictObject({ name: external_exports.string().min(1), "owner-id": UserId }),
  github: external_exports.prefault(
    external_exports.strictObject({
      api: ServiceUrl.default("https://api.github.com"),
      server: ServiceUrl.default("https://github.com"),
      issuer: ServiceUrl.default("https://token.actions.githubusercontent.com")
    }),
    {}
  ),
  sts: external_exports.strictObject({ region: AwsRegion, account: AwsAccount, endpoint: ServiceUrl.optional() }).optional().describe("Required when any role is named."),
  signing: Signing,
  store: StoreSpec,
  retention: external_exports.prefault(
    external_exports.strictObject({ years: external_exports.int().min(6).max(10).default(6), "margin-days": external_exports.int().min(30).max(366).default(30) }),
    {}
  ),
  contracts: external_exports.strictObject({
    repository: RepositoryName,
    "repository-id": RepositoryId,
    build: external_exports.literal(".github/workflows/build-sign.yml").default(".github/workflows/build-sign.yml"),
    deploy: external_exports.literal(".github/workflows/deploy-prod.yml").default(".github/workflows/deploy-prod.yml"),
    releases: external_exports.array(ContractRelease).describe(
      "Released contracts, each listed by the release after it; empty before the first. The running release counts by itself."
    ),
    minimum: ReleaseVersion
  }),
  people: external_exports.array(Person).default([]),
  defaults: PolicySettings,
  services: external_exports.record(RepositoryId, Service)
});

export {
  ScanKind,
  ScanTool,
  Severity,
  ScanRun,
  SeverityCounts,
  ScanSummary,
  SbomReference,
  StoreSpec,
  FindingException,
  Environment,
  Service,
  Config
};
