// Declares `record`.
import * as z from 'zod';
import { recordJob } from '../flows/record.ts';
import { Digest } from '../model/ids.ts';
import { defineCommand } from './define.ts';
import { whichService } from './which-service.ts';

/** Keeps what a job saw as evidence. */
export const record = defineCommand({
  name: 'record',
  summary: 'Lock scan summaries or a note as evidence, ending with the signed manifest of this job.',
  surfaces: ['action'],
  inputs: z.strictObject({
    ...whichService,
    digest: Digest.describe('Digest of the image the evidence is about.'),
    runs: z.string().optional().describe('Folder of scan runs; only allow-listed summaries are kept.'),
    note: z.string().max(2000).optional().describe('One sentence to keep.'),
    outcome: z
      .string()
      .regex(/^[a-z][a-z-]{1,39}$/, 'expected a lower-case word')
      .default('noted')
      .describe('Outcome word of the note.'),
  }),
  outputs: z.strictObject({
    'manifest-sha256': z.string().describe('SHA-256 of the signed manifest.'),
    'manifest-key': z.string().describe('Key of the manifest in the store.'),
    objects: z.string().describe('Number of objects the manifest lists.'),
  }),
  permissions: { contents: 'read', 'id-token': 'write' },
  config: 'required',
  run: async (inputs, ports, config) => recordJob(inputs, ports, config),
});
