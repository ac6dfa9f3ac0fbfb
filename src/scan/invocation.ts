// How each tool is run: offline, from trusted options only, with everything the scanned repository could say about the scan
// switched off or made visible (THREATS A14). It must never take an option from the repository.
import { Fault } from '../base/fault.ts';
import { printable } from '../base/text.ts';
import type { ScanKind, ScanTool } from '../model/finding.ts';
import type { Digest } from '../model/ids.ts';

/**
 * Where things lie; all paths are absolute. `target` is the source folder, or for an image its OCI layout folder with the image's
 * `digest`; `work` is an empty private folder in which the program runs, so that it finds no configuration there.
 */
export type Places = {
  target: string;
  digest?: Digest | undefined;
  report: string;
  rules?: string;
  database?: string;
  work: string;
};

/**
 * Arguments and the whole environment; the report is read from the file `places.report` or from standard output. `sbom`: arguments of
 * a second run that prints an SBOM. `logLine`: the form of the log's lines that may be kept, where others can quote a secret.
 */
export type ToolInvocation = {
  args: string[];
  environment: Record<string, string>;
  reportFrom: 'file' | 'stdout';
  sbom?: string[];
  logLine?: RegExp;
};

/** The log as it may be kept: whole, or only its lines of the form `logLine`. */
export function keptLog(invocation: ToolInvocation, log: Uint8Array): Uint8Array {
  const { logLine } = invocation;
  if (logLine === undefined) return log;
  const lines = new TextDecoder().decode(log).split('\n');
  return new TextEncoder().encode(lines.flatMap((line) => (logLine.test(line) ? [`${line}\n`] : [])).join(''));
}

/** How to run a tool for a kind of scan. Throws INPUT_INVALID for a pair that proves nothing, TOOL_MISSING when rules or a database are missing. */
export function toolInvocation(kind: ScanKind, tool: ScanTool, places: Places): ToolInvocation {
  const environment = { HOME: places.work };
  if (kind === 'source' && tool === 'semgrep') return semgrepInvocation(places, environment);
  if (kind === 'dependencies' && tool === 'osv-scanner') return osvScannerInvocation(places, environment);
  if (kind === 'infrastructure' && tool === 'checkov') return checkovInvocation(places, environment);
  if (kind === 'secrets' && tool === 'gitleaks') return gitleaksInvocation(places, environment);
  if (tool === 'trivy' && kind === 'image') return trivyImageInvocation(places, environment);
  if (tool === 'trivy' && kind === 'dependencies') {
    // A lock file that it cannot read is worth a word to Trivy at its lowest level alone (measured).
    const args = ['filesystem', '--debug', ...trivyDatabase(places), '--scanners', 'vuln', '--list-all-pkgs'];
    return { ...trivyReport([...args, ...trivyAlways], places, places.target, environment), logLine: trivyLine };
  }
  if (tool === 'trivy' && kind === 'infrastructure') {
    const args = ['config', '--cache-dir', places.work, '--skip-check-update', ...trivyAlways];
    return trivyReport(args, places, places.target, environment);
  }
  throw new Fault('INPUT_INVALID', `${tool} cannot be run for scans of kind ${kind}`);
}

const semgrepQuiet = { SEMGREP_SEND_METRICS: 'off', SEMGREP_ENABLE_VERSION_CHECK: '0' };

function semgrepInvocation(places: Places, environment: Record<string, string>): ToolInvocation {
  const rules = needed(places.rules, 'semgrep needs a rule set of our own; registry rules are never fetched');
  const strict = ['--oss-only', '--error', '--strict', '--no-rewrite-rule-ids', '--max-target-bytes', '0'];
  // The first three take nosemgrep comments, .gitignore and .semgrepignore out of the repository's hands.
  const ours = [
    '--disable-nosem',
    '--no-git-ignore',
    '--x-ignore-semgrepignore-files',
    '--metrics=off',
    '--disable-version-check',
  ];
  return {
    args: ['scan', '--config', rules, ...strict, ...ours, '--json', '--output', places.report, places.target],
    environment: { ...environment, ...semgrepQuiet },
    reportFrom: 'file',
  };
}

function osvScannerInvocation(places: Places, environment: Record<string, string>): ToolInvocation {
  const database = needed(places.database, 'osv-scanner needs a local database; without one it ends with 127');
  // A configuration given by hand replaces every osv-scanner.toml in the tree; an empty one filters nothing.
  const ours = [
    '--config',
    '/dev/null',
    '--no-ignore',
    '--no-resolve',
    '--no-call-analysis=go',
    '--all-packages',
    '--all-vulns',
  ];
  return {
    args: [
      'scan',
      'source',
      '--recursive',
      '--offline',
      ...ours,
      '--format',
      'json',
      '--output-file',
      places.report,
      places.target,
    ],
    environment: { ...environment, OSV_SCALIBR_LOCAL_DB_CACHE_DIRECTORY: database },
    reportFrom: 'file',
  };
}

