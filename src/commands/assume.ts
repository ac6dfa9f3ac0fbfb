// Declares `assume`.
import * as z from 'zod';
import { probeRole } from '../flows/assume.ts';
import { EnvironmentName } from '../model/ids.ts';
import { defineCommand } from './define.ts';
import { whichService } from './which-service.ts';

/** Says who this job would be in AWS; never hands out credentials. */
export const assume = defineCommand({
  name: 'assume',
  summary:
    'Probe whether this job may take a role: says who it would be, or names the claim that fails. Hands nothing out.',
  surfaces: ['action', 'cli'],
  inputs: z.strictObject({
    ...whichService,
    role: z.enum(['pusher', 'recorder', 'writer', 'deployer']).describe('Role to probe.'),
    environment: EnvironmentName.optional().describe('Environment; for writer and deployer.'),
  }),
  outputs: z.strictObject({
    granted: z.string().describe('true or false.'),
    'assumed-role-id': z
      .string()
      .describe('Unique id and session name of the assumed role, to be joined with CloudTrail.'),
  }),
  permissions: { contents: 'read', 'id-token': 'write' },
  config: 'required',
  run: async (inputs, ports, config) =>
    probeRole({ service: inputs.service, role: inputs.role, environment: inputs.environment ?? null }, ports, config),
});
