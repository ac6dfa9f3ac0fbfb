// Declares `deploy`.
import * as z from 'zod';
import { deploy as deployFlow } from '../flows/deploy.ts';
import { Digest, EnvironmentName, Sha256, Ticket } from '../model/ids.ts';
import { defineCommand } from './define.ts';
import { whichService } from './which-service.ts';

/** Decides before-deploy, locks the intent, runs the configured command, locks the outcome. */
export const deploy = defineCommand({
  name: 'deploy',
  summary: 'Deploy one approved digest: gate, lock the intent, run the configured command, lock the outcome.',
  surfaces: ['action'],
  inputs: z.strictObject({
    ...whichService,
    digest: Digest.describe('Digest to deploy.'),
    environment: EnvironmentName.describe('Environment, as configured for this service.'),
    'approved-digest': Digest.describe('Digest that the gate before approval handed over; compared.'),
    'ledger-head': Sha256.or(z.literal('none')).describe(
      'Ledger head that the gate before approval handed over, or none before the first deploy; compared.',
    ),
    'change-ticket': Ticket.optional().describe('Change ticket; recorded.'),
  }),
  outputs: z.strictObject({
    outcome: z.string().describe('succeeded, failed or denied.'),
    'decision-sha256': z.string().describe('SHA-256 of the decision.'),
    'deploy-id': z.string().describe('<repository id>/<run id>; what audit deploy asks for.'),
    'ledger-result-sha256': z.string().describe('SHA-256 of the ledger result.'),
  }),
  permissions: { contents: 'read', 'id-token': 'write', actions: 'read', 'pull-requests': 'read' },
  config: 'required',
  run: async (inputs, ports, config) => {
    const head = inputs['ledger-head'];
    const handed = { handedDigest: inputs['approved-digest'], ledgerHead: head === 'none' ? '' : head };
    const { service, digest, environment, 'change-ticket': ticket } = inputs;
    return deployFlow({ service, digest, environment, ticket, ...handed }, ports, config);
  },
});
