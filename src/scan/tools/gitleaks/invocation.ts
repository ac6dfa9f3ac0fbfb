// How Gitleaks is run: only with our own rules, and with a log that names the files it opened and the findings it hid,
// without quoting a secret (threat A14).
import { any, type Invoke, type Options, ownRules } from '../../tool.ts';

/**
 * What Gitleaks says from information upwards, the files it opened, and what it hid. Its other debug and trace lines quote what it
 * decoded or passed over, unredacted (measured: a key in base64 stood there in clear).
 */
const gitleaksLine =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: before --no-color is read, levels are colored by escape sequences
  /^\S+ (?:\u001b\[[0-9;]*m)*(?:(?:INF|WRN|ERR|FTL|PNC)\b|TRC scanning path |DBG skipping finding: )/;

/** A scan for secrets. */
export const invokeGitleaks: Invoke = (places, environment) => {
  const config = places.rules === undefined ? [] : ['--config', places.rules];
  // The folder's own .gitleaksignore is always read (measured); the debug log names what it hid, the trace log each
  // file.
  const ours = ['--ignore-gitleaks-allow', '--gitleaks-ignore-path', places.work, '--log-level', 'trace'];
  const report = ['--redact=100', '--report-format', 'json', '--report-path', places.report, '--exit-code', '1'];
  return {
    args: ['dir', ...config, ...ours, ...report, '--no-banner', '--no-color', places.target],
    // Without rules of the lock, this text replaces the folder's own .gitleaks.toml.
    environment:
      config.length > 0 ? environment : { ...environment, GITLEAKS_CONFIG_TOML: '[extend]\nuseDefault = true\n' },
    reportFrom: 'file',
    logLine: gitleaksLine,
  };
};

/** The options with which it leaves nothing out. */
export const options: Options = {
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
