const require = (name) => process.getBuiltinModule(name);
import {
  ScanKind,
  ScanTool
} from "./model-scanners.mjs";
import {
  BucketName,
  Commit,
  Digest,
  EnvironmentName,
  EpochSeconds,
  GitAddress,
  ImageRepository,
  RepositoryId,
  RepositoryName,
  RepositoryPath,
  Sha256,
  UserId
} from "./model-ids.mjs";
import {
  _enum,
  array,
  boolean,
  discriminatedUnion,
  int,
  literal,
  partialRecord,
  prefault,
  record,
  strictObject,
  string,
  union,
  unknown,
  url
} from "./vendor-zod.mjs";

// src/model/finding.ts
var ToolName = string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "expected the name of a tool");
var Severity = _enum(["critical", "high", "medium", "low", "info"]);
var Finding = strictObject({
  tool: ToolName,
  kind: ScanKind,
  /** Rule or vulnerability id as the tool names it, e.g. `CVE-2021-44228`. */
  rule: string().min(1).max(300),
  severity: Severity,
  title: string().max(300),
  /** Other ids of the same vulnerability, e.g. the CVE of a GHSA; an exception for any of them covers it. */
  aliases: array(string().min(1).max(64)).min(1).max(16).optional(),
  /** Package with version for vulnerabilities, else empty. */
  package: string().max(300),
  /** The nearest fixed version above the installed one, or empty. */
  fixed: string().max(200),
  /** Path relative to the target, or empty; one outside of it keeps its leading slash. Two files never have the same. */
  path: string().max(1e3),
  line: int().min(0),
  column: int().min(1).optional(),
  /** What of the file or image is meant where a path does not say it, e.g. `aws_s3_bucket.logs`. */
  resource: string().min(1).max(300).optional(),
  /** Package URL of the package. */
  purl: string().min(1).max(300).optional(),
  /** The CVSS vector that rates it worst. */
  cvss: string().min(1).max(200).optional(),
  /** Where the tool says more about it. */
  url: string().min(1).max(300).optional(),
  /** What the tool or the vendor says about it besides, e.g. `will_not_fix`. */
  status: string().min(1).max(60).optional(),
  /** The commit that introduced it, or that identifies the version of its package. */
  commit: string().min(1).max(64).optional(),
  /** SHA-256 over rule, package and place: the same finding in two runs has the same one, and no two findings of a run share one. */
  fingerprint: Sha256,
  /** True when something under the repository's control asked to hide it; it still counts. */
  suppressed: boolean()
});
var ScanTarget = discriminatedUnion("type", [
  strictObject({ type: literal("image"), digest: Digest }),
  strictObject({ type: literal("source"), commit: Commit })
]);
var Content = strictObject({ sha256: Sha256, bytes: int().min(0) });
var ScanRun = strictObject({
  schema: literal("safeguard.scan-run/v1"),
  kind: ScanKind,
  tool: ScanTool,
  /** GitHub run in which the tool ran; absent elsewhere. A run of another GitHub run is a replay. */
  run_id: string().optional(),
  /** As the tool printed it when asked, never as we hoped. */
  tool_version: string().min(1).max(100),
  /** SHA-256 of the program that ran (for Python tools, of its locked requirements). */
  tool_sha256: Sha256,
  argv: array(string().max(4e3)).min(1).max(200),
  exit_code: int(),
  started_at: EpochSeconds,
  finished_at: EpochSeconds,
  target: ScanTarget,
  /** When the vulnerability database was built; null for tools without one. */
  database_at: EpochSeconds.nullable(),
  /** When the second database was built, by which JAR files are known; absent where there was none. */
  java_database_at: EpochSeconds.optional(),
  /** SHA-256 of the rule set used; null for tools without one. */
  rules_sha256: Sha256.nullable(),
  report: Content,
  log: Content,
  sbom: Content.nullable()
});
var ScanProblemCode = _enum([
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
var ProblemCodeName = string().regex(/^SCAN_[A-Z_]{1,60}$/, "expected a code of a scan");
var SeverityCounts = strictObject({
  critical: int().min(0),
  high: int().min(0),
  medium: int().min(0),
  low: int().min(0),
  info: int().min(0)
});
var ScanSummary = strictObject({
  kind: ScanKind,
  tool: ToolName,
  tool_version: string(),
  tool_sha256: Sha256,
  exit_code: int(),
  started_at: EpochSeconds,
  finished_at: EpochSeconds,
  target: ScanTarget,
  database_at: EpochSeconds.nullable(),
  rules_sha256: Sha256.nullable(),
  report_sha256: Sha256,
  log_sha256: Sha256,
  replay: boolean(),
  proven: boolean(),
  /** Empty when proven, else the code and the sentence of the problem. */
  problem_code: union([ProblemCodeName, literal("")]),
  problem: string(),
  looked_at_files: int().min(0),
  looked_at_packages: int().min(0),
  suppressed: int().min(0),
  counts: SeverityCounts,
  threshold: Severity,
  findings: array(Finding)
});
var SbomReference = strictObject({
  format: _enum(["cyclonedx", "spdx"]),
  spec_version: string(),
  sha256: Sha256,
  bytes: int().min(1),
  /** Components or packages besides the image itself, nested ones included. */
  components: int().min(0),
  subject_digest: Digest
});

// src/model/config-store.ts
var ServiceUrl = url({ protocol: /^https?$/ }).refine(
  (text) => {
    const url2 = URL.parse(text);
    if (!url2 || url2.username || url2.password) return false;
    return url2.protocol === "https:" || ["127.0.0.1", "[::1]", "localhost"].includes(url2.hostname);
  },
  { error: "expected an https URL without credentials (http only for loopback)" }
);
var AwsRegion = string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "expected an AWS region such as eu-central-1");
var AwsAccount = string().regex(/^\d{12}$/, "expected a 12 digit AWS account id");
var StoreSpec = discriminatedUnion("type", [
  strictObject({ type: literal("dir"), path: string().min(1) }),
  strictObject({
    type: literal("s3"),
    bucket: BucketName,
    region: AwsRegion,
    account: AwsAccount.describe("Owner of the bucket; sent as ExpectedBucketOwner on every call."),
    endpoint: ServiceUrl.optional(),
    "kms-key": string().regex(
      /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,64}$/,
      "expected the ARN of a KMS key, no alias"
    ).optional().describe(
      "ARN of the key that the bucket is encrypted with (SSE-KMS), so that sessions may use it; none for keys of S3 itself."
    )
  })
]);

