// Runs jest with what ESM needs: everything that needs only Node and is quick. `--long` runs the long ones (*.long.test.ts) instead,
// `--real` those against real programs (test/real). Other arguments go to jest, so that a path picks among these alone.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
const real = args.includes('--real');
const long = args.includes('--long');
const rest = args.filter((arg) => arg !== '--real' && arg !== '--long');
// jest runs what fits any of its patterns, so what a run is made of is no pattern. It takes a following word for one more value of such an
// option, so the caller's own words come first.
const quick = ['--testPathIgnorePatterns=/test/real/', '--testPathIgnorePatterns=\\.long\\.test\\.ts$'];
const scope = real
  ? ['--testMatch=<rootDir>/test/real/**/*.test.ts']
  : long
    ? ['--testMatch=<rootDir>/test/**/*.long.test.ts']
    : quick;
const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...rest, ...scope];
const run = spawnSync(process.execPath, flags, { stdio: 'inherit' });
process.exitCode = run.status ?? 1;
