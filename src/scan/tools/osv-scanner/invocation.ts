// How OSV-Scanner is run: offline on our own database, ignoring every configuration file in the tree (threat A14).
import { any, type Invoke, needed, nothing, type Options } from '../../tool.ts';

/** A scan of dependencies. */
export const invokeOsvScanner: Invoke = (places, environment) => {
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
};

/** The options with which it leaves nothing out. */
export const options: Options = {
  commands: ['scan', 'source'],
  flags: [
    ...['--recursive', '-r', '--offline', '--offline-vulnerabilities', '--no-ignore', '--no-resolve', '--all-packages'],
    ...['--all-vulns'],
  ],
  values: {
    '--config': nothing,
    '--no-call-analysis': any,
    '--format': any,
    '-f': any,
    '--output-file': any,
    '--output': any,
    '--verbosity': /^info$/,
  },
  targets: 100,
};
