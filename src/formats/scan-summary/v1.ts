// Scans and SBOMs as version 1 of a scan statement, of an evidence bundle and of a stored summary hold them. Frozen: never edited.
import * as z from 'zod';
import { Commit, Digest, EpochSeconds, ServiceName, Sha256 } from '../ids/v1.ts';

/** The five kinds of scan. Each kind runs in a job of its own. */
export const ScanKind = z.enum(['source', 'dependencies', 'image', 'infrastructure', 'secrets']);

/** A scanner by its name. Old evidence names tools that a later release may have dropped, and newer evidence those it added. */
export const ToolName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected the name of a tool');

/** Severity after mapping; whatever a tool leaves unknown becomes `critical` (threat A11). */
export const Severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);

/** One finding, projected: no snippet, no secret, no free text beyond a title. */
export const Finding = z.lazy(() =>
  z.strictObject({
    tool: ToolName,
    kind: ScanKind,
    /** Rule or vulnerability id as the tool names it, e.g. `CVE-2021-44228`. */
    rule: z.string().min(1).max(300),
    severity: Severity,
    title: z.string().max(300),
    /** Other ids of the same vulnerability, e.g. the CVE of a GHSA; an exception for any of them covers it. */
    aliases: z.array(z.string().min(1).max(64)).min(1).max(16).optional(),
    /** Package with version for vulnerabilities, else empty. */
    package: z.string().max(300),
    /** The nearest version that mends it and lies above the installed one, or empty. */
    fixed: z.string().max(200),
    /** Path relative to the target, or empty. */
    path: z.string().max(1000),
    line: z.int().min(0),
    column: z.int().min(1).optional(),
    /** What of the file or image is meant where a path does not say it, e.g. `aws_s3_bucket.logs`. */
    resource: z.string().min(1).max(300).optional(),
    /** Package URL of the package. */
    purl: z.string().min(1).max(300).optional(),
    /** The CVSS vector that rates it worst. */
    cvss: z.string().min(1).max(200).optional(),
    /** Where the tool says more about it. */
    url: z.string().min(1).max(300).optional(),
    /** What the tool or the vendor says about it besides, e.g. `will_not_fix`. */
    status: z.string().min(1).max(60).optional(),
    /** Commit that brought it, or that stands for the version of its package. */
    commit: z.string().min(1).max(64).optional(),
    /** SHA-256 over rule, package and place: the same finding in two runs has the same one, and no two findings of a run share one. */
    fingerprint: Sha256,
    /** True when something under the repository's control asked to hide it; it counts all the same. */
    suppressed: z.boolean(),
  }),
);

/** What was scanned: one image by digest, or one commit of the source. */
export const ScanTarget = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('image'), digest: Digest }),
    z.strictObject({ type: z.literal('source'), commit: Commit }),
  ]),
);

/** Why a stored scan proves nothing: a code of this release, or one of another. */
const ProblemCodeName = z.string().regex(/^SCAN_[A-Z_]{1,60}$/, 'expected a code of a scan');

/** Counts per severity. */
export const SeverityCounts = z.lazy(() =>
  z.strictObject({
    critical: z.int().min(0),
    high: z.int().min(0),
    medium: z.int().min(0),
    low: z.int().min(0),
    info: z.int().min(0),
  }),
);

/** What leaves the scan room for gate, statement and record: counts, and every finding at or above the threshold. */
export const ScanSummary = z.lazy(() =>
  z.strictObject({
    kind: ScanKind,
    tool: ToolName,
    tool_version: z.string(),
    tool_sha256: Sha256,
    exit_code: z.int(),
    started_at: EpochSeconds,
    finished_at: EpochSeconds,
    target: ScanTarget,
    database_at: EpochSeconds.nullable(),
    rules_sha256: Sha256.nullable(),
    report_sha256: Sha256,
    log_sha256: Sha256,
    replay: z.boolean(),
    proven: z.boolean(),
    /** Empty when proven, else the code and the sentence of the problem. */
    problem_code: z.union([ProblemCodeName, z.literal('')]),
    problem: z.string(),
    looked_at_files: z.int().min(0),
    looked_at_packages: z.int().min(0),
    suppressed: z.int().min(0),
    counts: SeverityCounts,
    threshold: Severity,
    findings: z.array(Finding),
  }),
);

/** An SBOM by content. `sha256` and `bytes` are those of the document in canonical form (RFC 8785), as it is signed and stored. */
export const SbomReference = z.lazy(() =>
  z.strictObject({
    format: z.enum(['cyclonedx', 'spdx']),
    spec_version: z.string(),
    sha256: Sha256,
    bytes: z.int().min(1),
    /** Components or packages besides the image itself, nested ones included. */
    components: z.int().min(0),
    subject_digest: Digest,
  }),
);

/** Predicate of a scan statement. */
export const ScanPredicate = z.strictObject({
  schema: z.literal('safeguard.scan-summary/v1'),
  service: ServiceName,
  summary: ScanSummary,
});
