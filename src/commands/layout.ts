// Declares `layout`.
import * as z from 'zod';
import { checkLayout } from '../flows/layout.ts';
import { Digest } from '../model/ids.ts';
import { defineCommand } from './define.ts';
import { whichService } from './which-service.ts';

/** Checks an OCI layout, or fetches one. */
export const layout = defineCommand({
  name: 'layout',
  summary:
    "Hash an OCI image layout again and name its digest; or first fetch an image of this service's registry into it.",
  surfaces: ['action'],
  inputs: z.strictObject({
    ...whichService,
    layout: z.string().describe('OCI layout folder.'),
    pull: Digest.optional().describe('Digest to fetch from the registry repository of this service.'),
  }),
  outputs: z.strictObject({ digest: z.string().describe('Digest of the image.') }),
  permissions: { 'id-token': 'write' },
  config: 'required',
  run: async (inputs, ports, config) => checkLayout(inputs, ports, config),
});
