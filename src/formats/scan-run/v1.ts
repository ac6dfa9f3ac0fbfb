// One execution of a scanner, version 1 (`run.json`). Frozen: never edited.
import * as z from 'zod';
import { EpochSeconds, Sha256 } from '../ids/v1.ts';
import { ScanKind, ScanTarget, ToolName } from '../scan-summary/v1.ts';

/** A file handed over by content: its SHA-256 and its length in bytes. */
const Content = z.strictObject({ sha256: Sha256, bytes: z.int().min(0) });

/** One execution of one tool, as recorded beside its raw report (`run.json`, `report.json`, `log.txt`, for images `sbom.json`). */
export const ScanRun = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.scan-run/v1'),
    kind: ScanKind,
    tool: ToolName,
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
    /** When the database was built by which the tool knows JAR files; absent where there was none. */
    java_database_at: EpochSeconds.optional(),
    /** SHA-256 of the rule set used; null for tools without one. */
    rules_sha256: Sha256.nullable(),
    report: Content,
    log: Content,
    sbom: Content.nullable(),
  }),
);
