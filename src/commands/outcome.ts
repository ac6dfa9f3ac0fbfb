// Declares `outcome`.
import * as z from 'zod';
import { outcome as outcomeFlow } from '../flows/outcome.ts';
import { Digest, EnvironmentName, Ticket } from '../model/ids.ts';
import { defineCommand, list } from './define.ts';
import { handedRuns, imageOrigin, saidRuns } from './handover.ts';
import { whichService } from './which-service.ts';

const JobLine = z
  .string()
  .regex(/^[a-z-]{1,60} (?:success|failure|cancelled|skipped)$/, 'expected NAME and a result of GitHub')
  .transform((line) => {
    const [name = '', result = ''] = line.split(' ');
    return { name, result: z.enum(['success', 'failure', 'cancelled', 'skipped']).parse(result) };
  });

/** Records what the jobs of a contract came to. */
export const outcome = defineCommand({
  name: 'outcome',
  summary:
    'Record what the jobs of a contract came to; a denial with its decision and reasons. Never writes the ledger.',
  surfaces: ['action'],
  inputs: z.strictObject({
    ...whichService,
    jobs: list(JobLine).describe(
      'Result of each job before, one line each: NAME success, failure, cancelled or skipped.',
    ),
    digest: Digest.optional().describe('Digest of the image; without one there is nothing to record.'),
    layout: z.string().optional().describe('OCI layout folder of a build that was denied.'),
    runs: z.string().optional().describe('Folder of the scan runs of a build that was denied.'),
    origin: imageOrigin,
    ...handedRuns,
    environment: EnvironmentName.optional().describe(
      'Environment of a deploy; only where the service has more than one.',
    ),
    'change-ticket': Ticket.optional().describe('Change ticket of a deploy.'),
  }),
  outputs: z.strictObject({
    recorded: z.string().describe('true when there was an image to record this for.'),
    'decision-sha256': z.string().describe('SHA-256 of the denial that was recorded, else empty.'),
    'manifest-sha256': z.string().describe('SHA-256 of the evidence manifest of this job.'),
  }),
  permissions: { contents: 'read', 'id-token': 'write', actions: 'read' },
  config: 'required',
  run: async (inputs, ports, config) =>
    outcomeFlow(
      { ...inputs, environment: inputs.environment, ticket: inputs['change-ticket'], said: saidRuns(inputs) },
      ports,
      config,
    ),
});
