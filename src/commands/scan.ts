// Declares `scan`.
import * as z from 'zod';
import { replayScan, runScan, scanTarget, takeSarif } from '../flows/scan.ts';
import { ScanKind, ScanTool } from '../model/finding.ts';
import { Commit, Digest } from '../model/ids.ts';
import { defineCommand } from './define.ts';

/** Runs one scanner and keeps its run. */
export const scan = defineCommand({
  name: 'scan',
  summary: 'Run one scanner and keep its run: raw report, log, program digest, exit code, times and target.',
  surfaces: ['action', 'cli'],
  inputs: z.strictObject({
    kind: ScanKind.describe('Kind of scan.'),
    tool: ScanTool.describe(
      'Tool to run, from the pinned ones; sarif takes in a SARIF 2.1.0 file of any other tool, which never satisfies a required scan.',
    ),
    path: z.string().optional().describe('Source folder, or OCI layout folder for kind image; not needed with replay.'),
    digest: Digest.optional().describe('Digest of the image; for kind image.'),
    commit: Commit.optional().describe('Commit that is checked out; for all other kinds.'),
    runs: z.string().describe('Folder that collects the runs, one folder each.'),
    report: z.string().optional().describe('SARIF file to take in; for tool sarif.'),
    replay: z
      .string()
      .optional()
      .describe('Folder of a recorded run to hand in instead of running the tool; it is marked as a replay.'),
  }),
  outputs: z.strictObject({
    folder: z.string().describe('Folder of this run.'),
    'report-sha256': z.string().describe('SHA-256 of the raw report.'),
    proven: z.string().describe('true when the run proves that the tool looked at the target.'),
  }),
  permissions: { contents: 'read' },
  config: 'none',
  run: async (inputs, ports) => {
    const { kind, tool, runs, replay } = inputs;
    const target = scanTarget(kind, inputs.digest, inputs.commit);
    if (replay !== undefined) return replayScan({ kind, tool, runs, target, recorded: replay }, ports);
    if (tool === 'sarif') return takeSarif({ kind, runs, target, report: inputs.report ?? '' }, ports);
    return runScan({ kind, tool, runs, target, path: inputs.path ?? '.' }, ports);
  },
});
