// Whether a SARIF run states that it is complete: it began, it ended well, it read its input, and its results are in
// this file. It never reads the results.
import { counted, printable } from '../../../base/text.ts';
import type { RawScan, ScanReading } from '../../../model/finding.ts';
import { unproven } from '../../finding.ts';
import type { Invocation, Notification, Run, SarifLog } from './log.ts';

/** The first reason why the log proves nothing, or undefined. */
export function sarifProblem(raw: RawScan, log: SarifLog): ScanReading | undefined {
  const runs = log.runs ?? [];
  if (runs.length === 0) return unproven('SCAN_NOTHING_SCANNED', 'the SARIF log has no run');
  const inlined = (log.inlineExternalProperties ?? []).map(elsewhere).find((part) => part !== undefined);
  if (inlined !== undefined)
    return unproven(
      'SCAN_NO_PROOF',
      `the SARIF log keeps ${inlined} outside of its runs (inlineExternalProperties), where they are not read`,
    );
  return runs.map((run) => runProblem(raw, run)).find((found) => found !== undefined);
}

/** Parts of a run that its results can be read without (SARIF 3.14.2, 3.15.3). */
const sideParts = ['guid', 'runGuid', 'schema', 'version', 'properties', 'externalizedProperties', 'taxonomies'];
const moreSideParts = ['translations', 'policies', 'addresses', 'graphs', 'logicalLocations', 'threadFlowLocations'];
const harmlessParts = [...sideParts, ...moreSideParts, 'webRequests', 'webResponses', 'artifacts'];

function elsewhere(parts: Readonly<Record<string, unknown>>): string | undefined {
  return Object.entries(parts).find(([name, part]) => !harmlessParts.includes(name) && !isEmpty(part))?.[0];
}

function isEmpty(part: unknown): boolean {
  return part === null || part === undefined || (Array.isArray(part) && part.length === 0);
}

function runProblem(raw: RawScan, run: Run): ScanReading | undefined {
  const tool = run.tool.driver.name;
  const external = elsewhere(run.externalPropertyFileReferences ?? {});
  if (external !== undefined)
    return unproven(
      'SCAN_NO_PROOF',
      `${tool} keeps ${printable(external, 100)} in other files (externalPropertyFileReferences); hand in one whole log`,
    );
  const invocations = [...(run.invocations ?? []), ...(run.conversion?.invocation ? [run.conversion.invocation] : [])];
  const failed = invocations
    .map((invocation) => invocationProblem(tool, invocation))
    .find((found) => found !== undefined);
  if (failed) return failed;
  if (!run.results) return unproven('SCAN_FAILED', `${tool} has no results array: it did not begin its analysis`);
  return revisionProblem(raw, run);
}

function invocationProblem(tool: string, invocation: Invocation): ScanReading | undefined {
  const { executionSuccessful, exitCode, exitSignalName, exitSignalNumber, processStartFailureMessage } = invocation;
  if (!executionSuccessful) return unproven('SCAN_FAILED', `${tool} says that its run did not succeed`);
  if ((exitCode ?? 0) !== 0) return unproven('SCAN_FAILED', `${tool} ended with exit code ${exitCode}`);
  if (exitSignalName || (exitSignalNumber ?? 0) !== 0)
    return unproven('SCAN_FAILED', `${tool} was ended by the signal ${exitSignalName || exitSignalNumber}`);
  if (processStartFailureMessage) return unproven('SCAN_FAILED', `${tool} could not be started`);
  const notices = [
    ...(invocation.toolExecutionNotifications ?? []),
    ...(invocation.toolConfigurationNotifications ?? []),
  ];
  const bad = notices.filter(isTrouble);
  const [first] = bad;
  if (!first) return undefined;
  return unproven(
    'SCAN_FAILED',
    `${tool} reports ${counted(bad.length, 'problem')} of its own, the first: ${printable(wordsOf(first), 200) || 'it does not say which'}`,
  );
}

/**
 * Words by which a tool reports that it did not look at everything, at any level. A missing level means `warning`
 * (3.58.6), and a warning counts against the run unless it is about something else.
 */
const trouble =
  /pars|syntax|lex(?:er|ical)|tim(?:e|ed)[ _-]?out|time limit|deadline|memory|exceed|too (?:large|big|many|long|deep)|fail|error|exception|crash|abort|kill|unable|could ?n[o']t|cannot|can't|unsupported|not supported|skip|ignor|exclud|miss|incomplete|partial|truncat|unresolved|not found|unread|denied|corrupt|invalid|malformed/i;
const harmlessWarning = /deprecat|newer version|update (?:is )?available|telemetry|metrics|experimental/i;

function isTrouble(notice: Notification): boolean {
  const level = typeof notice.level === 'string' ? notice.level.toLowerCase() : notice.level;
  const words = wordsOf(notice);
  if (notice.exception !== undefined && notice.exception !== null) return true;
  if (level === 'note' || level === 'none') return trouble.test(words);
  return !((level === 'warning' || level === undefined) && harmlessWarning.test(words) && !trouble.test(words));
}

function wordsOf({ descriptor, message }: Notification): string {
  return [descriptor?.id, message?.id, message?.text ?? message?.markdown].filter(Boolean).join(': ');
}

function revisionProblem(raw: RawScan, run: Run): ScanReading | undefined {
  const { target } = raw.run;
  if (target.type !== 'source') return undefined;
  const other = (run.versionControlProvenance ?? []).find(
    (place) => place.revisionId && place.revisionId !== target.commit,
  );
  if (!other) return undefined;
  return unproven(
    'SCAN_WRONG_TARGET',
    `${run.tool.driver.name} scanned revision ${other.revisionId}, not ${target.commit}`,
  );
}
