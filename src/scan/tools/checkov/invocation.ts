// How Checkov is run: offline, and with its folder in one word, or it would obey that folder's own configuration (threat A14).
import { any, type Invoke, type Options } from '../../tool.ts';

/** A scan of infrastructure. */
export const invokeCheckov: Invoke = (places, environment) => {
  // Written as one word: given as two, Checkov 3.3 would read the folder's own .checkov.yml (measured), even beside --config-file.
  const target = `--directory=${places.target}`;
  const offline = ['--skip-download', '--download-external-modules', 'false'];
  return { args: [target, ...offline, '--compact', '-o', 'json'], environment, reportFrom: 'stdout' };
};

/** The options with which it leaves nothing out. */
export const options: Options = {
  commands: [],
  flags: ['--skip-download', '--compact'],
  values: {
    '--download-external-modules': any,
    '--output': any,
    '-o': any,
    '--framework': /^all$/,
  },
  // Given as two words, Checkov would read the folder's own .checkov.yml (measured).
  joined: { '--directory': any },
  targets: 0,
};
