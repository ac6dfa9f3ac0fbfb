// Declares `publish`.
import * as z from 'zod';
import { publish as publishFlow } from '../flows/publish.ts';
import { Digest } from '../model/ids.ts';
import { defineCommand } from './define.ts';
import { buildFacts, handedRuns, imageOrigin, saidRuns } from './handover.ts';
import { whichService } from './which-service.ts';

/** What publishing answers; `custody` answers the same. */
export const publishOutputs = z.strictObject({
  digest: z.string().describe('Digest that was pushed; empty on a denial.'),
  repository: z.string().describe('Registry repository without the digest; empty on a denial.'),
  verdict: z.string().describe('allow or deny.'),
  'decision-sha256': z.string().describe('SHA-256 of the decision.'),
  'manifest-sha256': z.string().describe('SHA-256 of the signed evidence manifest.'),
});

/** Gates, pushes by digest, attests and records one image. */
export const publish = defineCommand({
  name: 'publish',
  summary:
    'Gate an OCI layout, push it by digest, sign and attach its statements, and lock the evidence, in one process.',
  surfaces: ['action'],
  inputs: z.strictObject({
    ...whichService,
    layout: z.string().describe('OCI layout folder.'),
    runs: z.string().describe('Folder of the scan runs that the scan jobs handed over.'),
    digest: Digest.optional().describe('Digest the build said it made; compared with what is found.'),
    origin: imageOrigin,
    ...buildFacts,
    ...handedRuns,
  }),
  outputs: publishOutputs,
  permissions: { contents: 'read', 'id-token': 'write' },
  asksForge: true,
  config: 'required',
  run: async (inputs, ports, config) => publishFlow({ ...inputs, said: saidRuns(inputs) }, ports, config),
});
