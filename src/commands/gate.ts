// Declares `gate`.
import * as z from 'zod';
import { replayStored } from '../flows/evidence/replay.ts';
import { gate as gateFlow } from '../flows/gate.ts';
import { Digest, EnvironmentName, Phase, RepositoryId, Sha256, Ticket } from '../model/ids.ts';
import { defineCommand } from './define.ts';
import { handedRuns, imageOrigin, saidRuns } from './handover.ts';
import { whichService } from './which-service.ts';

/** Decides whether one artifact may go on. */
export const gate = defineCommand({
  name: 'gate',
  summary: 'Decide whether one artifact may be published or deployed, or make a stored decision again.',
  surfaces: ['action', 'cli'],
  inputs: z.strictObject({
    ...whichService,
    phase: Phase.exclude(['before-deploy'])
      .default('before-publish')
      .describe('Moment of the decision; before-deploy is decided by deploy itself.'),
    layout: z.string().optional().describe('OCI layout folder; for before-publish.'),
    runs: z.string().optional().describe('Folder of scan runs; for before-publish.'),
    digest: Digest.optional().describe('Digest of the image; for before-approval, and to be compared with the layout.'),
    origin: imageOrigin,
    ...handedRuns,
    environment: EnvironmentName.optional().describe(
      'Environment; for before-approval, and only where the service has more than one.',
    ),
    'change-ticket': Ticket.optional().describe('Change ticket, shown to the approver; for before-approval.'),
    replay: Sha256.optional().describe('SHA-256 of a stored decision to make again.'),
    'repository-id': RepositoryId.optional().describe('Repository id of the stored decision; for replay.'),
    store: z
      .string()
      .optional()
      .describe(
        'Store to replay from, dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT; the one in safeguard.yml by default.',
      ),
  }),
  outputs: z.strictObject({
    verdict: z.string().describe('allow or deny.'),
    'decision-sha256': z.string().describe('SHA-256 of the decision.'),
    digest: z.string().describe('Digest the decision is about.'),
    environment: z.string().describe('Environment the decision is about; empty before-publish.'),
    'ledger-head': z
      .string()
      .describe(
        'SHA-256 of the last ledger result, none before the first deploy; handed to deploy, which compares it.',
      ),
  }),
  permissions: { contents: 'read', 'id-token': 'write', actions: 'read' },
  config: 'required',
  run: async (inputs, ports, config) => {
    const { service, phase, layout, runs, digest, origin, environment, 'change-ticket': ticket, replay } = inputs;
    const facts = { digest, origin, said: saidRuns(inputs) };
    if (replay === undefined)
      return gateFlow({ service, phase, layout, runs, environment, ticket, ...facts }, ports, config);
    return replayStored(
      { decision: replay, repositoryId: inputs['repository-id'], store: inputs.store },
      ports,
      config,
    );
  },
});