function checkovInvocation(places: Places, environment: Record<string, string>): ToolInvocation {
  // Written as one word: given as two, Checkov 3.3 would read the folder's own .checkov.yml (measured), even beside --config-file.
  const target = `--directory=${places.target}`;
  const offline = ['--skip-download', '--download-external-modules', 'false'];
  return { args: [target, ...offline, '--compact', '-o', 'json'], environment, reportFrom: 'stdout' };
}

/**
 * What Gitleaks says from information upwards, the files it opened, and what it hid. Its other debug and trace lines quote what it
 * decoded or passed over, unredacted (measured: a key in base64 stood there in clear).
 */
const gitleaksLine =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: before --no-color is read, levels are colored by escape sequences
  /^\S+ (?:\u001b\[[0-9;]*m)*(?:(?:INF|WRN|ERR|FTL|PNC)\b|TRC scanning path |DBG skipping finding: )/;

function gitleaksInvocation(places: Places, environment: Record<string, string>): ToolInvocation {
  const config = places.rules === undefined ? [] : ['--config', places.rules];
  // The folder's own .gitleaksignore is read whatever is given (measured); the debug log names what it hid, the trace log each file.
  const ours = ['--ignore-gitleaks-allow', '--gitleaks-ignore-path', places.work, '--log-level', 'trace'];
  const report = ['--redact=100', '--report-format', 'json', '--report-path', places.report, '--exit-code', '1'];
  return {
    args: ['dir', ...config, ...ours, ...report, '--no-banner', '--no-color', places.target],
    // Without rules this text stands before the folder's own .gitleaks.toml.
    environment:
      config.length > 0 ? environment : { ...environment, GITLEAKS_CONFIG_TOML: '[extend]\nuseDefault = true\n' },
    reportFrom: 'file',
    logLine: gitleaksLine,
  };
}

/** All lines but those of the lowest level, of which only what was not read is kept: the rest is long and says where things lie. */
const trivyLine = /^(?!\S+\tDEBUG\t).|^\S+\tDEBUG\t(?:\[[^\]\t]*\] )?(?:Walk|Analysis|Permission) error(?:\t|$)/;

const trivyAlways = [
  '--cache-backend',
  'memory',
  '--skip-version-check',
  '--disable-telemetry',
  '--ignorefile',
  '/dev/null',
];

function trivyDatabase(places: Places): string[] {
  const database = needed(places.database, 'trivy needs a cache folder with its vulnerability database');
  return ['--cache-dir', database, '--skip-db-update', '--skip-java-db-update', '--offline-scan', '--no-progress'];
}

function trivyImageInvocation(places: Places, environment: Record<string, string>): ToolInvocation {
  if (places.digest === undefined) throw new Fault('INPUT_INVALID', 'an image scan needs the digest of the image');
  // Named by digest, the layout's image is the one asked for, and report and SBOM carry that digest in their own words.
  const layout = ['--input', `${places.target}@${places.digest}`];
  const args = ['image', ...layout, ...trivyDatabase(places), '--scanners', 'vuln', ...trivyAlways];
  const scan = [...args, '--list-all-pkgs', '--format', 'json', '--output', places.report];
  return { args: scan, environment, reportFrom: 'file', sbom: [...args, '--format', 'cyclonedx'] };
}

function trivyReport(
  args: string[],
  places: Places,
  target: string,
  environment: Record<string, string>,
): ToolInvocation {
  return { args: [...args, '--format', 'json', '--output', places.report, target], environment, reportFrom: 'file' };
}

function needed(path: string | undefined, reason: string): string {
  if (path === undefined) throw new Fault('TOOL_MISSING', reason);
  return path;
}

/** Arguments that make a tool print its version and do nothing else; offline. Throws INPUT_INVALID for `sarif`, which is no program. */
export function versionInvocation(tool: ScanTool): { args: string[]; environment: Record<string, string> } {
  if (tool === 'sarif') throw new Fault('INPUT_INVALID', 'sarif is a format, not a program that can be run');
  if (tool === 'gitleaks') return { args: ['version'], environment: {} };
  if (tool === 'semgrep') return { args: ['--version', '--disable-version-check'], environment: semgrepQuiet };
  return { args: ['--version'], environment: {} };
}

/** The version as the tool printed it, without its label; at most 100 printable characters. Throws TOOL_FAILED when it printed nothing. */
export function parseVersion(tool: ScanTool, stdout: string): string {
  const line = stdout.split('\n').find((text) => text.trim() !== '') ?? '';
  const version = printable(line.trim().replace(/^(?:osv-scanner version|version): */i, ''), 100);
  if (version === '') throw new Fault('TOOL_FAILED', `${tool} printed no version`);
  return version;
}
