// Records the scans of the examples, whole and broken, in examples/recorded for the demonstration and the tests. It must never
// edit what a scanner wrote, nor replace a recording by one that does not say what it should.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScanReading } from '../src/model/finding.ts';
import type { Tools } from '../src/model/ports.ts';
import { brokenRuns, runBroken } from './broken-runs.ts';
import { layOut, openScanPorts, RecordedFacts, type ScanPorts, scanExample } from './example-scans.ts';

const recorded = fileURLToPath(new URL('../examples/recorded', import.meta.url));

/** The same folder on every machine, because reports name the folder that was scanned. */
const place = '/tmp/safeguard-record';

async function record(): Promise<void> {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  const fresh = join(place, 'recorded');
  const { ports: installed, dispose } = openScanPorts();
  const ports = { ...installed, tools: withCopies(installed.tools) };
  try {
    const facts = await recordExamples(fresh, ports);
    await recordBroken(join(fresh, 'broken'), ports);
    writeFileSync(join(fresh, 'facts.json'), `${JSON.stringify(facts, null, 2)}\n`);
  } finally {
    await dispose();
  }
  rmSync(recorded, { recursive: true, force: true });
  cpSync(fresh, recorded, { recursive: true });
  rmSync(place, { recursive: true });
}

/** Logs name the database and the rules too, so these are used from the same folder. */
function withCopies(tools: Tools): Tools {
  const copy = (path: string) => {
    const target = join(place, 'data', basename(path));
    cpSync(path, target, { recursive: true });
    return target;
  };
  return {
    async locate(tool) {
      const { database, rules, ...located } = await tools.locate(tool);
      return { ...located, ...(database && { database: copy(database) }), ...(rules && { rules: copy(rules) }) };
    },
  };
}

async function recordExamples(fresh: string, ports: ScanPorts): Promise<RecordedFacts> {
  const clean = layOut('clinic-api', place);
  const planted = layOut('clinic-api-planted', place);
  const cleanScans = await scanExample(clean, join(fresh, 'clinic-api'), ports);
  const plantedScans = await scanExample(planted, join(fresh, 'clinic-api-planted'), ports);
  for (const { tool, reading } of cleanScans) expectReading(`clinic-api, ${tool}`, reading, 'clean');
  for (const { tool, reading } of plantedScans) expectReading(`clinic-api-planted, ${tool}`, reading, 'findings');
  return RecordedFacts.parse({
    image_digest: clean.digest,
    planted_image_digest: planted.digest,
    commits: { 'clinic-api': clean.commit, 'clinic-api-planted': planted.commit },
    recorded_at: ports.clock.now(),
    tools: Object.fromEntries(cleanScans.map(({ tool, version }) => [tool, version])),
  });
}

async function recordBroken(fresh: string, ports: ScanPorts): Promise<void> {
  for (const broken of brokenRuns) {
    const folder = join(place, broken.name);
    mkdirSync(folder);
    expectReading(broken.name, await runBroken(broken, folder, join(fresh, broken.name), ports), broken.code);
  }
}

/** Prints what a run says, and stops the recording when it is something else than it was made for. */
function expectReading(name: string, reading: ScanReading, expected: string): void {
  const found = nameReading(reading);
  const details = reading.proven
    ? reading.findings.map((f) => `  ${f.severity} ${f.rule} ${f.package} ${f.path}:${f.line}`)
    : [`  ${reading.message}`];
  process.stdout.write([`${name}: ${found}`, ...details, ''].join('\n'));
  if (found !== expected) throw new Error(`${name}: expected ${expected}; the runs are in ${place}/recorded`);
}

function nameReading(reading: ScanReading): string {
  if (!reading.proven) return reading.code;
  return reading.findings.length === 0 ? 'clean' : 'findings';
}

try {
  await record();
} catch (error) {
  process.stderr.write(`record: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
