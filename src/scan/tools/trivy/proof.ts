// Whether a Trivy report proves that Trivy looked: at the right target, at real packages or checks, with a complete
// list, and without a message about something it could not read or match. Findings alone prove nothing about what was
// skipped.
import type { RawScan, ScanReading } from '../../../model/finding.ts';
import { unproven } from '../../finding.ts';
import { trivyLogProblem } from './log.ts';
import type { ResultOf, TrivyReport } from './report.ts';

type Result = ResultOf<'result'>;

/** The first reason why the run proves nothing, or undefined when it does prove that it looked. */
export function trivyProblem(raw: RawScan, report: TrivyReport, log: string): ScanReading | undefined {
  const results = report.Results ?? [];
  return (
    targetProblem(raw, report) ??
    exitProblem(raw) ??
    trivyLogProblem(log) ??
    (raw.run.kind === 'infrastructure' ? checksProblem(results) : packagesProblem(raw, report, results)) ??
    results.map(summaryProblem).find((problem) => problem !== undefined)
  );
}

/**
 * Packages that Trivy lists under --list-all-pkgs and can look up; what it found in them is not counted. One without a version, such as the
 * project itself, it passes over.
 */
export function countPackages(results: readonly Result[]): number {
  const packages = results.flatMap((result) => result.Packages ?? []);
  return packages.filter(({ Name: name, Version: version }) => Boolean(name) && Boolean(version)).length;
}

function exitProblem(raw: RawScan): ScanReading | undefined {
  if (!raw.run.argv.some((word) => word.startsWith('--exit-code'))) return undefined;
  return unproven('SCAN_EXIT_CODE', 'trivy ran with --exit-code, so its exit code cannot be told from a failure');
}

/** What Trivy reports as ArtifactType for each type of target. */
const artifactTypes = { image: ['container_image'], source: ['filesystem', 'repository'] } as const;

function targetProblem(raw: RawScan, report: TrivyReport): ScanReading | undefined {
  const { target } = raw.run;
  const expected: readonly string[] = artifactTypes[target.type];
  if (!expected.includes(report.ArtifactType)) {
    return unproven(
      'SCAN_WRONG_TARGET',
      `trivy scanned a ${report.ArtifactType}, not the ${target.type} that was to be scanned`,
    );
  }
  if (target.type === 'source') return undefined;
  const names = [report.ArtifactName ?? '', ...(report.Metadata?.RepoDigests ?? [])];
  const digests = names.flatMap((name) => /@(sha256:[0-9a-f]{64})$/.exec(name)?.slice(1) ?? []);
  if (digests.length === 0) {
    return unproven('SCAN_NO_PROOF', 'the report names no image digest; scan the layout as LAYOUT@sha256:DIGEST');
  }
  if (digests.every((digest) => digest === target.digest)) return undefined;
  return unproven('SCAN_WRONG_TARGET', `the report is about ${digests.join(' and ')}, not about ${target.digest}`);
}

function checksProblem(results: readonly Result[]): ScanReading | undefined {
  if (results.some((result) => checksOf(result) > 0)) return undefined;
  return unproven('SCAN_NOTHING_SCANNED', 'trivy lists no checks');
}

function checksOf({ MisconfSummary: summary, Misconfigurations: list }: Result): number {
  return Math.max(
    (summary?.Successes ?? 0) + (summary?.Failures ?? 0) + (summary?.Exceptions ?? 0),
    (list ?? []).length,
  );
}

/** A summary that counts other than the list holds means that the list is not whole; checks that passed are listed only when asked for. */
function summaryProblem({
  Target: target,
  MisconfSummary: summary,
  Misconfigurations: list,
}: Result): ScanReading | undefined {
  if (!summary) return undefined;
  const listed = { FAIL: 0, PASS: 0, EXCEPTION: 0 };
  for (const { Status: status } of list ?? [])
    listed[status === 'PASS' || status === 'EXCEPTION' ? status : 'FAIL'] += 1;
  const { Successes: passed = 0, Failures: failed = 0, Exceptions: excepted = 0 } = summary;
  if (listed.FAIL === failed && listed.EXCEPTION === excepted && listed.PASS <= passed) return undefined;
  return unproven(
    'SCAN_NO_PROOF',
    `${target}: the summary counts ${failed} failures, ${excepted} exceptions and ${passed} passes, the list holds ${listed.FAIL}, ${listed.EXCEPTION} and ${listed.PASS}`,
  );
}

/** Families that Trivy itself expects to have no packages of an operating system. */
const withoutPackages = ['', 'none', 'activestate'];

function packagesProblem(raw: RawScan, report: TrivyReport, results: readonly Result[]): ScanReading | undefined {
  if (countPackages(results) === 0)
    return unproven('SCAN_NOTHING_SCANNED', 'trivy lists no packages with a version; it needs --list-all-pkgs');
  const bare = results.find((result) => (result.Vulnerabilities ?? []).length > 0 && countPackages([result]) === 0);
  if (bare) return unproven('SCAN_NO_PROOF', `trivy lists vulnerabilities of ${bare.Target}, but not its packages`);
  const os = report.Metadata?.OS;
  if (os?.EOSL)
    return unproven(
      'SCAN_NO_PROOF',
      `${os.Family} ${os.Name} has reached its end of life: nobody publishes its vulnerabilities, so none can be found; build on a supported version`,
    );
  const unmatched =
    !withoutPackages.includes(os?.Family ?? '') &&
    countPackages(results.filter(({ Class }) => Class === 'os-pkgs')) === 0;
  if (unmatched)
    return unproven(
      'SCAN_NO_PROOF',
      `trivy names the operating system ${os?.Family} ${os?.Name}, but lists none of its packages`,
    );
  return javaProblem(raw, results);
}

const noJava =
  'the target holds JAR files, and trivy had no Java database to know them by; name one in scanners/lock.json as trivy.database.java';

/**
 * Without its Java database Trivy cannot identify the library of most JAR files, and so finds no vulnerabilities in
 * them.
 */
function javaProblem(raw: RawScan, results: readonly Result[]): ScanReading | undefined {
  const jars = results.some(({ Type }) => Type === 'jar');
  return jars && raw.run.java_database_at === undefined ? unproven('SCAN_NO_PROOF', noJava) : undefined;
}

/** True when Trivy gave up because it met a JAR file and had no Java database. */
export function lacksJavaDatabase(log: string): boolean {
  return /\tERROR\t(?:\[[^\]\t]*\] )?The first run cannot skip downloading Java DB$/m.test(log);
}

/** The consequence of a missing Java database for the run. */
export function lackingJava(log: string): ScanReading | undefined {
  return lacksJavaDatabase(log) ? unproven('SCAN_NO_PROOF', noJava) : undefined;
}
