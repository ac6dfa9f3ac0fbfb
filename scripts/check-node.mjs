// Runs before every script of ours, on whatever Node there is: says what to do where npm ci was not run, before anything fails in a way
// that looks like a defect. It must itself run on any Node of the last years, and so is no TypeScript.
import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const { engines } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const wanted = engines.node.replace('>=', '').split('.').map(Number);
const found = process.versions.node.split('.').map(Number);
const at = wanted.findIndex((number, index) => number !== found[index]);
const old = at >= 0 && found[at] < wanted[at];
const installed = existsSync(new URL('node_modules', root));

if (old || !installed) {
  const least = `${wanted[0]}.${wanted[1]}`;
  const what = installed
    ? `this needs Node ${least} or newer and runs on ${process.versions.node}; start it with npm run, which uses the Node that npm ci brings, or run npm ci again`
    : `run npm ci first: it installs what this needs, also Node ${least} or newer (this is ${process.versions.node})`;
  process.stderr.write(`safeguard: ${what}\n`);
  process.exitCode = 2;
}
