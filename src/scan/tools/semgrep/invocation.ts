// How Semgrep is run: with our own rules only, each file of them named, and with everything in the repository that could hide a finding switched off (threat A14).
import { any, type Invoke, needed, type Options, ownRules } from '../../tool.ts';

/** The part of its environment that keeps it from calling home. */
export const quiet = { SEMGREP_SEND_METRICS: 'off', SEMGREP_ENABLE_VERSION_CHECK: '0' };

/** A scan of source code. */
export const invokeSemgrep: Invoke = (places, environment) => {
  const rules = needed(places.rules, 'semgrep needs a rule set of our own; registry rules are never fetched');
  const configs = (places.ruleFiles?.map((name) => `${rules}/${name}`) ?? [rules]).flatMap((file) => [
    '--config',
    file,
  ]);
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
    args: ['scan', ...configs, ...strict, ...ours, '--json', '--output', places.report, places.target],
    environment: { ...environment, ...quiet },
    reportFrom: 'file',
  };
};

/** The options with which it leaves nothing out. */
export const options: Options = {
  commands: ['scan'],
  flags: [
    ...['--oss-only', '--error', '--strict', '--no-rewrite-rule-ids', '--disable-nosem', '--no-git-ignore'],
    ...['--x-ignore-semgrepignore-files', '--disable-version-check', '--json', '--verbose', '-v', '--time'],
  ],
  values: {
    '--config': ownRules,
    '-c': ownRules,
    '-f': ownRules,
    '--max-target-bytes': /^0$/,
    '--metrics': any,
    '--output': any,
    '-o': any,
    '--jobs': any,
    '-j': any,
    // What runs out of time or memory is an error in the report.
    '--timeout': any,
    '--timeout-threshold': any,
    '--max-memory': any,
  },
  targets: 100,
};
