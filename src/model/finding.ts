// What a scanner run is and what it found, after reading; raw tool output never travels further than the scan room.
import * as z from 'zod';
import { Commit, Digest, EpochSeconds, Sha256 } from './ids.ts';
import { ScanKind, ScanTool } from './scanners.ts';

export { ScanKind, ScanTool } from './scanners.ts';

/** A scanner by its name. Old evidence names tools that a later release may have dropped, and newer evidence those it added. */
export const ToolName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected the name of a tool');
export type ToolName = z.infer<typeof ToolName>;

/** Severity after mapping; a severity that a tool leaves unknown becomes `critical` (threat A11). */
export const Severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);
export type Severity = z.infer<typeof Severity>;

/** What findings count as whose tool leaves them unrated, by tool and rule. It never changes what a tool rated itself. */
export type SeverityMap = Readonly<Partial<Record<ScanTool, Readonly<Record<string, Severity>>>>>;

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
    /** The nearest fixed version above the installed one, or empty. */
    fixed: z.string().max(200),
    /** Path relative to the target, or empty; one outside of it keeps its leading slash. Two files never have the same. */
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
    /** The commit that introduced it, or that identifies the version of its package. */
    commit: z.string().min(1).max(64).optional(),
    /** SHA-256 over rule, package and place: the same finding in two runs has the same one, and no two findings of a run share one. */
    fingerprint: Sha256,
    /** True when something under the repository's control asked to hide it; it still counts. */
    suppressed: z.boolean(),
  }),
);
export type Finding = z.infer<typeof Finding>;

/** What was scanned: one image by digest, or one commit of the source. */
export const ScanTarget = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('image'), digest: Digest }),
    z.strictObject({ type: z.literal('source'), commit: Commit }),
  ]),
);
export type ScanTarget = z.infer<typeof ScanTarget>;

/** A file handed over by content: its SHA-256 and its length in bytes. */
export const Content = z.strictObject({ sha256: Sha256, bytes: z.int().min(0) });
export type Content = z.infer<typeof Content>;

/** One execution of one tool, as recorded beside its raw report (`run.json`, `report.json`, `log.txt`, for images `sbom.json`). */
export const ScanRun = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.scan-run/v1'),
    kind: ScanKind,
    tool: ScanTool,
    /** GitHub run in which the tool ran; absent elsewhere. A run of another GitHub run is a replay. */
    run_id: z.string().optional(),
    /** As the tool printed it when asked, never as we hoped. */
    tool_version: z.string().min(1).max(100),
    /** SHA-256 of the program that ran (for Python tools, of its locked requirements). */
    tool_sha256: Sha256,
    argv: z.array(z.string().max(4000)).min(1).max(200),
    exit_code: z.int(),
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
    sbom: Content.nullable(),
  }),
);
export type ScanRun = z.infer<typeof ScanRun>;

/** A run with the raw bytes it points at, and whether it was made now or earlier. */
export type RawScan = {
  run: ScanRun;
  report: Uint8Array;
  log: Uint8Array;
  sbom: Uint8Array | null;
  /** True when the run was recorded earlier and is only handed in again. */
  replay: boolean;
};

/** Why a run proves nothing. Codes are stable. */
export const ScanProblemCode = z.enum([
  'SCAN_MISSING',
  'SCAN_HASH_MISMATCH',
  'SCAN_EXIT_CODE',
  'SCAN_EMPTY',
  'SCAN_TRUNCATED',
  'SCAN_MALFORMED',
  'SCAN_TOO_LARGE',
  'SCAN_WRONG_TOOL',
  'SCAN_WRONG_TARGET',
  'SCAN_FAILED',
  'SCAN_NOTHING_SCANNED',
  'SCAN_NO_PROOF',
]);
export type ScanProblemCode = z.infer<typeof ScanProblemCode>;

/** Why a stored scan proves nothing: a code of this release, or one of another. */
const ProblemCodeName = z.string().regex(/^SCAN_[A-Z_]{1,60}$/, 'expected a code of a scan');

/** A scan after reading: either proven, with all its findings, or a problem with a code; never "no findings" by default. */
export type ScanReading =
  | { proven: true; findings: Finding[]; lookedAt: { files: number; packages: number }; suppressed: number }
  | { proven: false; code: ScanProblemCode; message: string };

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
export type SeverityCounts = z.infer<typeof SeverityCounts>;

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
export type ScanSummary = z.infer<typeof ScanSummary>;

/** An SBOM by content. `sha256` and `bytes` are those of the signed and stored document, in canonical form (RFC 8785). */
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
export type SbomReference = z.infer<typeof SbomReference>;
