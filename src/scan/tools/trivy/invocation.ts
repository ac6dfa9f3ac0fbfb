// How Trivy is run: offline on a database that was fetched before, ignoring the repository's own ignore files (threat
// A14).
import { Fault } from '../../../base/fault.ts';
import type { ScanKind } from '../../../model/finding.ts';
import {
  any,
  type Form,
  type Invoke,
  needed,
  nothing,
  type Options,
  type Places,
  type ToolInvocation,
} from '../../tool.ts';

const always = [
  '--cache-backend',
  'memory',
  '--skip-version-check',
  '--disable-telemetry',
  '--ignorefile',
  '/dev/null',
];

/**
 * All lines except those of the lowest level, of which only unread files are kept: the rest is long and contains local
 * paths.
 */
const logLine = /^(?!\S+\tDEBUG\t).|^\S+\tDEBUG\t(?:\[[^\]\t]*\] )?(?:Walk|Analysis|Permission) error(?:\t|$)/;

function databaseArgs(places: Places): string[] {
  const database = needed(places.database, 'trivy needs a cache folder with its vulnerability database');
  return ['--cache-dir', database, '--skip-db-update', '--skip-java-db-update', '--offline-scan', '--no-progress'];
}

/** A scan of an image, with its SBOM from a second run. */
export const invokeImage: Invoke = (places, environment) => {
  if (places.digest === undefined) throw new Fault('INPUT_INVALID', 'an image scan needs the digest of the image');
  // Named by digest, the layout's image is the requested one, and report and SBOM contain that digest.
  const layout = ['--input', `${places.target}@${places.digest}`];
  const args = ['image', ...layout, ...databaseArgs(places), '--scanners', 'vuln', ...always];
  const scan = [...args, '--list-all-pkgs', '--format', 'json', '--output', places.report];
  return { args: scan, environment, reportFrom: 'file', sbom: [...args, '--format', 'cyclonedx'] };
};

/** A scan of dependencies. */
export const invokeDependencies: Invoke = (places, environment) => {
  // Trivy mentions a lock file that it cannot read only at its lowest log level (measured).
  const args = ['filesystem', '--debug', ...databaseArgs(places), '--scanners', 'vuln', '--list-all-pkgs'];
  return { ...reportOf([...args, ...always], places, environment), logLine };
};

/** A scan of infrastructure, which needs no database. */
export const invokeInfrastructure: Invoke = (places, environment) =>
  reportOf(['config', '--cache-dir', places.work, '--skip-check-update', ...always], places, environment);

function reportOf(args: string[], places: Places, environment: Record<string, string>): ToolInvocation {
  const words = [...args, '--format', 'json', '--output', places.report, places.target];
  return { args: words, environment, reportFrom: 'file' };
}

/** A comma-separated list that contains one of these words. */
function naming(...wanted: readonly string[]): Form {
  return {
    test: (value) => /^[a-z]+(?:,[a-z]+)*$/.test(value) && value.split(',').some((word) => wanted.includes(word)),
  };
}

/** The options with which it leaves nothing out. */
export function optionsFor(kind: ScanKind): Options {
  const scanners = kind === 'infrastructure' ? naming('misconfig', 'config') : naming('vuln');
  const folders = ['filesystem', 'fs', 'repository', 'repo'];
  const commands = {
    image: ['image', 'i'],
    dependencies: folders,
    infrastructure: ['config', 'conf', ...folders],
    source: [],
    secrets: [],
  };
  return {
    commands: commands[kind],
    flags: [
      ...['--skip-db-update', '--skip-java-db-update', '--skip-check-update', '--skip-policy-update', '--offline-scan'],
      ...['--no-progress', '--skip-version-check', '--disable-telemetry', '--list-all-pkgs', '--include-dev-deps'],
      ...['--include-non-failures', '--show-suppressed', '--dependency-tree', '--debug', '-d'],
    ],
    values: {
      '--input': any,
      '--cache-dir': any,
      '--cache-backend': any,
      '--scanners': scanners,
      '--ignorefile': nothing,
      '--format': any,
      '-f': any,
      '--output': any,
      '-o': any,
      '--timeout': any,
      '--parallel': any,
      '--pkg-types': /^(?:os,library|library,os)$/,
      // Any use of it is refused by Trivy's own reader, for another reason.
      '--exit-code': any,
    },
    targets: 1,
  };
}
