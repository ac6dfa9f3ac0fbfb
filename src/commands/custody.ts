// Declares `custody`, the root action.
import * as z from 'zod';
import { custody as custodyFlow } from '../flows/custody.ts';
import { Digest } from '../model/ids.ts';
import { defineCommand } from './define.ts';
import { publishOutputs } from './publish.ts';

/** Scans, gates, pushes, attests and records as one step. */
export const custody = defineCommand({
  name: 'custody',
  summary:
    "Scan, gate, push by digest, sign and record one image as one step. Signatures carry the caller's own workflow identity, which deploy-prod accepts only where safeguard.yml lists it under direct-workflows.",
  surfaces: ['action'],
  inputs: z.strictObject({
    layout: z.string().describe('OCI layout folder of the image.'),
    source: z.string().default('.').describe('Source folder, checked out at the commit that runs.'),
    digest: Digest.optional().describe('Digest the build said it made; compared with what is found.'),
    recorded: z
      .string()
      .optional()
      .describe(
        'Folder of recorded scan runs to hand in instead of running the tools; policy decides whether that counts.',
      ),
  }),
  outputs: publishOutputs,
  permissions: { contents: 'read', 'id-token': 'write' },
  asksForge: true,
  config: 'required',
  run: async (inputs, ports, config) => custodyFlow(inputs, ports, config),
});
