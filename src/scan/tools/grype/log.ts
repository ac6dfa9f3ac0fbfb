// Reads Grype's log. Only the log shows how many packages were looked at; and Grype warns about what it could not read
// or match and then ends with 0 and a report that looks complete, so every warning and error counts against the run.
import { printable } from '../../../base/text.ts';
import type { ScanReading } from '../../../model/finding.ts';
import { unproven } from '../../finding.ts';

/** Lines begin with seconds since the start and a level, `[0000]  INFO text`; file names come after their key. */
const line = /^\[\d+\] +([A-Z]+) +(?! )(.*)$/;

/** Warnings after which everything is still read and matched, by the beginning of their text. */
const harmless = [
  'no explicit name and version provided for directory source, deriving artifact ID from the given path',
];

/** The number of matched packages, or why the log counts against the run. */
export function readGrypeLog(log: string): { packages: number } | { problem: ScanReading } {
  const lines = linesOf(log);
  const trouble = lines.find((text) => {
    const [, level = '', message = ''] = line.exec(text) ?? [];
    if (level === 'WARN' && harmless.some((start) => message.startsWith(start))) return false;
    return level === '' ? /\b(?:panic|fatal|error)\b/i.test(text) : !['INFO', 'DEBUG', 'TRACE'].includes(level);
  });
  if (trouble !== undefined)
    return {
      problem: unproven(
        'SCAN_FAILED',
        `grype says that part of the target was not read or not matched: ${printable(trouble, 300)}`,
      ),
    };
  const counts = lines.flatMap((text) => {
    const [, level, message = ''] = line.exec(text) ?? [];
    const count = /^gathered packages packages=(\d+)(?: |$)/.exec(message)?.[1];
    return level === 'INFO' && count !== undefined ? [Number(count)] : [];
  });
  const [packages] = counts;
  if (packages !== undefined && counts.length === 1) return { packages };
  return {
    problem: unproven(
      'SCAN_NO_PROOF',
      'the log of grype does not say once how many packages were gathered; run it with -v',
    ),
  };
}

function linesOf(log: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: levels are colored by escape sequences where Grype writes to a terminal
  return log.replace(/\u001b\[[0-9;]*m/g, '').split(/\r?\n/);
}
