// Makes findings and refusals in their one form. It must never let a snippet, a secret or an unprintable character through.
import { canonicalText } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { printable } from '../base/text.ts';
import type { Finding, RawScan, ScanProblemCode, ScanReading, Severity } from '../model/finding.ts';
import { Sha256 } from '../model/ids.ts';

/** What an adapter took from a report; absent parts are empty. */
export type FindingDraft = {
  rule: string;
  severity: Severity;
  title: string;
  package?: string;
  fixed?: string;
  path?: string;
  line?: number;
  suppressed?: boolean;
};

/** A finding with every text printable, cut to the model's limits, and its fingerprint over rule, package, path and line. */
export function makeFinding(raw: RawScan, draft: FindingDraft): Finding {
  const rule = clean(draft.rule, 300) || 'unnamed-rule';
  const name = clean(draft.package ?? '', 300);
  const path = relativePath(draft.path ?? '', targetFolders(raw.run.argv));
  const line = Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, Math.trunc(draft.line ?? 0)));
  return {
    tool: raw.run.tool,
    kind: raw.run.kind,
    rule,
    severity: draft.severity,
    title: clean(draft.title, 300),
    package: name,
    fixed: clean(draft.fixed ?? '', 200),
    path,
    line,
    fingerprint: Sha256.parse(sha256Hex(canonicalText([rule, name, path, line]))),
    suppressed: draft.suppressed ?? false,
  };
}

/** A proven reading; the number of suppressed findings is counted from the findings themselves. */
export function proven(findings: Finding[], lookedAt: { files: number; packages: number }): ScanReading {
  return { proven: true, findings, lookedAt, suppressed: findings.filter((finding) => finding.suppressed).length };
}

/** A run that proves nothing, with the reason. */
export function unproven(code: ScanProblemCode, message: string): ScanReading {
  return { proven: false, code, message: clean(message, 1000) };
}

/**
 * The path below the scanned folder: `file:` scheme, the folder and a drive letter are taken off, `.` and `..` are resolved
 * and never lead outside, so that the result is neither absolute nor climbing. At most 1000 printable characters.
 */
export function relativePath(path: string, folders: readonly string[]): string {
  const plain = path.replace(/^file:(?:\/\/[^/]*)?/, '').replaceAll('\\', '/');
  const folder = folders.find((candidate) => plain.startsWith(`${candidate}/`));
  const parts: string[] = [];
  for (const part of plain.slice(folder === undefined ? 0 : folder.length).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.' && !(parts.length === 0 && /^[A-Za-z]:$/.test(part))) parts.push(part);
  }
  return clean(parts.join('/'), 1000);
}

function targetFolders(argv: readonly string[]): string[] {
  const folders = argv.map((word) => word.slice(word.startsWith('--') ? word.indexOf('=') + 1 : 0).replace(/\/+$/, ''));
  return folders.filter((folder) => folder.startsWith('/')).sort((a, b) => b.length - a.length);
}

function clean(text: string, limit: number): string {
  return printable(text.toWellFormed(), limit).toWellFormed();
}
