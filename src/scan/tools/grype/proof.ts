// Whether a Grype report proves that Grype looked: about the right target, with a database that was whole, and with nothing left out by a
// configuration, wherever that came from. It never counts anything.
import { isFault } from '../../../base/fault.ts';
import { printable } from '../../../base/text.ts';
import { fromIso } from '../../../base/time.ts';
import type { RawScan, ScanReading } from '../../../model/finding.ts';
import { unproven } from '../../finding.ts';
import { type GrypeReport, ImageTarget } from './report.ts';

/** The first reason why the run proves nothing, or undefined when none is found in the report. */
export function grypeProblem(raw: RawScan, report: GrypeReport): ScanReading | undefined {
  return targetProblem(raw, report) ?? databaseProblem(raw, report) ?? omissionProblem(report) ?? alertProblem(report);
}

function targetProblem({ run }: RawScan, { source }: GrypeReport): ScanReading | undefined {
  const expected = run.target.type === 'image' ? 'image' : 'directory';
  if (source.type !== expected)
    return unproven('SCAN_WRONG_TARGET', `grype scanned a ${printable(source.type, 40)}, not a ${expected}`);
  if (run.target.type === 'source') return undefined;
  const { data } = ImageTarget.safeParse(source.target);
  if (data === undefined) return unproven('SCAN_NO_PROOF', 'the report names no digest of the image');
  if (data.manifestDigest === run.target.digest) return undefined;
  return unproven(
    'SCAN_WRONG_TARGET',
    `the report is about ${printable(data.manifestDigest, 80)}, not about ${run.target.digest}`,
  );
}

/** Seconds by which the database's own date may be older than its date at installation. */
const leeway = 3600;

/** The gate judges the database age that the run gives; the report must not show an older database. */
function databaseProblem({ run }: RawScan, { descriptor }: GrypeReport): ScanReading | undefined {
  const { built, valid, error = '' } = descriptor.db.status;
  if (valid !== true || error !== '')
    return unproven('SCAN_FAILED', `grype says that its database is not valid: ${printable(error, 200)}`);
  const builtAt = secondsOf(built ?? '');
  if (builtAt === undefined) return unproven('SCAN_NO_PROOF', 'the report does not say when its database was built');
  if (run.database_at === null || builtAt >= run.database_at - leeway) return undefined;
  return unproven(
    'SCAN_NO_PROOF',
    `the report names a database built at ${built}, which is older than the one that the run names`,
  );
}

function secondsOf(text: string): number | undefined {
  try {
    return fromIso(text);
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
}

function omissionProblem({ descriptor: { configuration: set } }: GrypeReport): ScanReading | undefined {
  const omissions = [
    ['distro', set.distro !== ''],
    ['exclude', (set.exclude ?? []).length > 0],
    ['only-fixed', set['only-fixed']],
    ['only-notfixed', set['only-notfixed']],
    ['ignore-wontfix', set['ignore-wontfix'] !== ''],
    ['vex-documents', (set['vex-documents'] ?? []).length > 0],
    ['archives not searched', !set.search['indexed-archives']],
    ['alerts switched off', !set.alerts['enable-eol-distro-warnings']],
  ] as const;
  const found = omissions.find(([, isSet]) => isSet);
  if (found === undefined) return undefined;
  return unproven('SCAN_NO_PROOF', `grype ran with ${found[0]} in its configuration, which leaves findings out`);
}

/**
 * So far these alerts report operating systems at their end of life, for which no vulnerabilities are published any
 * more.
 */
function alertProblem({ alertsByPackage }: GrypeReport): ScanReading | undefined {
  const alerts = (alertsByPackage ?? []).flatMap(({ alerts }) => alerts ?? []);
  const [first] = alerts;
  if (first === undefined) return undefined;
  return unproven(
    'SCAN_NO_PROOF',
    `grype cannot match some packages, and says why: ${printable(first.message ?? 'nothing', 200)}`,
  );
}
