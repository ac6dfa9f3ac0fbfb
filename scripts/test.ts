// Runs jest with what ESM needs: everything that needs only Node and is quick. `--long` runs the long ones (*.long.test.ts) instead,
// `--real` those against real programs (test/real); other arguments go to jest.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
const real = args.includes('--real');
const long = args.includes('--long');
const rest = args.filter((arg) => arg !== '--real' && arg !== '--long');
// jest takes a second pattern for one more value of the option before it, so the caller's own words come first.
const quick = ['--testPathIgnorePatterns=/test/real/', '--testPathIgnorePatterns=\\.long\\.test\\.ts$'];
const scope = real ? ['--testPathPatterns=/test/real/'] : long ? ['--testPathPatterns=\\.long\\.test\\.ts$'] : quick;
const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...rest, ...scope];
const run = spawnSync(process.execPath, flags, { stdio: 'inherit' });
process.exitCode = run.status ?? 1;
