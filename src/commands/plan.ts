// Declares `plan`.
import * as z from 'zod';
import { plan as planFlow } from '../flows/plan.ts';
import { Digest } from '../model/ids.ts';
import { defineCommand } from './define.ts';
import { whichService } from './which-service.ts';

const toolLines = (kind: string) =>
  z.string().describe(`Tools for ${kind}, one per line; empty where none has to run.`);

/** Says what the configuration requires of this repository. */
export const plan = defineCommand({
  name: 'plan',
  summary:
    'Say what safeguard.yml requires of this repository, and refuse early what later jobs would refuse; it decides nothing that counts.',
  surfaces: ['action'],
  inputs: z.strictObject({
    ...whichService,
    'prebuilt-digest': Digest.optional().describe('Digest of an image that is in the registry already.'),
  }),
  outputs: z.strictObject({
    service: z.string().describe('Name of the service; empty when refused.'),
    origin: z.string().describe('build or prebuilt; empty when refused.'),
    context: z.string().describe('Folder of the build context, as safeguard.yml names it; empty when refused.'),
    dockerfile: z.string().describe('Dockerfile, as safeguard.yml names it; empty when refused.'),
    source: toolLines('source'),
    dependencies: toolLines('dependencies'),
    image: toolLines('the image'),
    infrastructure: toolLines('infrastructure code'),
    secrets: toolLines('secrets'),
  }),
  permissions: { contents: 'read' },
  asksForge: true,
  config: 'required',
  run: async (inputs, ports, config) => planFlow(inputs, ports, config),
});
