// Reads Trivy's log. Trivy warns about what it could not read or match and then ends with 0 and a report that looks
// complete, so every warning and error counts against the run unless it is known to leave nothing out.
import { printable } from '../../../base/text.ts';
import type { ScanReading } from '../../../model/finding.ts';
import { unproven } from '../../finding.ts';
import { readFields } from '../../log-fields.ts';

/** Warnings and errors after which everything is still read and matched, by the beginning of their text. */
const harmless = [
  // How severe a finding is, or the text about it; the finding itself is there.
  'Using severities from other vendors for some vulnerabilities.',
  'No severity found in specified sources',
  'Unable to get vulnerability details (CVE may be rejected)',
  'Unsupported severity',
  // Licenses, checksums and which dependencies are direct ones; the packages themselves come from the lock file.
  'Unable to collect licenses',
  'Unable to collect additional info',
  'Unable to get licenses and dependencies',
  'Unable to get checksum',
  'Unable to parse METADATA file',
  'Unable to find python `site-packages` directory. License detection is skipped.',
  'Unable to parse composer.json to identify direct dependencies',
  'Unable to parse pyproject.toml to identify direct dependencies',
  'Unable to parse Cargo.toml to identify direct dependencies',
  'Unable to parse package.json to remove dev dependencies',
  'Could not parse -ldflags found in build info',
  // What only a deploy decides is unknown to every scanner; each Terraform module with a required variable says so.
  'Variable values were not found in the environment or variable files.',
  'Missing parameter values',
  // The form of a check, which is still used.
  'Module has legacy input format',
  'Module has legacy metadata format',
  'Module has no input selectors',
  // Without downloaded checks the built-in ones are used.
  'Falling back to embedded checks',
  'Failed to clean the artifact',
];
const deprecated = /^(?:'--[a-z-]+'|"--[a-z-]+") is deprecated\b/;

/** Logged as information only, but it means that something was not looked at, or that a foreign setting was read. */
const telling = [
  'Vulnerability detection of CoreOS packages is currently not supported',
  'Skipped detection of the packages',
  'Filtered out the detected vulnerability',
  'Some vulnerabilities have been ignored/suppressed.',
  'Overriding detected OS',
  'Loaded',
];

/** Logged at the lowest level, which only our own runs over lock files ask for: a file was not read. */
const unread = ['Walk error', 'Analysis error', 'Permission error'];

type Line = { level: string; prefix: string; text: string; fields: string };

/** Why the log counts against the run, or undefined when it does not. */
export function trivyLogProblem(log: string): ScanReading | undefined {
  for (const raw of linesOf(log)) {
    const line = parseLine(raw);
    const trouble = line ? isTrouble(line) : /\b(?:WARN|ERROR|FATAL|PANIC|panic:)/.test(raw);
    if (trouble)
      return unproven(
        'SCAN_FAILED',
        `trivy says that part of the target was not read or not matched: ${printable(line ? `${line.text} ${line.fields}` : raw, 300)}`,
      );
    if (line?.text === ignoreText && !ignoredRange(line))
      return unproven('SCAN_NO_PROOF', 'trivy says that a comment hid a finding, and it cannot be read which');
  }
  return undefined;
}

function isTrouble({ level, text }: Line): boolean {
  if (level === 'DEBUG') return unread.some((start) => text.startsWith(start));
  if (level === 'INFO') return telling.some((start) => text.startsWith(start));
  return level === 'FATAL' || !(harmless.some((start) => text.startsWith(start)) || deprecated.test(text));
}

const ignoreText = 'Ignore finding';

/** The only trace of findings that comments in the source hid: `rule="..." range="FILE:FROM-TO"`. */
export function ignoredInSource(log: string): { rule: string; path: string; line: number }[] {
  return linesOf(log).flatMap((raw) => {
    const line = parseLine(raw);
    const found = line?.text === ignoreText ? ignoredRange(line) : undefined;
    return found ? [found] : [];
  });
}

function ignoredRange({ fields }: Line): { rule: string; path: string; line: number } | undefined {
  const found = readFields(fields);
  const rule = found?.get('rule');
  const range = found?.get('range');
  if (rule === undefined || range === undefined) return undefined;
  const [, path = range, line = '0'] = /^(.*):(\d+)(?:-\d+)?$/s.exec(range) ?? [];
  return { rule, path, line: Number(line) };
}

function linesOf(log: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: levels are colored by escape sequences where Trivy writes to a terminal
  return log.replace(/\u001b\[[0-9;]*m/g, '').split(/\r?\n/);
}

/** `TIME<tab>LEVEL<tab>[PREFIX] TEXT<tab>FIELDS`; after the level, every part that may contain file names is in quotes. */
function parseLine(raw: string): Line | undefined {
  const [time = '', level = '', message, ...fields] = raw.split('\t');
  if (message === undefined || !/^\S+$/.test(time) || !/^(?:DEBUG|INFO|WARN|ERROR|FATAL)$/.test(level))
    return undefined;
  const prefix = /^\[[^\]]*\] /.exec(message)?.[0] ?? '';
  return { level, prefix, text: message.slice(prefix.length), fields: fields.join('\t') };
}
