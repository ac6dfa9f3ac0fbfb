// Reads Semgrep's JSON. A timeout or a file it could not parse leaves `errors` beside empty results and exit code 0:
// such a run must never count. Messages may quote source code and are not copied; the rule's name is used instead.
import * as z from 'zod';
import { counted } from '../../../base/text.ts';
import type { Finding, RawScan, ScanReading, Severity } from '../../../model/finding.ts';
import { type Adapter, conform, exitMismatch, hasKeys } from '../../adapter.ts';
import { makeFinding, proven, type RunInHand, unproven } from '../../finding.ts';
import { ratingOfWord } from '../../severity.ts';

const Result = z.looseObject({
  check_id: z.string().min(1),
  path: z.string().min(1),
  start: z.looseObject({ line: z.number(), col: z.number().optional() }),
  extra: z.looseObject({
    severity: z.unknown().optional(),
    is_ignored: z.boolean().nullish(),
    fingerprint: z.unknown().optional(),
    metadata: z.looseObject({ source: z.unknown().optional() }).nullish().catch(undefined),
  }),
});
type Result = z.infer<typeof Result>;

const Report = z.looseObject({
  version: z.string().min(1).optional(),
  results: z.array(Result),
  errors: z.array(z.looseObject({ type: z.unknown().optional(), level: z.unknown().optional() })),
  paths: z
    .looseObject({
      scanned: z.array(z.string().min(1)).optional(),
      skipped: z.array(z.looseObject({ path: z.unknown().optional(), reason: z.unknown().optional() })).nullish(),
    })
    .optional(),
  skipped_rules: z.array(z.unknown()).optional(),
});

/** Semgrep 1.x, run with `--json`. Proof: the paths it scanned, no errors of any level, nothing skipped (threats A2, A14). */
export const adapter: Adapter = {
  recognizes: (document) => hasKeys(document, 'results', 'errors') && !hasKeys(document, 'experimental_config'),
  read(raw, document, log) {
    const conformed = conform(Report, document);
    if ('misfit' in conformed) return conformed.misfit;
    const { version, results, errors, paths, skipped_rules: skipped = [] } = conformed.value;
    if (errors.length > 0)
      return unproven('SCAN_FAILED', `semgrep reports ${counted(errors.length, 'error')} of its own`);
    if (skipped.length > 0) return unproven('SCAN_FAILED', `semgrep skipped ${counted(skipped.length, 'rule')}`);
    const left = skippedProblem(paths?.skipped ?? []) ?? logProblem(log);
    if (left) return left;
    if (version === undefined || paths?.scanned === undefined) {
      return unproven('SCAN_NO_PROOF', 'the report names no version or no scanned paths; semgrep 1.x writes both');
    }
    if (paths.scanned.length === 0) return unproven('SCAN_NOTHING_SCANNED', nothingScanned);
    const findings = results.map((result) => findingOf(raw, result));
    return exitProblem(raw, findings) ?? proven(findings, { files: paths.scanned.length, packages: 0 });
  },
};

/** The languages of the files in scanners/rules/semgrep. */
const languages = 'JavaScript, TypeScript, Python, Java, Go, C#, Ruby, PHP and Terraform';
const nothingScanned = `semgrep scanned no file. Its rules are our own, in scanners/rules/semgrep, and are for ${languages}; where there is no file of these, say so in safeguard.yml, under policy.scans of the service: "source: { none: REASON }", with a reason of ten characters or more that an auditor will read`;

/**
 * Harmless reasons to skip a file: git's own folder, a file that no rule is for, and one that is not text. Every other
 * reason (too large, too many matches, not parsed, excluded, ignored, minified, not permitted, an unknown one) means
 * that something was not looked at.
 */
const harmlessReasons: readonly unknown[] = ['always_skipped', 'wrong_language', 'irrelevant_rule', 'binary'];

function skippedProblem(skipped: readonly { path?: unknown; reason?: unknown }[]): ScanReading | undefined {
  const left = skipped.filter(({ reason }) => !harmlessReasons.includes(reason));
  const [first] = left;
  if (!first) return undefined;
  const text = `semgrep passed over ${counted(left.length, 'file')}, the first because of ${JSON.stringify(first.reason)}`;
  return unproven('SCAN_FAILED', `${text}: ${JSON.stringify(first.path)}`);
}

/** The closing summary reports files that were left out even when the report does not list them. */
const leftOut = /^[ \t\u2022]*(?:Scan skipped:|Partially scanned:|Scan was limited to|Some files were skipped)/m;

function logProblem(log: string): ScanReading | undefined {
  if (!leftOut.test(log)) return undefined;
  return unproven(
    'SCAN_FAILED',
    'the summary in the log of semgrep says that files were skipped or only partly scanned',
  );
}

/** Exit code 1 means findings only under `--error`; without it, it means an error. */
function exitProblem(raw: RawScan, findings: readonly Finding[]): ScanReading | undefined {
  if (raw.run.argv.includes('--error')) return exitMismatch(raw, findings);
  if (raw.run.exit_code === 0) return undefined;
  return unproven('SCAN_EXIT_CODE', 'semgrep ended with exit code 1, which without --error does not mean findings');
}

/** Semgrep's mildest word is INFO, which its own SARIF calls `note`. */
function severityOf(word: unknown): Severity | undefined {
  const severity = ratingOfWord(word);
  return severity === 'info' ? 'low' : severity;
}

function findingOf(raw: RunInHand, { check_id: rule, path, start, extra }: Result): Finding {
  const { fingerprint, metadata } = extra;
  return makeFinding(raw, {
    rule,
    severity: severityOf(extra.severity),
    title: rule.split('.').at(-1) ?? '',
    path,
    line: start.line,
    column: start.col,
    url: typeof metadata?.source === 'string' ? metadata.source : '',
    suppressed: extra.is_ignored ?? false,
    // Without a login Semgrep writes `requires login` instead of its fingerprint.
    identity: typeof fingerprint === 'string' && /^[0-9a-f]{32,}(?:_\d+)?$/.test(fingerprint) ? fingerprint : undefined,
  });
}
