// What the readers of the tools share: the shape of a reader and how a report is held against a schema. No tool's rules live here.
import type * as z from 'zod';
import { printable } from '../base/text.ts';
import type { Finding, RawScan, ScanReading } from '../model/finding.ts';
import { type RunInHand, unproven } from './finding.ts';

/** Reads the report of one tool. `document` is the parsed report, `log` the other output of the tool. */
export type Adapter = {
  /** True for documents that look like this tool's and like no other's. */
  recognizes(document: unknown): boolean;
  read(raw: RunInHand, document: unknown, log: string): ScanReading;
  /** What an exit code of an uncounted run means, where the tool has a better explanation than a failure. */
  explain?(raw: RawScan, log: string): ScanReading | undefined;
};

/** The document as the schema sees it, or a SCAN_MALFORMED reading that names the first places where it does not fit. */
export function conform<T>(schema: z.ZodType<T>, document: unknown): { value: T } | { misfit: ScanReading } {
  const parsed = schema.safeParse(document);
  if (parsed.success) return { value: parsed.data };
  const issues = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join('.') || 'the top'}: ${issue.message}`);
  const text = printable(issues.join('; '), 300);
  return { misfit: unproven('SCAN_MALFORMED', `the report is not what this tool writes: ${text}`) };
}

/** A refusal when exit code 1 and findings that nothing suppressed do not go together (threat A2). */
export function exitMismatch(raw: RawScan, findings: readonly Finding[]): ScanReading | undefined {
  const open = findings.filter((finding) => !finding.suppressed).length;
  if ((raw.run.exit_code === 1) === open > 0) return undefined;
  const text = `${raw.run.tool} ended with exit code ${raw.run.exit_code}, but its report holds ${open} open findings`;
  return unproven('SCAN_EXIT_CODE', text);
}

/** True when the document is an object that has every one of the keys. */
export function hasKeys(document: unknown, ...keys: string[]): boolean {
  return typeof document === 'object' && document !== null && keys.every((key) => Object.hasOwn(document, key));
}
