// A process of its own for warm decisions: decides on the bundle file it is given, many times, and prints what that took.
import { readFileSync } from 'node:fs';
import { decide } from '../src/gate/decide.ts';
import { openPolicy } from '../src/platform/opa/engine.ts';
import { median, ownPeakMb, timeCalls } from './measure.ts';

const [path = '', runs = '50'] = process.argv.slice(2);
const engine = await openPolicy(readFileSync(new URL('../dist/policies.wasm', import.meta.url)));
const text = readFileSync(path, 'utf8');
const bundle: unknown = JSON.parse(text);
const count = Number(runs);
const ms = median(timeCalls(() => decide(bundle, engine), count, count));
const evaluateMs = median(timeCalls(() => engine.evaluate(text), 5, count));
const parseMs = median(timeCalls(() => JSON.parse(text), 5, count));
process.stdout.write(JSON.stringify({ ms, evaluateMs, parseMs, peakMb: ownPeakMb() }));