// src/model/signing.ts
var Signing = discriminatedUnion("mode", [
  strictObject({
    mode: literal("keyless"),
    instance: _enum(["private", "public"]).describe("`public` publishes repository and workflow names in public logs for ever."),
    "accept-public-logs": boolean().default(false).describe("Must be true for the public instance: its certificates are public."),
    fulcio: ServiceUrl,
    rekor: ServiceUrl,
    "rekor-version": _enum(["v1", "v2"]).default("v2").describe("Version of the log's interface; the public instance names v1 by default, see `trust-root update`."),
    "timestamp-authority": ServiceUrl,
    "trusted-root": strictObject({ path: string().min(1), sha256: Sha256 }).describe("Trusted root file beside safeguard.yml, pinned."),
    "certificate-transparency": boolean().default(true).describe("False only for a private Fulcio without a CT log.")
  }),
  strictObject({
    mode: literal("kms"),
    region: AwsRegion,
    endpoint: ServiceUrl.optional()
  })
]);

// src/model/config.ts
var Day = string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected YYYY-MM-DD");
var ReleaseVersion = string().regex(/^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/, "expected vX.Y.Z");
var RoleArn = string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, "expected the ARN of an IAM role");
var Role = strictObject({
  arn: RoleArn.describe("ARN of the role."),
  "trust-policy": record(string(), unknown()).describe("Copy of the role's trust policy document; used to name the failing claim.")
});
var ScanRequirement = union([
  strictObject({
    tools: array(ScanTool.exclude(["sarif"])).min(1).describe("Every one of these must have run; SARIF never satisfies a requirement."),
    "max-age-hours": int().min(1).max(24 * 90).default(24 * 30).describe("Age of the run at approval and deploy, in hours."),
    "database-max-age-hours": int().min(1).max(24 * 14).default(48).describe("Age of the vulnerability database when the tool ran, in hours.")
  }),
  strictObject({
    none: string().min(10).describe("Why this kind has nothing to scan, in a sentence an auditor will read.")
  })
]);
var FindingException = strictObject({
  id: string().regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/, "expected an id such as EX-2026-014"),
  rule: string().min(3).refine((s) => !/[*?]/.test(s), "expected one exact rule or vulnerability id, no wildcard").describe("One exact rule, or any id of the vulnerability, such as its CVE or its GHSA."),
  tool: ScanTool,
  package: string().optional().describe("Exact package@version; required for vulnerabilities."),
  path: string().optional().describe("Exact path, as the finding shows it."),
  digest: Digest.optional().describe("Only for this image."),
  reason: string().min(20),
  "requested-by": UserId,
  "approved-by": UserId,
  from: Day,
  until: Day.describe("Last day, at most 90 days after from; ends 00:00 UTC of the next day.")
});
var PolicySettings = strictObject({
  threshold: Severity.describe("Findings of this severity or worse deny."),
  scans: record(ScanKind, ScanRequirement).describe("All five kinds must be named."),
  "replayed-runs": _enum(["refuse", "allow"]).describe("Recorded runs handed in again; production refuses them."),
  "prebuilt-images": _enum(["refuse", "allow"]).describe("Images built elsewhere, whose source is unknown.")
});
var Environment = strictObject({
  approvers: array(UserId).min(1).describe("Numeric ids of the people who may approve; an empty list is an error."),
  lock: _enum(["compliance", "none"]).default("compliance").describe("`none` lets a store without locks be used, and every record says so."),
  roles: strictObject({ writer: Role, deployer: Role }).optional().describe("Required when the store is S3."),
  deploy: strictObject({
    command: array(string().min(1).max(2e3)).min(1).refine(
      (argv) => argv.some((a) => a.includes("{image}")),
      "one argument must hold {image}, which becomes repository@digest"
    ).describe("Program by absolute path and its arguments; never a shell line."),
    "program-sha256": Sha256.optional().describe("Pins the program; checked just before it runs."),
    "timeout-minutes": int().min(1).max(360).default(30),
    environment: record(string().regex(/^[A-Z][A-Z0-9_]*$/), string()).default({}).describe(
      "Variables for the command, which win over ours: PATH, HOME (a fresh folder), LANG, AWS_REGION and the deployer credentials. Nothing else is inherited."
    )
  })
});
var RegistryAuth = _enum(["ecr", "docker-config", "anonymous"]);
var PinnedKey = strictObject({
  id: string().regex(
    /^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,64}|[A-Za-z0-9-]{1,64})$/,
    "expected a KMS key id or key ARN, no alias"
  ).describe("Key id, or the ARN of the key; an alias can be moved."),
  "public-key": string().min(1).describe("Public key as a PEM file beside safeguard.yml."),
  "spki-sha256": Sha256.describe("SHA-256 of the key in DER (SubjectPublicKeyInfo).")
});
var Service = strictObject({
  repository: RepositoryName,
  registry: strictObject({
    repository: ImageRepository,
    auth: RegistryAuth,
    region: AwsRegion.optional(),
    endpoint: ServiceUrl.optional().describe("Of the ECR API; for tests.")
  }),
  build: prefault(
    strictObject({
      context: RepositoryPath.default(RepositoryPath.parse(".")).describe("Folder of the build context."),
      dockerfile: RepositoryPath.default(RepositoryPath.parse("Dockerfile")).describe(
        "Dockerfile; from the root of the repository, not of the context."
      )
    }),
    {}
  ).describe("The one image this repository builds; a caller that asks for another is refused."),
  "source-refs": array(string().regex(/^refs\/(heads|tags)\/[^*?[\s]+$/, "expected an exact refs/heads/... or refs/tags/...")).min(1),
  "direct-workflows": array(
    string().regex(
      /^\.github\/workflows\/[\w.-]+\.ya?ml@refs\/(heads|tags)\/[^*?\s]+$/,
      "expected .github/workflows/FILE@refs/..."
    )
  ).default([]).describe(
    "Workflows of the service's own repository whose signatures count like those of build-sign.yml (for `custody`)."
  ),
  roles: strictObject({ pusher: Role, recorder: Role }).optional().describe("Required when the store is S3 or the registry is ECR."),
  keys: strictObject({
    build: PinnedKey,
    deploy: PinnedKey
  }).optional().describe("KMS key ids with pinned public keys, one per contract; required when signing.mode is kms."),
  policy: PolicySettings.partial().extend({ scans: partialRecord(ScanKind, ScanRequirement).optional() }).default({}).describe("Settings that replace the defaults; a scan kind named here replaces that kind as a whole."),
  exceptions: array(FindingException).default([]),
  environments: record(EnvironmentName, Environment)
});
var Person = strictObject({
  id: UserId,
  login: string().min(1),
  emails: array(GitAddress).default([])
});
var ContractRelease = strictObject({
  version: ReleaseVersion,
  sha: Commit,
  revoked: strictObject({ on: Day, reason: string().min(10) }).optional()
});
var Config = strictObject({
  version: literal(1),
  local: boolean().default(false).describe("Loopback servers over plain http are allowed; for demonstrations and tests."),
  organization: strictObject({ name: string().min(1), "owner-id": UserId }),
  github: prefault(
    strictObject({
      api: ServiceUrl.default("https://api.github.com"),
      server: ServiceUrl.default("https://github.com"),
      issuer: ServiceUrl.default("https://token.actions.githubusercontent.com")
    }),
    {}
  ),
  sts: strictObject({ region: AwsRegion, account: AwsAccount, endpoint: ServiceUrl.optional() }).optional().describe("Required when any role is named."),
  signing: Signing,
  store: StoreSpec,
  retention: prefault(
    strictObject({ years: int().min(6).max(10).default(6), "margin-days": int().min(30).max(366).default(30) }),
    {}
  ),
  contracts: strictObject({
    repository: RepositoryName,
    "repository-id": RepositoryId,
    build: literal(".github/workflows/build-sign.yml").default(".github/workflows/build-sign.yml"),
    deploy: literal(".github/workflows/deploy-prod.yml").default(".github/workflows/deploy-prod.yml"),
    releases: array(ContractRelease).describe(
      "Released contracts, each listed by the release after it; empty before the first. The running release counts by itself."
    ),
    minimum: ReleaseVersion
  }),
  people: array(Person).default([]),
  defaults: PolicySettings.extend({
    "prebuilt-images": PolicySettings.shape["prebuilt-images"].default("refuse")
  }),
  services: record(RepositoryId, Service)
});

export {
  ToolName,
  Severity,
  ScanRun,
  SeverityCounts,
  ScanSummary,
  SbomReference,
  ServiceUrl,
  StoreSpec,
  FindingException,
  Environment,
  Service,
  Config
};
