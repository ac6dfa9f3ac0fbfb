// Records runs of one installed scanner on the examples in test/fixtures/scan/<tool>: clean, with findings, over nothing, without its database,
// and with findings hidden by a settings file where one is named below. It must never edit what a scanner wrote.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScan } from '../src/flows/scan.ts';
import { type ScanKind, ScanTool } from '../src/model/finding.ts';
import { kindsOf } from '../src/model/scanners.ts';
import { scanTarget } from '../src/scan/handover.ts';
import { type Example, layOut, openScanPorts, type ScanPorts } from './example-scans.ts';

const fixtures = fileURLToPath(new URL('../test/fixtures/scan/', import.meta.url));

/** The same folder on every machine, because reports name the folder that was scanned. */
const place = '/tmp/safeguard-record';

/** Settings that hide the planted finding, as a repository or a user might have them: name of the file and its text. */
const hiding: Partial<Record<ScanTool, [string, string]>> = {
  grype: ['.grype.yaml', 'ignore:\n  - vulnerability: GHSA-c1xc-p4gm-w2vq\n'],
};

type Recording = { name: string; example: Example; ports: ScanPorts; emptied?: boolean; settings?: [string, string] };

async function record(tool: ScanTool): Promise<void> {
  rmSync(place, { recursive: true, force: true });
  const { ports: installed, dispose } = openScanPorts();
  const ports = { ...installed, tools: withCopy(installed.tools) };
  const settings = hiding[tool];
  try {
    for (const kind of kindsOf(tool)) {
      const planted = { example: 'clinic-api-planted', ports } as const;
      await recordOne(tool, kind, { name: 'clean', example: 'clinic-api', ports });
      // A settings file in what is scanned must not change what is found.
      await recordOne(tool, kind, { name: 'findings', ...planted, ...(settings && { settings }) });
      if (settings) await recordOne(tool, kind, { name: 'hidden', ...planted, ports: withFile(ports, settings) });
      if (kind !== 'image') await recordOne(tool, kind, { name: 'nothing', ...planted, emptied: true });
      await recordOne(tool, kind, { name: 'broken', ...planted, ports: withoutDatabase(ports) });
    }
  } finally {
    await dispose();
    rmSync(place, { recursive: true, force: true });
  }
}

async function recordOne(tool: ScanTool, kind: ScanKind, recording: Recording): Promise<void> {
  const { name, example, ports } = recording;
  const folder = join(place, name);
  mkdirSync(folder, { recursive: true });
  const laidOut = layOut(example, folder);
  if (recording.emptied) {
    rmSync(laidOut.source, { recursive: true });
    mkdirSync(laidOut.source);
  }
  if (recording.settings) writeFileSync(join(laidOut.source, recording.settings[0]), recording.settings[1]);
  const path = kind === 'image' ? laidOut.layout : laidOut.source;
  const target = scanTarget(kind, laidOut.digest, laidOut.commit);
  const { outputs, json } = await runScan({ kind, tool, path, target, runs: join(folder, 'runs') }, ports);
  const { run, reading } = json;
  const kept = join(fixtures, tool, `${kind}-${name}`);
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  for (const file of ['report.json', 'log.txt', ...(run.sbom ? ['sbom.json'] : [])])
    cpSync(join(outputs.folder, file), join(kept, file));
  const { tool_version, exit_code, argv } = run;
  const digest = target.type === 'image' ? { digest: target.digest } : {};
  writeFileSync(
    join(kept, 'run.json'),
    `${JSON.stringify({ tool, kind, tool_version, exit_code, argv, ...digest }, null, 1)}\n`,
  );
  const said = reading.proven ? `${reading.findings.length} findings` : `${reading.code}: ${reading.message}`;
  process.stdout.write(`${kind}-${name}: ${said}\n`);
  rmSync(folder, { recursive: true });
}

/** Reports name the database too, so it is used from the same folder. */
function withCopy(tools: ScanPorts['tools']): ScanPorts['tools'] {
  return {
    async locate(tool, need) {
      const located = await tools.locate(tool, need);
      if (located.database === undefined) return located;
      const database = join(place, 'database');
      cpSync(located.database, database, { recursive: true });
      return { ...located, database };
    },
  };
}

function withoutDatabase(ports: ScanPorts): ScanPorts {
  const database = join(place, 'no-database');
  mkdirSync(database, { recursive: true });
  return {
    ...ports,
    tools: { locate: async (tool, need) => ({ ...(await ports.tools.locate(tool, need)), database }) },
  };
}

/** As if the file lay where the program runs; the flow itself runs it in an empty folder. */
function withFile(ports: ScanPorts, [name, text]: [string, string]): ScanPorts {
  const run: ScanPorts['programs']['run'] = (program, args, options) => {
    writeFileSync(join(options.folder, name), text);
    return ports.programs.run(program, args, options);
  };
  return { ...ports, programs: { ...ports.programs, run } };
}

await record(ScanTool.parse(process.argv[2]));
