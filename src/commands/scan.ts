// Declares `scan`.
import * as z from 'zod';
import { scanWithTools } from '../flows/scan.ts';
import { ScanKind, ScanTool } from '../model/finding.ts';
import { Commit, Digest } from '../model/ids.ts';
import { provingTools } from '../model/scanners.ts';
import { defineCommand, list } from './define.ts';

const toolName = z.enum(ScanTool.options, {
  error: ({ input }) => `${JSON.stringify(input)} is no tool; expected one per line of ${ScanTool.options.join(', ')}`,
});

const toolsByKind = ScanKind.options.map((kind) => `${provingTools(kind).join(' or ')} (${kind})`).join(', ');

/** Runs the scanners of one kind and keeps their runs. */
export const scan = defineCommand({
  name: 'scan',
  summary:
    'Run the scanners of one kind and keep each run: raw report, log, program digest, exit code, times and target.',
  surfaces: ['action', 'cli'],
  inputs: z.strictObject({
    kind: ScanKind.describe('Kind of scan.'),
    tool: list(toolName).describe(
      `Tools to run, one per line: ${toolsByKind}; sarif, which stands alone, takes in a SARIF 2.1.0 file of any other tool, which never satisfies a required scan.`,
    ),
    path: z.string().optional().describe('Source folder, or OCI layout folder for kind image; not needed with replay.'),
    digest: Digest.optional().describe('Digest of the image; for kind image.'),
    commit: Commit.optional().describe('Commit that is checked out; for all other kinds.'),
    runs: z.string().describe('Folder that collects the runs, one folder each.'),
    report: z.string().optional().describe('SARIF file to take in; for tool sarif.'),
    replay: z
      .string()
      .optional()
      .describe('Folder of a recorded run to hand in instead of running the one tool; it is marked as a replay.'),
  }),
  outputs: z.strictObject({
    'run-sha256': z
      .string()
      .describe('One line per run, NAME SHA256 of its run.json, for the job that decides to compare with.'),
    proven: z.string().describe('true when every run proves that its tool looked at the target.'),
  }),
  permissions: { contents: 'read' },
  config: 'none',
  run: async (inputs, ports) => scanWithTools(inputs, ports),
});
