// Scans that go wrong in the ways scanners really do, provoked with the real programs. A run like these must never read as clean.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScan } from '../src/flows/scan.ts';
import type { ScanKind, ScanProblemCode, ScanTool } from '../src/model/finding.ts';
import type { Programs, Tools } from '../src/model/ports.ts';
import { scanTarget } from '../src/scan/handover.ts';
import { type LaidOut, layOut, type ScanPorts } from './example-scans.ts';

/** One way to break a scan of clinic-api, and the code that the reader must give for it. */
export type BrokenRun = {
  name: string;
  kind: ScanKind;
  tool: ScanTool;
  code: ScanProblemCode;
  /** Changes the copied source, or gives other ports. */
  provoke(laidOut: LaidOut, ports: ScanPorts): ScanPorts;
};

/** Every broken run that is recorded. */
export const brokenRuns: readonly BrokenRun[] = [
  {
    name: 'osv-scanner-without-database',
    kind: 'dependencies',
    tool: 'osv-scanner',
    code: 'SCAN_EXIT_CODE',
    provoke(laidOut, ports) {
      const empty = `${laidOut.source}-no-database`;
      mkdirSync(empty);
      return { ...ports, tools: withDatabase(ports.tools, empty) };
    },
  },
  {
    name: 'semgrep-unreadable-file',
    kind: 'source',
    tool: 'semgrep',
    code: 'SCAN_EXIT_CODE',
    provoke(laidOut, ports) {
      writeFileSync(join(laidOut.source, 'src/half.js'), 'export function answer(request { return eval(request)\n');
      return ports;
    },
  },
  {
    name: 'gitleaks-killed',
    kind: 'secrets',
    tool: 'gitleaks',
    code: 'SCAN_EXIT_CODE',
    provoke: (_laidOut, ports) => ({ ...ports, programs: killing(ports.programs) }),
  },
  {
    name: 'checkov-unreadable-file',
    kind: 'infrastructure',
    tool: 'checkov',
    code: 'SCAN_FAILED',
    provoke(laidOut, ports) {
      rmSync(join(laidOut.source, 'kubernetes'), { recursive: true });
      writeFileSync(join(laidOut.source, 'terraform/half.tf'), 'resource "aws_s3_bucket" "half" {\n  bucket =\n');
      return ports;
    },
  },
  {
    name: 'checkov-empty-folder',
    kind: 'infrastructure',
    tool: 'checkov',
    code: 'SCAN_NOTHING_SCANNED',
    provoke(laidOut, ports) {
      rmSync(laidOut.source, { recursive: true });
      mkdirSync(laidOut.source);
      return ports;
    },
  },
];

/** Breaks a scan of a copy of clinic-api below `folder` and writes `<runs>/<kind>-<tool>/`. */
export async function runBroken({ kind, tool, provoke }: BrokenRun, folder: string, runs: string, ports: ScanPorts) {
  const laidOut = layOut('clinic-api', folder);
  const broken = provoke(laidOut, ports);
  const target = scanTarget(kind, laidOut.digest, laidOut.commit);
  const { json } = await runScan({ kind, tool, path: laidOut.source, target, runs }, broken);
  return json.reading;
}

function withDatabase(tools: Tools, database: string): Tools {
  return { locate: async (tool) => ({ ...(await tools.locate(tool)), database }) };
}

/** Ends the scan as an out-of-memory killer does under a container runtime: no report, and 137 from the shell above it. */
function killing(programs: Programs): Programs {
  const script = '"$@" & kill -KILL $!; wait $!';
  return {
    ...programs,
    run: (program, args, options) =>
      args[0] === 'version'
        ? programs.run(program, args, options)
        : programs.run('/bin/sh', ['-c', script, 'sh', program, ...args], options),
  };
}
