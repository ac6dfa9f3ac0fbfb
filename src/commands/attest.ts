// Declares `attest`.
import * as z from 'zod';
import { attest as attestFlow } from '../flows/attest.ts';
import { Digest } from '../model/ids.ts';
import { defineCommand } from './define.ts';

/** Signs and attaches statements for an image that is already in the registry. */
export const attest = defineCommand({
  name: 'attest',
  summary: 'Gate an image that is already in the registry, then sign its statements and attach them as OCI referrers.',
  surfaces: ['action'],
  inputs: z.strictObject({
    digest: Digest.describe('Digest of the image in the registry of this service.'),
    runs: z.string().describe('Folder of the scan runs.'),
  }),
  outputs: z.strictObject({
    verdict: z.string().describe('allow or deny.'),
    'decision-sha256': z.string().describe('SHA-256 of the decision.'),
    statements: z.string().describe('Number of statements that were attached.'),
  }),
  permissions: { contents: 'read', 'id-token': 'write' },
  config: 'required',
  run: async (inputs, ports, config) => attestFlow(inputs, ports, config),
});
