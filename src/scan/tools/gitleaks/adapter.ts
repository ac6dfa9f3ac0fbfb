// Reads Gitleaks' JSON together with its log, because `[]` alone proves nothing: only the log shows how much was
// scanned. A secret or the text around it must never be copied, redacted or not. Gitleaks
// rates nothing.
import * as z from 'zod';
import type { Finding, ScanReading } from '../../../model/finding.ts';
import { type Adapter, conform, exitMismatch, hasKeys } from '../../adapter.ts';
import { makeFinding, proven, type RunInHand, unproven } from '../../finding.ts';
import { readFields } from '../../log-fields.ts';

const Leak = z.looseObject({
  RuleID: z.string().min(1),
  Description: z.string(),
  StartLine: z.number(),
  StartColumn: z.number().optional(),
  Commit: z.string().nullish(),
  File: z.string(),
});
const Report = z.array(Leak);

/** Gitleaks 8, run with `--report-format json`. Proof: bytes (and commits) scanned and a count of leaks, all from its log. */
export const adapter: Adapter = {
  recognizes: (document) => Array.isArray(document) && document.every((leak) => hasKeys(leak, 'RuleID', 'File')),
  read(raw, document, log) {
    const conformed = conform(Report, document);
    if ('misfit' in conformed) return conformed.misfit;
    const leaks = conformed.value;
    const lines = logLines(log);
    const problem = logProblem(lines, leaks.length);
    if (problem) return problem;
    const found = leaks.map((leak) =>
      makeFinding(raw, {
        rule: leak.RuleID,
        severity: undefined,
        title: leak.Description,
        path: leak.File,
        line: leak.StartLine,
        column: leak.StartColumn,
        commit: leak.Commit ?? '',
      }),
    );
    const opened = lines.filter((line) => line.level === 'TRC' && line.text.startsWith('scanning path ')).length;
    const files = Math.max(opened, new Set(leaks.map((leak) => leak.File)).size);
    const hidden = hiddenFindings(raw, lines);
    const readable = hidden.filter((finding) => finding !== undefined);
    if (readable.length < hidden.length)
      return unproven('SCAN_NO_PROOF', 'gitleaks says that it skipped a finding, and it cannot be read which');
    return exitMismatch(raw, found) ?? proven([...found, ...readable], { files, packages: 0 });
  },
};

type LogLine = { level: string; text: string };

/** Lines of zerolog's console form, `8:15AM INF text`; colors are taken off, and what is no such line (the banner) is left out. */
function logLines(log: string): LogLine[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are exactly what is taken off
  const plain = log.replace(/\u001b\[[0-9;]*m/g, '');
  const form = /^\S+ (TRC|DBG|INF|WRN|ERR|FTL|PNC) (.*?)\r?$/gm;
  return [...plain.matchAll(form)].map((match) => ({ level: match[1] ?? '', text: match[2] ?? '' }));
}

function logProblem(lines: readonly LogLine[], leaks: number): ScanReading | undefined {
  const spoken = lines.filter((line) => line.level !== 'DBG' && line.level !== 'TRC');
  const trouble = spoken.find((line) => line.level !== 'INF' && !/^leaks found: \d+$/.test(line.text));
  if (trouble)
    return unproven('SCAN_FAILED', 'the log of gitleaks holds a warning or error, so part of the target was left out');
  const bytes = numbersIn(spoken, /^scanned ~(\d+) bytes \(/);
  const commits = numbersIn(spoken, /^(\d+) commits scanned\.$/);
  const clean = spoken.filter((line) => line.text === 'no leaks found').map(() => 0);
  const counts = [...numbersIn(spoken, /^leaks found: (\d+)$/), ...clean];
  if (bytes.length !== 1 || commits.length > 1 || counts.length !== 1) {
    return unproven(
      'SCAN_NO_PROOF',
      'the log of gitleaks does not say once how much was scanned and how many leaks were found',
    );
  }
  if (bytes[0] === 0 || commits[0] === 0) return unproven('SCAN_NOTHING_SCANNED', 'gitleaks scanned nothing');
  if (counts[0] === leaks) return undefined;
  return unproven('SCAN_NO_PROOF', `the log of gitleaks counts ${counts[0]} leaks, its report ${leaks}`);
}

function numbersIn(lines: readonly LogLine[], form: RegExp): number[] {
  return lines.flatMap((line) => form.exec(line.text)?.slice(1, 2) ?? []).map(Number);
}

/**
 * Findings that ignore files hid, from the debug log: `skipping finding: REASON finding=REDACTED
 * fingerprint=PATH:RULE:LINE`. An unreadable line becomes undefined, so that it is not lost.
 */
function hiddenFindings(raw: RunInHand, lines: readonly LogLine[]): (Finding | undefined)[] {
  const skipped = lines.filter(({ level, text }) => level === 'DBG' && text.startsWith('skipping finding: '));
  return skipped.map(({ text }) => hiddenFinding(raw, text.slice(text.lastIndexOf(' ', text.indexOf('=')) + 1)));
}

function hiddenFinding(raw: RunInHand, fields: string): Finding | undefined {
  const fingerprint = readFields(fields)?.get('fingerprint') ?? '';
  const [, path, rule, line] = /^(.*):([^:]+):(\d+)$/s.exec(fingerprint) ?? [];
  if (path === undefined || rule === undefined) return undefined;
  const title = 'Hidden by an ignore file of the repository';
  return makeFinding(raw, { rule, severity: undefined, title, path, line: Number(line), suppressed: true });
}
