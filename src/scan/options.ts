// With which options a tool leaves nothing out. A run records its own command line, and an option can hide findings as well as any file of
// the repository: so every option is refused except those of our own invocations and those known to change nothing or to show more.
import { printable } from '../base/text.ts';
import type { RawScan, ScanKind, ScanReading, ScanTool } from '../model/finding.ts';
import { unproven } from './finding.ts';

/**
 * `commands`: subcommands, which stand before the target. `flags` take no value; `values` take one, as the next word or after `=`;
 * `joined` take one after `=` only. `targets`: how many other words there may be.
 */
type Options = {
  commands: readonly string[];
  flags: readonly string[];
  values: Readonly<Record<string, Form>>;
  joined?: Readonly<Record<string, Form>>;
  targets: number;
};

/** What a value may be. */
type Form = Pick<RegExp, 'test'>;

const any = /^/;
const nothing = /^\/dev\/null$/;
/** Rules that were named by their place, not taken from a registry or from wherever the tool ran. */
const ownRules = /^(?:<rules>|\/.*)$/s;

const semgrep: Options = {
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

const osvScanner: Options = {
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

const checkov: Options = {
  commands: [],
  flags: ['--skip-download', '--compact'],
  values: {
    '--download-external-modules': any,
    '--output': any,
    '-o': any,
    '--framework': /^all$/,
  },
  // As two words the folder's own .checkov.yml would be read (measured).
  joined: { '--directory': any },
  targets: 0,
};

const gitleaks: Options = {
  commands: ['dir', 'directory', 'file', 'git', 'detect'],
  flags: [
    ...['--ignore-gitleaks-allow', '--no-banner', '--no-color', '--no-git', '--follow-symlinks', '--verbose', '-v'],
    '--redact',
  ],
  values: {
    '--config': ownRules,
    '-c': ownRules,
    '--gitleaks-ignore-path': any,
    '-i': any,
    '--log-level': /^(?:trace|debug|info)$/,
    '-l': /^(?:trace|debug|info)$/,
    '--report-format': any,
    '-f': any,
    '--report-path': any,
    '-r': any,
    '--exit-code': /^1$/,
    '--max-archive-depth': any,
    '--source': any,
    '-s': any,
  },
  joined: { '--redact': any },
  targets: 1,
};

/** A list of words with commas between them, one of these among them. */
function naming(...wanted: readonly string[]): Form {
  return {
    test: (value) => /^[a-z]+(?:,[a-z]+)*$/.test(value) && value.split(',').some((word) => wanted.includes(word)),
  };
}

function trivy(kind: ScanKind): Options {
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

/** Why the recorded command line may have left something out, or undefined when it cannot have. SARIF is taken in, not run. */
export function optionProblem({ run }: RawScan): ScanReading | undefined {
  const options = optionsOf(run.tool, run.kind);
  const odd = options && (oddWord(options, run.argv) ?? targetsOwnRules(options, run.argv));
  if (odd === undefined) return undefined;
  return unproven(
    'SCAN_NO_PROOF',
    `${run.tool} ran with ${JSON.stringify(printable(odd, 200))}, which is not known to leave nothing out; run it without`,
  );
}

function optionsOf(tool: ScanTool, kind: ScanKind): Options | undefined {
  if (tool === 'sarif') return undefined;
  if (tool === 'trivy') return trivy(kind);
  return { semgrep, 'osv-scanner': osvScanner, checkov, gitleaks }[tool];
}

/** The first word of a command line that is neither an option from the list, nor a subcommand, nor one of the targets. */
function oddWord(options: Options, [program = '', ...words]: readonly string[]): string | undefined {
  if (isSetting(program)) return program;
  let targets = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word.startsWith('-')) {
      const taken = takeOption(options, word, words[at + 1]);
      if (taken === undefined) return formOf(options.values, word) ? `${word} ${words[at + 1] ?? ''}` : word;
      at += taken;
    } else if (targets > 0 || !options.commands.includes(word)) {
      targets += 1;
      if (targets > options.targets || isSetting(word)) return word;
    }
  }
  return undefined;
}

/** Rules that lie in what they are to judge, which stands last; whoever changes it changes them too (THREATS A14). */
function targetsOwnRules({ values }: Options, argv: readonly string[]): string | undefined {
  const target = (argv.at(-1) ?? '').replace(/(?<!\/)\/+$/, '');
  return argv.find((word, at) => {
    const [name = '', path = ''] = /^(-[^=]*)=(.*)$/s.exec(word)?.slice(1) ?? [argv[at - 1], word];
    return formOf(values, name) === ownRules && target.startsWith('/') && path.startsWith(`${target}/`);
  });
}

/** How many further words the option takes, or undefined when the option or its value is not on the list. */
function takeOption(options: Options, word: string, next: string | undefined): 0 | 1 | undefined {
  const equals = word.indexOf('=');
  if (equals < 0) {
    if (options.flags.includes(word)) return 0;
    return next !== undefined && !next.startsWith('-') && formOf(options.values, word)?.test(next) ? 1 : undefined;
  }
  const [name, value] = [word.slice(0, equals), word.slice(equals + 1)];
  const form = formOf(options.joined ?? {}, name) ?? formOf(options.values, name);
  return form?.test(value) || (options.flags.includes(name) && value === 'true') ? 0 : undefined;
}

function formOf(forms: Readonly<Record<string, Form>>, name: string): Form | undefined {
  return Object.hasOwn(forms, name) ? forms[name] : undefined;
}

/** `NAME=value` before a program sets a variable of its environment, which can do all that an option can. */
function isSetting(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word) || /^(?:.*\/)?env$/.test(word);
}
