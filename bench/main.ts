// Runs the bars: `npm run bench` all of them, `npm run bench -- NAME [OPTIONS]` one. A benchmark is never a test: nothing fails
// because a bar is missed, and it says so.
import { load, publish } from './report.ts';

const bars = {
  start: async () => (await import('./start.ts')).start,
  gate: async () => (await import('./gate.ts')).gate,
  sign: async () => (await import('./sign.ts')).sign,
  verify: async () => (await import('./verify.ts')).verify,
};

const [wanted, ...args] = process.argv.slice(2);
const names = Object.keys(bars).filter((name) => wanted === undefined || wanted === name);
if (names.length === 0) throw new Error(`there is no bar ${wanted}; known are ${Object.keys(bars).join(', ')}`);

for (const [name, open] of Object.entries(bars)) {
  if (!names.includes(name)) continue;
  const bar = await open();
  const before = load();
  process.stderr.write(`bench ${name} (load average ${before})\n`);
  publish(name, await bar.run(args), before);
}
