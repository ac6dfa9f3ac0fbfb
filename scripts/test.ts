// Runs jest with what ESM needs. `--real` runs test/real (real programs) and nothing else; other arguments go to jest.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
const real = args.includes('--real');
const rest = args.filter((arg) => arg !== '--real');
// jest takes a second pattern for one more value of the option before it, so the caller's own words come first.
const scope = real ? ['--runInBand', '--testPathPatterns=/test/real/'] : ['--testPathIgnorePatterns=/test/real/'];
const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...rest, ...scope];
const run = spawnSync(process.execPath, flags, { stdio: 'inherit' });
process.exitCode = run.status ?? 1;
