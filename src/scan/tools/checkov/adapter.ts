// Reads Checkov's JSON: one object, or a list with one object per framework. Nothing scanned is a flat object without `results`,
// and a file it could not parse is only a number; neither must ever read as clean. Without its platform it gives no
// severities: those of ./severities stand in.
import * as z from 'zod';
import { counted, printable } from '../../../base/text.ts';
import type { Finding, ScanReading } from '../../../model/finding.ts';
import { type Adapter, conform, exitMismatch, hasKeys } from '../../adapter.ts';
import { makeFinding, proven, type RunInHand, unproven } from '../../finding.ts';
import { ratingOfWord } from '../../severity.ts';

const Check = z.looseObject({
  check_id: z.string().min(1),
  check_name: z.string().nullish(),
  file_path: z.string(),
  file_line_range: z.array(z.number()).nullish(),
  severity: z.unknown().optional(),
  resource: z.string().nullish(),
  guideline: z.unknown().optional(),
});
type Check = z.infer<typeof Check>;

const count = z.int().min(0);
const Framework = z.looseObject({
  check_type: z.string().min(1),
  results: z.looseObject({
    passed_checks: z.array(Check).optional(),
    failed_checks: z.array(Check),
    skipped_checks: z.array(Check).optional(),
    parsing_errors: z.array(z.unknown()).optional(),
  }),
  summary: z.looseObject({
    passed: count,
    failed: count,
    skipped: count,
    parsing_errors: count.optional(),
    parsingerrors: count.optional(),
  }),
});
type Framework = z.infer<typeof Framework>;
const Report = z.array(Framework);

/** Checkov 2 and 3, run with `-o json`. Proof: checks that passed, failed or were skipped, no parsing errors, and no complaints in its log. */
export const adapter: Adapter = {
  recognizes: (document) =>
    [document]
      .flat()
      .every((part) => hasKeys(part, 'check_type', 'summary') || hasKeys(part, 'checkov_version', 'passed')),
  read(raw, document, log) {
    const parts = [document].flat();
    if (parts.every((part) => !hasKeys(part, 'results'))) {
      return unproven('SCAN_NOTHING_SCANNED', 'checkov found nothing it can check');
    }
    const conformed = conform(Report, parts);
    if ('misfit' in conformed) return conformed.misfit;
    const frameworks = conformed.value;
    const unread = frameworks.reduce((sum, framework) => sum + parsingErrors(framework), 0);
    if (unread > 0) return unproven('SCAN_FAILED', `checkov could not parse ${counted(unread, 'file')}`);
    const complaint = logProblem(log);
    if (complaint) return complaint;
    const odd = frameworks.find((framework) => !listsFitSummary(framework));
    if (odd) return unproven('SCAN_NO_PROOF', `the lists and the summary of framework ${odd.check_type} disagree`);
    const checked = frameworks.reduce((sum, { summary }) => sum + summary.passed + summary.failed + summary.skipped, 0);
    if (checked === 0) return unproven('SCAN_NOTHING_SCANNED', 'checkov made no check');
    const findings = frameworks.flatMap((framework) => findingsOf(raw, framework));
    return exitMismatch(raw, findings) ?? proven(findings, { files: countFiles(frameworks), packages: 0 });
  },
};

function parsingErrors({ results, summary }: Framework): number {
  return Math.max(summary.parsing_errors ?? 0, summary.parsingerrors ?? 0, (results.parsing_errors ?? []).length);
}

/**
 * Checkov logs warnings upwards, and what it warns about (a file it skips, a module it did not load, a check that broke) is nowhere in its
 * report: `TIME [THREAD] [WARNI]  TEXT`, the level cut to five letters.
 */
const complaint = /^\S+ \S+ \[[^\]\n]*\] \[(WARNI|ERROR|CRITI)[^\]\n]*\] *(.*)$/gm;

/** A value that only a deploy gives is unknown to every scanner, and tags are no part of a check (measured: each ARM template says so). */
const harmless = ['No defaultValue for parameter id = ', 'Failed to parse tags for entity '];

function logProblem(log: string): ScanReading | undefined {
  const complaints = [...log.matchAll(complaint)].map(([, level, text = '']) => ({ level, text }));
  const bad = complaints.find(
    ({ level, text }) => level !== 'WARNI' || !harmless.some((start) => text.startsWith(start)),
  );
  const found = bad?.text ?? /^Traceback \(most recent call last\):.*$/m.exec(log)?.[0];
  if (found === undefined) return undefined;
  return unproven('SCAN_FAILED', `checkov says that something was not checked: ${printable(found, 300)}`);
}

function listsFitSummary({ results, summary }: Framework): boolean {
  return results.failed_checks.length === summary.failed && (results.skipped_checks ?? []).length === summary.skipped;
}

function countFiles(frameworks: readonly Framework[]): number {
  const checks = frameworks.flatMap(({ results }) => [
    ...(results.passed_checks ?? []),
    ...results.failed_checks,
    ...(results.skipped_checks ?? []),
  ]);
  return new Set(checks.map((check) => check.file_path)).size;
}

function findingsOf(raw: RunInHand, { results }: Framework): Finding[] {
  const failed = results.failed_checks.map((check) => findingOf(raw, check, false));
  return [...failed, ...(results.skipped_checks ?? []).map((check) => findingOf(raw, check, true))];
}

function findingOf(raw: RunInHand, check: Check, suppressed: boolean): Finding {
  const resource = check.resource ?? '';
  return makeFinding(raw, {
    rule: check.check_id,
    severity: ratingOfWord(check.severity),
    title: check.check_name ?? '',
    // Checkov writes a slash for the folder it scanned.
    path: check.file_path.replace(/^\//, ''),
    line: check.file_line_range?.[0] ?? 0,
    resource,
    url: typeof check.guideline === 'string' ? check.guideline : '',
    suppressed,
    // A resource keeps its name when lines above it come and go.
    identity: resource === '' ? undefined : resource,
  });
}
